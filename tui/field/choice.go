package field

import (
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
)

// Option is one thing to choose.
type Option struct {
	// ID is what is chosen, as the case keeps it.
	ID string
	// Key is the letter that chooses it, one character. Where it is empty or
	// taken, the first letter of the label that is free, then the first free digit.
	Key string
	// Label is what the user reads.
	Label string
}

// Choice is a field where letters choose: "b Besøg t Telefon [m Møde]". What is
// chosen stands in brackets, so that it shows without colour. Nothing is chosen
// until somebody does: a field left alone is a fact not recorded.
//
// A letter chooses, and chosen again chooses off. The arrows move, the space
// bar chooses where they stand, Backspace chooses nothing. Of a choice that needs
// an answer the chosen letter stays chosen: whoever presses the letter of what is
// proposed says yes to it.
type Choice struct {
	options  []Option
	many     bool
	needed   bool
	chosen   map[string]bool
	at       int
	revision int
	choosing keys.Choosing
}

// NewChoice gives a field where at most one of the options is chosen.
func NewChoice(options ...Option) *Choice {
	return &Choice{options: letters(options), chosen: make(map[string]bool), choosing: keys.NewChoosing()}
}

// NewChoices gives a field where any number of the options is chosen.
func NewChoices(options ...Option) *Choice {
	c := NewChoice(options...)
	c.many = true
	return c
}

// Needed makes it a choice that is not left without an answer once there is one,
// and gives it back.
func (c *Choice) Needed() *Choice {
	c.needed = true
	return c
}

// letters gives every option a letter of its own.
func letters(options []Option) []Option {
	options = slices.Clone(options)
	taken := make(map[string]bool)
	for i, o := range options {
		key := strings.ToLower(o.Key)
		if key == "" || taken[key] {
			options[i].Key = ""
			continue
		}
		options[i].Key, taken[key] = key, true
	}
	for i, o := range options {
		if o.Key != "" {
			continue
		}
		for _, r := range strings.ToLower(o.Label) + "123456789" {
			key := string(r)
			if (unicode.IsLetter(r) || unicode.IsDigit(r)) && !taken[key] && keys.Forbidden(key) == "" {
				options[i].Key, taken[key] = key, true
				break
			}
		}
	}
	return options
}

// Options lists the options with their letters.
func (c *Choice) Options() []Option { return slices.Clone(c.options) }

// Hints gives the options as the help shows them.
func (c *Choice) Hints() []keys.Hint {
	hints := make([]keys.Hint, len(c.options))
	for i, o := range c.options {
		hints[i] = keys.Hint{Key: o.Key, Label: o.Label}
	}
	return hints
}

// Value is the ID that is chosen, the first of them where there are several, ""
// for none.
func (c *Choice) Value() string {
	for _, o := range c.options {
		if c.chosen[o.ID] {
			return o.ID
		}
	}
	return ""
}

