package versions

import (
	"strings"
	"time"

	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/tui/frame"
	"brobygger/tui/theme"
)

// A version stands beside the others where each has leastColumn columns, else
// below them.
const (
	leastColumn = 33
	columnGap   = 2
)

// drawn is what was drawn last: a long text is not broken into lines again for
// every key.
type drawn struct {
	width  int
	chosen string
	lead   []string
	body   []string
}

// top draws what stands above the form in a size: what happened, what it is
// about, the versions, what was there before. Where there is too little room, what
// happened goes first, which the help says too; the rest scrolls.
func (p *page) top(size frame.Size) []string {
	chosen := p.choice.Value()
	if p.drawn.width != size.Width || p.drawn.chosen != chosen || p.drawn.body == nil {
		p.drawn = drawn{width: size.Width, chosen: chosen, lead: p.drawLead(size.Width), body: p.drawBody(size.Width)}
	}
	styles := p.d.Env.Styles
	thing := " " + styles.Strong.Render(frame.Cut(p.thing(), max(1, size.Width-2)))
	if size.Height < 2 {
		p.height, p.length, p.scroll = 0, 0, 0
		return []string{thing}[:max(0, size.Height)]
	}
	var out []string
	if len(p.drawn.lead)+len(p.drawn.body)+4 <= size.Height {
		out = append(append(out, p.drawn.lead...), "", thing, "")
		p.height, p.length, p.scroll = len(p.drawn.body), len(p.drawn.body), 0
		return append(append(out, p.drawn.body...), "")
	}
	out = append(out, thing)
	p.length = len(p.drawn.body)
	p.height = size.Height - 1
	if p.length+1 <= p.height {
		p.height = p.length
		p.scroll = 0
		return append(append(out, p.drawn.body...), "")
	}
	p.scroll = max(0, min(p.scroll, p.length-p.height))
	out = append(out, p.drawn.body[p.scroll:p.scroll+min(p.height, p.length)]...)
	if left := p.length - p.scroll - p.height; left > 0 {
		out[len(out)-1] = " " + styles.Muted.Render(frame.Cut(p.d.W().N("conflict.more", left+1), max(1, size.Width-1)))
	}
	return out
}

// drawLead says what has happened.
func (p *page) drawLead(width int) []string {
	var out []string
	for _, text := range p.lead() {
		for _, l := range frame.Wrap(text, max(1, width-2)) {
			out = append(out, " "+l)
		}
	}
	return out
}

// drawBody draws the versions and what was there before them.
func (p *page) drawBody(width int) []string {
	n := len(p.k.Values)
	column := (width - 2 - columnGap*(n-1)) / n
	if column >= leastColumn {
		out := p.beside(column)
		if before := p.drawBefore(width); before != nil {
			out = append(append(out, ""), before...)
		}
		return out
	}
	out := append(p.below(width), p.drawBefore(width)...)
	if !p.low {
		out = append(out, "")
	}
	return append(out, p.notesBelow(width)...)
}

// drawBefore says what was there before, in lines of a width.
func (p *page) drawBefore(width int) []string {
	var out []string
	for _, l := range frame.Wrap(p.before(), max(1, width-2)) {
		out = append(out, " "+p.d.Env.Styles.Muted.Render(l))
	}
	return out
}

