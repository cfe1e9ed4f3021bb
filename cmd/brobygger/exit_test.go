package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/spf13/cobra"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/when"
	"brobygger/crypto"
	"brobygger/storage"
	"brobygger/tui/words"
)

// marker is case content that must appear in no sentence.
const marker = "Zymurgik Hemmelig"

func TestErrorsBecomeSentences(t *testing.T) {
	for _, c := range []struct {
		err  error
		code int
		word string
	}{
		{cases.ErrNoVault, 3, "clierr.no-vault"},
		{fmt.Errorf("%s: %w: %w", marker, cases.ErrNoVault, fs.ErrNotExist), 3, "clierr.no-vault"},
		{fmt.Errorf("vault: %w: %w", cases.ErrNotWritten, storage.ErrExists), 1, "clierr.vault-exists"},
		{fmt.Errorf("trial: %w: %w", cases.ErrWrongKey, storage.ErrNotProven), 4, "clierr.recovery.other"},
		{cases.ErrWrongKey, 4, "clierr.wrong-passphrase"},
		{crypto.ErrWrongPassphrase, 4, "clierr.wrong-passphrase"},
		{cases.ErrLocked, 4, "clierr.locked"},
		{cases.ErrNotSealedToMe, 4, "clierr.not-sealed"},
		{cases.ErrNotAMember, 4, "clierr.not-a-member"},
		{cases.ErrNotIdentity, 4, "clierr.not-identity"},
		{cases.ErrNewerVersion, 1, "clierr.newer-version"},
		{cases.ErrDamaged, 1, "clierr.damaged"},
		{fmt.Errorf("%w: %w", cases.ErrDiskFull, syscall.ENOSPC), 1, "clierr.disk-full"},
		{fmt.Errorf("%w: %w", cases.ErrNoPermission, syscall.EACCES), 1, "clierr.no-permission"},
		{fmt.Errorf("%w: %w", cases.ErrNotWritten, syscall.EIO), 1, "clierr.not-written"},
		{cases.ErrNotFound, 3, "clierr.missing.case"},
		{cases.ErrDeleted, 3, "clierr.deleted"},
		{&cases.FieldError{Field: "text", Err: cases.ErrTooLarge}, 2, "clierr.too-large"},
		{&cases.FieldError{Field: "born", Err: calendar.ErrNoSuchDate}, 2, "clierr.no-such-date"},
		{&flagError{"--at", when.ErrNoSuchTime}, 2, "clierr.no-such-time"},
		{&flagError{"--at", when.ErrAmbiguous}, 2, "clierr.when.two"},
		{&flagError{"--at", when.ErrOtherWeekday}, 2, "clierr.weekday"},
		{&os.PathError{Op: "open", Path: marker, Err: syscall.ENOENT}, 3, "clierr.file.missing"},
		{&os.PathError{Op: "open", Path: marker, Err: syscall.EACCES}, 1, "clierr.file.permission"},
		{context.Canceled, 1, "clierr.interrupted"},
		{&crypto.WeakPassphraseError{NeedWords: 6, NeedCharacters: 30}, 2, "clierr.weak"},
		{&crypto.RecoveryTypo{Group: 3}, 4, "clierr.recovery.group"},
		{errors.New(marker), 1, "clierr.unknown"},
	} {
		for _, l := range words.Languages() {
			a, _ := testApp("")
			a.speak(l)
			f := a.failureOf(c.err)
			if f.code != c.code || !has(f.text, a.w.T(c.word)) {
				t.Errorf("%s %v: code %d, %q", l, c.err, f.code, f.text)
			}
			if strings.Contains(f.text, marker) || f.id == "" {
				t.Errorf("%s %v: %+v", l, c.err, f)
			}
		}
	}
	a, _ := testApp("")
	if f := a.failureOf(nil); f.code != 0 || f.text != "" {
		t.Errorf("no error gives %+v", f)
	}
}

// TestEveryKnownErrorHasItsOwnCode walks the table: words in both languages, a
// code of the contract, an id for scripts, and no error that an earlier one hides.
func TestEveryKnownErrorHasItsOwnCode(t *testing.T) {
	all := knownErrors()
	for i, k := range all {
		for _, l := range words.Languages() {
			w, err := words.Load(l)
			if err != nil || !w.Has(k.word) {
				t.Errorf("%s has no words for %s", l, k.word)
			}
		}
		if k.code < codeFailed || k.code > codeLocked || k.id == "" {
			t.Errorf("%s: code %d, id %q", k.word, k.code, k.id)
		}
		for _, before := range all[:i] {
			if errors.Is(k.err, before.err) {
				t.Errorf("%s is hidden by %s", k.word, before.word)
			}
		}
	}
}

