package main

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"brobygger/cases"
	"brobygger/tui/words"
)

// ran is what a command line gave.
type ran struct {
	code     int
	out, err string
}

// runIn runs the program in this process, with an environment of its own.
func runIn(t *testing.T, in string, env map[string]string, args ...string) ran {
	t.Helper()
	var out, err bytes.Buffer
	code := run(context.Background(), args, strings.NewReader(in), &out, &err, func(k string) string { return env[k] })
	return ran{code, out.String(), err.String()}
}

// tree is the tree of commands in a language.
func tree(t *testing.T, l words.Language) (*app, *cobra.Command) {
	t.Helper()
	a := newApp(strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}, func(string) string { return "" })
	a.speak(l)
	return a, a.root()
}

// each calls f with every command a user can run or ask about.
func each(cmd *cobra.Command, f func(*cobra.Command)) {
	f(cmd)
	for _, c := range cmd.Commands() {
		if c.Name() != cobra.ShellCompRequestCmd && c.Name() != cobra.ShellCompNoDescRequestCmd {
			each(c, f)
		}
	}
}

func pathOf(cmd *cobra.Command) []string { return strings.Fields(cmd.CommandPath())[1:] }

func TestEveryCommandHasHelp(t *testing.T) {
	for _, l := range words.Languages() {
		_, root := tree(t, l)
		n := 0
		each(root, func(cmd *cobra.Command) {
			n++
			path := pathOf(cmd)
			r := runIn(t, "", nil, append(append([]string{"--lang", string(l)}, path...), "--help")...)
			if r.code != 0 || r.err != "" || !strings.Contains(r.out, cmd.CommandPath()) {
				t.Errorf("%s %v --help: code %d, stderr %q", l, path, r.code, r.err)
			}
			if strings.ContainsAny(r.out, "‹›") {
				t.Errorf("%s %v: words are missing:\n%s", l, path, r.out)
			}
			for _, line := range strings.Split(r.out, "\n") {
				if ansi.StringWidth(line) > helpWidth && !strings.Contains(line, "brobygger") {
					t.Errorf("%s %v: wider than %d: %q", l, path, helpWidth, line)
				}
			}
		})
		if n < 45 {
			t.Errorf("only %d commands", n)
		}
	}
}

// english are words that stand in no Danish sentence.
var english = regexp.MustCompile(`(?i)\b(the|and|of|is|are|be|with|without|use|usage|used|available|flag|flags|option|options|command|commands|` +
	`required|unknown|default|string|strings|int|ints|show|shows|this|that|your|you|more|information|file|files|name|value|text file|` +
	`error|failed|cannot|not|found|missing|password|vault|passphrase|key|keys|case|cases|contact|notes|draft|stdin|stdout|shell|backup|` +
	`directory|folder|print|make|made|write|read|open|close|closed|all|any|when|where|which|what|who|how|for more|did)\b`)

