package danish

import "strings"

// Fold is text as it is searched: in small letters, without accents, with å for
// aa, æ for ä, ø for ö and y for ü, with plain quotes and hyphens, and with one
// space for any white space. Control and format characters (the soft hyphen)
// are gone. So "aakjær" finds "Åkjær", but "a" is not "å", and oe is not ø.
//
// Two texts that a reader takes for the same word fold to the same; folding
// twice changes nothing.
func Fold(text string) string {
	folded, _ := fold(text, false)
	return folded
}

// FoldMap is [Fold] that also says where each part came from: at[i] is where, in
// bytes of text, the character begins that gave byte i of folded, and at
// [len(folded)] is len(text). A find at folded[i:j] is text[at[i]:at[j]].
func FoldMap(text string) (folded string, at []int) {
	return fold(text, true)
}

func fold(text string, mapped bool) (string, []int) {
	var out strings.Builder
	out.Grow(len(text))
	var at []int
	if mapped {
		at = make([]int, 0, len(text)+1)
	}
	write := func(l letter) {
		out.WriteRune(l.base)
		for mapped && len(at) < out.Len() {
			at = append(at, l.at)
		}
	}
	var held letter // an a that may be the first half of an å
	space := false
	for l := range letters(text) {
		if held.base != 0 {
			if l.base == 'a' {
				write(letter{base: 'å', at: held.at})
				held = letter{}
				continue
			}
			write(held)
			held = letter{}
		}
		if l.base == ' ' {
			if !space {
				write(l)
			}
			space = true
			continue
		}
		space = false
		if l.base == 'a' {
			held = l
			continue
		}
		write(l)
	}
	if held.base != 0 {
		write(held)
	}
	if mapped {
		at = append(at, len(text))
	}
	return out.String(), at
}
