package casefile

import (
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
)

// A cell of the strip: the marker of the chosen one, then its lines.
const (
	cellWidth = 13
	cellMost  = 24
	cellLines = 5
)

// signs of what is done and of what was given up; both are in WGL4.
const (
	signDone    = "√"
	signDropped = "×"
	signTeam    = "T"
)

// arenaName is how an arena, a theme or what has neither is called.
func (s *Screen) arenaName(arena string) string {
	if arena == "" {
		return s.d.W().T("plan.arena.none")
	}
	return s.d.Label("domain.arena.", arena)
}

// isTheme says whether nothing is scored under a key.
func isTheme(arena string) bool { return !slices.Contains(cases.Arenas(), arena) }

// bar draws a score in five squares, with where it went.
func bar(st cases.Standing) string {
	if st.Now == nil {
		return ""
	}
	out := strings.Repeat("■", st.Now.Value) + strings.Repeat("□", cases.MaxScore-st.Now.Value)
	if arrow := arrow(st.Trend()); arrow != "" {
		out += " " + arrow
	}
	return out
}

func arrow(t cases.Trend) string {
	return map[cases.Trend]string{cases.TrendUp: "↑", cases.TrendSame: "→", cases.TrendDown: "↓"}[t]
}

// short is a score with its word where that fits in a width, else with a shorter
// one.
func (s *Screen) short(value, width int) string {
	if text := s.d.Score(value); frame.Width(text) <= width {
		return text
	}
	n := s.d.W().Count(value)
	return n + " " + s.d.W().T("plan.short."+n)
}

// cell is what the strip says of an arena, a line a string.
func (b *board) cell(arena string, width int) []string {
	s, w := b.s, b.s.d.W()
	st := s.c.WorkerStanding(arena, s.day)
	own := s.c.Standing(arena, cases.RaterPerson, s.day)
	score, squares, start := "–", w.T("domain.score.none"), "–"
	switch {
	case isTheme(arena) && arena != "":
		score, squares, start = w.T("plan.theme"), "", ""
	case arena == "":
		score, squares, start = "", "", ""
	case st.Now != nil:
		score, squares, start = s.short(st.Now.Value, width), bar(st), w.T("plan.start", st.First.Value)
	case own.Now != nil:
		squares = w.T("plan.self", own.Now.Value)
	}
	open, asking := s.c.OpenSteps(arena, s.day)
	steps := "–"
	if open > 0 {
		steps = w.N("plan.steps", open)
	}
	if asking > 0 {
		steps += " " + s.d.Env.Styles.Overdue.Render("!"+w.Count(asking))
	}
	return []string{s.arenaName(arena), score, squares, start, steps}
}

// window is which of the arenas have room in a width, and how wide each is.
func (b *board) window(width int) (from, to, cell int) {
	n := len(b.arenas)
	fits := max(1, (width-1)/cellWidth)
	if n <= fits {
		return 0, n, min(cellMost, max(cellWidth, (width-1)/max(1, n)))
	}
	from = max(0, min(b.at-fits/2, n-fits))
	return from, from + fits, cellWidth
}

// strip draws the arenas beside each other.
func (b *board) strip(width int) []string {
	styles := b.s.d.Env.Styles
	from, to, cell := b.window(width)
	b.clicks.from, b.clicks.to, b.clicks.cell = from, to, cell
	out := make([]string, cellLines)
	for i := from; i < to; i++ {
		for n, line := range b.cell(b.arenas[i], cell-1) {
			mark := " "
			switch {
			case n == 0 && i == b.at:
				mark, line = ">", styles.Selected.Render(strings.ToUpper(desk.CutWords(line, cell-2)))
			case n == 0:
				line = styles.Strong.Render(frame.Cut(line, cell-2))
			}
			out[n] += mark + frame.Fit(line, cell-1)
		}
	}
	for i := range out {
		out[i] = " " + strings.TrimRight(out[i], " ")
	}
	if from > 0 {
		out[0] = "◄" + out[0][1:]
	}
	if to < len(b.arenas) {
		out[0] = frame.Fit(out[0], width-1) + "►"
	}
	return out
}

// line is the chosen arena alone, where there is no room for the strip.
func (b *board) line(width int) string {
	s, styles := b.s, b.s.d.Env.Styles
	st := s.c.WorkerStanding(b.arena(), s.day)
	right := s.d.W().T("plan.place", b.at+1, len(b.arenas))
	text := strings.ToUpper(s.arenaName(b.arena()))
	if st.Now != nil {
		text = desk.CutWords(text, max(8, width-frame.Width(right)-26)) + " · " + s.short(st.Now.Value, 12) + " " + bar(st)
	}
	return frame.Ends("◄ "+styles.Strong.Render(text), right+" ►", width)
}
