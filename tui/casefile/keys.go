package casefile

import (
	"slices"

	"brobygger/cases"
	"brobygger/cases/history"
	"brobygger/tui/keys"
	"brobygger/tui/words"
)

// Keys implements [tui.Screen].
func (s *Screen) Keys() keys.Context {
	if s.c == nil {
		return keys.Context{Name: "case.context", Kind: keys.List, Bindings: []keys.Binding{keys.NewMoves().Back}}
	}
	if l := s.lists[s.tab]; l != nil && !s.reading && l.Kind() == keys.Field {
		return filterContext()
	}
	c := contextOf(s.tab, s.reading, s.c.Status == cases.StatusClosed)
	off := s.off()
	c.Bindings = slices.DeleteFunc(c.Bindings, func(b keys.Binding) bool {
		// A key for what this case does not have would only be in the way.
		return b.ID == "versions" && len(s.c.Conflicts) == 0 || b.ID == "reveal" && s.hidden() == ""
	})
	for i, b := range c.Bindings {
		if why := off(b.ID); why != "" {
			c.Bindings[i] = b.Disabled(s.d.W().T(why))
		}
	}
	return c
}

// off says why a key does nothing where the cursor is, a word key, "" where it
// does something.
func (s *Screen) off() func(id string) string {
	thing := s.thing()
	_, isItem := s.item()
	var struck, erased, isNote, isMark bool
	if e := s.c.State.Entry(thing); e != nil {
		isNote = e.Head.Kind == cases.EntryContact
		isMark = e.Head.Kind == history.KindStrike || e.Head.Kind == history.KindErase
		struck, erased = s.c.State.Struck[thing] != nil, s.c.State.Erased[thing] != nil
		if ent := s.c.State.ByID[thing]; ent != nil {
			struck, erased = ent.Struck != nil, ent.Erased != nil
		}
	}
	return func(id string) string {
		switch id {
		case "withdraw", "passon", "forward", "stepback", "underretning":
			if s.c.ReadOnly {
				return "say.read-only"
			}
		case "new", "edit", "followup", "phase", "close", "link", "move", "strike", "erase", "done", "postpone", "contact",
			"goal", "score", "words", "facts", "review", "begin", "earlier", "later":
			if s.c.ReadOnly {
				return "say.read-only"
			}
		}
		needs := func() string {
			switch {
			case thing == "":
				return "case.off.nothing"
			case s.c.State.Entry(thing) == nil:
				return "case.off.apart"
			case erased:
				return "case.off.erased"
			}
			return ""
		}
		if s.tab == tabPlan {
			if why := s.offPlan(id); why != "" {
				return why
			}
		}
		if s.bridging() {
			if why := s.offBridge(id); why != "" {
				return why
			}
		}
		switch id {
		case "done", "postpone":
			if s.tab == tabPlan {
				return ""
			}
			if !isItem {
				return "case.off.item"
			}
		case "phase":
			if s.c.Status == cases.StatusClosed {
				return "case.off.closed"
			}
		case "open":
			if l := s.lists[s.tab]; l != nil && l.Len() == 0 || s.tab == tabPlan && thing == "" || s.tab == tabOverview && len(s.page.stops) == 0 ||
				s.tab == tabReferral && len(s.referrals.stops) == 0 {
				return "case.off.nothing"
			}
		case "edit":
			if s.tab == tabContacts || s.tab == tabNetwork || s.tab == tabPlan {
				if why := needs(); why != "" {
					return why
				}
				if struck {
					return "case.off.struck"
				}
			}
		case "strike":
			switch why := needs(); {
			case why != "":
				return why
			case struck:
				return "case.off.struck"
			case thing == s.c.Root:
				return "case.off.whole"
			}
		case "erase":
			switch why := needs(); {
			case why != "":
				return why
			case isMark:
				return "case.off.mark"
			case thing == s.c.Root:
				return "case.off.whole"
			}
		case "move":
			switch why := needs(); {
			case why != "":
				return why
			case struck:
				return "case.off.struck"
			case !isNote:
				return "case.off.note"
			}
		}
		return ""
	}
}

// own are the keys that only this screen has.
type own struct {
	followup, phase, close, versions, link, move, strike, erase, place keys.Binding
}

