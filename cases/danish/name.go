package danish

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// FirstNameInitial is a name as lists show it: "Karim Farah" is "Karim F.". The
// initial is that of the last name; particles count neither alone nor before a
// hyphen ("Lars von Trier" is "Lars T.", "Ali al-Hassan" is "Ali H."). A single
// name stays as it is; "Farah, Karim" is turned round, while of "Karim Farah, kaldet
// Kalle" what follows the comma is left out, as is what stands in brackets; a short
// number stays, so that "Ung 3" is not "Ung".
func FirstNameInitial(name string) string {
	name = norm.NFC.String(name)
	if before, after, ok := strings.Cut(name, ","); ok {
		switch n := names(before); {
		case n == 1 && names(after) > 0:
			name = after + " " + before
		case n > 0:
			name = before
		default:
			name = after
		}
	}
	words := strings.Fields(withoutBrackets(name))
	if len(words) == 0 {
		return strings.Join(strings.Fields(name), " ")
	}
	first, rest := words[0], words[1:]
	for _, last := range slices.Backward(rest) {
		if initial := initialOf(last); initial != "" && !isParticle(last) {
			return first + " " + initial + "."
		}
	}
	if len(rest) == 0 {
		return first
	}
	last := rest[len(rest)-1]
	if initial := initialOf(last); initial != "" { // nothing but particles
		return first + " " + initial + "."
	}
	if len(last) <= 3 {
		return first + " " + last
	}
	return first
}

// names counts the words that are no particles.
func names(s string) (n int) {
	for word := range strings.FieldsSeq(s) {
		if !isParticle(word) {
			n++
		}
	}
	return n
}

// withoutBrackets leaves out "(…)" unless nothing else would be left.
func withoutBrackets(name string) string {
	before, rest, ok := strings.Cut(name, "(")
	if !ok {
		return name
	}
	_, after, _ := strings.Cut(rest, ")")
	if out := before + " " + after; strings.TrimSpace(out) != "" {
		return out
	}
	return name
}

// initialOf is the first letter of a last name as a capital with its accents, or
// "" where it has no letter.
func initialOf(word string) string {
	if before, after, ok := strings.Cut(word, "-"); ok && isParticle(before) && after != "" {
		word = after
	}
	start := strings.IndexFunc(word, unicode.IsLetter)
	if start < 0 {
		return ""
	}
	word = word[start:]
	end := len(word)
	for i, r := range word {
		if i > 0 && !unicode.IsMark(r) {
			end = i
			break
		}
	}
	return strings.ToUpper(word[:end])
}

// isParticle reports whether a word only joins the parts of a name.
func isParticle(word string) bool {
	switch strings.ToLower(word) {
	case "af", "al", "ap", "av", "ben", "bin", "bint", "da", "de", "del", "den", "der", "di", "do", "dos", "du",
		"el", "ibn", "la", "le", "of", "os", "og", "san", "ten", "ter", "til", "und", "van", "von", "y", "zu":
		return true
	}
	return false
}

// FirstName is how somebody is spoken to: the first word of what
// [FirstNameInitial] gives; a name that is no name ("Ung 3") stays whole.
func FirstName(name string) string {
	short := FirstNameInitial(name)
	first, rest, ok := strings.Cut(short, " ")
	if ok && !strings.HasSuffix(rest, ".") {
		return short
	}
	return first
}
