package query_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"brobygger/cases/danish"
	"brobygger/cases/query"

	"golang.org/x/text/width"
	"pgregory.net/rapid"
)

func TestSnippet(t *testing.T) {
	const long = "Mødte Karim i frikvarteret. Han har været i skole alle dage i denne uge og er stolt af det. Vil gerne søge fritidsjob i Brugsen."
	for _, c := range []struct {
		name, search, text string
		wide               int
		want               string
		marks              []string
	}{
		{"all of a short text", "karim", "Mødte Karim i dag", 40, "Mødte Karim i dag", []string{"Karim"}},
		{"exactly as wide", "karim", "Mødte Karim i dag", 17, "Mødte Karim i dag", []string{"Karim"}},
		{"one less", "karim", "Mødte Karim i dag", 16, "…Karim i dag", []string{"Karim"}},
		{"the beginning", "mødte", long, 30, "Mødte Karim i frikvarteret.…", []string{"Mødte"}},
		{"the middle", "skole", long, 40, "…været i skole alle dage i denne uge og…", []string{"skole"}},
		{"the end", "brugsen", long, 30, "…søge fritidsjob i Brugsen.", []string{"Brugsen"}},
		{"several words", "karim fri", long, 34, "Mødte Karim i frikvarteret. Han…", []string{"Karim", "fri"}},
		{"a phrase", `"alle dage"`, long, 24, "…alle dage i denne uge…", []string{"alle dage"}},
		{"no hit", "lone", long, 20, "Mødte Karim i…", nil},
		{"no words", "", long, 20, "Mødte Karim i…", nil},
		{"no text", "karim", "", 20, "", nil},
		{"only spaces", "karim", " \n ", 20, "", nil},
		{"no room", "karim", long, 0, "", nil},
		{"room for nothing", "karim", long, 1, "…", nil},
		{"room for no letter between", "日", "og 日本語", 3, "…", nil},
		{"less room than the word", "frikvarteret", long, 8, "…frikva…", []string{"frikva"}},
		{"one endless word", "aaa", strings.Repeat("x", 300), 10, "xxxxxxxxx…", nil},
		{"lines and tabs", "karim", "  Mødte\r\n\tKarim\n\n i dag ", 40, "Mødte Karim i dag", []string{"Karim"}},
		{"escapes are shown", "karim", "\x1b[2JMødte Karim\u202E i dag", 40, "·[2JMødte Karim· i dag", []string{"Karim"}},
		{"other letters", "aakjær müller", "Hos Åkjær og Mu\u0308ller", 40, "Hos Åkjær og Mu\u0308ller", []string{"Åkjær", "Mu\u0308ller"}},
		{"a phrase over a line", `"i dag"`, "Mødt i\ndag", 40, "Mødt i dag", []string{"i dag"}},
		{"a soft hyphen", "sagstamme", "Min sag\u00adstamme", 40, "Min sag·stamme", []string{"sag·stamme"}},
		{"wide letters", "b", "日本語 b 日本語", 9, "…b 日本語", []string{"b"}},
		{"words that overlap", "fri fritidsjob", "Et fritidsjob", 40, "Et fritidsjob", []string{"fritidsjob"}},
	} {
		text, marks := parse(t, c.search).Snippet(c.text, c.wide)
		var marked []string
		for _, m := range marks {
			marked = append(marked, text[m[0]:m[1]])
		}
		if text != c.want || !slices.Equal(marked, c.marks) {
			t.Errorf("%s:\n got %q %q\nwant %q %q", c.name, text, marked, c.want, c.marks)
		}
		checkSnippet(t, parse(t, c.search), c.text, c.wide)
	}
}

// checkSnippet holds for every search, text and width.
func checkSnippet(t interface {
	Helper()
	Fatalf(string, ...any)
}, q query.Query, text string, wide int) {
	t.Helper()
	got, marks := q.Snippet(text, wide)
	cells := 0
	for _, r := range got {
		switch kind := width.LookupRune(r).Kind(); {
		case unicode.IsMark(r):
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			cells += 2
		default:
			cells++
		}
	}
	if cells > wide {
		t.Fatalf("%q is %d cells, wider than %d", got, cells, wide)
	}
	if !utf8.ValidString(got) || strings.Contains(got, "\n") || danish.Harmless(got, false) != got {
		t.Fatalf("%q is not harmless", got)
	}
	end := 0
	for _, m := range marks {
		if m[0] < end || m[1] <= m[0] || m[1] > len(got) || !utf8.RuneStart(got[m[0]]) {
			t.Fatalf("the marks of %q are %v", got, marks)
		}
		end = m[1]
	}
	const narrowest = 4 // a wide letter between two ellipses
	if len(marks) == 0 && wide >= narrowest && q.HasText() && q.MatchText(danish.Fold(text)) {
		t.Fatalf("%q shows no find of a text that matches: %q", got, text)
	}
}

func TestSnippetOfALongText(t *testing.T) {
	word := rapid.SampledFrom([]string{"og", "skole", "fritidsjob", "Åkjær", "日本語", "en\u00adto", "\u200b", "e\u0301\u0301", "\x1b[m", "§", "samværsweekend", "\n", strings.Repeat("x", 200)})
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 0, 60).Draw(t, "words")
		text := strings.Join(words, rapid.SampledFrom([]string{" ", "", "  \n"}).Draw(t, "between"))
		search := rapid.SampledFrom([]string{"og", "skole åkjær", `"og skole"`, "日", "xxx", "lone", "ento", "e"}).Draw(t, "search")
		q := parse(t, search)
		checkSnippet(t, q, text, rapid.IntRange(1, 90).Draw(t, "wide"))
	})
}

func BenchmarkMatchText(b *testing.B) {
	folded := danish.Fold(strings.Repeat(note+" ", 60))
	q := parse(b, `lone "ikke truffet" siden:mandag`)
	b.SetBytes(int64(len(folded)))
	for b.Loop() {
		if q.MatchText(folded) {
			b.Fatal("found")
		}
	}
}

func BenchmarkSnippet(b *testing.B) {
	text := strings.Repeat("Mødte Lone i skolen. ", 400) + note
	q := parse(b, "karim truffet")
	for b.Loop() {
		q.Snippet(text, 70)
	}
}
