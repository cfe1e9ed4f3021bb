package frame

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"brobygger/tui/keys"
	"brobygger/tui/theme"
)

func today() Parts {
	return Parts{
		Title: Line{"I DAG", "Amira · man 07-12-2026 · uge 50"},
		Body:  []string{" Over tid", " > 26-7RQ4  Karim F.   ingen kontakt siden 17-11       6 dage"},
		State: []Line{{"Gemt her · delt kl. 8.39 · intet venter", "låser om 10 min."}},
		Keys: []keys.Hint{
			{Key: "Enter", Label: "åbn"}, {Key: "k", Label: "kontakt"}, {Key: "g", Label: "gjort"},
			{Key: "u", Label: "udsæt"}, {Key: "/", Label: "søg"}, {Key: "F9", Label: "dæk til"},
			{Key: "?", Label: "hjælp"},
		},
		More:     keys.Hint{Key: "?", Label: "mere"},
		TooSmall: "Vinduet er for lille. Gør det mindst 40 tegn bredt og 12 linjer højt.",
		Styles:   theme.Plain(),
	}
}

func lines(window Size, p Parts) []string {
	return strings.Split(ansi.Strip(Render(window, p)), "\n")
}

func TestTheFrameAt80x24(t *testing.T) {
	got := lines(Size{80, 24}, today())
	for i, want := range map[int]string{
		0:  " I DAG                                           Amira · man 07-12-2026 · uge 50",
		1:  strings.Repeat("─", 80),
		2:  " Over tid",
		4:  "",
		21: strings.Repeat("─", 80),
		22: " Gemt her · delt kl. 8.39 · intet venter                        låser om 10 min.",
		23: " Enter åbn   k kontakt   g gjort   u udsæt   / søg   F9 dæk til   ? hjælp",
	} {
		if got[i] != want {
			t.Errorf("line %d is\n%q, want\n%q", i, got[i], want)
		}
	}
}

func TestANarrowWindowKeepsWhatMattersMost(t *testing.T) {
	p := today()
	p.Title.Left = "RESTANCE"
	got := lines(Size{40, 12}, p)
	if got[0] != " RESTANCE         Amira · man 07-12-2026" {
		// The week goes before the date does.
		t.Errorf("title is %q", got[0])
	}
	if got[10] != " Gemt her · delt kl. 8.39 · intet venter" {
		t.Errorf("state is %q", got[10])
	}
	if got[11] != " Enter åbn  k kontakt  g gjort  ? mere" {
		t.Errorf("keys are %q", got[11])
	}
}

func TestTooSmallAWindowGetsOneSentence(t *testing.T) {
	for _, size := range []Size{{20, 5}, {39, 12}, {40, 11}, {1, 1}, {5, 1}} {
		got := lines(size, today())
		all := strings.Join(got, " ")
		if size.Width >= 20 && !strings.Contains(all, "for lille.") {
			t.Errorf("%v shows %q", size, all)
		}
		if strings.Contains(all, "Karim") {
			t.Errorf("%v shows a case", size)
		}
	}
}

func TestABannerStandsInTheRule(t *testing.T) {
	p := today()
	p.Banner = "OPDIGTEDE SAGER"
	got := lines(Size{80, 24}, p)
	if !strings.Contains(got[1], "─ OPDIGTEDE SAGER ─") || ansi.StringWidth(got[1]) != 80 {
		t.Errorf("the rule is %q", got[1])
	}
}

func TestNothingInACaseReachesTheTerminal(t *testing.T) {
	p := today()
	evil := "Karim\x1b]0;title\x07 \x1b[2J\x1b[31mred\x1b[0m \u202eabc\r\n\tx\x9b1m\xff \u200bz"
	p.Title.Left, p.State[0].Left, p.Under = evil, evil, []string{evil}
	p.Body = []string{evil}
	out := Render(Size{80, 24}, p)
	for _, bad := range []string{"\x1b]", "\x1b[2J", "\x07", "\r", "\t", "\u202e", "\u009b", "\x9b", "\u200b"} {
		if strings.Contains(out, bad) {
			t.Errorf("%q comes through", bad)
		}
	}
	if n := strings.Count(out, "\n"); n != 23 {
		t.Errorf("%d lines", n+1)
	}
	if !strings.Contains(out, "\x1b[31mred\x1b[0m") {
		t.Error("a style does not come through")
	}
}

