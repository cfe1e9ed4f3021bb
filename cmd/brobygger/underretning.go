package main

import (
	"errors"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/cases/when"
)

func (a *app) underretningCommand() *builder {
	return a.group("underretning", a.underretningAdd(), a.underretningReceipt(), a.underretningEdit(), a.underretningList())
}

func (b *builder) underretningFlags() *builder {
	return b.text("to").value("on", "date").yesNo("told-family").text("reason").value("receipt", "date")
}

func (a *app) underretningAdd() *builder {
	return a.command("underretning add", "case", (*call).addUnderretning).underretningFlags()
}

// underretningForm puts what the flags say into a form.
func (c *call) underretningForm(s *session, f *cases.UnderretningInput) error {
	if err := c.textTo("to", &f.To); err != nil {
		return err
	}
	if c.has("to") {
		f.To = c.serviceName(s, f.To)
	}
	if told := c.yes("told-family"); told != nil {
		f.ToldFamily = told
	}
	if err := c.noteTo("reason", &f.Reason); err != nil {
		return err
	}
	if err := c.dayOrNone("on", when.Past, &f.On); err != nil {
		return err
	}
	return c.dayOrNone("receipt", when.Past, &f.Receipt)
}

// serviceName is the name of the service that a text means, else the text: an
// underretning is never held up by a list.
func (c *call) serviceName(s *session, text string) string {
	d, err := c.directory(s)
	if err != nil {
		return text
	}
	if service, err := d.Find(text); err == nil {
		return service.Name
	}
	return text
}

// addUnderretning records an underretning. It needs no consent and may be made in
// a closed case too.
func (c *call) addUnderretning() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	var f cases.UnderretningInput
	if err := c.underretningForm(s, &f); err != nil {
		return err
	}
	if f.To == "" {
		to, err := c.need(c.Context(), "to", c.w.T("clibridge.ask.underretning"))
		if err != nil {
			return err
		}
		f.To = c.serviceName(s, to)
	}
	w, err := cs.AddUnderretning(f, c.today())
	return c.savedUnderretning(s, cs, "", w, err)
}

func (a *app) underretningEdit() *builder {
	return a.command("underretning edit", "case underretning", (*call).editUnderretning).underretningFlags()
}

// underretning finds an underretning, struck ones included.
func (c *call) underretning(cs *cases.Case, arg string) (cases.Underretning, error) {
	ids := make([]cases.EntryID, len(cs.Underretninger))
	for i, u := range cs.Underretninger {
		ids[i] = u.ID
	}
	id, err := c.thing(cs, "underretning", arg, ids)
	return underretningOf(cs, id), err
}

func underretningOf(cs *cases.Case, id cases.EntryID) cases.Underretning {
	for _, u := range cs.Underretninger {
		if u.ID == id {
			return u
		}
	}
	return cases.Underretning{}
}

// editUnderretning changes an underretning. Only what is said is changed.
func (c *call) editUnderretning() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	u, err := c.underretning(cs, c.arg(1))
	if err != nil {
		return err
	}
	f := u.Input()
	if err := c.underretningForm(s, &f); err != nil {
		return err
	}
	w, err := cs.EditUnderretning(u.ID, f, c.today())
	var told any
	if f.ToldFamily != nil {
		told = *f.ToldFamily
	}
	said := c.flagsOf(map[string]any{"to": f.To, "on": f.On.String(), "told_family": told, "reason": f.Reason, "receipt": f.Receipt.String()})
	w, err = settled(cs, u.ID, said, w, err)
	return c.savedUnderretning(s, cs, u.ID, w, err)
}

func (a *app) underretningReceipt() *builder {
	return a.command("underretning receipt", "case [underretning]", (*call).receipt).value("on", "date")
}

