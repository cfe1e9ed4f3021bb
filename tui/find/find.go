// Package find is the search: every text of every case, as one types. All words
// must be found, each as the beginning of a word; words in quotation marks stand
// together; filters such as arena:skole narrow it down (cases/query).
package find

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/cases/query"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/rows"
	"brobygger/tui/words"
)

// most is how many hits are shown; how many there are is always said.
const most = 200

// Screen is the search.
type Screen struct {
	d    *desk.Desk
	line *field.Line
	list *rows.List
	src  *source

	revision int
	wants    int
	stop     *atomic.Bool // of the search under way
	total    int
	done     bool // what is shown is what the line asks for
	enter    bool // Enter was pressed before the answer came: the first hit is wanted
	err      error
}

// Route makes the screen of a route, nil for a route that is not here.
func Route(d *desk.Desk, route string, _ any) tui.Screen {
	if route == tui.RouteSearch {
		return New(d)
	}
	return nil
}

// New makes an empty search.
func New(d *desk.Desk) *Screen {
	s := &Screen{d: d, line: field.NewLine(""), src: &source{d: d}, stop: new(atomic.Bool)}
	s.list = rows.New(s.src, danish.Fold, "")
	s.list.Empty = d.W().T("find.empty")
	return s
}

// answer is what a search came to.
type answer struct {
	want  int
	total int
	hits  []cases.Hit
	err   error
}

// CaseID implements [tui.OnCase].
func (s *Screen) CaseID() string {
	if i, ok := s.list.Selected(); ok {
		return s.src.hits[i].Case
	}
	return ""
}

// Explain implements [tui.Explainer].
func (s *Screen) Explain() []string {
	w := s.d.W()
	return []string{w.T("find.help.words"), w.T("find.help.filters"), w.T("find.help.gone")}
}

func contextOf() keys.Context {
	m := keys.NewMoves()
	return keys.Context{Name: "find.context", Kind: keys.Field, Bindings: []keys.Binding{
		m.Open, m.Up, m.Down, m.PageUp, m.PageDown, m.Back,
	}}
}

// Contexts lists the keys of the screen, for the check of all of them.
func Contexts(*words.Words) []keys.Context { return []keys.Context{contextOf()} }

// Keys implements [tui.Screen].
func (s *Screen) Keys() keys.Context { return contextOf() }

// search starts a search for what stands in the line and stops the one before.
func (s *Screen) search() tea.Cmd {
	s.stop.Store(true)
	stop := new(atomic.Bool)
	s.stop = stop
	s.wants++
	s.done = false
	want, d := s.wants, s.d
	q, err := query.ParseAt(s.line.Value(), d.Now())
	if err != nil || q.Empty() {
		s.err, s.done, s.total = err, true, 0
		s.src.hits = nil
		s.list.Empty = d.W().T("find.empty")
		s.list.Refresh()
		return nil
	}
	s.err, s.src.query = nil, q
	s.list.Empty = "" // whether anything is found is not known yet
	in := cases.SearchIn{Members: d.Store.Members(), Today: d.Today(), Limits: d.Store.Settings()}
	return func() tea.Msg {
		var people, all []cases.Hit
		err := d.Store.Each(context.Background(), func(c *cases.Case) bool {
			meant := q.HasText() && q.MatchText(danish.Fold(c.Person.Name+" "+c.Number))
			for _, h := range c.Search(q, in) {
				if meant && h.Kind == cases.EntryCase {
					people = append(people, h)
				} else {
					all = append(all, h)
				}
			}
			return !stop.Load()
		})
		if stop.Load() {
			return nil
		}
		// Who types a name looks for the person: the case comes before the notes
		// that mention them.
		cases.SortHits(people)
		cases.SortHits(all)
		all = append(people, all...)
		return answer{want: want, total: len(all), hits: all[:min(most, len(all))], err: err}
	}
}

// Update implements [tui.Screen].
func (s *Screen) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case answer:
		if msg.want == s.wants {
			s.done, s.err, s.total, s.src.hits = true, msg.err, msg.total, msg.hits
			s.list.Empty = s.d.W().T("find.none")
			s.list.Refresh()
			if s.enter {
				return s.open(), nil
			}
		}
		return nil, nil
	case desk.Changed:
		return nil, s.search()
	}
	if press, ok := msg.(tea.KeyPressMsg); ok {
		s.enter = false
		switch keys.Name(press) {
		case "up", "down", "pgup", "pgdown":
			s.list.Update(msg)
			return nil, nil
		case "enter":
			if !s.done {
				s.enter = true
				return nil, nil
			}
			return s.open(), nil
		}
	}
	if s.line.Update(msg) {
		if r := s.line.Revision(); r != s.revision {
			s.revision = r
			return nil, s.search()
		}
		return nil, nil
	}
	return tui.Pass{}, nil
}

