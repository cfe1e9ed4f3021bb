package bridge

import (
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/paper"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/keys"
)

// newAgreed makes the page to look at together with the person: what they have
// said yes to, and what was told to whom.
func newAgreed(d *desk.Desk, id string) tui.Screen {
	p := &sheetOf{d: d, id: id, title: "bridge.agreed.title", keys: agreedContext, state: d.W().T("bridge.agreed.state")}
	p.act = func(string) (tui.Action, tea.Cmd) {
		return tui.Open{Route: desk.RoutePrint, Arg: desk.PrintArg{Case: id, What: paper.WhatConsents}}, nil
	}
	p.lines = func(width int) []string {
		w, c, today, styles := d.W(), p.c, d.Today(), d.Env.Styles
		out := []string{"", styles.Heading.Render(w.T("bridge.agreed.now")), ""}
		some := false
		for _, x := range slices.Backward(c.Consents) {
			if !x.Valid(today) {
				continue
			}
			some = true
			out = append(out, wrap("  ", styles.Strong.Render(desk.OneLine(x.To.Name)), width)...)
			out = append(out, wrap("    ", w.T("bridge.agreed.about", d.Labels("domain.arena.", x.Scope)), width)...)
			out = append(out, wrap("    ", w.T("bridge.agreed.for", desk.OneLine(c.Hide(x.Purpose))), width)...)
			until := w.T("bridge.agreed.noend")
			if !x.Until.IsZero() {
				until = w.T("bridge.agreed.until", w.Date(x.Until))
			}
			out = append(out, wrap("    ", until+" "+w.T("bridge.agreed.by", d.Who(c, x.GivenBy), w.Date(x.On)), width)...)
			out = append(out, "")
		}
		if !some {
			out = append(append(out, wrap("  ", w.T("bridge.agreed.none"), width)...), "")
		}
		out = append(out, wrap("", w.T("bridge.agreed.back"), width)...)
		out = append(out, "", styles.Heading.Render(w.T("bridge.agreed.told")), "")
		some = false
		for _, l := range slices.Backward(c.Disclosures) {
			if l.Struck != nil || l.Erased != nil {
				continue
			}
			some = true
			out = append(out, wrap("  ", w.T("bridge.agreed.line", w.Date(l.On), desk.OneLine(l.To.Name), d.Disclosure(l.What), d.Labels("domain.arena.", l.Keys)), width)...)
		}
		if !some {
			out = append(out, wrap("  ", w.T("bridge.agreed.nothing"), width)...)
		}
		return out
	}
	return p
}

func agreedContext() keys.Context {
	o := newKeys()
	return keys.Context{Name: "bridge.agreed.title", Kind: keys.List, Bindings: []keys.Binding{o.print, keys.NewMoves().Back}}
}

// notCovered is what no consent covers, nil for an error of another kind.
func notCovered(err error) *cases.NotCoveredError {
	var missing *cases.NotCoveredError
	if errors.As(err, &missing) {
		return missing
	}
	return nil
}
