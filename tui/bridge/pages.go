package bridge

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
)

// widest is the width beyond which no text is drawn, in columns.
const widest = 100

// sheetOf is a page of text about a case, which scrolls.
type sheetOf struct {
	d     *desk.Desk
	id    string
	c     *cases.Case // nil until it is read
	err   error
	top   int
	most  int
	room  int
	lines func(width int) []string
	title string // word key
	keys  func() keys.Context
	act   func(id string) (tui.Action, tea.Cmd)
	state string
}

// Start implements [tui.Starter].
func (p *sheetOf) Start() tea.Cmd { return p.d.Load(p.id) }

// CaseID implements [tui.OnCase].
func (p *sheetOf) CaseID() string { return p.id }

// Keys implements [tui.Screen].
func (p *sheetOf) Keys() keys.Context { return p.keys() }

// Update implements [tui.Screen].
func (p *sheetOf) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case desk.Loaded:
		if msg.ID == p.id {
			p.c, p.err = msg.Case, msg.Err
		}
		return nil, nil
	case desk.Changed:
		return nil, p.Start()
	case tea.KeyPressMsg:
		if b, ok := keys.Find(msg, p.keys().Bindings); ok && b.ID != keys.NewMoves().Back.ID {
			return p.act(b.ID)
		}
		m, name := keys.NewMoves(), keys.Name(msg)
		switch {
		case m.Up.Has(name):
			p.top--
		case m.Down.Has(name):
			p.top++
		case m.PageUp.Has(name):
			p.top -= max(1, p.room-1)
		case m.PageDown.Has(name):
			p.top += max(1, p.room-1)
		case m.Home.Has(name):
			p.top = 0
		case m.End.Has(name):
			p.top = p.most
		case m.Back.Has(name):
			return tui.Back{}, nil
		default:
			return tui.Pass{}, nil
		}
		p.top = max(0, min(p.top, p.most))
		return nil, nil
	}
	return nil, nil
}

// View implements [tui.Screen].
func (p *sheetOf) View(window frame.Size) (frame.Parts, *field.Point) {
	w := p.d.W()
	title := w.T(p.title)
	if p.c != nil {
		title += " · " + p.c.Title() + " · " + p.c.Shown()
	}
	parts := frame.Parts{Title: frame.Line{Left: title}, State: []frame.Line{p.d.SavedLine()}}
	if p.state != "" {
		parts.State[0].Left = p.state
	}
	room := parts.Room(window)
	width := max(1, min(room.Width, widest)-2)
	var lines []string
	switch {
	case p.err != nil:
		lines = frame.Wrap(p.d.Sentence(p.err), width)
	case p.c == nil:
		lines = []string{w.T("case.loading")}
	default:
		lines = p.lines(width)
	}
	p.room, p.most = room.Height, max(0, len(lines)-room.Height)
	p.top = max(0, min(p.top, p.most))
	for _, l := range lines[p.top:min(len(lines), p.top+room.Height)] {
		parts.Body = append(parts.Body, " "+l)
	}
	if p.most > p.top {
		parts.State[0].Right = w.N("bridge.more", p.most-p.top)
	}
	return parts, nil
}

// wrap puts a text on lines of a width behind an indent.
func wrap(indent, text string, width int) []string {
	var out []string
	for _, l := range frame.Wrap(frame.Clean(text), max(1, width-frame.Width(indent))) {
		out = append(out, indent+l)
	}
	return out
}

// newTold makes the page of whom to tell that a consent is withdrawn.
func newTold(d *desk.Desk, id string, consent cases.EntryID) tui.Screen {
	p := &sheetOf{d: d, id: id, title: "bridge.told.title", keys: toldContext}
	p.act = func(string) (tui.Action, tea.Cmd) { return tui.Back{}, nil }
	dir := &withDirectory{sheetOf: p}
	p.lines = func(width int) []string {
		w, c := d.W(), p.c
		x := c.Consent(consent)
		if x == nil {
			return wrap("", d.Sentence(cases.ErrGone), width)
		}
		to := desk.OneLine(x.To.Name)
		out := wrap("", w.T("bridge.told.lead", to, d.Labels("domain.arena.", x.Scope)), width)
		if !x.Withdrawn.IsZero() {
			out = append(out, wrap("", w.T("bridge.told.from", w.Date(x.Withdrawn)), width)...)
		}
		told := c.ToldOn(consent)
		if len(told) == 0 {
			return append(append(out, ""), wrap("", w.T("bridge.told.none"), width)...)
		}
		out = append(append(out, ""), wrap("", w.T("bridge.told.list"), width)...)
		for _, t := range told {
			out = append(out, "", "  "+d.Env.Styles.Strong.Render("□ "+frame.Cut(desk.OneLine(t.To.Name), max(1, width-4))))
			if reach := dir.reach(t.To); reach != "" {
				out = append(out, wrap("    ", reach, width)...)
			}
			for _, l := range c.Disclosures {
				if l.Struck == nil && l.Erased == nil && l.To.Is(t.To) && contains(l.Consents, consent) {
					text := d.ShortDay(l.On) + "  " + d.Disclosure(l.What) + ": " + d.Labels("domain.arena.", l.Keys)
					out = append(out, wrap("    ", text, width)...)
				}
			}
		}
		return append(append(out, ""), wrap("", w.T("bridge.told.after"), width)...)
	}
	return dir
}

