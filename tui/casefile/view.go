package casefile

import (
	"image/color"
	"strconv"
	"strings"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/rows"
	"brobygger/tui/theme"
	"brobygger/tui/words"
)

// From beside a list and its text stand side by side; below it the text stands
// under the list.
const beside = 120

// View implements [tui.Screen].
func (s *Screen) View(window frame.Size) (frame.Parts, *field.Point) {
	w := s.d.W()
	if s.c == nil {
		p := frame.Parts{Title: frame.Line{Left: w.T("case.title")}, State: []frame.Line{s.d.SavedLine()}}
		text := w.T("case.loading")
		if s.err != nil {
			text = s.d.Sentence(s.err)
		}
		for _, l := range frame.Wrap(text, max(1, window.Width-2)) {
			p.Body = append(p.Body, " "+l)
		}
		return p, nil
	}
	p := frame.Parts{Title: s.title(window.Width), Under: []string{s.tabs(window.Width)}}
	p.State = []frame.Line{s.state()}
	s.clicks.window = window.Width
	room := p.Room(window)
	if s.tab == tabOverview {
		s.fillOverview(room.Width)
		p.Body = s.page.view(room, s.d.Env.Styles)
		return p, nil
	}
	if s.tab == tabPlan {
		p.Body = s.plan.view(room)
		return p, nil
	}
	if s.bridging() {
		p.Body = s.bridgeView(room)
		return p, nil
	}
	s.clicks.width = room.Width
	var cursor *field.Point
	p.Body, cursor = s.split(room)
	return p, cursor
}

// heading is the left of the title: who, how old, what kind of case, where in it.
func (s *Screen) heading() string {
	w, c := s.d.W(), s.c
	name := c.Shown() + " " + c.Title()
	if years, ok := age(c.Person.Born, s.d.Today()); ok {
		name += ", " + w.N("case.years", years)
	}
	parts := []string{name, s.d.Label("domain.kind.", string(c.Kind))}
	if c.Status == cases.StatusClosed {
		return strings.Join(append(parts, w.T("case.closed.on", w.Date(c.Closed))), " · ")
	}
	phase := s.d.Label("domain.phase.", string(c.Phase))
	if c.Kind == cases.KindMentoring && !c.PhaseOn.IsZero() && !c.PhaseOn.After(s.day) {
		phase += ", " + w.T("case.week", weeks(c.PhaseOn, s.day))
	}
	return strings.Join(append(parts, phase), " · ")
}

// title is the title line; where it is too narrow the team stands by its first
// names.
func (s *Screen) title(width int) frame.Line {
	line := frame.Line{Left: s.heading(), Right: s.who(danish.FirstNameInitial)}
	if frame.Width(line.Left)+2+frame.Width(line.Right) > width-1 {
		line.Right = s.who(danish.FirstName)
	}
	return line
}

// who is the right of the title: the worker and the stedfortræder.
func (s *Screen) who(short func(string) string) string {
	worker := short(s.worker())
	if s.c.Deputy == "" || s.c.Deputy == cases.DeputyNone {
		return worker
	}
	return worker + " · " + s.d.W().T("case.deputy.short", short(s.d.Member(s.c.Deputy)))
}

func (s *Screen) worker() string {
	if s.c.WorkerText != "" {
		return desk.OneLine(s.c.WorkerText)
	}
	return s.d.Member(s.c.Worker)
}

// age is how many years somebody is on a day; false where only the year of birth
// is known, or nothing.
func age(born string, today calendar.Date) (int, bool) {
	d, err := calendar.ParseISO(born)
	if err != nil {
		return 0, false
	}
	years := today.Year - d.Year
	if today.Month < d.Month || today.Month == d.Month && today.Day < d.Day {
		years--
	}
	return years, years >= 0
}

func (s *Screen) tabName(t tab) string {
	w := s.d.W()
	switch t {
	case tabContacts:
		return w.T("case.tab.contacts")
	case tabPlan:
		return w.T("case.tab.plan")
	case tabNetwork:
		return w.T("case.tab.network")
	case tabConsent:
		return w.T("bridge.tab.consent")
	case tabReferral:
		return w.T("bridge.tab.referral")
	case tabHistory:
		return w.T("case.tab.history")
	}
	return w.T("case.tab.overview")
}

