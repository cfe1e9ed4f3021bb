package note

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/cases/when"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/sheet"
	"brobygger/tui/theme"
)

// tall is the height from which nothing is folded away, in lines.
const tall = 30

// fields are what the form holds.
type fields struct {
	which                              *field.Pick
	text                               *field.Area
	channel, met, arenas, themes, role *field.Choice
	at, next                           *sheet.When
	minutes, place                     *field.Line
	people, also                       *field.Suggest
	more                               *summary
}

// more are the entries that "Mere" folds away.
func moreIDs() []string { return []string{"place", "role", "present", "also"} }

func newScreen(d *desk.Desk) *Screen {
	w := d.W()
	s := &Screen{desk: d, fields: fields{
		which:   field.NewPick(nil, danish.Fold, w.T("contact.case.none")),
		text:    field.NewArea("").Rows(3, 1<<10),
		channel: field.NewChoice(sheet.Options(d, "domain.channel.", cases.Channels())...),
		met:     field.NewYesNo(w.T("contact.met.yes"), w.T("common.yes.key"), w.T("contact.met.no"), w.T("common.no.key")),
		arenas:  field.NewChoices(arenaOptions(d)...),
		themes:  field.NewChoices(sheet.Options(d, "domain.arena.", cases.Themes())...),
		role:    field.NewChoice(sheet.Options(d, "domain.role.", cases.Roles())...),
		at:      sheet.NewMoment(d, when.Past, w.T("contact.at.example")),
		next:    sheet.NewPlan(d, w.T("contact.next.example")),
		minutes: field.NewLine("").Limit(20),
		place:   field.NewLine(""),
		people:  field.NewSuggest(nil, danish.Fold).Many(),
		also:    field.NewSuggest(nil, danish.Fold).Many(),
	}}
	s.more = &summary{s}
	s.at.SetValue(moment(d))
	s.Sheet = sheet.New(d, w.T("contact.full"),
		&field.Entry{ID: "case", Label: w.T("contact.case"), Field: s.which, Width: 50},
		&field.Entry{ID: "text", Label: w.T("contact.text"), Field: s.text, Above: true},
		&field.Entry{ID: "channel", Label: w.T("contact.channel"), Field: s.channel},
		&field.Entry{ID: "met", Label: w.T("contact.met"), Field: s.met},
		&field.Entry{ID: "at", Label: w.T("contact.at"), Field: s.at, Width: 24},
		&field.Entry{ID: "minutes", Label: w.T("contact.minutes"), Field: s.minutes, Width: 8},
		&field.Entry{ID: "next", Label: w.T("contact.next"), Field: s.next, Width: 38},
		&field.Entry{ID: "arenas", Label: w.T("contact.arenas"), Field: s.arenas},
		&field.Entry{ID: "themes", Label: w.T("contact.themes"), Field: s.themes},
		&field.Entry{ID: "more", Label: w.T("contact.more"), Field: s.more},
		&field.Entry{ID: "place", Label: w.T("contact.place"), Field: s.place, Width: 50},
		&field.Entry{ID: "role", Label: w.T("contact.role"), Field: s.role},
		&field.Entry{ID: "present", Label: w.T("contact.present"), Field: s.people},
		&field.Entry{ID: "also", Label: w.T("contact.also"), Field: s.also},
	)
	s.Name, s.Title, s.Write, s.Saved = "contact.name", s.title, s.write, s.saved
	s.Draft, s.Notice, s.Actions = s.about, s.notice.line(d), s.actions
	s.Changed, s.Slight = s.update, []string{"case"}
	s.Entries = map[string]string{"follow_up": "next", "due": "next", "case": "case", "same": "also"}
	s.More = []string{w.T("contact.help.recorded"), w.T("contact.help.when"), w.T("contact.help.case"), w.T("contact.help.notice"), d.Secrecy(d.Store.Settings().EmployedBy)}
	s.Hints = map[string]string{
		"text": w.T("contact.hint.text"), "case": w.T("contact.hint.case"), "at": w.T("contact.hint.at"), "minutes": w.T("contact.hint.minutes"),
		"next": w.T("contact.hint.next"), "present": w.T("contact.hint.present"), "also": w.T("contact.hint.also"),
		"channel": w.T("contact.hint.choice"), "met": w.T("contact.hint.choice"), "role": w.T("contact.hint.choice"),
		"arenas": w.T("contact.hint.choices"), "themes": w.T("contact.hint.choices"),
	}
	return s
}

