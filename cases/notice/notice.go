// Package notice finds in a note what should not stand there without a special
// reason: something that looks like a CPR number, and words that name a criminal
// offence or its consequences (GDPR article 10; databeskyttelsesloven § 8).
//
// What it finds is a reason for one line of notice, never for a block: only the
// writer knows whether there is consent, or whether "dom" is a church. It errs
// to both sides, and what it does not find is not thereby allowed.
package notice

import "slices"

// Kind is what a note seems to name.
type Kind string

// The kinds; the words for them stand in the language files.
const (
	// CPRLike is a number in the form of a CPR number with a date that exists.
	// The control digit is not looked at: numbers without a valid one are issued
	// since 2007.
	CPRLike Kind = "cpr"
	// Sentence is a word of criminal law: a charge, a sentence, prison.
	Sentence Kind = "sentence"
)

// Kinds are all kinds.
func Kinds() []Kind { return []Kind{CPRLike, Sentence} }

// Notice is one thing found: text[Start:End], in bytes.
type Notice struct {
	Kind       Kind
	Start, End int
}

// Find is all that text seems to name, in the order of the text; no two overlap.
func Find(text string) []Notice {
	found := findCPR(text)
	found = append(found, findSentences(text)...)
	slices.SortFunc(found, func(a, b Notice) int { return a.Start - b.Start })
	return found
}
