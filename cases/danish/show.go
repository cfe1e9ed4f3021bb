package danish

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Stand is what [Harmless] puts for each character that may not be shown.
const Stand = '·'

// maxMarks is how many accents [Harmless] lets stand on one letter. No living
// language needs more; a pile of them would cover the lines above.
const maxMarks = 4

// Harmless is text as a screen may show it. What could move the cursor, turn the
// writing, hide a part or deceive the eye is replaced by a visible [Stand], never
// taken away: control characters and escapes, tabs too; the bidi marks; zero-width
// and other invisible characters; characters that no font has; bytes that are no
// UTF-8; accents without a letter and more than four on one. Special spaces become
// a plain one. A newline stays where keepNewlines is set and is a Stand elsewhere.
//
// The result has as many characters as the text. It is not the text: store what
// was written, show this.
func Harmless(text string, keepNewlines bool) string {
	var out strings.Builder
	const full = maxMarks // nothing here for an accent to stand on
	marks := full
	for i, r := range text {
		shown := r
		switch {
		case r == '\n' && keepNewlines:
			marks = full
		case r == utf8.RuneError && badByte(text[i:]), !unicode.IsGraphic(r), isInvisible(r):
			shown, marks = Stand, full
		case unicode.Is(unicode.Zs, r):
			shown, marks = ' ', full
		case !unicode.IsMark(r):
			marks = 0
		case marks == full:
			shown = Stand
		default:
			marks++
		}
		out.WriteRune(shown)
	}
	return out.String()
}

// badByte reports whether s begins with a byte that is no UTF-8 (rather than
// with the replacement character itself).
func badByte(s string) bool {
	_, size := utf8.DecodeRuneInString(s)
	return size == 1
}

// isInvisible reports whether a character that Unicode counts among the graphic
// ones shows nothing: variation selectors, blank Hangul letters and the like.
func isInvisible(r rune) bool {
	return unicode.Is(unicode.Variation_Selector, r) || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) || r == '\u2800'
}

// Paste is a pasted or read text as a field takes it: every kind of line end is
// one newline (Word's line break too), tabs and special spaces are plain spaces,
// soft hyphens and a byte order mark are gone, letters that came in two parts (as
// macOS and PDFs have them) are whole, bytes that are no UTF-8 are the replacement
// character. Quotes and dashes stay as Word made them, and so do other control
// characters: [Harmless] shows them.
func Paste(text string) string {
	var out strings.Builder
	out.Grow(len(text))
	for i, r := range text {
		switch r {
		case '\r':
			if !strings.HasPrefix(text[i+1:], "\n") {
				out.WriteByte('\n')
			}
		case '\v', '\f', '\u0085', '\u2028', '\u2029':
			out.WriteByte('\n')
		case '\t', '\u00A0', '\u2007', '\u202F':
			out.WriteByte(' ')
		case '\u00AD', '\uFEFF':
		default:
			out.WriteRune(r)
		}
	}
	return norm.NFC.String(out.String())
}
