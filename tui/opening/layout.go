package opening

import (
	"brobygger/tui/frame"
)

// part is some lines of a body. Where a window is too low, the parts with the
// lowest rank go first, of equals the later one; those of rank stays never go.
type part struct {
	lines []string
	rank  int
}

const stays = 100

// must is the number of lines of the parts that never go.
func must(parts []part) int {
	n := 0
	for _, p := range parts {
		if p.rank >= stays {
			n += len(p.lines)
		}
	}
	return n
}

// stack puts parts under each other in so many lines. at is the line at which
// each part begins, -1 for those that had no room.
func stack(height int, parts []part) (lines []string, at []int) {
	gone := make([]bool, len(parts))
	total := 0
	for _, p := range parts {
		total += len(p.lines)
	}
	for total > height {
		worst := -1
		for i, p := range parts {
			if !gone[i] && p.rank < stays && (worst < 0 || p.rank <= parts[worst].rank) {
				worst = i
			}
		}
		if worst < 0 {
			break
		}
		gone[worst] = true
		total -= len(parts[worst].lines)
	}
	for i, p := range parts {
		if gone[i] {
			at = append(at, -1)
			continue
		}
		at = append(at, len(lines))
		lines = append(lines, p.lines...)
	}
	return lines, at
}

// page puts paragraphs of plain text in lines, one blank before the margin. The
// empty paragraph is an empty line.
func page(width int, paragraphs ...string) []string {
	var out []string
	for _, p := range paragraphs {
		if p == "" {
			out = append(out, "")
			continue
		}
		for _, l := range frame.Wrap(frame.Clean(p), max(1, min(width, 80)-2)) {
			out = append(out, " "+l)
		}
	}
	return out
}

// styled renders each line of a page.
func styled(style func(...string) string, lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = style(l)
	}
	return out
}

// blank is an empty line of a rank.
func blank(rank int) part { return part{[]string{""}, rank} }
