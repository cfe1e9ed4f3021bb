package forms

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/rows"
	"brobygger/tui/sheet"
)

// drafts is the list of what is half typed, newest first, with the text of the
// one that is selected.
type drafts struct {
	d    *desk.Desk
	list *rows.List
	src  *draftSource

	wants int // counts what was asked for, so that a late answer is dropped
	err   error
}

func newDrafts(d *desk.Desk) *drafts {
	s := &drafts{d: d, src: &draftSource{d: d}}
	s.list = rows.New(s.src, danish.Fold, "")
	s.list.Empty = d.W().T("forms.drafts.loading")
	return s
}

// answer is the drafts that were asked for.
type answer struct {
	want int
	all  []cases.Draft
	err  error
}

// dropped is what throwing a draft away came to.
type dropped struct{ err error }

// Start implements [tui.Starter].
func (s *drafts) Start() tea.Cmd { return s.load() }

func (s *drafts) load() tea.Cmd {
	s.wants++
	want, store := s.wants, s.d.Store
	return func() tea.Msg {
		all, err := store.Drafts(context.Background())
		slices.SortStableFunc(all, func(a, b cases.Draft) int { return b.Changed.Compare(a.Changed) })
		return answer{want, all, err}
	}
}

// CaseID implements [tui.OnCase].
func (s *drafts) CaseID() string {
	d, _ := s.selected()
	return d.Case
}

func (s *drafts) selected() (cases.Draft, bool) {
	i, ok := s.list.Selected()
	if !ok {
		return cases.Draft{}, false
	}
	return s.src.all[i], true
}

// Explain implements [tui.Explainer].
func (s *drafts) Explain() []string { return []string{s.d.W().T("forms.drafts.help")} }

func draftsContext() keys.Context {
	m := keys.NewMoves()
	return keys.Context{Name: "forms.drafts.name", Kind: keys.List, Bindings: []keys.Binding{
		m.Open.With("forms.key.goon"), {ID: "drop", Keys: []string{"x", "delete"}, Label: "forms.key.drop", More: "sheet.draft.drop"}, m.Back,
	}}
}

// Keys implements [tui.Screen].
func (s *drafts) Keys() keys.Context {
	c := draftsContext()
	if s.list.Len() == 0 {
		for i, b := range c.Bindings {
			if b.ID != "back" {
				c.Bindings[i] = b.Disabled(s.d.W().T("forms.drafts.none"))
			}
		}
	}
	return c
}

// Update implements [tui.Screen].
func (s *drafts) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case answer:
		if msg.want != s.wants {
			return nil, nil
		}
		if s.err = msg.err; msg.err == nil {
			s.src.all = msg.all
		}
		s.list.Empty = s.d.W().T("forms.drafts.none")
		s.list.Refresh()
		return nil, nil
	case dropped:
		if msg.err != nil {
			return tui.Say{Text: s.d.Sentence(msg.err), Error: true}, nil
		}
		return tui.Say{Text: s.d.W().T("sheet.draft.dropped")}, s.load()
	case tui.Shown:
		return nil, s.load()
	}
	if s.list.Update(msg) {
		return nil, nil
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return tui.Pass{}, nil
	}
	b, _ := keys.Find(press, s.Keys().Bindings)
	draft, any := s.selected()
	switch {
	case b.ID == "open" && any:
		return s.goOn(draft), nil
	case b.ID == "drop" && any:
		w, store := s.d.W(), s.d.Store
		return tui.Ask{Dialog: tui.Confirm(s.d.Env, w.T("sheet.draft.drop.title"), s.src.name(draft)+"\n\n"+w.T("forms.drafts.drop"), func() (tui.Action, tea.Cmd) {
			return nil, func() tea.Msg { return dropped{store.DropDraft(context.Background(), draft.ID)} }
		})}, nil
	}
	return tui.Pass{}, nil
}

