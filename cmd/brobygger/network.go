package main

import (
	"brobygger/cases"
)

func (a *app) networkCommand() *builder {
	return a.group("network", a.networkAdd(), a.networkEdit(), a.networkList())
}

func (b *builder) partyFlags() *builder {
	return b.text("name", "relation", "org", "phone", "email", "address", "note").yesNo("protected")
}

func (a *app) networkAdd() *builder {
	return a.command("network add", "case", (*call).addParty).partyFlags()
}

func (a *app) networkEdit() *builder {
	return a.command("network edit", "case party", (*call).editParty).partyFlags()
}

func (a *app) networkList() *builder {
	return a.command("network list", "case", (*call).listParties).flag("show-protected").saves()
}

// partyForm puts what the flags say into a form.
func (c *call) partyForm(f *cases.PartyForm) error {
	for flag, to := range map[string]*string{"name": &f.Name, "relation": &f.Relation, "org": &f.Org, "phone": &f.Phone,
		"email": &f.Email, "address": &f.Address, "note": &f.Note} {
		read := c.text
		if flag == "note" {
			read = c.note
		}
		text, ok, err := read(c.Context(), flag, "")
		if err != nil {
			return err
		}
		if ok {
			*to = text
		}
	}
	if p := c.yes("protected"); p != nil {
		f.Protected = *p
	}
	return nil
}

// addParty adds a person to the network.
func (c *call) addParty() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	var f cases.PartyForm
	if err := c.partyForm(&f); err != nil {
		return err
	}
	if f.Name == "" {
		if f.Name, err = c.need(c.Context(), "name", c.w.T("cli.ask.party")); err != nil {
			return err
		}
	}
	w, err := cs.AddParty(f)
	return c.savedParty(s, cs, w, err)
}

// editParty changes a person in the network.
func (c *call) editParty() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	p, err := cases.FindParty(c.arg(1), cs.Network)
	if err != nil {
		return about(cs.Shown(), found("", "party", err))
	}
	f := p.Form()
	if err := c.partyForm(&f); err != nil {
		return err
	}
	w, err := cs.EditParty(p.ID, f)
	return c.savedParty(s, cs, w, err)
}

func (c *call) savedParty(s *session, cs *cases.Case, w cases.Write, err error) error {
	cs, text, err := c.save(s, cs, err, w)
	if err != nil {
		return err
	}
	return c.done(partiesJSON(s, cs, false), text)
}

type jsonParties struct {
	Case    string      `json:"case"`
	Parties []jsonParty `json:"parties"`
}

func partiesJSON(s *session, cs *cases.Case, protected bool) jsonParties {
	out := jsonParties{cs.ID, []jsonParty{}}
	for _, p := range cs.Network {
		if p.Struck == nil && p.Erased == nil {
			out.Parties = append(out.Parties, s.partyJSON(p, protected))
		}
	}
	return out
}

// listParties shows the people around the person.
func (c *call) listParties() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	out := partiesJSON(s, cs, c.on("show-protected"))
	t := &table{
		head: []string{c.w.T("cli.col.id"), c.w.T("cli.col.name"), c.label("domain.field.", "relation"),
			c.label("domain.field.", "org"), c.label("domain.field.", "phone"), c.w.T("cli.col.notes")},
		empty: c.w.T("cli.network.none"),
	}
	for _, p := range out.Parties {
		note := ""
		if p.Protected {
			note = c.label("domain.field.", "protected")
		}
		t.add(cases.EntryID(p.ID).Short(), p.Name, dash(str(p.Relation)), dash(str(p.Org)), dash(str(p.Phone)), note)
	}
	t.of = cs.ID
	return c.result(out, t)
}

// str is the text behind a pointer, "" where there is none.
func str(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
