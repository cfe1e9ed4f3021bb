// Package rows is the list of every screen: a window onto any number of rows.
//
// A list draws only what is on the screen, so that a key costs the same at ten
// rows and at a hundred thousand. It keeps its selection by the row's ID: after
// a sort, a filter, a merge or a lock the same case is selected, though it may
// stand elsewhere. Typing filters in a text that was folded beforehand, and
// every further letter looks only among what the last one left.
//
// A screen hands the list a [Source] and calls [List.Refresh] when it changed.
package rows

import (
	"sort"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
	"brobygger/tui/words"
)

// Source is what a list shows, in the order it shows it.
type Source interface {
	// Len is the number of rows.
	Len() int
	// ID names the row for as long as it exists, wherever it stands.
	ID(i int) string
	// Row draws a row in at most width columns. Styles in it go when the row is
	// selected.
	Row(i, width int) string
	// Haystack is the folded text in which typing looks. It is made beforehand:
	// the list asks for it once for every row and letter.
	Haystack(i int) string
}

// Grouped is a source whose rows stand in groups with a heading each.
type Grouped interface {
	Source
	// Group is the heading that a row stands under, "" for none.
	Group(i int) string
}

// List is a list on a screen.
type List struct {
	source  Source
	grouped Grouped // nil where the source has no groups
	fold    func(string) string
	moves   keys.Moves
	editing keys.Editing

	// Mark and Blank stand before the selected row and before every other. They
	// are of one width.
	Mark, Blank string
	// Empty is what an empty list says: what to press. NoHits is what it says when
	// a filter leaves nothing.
	Empty, NoHits string

	typed     *field.Line
	typing    bool
	label     string
	filter    []string // the folded words that must be in a row
	hits      []int    // rows the filter left; not used without a filter
	at        int      // the selected row, counted among those left
	top       int      // the first row shown, counted likewise
	want      string   // ID of the row that the user selected
	wantIndex int      // where that row stands in the source, -1 if nowhere
	seen      string   // ID of the row selected in its place while a filter hides it
	height    int      // rows of the last View, for moving by pages
	shown     []int    // what stands on each line of the last View: a row among those left, or -1
}

// New gives a list over a source, with its first row selected. fold makes what
// is typed comparable to haystacks; label stands before the typed filter.
func New(source Source, fold func(string) string, label string) *List {
	l := &List{
		fold: fold, moves: keys.NewMoves(), editing: keys.NewEditing(),
		Mark: " > ", Blank: "   ", label: label, typed: field.NewLine(""), height: 10,
	}
	l.SetSource(source)
	return l
}

// SetSource shows another source, with the selection kept by ID.
func (l *List) SetSource(source Source) {
	l.source = source
	l.grouped, _ = source.(Grouped)
	l.Refresh()
}

// Refresh takes in that the source changed: rows came, went, or stand in
// another order. The selected row stays selected; where it is gone, the row that
// now stands in its place.
func (l *List) Refresh() {
	l.wantIndex = -1
	if l.want != "" {
		for i := range l.source.Len() {
			if l.source.ID(i) == l.want {
				l.wantIndex = i
				break
			}
		}
	}
	if len(l.filter) > 0 {
		l.find(nil)
	}
	seen := l.seen
	l.settle()
	if seen == "" || l.seen == l.want {
		return
	}
	// The filter hides the row wanted: the one that stood in its place stays.
	for at := range l.Len() {
		if l.source.ID(l.row(at)) == seen {
			l.at, l.seen = at, seen
			break
		}
	}
}

// Len is the number of rows that the filter leaves.
func (l *List) Len() int {
	if len(l.filter) > 0 {
		return len(l.hits)
	}
	return l.source.Len()
}

// row gives the source's index of a row counted among those left.
func (l *List) row(at int) int {
	if len(l.filter) > 0 {
		return l.hits[at]
	}
	return at
}

// Selected gives the source's index of the selected row, and whether there is
// one.
func (l *List) Selected() (int, bool) {
	if l.at < 0 || l.at >= l.Len() {
		return 0, false
	}
	return l.row(l.at), true
}

// SelectedID gives the ID of the selected row, "" if there is none.
func (l *List) SelectedID() string {
	i, ok := l.Selected()
	if !ok {
		return ""
	}
	return l.source.ID(i)
}

// Select selects the row of an ID and says whether it is among those shown. It
// is remembered all the same, and selected when the filter lets it through.
func (l *List) Select(id string) bool {
	l.want = id
	l.wantIndex = -1
	for i := range l.source.Len() {
		if l.source.ID(i) == id {
			l.wantIndex = i
			break
		}
	}
	l.settle()
	return l.SelectedID() == id
}

