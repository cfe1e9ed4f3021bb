package versions

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
)

// DraftForm is how drafts of this screen are named. Their case says where to go
// on.
const DraftForm = "versions"

// Screen is the choice between the versions of one field after the other.
type Screen struct {
	d  *desk.Desk
	id string
	// first is the thing whose versions are shown first, "" for the case's first.
	first cases.EntryID

	c      *cases.Case // as it stands on the screen, nil until it is read
	drafts []cases.Draft
	at     int   // which of the case's conflicts
	page   *page // nil until the case is read
	err    error
	wants  int // counts what was asked for, so that a late answer is dropped
}

// Route makes the screen of a route, nil for a route that is not here.
func Route(d *desk.Desk, route string, arg any) tui.Screen {
	if route != desk.RouteVersions {
		return nil
	}
	switch a := arg.(type) {
	case string:
		return New(d, a)
	case desk.ThingArg:
		s := New(d, a.Case)
		s.first = a.Entry
		return s
	}
	return nil
}

// New makes the screen of a case. It begins with the field of which somebody has
// half typed a third version, else with the first.
func New(d *desk.Desk, id string) *Screen { return &Screen{d: d, id: id} }

type (
	// answer is a case that was asked for.
	answer struct {
		want   int
		c      *cases.Case
		drafts []cases.Draft
		err    error
	}
	// of is what a page's command came to, with the page it is for.
	of struct {
		page *page
		msg  tea.Msg
	}
)

// Start implements [tui.Starter].
func (s *Screen) Start() tea.Cmd { return s.load() }

func (s *Screen) load() tea.Cmd {
	s.wants++
	want, id, store := s.wants, s.id, s.d.Store
	return func() tea.Msg {
		ctx := context.Background()
		c, err := store.Case(ctx, id)
		if err != nil {
			return answer{want: want, err: err}
		}
		drafts, err := store.Drafts(ctx)
		if err != nil {
			drafts = nil // the list of drafts says why
		}
		return answer{want: want, c: c, drafts: drafts}
	}
}

// CaseID implements [tui.OnCase].
func (s *Screen) CaseID() string { return s.id }

// Park implements [tui.Parker].
func (s *Screen) Park() tea.Cmd {
	if s.page == nil {
		return nil
	}
	return s.page.Park()
}

// Explain implements [tui.Explainer].
func (s *Screen) Explain() []string {
	if s.page == nil {
		return nil
	}
	return s.page.Explain()
}

// Commands implements [tui.Commander].
func (s *Screen) Commands() []tui.Command {
	if s.page == nil {
		return nil
	}
	return s.page.Commands()
}

// Update implements [tui.Screen].
func (s *Screen) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case answer:
		if msg.want != s.wants {
			return nil, nil
		}
		return s.take(msg), nil
	case of:
		// Also one that has gone from the screen: its save or its draft may still be
		// on the way.
		return give(msg.page, msg.msg)
	case desk.Changed:
		if len(msg.Cases) == 0 || slices.Contains(msg.Cases, s.id) {
			return nil, s.load()
		}
		return nil, nil
	case tea.KeyPressMsg:
		if s.page != nil {
			return s.press(msg)
		}
		return tui.Pass{}, nil
	case tea.PasteMsg:
		if s.page != nil {
			return give(s.page, msg)
		}
	}
	return nil, nil
}

// press takes what a key means here before the form gets it.
func (s *Screen) press(msg tea.KeyPressMsg) (tui.Action, tea.Cmd) {
	p := s.page
	b, _ := keys.Find(msg, s.Keys().Bindings)
	choosing := p.Form.Focused() == "choice"
	switch {
	case b.ID == "later":
		return s.later()
	case b.ID == "reveal":
		p.reveal()
		return nil, nil
	case b.ID == "pageup", b.ID == "pagedown":
		p.turn(b.ID == "pagedown")
		return nil, nil
	case b.ID == "open" && choosing && p.choice.Value() == "":
		return tui.Say{Text: s.d.W().T("conflict.hint.choose")}, nil
	case b.ID == "open" && choosing && p.choice.Value() != third:
		action, cmd := p.Save()
		return action, owned(p, cmd)
	}
	return give(p, msg)
}