// TestAnUnknownErrorShowsNoText: what an error says may be English or hold what
// was typed.
func TestAnUnknownErrorShowsNoText(t *testing.T) {
	a, _ := testApp("")
	f := a.failureOf(fmt.Errorf("reading %s: %w", marker, &os.SyscallError{Syscall: marker, Err: syscall.EIO}))
	if strings.Contains(f.text, marker) || strings.Contains(f.text, syscall.EIO.Error()) || !strings.Contains(f.text, "5") {
		t.Errorf("%q", f.text)
	}
}

func TestAmbiguousCasesAreListedByNumberAndId(t *testing.T) {
	a, _ := testApp("")
	f := a.failureOf(fmt.Errorf("find: %w", &cases.AmbiguousError{Candidates: []cases.Row{
		{ID: "aa11", Number: "26-7RQ4", Title: marker}, {ID: "bb22", Number: "26-7RQ4", Suffix: "b", Name: marker},
	}}))
	if f.code != codeUsage || !strings.Contains(f.text, "26-7RQ4  aa11") || !strings.Contains(f.text, "26-7RQ4b  bb22") || strings.Contains(f.text, marker) {
		t.Errorf("%+v", f)
	}
	want := []candidate{{"aa11", "26-7RQ4"}, {"bb22", "26-7RQ4b"}}
	if !reflect.DeepEqual(f.candidates, want) {
		t.Errorf("%v", f.candidates)
	}
}

func TestSubjectsAreHarmless(t *testing.T) {
	a, _ := testApp("")
	f := a.failureOf(about("mappe\x1b[2J\u202e", cases.ErrNoVault))
	if strings.ContainsAny(f.text, "\x1b\u202e") || !strings.HasPrefix(f.text, "mappe") {
		t.Errorf("%q", f.text)
	}
}

// TestAPanicShowsNoValues: its type and the place, never what it was about.
func TestAPanicShowsNoValues(t *testing.T) {
	a, stderr := testApp("")
	a.place.home = func() (string, error) { panic(marker) }
	if code := a.start(context.Background(), []string{"about"}); code != codeFailed {
		t.Errorf("code %d", code)
	}
	if !strings.Contains(stderr.String(), "(string)") || !strings.Contains(stderr.String(), "goroutine") || strings.Contains(stderr.String(), marker) {
		t.Errorf("%s", stderr)
	}
}

