package person

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/sheet"
)

// draftForm is how a draft of the person's words is named, fieldArena its field
// with what they are about, fieldText that with the words.
const (
	draftForm  = "citizen"
	fieldArena = "arena"
	fieldText  = "text"
)

// wordRows is the most lines in which words are typed.
const wordRows = 8

// editor is where words are typed.
type editor struct {
	*sheet.Sheet
	arena string
}

type (
	// edited is something for an editor.
	edited struct {
		to  *editor
		msg tea.Msg
	}
	// putAway says that a draft is put away, and which there are now.
	putAway struct{ drafts map[string]cases.Draft }
)

// halfTyped lists the drafts of words in a case.
func halfTyped(store cases.Store, id string) []cases.Draft {
	all, err := store.Drafts(context.Background())
	if err != nil {
		return nil // the list of drafts says why
	}
	var out []cases.Draft
	for _, d := range all {
		if d.Form == draftForm && d.Case == id {
			out = append(out, d)
		}
	}
	return out
}

// draftsOf are the newest drafts of words in a case, by what they are about.
func draftsOf(store cases.Store, id string) map[string]cases.Draft {
	out := make(map[string]cases.Draft)
	for _, d := range halfTyped(store, id) {
		arena := d.Fields[fieldArena]
		if have, ok := out[arena]; !ok || d.Changed.After(have.Changed) {
			out[arena] = d
		}
	}
	return out
}

// edit lets the person write about what the cursor is on, where they left off.
func (s *Screen) edit() tea.Cmd {
	if s.putting {
		s.again = true // the draft is on its way
		return nil
	}
	w, c, arena := s.d.W(), s.c, s.about()
	area := field.NewArea(s.c.Words[arena].Text).Rows(3, wordRows)
	sh := sheet.New(s.d, "", &field.Entry{ID: fieldText, Label: s.ask(arena), Above: true, Field: area})
	e := &editor{sh, arena}
	sh.Name = "person.context.words"
	sh.Title = func() string { return "" } // the screen's own stands there
	sh.Hints = map[string]string{fieldText: w.T("person.words.hint")}
	sh.Draft = func() cases.Draft {
		return cases.Draft{Form: draftForm, Case: s.id, Title: c.Title(), After: c.Heads}
	}
	sh.Extra = map[string]string{fieldArena: arena}
	sh.Write = func() (sheet.Work, bool) {
		text, today := strings.TrimSpace(area.Value()), s.d.Today()
		return sh.Writes(func(context.Context) ([]cases.Write, error) {
			w, err := c.SetWords(arena, text, calendar.Date{}, today)
			return []cases.Write{w}, err
		}), true
	}
	sh.Saved = func(out desk.Saved) tui.Action {
		s.words = nil
		delete(s.drafts, arena)
		return s.d.Done(out, w.T("person.words.saved"))
	}
	if d, ok := s.drafts[arena]; ok {
		if len(d.After) > 0 {
			c = c.SeenAt(d.After)
		}
		sh.Restore(d)
	}
	s.words = e
	return nil
}

// typed gives a key press or a paste to the words.
func (s *Screen) typed(msg tea.Msg) (tui.Action, tea.Cmd) {
	e := s.words
	if press, ok := msg.(tea.KeyPressMsg); ok && keys.NewMoves().Open.Matches(press) {
		action, cmd := e.Save()
		return s.within(e, action), e.of(cmd)
	}
	action, cmd := e.Update(msg)
	return s.both(e, action, cmd)
}

// onEdited gives a message to the editor it is for, if that is still there.
func (s *Screen) onEdited(msg edited) (tui.Action, tea.Cmd) {
	if msg.to != s.words {
		return nil, nil
	}
	action, cmd := msg.to.Update(msg.msg)
	return s.both(msg.to, action, cmd)
}

// both is within, with the command of the editor beside it.
func (s *Screen) both(e *editor, action tui.Action, cmd tea.Cmd) (tui.Action, tea.Cmd) {
	action = s.within(e, action)
	cmd = e.of(cmd)
	if s.words == nil && e.Dirty() {
		cmd = tea.Batch(cmd, s.putAway(e))
	}
	return action, cmd
}

// within is what the editor wants, with its going back being the plan again.
func (s *Screen) within(e *editor, action tui.Action) tui.Action {
	switch action := action.(type) {
	case tui.Pass:
		return nil
	case tui.Back:
		s.words = nil
		return tui.Say{Text: action.Say}
	case tui.All:
		var all tui.All
		for _, one := range action {
			all = append(all, s.within(e, one))
		}
		return all
	}
	return action
}

// of makes what a command comes to a message for the editor.
func (e *editor) of(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i, one := range batch {
				batch[i] = e.of(one)
			}
			return batch
		}
		if msg == nil {
			return nil
		}
		return edited{e, msg}
	}
}

// putAway writes the draft of an editor that was left, and reads which there are.
func (s *Screen) putAway(e *editor) tea.Cmd {
	s.putting = true
	park, store, id := e.Park(), s.d.Store, s.id
	return func() tea.Msg {
		if park != nil {
			park()
		}
		return putAway{draftsOf(store, id)}
	}
}

func (s *Screen) onPutAway(msg putAway) (tui.Action, tea.Cmd) {
	s.putting, s.drafts = false, msg.drafts
	if again := s.again; again && s.gate == nil && s.words == nil && s.c != nil {
		s.again = false
		return nil, s.edit()
	}
	return nil, nil
}

// Park implements [tui.Parker].
func (s *Screen) Park() tea.Cmd {
	if s.words == nil {
		return nil
	}
	return s.words.Park()
}

// viewWords draws the words that are typed.
func (s *Screen) viewWords(window frame.Size) (frame.Parts, *field.Point) {
	p, cursor := s.words.View(frame.Size{Width: min(window.Width, widest), Height: window.Height})
	p.Title = s.title()
	if p.Room(window).Height > 8 {
		p.Body = append([]string{""}, p.Body...)
		if cursor != nil {
			cursor.Y++
		}
	}
	return p, cursor
}
