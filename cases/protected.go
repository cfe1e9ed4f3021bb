package cases

import (
	"strings"
	"unicode"
)

// Hide gives a text of the case without what may leave the program in no shape,
// and stand on no screen that is turned to somebody: the address, phone, mail and
// workplace of whoever has beskyttet adresse, the person or somebody in the
// network. "…" stands in their place. Fields with it are not shown or printed at
// all; but a step may say "besøg på Ærøvænget 65".
func (c *Case) Hide(text string) string { return c.secrets().in(text) }

// EverProtected says whether the address of the person (the case's root) or of
// somebody in the network is protected, or may be: where two have written
// differently about it, the careful one counts.
func (c *Case) EverProtected(id EntryID) bool {
	if c.State == nil || c.State.ByID[id] == nil {
		return false
	}
	for _, v := range c.State.ByID[id].Fields["protected"].Values {
		if string(v.Raw) == "true" {
			return true
		}
	}
	return false
}

// secrets are what [Case.Hide] looks for in texts.
type secrets []secret

// secret is a row of words, or of digits, that is looked for in texts.
type secret struct {
	words  [][]rune
	digits bool // each word is a digit of a phone number
}

// shortestSecret is how many letters and digits a thing has that is looked for:
// "A" or "55" would be found everywhere.
const shortestSecret = 3

func (c *Case) secrets() secrets {
	var out secrets
	if p := c.Person; p.Protected || c.EverProtected(c.Root) {
		out.place(p.Address)
		out.phone(p.Phone)
	}
	for _, p := range c.Network {
		if p.Protected || c.EverProtected(p.ID) {
			out.place(p.Address)
			out.phone(p.Phone)
			out.phrase(p.Email)
			out.phrase(p.Org)
		}
	}
	return out
}

// place is an address, with or without the floor after the first comma.
func (s *secrets) place(address string) {
	s.phrase(address)
	if street, _, ok := strings.Cut(address, ","); ok {
		s.phrase(street)
	}
}

// phrase is found whatever stands between its words and whatever the case of its
// letters, but not inside another word.
func (s *secrets) phrase(text string) {
	var one secret
	n := 0
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !inWord(r) }) {
		one.words = append(one.words, []rune(w))
		n += len([]rune(w))
	}
	if n >= shortestSecret {
		*s = append(*s, one)
	}
}

// phone is found however its digits are grouped, with or without +45.
func (s *secrets) phone(text string) {
	one := secret{digits: true}
	for _, r := range text {
		if unicode.IsDigit(r) {
			one.words = append(one.words, []rune{r})
		}
	}
	if w := one.words; len(w) > 8 && w[0][0] == '4' && w[1][0] == '5' {
		one.words = w[2:]
	}
	if len(one.words) >= shortestSecret {
		*s = append(*s, one)
	}
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// in gives a text with each of them replaced.
func (s secrets) in(text string) string {
	for _, one := range s {
		text = one.in(text)
	}
	return text
}

func (s secret) in(text string) string {
	var b strings.Builder
	runes := []rune(text)
	kept := 0 // from here on nothing is written yet
	for i := 0; i < len(runes); i++ {
		if i > kept && inWord(runes[i-1]) {
			continue
		}
		if end := s.at(runes, i); end > i {
			b.WriteString(string(runes[kept:i]) + unnamed)
			kept, i = end, end-1
		}
	}
	if kept == 0 {
		return text
	}
	b.WriteString(string(runes[kept:]))
	return b.String()
}

// at gives where it ends if it begins at i, -1 where it does not.
func (s secret) at(text []rune, i int) int {
	if s.digits {
		for _, country := range []string{"+45", "0045"} {
			if n := len(country); i+n <= len(text) && string(text[i:i+n]) == country {
				at := i + n
				for at < len(text) && !inWord(text[at]) {
					at++
				}
				if end := s.run(text, at); end >= 0 {
					return end
				}
			}
		}
	}
	return s.run(text, i)
}

// run is at without what may stand before a phone number.
func (s secret) run(text []rune, i int) int {
	for n, word := range s.words {
		for n > 0 && i < len(text) && s.between(text[i]) {
			i++
		}
		for _, r := range word {
			if i >= len(text) || unicode.ToLower(text[i]) != unicode.ToLower(r) {
				return -1
			}
			i++
		}
	}
	if i < len(text) && inWord(text[i]) {
		return -1
	}
	return i
}

// between says whether a sign may stand between two words, or two digits.
func (s secret) between(r rune) bool {
	if s.digits {
		return r == ' ' || r == '.' || r == '-'
	}
	return !inWord(r)
}
