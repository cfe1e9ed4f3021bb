package opening

import (
	"strings"
	"unicode/utf8"

	"brobygger/tui/door"
	"brobygger/tui/field"
	"brobygger/tui/frame"
)

// View implements tui.Screen.
func (s *founding) View(window frame.Size) (frame.Parts, *field.Point) {
	w, width := s.w(), window.Width
	names := [steps]string{"found.step.who", "found.step.words", "found.step.show", "found.step.back"}
	p := frame.Parts{
		Title: frame.Line{Left: w.T("found.title", s.step+1, steps, w.T(names[s.step]))},
		State: []frame.Line{{Left: w.T("found.state")}},
	}
	if s.step == stepShow {
		p.Title.Right = w.T("found.once")
	}
	if s.job != nil {
		p.State = []frame.Line{{Left: w.T("found.patience")}}
	}
	room := p.Room(window)
	if s.qr {
		p.Body = s.code(room)
		return p, nil
	}
	var above, below []part
	switch s.step {
	case stepWho:
		above = []part{blank(1), {page(width, w.T("found.who.text")), 20}, blank(21)}
		below = []part{blank(2), {page(width, w.T("found.who.key")), 10}}
	case stepWords:
		above, below = s.wordsParts(width)
	case stepShow:
		above, below = s.showParts(width)
	case stepBack:
		above, below = s.backParts(width)
	}
	return s.fill(p, room, above, below)
}

// fill puts the form of the step between what stands above and below it.
func (s *founding) fill(p frame.Parts, room frame.Size, above, below []part) (frame.Parts, *field.Point) {
	st := s.env.Styles
	if s.err != nil {
		wrong := styled(st.Error.Render, page(room.Width, "! "+sentence(s.w(), s.err)))
		below = append([]part{{wrong, stays}}, below...)
	}
	var lines []string
	var cursor *field.Point
	if s.job != nil {
		lines = s.job.lines(s.w(), room.Width, st.Strong.Render)
	} else {
		height := room.Height - must(above) - must(below)
		lines, cursor = s.forms[s.step].View(frame.Size{Width: room.Width - 1, Height: max(1, height)}, st)
	}
	parts := append(above, part{lines, stays})
	var at []int
	p.Body, at = stack(room.Height, append(parts, below...))
	if cursor != nil {
		cursor = &field.Point{X: cursor.X, Y: cursor.Y + at[len(above)]}
	}
	return p, cursor
}

// wordsParts are the proposal and how to choose.
func (s *founding) wordsParts(width int) (above, below []part) {
	w, st := s.w(), s.env.Styles
	proposal := s.proposal
	if s.hidden {
		proposal = w.T("found.words.hidden")
	}
	var shown []string
	for _, l := range frame.Wrap(proposal, max(1, width-8)) {
		shown = append(shown, "     "+st.Strong.Render(l))
	}
	rule := w.T("found.words.own")
	if !s.keep() {
		rule = w.T("found.words.own.four")
	}
	above = []part{
		blank(1), {page(width, w.T("found.words.text")), 20}, blank(18), {shown, stays}, blank(18),
		{page(width, rule), 15}, blank(17),
	}
	return above, []part{blank(2), {page(width, w.T("found.keep.text")), 10}}
}

// showParts are the nødnøgle and what to do with it.
func (s *founding) showParts(width int) (above, below []part) {
	w, st := s.w(), s.env.Styles
	cells := make([]string, 0, 8)
	for i, g := range s.new.Groups() {
		cells = append(cells, "  "+number(i)+"  "+st.Strong.Render(g))
	}
	above = []part{
		{page(width, w.T("found.show.text")), 20}, blank(18), {grid(cells, 19, width), stays}, blank(18),
		{page(width, w.T("found.show.letters")), 25}, blank(17),
	}
	return above, []part{blank(16), {page(width, w.T("found.show.kept")), 10}}
}

// backParts are the groups typed back so far.
func (s *founding) backParts(width int) (above, below []part) {
	w, st := s.w(), s.env.Styles
	const wide = 25
	begun := 0 // groups up to the last one with something in it
	for i, g := range s.groups {
		if g.Typed != "" {
			begun = i + 1
		}
	}
	cells := make([]string, 0, len(s.groups))
	for i, g := range s.groups {
		text, mark, style := spaced(g), "", st.Text
		switch over := utf8.RuneCountInString(g.Typed) >= g.Size || begun > i+1; {
		case g.Right:
			mark, style = w.T("found.right"), st.Good
		case g.Typed != "" && over, g.Typed == "" && begun > i+1:
			mark, style = w.T("found.wrong"), st.Error
			if width < 3*wide {
				mark = "!"
			}
		}
		cell := number(i) + "  " + frame.Fit(text, 9) + " " + style.Render(mark)
		if width >= 3*wide {
			cell = "  " + cell
		} else {
			cell = number(i) + " " + frame.Fit(text, 9) + " " + style.Render(mark)
		}
		cells = append(cells, cell)
	}
	cell := wide
	if width < 3*wide {
		cell = 19
	}
	above = []part{
		{page(width, w.T("found.back.text")), 20}, blank(18), {grid(cells, cell, width), stays}, blank(17),
	}
	below = []part{blank(2), {page(width, w.T("found.back.letters")), 12}}
	if s.forms[stepBack].Entry("dir").Hidden {
		below = append(below, blank(3), part{page(width, w.T("found.back.where", tail(s.at.Dir, width-24))), 10})
	}
	return above, below
}

// number is the number of a group on paper.
func number(i int) string { return string(rune('1' + i)) }

// spaced is a group as it stands on paper, with a dot for each character that is
// not typed yet.
func spaced(g door.Group) string {
	text := []rune(g.Typed)
	for len(text) < g.Size {
		text = append(text, '·')
	}
	if len(text) > 4 {
		return string(text[:4]) + " " + string(text[4:])
	}
	return string(text)
}

// grid lays cells out in up to three columns, numbered downwards.
func grid(cells []string, cell, width int) []string {
	columns := max(1, min(3, (width-1)/cell))
	rows := (len(cells) + columns - 1) / columns
	margin := strings.Repeat(" ", max(0, min(5, width-columns*cell)))
	lines := make([]string, rows)
	for i, c := range cells {
		if i < rows {
			lines[i] = margin
		}
		lines[i%rows] += frame.Fit(c, cell)
	}
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

// code is the nødnøgle as a QR code, with what to do beside it. Its light parts
// are drawn rather than its dark ones, since blanks with a colour behind them are
// lost on some terminals.
func (s *founding) code(room frame.Size) []string {
	w, st := s.w(), s.env.Styles
	rows := s.new.QR()
	wide := 0
	for _, r := range rows {
		wide = max(wide, frame.Width(r))
	}
	if len(rows) == 0 || len(rows) > room.Height || wide+2 > room.Width {
		return page(room.Width, "", w.T("found.qr.small", wide+2, len(rows)+5))
	}
	beside := frame.Wrap(w.T("found.qr.text"), max(1, room.Width-wide-6))
	light := strings.NewReplacer("█", " ", " ", "█", "▀", "▄", "▄", "▀")
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = "  " + st.Code.Render(light.Replace(frame.Fit(r, wide)))
		if i > 0 && i <= len(beside) && room.Width-wide >= 30 {
			out[i] += "   " + beside[i-1]
		}
	}
	return out
}