func contains(ids []cases.EntryID, id cases.EntryID) bool {
	for _, x := range ids {
		if x == id {
			return true
		}
	}
	return false
}

func toldContext() keys.Context {
	m := keys.NewMoves()
	return keys.Context{Name: "bridge.told.title", Kind: keys.List, Bindings: []keys.Binding{m.Open.With("bridge.told.done"), m.Back}}
}

// withDirectory is a page that knows the directory of services.
type withDirectory struct {
	*sheetOf
	dir *cases.Directory
}

// Start implements [tui.Starter].
func (p *withDirectory) Start() tea.Cmd {
	return tea.Batch(p.sheetOf.Start(), lookUp(p.d.Store))
}

// Update implements [tui.Screen].
func (p *withDirectory) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	if got, ok := msg.(directory); ok {
		p.dir = got.dir
		return nil, nil
	}
	return p.sheetOf.Update(msg)
}

// reach is how to reach a recipient, "" where that is not known or is protected.
func (p *withDirectory) reach(to cases.Recipient) string {
	if to.ID == "" {
		return ""
	}
	if p.dir != nil {
		if s := p.dir.Service(to.ID); s != nil {
			return join(" · ", desk.OneLine(s.Phone), desk.OneLine(s.Mail), desk.OneLine(s.Hours))
		}
	}
	for _, n := range p.c.Network {
		if n.ID == to.ID && !p.c.EverProtected(n.ID) && n.Struck == nil && n.Erased == nil {
			return join(" · ", desk.OneLine(n.Phone), desk.OneLine(n.Email))
		}
	}
	return ""
}

// join puts what is not empty behind each other.
func join(between string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, between)
}

// newRefusal makes the page that says which consent is missing.
func newRefusal(d *desk.Desk, id string, missing *cases.NotCoveredError, authority bool) tui.Screen {
	p := &sheetOf{d: d, id: id, title: "bridge.refusal.title", keys: refusalContext, state: d.W().T("bridge.refusal.state")}
	p.act = func(key string) (tui.Action, tea.Cmd) {
		arg := desk.BridgeArg{Case: id, To: missing.To}
		if key == newKeys().under.ID {
			if !authority {
				arg.To = cases.Recipient{}
			}
			return tui.Open{Route: desk.RouteUnderretning, Arg: arg}, nil
		}
		arg.Keys = missing.Missing
		return tui.Replace{Screen: newConsent(d, arg, nil)}, nil
	}
	p.lines = func(width int) []string {
		w := d.W()
		out := []string{""}
		for _, l := range wrap("", d.Sentence(missing), width) {
			out = append(out, d.Env.Styles.Strong.Render(l))
		}
		out = append(out, "")
		if len(missing.Missing) > 0 {
			out = append(out, wrap("", w.T("bridge.refusal.lead"), width)...)
			for _, key := range missing.Missing {
				out = append(out, "  □ "+d.Label("domain.arena.", key))
			}
			out = append(out, "")
		}
		if missing.Any {
			out = append(append(out, wrap("", w.T("bridge.refusal.any"), width)...), "")
		}
		out = append(append(out, wrap("", w.T("bridge.refusal.how"), width)...), "")
		if authority {
			out = append(out, wrap("", w.T("say.underretning"), width)...)
		}
		return out
	}
	return p
}

// refused shows why something may not go, nil for an error of another kind.
func (f *form) refused(err error) tui.Action {
	missing := notCovered(err)
	if missing == nil {
		return nil
	}
	return tui.Push{Screen: newRefusal(f.d, f.ID, missing, desk.Authority(f.dir, missing.To))}
}

// own are the keys that only these pages have.
type own struct {
	now, under, print keys.Binding
}

func newKeys() own {
	l := keys.NewLetters()
	return own{
		now:   l.New.With("bridge.key.consent.now"),
		under: keys.Binding{ID: "underretning", Keys: []string{"w"}, Label: "bridge.key.under", More: "bridge.key.under.more"},
		print: keys.Binding{ID: "print", Keys: []string{"s"}, Label: "bridge.key.print", More: "bridge.key.print.more"},
	}
}

func refusalContext() keys.Context {
	o := newKeys()
	return keys.Context{Name: "bridge.refusal.title", Kind: keys.List, Bindings: []keys.Binding{o.now, o.under, keys.NewMoves().Back}}
}
