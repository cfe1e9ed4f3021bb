package intake

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

// fields are what the form holds.
type fields struct {
	desk                                     *desk.Desk
	name, born, phone, interpreter, tenancy  *field.Line
	address                                  *sheet.Covered
	kind, flags, source, area, weight, basis *field.Choice
	informed, opened                         *sheet.When
	worker, deputy                           *field.Suggest
}

// form makes the fields and the sheet they stand on.
func form(d *desk.Desk) (*sheet.Sheet, fields) {
	w := d.W()
	f := fields{
		desk: d, name: field.NewLine(""), born: field.NewLine(""), phone: field.NewLine(""), interpreter: field.NewLine(""),
		tenancy: field.NewLine(""),
		kind:    field.NewChoice(sheet.Options(d, "domain.kind.", cases.Kinds())...).Needed(),
		flags: field.NewChoices(
			field.Option{ID: "protected", Label: sheet.Capital(w.T("domain.field.protected"))},
			field.Option{ID: "not_alone", Label: sheet.Capital(w.T("domain.field.not_alone"))}),
		source:   field.NewChoice(sheet.Options(d, "domain.source.", cases.Sources())...),
		area:     field.NewChoice(sheet.Options(d, "domain.area.", cases.FundingAreas())...),
		weight:   field.NewChoice(sheet.Options(d, "domain.weight.", cases.Weights())...),
		basis:    field.NewChoice(sheet.Options(d, "domain.basis.", []cases.Basis{cases.BasisConsent, cases.BasisInterest})...),
		informed: sheet.NewDay(d, when.Past, w.T("intake.day.example")),
		opened:   sheet.NewDay(d, when.Past, w.T("intake.day.example")),
		worker:   field.NewSuggest(members(d), danish.Fold),
		deputy: field.NewSuggest(append(slices.DeleteFunc(members(d), func(i field.Item) bool { return i.ID == d.Store.Me().ID }),
			field.Item{ID: cases.DeputyNone, Label: d.Member(cases.DeputyNone), Folded: danish.Fold(d.Member(cases.DeputyNone))}), danish.Fold),
	}
	f.address = sheet.NewCovered(d, func() bool { return f.has("protected") })
	s := sheet.New(d, "",
		&field.Entry{ID: "name", Label: w.T("intake.person"), Field: f.name, Width: 40, After: w.T("intake.person.after")},
		&field.Entry{ID: "kind", Label: w.T("intake.kind"), Field: f.kind},
		&field.Entry{ID: "born", Label: w.T("intake.born"), Field: f.born, Width: 14, After: w.T("intake.born.after")},
		&field.Entry{ID: "phone", Label: w.T("intake.phone"), Field: f.phone, Width: 24},
		&field.Entry{ID: "address", Label: w.T("intake.address"), Field: f.address, Width: 50},
		&field.Entry{ID: "flags", Label: w.T("intake.flags"), Field: f.flags},
		&field.Entry{ID: "interpreter", Label: w.T("intake.interpreter"), Field: f.interpreter, Width: 24, After: w.T("intake.interpreter.after")},
		&field.Entry{ID: "tenancy", Label: w.T("intake.tenancy"), Field: f.tenancy, Width: 24},
		&field.Entry{ID: "source", Label: w.T("intake.source"), Field: f.source},
		&field.Entry{ID: "area", Label: w.T("intake.area"), Field: f.area},
		&field.Entry{ID: "weight", Label: w.T("intake.weight"), Field: f.weight},
		&field.Entry{ID: "basis", Label: w.T("intake.basis"), Field: f.basis},
		&field.Entry{ID: "informed", Label: w.T("intake.informed"), Field: f.informed, Width: 20},
		&field.Entry{ID: "opened", Label: w.T("intake.opened"), Field: f.opened, Width: 20},
		&field.Entry{ID: "worker", Label: w.T("intake.worker"), Field: f.worker, Width: 40, Hidden: len(members(d)) < 2},
		&field.Entry{ID: "deputy", Label: w.T("intake.deputy"), Field: f.deputy, Width: 40},
	)
	choice := w.T("contact.hint.choice")
	s.Hints = map[string]string{
		"name": w.T("intake.hint.name"), "kind": w.T("intake.hint.kind"), "born": w.T("intake.hint.rest"), "phone": w.T("intake.hint.rest"),
		"address": w.T("intake.hint.address"), "flags": w.T("contact.hint.choices"), "interpreter": w.T("intake.hint.rest"),
		"tenancy": w.T("intake.hint.tenancy"), "source": choice, "area": w.T("intake.hint.area"), "weight": choice,
		"basis": w.T("intake.hint.basis"), "informed": w.T("intake.hint.informed"), "opened": w.T("intake.hint.opened"),
		"worker": w.T("intake.hint.worker"), "deputy": w.T("intake.hint.deputy"),
	}
	s.More = []string{w.T("intake.help.needed"), w.T("intake.help.name"), w.T("intake.help.basis")}
	return s, f
}

func (f fields) has(flag string) bool { return slices.Contains(f.flags.Values(), flag) }

// members are those who can have a case.
func members(d *desk.Desk) []field.Item {
	var items []field.Item
	for _, m := range d.Store.Members() {
		if m.Ended.IsZero() {
			items = append(items, field.Item{ID: m.ID, Label: d.Member(m.ID), Folded: danish.Fold(m.Name)})
		}
	}
	return items
}

// workerID is the member who has the case; "" is me, or nobody known.
func (f fields) workerID(s *sheet.Sheet) string {
	names := f.worker.Names()
	if len(names) == 0 {
		return ""
	}
	if names[0].ID == "" && s.Touched("worker") {
		s.Fail("worker", cases.ErrNotAChoice)
	}
	return names[0].ID
}

// workerShown is the worker of a case in the form.
func (f fields) workerShown(c *cases.Case) string {
	if c.Worker == "" {
		return desk.OneLine(c.WorkerText)
	}
	return f.desk.Member(c.Worker)
}

// deputyID is who is written as stedfortræder: a member, a name, or nobody.
func (f fields) deputyID() string {
	names := f.deputy.Names()
	switch {
	case len(names) == 0:
		return ""
	case names[0].ID != "":
		return names[0].ID
	}
	return names[0].Text
}

// days says what is wrong with the days that are written.
func (f fields) days(s *sheet.Sheet) {
	for id, w := range map[string]*sheet.When{"informed": f.informed, "opened": f.opened} {
		if err := w.Err(); err != nil {
			s.Fail(id, err)
		}
	}
}

func dayOf(d calendar.Date) when.Moment { return when.Moment{Date: d} }

// bornShown writes a year or a day of birth as people do.
func bornShown(d *desk.Desk, born string) string {
	if day, err := calendar.ParseISO(born); err == nil {
		return d.W().Date(day)
	}
	return desk.OneLine(born)
}

// firstName is a name as lists show it.
func firstName(name string) string {
	return danish.FirstNameInitial(strings.TrimSpace(desk.OneLine(name)))
}
