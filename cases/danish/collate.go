package danish

import (
	"bytes"
	"unicode"
)

// Collator sorts in Danish order. The zero Collator is ready for use.
//
// Words are compared first by their letters alone, æ, ø and å last; words that
// are equal so far by how these are written (Nygård before Nygaard, Schytt before
// Schütt, Ree before Rée); then capitals come first (Karl before karl); and at
// last by their bytes, so that only equal texts are equal. A space or hyphen
// comes before every letter (Anders And before Andersen), a digit before the
// letters, other scripts after å; other signs do not count.
//
// (golang.org/x/text/collate with language.Danish has the same letters but puts
// small letters first.)
type Collator struct{}

// NewCollator is a Collator.
func NewCollator() *Collator { return &Collator{} }

// Compare is -1, 0 or +1 as a sorts before, with or after b. To sort a list,
// make the [Collator.Key] of each text once instead.
func (c *Collator) Compare(a, b string) int { return bytes.Compare(c.Key(a), c.Key(b)) }

// Key is a key whose order by bytes.Compare is the order of the texts.
func (c *Collator) Key(text string) []byte { return c.AppendKey(nil, text) }

// Weights of the first level. The mark between two levels is less than all
// weights, so that the shorter of two words comes first.
const (
	levelMark   = 1
	spaceWeight = 2
	digitWeight = 0x10 // and the nine above
	aWeight     = 0x30 // and the 28 letters above
	otherWeight = 0xF0 // and three bytes of the character
)

// AppendKey appends the key of text to key.
func (c *Collator) AppendKey(key []byte, text string) []byte {
	all := make([]letter, 0, len(text))
	for l := range letters(text) {
		switch {
		case l.base == ' ', l.base == '-':
			if len(all) == 0 || all[len(all)-1].base == ' ' {
				continue
			}
			if l.base == '-' {
				l.base, l.variant = ' ', foreign
			}
		case l.base >= '0' && l.base <= '9':
		case !unicode.IsLetter(l.base) && !unicode.IsNumber(l.base) && !unicode.IsMark(l.base):
			continue
		}
		all = append(all, l)
	}
	if n := len(all); n > 0 && all[n-1].base == ' ' {
		all = all[:n-1]
	}

	// Each of the three levels has its bytes of all letters.
	second := make([]byte, 0, len(all))
	third := make([]byte, 0, len(all))
	for i := 0; i < len(all); i++ {
		l := all[i]
		size := byte(1)
		if l.upper {
			size = 0
		}
		if l.base == 'a' && l.variant == plain && i+1 < len(all) && all[i+1].base == 'a' && all[i+1].variant == plain {
			i++
			size *= 2
			if !all[i].upper {
				size++
			}
			l.base, l.variant = 'å', double
		}
		key = appendWeight(key, l.base)
		second = append(second, levelMark+1+l.variant)
		third = append(third, levelMark+1+size)
	}
	key = append(key, levelMark)
	key = append(key, second...)
	key = append(key, levelMark)
	key = append(key, third...)
	key = append(key, levelMark)
	return append(key, text...)
}

func appendWeight(key []byte, base rune) []byte {
	switch {
	case base == ' ':
		return append(key, spaceWeight)
	case base >= '0' && base <= '9':
		return append(key, digitWeight+byte(base-'0'))
	case base >= 'a' && base <= 'z':
		return append(key, aWeight+byte(base-'a'))
	case base == 'æ':
		return append(key, aWeight+26)
	case base == 'ø':
		return append(key, aWeight+27)
	case base == 'å':
		return append(key, aWeight+28)
	}
	return append(key, otherWeight, byte(base>>16), byte(base>>8), byte(base))
}
