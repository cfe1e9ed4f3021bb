package casefile

import (
	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
)

// act does what a binding says.
func (s *Screen) act(id string) (tui.Action, tea.Cmd) {
	if s.tab == tabPlan {
		if action, cmd, ok := s.actPlan(id); ok {
			return action, cmd
		}
	}
	if action, cmd, ok := s.actBridge(id); ok {
		return action, cmd
	}
	thing := desk.ThingArg{Case: s.id, Entry: s.thing()}
	switch id {
	case "next":
		s.goTo((s.tab + 1) % tabCount)
	case "previous":
		s.goTo((s.tab + tabCount - 1) % tabCount)
	case "open":
		return s.open(), nil
	case "place":
		return s.toThing(), nil
	case "filter":
		s.lists[s.tab].OpenFilter()
	case "reveal":
		if s.reveal == "" {
			s.reveal = s.hidden()
		} else {
			s.reveal = ""
		}
	case "new":
		return s.new(), nil
	case "edit":
		return s.edit(), nil
	case "followup":
		return tui.Open{Route: desk.RouteFollowUp, Arg: desk.ThingArg{Case: s.id}}, nil
	case "phase":
		return tui.Open{Route: desk.RoutePhase, Arg: s.id}, nil
	case "close":
		if s.c.Status == cases.StatusClosed {
			return tui.Open{Route: desk.RouteReopen, Arg: s.id}, nil
		}
		return tui.Open{Route: desk.RouteClose, Arg: s.id}, nil
	case "versions":
		return tui.Open{Route: desk.RouteVersions, Arg: s.id}, nil
	case "link":
		return tui.Open{Route: desk.RouteLink, Arg: s.id}, nil
	case "move":
		return tui.Open{Route: desk.RouteMove, Arg: thing}, nil
	case "strike":
		return tui.Open{Route: desk.RouteStrike, Arg: thing}, nil
	case "erase":
		return tui.Open{Route: desk.RouteErase, Arg: thing}, nil
	case "done":
		if it, ok := s.item(); ok {
			return nil, s.d.MarkDone(done{}, it)
		}
	case "postpone":
		if it, ok := s.item(); ok {
			return tui.Ask{Dialog: s.d.AskPostpone(postponed{}, it)}, nil
		}
	case "undo":
		if undo := s.d.Undo(undone{}); undo != nil {
			return nil, undo
		}
		if why := s.d.NoUndo(); why != "" {
			return tui.Say{Text: why}, nil
		}
		return tui.Pass{}, nil
	default:
		return tui.Pass{}, nil
	}
	return nil, nil
}

// open does what Enter means where the cursor is.
func (s *Screen) open() tui.Action {
	switch s.tab {
	case tabPlan:
		return s.edit()
	case tabContacts, tabNetwork, tabHistory:
		if s.lists[s.tab].Len() > 0 {
			s.lists[s.tab].CloseFilter()
			s.reading, s.scroll = true, 0
		}
		return nil
	}
	stop, ok := s.page.selected()
	if !ok {
		return nil
	}
	switch {
	case stop.contact != "":
		s.goTo(tabContacts)
		s.lists[tabContacts].SetFilter("")
		s.lists[tabContacts].Select(string(stop.contact))
		return nil
	case stop.link != "":
		return tui.Open{Route: desk.RouteCase, Arg: desk.CaseArg{ID: stop.link}}
	case stop.versions:
		return tui.Open{Route: desk.RouteVersions, Arg: s.id}
	case stop.item != nil:
		return s.openItem(*stop.item)
	}
	return nil
}

// openItem opens what answers an item of the day.
func (s *Screen) openItem(it cases.Item) tui.Action {
	switch it.Rule {
	case cases.RuleFollowUp:
		return tui.Open{Route: desk.RouteFollowUp, Arg: desk.ThingArg{Case: s.id, Entry: it.FollowUp}}
	case cases.RuleTwoValues:
		return tui.Open{Route: desk.RouteVersions, Arg: s.id}
	case cases.RuleNoDeputy:
		return tui.Open{Route: desk.RouteEditCase, Arg: s.id}
	case cases.RuleNoContact, cases.RuleAftercare:
		return tui.Open{Route: tui.RouteContact, Arg: s.id}
	case cases.RuleStep, cases.RuleGoal:
		s.plan.find(it.Entry)
		s.goTo(tabPlan)
		return nil
	case cases.RuleInformed:
		s.goTo(tabConsent)
		s.consents.want = "informed"
		return nil
	case cases.RuleConsentEnds, cases.RuleReferral, cases.RuleReceipt:
		s.goBridge(it.Entry)
		return nil
	case cases.RuleReview, cases.RuleNoMatch, cases.RuleNoCertificate:
		return desk.OpenItem(it)
	}
	return tui.Say{Text: s.d.W().T("case.missing.how")}
}

