package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"brobygger/cases/danish"
)

// ellipsis stands where a snippet was cut.
const ellipsis = '…'

// Snippet is a piece of original around the first thing that q finds in it, at
// most wide cells wide, on one line, cut between words and made harmless. Where
// q finds nothing it is the beginning. marks are the finds in it, as pairs of
// byte offsets in text, in order.
func (q Query) Snippet(original string, wide int) (text string, marks [][2]int) {
	if wide < 1 {
		return "", nil
	}
	hits := q.hits(original)
	first := [2]int{0, 0}
	if len(hits) > 0 {
		first = hits[0]
	}
	line, more := lineAround(original, first, wide)
	cut := line.window(first, wide, more)
	return cut.render(hits)
}

// hits is where in original the words and phrases of q stand, in order; hits
// that touch are one.
func (q Query) hits(original string) [][2]int {
	if len(q.terms) == 0 {
		return nil
	}
	folded, at := danish.FoldMap(original)
	var all [][2]int
	for _, t := range q.terms {
		for from := 0; ; {
			start, end := t.find(folded, from)
			if start < 0 {
				break
			}
			from = end
			// A letter that folds to two may be hit in its first half.
			for end < len(folded) && at[end] <= at[start] {
				end++
			}
			// What folding left out behind the last letter is no part of the hit.
			hit := strings.TrimRightFunc(original[at[start]:at[end]], func(r rune) bool {
				return unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
			})
			all = append(all, [2]int{at[start], at[start] + len(hit)})
		}
	}
	slices.SortFunc(all, func(a, b [2]int) int {
		if a[0] != b[0] {
			return a[0] - b[0]
		}
		return b[1] - a[1]
	})
	merged := all[:0]
	for _, h := range all {
		if n := len(merged); n > 0 && h[0] <= merged[n-1][1] {
			merged[n-1][1] = max(merged[n-1][1], h[1])
			continue
		}
		merged = append(merged, h)
	}
	return merged
}

// cell is one character as it is shown.
type cell struct {
	shown rune
	wide  int // cells: 0, 1 or 2
	at    int // where it stands in the original, in bytes
}

// cells are a line.
type cells []cell

// isSpace reports whether there is a space at i, or no cell.
func (l cells) isSpace(i int) bool { return i < 0 || i >= len(l) || l[i].shown == ' ' }

// ends says whether there is text before and after a line.
type ends struct{ before, after bool }

// lineAround is original on one line and harmless, or as much of it around the
// hit as a snippet can need.
func lineAround(original string, hit [2]int, wide int) (cells, ends) {
	const generous = 8 // bytes for each cell: most characters take one or two
	reach := wide * generous
	if reach/generous != wide {
		reach = len(original)
	}
	from, to := 0, len(original)
	if hit[0] > reach {
		from = hit[0] // in the middle of one endless word
		if i := strings.IndexFunc(original[hit[0]-reach:hit[0]], unicode.IsSpace); i >= 0 {
			from = hit[0] - reach + i
		}
	}
	if to-hit[1] > reach {
		to = hit[1] + reach
		if i := strings.LastIndexFunc(original[hit[1]:to], unicode.IsSpace); i >= 0 {
			to = hit[1] + i
		} else {
			for to > hit[1] && !utf8.RuneStart(original[to]) {
				to--
			}
		}
	}
	more := ends{strings.TrimSpace(original[:from]) != "", strings.TrimSpace(original[to:]) != ""}

	// Harmless keeps the number of characters, so that both can be read in step.
	piece := original[from:to]
	harmless := danish.Harmless(piece, false)
	var line cells
	for i, r := range piece {
		shown, size := utf8.DecodeRuneInString(harmless)
		harmless = harmless[size:]
		if unicode.IsSpace(r) || shown == ' ' {
			if len(line) > 0 && !line.isSpace(len(line)-1) {
				line = append(line, cell{' ', 1, from + i})
			}
			continue
		}
		line = append(line, cell{shown, cellWidth(shown), from + i})
	}
	if n := len(line); n > 0 && line[n-1].shown == ' ' {
		line = line[:n-1]
	}
	return line, more
}

// cellWidth is how many cells a terminal gives a harmless character.
func cellWidth(r rune) int {
	if unicode.IsMark(r) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// cut is a part of a line.
type cut struct {
	cells
	more ends
}

// window is the part of the line around the hit that fits.
func (l cells) window(hit [2]int, wide int, more ends) cut {
	sum := make([]int, len(l)+1) // of the widths before each cell
	for i, c := range l {
		sum[i+1] = sum[i] + c.wide
	}
	part := func(a, b int) cut {
		return cut{l[a:b], ends{more.before || a > 0, more.after || b < len(l)}}
	}
	fits := func(a, b, wide int) bool {
		c, need := part(a, b), sum[b]-sum[a]
		if c.more.before {
			need++
		}
		if c.more.after {
			need++
		}
		return need <= wide
	}
	from, _ := slices.BinarySearchFunc(l, hit[0], func(c cell, at int) int { return c.at - at })
	to, _ := slices.BinarySearchFunc(l, hit[1], func(c cell, at int) int { return c.at - at })
	a, b := from, max(from, to)
	for !l.isSpace(a - 1) {
		a--
	}
	for !l.isSpace(b) {
		b++
	}
	if !fits(a, b, wide) {
		// Not even the words of the hit fit: cut through them.
		a, b = from, from
		for b < len(l) && fits(a, b+1, wide) {
			b++
		}
		if a == b { // no room for a single character
			return cut{nil, ends{after: true}}
		}
		return part(a, b)
	}
	grow := func(wide int) {
		for a > 0 {
			word := a - 1
			for !l.isSpace(word - 1) {
				word--
			}
			if !fits(word, b, wide) {
				return
			}
			a = word
		}
	}
	// A third of the room goes to what comes before, the rest to what follows, and
	// what is left then to more before.
	grow(sum[b] - sum[a] + (wide-(sum[b]-sum[a]))/3)
	for b < len(l) {
		word := b + 1
		for !l.isSpace(word) {
			word++
		}
		if !fits(a, word, wide) {
			break
		}
		b = word
	}
	grow(wide)
	return part(a, b)
}

// render is the text of a cut and where the hits stand in it.
func (c cut) render(hits [][2]int) (text string, marks [][2]int) {
	var out strings.Builder
	if c.more.before {
		out.WriteRune(ellipsis)
	}
	h, open := 0, false
	for _, cell := range c.cells {
		for h < len(hits) && hits[h][1] <= cell.at {
			h++
			open = false
		}
		start := out.Len()
		out.WriteRune(cell.shown)
		if h < len(hits) && hits[h][0] <= cell.at {
			if !open {
				marks = append(marks, [2]int{start, 0})
				open = true
			}
			marks[len(marks)-1][1] = out.Len()
		}
	}
	if c.more.after {
		out.WriteRune(ellipsis)
	}
	return out.String(), marks
}
