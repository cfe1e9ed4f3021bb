package sheet

import (
	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/keys"
)

// On is a sheet about a case that has to be opened first. It can be typed in
// before the case is there: what is typed waits.
type On struct {
	*Sheet
	// ID is the case's.
	ID string
	// Case is the case as it was when the form was opened: what the form is saved
	// on, so that it replaces only what its writer had seen. Nil until it is there.
	Case *cases.Case

	fill    func() error
	resume  *cases.Draft
	early   []tea.Msg
	trouble error
}

// OnCase makes a sheet about a case. fill puts what the case says into the form,
// once, when it is there; its error is told, and then nothing can be typed. resume
// is the draft to go on with, nil for none.
func OnCase(s *Sheet, id string, resume *cases.Draft, fill func() error) *On {
	return &On{Sheet: s, ID: id, fill: fill, resume: resume}
}

// Start implements [tui.Starter].
func (o *On) Start() tea.Cmd { return o.Desk.Load(o.ID) }

// CaseID implements [tui.OnCase].
func (o *On) CaseID() string { return o.ID }

// Update implements [tui.Screen].
func (o *On) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case desk.Loaded:
		if msg.ID == o.ID && o.Case == nil {
			return o.onLoaded(msg)
		}
		return nil, nil
	case tea.KeyPressMsg:
		if o.Case == nil && !keys.NewMoves().Back.Matches(msg) {
			return o.wait(msg), nil
		}
	case tea.PasteMsg:
		if o.Case == nil {
			return o.wait(msg), nil
		}
	}
	return o.Sheet.Update(msg)
}

// wait keeps what is typed until the case is there.
func (o *On) wait(msg tea.Msg) tui.Action {
	if o.trouble != nil {
		return tui.Say{Text: o.Desk.Sentence(o.trouble), Error: true}
	}
	o.early = append(o.early, msg)
	return nil
}

// onLoaded fills the form and gives it what was typed meanwhile.
func (o *On) onLoaded(msg desk.Loaded) (tui.Action, tea.Cmd) {
	if o.trouble = msg.Err; msg.Err == nil {
		o.Case = msg.Case
		if o.resume != nil && len(o.resume.After) > 0 {
			o.Case = msg.Case.SeenAt(o.resume.After)
		}
		o.trouble = o.fill()
	}
	if o.trouble != nil {
		o.Case = nil
		return tui.Say{Text: o.Desk.Sentence(o.trouble), Error: true}, nil
	}
	o.Pristine()
	if o.resume != nil {
		o.Restore(*o.resume)
	}
	o.Refresh()
	var all tui.All
	var cmds []tea.Cmd
	early := o.early
	o.early = nil
	for _, m := range early {
		action, cmd := o.Sheet.Update(m)
		if _, pass := action.(tui.Pass); action != nil && !pass {
			all = append(all, action)
		}
		cmds = append(cmds, cmd)
	}
	return all, tea.Batch(cmds...)
}

// Head is the title of a sheet about a case: a word, the person, the number.
func (o *On) Head(word string) string {
	if o.Case == nil {
		return word
	}
	return word + " · " + o.Case.Title() + " · " + o.Case.Shown()
}

// About is what a draft of a form says beside its fields.
func (o *On) About(form string) func() cases.Draft {
	return func() cases.Draft {
		d := cases.Draft{Form: form, Case: o.ID}
		if o.Case != nil {
			d.Title, d.After = o.Case.Title(), o.Case.Heads
		}
		return d
	}
}
