package field

import (
	tea "charm.land/bubbletea/v2"

	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
)

// Item is one thing that can be looked up.
type Item struct {
	// ID is what is picked.
	ID string
	// Label is what the user reads.
	Label string
	// Folded is what typing is looked for in, folded beforehand.
	Folded string
}

// Pick is a field that looks something up among many: two letters and Enter.
// What is picked stands in the field; typing opens a list below it of what
// holds every typed word, Up and Down move in it, Enter takes the marked one
// (the first, if nobody moved), Esc shuts it and leaves what was picked before.
type Pick struct {
	line     *Line
	items    []Item
	fold     func(string) string
	picked   int // index in items, -1 for none
	open     bool
	hits     []int
	at       int
	show     int
	none     string
	moves    keys.Moves
	revision int
}

// NewPick gives a field over items. fold makes what is typed comparable to the
// items' Folded, none is the text of a list without hits.
func NewPick(items []Item, fold func(string) string, none string) *Pick {
	return &Pick{line: NewLine(""), items: items, fold: fold, picked: -1, show: 5, none: none, moves: keys.NewMoves()}
}

// Value is the ID that is picked, "" for none.
func (p *Pick) Value() string {
	if p.picked < 0 {
		return ""
	}
	return p.items[p.picked].ID
}

// Label is how what is picked stands in the field, "" for none.
func (p *Pick) Label() string {
	if p.picked < 0 {
		return ""
	}
	return intake(p.items[p.picked].Label, false)
}

// SetValue picks an ID, or none where it is no item's.
func (p *Pick) SetValue(id string) {
	p.picked = -1
	for i, item := range p.items {
		if item.ID == id {
			p.picked = i
			break
		}
	}
	p.revision++
	p.shut()
}

// SetItems puts other items in, as when they have been read from the disk. What
// is picked stays picked where it is among them, and what was typed stays too.
func (p *Pick) SetItems(items []Item) {
	picked := p.Value()
	p.items, p.picked = items, -1
	for i, item := range items {
		if item.ID == picked && picked != "" {
			p.picked = i
			break
		}
	}
	if p.open {
		p.find()
		return
	}
	p.shut()
}

// Open says whether the list is open: Esc then shuts it and goes no further.
func (p *Pick) Open() bool { return p.open }

// Revision implements [Field].
func (p *Pick) Revision() int { return p.revision }

// Kind implements [Field].
func (p *Pick) Kind() keys.Kind { return keys.Field }

// Lines implements [Field].
func (p *Pick) Lines(int) (fewest, most int) {
	if !p.open {
		return 1, 1
	}
	n := 1 + max(1, min(p.show, len(p.hits)))
	return n, n
}

// shut closes the list and shows what is picked.
func (p *Pick) shut() {
	p.open, p.hits, p.at = false, nil, 0
	label := ""
	if p.picked >= 0 {
		label = p.items[p.picked].Label
	}
	p.line.SetValue(label)
}

// Update implements [Field].
func (p *Pick) Update(msg tea.Msg) bool {
	if press, ok := msg.(tea.KeyPressMsg); ok && keys.Typed(press) == "" {
		name := keys.Name(press)
		switch {
		case !p.open:
			e := p.line.editor.editing
			if !e.Backspace.Has(name) && !e.Delete.Has(name) {
				return false
			}
			// What is picked goes as a whole.
			p.picked = -1
			p.revision++
			p.shut()
			return true
		case p.moves.Up.Has(name):
			p.at = max(0, p.at-1)
			return true
		case p.moves.Down.Has(name):
			p.at = min(max(0, len(p.hits)-1), p.at+1)
			return true
		case p.moves.Back.Has(name):
			p.shut()
			return true
		case p.moves.Open.Has(name):
			if p.at < len(p.hits) {
				p.picked = p.hits[p.at]
				p.revision++
			}
			p.shut()
			// The form goes on to the next field.
			return false
		case p.moves.Next.Has(name), p.moves.Previous.Has(name):
			p.Leave()
			return false
		}
	}
	if !p.open {
		p.line.SetValue("")
	}
	if !p.line.Update(msg) {
		return false
	}
	p.open = p.line.Value() != ""
	if !p.open {
		p.shut()
		return true
	}
	p.find()
	return true
}

// Leave takes the only hit if there is just one, as Tab does, and shuts the
// list.
func (p *Pick) Leave() {
	if p.open && len(p.hits) == 1 {
		p.picked = p.hits[0]
		p.revision++
	}
	p.shut()
}

// find looks for every typed word; labels with words that begin so come first.
func (p *Pick) find() {
	p.hits, p.at = hits(p.items, p.fold(p.line.Value())), 0
}

// View implements [Field].
func (p *Pick) View(width, height int, focused bool, styles theme.Styles) ([]string, *Point) {
	lines, cursor := p.line.View(width, 1, focused, styles)
	if !p.open || !focused {
		return lines, cursor
	}
	room := max(0, min(p.show, height-1))
	if len(p.hits) == 0 && room > 0 {
		return append(lines, styles.Hint.Render(frame.Cut("  "+p.none, width))), cursor
	}
	return append(lines, drawHits(p.items, p.hits, p.at, room, width, styles)...), cursor
}
