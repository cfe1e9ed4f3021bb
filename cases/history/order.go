package history

import (
	"container/heap"
	"slices"
	"time"
)

// graph is the causal order of a set of entries.
type graph struct {
	order   []*Entry // every entry after all of its known ancestors
	pos     map[ID]int
	parents [][]int
	heads   []ID
	missing map[ID][]ID // named, not here → who names it
	// saws holds, while folding, one bit for each entry that each entry had
	// seen; nil means that saw walks.
	saws [][]uint64
}

// maxBits is how many entries a history may have for their order to be held as
// bits while it is folded: 32 MiB at most.
const maxBits = 1 << 14

// remember works out who had seen what, for a fold that asks often.
func (g *graph) remember() {
	if len(g.order) > maxBits {
		return
	}
	words := (len(g.order) + 63) / 64
	all := make([]uint64, words*len(g.order))
	g.saws = make([][]uint64, len(g.order))
	for i := range g.order {
		row := all[i*words : (i+1)*words : (i+1)*words]
		row[i/64] |= 1 << (i % 64)
		for _, p := range g.parents[i] {
			for w, bits := range g.saws[p][:p/64+1] {
				row[w] |= bits
			}
		}
		g.saws[i] = row
	}
}

func (g *graph) forget() { g.saws = nil }

// newGraph sorts by causality, ties by time then id, and notes what is missing.
func newGraph(entries []*Entry) *graph {
	g := &graph{pos: make(map[ID]int, len(entries)), missing: map[ID][]ID{}}
	index := make(map[ID]int, len(entries))
	for i, e := range entries {
		index[e.ID] = i
	}
	children := make([][]int, len(entries))
	waits := make([]int, len(entries))
	named := make([]bool, len(entries))
	for i, e := range entries {
		for _, a := range e.Head.After {
			p, ok := index[a]
			if !ok {
				g.missing[a] = append(g.missing[a], e.ID)
				continue
			}
			named[p] = true
			children[p] = append(children[p], i)
			waits[i]++
		}
	}
	q := &queue{entries: entries}
	for i := range entries {
		if waits[i] == 0 {
			q.idx = append(q.idx, i)
		}
		if !named[i] {
			g.heads = append(g.heads, entries[i].ID)
		}
	}
	heap.Init(q)
	g.order = make([]*Entry, 0, len(entries))
	for q.Len() > 0 {
		i := heap.Pop(q).(int)
		g.pos[entries[i].ID] = len(g.order)
		g.order = append(g.order, entries[i])
		for _, c := range children[i] {
			if waits[c]--; waits[c] == 0 {
				heap.Push(q, c)
			}
		}
	}
	g.parents = make([][]int, len(g.order))
	for i, e := range g.order {
		for _, a := range e.Head.After {
			if p, ok := g.pos[a]; ok {
				g.parents[i] = append(g.parents[i], p)
			}
		}
	}
	slices.Sort(g.heads)
	for _, by := range g.missing {
		slices.Sort(by)
	}
	return g
}

// saw says whether the author of a had seen b: b is a or an ancestor of a.
func (g *graph) saw(a, b ID) bool {
	from, ok := g.pos[a]
	if !ok {
		return false
	}
	to, ok := g.pos[b]
	if !ok || to > from {
		return false
	}
	if from == to {
		return true
	}
	if g.saws != nil {
		return g.saws[from][to/64]&(1<<(to%64)) != 0
	}
	seen := make([]bool, from+1)
	stack := []int{from}
	for len(stack) > 0 {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, p := range g.parents[i] {
			if p == to {
				return true
			}
			if p > to && !seen[p] {
				seen[p] = true
				stack = append(stack, p)
			}
		}
	}
	return false
}

type queue struct {
	entries []*Entry
	idx     []int
}

func (q *queue) Len() int { return len(q.idx) }
func (q *queue) Less(a, b int) bool {
	x, y := q.entries[q.idx[a]], q.entries[q.idx[b]]
	if !x.Head.Time.Equal(y.Head.Time) {
		return x.Head.Time.Before(y.Head.Time)
	}
	return x.ID < y.ID
}
func (q *queue) Swap(a, b int) { q.idx[a], q.idx[b] = q.idx[b], q.idx[a] }
func (q *queue) Push(x any)    { q.idx = append(q.idx, x.(int)) }
func (q *queue) Pop() any {
	x := q.idx[len(q.idx)-1]
	q.idx = q.idx[:len(q.idx)-1]
	return x
}

// ClockMarks are the entries whose time cannot be right: before that of an
// entry their author had seen, or after now. A minute of drift is let pass.
func (s *State) ClockMarks(now time.Time) []ID {
	var out []ID
	for i, e := range s.g.order {
		bad := e.Head.Time.After(now.Add(time.Minute))
		for _, p := range s.g.parents[i] {
			if e.Head.Time.Add(time.Minute).Before(s.g.order[p].Head.Time) {
				bad = true
			}
		}
		if bad {
			out = append(out, e.ID)
		}
	}
	return out
}
