package main

import (
	"strings"

	"brobygger/cases"
	"brobygger/cases/danish"
)

func (a *app) caseShow() *builder {
	return a.command("case show", "case", (*call).showCase).flag("history", "show-protected").saves()
}

// showCase shows a whole case.
func (c *call) showCase() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	history := c.historyTable(s, cs)
	if c.opt.json || c.has("to") {
		t := c.contactTable(s, cs)
		if c.on("history") {
			t = history
		}
		t.of = cs.ID
		j := s.caseJSON(cs, c.planJSON(s, cs), c.on("show-protected"))
		c.bridgeJSON(s, cs, &j)
		return c.result(j, t)
	}
	c.writeCase(s, cs)
	if c.on("history") {
		c.heading("cli.show.history", len(cs.State.Order))
		c.writeTable(history)
	}
	return nil
}

// historyTable lists every entry with its author, time and signature.
func (c *call) historyTable(s *session, cs *cases.Case) *table {
	t := &table{head: []string{c.w.T("cli.col.id"), c.w.T("cli.col.written"), c.w.T("cli.col.by"), c.w.T("cli.col.what"),
		c.w.T("cli.col.signature")}}
	for _, e := range cs.State.Order {
		what := "domain.entry." + e.Head.Kind
		if !c.w.Has(what) {
			what = "domain.entry.other"
		}
		text := c.w.T(what)
		if cs.State.Erased[e.ID] != nil {
			text += " (" + c.w.T("cli.show.erased") + ")"
		}
		t.add(e.ID.Short(), c.stamp(e.Head.Time), dash(s.authorName(e.Head.Author)), text, c.label("domain.trust.", trustKey(e.Trust)))
	}
	return t
}

// contactTable lists the contacts, newest first, as a spreadsheet takes them.
func (c *call) contactTable(s *session, cs *cases.Case) *table {
	t := &table{head: []string{c.w.T("cli.col.id"), c.label("domain.field.", "at"), c.label("domain.field.", "channel"),
		c.label("domain.field.", "met"), c.label("domain.field.", "minutes"), c.label("domain.field.", "arenas"),
		c.label("domain.field.", "author"), c.label("domain.field.", "text")}}
	for _, n := range cs.Contacts {
		if n.Erased != nil || n.Struck != nil {
			continue
		}
		minutes := ""
		if n.Minutes != nil {
			minutes = c.w.Count(*n.Minutes)
		}
		t.add(n.ID.Short(), c.moment(n.At), c.label("domain.channel.", string(n.Channel)), c.yesOrNo(n.Met), minutes,
			c.labels("domain.arena.", append(append([]string{}, n.Arenas...), n.Themes...)), s.authorName(n.Author), n.Text)
	}
	return t
}

// heading begins a part of what a case shows.
func (c *call) heading(word string, n int) {
	c.print("")
	c.print(c.w.T(word, c.w.Count(n)))
}

// field shows a line of what is known, and nothing where it is not.
func (c *call) field(t *table, field, value string) {
	if value != "" {
		t.add("  "+c.label("domain.field.", field), value)
	}
}

