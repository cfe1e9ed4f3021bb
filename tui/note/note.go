// Package note is the contact form: one screen with the cursor in the text, to
// write up what happened while somebody waits at the door.
//
// It opens on the case that the screen before stood on; Shift+Tab goes to the
// case, where letters and Enter choose another. Everything but the text may be
// left alone, and then is not recorded: nothing is chosen beforehand but the
// time, which stands there to be seen. What a day or a length is understood as
// stands behind it. What is seldom needed, "Mere", is one line that unfolds when
// the cursor comes to it.
//
// The same form edits a contact; it then writes only what was changed, and
// replaces only what stood on the screen when it was opened.
package note

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
	"brobygger/tui/sheet"
)

// DraftForm is how drafts of contacts are named.
const DraftForm = "contact"

// entryField is the field of a draft that says which contact is edited.
const entryField = "entry"

// Screen is the contact form.
type Screen struct {
	*sheet.Sheet
	desk *desk.Desk
	fields

	rows    []cases.Row
	none    bool        // there is no case at all
	opened  *cases.Case // as it was when the form was opened
	contact *cases.Contact
	entry   cases.EntryID // the contact to edit, "" for a new one
	heads   []cases.EntryID
	draft   *cases.Draft // what an edit goes on with, once its case is there
	other   *cases.Draft // a draft of the same case that was left alone
	trouble error        // why the case could not be opened

	early  []tea.Msg // typed before an edit was there
	height int
	last   string // the entry that had the cursor
	notice noticed
}

// New makes the form of a new contact in a case; "" asks for the case first.
func New(d *desk.Desk, id string) *Screen {
	s := newScreen(d)
	if id != "" {
		s.which.SetItems([]field.Item{{ID: id}})
		s.which.SetValue(id)
	}
	s.begin()
	return s
}

// Edit makes the form of a contact that is there.
func Edit(d *desk.Desk, id string, entry cases.EntryID) *Screen {
	s := New(d, id)
	s.entry = entry
	s.Extra = map[string]string{entryField: string(entry)}
	s.edits()
	return s
}

// Resume makes the form of a draft.
func Resume(d *desk.Desk, draft cases.Draft) *Screen {
	if entry := draft.Fields[entryField]; entry != "" {
		s := Edit(d, draft.Case, cases.EntryID(entry))
		s.heads, s.draft = draft.After, &draft
		return s
	}
	s := New(d, "")
	if draft.Case != "" {
		s.which.SetItems([]field.Item{{ID: draft.Case, Label: draft.Title}})
	}
	s.Restore(draft)
	return s
}

// Route makes the screen of a route, nil where it is none of this package's.
func Route(d *desk.Desk, route string, arg any) tui.Screen {
	switch route {
	case tui.RouteContact:
		id, _ := arg.(string)
		return New(d, id)
	case desk.RouteNote:
		switch a, _ := arg.(desk.NoteArg); {
		case a.Draft != nil:
			return Resume(d, *a.Draft)
		case a.Entry != "":
			return Edit(d, a.Case, a.Entry)
		default:
			return New(d, a.Case)
		}
	}
	return nil
}

// begin puts the cursor where the form is opened.
func (s *Screen) begin() {
	s.Pristine()
	if s.which.Value() == "" {
		s.Form.Focus("case")
	} else {
		s.Form.Focus("text")
	}
	s.Refresh()
}

// drafts are what Start found of drafts.
type drafts struct{ all []cases.Draft }

// Start implements [tui.Starter].
func (s *Screen) Start() tea.Cmd {
	cmds := []tea.Cmd{s.load()}
	if s.entry == "" {
		cmds = append(cmds, s.desk.LoadRows())
		if s.which.Value() != "" && !s.Dirty() {
			store := s.desk.Store
			cmds = append(cmds, func() tea.Msg {
				all, err := store.Drafts(context.Background())
				if err != nil {
					return nil // the list of drafts says why
				}
				return drafts{all}
			})
		}
	}
	return tea.Batch(cmds...)
}

// load opens the case that is chosen.
func (s *Screen) load() tea.Cmd {
	if id := s.which.Value(); id != "" {
		return s.desk.Load(id)
	}
	return nil
}

// Update implements [tui.Screen].
func (s *Screen) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	action, cmd := s.take(msg)
	return action, tea.Batch(cmd, s.notice.look(s.text))
}