// tabs draws the tabs: with how many things each holds where there is room.
func (s *Screen) tabs(width int) string {
	counts := map[tab]int{tabContacts: len(s.notes.rows), tabPlan: s.openSteps(), tabNetwork: len(s.people.rows), tabHistory: len(s.entries.rows),
		tabConsent: s.validConsents(), tabReferral: s.openReferrals()}
	draw := func(counted bool, gap string) string {
		var out []string
		for t := range tabCount {
			name := s.tabName(t)
			if n := counts[t]; counted && t != tabOverview {
				name += " " + s.d.W().Count(n)
			}
			if t == s.tab {
				out = append(out, s.d.Env.Styles.TabOpen.Render("["+name+"]"))
			} else {
				out = append(out, s.d.Env.Styles.Tab.Render(" "+name+" "))
			}
		}
		return strings.Join(out, gap)
	}
	for _, line := range []string{draw(true, "  "), draw(true, ""), draw(false, "")} {
		if frame.Width(line) <= width {
			return line
		}
	}
	bare := func(least int) string {
		var out []string
		for t := range tabCount {
			name := s.tabName(t)
			switch {
			case t == s.tab:
				name = s.d.Env.Styles.TabOpen.Render("[" + name + "]")
			case least > 0:
				name = strings.TrimRight(frame.Fit(name+" ", least), "… ") + "."
			}
			out = append(out, name)
		}
		return strings.Join(out, " ")
	}
	if line := bare(0); frame.Width(line) <= width {
		return line
	}
	const letters = 5
	for least := letters; least > 3; least-- {
		if line := bare(least); frame.Width(line) <= width {
			return line
		}
	}
	return bare(3)
}

// state is the line below the body.
func (s *Screen) state() frame.Line {
	line := s.d.SavedLine()
	if s.err != nil {
		line.Left = s.d.Sentence(s.err)
	}
	if s.tab == tabPlan {
		return s.plan.state(line)
	}
	if s.bridging() {
		return line
	}
	if s.tab != tabOverview {
		line.Right = s.lists[s.tab].Position(s.d.W())
		if line.Right != "" && s.d.LocksIn() != "" {
			line.Right += " · " + s.d.LocksIn()
		}
	}
	return line
}

// split draws a list and the text of what is selected in it: side by side, or one
// above the other.
func (s *Screen) split(room frame.Size) ([]string, *field.Point) {
	l, styles := s.lists[s.tab], s.d.Env.Styles
	text := s.text
	switch {
	case s.reading:
		const most = 100 // a line that is longer is hard to read
		return s.scrolled(text(min(most, max(1, room.Width-2))), room.Height), nil
	case room.Width >= beside:
		listWidth := room.Width * 11 / 20
		s.clicks.width = listWidth
		lines, cursor := s.table(l, frame.Size{Width: listWidth, Height: room.Height})
		right := s.fold(text(room.Width-listWidth-3), room.Height)
		out := make([]string, room.Height)
		for i := range out {
			left, side := "", ""
			if i < len(lines) {
				left = lines[i]
			}
			if i < len(right) {
				side = right[i]
			}
			out[i] = frame.Fit(left, listWidth) + styles.Rule.Render("│") + " " + side
		}
		return out, cursor
	case room.Height < 9:
		return s.table(l, room)
	}
	height := max(4, room.Height*2/5)
	if l.Filter() == "" && l.Kind() == keys.List {
		height = min(height, max(3, l.Len()+1)) // one for the titles
	}
	lines, cursor := s.table(l, frame.Size{Width: room.Width, Height: height})
	for len(lines) < height {
		lines = append(lines, "")
	}
	lines = append(lines, styles.Rule.Render(strings.Repeat("─", room.Width)))
	for _, t := range s.fold(text(max(1, room.Width-2)), room.Height-height-1) {
		lines = append(lines, " "+t)
	}
	return lines, cursor
}

// textKey is what the lines of a text depend on.
type textKey struct {
	tab    tab
	id     string
	width  int
	reveal string
	read   int // which reading of the case
	words  *words.Words
	look   color.Color
}

// text is what is to be read of what is selected, in lines of a width. The last
// one is kept, since a long text takes its time.
func (s *Screen) text(width int) []string {
	l := s.lists[s.tab]
	i, ok := l.Selected()
	if !ok {
		return nil
	}
	key := textKey{s.tab, l.SelectedID(), width, s.reveal, s.wants, s.d.W(), s.d.Env.Styles.Muted.GetForeground()}
	if key == s.textKey {
		return s.textLines
	}
	s.textKey = key
	switch s.tab {
	case tabContacts:
		s.textLines = s.notes.text(i, width)
	case tabNetwork:
		s.textLines = s.people.text(i, width)
	default:
		s.textLines = s.entries.text(i, width)
	}
	return s.textLines
}

