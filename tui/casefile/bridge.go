package casefile

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/paper"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
)

// bridging says whether the open tab is one of what stands between the case and
// others.
func (s *Screen) bridging() bool { return s.tab == tabConsent || s.tab == tabReferral }

// bridgePage is the page of the open tab, nil where it is none of the two.
func (s *Screen) bridgePage() *page {
	switch s.tab {
	case tabConsent:
		return &s.consents
	case tabReferral:
		return &s.referrals
	}
	return nil
}

// bridgeView draws the page of the open tab with what there is of the selected
// thing beside or below it.
func (s *Screen) bridgeView(room frame.Size) []string {
	p, styles := s.bridgePage(), s.d.Env.Styles
	width, split := room.Width, 0
	if room.Width >= beside {
		split = room.Width * 3 / 5
		width = split - 1
	}
	b := &builder{s: s, width: width}
	if s.tab == tabConsent {
		b.consentPage()
	} else {
		b.referralPage()
	}
	p.set(b.lines, nil, b.stops, split)
	if split > 0 {
		p.right = s.fold(s.bridgeText(room.Width-split-3), room.Height)
		out := p.view(room, styles)
		for i := range out { // the text beside does not scroll with the list
			left := frame.Fit(out[i], split)
			side := ""
			if i < len(p.right) {
				side = p.right[i]
			}
			out[i] = left + styles.Rule.Render("│") + " " + side
		}
		return out
	}
	text := s.bridgeText(max(1, room.Width-2))
	below := min(len(text), room.Height*2/5)
	if room.Height < 9 || below == 0 {
		return p.view(room, styles)
	}
	out := p.view(frame.Size{Width: room.Width, Height: room.Height - below - 1}, styles)
	for len(out) < room.Height-below-1 {
		out = append(out, "")
	}
	out = append(out, styles.Rule.Render(strings.Repeat("─", room.Width)))
	for _, l := range s.fold(text, below) {
		out = append(out, " "+l)
	}
	return out
}

// short are keys by their short labels.
func (s *Screen) shortKeys(keys []string) string { return s.d.Labels("bridge.short.", keys) }

// bridgeText is what there is of the selected thing.
func (s *Screen) bridgeText(width int) []string {
	stop, ok := s.bridgePage().selected()
	if !ok {
		return nil
	}
	switch stop.kind {
	case cases.EntryConsent:
		return s.consentText(stop.thing, width)
	case cases.EntryDisclosure:
		return s.disclosureText(stop.thing, width)
	case cases.EntryReferral:
		return s.referralText(stop.thing, width)
	case cases.EntryUnderretning:
		return s.underText(stop.thing, width)
	}
	return nil
}

// actBridge does what a binding says on the two tabs, false where it says nothing
// there.
func (s *Screen) actBridge(id string) (tui.Action, tea.Cmd, bool) {
	if id == "underretning" {
		return tui.Open{Route: desk.RouteUnderretning, Arg: desk.BridgeArg{Case: s.id}}, nil, true
	}
	if !s.bridging() {
		return nil, nil, false
	}
	at, _ := s.bridgePage().selected()
	thing := desk.ThingArg{Case: s.id, Entry: at.thing}
	open := func(route string, arg any) (tui.Action, tea.Cmd, bool) {
		return tui.Open{Route: route, Arg: arg}, nil, true
	}
	switch id {
	case "new":
		if s.tab == tabConsent {
			return open(desk.RouteConsent, desk.BridgeArg{Case: s.id})
		}
		return open(desk.RouteReferral, desk.BridgeArg{Case: s.id})
	case "open", "edit":
		switch at.kind {
		case "":
			return open(desk.RouteInformed, s.id)
		case cases.EntryConsent:
			if x := s.c.Consent(at.thing); x != nil && !x.Withdrawn.IsZero() {
				return open(desk.RouteTold, thing)
			}
			return open(desk.RouteConsent, thing)
		case cases.EntryReferral:
			if id == "open" {
				return open(desk.RouteForward, thing)
			}
			return open(desk.RouteReferral, thing)
		case cases.EntryUnderretning:
			return open(desk.RouteUnderretning, thing)
		}
		return nil, nil, true
	case "withdraw":
		return open(desk.RouteWithdraw, thing)
	case "passon":
		arg := desk.BridgeArg{Case: s.id}
		if x := s.c.Consent(at.thing); x != nil && at.kind == cases.EntryConsent {
			arg.To = x.To
		}
		return open(desk.RoutePassOn, arg)
	case "agreed":
		return open(desk.RouteAgreed, s.id)
	case "forward":
		return open(desk.RouteForward, thing)
	case "stepback":
		return open(desk.RouteStepBack, thing)
	case "letter":
		return open(desk.RouteLetter, thing)
	}
	return nil, nil, false
}