// take does what a message means.
func (s *Screen) take(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case desk.Rows:
		s.onRows(msg)
		return s.noCase(msg), nil
	case desk.Loaded:
		return s.onLoaded(msg)
	case found:
		s.notice.onFound(msg)
		return nil, nil
	case drafts:
		return s.onDrafts(msg.all)
	case tea.PasteMsg:
		if s.entry != "" && s.contact == nil {
			s.early = append(s.early, msg)
			return nil, nil
		}
	case tea.KeyPressMsg:
		moves := keys.NewMoves()
		switch {
		case s.entry != "" && s.contact == nil && !moves.Back.Matches(msg):
			if s.trouble != nil {
				return tui.Say{Text: s.desk.Sentence(s.trouble), Error: true}, nil
			}
			s.early = append(s.early, msg)
			return nil, nil
		case moves.Previous.Matches(msg) && s.Form.Focused() == "text" && s.entry == "":
			s.Form.Entry("case").Hidden = false
		}
	}
	chosen := s.which.Value()
	action, cmd := s.Sheet.Update(msg)
	if s.which.Value() != chosen {
		s.opened = nil
		s.people.SetItems(nil)
		cmd = tea.Batch(cmd, s.load())
	}
	return action, cmd
}

// onRows offers the cases.
func (s *Screen) onRows(msg desk.Rows) {
	if msg.Err != nil {
		return // choosing says that there is none
	}
	s.rows = msg.Rows
	cases.SortRows(s.rows, cases.SortTitle, nil)
	slices.SortStableFunc(s.rows, func(a, b cases.Row) int { return closedLast(a) - closedLast(b) })
	items := s.caseItems()
	if id := s.which.Value(); id != "" && !slices.ContainsFunc(items, func(i field.Item) bool { return i.ID == id }) {
		items = append(items, s.openedItem(id))
	}
	s.which.SetItems(items)
	s.also.SetItems(items)
	s.Refresh()
}

// noCase offers to make a case where there is none to write in. What is half
// typed already stays on the screen, which then says how.
func (s *Screen) noCase(msg desk.Rows) tui.Action {
	if msg.Err != nil || len(msg.Rows) > 0 || s.which.Value() != "" {
		return nil
	}
	w := s.desk.W()
	s.none = true
	s.Hints["case"] = w.T("contact.nocase") + "."
	if s.Dirty() {
		return nil
	}
	d := tui.Confirm(s.desk.Env, w.T("contact.nocase.title"), w.T("contact.nocase.text"), func() (tui.Action, tea.Cmd) {
		return tui.All{tui.Back{}, tui.Open{Route: desk.RouteNewCase}}, nil
	})
	d.ByItself = true // the list of cases may come while somebody types
	yes := d.Answer
	d.Answer = func(id string) (tui.Action, tea.Cmd) {
		if action, cmd := yes(id); action != nil {
			return action, cmd
		}
		return tui.Back{}, nil
	}
	return tui.Ask{Dialog: d}
}

func closedLast(r cases.Row) int {
	if r.Status == cases.StatusClosed {
		return 1
	}
	return 0
}

// onLoaded takes the case that is chosen.
func (s *Screen) onLoaded(msg desk.Loaded) (tui.Action, tea.Cmd) {
	if msg.ID != s.which.Value() {
		return nil, nil
	}
	if s.trouble = msg.Err; msg.Err != nil {
		return tui.Say{Text: s.desk.Sentence(msg.Err), Error: true}, nil
	}
	s.opened = msg.Case
	if s.heads != nil {
		s.opened = msg.Case.SeenAt(s.heads)
		s.opened.Suffix = msg.Case.Suffix
	}
	if s.rows == nil {
		s.which.SetItems([]field.Item{s.openedItem(msg.ID)})
	}
	s.people.SetItems(s.peopleItems())
	if s.entry == "" || s.contact != nil {
		s.Refresh()
		return nil, nil
	}
	return s.fill()
}

