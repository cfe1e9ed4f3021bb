package caselist

import (
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/rows"
)

// source is the cases as the list shows them.
type source struct {
	d       *desk.Desk
	day     calendar.Date
	all     []cases.Row
	byID    map[string]string // case id → what typing looks in
	hay     []string          // the same, by index in all
	shown   []int             // indexes in all
	signs   []flag            // those that stand in the list
	most    int               // letters beside one name
	workers []string          // member ids that have a case, by name
	names   map[string]string // member id → name in the list

	width int // of the layout kept
	laid  rows.Layout
}

// fill takes in the cases of a day.
func (s *source) fill(all []cases.Row, day calendar.Date) {
	s.all, s.day, s.width = all, day, 0
	s.byID = make(map[string]string, len(all))
	s.names = make(map[string]string)
	kinds := make(map[cases.Kind]string)
	for _, k := range cases.Kinds() {
		kinds[k] = s.d.Label("domain.kind.", string(k))
	}
	for _, r := range all {
		if _, ok := s.names[r.Worker]; !ok && r.Worker != "" {
			s.names[r.Worker] = danish.FirstNameInitial(s.d.Member(r.Worker))
		}
		s.byID[r.ID] = danish.Fold(r.Shown() + " " + r.Name + " " + kinds[r.Kind] + " " +
			s.d.Label("domain.phase.", string(r.Phase)) + " " + s.names[r.Worker])
	}
	s.workers = s.workers[:0]
	for id := range s.names {
		s.workers = append(s.workers, id)
	}
	collator := danish.NewCollator()
	slices.SortFunc(s.workers, func(a, b string) int {
		if c := collator.Compare(s.names[a], s.names[b]); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
}

// sort brings all cases into an order.
func (s *source) sort(by cases.SortKey) {
	cases.SortRows(s.all, by, nil)
	if by == cases.SortNext {
		s.sortNext()
	}
	s.hay = s.hay[:0]
	for _, r := range s.all {
		s.hay = append(s.hay, s.byID[r.ID])
	}
}

// sortNext sorts by what the last column shows: what comes first of all that is
// due.
func (s *source) sortNext() {
	slices.SortStableFunc(s.all, func(a, b cases.Row) int {
		x, okX := first(a)
		y, okY := first(b)
		switch {
		case okX && okY:
			return x.Due.Compare(y.Due)
		case okX:
			return -1
		case okY:
			return 1
		}
		return 0
	})
}

// narrow shows the cases that the look lets through.
func (s *source) narrow(l look) {
	s.shown = s.shown[:0]
	for i, r := range s.all {
		if (l.Status == "" || r.Status == l.Status) && (l.Kind == "" || r.Kind == l.Kind) && (l.Worker == "" || r.Worker == l.Worker) {
			s.shown = append(s.shown, i)
		}
	}
	s.signs, s.most, s.width = s.signs[:0], 0, 0
	for _, f := range flags() {
		if slices.ContainsFunc(s.shown, func(i int) bool { return f.has(s.all[i]) }) {
			s.signs = append(s.signs, f)
		}
	}
	for _, i := range s.shown {
		n := 0
		for _, f := range s.signs {
			if f.has(s.all[i]) {
				n++
			}
		}
		s.most = max(s.most, n)
	}
}

// first is what comes first of all that a case has due.
func first(r cases.Row) (cases.Item, bool) {
	if len(r.Items) == 0 {
		return cases.Item{}, false
	}
	return r.Items[0], true // the items are sorted
}

// Len implements [rows.Source].
func (s *source) Len() int { return len(s.shown) }

// ID implements [rows.Source].
func (s *source) ID(i int) string { return s.all[s.shown[i]].ID }

// Haystack implements [rows.Source].
func (s *source) Haystack(i int) string { return s.hay[s.shown[i]] }

func (s *source) worker(id string) string { return s.names[id] }

// The columns.
const (
	colNumber = iota
	colFlags
	colName
	colKind
	colPhase
	colWorker
	colOpened
	colLast
	colNext
	columnCount
)

func (s *source) layout(width int) rows.Layout {
	if width == s.width && width > 0 {
		return s.laid
	}
	w := s.d.W()
	columns := make([]rows.Column, columnCount)
	columns[colNumber] = rows.Column{Title: w.T("cases.col.number"), Width: 8, Drop: 6}
	columns[colName] = rows.Column{Title: w.T("cases.col.name"), Width: 11, Grow: true, Name: true}
	columns[colFlags] = rows.Column{Width: s.most}
	columns[colKind] = rows.Column{Title: w.T("cases.col.kind"), Width: 9, Drop: 3}
	columns[colPhase] = rows.Column{Title: w.T("cases.col.phase"), Width: 12, Drop: 4}
	columns[colWorker] = rows.Column{Title: w.T("cases.col.worker"), Width: 10, Name: true, Drop: 2}
	columns[colOpened] = rows.Column{Title: w.T("cases.col.opened"), Width: 10, Drop: 1}
	columns[colLast] = rows.Column{Title: w.T("cases.col.last"), Width: 10, Drop: 5}
	columns[colNext] = rows.Column{Title: w.T("cases.col.next"), Width: 10, Right: true}
	s.laid, s.width = rows.Lay(columns, width, 2), width
	return s.laid
}

// Row implements [rows.Source].
func (s *source) Row(i, width int) string {
	r, styles := s.all[s.shown[i]], s.d.Env.Styles
	cells := make([]string, columnCount)
	cells[colNumber] = r.Shown()
	cells[colName] = r.Title
	cells[colFlags] = styles.Warning.Render(s.flags(r))
	cells[colKind] = s.kind(r.Kind)
	cells[colPhase] = s.d.Label("domain.phase.", string(r.Phase))
	cells[colWorker] = s.names[r.Worker]
	cells[colOpened] = s.d.W().Date(r.Opened)
	cells[colLast] = s.d.ShortDay(r.LastContact)
	if it, ok := first(r); ok {
		cells[colNext] = s.next(it)
	}
	return s.layout(width).Row(cells...)
}

// next is what the last column says of an item.
func (s *source) next(it cases.Item) string {
	text := s.d.Due(it)
	switch {
	case it.Days > 0:
		return s.d.Env.Styles.Overdue.Render("! " + text)
	case it.Days == 0:
		return s.d.Env.Styles.Today.Render(s.d.W().T("formats.today"))
	}
	return text
}

// kind is a kind of case in one short word.
func (s *source) kind(k cases.Kind) string {
	w := s.d.W()
	switch k {
	case cases.KindMentoring:
		return w.T("cases.kind.mentoring")
	case cases.KindTenancy:
		return w.T("cases.kind.tenancy")
	case cases.KindNetwork:
		return w.T("cases.kind.network")
	}
	return desk.OneLine(string(k))
}

// flag is a sign beside a name.
type flag struct {
	letter, label string // word keys
	has           func(cases.Row) bool
}

func flags() []flag {
	return []flag{
		{"cases.flag.alone", "cases.flag.alone.label", func(r cases.Row) bool { return r.NotAlone }},
		{"cases.flag.protected", "cases.flag.protected.label", func(r cases.Row) bool { return r.Protected }},
		{"cases.flag.two", "cases.flag.two.label", func(r cases.Row) bool { return r.Conflicts > 0 }},
		{"cases.flag.aside", "cases.flag.aside.label", func(r cases.Row) bool { return r.SetAside }},
		{"cases.flag.missing", "cases.flag.missing.label", func(r cases.Row) bool { return r.Incomplete }},
	}
}

// flags are the signs of a case, a letter each.
func (s *source) flags(r cases.Row) string {
	text := ""
	for _, f := range flags() {
		if f.has(r) {
			text += s.d.W().T(f.letter)
		}
	}
	return text
}

// legend explains the letters that stand in the list; those without room go from
// the end.
func (s *source) legend(width int) string {
	text := ""
	for _, f := range s.signs {
		part := s.d.W().T(f.letter) + " " + s.d.W().T(f.label)
		if text != "" {
			part = text + " · " + part
		}
		if frame.Width(part) > width {
			break
		}
		text = part
	}
	return text
}
