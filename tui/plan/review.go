package plan

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/sheet"
)

// review is the opfølgning on a plan: what was then and is now, and what is agreed.
// A step or a score can be added from it; what is typed stays meanwhile.
type review struct {
	*sheet.CaseForm
	d   *desk.Desk
	now *cases.Case // as it is now, which is not always as it was when the form was opened
}

// newReview makes the opfølgning: a new one where a names no entry.
func newReview(d *desk.Desk, a desk.PlanArg, draft *cases.Draft) tui.Screen {
	w := d.W()
	r := &review{d: d}
	text, on := field.NewArea("").Rows(3, 12), past(d)
	s := sheet.New(d, "",
		&field.Entry{ID: "text", Label: w.T("plan.form.review.text"), Field: text, Above: true},
		&field.Entry{ID: "on", Label: label(d, "on"), Field: on, Width: 20},
	)
	s.Slight = []string{"on"}
	s.Hints = map[string]string{"text": w.T("plan.form.review.hint"), "on": w.T("forms.day.hint")}
	s.More = []string{w.T("plan.form.review.help")}
	s.Notice = sheet.Notices(d, text)
	var was cases.Review
	r.CaseForm = sheet.NewCaseForm(s, settings(d, desk.RouteReview, a, draft, "plan.form.review.title", func() error {
		if err := hold(r.Case); err != nil {
			return err
		}
		r.now = r.Case
		if a.Entry == "" {
			return nil
		}
		i := slices.IndexFunc(r.Case.Reviews, func(v cases.Review) bool { return v.ID == a.Entry })
		if i < 0 || r.Case.Reviews[i].Struck != nil || r.Case.Reviews[i].Erased != nil {
			return cases.ErrGone
		}
		was = r.Case.Reviews[i]
		text.SetValue(was.Text)
		day(on, was.On)
		return nil
	}))
	others := s.Actions
	s.Actions = func() []tui.Command { return append(others(), r.actions()...) }
	s.Saved = r.Said(func() string { return w.T("plan.form.review.said") })
	s.Write = func() (sheet.Work, bool) {
		if err := on.Err(); err != nil {
			s.Fail("on", err)
			return nil, false
		}
		form := cases.ReviewForm{On: was.On, Text: was.Text}
		if a.Entry == "" || s.Touched("on") {
			form.On = on.Day()
		}
		if s.Touched("text") {
			form.Text = text.Value()
		}
		c, today := r.Case, d.Today()
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			if a.Entry == "" {
				w, err := c.AddReview(form, today)
				return []cases.Write{w}, err
			}
			w, err := c.EditReview(a.Entry, form, today)
			return []cases.Write{w}, err
		}), true
	}
	return r
}

// during are the keys with which a step or a score is added meanwhile.
func during() []keys.Binding {
	return []keys.Binding{
		{ID: "step", Keys: []string{"ctrl+n"}, Label: "plan.key.step", More: "plan.form.review.step"},
		{ID: "score", Keys: []string{"ctrl+p"}, Label: "plan.key.score", More: "plan.form.review.score"},
	}
}

// Keys implements [tui.Screen].
func (r *review) Keys() keys.Context {
	c := r.CaseForm.Keys()
	if r.Trouble == nil {
		c.Bindings = append(c.Bindings[:1:1], append(during(), c.Bindings[1:]...)...)
	}
	return c
}

// actions are what can be done from the list of all commands.
func (r *review) actions() []tui.Command {
	w := r.d.W()
	var out []tui.Command
	for _, c := range []struct{ word, route string }{
		{"plan.cmd.step", desk.RouteStep}, {"plan.cmd.goal", desk.RouteGoal}, {"plan.cmd.score", desk.RouteScore},
		{"plan.cmd.words", desk.RouteWords}, {"plan.cmd.facts", desk.RouteFacts},
	} {
		out = append(out, tui.Command{Label: w.T(c.word), Run: func() (tui.Action, tea.Cmd) { return r.open(c.route), nil }})
	}
	return out
}

func (r *review) open(route string) tui.Action {
	return tui.Open{Route: route, Arg: desk.PlanArg{Case: r.ID}}
}

// Update implements [tui.Screen].
func (r *review) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case desk.Changed:
		if r.now != nil && (len(msg.Cases) == 0 || slices.Contains(msg.Cases, r.ID)) {
			return nil, r.d.Load(r.ID)
		}
		return nil, nil
	case desk.Loaded:
		if msg.ID == r.ID && r.now != nil && msg.Err == nil {
			r.now = msg.Case
			return nil, nil
		}
	case tea.KeyPressMsg:
		if b, _ := keys.Find(msg, during()); r.Trouble == nil && r.Case != nil {
			switch b.ID {
			case "step":
				return r.open(desk.RouteStep), nil
			case "score":
				return r.open(desk.RouteScore), nil
			}
		}
	}
	return r.CaseForm.Update(msg)
}

// Explain implements [tui.Explainer]: where the window is low, then and now stand
// here.
func (r *review) Explain() []string {
	out := r.CaseForm.Explain()
	if r.now != nil {
		out = append(out, r.plain()...)
	}
	return out
}

// leastReview is how many lines of the body the form keeps.
const leastReview = 7

// View implements [tui.Screen].
func (r *review) View(window frame.Size) (frame.Parts, *field.Point) {
	if r.now == nil || r.Trouble != nil {
		return r.CaseForm.View(window)
	}
	room := (frame.Parts{State: []frame.Line{{}, {}}}).Room(window)
	top := r.table(room.Width)
	if most := room.Height - leastReview; len(top) > most {
		top = top[:max(0, most)]
		if len(top) > 0 {
			top[len(top)-1] = " " + r.d.Env.Styles.Muted.Render(r.d.W().T("plan.form.review.more"))
		}
	}
	parts, cursor := r.CaseForm.View(frame.Size{Width: window.Width, Height: max(1, window.Height-len(top))})
	parts.Body = append(top, parts.Body...)
	if cursor != nil {
		cursor.Y += len(top)
	}
	return parts, cursor
}
