package demo

import (
	"maps"
	"slices"
	"time"

	"brobygger/cases/history"
)

// pen writes a plan and keeps what a form would know: the heads of the case and
// who wrote each field last.
type pen struct {
	plan    *Plan
	n       int                       // number of the next change
	heads   []int                     // heads of what has been written
	made    map[int]map[string]any    // thing → the fields it was made with
	writers map[register][]int        // who wrote a field after the thing was made
	writes  map[int][]int             // thing → changes that wrote on it after it was made
	erased  map[int]bool              // things
	latest  func(time.Time) time.Time // moves a time that would lie in the future
}

type register struct {
	entity int
	field  string
}

func newPen(p *Plan, latest func(time.Time) time.Time) *pen {
	return &pen{plan: p, made: map[int]map[string]any{}, writers: map[register][]int{}, writes: map[int][]int{}, erased: map[int]bool{}, latest: latest}
}

// by is who wrote the values that a field holds.
func (p *pen) by(r register) []int {
	if by := p.writers[r]; by != nil {
		return by
	}
	if _, ok := p.made[r.entity][r.field]; ok {
		return []int{r.entity}
	}
	return nil
}

// step begins a save. Times never run backwards within a case.
func (p *pen) step(at time.Time, author, device int) {
	at = p.latest(at)
	if k := len(p.plan.Steps); k > 0 && at.Before(p.plan.Steps[k-1].At) {
		at = p.plan.Steps[k-1].At
	}
	p.plan.Steps = append(p.plan.Steps, Step{At: at, Author: author, Device: device})
}

func (p *pen) put(c Change) int {
	s := &p.plan.Steps[len(p.plan.Steps)-1]
	c.after = p.heads
	s.Changes = append(s.Changes, c)
	n := p.n
	p.n++
	p.heads = []int{n}
	return n
}

// make makes a thing and gives its number.
func (p *pen) make(kind string, set map[string]any) int {
	n := p.put(Change{kind: kind, of: -1, set: set})
	p.made[n] = set
	return n
}

// write writes fields on a thing and replaces what the form showed.
func (p *pen) write(kind string, of int, set map[string]any) int {
	c := Change{kind: kind, of: of, set: set}
	for f := range set {
		if by := p.by(register{of, f}); by != nil {
			if c.replaces == nil {
				c.replaces = make(map[string][]int, len(set))
			}
			c.replaces[f] = by
		}
	}
	n := p.put(c)
	for f := range set {
		p.writers[register{of, f}] = []int{n}
	}
	p.writes[of] = append(p.writes[of], n)
	return n
}

// resolve settles a field with two versions.
func (p *pen) resolve(kind string, of int, field string, value any, reason string) {
	p.write(kind, of, map[string]any{field: value})
	s := &p.plan.Steps[len(p.plan.Steps)-1]
	s.Changes[len(s.Changes)-1].reason = reason
}

// strike crosses a thing out.
func (p *pen) strike(target int, reason string) {
	p.put(Change{kind: history.KindStrike, of: -1, targets: []int{target}, reason: reason})
}

// erase takes a thing's bodies away for good.
func (p *pen) erase(target int, reason string) {
	all := append([]int{target}, p.writes[target]...)
	p.put(Change{kind: history.KindErase, of: -1, targets: all, reason: reason})
	p.plan.Erased = append(p.plan.Erased, all...)
	p.erased[target] = true
}

// apart lets two people write on what both saw: b does not see what a wrote.
func (p *pen) apart(a, b func()) {
	heads, seen := p.heads, maps.Clone(p.writers)
	a()
	aHeads, aWriters := p.heads, p.writers
	p.heads, p.writers = heads, maps.Clone(seen)
	b()
	p.heads = append(slices.Clone(aHeads), p.heads...)
	for r, by := range aWriters {
		switch mine := p.writers[r]; {
		case slices.Equal(by, seen[r]): // only b wrote, or neither
		case slices.Equal(mine, seen[r]):
			p.writers[r] = by
		default:
			p.writers[r] = append(slices.Clone(by), mine...)
		}
	}
}
