package plan

import (
	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/keys"
	"brobygger/tui/sheet"
	"brobygger/tui/words"
)

// Route makes the screen of a route, nil for a route that is not here or an
// argument that is not the route's. A draft of one of the forms, which is named as
// its route, goes on where it was left.
func Route(d *desk.Desk, route string, arg any) tui.Screen {
	var draft *cases.Draft
	var a desk.PlanArg
	switch arg := arg.(type) {
	case desk.PlanArg:
		a = arg
	case desk.ThingArg:
		a = desk.PlanArg{Case: arg.Case, Entry: arg.Entry}
	case string:
		a = desk.PlanArg{Case: arg}
	case *cases.Draft:
		if arg == nil {
			return nil
		}
		draft, a = arg, desk.PlanArg{Case: arg.Case, Entry: cases.EntryID(arg.Fields[sheet.EntryField]), Arena: arg.Fields[arenaField]}
	default:
		return nil
	}
	return screen(d, route, a, draft)
}

// arenaField is the field of a draft that says which arena a form was opened for.
const arenaField = "opened_for"

func screen(d *desk.Desk, route string, a desk.PlanArg, draft *cases.Draft) tui.Screen {
	switch route {
	case desk.RouteGoal:
		return newGoal(d, a, draft)
	case desk.RouteStep:
		return newStep(d, a, draft)
	case desk.RouteScore:
		return newScore(d, a, draft)
	case desk.RouteWords:
		return newWords(d, a, draft)
	case desk.RouteFacts:
		return newFacts(d, a, draft)
	case desk.RouteMatch:
		return newMatch(d, a, draft)
	case desk.RouteReview:
		return newReview(d, a, draft)
	}
	return nil
}

// settings are those of a form of a route.
func settings(d *desk.Desk, route string, a desk.PlanArg, draft *cases.Draft, title string, show func() error) sheet.CaseSettings {
	return sheet.CaseSettings{
		Kind: route, ID: a.Case, Thing: a.Entry, Draft: draft, Extra: map[string]string{arenaField: a.Arena},
		Name: "plan.name." + route, Title: title, Show: show,
		Resume: func(draft cases.Draft) tui.Screen { return Route(d, route, &draft) },
	}
}

// Contexts lists the keys of the forms, for the check of all of them.
func Contexts(*words.Words) []keys.Context {
	out := []keys.Context{sheet.Blocked("plan.name.goal")}
	save, back := keys.NewEverywhere().Save, keys.NewMoves().Back
	for _, route := range []string{desk.RouteGoal, desk.RouteStep, desk.RouteScore, desk.RouteWords, desk.RouteFacts, desk.RouteMatch} {
		out = append(out, keys.Context{Name: "plan.name." + route, Kind: keys.Field, Bindings: []keys.Binding{save, back}})
	}
	for _, kind := range []keys.Kind{keys.Field, keys.Text} {
		out = append(out, keys.Context{Name: "plan.name.review", Kind: kind, Bindings: append([]keys.Binding{save, back}, during()...)})
	}
	return out
}
