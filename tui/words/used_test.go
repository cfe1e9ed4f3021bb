package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// prefixes are the beginnings of keys that Go code puts together while it runs,
// such as "keys.name." before the name of a key. Each says where the rest comes
// from. Every other key stands whole in Go code.
var prefixes = map[string]string{
	"domain.referral.":       "states of a referral, cases",
	"domain.disclosure.":     "ways in which something is passed on, cases",
	"domain.consent.form.":   "forms of a consent, cases",
	"keys.name.":             "names of keys, tui/keys",
	"formats.weekday.short.": "1 (Monday) to 7, this package",
	"formats.weekday.long.":  "1 (Monday) to 7, this package",
	"formats.month.":         "1 to 12, this package",

	"bridge.key.":          "keys of the tabs Samtykke and Henvist, tui/casefile",
	"bridge.name.":         "forms between a case and others, by their routes, tui/bridge",
	"bridge.short.":        "arenas and themes, cases",
	"cli.draft.form.":      "forms of drafts, tui",
	"cli.man.environment.": "variables of the environment, cmd",
	"cli.man.exit.":        "exit codes, cmd",
	"cli.problem.":         "what check finds, storage",
	"cli.reject.":          "why a row of a spreadsheet was not taken, cases",
	"cli.stage.":           "stages of a long step, storage and cmd",
	"clicmd.":              "commands and flags; cmd's tests compare them with the tree of commands",
	"clicmd.arg.":          "arguments of commands, cmd",
	"clierr.many.":         "arguments of commands, cmd",
	"clierr.missing.":      "arguments of commands, cmd",
	"unlock.stage.":        "stages of a long step, storage and cmd",
	"letter.left.":         "kinds of things left out of a letter, tui/outside",
	"paper.what.":          "kinds of papers, cases/paper",
	"plan.short.":          "the scale of a score in a word, cases",
	"plan.key.":            "keys of the plan, tui/casefile",
	"plan.name.":           "forms of the plan, by their routes, tui/plan",
	"person.ask.":          "arenas, cases",
	"person.short.":        "the scale of a score, where its words are too long, cases",
	"today.draft.":         "forms of drafts, tui",
	"domain.area.":         "funding areas, cases",
	"domain.arena.":        "arenas and themes, cases",
	"domain.basis.":        "legal bases, cases",
	"domain.channel.":      "channels of a contact, cases",
	"domain.evidence.":     "how well an effect is known, cases/catalogue",
	"domain.entry.":        "kinds of entries, cases",
	"domain.erase.":        "reasons for erasing, cases",
	"domain.fact.":         "facts of a plan, cases",
	"domain.factvalue.":    "what is known of a fact, cases",
	"domain.field.":        "fields of a case, cases",
	"domain.followup.":     "states of a follow-up, cases",
	"domain.goal.":         "states of a goal, cases",
	"domain.kind.":         "kinds of case, cases",
	"domain.member.":       "roles of a member, cases",
	"domain.outcome.":      "outcomes, cases",
	"domain.phase.":        "phases, cases",
	"domain.rater.":        "who gives a score, cases",
	"domain.role.":         "roles in a contact, cases",
	"domain.rule.":         "rules that make follow-ups, cases",
	"domain.score.":        "the scale of a score, cases",
	"domain.source.":       "sources of referral, cases",
	"domain.status.":       "states of a case, cases",
	"domain.step.":         "states of a step, cases",
	"domain.trend.":        "where scores went, cases",
	"domain.trust.":        "what a signature was found to be, cases",
	"domain.weight.":       "weights of a case, cases",
}

// literal is a string that stands in Go code.
type literal struct {
	text string
	at   string
	// call is T or N if the literal is the first argument of such a call.
	call string
	// joined says that something is put behind it.
	joined bool
}

