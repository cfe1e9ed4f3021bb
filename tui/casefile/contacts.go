package casefile

import (
	"slices"
	"strings"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/cases/when"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/rows"
)

// noteRow is one contact in the list.
type noteRow struct {
	c    cases.Contact
	at   when.Moment // when it happened; of an erased one, the day it was written
	line string      // the beginning of its text, on one line
	hay  string
}

// lineBytes is more of a text than a list ever shows on one line.
const lineBytes = 240

// noteSource is the contacts of the case.
type noteSource struct {
	s    *Screen
	rows []noteRow
}

func (n *noteSource) fill() {
	n.rows = n.rows[:0]
	for _, c := range n.s.c.Contacts {
		r := noteRow{c: c, at: c.At, line: desk.OneLine(firstBytes(c.Text, lineBytes))}
		if r.at.IsZero() && !c.Written.IsZero() {
			r.at = when.Moment{Date: calendar.Of(c.Written.In(n.s.d.Now().Location()))}
		}
		r.hay = danish.Fold(strings.Join([]string{c.Text, c.Place, n.s.names(c.Present), n.s.d.Label("domain.channel.", string(c.Channel)),
			n.s.d.W().Date(r.at.Date), n.s.d.Author(c.Author), n.s.d.Labels("domain.arena.", c.Arenas), n.s.d.Labels("domain.arena.", c.Themes)}, " "))
		n.rows = append(n.rows, r)
	}
	// Erased ones have lost the day they happened on and come last otherwise.
	slices.SortStableFunc(n.rows, func(a, b noteRow) int { return b.at.Date.Compare(a.at.Date) })
}

// Len implements [rows.Source].
func (n *noteSource) Len() int { return len(n.rows) }

// ID implements [rows.Source].
func (n *noteSource) ID(i int) string { return string(n.rows[i].c.ID) }

// Haystack implements [rows.Source].
func (n *noteSource) Haystack(i int) string { return n.rows[i].hay }

func (n *noteSource) layout(width int) rows.Layout {
	w := n.s.d.W()
	return rows.Lay([]rows.Column{
		{Title: w.T("case.col.day"), Width: 10},
		{Title: w.T("case.col.time"), Width: 5, Right: true, Drop: 2},
		{Title: w.T("case.col.channel"), Width: 7, Drop: 3},
		{Title: w.T("case.col.met"), Width: 12, Drop: 4},
		{Title: w.T("case.col.minutes"), Width: 8, Right: true, Drop: 1},
		// What happened is what one looks for; the minutes are in the text below.
		{Title: w.T("case.col.text"), Width: 26, Grow: true},
	}, width, 2)
}

// Row implements [rows.Source].
func (n *noteSource) Row(i, width int) string {
	r := n.rows[i]
	s, w, styles := n.s, n.s.d.W(), n.s.d.Env.Styles
	clock, minutes := "", ""
	if r.at.HasTime {
		clock = w.Clock(r.at.Hour, r.at.Minute)
	}
	if r.c.Minutes != nil {
		minutes = w.Minutes(*r.c.Minutes)
	}
	text := r.line
	switch {
	case r.c.Erased != nil:
		text = styles.Muted.Render(w.T("case.row.erased", s.localDay(r.c.Erased.At)))
	case r.c.Struck != nil:
		text = styles.Muted.Render(w.T("case.row.struck") + ": " + text)
	case text == "":
		text = styles.Muted.Render(w.T("case.row.notext"))
	}
	return n.layout(width).Row(s.d.ShortDay(r.at.Date), clock, s.d.Label("domain.channel.", string(r.c.Channel)), s.met(r.c.Met), minutes, text)
}

// firstBytes is the beginning of a text, cut between characters.
func firstBytes(text string, n int) string {
	if len(text) <= n {
		return text
	}
	return strings.ToValidUTF8(text[:n], "")
}

func (s *Screen) met(met *bool) string {
	switch {
	case met == nil:
		return ""
	case *met:
		return s.d.W().T("case.met")
	}
	return s.d.W().T("case.notmet")
}

