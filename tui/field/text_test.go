package field

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// anyText draws texts of what people write and paste: words, accents made of two
// characters, pictures, wide letters, newlines.
func anyText() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{" ", "  ", "\n", "e\u0301", "å", "Æ", "👩‍👩‍👧", "🇩🇰", "中", "क्षि", "\u0301", "·", "…"}),
		rapid.StringMatching(`[a-zæøå.,]{1,12}`),
		rapid.String(),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 30).Draw(t, "pieces"), "")
	})
}

func TestIntake(t *testing.T) {
	for _, c := range []struct {
		name, text, many, one string
	}{
		{"plain", "Karim Farah", "Karim Farah", "Karim Farah"},
		{"Danish", "Ægir på Ærø", "Ægir på Ærø", "Ægir på Ærø"},
		{"Windows", "a\r\nb\r\nc", "a\nb\nc", "a b c"},
		{"old Mac", "a\rb", "a\nb", "a b"},
		{"empty lines", "a\r\n\r\nb", "a\n\nb", "a  b"},
		{"tab", "a\tb", "a b", "a b"},
		{"no-break space", "a\u00a0b\u202fc", "a b c", "a b c"},
		{"soft hyphen", "bolig\u00adsocial", "boligsocial", "boligsocial"},
		{"Word quotes", "“Hej” – ‘du’ …", "“Hej” – ‘du’ …", "“Hej” – ‘du’ …"},
		{"line separator", "a\u2028b", "a\nb", "a b"},
		{"escape", "a\x1b[2Jb", "a·[2Jb", "a·[2Jb"},
		{"bell and null", "a\x07\x00b", "a··b", "a··b"},
		{"direction", "a\u202eb\u2066c", "a·b·c", "a·b·c"},
		{"zero width", "a\u200bb\ufeffc", "a·b·c", "a·b·c"},
		{"not UTF-8", "a\xffb", "a·b", "a·b"},
		{"family of pictures", "👩‍👩‍👧", "👩‍👩‍👧", "👩‍👩‍👧"},
	} {
		if got := intake(c.text, true); got != c.many {
			t.Errorf("%s: %q in a text, want %q", c.name, got, c.many)
		}
		if got := intake(c.text, false); got != c.one {
			t.Errorf("%s: %q in a line, want %q", c.name, got, c.one)
		}
	}
}

func TestIntakeNeverLetsAControlCharacterIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		for _, newlines := range []bool{true, false} {
			got := intake(s, newlines)
			if !utf8.ValidString(got) {
				t.Fatalf("%q is not UTF-8", got)
			}
			for _, r := range got {
				if control(r) && !(newlines && r == '\n') {
					t.Fatalf("%U comes in", r)
				}
			}
			if intake(got, newlines) != got {
				t.Fatalf("%q changes when taken in again", got)
			}
		}
	})
}

func TestGraphemes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := intake(anyText().Draw(t, "text"), false)
		for i := 0; i < len(s); {
			end, w := next(s, i)
			if end <= i || w < 0 {
				t.Fatalf("next(%q, %d) = %d, %d", s, i, end, w)
			}
			// Going back over one of the few characters that join the letter after them
			// may stop at the letter: rare, and harmless.
			r, _ := utf8.DecodeRuneInString(s[i:])
			if p := prev(s, end); p != i && (p < i || p >= end || unicode.In(r, unicode.Latin, unicode.Zs)) {
				t.Fatalf("prev(%q, %d) = %d, but next begins at %d", s, end, p, i)
			}
			i = end
		}
		if got, want := columns(s), ansi.StringWidth(s); got != want {
			t.Fatalf("columns(%q) = %d, want %d", s, got, want)
		}
	})
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		line  string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"Mødte Karim i frikvarteret.", 12, []string{"Mødte Karim ", "i ", "frikvarteret", "."}},
		{"Mødte Karim i frikvarteret.", 13, []string{"Mødte Karim i ", "frikvarteret."}},
		{"en to tre", 100, []string{"en to tre"}},
		{"boligsocialhelhedsplan", 8, []string{"boligsoc", "ialhelhe", "dsplan"}},
		{"en boligsocialhelhedsplan", 8, []string{"en ", "boligsoc", "ialhelhe", "dsplan"}},
		{"ab     cd", 4, []string{"ab     ", "cd"}},
		{"中文字", 4, []string{"中文", "字"}},
		{"中", 1, []string{"中"}},
	} {
		starts := wrap(c.line, c.width)
		var got []string
		for i, s := range starts {
			end := len(c.line)
			if i+1 < len(starts) {
				end = starts[i+1]
			}
			got = append(got, c.line[s:end])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.line, c.width, got, c.want)
		}
	}
}

func TestWrapLosesNothingAndFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := intake(anyText().Draw(t, "text"), false)
		width := rapid.IntRange(2, 40).Draw(t, "width")
		starts := wrap(line, width)
		if starts[0] != 0 || !slices.IsSorted(starts) {
			t.Fatalf("rows of %q start at %v", line, starts)
		}
		for i, s := range starts {
			end := len(line)
			if i+1 < len(starts) {
				end = starts[i+1]
			}
			if i > 0 && end <= s {
				t.Fatalf("row %d of %q is empty: %v", i, line, starts)
			}
			if w := columns(strings.TrimRight(line[s:end], " ")); w > width {
				t.Fatalf("row %q is %d wide, not %d", line[s:end], w, width)
			}
		}
	})
}
