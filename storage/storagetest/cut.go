package storagetest

import (
	"maps"
	"path"
	"time"
)

// Cut says what a power cut keeps of what was not synced.
type Cut struct {
	Name string
	// Names says whether the names of a folder, given by its absolute path with
	// forward slashes, are as they were last changed; else as last synced. Nil
	// keeps none.
	Names func(dir string) bool
	// Removals says that what was removed is gone, whatever else is kept of its
	// folder. A name that was moved is not: a move is one step.
	Removals bool
	// Data is what is kept of a file that was written and not synced.
	Data Data
	// Killed says that the power was not cut: all is kept, and what was not
	// durable is still not. The other fields do not count.
	Killed bool
}

// Data is what a power cut keeps of unsynced data.
type Data int

// What becomes of data that was not synced, and of the file whose name was.
const (
	Gone  Data = iota // a file that was never synced is not there
	Empty             // it is there, and empty
	Torn              // it holds the first half
	Whole             // it holds all
)

func always(string) bool { return true }

// Killed keeps all: the program ended, the machine did not.
func Killed() Cut { return Cut{Name: "killed", Killed: true} }

// Cuts are those that every program has to stand. Folders that lie under one of
// the parts are kept or lost apart from all others: on two disks one of them may
// have written what the other has not.
func Cuts(disks ...string) []Cut {
	cuts := []Cut{
		Killed(),
		{Name: "all unsynced lost"},
		{Name: "names before data, empty", Names: always, Data: Empty},
		{Name: "names before data, torn", Names: always, Data: Torn},
		{Name: "removals before names", Removals: true},
		{Name: "data before names", Data: Whole},
	}
	for _, disk := range disks {
		under := func(dir string) bool { return path.Join("/", disk) == dir || within(dir, disk) }
		cuts = append(cuts, Cut{Name: "names before data under " + path.Base(disk), Names: under, Data: Torn})
	}
	return cuts
}

// within says whether a folder lies below another.
func within(dir, above string) bool {
	d, a := parts(dir), parts(above)
	if len(d) < len(a) {
		return false
	}
	for i := range a {
		if d[i] != a[i] {
			return false
		}
	}
	return true
}

// Cut gives the disk as it is found when the power is back. All on it is
// durable; nobody has anything open.
func (d *Disk) Cut(c Cut) *Disk {
	if c.Killed {
		return d.Clone()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	out := &Disk{Sharing: d.Sharing, NoExchange: d.NoExchange, now: d.now, ticks: d.ticks + time.Second, locks: map[string]chan struct{}{}}
	live := map[*node]bool{}
	d.top.each(func(n *node) { live[n] = true })
	out.top = c.folder("/", d.top, live)
	return out
}

// each calls f with every file and folder that has a name.
func (n *node) each(f func(*node)) {
	f(n)
	for _, inner := range n.names {
		inner.each(f)
	}
}

func (c Cut) folder(dir string, n *node, live map[*node]bool) *node {
	f := newFolder()
	f.mod = n.mod
	names := n.safeNames
	if c.Names != nil && c.Names(dir) {
		names = n.names
	}
	for name, inner := range names {
		if _, there := n.names[name]; c.Removals && !there && !live[inner] {
			continue
		}
		if inner.folder {
			f.names[name] = c.folder(path.Join(dir, name), inner, live)
		} else if kept := c.file(inner); kept != nil {
			f.names[name] = kept
		}
	}
	f.safeNames = maps.Clone(f.names)
	return f
}

func (c Cut) file(n *node) *node {
	data := n.safe
	if !n.synced || len(n.safe) != len(n.data) {
		switch c.Data {
		case Gone:
			if !n.synced {
				return nil
			}
		case Torn:
			data = n.data[:max(len(n.safe), len(n.data)/2)]
		case Whole:
			data = n.data
		}
	}
	return &node{mod: n.mod, data: data, safe: data, synced: true}
}
