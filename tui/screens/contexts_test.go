package screens_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"brobygger/tui/keys"
	"brobygger/tui/screens"
	"brobygger/tui/words"
)

func TestEveryKeyKeepsTheLaw(t *testing.T) {
	for _, language := range words.Languages() {
		w, err := words.Load(language)
		if err != nil {
			t.Fatal(err)
		}
		for _, breach := range keys.Check(w, screens.Contexts(w)) {
			t.Errorf("%s: %s", language, breach)
		}
	}
}

// TestNoContextIsLeftOut finds the packages under tui that have a function
// Contexts, and the calls of such functions in this package. A package that
// makes a keys.Context has such a function.
func TestNoContextIsLeftOut(t *testing.T) {
	called := make(map[string]bool)
	source, err := os.ReadFile("contexts.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(source), "\n") {
		if name, _, ok := strings.Cut(strings.TrimSpace(line), ".Contexts("); ok {
			called[name] = true
		}
	}
	have := make(map[string]bool)
	makes := make(map[string]bool)
	err = filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "tuitest" {
			return filepath.SkipDir // no screens of the program
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return nil
		}
		name := file.Name.Name
		if name == "keys" || name == "screens" {
			return nil
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Name.Name == "Contexts" && n.Recv == nil {
					have[name] = true
				}
			case *ast.CompositeLit:
				if s, ok := n.Type.(*ast.SelectorExpr); ok && s.Sel.Name == "Context" {
					if x, ok := s.X.(*ast.Ident); ok && x.Name == "keys" {
						makes[name] = true
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(have) == 0 {
		t.Fatal("found no function Contexts")
	}
	for name := range makes {
		if !have[name] {
			t.Errorf("package %s makes keys without a function Contexts", name)
		}
	}
	for name := range have {
		if !called[name] {
			t.Errorf("the keys of package %s are not in screens.Contexts", name)
		}
	}
}