// TestNoEnglishInDanish looks for English words in the help pages and in every
// Danish text of the command line. The names of commands, flags, keys and
// variables are English in every language, and are taken out first.
func TestNoEnglishInDanish(t *testing.T) {
	a, root := tree(t, words.Danish)
	// A folder of the vault is called keys, and the rules are keys too.
	names := map[string]bool{"brobygger": true, "keys": true}
	for _, r := range cases.Rules() {
		names[string(r)] = true
	}
	for _, v := range cases.FactValues() {
		names[string(v)] = true
	}
	each(root, func(cmd *cobra.Command) {
		names[cmd.Name()] = true
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			for _, k := range f.Annotations[noteKeys] {
				names[k] = true
			}
		})
	})
	clean := func(text string) string {
		var kept []string
		for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \n,();:", r) }) {
			if bare := strings.TrimRight(word, "."); !names[bare] && !strings.HasPrefix(word, "-") && !strings.ContainsAny(word, "_@|/\"") {
				kept = append(kept, word)
			}
		}
		return strings.Join(kept, " ")
	}
	each(root, func(cmd *cobra.Command) {
		r := runIn(t, "", nil, append(pathOf(cmd), "--help")...)
		if found := english.FindString(clean(r.out)); found != "" {
			t.Errorf("%s --help says %q", cmd.CommandPath(), found)
		}
	})
	n := 0
	for _, k := range a.w.Keys() {
		if !strings.HasPrefix(k, "cli.") && !strings.HasPrefix(k, "clierr.") && !strings.HasPrefix(k, "clicmd.") && !strings.HasPrefix(k, "cliplan.") && !strings.HasPrefix(k, "clibridge.") && !strings.HasPrefix(k, "domain.") {
			continue
		}
		n++
		if found := english.FindString(clean(a.w.T(k))); found != "" {
			t.Errorf("%s says %q: %s", k, found, a.w.T(k))
		}
	}
	if n < 300 {
		t.Errorf("looked at %d texts", n)
	}
	if english.FindString(clean("Usage: brobygger case [flags]")) == "" || english.FindString(clean("Lav en ny sag med case new --kind.")) != "" {
		t.Error("the test does not see what it should")
	}
}

// TestWordsOfCommandsAreUsed finds words of commands, flags and arguments that
// no command has any more.
func TestWordsOfCommandsAreUsed(t *testing.T) {
	for _, l := range words.Languages() {
		a, root := tree(t, l)
		used := map[string]bool{"clicmd.root": true, "clicmd.root.more": true, "clicmd.help": true, "clicmd.phases": true}
		var pages strings.Builder
		each(root, func(cmd *cobra.Command) {
			path := "clicmd." + strings.Join(pathOf(cmd), ".")
			for _, k := range []string{path, path + ".more", path + ".example"} {
				used[k] = true
			}
			all := cmd.Flags()
			all.AddFlagSet(cmd.PersistentFlags())
			all.VisitAll(func(f *pflag.Flag) {
				for _, k := range []string{path + ".--" + f.Name, "clicmd.--" + f.Name} {
					if a.w.Has(k) {
						used[k] = true
						break
					}
				}
				if f.Usage == "" {
					t.Errorf("%s --%s has no words", cmd.CommandPath(), f.Name)
				}
			})
			r := runIn(t, "", nil, append(append([]string{"--lang", string(l)}, pathOf(cmd)...), "--help")...)
			pages.WriteString(r.out)
		})
		for _, k := range a.w.Keys() {
			if !strings.HasPrefix(k, "clicmd.") || used[k] {
				continue
			}
			if strings.HasPrefix(k, "clicmd.arg.") && strings.Contains(pages.String(), a.w.T(k)) {
				continue
			}
			t.Errorf("%s: no command uses %q", l, k)
		}
	}
}

