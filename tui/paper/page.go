package paper

import (
	"strings"

	"github.com/go-pdf/fpdf"

	"brobygger/cases"
	"brobygger/cases/paper"
	"brobygger/tui/words"
)

// The page, in millimetres.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
	side       = 22.0 // left and right
	top        = 20.0
	bottom     = 14.0
	column     = pageWidth - 2*side

	labels   = 40.0 // the labels of the arenas
	boxSize  = 4.0
	boxStep  = 5.6
	wordsAt  = labels + 5*boxStep + 4
	stepMark = 7.0
	gutter   = 4.0
	whoWidth = 38.0 // at most, of who does a step
	byWidth  = 58.0 // at most, of by when
)

const family = "go"

// pointMM is a point in millimetres.
const pointMM = 25.4 / 72

// colour is red, green and blue.
type colour [3]int

var (
	ink    = colour{33, 37, 41}
	soft   = colour{90, 98, 104}
	accent = colour{29, 94, 89}
	line   = colour{205, 212, 210}
)

// page draws blocks from top to bottom, or only measures them.
type page struct {
	voice
	f      *fpdf.Fpdf
	glyphs *glyphs
	fit    fit
	draw   bool
	y      float64 // where the next thing begins
	arena  string  // the arena whose label stands above
	first  bool    // nothing stands under the heading yet
	whoAt  float64 // where it says who does a step
	byAt   float64 // and by when
}

// run draws the page, or measures it; the answer is where it ends.
func (p *page) run(try fit, draw bool) float64 {
	p.fit, p.draw, p.y, p.arena = try, draw, top, ""
	p.glyphs.lack = false
	p.columns()
	var small *paper.Small
	for _, b := range p.chosen(try) {
		switch b := b.(type) {
		case paper.Title:
			p.titleRow(b)
		case paper.Quote:
			p.quote(b)
		case paper.Heading:
			p.heading(b)
		case paper.Scale:
			p.scale(b)
		case paper.Goal:
			p.goalRow(b)
		case paper.Step:
			p.stepRow(b)
		case more:
			p.font("", p.fit.body, soft)
			p.text(stepMark, p.Words.N("paper.more", b.n), column-stepMark, 0)
		case paper.Note:
			p.font("", p.fit.body, ink)
			p.text(0, p.note(b), column, 0)
		case paper.Small:
			small = &b
		}
	}
	if small != nil {
		p.foot(*small)
	}
	return p.y
}

// columns gives who and by when the room that they need, and the steps the rest.
func (p *page) columns() {
	p.font("", p.fit.body, soft)
	who, by := 0.0, 0.0
	for _, b := range p.p.Blocks {
		if s, ok := b.(paper.Step); ok && s.State != cases.StepDone {
			name, day, _ := p.step(s)
			who = max(who, p.f.GetStringWidth(p.glyphs.in(name)))
			by = max(by, p.f.GetStringWidth(p.glyphs.in(day)))
		}
	}
	p.byAt = column - min(by+0.1, byWidth)
	p.whoAt = p.byAt - min(who+0.1, whoWidth) - gutter
}

// font chooses style, size in points, and colour.
func (p *page) font(style string, size float64, c colour) {
	p.f.SetFont(family, style, size)
	if p.draw {
		p.f.SetTextColor(c[0], c[1], c[2])
	}
}

// pitch is from line to line, in millimetres, of a size in points.
func (p *page) pitch(size float64) float64 {
	if p.fit.tight {
		return size * 1.24 * pointMM
	}
	return size * 1.34 * pointMM
}

// gap leaves room, in millimetres at the largest size.
func (p *page) gap(mm float64) {
	if p.fit.tight {
		mm *= 0.75
	}
	p.y += mm * p.fit.body / largest
}

// text writes a text in the present font from x on, in at most lines lines.
func (p *page) text(x float64, text string, width float64, lines int) {
	size, _ := p.f.GetFontSize()
	for _, l := range p.wrap(p.glyphs.in(text), width, lines) {
		p.put(x, p.y, l)
		p.y += p.pitch(size)
	}
}

