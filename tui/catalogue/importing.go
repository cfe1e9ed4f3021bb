package catalogue

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/sheet"
	"brobygger/tui/words"
)

// newImport asks for a spreadsheet of services, and then shows what it would do.
func newImport(d *desk.Desk) tui.Screen {
	w := d.W()
	path := field.NewLine("")
	s := sheet.New(d, "", &field.Entry{ID: "path", Label: w.T("catalogue.import.path"), Field: path, Above: true})
	s.Name, s.Label, s.EnterSaves = "catalogue.context.import", "catalogue.key.read", true
	s.Title = func() string { return w.T("catalogue.import.title") }
	s.Lead = []string{w.T("catalogue.import.lead")}
	s.Hints = map[string]string{"path": w.T("catalogue.import.hint")}
	var found *preview
	s.Write = func() (sheet.Work, bool) {
		from := strings.TrimSpace(path.Value())
		if from == "" {
			s.Fail("path", cases.ErrNeeded)
			return nil, false
		}
		store := d.Store
		return func(ctx context.Context) desk.Saved {
			rows, err := d.Sheet(from)
			if err != nil {
				return desk.Saved{Err: &unreadable{err}}
			}
			dir, err := store.Directory(ctx)
			if err != nil {
				return desk.Saved{Err: err}
			}
			plan, err := cases.ImportServices(rows, dir)
			if err != nil {
				return desk.Saved{Err: err}
			}
			found = &preview{d: d, plan: plan, dir: dir}
			return desk.Saved{}
		}, true
	}
	s.Saved = func(desk.Saved) tui.Action { return tui.Replace{Screen: found} }
	s.Refused = func(err error) tui.Action {
		var file *unreadable
		switch {
		case errors.As(err, &file):
			return tui.Say{Text: w.T("catalogue.import.unreadable"), Error: true}
		case errors.Is(err, cases.ErrNoServiceHeadings):
			return tui.Say{Text: w.T("catalogue.import.headings"), Error: true}
		}
		return nil
	}
	return s
}

// unreadable says that a file cannot be read as a spreadsheet.
type unreadable struct{ err error }

// Error implements error.
func (e *unreadable) Error() string { return "not a spreadsheet: " + e.err.Error() }

// Unwrap gives why.
func (e *unreadable) Unwrap() error { return e.err }

// preview is what an import would do; nothing is saved before it is told to.
type preview struct {
	d               *desk.Desk
	plan            cases.ServiceImport
	dir             *cases.Directory
	busy            bool
	top, most, step int
}

func previewContext() keys.Context {
	m := keys.NewMoves()
	return keys.Context{Name: "catalogue.context.preview", Kind: keys.List, Bindings: []keys.Binding{keys.NewEverywhere().Save.With("catalogue.key.take"), m.Back}}
}

// Keys implements [tui.Screen].
func (p *preview) Keys() keys.Context {
	c := previewContext()
	switch {
	case len(p.plan.Changes) == 0:
		c.Bindings[0] = c.Bindings[0].Disabled(p.d.W().T("catalogue.import.nothing"))
	case p.busy:
		c.Bindings[0] = c.Bindings[0].Disabled(p.d.W().T("catalogue.loading"))
	}
	return c
}

// Update implements [tui.Screen].
func (p *preview) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case desk.Saved:
		p.busy = false
		if msg.Err != nil {
			return p.d.Done(msg, ""), nil
		}
		say := p.d.W().T("catalogue.import.said", words.A{"new": p.plan.Created, "changed": p.plan.Updated})
		return tui.All{p.d.Done(msg, say), tui.Back{}}, nil
	case tea.KeyPressMsg:
		if scroll(keys.Name(msg), &p.top, p.step, p.most) {
			return nil, nil
		}
		if b, ok := keys.Find(msg, p.Keys().Bindings); ok && b.ID == "save" && b.Off == "" {
			p.busy = true
			store, changes := p.d.Store, p.plan.Changes
			return nil, func() tea.Msg {
				_, err := store.SaveDirectory(context.Background(), changes...)
				return desk.Saved{Err: err}
			}
		}
		return tui.Pass{}, nil
	}
	return nil, nil
}

// lines are what it says.
func (p *preview) lines(width int) []string {
	w, st := p.d.W(), p.d.Env.Styles
	var out []string
	add := func(mark, text string, style func(...string) string) {
		for _, l := range frame.Wrap(text, max(1, width-2-len(mark))) {
			out = append(out, " "+mark+style(l))
			mark = strings.Repeat(" ", len(mark))
		}
	}
	head := func(key string, n int) { add("", w.T(key, w.Count(n)), st.Heading.Render) }
	head("catalogue.import.new", p.plan.Created)
	for _, ch := range p.plan.Changes {
		if name, ok := ch.Set["name"].(string); ok && ch.Kind == cases.EntryService {
			add("  ", desk.OneLine(name), st.Text.Render)
		}
	}
	head("catalogue.import.changed", p.plan.Updated)
	for _, ch := range p.plan.Changes {
		if ch.Kind != cases.EntryServiceSet {
			continue
		}
		var fields []string
		for _, f := range []string{"name", "unit", "keys", "phone", "mail", "hours", "for", "kle", "authority"} {
			if _, ok := ch.Set[f]; ok {
				fields = append(fields, p.d.Label("domain.field.", f))
			}
		}
		for _, id := range ch.Targets {
			if s := p.dir.Service(id); s != nil {
				add("  ", desk.OneLine(s.Name)+": "+strings.Join(fields, ", "), st.Text.Render)
			}
		}
	}
	head("catalogue.import.kept", p.plan.Kept)
	head("catalogue.import.same", p.plan.Unchanged)
	head("catalogue.import.rejected", len(p.plan.Rejected))
	for _, r := range p.plan.Rejected {
		add("  ", w.T("catalogue.import.row", w.Count(r.Row), p.d.Label("cli.reject.", r.Reason)), st.Text.Render)
	}
	return slices.Clip(out)
}

// View implements [tui.Screen].
func (p *preview) View(window frame.Size) (frame.Parts, *field.Point) {
	w := p.d.W()
	parts := frame.Parts{Title: frame.Line{Left: w.T("catalogue.import.title")}, State: []frame.Line{{Left: w.T("catalogue.import.state"), Right: p.d.LocksIn()}}}
	room := parts.Room(window)
	lines := p.lines(room.Width)
	p.step, p.most = max(1, room.Height), max(0, len(lines)-room.Height)
	p.top = max(0, min(p.top, p.most))
	parts.Body = lines[p.top:min(len(lines), p.top+room.Height)]
	return parts, nil
}
