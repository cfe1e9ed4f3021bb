package desk

import (
	tea "charm.land/bubbletea/v2"

	"brobygger/tui"
)

// Commands are what can be done from every main screen's list of all commands
// and has no key of its own.
func (d *Desk) Commands() []tui.Command {
	var out []tui.Command
	for _, c := range []struct{ word, route string }{
		{"desk.command.new", RouteNewCase}, {"desk.command.drafts", RouteDrafts}, {"desk.command.backup", RouteBackup},
		{"desk.command.check", RouteCheck}, {"desk.command.deputy", RouteDeputy}, {"desk.command.settings", RouteSettings},
		{"desk.command.unlocked", RouteUnlocked}, {"desk.command.template", RouteTemplate}, {"desk.command.about", RouteAbout},
	} {
		if c.route == RouteUnlocked && d.Outside == nil {
			continue
		}
		out = append(out, tui.Command{Label: d.W().T(c.word), Run: func() (tui.Action, tea.Cmd) { return tui.Open{Route: c.route}, nil }})
	}
	return out
}