// writeCase writes a case for people.
func (c *call) writeCase(s *session, cs *cases.Case) {
	p := cs.Person
	c.writeHead(cs)
	c.print(c.w.T("cli.show.id", cs.ID))
	t := &table{}
	c.field(t, "born", p.Born)
	switch {
	case p.Protected && !c.on("show-protected"):
		t.add("  "+c.label("domain.field.", "address"), c.w.T("cli.show.protected"))
	default:
		c.field(t, "address", p.Address)
		c.field(t, "phone", p.Phone)
	}
	if p.NotAlone {
		t.add("  "+c.label("domain.field.", "not_alone"), c.w.T("cli.yes"))
	}
	c.field(t, "interpreter", p.Interpreter)
	worker := s.memberName(cs.Worker)
	if cs.WorkerText != "" {
		worker = cs.WorkerText
	}
	c.field(t, "worker", worker)
	deputy := s.memberName(cs.Deputy)
	if cs.Deputy == cases.DeputyNone {
		deputy = c.w.T("cli.deputy.none")
	}
	c.field(t, "deputy", deputy)
	c.field(t, "opened", c.w.Date(cs.Opened))
	c.field(t, "phase_on", c.w.Date(cs.PhaseOn))
	c.field(t, "tenancy", cs.Tenancy)
	c.field(t, "area", c.label("domain.area.", string(cs.Area)))
	c.field(t, "source", c.label("domain.source.", string(cs.Source)))
	c.field(t, "weight", c.label("domain.weight.", string(cs.Weight)))
	c.field(t, "basis", c.label("domain.basis.", string(cs.Basis)))
	c.field(t, "informed", c.w.Date(cs.Informed))
	c.field(t, "informed_by", cs.InformedBy)
	c.field(t, "closed", c.w.Date(cs.Closed))
	c.field(t, "outcome", c.label("domain.outcome.", string(cs.Outcome)))
	c.field(t, "close_reason", cs.CloseReason)
	c.writeTable(t)
	if n := len(cs.Conflicts); n > 0 {
		c.print("")
		c.print(c.w.N("cli.show.conflicts", n, cs.Shown()))
	}
	if cs.HasPlan() || len(cs.Facts) > 0 || len(cs.Reviews) > 0 || len(cs.Matches) > 0 {
		c.print("")
		c.print(c.w.T("cliplan.title"))
		c.writePlan(s, cs)
	}
	c.writeParts(s, cs)
}

// writeParts writes what a case is made of.
func (c *call) writeParts(s *session, cs *cases.Case) {
	c.writeBridge(s, cs)
	if open := openFollowUps(cs); len(open) > 0 {
		c.heading("cli.show.followups", len(open))
		t := &table{}
		for _, f := range cs.FollowUps {
			if f.State == cases.FollowUpOpen && f.Struck == nil && f.Erased == nil && f.Rule == "" {
				t.add("  "+f.ID.Short(), c.moment(f.Due), f.Text)
			}
		}
		c.writeTable(t)
	}
	if parties := partiesJSON(s, cs, c.on("show-protected")).Parties; len(parties) > 0 {
		c.heading("cli.show.network", len(parties))
		t := &table{}
		for _, p := range parties {
			t.add("  "+cases.EntryID(p.ID).Short(), p.Name, dash(str(p.Relation)), dash(str(p.Org)), dash(str(p.Phone)))
		}
		c.writeTable(t)
	}
	if len(cs.Links) > 0 {
		t := &table{}
		for _, l := range cs.Links {
			if l.Struck == nil {
				t.add("  "+l.Case[:min(8, len(l.Case))], l.Why)
			}
		}
		if len(t.rows) > 0 {
			c.heading("cli.show.links", len(t.rows))
			c.writeTable(t)
		}
	}
	c.heading("cli.show.contacts", len(cs.Contacts))
	for _, n := range cs.Contacts {
		c.writeContact(s, cs, n)
	}
}

// writeContact writes one contact: a line of what it was, and its text.
func (c *call) writeContact(s *session, cs *cases.Case, n cases.Contact) {
	parts := []string{n.ID.Short(), c.moment(n.At)}
	add := func(text string) {
		if text != "" {
			parts = append(parts, danish.Harmless(text, false))
		}
	}
	add(c.label("domain.channel.", string(n.Channel)))
	if n.Met != nil && *n.Met {
		add(c.w.T("cli.contact.met"))
	} else if n.Met != nil {
		add(c.w.T("cli.contact.notmet"))
	}
	if n.Minutes != nil {
		add(c.w.Minutes(*n.Minutes))
	}
	add(n.Place)
	add(c.label("domain.role.", string(n.Role)))
	add(c.labels("domain.arena.", append(append([]string{}, n.Arenas...), n.Themes...)))
	add(strings.Join(presentNames(cs, n.Present), ", "))
	add(s.authorName(n.Author))
	switch {
	case n.Erased != nil:
		add(c.w.T("cli.show.erased"))
	case n.Struck != nil:
		add(c.w.T("cli.show.struck", n.Struck.Reason))
	}
	c.print("")
	c.print("  " + strings.Join(parts, " · "))
	if n.Text == "" || n.Erased != nil {
		return
	}
	for _, line := range strings.Split(wrap(danish.Harmless(n.Text, true), 2, helpWidth), "\n") {
		c.print("  " + strings.TrimSpace(line))
	}
}
