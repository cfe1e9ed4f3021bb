package person

import (
	"strconv"
	"strings"

	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
)

// widest is the width beyond which nothing is drawn, in columns: a line that is
// longer is hard to read.
const widest = 100

// margin stands before each line, mark before the row with the cursor.
const (
	margin = "   "
	mark   = " > "
)

// leastLower is how many lines below the table there must be room for; a window
// that is lower shows the row with the cursor alone.
const leastLower = 6

// roomy is from how many lines words and table stand apart, also where what is
// below the table then has to be scrolled.
const roomy = 18

// layout is what the last View drew where.
type layout struct {
	top  int   // the first line shown of what stands below the table
	page int   // how many lines of it are shown
	rows []int // the row that stands on each line of the body, -1 for none
}

// title is the title line: whose plan, and the day in words.
func (s *Screen) title() frame.Line {
	w := s.d.W()
	line := frame.Line{Left: w.T("person.title.none"), Right: w.ProseDate(s.d.Today())}
	name := desk.OneLine(s.plan.FirstName)
	if s.c == nil || name == "" {
		return line
	}
	line.Left = w.T("person.title", name)
	if strings.ContainsAny(strings.ToLower(name[len(name)-1:]), "sxz") {
		line.Left = w.T("person.title.s", name)
	}
	return line
}

func (s *Screen) state() frame.Line {
	return frame.Line{Left: s.d.W().T("person.state"), Right: s.d.LocksIn()}
}

// Explain implements [tui.Explainer].
func (s *Screen) Explain() []string {
	w := s.d.W()
	return []string{w.T("person.help"), w.T("person.help.answer")}
}

// View implements [tui.Screen].
func (s *Screen) View(window frame.Size) (frame.Parts, *field.Point) {
	switch {
	case s.gate != nil:
		return s.viewGate(window)
	case s.words != nil:
		return s.viewWords(window)
	}
	w := s.d.W()
	p := frame.Parts{Title: s.title(), State: []frame.Line{s.state()}}
	room := p.Room(window)
	s.view.rows = nil
	if s.c == nil {
		text := w.T("case.loading")
		if s.err != nil {
			text = s.d.Sentence(s.err)
		}
		p.Body = append([]string{""}, indented(frame.Wrap(text, max(1, room.Width-4)), margin)...)
		return p, nil
	}
	c, m := s.Keys(), keys.NewMoves()
	p.Keys = []keys.Hint{keys.Pair(w, "person.key.choose", m.Up, m.Down)}
	if c.Bindings[0].Off == "" {
		p.Keys = append(p.Keys, keys.Hint{Key: c.Bindings[0].Keys[0] + "-" + c.Bindings[4].Keys[0], Label: w.T("person.key.answer")})
	}
	p.Keys = append(p.Keys, keys.Hints(w, c)...)
	p.More = keys.More(w, c)
	p.Body = s.body(frame.Size{Width: min(room.Width, widest), Height: room.Height})
	return p, nil
}

// body draws words, table and what stands below it.
func (s *Screen) body(size frame.Size) []string {
	var lines []string
	add := func(row int, more ...string) {
		for _, l := range more {
			lines = append(lines, l)
			s.view.rows = append(s.view.rows, row)
		}
	}
	words, t := s.wordLines(size.Width, s.at == 0), s.table(size.Width)
	upper := len(words) + t.height()
	lower := s.lower(size.Width, t, everyBlank)
	blanks := 3 // above the words, above the table, below it
	if upper+blanks+len(lower) > size.Height {
		lower = s.lower(size.Width, t, oneBlank)
	}
	least := 1
	if size.Height >= roomy {
		least = 2
	}
	for blanks > least && upper+blanks+len(lower) > size.Height {
		blanks--
	}
	if size.Height-upper-blanks < min(leastLower, len(lower)) {
		lower = s.lower(size.Width, t, noBlank)
		if s.at == 0 {
			add(0, words...)
		} else {
			add(s.at, t.rows[s.at-1]...)
		}
		add(-1, s.window(lower, size.Height-len(lines))...)
		return lines
	}
	if blanks > 2 {
		add(-1, "")
	}
	add(0, words...)
	if blanks > 1 {
		add(-1, "")
	}
	add(-1, t.head...)
	for i, row := range t.rows {
		add(i+1, row...)
	}
	add(-1, "")
	add(-1, s.window(lower, size.Height-len(lines))...)
	return lines
}

// window is the part of what stands below the table that there is room for.
func (s *Screen) window(lines []string, height int) []string {
	s.view.page = height
	s.view.top = max(0, min(s.view.top, len(lines)-height))
	if height <= 0 {
		return nil
	}
	out := append([]string(nil), lines[s.view.top:min(len(lines), s.view.top+height)]...)
	if left := len(lines) - s.view.top - len(out); left > 0 {
		out[len(out)-1] = margin + s.d.Env.Styles.Muted.Render(s.d.W().N("person.more", left+1))
	}
	return out
}

// Click implements [tui.Clicker].
func (s *Screen) Click(at field.Point) string {
	if s.gate == nil && s.words == nil && at.Y >= 0 && at.Y < len(s.view.rows) && s.view.rows[at.Y] >= 0 {
		s.goTo(s.view.rows[at.Y])
	}
	return ""
}

// fewWords is how many lines the words about the plan take while the cursor is
// elsewhere.
const fewWords = 3

// wordLines are the person's words about the plan.
func (s *Screen) wordLines(width int, chosen bool) []string {
	w, st := s.d.W(), s.d.Env.Styles
	text, style := w.T("person.words.none"), st.Muted.Render
	if s.plan.Words != "" {
		text, style = quoted(s.plan.Words), st.Strong.Render
	}
	lines := desk.Paragraphs(text, width-len(margin)-1)
	if !chosen && len(lines) > fewWords {
		lines = lines[:fewWords]
		lines[fewWords-1] = frame.Cut(lines[fewWords-1], width-len(margin)-3) + " …"
	}
	for i, l := range lines {
		if chosen && i == 0 {
			lines[i] = st.Selected.Render(frame.Fit(mark+l, width))
			continue
		}
		lines[i] = margin + style(l)
	}
	return lines
}

func quoted(text string) string { return "\"" + text + "\"" }

func indented(lines []string, by string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = by + l
	}
	return out
}

// word is the word of a score, as it stands in the plan and on paper; "" for none.
func (s *Screen) word(value int) string {
	if value == 0 {
		return ""
	}
	return s.d.Label("domain.score.", strconv.Itoa(value))
}

// short is the word of a score where there is little room.
func (s *Screen) short(value int) string {
	if k := "person.short." + strconv.Itoa(value); s.d.W().Has(k) {
		return s.d.W().T(k)
	}
	return s.word(value)
}

// ask asks for the person's own words.
func (s *Screen) ask(arena string) string {
	w := s.d.W()
	if arena == "" {
		return w.T("person.words.ask")
	}
	return w.T("person.words.ask.arena", s.d.Label("domain.arena.", arena))
}
