package theme

import (
	"slices"
	"unicode"
)

// WGL4 says whether a character may be drawn by the program itself: the
// characters of Windows Glyph List 4 that every font a user meets has, without
// the soft hyphen, whose width no two terminals agree on. What people type is
// theirs and is not held to it.
//
// Source: Microsoft typography, "WGL4 Unicode Range".
func WGL4(r rune) bool {
	return r != '\u00ad' && unicode.Is(wgl4(), r)
}

// Foreign lists the characters of a text that are not of [WGL4], each once, in
// order. Newlines are no characters.
func Foreign(text string) []rune {
	var found []rune
	for _, r := range text {
		if r != '\n' && !WGL4(r) && !slices.Contains(found, r) {
			found = append(found, r)
		}
	}
	slices.Sort(found)
	return found
}

func wgl4() *unicode.RangeTable {
	return &unicode.RangeTable{
		R16: []unicode.Range16{
			{Lo: 0x0020, Hi: 0x007e, Stride: 1}, {Lo: 0x00a0, Hi: 0x017f, Stride: 1}, {Lo: 0x0192, Hi: 0x0192, Stride: 1},
			{Lo: 0x01fa, Hi: 0x01ff, Stride: 1}, {Lo: 0x02c6, Hi: 0x02c7, Stride: 1}, {Lo: 0x02c9, Hi: 0x02c9, Stride: 1},
			{Lo: 0x02d8, Hi: 0x02dd, Stride: 1}, {Lo: 0x0384, Hi: 0x038a, Stride: 1}, {Lo: 0x038c, Hi: 0x038c, Stride: 1},
			{Lo: 0x038e, Hi: 0x03a1, Stride: 1}, {Lo: 0x03a3, Hi: 0x03ce, Stride: 1}, {Lo: 0x0401, Hi: 0x040c, Stride: 1},
			{Lo: 0x040e, Hi: 0x044f, Stride: 1}, {Lo: 0x0451, Hi: 0x045c, Stride: 1}, {Lo: 0x045e, Hi: 0x045f, Stride: 1},
			{Lo: 0x0490, Hi: 0x0491, Stride: 1}, {Lo: 0x1e80, Hi: 0x1e85, Stride: 1}, {Lo: 0x1ef2, Hi: 0x1ef3, Stride: 1},
			{Lo: 0x2013, Hi: 0x2015, Stride: 1}, {Lo: 0x2017, Hi: 0x201e, Stride: 1}, {Lo: 0x2020, Hi: 0x2022, Stride: 1},
			{Lo: 0x2026, Hi: 0x2026, Stride: 1}, {Lo: 0x2030, Hi: 0x2030, Stride: 1}, {Lo: 0x2032, Hi: 0x2033, Stride: 1},
			{Lo: 0x2039, Hi: 0x203a, Stride: 1}, {Lo: 0x203c, Hi: 0x203c, Stride: 1}, {Lo: 0x203e, Hi: 0x203e, Stride: 1},
			{Lo: 0x2044, Hi: 0x2044, Stride: 1}, {Lo: 0x207f, Hi: 0x207f, Stride: 1}, {Lo: 0x20a3, Hi: 0x20a4, Stride: 1},
			{Lo: 0x20a7, Hi: 0x20a7, Stride: 1}, {Lo: 0x20ac, Hi: 0x20ac, Stride: 1}, {Lo: 0x2105, Hi: 0x2105, Stride: 1},
			{Lo: 0x2113, Hi: 0x2113, Stride: 1}, {Lo: 0x2116, Hi: 0x2116, Stride: 1}, {Lo: 0x2122, Hi: 0x2122, Stride: 1},
			{Lo: 0x2126, Hi: 0x2126, Stride: 1}, {Lo: 0x212e, Hi: 0x212e, Stride: 1}, {Lo: 0x215b, Hi: 0x215e, Stride: 1},
			{Lo: 0x2190, Hi: 0x2195, Stride: 1}, {Lo: 0x21a8, Hi: 0x21a8, Stride: 1}, {Lo: 0x2202, Hi: 0x2202, Stride: 1},
			{Lo: 0x2206, Hi: 0x2206, Stride: 1}, {Lo: 0x220f, Hi: 0x220f, Stride: 1}, {Lo: 0x2211, Hi: 0x2212, Stride: 1},
			{Lo: 0x2215, Hi: 0x2215, Stride: 1}, {Lo: 0x2219, Hi: 0x221a, Stride: 1}, {Lo: 0x221e, Hi: 0x221f, Stride: 1},
			{Lo: 0x2229, Hi: 0x2229, Stride: 1}, {Lo: 0x222b, Hi: 0x222b, Stride: 1}, {Lo: 0x2248, Hi: 0x2248, Stride: 1},
			{Lo: 0x2260, Hi: 0x2261, Stride: 1}, {Lo: 0x2264, Hi: 0x2265, Stride: 1}, {Lo: 0x2302, Hi: 0x2302, Stride: 1},
			{Lo: 0x2310, Hi: 0x2310, Stride: 1}, {Lo: 0x2320, Hi: 0x2321, Stride: 1}, {Lo: 0x2500, Hi: 0x2500, Stride: 1},
			{Lo: 0x2502, Hi: 0x2502, Stride: 1}, {Lo: 0x250c, Hi: 0x250c, Stride: 1}, {Lo: 0x2510, Hi: 0x2510, Stride: 1},
			{Lo: 0x2514, Hi: 0x2514, Stride: 1}, {Lo: 0x2518, Hi: 0x2518, Stride: 1}, {Lo: 0x251c, Hi: 0x251c, Stride: 1},
			{Lo: 0x2524, Hi: 0x2524, Stride: 1}, {Lo: 0x252c, Hi: 0x252c, Stride: 1}, {Lo: 0x2534, Hi: 0x2534, Stride: 1},
			{Lo: 0x253c, Hi: 0x253c, Stride: 1}, {Lo: 0x2550, Hi: 0x256c, Stride: 1}, {Lo: 0x2580, Hi: 0x2580, Stride: 1},
			{Lo: 0x2584, Hi: 0x2584, Stride: 1}, {Lo: 0x2588, Hi: 0x2588, Stride: 1}, {Lo: 0x258c, Hi: 0x258c, Stride: 1},
			{Lo: 0x2590, Hi: 0x2593, Stride: 1}, {Lo: 0x25a0, Hi: 0x25a1, Stride: 1}, {Lo: 0x25aa, Hi: 0x25ac, Stride: 1},
			{Lo: 0x25b2, Hi: 0x25b2, Stride: 1}, {Lo: 0x25ba, Hi: 0x25ba, Stride: 1}, {Lo: 0x25bc, Hi: 0x25bc, Stride: 1},
			{Lo: 0x25c4, Hi: 0x25c4, Stride: 1}, {Lo: 0x25ca, Hi: 0x25cb, Stride: 1}, {Lo: 0x25cf, Hi: 0x25cf, Stride: 1},
			{Lo: 0x25d8, Hi: 0x25d9, Stride: 1}, {Lo: 0x25e6, Hi: 0x25e6, Stride: 1}, {Lo: 0x263a, Hi: 0x263c, Stride: 1},
			{Lo: 0x2640, Hi: 0x2640, Stride: 1}, {Lo: 0x2642, Hi: 0x2642, Stride: 1}, {Lo: 0x2660, Hi: 0x2660, Stride: 1},
			{Lo: 0x2663, Hi: 0x2663, Stride: 1}, {Lo: 0x2665, Hi: 0x2666, Stride: 1}, {Lo: 0x266a, Hi: 0x266b, Stride: 1},
			{Lo: 0xfb01, Hi: 0xfb02, Stride: 1},
		},
	}
}