// edits leaves out what only a new contact has.
func (s *Screen) edits() {
	for _, id := range []string{"case", "next", "also"} {
		s.Form.Entry(id).Hidden = true
	}
}

// arenaOptions are the six arenas by short words, but for the one that a team
// may name itself.
func arenaOptions(d *desk.Desk) []field.Option {
	w := d.W()
	out := sheet.Options(d, "domain.arena.", cases.Arenas())
	for i, short := range []string{"contact.arena.street", "contact.arena.family", "contact.arena.leisure", "contact.arena.school",
		"contact.arena.job", "contact.arena.authorities"} {
		if out[i].ID != cases.ArenaAuthorities || d.Store.Settings().ArenaLabel == "" {
			out[i].Label = w.T(short)
		}
	}
	return out
}

// labels writes what depends on the width and on who it is about.
func (s *Screen) labels(width int) {
	w := s.desk.W()
	// The column of labels stays where it is when "Mere" unfolds.
	widest := 0
	for _, id := range append(moreIDs(), "minutes", "channel") {
		widest = max(widest, frame.Width(strings.TrimSpace(s.Form.Entry(id).Label)))
	}
	channel := s.Form.Entry("channel")
	channel.Label = frame.Fit(strings.TrimSpace(channel.Label), widest)
	e := s.Form.Entry("text")
	e.Label = w.T("contact.text")
	name, _, _ := strings.Cut(s.first(), " ")
	hint := w.T("contact.text.hint")
	if name != "" {
		hint = w.T("contact.text.hint.name", name)
	}
	if frame.Width(e.Label)+frame.Width(hint)+5 <= width {
		e.Label = frame.Ends(e.Label, s.desk.Env.Styles.Hint.Render(hint), width-2)
	}
}

// first is the first name of whom it is about.
func (s *Screen) first() string {
	name, _ := s.whose()
	return name
}

// fold hides the case while it is chosen and the cursor is elsewhere, and what
// is seldom needed while there is little room.
func (s *Screen) fold() {
	at := s.Form.Focused()
	which := s.Form.Entry("case")
	which.Hidden = s.entry != "" || s.which.Value() != "" && at != "case" && which.Error == ""
	inMore := at == "more" || slices.Contains(moreIDs(), at)
	open := inMore || s.height >= tall
	for _, id := range moreIDs() {
		e := s.Form.Entry(id)
		open = open || e.Error != ""
	}
	for _, id := range moreIDs() {
		s.Form.Entry(id).Hidden = !open || id == "also" && s.entry != ""
	}
	s.Form.Entry("more").Hidden = open
	if at == "more" {
		// The cursor never stands on what is folded: it goes on to the near end.
		to := "place"
		if s.last == "text" || s.last == "case" {
			to = "also"
			if s.entry != "" {
				to = "present"
			}
		}
		s.Form.Focus(to)
		at = to
	}
	s.last = at
}

// update brings what stands beside the fields up to date.
func (s *Screen) update() {
	s.fold()
	w := s.desk.W()
	e := s.Form.Entry("minutes")
	e.After = w.T("contact.minutes.empty")
	if n, ok := readMinutes(s.minutes.Value()); ok && n != nil {
		e.After = w.T("contact.minutes.is", w.Minutes(*n))
	} else if !ok {
		e.After = w.T("sheet.when.not")
	}
}

// readMinutes reads a length: "45", "45 min.", "1:30", "1.30", "1t 30"; nothing
// is nil. The form refuses what is no length of a day.
func readMinutes(text string) (*int, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return nil, true
	}
	for _, unit := range []string{"minutter", "minutes", "min.", "min", "m"} {
		if cut, ok := strings.CutSuffix(text, unit); ok {
			text = strings.TrimSpace(cut)
			break
		}
	}
	for _, unit := range []string{"timer", "time", "hours", "hour", "t.", "t", "h"} {
		if hours, rest, ok := strings.Cut(text, unit); ok {
			text = strings.TrimSpace(hours) + ":" + strings.TrimSpace(rest)
			break
		}
	}
	hours, minutes, both := strings.Cut(strings.ReplaceAll(text, ".", ":"), ":")
	if !both {
		hours, minutes = "0", text
	}
	if minutes == "" {
		minutes = "0"
	}
	h, err1 := strconv.Atoi(hours)
	m, err2 := strconv.Atoi(minutes)
	if err1 != nil || err2 != nil || h < 0 || m < 0 || h > 24 || m > 24*60 || both && m > 59 {
		return nil, false
	}
	n := h*60 + m
	return &n, n <= 24*60
}