// give gives a message to a page.
func give(p *page, msg tea.Msg) (tui.Action, tea.Cmd) {
	action, cmd := p.Update(msg)
	return action, owned(p, cmd)
}

// owned marks what a page's command comes to as that page's: another field may
// stand on the screen by then.
func owned(p *page, cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		switch msg := cmd().(type) {
		case nil:
			return nil
		case tea.BatchMsg:
			for i, inner := range msg {
				msg[i] = owned(p, inner)
			}
			return msg
		default:
			return of{p, msg}
		}
	}
}

// take shows what came of the case.
func (s *Screen) take(a answer) tui.Action {
	w := s.d.W()
	if s.err = a.err; a.err != nil {
		if s.page != nil {
			return tui.Say{Text: s.d.Sentence(a.err), Error: true}
		}
		return nil
	}
	before := s.page
	s.c, s.drafts = a.c, a.drafts
	n := len(a.c.Conflicts)
	switch {
	case n == 0 && before != nil && before.done:
		return tui.Back{}
	case n == 0:
		return tui.Back{Say: w.T("conflict.none")}
	case before == nil && s.ofFirst() >= 0:
		s.at = s.ofFirst()
	case before == nil:
		s.at = max(0, slices.IndexFunc(a.c.Conflicts, func(k cases.Conflict) bool { return s.draftOf(k) != nil }))
	case !before.done:
		// Somebody else saved meanwhile: what stands on the screen stays in place.
		i := slices.IndexFunc(a.c.Conflicts, before.same)
		if i >= 0 {
			s.at = i
			if before.refresh(a.c, a.c.Conflicts[i]) {
				return tui.Say{Text: w.T("conflict.newer")}
			}
			return nil
		}
		s.at = min(s.at, n-1)
		s.open()
		return tui.Say{Text: w.T("conflict.settled")}
	}
	s.at = min(s.at, n-1)
	s.open()
	return nil
}

// ofFirst is the conflict of the thing that the screen was opened for, -1 where it
// has none.
func (s *Screen) ofFirst() int {
	return slices.IndexFunc(s.c.Conflicts, func(k cases.Conflict) bool { return k.Entity == s.first })
}

// draftOf is what was half typed about a field.
func (s *Screen) draftOf(k cases.Conflict) *cases.Draft {
	for i, d := range s.drafts {
		if d.Form == DraftForm && d.Case == s.id && d.Fields["of"] == string(k.Entity) && d.Fields["field"] == k.Field {
			return &s.drafts[i]
		}
	}
	return nil
}

// open shows the versions of the field whose turn it is.
func (s *Screen) open() {
	k := s.c.Conflicts[s.at]
	s.page = newPage(s.d, s.c, k)
	if d := s.draftOf(k); d != nil {
		s.page.restore(*d)
	}
}

// later goes on to the next field, or back after the last.
func (s *Screen) later() (tui.Action, tea.Cmd) {
	if s.at+1 >= len(s.c.Conflicts) {
		return tui.Back{Say: s.d.W().T("conflict.later")}, nil
	}
	park := owned(s.page, s.page.Park())
	s.at++
	s.open()
	return nil, park
}

// View implements [tui.Screen].
func (s *Screen) View(window frame.Size) (frame.Parts, *field.Point) {
	w := s.d.W()
	if s.page == nil {
		p := frame.Parts{Title: frame.Line{Left: w.T("conflict.title")}, State: []frame.Line{s.d.SavedLine()}}
		text := w.T("conflict.loading")
		if s.err != nil {
			text = s.d.Sentence(s.err)
		}
		for _, l := range frame.Wrap(text, max(1, window.Width-2)) {
			p.Body = append(p.Body, " "+l)
		}
		return p, nil
	}
	s.page.fit(window.Height)
	parts, cursor := s.page.View(window)
	place := w.T("common.position", w.Count(s.at+1), w.Count(len(s.c.Conflicts)))
	if parts.Title.Right != "" {
		place += " · " + parts.Title.Right
	}
	parts.Title.Right = place
	s.hints(&parts)
	room := parts.Room(window)
	top := s.page.top(frame.Size{Width: room.Width, Height: room.Height - len(parts.Body)})
	if cursor != nil {
		cursor.Y += len(top)
	}
	parts.Body = append(top, parts.Body...)
	return parts, cursor
}
