package field

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
)

// Suggest is a line in which names are written, with suggestions: typing opens a
// list below it of what fits, Up and Down move in it, Enter takes the marked one
// (the first, if nobody moved), Esc shuts it. What is no suggestion stands as it
// was typed, and Tab never changes it: a name may be anybody's.
type Suggest struct {
	line  *Line
	items []Item
	fold  func(string) string
	many  bool
	open  bool
	hits  []int
	at    int
	show  int
	moves keys.Moves
}

// Named is one of the names in a [Suggest]: an item's, with its ID, or any text.
type Named struct {
	ID, Text string
}

// NewSuggest gives a line for one name. fold makes what is typed comparable to
// the items' Folded; labels that fold alike are told apart by nobody.
func NewSuggest(items []Item, fold func(string) string) *Suggest {
	s := &Suggest{line: NewLine(""), fold: fold, show: 5, moves: keys.NewMoves()}
	s.SetItems(items)
	return s
}

// Many makes the line one of several names with commas between them, and gives
// the field back. A comma in a label becomes a blank.
func (s *Suggest) Many() *Suggest {
	s.many = true
	s.SetItems(s.items)
	return s
}

// SetItems puts other suggestions in. What was typed stays.
func (s *Suggest) SetItems(items []Item) {
	s.items = make([]Item, len(items))
	for i, item := range items {
		item.Label = intake(item.Label, false)
		if s.many {
			item.Label = strings.Join(strings.Fields(strings.ReplaceAll(item.Label, ",", " ")), " ")
		}
		s.items[i] = item
	}
	if s.open {
		s.find()
	}
}

// Label is how an item stands in the line, "" where there is no such item.
func (s *Suggest) Label(id string) string {
	for _, item := range s.items {
		if item.ID == id {
			return item.Label
		}
	}
	return ""
}

// Value is the text of the line.
func (s *Suggest) Value() string { return s.line.Value() }

// SetValue puts another text in, with the cursor at its end and nothing to undo.
func (s *Suggest) SetValue(text string) {
	s.line.SetValue(text)
	s.shut()
}

// Names are the names in the line, in their order, each one once.
func (s *Suggest) Names() []Named {
	parts := []string{s.line.Value()}
	if s.many {
		parts = strings.Split(s.line.Value(), ",")
	}
	var out []Named
	seen := make(map[string]bool)
	for _, p := range parts {
		p = strings.TrimSpace(p)
		folded := s.fold(p)
		if p == "" || seen[folded] {
			continue
		}
		seen[folded] = true
		n := Named{Text: p}
		for _, item := range s.items {
			if item.Label == p {
				n.ID = item.ID
				break
			}
			if n.ID == "" && s.fold(item.Label) == folded {
				n.ID = item.ID
			}
		}
		out = append(out, n)
	}
	return out
}

// Position is the cursor's place in bytes, for a draft to remember.
func (s *Suggest) Position() int { return s.line.Position() }

// Seek puts the cursor back to a place that Position gave.
func (s *Suggest) Seek(position int) { s.line.Seek(position) }

// Open says whether the list is open: Esc then shuts it and goes no further.
func (s *Suggest) Open() bool { return s.open }

// Full says that the last thing typed or pasted had no room.
func (s *Suggest) Full() bool { return s.line.Full() }

// Revision implements [Field].
func (s *Suggest) Revision() int { return s.line.Revision() }

// Kind implements [Field].
func (s *Suggest) Kind() keys.Kind { return keys.Field }

// Leave shuts the list, as Tab does.
func (s *Suggest) Leave() { s.shut() }

// Lines implements [Field].
func (s *Suggest) Lines(int) (fewest, most int) {
	if !s.open {
		return 1, 1
	}
	n := 1 + min(s.show, len(s.hits))
	return n, n
}

func (s *Suggest) shut() { s.open, s.hits, s.at = false, nil, 0 }

// word gives where the name at the cursor begins and ends in the line, blanks
// not counted, and up to where it is typed.
func (s *Suggest) word() (from, at, to int) {
	text := s.line.Value()
	at = s.line.Position()
	from, to = 0, len(text)
	if s.many {
		if i := strings.LastIndexByte(text[:at], ','); i >= 0 {
			from = i + 1
		}
		if i := strings.IndexByte(text[at:], ','); i >= 0 {
			to = at + i
		}
	}
	for from < at && text[from] == ' ' {
		from++
	}
	return from, at, to
}

// find looks for every typed word; labels with words that begin so come first.
func (s *Suggest) find() {
	from, at, _ := s.word()
	s.hits = hits(s.items, s.fold(s.line.Value()[from:at]))
	s.at, s.open = 0, len(s.hits) > 0
	if !s.open {
		s.shut()
	}
}

// take puts the marked suggestion in the place of what was typed.
func (s *Suggest) take() {
	from, _, to := s.word()
	label := s.items[s.hits[s.at]].Label
	text := s.line.Value()
	tail := text[to:]
	if s.many && tail == "" {
		label += ", "
	}
	// As one step of undo.
	e := &s.line.editor
	e.replace(other, pos{0, from}, pos{0, to}, label)
	e.seal()
	s.shut()
}

// Update implements [Field].
func (s *Suggest) Update(msg tea.Msg) bool {
	press, isKey := msg.(tea.KeyPressMsg)
	if isKey && s.open && keys.Typed(press) == "" {
		name := keys.Name(press)
		switch {
		case s.moves.Up.Has(name):
			s.at = max(0, s.at-1)
			return true
		case s.moves.Down.Has(name):
			s.at = min(len(s.hits)-1, s.at+1)
			return true
		case s.moves.Back.Has(name):
			s.shut()
			return true
		case s.moves.Open.Has(name):
			s.take()
			// Several names: the next one may follow. One: the form goes on.
			return s.many
		}
	}
	before := s.line.Revision()
	if !s.line.Update(msg) {
		return false
	}
	if s.line.Revision() == before || !isKey {
		s.shut()
		return true
	}
	if from, at, _ := s.word(); from == at {
		s.shut()
		return true
	}
	s.find()
	return true
}

// View implements [Field].
func (s *Suggest) View(width, height int, focused bool, styles theme.Styles) ([]string, *Point) {
	lines, cursor := s.line.View(width, 1, focused, styles)
	if !s.open || !focused {
		return lines, cursor
	}
	room := max(0, min(s.show, height-1))
	return append(lines, drawHits(s.items, s.hits, s.at, room, width, styles)...), cursor
}

// hits gives the items that hold every typed word, those first in which each
// begins a word.
func hits(items []Item, folded string) []int {
	typed := strings.Fields(folded)
	var first, then []int
	for i, item := range items {
		hit, begins := true, true
		for _, w := range typed {
			hit = hit && strings.Contains(item.Folded, w)
			begins = begins && (strings.HasPrefix(item.Folded, w) || strings.Contains(item.Folded, " "+w))
		}
		switch {
		case hit && begins:
			first = append(first, i)
		case hit:
			then = append(then, i)
		}
	}
	return append(first, then...)
}

// drawHits draws the list of what was found, with the marked one in sight.
func drawHits(items []Item, found []int, at, room, width int, styles theme.Styles) []string {
	var lines []string
	first := max(0, min(at-room+1, len(found)-room))
	for i := first; i < len(found) && i < first+room; i++ {
		label := intake(items[found[i]].Label, false)
		if i == at {
			lines = append(lines, styles.Selected.Render(frame.Fit("> "+label, width)))
		} else {
			lines = append(lines, frame.Cut("  "+label, width))
		}
	}
	return lines
}
