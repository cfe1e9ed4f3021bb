package catalogue

import (
	"context"
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
)

// wasField begins the fields of a draft that say what the form was opened with:
// only what differs from that was typed.
const wasField = "was_"

// form is the form of a service. It is saved on the directory as it was when the
// form was opened.
type form struct {
	*sheet.Sheet
	entry   cases.EntryID
	draft   *cases.Draft
	dir     *cases.Directory
	trouble error
	early   []tea.Msg

	lines     map[string]*field.Line
	keys      *field.Choice
	authority *field.Choice
}

// texts are the fields of a service that are a line of text.
func texts() []string { return []string{"name", "unit", "phone", "mail", "hours", "for", "kle"} }

func newForm(d *desk.Desk, entry cases.EntryID, draft *cases.Draft) tui.Screen {
	w := d.W()
	f := &form{entry: entry, draft: draft, lines: map[string]*field.Line{}}
	f.keys = field.NewChoices(sheet.Options(d, "domain.arena.", slices.Concat(cases.Arenas(), cases.Themes()))...)
	f.authority = field.NewYesNo(w.T("keys.yes"), w.T("common.yes.key"), w.T("keys.no"), w.T("common.no.key"))
	var all []*field.Entry
	for _, id := range []string{"name", "unit", "keys", "phone", "mail", "hours", "for", "authority", "kle"} {
		e := &field.Entry{ID: id, Label: label(d, id)}
		switch id {
		case "keys":
			e.Field = f.keys
		case "authority":
			e.Field, e.After = f.authority, w.T("catalogue.authority.after")
		default:
			f.lines[id] = field.NewLine("")
			e.Field = f.lines[id]
		}
		all = append(all, e)
	}
	s := sheet.New(d, "", all...)
	f.Sheet = s
	s.Name, s.EnterSaves = "catalogue.context.form", true
	s.Title = func() string {
		if entry == "" {
			return w.T("catalogue.form.new")
		}
		return w.T("catalogue.form.edit")
	}
	s.Hints = map[string]string{"keys": w.T("catalogue.form.keys"), "authority": w.T("catalogue.form.authority"), "kle": w.T("catalogue.form.kle")}
	s.Draft = func() cases.Draft { return cases.Draft{Form: desk.RouteService, Title: f.lines["name"].Value()} }
	s.Write = f.write
	s.Saved = func(out desk.Saved) tui.Action {
		return tui.All{d.Done(out, w.T("catalogue.form.said")), tui.Back{}}
	}
	return f
}

// Start implements [tui.Starter].
func (f *form) Start() tea.Cmd {
	store := f.Desk.Store
	return func() tea.Msg {
		dir, err := store.Directory(context.Background())
		return directory{dir: dir, err: err}
	}
}

// Update implements [tui.Screen].
func (f *form) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case directory:
		return f.fill(msg)
	case tea.KeyPressMsg:
		switch {
		case f.trouble != nil:
			return tui.Pass{}, nil
		case f.dir == nil && !keys.NewMoves().Back.Matches(msg):
			f.early = append(f.early, msg)
			return nil, nil
		}
	case tea.PasteMsg:
		if f.dir == nil {
			f.early = append(f.early, msg)
			return nil, nil
		}
	}
	return f.Sheet.Update(msg)
}

// fill shows the service, and then what was half typed of it.
func (f *form) fill(msg directory) (tui.Action, tea.Cmd) {
	if f.dir != nil {
		return nil, nil
	}
	if f.trouble = msg.err; f.trouble == nil && msg.dir.ReadOnly {
		f.trouble = cases.ErrReadOnly
	}
	was := cases.ServiceForm{}
	if f.trouble == nil && f.entry != "" {
		if s := msg.dir.Service(f.entry); s == nil || s.Struck != nil || s.Erased != nil {
			f.trouble = cases.ErrGone
		} else {
			was = s.Form()
		}
	}
	if f.trouble != nil {
		return nil, nil
	}
	f.dir = msg.dir
	values := map[string]string{"name": was.Name, "unit": was.Unit, "phone": was.Phone, "mail": was.Mail, "hours": was.Hours, "for": was.For, "kle": was.KLE}
	for _, id := range texts() {
		f.lines[id].SetValue(values[id])
	}
	f.keys.SetValues(was.Keys...)
	if was.Authority {
		f.authority.SetValues("ja")
	}
	f.Pristine()
	values["keys"], values["authority"] = strings.Join(f.keys.Values(), ","), strings.Join(f.authority.Values(), ",")
	f.Extra = map[string]string{sheet.EntryField: string(f.entry)}
	for id, v := range values {
		f.Extra[wasField+id] = v
	}
	if d := f.draft; d != nil {
		typed := *d
		typed.Fields = map[string]string{}
		for id, v := range d.Fields {
			if before, ok := d.Fields[wasField+id]; !ok || before != v {
				typed.Fields[id] = v
			}
		}
		f.Restore(typed)
	}
	f.Refresh()
	var all tui.All
	var cmds []tea.Cmd
	for _, m := range f.early {
		action, cmd := f.Sheet.Update(m)
		if _, pass := action.(tui.Pass); action != nil && !pass {
			all = append(all, action)
		}
		cmds = append(cmds, cmd)
	}
	f.early = nil
	return all, tea.Batch(cmds...)
}