// receipt records when the kommune confirmed an underretning: the one that is
// named, or the only one that waits.
func (c *call) receipt() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	on, err := c.day("on")
	if err != nil {
		return err
	}
	var u cases.Underretning
	if c.arg(1) != "" {
		if u, err = c.underretning(cs, c.arg(1)); err != nil {
			return err
		}
	} else {
		var waiting []string
		for _, x := range cs.Underretninger {
			if x.Struck == nil && x.Erased == nil && x.Receipt.IsZero() {
				u, waiting = x, append(waiting, string(x.ID))
			}
		}
		switch {
		case len(waiting) == 0:
			return about(cs.Shown(), &missingError{"receipt"})
		case len(waiting) > 1:
			return about(cs.Shown(), &manyError{"underretning", waiting})
		}
	}
	w, err := cs.Receipt(u.ID, on, c.today())
	return c.savedUnderretning(s, cs, u.ID, w, err)
}

// receiptHverdage is how long the kommune has to confirm an underretning.
const receiptHverdage = 6

func underretningJSON(u cases.Underretning) jsonUnderretning {
	return jsonUnderretning{ID: string(u.ID), To: u.To, On: optDay(u.On), ToldFamily: u.ToldFamily, Reason: opt(u.Reason),
		Receipt: optDay(u.Receipt), ReceiptBy: optDay(calendar.AddHverdage(u.On, receiptHverdage))}
}

// savedUnderretning saves what a form made of an underretning, and shows it as it
// is then.
func (c *call) savedUnderretning(s *session, cs *cases.Case, id cases.EntryID, w cases.Write, err error) error {
	same := errors.Is(err, cases.ErrNothingToDo)
	after, entry, id, err := c.keep(s, cs, id, w, err)
	if err != nil {
		return err
	}
	u := underretningOf(after, id)
	out := struct {
		Entry          *string            `json:"entry"`
		ID             string             `json:"id"`
		Underretninger []jsonUnderretning `json:"underretninger"`
	}{opt(string(entry)), string(id), []jsonUnderretning{underretningJSON(u)}}
	switch {
	case same:
		return c.done(out, c.w.T("cli.case.same", cs.Shown()))
	case !u.Receipt.IsZero():
		return c.done(out, c.w.T("clibridge.underretning.received", danish.Harmless(u.To, false), id.Short(), cs.Shown(), c.w.FullDate(u.Receipt)))
	}
	return c.done(out, c.w.T("clibridge.underretning.saved", danish.Harmless(u.To, false), id.Short(), cs.Shown(), c.w.FullDate(u.On),
		c.w.FullDate(calendar.AddHverdage(u.On, receiptHverdage))))
}

func (a *app) underretningList() *builder {
	return a.command("underretning list", "case", (*call).listUnderretninger).saves()
}

// listUnderretninger shows the underretninger of a case.
func (c *call) listUnderretninger() error {
	_, cs, err := c.open()
	if err != nil {
		return err
	}
	out := struct {
		Case           string             `json:"case"`
		Number         string             `json:"number"`
		Underretninger []jsonUnderretning `json:"underretninger"`
	}{cs.ID, cs.Number, []jsonUnderretning{}}
	t := c.underretningTable()
	t.of = cs.ID
	for _, u := range cs.Underretninger {
		if u.Struck == nil && u.Erased == nil {
			out.Underretninger = append(out.Underretninger, underretningJSON(u))
			c.addUnderretningRow(t, u)
		}
	}
	return c.result(out, t)
}

func (c *call) underretningTable() *table {
	field := func(f string) string { return c.label("domain.field.", f) }
	return &table{head: []string{c.w.T("cli.col.id"), field("on"), field("to_name"), field("told_family"), field("reason"), field("receipt")},
		empty: c.w.T("clibridge.underretning.none")}
}

func (c *call) addUnderretningRow(t *table, u cases.Underretning) {
	t.add(u.ID.Short(), c.w.Date(u.On), u.To, dash(c.yesOrNo(u.ToldFamily)), u.Reason, dash(c.w.Date(u.Receipt)))
}