// put writes a line whose top is at y.
func (p *page) put(x, y float64, l string) {
	if !p.draw {
		return
	}
	size, _ := p.f.GetFontSize()
	p.f.Text(side+x, y+size*pointMM*1.02, l)
}

func (p *page) rule(c colour, width float64) {
	if p.draw {
		p.f.SetDrawColor(c[0], c[1], c[2])
		p.f.SetLineWidth(width)
		p.f.Line(side, p.y, pageWidth-side, p.y)
	}
}

// titleRow is the title and the day of the paper.
func (p *page) titleRow(b paper.Title) {
	const size = 15
	p.font("", p.fit.body-1, soft)
	date := p.dated(p.p.On)
	wide := p.f.GetStringWidth(date)
	p.put(column-wide, p.y+(size-p.fit.body+1)*pointMM, date)
	p.font("B", size, accent)
	p.text(0, p.title(b), column-wide-6, 2)
	p.gap(2.5)
	p.rule(accent, 0.6)
	p.gap(7)
}

// quote is what the person says: large where it is about everything.
func (p *page) quote(b paper.Quote) {
	if b.Arena != "" {
		p.label(b.Arena)
		p.font("", p.fit.body, ink)
		p.text(stepMark, quotedIn(p.Words.Language(), b.Text), column-stepMark, p.fit.lines)
		p.gap(1.6)
		return
	}
	text := quotedIn(p.Words.Language(), b.Text)
	p.font("", p.quoteSize(text), ink)
	p.text(0, text, p.balanced(text), p.fit.lines)
	p.gap(2)
}

// quoteSize is how large the person's words about everything stand: smaller
// where there are many, or where that saves a line.
func (p *page) quoteSize(text string) float64 {
	least := p.fit.body + 6
	if len([]rune(text)) > 160 {
		least = p.fit.body + 3
	}
	p.font("", least, ink)
	lines := len(p.wrap(text, column, 0))
	for size := least + 3; size > least; size-- {
		p.font("", size, ink)
		if len(p.wrap(text, column, 0)) == lines {
			return size
		}
	}
	return least
}

// balanced is the smallest width in which a text takes no more lines than in the
// whole column, so that its last line does not stand alone with a word.
func (p *page) balanced(text string) float64 {
	lines := len(p.wrap(text, column, 0))
	width := column
	for width > column/2 && len(p.wrap(text, width-2, 0)) == lines {
		width -= 2
	}
	return width
}

// quotedIn puts a text in the quotation marks of a language.
func quotedIn(l words.Language, text string) string {
	if l == words.Danish {
		return "»" + strings.TrimSpace(text) + "«"
	}
	return "“" + strings.TrimSpace(text) + "”"
}

func (p *page) heading(b paper.Heading) {
	p.gap(5.5)
	p.font("B", p.fit.body+1, accent)
	p.text(0, p.Words.T(b.Key), column, 1)
	p.gap(0.6)
	p.rule(line, 0.25)
	p.gap(2.4)
	p.arena, p.first = "", true
}

// label writes the name of an arena where another one begins.
func (p *page) label(arena string) {
	if arena == p.arena {
		return
	}
	p.arena = arena
	if !p.first {
		p.gap(1.6)
	}
	p.first = false
	if arena != "" {
		p.font("B", p.fit.body, ink)
		p.text(0, p.voice.arena(arena), column, 1)
	}
}

// scale is the arena, five boxes, and what they mean in words.
func (p *page) scale(b paper.Scale) {
	p.arena, p.first = b.Arena, false
	p.font("B", p.fit.body, ink)
	label := p.voice.arena(b.Arena)
	if p.f.GetStringWidth(label) > labels-3 {
		p.text(0, label, column, 1)
	} else {
		p.put(0, p.y, label)
	}
	for _, s := range b.Sides {
		p.font("", p.fit.body, ink)
		p.boxes(s.Value)
		p.text(wordsAt, p.voice.side(s, len(b.Sides) == 1), column-wordsAt, 0)
	}
	p.gap(0.8)
}

