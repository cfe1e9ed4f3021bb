package catalogue

import (
	"slices"

	"brobygger/cases"
	"brobygger/cases/catalogue"
	"brobygger/cases/danish"
	"brobygger/tui/desk"
	"brobygger/tui/rows"
)

// services is the directory as the list shows it.
type services struct {
	d     *desk.Desk
	shown []cases.Service
	hay   []string
	two   map[cases.EntryID]bool // with a field of two versions
}

// fill shows the services of a key, all for "".
func (s *services) fill(dir *cases.Directory, key string) {
	s.shown, s.hay, s.two = nil, nil, map[cases.EntryID]bool{}
	for _, k := range dir.Conflicts {
		s.two[k.Entity] = true
	}
	for _, one := range dir.Live() {
		if key != "" && !slices.Contains(one.Keys, key) {
			continue
		}
		s.shown = append(s.shown, one)
		s.hay = append(s.hay, danish.Fold(one.Name+" "+one.Unit+" "+one.Phone+" "+one.For+" "+one.KLE+" "+s.d.Labels("domain.arena.", one.Keys)))
	}
}

// twice says whether anything shown has two versions.
func (s *services) twice() bool {
	return slices.ContainsFunc(s.shown, func(one cases.Service) bool { return s.two[one.ID] })
}

// Len implements [rows.Source].
func (s *services) Len() int { return len(s.shown) }

// ID implements [rows.Source].
func (s *services) ID(i int) string { return string(s.shown[i].ID) }

// Haystack implements [rows.Source].
func (s *services) Haystack(i int) string { return s.hay[i] }

func (s *services) layout(width int) rows.Layout {
	w := s.d.W()
	return rows.Lay([]rows.Column{
		{Width: 1},
		{Title: w.T("catalogue.col.name"), Width: 24, Grow: true},
		{Title: w.T("catalogue.col.unit"), Width: 16, Drop: 2},
		{Title: w.T("catalogue.col.keys"), Width: 17, Drop: 1},
		{Title: w.T("catalogue.col.phone"), Width: 11},
	}, width, 1)
}

// Row implements [rows.Source].
func (s *services) Row(i, width int) string {
	one, sign := s.shown[i], ""
	if s.two[one.ID] {
		sign = "!"
	}
	return s.layout(width).Row(sign, desk.OneLine(one.Name), desk.OneLine(one.Unit), s.d.Labels("domain.arena.", one.Keys), desk.OneLine(one.Phone))
}

// entries is the built-in catalogue as the list shows it.
type entries struct {
	d     *desk.Desk
	all   []catalogue.Entry
	first int // how many of all are løsninger
	shown []catalogue.Entry
	hay   []string
}

func newEntries(d *desk.Desk) *entries {
	e := &entries{d: d, all: catalogue.All(), first: len(catalogue.Solutions())}
	e.narrow("")
	return e
}

// narrow shows the entries of a key, all for "".
func (e *entries) narrow(key string) {
	e.shown, e.hay = nil, nil
	for _, one := range e.all {
		if key == "" || slices.Contains(one.Keys, key) {
			e.shown = append(e.shown, one)
			e.hay = append(e.hay, one.SearchText()+" "+danish.Fold(e.d.Labels("domain.arena.", one.Keys)+" "+e.d.Label("domain.evidence.", string(one.Evidence))))
		}
	}
}

// Len implements [rows.Source].
func (e *entries) Len() int { return len(e.shown) }

// ID implements [rows.Source].
func (e *entries) ID(i int) string { return e.shown[i].Key }

// Haystack implements [rows.Source].
func (e *entries) Haystack(i int) string { return e.hay[i] }

// Group implements [rows.Grouped].
func (e *entries) Group(i int) string {
	for _, one := range e.all[:e.first] {
		if one.Key == e.shown[i].Key {
			return e.d.W().T("catalogue.group.solutions")
		}
	}
	return e.d.W().T("catalogue.group.activities")
}

func (e *entries) layout(width int) rows.Layout {
	w := e.d.W()
	return rows.Lay([]rows.Column{
		{Title: w.T("catalogue.col.what"), Width: 30, Grow: true},
		{Title: w.T("catalogue.col.keys"), Width: 22, Drop: 1},
		{Title: w.T("catalogue.col.evidence"), Width: 12},
	}, width, 2)
}

// Row implements [rows.Source].
func (e *entries) Row(i, width int) string {
	one := e.shown[i]
	return e.layout(width).Row(one.Name.In(string(e.d.W().Language())), e.d.Labels("domain.arena.", one.Keys), e.d.Label("domain.evidence.", string(one.Evidence)))
}
