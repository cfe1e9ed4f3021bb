package bridge

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/keys"
	"brobygger/tui/sheet"
	"brobygger/tui/words"
)

// Fields of a draft that say what a form was opened with.
const (
	toField     = "opened_to"
	toNameField = "opened_to_name"
	keysField   = "opened_keys"
)

// Route makes the screen of a route, nil for a route that is not here or an
// argument that is not the route's. A draft of one of the forms, which is named as
// its route, goes on where it was left.
func Route(d *desk.Desk, route string, arg any) tui.Screen {
	var draft *cases.Draft
	var a desk.BridgeArg
	switch arg := arg.(type) {
	case desk.BridgeArg:
		a = arg
	case desk.ThingArg:
		a = desk.BridgeArg{Case: arg.Case, Entry: arg.Entry}
	case string:
		a = desk.BridgeArg{Case: arg}
	case *cases.Draft:
		if arg == nil {
			return nil
		}
		draft = arg
		a = desk.BridgeArg{Case: arg.Case, Entry: cases.EntryID(arg.Fields[sheet.EntryField]),
			To: cases.Recipient{ID: cases.EntryID(arg.Fields[toField]), Name: arg.Fields[toNameField]}}
		if k := arg.Fields[keysField]; k != "" {
			a.Keys = strings.Split(k, ",")
		}
	default:
		return nil
	}
	switch route {
	case desk.RouteConsent:
		return newConsent(d, a, draft)
	case desk.RouteWithdraw:
		return newWithdrawal(d, a, draft)
	case desk.RouteInformed:
		return newInformed(d, a, draft)
	case desk.RoutePassOn:
		return newPassOn(d, a, draft)
	case desk.RouteReferral:
		return newReferral(d, a, draft)
	case desk.RouteForward:
		return newForward(d, a, draft)
	case desk.RouteStepBack:
		return newStepBack(d, a, draft)
	case desk.RouteUnderretning:
		return newUnderretning(d, a, draft)
	case desk.RouteTold:
		return newTold(d, a.Case, a.Entry)
	case desk.RouteAgreed:
		return newAgreed(d, a.Case)
	}
	return nil
}

// form is a form about a case that knows the directory of services.
type form struct {
	*sheet.CaseForm
	d   *desk.Desk
	dir *cases.Directory // nil until it is read
	// take is called when the directory or the case has come.
	take func()
}

// directory is the directory that was asked for; where it cannot be read its
// names are typed.
type directory struct{ dir *cases.Directory }

// newForm makes the form of a route.
func newForm(d *desk.Desk, route string, a desk.BridgeArg, draft *cases.Draft, title string, s *sheet.Sheet, show func(*form) error) *form {
	f := &form{d: d}
	f.CaseForm = sheet.NewCaseForm(s, sheet.CaseSettings{
		Kind: route, ID: a.Case, Thing: a.Entry, Draft: draft,
		Extra: map[string]string{toField: string(a.To.ID), toNameField: a.To.Name, keysField: strings.Join(a.Keys, ",")},
		Name:  "bridge.name." + route, Title: title,
		Show: func() error {
			if !f.Case.Kind.Valid() {
				return sheet.ErrIncomplete
			}
			f.fill()
			return show(f)
		},
		Resume: func(draft cases.Draft) tui.Screen { return Route(d, route, &draft) },
	})
	s.Saved = f.Said(func() string { return "" })
	return f
}

func (f *form) fill() {
	if f.take != nil {
		f.take()
	}
}

// Start implements [tui.Starter].
func (f *form) Start() tea.Cmd {
	return tea.Batch(f.CaseForm.Start(), lookUp(f.d.Store))
}

// lookUp reads the directory of services.
func lookUp(store cases.Store) tea.Cmd {
	return func() tea.Msg {
		dir, err := store.Directory(context.Background())
		if err != nil {
			return directory{}
		}
		return directory{dir}
	}
}

// Update implements [tui.Screen].
func (f *form) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	if got, ok := msg.(directory); ok {
		f.dir = got.dir
		f.fill()
		return nil, nil
	}
	return f.CaseForm.Update(msg)
}

// Contexts lists the keys of the screens, for the check of all of them.
func Contexts(*words.Words) []keys.Context {
	out := []keys.Context{sheet.Blocked("bridge.name.consent"), refusalContext(), toldContext(), agreedContext()}
	save, back := keys.NewEverywhere().Save, keys.NewMoves().Back
	for _, route := range desk.BridgeRoutes() {
		out = append(out, keys.Context{Name: "bridge.name." + route, Kind: keys.Field, Bindings: []keys.Binding{save, back}})
	}
	return out
}