// open opens the case of the selected hit, nothing where there is none.
func (s *Screen) open() tui.Action {
	s.enter = false
	i, ok := s.list.Selected()
	if !ok {
		return nil
	}
	return tui.Open{Route: desk.RouteCase, Arg: target(s.src.hits[i])}
}

// target opens a case where the hit stands.
func target(h cases.Hit) desk.CaseArg {
	arg := desk.CaseArg{ID: h.Case, Entry: h.Entry}
	switch h.Kind {
	case cases.EntryContact:
		arg.Tab = "contacts"
	case cases.EntryParty:
		arg.Tab = "network"
	case cases.EntryWordsSet, cases.EntryGoal, cases.EntryStep, cases.EntryScore, cases.EntryReview:
		arg.Tab = "plan"
	case cases.EntryConsent, cases.EntryDisclosure:
		arg.Tab = "consent"
	case cases.EntryReferral, cases.EntryUnderretning:
		arg.Tab = "referral"
	default:
		arg.Tab = "overview"
	}
	return arg
}

// Click implements [tui.Clicker].
func (s *Screen) Click(at field.Point) string { return s.list.Click(at.Y - 2) }

// View implements [tui.Screen].
func (s *Screen) View(window frame.Size) (frame.Parts, *field.Point) {
	w, styles := s.d.W(), s.d.Env.Styles
	p := frame.Parts{Title: frame.Line{Left: w.T("find.title")}, State: []frame.Line{{Left: w.T("find.state"), Right: s.d.LocksIn()}}}
	if s.list.Len() > 0 {
		p.State[0].Right = s.d.PlaceAndLock(s.list.Position(w))
		if frame.Width(p.State[0].Left)+frame.Width(p.State[0].Right)+4 > window.Width {
			p.State[0].Left = "" // said before anything was found
		}
	}
	room := p.Room(window)
	label := " " + w.T("find.label") + " "
	lines, at := s.line.View(max(8, room.Width-frame.Width(label)-1), 1, true, styles)
	p.Body = append(p.Body, styles.LabelFocused.Render(label)+lines[0])
	said := w.T("find.searching")
	switch {
	case s.err != nil:
		said = s.problem()
	case s.done && s.total > len(s.src.hits):
		said = w.T("find.more", w.Count(len(s.src.hits)), w.Count(s.total))
	case s.done && s.total > 0:
		said = w.N("find.hits", s.total)
	case s.done, s.line.Value() == "":
		said = ""
	}
	p.Body = append(p.Body, " "+styles.Muted.Render(frame.Cut(said, room.Width-2)))
	list, _ := s.list.View(frame.Size{Width: room.Width, Height: room.Height - 2}, styles)
	p.Body = append(p.Body, list...)
	if at == nil {
		return p, nil
	}
	return p, &field.Point{X: frame.Width(label) + at.X, Y: at.Y}
}

// problem says what is wrong with a filter; what was typed is not repeated.
func (s *Screen) problem() string {
	var f *query.FilterError
	if err := s.err; errors.As(err, &f) {
		if errors.Is(err, query.ErrUnknownFilter) {
			return s.d.W().T("find.filter.unknown")
		}
		return s.d.W().T("find.filter.value", f.Filter)
	}
	return s.d.Sentence(s.err)
}

// source is the hits as the list shows them.
type source struct {
	d     *desk.Desk
	query query.Query
	hits  []cases.Hit
}

// Len implements [rows.Source].
func (s *source) Len() int { return len(s.hits) }

// ID implements [rows.Source].
func (s *source) ID(i int) string { return s.hits[i].Case + "/" + string(s.hits[i].Entry) }

// Haystack implements [rows.Source]; the line searches, not the list.
func (s *source) Haystack(int) string { return "" }

// The columns, of which the text takes what is left.
const (
	numberWidth = 7
	nameWidth   = 11
	dayWidth    = 10
	gap         = 2
)

// Row implements [rows.Source].
func (s *source) Row(i, width int) string {
	h := s.hits[i]
	l := rows.Lay([]rows.Column{{Width: numberWidth, Drop: 2}, {Width: nameWidth, Name: true}, {Width: dayWidth, Drop: 1}, {Width: 12, Grow: true}}, width, gap)
	room := width - nameWidth - gap
	if l.Has(0) {
		room -= numberWidth + gap
	}
	if l.Has(2) {
		room -= dayWidth + gap
	}
	return l.Row(h.Number, h.Title, s.d.ShortDay(h.At.Date), s.lit(h.Text, room))
}

// lit is a text around what was found in it, with that standing out.
func (s *source) lit(text string, width int) string {
	snippet, marks := s.query.Snippet(text, max(1, width))
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(snippet[at:m[0]])
		b.WriteString(s.d.Env.Styles.Match.Render(snippet[m[0]:m[1]]))
		at = m[1]
	}
	b.WriteString(snippet[at:])
	return b.String()
}
