package field

import (
	"slices"
	"strings"
)

// pos is a place in a text: a line, and a byte in it that starts a grapheme or
// is the line's end.
type pos struct {
	row, col int
}

// change is what a step of undo is made of.
type change int

const (
	other change = iota
	typing
	erasing
)

// edit is one step of undo: at from stood removed and now stands inserted.
type edit struct {
	kind              change
	from              pos
	removed, inserted string
	before            pos
	// open says that what is typed next may join this step.
	open bool
}

// buffer is a text with a cursor and the memory of its changes. Lines hold no
// newline and nothing that [intake] would change.
type buffer struct {
	lines    []string
	cur      pos
	done     []edit
	undone   []edit
	size     int
	limit    int
	full     bool
	revision int
	// wraps are the rows of each line at wrapWidth, nil where not known.
	wraps     [][]int
	wrapWidth int
}

func newBuffer(limit int) *buffer {
	return &buffer{lines: []string{""}, wraps: make([][]int, 1), limit: limit}
}

// text gives the whole text.
func (b *buffer) text() string { return strings.Join(b.lines, "\n") }

// set puts another text in, with the cursor at its end and nothing to undo.
func (b *buffer) set(text string) {
	b.lines = strings.Split(text, "\n")
	b.wraps = make([][]int, len(b.lines))
	b.size = len(text)
	b.cur = b.end()
	b.done, b.undone = nil, nil
	b.full = false
	b.revision++
}

// end is the place behind the last character.
func (b *buffer) end() pos {
	last := len(b.lines) - 1
	return pos{last, len(b.lines[last])}
}

// offset is the cursor's place in bytes from the start of the text.
func (b *buffer) offset() int {
	n := b.cur.col
	for _, l := range b.lines[:b.cur.row] {
		n += len(l) + 1
	}
	return n
}

// seek puts the cursor at a place in bytes from the start, or at the nearest
// place a cursor may stand.
func (b *buffer) seek(offset int) {
	b.seal()
	row := 0
	for row < len(b.lines)-1 && offset > len(b.lines[row]) {
		offset -= len(b.lines[row]) + 1
		row++
	}
	line := b.lines[row]
	offset = min(max(0, offset), len(line))
	col := 0
	for col < offset {
		end, _ := next(line, col)
		if end > offset {
			break
		}
		col = end
	}
	b.cur = pos{row, col}
}

// seal ends the step of undo that was open, as a movement of the cursor does.
func (b *buffer) seal() {
	if n := len(b.done); n > 0 {
		b.done[n-1].open = false
	}
}

// between gives the text from one place to another.
func (b *buffer) between(from, to pos) string {
	if from.row == to.row {
		return b.lines[from.row][from.col:to.col]
	}
	var s strings.Builder
	s.WriteString(b.lines[from.row][from.col:])
	for row := from.row + 1; row < to.row; row++ {
		s.WriteByte('\n')
		s.WriteString(b.lines[row])
	}
	s.WriteByte('\n')
	s.WriteString(b.lines[to.row][:to.col])
	return s.String()
}

// put replaces what stands between two places and gives the place behind what
// was put in. It keeps no memory.
func (b *buffer) put(from, to pos, text string) pos {
	b.size += len(text)
	if from != to {
		b.size -= len(b.between(from, to))
	}
	head, tail := b.lines[from.row][:from.col], b.lines[to.row][to.col:]
	fresh := strings.Split(text, "\n")
	last := len(fresh) - 1
	end := pos{from.row + last, len(fresh[last])}
	if last == 0 {
		end.col += from.col
		fresh[0] = head + fresh[0] + tail
	} else {
		fresh[0] = head + fresh[0]
		fresh[last] += tail
	}
	b.lines = slices.Replace(b.lines, from.row, to.row+1, fresh...)
	b.wraps = slices.Replace(b.wraps, from.row, to.row+1, make([][]int, len(fresh))...)
	b.revision++
	return end
}

// replace is put with memory, and moves the cursor behind what was put in. It
// does nothing, and says so in full, where the limit would be passed.
func (b *buffer) replace(kind change, from, to pos, text string) {
	b.full = false
	removed := b.between(from, to)
	if b.limit > 0 && b.size-len(removed)+len(text) > b.limit && len(text) > len(removed) {
		b.full = true
		return
	}
	if removed == "" && text == "" {
		return
	}
	e := edit{kind, from, removed, text, b.cur, kind != other}
	b.cur = b.put(from, to, text)
	b.undone = nil
	if n := len(b.done); n == 0 || !b.done[n-1].join(e) {
		b.done = append(b.done, e)
	}
}

