package plan

import (
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/cases/when"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/sheet"
)

// label is the word of a field, with a capital.
func label(d *desk.Desk, name string) string { return sheet.Capital(d.Label("domain.field.", name)) }

// arenas is the choice of where something stands, for a kind of case.
func arenas(d *desk.Desk, keys []string, chosen string) *field.Choice {
	c := field.NewChoice(sheet.Options(d, "domain.arena.", keys)...)
	c.SetValues(chosen)
	return c
}

func yesNo(d *desk.Desk) *field.Choice {
	w := d.W()
	return field.NewYesNo(w.T("contact.met.yes"), w.T("common.yes.key"), w.T("contact.met.no"), w.T("common.no.key"))
}

// ahead is a line for a day that lies ahead.
func ahead(d *desk.Desk) *sheet.When {
	return sheet.NewDay(d, when.Future, d.W().T("plan.form.day.ahead"))
}

// past is a line for a day that has been, today unless another is typed.
func past(d *desk.Desk) *sheet.When {
	f := sheet.NewDay(d, when.Past, d.W().T("forms.day.example"))
	f.SetValue(d.W().T("formats.today"))
	return f
}

// day writes a day into a line, nothing for none.
func day(f *sheet.When, on calendar.Date) { f.Set(when.Moment{Date: on}) }

// first is somebody's first name.
func first(name string) string { return danish.FirstName(danish.Harmless(name, false)) }

// people are those who may do something: whom the case is about and this member
// first, then the team and the network. Each can be written in more than one way.
func people(d *desk.Desk, c *cases.Case) []field.Item {
	w, me := d.W(), d.Store.Me().ID
	item := func(id, label string, also ...string) field.Item {
		return field.Item{ID: id, Label: label, Folded: danish.Fold(strings.Join(append(also, label), " "))}
	}
	member := func(id string) field.Item {
		if id == c.Worker {
			return item(cases.WhoWorker, d.Member(id), cases.WhoWorker)
		}
		return item(id, d.Member(id))
	}
	mine := member(me)
	mine.Folded += " " + danish.Fold(w.T("plan.form.who.me"))
	out := []field.Item{item(cases.WhoPerson, first(c.Person.Name), cases.WhoPerson, danish.Harmless(c.Person.Name, false), w.T("domain.rater.ung")), mine}
	for _, m := range d.Store.Members() {
		if m.Ended.IsZero() && m.ID != me {
			out = append(out, member(m.ID))
		}
	}
	for _, p := range c.Network {
		if name := desk.OneLine(p.Name); p.Struck == nil && p.Erased == nil && name != "" {
			if p.Relation != "" {
				name += " · " + desk.OneLine(p.Relation)
			}
			out = append(out, item(string(p.ID), name))
		}
	}
	return out
}

// whoOf is who is written in a line for one name: an id, or the name. A name
// that was typed out without choosing from the list is understood where it means
// exactly one: "mig", "ung", a name or a first name.
func whoOf(d *desk.Desk, c *cases.Case, f *field.Suggest) string {
	names := f.Names()
	switch {
	case len(names) == 0:
		return ""
	case names[0].ID != "":
		return names[0].ID
	}
	typed, found := danish.Fold(strings.TrimSpace(names[0].Text)), ""
	for _, it := range people(d, c) {
		name, _, _ := strings.Cut(it.Label, " · ")
		means := []string{danish.Fold(it.Label), danish.Fold(name), danish.Fold(first(name))}
		if it.ID == cases.WhoPerson || it.ID == d.Store.Me().ID || it.ID == cases.WhoWorker {
			means = append(means, strings.Fields(it.Folded)...)
		}
		if slices.Contains(means, typed) {
			if found != "" {
				return names[0].Text
			}
			found = it.ID
		}
	}
	if found != "" {
		return found
	}
	return names[0].Text
}

// setWho shows who stands there now.
func setWho(d *desk.Desk, c *cases.Case, f *field.Suggest, who string) {
	if who == c.Worker && who != "" {
		who = cases.WhoWorker
	}
	if text := f.Label(who); text != "" {
		f.SetValue(text)
		return
	}
	f.SetValue(d.Who(c, who))
}

// hold says why a plan cannot be written in, nil where it can.
func hold(c *cases.Case) error {
	if !c.Kind.Valid() {
		return sheet.ErrIncomplete
	}
	return nil
}
