package danish_test

import (
	"bytes"
	"slices"
	"testing"

	"brobygger/cases/danish"

	"pgregory.net/rapid"
)

// TestDanishOrder has each list in the order in which a Dane expects it.
func TestDanishOrder(t *testing.T) {
	for name, want := range map[string][]string{
		"the alphabet": {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T",
			"U", "V", "W", "X", "Y", "Z", "Æ", "Ø", "Å"},
		"aa is å, and Aagaard last": {"Abdi", "Anders", "Zahra", "Ærø", "Østen", "Aagaard", "Åkjær", "Aakjær", "Ålborg", "Aase"},
		"Aagaard after Østergaard":  {"Andersen", "Bent", "Østergaard", "Aagaard"},
		"Nygård before Nygaard":     {"Nyborg", "Nygård", "Nygaard", "Nygårds", "Nygaards", "Nyt"},
		"krål before kraal":         {"krål", "kraal"},
		"ü is y":                    {"Schyra", "Schytt", "Schütt", "Schyum"},
		"ä is æ, ö is ø":            {"Zaki", "Ærlig", "Ärlig", "Østen", "Östen", "Åse"},
		"œ is oe, þ is th, ð is d":  {"coda", "cœur", "coffee", "da", "ðb", "dc", "tg", "þi", "tj"},
		"accents do not count":      {"Reda", "Ree", "Rée", "Ref", "René", "Reno"},
		"without accent first":      {"morter", "mortér"},
		"ç is c":                    {"Can", "Çan", "Cane"},
		"Turkish and Polish names":  {"Isik", "Işık", "Isil", "Lukas", "Łukasz", "Luna"},
		"capital first":             {"Karl", "karl", "Karla", "karla"},
		"capital first, after all":  {"Anden", "anden", "Andén", "andén", "Andrea"},
		"capital first in aa":       {"Å", "å", "AA", "Aa", "aA", "aa"},
		"word by word":              {"Anders", "Anders And", "Anders-Emil", "Anders Zink", "Andersen"},
		"the shorter word first":    {"Ida", "Ida Lund", "Idas"},
		"signs do not count":        {"Hansen Ida", "Hansen, Idun", "O'Brien", "Obrink", "OBrix"},
		"digits before letters":     {"1. sal", "2. sal", "Afdeling", "Åparken 12", "Åparken 34"},
		"other scripts last":        {"Åse", "Ольга", "فاطمة"},
		"nothing first":             {"", " ", "a"},
	} {
		c := danish.NewCollator()
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, c.Compare)
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, want)
		}
	}
}

func TestTheTwoWaysToWriteALetterSortTogether(t *testing.T) {
	c := danish.NewCollator()
	firstLevel := func(s string) string {
		key := c.Key(s)
		return string(key[:bytes.IndexByte(key, 1)])
	}
	for _, same := range [][]string{
		{"Åkjær", "A\u030Akjær", "AAKJÆR", "aakjär"},
		{"Nygård", "nygaard"},
		{"Müller", "Mu\u0308ller", "Myller"},
		{"Søren", "Sören", "SO\u0308REN"},
		{"Anne-Marie", "Anne Marie", "Anne  Marie", " anne–marie "},
	} {
		for _, s := range same[1:] {
			if firstLevel(s) != firstLevel(same[0]) {
				t.Errorf("%q and %q are two words", s, same[0])
			}
		}
	}
}

func TestCompareIsAnOrderThatTellsAllTextsApart(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[aAåÅeéæäøöyü \-k]{0,6}`))
	rapid.Check(t, func(t *rapid.T) {
		c := danish.NewCollator()
		x, y, z := text.Draw(t, "x"), text.Draw(t, "y"), text.Draw(t, "z")
		if (c.Compare(x, y) == 0) != (x == y) || c.Compare(x, y) != -c.Compare(y, x) {
			t.Fatalf("%q and %q: %d", x, y, c.Compare(x, y))
		}
		if c.Compare(x, y) <= 0 && c.Compare(y, z) <= 0 && c.Compare(x, z) > 0 {
			t.Fatalf("%q, %q, %q go round", x, y, z)
		}
		if got := c.AppendKey([]byte("before"), x); !bytes.Equal(got, append([]byte("before"), c.Key(x)...)) {
			t.Fatalf("AppendKey gives %x", got)
		}
	})
}

func BenchmarkKey(b *testing.B) {
	c := danish.NewCollator()
	for b.Loop() {
		c.Key("Frederikke Østergaard Mortensen")
	}
}
