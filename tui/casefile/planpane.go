package casefile

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/rows"
)

// From columnsFrom the arenas stand side by side with their steps.
const columnsFrom = 132

// shortDays is how long ago a day may lie and still be written without its year.
const shortDays = 182

// What the body is divided into by its height.
const (
	lowBoard  = 14 // below, the chosen arena stands alone
	roomyBody = 22 // from here, everything that is known stands whole
)

// view draws the plan in a size.
func (b *board) view(size frame.Size) []string {
	rule := b.s.d.Env.Styles.Rule.Render(strings.Repeat("─", size.Width))
	b.clicks = boardClicks{}
	roomy := size.Height >= roomyBody
	var out []string
	if size.Height >= 10 {
		out = append(out, b.words(size.Width, roomy)...)
	}
	if size.Height < lowBoard || size.Width < 2*cellWidth+1 {
		out = append(out, b.line(size.Width))
	} else {
		if size.Height >= 17 {
			out = append(out, "")
		}
		b.clicks.strip = len(out)
		out = append(out, b.strip(size.Width)...)
		if size.Width >= columnsFrom && roomy {
			return append(out, b.columns(frame.Size{Width: size.Width, Height: size.Height - len(out)}, rule)...)
		}
		out = append(out, rule)
	}
	if size.Height >= 8 { // else the line of the arena has said it
		for _, l := range b.head(size.Width-2, size.Height-len(out)-b.least(), roomy) {
			out = append(out, " "+l)
		}
	}
	if roomy {
		out = append(out, "")
	}
	return append(out, b.body(frame.Size{Width: size.Width, Height: size.Height - len(out)}, len(out))...)
}

// least is how many lines the goals and steps keep below what is said of the
// arena.
func (b *board) least() int { return min(5, max(2, len(b.rows)+1)) }

// name is the first name of whom the case is about.
func (s *Screen) name() string {
	return danish.FirstName(danish.Harmless(s.c.Person.Name, false))
}

// words are the person's own about the plan as a whole.
func (b *board) words(width int, roomy bool) []string {
	s, w, styles := b.s, b.s.d.W(), b.s.d.Env.Styles
	own := s.c.Words[""]
	right := w.T("plan.words.key")
	if own.Text == "" {
		return []string{" " + frame.Ends(styles.Muted.Render(w.T("plan.words.none", s.name())), right, width-2)}
	}
	if s.twice(s.c.Root) == "words" {
		right = w.T("plan.two") + ", t"
	} else if !own.On.IsZero() {
		right = s.shortDate(own.On) + ", " + right
	}
	most := 1
	if roomy {
		most = 3
	}
	lines := frame.Wrap(s.name()+": \""+desk.OneLine(own.Text)+"\"", max(1, width-4-frame.Width(right)))
	if len(lines) > most {
		lines = append(lines[:most-1:most-1], desk.CutWords(strings.Join(lines[most-1:], " "), max(1, width-4-frame.Width(right))))
	}
	for i, l := range lines {
		lines[i] = " " + styles.Strong.Render(l)
	}
	lines[0] = " " + frame.Ends(strings.TrimPrefix(lines[0], " "), styles.Muted.Render(right), width-2)
	return lines
}

