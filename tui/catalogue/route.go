package catalogue

import (
	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/sheet"
)

// Route makes the screen of a route, nil for a route that is not here. A draft of
// a service goes on where it was left.
func Route(d *desk.Desk, route string, arg any) tui.Screen {
	switch route {
	case tui.RouteDirectory:
		return New(d)
	case desk.RouteService:
		switch a := arg.(type) {
		case desk.ThingArg:
			return newForm(d, a.Entry, nil)
		case *cases.Draft:
			if a != nil {
				return newForm(d, cases.EntryID(a.Fields[sheet.EntryField]), a)
			}
		}
	}
	return nil
}
