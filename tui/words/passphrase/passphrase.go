// Package passphrase holds the Danish words from which a kodesætning is drawn.
//
// There are exactly 2,048, so a word drawn evenly is worth eleven bits and six
// words sixty-six. They are everyday things, animals, plants, food, tools,
// weather and doings, four to eight letters of a–z, æ, ø and å, chosen to be
// easy to spell and to say on the telephone. No word becomes another by a short
// ending (båd, båden), by writing aa for å or leaving the ring off, nor by one
// wrong, missing, extra or swapped letter, so that a slip is not taken for
// another word of the list.
//
// The list is for proposing only. What was once chosen is an ordinary text and
// needs no list to be read, so words may be changed from one version to the next
// as long as there are as many. The package draws nothing itself: randomness
// belongs to its caller.
package passphrase

import (
	_ "embed"
	"strings"
)

//go:embed list.txt
var list string

// Words returns the 2,048 words in byte order (å before æ before ø), all lower
// case and in composed form. The slice is the caller's own.
func Words() []string { return strings.Fields(list) }
