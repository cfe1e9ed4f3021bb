// Package frame draws what every screen shares: the title line, a rule, the
// body, a rule, the state line and the key line.
//
//	 I DAG                                Amira · man 07-12-2026 · uge 50
//	─────────────────────────────────────────────────────────────────────
//	 body, as many lines as there is room for
//	─────────────────────────────────────────────────────────────────────
//	 Gemt her · delt kl. 8.39                            låser om 10 min.
//	 Enter åbn   k kontakt   g gjort   u udsæt   ? hjælp
//
// [Render] is pure and holds at any size: the result has exactly the window's
// height and no line is wider than the window. A window smaller than the
// smallest a screen can do with shows one sentence instead.
//
// Widths are terminal columns, counted by grapheme. The body's lines may carry
// styles; any other control character in them is drawn as "·", so that nothing
// in a case can move the cursor or change the terminal, whatever was forgotten
// before it came here.
package frame

import (
	"strings"

	"brobygger/tui/keys"
	"brobygger/tui/theme"
)

// The smallest window in which the contact form and the day's list must work.
const (
	MinWidth  = 40
	MinHeight = 12
)

// Size is the size of a window in columns and lines.
type Size struct {
	Width, Height int
}

// Line is a line with something at its left end and something at its right.
// Both may be in parts joined by " · "; where the line is too short, parts go
// from the end of the right side first.
type Line struct {
	Left, Right string
}

// Parts are what a screen puts in the frame.
type Parts struct {
	// Title is the first line: what this is, and who and when.
	Title Line
	// Under are further lines above the first rule, such as the tabs of a case.
	Under []string
	// Banner stands in the first rule and never goes: made-up cases.
	Banner string
	// Body are the lines between the rules. Too many are cut at the bottom, too
	// few filled up.
	Body []string
	// State are the lines below the second rule: what is saved where, what waits.
	// There is always at least one, empty if need be.
	State []Line
	// Keys are the hints of the last line, the most needed first and help last.
	// Where not all have room they go from the end, but help always stays.
	Keys []keys.Hint
	// More is the hint that stands in the place of the last one where some were
	// left out ("? mere" for "? hjælp").
	More keys.Hint
	// Min is the smallest window this screen can do with; zero means MinWidth by
	// MinHeight. TooSmall is what a smaller one shows.
	Min      Size
	TooSmall string
	// Wrapped in styles.
	Styles theme.Styles
}

// Top is the number of lines above the body: add it to the row of a cursor.
func (p Parts) Top() int { return 2 + len(p.Under) }

// Room is what is left for the body in a window: its width and lines.
func (p Parts) Room(window Size) Size {
	lines := window.Height - p.Top() - 2 - max(1, len(p.State))
	return Size{window.Width, max(0, lines)}
}

// Fits says whether a window is large enough for the screen.
func (p Parts) Fits(window Size) bool {
	least := p.Min
	if least == (Size{}) {
		least = Size{MinWidth, MinHeight}
	}
	return window.Width >= least.Width && window.Height >= least.Height
}

// Render draws the frame in a window: exactly as many lines as the window has,
// none wider than it is. A window without size gives the empty string.
func Render(window Size, p Parts) string {
	if window.Width <= 0 || window.Height <= 0 {
		return ""
	}
	if !p.Fits(window) {
		return Sentence(window, p.TooSmall)
	}
	s := p.Styles
	lines := make([]string, 0, window.Height)
	lines = append(lines, side(p.Title, window.Width, s.Title.Render, s.Side.Render))
	for _, u := range p.Under {
		lines = append(lines, Cut(Clean(u), window.Width))
	}
	lines = append(lines, rule(window.Width, p.Banner, s))
	room := p.Room(window).Height
	for i := range room {
		if i >= len(p.Body) {
			lines = append(lines, "")
			continue
		}
		lines = append(lines, Cut(Clean(p.Body[i]), window.Width))
	}
	lines = append(lines, s.Rule.Render(strings.Repeat("─", window.Width)))
	state := p.State
	if len(state) == 0 {
		state = []Line{{}}
	}
	for _, l := range state {
		lines = append(lines, side(l, window.Width, s.State.Render, s.State.Render))
	}
	lines = append(lines, Keys(window.Width, p.Keys, p.More, s))
	// Many title or state lines in a low window: the last line, the keys, is
	// worth more than the one before it.
	if over := len(lines) - window.Height; over > 0 {
		lines = append(lines[:window.Height-1], lines[len(lines)-1])
	}
	return strings.Join(lines, "\n")
}

