package paper

import (
	"regexp"
	"strings"
	"unicode"

	"brobygger/cases"
)

// secrets finds in texts what may stand on no paper: where somebody lives or
// works who has beskyttet adresse, and how they are reached. Fields with it are
// not printed at all; but a step may say "besøg på Ærøvænget 65".
type secrets []*regexp.Regexp

// hidden stands for what was there.
const hidden = "…"

// shortest is how many letters and digits a thing has that is looked for: "A" or
// "55" would be found everywhere.
const shortest = 3

func secretsOf(c *cases.Case) secrets {
	var out secrets
	if p := c.Person; p.Protected {
		out.place(p.Address)
		out.phone(p.Phone)
	}
	for _, p := range c.Network {
		if p.Protected {
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
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len([]rune(strings.Join(words, ""))) < shortest {
		return
	}
	for i := range words {
		words[i] = regexp.QuoteMeta(words[i])
	}
	s.find(strings.Join(words, `[^\pL\pN]*`))
}

// phone is found however its digits are grouped, with or without +45.
func (s *secrets) phone(text string) {
	var digits []string
	for _, r := range text {
		if unicode.IsDigit(r) {
			digits = append(digits, string(r))
		}
	}
	if len(digits) > 8 && strings.HasPrefix(strings.Join(digits, ""), "45") {
		digits = digits[2:]
	}
	if len(digits) < shortest {
		return
	}
	s.find(`(?:(?:\+|00)45[^\pL\pN]*)?` + strings.Join(digits, `[ .\-]*`))
}

func (s *secrets) find(pattern string) {
	if re, err := regexp.Compile(`(?i)(^|[^\pL\pN])` + pattern + `($|[^\pL\pN])`); err == nil {
		*s = append(*s, re)
	}
}

// in gives a text with each of them replaced.
func (s secrets) in(text string) string {
	for _, re := range s {
		for { // the sign between two may belong to both
			next := re.ReplaceAllString(text, "${1}"+hidden+"${2}")
			if next == text {
				break
			}
			text = next
		}
	}
	return text
}