// caseItems are the cases as they are looked up: by name and by number.
func (s *Screen) caseItems() []field.Item {
	items := make([]field.Item, len(s.rows))
	for i, r := range s.rows {
		label := r.Title + " · " + r.Shown()
		if r.Status == cases.StatusClosed {
			label += " · " + s.desk.W().T("domain.status.closed")
		}
		items[i] = field.Item{ID: r.ID, Label: label, Folded: danish.Fold(r.Name + " " + r.Title + " " + r.Shown() + " " + strings.ReplaceAll(r.Shown(), "-", " "))}
	}
	return items
}

// openedItem is the case that was opened, before the others are known.
func (s *Screen) openedItem(id string) field.Item {
	name, number := s.whose()
	if number != "" {
		name += " · " + number
	}
	return field.Item{ID: id, Label: name, Folded: danish.Fold(name)}
}

// peopleItems are those who may have been there: the person, and the people
// around the person.
func (s *Screen) peopleItems() []field.Item {
	var items []field.Item
	add := func(id, name, relation string) {
		name = desk.OneLine(name)
		label := name
		if relation = desk.OneLine(relation); relation != "" {
			label += " (" + relation + ")"
		}
		items = append(items, field.Item{ID: id, Label: label, Folded: danish.Fold(name + " " + relation)})
	}
	if first, _, _ := strings.Cut(s.opened.Title(), " "); first != "" {
		// Not a person of the network: the name itself is what is recorded.
		add("", first, "")
	}
	for _, p := range s.opened.Network {
		if p.Struck == nil && p.Erased == nil {
			add(string(p.ID), p.Name, p.Relation)
		}
	}
	return items
}

// show puts a contact into the form.
func (s *Screen) show(n cases.Contact) {
	s.text.SetValue(n.Text)
	s.channel.SetValues(string(n.Channel))
	if n.Met != nil {
		s.met.SetValues(map[bool]string{true: "ja", false: "nej"}[*n.Met])
	}
	if n.Minutes != nil {
		s.minutes.SetValue(strconv.Itoa(*n.Minutes))
	}
	s.at.Set(n.At)
	s.place.SetValue(n.Place)
	s.role.SetValues(string(n.Role))
	s.arenas.SetValues(n.Arenas...)
	s.themes.SetValues(n.Themes...)
	var names []string
	for _, who := range n.Present {
		name := s.people.Label(who)
		if name == "" {
			name = s.strange(who)
		}
		if name != "" {
			names = append(names, strings.ReplaceAll(name, ",", " "))
		}
	}
	s.people.SetValue(strings.Join(names, ", "))
}

// strange is the name of somebody present who is not offered: as it was typed,
// or of a person in the network who is struck. Of one who is erased there is
// none.
func (s *Screen) strange(who string) string {
	for _, p := range s.opened.Network {
		if string(p.ID) == who {
			return desk.OneLine(p.Name)
		}
	}
	return desk.OneLine(who)
}

// summary is "Mere" while it is folded: one line of what is in it.
type summary struct{ s *Screen }

// Update implements [field.Field].
func (m *summary) Update(tea.Msg) bool { return false }

// Lines implements [field.Field].
func (m *summary) Lines(int) (fewest, most int) { return 1, 1 }

// Kind implements [field.Field].
func (m *summary) Kind() keys.Kind { return keys.Field }

// Revision implements [field.Field].
func (m *summary) Revision() int { return 0 }

// View implements [field.Field].
func (m *summary) View(width, _ int, _ bool, styles theme.Styles) ([]string, *field.Point) {
	s, w := m.s, m.s.desk.W()
	var parts []string
	add := func(key, value string) {
		if value = strings.Trim(strings.TrimSpace(value), ","); value != "" {
			parts = append(parts, w.T(key, value))
		}
	}
	add("contact.sum.place", s.place.Value())
	if role := s.role.Value(); role != "" {
		add("contact.sum.role", s.desk.Label("domain.role.", role))
	}
	add("contact.sum.present", s.people.Value())
	add("contact.sum.also", s.also.Value())
	if len(parts) == 0 {
		return []string{styles.Hint.Render(frame.Cut(" "+w.T("contact.sum.none"), width))}, nil
	}
	return []string{frame.Cut(" "+strings.Join(parts, " · "), width)}, nil
}