// TestFlagsOfTheContract keeps the names that scripts rely on.
func TestFlagsOfTheContract(t *testing.T) {
	_, root := tree(t, words.Danish)
	for path, flags := range map[string]string{
		"":                     "vault identity json lang quiet yes help",
		"demo":                 "cases seed no-tui",
		"init":                 "name role team recovery-out no-passphrase",
		"identity new":         "out no-passphrase",
		"identity show":        "to",
		"identity passphrase":  "no-passphrase",
		"recovery test":        "recovery-out",
		"case new":             "kind name born address tenancy area source worker deputy",
		"case list":            "kind worker status late no-contact to",
		"case show":            "history to",
		"case edit":            "name born address not-alone interpreter informed informed-by basis area weight",
		"case link":            "",
		"case phase":           "on",
		"case fact":            "on",
		"case match":           "mentor why on certificate",
		"plan goal add":        "arena text indicator by",
		"plan goal edit":       "arena text indicator by",
		"plan goal state":      "state on",
		"plan step add":        "goal text who by",
		"plan step set":        "state who by text team-only",
		"plan step edit":       "goal text who by team-only",
		"plan step move":       "before",
		"plan score":           "arena score by reason on",
		"plan words":           "arena text take-back",
		"plan review":          "on text",
		"plan show":            "to",
		"plan paper":           "to",
		"unlocked list":        "to",
		"unlocked delete":      "all",
		"case close":           "outcome reason",
		"consent give":         "to scope note purpose given-by form evidence on until",
		"consent edit":         "to scope note purpose given-by form evidence on until",
		"consent withdraw":     "on",
		"consent list":         "valid to",
		"consent disclose":     "to scope how on note",
		"consent ledger":       "to",
		"referral new":         "to scope purpose consent on",
		"referral edit":        "to scope purpose",
		"referral move":        "state on note how",
		"referral back":        "reason",
		"referral list":        "state open to",
		"referral letter":      "to notes dry-run",
		"underretning add":     "to on told-family reason receipt",
		"underretning edit":    "to on told-family reason receipt",
		"underretning receipt": "on",
		"underretning list":    "to",
		"service list":         "scope to",
		"service add":          "name unit scope phone mail hours for kle authority",
		"service edit":         "name unit scope phone mail hours for kle authority",
		"service strike":       "reason",
		"service import":       "dry-run to",
		"catalogue list":       "arena kind to",
		"case reopen":          "",
		"case import":          "",
		"contact add":          "channel met minutes role arena text at place present also tag follow-up follow-up-text",
		"contact strike":       "reason",
		"contact move":         "reason to",
		"network add":          "name relation org phone protected",
		"network edit":         "name relation org phone protected",
		"network list":         "to",
		"follow-up add":        "",
		"follow-up done":       "",
		"follow-up move":       "",
		"follow-up drop":       "",
		"follow-up list":       "",
		"draft list":           "",
		"draft drop":           "",
		"resolve list":         "",
		"resolve take":         "",
		"erase":                "reason",
		"delete":               "reason",
		"today":                "days to",
		"search":               "kind since limit to",
		"check":                "deep repair",
		"about":                "to",
		"settings get":         "to",
		"settings set":         "",
		"backup":               "to",
		"restore":              "from",
		"batch":                "",
		"completion":           "",
		"man":                  "to",
	} {
		cmd, rest, err := root.Find(strings.Fields(path))
		if err != nil || len(rest) > 0 {
			t.Errorf("there is no %q", path)
			continue
		}
		for _, f := range strings.Fields(flags) {
			if cmd.Flags().Lookup(f) == nil && cmd.InheritedFlags().Lookup(f) == nil && cmd.PersistentFlags().Lookup(f) == nil {
				t.Errorf("%s has no --%s", path, f)
			}
		}
	}
	// Rows of later work orders do not exist yet.
	for _, later := range []string{"sync", "export", "join", "member", "report", "case share", "identity rotate", "recovery replace"} {
		if cmd, rest, err := root.Find(strings.Fields(later)); err == nil && len(rest) == 0 && cmd.CommandPath() == "brobygger "+later {
			t.Errorf("%q exists", later)
		}
	}
}

// TestNamesAndTextsAreNotShownPlainInHelp: help names a file where a name or a
// text is taken.
func TestNamesAndTextsAreNotShownPlainInHelp(t *testing.T) {
	a, root := tree(t, words.Danish)
	n := 0
	each(root, func(cmd *cobra.Command) {
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if _, text := f.Annotations[noteText]; text {
				n++
				if !strings.HasPrefix(a.takes(f), "@") {
					t.Errorf("%s --%s takes %q", cmd.CommandPath(), f.Name, a.takes(f))
				}
			}
		})
		if strings.Contains(cmd.Example, "--text") && !strings.Contains(cmd.Example, "--text @") {
			t.Errorf("the example of %s shows a text", cmd.CommandPath())
		}
	})
	if n < 20 {
		t.Errorf("only %d flags take texts", n)
	}
}