// settle finds the row the user wants among those left, or the one nearest
// after it.
func (l *List) settle() {
	n := l.Len()
	switch {
	case n == 0:
		l.at = 0
		return
	case l.wantIndex >= 0 && len(l.filter) > 0:
		l.at = sort.SearchInts(l.hits, l.wantIndex)
	case l.wantIndex >= 0:
		l.at = l.wantIndex
	}
	l.at = max(0, min(l.at, n-1))
	if l.want == "" || l.wantIndex < 0 {
		l.keep()
	}
	l.seen = l.SelectedID()
}

// keep remembers the row where the selection stands as the one wanted.
func (l *List) keep() {
	i, ok := l.Selected()
	if !ok {
		return
	}
	l.want, l.wantIndex = l.source.ID(i), i
	l.seen = l.want
}

// move goes to a row counted among those left.
func (l *List) move(at int) {
	l.at = max(0, min(at, l.Len()-1))
	l.keep()
}

// Kind says which keys hold: those of text while a filter is typed.
func (l *List) Kind() keys.Kind {
	if l.typing {
		return keys.Field
	}
	return keys.List
}

// Filter is what is typed as a filter.
func (l *List) Filter() string { return l.typed.Value() }

// SetFilter filters by a text, as if it had been typed, without opening the
// field. The empty text shows all rows.
func (l *List) SetFilter(text string) {
	l.typed.SetValue(text)
	l.narrow()
}

// OpenFilter puts the cursor in the filter.
func (l *List) OpenFilter() { l.typing = true }

// CloseFilter takes the cursor out of the filter, which stays: what was found is
// then a list as any other, also when the user comes back to it.
func (l *List) CloseFilter() { l.typing = false }

// narrow takes in what is typed.
func (l *List) narrow() {
	before := l.filter
	l.filter = strings.Fields(l.fold(l.typed.Value()))
	switch {
	case len(l.filter) == 0:
		l.hits = l.hits[:0]
	case narrower(before, l.filter):
		l.find(l.hits)
	default:
		l.find(nil)
	}
	l.settle()
}

// narrower says whether everything the later words leave was left by the
// earlier.
func narrower(before, after []string) bool {
	if len(before) == 0 || len(after) < len(before) {
		return false
	}
	for i, w := range before {
		if !strings.Contains(after[i], w) {
			return false
		}
	}
	return true
}

// find looks for the filter among some rows, or among all.
func (l *List) find(among []int) {
	if among != nil {
		kept := among[:0]
		for _, i := range among {
			if l.matches(i) {
				kept = append(kept, i)
			}
		}
		l.hits = kept
		return
	}
	l.hits = l.hits[:0]
	for i := range l.source.Len() {
		if l.matches(i) {
			l.hits = append(l.hits, i)
		}
	}
}

func (l *List) matches(i int) bool {
	hay := l.source.Haystack(i)
	for _, w := range l.filter {
		if !strings.Contains(hay, w) && !halfTyped(hay, w) {
			return false
		}
	}
	return true
}

// halfTyped says whether a word's last a may be the first half of an aa, which
// folds to å: "sa" is on its way to "Saad".
func halfTyped(hay, w string) bool {
	begin, ok := strings.CutSuffix(w, "a")
	return ok && strings.Contains(hay, begin+"å")
}

// Update takes the keys that move, and while a filter is typed those that type
// it. Enter is the screen's: it opens what is selected. Esc takes the filter
// away first.
func (l *List) Update(msg tea.Msg) bool {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		if _, pasted := msg.(tea.PasteMsg); pasted && l.typing && l.typed.Update(msg) {
			l.narrow()
			return true
		}
		return false
	}
	name := keys.Name(press)
	text := l.typing && keys.Typed(press) != ""
	switch {
	case text:
	case l.moves.Up.Has(name):
		l.move(l.at - 1)
		return true
	case l.moves.Down.Has(name):
		l.move(l.at + 1)
		return true
	case l.moves.PageUp.Has(name):
		l.move(l.at - max(1, l.height-1))
		return true
	case l.moves.PageDown.Has(name):
		l.move(l.at + max(1, l.height-1))
		return true
	case l.typing && l.moves.Back.Has(name), !l.typing && l.moves.Back.Has(name) && l.typed.Value() != "":
		l.typing = false
		l.SetFilter("")
		return true
	case l.typing && l.moves.Next.Has(name):
		l.typing = false
		return true
	case l.typing:
	case l.moves.Home.Has(name):
		l.move(0)
		return true
	case l.moves.End.Has(name):
		l.move(l.Len() - 1)
		return true
	}
	if !l.typing || !l.typed.Update(msg) {
		return false
	}
	l.narrow()
	return true
}

