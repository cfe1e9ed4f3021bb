package person

import (
	"slices"
	"strconv"
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/tui/frame"
	"brobygger/tui/words"
)

// leastName is the least room for the names of the arenas, in columns; a longer
// name is broken into lines.
const leastName = 13

// gap is between the columns.
const gap = "  "

// cell is what the row of an arena says.
type cell struct {
	name  string
	value int    // the worker's score, 0 for none
	word  string // of it
	since string // compared with the first of the same rater
	own   string // the person's own score in its word
}

// table is the arenas with their scores.
type table struct {
	head []string
	rows [][]string
	// since and own say whether the rows have room for them; else they are told
	// below the table.
	since, own bool
}

func (t table) height() int {
	n := len(t.head)
	for _, r := range t.rows {
		n += len(r)
	}
	return n
}

// cells are the rows in their full words, or in short ones.
func (s *Screen) cells(short bool) []cell {
	word := s.word
	if short {
		word = s.short
	}
	out := make([]cell, 0, len(s.plan.Arenas))
	for _, a := range s.plan.Arenas {
		c := cell{name: s.d.Label("domain.arena.", a.Key), own: word(s.own(a)), since: s.compared(a.Worker, short)}
		switch {
		case a.Worker.Now != nil:
			c.value = a.Worker.Now.Value
			c.word = word(c.value)
		case slices.Contains(cases.Arenas(), a.Key):
			c.word = s.d.W().T("person.none")
		}
		out = append(out, c)
	}
	return out
}

// table draws the arenas in a width: in full words where all of them
// have room, and the names of the arenas too.
func (s *Screen) table(width int) table {
	if t := s.tableIn(width, false); t.since && t.own && t.height() == len(t.head)+len(t.rows) {
		return t
	}
	return s.tableIn(width, true)
}

func (s *Screen) tableIn(width int, short bool) table {
	w, st := s.d.W(), s.d.Env.Styles
	all, scored := s.cells(short), s.word
	if short {
		scored = s.short
	}
	wide := func(least string, of func(cell) string) int {
		n := frame.Width(least)
		for _, c := range all {
			n = max(n, frame.Width(of(c)))
		}
		return n
	}
	scale := 0
	for n := cases.MinScore; n <= cases.MaxScore; n++ {
		scale = max(scale, frame.Width(scored(n)))
	}
	name := wide("", func(c cell) string { return c.name })
	word := max(scale, wide("", func(c cell) string { return c.word }))
	since := wide(w.T("person.head.since"), func(c cell) string { return c.since })
	own := max(scale, frame.Width(w.T("person.head.own")))
	var t table
	blocks := 0
	for _, try := range []struct {
		blocks     int
		since, own bool
	}{{9, true, true}, {5, true, true}, {9, false, true}, {5, false, true}, {5, false, false}} {
		t.since, t.own, blocks = try.since, try.own, try.blocks
		room := width - len(margin) - len(gap) - blocks - len(gap) - word
		if t.since {
			room -= len(gap) + since
		}
		if t.own {
			room -= len(gap) + own
		}
		if room >= min(name, leastName) || !try.own {
			name = max(1, min(name, room))
			break
		}
	}
	row := func(first, blocksAndWord, c, d string) string {
		line := first + gap + blocksAndWord
		if t.since {
			line += gap + frame.Fit(c, since)
		}
		if t.own {
			line += gap + frame.Fit(d, own)
		}
		return line
	}
	if t.own {
		both := frame.Fit(w.T("person.head.worker"), blocks+len(gap)+word)
		line := row(margin+frame.Fit("", name), both, w.T("person.head.since"), w.T("person.head.own"))
		t.head = []string{st.Muted.Render(strings.TrimRight(line, " "))}
	}
	for i, c := range all {
		names := frame.Wrap(c.name, name)
		if len(names) == 0 {
			names = []string{""}
		}
		var lines []string
		for j, n := range names {
			before, style := margin, st.Text.Render
			if s.at == i+1 {
				style = st.Selected.Render
				if j == 0 {
					before = mark
				}
			}
			line := before + frame.Fit(n, name)
			if j == 0 {
				line = row(line, frame.Fit(squares(c.value, blocks), blocks)+gap+frame.Fit(c.word, word), c.since, c.own)
			}
			if s.at == i+1 {
				line = frame.Fit(line, width)
			}
			lines = append(lines, style(line))
		}
		t.rows = append(t.rows, lines)
	}
	return t
}

// squares draws a score as so many of five squares, in 9 columns with blanks
// between or in 5 without; "" for none.
func squares(value, columns int) string {
	if value == 0 {
		return ""
	}
	var all []string
	for n := cases.MinScore; n <= cases.MaxScore; n++ {
		if n <= value {
			all = append(all, "■")
		} else {
			all = append(all, "□")
		}
	}
	if columns < 2*len(all)-1 {
		return strings.Join(all, "")
	}
	return strings.Join(all, " ")
}

// much is the number of steps of the scale from which better is much better.
const much = 2

// compared says how an arena stands compared with the first score of the same
// rater, in the words of the paper, "" where there is nothing to compare.
func (s *Screen) compared(st cases.Standing, short bool) string {
	said, brief := "", ""
	switch n := st.Difference(); {
	case st.Trend() == cases.TrendNone:
		return ""
	case n >= much:
		said, brief = "paper.change.up2", "person.since.much"
	case n > 0:
		said, brief = "paper.change.up", "person.since.up"
	case n == 0:
		said, brief = "paper.change.same", "paper.change.same"
	case n > -much:
		said, brief = "paper.change.down", "person.since.down"
	default:
		said, brief = "paper.change.down2", "person.since.muchdown"
	}
	if short {
		said = brief
	}
	return s.d.W().T(said, words.A{"month": s.month(st.First.On)})
}

// month is the month of a day, with the year where it is another than this.
func (s *Screen) month(day calendar.Date) string {
	name := s.d.W().T("formats.month." + strconv.Itoa(int(day.Month)))
	if day.Year != s.d.Today().Year {
		name += " " + strconv.Itoa(day.Year)
	}
	return name
}