func newOwn(closed bool) own {
	o := own{
		followup: keys.Binding{ID: "followup", Keys: []string{"o"}, Label: "case.key.followup", More: "case.key.followup.more"},
		phase:    keys.Binding{ID: "phase", Keys: []string{"p"}, Label: "case.key.phase", More: "case.key.phase.more"},
		close:    keys.Binding{ID: "close", Keys: []string{"a"}, Label: "case.key.close", More: "case.key.close.more"},
		versions: keys.Binding{ID: "versions", Keys: []string{"t"}, Label: "case.key.versions", More: "case.key.versions.more"},
		link:     keys.Binding{ID: "link", Keys: []string{"l"}, Label: "case.key.link", More: "case.key.link.more"},
		move:     keys.Binding{ID: "move", Keys: []string{"m"}, Label: "case.key.move", More: "case.key.move.more"},
		strike:   keys.Binding{ID: "strike", Keys: []string{"s"}, Label: "case.key.strike", More: "case.key.strike.more"},
		erase:    keys.Binding{ID: "erase", Keys: []string{"x"}, Label: "case.key.erase", More: "case.key.erase.more"},
		place:    keys.Binding{ID: "place", Keys: []string{"v"}, Label: "case.key.place", More: "case.key.place.more"},
	}
	if closed {
		o.close.Label, o.close.More = "case.key.reopen", "case.key.reopen.more"
	}
	return o
}

// quiet keeps bindings out of the bottom line.
func quiet(all ...keys.Binding) []keys.Binding {
	for i := range all {
		all[i].Quiet = true
	}
	return all
}

// contextOf gives the keys of a tab.
func contextOf(t tab, reading, closed bool) keys.Context {
	m, o, l, e, own := keys.NewMoves(), keys.NewOutside(), keys.NewLetters(), keys.NewEverywhere(), newOwn(closed)
	tabs := m.Next.With("case.key.tab")
	tabs.Quiet = false
	reveal := e.Reveal.With("case.key.reveal")
	reveal.Quiet = false
	whole := quiet(own.followup, own.phase, own.close, own.link)
	if reading {
		m.Left.Label, m.Right.Label = "case.key.newer", "case.key.older"
		c := keys.Context{Name: "case.context.reading", Kind: keys.List, Bindings: []keys.Binding{
			m.Back, m.Left, m.Right, m.Open.With("keys.back"), o.Contact, l.Edit, own.strike, own.erase, reveal,
		}}
		c.Bindings[3].Quiet = true
		if t == tabHistory {
			c.Bindings = slices.DeleteFunc(c.Bindings, func(b keys.Binding) bool { return b.ID == l.Edit.ID })
			c.Bindings = append(c.Bindings, own.place)
		}
		if t != tabNetwork {
			c.Bindings = append(c.Bindings, own.move)
		}
		c.Bindings = append(c.Bindings, quiet(m.Next, m.Previous)...)
		return c
	}
	switch t {
	case tabContacts:
		return keys.Context{Name: "case.context.contacts", Kind: keys.List, Bindings: append([]keys.Binding{
			m.Open.With("case.key.read"), o.Contact, l.Edit, own.move, own.strike, own.erase, l.Filter, tabs, own.versions, l.New, m.Previous,
		}, whole...)}
	case tabPlan:
		return planContext()
	case tabConsent, tabReferral:
		return bridgeContext(t, closed)
	case tabNetwork:
		return keys.Context{Name: "case.context.network", Kind: keys.List, Bindings: append([]keys.Binding{
			l.New, l.Edit, reveal, m.Open.With("case.key.read"), own.strike, own.erase, l.Filter, o.Contact, tabs, own.versions, m.Previous,
		}, whole...)}
	case tabHistory:
		return keys.Context{Name: "case.context.history", Kind: keys.List, Bindings: append([]keys.Binding{
			m.Open.With("case.key.read"), own.place, own.strike, own.erase, own.move, l.Filter, reveal, o.Contact, tabs, own.versions, m.Previous,
		}, whole...)}
	}
	l.New.More = "case.key.followup.more"
	return keys.Context{Name: "case.context.overview", Kind: keys.List, Bindings: append([]keys.Binding{
		m.Open, o.Contact, own.versions, reveal, l.Edit, l.Done, l.Postpone, own.followup, own.phase, own.close, own.link, tabs, own.strike, own.erase,
	}, quiet(l.New, m.Previous)...)}
}

// filterContext gives the keys while a filter is typed.
func filterContext() keys.Context {
	m := keys.NewMoves()
	return keys.Context{Name: "case.context.filter", Kind: keys.Field, Bindings: []keys.Binding{
		m.Open, m.Next.With("case.key.list"), m.Back.With("case.key.all"), m.Up, m.Down, m.PageUp, m.PageDown,
	}}
}

// Contexts lists the keys of the screen, for the check of all of them.
func Contexts(*words.Words) []keys.Context {
	out := []keys.Context{filterContext()}
	for t := range tabCount {
		out = append(out, contextOf(t, false, false), contextOf(t, false, true))
	}
	return append(out, contextOf(tabContacts, true, false), contextOf(tabNetwork, true, false), contextOf(tabHistory, true, false))
}
