package danish_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"brobygger/cases/danish"
)

func TestHarmlessShowsWhatWouldDeceive(t *testing.T) {
	for _, c := range []struct {
		name, text string
		keep       bool
		want       string
	}{
		{"plain text", "Karim Farah, 15 år – “stolt” 🙂", false, "Karim Farah, 15 år – “stolt” 🙂"},
		{"an escape sequence", "Karim\x1b[2J\x1b]0;x\x07", false, "Karim·[2J·]0;x·"},
		{"C1 controls", "a\u009b31mb\u0085c", false, "a·31mb·c"},
		{"a NUL and a backspace", "a\x00b\bc\x7f", false, "a·b·c·"},
		{"bidi overrides", "sag\u202Etxt.exe\u202C \u2066x\u2069 \u200E\u200F\u061C", false, "sag·txt.exe· ·x· ···"},
		{"zero width", "ad\u200Bm\u200Ci\u200Dn\uFEFF\u2060", false, "ad·m·i·n··"},
		{"soft hyphen", "sag\u00ADstamme", false, "sag·stamme"},
		{"invisible letters", "a\u3164b\u115Fc\uFE0Fd\u2800e\U000E0041", false, "a·b·c·d·e·"},
		{"private use", "a\uE0B0b", false, "a·b"},
		{"a lone surrogate", "a\xed\xa0\x80b", false, "a···b"},
		{"bad UTF-8", "a\xffb\xc3", false, "a·b·"},
		{"the replacement character itself", "a\uFFFDb", false, "a\uFFFDb"},
		{"special spaces", "10\u00A0000\u202Fkr.\u3000nu", false, "10 000 kr. nu"},
		{"newline kept", "en\nto", true, "en\nto"},
		{"newline shown", "en\nto", false, "en·to"},
		{"carriage return", "en\r\nto", true, "en·\nto"},
		{"tab", "en\tto", true, "en·to"},
		{"line separators", "en\u2028to\u2029tre", true, "en·to·tre"},
		{"accents", "Rene\u0301 Nguyễn", false, "Rene\u0301 Nguyễn"},
		{"an accent alone", "\u0301a", false, "·a"},
		{"an accent alone on a line", "a\n\u0301b", true, "a\n·b"},
		{"a pile of accents", "a" + strings.Repeat("\u0301", 6), false, "a\u0301\u0301\u0301\u0301··"},
		{"an accent on a space", "a \u0301b", false, "a ·b"},
		{"an accent on a control", "a\x1b\u0301b", false, "a··b"},
	} {
		if got := danish.Harmless(c.text, c.keep); got != c.want {
			t.Errorf("%s: Harmless(%q) = %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func FuzzHarmless(f *testing.F) {
	for _, seed := range []string{"Karim\x1b[2J", "a\u202Eb", "\xed\xa0\x80", "e\u0301\u0301\u0301\u0301\u0301\u0301", "a\nb\r\n", "\u0301", "👩‍👩‍👧", "\uFFFD\xff"} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, keep bool) {
		got := danish.Harmless(text, keep)
		if utf8.RuneCountInString(got) != utf8.RuneCountInString(text) {
			t.Fatalf("%q lost or won characters: %q", text, got)
		}
		if again := danish.Harmless(got, keep); again != got {
			t.Fatalf("%q becomes %q and then %q", text, got, again)
		}
		if !utf8.ValidString(got) {
			t.Fatalf("%q is no UTF-8: %q", text, got)
		}
		for _, r := range got {
			if !unicode.IsGraphic(r) && (r != '\n' || !keep) || unicode.Is(unicode.Cf, r) {
				t.Fatalf("%q still has %U", text, r)
			}
		}
	})
}

func TestPaste(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"Windows lines", "en\r\nto\r\n", "en\nto\n"},
		{"old Mac lines", "en\rto\r\rtre", "en\nto\n\ntre"},
		{"Word's line break", "en\vto\ftre\u2028fire\u2029fem\u0085seks", "en\nto\ntre\nfire\nfem\nseks"},
		{"cells of a table", "Karim\tFarah\t2011", "Karim Farah 2011"},
		{"hard spaces", "10\u00a0000\u202Fkr.", "10 000 kr."},
		{"soft hyphens", "sags\u00adstamme", "sagsstamme"},
		{"byte order mark", "\uFEFFKarim", "Karim"},
		{"Word's quotes and dashes stay", "“Han er – som ’mor’ siger …”", "“Han er – som ’mor’ siger …”"},
		{"letters in two parts", "A\u030Akjær", "Åkjær"},
		{"bad UTF-8", "a\xffb", "a\uFFFDb"},
		{"control characters stay to be shown", "a\x1b[2J", "a\x1b[2J"},
		{"nothing", "", ""},
	} {
		if got := danish.Paste(c.text); got != c.want {
			t.Errorf("%s: Paste(%q) = %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func FuzzPaste(f *testing.F) {
	for _, seed := range []string{"en\r\nto", "\r\r\n", "a\u030A", "\xff", "\u00ad\u030A", "a\u00ad\u030A"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := danish.Paste(text)
		if again := danish.Paste(got); again != got {
			t.Fatalf("%q becomes %q and then %q", text, got, again)
		}
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\r\t\v\f\u00a0\u00ad") {
			t.Fatalf("Paste(%q) = %q", text, got)
		}
	})
}