// offBridge says why a key does nothing on the two tabs, "" where it does
// something.
func (s *Screen) offBridge(id string) string {
	at, _ := s.bridgePage().selected()
	switch id {
	case "withdraw":
		if x := s.c.Consent(at.thing); x == nil || at.kind != cases.EntryConsent {
			return "bridge.off.consent"
		} else if !x.Withdrawn.IsZero() {
			return "bridge.off.withdrawn"
		}
	case "forward", "stepback", "letter":
		r := s.c.Referral(at.thing)
		switch {
		case r == nil || at.kind != cases.EntryReferral:
			return "bridge.off.referral"
		case id == "forward" && r.State.Ended():
			return "bridge.off.ended"
		case id == "stepback" && r.State == cases.ReferralConsidered:
			return "bridge.off.first"
		}
	}
	return ""
}

// goBridge opens the tab of a thing, false where it is on none of the two.
func (s *Screen) goBridge(id cases.EntryID) bool {
	for _, x := range s.c.Consents {
		if x.ID == id {
			s.goTo(tabConsent)
		}
	}
	for _, x := range s.c.Disclosures {
		if x.ID == id {
			s.goTo(tabConsent)
		}
	}
	for _, r := range s.c.Referrals {
		if r.ID == id || slices.ContainsFunc(r.Moves, func(m cases.Move) bool { return m.ID == id }) {
			s.goTo(tabReferral)
			id = r.ID
		}
	}
	for _, u := range s.c.Underretninger {
		if u.ID == id {
			s.goTo(tabReferral)
		}
	}
	if !s.bridging() {
		return false
	}
	s.bridgePage().want, s.bridgePage().follow = string(id), true
	return true
}

// bridgeName names a thing of the two tabs, "" where it is none.
func (s *Screen) bridgeName(id cases.EntryID) string {
	for _, x := range s.c.Consents {
		if x.ID == id {
			return desk.OneLine(x.To.Name)
		}
	}
	for _, x := range s.c.Disclosures {
		if x.ID == id {
			return desk.OneLine(x.To.Name)
		}
	}
	for _, r := range s.c.Referrals {
		if r.ID == id {
			return desk.OneLine(r.To.Name)
		}
		for _, m := range r.Moves {
			if m.ID == id {
				return desk.OneLine(r.To.Name) + ", " + s.d.Referral(m.State)
			}
		}
	}
	for _, u := range s.c.Underretninger {
		if u.ID == id {
			return desk.OneLine(u.To)
		}
	}
	return ""
}

// bridgeCommands are what the list of all commands has beside the keys.
func (s *Screen) bridgeCommands(open func(label, route string, arg any)) {
	if s.c.ReadOnly {
		return
	}
	arg := desk.BridgeArg{Case: s.id}
	open("bridge.cmd.consent", desk.RouteConsent, arg)
	open("bridge.cmd.passon", desk.RoutePassOn, arg)
	open("bridge.cmd.referral", desk.RouteReferral, arg)
	open("bridge.cmd.under", desk.RouteUnderretning, arg)
	open("bridge.cmd.informed", desk.RouteInformed, s.id)
	open("bridge.cmd.agreed", desk.RouteAgreed, s.id)
	open("bridge.cmd.ledger", desk.RoutePrint, desk.PrintArg{Case: s.id, What: paper.WhatLedger})
}

// bridgeContext gives the keys of the two tabs.
func bridgeContext(t tab, closed bool) keys.Context {
	m, o, l, own := keys.NewMoves(), keys.NewOutside(), keys.NewLetters(), newOwn(closed)
	tabs := m.Next.With("case.key.tab")
	tabs.Quiet = false
	key := func(id, k, word string) keys.Binding {
		return keys.Binding{ID: id, Keys: []string{k}, Label: "bridge.key." + word, More: "bridge.key." + word + ".more"}
	}
	if t == tabConsent {
		edit := l.Edit.With("bridge.key.extend")
		edit.More = "bridge.key.extend.more"
		return keys.Context{Name: "bridge.context.consent", Kind: keys.List, Bindings: append([]keys.Binding{
			l.New.With("bridge.key.new.consent"), edit, key("withdraw", "t", "take"), key("passon", "l", "pass"), key("agreed", "p", "page"),
			m.Open, own.strike, own.erase, o.Contact, tabs, m.Previous,
		}, quiet(own.followup, own.close, key("underretning", "w", "under"))...)}
	}
	return keys.Context{Name: "bridge.context.referral", Kind: keys.List, Bindings: append([]keys.Binding{
		l.New.With("bridge.key.new.referral"), key("forward", "m", "forward"), key("letter", "b", "letter"), key("underretning", "w", "under"),
		key("stepback", "z", "stepback"), l.Edit, m.Open, own.strike, own.erase, o.Contact, tabs, m.Previous,
	}, quiet(own.followup, own.close)...)}
}

// validConsents is how many consents hold.
func (s *Screen) validConsents() int {
	return len(slices.DeleteFunc(slices.Clone(s.c.Consents), func(x cases.Consent) bool { return !x.Valid(s.day) }))
}

// openReferrals is how many referrals have not ended.
func (s *Screen) openReferrals() int {
	return len(slices.DeleteFunc(slices.Clone(s.c.Referrals), func(r cases.Referral) bool { return r.Erased != nil || ended(r) }))
}
