package storage

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"brobygger/cases"
	"brobygger/cases/history"
)

// BulkEntry is one entry of a case that Bulk writes.
type BulkEntry struct {
	At time.Time
	// Device tells apart the devices that the entries pretend to come from, so
	// that a demo has cases that two devices wrote apart from each other. None
	// of them is this one.
	Device int
	// Change gives the change, once the ids of the entries before it in the same
	// case are known. Its After is taken as it is.
	Change func(made []cases.EntryID) cases.Change
}

// ErrOnlyDemo means that Bulk was asked to write into a vault of real cases.
var ErrOnlyDemo = errors.New("only a demo vault is filled in bulk")

// Bulk fills a demo vault with many new cases. f calls put once for each; put
// may return before the case is written, and then a later put or Bulk itself
// gives the error. When Bulk returns without one, all cases are durable and the
// key file that Init held back is written.
//
// The cases do not enter the own log: they are invented, and made anew from
// their seed.
func (s *Store) Bulk(ctx context.Context, f func(put func(caseID string, entries []BulkEntry) error) error) (entries int, err error) {
	s.saving.Lock()
	defer s.saving.Unlock()
	if err := s.usable(true); err != nil {
		return 0, err
	}
	if !s.Info().Demo {
		return 0, fmt.Errorf("bulk: %w: %w", cases.ErrNotWritten, ErrOnlyDemo)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	unlock, err := s.lock()
	if err != nil {
		return 0, writeError("bulk", err)
	}
	defer unlock()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	b := &bulk{s: s, ctx: ctx, cancel: cancel, todo: make(chan bulkCase, 64), dirs: map[string]bool{}, devices: map[int]string{}}
	for range runtime.GOMAXPROCS(0) {
		b.workers.Go(b.work)
	}
	err = f(b.put)
	close(b.todo)
	b.workers.Wait()
	if cause := context.Cause(ctx); cause != nil {
		err = errors.Join(cause, err)
	}
	if err != nil {
		return b.entries, writeError("bulk", err)
	}
	// The files are durable; their names are when their folders are.
	for dir := range b.dirs {
		if err := s.vault.SyncDir(dir); err != nil {
			return b.entries, writeError("bulk", err)
		}
	}
	return b.entries, s.WriteIdentity()
}

type bulkCase struct {
	id      string
	entries []BulkEntry
}

type bulk struct {
	s       *Store
	ctx     context.Context
	cancel  context.CancelCauseFunc
	todo    chan bulkCase
	workers sync.WaitGroup

	mu      sync.Mutex
	dirs    map[string]bool
	devices map[int]string
	entries int
}

func (b *bulk) put(caseID string, entries []BulkEntry) error {
	if !isHex(caseID, caseIDLen) {
		return fmt.Errorf("case: %w", cases.ErrNotFound)
	}
	select {
	case b.todo <- bulkCase{caseID, entries}:
		return nil
	case <-b.ctx.Done():
		return context.Cause(b.ctx)
	}
}

func (b *bulk) work() {
	for c := range b.todo {
		if b.ctx.Err() != nil {
			continue
		}
		if err := b.write(c); err != nil {
			b.cancel(err)
		}
	}
}

func (b *bulk) write(c bulkCase) error {
	r := ref{typeCase, c.id}
	entries, err := b.sign(r, c.entries)
	if err != nil {
		return err
	}
	out, _ := ordered(b.s.fold(r, entries))
	data, key, err := b.s.keys.encode(r, 0, out, b.s.keys.everyone())
	if err != nil {
		return err
	}
	p := placeOf(r)
	if err := b.mkdir(p.dir); err != nil {
		return err
	}
	name := p.file(r, 0)
	tmp, err := b.s.writeTemp(b.s.vault, p.dir, p.base, data)
	if err != nil {
		return err
	}
	if err := b.s.vault.RenameNew(tmp, name); err != nil {
		_ = b.s.vault.Remove(tmp)
		return fmt.Errorf("%s: %w", strings.TrimSuffix(path.Base(name), sealedSuffix), err)
	}
	b.s.opener.seen.put(sha256.Sum256(data), seenFile{key: key, full: true})
	b.mu.Lock()
	defer b.mu.Unlock()
	b.entries += len(entries)
	return nil
}

func (b *bulk) sign(r ref, todo []BulkEntry) ([]*history.Entry, error) {
	made := make([]cases.EntryID, 0, len(todo))
	entries := make([]*history.Entry, 0, len(todo))
	seqs := map[int]int64{}
	for _, t := range todo {
		device, err := b.device(t.Device)
		if err != nil {
			return nil, err
		}
		salt, err := b.s.salt()
		if err != nil {
			return nil, err
		}
		ch := t.Change(made)
		body, err := history.EncodeBody(ch, salt, made)
		if err != nil {
			return nil, err
		}
		seqs[t.Device]++
		e, err := b.s.keys.sign(r, history.Head{Device: device, Seq: seqs[t.Device], After: ch.After, Time: t.At, Kind: ch.Kind, Critical: ch.Critical}, body)
		if err != nil {
			return nil, err
		}
		entries, made = append(entries, e), append(made, e.ID)
	}
	return entries, nil
}

// device is the invented id of one of the pretended devices.
func (b *bulk) device(n int) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.devices[n] == "" {
		id, err := randomHex(b.s.o.Rand, deviceIDLen)
		if err != nil {
			return "", err
		}
		b.devices[n] = id
	}
	return b.devices[n], nil
}

// mkdir makes a case folder once.
func (b *bulk) mkdir(dir string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dirs[dir] {
		return nil
	}
	if err := mkdirDurable(b.s.vault, dir); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	b.dirs[dir] = true
	return nil
}
