package storage

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"runtime/debug"
	"slices"
	"sync"

	"brobygger/cases"
	"brobygger/cases/calendar"
)

// The catalog is what is known of every case: its files as the folder shows
// them, and its row. Listing again opens only what has changed. An index that
// outlives the process would fill it at the start.
type catalog struct {
	s *Store

	listing sync.Mutex // one listing at a time; comes before mu

	mu    sync.Mutex
	cases map[string]*listing
	age   int // counts changes of the settings and the members

	suffixes map[string]string // case id → what tells equal numbers apart
	complete bool              // everything was listed in this session
	devices  map[string]bool   // that wrote in what was listed
}

// listing is one case.
type listing struct {
	files   map[string]stamp
	logged  int // entries that the own log had
	ours    bool
	heads   []cases.EntryID
	devices []string
	row     cases.Row
	day     calendar.Date
	age     int
}

func newCatalog(s *Store) *catalog {
	return &catalog{s: s, cases: map[string]*listing{}, devices: map[string]bool{}, suffixes: map[string]string{}}
}

// stale makes every row anew: settings or members have changed.
func (c *catalog) stale() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.age++
}

// touch makes one row anew.
func (c *catalog) touch(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.cases, id)
}

func (c *catalog) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.cases)
}

// scan lists the files of all cases without opening them, and the cases that
// only the own log has.
func (c *catalog) scan() (map[string]map[string]stamp, error) {
	out := map[string]map[string]stamp{}
	tops, err := c.s.vault.ReadDir(casesDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, readError(casesDir, err)
	}
	lists := make([]map[string]map[string]stamp, len(tops))
	errs := make([]error, len(tops))
	inParallel(len(tops), func(i int) { lists[i], errs[i] = c.scanDir(tops[i].Name()) })
	if err := errors.Join(errs...); err != nil {
		return nil, readError(casesDir, err)
	}
	for _, l := range lists {
		maps.Copy(out, l)
	}
	for _, r := range c.s.log.refs() {
		if r.Type == typeCase && out[r.ID] == nil {
			out[r.ID] = map[string]stamp{}
		}
	}
	gone, err := c.s.deleted()
	if err != nil {
		return nil, err
	}
	for id := range gone {
		if len(out[id]) > 0 {
			c.s.mu.Lock()
			c.s.revived[id] = true
			c.s.mu.Unlock()
		}
		delete(out, id)
	}
	return out, nil
}

func (c *catalog) scanDir(top string) (map[string]map[string]stamp, error) {
	if !isHex(top, 2) {
		return nil, nil
	}
	dir := path.Join(casesDir, top)
	list, err := c.s.vault.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	out := map[string]map[string]stamp{}
	for _, e := range list {
		name := e.Name()
		if len(name) < caseIDLen || !isHex(name[:caseIDLen], caseIDLen) || name[:2] != top {
			continue
		}
		id := name[:caseIDLen]
		if ok, _ := placeOf(ref{typeCase, id}).owns(name); !ok {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // gone since
		}
		if err != nil {
			return nil, err
		}
		if out[id] == nil {
			out[id] = map[string]stamp{}
		}
		out[id][path.Join(dir, name)] = stampOf(info)
	}
	return out, err
}

// rows lists every case that this key opens, as of a day.
func (c *catalog) rows(ctx context.Context, today calendar.Date) ([]cases.Row, error) {
	return c.list(ctx, &today)
}

// anyDay lists every case; what depends on the day may be of another one.
func (c *catalog) anyDay(ctx context.Context) ([]cases.Row, error) { return c.list(ctx, nil) }

func (c *catalog) list(ctx context.Context, today *calendar.Date) ([]cases.Row, error) {
	c.listing.Lock()
	defer c.listing.Unlock()
	files, err := c.scan()
	if err != nil {
		return nil, err
	}
	if err := c.read(ctx, c.changed(files, today), files, today); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.complete = true
	rows := make([]cases.Row, 0, len(c.cases))
	for _, l := range c.cases {
		if l.ours {
			rows = append(rows, l.row)
		}
	}
	cases.Suffixes(rows)
	clear(c.suffixes)
	for _, r := range rows {
		if r.Suffix != "" {
			c.suffixes[r.ID] = r.Suffix
		}
	}
	return rows, nil
}

