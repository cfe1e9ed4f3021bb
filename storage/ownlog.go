package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"brobygger/cases/history"
)

// The own log is every entry that this device ever signed, sealed to its owner,
// in a folder of write-once histories: one file a save, packed into larger ones
// later. It is on disk before a save is acknowledged, and what vault files lack
// of it is merged into every view and every save.
//
// A file is named <device>-<first>-<last>.age after the numbers of its entries
// in the log; see pack.go.

// kindWrote is the kind of a log's entries: one for each entry that was written
// in the vault.
const kindWrote = "wrote"

// logged is one entry of the vault as the log holds it.
type logged struct {
	ref   ref
	entry *history.Entry // of the vault
	line  *history.Entry // of the log
	file  string
}

// logFile is one file of the log.
type logFile struct {
	name        string
	device      string
	first, last int64
	records     []*logged
	problem     string
}

type ownLog struct {
	s *Store

	mu      sync.RWMutex
	device  string // this device's id
	files   map[string]*logFile
	byRef   map[ref][]*logged
	ids     map[history.ID]*logged
	top     map[string]int64 // device → last number in its log
	cleared time.Time        // entries written before this may have left the log
}

func newOwnLog(s *Store) *ownLog {
	return &ownLog{s: s, files: map[string]*logFile{}, byRef: map[ref][]*logged{}, ids: map[history.ID]*logged{}, top: map[string]int64{}}
}

// parseLogName reads <device>-<first>-<last>.age, or that with a further number
// where the file was written anew.
func parseLogName(name string) (device string, first, last int64, ok bool) {
	text, ok := strings.CutSuffix(name, sealedSuffix)
	parts := strings.Split(text, "-")
	if !ok || len(parts) < 3 || len(parts) > 4 || !isHex(parts[0], deviceIDLen) {
		return "", 0, 0, false
	}
	first, err1 := strconv.ParseInt(parts[1], 10, 64)
	last, err2 := strconv.ParseInt(parts[2], 10, 64)
	if err1 != nil || err2 != nil || first < 1 || last < first {
		return "", 0, 0, false
	}
	return parts[0], first, last, true
}

func logName(device string, first, last int64) string {
	return fmt.Sprintf("%s-%012d-%012d%s", device, first, last, sealedSuffix)
}

// refresh reads the log files that other processes of this device have written
// or packed since we looked.
func (l *ownLog) refresh() error {
	list, err := l.s.device.ReadDir(logDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return readError(logDir, err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	here := map[string]bool{}
	var fresh []*logFile
	for _, e := range list {
		device, first, last, ok := parseLogName(e.Name())
		if !ok {
			continue
		}
		here[e.Name()] = true
		if l.files[e.Name()] == nil {
			fresh = append(fresh, &logFile{name: e.Name(), device: device, first: first, last: last})
		}
	}
	l.readAll(fresh)
	gone := 0
	for name := range l.files {
		if !here[name] {
			delete(l.files, name)
			gone++
		}
	}
	for _, f := range fresh {
		if f.problem != problemLost {
			l.add(f)
		}
	}
	if gone > 0 {
		l.rebuild()
	}
	return nil
}

// readAll reads files on all cores.
func (l *ownLog) readAll(files []*logFile) {
	inParallel(len(files), func(i int) { l.read(files[i]) })
}

func (l *ownLog) read(f *logFile) {
	r := ref{typeLog, f.device}
	got := l.s.opener.read(l.s.device, path.Join(logDir, f.name), r, false)
	if got == nil {
		f.problem = problemLost // packed by another process this moment
		return
	}
	f.problem = got.problem
	for _, line := range got.entries {
		rec, ok := readRecord(line)
		if !ok {
			f.problem = problemMalformed
			continue
		}
		rec.file = f.name
		f.records = append(f.records, rec)
	}
}

// readRecord takes the entry of the vault out of an entry of the log.
func readRecord(line *history.Entry) (*logged, bool) {
	b := line.Body()
	if b == nil || line.Head.Kind != kindWrote {
		return nil, false
	}
	where, sig, head, body := textOf(b, "history"), textOf(b, "sig"), textOf(b, "head"), textOf(b, "body")
	typ, id, ok := strings.Cut(where, "/")
	if !ok || !plainName(typ) || !plainName(id) {
		return nil, false
	}
	text := make([]byte, 0, len(head)+len(body)+160)
	text = append(append(append(text, `{"sig":"`...), sig...), `","head":`...)
	text = append(text, head...)
	if body != "" {
		text = append(append(text, `,"body":`...), body...)
	}
	e, err := readEntry(append(text, '}'))
	if err != nil {
		return nil, false
	}
	return &logged{ref: ref{typ, id}, entry: e, line: line}, true
}

// add takes a file's records in. An entry that stands twice counts once, and
// without its body where one copy has none: a body leaves the log only because
// it was erased.
func (l *ownLog) add(f *logFile) {
	l.files[f.name] = f
	l.top[f.device] = max(l.top[f.device], f.last)
	for _, rec := range f.records {
		old := l.ids[rec.entry.ID]
		switch {
		case old == nil:
			l.byRef[rec.ref] = append(l.byRef[rec.ref], rec)
		case old.entry.RawBody != nil && rec.entry.RawBody == nil:
			l.byRef[rec.ref][slices.Index(l.byRef[rec.ref], old)] = rec
		default:
			continue
		}
		l.ids[rec.entry.ID] = rec
	}
}

// rebuild forgets what only files that are gone held. Numbers once given stay
// given.
func (l *ownLog) rebuild() {
	clear(l.byRef)
	clear(l.ids)
	for _, name := range slices.Sorted(maps.Keys(l.files)) {
		l.add(l.files[name])
	}
}

func (l *ownLog) deviceID() string {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.device
}

func (l *ownLog) setDevice(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.device = id
}

// forget drops what was read.
func (l *ownLog) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	clear(l.files)
	clear(l.byRef)
	clear(l.ids)
}

// of gives the entries of a history that this device wrote.
func (l *ownLog) of(r ref) []*history.Entry {
	l.mu.RLock()
	defer l.mu.RUnlock()
	recs := l.byRef[r]
	out := make([]*history.Entry, len(recs))
	for i, rec := range recs {
		out[i] = rec.entry
	}
	return out
}

// refs are the histories that the log knows.
func (l *ownLog) refs() []ref {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return slices.Collect(maps.Keys(l.byRef))
}

// isCloned says whether a vault file has an entry of this device that this
// device did not write: a copy of the machine is at work elsewhere, or this one
// was set back.
func (l *ownLog) isCloned(sets [][]*history.Entry, mine history.Key) bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	for _, set := range sets {
		for _, e := range set {
			if e.Head.Device == l.device && e.Head.Author == mine && l.ids[e.ID] == nil && !e.Head.Time.Before(l.cleared) {
				return true
			}
		}
	}
	return false
}