// Click selects the row on a line of the last View. It gives the key that the
// click stands for: Enter on the row that was selected before, "" for none.
func (l *List) Click(line int) (key string) {
	if line < 0 || line >= len(l.shown) || l.shown[line] < 0 || l.shown[line] >= l.Len() {
		return ""
	}
	if l.shown[line] == l.at {
		return l.moves.Open.Keys[0]
	}
	l.move(l.shown[line])
	return ""
}

// Position says where the selection stands, "12 af 118", and with a filter also
// how many rows there are in all.
func (l *List) Position(w *words.Words) string {
	n := l.Len()
	at := 0
	if n > 0 {
		at = l.at + 1
	}
	if len(l.filter) > 0 {
		return w.T("common.position.filtered", w.Count(at), w.Count(n), w.Count(l.source.Len()))
	}
	return w.T("common.position", w.Count(at), w.Count(n))
}

// View draws the list in a size and says where the cursor is, nil where no
// filter is typed. The first line is the filter, if there is one.
func (l *List) View(size frame.Size, styles theme.Styles) ([]string, *field.Point) {
	lines := make([]string, 0, max(0, size.Height))
	l.shown = l.shown[:0]
	var cursor *field.Point
	if l.typing || l.typed.Value() != "" {
		label := l.Blank + l.label + " "
		typed, at := l.typed.View(max(3, min(40, size.Width-frame.Width(label))), 1, l.typing, styles)
		lines = append(lines, styles.Label.Render(label)+typed[0])
		l.shown = append(l.shown, -1)
		if at != nil {
			cursor = &field.Point{X: frame.Width(label) + at.X}
		}
	}
	l.height = size.Height - len(lines)
	if l.height <= 0 {
		return lines[:max(0, min(len(lines), size.Height))], cursor
	}
	n := l.Len()
	if n == 0 {
		text := l.Empty
		if len(l.filter) > 0 {
			text = l.NoHits
		}
		for _, t := range frame.Wrap(text, max(1, size.Width-frame.Width(l.Blank))) {
			if len(lines) < size.Height {
				lines = append(lines, styles.Muted.Render(l.Blank+t))
			}
		}
		return lines, cursor
	}
	l.follow(n)
	mark := frame.Width(l.Mark)
	for at := l.top; at < n && len(lines) < size.Height; at++ {
		i := l.row(at)
		if heading := l.heading(at); heading != "" && (at == l.top || heading != l.heading(at-1)) && l.height > 1 {
			lines = append(lines, styles.Heading.Render(frame.Cut(" "+heading, size.Width)))
			l.shown = append(l.shown, -1)
			if len(lines) == size.Height {
				break
			}
		}
		l.shown = append(l.shown, at)
		row := frame.Clean(l.source.Row(i, max(0, size.Width-mark)))
		if at == l.at {
			lines = append(lines, styles.Selected.Render(frame.Fit(l.Mark+ansi.Strip(row), size.Width)))
		} else {
			lines = append(lines, frame.Cut(l.Blank+row, size.Width))
		}
	}
	return lines, cursor
}

// heading gives the heading of a row counted among those left.
func (l *List) heading(at int) string {
	if l.grouped == nil {
		return ""
	}
	return l.grouped.Group(l.row(at))
}

// follow moves what is shown as little as needed for the selection to be in it,
// with headings counted, and leaves no empty lines below while there are rows
// above.
func (l *List) follow(n int) {
	l.top = max(0, min(l.top, n-1))
	l.top = min(l.top, l.at)
	l.top = max(l.top, l.reach(l.at))
	l.top = min(l.top, l.reach(n-1))
}

// reach gives the first row that can be shown together with a later one.
func (l *List) reach(last int) int {
	used := 1
	first := last
	for first > 0 {
		more := 1
		if l.height > 1 && l.grouped != nil && l.heading(first) != "" && l.heading(first-1) != l.heading(first) {
			more++ // the heading of the row below
		}
		top := 0
		if l.height > 1 && l.heading(first-1) != "" {
			top = 1 // the heading of the row that would be first
		}
		if used+more+top > l.height {
			break
		}
		used += more
		first--
	}
	return first
}
