package paper_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/paper"
	"brobygger/tui/frame"
	draw "brobygger/tui/paper"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/words"
)

func view(t *testing.T, l words.Language) draw.View {
	t.Helper()
	w, err := words.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	return draw.View{Words: w}
}

// karim is the plan of the sample's first case.
func karim(t *testing.T) paper.Paper {
	t.Helper()
	s := fakestore.New()
	p := sample.Fill(t, s)
	sample.Plan(t, s, p)
	return paper.Plan(p.Case(p.Karim), calendar.Of(s.Clock()), cases.DefaultSettings())
}

var made = time.Date(2026, 12, 7, 8, 41, 0, 0, time.UTC)

func pdf(t *testing.T, p paper.Paper, v draw.View) []byte {
	t.Helper()
	b, err := draw.PDF(p, v, made)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// read is what a reader of PDFs finds in one: pages and text.
func read(t *testing.T, data []byte) (pages int, text string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "plan.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext, of the package poppler-utils: %v", err)
	}
	return bytes.Count(out, []byte("\f")), string(out)
}

func TestText(t *testing.T) {
	p := karim(t)
	for _, l := range words.Languages() {
		got := draw.Text(p, view(t, l))
		for _, line := range strings.Split(got, "\n") {
			if n := frame.Width(line); n > 72 {
				t.Errorf("%s: %d columns: %s", l, n, line)
			}
		}
		if !utf8.ValidString(got) || strings.Contains(got, "‹") {
			t.Errorf("%s: not whole: %s", l, got)
		}
	}
}

func TestPDFIsOnePageAndTheSameEachTime(t *testing.T) {
	p := karim(t)
	first := pdf(t, p, view(t, words.Danish))
	for range 5 {
		if !bytes.Equal(first, pdf(t, p, view(t, words.Danish))) {
			t.Fatal("the same paper gave other bytes")
		}
	}
	pages, text := read(t, first)
	if pages != 1 {
		t.Errorf("%d pages", pages)
	}
	for _, want := range []string{"Karims plan", "færdig", "går godt", "Lektiecafé", "mandag 7. december 2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if i := slices.IndexFunc([]string{"Author", "Title", "Keywords", "Subject", "Creator"}, func(k string) bool { return bytes.Contains(first, []byte("/"+k)) }); i >= 0 {
		t.Error("the file says more of itself than its producer")
	}
}