// table draws a list below the titles of its columns.
func (s *Screen) table(l *rows.List, size frame.Size) ([]string, *field.Point) {
	var head []string
	if l.Len() > 0 && size.Height >= 3 {
		width := max(0, size.Width-frame.Width(l.Blank))
		var h string
		switch s.tab {
		case tabContacts:
			h = s.notes.layout(width).Header()
		case tabNetwork:
			h = s.people.layout(width).Header()
		default:
			h = s.entries.layout(width).Header()
		}
		head = []string{s.d.Env.Styles.Muted.Render(l.Blank + h)}
	}
	s.clicks.head = len(head)
	lines, cursor := l.View(frame.Size{Width: size.Width, Height: size.Height - len(head)}, s.d.Env.Styles)
	if cursor != nil {
		cursor.Y += len(head)
	}
	return append(head, lines...), cursor
}

// fold keeps as many lines as there is room for, and says where there is more.
func (s *Screen) fold(lines []string, height int) []string {
	if len(lines) <= height || height < 1 {
		return lines[:min(len(lines), max(0, height))]
	}
	more := s.d.W().N("case.more", len(lines)-height+1)
	return append(lines[:height-1:height-1], s.d.Env.Styles.Muted.Render(more))
}

// scrolled is the part of a text that is being read.
func (s *Screen) scrolled(lines []string, height int) []string {
	s.height, s.most = height, max(0, len(lines)-height)
	s.scroll = max(0, min(s.scroll, s.most))
	var out []string
	for _, l := range lines[s.scroll:min(len(lines), s.scroll+height)] {
		out = append(out, " "+l)
	}
	return out
}

// fact is a label with its value.
type fact struct{ label, value string }

// facts draws facts below each other, the values in one column and wrapped.
func facts(all []fact, width int, styles theme.Styles) []string {
	column := 0
	for _, f := range all {
		column = max(column, frame.Width(f.label))
	}
	column = min(column+2, width/2)
	var out []string
	for _, f := range all {
		label := styles.Label.Render(frame.Fit(f.label, max(0, column-2))) + strings.Repeat(" ", min(2, column))
		for i, l := range frame.Wrap(f.value, max(1, width-column)) {
			if i > 0 {
				label = strings.Repeat(" ", column)
			}
			out = append(out, label+l)
		}
	}
	return out
}

// joined puts parts on lines of a width, and breaks only between them.
func joined(parts []string, between string, width int) []string {
	var out []string
	line := ""
	for _, p := range parts {
		longer := line + between + p
		switch {
		case line == "":
			line = p
		case frame.Width(longer) > width:
			out = append(out, line)
			line = p
		default:
			line = longer
		}
	}
	if line == "" {
		return out
	}
	return append(out, frame.Wrap(line, max(1, width))...)
}

// label is the word for a field, with a capital.
func (s *Screen) label(name string) string { return upper(s.d.Label("domain.field.", name)) }

// upper writes the first letter as a capital.
func upper(text string) string {
	for i, r := range text {
		return strings.ToUpper(string(r)) + text[i+len(string(r)):]
	}
	return text
}

// weeks is which week of a phase a day lies in, counted from 1.
func weeks(since, today calendar.Date) int { return today.Sub(since)/7 + 1 }

// day writes the local day of a time.
func (s *Screen) localDay(t time.Time) string {
	return s.d.W().Date(calendar.Of(t.In(s.d.Now().Location())))
}

// clock writes the local time of day of a time.
func (s *Screen) clock(t time.Time) string {
	t = t.In(s.d.Now().Location())
	return s.d.W().Clock(t.Hour(), t.Minute())
}

// born writes when somebody was born, and how old that makes them.
func (s *Screen) born() string {
	w, text := s.d.W(), s.c.Person.Born
	if d, err := calendar.ParseISO(text); err == nil {
		years, _ := age(text, s.d.Today())
		return w.T("case.born", w.Date(d)) + " (" + w.N("case.years", years) + ")"
	}
	if _, err := strconv.Atoi(text); err == nil {
		return w.T("case.born", text)
	}
	return ""
}

// mark says that somebody did something to a thing, when and why.
func (s *Screen) mark(word string, m *cases.Mark, reason string) string {
	text := s.d.W().T(word, s.localDay(m.At), s.d.Author(m.By))
	if reason != "" {
		text += ": " + reason
	}
	return text
}

// erased says why something was erased.
func (s *Screen) erased(m *cases.Mark) string {
	return s.mark("case.erased", m, s.d.Label("domain.erase.", m.Reason))
}

// struck says why something was struck.
func (s *Screen) struck(m *cases.Mark) string {
	return s.mark("case.struck", m, desk.OneLine(m.Reason))
}