// fill puts the contact that is edited into the form.
func (s *Screen) fill() (tui.Action, tea.Cmd) {
	i := slices.IndexFunc(s.opened.Contacts, func(n cases.Contact) bool { return n.ID == s.entry })
	if i < 0 || s.opened.Contacts[i].Struck != nil || s.opened.Contacts[i].Erased != nil {
		s.trouble = cases.ErrGone
		return tui.Say{Text: s.desk.Sentence(cases.ErrGone), Error: true}, nil
	}
	s.contact = &s.opened.Contacts[i]
	s.show(*s.contact)
	s.Pristine()
	if s.draft != nil {
		s.Restore(*s.draft)
	} else {
		s.Form.Focus("text")
	}
	early, all, cmds := s.early, tui.All{}, []tea.Cmd{}
	s.early = nil
	for _, msg := range early {
		action, cmd := s.take(msg)
		if _, pass := action.(tui.Pass); action != nil && !pass {
			all = append(all, action)
		}
		cmds = append(cmds, cmd)
	}
	s.Refresh()
	return all, tea.Batch(cmds...)
}

// onDrafts goes on with what was half typed about this case, unless something
// else has been begun.
func (s *Screen) onDrafts(all []cases.Draft) (tui.Action, tea.Cmd) {
	var found *cases.Draft
	for i, d := range all {
		if d.Form == DraftForm && d.Case == s.which.Value() && d.Fields[entryField] == "" &&
			(found == nil || d.Changed.After(found.Changed)) {
			found = &all[i]
		}
	}
	if found == nil {
		return nil, nil
	}
	if s.Dirty() {
		s.other = found
		return nil, nil
	}
	s.Restore(*found)
	return tui.Say{Text: s.desk.W().T("contact.draft.back", s.desk.Stamp(found.Changed))}, nil
}

// actions are what can be done beside the keys.
func (s *Screen) actions() []tui.Command {
	if s.other == nil {
		return nil
	}
	draft := *s.other
	return []tui.Command{{Label: s.desk.W().T("contact.draft.other", s.desk.Stamp(draft.Changed)), Run: func() (tui.Action, tea.Cmd) {
		// What is here now becomes a draft of its own.
		return tui.Replace{Screen: Resume(s.desk, draft)}, nil
	}}}
}

// Place implements [tui.Placed].
func (s *Screen) Place() tui.Open {
	arg := desk.NoteArg{Case: s.which.Value(), Entry: s.entry}
	if id := s.DraftID(); id != "" {
		arg.Draft = &cases.Draft{ID: id}
	}
	return tui.Open{Route: desk.RouteNote, Arg: arg}
}

// CaseID implements [tui.OnCase].
func (s *Screen) CaseID() string { return s.which.Value() }

// View implements [tui.Screen].
func (s *Screen) View(window frame.Size) (frame.Parts, *field.Point) {
	s.height = window.Height
	s.fold()
	s.labels(window.Width)
	return s.Sheet.View(window)
}

// title names the screen, the person and the case.
func (s *Screen) title() string {
	w := s.desk.W()
	word := w.T("contact.title")
	if s.entry != "" {
		word = w.T("contact.title.edit")
	}
	name, number := s.whose()
	if name == "" {
		return word
	}
	if number == "" {
		return word + " · " + name
	}
	return word + " · " + name + " · " + number
}

// whose is the name and the number of the case that is chosen.
func (s *Screen) whose() (name, number string) {
	id := s.which.Value()
	if s.opened != nil && s.opened.ID == id {
		return s.opened.Title(), s.opened.Shown()
	}
	for _, r := range s.rows {
		if r.ID == id {
			return r.Title, r.Shown()
		}
	}
	return s.which.Label(), ""
}

// about is what a draft says beside its fields.
func (s *Screen) about() cases.Draft {
	name, _ := s.whose()
	d := cases.Draft{Form: DraftForm, Case: s.which.Value(), Title: name, After: s.heads}
	if s.heads == nil && s.opened != nil {
		d.After = s.opened.Heads
	}
	return d
}

