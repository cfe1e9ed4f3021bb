package shell

import (
	"context"
	"encoding/json"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
)

// step is a screen of the place that was open at a lock, as the device remembers
// it, sealed: its route, and whichever of the arguments the route takes.
type step struct {
	Route string         `json:"route"`
	ID    string         `json:"id,omitempty"`    // a case
	Case  *desk.CaseArg  `json:"case,omitempty"`  // a case with its tab
	Thing *desk.ThingArg `json:"thing,omitempty"` // a thing of a case
	Note  *desk.ThingArg `json:"note,omitempty"`  // a contact
	Plan  *desk.PlanArg  `json:"plan,omitempty"`  // a thing of a plan, or where a new one goes
	Draft string         `json:"draft,omitempty"` // the id of the draft that is gone on with
}

// stepOf is how a screen is remembered; false where it is not to open again by
// itself.
func stepOf(o tui.Open) (step, bool) {
	s := step{Route: o.Route}
	switch o.Route {
	case desk.RouteBackup, desk.RouteCheck: // they begin work
		return s, false
	}
	switch a := o.Arg.(type) {
	case nil:
	case string:
		s.ID = a
	case desk.CaseArg:
		s.Case = &a
	case desk.ThingArg:
		s.Thing = &a
	case desk.PlanArg:
		s.Plan = &a
	case desk.NoteArg:
		s.Note = &desk.ThingArg{Case: a.Case, Entry: a.Entry}
		if a.Draft != nil {
			s.Draft = a.Draft.ID
		}
	case *cases.Draft:
		if a != nil {
			s.Draft = a.ID
		}
	default:
		return s, false
	}
	return s, true
}

// open opens the screen again. A draft that is gone is not gone on with.
func (s step) open(store cases.Store) tui.Open {
	o := tui.Open{Route: s.Route}
	var draft *cases.Draft
	if s.Draft != "" {
		all, _ := store.Drafts(context.Background()) // the list of drafts says why not
		for i := range all {
			if all[i].ID == s.Draft {
				draft = &all[i]
			}
		}
	}
	switch {
	case s.Case != nil:
		o.Arg = *s.Case
	case s.Thing != nil:
		o.Arg = *s.Thing
	case s.Plan != nil:
		o.Arg = *s.Plan
	case s.Note != nil:
		o.Arg = desk.NoteArg{Case: s.Note.Case, Entry: s.Note.Entry, Draft: draft}
	case draft != nil:
		o.Arg = draft
	case s.ID != "":
		o.Arg = s.ID
	}
	return o
}

// remember keeps the place: up to the first screen that is not to open again.
func (s *Shell) remember(place []tui.Open) tea.Cmd {
	if s.desk == nil {
		return nil
	}
	var steps []step
	for _, o := range place {
		one, ok := stepOf(o)
		if !ok {
			break
		}
		steps = append(steps, one)
	}
	text, err := json.Marshal(steps)
	if err != nil {
		return nil
	}
	store := s.desk.Store
	return func() tea.Msg {
		// Where it fails the day is shown: nothing is lost.
		_ = store.Remember(context.Background(), desk.MemoryPlace, string(text))
		return nil
	}
}

// again opens the place that was open at the last lock. It is forgotten at once:
// a screen that cannot be shown would else come back for ever.
func (s *Shell) again() []tui.Action {
	store := s.desk.Store
	text := store.Recall(desk.MemoryPlace)
	if text == "" {
		return nil
	}
	_ = store.Remember(context.Background(), desk.MemoryPlace, "")
	var steps []step
	if json.Unmarshal([]byte(text), &steps) != nil {
		return nil
	}
	var all []tui.Action
	for _, one := range steps {
		all = append(all, one.open(store))
	}
	return all
}

// Lang is the language that the vault's settings ask for, "" while none is open.
func (s *Shell) Lang() string {
	if s.desk == nil {
		return ""
	}
	return s.desk.Store.Settings().Lang
}

// Lying is how many files lie unlocked outside the vault that is open, 0 where none
// is.
func (s *Shell) Lying() int {
	if s.desk == nil {
		return 0
	}
	return len(s.desk.Lying())
}
