package tui

import tea "charm.land/bubbletea/v2"

// Placed is a screen that says how it is opened again as it is now: the tab, what
// is selected, the draft. Others are opened again by the route they came by.
type Placed interface {
	Place() Open
}

// place is where the user is: what opens the screens again that lie on each
// other, the lowest first. Those that no route opens are left out.
func (a *App) place() []Open {
	var out []Open
	for _, s := range a.stack {
		if _, ok := s.(Sole); ok {
			continue // a lock ends it
		}
		if p, ok := s.(Placed); ok {
			out = append(out, p.Place())
			continue
		}
		if o, ok := a.cameBy[s]; ok {
			out = append(out, o)
			continue
		}
		for route, main := range a.mains {
			if main == s {
				out = append(out, Open{Route: route})
			}
		}
	}
	return out
}

// leave remembers the place, where the user is to find it again.
func (a *App) leave() tea.Cmd {
	if a.remember == nil {
		return nil
	}
	return a.remember(a.place())
}