func (p *page) boxes(value int) {
	if !p.draw {
		return
	}
	y := p.y + (p.pitch(p.fit.body)-boxSize)/2 - 0.4
	p.f.SetLineWidth(0.3)
	p.f.SetDrawColor(accent[0], accent[1], accent[2])
	p.f.SetFillColor(accent[0], accent[1], accent[2])
	for n := range cases.MaxScore {
		style := "D"
		if n < value {
			style = "FD"
		}
		p.f.RoundedRect(side+labels+float64(n)*boxStep, y, boxSize, boxSize, 0.7, "1234", style)
	}
}

func (p *page) goalRow(g paper.Goal) {
	label, indicator, by := p.goal(g)
	if g.State == cases.GoalReached {
		p.done(label + ": " + g.Text)
		return
	}
	p.label(g.Arena)
	p.font("B", p.fit.body, ink)
	wide := p.f.GetStringWidth(label+":") + 2
	p.put(0, p.y, label+":")
	p.font("", p.fit.body, ink)
	p.text(wide, g.Text, column-wide, p.fit.lines)
	p.font("", p.fit.body, soft)
	if s := joined(indicator, by); s != "" {
		p.text(wide, s, column-wide, p.fit.lines)
	}
	p.gap(0.8)
}

func (p *page) stepRow(s paper.Step) {
	who, by, state := p.step(s)
	if s.State == cases.StepDone {
		text := s.Text
		if who != "" {
			text += " (" + who + ")"
		}
		p.done(text)
		return
	}
	p.label(s.Arena)
	p.font("", p.fit.body, ink)
	p.dot(s.State == cases.StepDoing)
	began := p.y
	text := s.Text
	if s.State == cases.StepDoing {
		text += " (" + held(state) + ")"
	}
	p.text(stepMark, text, p.whoAt-gutter-stepMark, p.fit.lines)
	ended := p.y
	p.y = began
	p.font("", p.fit.body, soft)
	p.text(p.whoAt, who, p.byAt-gutter-p.whoAt, 2)
	ended = max(ended, p.y)
	p.y = began
	p.text(p.byAt, by, column-p.byAt, 2)
	p.y = max(ended, p.y)
	p.gap(0.8)
}

// held keeps the words of a text on one line.
func held(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }

// done is something that was reached: with a tick.
func (p *page) done(text string) {
	p.arena, p.first = "", false
	p.font("", p.fit.body, ink)
	if p.draw {
		y := p.y + p.pitch(p.fit.body)/2 - 0.4
		p.f.SetDrawColor(accent[0], accent[1], accent[2])
		p.f.SetLineWidth(0.7)
		p.f.Line(side+0.6, y, side+1.9, y+1.5)
		p.f.Line(side+1.9, y+1.5, side+4.3, y-1.8)
	}
	p.text(stepMark, text, column-stepMark, p.fit.lines)
	p.gap(0.8)
}

// dot marks a step; it is filled to the half where the step is under way.
func (p *page) dot(doing bool) {
	if !p.draw {
		return
	}
	const r = 1.7
	x, y := side+r+0.4, p.y+p.pitch(p.fit.body)/2-0.4
	p.f.SetDrawColor(accent[0], accent[1], accent[2])
	p.f.SetFillColor(accent[0], accent[1], accent[2])
	p.f.SetLineWidth(0.35)
	if doing {
		p.f.Arc(x, y, r, r, 0, 90, 270, "F")
	}
	p.f.Circle(x, y, r, "D")
}

// foot is the small print at the foot of the page.
func (p *page) foot(b paper.Small) {
	const size = 9
	p.gap(5)
	text := p.small(b)
	if p.glyphs.lack {
		text += "\n" + p.Words.T("paper.lacking", words.A{"sign": string(lacking)})
	}
	p.font("", size, soft)
	high := float64(len(p.wrap(text, column, 0))) * p.pitch(size)
	if p.draw {
		p.y = max(p.y, pageHeight-bottom-high-2)
	}
	p.rule(line, 0.25)
	p.y += 2
	p.text(0, text, column, 0)
}