// head is what is said of the chosen arena: its score, the person's own, the
// person's own words. most is how many lines there are for it.
func (b *board) head(width, most int, roomy bool) []string {
	s, w, styles := b.s, b.s.d.W(), b.s.d.Env.Styles
	arena := b.arena()
	name := strings.ToUpper(s.arenaName(arena))
	var out []string
	add := func(style func(...string) string, text string, lines int) {
		if roomy {
			lines = 3
		}
		all := frame.Wrap(text, max(1, width))
		if len(all) > lines {
			all = append(all[:lines-1:lines-1], desk.CutWords(strings.Join(all[lines-1:], " "), width))
		}
		for _, l := range all {
			out = append(out, style(l))
		}
	}
	st, own := s.c.WorkerStanding(arena, s.day), s.c.Standing(arena, cases.RaterPerson, s.day)
	switch {
	case arena == "":
		add(styles.Strong.Render, name+" · "+w.T("plan.arena.none.what"), 2)
	case isTheme(arena):
		add(styles.Strong.Render, name+" · "+w.T("plan.theme.what"), 1)
	case st.Now == nil:
		add(styles.Strong.Render, name+" · "+w.T("plan.unset"), 1)
	default:
		add(styles.Strong.Render, name+" · "+s.scored(st, false), 2)
	}
	if own.Now != nil {
		add(styles.Text.Render, w.T("plan.own", s.name())+": "+s.scored(own, true), 1)
	}
	if said := s.c.Words[arena]; said.Text != "" && arena != "" {
		add(styles.Text.Render, s.name()+": \""+desk.OneLine(said.Text)+"\"", 1)
	}
	if len(out) > max(1, most) {
		out = out[:max(1, most)]
	}
	return out
}

// scored says a score with since when, why, and who gave it.
func (s *Screen) scored(st cases.Standing, own bool) string {
	w := s.d.W()
	text := w.T("plan.scored", s.d.Score(st.Now.Value), s.shortDate(st.Now.On))
	if own && st.First != st.Now {
		text += " (" + w.T("plan.start", st.First.Value) + ", " + s.d.Trend(st.Trend()) + ")"
	}
	if st.Now.Reason != "" {
		text += ": \"" + desk.OneLine(st.Now.Reason) + "\""
	}
	if own {
		return text
	}
	return text + " (" + s.rater(*st.Now) + ")"
}

// shortDate writes a day that has been without its weekday, "16-11", or with the
// year where it would be guessed.
func (s *Screen) shortDate(day calendar.Date) string {
	if s.day.Sub(day) > shortDays {
		return s.d.W().Date(day)
	}
	return s.d.W().ShortDate(day)
}

// rater names who gave a score: "Karim + Amira".
func (s *Screen) rater(v cases.Score) string {
	worker := ""
	if e := s.c.State.Entry(v.ID); e != nil {
		worker = danish.FirstName(s.d.Author(e.Head.Author))
	}
	switch v.By {
	case cases.RaterPerson:
		return s.name()
	case cases.RaterTogether:
		return s.name() + " + " + worker
	}
	return worker
}

// body draws the goals and steps of the chosen arena, scrolled to the one with
// the cursor. top is the line of the whole body on which it begins.
func (b *board) body(size frame.Size, top int) []string {
	b.height = size.Height
	if size.Height <= 0 {
		return nil
	}
	if len(b.rows) == 0 {
		var out []string
		for _, l := range frame.Wrap(b.s.d.W().T("plan.empty"), max(1, size.Width-4)) {
			out = append(out, margin+b.s.d.Env.Styles.Muted.Render(l))
		}
		return b.offered(out, size)
	}
	lines, places := b.lines(size.Width)
	from, to := places[b.row], len(lines)
	if b.row+1 < len(places) {
		to = places[b.row+1]
	}
	if b.follow || len(lines) <= size.Height {
		b.top = max(min(b.top, from), to-size.Height)
		if b.row == 0 {
			b.top = 0
		}
		b.follow = false
	}
	b.top = max(0, min(b.top, len(lines)-size.Height))
	b.clicks.places, b.clicks.body, b.clicks.end = places, top-b.top, top-b.top+len(lines)
	return b.offered(lines[b.top:min(len(lines), b.top+size.Height)], size)
}

// offered puts what the catalogue has for the arena below the steps, where there
// is room left for it.
func (b *board) offered(lines []string, size frame.Size) []string {
	arena := b.arena()
	if arena == "" || len(lines)+2 > size.Height {
		return lines
	}
	text := b.s.d.Offer([]string{arena}, b.s.c.Kind)
	if text == "" {
		return lines
	}
	return append(lines[:len(lines):len(lines)], "", " "+b.s.d.Env.Styles.Muted.Render(desk.CutWords(text, max(1, size.Width-2))))
}

