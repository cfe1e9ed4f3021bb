package casefile

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"brobygger/cases"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
)

// stop is a line of a page on which the cursor can stand, and what it is about.
type stop struct {
	id       string // keeps the cursor where it was when the page is made anew
	line     int
	item     *cases.Item
	contact  cases.EntryID
	link     string // case id
	versions bool
	// thing and kind are of a consent, a line of the ledger, a referral or an
	// underretning.
	thing cases.EntryID
	kind  string
}

// page is lines that scroll, some of which can be chosen. Where it is wide, more
// lines stand at its right.
type page struct {
	lines, right []string
	stops        []stop
	split        int // columns of lines where there is something at the right, else 0

	at     int
	want   string // id of the stop the user stands on
	top    int
	height int
	follow bool // the cursor moved last, so it must be seen
}

// margin stands before a line that can be chosen, mark before the one that is.
const (
	margin = "   "
	mark   = " > "
)

// set shows other lines, with the cursor on the same stop.
func (p *page) set(lines, right []string, stops []stop, split int) {
	p.lines, p.right, p.stops, p.split = lines, right, stops, split
	for i, s := range stops {
		if s.id == p.want || s.item != nil && string(s.item.FollowUp) == p.want && p.want != "" {
			p.at = i
			return
		}
	}
	p.at = max(0, min(p.at, len(stops)-1))
}

// selected is the stop with the cursor.
func (p *page) selected() (stop, bool) {
	if p.at >= len(p.stops) {
		return stop{}, false
	}
	return p.stops[p.at], true
}

// move takes a key that moves.
func (p *page) move(name string) bool {
	m := keys.NewMoves()
	step := max(1, p.height-1)
	switch {
	case m.Up.Has(name) && p.at > 0:
		p.at--
		p.follow = true
	case m.Up.Has(name):
		p.top--
	case m.Down.Has(name) && p.at+1 < len(p.stops):
		p.at++
		p.follow = true
	case m.Down.Has(name):
		p.top++
	case m.PageUp.Has(name):
		p.turn(-step)
	case m.PageDown.Has(name):
		p.turn(step)
	case m.Home.Has(name):
		p.at, p.top = 0, 0
	case m.End.Has(name):
		p.at, p.top = max(0, len(p.stops)-1), p.length()
	default:
		return false
	}
	p.clamp()
	if s, ok := p.selected(); ok {
		p.want = s.id
	}
	return true
}

// turn scrolls by lines and takes the cursor along.
func (p *page) turn(by int) {
	p.top += by
	p.clamp()
	for i, s := range p.stops {
		if s.line >= p.top && s.line < p.top+p.height {
			p.at = i
			if by < 0 {
				return
			}
		}
	}
}

func (p *page) length() int { return max(len(p.lines), len(p.right)) }

func (p *page) clamp() { p.top = max(0, min(p.top, p.length()-p.height)) }

// view draws the page in a size.
func (p *page) view(size frame.Size, styles theme.Styles) []string {
	p.height = size.Height
	if s, ok := p.selected(); ok && p.follow {
		if p.at == 0 && s.line < size.Height {
			p.top = 0
		}
		p.top = max(min(p.top, s.line), s.line-size.Height+1)
		p.follow = false
	}
	p.clamp()
	width := size.Width
	if p.split > 0 {
		width = p.split
	}
	chosen := -1
	if s, ok := p.selected(); ok {
		chosen = s.line
	}
	var out []string
	for i := p.top; (i < p.length() || p.split > 0) && len(out) < size.Height; i++ {
		line := ""
		if i < len(p.lines) {
			line = frame.Clean(p.lines[i])
		}
		if i == chosen {
			line = styles.Selected.Render(frame.Fit(mark+strings.TrimPrefix(ansi.Strip(line), margin), width))
		}
		if p.split > 0 {
			side := ""
			if i < len(p.right) {
				side = p.right[i]
			}
			line = frame.Fit(line, width) + styles.Rule.Render("│") + " " + side
		}
		out = append(out, line)
	}
	return out
}
