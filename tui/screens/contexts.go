// Package screens is where the screens are put together.
package screens

import (
	"slices"

	"brobygger/tui"
	"brobygger/tui/bridge"
	"brobygger/tui/casefile"
	"brobygger/tui/caselist"
	"brobygger/tui/catalogue"
	"brobygger/tui/day"
	"brobygger/tui/find"
	"brobygger/tui/forms"
	"brobygger/tui/keys"
	"brobygger/tui/opening"
	"brobygger/tui/outside"
	"brobygger/tui/person"
	"brobygger/tui/plan"
	"brobygger/tui/setup"
	"brobygger/tui/sheet"
	"brobygger/tui/versions"
	"brobygger/tui/words"
)

// Contexts lists the keys of every screen there is, for the check against the
// law of the keyboard. A package with a screen has a function of this kind; a
// test sees to it that it is called here.
func Contexts(w *words.Words) []keys.Context {
	return slices.Concat(
		keys.Base(w),
		tui.Contexts(),
		find.Contexts(w),
		forms.Contexts(w),
		day.Contexts(w),
		bridge.Contexts(w),
		casefile.Contexts(w),
		caselist.Contexts(w),
		catalogue.Contexts(w),
		opening.Contexts(),
		outside.Contexts(w),
		person.Contexts(w),
		plan.Contexts(w),
		setup.Contexts(w),
		sheet.Contexts(),
		versions.Contexts(w),
	)
}