// lines are those of the rows, and where each row begins.
func (b *board) lines(width int) (out []string, places []int) {
	w, styles := b.s.d.W(), b.s.d.Env.Styles
	lay := b.layout(width - len(margin))
	headed := false
	for i, r := range b.rows {
		line := ""
		if r.goal != nil {
			places = append(places, len(out))
			line = b.goalLine(*r.goal, width-len(margin))
		} else {
			if !headed {
				headed = true
				if lay.Has(2) {
					out = append(out, margin+styles.Muted.Render(lay.Row("", w.T("plan.col.step"), w.T("plan.col.who"), w.T("plan.col.by"), w.T("plan.col.state"))))
				}
			}
			places = append(places, len(out))
			line = b.stepLine(*r.step, lay)
		}
		if i == b.row {
			out = append(out, styles.Selected.Render(frame.Fit(mark+ansi.Strip(line), width)))
		} else {
			out = append(out, margin+line)
		}
		if r.goal != nil && r.goal.Indicator != "" {
			text := w.T("plan.indicator", desk.OneLine(r.goal.Indicator))
			out = append(out, margin+"  "+styles.Muted.Render(desk.CutWords(text, max(1, width-len(margin)-3))))
		}
	}
	return out, places
}

// layout is the columns of the steps; the first is for a sign.
func (b *board) layout(width int) rows.Layout {
	return rows.Lay([]rows.Column{
		{Width: 1}, {Width: 14, Grow: true}, {Width: 17, Drop: 1}, {Width: 10}, {Width: 12, Drop: 2},
	}, width, 1)
}

// goalLine draws a goal.
func (b *board) goalLine(g cases.Goal, width int) string {
	s, w, styles := b.s, b.s.d.W(), b.s.d.Env.Styles
	sign, end := " ", ""
	switch g.State {
	case cases.GoalReached:
		sign = styles.Good.Render(signDone)
		end = s.d.Label("domain.goal.", string(g.State)) + " " + s.d.ShortDay(g.StateOn)
	case cases.GoalDropped:
		sign, end = signDropped, s.d.Label("domain.goal.", string(g.State))
	default:
		if !g.By.IsZero() {
			end = w.T("plan.by", s.d.ShortDay(g.By))
		}
	}
	if s.goalLate(g) {
		sign, end = styles.Overdue.Render("!"), styles.Overdue.Render(end)
	}
	if s.twice(g.ID) != "" {
		sign, end = styles.Warning.Render("!"), styles.Warning.Render(w.T("plan.two"))
	}
	text := w.T("plan.goal", desk.OneLine(g.Text))
	return sign + " " + frame.Ends(desk.CutWords(text, max(1, width-5-frame.Width(end))), end, width-3)
}

// stepLine draws a step.
func (b *board) stepLine(t cases.Step, lay rows.Layout) string {
	s, w, styles := b.s, b.s.d.W(), b.s.d.Env.Styles
	sign := " "
	text, who, by, state := desk.OneLine(t.Text), s.d.Who(s.c, t.Who), s.d.ShortDay(t.By), s.d.Label("domain.step.", string(t.State))
	if t.By.IsZero() {
		by = "–"
	}
	if t.TeamOnly {
		text = signTeam + " " + text
	}
	switch {
	case t.State == cases.StepDone:
		sign = styles.Good.Render(signDone)
		if !t.StateOn.IsZero() {
			by = s.d.ShortDay(t.StateOn)
		}
	case t.State == cases.StepDropped:
		sign = signDropped
	case s.late(t):
		sign, by = styles.Overdue.Render("!"), styles.Overdue.Render(by)
	}
	if field := s.twice(t.ID); field != "" {
		sign = styles.Warning.Render("!")
		two := styles.Warning.Render(w.T("plan.two"))
		switch {
		case field == "text":
			text = two + ": " + text
		case field == "who":
			who = two
		case field == "by" || !lay.Has(4):
			by = two
		default:
			state = two
		}
	}
	return lay.Row(sign, text, who, by, state)
}