// beside draws the versions in boxes beside each other.
func (p *page) beside(column int) []string {
	styles := p.d.Env.Styles
	inner := column - 4
	texts, notes := p.texts(inner), make([][]string, len(p.k.Values))
	high, low := 0, 0
	for i := range p.k.Values {
		notes[i] = p.written(i, inner)
		high, low = max(high, len(texts[i])), max(low, len(notes[i]))
	}
	var out []string
	for i := range p.k.Values {
		box, lines := styles.Box, []string{""}
		if p.isChosen(i) {
			box = styles.Chosen
		}
		lines = append(lines, texts[i]...)
		for len(lines) < high+2 {
			lines = append(lines, "")
		}
		for _, l := range notes[i] {
			lines = append(lines, styles.Muted.Render(l))
		}
		for len(lines) < high+2+low {
			lines = append(lines, "")
		}
		drawn := []string{p.edge(i, column)}
		for _, l := range lines {
			drawn = append(drawn, box.Render("│")+" "+frame.Fit(l, inner)+" "+box.Render("│"))
		}
		drawn = append(drawn, box.Render("└"+strings.Repeat("─", column-2)+"┘"))
		for j, l := range drawn {
			if i == 0 {
				out = append(out, " "+l)
			} else {
				out[j] += strings.Repeat(" ", columnGap) + l
			}
		}
	}
	return out
}

// edge is the upper edge of a box: the version's letter and who wrote it, and
// whether it is chosen.
func (p *page) edge(i, column int) string {
	styles := p.d.Env.Styles
	box := styles.Box
	mark := ""
	if p.isChosen(i) {
		box, mark = styles.Chosen, " "+p.d.W().T("conflict.chosen")+" ─"
	}
	title := frame.Cut(p.heading(i), column-5-frame.Width(mark))
	rest := column - 4 - frame.Width(title) - frame.Width(mark)
	return box.Render("┌ ") + styles.Strong.Render(title) + box.Render(" "+strings.Repeat("─", rest)+mark+"┐")
}

// below draws the versions below each other, without boxes; a short one on the
// line of its heading.
func (p *page) below(width int) []string {
	styles := p.d.Env.Styles
	texts := p.texts(max(1, width-4))
	var out []string
	for i := range p.k.Values {
		head, style, mark := p.heading(i), styles.Strong, " "
		if p.isChosen(i) {
			style, mark = styles.Chosen, ">"
			head += " (" + p.d.W().T("conflict.chosen") + ")"
		}
		if len(texts[i]) == 1 && frame.Width(head)+frame.Width(texts[i][0])+4 <= width {
			out = append(out, mark+style.Render(head+":")+" "+texts[i][0])
			continue
		}
		out = append(out, mark+style.Render(frame.Cut(head, width-1)))
		for _, l := range texts[i] {
			out = append(out, "   "+l)
		}
	}
	return out
}

// notesBelow says when and where each of the versions that stand below each
// other was written.
func (p *page) notesBelow(width int) []string {
	var out []string
	for i := range p.k.Values {
		for j, l := range frame.Wrap(strings.Join(p.writtenParts(i), ", "), max(1, width-5)) {
			mark := letterOf(i)
			if j > 0 {
				mark = " "
			}
			out = append(out, " "+mark+"  "+p.d.Env.Styles.Muted.Render(l))
		}
	}
	return out
}

func (p *page) isChosen(i int) bool { return p.indexOf(p.choice.Value()) == i }

// heading is a version's letter and who wrote it: all of them, where several
// wrote the same.
func (p *page) heading(i int) string {
	var who []string
	for _, id := range p.k.Values[i].Entries {
		if e := p.c.State.Entry(id); e != nil {
			if name := first(p.d.Author(e.Head.Author)); len(who) == 0 || who[len(who)-1] != name {
				who = append(who, name)
			}
		}
	}
	if len(who) <= 1 {
		who = p.names()[i : i+1]
	}
	return letterOf(i) + "  " + strings.Join(who, ", ")
}

// letterOf is the letter of a version. There are as many as anybody can choose
// between.
func letterOf(i int) string {
	if i >= len(letters)-1 {
		return " "
	}
	return letters[i : i+1]
}

// writtenParts say when and where a version was written, and what its writer had
// seen.
func (p *page) writtenParts(i int) []string {
	w, v := p.d.W(), p.k.Values[i]
	parts := []string{w.T("conflict.written", p.stamp(v.At)), p.device(v.Device)}
	if !v.SeenTo.IsZero() {
		parts = append(parts, w.T("conflict.seen", p.stamp(v.SeenTo)))
	}
	return parts
}

