package forms

import (
	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/keys"
	"brobygger/tui/sheet"
	"brobygger/tui/words"
)

// Route makes the screen of a route, nil for a route that is not here or an
// argument that is not the route's.
func Route(d *desk.Desk, route string, arg any) tui.Screen {
	switch route {
	case desk.RouteDeputy:
		return newDeputy(d)
	case desk.RouteDrafts:
		return newDrafts(d)
	case desk.RouteDraft:
		if draft, ok := arg.(*cases.Draft); ok {
			if screen := resume(d, *draft); screen != nil {
				return screen
			}
		}
		return newDrafts(d) // which says what it can of the draft
	}
	var f *form
	switch a := arg.(type) {
	case desk.ThingArg:
		f = ofThing(d, route, a, nil)
	case string:
		f = ofCase(d, route, a, nil)
	}
	if f == nil {
		return nil // not a nil *form in an interface
	}
	return f
}

// ofThing makes the forms about a thing of a case.
func ofThing(d *desk.Desk, route string, arg desk.ThingArg, draft *cases.Draft) *form {
	switch route {
	case desk.RouteParty:
		return newParty(d, arg, draft)
	case desk.RouteFollowUp:
		return newFollowUp(d, arg, draft)
	case desk.RouteMove:
		return newMove(d, arg, draft)
	case desk.RouteStrike:
		return newStrike(d, arg, draft)
	case desk.RouteErase:
		return newErase(d, arg)
	}
	return nil
}

// ofCase makes the forms about a whole case.
func ofCase(d *desk.Desk, route, id string, draft *cases.Draft) *form {
	switch route {
	case desk.RouteClose:
		return newClose(d, id, draft)
	case desk.RouteReopen:
		return newReopen(d, id, draft)
	case desk.RoutePhase:
		return newPhase(d, id)
	case desk.RouteDelete:
		return newDelete(d, id)
	case desk.RouteLink:
		return newLink(d, id, draft)
	}
	return nil
}

// resume makes the form of a draft of this package, nil for another's.
func resume(d *desk.Desk, draft cases.Draft) tui.Screen {
	var f *form
	switch route := draftRoute(draft.Form); route {
	case desk.RouteClose, desk.RouteReopen, desk.RouteLink:
		f = ofCase(d, route, draft.Case, &draft)
	default:
		f = ofThing(d, route, desk.ThingArg{Case: draft.Case, Entry: cases.EntryID(draft.Fields[sheet.EntryField])}, &draft)
	}
	if f == nil {
		return nil
	}
	return f
}

// draftRoute is the route that a draft of this package came from, "" for
// another's.
func draftRoute(form string) string {
	switch form {
	case draftParty:
		return desk.RouteParty
	case draftFollowUp:
		return desk.RouteFollowUp
	case draftMove:
		return desk.RouteMove
	case draftStrike:
		return desk.RouteStrike
	case draftClose:
		return desk.RouteClose
	case draftReopen:
		return desk.RouteReopen
	case draftLink:
		return desk.RouteLink
	}
	return ""
}

// Contexts lists the keys of the forms, for the check of all of them.
func Contexts(*words.Words) []keys.Context {
	out := []keys.Context{draftsContext(), sheet.Blocked("forms.party.name")}
	save := keys.NewEverywhere().Save
	for name, label := range map[string]string{
		"forms.strike.name": "forms.key.strike", "forms.erase.name": "forms.key.erase", "forms.move.name": "forms.key.move",
		"forms.close.name": "forms.key.close", "forms.reopen.name": "forms.key.reopen", "forms.link.name": "forms.key.link",
		"forms.delete.name": "forms.key.delete", "forms.phase.name": "keys.save",
		"forms.followup.name": "keys.save", "forms.deputy.name": "keys.save",
	} {
		out = append(out, keys.Context{Name: name, Kind: keys.Field, Bindings: []keys.Binding{save.With(label), keys.NewMoves().Back}})
	}
	return out
}
