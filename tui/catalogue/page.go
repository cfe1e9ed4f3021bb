package catalogue

import (
	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/catalogue"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/sheet"
)

// page shows all of one thing.
type page struct {
	d     *desk.Desk
	title string
	facts []fact
	edit  cases.EntryID // of the service that can be changed, "" for none
	top   int
	most  int
	step  int
}

type fact struct{ label, text string }

func newServicePage(d *desk.Desk, dir *cases.Directory, s cases.Service) *page {
	w := d.W()
	p := &page{d: d, title: desk.OneLine(s.Name), edit: s.ID}
	for _, f := range []fact{
		{"unit", s.Unit}, {"keys", d.Labels("domain.arena.", s.Keys)}, {"phone", s.Phone}, {"mail", s.Mail}, {"hours", s.Hours}, {"for", s.For}, {"kle", s.KLE},
	} {
		if f.text != "" {
			p.facts = append(p.facts, fact{label(d, f.label), desk.OneLine(f.text)})
		}
	}
	authority := w.T("keys.no")
	if s.Authority {
		authority = w.T("catalogue.authority.yes")
	}
	p.facts = append(p.facts, fact{label(d, "authority"), authority})
	for _, k := range dir.Conflicts {
		if k.Entity == s.ID {
			p.facts = append(p.facts, fact{w.T("catalogue.two"), d.Label("domain.field.", k.Field)})
		}
	}
	return p
}

func newEntryPage(d *desk.Desk, e catalogue.Entry) *page {
	w, lang := d.W(), string(d.W().Language())
	return &page{d: d, title: e.Name.In(lang), facts: []fact{
		{w.T("catalogue.fact.area"), e.Area.In(lang)},
		{w.T("catalogue.fact.target"), e.Target.In(lang)},
		{w.T("catalogue.fact.arenas"), d.Labels("domain.arena.", e.Keys)},
		{w.T("catalogue.fact.effect"), e.Effect.In(lang)},
		{w.T("catalogue.fact.evidence"), sheet.Capital(d.Label("domain.evidence.", string(e.Evidence)))},
		{w.T("catalogue.fact.source"), e.Source.In(lang)},
	}}
}

// label is the word of a field, with a capital.
func label(d *desk.Desk, name string) string { return sheet.Capital(d.Label("domain.field.", name)) }

func pageContext(edit bool) keys.Context {
	m := keys.NewMoves()
	c := keys.Context{Name: "catalogue.context.page", Kind: keys.List, Bindings: []keys.Binding{m.Back}}
	if edit {
		c.Bindings = append([]keys.Binding{keys.NewLetters().Edit}, c.Bindings...)
	}
	return c
}

// Keys implements [tui.Screen].
func (p *page) Keys() keys.Context { return pageContext(p.edit != "") }

// Update implements [tui.Screen].
func (p *page) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case desk.Changed:
		if p.edit != "" {
			return tui.Back{}, nil // what stands here is no more so
		}
	case tea.KeyPressMsg:
		if scroll(keys.Name(msg), &p.top, p.step, p.most) {
			return nil, nil
		}
		if b, ok := keys.Find(msg, p.Keys().Bindings); ok && b.ID == "edit" {
			return tui.Open{Route: desk.RouteService, Arg: desk.ThingArg{Entry: p.edit}}, nil
		}
		return tui.Pass{}, nil
	}
	return nil, nil
}

// scroll takes the keys that move.
func scroll(name string, top *int, step, most int) bool {
	m := keys.NewMoves()
	switch step = max(1, step-1); {
	case m.Up.Has(name):
		*top--
	case m.Down.Has(name):
		*top++
	case m.PageUp.Has(name):
		*top -= step
	case m.PageDown.Has(name):
		*top += step
	case m.Home.Has(name):
		*top = 0
	case m.End.Has(name):
		*top = most
	default:
		return false
	}
	*top = max(0, min(*top, most))
	return true
}

// widest is the width beyond which no text is drawn, in columns.
const widest = 100

// View implements [tui.Screen].
func (p *page) View(window frame.Size) (frame.Parts, *field.Point) {
	st := p.d.Env.Styles
	parts := frame.Parts{Title: frame.Line{Left: p.d.W().T("catalogue.title")}, State: []frame.Line{p.d.SavedLine()}}
	room := parts.Room(window)
	width := max(1, min(room.Width, widest)-2)
	var lines []string
	for _, l := range frame.Wrap(p.title, width) {
		lines = append(lines, " "+st.Heading.Render(l))
	}
	column := 0
	for _, f := range p.facts {
		column = max(column, frame.Width(f.label)+2)
	}
	lines = append(lines, "")
	for _, f := range p.facts {
		if room.Width < 2*column {
			lines = append(lines, " "+st.Muted.Render(f.label))
			for _, l := range frame.Wrap(f.text, max(1, width-2)) {
				lines = append(lines, "   "+l)
			}
			continue
		}
		for i, l := range frame.Wrap(f.text, max(1, width-column)) {
			name := ""
			if i == 0 {
				name = f.label
			}
			lines = append(lines, " "+st.Muted.Render(frame.Fit(name, column))+l)
		}
	}
	p.step, p.most = max(1, room.Height), max(0, len(lines)-room.Height)
	p.top = max(0, min(p.top, p.most))
	parts.Body = lines[p.top:min(len(lines), p.top+room.Height)]
	return parts, nil
}
