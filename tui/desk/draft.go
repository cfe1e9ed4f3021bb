package desk

import (
	"slices"

	"brobygger/cases"
	"brobygger/tui"
)

// RouteDraft goes on with a draft (*cases.Draft) of a form that has no route of
// its own for that.
const RouteDraft = "draft"

// What cases.Draft.Form is for the forms that are not of package forms.
const (
	DraftContact  = "contact"
	DraftCase     = "case"
	DraftCitizen  = "citizen"
	DraftVersions = "versions"
)

// GoOn opens the form of a draft where it was left.
func GoOn(draft cases.Draft) tui.Action {
	switch {
	case draft.Form == DraftContact:
		return tui.Open{Route: RouteNote, Arg: NoteArg{Case: draft.Case, Draft: &draft}}
	case draft.Form == DraftCase && draft.Case == "":
		return tui.Open{Route: RouteNewCase, Arg: &draft}
	case draft.Form == DraftCase:
		return tui.Open{Route: RouteEditCase, Arg: &draft}
	case draft.Form == DraftCitizen:
		return tui.Open{Route: tui.RouteCitizen, Arg: draft.Case} // it looks for its draft itself
	case draft.Form == DraftVersions:
		return tui.Open{Route: RouteVersions, Arg: draft.Case} // it looks for its draft itself
	case slices.Contains(PlanRoutes(), draft.Form), draft.Form == RouteService, draft.Form == RouteTemplate:
		return tui.Open{Route: draft.Form, Arg: &draft}
	}
	return tui.Open{Route: RouteDraft, Arg: &draft}
}