// suffix is what tells a case's number from an equal one, as last listed.
func (c *catalog) suffix(id string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.suffixes[id]
}

// changed are the cases whose row is to be made anew. Those that are gone are
// forgotten.
func (c *catalog) changed(files map[string]map[string]stamp, today *calendar.Date) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []string
	for id, stamps := range files {
		if !c.fresh(id, stamps, today) {
			out = append(out, id)
		}
	}
	maps.DeleteFunc(c.cases, func(id string, _ *listing) bool { return files[id] == nil })
	return out
}

// fresh says whether what is known of a case still holds.
func (c *catalog) fresh(id string, stamps map[string]stamp, today *calendar.Date) bool {
	l := c.cases[id]
	if l == nil || !maps.EqualFunc(l.files, stamps, sameStamp) || l.logged != len(c.s.log.of(ref{typeCase, id})) {
		return false
	}
	return !l.ours || l.age == c.age && (today == nil || l.day == *today)
}

func sameStamp(a, b stamp) bool { return a.size == b.size && a.mod.Equal(b.mod) }

// read opens the named cases on all cores.
func (c *catalog) read(ctx context.Context, ids []string, files map[string]map[string]stamp, today *calendar.Date) error {
	if len(ids) == 0 {
		return nil
	}
	if len(ids) > 100 {
		// age allocates far more than it keeps; collecting less often halves the
		// time (measured).
		defer debug.SetGCPercent(debug.SetGCPercent(800))
	}
	slices.Sort(ids)
	day := calendar.Of(c.s.o.Now())
	if today != nil {
		day = *today
	}
	c.mu.Lock()
	age := c.age
	c.mu.Unlock()
	settings, members, authors := c.s.Settings(), len(c.s.Members()), c.s.Authors()
	made := make([]*listing, len(ids))
	step := newStep(len(ids), func(done int) { c.s.o.Progress(StageCases, done, len(ids)) })
	inParallel(len(ids), func(i int) {
		if ctx.Err() != nil {
			return
		}
		id := ids[i]
		made[i] = c.s.listOne(id, files[id], authors, settings, day, members)
		made[i].age = age
		step.add()
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	// A case that was saved meanwhile has other stamps than were read, and is
	// read again next time.
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, id := range ids {
		c.cases[id] = made[i]
		for _, d := range made[i].devices {
			c.devices[d] = true
		}
	}
	return nil
}

// listOne reads one case for the list: a valid seal is believed.
func (s *Store) listOne(id string, files map[string]stamp, authors cases.Authors, settings cases.Settings, day calendar.Date, members int) *listing {
	r := ref{typeCase, id}
	l := &loaded{ref: r, place: placeOf(r)}
	s.fillFrom(s.opener, l, slices.Sorted(maps.Keys(files)), false)
	out := &listing{files: files, logged: len(s.log.of(r)), day: day}
	if l.sealedAway() || len(l.entries) == 0 && len(l.aside()) == 0 {
		return out
	}
	c := cases.Read(id, l.entries, authors)
	s.doom(r, c.State)
	if l.logOnly > 0 {
		s.await(r)
	}
	out.row = c.Row(settings, day, members)
	out.row.SetAside = len(l.aside()) > 0
	out.ours, out.heads = true, c.Heads
	for _, e := range l.entries {
		if !slices.Contains(out.devices, e.Head.Device) {
			out.devices = append(out.devices, e.Head.Device)
		}
	}
	return out
}

// numbers are the case numbers in use.
func (c *catalog) numbers(ctx context.Context) (map[string]bool, error) {
	rows, err := c.anyDay(ctx)
	if err != nil {
		return nil, err
	}
	out := make(map[string]bool, len(rows))
	for _, r := range rows {
		out[r.Number] = true
	}
	return out, nil
}

// heads are what was last seen of every case that is ours.
func (c *catalog) heads() map[string][]cases.EntryID {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := make(map[string][]cases.EntryID, len(c.cases))
	for id, l := range c.cases {
		if l.ours {
			out[id] = l.heads
		}
	}
	return out
}