// TestWordsForEveryKey: each key of the domain that a person may meet has words.
func TestWordsForEveryKey(t *testing.T) {
	for _, l := range words.Languages() {
		w, err := words.Load(l)
		if err != nil {
			t.Fatal(err)
		}
		for prefix, keys := range map[string][]string{
			"domain.kind.": keysOf(cases.Kinds()), "domain.channel.": keysOf(cases.Channels()), "domain.role.": keysOf(cases.Roles()),
			"domain.arena.": append(cases.Arenas(), cases.Themes()...), "domain.source.": keysOf(cases.Sources()),
			"domain.weight.": keysOf(cases.Weights()), "domain.area.": keysOf(cases.FundingAreas()),
			"domain.member.": keysOf(cases.MemberRoles()), "domain.erase.": keysOf(cases.EraseReasons()),
			"domain.status.": {"open", "closed"}, "domain.followup.": {"open", "done", "dropped"}, "domain.basis.": {"consent", "interest"},
			"domain.trust.": {"unchecked", "good", "forged", "unknown"}, "domain.field.": slices.DeleteFunc(textFields(), func(f string) bool { return strings.HasPrefix(f, "words_") }),
			"domain.score.": {"1", "2", "3", "4", "5"}, "domain.rater.": keysOf(cases.Raters()), "domain.goal.": keysOf(cases.GoalStates()),
			"domain.step.": keysOf(cases.StepStates()), "domain.fact.": keysOf(cases.KindTenancy.Facts()),
			"domain.factvalue.": keysOf(cases.FactValues()), "domain.trend.": {"up", "same", "down"},
			"domain.entry.": {cases.EntryCase, cases.EntryCaseSet, cases.EntryPhase, cases.EntryClose, cases.EntryReopen,
				cases.EntryContact, cases.EntryContactSet, cases.EntryParty, cases.EntryPartySet, cases.EntryFollowUp,
				cases.EntryFollowUpSet, cases.EntryGoal, cases.EntryGoalSet, cases.EntryStep, cases.EntryStepSet, cases.EntryScore,
				cases.EntryFact, cases.EntryReview, cases.EntryReviewSet, cases.EntryWordsSet, cases.EntryMatch, cases.EntryMatchSet, cases.EntryLink, cases.EntryReader, cases.EntryResolve, "strike", "erase", "other"},
			"cli.stage.": {storage.StageKey, storage.StageLog, storage.StageCases, storage.StageBulk, storage.StageBackup, storage.StageRestore, "check"},
		} {
			if len(keys) == 0 {
				t.Errorf("no keys for %s", prefix)
			}
			for _, k := range keys {
				if !w.Has(prefix + k) {
					t.Errorf("%s: no words for %s%s", l, prefix, k)
				}
			}
		}
		for _, k := range cases.Kinds() {
			for _, p := range k.Phases() {
				if !w.Has("domain.phase." + string(p)) {
					t.Errorf("%s: no words for phase %s", l, p)
				}
			}
			for _, o := range k.Outcomes() {
				if !w.Has("domain.outcome." + string(o)) {
					t.Errorf("%s: no words for outcome %s", l, o)
				}
			}
		}
		for _, r := range cases.Rules() {
			if r != cases.RuleFollowUp && !w.Has("domain.rule."+string(r)) {
				t.Errorf("%s: no words for rule %s", l, r)
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	home := func() (string, error) { return filepath.FromSlash("/home/amira"), nil }
	none := func() (string, error) { return "", errors.New("none") }
	for _, c := range []struct {
		os           string
		home         func() (string, error)
		env          map[string]string
		state, cache string
		err          bool
	}{
		{"linux", home, nil, "/home/amira/.local/state/brobygger", "/home/amira/.cache/brobygger", false},
		{"linux", home, map[string]string{"XDG_STATE_HOME": "/s", "XDG_CACHE_HOME": "/c"}, "/s/brobygger", "/c/brobygger", false},
		{"linux", home, map[string]string{"XDG_STATE_HOME": "s", "LOCALAPPDATA": "/l"}, "/home/amira/.local/state/brobygger", "/home/amira/.cache/brobygger", false},
		{"freebsd", home, nil, "/home/amira/.local/state/brobygger", "/home/amira/.cache/brobygger", false},
		{"darwin", home, nil, "/home/amira/Library/Application Support/brobygger", "/home/amira/Library/Caches/brobygger", false},
		{"darwin", home, map[string]string{"XDG_STATE_HOME": "/s"}, "/s/brobygger", "/home/amira/Library/Caches/brobygger", false},
		{"windows", home, map[string]string{"LOCALAPPDATA": "/l"}, "/l/brobygger", "/l/brobygger/cache", false},
		{"windows", home, nil, "/home/amira/AppData/Local/brobygger", "/home/amira/AppData/Local/brobygger/cache", false},
		{"linux", none, nil, "", "", true},
		{"linux", none, map[string]string{"XDG_STATE_HOME": "/s", "XDG_CACHE_HOME": "/c"}, "/s/brobygger", "/c/brobygger", false},
	} {
		p := place{env: func(k string) string { return c.env[k] }, os: c.os, home: c.home}
		state, err1 := p.stateRoot()
		cache, err2 := p.cacheRoot()
		if filepath.ToSlash(state) != c.state || filepath.ToSlash(cache) != c.cache || (err1 != nil) != c.err || (err2 != nil) != c.err {
			t.Errorf("%s %v: %q, %q, %v, %v", c.os, c.env, state, cache, err1, err2)
		}
		if demo, err := p.demo(); (err == nil) == c.err || err == nil && filepath.Dir(demo) != state {
			t.Errorf("%s: demo %q, %v", c.os, demo, err)
		}
	}
}

func TestLanguage(t *testing.T) {
	for args, want := range map[string]words.Language{
		"":                         words.Danish,
		"case list":                words.Danish,
		"--lang en case list":      words.English,
		"case list --lang=en":      words.English,
		"--lang da":                words.Danish,
		"--lang":                   words.Danish,
		"--lang sv":                words.Danish,
		"search -- --lang en":      words.Danish,
		"--lang en-GB":             words.Danish,
		"--language en":            words.Danish,
		"--lang en --json x":       words.English,
		"case show x --lang en -h": words.English,
	} {
		if got := languageIn(strings.Fields(args)); got != want {
			t.Errorf("%q: %s", args, got)
		}
	}
}

// TestRecoveryKeyComesBackFromPaper: wrong groups are named until all are right.
func TestRecoveryKeyComesBackFromPaper(t *testing.T) {
	r, err := crypto.NewRecovery(nil)
	if err != nil {
		t.Fatal(err)
	}
	groups := r.Groups()
	wrong := append([]string{}, groups...)
	wrong[2] = "QQQQ QQQQ"
	paper := strings.ToLower(strings.Join(groups, " "))
	a, stderr := testApp("\n" + strings.Join(wrong, " ") + "\n" + paper + "\n")
	c := &call{app: a, Command: &cobra.Command{}}
	back, err := c.readBack(context.Background(), r)
	if err != nil || back.VerifyKey() != r.VerifyKey() {
		t.Fatalf("%v", err)
	}
	if !strings.Contains(stderr.String(), a.w.T("cli.recovery.wrong", "3")) {
		t.Errorf("%s", stderr)
	}
	if strings.Contains(stderr.String(), groups[0]) {
		t.Error("the key stands on the screen")
	}
	a, _ = testApp("noget andet\n")
	if _, err := (&call{app: a, Command: &cobra.Command{}}).readBack(context.Background(), r); !errors.Is(err, errStdin) {
		t.Errorf("%v", err)
	}
}
