package day

import (
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/tui/desk"
	"brobygger/tui/rows"
	"brobygger/tui/words"
)

// line is an item with the heading it stands under.
type line struct {
	cases.Item
	group string // a word key
	hay   string
}

// source is the day's items as the list shows them.
type source struct {
	d                 *desk.Desk
	items             []line
	late, today, week int
}

// fill takes in a day.
func (s *source) fill(p cases.DayPlan, today calendar.Date) {
	s.items = s.items[:0]
	s.late, s.today, s.week = len(p.Late), len(p.Today), len(p.Week)
	add := func(group string, items []cases.Item) {
		for _, it := range items {
			s.items = append(s.items, line{it, group, danish.Fold(it.Number + " " + it.Title + " " + s.d.Item(it))})
		}
	}
	add("today.group.late", p.Late)
	add("today.group.today", p.Today)
	add("today.group.week", p.Week)
	add("today.group.waiting", p.Waiting)
	var ahead []cases.Item
	for _, it := range p.Ahead {
		if it.Due.Sub(today) <= aheadDays {
			ahead = append(ahead, it)
		}
	}
	add("today.group.ahead", ahead)
}

// counts are the numbers of the head line.
func (s *source) counts(w *words.Words) string {
	return strings.Join([]string{w.T("today.count.late", w.Count(s.late)), w.T("today.count.today", w.Count(s.today)),
		w.T("today.count.week", w.Count(s.week))}, " · ")
}

// Len implements [rows.Source].
func (s *source) Len() int { return len(s.items) }

// ID implements [rows.Source]: an item is known by its case, what it is about and
// its day, so that the next one is selected when it has been done or postponed.
func (s *source) ID(i int) string {
	it := s.items[i]
	return strings.Join([]string{it.Case, string(it.Rule), it.Cause, string(it.FollowUp), it.Due.String()}, "/")
}

// Group implements [rows.Grouped].
func (s *source) Group(i int) string { return s.d.W().T(s.items[i].group) }

// Haystack implements [rows.Source].
func (s *source) Haystack(i int) string { return s.items[i].hay }

// Row implements [rows.Source].
func (s *source) Row(i, width int) string {
	it, styles := s.items[i], s.d.Env.Styles
	const dueWidth = 9 // "man 07-12"
	gap := 2
	lay := func() rows.Layout {
		return rows.Lay([]rows.Column{{Width: 7, Drop: 1}, {Width: 10, Name: true}, {Width: 12, Grow: true}, {Width: dueWidth, Right: true}}, width, gap)
	}
	l := lay()
	if !l.Has(0) {
		gap = 1 // a phone: two more columns are a word more of what it is about
		l = lay()
	}
	due := s.d.Due(it.Item)
	switch {
	case it.Days > 0:
		due = styles.Overdue.Render(due)
	case it.Days == 0:
		due = styles.Today.Render(due)
	}
	text := s.d.Item(it.Item)
	if it.Who != "" && it.Who != it.Text { // a recipient is named by the text
		text = s.d.Member(it.Who) + ": " + text
	}
	room := width - 10 - gap - dueWidth - gap
	if l.Has(0) {
		room -= 7 + gap
	}
	return l.Row(it.Number, it.Title, desk.CutWords(text, max(1, room)), due)
}
