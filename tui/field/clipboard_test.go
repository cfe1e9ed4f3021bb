package field

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestNoFieldHasKeysForTheClipboard presses what copies, cuts and pastes in other
// programs. Pasting is the terminal's and comes as a paste.
func TestNoFieldHasKeysForTheClipboard(t *testing.T) {
	var presses []tea.KeyPressMsg
	for _, mod := range []tea.KeyMod{tea.ModCtrl, tea.ModCtrl | tea.ModShift, tea.ModSuper, tea.ModMeta, tea.ModAlt} {
		for _, code := range []rune{'c', 'v', 'x', 'p', 'w', 'y', tea.KeyInsert, tea.KeyDelete} {
			if mod == tea.ModCtrl && (code == 'w' || code == 'y' || code == tea.KeyDelete) {
				continue // they delete a word, do again, delete the next word
			}
			presses = append(presses, tea.KeyPressMsg{Code: code, Mod: mod})
		}
	}
	presses = append(presses, tea.KeyPressMsg{Code: tea.KeyInsert}, tea.KeyPressMsg{Code: tea.KeyInsert, Mod: tea.ModShift},
		tea.KeyPressMsg{Code: tea.KeyDelete, Mod: tea.ModShift})
	const text = "Karim kommer selv."
	for name, f := range map[string]interface {
		Field
		Value() string
	}{"line": NewLine(text), "area": NewArea(text)} {
		for _, press := range presses {
			if f.Update(press) {
				t.Errorf("%s: %s means something", name, press)
			}
			if f.Value() != text {
				t.Fatalf("%s: %s makes it %q", name, press, f.Value())
			}
		}
	}
}

// TestTheClipboardIsTouchedInOnePlace reads the program's source: nothing but the
// one named action copies, and no text field of a library is used, since those use
// the clipboard by themselves.
func TestTheClipboardIsTouchedInOnePlace(t *testing.T) {
	const one = "tui/clipboard.go"
	files, seen := 0, false
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && len(d.Name()) > 2) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return nil // the build says it better
		}
		files++
		for _, i := range file.Imports {
			for _, not := range []string{"bubbles/", "/textarea", "/textinput", "/huh", "clipboard"} {
				if strings.Contains(i.Path.Value, not) {
					t.Errorf("%s imports %s", path, i.Path.Value)
				}
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok || !strings.HasSuffix(s.Sel.Name, "Clipboard") && !strings.HasSuffix(s.Sel.Name, "ClipboardMsg") {
				return true
			}
			if rel, _ := filepath.Rel("../..", path); filepath.ToSlash(rel) == one {
				seen = true
			} else if s.Sel.Name != "ClipboardMsg" { // the program's loop hands on what was read
				t.Errorf("%s uses %s", path, s.Sel.Name)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 100 || !seen {
		t.Errorf("read %d files, the one place among them: %v", files, seen)
	}
}
