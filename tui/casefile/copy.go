package casefile

import (
	"strings"

	"brobygger/cases"
	"brobygger/tui/desk"
)

// Copy implements [tui.Copier]: the number and title of the case, the text of the
// contact, the goal or step, or the person in the network with the cursor. Of
// somebody with beskyttet adresse only name and relation are copied, and no text
// has the address, phone or workplace of anybody of those in it.
func (s *Screen) Copy() string {
	if s.c == nil {
		return ""
	}
	text := ""
	switch s.tab {
	case tabOverview:
		text = s.c.Shown() + " " + s.c.Title()
	case tabPlan:
		if r, ok := s.plan.selected(); ok {
			switch {
			case r.step != nil && r.step.Erased == nil:
				text = r.step.Text
			case r.goal != nil && r.goal.Erased == nil:
				text = r.goal.Text
			}
		}
	case tabContacts:
		for _, n := range s.c.Contacts {
			if n.ID == s.thing() && n.Erased == nil {
				text = n.Text
			}
		}
	case tabNetwork:
		for _, p := range s.c.Network {
			if p.ID == s.thing() && p.Erased == nil {
				text = partyText(p)
			}
		}
	}
	return s.c.Hide(text)
}

// partyText is a person in the network as text to be copied.
func partyText(p cases.Party) string {
	parts := []string{p.Name, p.Relation}
	if !p.Protected {
		parts = append(parts, p.Org, p.Phone, p.Email, p.Address)
	}
	var out []string
	for _, part := range parts {
		if part = desk.OneLine(part); part != "" {
			out = append(out, part)
		}
	}
	return strings.Join(out, "\n")
}
