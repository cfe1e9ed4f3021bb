package forms

import (
	"context"
	"slices"

	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/cases/when"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/sheet"
)

// draftFollowUp is how drafts of follow-ups are named.
const draftFollowUp = "followup"

// followUpForm is the form of something to come back to.
type followUpForm struct {
	*form
	text   *field.Line
	due    *sheet.When
	who    *field.Suggest
	state  *field.Choice // of one that is there: done, or given up
	reason *field.Line   // why it is given up
	was    cases.FollowUp
}

// newFollowUp makes the form of a follow-up: a new one where arg names no entry.
func newFollowUp(d *desk.Desk, arg desk.ThingArg, draft *cases.Draft) *form {
	w := d.W()
	x := &followUpForm{
		text: field.NewLine(""), due: sheet.NewMoment(d, when.Future, w.T("forms.due.example")), who: field.NewSuggest(nil, danish.Fold),
		state:  field.NewChoice(sheet.Options(d, "domain.followup.", []cases.FollowUpState{cases.FollowUpDone, cases.FollowUpDropped})...),
		reason: field.NewLine(""),
	}
	reason := &field.Entry{ID: "reason", Label: w.T("forms.why"), Field: x.reason, Width: 50, Hidden: true}
	s := sheet.New(d, "",
		&field.Entry{ID: "text", Label: w.T("forms.followup.text"), Field: x.text},
		&field.Entry{ID: "due", Label: w.T("forms.followup.due"), Field: x.due, Width: 24},
		&field.Entry{ID: "who", Label: w.T("forms.followup.who"), Field: x.who, Width: 36},
		&field.Entry{ID: "state", Label: label(d, "state"), Field: x.state, Hidden: arg.Entry == ""},
		reason,
	)
	s.EnterSaves = true
	s.Changed = func() { reason.Hidden = x.state.Value() != string(cases.FollowUpDropped) }
	s.Hints = map[string]string{
		"text": w.T("forms.followup.hint.text"), "due": w.T("forms.followup.hint.due"), "who": w.T("forms.followup.hint.who"),
		"state": w.T("forms.followup.hint.state"), "reason": w.T("forms.followup.hint.reason"),
	}
	s.More = []string{w.T("forms.followup.help"), w.T("contact.help.when")}
	s.Notice = sheet.Notices(d, x.text)
	title := "forms.followup.new"
	if arg.Entry != "" {
		title = "forms.followup.edit"
		s.Hints["due"] = w.T("forms.postpone.hint", w.Days(cases.MaxPostpone))
	}
	x.form = newForm(d, s, settings{
		kind: draftFollowUp, id: arg.Case, entry: arg.Entry, draft: draft, name: "forms.followup.name", title: title,
		show: x.show,
	})
	s.Write = x.write
	s.Saved = x.Said(x.sentence)
	return x.form
}

// show offers who may do it, and shows the follow-up that is edited.
func (x *followUpForm) show() error {
	x.who.SetItems(whoItems(x.d, x.Case))
	x.Entry("who").After = x.d.W().T("forms.followup.who.empty", worker(x.d, x.Case))
	if x.Thing == "" {
		return nil
	}
	i := slices.IndexFunc(x.Case.FollowUps, func(f cases.FollowUp) bool { return f.ID == x.Thing })
	if i < 0 || x.Case.FollowUps[i].Struck != nil || x.Case.FollowUps[i].Erased != nil {
		return cases.ErrGone
	}
	x.was = x.Case.FollowUps[i]
	x.text.SetValue(x.was.Text)
	x.due.Set(x.was.Due)
	if x.was.Who != "" {
		x.who.SetValue(x.d.Member(x.was.Who))
	}
	// One that is over keeps its day and how it ended.
	over := x.was.State != cases.FollowUpOpen
	x.Entry("state").Hidden, x.Entry("due").Hidden = over, over
	return nil
}

// sentence says what was saved.
func (x *followUpForm) sentence() string {
	w := x.d.W()
	switch {
	case x.state.Value() == string(cases.FollowUpDone):
		return w.T("forms.said.followup.done")
	case x.state.Value() == string(cases.FollowUpDropped):
		return w.T("forms.said.followup.dropped")
	case x.Thing == "" || x.Touched("due"):
		return w.T("forms.said.followup", sheet.Shown(x.d, x.due.Moment()))
	}
	return ""
}

func (x *followUpForm) write() (sheet.Work, bool) {
	if err := x.due.Err(); err != nil {
		x.Fail("due", err)
	}
	if !x.Ok() {
		return nil, false
	}
	c, today, due, it := x.Case, x.d.Today(), x.due.Moment(), x.item()
	text, who := x.was.Text, x.was.Who
	if x.Touched("text") {
		text = x.text.Value()
	}
	if x.Touched("who") {
		who = nameOf(x.who)
	}
	if x.Thing == "" {
		form := cases.FollowUpForm{Text: text, Due: due, Who: who}
		return x.Writes(func(context.Context) ([]cases.Write, error) {
			w, err := c.AddFollowUp(form, today)
			return []cases.Write{w}, err
		}), true
	}
	builds := []func() (cases.Write, error){func() (cases.Write, error) { return c.EditFollowUp(x.Thing, text, who) }}
	reason := x.reason.Value()
	switch state := cases.FollowUpState(x.state.Value()); {
	case state == cases.FollowUpDone:
		builds = append(builds, func() (cases.Write, error) { return c.Done(it, today) })
	case state == cases.FollowUpDropped:
		builds = append(builds, func() (cases.Write, error) { return c.Drop(it, reason, today) })
	case x.Touched("due"):
		builds = append(builds, func() (cases.Write, error) { return c.Postpone(it, due, today) })
	}
	return x.Writes(func(context.Context) ([]cases.Write, error) { return sheet.Together(builds...) }), true
}

// item is the follow-up as something due.
func (x *followUpForm) item() cases.Item {
	it := cases.Item{Case: x.ID, Rule: cases.RuleFollowUp, FollowUp: x.Thing, Due: x.was.Due.Date}
	if x.was.Rule != "" {
		it.Rule, it.Cause = x.was.Rule, x.was.Cause
	}
	return it
}

// nameOf is who is written in a line for one name: a member's id, or the name.
func nameOf(who *field.Suggest) string {
	names := who.Names()
	switch {
	case len(names) == 0:
		return ""
	case names[0].ID != "":
		return names[0].ID
	}
	return names[0].Text
}

// worker is the name of who has a case.
func worker(d *desk.Desk, c *cases.Case) string {
	if c.WorkerText != "" {
		return desk.OneLine(c.WorkerText)
	}
	return d.Member(c.Worker)
}

// whoItems are those who may do something: the team, and the people around the
// person, who are written by name.
func whoItems(d *desk.Desk, c *cases.Case) []field.Item {
	items := members(d, "")
	for _, p := range c.Network {
		if name := desk.OneLine(p.Name); p.Struck == nil && p.Erased == nil && name != "" {
			items = append(items, field.Item{Label: name, Folded: danish.Fold(name + " " + p.Relation)})
		}
	}
	return items
}

// members are the team as they are looked up, all but one.
func members(d *desk.Desk, but string) []field.Item {
	var items []field.Item
	for _, m := range d.Store.Members() {
		if m.Ended.IsZero() && m.ID != but {
			items = append(items, field.Item{ID: m.ID, Label: d.Member(m.ID), Folded: danish.Fold(m.Name)})
		}
	}
	return items
}