// text is all there is of a contact.
func (n *noteSource) text(i, width int) []string {
	c := n.rows[i].c
	s, w, styles := n.s, n.s.d.W(), n.s.d.Env.Styles
	var out []string
	add := func(style func(...string) string, text string) {
		for _, l := range frame.Wrap(text, max(1, width)) {
			out = append(out, style(l))
		}
	}
	if c.Erased != nil {
		add(styles.Warning.Render, upper(s.erased(c.Erased)))
		add(styles.Muted.Render, s.written(c))
		return out
	}
	if c.Struck != nil {
		add(styles.Warning.Render, upper(s.struck(c.Struck)))
	}
	head := []string{s.at(c.At)}
	for _, part := range []string{s.d.Label("domain.channel.", string(c.Channel)), s.met(c.Met)} {
		if part != "" {
			head = append(head, part)
		}
	}
	if c.Minutes != nil {
		head = append(head, w.Minutes(*c.Minutes))
	}
	for _, l := range joined(head, " · ", width) {
		out = append(out, styles.Strong.Render(l))
	}
	add(styles.Muted.Render, s.written(c))
	if c.Moved {
		add(styles.Muted.Render, s.moved(c))
	}
	if c.Same != "" {
		add(styles.Muted.Render, w.T("case.note.same"))
	}
	if e := s.c.State.ByID[c.ID]; e != nil && e.StruckBeaten != nil && c.Struck == nil {
		add(styles.Warning.Render, w.T("case.note.beaten", s.d.Author(e.StruckBeaten.Head.Author)))
	}
	for _, k := range s.c.Conflicts {
		if k.Entity == c.ID {
			add(styles.Warning.Render, w.T("case.alert.two", s.d.Label("domain.field.", k.Field)))
		}
	}
	var about []string
	for _, f := range []fact{
		{s.label("present"), s.names(c.Present)},
		{s.label("place"), desk.OneLine(c.Place)},
		{s.label("role"), s.d.Label("domain.role.", string(c.Role))},
		{s.label("arenas"), s.d.Labels("domain.arena.", c.Arenas)},
		{s.label("themes"), s.d.Labels("domain.arena.", c.Themes)},
	} {
		if f.value != "" {
			about = append(about, f.label+": "+f.value)
		}
	}
	for _, l := range joined(about, " · ", width) {
		out = append(out, styles.Muted.Render(l))
	}
	if c.Text != "" {
		out = append(out, "")
		out = append(out, desk.Paragraphs(c.Text, width)...)
	}
	if next := s.followUps(c.ID); next != "" {
		out = append(out, "")
		out = append(out, facts([]fact{{w.T("case.note.next"), next}}, width, styles)...)
	}
	return out
}

// written says who wrote a contact, when, and whether it was corrected.
func (s *Screen) written(c cases.Contact) string {
	text := s.d.Author(c.Author) + " · " + s.d.W().T("case.note.written", s.stamp(c.Written))
	if n := len(c.Edited); n > 0 {
		text += " · " + s.d.W().N("case.note.edited", n)
	}
	return text
}

// stamp writes a time with its day.
func (s *Screen) stamp(t time.Time) string {
	return s.localDay(t) + " " + s.d.W().T("formats.at", s.clock(t))
}

// moved says who moved a contact here.
func (s *Screen) moved(c cases.Contact) string {
	text := s.d.W().T("case.note.moved", s.d.Author(c.MovedBy))
	if c.MoveReason != "" {
		text += ": " + desk.OneLine(c.MoveReason)
	}
	return text
}

// names are those of the people present: persons of the network by their name.
func (s *Screen) names(present []string) string {
	var out []string
	for _, who := range present {
		name := desk.OneLine(who)
		for _, p := range s.c.Network {
			if string(p.ID) != who {
				continue
			}
			name = s.personName(p)
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

// personName is a person in the network with what they are to the citizen.
func (s *Screen) personName(p cases.Party) string {
	switch {
	case p.Erased != nil:
		return s.d.W().T("case.person.erased")
	case p.Relation != "":
		return desk.OneLine(p.Name) + " (" + desk.OneLine(p.Relation) + ")"
	}
	return desk.OneLine(p.Name)
}

// followUps are the follow-ups that were made with a contact.
func (s *Screen) followUps(contact cases.EntryID) string {
	var out []string
	for _, f := range s.c.FollowUps {
		if f.Contact != contact || f.Struck != nil || f.Erased != nil {
			continue
		}
		text := s.at(f.Due) + " " + desk.OneLine(f.Text)
		if f.State != cases.FollowUpOpen {
			text += " (" + s.d.Label("domain.followup.", string(f.State)) + ")"
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n")
}
