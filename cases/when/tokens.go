package when

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxTokens is more than any date and time needs: "mandag den 3. december 2026,
// kl. 14.30" is 12 tokens.
const maxTokens = 16

// tokenKind says what a token is: a word, a number, or one other character.
type tokenKind int

const (
	wordToken tokenKind = iota
	numberToken
	otherToken
)

// token is a piece of the text.
type token struct {
	kind  tokenKind
	text  string // a word in small letters, composed; digits; or the character
	n     int    // the value of a number of at most four digits
	gap   bool   // whether white space comes before it (or nothing at all)
	start int    // where it begins in the text, in bytes
}

func (t token) is(texts ...string) bool {
	return t.kind == otherToken && slices.Contains(texts, t.text)
}

// tokenize cuts text into at most limit tokens.
func tokenize(text string, limit int) []token {
	var out []token
	gap := true
	for i := 0; i < len(text) && len(out) < limit; {
		r, size := utf8.DecodeRuneInString(text[i:])
		t := token{kind: otherToken, gap: gap, start: i}
		gap = false
		switch {
		case unicode.IsSpace(r):
			gap = true
			i += size
			continue
		case r >= '0' && r <= '9':
			end := i + span(text[i:], func(r rune) bool { return r >= '0' && r <= '9' })
			t.text = text[i:end]
			if len(t.text) <= 4 {
				t.kind, t.n = numberToken, number(t.text)
			}
			i = end
		case unicode.IsLetter(r):
			end := i + span(text[i:], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) })
			t.kind, t.text = wordToken, spelling(text[i:end])
			i = end
		default:
			t.text = text[i : i+size]
			switch r {
			case '–', '−', '‐', '‑': // dashes and the minus sign
				t.text = "-"
			}
			i += size
		}
		out = append(out, t)
	}
	return out
}

// span is the length in bytes of the part at the beginning of s that is in.
func span(s string, in func(rune) bool) int {
	for i, r := range s {
		if !in(r) {
			return i
		}
	}
	return len(s)
}

// spelling is a word as the tables have it: small, composed, and with the letters
// æ, ø and å also where they were written ae, oe and aa (no other word of the
// tables has these pairs).
func spelling(word string) string {
	const longest = 64 // bytes; no word of the tables is longer
	if len(word) > longest {
		return "?"
	}
	word = strings.ToLower(norm.NFC.String(word))
	word = strings.ReplaceAll(word, "aa", "å")
	word = strings.ReplaceAll(word, "ae", "æ")
	return strings.ReplaceAll(word, "oe", "ø")
}

// trimJoint takes away what stands between a time and the text after it.
func trimJoint(s string) string {
	return strings.TrimSpace(strings.TrimLeftFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",;:.–-", r)
	}))
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// number is the value of a few digits.
func number(digits string) (n int) {
	for _, c := range []byte(digits) {
		n = n*10 + int(c-'0')
	}
	return n
}

// kind reports whether there is a token i of this kind.
func (r *reader) kind(i int, k tokenKind) bool {
	return i < len(r.tokens) && r.tokens[i].kind == k
}

// attached is kind for a token with no space before it.
func (r *reader) attached(i int, k tokenKind) bool { return r.kind(i, k) && !r.tokens[i].gap }

// word reports whether token i is one of these words.
func (r *reader) word(i int, words ...string) bool {
	return r.kind(i, wordToken) && slices.Contains(words, r.tokens[i].text)
}

// is reports whether token i is one of these characters.
func (r *reader) is(i int, texts ...string) bool {
	return i < len(r.tokens) && r.tokens[i].is(texts...)
}

// isAttached is is for a character with no space before it.
func (r *reader) isAttached(i int, texts ...string) bool {
	return r.is(i, texts...) && !r.tokens[i].gap
}

// skip is the index after an optional character that follows without a space.
func (r *reader) skip(i int, text string) int {
	if r.isAttached(i, text) {
		return i + 1
	}
	return i
}

// shortNumber reports whether token i is a number of one or two digits.
func (r *reader) shortNumber(i int) bool {
	return r.kind(i, numberToken) && len(r.tokens[i].text) <= 2
}