// Values lists the IDs that are chosen, in the order of the options.
func (c *Choice) Values() []string {
	var ids []string
	for _, o := range c.options {
		if c.chosen[o.ID] {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

// SetValues chooses these IDs and no others. An ID that is no option is left
// out; of several only the first is taken where one may be chosen.
func (c *Choice) SetValues(ids ...string) {
	c.chosen = make(map[string]bool)
	c.revision++
	for _, id := range ids {
		for i, o := range c.options {
			if o.ID == id && (c.many || len(c.chosen) == 0) {
				c.chosen[id] = true
				c.at = i
			}
		}
	}
}

// Revision implements [Field].
func (c *Choice) Revision() int { return c.revision }

// Kind implements [Field].
func (c *Choice) Kind() keys.Kind { return keys.Choice }

// Update implements [Field].
func (c *Choice) Update(msg tea.Msg) bool {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		_, pasted := msg.(tea.PasteMsg)
		return pasted // nothing to paste here, and nowhere else either
	}
	name, k := keys.Name(press), c.choosing
	switch {
	case k.Left.Has(name):
		c.at = max(0, c.at-1)
		return true
	case k.Right.Has(name):
		c.at = min(max(0, len(c.options)-1), c.at+1)
		return true
	case k.Clear.Has(name):
		if len(c.chosen) > 0 && !c.needed {
			c.chosen = make(map[string]bool)
			c.revision++
		}
		return true
	case k.Toggle.Has(name):
		c.toggle(c.at)
		return true
	}
	for i, o := range c.options {
		if o.Key == name {
			c.toggle(i)
			return true
		}
	}
	// A letter that chooses nothing is not a command either.
	return keys.Typed(press) != ""
}

// toggle chooses an option, or chooses it off.
func (c *Choice) toggle(i int) {
	if i < 0 || i >= len(c.options) {
		return
	}
	c.at = i
	c.revision++
	id := c.options[i].ID
	on := !c.chosen[id] || c.needed
	if !c.many {
		c.chosen = make(map[string]bool)
	}
	if on {
		c.chosen[id] = true
	} else {
		delete(c.chosen, id)
	}
}

// Lines implements [Field].
func (c *Choice) Lines(width int) (fewest, most int) {
	_, n := c.place(width)
	return n, n
}

// place gives where each option starts in a width and how many lines there are.
//
// Options stand in cells " x Label " whose blanks turn into brackets when they
// are chosen, so that nothing moves. Where these do not fit on one line and only
// one may be chosen, they stand closer, "b Besøg t Telefon [m Møde] k Kontor",
// and what follows the brackets gives them room.
func (c *Choice) place(width int) ([]Point, int) {
	cells, tight := 0, 3
	for _, o := range c.options {
		cells += c.text(o) + 2
		tight += c.text(o) + 1
	}
	points := make([]Point, len(c.options))
	if cells > width && !c.many && tight <= width {
		x := 0
		for i, o := range c.options {
			points[i].X = x
			x += c.text(o) + 1
			if c.chosen[o.ID] && i > 0 {
				points[i].X++
			}
			if c.chosen[o.ID] {
				x += 2
				if i == 0 {
					x--
				}
			}
		}
		return points, 1
	}
	x, y := 0, 0
	for i, o := range c.options {
		w := c.text(o) + 2
		if x > 0 && x+w > width {
			x, y = 0, y+1
		}
		points[i] = Point{x, y}
		x += w
	}
	return points, y + 1
}

// text is the width of an option without its blanks or brackets.
func (c *Choice) text(o Option) int { return frame.Width(o.Key) + 1 + frame.Width(o.Label) }

// View implements [Field].
func (c *Choice) View(width, height int, focused bool, styles theme.Styles) ([]string, *Point) {
	points, n := c.place(width)
	lines := make([]string, n)
	var cursor *Point
	for i, o := range c.options {
		p := points[i]
		open, shut, style := " ", "", styles.Option
		if c.chosen[o.ID] {
			open, shut, style = "[", "]", styles.Chosen
		}
		gap := strings.Repeat(" ", max(0, p.X-frame.Width(lines[p.Y])))
		label := frame.Cut(o.Key+" "+o.Label, max(1, width-p.X-2))
		lines[p.Y] += gap + style.Render(open+label+shut)
		if focused && i == c.at {
			cursor = &Point{min(p.X+1, max(0, width-1)), p.Y}
		}
	}
	for i := range lines {
		lines[i] = frame.Cut(lines[i], width)
	}
	if height > 0 && len(lines) > height {
		lines = lines[:height]
		if cursor != nil && cursor.Y >= height {
			cursor = nil
		}
	}
	return lines, cursor
}

// NewYesNo gives a choice between yes and no, or neither. The options' IDs are
// "ja" and "nej", as entries have them; words and letters are the language's.
func NewYesNo(yes, yesKey, no, noKey string) *Choice {
	return NewChoice(Option{ID: "ja", Key: yesKey, Label: yes}, Option{ID: "nej", Key: noKey, Label: no})
}
