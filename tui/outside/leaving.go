package outside

import (
	"brobygger/cases"
	"brobygger/cases/paper"
	"context"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/keys"
	"brobygger/tui/words"
)

// Leaving gives what asks before the program is closed while files lie unlocked;
// see [tui.Env].Leaving. It asks of the files that were there when somebody looked
// last, so that closing waits for no disk.
func Leaving(d *desk.Desk) func() *tui.Dialog {
	return func() *tui.Dialog {
		w, lying := d.W(), d.Lying()
		if len(lying) == 0 {
			return nil
		}
		return &tui.Dialog{
			Title: w.T("common.quit.title"), Text: w.N("outside.leave.text", len(lying)) + "\n\n" + w.T("outside.leave.drafts"),
			Bindings: leaving(w), Answer: func(id string) (tui.Action, tea.Cmd) {
				switch id {
				case "delete":
					return nil, func() tea.Msg {
						if err := d.DeleteOutside(context.Background(), lying); err != nil {
							return tui.Say{Text: d.Sentence(err), Error: true}
						}
						return tui.Quit{}
					}
				case "stay", "accept":
					return tui.Quit{}, nil
				case "see":
					return tui.Open{Route: desk.RouteUnlocked}, nil
				}
				return nil, nil
			},
		}
	}
}

// leaving are the answers. Enter closes, as it does where nothing lies there.
func leaving(w *words.Words) []keys.Binding {
	asking := keys.NewAsking("", "")
	asking.Accept.Quiet = true
	return []keys.Binding{
		{ID: "delete", Keys: []string{w.T("outside.leave.delete.key")}, Label: "outside.leave.delete"},
		{ID: "stay", Keys: []string{w.T("outside.leave.stay.key")}, Label: "outside.leave.stay"},
		{ID: "see", Keys: []string{w.T("outside.leave.see.key")}, Label: "outside.leave.see"},
		asking.Accept, asking.Cancel,
	}
}

// Route makes the screen of a route, nil for a route that is not here, and where
// files have no place to go. home is the folder that "~" stands for in a path that
// is typed, "" for none.
func Route(d *desk.Desk, home, route string, arg any) tui.Screen {
	draft, _ := arg.(*cases.Draft)
	switch {
	case route == desk.RouteTemplate:
		return newTemplate(d, draft)
	case d.Outside == nil:
		return nil
	case route == desk.RouteUnlocked:
		return newFiles(d)
	}
	switch a := arg.(type) {
	case string:
		if route == desk.RoutePrint && a != "" {
			return newPrinter(d, home, a, paper.WhatPlan)
		}
	case desk.PrintArg:
		if route == desk.RoutePrint {
			return newPrinter(d, home, a.Case, a.What)
		}
	case desk.ThingArg:
		if route == desk.RouteLetter {
			return newLetter(d, home, a)
		}
	}
	return nil
}

// Contexts lists the keys of the screens, for the check of all of them.
func Contexts(w *words.Words) []keys.Context {
	return []keys.Context{printContext(), letterContext(), filesContext(), {Name: "keys.context.dialog", Kind: keys.Dialog, Bindings: leaving(w)}}
}
