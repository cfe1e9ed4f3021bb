package danish

import (
	"iter"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letter is one letter or other character of a text, brought to its basic form.
type letter struct {
	base    rune // small and without accents; æ, ø and å are basic
	upper   bool
	variant byte // 0 as base is written, else one of the kinds below or above them
	at      int  // where it came from in the text, in bytes
}

// How a letter that counts as its base is written otherwise.
const (
	plain   byte = iota
	double       // aa for å, given by the collator
	foreign      // ü for y, ä for æ, ö for ø, ß for ss …
	accents      // this and above: an accent
)

// letters goes through text letter by letter. Control and format characters
// that are no white space are left out; white space is always ' '.
func letters(text string) iter.Seq[letter] {
	return func(yield func(letter) bool) {
		for i := 0; i < len(text); {
			l, size := simple(text[i:])
			if size > 0 {
				l.at = i
				i += size
				if l.base != 0 && !yield(l) {
					return
				}
				continue
			}
			size = norm.NFKD.NextBoundaryInString(text[i:], true)
			if size <= 0 {
				_, size = utf8.DecodeRuneInString(text[i:])
			}
			if !decomposed(text[i:i+size], i, yield) {
				return
			}
			i += size
		}
	}
}

// simple reads the letters of nearly all Danish text. Its size is 0 where the
// letter needs a closer look; its base is 0 for a character that is left out.
func simple(s string) (l letter, size int) {
	size = 1
	c := s[0]
	switch {
	case c < utf8.RuneSelf:
		switch {
		case c >= 'A' && c <= 'Z':
			l = letter{base: rune(c) + 'a' - 'A', upper: true}
		case c >= ' ' && c < 0x7f:
			l.base = rune(c)
		case c >= '\t' && c <= '\r':
			l.base = ' '
		}
	case c == 0xC3 && len(s) > 1:
		size = 2
		switch s[1] {
		case 0xA6, 0xB8, 0xA5: // æ ø å
			l.base = 0xC0 + rune(s[1]&0x3F)
		case 0x86, 0x98, 0x85: // Æ Ø Å
			l = letter{base: 0xE0 + rune(s[1]&0x3F), upper: true}
		default:
			return letter{}, 0
		}
	default:
		return letter{}, 0
	}
	// No accent follows as a character of its own: of the bytes that begin a
	// character outside ASCII, 0xC3 begins none.
	if len(s) == size || s[size] < utf8.RuneSelf || s[size] == 0xC3 {
		return l, size
	}
	return letter{}, 0
}

// decomposed yields the letters of a piece of text that is a character with all
// its marks.
func decomposed(piece string, at int, yield func(letter) bool) bool {
	if r, size := utf8.DecodeRuneInString(piece); size == len(piece) {
		if p := punctuation(r); p != 0 {
			return yield(letter{base: p, at: at})
		}
	}
	runes := []rune(norm.NFKD.String(piece))
	for i := 0; i < len(runes); {
		r := runes[i]
		marks := i + 1
		for marks < len(runes) && isAccent(runes[marks]) {
			marks++
		}
		accent := runes[i+1 : marks]
		i = marks
		switch {
		case unicode.IsSpace(r):
			if !yield(letter{base: ' ', at: at}) {
				return false
			}
			continue
		case isAccent(r), unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			continue
		}
		low := unicode.ToLower(r)
		l := letter{base: low, upper: low != r, at: at}
		l.base, l.variant = danishLetter(low, accent)
		if first, second := pair(low); second != 0 {
			l.base, l.variant = first, foreign
			if !yield(l) {
				return false
			}
			l.base = second
		}
		if !yield(l) {
			return false
		}
	}
	return true
}

// danishLetter is the basic form of a small letter with these accents.
func danishLetter(r rune, accent []rune) (base rune, variant byte) {
	const ring, diaeresis, doubleAcute = '\u030A', '\u0308', '\u030B'
	if len(accent) > 0 {
		switch first := accent[0]; {
		case r == 'a' && first == ring:
			r, accent = 'å', accent[1:]
		case r == 'a' && first == diaeresis:
			r, accent, variant = 'æ', accent[1:], foreign
		case r == 'o' && (first == diaeresis || first == doubleAcute):
			r, accent, variant = 'ø', accent[1:], foreign
		case r == 'u' && (first == diaeresis || first == doubleAcute):
			r, accent, variant = 'y', accent[1:], foreign
		}
	}
	switch r {
	case 'ı':
		r, variant = 'i', foreign
	case 'ł':
		r, variant = 'l', foreign
	case 'đ', 'ð':
		r, variant = 'd', foreign
	case 'ħ':
		r, variant = 'h', foreign
	}
	if len(accent) > 0 {
		variant = accents + byte(accent[0]&0x7F)
	}
	return r, variant
}

// pair is a small letter that stands for two.
func pair(r rune) (first, second rune) {
	switch r {
	case 'ß':
		return 's', 's'
	case 'œ':
		return 'o', 'e'
	case 'þ':
		return 't', 'h'
	}
	return 0, 0
}

// punctuation is the plain form of the quotes and dashes that Word makes; 0 for
// all else.
func punctuation(r rune) rune {
	switch r {
	case '‘', '’', '‚', '‛', '´', 'ʼ', 'ʹ', '′':
		return '\''
	case '“', '”', '„', '‟', '«', '»', '″':
		return '"'
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return '-'
	}
	return 0
}

// isAccent reports whether r is a mark that belongs to no one script: those on
// Latin letters, and the vowel points of Arabic, which are left out in writing.
// (The vowel signs of Indic scripts are letters to their readers.)
func isAccent(r rune) bool {
	return r >= 0x300 && unicode.Is(unicode.Mn, r) && unicode.Is(unicode.Inherited, r)
}
