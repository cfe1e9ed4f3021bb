package forms

import (
	"context"
	"slices"

	"brobygger/cases"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/sheet"
)

// draftParty is how drafts of persons in the network are named.
const draftParty = "party"

// newParty makes the form of a person in the network: a new one where arg names
// no entry.
func newParty(d *desk.Desk, arg desk.ThingArg, draft *cases.Draft) *form {
	w := d.W()
	var f *form
	var was cases.PartyForm // as the form was opened
	protected := yesNo(d)
	hides := func() bool {
		return protected.Value() == "ja" || f.Case != nil && f.Case.EverProtected(arg.Entry)
	}
	name, relation, email := field.NewLine(""), field.NewLine(""), field.NewLine("")
	org, phone, address := sheet.NewCovered(d, hides), sheet.NewCovered(d, hides), sheet.NewCovered(d, hides)
	note := field.NewArea("").Rows(2, 12)
	s := sheet.New(d, "",
		&field.Entry{ID: "name", Label: label(d, "name"), Field: name, Width: 40},
		&field.Entry{ID: "relation", Label: label(d, "relation"), Field: relation, Width: 30, After: w.T("forms.party.relation.example")},
		&field.Entry{ID: "org", Label: label(d, "org"), Field: org, Width: 30, After: w.T("forms.party.org.example")},
		&field.Entry{ID: "phone", Label: label(d, "phone"), Field: phone, Width: 30},
		&field.Entry{ID: "email", Label: label(d, "email"), Field: email, Width: 40},
		&field.Entry{ID: "address", Label: label(d, "address"), Field: address, Width: 50},
		&field.Entry{ID: "protected", Label: label(d, "protected"), Field: protected},
		&field.Entry{ID: "note", Label: label(d, "note"), Field: note, Above: true},
	)
	rest := w.T("forms.party.hint.rest")
	s.Hints = map[string]string{
		"name": w.T("forms.party.hint.name"), "relation": rest, "org": rest, "phone": rest, "email": rest,
		"address": w.T("forms.party.hint.address"), "protected": w.T("forms.party.hint.address"), "note": w.T("forms.party.hint.note"),
	}
	s.More = []string{w.T("forms.party.help"), w.T("forms.party.hint.address")}
	s.Notice = sheet.Notices(d, note)
	title, said := "forms.party.new", "forms.said.party"
	if arg.Entry != "" {
		title, said = "forms.party.edit", "forms.said.party.edit"
	}
	f = newForm(d, s, settings{
		kind: draftParty, id: arg.Case, entry: arg.Entry, draft: draft, name: "forms.party.name", title: title,
		show: func() error {
			if arg.Entry == "" {
				return nil
			}
			i := slices.IndexFunc(f.Case.Network, func(p cases.Party) bool { return p.ID == arg.Entry })
			if i < 0 || f.Case.Network[i].Struck != nil || f.Case.Network[i].Erased != nil {
				return cases.ErrGone
			}
			was = f.Case.Network[i].Form()
			name.SetValue(was.Name)
			relation.SetValue(was.Relation)
			org.SetValue(was.Org)
			phone.SetValue(was.Phone)
			email.SetValue(was.Email)
			address.SetValue(was.Address)
			note.SetValue(was.Note)
			if was.Protected {
				protected.SetValues("ja")
			}
			return nil
		},
	})
	s.Saved = f.Said(func() string { return w.T(said, desk.OneLine(name.Value())) })
	s.Write = func() (sheet.Work, bool) {
		form := was
		for id, take := range map[string]func(){
			"name": func() { form.Name = name.Value() }, "relation": func() { form.Relation = relation.Value() },
			"org": func() { form.Org = org.Value() }, "phone": func() { form.Phone = phone.Value() },
			"email": func() { form.Email = email.Value() }, "address": func() { form.Address = address.Value() },
			"protected": func() { form.Protected = protected.Value() == "ja" }, "note": func() { form.Note = note.Value() },
		} {
			// What nobody touched stays as it is kept, also where a line shows it otherwise.
			if s.Touched(id) {
				take()
			}
		}
		c := f.Case
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			if arg.Entry == "" {
				w, err := c.AddParty(form)
				return []cases.Write{w}, err
			}
			w, err := c.EditParty(arg.Entry, form)
			return []cases.Write{w}, err
		}), true
	}
	return f
}

func yesNo(d *desk.Desk) *field.Choice {
	w := d.W()
	return field.NewYesNo(w.T("contact.met.yes"), w.T("common.yes.key"), w.T("contact.met.no"), w.T("common.no.key"))
}