// toThing goes from an entry of the history to where its thing stands.
func (s *Screen) toThing() tui.Action {
	i, ok := s.lists[tabHistory].Selected()
	if !ok {
		return nil
	}
	id := s.entries.rows[i].of
	if s.goBridge(id) {
		return nil
	}
	if s.plan.find(id) {
		s.goTo(tabPlan)
		return nil
	}
	for _, to := range []tab{tabContacts, tabNetwork} {
		s.lists[to].SetFilter("")
		if s.lists[to].Select(string(id)) {
			s.goTo(to)
			return nil
		}
	}
	s.goTo(tabOverview)
	s.page.want = string(id)
	return nil
}

// new makes what the tab has.
func (s *Screen) new() tui.Action {
	switch s.tab {
	case tabContacts:
		return tui.Open{Route: tui.RouteContact, Arg: s.id}
	case tabPlan:
		return s.newStep()
	case tabNetwork:
		return tui.Open{Route: desk.RouteParty, Arg: desk.ThingArg{Case: s.id}}
	}
	return tui.Open{Route: desk.RouteFollowUp, Arg: desk.ThingArg{Case: s.id}}
}

// edit opens the form of what is selected.
func (s *Screen) edit() tui.Action {
	switch s.tab {
	case tabContacts:
		return tui.Open{Route: desk.RouteNote, Arg: desk.NoteArg{Case: s.id, Entry: s.thing()}}
	case tabPlan:
		return s.editPlan()
	case tabNetwork:
		return tui.Open{Route: desk.RouteParty, Arg: desk.ThingArg{Case: s.id, Entry: s.thing()}}
	}
	return tui.Open{Route: desk.RouteEditCase, Arg: s.id}
}

// item is the item of the day that the cursor stands on.
func (s *Screen) item() (cases.Item, bool) {
	if s.tab == tabPlan {
		return s.planItem()
	}
	if s.tab != tabOverview {
		return cases.Item{}, false
	}
	stop, ok := s.page.selected()
	if !ok || stop.item == nil {
		return cases.Item{}, false
	}
	return *stop.item, true
}

// thing is what can be struck or erased where the cursor is, "" for nothing.
func (s *Screen) thing() cases.EntryID {
	if s.tab == tabOverview {
		stop, _ := s.page.selected()
		if stop.item != nil && stop.item.Rule == cases.RuleFollowUp {
			return stop.item.FollowUp
		}
		return stop.contact
	}
	if s.tab == tabPlan {
		return s.plan.thing()
	}
	if p := s.bridgePage(); p != nil {
		at, _ := p.selected()
		return at.thing
	}
	return cases.EntryID(s.lists[s.tab].SelectedID())
}

// Commands implements [tui.Commander].
func (s *Screen) Commands() []tui.Command {
	if s.c == nil {
		return nil
	}
	w := s.d.W()
	var out []tui.Command
	for t := range tabCount {
		if t != s.tab {
			out = append(out, tui.Command{Label: w.T("case.cmd.tab", s.tabName(t)), Run: func() (tui.Action, tea.Cmd) {
				s.goTo(t)
				return nil, nil
			}})
		}
	}
	open := func(label, route string, arg any) {
		out = append(out, tui.Command{Label: w.T(label), Run: func() (tui.Action, tea.Cmd) { return tui.Open{Route: route, Arg: arg}, nil }})
	}
	if !s.c.ReadOnly {
		open("case.cmd.party", desk.RouteParty, desk.ThingArg{Case: s.id})
	}
	s.planCommands(open)
	s.bridgeCommands(open)
	open("case.cmd.delete", desk.RouteDelete, s.id)
	return out
}
