package paper

import (
	"strings"

	"brobygger/cases"
	"brobygger/cases/paper"
	"brobygger/tui/frame"
)

// width is how many columns the plain text has: a page of a letter.
const width = 72

// Text draws a paper as plain text, UTF-8, in lines of at most 72 columns.
func Text(p paper.Paper, v View) string {
	t := text{voice: voice{v, p}}
	if flows(p) {
		t.flow()
		return strings.Join(t.lines, "\n") + "\n"
	}
	for _, b := range p.Blocks {
		t.block(b)
	}
	return strings.Join(t.lines, "\n") + "\n"
}

type text struct {
	voice
	lines []string
	arena string // the arena whose label stands above
}

// para writes a text, the first line after a mark, the others under it.
func (t *text) para(mark, s string) {
	indent := strings.Repeat(" ", frame.Width(mark))
	for _, line := range strings.Split(s, "\n") {
		for _, l := range frame.Wrap(line, width-len(indent)) {
			t.lines = append(t.lines, strings.TrimRight(mark+l, " "))
			mark = indent
		}
	}
}

func (t *text) gap() {
	if n := len(t.lines); n > 0 && t.lines[n-1] != "" {
		t.lines = append(t.lines, "")
	}
}

// under writes the label of an arena where another one begins.
func (t *text) under(arena string) {
	if arena == t.arena {
		return
	}
	t.arena = arena
	if arena != "" {
		t.gap()
		t.para("  ", t.voice.arena(arena))
	}
}

func (t *text) block(b paper.Block) {
	switch b := b.(type) {
	case paper.Title:
		t.ends(strings.ToUpper(t.title(b)), t.dated(t.p.On))
	case paper.Quote:
		if b.Arena == "" {
			t.gap()
		} else {
			t.under(b.Arena)
		}
		t.para("    ", quoted(b.Text))
	case paper.Heading:
		t.gap()
		t.para("", strings.ToUpper(t.Words.T(b.Key)))
		t.arena = ""
	case paper.Scale:
		t.scale(b)
	case paper.Goal:
		t.goalLines(b)
	case paper.Step:
		t.stepLines(b)
	case paper.Note:
		t.para("  ", t.note(b))
	case paper.Small:
		t.gap()
		t.para("", t.small(b))
	}
}

// ends writes a text with another at the right edge, or below it where there is
// no room.
func (t *text) ends(left, right string) {
	if n := width - frame.Width(left) - frame.Width(right); n > 1 {
		t.lines = append(t.lines, left+strings.Repeat(" ", n)+right)
		return
	}
	t.para("", left)
	t.para("", right)
}

// labelWidth is how many columns the labels of the arenas have; a longer one has
// a line of its own.
const labelWidth = 16

func (t *text) scale(b paper.Scale) {
	t.arena = b.Arena
	label := t.voice.arena(b.Arena)
	if frame.Width(label) >= labelWidth {
		t.para("  ", label)
		label = ""
	}
	for _, s := range b.Sides {
		label += strings.Repeat(" ", labelWidth-frame.Width(label))
		t.para("  "+label+boxes(s.Value)+"   ", t.side(s, len(b.Sides) == 1))
		label = ""
	}
}

func boxes(value int) string {
	return strings.TrimRight(strings.Repeat("■ ", value)+strings.Repeat("□ ", cases.MaxScore-value), " ")
}

func (t *text) goalLines(g paper.Goal) {
	if g.State == cases.GoalReached {
		t.arena = ""
	} else {
		t.under(g.Arena)
	}
	label, indicator, by := t.goal(g)
	t.para("    ", label+": "+g.Text)
	for _, more := range []string{indicator, by} {
		if more != "" {
			t.para("         ", more)
		}
	}
}

func (t *text) stepLines(s paper.Step) {
	if s.State == cases.StepDone {
		t.arena = ""
	} else {
		t.under(s.Arena)
	}
	t.para("    - ", s.Text)
	t.para("      ", joined(t.step(s)))
}

// joined is what is known of three things, between dots.
func joined(all ...string) string {
	var known []string
	for _, s := range all {
		if s != "" {
			known = append(known, s)
		}
	}
	return strings.Join(known, " · ")
}