// deviceShown is how much of a computer's id tells it from the team's others, as
// in the history of the case.
const deviceShown = 4

// device is this computer or another; where several others have written, each by
// the end of its id.
func (p *page) device(id string) string {
	w, this := p.d.W(), p.d.Store.Info().Device
	if id == this {
		return w.T("conflict.device.this")
	}
	for _, v := range p.k.Values {
		if v.Device != id && v.Device != this {
			return w.T("conflict.device.id", id[max(0, len(id)-deviceShown):])
		}
	}
	return w.T("conflict.device.other")
}

// near is how many days ago something may be and still be told without its year.
const near = 182

// stamp writes a time as short as it is not guessed: "02-12 kl. 15.20". Its blanks
// are such as no line is broken at.
func (p *page) stamp(t time.Time) string {
	t = t.In(p.d.Now().Location())
	day, w := calendar.Of(t), p.d.W()
	text := w.ShortDate(day)
	if days := p.d.Today().Sub(day); days > near || days < -near {
		text = w.Date(day)
	}
	return strings.ReplaceAll(text+" "+w.At(t.Hour(), t.Minute()), " ", "\u00a0")
}

// written is writtenParts in lines of a width.
func (p *page) written(i, width int) []string {
	var out []string
	for _, part := range p.writtenParts(i) {
		out = append(out, frame.Wrap(part, max(1, width))...)
	}
	return out
}

// texts are the versions in lines of a width. Where they are long, what is not
// the same in all of them stands out.
func (p *page) texts(width int) [][]string {
	out := make([][]string, len(p.k.Values))
	styles := p.d.Env.Styles
	if p.secret && !p.shown {
		for i := range out {
			for _, l := range frame.Wrap(p.d.W().T("conflict.hidden"), width) {
				out[i] = append(out[i], styles.Muted.Render(l))
			}
		}
		return out
	}
	words := make([][]string, len(out))
	for i, v := range p.k.Values {
		words[i] = split(danish.Harmless(p.value(v.Raw), true))
	}
	head, tail := alike(words)
	for i := range out {
		out[i] = lay(words[i], head, tail, width, styles)
		if head+tail == 0 && len(out[i]) == 1 {
			out[i][0] = styles.Strong.Render(out[i][0]) // what the eye is to meet
		}
	}
	return out
}

// split takes a text apart into words; a newline is a word of its own.
func split(text string) []string {
	var out []string
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			out = append(out, "\n")
		}
		out = append(out, strings.FieldsFunc(line, func(r rune) bool { return r == ' ' })...)
	}
	return out
}

// alike is how many words all texts begin with, and how many they end with.
func alike(texts [][]string) (head, tail int) {
	least := len(texts[0])
	for _, t := range texts {
		least = min(least, len(t))
	}
	same := func(at func([]string) string) bool {
		for _, t := range texts[1:] {
			if at(t) != at(texts[0]) {
				return false
			}
		}
		return true
	}
	for head < least && same(func(t []string) string { return t[head] }) {
		head++
	}
	for head+tail < least && same(func(t []string) string { return t[len(t)-1-tail] }) {
		tail++
	}
	return head, tail
}

// lay breaks words into lines of a width. Those between the first head and the
// last tail stand out, if there are others beside them.
func lay(words []string, head, tail, width int, styles theme.Styles) []string {
	lines, line, used := []string{}, "", 0
	next := func() {
		lines = append(lines, line)
		line, used = "", 0
	}
	for i, word := range words {
		if word == "\n" {
			next()
			continue
		}
		style := styles.Text
		if head+tail > 0 && i >= head && i < len(words)-tail {
			style = styles.Match
		}
		for _, part := range frame.Wrap(word, width) { // a word may be wider than a line
			n := frame.Width(part)
			if used > 0 && used+1+n > width {
				next()
			}
			if used > 0 {
				line += " "
				used++
			}
			line += style.Render(part)
			used += n
		}
	}
	next()
	return lines
}
