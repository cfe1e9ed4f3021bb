package field

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// next gives the end of the grapheme that starts at i, and its width in columns.
// It must not be called at the end of s.
func next(s string, i int) (end, width int) {
	c := s[i]
	size := 1
	switch {
	case c < utf8.RuneSelf:
	case c >= 0xc2 && c < 0xcc && i+1 < len(s):
		size = 2
	default:
		size = 0
	}
	// Up to U+02FF every character stands for itself unless a combining mark, all
	// of which begin with a byte from 0xCC on, follows.
	if size > 0 && c >= ' ' && c != 0x7f && (i+size == len(s) || s[i+size] < 0xcc) {
		return i + size, 1
	}
	cluster, w := ansi.FirstGraphemeCluster(s[i:], ansi.GraphemeWidth)
	if len(cluster) == 0 {
		return i + 1, 1
	}
	return i + len(cluster), w
}

// prev gives the start of the grapheme that ends at i. It must not be called at
// the start of s.
func prev(s string, i int) int {
	if c := s[i-1]; c < utf8.RuneSelf {
		return i - 1
	}
	// Before an ASCII character there is always a border, so that the search need
	// not begin at the start of a long line.
	start := i - 1
	for start > 0 && s[start] >= utf8.RuneSelf {
		start--
	}
	for {
		end, _ := next(s, start)
		if end >= i {
			return start
		}
		start = end
	}
}

// columns is the width of a text that [intake] made.
func columns(s string) int {
	n := 0
	for i := 0; i < len(s); {
		end, w := next(s, i)
		n += w
		i = end
	}
	return n
}

// wrap breaks a line into rows of at most width columns and gives where each
// row starts. It breaks after blanks, which may hang over the edge, and within a
// word only where the word is wider than a row.
func wrap(line string, width int) []int {
	width = max(1, width)
	starts := []int{0}
	row, col := 0, 0         // where the row starts; columns in it so far
	after, afterCol := -1, 0 // behind the last blank of the row; columns up to it
	for i := 0; i < len(line); {
		end, w := next(line, i)
		if line[i] == ' ' && end == i+1 {
			col += w
			i = end
			after, afterCol = i, col
			continue
		}
		if col+w > width && i > row {
			if after > row {
				row, col = after, col-afterCol
			} else {
				row, col = i, 0
			}
			starts = append(starts, row)
			after = -1
			continue
		}
		col += w
		i = end
	}
	return starts
}

// rowOf gives which of the rows a place in a line is in. The place between two
// rows belongs to the later.
func rowOf(starts []int, col int) int {
	return sort.SearchInts(starts, col+1) - 1
}

// isBlank says whether a grapheme starts with a blank.
func isBlank(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsSpace(r)
}

// wordLeft gives the start of the word before i.
func wordLeft(s string, i int) int {
	for i > 0 {
		p := prev(s, i)
		if !isBlank(s, p) {
			break
		}
		i = p
	}
	for i > 0 {
		p := prev(s, i)
		if isBlank(s, p) {
			break
		}
		i = p
	}
	return i
}

// wordRight gives the end of the word after i.
func wordRight(s string, i int) int {
	for i < len(s) && isBlank(s, i) {
		i, _ = next(s, i)
	}
	for i < len(s) && !isBlank(s, i) {
		i, _ = next(s, i)
	}
	return i
}

// intake makes a text fit to stand in a field: the only control character left
// is the newline, and that only where newlines may stand; else it is a blank.
func intake(text string, newlines bool) string {
	if plainText(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	newline := byte(' ')
	if newlines {
		newline = '\n'
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\r':
			b.WriteByte(newline)
			if i+1 < len(text) && text[i+1] == '\n' {
				size = 2
			}
		case r == '\n', r == '\v', r == '\f', r == 0x85, r == 0x2028, r == 0x2029:
			b.WriteByte(newline)
		case r == '\t', r == 0xa0, r == 0x202f, r == 0x2007:
			b.WriteByte(' ')
		case r == 0xad:
		case r == utf8.RuneError && size == 1, control(r):
			b.WriteString("·")
		default:
			b.WriteString(text[i : i+size])
		}
		i += size
	}
	return b.String()
}

// plainText says whether a text is nothing but printable ASCII.
func plainText(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

// control says whether a character does something else than stand where it is:
// control characters, invisible ones, marks that turn the direction of text.
func control(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0:
		return true
	case r == 0x61c, r == 0x200b, r == 0x200e, r == 0x200f, r == 0xfeff:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return true
	}
	return false
}