// form reads the fields; what is wrong stands beside them afterwards.
func (s *Screen) form() cases.ContactForm {
	f := cases.ContactForm{
		Text: s.text.Value(), Channel: cases.Channel(s.channel.Value()), Role: cases.Role(s.role.Value()),
		Arenas: s.arenas.Values(), Themes: s.themes.Values(), Place: s.place.Value(), At: s.at.Moment(), Today: s.desk.Today(),
	}
	switch s.met.Value() {
	case "ja":
		f.Met = yes(true)
	case "nej":
		f.Met = yes(false)
	}
	minutes, ok := readMinutes(s.minutes.Value())
	if !ok {
		s.Form.Entry("minutes").Error = s.desk.W().T("contact.minutes.not")
	}
	f.Minutes = minutes
	if err := s.at.Err(); err != nil {
		s.Fail("at", err)
	}
	for _, n := range s.people.Names() {
		who := n.Text
		if n.ID != "" {
			who = n.ID
		}
		f.Present = append(f.Present, who)
	}
	if !s.next.Empty() {
		m := s.next.Moment()
		f.FollowUp, f.FollowUpText = &m, s.next.Rest()
		if err := s.next.Err(); err != nil {
			s.Form.Entry("next").Error = s.desk.W().T("contact.next.not", s.desk.Sentence(err))
		}
	}
	return f
}

func yes(v bool) *bool { return &v }

// write gives what saving is to do.
func (s *Screen) write() (sheet.Work, bool) {
	f := s.form()
	if s.entry != "" {
		s.untouched(&f)
		if !s.Ok() {
			return nil, false
		}
		c, entry := s.opened, s.entry
		return s.Writes(func(context.Context) ([]cases.Write, error) {
			w, err := c.EditContact(entry, f)
			return []cases.Write{w}, err
		}), true
	}
	id := s.which.Value()
	if id == "" {
		s.Form.Entry("case").Hidden = false
		if s.Fail("case", cases.ErrNeeded); s.none {
			s.Form.Entry("case").Error = s.desk.W().T("contact.nocase") + "."
		}
	}
	also := s.alsoCases()
	if !s.Ok() {
		return nil, false
	}
	opened, store := s.opened, s.desk.Store
	return s.Writes(func(ctx context.Context) ([]cases.Write, error) {
		all := []*cases.Case{opened}
		if opened == nil || opened.ID != id {
			c, err := store.Case(ctx, id)
			if err != nil {
				return nil, err
			}
			all[0] = c
		}
		for _, other := range also {
			c, err := store.Case(ctx, other)
			if err != nil {
				return nil, err
			}
			all = append(all, c)
		}
		return f.Save(all[0], all[1:]...)
	}), true
}

// alsoCases are the further cases that are named.
func (s *Screen) alsoCases() []string {
	var ids []string
	for _, n := range s.also.Names() {
		if n.ID == "" {
			s.Form.Entry("also").Error = s.desk.W().T("contact.also.not", n.Text)
			continue
		}
		if n.ID != s.which.Value() {
			ids = append(ids, n.ID)
		}
	}
	return ids
}

// untouched puts back what the contact said in every field that nobody changed,
// also where the field shows it in another way than it is kept.
func (s *Screen) untouched(f *cases.ContactForm) {
	was := s.contact.Form()
	for id, keep := range map[string]func(){
		"text": func() { f.Text = was.Text }, "channel": func() { f.Channel = was.Channel }, "met": func() { f.Met = was.Met },
		"minutes": func() { f.Minutes = was.Minutes }, "at": func() { f.At = was.At }, "place": func() { f.Place = was.Place },
		"role": func() { f.Role = was.Role }, "arenas": func() { f.Arenas = was.Arenas }, "themes": func() { f.Themes = was.Themes },
		"present": func() { f.Present = was.Present },
	} {
		if !s.Touched(id) {
			keep()
		}
	}
}

// saved says what was saved, and goes back.
func (s *Screen) saved(out desk.Saved) tui.Action {
	w := s.desk.W()
	name, _ := s.whose()
	say := w.T("contact.saved", name)
	if s.entry != "" {
		say = w.T("contact.saved.edit", name)
	} else if n := len(out.Writes) - 1; n > 0 {
		say = w.N("contact.saved.also", n, name)
	}
	if m := s.next.Moment(); s.entry == "" && !m.IsZero() {
		say += " " + w.T("contact.saved.next", sheet.Shown(s.desk, m))
	}
	return tui.All{s.desk.Done(out, say), tui.Back{}}
}

// moment writes when the contact was, as a new form shows it.
func moment(d *desk.Desk) string {
	now := d.Now()
	return d.W().T("contact.at.now", d.W().At(now.Hour(), now.Minute()))
}

// Text is what is written in the text.
func (s *Screen) Text() string { return s.text.Value() }
