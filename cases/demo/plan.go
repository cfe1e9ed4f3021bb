package demo

import (
	"slices"
	"time"

	"brobygger/cases"
	"brobygger/cases/history"
)

// Plan is everything that is written in one case.
type Plan struct {
	Index  int    // from 0
	ID     string // case id: 32 hex characters
	Number string // "26-7RQ4"
	Kind   cases.Kind
	Name   string // whom the case is about
	Worker int    // index in Options.Workers
	Deputy int    // index in Options.Workers, -1 where nobody of the team is
	Steps  []Step // in the order in which they were written
	// Erased are the numbers of the changes that a later step erases: their
	// bodies must be in no file.
	Erased []int
}

// Changes counts the changes of all steps.
func (p *Plan) Changes() int {
	n := 0
	for _, s := range p.Steps {
		n += len(s.Changes)
	}
	return n
}

// Step is one save: changes made by one person on one device at one time.
type Step struct {
	At      time.Time // in the location of Options.Now, whole seconds
	Author  int       // index in Options.Workers
	Device  int       // which of the author's devices, 0 or 1
	Changes []Change
}

// Change is a [cases.Change] that names other changes by their number in the
// plan, counted from 0 over all steps.
type Change struct {
	kind     string
	of       int // -1 where the change makes a thing
	set      map[string]any
	replaces map[string][]int
	targets  []int
	reason   string
	after    []int
}

// Values that stand in Change.set for what is known only when the plan is
// signed.
type (
	entryRef  int        // the id of a change
	authorRef int        // the verify key of a worker
	people    []personAt // who was present
	entryRefs []int      // the ids of changes, as a list
)

// personAt is a person in the network by the change that added the person, or a
// name where entry is -1.
type personAt struct {
	entry int
	name  string
}

// Kind is the kind of entry that the change becomes.
func (c Change) Kind() string { return c.kind }

// Resolve gives the change with the ids of the entries it names. made holds the
// ids of all changes of the plan before this one, in order; keyOf gives the
// verify key of a worker by the index in Options.Workers. The After of the result is
// complete: it also names the earlier changes of the same step, so a writer must
// neither add to it nor take from it.
func (c Change) Resolve(made []cases.EntryID, keyOf func(worker int) history.Key) cases.Change {
	ids := func(refs []int) []cases.EntryID {
		if len(refs) == 0 {
			return nil
		}
		out := make([]cases.EntryID, len(refs))
		for i, r := range refs {
			out[i] = made[r]
		}
		slices.Sort(out)
		return out
	}
	out := cases.Change{Kind: c.kind, Targets: ids(c.targets), Reason: c.reason, After: ids(c.after)}
	if c.of >= 0 {
		out.Of = made[c.of]
	}
	if len(c.set) > 0 {
		out.Set = make(map[string]any, len(c.set))
	}
	for field, v := range c.set {
		switch v := v.(type) {
		case entryRef:
			out.Set[field] = made[v]
		case authorRef:
			out.Set[field] = string(keyOf(int(v)))
		case entryRefs:
			all := make([]string, len(v))
			for i, r := range v {
				all[i] = string(made[r])
			}
			out.Set[field] = all
		case people:
			who := make([]string, len(v))
			for i, p := range v {
				if who[i] = p.name; p.entry >= 0 {
					who[i] = string(made[p.entry])
				}
			}
			out.Set[field] = who
		default:
			out.Set[field] = v
		}
	}
	if len(c.replaces) > 0 {
		out.Replaces = make(map[string][]cases.EntryID, len(c.replaces))
	}
	for field, refs := range c.replaces {
		out.Replaces[field] = ids(refs)
	}
	return out
}
