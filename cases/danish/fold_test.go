package danish_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"brobygger/cases/danish"
)

func TestFoldMakesTheSameOfTheSameWord(t *testing.T) {
	for want, texts := range map[string][]string{
		"åkjær":         {"Åkjær", "aakjær", "AAKJÆR", "A\u030Akjær", "Aakjär", "\u212Bkjær"},
		"østergård":     {"Østergård", "østergaard", "Östergård", "ØSTERGAARD"},
		"myller":        {"Müller", "myller", "Mu\u0308ller", "MÜLLER"},
		"rene":          {"René", "rene", "Rene\u0301"},
		"isik":          {"Işık", "ISIK", "İSİK"},
		"lukasz":        {"Łukasz", "lukasz"},
		"strasse":       {"Straße", "STRASSE", "STRAẞE"},
		"nguyen van":    {"Nguyễn Văn", "nguyen\u00a0van", "Nguyen\n\tVan"},
		"sagstamme":     {"sag\u00adstamme", "Sag\u200bstamme"},
		"figur 12":      {"ﬁgur １２", "Figur 12"},
		"o'brien-holm":  {"O’Brien–Holm", "o´brien-holm", "O'Brien‑Holm"},
		`"ja"`:          {"“Ja”", "»ja«", `"ja"`},
		"kl. 14":        {"Kl. 14"},
		" a b ":         {"  A \r\n b\t"},
		"ольга":         {"Ольга"},
		"":              {"", "\u00ad", "\x00\x1b"},
		"å":             {"aa", "AA", "aA", "å"},
		"åa":            {"aaa"},
		"åå":            {"aaaa", "Åaa"},
		"cæsar oe ae o": {"Cæsar OE ae o"},
	} {
		for _, text := range texts {
			if got := danish.Fold(text); got != want {
				t.Errorf("Fold(%q) = %q, want %q", text, got, want)
			}
		}
	}
}

func TestFoldKeepsDanishLettersApart(t *testing.T) {
	for _, pair := range [][2]string{{"hår", "har"}, {"bær", "bar"}, {"bær", "ber"}, {"øl", "ol"}, {"Østergaard", "oestergaard"}, {"Ærø", "aeroe"}, {"lån", "lan"}, {"fylde", "fulde"}} {
		if danish.Fold(pair[0]) == danish.Fold(pair[1]) {
			t.Errorf("%s and %s are folded together", pair[0], pair[1])
		}
	}
	if strings.HasPrefix(danish.Fold("Åse"), danish.Fold("a")) {
		t.Error("a finds Åse")
	}
}

func TestFoldMapPointsBackIntoTheText(t *testing.T) {
	for _, c := range []struct{ text, find, want string }{
		{"Mødte Åkjær i dag", "aakjær", "Åkjær"},
		{"Mødte Aakjær i dag", "åkjær", "Aakjær"},
		{"Hos Mu\u0308ller igen", "müller", "Mu\u0308ller"},
		{"Straße 4", "strasse", "Straße"},
		{"en\u00a0 \n lang vej", "en lang", "en\u00a0 \n lang"},
		{"sag\u00adstamme", "sagstamme", "sag\u00adstamme"},
		{"ﬁgur", "figur", "ﬁgur"},
	} {
		folded, at := danish.FoldMap(c.text)
		find := danish.Fold(c.find)
		i := strings.Index(folded, find)
		if i < 0 {
			t.Errorf("%q is not in %q", find, folded)
			continue
		}
		if got := c.text[at[i]:at[i+len(find)]]; got != c.want {
			t.Errorf("%q was found in %q as %q, want %q", c.find, c.text, got, c.want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"Åkjær", "A\u030A\u0301a", "aaa", "Áa", "sag\u00adstamme", "\xc3", "\xed\xa0\x80", "e\xcc", "ﷺ", "한글", "\u0308a", "İı", "ǖ", "a\u0308\u0308", "ẞ", "´a", "½", "\u034f"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		folded, at := danish.FoldMap(text)
		if danish.Fold(text) != folded {
			t.Fatalf("Fold and FoldMap of %q differ", text)
		}
		if again := danish.Fold(folded); again != folded {
			t.Fatalf("%q folds to %q and then to %q", text, folded, again)
		}
		if !utf8.ValidString(folded) {
			t.Fatalf("%q folds to %q", text, folded)
		}
		if len(at) != len(folded)+1 || at[len(folded)] != len(text) {
			t.Fatalf("the map of %q has %d places for %d bytes", text, len(at), len(folded))
		}
		for i := 1; i < len(at); i++ {
			if at[i] < at[i-1] {
				t.Fatalf("the map of %q goes back at %d: %v", text, i, at)
			}
		}
		danish.NewCollator().Key(text)
	})
}

func BenchmarkFold(b *testing.B) {
	text := strings.Repeat("Mødte Karim i frikvarteret. Han har været i skole alle dage i denne uge og er stolt af det. ", 90)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		danish.Fold(text)
	}
}
