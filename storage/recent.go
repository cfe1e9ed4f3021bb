package storage

import (
	"sync"

	"brobygger/cases/history"
)

// recentFiles keeps what the files that were opened last hold, by content: the
// case on the screen is saved without being opened and checked once more. Its
// entries are shared and never changed.
type recentFiles struct {
	mu     sync.Mutex
	byHash map[digest]recentFile
	order  []digest // oldest first
}

type recentFile struct {
	ref     ref
	by      history.Key
	readers []string
	unknown int
	entries []*history.Entry
}

const recentMax = 48

func newRecentFiles() *recentFiles { return &recentFiles{byHash: map[digest]recentFile{}} }

func (c *recentFiles) get(h digest, r ref) (recentFile, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f, ok := c.byHash[h]
	return f, ok && f.ref == r
}

func (c *recentFiles) put(h digest, f recentFile) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byHash[h]; !ok {
		c.order = append(c.order, h)
	}
	c.byHash[h] = f
	for len(c.order) > recentMax {
		delete(c.byHash, c.order[0])
		c.order = c.order[1:]
	}
}

// forget drops all texts.
func (c *recentFiles) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.byHash)
	c.order = nil
}