// Sentence draws nothing but a sentence, in a window of any size.
func Sentence(window Size, text string) string {
	lines := Wrap(text, window.Width)
	if len(lines) > window.Height {
		lines = lines[:window.Height]
		if window.Height > 0 {
			last := lines[window.Height-1]
			lines[window.Height-1] = Cut(last+" …", window.Width)
		}
	}
	for len(lines) < window.Height {
		lines = append(lines, "")
	}
	return strings.Join(lines, "\n")
}

// rule draws a line across, with the banner in it if there is one.
func rule(width int, banner string, s theme.Styles) string {
	banner = Cut(Clean(banner), max(0, width-6))
	if banner == "" {
		return s.Rule.Render(strings.Repeat("─", width))
	}
	rest := width - Width(banner) - 2
	left := rest / 2
	return s.Rule.Render(strings.Repeat("─", left)) + " " + s.Banner.Render(banner) + " " +
		s.Rule.Render(strings.Repeat("─", rest-left))
}

// side draws a line with two ends, after a blank.
func side(l Line, width int, left, right func(...string) string) string {
	a, b := fit(Clean(l.Left), Clean(l.Right), width-1)
	out := " " + left(a)
	if a == "" {
		out = " "
	}
	if b != "" {
		out += strings.Repeat(" ", width-1-Width(a)-Width(b)) + right(b)
	}
	return out
}

// fit makes two ends of a line fit in a width, with two blanks between: parts go
// from the end of the right one first, then the left one is cut.
func fit(left, right string, width int) (string, string) {
	for right != "" && Width(left)+2+Width(right) > width {
		i := strings.LastIndex(right, " · ")
		if i < 0 {
			right = ""
			break
		}
		right = right[:i]
	}
	return Cut(left, width), right
}

// Keys draws the key line: the hints that have room, in their order, and the
// last of them always. The hint more takes the last one's place where some were
// left out.
func Keys(width int, hints []keys.Hint, more keys.Hint, s theme.Styles) string {
	if len(hints) == 0 {
		return ""
	}
	some, gap := roomFor(width, hints, more)
	return Cut(drawKeys(some, gap, s), width)
}

// HintAt is the hint of the key line that stands in a column, as [Keys] draws
// it; false between hints.
func HintAt(width int, hints []keys.Hint, more keys.Hint, x int) (keys.Hint, bool) {
	if len(hints) == 0 {
		return keys.Hint{}, false
	}
	some, gap := roomFor(width, hints, more)
	from := 1
	for _, h := range some {
		to := from + hintWidth(h)
		if x >= from && x < to {
			return h, true
		}
		from = to + gap
	}
	return keys.Hint{}, false
}

// roomFor gives the hints that have room, and the blanks between them.
func roomFor(width int, hints []keys.Hint, more keys.Hint) ([]keys.Hint, int) {
	for _, gap := range []int{3, 2} {
		if w := keysWidth(hints, gap); w <= width {
			return hints, gap
		}
	}
	last := hints[len(hints)-1]
	if more != (keys.Hint{}) {
		last = more
	}
	for n := len(hints) - 2; n > 0; n-- {
		some := append(hints[:n:n], last)
		if keysWidth(some, 2) <= width {
			return some, 2
		}
	}
	return []keys.Hint{last}, 2
}

func keysWidth(hints []keys.Hint, gap int) int {
	w := 1 + gap*(len(hints)-1)
	for _, h := range hints {
		w += hintWidth(h)
	}
	return w
}

func hintWidth(h keys.Hint) int {
	w := Width(h.Key) + Width(h.Label)
	if h.Key != "" && h.Label != "" {
		w++
	}
	return w
}

func drawKeys(hints []keys.Hint, gap int, s theme.Styles) string {
	var b strings.Builder
	b.WriteByte(' ')
	for i, h := range hints {
		if i > 0 {
			b.WriteString(strings.Repeat(" ", gap))
		}
		if h.Key != "" {
			b.WriteString(s.Key.Render(h.Key))
			if h.Label != "" {
				b.WriteByte(' ')
			}
		}
		if h.Label != "" {
			b.WriteString(s.KeyLabel.Render(h.Label))
		}
	}
	return b.String()
}
