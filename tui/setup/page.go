package setup

import (
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
	"brobygger/tui/words"
)

// page is lines that scroll where the window is too low for them.
type page struct {
	top, height, length int
}

// move takes a key that scrolls.
func (p *page) move(name string) bool {
	m := keys.NewMoves()
	step := max(1, p.height-1)
	switch {
	case m.Up.Has(name):
		p.top--
	case m.Down.Has(name):
		p.top++
	case m.PageUp.Has(name):
		p.top -= step
	case m.PageDown.Has(name):
		p.top += step
	case m.Home.Has(name):
		p.top = 0
	case m.End.Has(name):
		p.top = p.length
	default:
		return false
	}
	p.clamp()
	return true
}

func (p *page) clamp() { p.top = max(0, min(p.top, p.length-p.height)) }

// view gives the lines that a size has room for; the last says how many more
// there are.
func (p *page) view(w *words.Words, lines []string, size frame.Size, styles theme.Styles) []string {
	p.height, p.length = size.Height, len(lines)
	p.clamp()
	if size.Height <= 0 {
		return nil
	}
	out := append([]string(nil), lines[p.top:min(len(lines), p.top+size.Height)]...)
	if left := len(lines) - p.top - len(out); left > 0 {
		out[len(out)-1] = " " + styles.Muted.Render(frame.Cut(w.N("setup.more", left+1), max(1, size.Width-1)))
	}
	return out
}

// wrap breaks a text into lines of a width, after a blank.
func wrap(text string, width int, style func(...string) string) []string {
	var out []string
	for _, l := range frame.Wrap(text, max(1, width-2)) {
		out = append(out, " "+style(l))
	}
	return out
}

// fact is something with its name before it.
type fact struct{ label, value string }

// facts draws facts below each other, with their names in a column.
func facts(all []fact, width int, styles theme.Styles) []string {
	column := 0
	for _, f := range all {
		column = max(column, frame.Width(f.label))
	}
	column = min(column+2, max(1, width/3))
	var out []string
	for _, f := range all {
		for i, l := range wrap(f.value, width-column, styles.Text.Render) {
			label := ""
			if i == 0 {
				label = f.label
			}
			out = append(out, " "+styles.Label.Render(frame.Fit(label, column))+l[1:])
		}
	}
	return out
}
