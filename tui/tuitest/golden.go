package tuitest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// Golden compares a screen with testdata/NAME.golden, or writes that file where
// the test runs with -update. It shows the first line that differs and the
// whole of what came.
func Golden(t testing.TB, name, screen string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(screen+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("no golden file (run the test with -update and read what it wrote): %v", err)
	}
	// A checkout on Windows may have turned the newlines.
	want := strings.TrimSuffix(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	if screen == want {
		return
	}
	got, wanted := strings.Split(screen, "\n"), strings.Split(want, "\n")
	for i := range max(len(got), len(wanted)) {
		g, w := "(no such line)", "(no such line)"
		if i < len(got) {
			g = got[i]
		}
		if i < len(wanted) {
			w = wanted[i]
		}
		if g != w {
			t.Errorf("%s differs from line %d on\n got %q\nwant %q\n\n%s", path, i+1, g, w, screen)
			return
		}
	}
}
