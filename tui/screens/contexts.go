// Package screens is where the screens are put together.
package screens

import (
	"slices"

	"brobygger/tui"
	"brobygger/tui/caselist"
	"brobygger/tui/keys"
	"brobygger/tui/opening"
	"brobygger/tui/words"
)

// Contexts lists the keys of every screen there is, for the check against the
// law of the keyboard. A package with a screen has a function of this kind; a
// test sees to it that it is called here.
func Contexts(w *words.Words) []keys.Context {
	return slices.Concat(
		keys.Base(w),
		tui.Contexts(),
		caselist.Contexts(w),
		opening.Contexts(),
	)
}