// literals reads every Go file of the module that is part of the program.
func literals(t *testing.T) []literal {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		if root == filepath.Dir(root) {
			t.Fatal("no go.mod above the package")
		}
		root = filepath.Dir(root)
	}
	var found []literal
	files := 0
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "tuitest") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			// A file that does not parse fails the build, which says it better.
			return nil
		}
		files++
		found = append(found, literalsOf(set, file)...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 3 {
		t.Fatalf("read only %d Go files", files)
	}
	return found
}

func literalsOf(set *token.FileSet, file *ast.File) []literal {
	calls := make(map[ast.Expr]string)
	joined := make(map[ast.Expr]bool)
	var found []literal
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field:
			if n.Tag != nil {
				calls[n.Tag] = "tag"
			}
		case *ast.CallExpr:
			if s, ok := n.Fun.(*ast.SelectorExpr); ok && (s.Sel.Name == "T" || s.Sel.Name == "N") && len(n.Args) > 0 {
				calls[n.Args[0]] = s.Sel.Name
			}
		case *ast.BinaryExpr:
			if n.Op == token.ADD {
				joined[n.X] = true
				if calls[n] != "" {
					calls[n.X] = calls[n]
				}
				// "a" + x + "b" is ("a" + x) + "b".
				if joined[n] {
					joined[n.X] = true
				}
			}
		case *ast.BasicLit:
			if n.Kind != token.STRING || calls[n] == "tag" {
				return true
			}
			if text, err := strconv.Unquote(n.Value); err == nil {
				found = append(found, literal{text, set.Position(n.Pos()).String(), calls[n], joined[n]})
			}
		}
		return true
	})
	return found
}

// areas are the names of the files of words.
func areas(t *testing.T) []string {
	t.Helper()
	entries, err := fs.ReadDir(files, "da")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".json"))
	}
	return names
}

func TestEveryKeyInGoCodeHasWords(t *testing.T) {
	w := must(t, Danish)
	// A literal that looks like a key of one of the areas is one, whether or not
	// it stands in a call: keys also lie in tables.
	key := regexp.MustCompile(`^(` + strings.Join(areas(t), "|") + `)\.[a-z0-9.-]*$`)
	seen := 0
	for _, l := range literals(t) {
		switch {
		case strings.HasSuffix(l.text, ".") && key.MatchString(l.text):
			if _, ok := prefixes[l.text]; !ok {
				t.Errorf("%s: the beginning %q is not in the list of prefixes of this test", l.at, l.text)
			}
		case l.joined:
		case l.call == "N":
			seen++
			if !w.Has(l.text + ".other") {
				t.Errorf("%s: no words for %q", l.at, l.text+".other")
			}
			if !w.Has(l.text + ".one") {
				t.Errorf("%s: no words for %q", l.at, l.text+".one")
			}
		case l.call == "T":
			seen++
			if !w.Has(l.text) {
				t.Errorf("%s: no words for %q", l.at, l.text)
			}
		case key.MatchString(l.text):
			if !w.Has(l.text) && !w.Has(l.text+".other") {
				t.Errorf("%s: no words for %q", l.at, l.text)
			}
		}
	}
	if seen == 0 {
		t.Error("found no call of T or N")
	}
}

func TestEveryKeyIsUsed(t *testing.T) {
	w := must(t, Danish)
	used := make(map[string]bool)
	for _, l := range literals(t) {
		used[l.text] = true
	}
	for prefix := range prefixes {
		if !used[prefix] {
			t.Errorf("the prefix %q stands in no Go code", prefix)
		}
	}
	for _, k := range w.Keys() {
		if used[k] || hasPrefix(k) {
			continue
		}
		plural := k
		for _, end := range []string{".zero", ".one", ".other"} {
			plural = strings.TrimSuffix(plural, end)
		}
		if plural == k || !used[plural] {
			t.Errorf("%q is used by no Go code", k)
		}
	}
}

func hasPrefix(key string) bool {
	for prefix := range prefixes {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}
