package rows

import (
	"strings"

	"brobygger/tui/frame"
)

// Column is one column of a table.
type Column struct {
	// Title is its heading.
	Title string
	// Width is its width in columns; for one that grows, its least.
	Width int
	// Grow gives it what is left over. One column of a table grows.
	Grow bool
	// Right puts its cells at the right edge: numbers, dates, days.
	Right bool
	// Name cuts its cells between words while the first one fits: people's names.
	Name bool
	// Drop is its place in the order in which columns go when the window is too
	// narrow: 1 goes first. Zero never goes: dates, amounts, names.
	Drop int
}

// Layout is a table's columns in a width.
type Layout struct {
	columns []Column
	widths  []int // -1 for a column that went
	gap     int
}

// Lay fits columns in a width with gap blanks between them.
func Lay(columns []Column, width, gap int) Layout {
	l := Layout{columns: columns, widths: make([]int, len(columns)), gap: gap}
	for i, c := range columns {
		l.widths[i] = c.Width
	}
	for order := 1; l.total() > width && order <= len(columns); order++ {
		for i, c := range columns {
			if c.Drop == order && l.total() > width {
				l.widths[i] = -1
			}
		}
	}
	for i, c := range columns {
		if c.Grow && l.widths[i] >= 0 {
			l.widths[i] = max(1, l.widths[i]+width-l.total())
			break
		}
	}
	return l
}

// total is the width of all columns that are left, with what is between them.
func (l Layout) total() int {
	n, left := 0, 0
	for _, w := range l.widths {
		if w >= 0 {
			n += w
			left++
		}
	}
	return n + l.gap*max(0, left-1)
}

// Has says whether a column is left.
func (l Layout) Has(i int) bool { return l.widths[i] >= 0 }

// Header draws the titles.
func (l Layout) Header() string {
	titles := make([]string, len(l.columns))
	for i, c := range l.columns {
		titles[i] = c.Title
	}
	return l.Row(titles...)
}

// Row draws a row. Cells may carry styles; there are as many as columns, those
// of columns that went included.
func (l Layout) Row(cells ...string) string {
	var b strings.Builder
	first := true
	for i, cell := range cells {
		if i >= len(l.widths) || l.widths[i] < 0 {
			continue
		}
		if !first {
			b.WriteString(strings.Repeat(" ", l.gap))
		}
		first = false
		w := l.widths[i]
		if l.columns[i].Name {
			cell = Name(cell, w)
		}
		if l.columns[i].Right {
			b.WriteString(frame.FitRight(cell, w))
		} else {
			b.WriteString(frame.Fit(cell, w))
		}
	}
	return b.String()
}

// Name makes a person's name no wider than width: whole words go from its end
// first, and only a first word that is too wide by itself is cut.
func Name(name string, width int) string {
	for frame.Width(name) > width {
		i := strings.LastIndexByte(strings.TrimRight(name, " "), ' ')
		if i < 0 {
			break
		}
		name = strings.TrimRight(name[:i], " ")
	}
	return frame.Cut(name, width)
}