// write reads the form.
func (f *form) write() (sheet.Work, bool) {
	if f.dir == nil {
		return nil, false
	}
	v := func(id string) string { return f.lines[id].Value() }
	in := cases.ServiceForm{Name: v("name"), Unit: v("unit"), Phone: v("phone"), Mail: v("mail"), Hours: v("hours"), For: v("for"), KLE: v("kle"),
		Keys: f.keys.Values(), Authority: f.authority.Value() == "ja"}
	dir, entry, store := f.dir, f.entry, f.Desk.Store
	return func(ctx context.Context) desk.Saved {
		ch, err := dir.Add(in)
		if entry != "" {
			ch, err = dir.Edit(entry, in)
		}
		if err == nil {
			_, err = store.SaveDirectory(ctx, ch)
		}
		return desk.Saved{Err: err}
	}, true
}

// Keys implements [tui.Screen].
func (f *form) Keys() keys.Context {
	if f.trouble != nil {
		return sheet.Blocked(f.Name)
	}
	return f.Sheet.Keys()
}

// View implements [tui.Screen].
func (f *form) View(window frame.Size) (frame.Parts, *field.Point) {
	if f.trouble == nil {
		return f.Sheet.View(window)
	}
	p := frame.Parts{Title: frame.Line{Left: f.Title()}, State: []frame.Line{f.Desk.SavedLine()}}
	for _, l := range frame.Wrap(f.Desk.Sentence(f.trouble), max(1, window.Width-2)) {
		p.Body = append(p.Body, " "+l)
	}
	return p, nil
}

// saves gives the command that saves one change of the directory.
func (s *Screen) saves(build func(*cases.Directory) (cases.Change, error)) tea.Cmd {
	dir, store := s.dir, s.d.Store
	return func() tea.Msg {
		ch, err := build(dir)
		if err == nil {
			_, err = store.SaveDirectory(context.Background(), ch)
		}
		return desk.Saved{Err: err}
	}
}

// askStrike asks why a service is taken off the list.
func (s *Screen) askStrike(one cases.Service) *tui.Dialog {
	w := s.d.W()
	reason := field.NewLine("")
	entry := &field.Entry{ID: "reason", Label: label(s.d, "reason"), Field: reason}
	asking := keys.NewAsking(w.T("common.yes.key"), w.T("common.no.key"))
	dialog := &tui.Dialog{
		Title: w.T("catalogue.strike.title"), Text: w.T("catalogue.strike.text", desk.OneLine(one.Name)),
		Bindings: []keys.Binding{asking.Accept.With("catalogue.key.strike"), asking.Cancel},
		Form:     field.NewForm(w.T("desk.full"), entry),
	}
	dialog.Answer = func(id string) (tui.Action, tea.Cmd) {
		if id != asking.Accept.ID {
			return nil, nil
		}
		why := strings.TrimSpace(reason.Value())
		if why == "" {
			entry.Error = s.d.Sentence(cases.ErrNeeded)
			return tui.Ask{Dialog: dialog}, nil
		}
		return nil, s.saves(func(dir *cases.Directory) (cases.Change, error) { return dir.Strike(one.ID, why) })
	}
	return dialog
}

// askVersions asks which of two versions of a field holds, one field after the
// other.
func (s *Screen) askVersions() *tui.Dialog {
	w := s.d.W()
	k := s.conflicts()[0]
	var options []field.Option
	values := map[string]any{}
	for i, v := range k.Values {
		text := cases.DecodeText(v.Raw)
		id, value := w.Count(i), any(text)
		shown := desk.OneLine(text)
		switch {
		case k.Field == "keys":
			list := []string{}
			if text != "" {
				list = strings.Split(text, ", ")
			}
			value, shown = list, s.d.Labels("domain.arena.", list)
		case string(v.Raw) == "true":
			value, shown = true, w.T("keys.yes")
		case string(v.Raw) == "false":
			value, shown = false, w.T("keys.no")
		}
		if shown == "" {
			shown = w.T("conflict.empty")
		}
		values[id] = value
		options = append(options, field.Option{ID: id, Key: string(rune('a' + i)), Label: shown + " (" + s.d.Author(v.Author) + ")"})
	}
	choice := field.NewChoice(options...)
	asking := keys.NewAsking(w.T("common.yes.key"), w.T("common.no.key"))
	return &tui.Dialog{
		Title: w.T("catalogue.versions.title"), Text: w.T("catalogue.versions.text", label(s.d, k.Field)),
		Bindings: []keys.Binding{asking.Accept.With("catalogue.key.choose"), asking.Cancel},
		Form:     field.NewForm("", &field.Entry{ID: "version", Field: choice, Above: true}),
		Answer: func(id string) (tui.Action, tea.Cmd) {
			value, ok := values[choice.Value()]
			if id != asking.Accept.ID || !ok || choice.Value() == "" {
				return nil, nil
			}
			return nil, s.saves(func(dir *cases.Directory) (cases.Change, error) { return dir.Resolve(k.Entity, k.Field, value, "") })
		},
	}
}
