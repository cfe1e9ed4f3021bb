package cases

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// listed is a package as go list describes it.
type listed struct {
	ImportPath string
	Doc        string
	Standard   bool
	Imports    []string
	GoFiles    []string
}

// goList runs go list -deps over the whole module, for each system that the
// program is built for, since files differ.
func goList(t *testing.T, goos string) map[string]listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-deps", "-json=ImportPath,Doc,Standard,Imports,GoFiles", "brobygger/...")
	cmd.Env = append(cmd.Environ(), "GOOS="+goos, "CGO_ENABLED=0")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	all := map[string]listed{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all[p.ImportPath] = p
	}
}

// layer is the top folder of a package of this module, "" for others.
func layer(path string) string {
	rest, ok := strings.CutPrefix(path, "brobygger/")
	if !ok {
		return ""
	}
	top, _, _ := strings.Cut(rest, "/")
	return top
}

// reaches are all packages that a package stands on.
func reaches(all map[string]listed, from string, seen map[string]bool) {
	for _, imp := range all[from].Imports {
		if !seen[imp] {
			seen[imp] = true
			reaches(all, imp, seen)
		}
	}
}

// Imports point one way: cases and crypto stand on nothing of ours, storage and
// tui on what is below them, and only cmd knows all.
func TestImportsPointOneWay(t *testing.T) {
	may := map[string][]string{
		"cases":   {"cases"},
		"crypto":  {"crypto"},
		"storage": {"storage", "cases", "crypto"},
		"tui":     {"tui", "cases"},
		"cmd":     {"cmd", "tui", "storage", "cases", "crypto"},
	}
	// What a layer may import from others than itself and the standard library.
	foreign := map[string][]string{
		"cases":  {"golang.org/x/"},
		"crypto": {"golang.org/x/", "filippo.io/age"},
	}
	for _, goos := range []string{"linux", "darwin", "windows"} {
		all := goList(t, goos)
		for path, p := range all {
			top := layer(path)
			if top == "" {
				continue
			}
			if _, known := may[top]; !known && !strings.HasPrefix(top, ".") {
				t.Errorf("%s: a top folder that the layout does not have", path)
			}
			for _, imp := range p.Imports {
				own := layer(imp)
				only, limited := foreign[top]
				if own == "" && limited && !all[imp].Standard && !slices.ContainsFunc(only, func(pre string) bool { return strings.HasPrefix(imp, pre) }) {
					t.Errorf("%s: %s imports %s", goos, path, imp)
				}
			}
			seen := map[string]bool{}
			reaches(all, path, seen)
			for imp := range seen {
				if own := layer(imp); own != "" && !slices.Contains(may[top], own) {
					t.Errorf("%s: %s stands on %s", goos, path, imp)
				}
			}
		}
		if layer("brobygger/cases/history") != "cases" || len(all["brobygger/cases"].Imports) == 0 {
			t.Errorf("%s: the list of packages is empty", goos)
		}
	}
}

// The domain does no I/O and reads no clock, randomness or environment.
func TestDomainIsPure(t *testing.T) {
	for path, p := range goList(t, "linux") {
		if layer(path) != "cases" {
			continue
		}
		for _, imp := range p.Imports {
			switch imp {
			case "os", "os/exec", "net", "net/http", "syscall", "log", "log/slog", "crypto/rand", "math/rand", "io/ioutil", "unsafe", "runtime":
				t.Errorf("%s imports %s", path, imp)
			}
		}
	}
}

// Every package says what it is for, in a sentence that begins as it should.
func TestPackagesHaveDocs(t *testing.T) {
	for path, p := range goList(t, "linux") {
		if layer(path) == "" || len(p.GoFiles) == 0 {
			continue
		}
		name := path[strings.LastIndex(path, "/")+1:]
		if !strings.HasPrefix(p.Doc, "Package "+name+" ") && !strings.HasPrefix(p.Doc, "Command ") && layer(path) != "cmd" || p.Doc == "" {
			t.Errorf("%s: package doc is %q", path, p.Doc)
		}
	}
}