func TestAtAnySize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := Size{rapid.IntRange(0, 200).Draw(t, "width"), rapid.IntRange(0, 60).Draw(t, "height")}
		text := rapid.StringN(0, 120, -1)
		p := today()
		p.Title = Line{text.Draw(t, "left"), text.Draw(t, "right")}
		p.Under = rapid.SliceOfN(text, 0, 3).Draw(t, "under")
		p.Body = rapid.SliceOfN(text, 0, 30).Draw(t, "body")
		p.Banner = text.Draw(t, "banner")
		p.State = nil
		for i, s := range rapid.SliceOfN(text, 0, 4).Draw(t, "state") {
			p.State = append(p.State, Line{s, fmt.Sprint("del ", i, " · ", s)})
		}
		p.Keys = p.Keys[:rapid.IntRange(0, len(p.Keys)).Draw(t, "keys")]
		p.Min = Size{rapid.IntRange(1, 50).Draw(t, "minwidth"), rapid.IntRange(1, 15).Draw(t, "minheight")}
		out := Render(size, p)
		if size.Width == 0 || size.Height == 0 {
			if out != "" {
				t.Fatalf("a window of %v shows %q", size, out)
			}
			return
		}
		got := strings.Split(out, "\n")
		if len(got) != size.Height {
			t.Fatalf("%d lines in a window of %d", len(got), size.Height)
		}
		for i, l := range got {
			if w := ansi.StringWidth(l); w > size.Width {
				t.Fatalf("line %d is %d wide in a window of %d: %q", i, w, size.Width, l)
			}
		}
		if p.Fits(size) && len(p.Keys) > 0 && size.Width > 8 &&
			!strings.Contains(ansi.Strip(got[len(got)-1]), p.Keys[0].Key) && !strings.Contains(ansi.Strip(got[len(got)-1]), "? mere") {
			t.Fatalf("the last line is %q", got[len(got)-1])
		}
	})
}

func TestTextHelpers(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Cut("Østergård", 9), "Østergård"},
		{Cut("Østergård", 8), "Østergå…"},
		{Cut("abc", 2), "a…"},
		{Cut("abc", 1), "…"},
		{Cut("abc", 0), ""},
		{Cut("中文字", 4), "中…"},
		{Cut("e\u0301te\u0301", 2), "e\u0301…"},
		{Cut("\x1b[1mfed tekst\x1b[0m", 5), "\x1b[1mfed …\x1b[0m"},
		{Fit("æ", 3), "æ  "},
		{Fit("中文", 3), "中…"},
		{FitRight("6 dage", 8), "  6 dage"},
		{FitRight("6 dage", 3), "6 …"},
		{Ends("Karim Farah", "6 dage", 14), "Karim … 6 dage"},
		{Ends("Karim", "6 dage", 14), "Karim   6 dage"},
		{Ends("Karim", "6 dage", 6), "6 dage"},
		{Ends("Karim", "", 3), "Ka…"},
		{strings.Join(Wrap("Glemmer du din kodesætning, kan ingen finde den", 20), "|"), "Glemmer du din|kodesætning, kan|ingen finde den"},
		{strings.Join(Wrap("", 20), "|"), ""},
		{strings.Join(Wrap("ring 03-12 om 26-4F7K", 9), "|"), "ring|03-12 om|26-4F7K"},
		{strings.Join(Wrap("tlf. +45-28-35-58-85, kr. 1.200,- nu", 20), "|"), "tlf.|+45-28-35-58-85, kr.|1.200,- nu"},
		{strings.Join(Wrap("et 2-3-dages job-\nbesøg", 10), "|"), "et|2-3-dages|job-|besøg"},
		{strings.Join(Wrap("netværksmøde-referat", 13), "|"), "netværksmøde-|referat"},
		{strings.Join(Wrap("fast\u2011holdt 03-12 og 04\u201112", 11), "|"), "fast\u2011holdt|03-12 og|04\u201112"},
		{strings.Join(Wrap("\x1b[1m03-12\x1b[m \xff-1", 5), "|"), "\x1b[1m03-12\x1b[m|\xff-1"},
		{strings.Join(Wrap("abcdefgh", 3), "|"), "abc|def|gh"},
		{Clean("a\u200cb\u200dc"), "a\u200cb\u200dc"},
		{Clean("a\x1b"), "a·"},
		{Clean("a\x1b[12"), "a·[12"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestWidthIsThatOfTheTerminalLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zæøåÆØÅé .·–…─]{0,20}`)).Draw(t, "text")
		if got, want := Width(s), ansi.StringWidth(s); got != want {
			t.Fatalf("Width(%q) = %d, want %d", s, got, want)
		}
	})
}

func BenchmarkRender(b *testing.B) {
	p := today()
	p.Styles = theme.New(true)
	for range 40 {
		p.Body = append(p.Body, p.Body[1])
	}
	for b.Loop() {
		Render(Size{140, 40}, p)
	}
}
