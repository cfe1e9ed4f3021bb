package storage_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"brobygger/cases"
)

func paths(files []cases.UnlockedFile) []string {
	var out []string
	for _, f := range files {
		out = append(out, f.Path)
	}
	return out
}

// What one window remembers or forgets the other knows, and so does the program
// when it is started again; a fact that is free is used again.
func TestUnlockedFilesAreRemembered(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	one := w.initialise()
	two := w.open()
	file := func(path string, minute int) cases.UnlockedFile {
		return cases.UnlockedFile{Path: path, Made: w.now.Add(time.Duration(minute) * time.Minute), What: "plan", Case: "c"}
	}
	strange := "/hjem/\xff\xfe/plan.pdf" // a name that is no UTF-8
	for i, f := range []cases.UnlockedFile{file("/hjem/å.pdf", 2), file("/hjem/b.pdf", 1), file(strange, 3)} {
		s := one
		if i == 1 {
			s = two
		}
		if err := s.KeepUnlocked(ctx, f); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"/hjem/b.pdf", "/hjem/å.pdf", strange}
	if got := paths(one.Unlocked()); !slices.Equal(got, want) {
		t.Errorf("the first window knows %q", got)
	}
	if got := paths(two.Unlocked()); !slices.Equal(got, want) {
		t.Errorf("the second window knows %q", got)
	}
	if err := two.ForgetUnlocked(ctx, "/hjem/å.pdf"); err != nil {
		t.Fatal(err)
	}
	if err := one.ForgetUnlocked(ctx, "/hjem/å.pdf"); !errors.Is(err, cases.ErrNotFound) {
		t.Errorf("forgotten twice: %v", err)
	}
	// The first window writes again, and brings nothing back.
	if err := one.KeepUnlocked(ctx, file("/hjem/b.pdf", 4)); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(one.Close(), two.Close()); err != nil {
		t.Fatal(err)
	}
	three := w.open()
	got := three.Unlocked()
	if !slices.Equal(paths(got), []string{strange, "/hjem/b.pdf"}) || !got[1].Made.Equal(file("", 4).Made) || got[1].What != "plan" || got[1].Case != "c" {
		t.Errorf("after a restart: %+v", got)
	}
	for range 20 {
		f := file("/hjem/igen.pdf", 5)
		if err := errors.Join(three.KeepUnlocked(ctx, f), three.ForgetUnlocked(ctx, f.Path)); err != nil {
			t.Fatal(err)
		}
	}
	if err := three.Close(); err != nil {
		t.Fatal(err)
	}
	if hits := w.bodiesLeft("unlocked/3"); len(hits) > 0 {
		t.Errorf("facts are not used again: %v", hits)
	}
	if hits := w.bodiesLeft("unlocked/2"); len(hits) == 0 {
		t.Error("the test looks for facts where they are not")
	}
	if hits := w.bodiesLeft("igen.pdf"); len(hits) > 0 {
		t.Errorf("what was forgotten stands in %v", hits)
	}
	if err := three.KeepUnlocked(ctx, file("/x", 0)); !errors.Is(err, cases.ErrLocked) {
		t.Errorf("after the end: %v", err)
	}
	if strings.Join(paths(three.Unlocked()), "") != "" {
		t.Error("a locked vault tells its list")
	}
}
