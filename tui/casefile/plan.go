package casefile

import (
	"slices"

	"brobygger/cases"
	"brobygger/tui/keys"
)

// board is the handlingsplan: the arenas, and the goals and steps of the one that
// is chosen.
type board struct {
	s      *Screen
	arenas []string // the arenas and themes shown; "" holds what has none
	at     int      // the chosen one
	rows   []planRow
	row    int
	want   cases.EntryID // the goal or step the user stands on

	top    int // the first line of the rows that is shown
	height int // lines of the rows
	follow bool
	clicks boardClicks
}

// planRow is a goal or a step.
type planRow struct {
	goal *cases.Goal
	step *cases.Step
}

func (r planRow) id() cases.EntryID {
	if r.goal != nil {
		return r.goal.ID
	}
	return r.step.ID
}

// fill takes in the case, with the same arena and row chosen as before.
func (b *board) fill() {
	was := b.arena()
	c := b.s.c
	b.arenas = c.PlanKeys()
	if len(c.GoalsOf("")) > 0 || len(c.StepsOf("")) > 0 {
		b.arenas = append(b.arenas, "")
	}
	if i := slices.Index(b.arenas, was); i >= 0 {
		b.at = i
	}
	b.at = max(0, min(b.at, len(b.arenas)-1))
	b.list()
	b.find(b.want)
}

// arena is the key of the chosen one.
func (b *board) arena() string {
	if b.at >= len(b.arenas) {
		return ""
	}
	return b.arenas[b.at]
}

// rowsOf are the goals and steps of an arena as they are shown.
func (b *board) rowsOf(arena string) []planRow {
	var out []planRow
	for _, g := range b.s.c.GoalsOf(arena) {
		out = append(out, planRow{goal: &g})
	}
	for _, t := range b.s.c.StepsOf(arena) {
		out = append(out, planRow{step: &t})
	}
	return out
}

// list makes the rows of the chosen arena.
func (b *board) list() {
	b.rows = b.rowsOf(b.arena())
	b.row = max(0, min(b.row, len(b.rows)-1))
	for i, r := range b.rows {
		if r.id() == b.want {
			b.row = i
		}
	}
}

// find goes to a goal or a step, in whatever arena it is, or to a score's arena.
func (b *board) find(id cases.EntryID) bool {
	if id == "" || b.s.c == nil {
		return false
	}
	for at, arena := range b.arenas {
		for i, r := range b.rowsOf(arena) {
			if r.id() == id {
				b.at, b.row, b.want, b.follow = at, i, id, true
				b.list()
				return true
			}
		}
	}
	for _, v := range b.s.c.Scores {
		if at := slices.Index(b.arenas, v.Arena); v.ID == id && at >= 0 {
			b.open(at)
			return true
		}
	}
	return false
}

// selected is the goal or step with the cursor.
func (b *board) selected() (planRow, bool) {
	if b.row >= len(b.rows) {
		return planRow{}, false
	}
	return b.rows[b.row], true
}

// thing is its id, "" where there is none.
func (b *board) thing() cases.EntryID {
	if r, ok := b.selected(); ok {
		return r.id()
	}
	return ""
}

// open chooses another arena.
func (b *board) open(at int) {
	if at == b.at || at < 0 || at >= len(b.arenas) {
		return
	}
	b.at, b.row, b.top, b.want = at, 0, 0, ""
	b.list()
}

// move takes a key that moves.
func (b *board) move(name string) bool {
	m := keys.NewMoves()
	n := len(b.arenas)
	page := max(1, b.height-1)
	switch {
	case m.Left.Has(name) && n > 0:
		b.open((b.at + n - 1) % n)
		return true
	case m.Right.Has(name) && n > 0:
		b.open((b.at + 1) % n)
		return true
	case m.Up.Has(name):
		b.row--
	case m.Down.Has(name):
		b.row++
	case m.PageUp.Has(name):
		b.row -= page
	case m.PageDown.Has(name):
		b.row += page
	case m.Home.Has(name):
		b.row = 0
	case m.End.Has(name):
		b.row = len(b.rows)
	default:
		return false
	}
	b.row = max(0, min(b.row, len(b.rows)-1))
	b.want, b.follow = b.thing(), true
	return true
}

// neighbour is the step that the chosen one changes places with, one up or down
// in its arena: what MoveStep puts it before. It is false where there is none.
func (b *board) neighbour(by int) (before cases.EntryID, ok bool) {
	r, is := b.selected()
	if !is || r.step == nil || !r.step.Open() {
		return "", false
	}
	steps := slices.DeleteFunc(b.s.c.StepsOf(b.arena()), func(t cases.Step) bool { return !t.Open() })
	i := slices.IndexFunc(steps, func(t cases.Step) bool { return t.ID == r.step.ID })
	switch {
	case i < 0 || i+by < 0 || i+by >= len(steps):
		return "", false
	case by < 0:
		return steps[i-1].ID, true
	case i+2 < len(steps):
		return steps[i+2].ID, true
	}
	return b.after(steps[i+1].ID), true
}

// after is the step that comes next in the plan as a whole, "" for the end.
func (b *board) after(id cases.EntryID) cases.EntryID {
	all := slices.DeleteFunc(slices.Clone(b.s.c.Steps), func(t cases.Step) bool { return t.Struck != nil || t.Erased != nil })
	i := slices.IndexFunc(all, func(t cases.Step) bool { return t.ID == id })
	if i+1 >= len(all) {
		return ""
	}
	return all[i+1].ID
}

// late says whether a step should have been done.
func (s *Screen) late(t cases.Step) bool { return t.Open() && !t.By.IsZero() && t.By.Before(s.day) }

// goalLate says whether a goal should have been reached.
func (s *Screen) goalLate(g cases.Goal) bool {
	return g.State == cases.GoalOpen && !g.By.IsZero() && g.By.Before(s.day)
}

// twice names the field of a thing that has two versions, "" where none has.
func (s *Screen) twice(id cases.EntryID) string {
	for _, k := range s.c.Conflicts {
		if k.Entity == id {
			return k.Field
		}
	}
	return ""
}

// openSteps counts the open steps of the plan.
func (s *Screen) openSteps() (n int) {
	for _, t := range s.c.Steps {
		if t.Open() {
			n++
		}
	}
	return n
}
