package casefile

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"brobygger/cases"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
)

// textLines is how many lines of a column a goal or a step has for its text.
const textLines = 3

// columns draws the arenas side by side with their goals and steps, and below
// them what is known of the chosen one.
func (b *board) columns(size frame.Size, rule string) []string {
	pane := b.head(size.Width-2, 6, true)
	if r, ok := b.selected(); ok {
		pane = append(pane, b.detail(r, size.Width-2)...)
	}
	height := max(3, size.Height-2-len(pane))
	b.height = height
	out := []string{rule}
	b.clicks.column = b.clicks.strip + cellLines + 1
	out = append(append(out, b.beside(height)...), rule)
	for _, l := range pane {
		out = append(out, " "+l)
	}
	return out[:min(len(out), max(0, size.Height))]
}

// beside draws the columns.
func (b *board) beside(height int) []string {
	from, to, cell := b.clicks.from, b.clicks.to, b.clicks.cell
	out := make([]string, height)
	for i := from; i < to; i++ {
		lines, places := b.column(b.arenas[i], cell-1, i == b.at)
		top := 0
		if i == b.at {
			top = b.scroll(places, len(lines), height)
			b.clicks.places, b.clicks.body = places, b.clicks.column-top
			b.clicks.end = b.clicks.column + min(height, len(lines)-top)
		}
		over := len(lines) - top - height
		lines = lines[top:]
		for n := range out {
			line := ""
			switch {
			case n == height-1 && over > 0 && i != b.at:
				line = " " + b.s.d.Env.Styles.Muted.Render(b.s.d.W().T("plan.more"))
			case n < len(lines):
				line = lines[n]
			}
			out[n] += frame.Fit(line, cell)
		}
	}
	for i := range out {
		out[i] = " " + out[i]
	}
	return out
}

// scroll is the first line of the chosen column that is shown.
func (b *board) scroll(places []int, lines, height int) int {
	if len(places) == 0 || lines <= height {
		b.top = 0
		return 0
	}
	from, to := places[b.row], lines
	if b.row+1 < len(places) {
		to = places[b.row+1]
	}
	b.top = max(min(b.top, from), to-height)
	if b.row == 0 {
		b.top = 0
	}
	b.top = max(0, min(b.top, lines-height))
	return b.top
}

// column draws the goals and steps of one arena, each line with its marker first.
func (b *board) column(arena string, width int, chosen bool) (out []string, places []int) {
	w, styles := b.s.d.W(), b.s.d.Env.Styles
	for i, r := range b.rowsOf(arena) {
		if i > 0 {
			out = append(out, "")
		}
		places = append(places, len(out))
		sign, text, under := b.brief(r)
		lines := frame.Wrap(text, max(1, width-3))
		if len(lines) > textLines {
			lines = append(lines[:textLines-1:textLines-1], desk.CutWords(strings.Join(lines[textLines-1:], " "), width-3))
		}
		for n, l := range lines {
			before := "  "
			if n == 0 {
				before = sign + " "
			}
			if r.goal != nil {
				l = styles.Strong.Render(l)
			}
			lines[n] = " " + before + l
		}
		for _, l := range joined(under, " · ", max(1, width-3)) {
			lines = append(lines, "   "+styles.Muted.Render(l))
		}
		if chosen && i == b.row {
			for n, l := range lines {
				m := " "
				if n == 0 {
					m = ">"
				}
				lines[n] = styles.Selected.Render(frame.Fit(m+strings.TrimPrefix(ansi.Strip(l), " "), width))
			}
		}
		out = append(out, lines...)
	}
	if len(out) == 0 {
		out = append(out, "   "+styles.Muted.Render(w.T("plan.empty.short")))
	}
	return out, places
}

// brief is a goal or a step in a column: a sign, its text, and what stands under
// it.
func (b *board) brief(r planRow) (sign, text string, under []string) {
	s, w, styles := b.s, b.s.d.W(), b.s.d.Env.Styles
	sign = " "
	if r.goal != nil {
		g := *r.goal
		text = w.T("plan.goal", desk.OneLine(g.Text))
		switch {
		case g.State == cases.GoalReached:
			sign = styles.Good.Render(signDone)
			under = append(under, s.d.Label("domain.goal.", string(g.State)))
		case g.State == cases.GoalDropped:
			sign = signDropped
			under = append(under, s.d.Label("domain.goal.", string(g.State)))
		case s.goalLate(g):
			sign = styles.Overdue.Render("!")
			under = append(under, w.T("plan.by", s.d.ShortDay(g.By)))
		case !g.By.IsZero():
			under = append(under, w.T("plan.by", s.d.ShortDay(g.By)))
		}
	} else {
		t := *r.step
		text = desk.OneLine(t.Text)
		if t.TeamOnly {
			text = signTeam + " " + text
		}
		if who := s.d.Who(s.c, t.Who); who != "" {
			under = append(under, who)
		}
		switch {
		case s.twice(t.ID) == "by":
		case t.State == cases.StepDone && !t.StateOn.IsZero():
			under = append(under, s.d.ShortDay(t.StateOn))
		case !t.By.IsZero():
			under = append(under, s.d.ShortDay(t.By))
		}
		under = append(under, s.d.Label("domain.step.", string(t.State)))
		switch {
		case t.State == cases.StepDone:
			sign = styles.Good.Render(signDone)
		case t.State == cases.StepDropped:
			sign = signDropped
		case s.late(t):
			sign = styles.Overdue.Render("!")
		}
	}
	if s.twice(r.id()) != "" {
		sign = styles.Warning.Render("!")
		under = append(under, w.T("plan.two"))
	}
	return sign, text, under
}

// detail is all there is of a goal or a step.
func (b *board) detail(r planRow, width int) []string {
	s, w, styles := b.s, b.s.d.W(), b.s.d.Env.Styles
	var parts []string
	add := func(label, value string) {
		if value != "" {
			parts = append(parts, label+": "+value)
		}
	}
	text := ""
	if r.goal != nil {
		g := *r.goal
		text = w.T("plan.goal", desk.OneLine(g.Text))
		add(s.label("indicator"), desk.OneLine(g.Indicator))
		add(s.label("by"), w.FullDate(g.By))
		add(s.label("state"), s.stateSince(s.d.Label("domain.goal.", string(g.State)), w.FullDate(g.StateOn)))
	} else {
		t := *r.step
		text = w.T("plan.step", desk.OneLine(t.Text))
		add(s.label("who"), s.d.Who(s.c, t.Who))
		add(s.label("by"), w.FullDate(t.By))
		add(s.label("state"), s.stateSince(s.d.Label("domain.step.", string(t.State)), w.FullDate(t.StateOn)))
		add(s.label("goal"), s.thingName(t.Goal))
		if t.TeamOnly {
			parts = append(parts, s.d.Label("domain.field.", "team_only"))
		}
	}
	out := []string{""}
	for _, l := range frame.Wrap(text, max(1, width)) {
		out = append(out, styles.Strong.Render(l))
	}
	out = append(out, joined(parts, " · ", width)...)
	if field := s.twice(r.id()); field != "" {
		out = append(out, styles.Warning.Render(w.T("case.alert.two", s.d.FieldLabel(s.kindOf(r.id()), field))))
	}
	return out
}

// stateSince is a state with the day since which it holds.
func (s *Screen) stateSince(state, since string) string {
	if since == "" {
		return state
	}
	return state + ", " + s.d.W().T("case.since", since)
}
