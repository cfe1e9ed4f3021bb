package casefile

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"brobygger/tui/field"
	"brobygger/tui/frame"
)

// clicks is where in the body the list stands.
type clicks struct {
	head   int // lines above its rows
	width  int // columns of it
	window int // columns of the window
}

// Click implements [tui.Clicker].
func (s *Screen) Click(at field.Point) string {
	switch {
	case s.c == nil:
		return ""
	case at.Y == -2:
		s.clickTab(at.X)
		return ""
	case at.Y < 0, s.reading:
		return ""
	case s.tab == tabOverview:
		return s.page.click(at)
	case s.tab == tabPlan:
		return s.plan.click(at)
	case s.bridging():
		return s.bridgePage().click(at)
	case at.X >= s.clicks.width:
		return ""
	}
	l := s.lists[s.tab]
	before := l.SelectedID()
	key := l.Click(at.Y - s.clicks.head)
	if l.SelectedID() != before {
		s.reveal = ""
	}
	return key
}

// clickTab opens the tab whose name stands in a column of the line of tabs.
func (s *Screen) clickTab(x int) {
	line := ansi.Strip(s.tabs(s.clicks.window))
	from := 0
	for t := range tabCount {
		name := s.tabName(t)
		i := strings.Index(line[from:], name)
		if i < 0 {
			return
		}
		begin := frame.Width(line[:from+i])
		from += i + len(name)
		if x >= begin-1 && x <= begin+frame.Width(name) {
			s.goTo(t)
			return
		}
	}
}

// click puts the cursor on the stop of a line.
func (p *page) click(at field.Point) string {
	if p.split > 0 && at.X >= p.split {
		return ""
	}
	for i, s := range p.stops {
		if s.line != p.top+at.Y {
			continue
		}
		if i == p.at {
			return "enter"
		}
		p.at, p.want = i, s.id
	}
	return ""
}
