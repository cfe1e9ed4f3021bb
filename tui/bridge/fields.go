package bridge

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

// allKeys are the keys that a consent can cover.
func allKeys() []string { return slices.Concat(cases.Arenas(), cases.Themes()) }

// scope is the choice of keys.
func scope(d *desk.Desk, chosen ...string) *field.Choice {
	c := field.NewChoices(sheet.Options(d, "domain.arena.", allKeys())...)
	c.SetValues(chosen...)
	return c
}

// chosen are the keys of a choice in their order.
func chosen(c *field.Choice) []string {
	return slices.DeleteFunc(allKeys(), func(k string) bool { return !slices.Contains(c.Values(), k) })
}

// past is a line for a day that has been, today unless another is typed.
func past(d *desk.Desk) *sheet.When {
	f := sheet.NewDay(d, when.Past, d.W().T("forms.day.example"))
	f.SetValue(d.W().T("formats.today"))
	return f
}

// day writes a day into a line, nothing for none.
func day(f *sheet.When, on calendar.Date) { f.Set(when.Moment{Date: on}) }

// days says what is wrong with lines for days, false where something is.
func days(s *sheet.Sheet, lines map[string]*sheet.When) bool {
	for id, line := range lines {
		if err := line.Err(); err != nil {
			s.Fail(id, err)
		}
	}
	return s.Ok()
}

// recipients are those to whom something may go: the services, then the network.
func recipients(dir *cases.Directory, c *cases.Case) []field.Item {
	var out []field.Item
	if dir != nil {
		for _, s := range dir.Live() {
			text := desk.OneLine(s.Name)
			if s.Unit != "" {
				text += " · " + desk.OneLine(s.Unit)
			}
			out = append(out, field.Item{ID: string(s.ID), Label: text, Folded: danish.Fold(text)})
		}
	}
	if c == nil {
		return out
	}
	for _, p := range c.Network {
		if name := desk.OneLine(p.Name); p.Struck == nil && p.Erased == nil && name != "" {
			if p.Relation != "" {
				name += " · " + desk.OneLine(p.Relation)
			}
			out = append(out, field.Item{ID: string(p.ID), Label: name, Folded: danish.Fold(name)})
		}
	}
	return out
}

// recipient is who is written in a line: known where the line still says so, an
// item, or a name. A name that was typed out without choosing is understood where
// it means exactly one.
func recipient(f *field.Suggest, items []field.Item, known cases.Recipient) cases.Recipient {
	names := f.Names()
	if len(names) == 0 {
		return cases.Recipient{}
	}
	typed, id := names[0].Text, names[0].ID
	name := func(label string) string { n, _, _ := strings.Cut(label, " · "); return n }
	if known.Name != "" && danish.Fold(typed) == danish.Fold(desk.OneLine(known.Name)) {
		return known
	}
	if id == "" {
		for _, it := range items {
			if danish.Fold(name(it.Label)) != danish.Fold(strings.TrimSpace(typed)) {
				continue
			}
			if id != "" {
				return cases.Recipient{Name: typed}
			}
			id = it.ID
		}
	}
	for _, it := range items {
		if it.ID == id && id != "" {
			return cases.Recipient{ID: cases.EntryID(id), Name: name(it.Label)}
		}
	}
	return cases.Recipient{Name: strings.TrimSpace(typed)}
}

// givers are those who may give a consent: the person, and the network.
func givers(d *desk.Desk, c *cases.Case) []field.Item {
	me := first(c.Person.Name)
	out := []field.Item{{ID: cases.WhoPerson, Label: me, Folded: danish.Fold(me + " " + cases.WhoPerson + " " + d.W().T("domain.rater.ung"))}}
	return append(out, recipients(nil, c)...)
}

// giver is who is written in a line for who gave a consent.
func giver(f *field.Suggest, items []field.Item) string {
	names := f.Names()
	switch {
	case len(names) == 0:
		return ""
	case names[0].ID != "":
		return names[0].ID
	}
	typed, found := danish.Fold(strings.TrimSpace(names[0].Text)), ""
	for _, it := range items {
		name, _, _ := strings.Cut(it.Label, " · ")
		if danish.Fold(name) == typed || danish.Fold(first(name)) == typed || it.ID == cases.WhoPerson && slices.Contains(strings.Fields(it.Folded), typed) {
			if found != "" {
				return strings.TrimSpace(names[0].Text)
			}
			found = it.ID
		}
	}
	if found != "" {
		return found
	}
	return strings.TrimSpace(names[0].Text)
}

// first is somebody's first name.
func first(name string) string { return danish.FirstName(danish.Harmless(name, false)) }

func yesNo(d *desk.Desk) *field.Choice {
	w := d.W()
	return field.NewYesNo(w.T("contact.met.yes"), w.T("common.yes.key"), w.T("contact.met.no"), w.T("common.no.key"))
}