// goOn opens the form of a draft where it was left.
func (s *drafts) goOn(draft cases.Draft) tui.Action {
	action := desk.GoOn(draft)
	if open, ok := action.(tui.Open); ok && open.Route == desk.RouteDraft && resume(s.d, draft) == nil {
		return tui.Say{Text: s.d.W().T("forms.drafts.unknown")}
	}
	return action
}

// Click implements [tui.Clicker].
func (s *drafts) Click(at field.Point) string { return s.list.Click(at.Y) }

// View implements [tui.Screen].
func (s *drafts) View(window frame.Size) (frame.Parts, *field.Point) {
	w, styles := s.d.W(), s.d.Env.Styles
	p := frame.Parts{Title: frame.Line{Left: w.T("forms.drafts.title")}, State: []frame.Line{s.d.SavedLine()}}
	if s.list.Len() > 0 {
		p.State[0].Left = s.list.Position(w)
	}
	if s.err != nil {
		p.State[0].Left = s.d.Sentence(s.err)
	}
	room := p.Room(window)
	height := room.Height
	draft, any := s.selected()
	if any && room.Height >= 9 {
		height = max(3, min(s.list.Len(), room.Height/2))
	}
	lines, cursor := s.list.View(frame.Size{Width: room.Width, Height: height}, styles)
	p.Body = lines
	if height == room.Height || !any {
		return p, cursor
	}
	for len(p.Body) < height {
		p.Body = append(p.Body, "")
	}
	p.Body = append(p.Body, styles.Rule.Render(strings.Repeat("─", room.Width)))
	const most = 100 // a line that is longer is hard to read
	text := preview(draft, min(most, max(1, room.Width-2)))
	if left := room.Height - len(p.Body); len(text) > left && left > 0 {
		text = append(text[:left-1:left-1], "…")
	}
	for _, l := range text {
		p.Body = append(p.Body, " "+l)
	}
	return p, cursor
}

// previewed are the fields of forms in which one writes; addresses and numbers
// are none of them.
func previewed() []string {
	return []string{"name", "text", "note", "close_reason", "reopen_reason", "reason", "move_reason", "why", "next", "indicator", "about"}
}

// preview is what was written, so that one knows which draft it is.
func preview(draft cases.Draft, width int) []string {
	var out []string
	for _, id := range previewed() {
		if v := strings.TrimSpace(draft.Fields[id]); v != "" {
			const bytes = 8 << 10 // more than any window shows
			if len(v) > bytes {
				v = strings.ToValidUTF8(v[:bytes], "")
			}
			out = append(out, desk.Paragraphs(v, width)...)
		}
	}
	return out
}

// draftSource is the drafts as the list shows them.
type draftSource struct {
	d   *desk.Desk
	all []cases.Draft
}

// Len implements [rows.Source].
func (s *draftSource) Len() int { return len(s.all) }

// ID implements [rows.Source].
func (s *draftSource) ID(i int) string { return s.all[i].ID }

// Haystack implements [rows.Source].
func (s *draftSource) Haystack(i int) string { return danish.Fold(s.name(s.all[i])) }

// name says what a draft is of, and of whom.
func (s *draftSource) name(draft cases.Draft) string {
	what := s.d.W().T("today.draft.other")
	if k := "cli.draft.form." + draft.Form; s.d.W().Has(k) {
		what = s.d.W().T(k)
	}
	return join(" · ", sheet.Capital(what), desk.OneLine(draft.Title))
}

// narrow is the width below which only the day of a draft is shown, in columns.
const narrow = 60

// Row implements [rows.Source].
func (s *draftSource) Row(i, width int) string {
	at := s.d.Stamp(s.all[i].Changed)
	if width < narrow {
		at = s.d.ShortDay(calendar.Of(s.all[i].Changed.In(s.d.Now().Location())))
	}
	return frame.Ends(s.name(s.all[i]), at, min(width, 100))
}