// join takes a later edit into this one, where both are of one go: letters of
// one word, or characters taken away one after the other.
func (e *edit) join(later edit) bool {
	if !e.open || e.kind != later.kind || e.kind == other {
		return false
	}
	if e.kind == erasing {
		if strings.Contains(later.removed, "\n") || e.removed == "" {
			return false
		}
		switch {
		case later.from.row == e.from.row && later.from.col+len(later.removed) == e.from.col:
			e.removed = later.removed + e.removed
			e.from = later.from
			return true
		case later.from == e.from:
			e.removed += later.removed
			return true
		}
		return false
	}
	behind := pos{e.from.row, e.from.col + len(e.inserted)}
	blank := strings.HasSuffix(e.inserted, " ") && !strings.HasPrefix(later.inserted, " ")
	if later.removed != "" || later.from != behind || blank ||
		strings.Contains(e.inserted, "\n") || strings.Contains(later.inserted, "\n") {
		return false
	}
	e.inserted += later.inserted
	return true
}

// undo takes back the last step and says whether there was one.
func (b *buffer) undo() bool {
	b.full = false
	n := len(b.done)
	if n == 0 {
		return false
	}
	e := b.done[n-1]
	b.done = b.done[:n-1]
	b.put(e.from, behind(e.from, e.inserted), e.removed)
	b.cur = e.before
	e.open = false
	b.undone = append(b.undone, e)
	b.seal()
	return true
}

// redo does again what undo took back, and says whether there was anything.
func (b *buffer) redo() bool {
	b.full = false
	n := len(b.undone)
	if n == 0 {
		return false
	}
	e := b.undone[n-1]
	b.undone = b.undone[:n-1]
	b.cur = b.put(e.from, behind(e.from, e.removed), e.inserted)
	b.done = append(b.done, e)
	return true
}

// behind gives the place behind a text that starts at from.
func behind(from pos, text string) pos {
	last := strings.LastIndexByte(text, '\n')
	if last < 0 {
		return pos{from.row, from.col + len(text)}
	}
	return pos{from.row + strings.Count(text, "\n"), len(text) - last - 1}
}

// insert puts text in at the cursor. Text that was typed joins the step of undo
// that is open; a paste is a step of its own.
func (b *buffer) insert(kind change, text string) {
	b.replace(kind, b.cur, b.cur, text)
	if kind == other {
		b.seal()
	}
}

// erase takes away what stands between the cursor and another place.
func (b *buffer) erase(kind change, to pos) {
	from := b.cur
	if to.row < from.row || to.row == from.row && to.col < from.col {
		from, to = to, from
	}
	b.replace(kind, from, to, "")
	if kind == other {
		b.seal()
	}
}

// left and right give the places beside the cursor, across the ends of lines.
func (b *buffer) left() pos {
	switch c := b.cur; {
	case c.col > 0:
		return pos{c.row, prev(b.lines[c.row], c.col)}
	case c.row > 0:
		return pos{c.row - 1, len(b.lines[c.row-1])}
	}
	return b.cur
}

func (b *buffer) right() pos {
	line := b.lines[b.cur.row]
	switch c := b.cur; {
	case c.col < len(line):
		end, _ := next(line, c.col)
		return pos{c.row, end}
	case c.row < len(b.lines)-1:
		return pos{c.row + 1, 0}
	}
	return b.cur
}

// wordLeft and wordRight give the borders of words beside the cursor, and at the
// ends of a line the place across it.
func (b *buffer) wordLeft() pos {
	if b.cur.col == 0 {
		return b.left()
	}
	return pos{b.cur.row, wordLeft(b.lines[b.cur.row], b.cur.col)}
}

func (b *buffer) wordRight() pos {
	if b.cur.col == len(b.lines[b.cur.row]) {
		return b.right()
	}
	return pos{b.cur.row, wordRight(b.lines[b.cur.row], b.cur.col)}
}

// rows gives the rows of a line at a width.
func (b *buffer) rows(row, width int) []int {
	if b.wrapWidth != width {
		b.wrapWidth = width
		clear(b.wraps)
	}
	if b.wraps[row] == nil {
		b.wraps[row] = wrap(b.lines[row], width)
	}
	return b.wraps[row]
}
