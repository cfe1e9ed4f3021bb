package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"brobygger/cases"
	"brobygger/crypto"
	"brobygger/storage"
)

// smallDemo makes a demo vault and gives the environment that names it.
func smallDemo(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	env := map[string]string{
		"XDG_STATE_HOME": filepath.Join(dir, "state"), "XDG_CACHE_HOME": filepath.Join(dir, "cache"),
		"BROBYGGER_VAULT": filepath.Join(dir, "vault"), "BROBYGGER_NOW": "2026-12-07T08:41:00+01:00",
	}
	if r := runIn(t, "", env, "demo", "--cases", "3", "--json"); r.code != 0 {
		t.Fatalf("demo: %d %s", r.code, r.err)
	}
	return env
}

// openDemo opens it as the screens do.
func openDemo(t *testing.T, env map[string]string) *storage.Store {
	t.Helper()
	s, err := storage.Open(context.Background(), storage.Options{Dir: env["BROBYGGER_VAULT"],
		DeviceRoot: filepath.Join(env["XDG_STATE_HOME"], "brobygger"), CacheRoot: filepath.Join(env["XDG_CACHE_HOME"], "brobygger")})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestDrafts: what the screens left half typed is listed without its text, and
// dropped by the beginning of its id.
func TestDrafts(t *testing.T) {
	env := smallDemo(t)
	s := openDemo(t, env)
	for _, id := range []string{"0011223344556677", "0011aabbccddeeff"} {
		d := cases.Draft{ID: id, Form: "contact", Title: "Karim F.", Fields: map[string]string{"text": marker}}
		if err := s.PutDraft(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r := runIn(t, "", env, "draft", "list", "--json")
	var out struct{ Drafts []jsonDraft }
	if err := json.Unmarshal([]byte(r.out), &out); err != nil || len(out.Drafts) != 2 || out.Drafts[0].Title != "Karim F." {
		t.Fatalf("%v %s", err, r.out)
	}
	if strings.Contains(r.out, marker) {
		t.Error("the list shows the text")
	}
	for _, c := range []struct {
		arg  string
		code int
	}{{"0011", codeUsage}, {"001", codeMissing}, {"ffff", codeMissing}, {"0011aa", codeDone}, {"0011aa", codeMissing}, {"0011", codeDone}} {
		if r := runIn(t, "", env, "draft", "drop", c.arg); r.code != c.code {
			t.Errorf("drop %s: %d %s", c.arg, r.code, r.err)
		}
	}
	a, _ := testApp("")
	if r := runIn(t, "", env, "draft", "list"); strings.TrimSpace(r.out) != a.w.T("cli.draft.none") {
		t.Errorf("%q", r.out)
	}
}

// TestACaseOfOthers: a case that is sealed to somebody else is no damage. It is
// counted, and whoever names it is told whom to ask.
func TestACaseOfOthers(t *testing.T) {
	env := smallDemo(t)
	other, err := crypto.NewIdentity(nil)
	if err != nil {
		t.Fatal(err)
	}
	sealed, _, err := crypto.Seal([]byte(marker), []crypto.Recipient{other.Recipient()})
	if err != nil {
		t.Fatal(err)
	}
	const id = "abababababababababababababababab"
	dir := filepath.Join(env["BROBYGGER_VAULT"], "cases", id[:2])
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, id+"-0.age"), sealed, 0o600); err != nil {
		t.Fatal(err)
	}
	a, _ := testApp("")
	if r := runIn(t, "", env, "case", "show", id); r.code != codeLocked || !has(r.err, a.w.T("clierr.not-sealed")) {
		t.Errorf("show: %d %s", r.code, r.err)
	}
	if r := runIn(t, "", env, "case", "list", "--status", "all"); r.code != 0 || strings.Count(r.out, "\n") != 4 {
		t.Errorf("list: %d %s", r.code, r.out)
	}
	r := runIn(t, "", env, "check", "--json")
	var report cases.CheckReport
	if err := json.Unmarshal([]byte(r.out), &report); err != nil || r.code != 0 || !report.OK || report.NotForMe != 1 || report.Cases != 3 {
		t.Errorf("check: %d %v %s", r.code, err, r.out)
	}
}

// TestErrorsAndArgumentsHoldNoContent runs commands that fail on a case that is
// full of a marker, and looks for it in what they say.
func TestErrorsAndArgumentsHoldNoContent(t *testing.T) {
	env := smallDemo(t)
	file := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(file, []byte(marker), 0o600); err != nil {
		t.Fatal(err)
	}
	at := "@" + file
	if r := runIn(t, "", env, "case", "new", "--kind", "network", "--name", at, "--json"); r.code != 0 {
		t.Fatal(r.err)
	}
	rows := runIn(t, "", env, "case", "list", "--kind", "network", "--json")
	var out struct{ Cases []jsonRow }
	if err := json.Unmarshal([]byte(rows.out), &out); err != nil {
		t.Fatal(err)
	}
	number := ""
	for _, c := range out.Cases {
		if strings.HasPrefix(marker, strings.Fields(c.Title)[0]) {
			number = c.Number
		}
	}
	for _, args := range [][]string{
		{"network", "add", number, "--name", at, "--note", at},
		{"network", "add", number, "--name", at, "--org", at},
		{"follow-up", "add", number, "--text", at, "--due", "+1"},
		{"plan", "goal", "add", number, "--arena", "skole", "--text", at, "--indicator", at},
		{"plan", "step", "add", number, "--arena", "skole", "--text", at},
		{"plan", "words", number, "--text", at},
	} {
		if r := runIn(t, "", env, args...); r.code != 0 {
			t.Fatalf("%v: %s", args, r.err)
		}
	}
	n := 0
	for _, args := range [][]string{
		{"case", "show", "26-2222"}, {"case", "close", number, "--outcome", "udsat-af-fogeden"}, {"case", "phase", number, marker},
		{"contact", "add", number, "--text", at, "--at", marker}, {"contact", "add", number, "--text", at, "--at", "30/2"},
		{"contact", "strike", number, "0000", "--reason", at}, {"network", "edit", number, "Zymurgik", "--phone", at},
		{"network", "edit", number, "Vagn", "--phone", at}, {"follow-up", "move", number, "0000", "--due", "+1"},
		{"erase", number, "0000", "--reason", "ordered"}, {"resolve", "take", number, "0000"}, {"case", "link", number, number},
		{"case", "reopen", number}, {"case", "edit", number, "--born", marker}, {"search", marker + ":x"}, {"case", "show", marker},
		{"plan", "goal", "add", number, "--arena", marker, "--text", at}, {"plan", "goal", "add", number, "--arena", "skole", "--text", at, "--by", marker},
		{"plan", "goal", "edit", number, marker, "--text", at}, {"plan", "step", "set", number, marker, "--state", "done"},
		{"plan", "step", "add", number, "--goal", marker, "--text", at}, {"plan", "step", "add", number, "--arena", "skole", "--text", at, "--who", at},
		{"plan", "score", number, "--arena", "skole", "--score", marker, "--by", "ung"}, {"plan", "review", number, marker, "--text", at},
		{"case", "match", number, "--mentor", at}, {"case", "fact", number, "school", marker}, {"plan", "words", number, "--text", at, "--on", marker},
		{"plan", "paper", number, "--to", file}, {"follow-up", "done", number, marker}, {"follow-up", "done", number, "step", marker},
		{"settings", "set", "idle_minutes", marker}, {"case", "list", "--worker", marker}, {"case", "import", file},
	} {
		r := runIn(t, "", env, args...)
		if r.code == 0 {
			t.Errorf("%v did not fail", args)
			continue
		}
		n++
		if strings.Contains(r.err, marker) || strings.Contains(r.err, "Zymurgik") {
			t.Errorf("%v: %s", args, r.err)
		}
	}
	if n == 0 {
		t.Error("nothing failed")
	}
}
