package casefile

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/keys"
	"brobygger/tui/rows"
)

// tab is one of the tabs.
type tab int

// The tabs in their order.
const (
	tabOverview tab = iota
	tabContacts
	tabPlan
	tabNetwork
	tabConsent
	tabReferral
	tabHistory
	tabCount
)

// Screen is one case.
type Screen struct {
	d  *desk.Desk
	id string

	c     *cases.Case // nil until it is read
	items []cases.Item
	links []linked
	day   calendar.Date
	err   error
	wants int // counts what was asked for, so that a late answer is dropped

	tab  tab
	page page
	// consents and referrals are the pages of what stands between the case and others.
	consents, referrals page
	lists               [tabCount]*rows.List // nil for the overview, the plan and the two pages
	plan                *board
	notes               *noteSource
	people              *partySource
	entries             *entrySource
	goes                cases.EntryID // selected when the case is read

	reading bool // the text has the whole body
	scroll  int
	most    int // how far it can scroll
	height  int
	clicks  clicks
	textKey
	textLines []string

	reveal string // whose protected facts are shown: the case's id, a person's or an entry's
}

// linked is a case that this one is linked to.
type linked struct {
	link          cases.Link
	number, title string // empty where the case cannot be opened
	closed        bool
}

// Route makes the screen of a route, nil for a route that is not here.
func Route(d *desk.Desk, route string, arg any) tui.Screen {
	if a, ok := arg.(desk.CaseArg); ok && route == desk.RouteCase {
		return New(d, a)
	}
	return nil
}

// New makes the screen of a case. What the argument names as its tab and entry is
// selected once the case is read.
func New(d *desk.Desk, arg desk.CaseArg) *Screen {
	s := &Screen{d: d, id: arg.ID, goes: arg.Entry, notes: &noteSource{}, people: &partySource{}, entries: &entrySource{}}
	s.notes.s, s.people.s, s.entries.s = s, s, s
	s.plan = &board{s: s}
	w := d.W()
	for t, src := range map[tab]rows.Source{tabContacts: s.notes, tabNetwork: s.people, tabHistory: s.entries} {
		l := rows.New(src, danish.Fold, w.T("case.filter.label"))
		l.NoHits = w.T("case.filter.none")
		s.lists[t] = l
	}
	s.lists[tabContacts].Empty = w.T("case.contacts.none")
	s.lists[tabNetwork].Empty = w.T("case.network.none")
	if t := slices.Index(tabKeys(), arg.Tab); t > 0 {
		s.tab = tab(t)
	}
	return s
}

// answer is a case that was asked for.
type answer struct {
	want  int
	day   calendar.Date
	c     *cases.Case
	items []cases.Item
	links []linked
	err   error
}

// Tags of this screen's saves.
type (
	done      struct{}
	postponed struct{}
	moved     struct{}
	begun     struct{}
	undone    struct{}
)

// Start implements [tui.Starter].
func (s *Screen) Start() tea.Cmd { return s.load() }

func (s *Screen) load() tea.Cmd {
	s.wants++
	want, day, id, store := s.wants, s.d.Today(), s.id, s.d.Store
	return func() tea.Msg {
		ctx := context.Background()
		c, err := store.Case(ctx, id)
		if err != nil {
			return answer{want: want, err: err}
		}
		a := answer{want: want, day: day, c: c, items: cases.Due(c, store.Settings(), day, store.Info().Members)}
		for _, l := range c.Links {
			if l.Struck != nil {
				continue
			}
			to := linked{link: l}
			if other, err := store.Case(ctx, l.Case); err == nil {
				to.number, to.title, to.closed = other.Shown(), other.Title(), other.Status == cases.StatusClosed
			}
			a.links = append(a.links, to)
		}
		return a
	}
}

// tabKeys are the names of the tabs in a desk.CaseArg, in their order.
func tabKeys() []string {
	return []string{"overview", "contacts", "plan", "network", "consent", "referral", "history"}
}

// Place implements [tui.Placed].
func (s *Screen) Place() tui.Open {
	arg := desk.CaseArg{ID: s.id, Tab: tabKeys()[s.tab], Entry: cases.EntryID(s.page.want)}
	if l := s.lists[s.tab]; l != nil {
		arg.Entry = cases.EntryID(l.SelectedID())
	} else if s.tab == tabPlan {
		arg.Entry = s.plan.thing()
	} else if p := s.bridgePage(); p != nil {
		arg.Entry = cases.EntryID(p.want)
	}
	return tui.Open{Route: desk.RouteCase, Arg: arg}
}

// CaseID implements [tui.OnCase].
func (s *Screen) CaseID() string {
	if s.c == nil {
		return ""
	}
	return s.id
}