// append writes what a save signed, as one file that stands or falls as a
// whole, and returns when it is durable.
func (l *ownLog) append(records []*logged) (*logFile, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f := &logFile{device: l.device, first: l.top[l.device] + 1}
	seq := f.first
	for _, rec := range records {
		line, err := l.line(rec.ref, rec.entry, seq, l.s.o.Now())
		if err != nil {
			return nil, err
		}
		rec.line = line
		f.records = append(f.records, rec)
		seq++
	}
	f.last = seq - 1
	f.name = logName(f.device, f.first, f.last)
	if err := l.write(f); err != nil {
		return nil, err
	}
	l.add(f)
	return f, nil
}

func (l *ownLog) write(f *logFile) error {
	lines := make([]*history.Entry, len(f.records))
	for i, rec := range f.records {
		rec.file = f.name
		lines[i] = rec.line
	}
	data, _, err := l.s.keys.encode(ref{typeLog, f.device}, 0, lines, l.s.keys.own)
	if err != nil {
		return err
	}
	return l.s.writeOnce(l.s.device, path.Join(logDir, f.name), data)
}

// line makes the log's entry for an entry of the vault.
func (l *ownLog) line(r ref, e *history.Entry, seq int64, at time.Time) (*history.Entry, error) {
	return l.lineAs(l.device, r, e, seq, at)
}

func (l *ownLog) lineAs(device string, r ref, e *history.Entry, seq int64, at time.Time) (*history.Entry, error) {
	set := map[string]any{"history": r.String(), "sig": e.Sig, "head": string(e.RawHead)}
	if e.RawBody != nil {
		set["body"] = string(e.RawBody)
	}
	salt, err := l.s.salt()
	if err != nil {
		return nil, err
	}
	body, err := history.EncodeBody(history.Change{Set: set}, salt, nil)
	if err != nil {
		return nil, err
	}
	return l.s.keys.sign(ref{typeLog, device}, history.Head{Device: device, Seq: seq, Time: at, Kind: kindWrote}, body)
}

// undo takes back a file whose save failed before anything of it stood in the
// vault. An error means that the save stands after all. A power cut right after
// it may bring the file back: it was not acknowledged, and does no harm.
func (l *ownLog) undo(f *logFile) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.s.device.Remove(path.Join(logDir, f.name)); err != nil {
		return err
	}
	delete(l.files, f.name)
	l.rebuild()
	return nil
}