// Update implements [tui.Screen].
func (s *Screen) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case answer:
		return s.take(msg), nil
	case desk.Changed:
		if len(msg.Cases) == 0 {
			return nil, s.load()
		}
		for _, id := range msg.Cases {
			if id == s.id {
				return nil, s.load()
			}
		}
		return nil, nil
	case desk.Saved:
		return s.d.Done(msg, s.said(msg)), nil
	case tui.Shown:
		s.reveal = ""
		if s.c != nil && s.day != s.d.Today() {
			return nil, s.load()
		}
		return nil, nil
	}
	if s.c == nil {
		return tui.Pass{}, nil
	}
	if s.move(msg) {
		return nil, nil
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return tui.Pass{}, nil
	}
	b, _ := keys.Find(press, append(s.Keys().Bindings, keys.NewEverywhere().Undo))
	return s.act(b.ID)
}

// said is what is said of a save of this screen's.
func (s *Screen) said(m desk.Saved) string {
	switch m.Tag.(type) {
	case done:
		return s.d.W().T("case.said.done")
	case postponed:
		return s.d.W().T("case.said.postponed")
	case moved:
		return s.d.W().T("plan.said.moved")
	case begun:
		return s.d.W().T("plan.said.begun")
	case undone:
		return s.d.W().T("case.said.undone")
	}
	return ""
}

// take shows the case that came.
func (s *Screen) take(a answer) tui.Action {
	if a.want != s.wants {
		return nil
	}
	s.err = a.err
	if a.err != nil {
		if errors.Is(a.err, cases.ErrDeleted) && s.c != nil {
			return tui.Back{Say: s.d.Sentence(a.err)}
		}
		return nil
	}
	newest := s.onNewest()
	s.c, s.items, s.links, s.day = a.c, a.items, a.links, a.day
	s.textKey = textKey{}
	s.notes.fill()
	s.people.fill()
	s.entries.fill()
	s.plan.fill()
	for t, l := range s.lists {
		if l == nil {
			continue
		}
		l.Refresh()
		if newest[t] {
			l.Update(keys.Press(keys.NewMoves().Home.Keys[0]))
		}
	}
	if s.goes != "" {
		if l := s.lists[s.tab]; l != nil {
			l.Select(string(s.goes))
		}
		s.plan.find(s.goes)
		if s.bridging() {
			s.goBridge(s.goes)
		}
		s.page.want = string(s.goes)
		s.goes = ""
	}
	return nil
}

// onNewest says in which lists the newest is selected: there the selection goes
// along to what has just been written, unless somebody is reading.
func (s *Screen) onNewest() (newest [tabCount]bool) {
	for t, l := range s.lists {
		if l == nil || s.reading || l.Filter() != "" || tab(t) == tabNetwork {
			continue
		}
		i, ok := l.Selected()
		newest[t] = ok && i == 0
	}
	return newest
}

// move takes the keys that move, read and filter.
func (s *Screen) move(msg tea.Msg) bool {
	if s.reading {
		return s.read(msg)
	}
	press, isKey := msg.(tea.KeyPressMsg)
	switch s.tab {
	case tabOverview:
		return isKey && s.page.move(keys.Name(press))
	case tabPlan:
		return isKey && s.plan.move(keys.Name(press))
	case tabConsent, tabReferral:
		p := s.bridgePage()
		at := p.at
		taken := isKey && p.move(keys.Name(press))
		p.follow = p.follow || p.at != at
		return taken
	}
	l := s.lists[s.tab]
	before := l.SelectedID()
	taken := l.Update(msg)
	if l.SelectedID() != before {
		s.reveal = ""
	}
	return taken
}

// read takes the keys of a text that has the whole body.
func (s *Screen) read(msg tea.Msg) bool {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return false
	}
	m, name := keys.NewMoves(), keys.Name(press)
	page := max(1, s.height-1)
	switch {
	case m.Back.Has(name), m.Open.Has(name):
		s.reading, s.scroll = false, 0
	case m.Up.Has(name):
		s.scroll--
	case m.Down.Has(name):
		s.scroll++
	case m.PageUp.Has(name):
		s.scroll -= page
	case m.PageDown.Has(name):
		s.scroll += page
	case m.Home.Has(name):
		s.scroll = 0
	case m.End.Has(name):
		s.scroll = s.most
	case m.Left.Has(name), m.Right.Has(name):
		goes := m.Up
		if m.Right.Has(name) {
			goes = m.Down
		}
		s.lists[s.tab].Update(keys.Press(goes.Keys[0]))
		s.scroll, s.reveal = 0, ""
	default:
		return false
	}
	s.scroll = max(0, min(s.scroll, s.most))
	return true
}

// goTo opens a tab.
func (s *Screen) goTo(t tab) {
	s.tab, s.reading, s.scroll, s.reveal = t, false, 0, ""
}
