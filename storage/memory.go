package storage

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"brobygger/cases"
	"brobygger/cases/history"
)

// The memory is what this device knows for itself: its id, settings, the last
// backup, what is sealed to others; beside it, in heads.go, what it has seen of
// each case. One file, one entry a fact, the newest one only.

const kindMemory = "memory"

func memoryRef() ref { return ref{typeMemory, memoryBase} }

// Keys of facts. What the screens remember is under "ui/".
const (
	factDevice   = "device"
	factSettings = "settings"
	factLost     = "lost"    // when the memory was found to be gone, RFC 3339
	factCleared  = "cleared" // entries written before may have left the own log, RFC 3339
	factBackups  = "backups" // times of proven backups, RFC 3339, newest last, by spaces
	factForeign  = "foreign" // contents sealed to others, hex, by spaces
	factHeads    = "heads"   // heads of the members' history, by spaces
	factErased   = "erased"  // time of the last erase or deletion, RFC 3339
	factUI       = "ui/"
)

type memory struct {
	s *Store

	mu      sync.Mutex
	values  map[string]string
	entries map[string]*history.Entry // as they stand in the file
	changed map[string]bool
	seq     int64
	there   bool // the file is there
	isLost  bool
	problem string
	ready   bool // folders are there, see ensure
	timer   *time.Timer
}

func newMemory(s *Store) *memory {
	return &memory{s: s, values: map[string]string{}, entries: map[string]*history.Entry{}, changed: map[string]bool{}}
}

// load reads the file. A device that never wrote here has none; one that did
// and has none has lost its memory.
func (m *memory) load() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.read(); err != nil {
		return readError(memoryFile, err)
	}
	if m.there && m.problem == "" {
		return nil
	}
	_, err := m.s.device.Lstat(inUseMark)
	switch {
	case err == nil:
		m.isLost = true
		m.put(factLost, m.s.now().Format(time.RFC3339))
	case !errors.Is(err, fs.ErrNotExist):
		return readError(inUseMark, err)
	}
	id, err := randomHex(m.s.o.Rand, deviceIDLen)
	if err != nil {
		return err
	}
	m.put(factDevice, id)
	return nil
}

// read takes the file's facts in; those changed here and not yet written stay.
// An error means that the system did not let us read it this time: that is no
// damage, and nothing is known of what is in it.
func (m *memory) read() error {
	f := m.s.opener.read(m.s.device, memoryFile, memoryRef(), true)
	m.there = f != nil
	if f == nil {
		return nil
	}
	if f.problem == problemUnreadable {
		return f.err
	}
	m.problem = f.problem
	for _, e := range f.entries {
		b := e.Body()
		if b == nil || e.Head.Kind != kindMemory || f.problem != "" {
			continue
		}
		key := textOf(b, "key")
		m.seq = max(m.seq, e.Head.Seq)
		m.entries[key] = e
		if !m.changed[key] {
			m.values[key] = textOf(b, "value")
		}
	}
	return nil
}

func (m *memory) get(key string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.values[key]
}

// put changes a fact; the caller holds mu.
func (m *memory) put(key, value string) {
	if m.values[key] == value && m.entries[key] != nil {
		return
	}
	m.values[key] = value
	m.changed[key] = true
}

// set changes a fact and writes it.
func (m *memory) set(key, value string) error {
	m.mu.Lock()
	m.put(key, value)
	m.mu.Unlock()
	return m.flush()
}

// setLocked is set for a caller that holds the device's lock.
func (m *memory) setLocked(key, value string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, value)
	return m.write()
}

// later changes a fact that may be lost in a crash; it is written within two
// seconds, and at the end.
func (m *memory) later(key, value string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, value)
	if len(m.changed) == 0 || m.timer != nil {
		return
	}
	m.timer = time.AfterFunc(2*time.Second, func() {
		m.mu.Lock()
		m.timer = nil
		m.mu.Unlock()
		_ = m.flush() // tried again at the end, and said there
	})
}

// ensure makes the folders, the file and, last, the mark that says that there
// is a memory to be missed. A crash before the mark only means that a loss
// would not be noticed.
func (m *memory) ensure() error {
	if m.isReady() {
		return nil
	}
	for _, dir := range []string{memoryDir, logDir, draftsDir} {
		if err := mkdirDurable(m.s.device, dir); err != nil {
			return err
		}
	}
	// The device's lock always comes before mu.
	unlock, err := m.s.device.Lock(deviceLock, deviceWait)
	if err != nil {
		return err
	}
	defer unlock()
	m.mu.Lock()
	defer m.mu.Unlock()
	// Whoever writes here holds the lock: nobody is writing now, and what was left
	// half written was never acknowledged.
	_ = m.s.sweep(0)
	if err := m.write(); err != nil {
		return err
	}
	if err := m.mark(); err != nil {
		return err
	}
	m.ready = true
	return nil
}

func (m *memory) isReady() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.ready
}

// known says whether this device has a memory on disk.
func (m *memory) known() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.there
}

func (m *memory) mark() error {
	f, err := m.s.device.Create(inUseMark)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	return m.s.device.SyncDir(".")
}

// flush writes what has changed.
func (m *memory) flush() error {
	m.mu.Lock()
	pending := len(m.changed) > 0 && (m.ready || m.there || !m.onlyOwnID())
	m.mu.Unlock()
	if !pending {
		return nil
	}
	if err := m.ensure(); err != nil {
		return writeError(memoryFile, err)
	}
	unlock, err := m.s.device.Lock(deviceLock, deviceWait)
	if err != nil {
		return writeError(memoryFile, err)
	}
	defer unlock()
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.changed) == 0 {
		return nil
	}
	return writeError(memoryFile, m.write())
}

// onlyOwnID says that nothing happened here but that an id was drawn: a program
// that only looked leaves nothing behind.
func (m *memory) onlyOwnID() bool {
	for k := range m.changed {
		if k != factDevice && k != factLost {
			return false
		}
	}
	return true
}

// write merges with what another window has written and replaces the file. The
// caller holds mu and the device's lock.
func (m *memory) write() error {
	device, drawn := m.values[factDevice], m.changed[factDevice] && !m.there
	if drawn {
		// Where another window was first, its id is this device's.
		delete(m.changed, factDevice)
	}
	err := m.read()
	if drawn && (err != nil || !m.there || m.problem != "") {
		m.changed[factDevice] = true
	} else if drawn {
		device = m.values[factDevice]
		m.s.log.setDevice(device)
	}
	if err != nil {
		return err
	}
	if m.problem != "" {
		// What cannot be read keeps a name of its own.
		random, err := randomHex(m.s.o.Rand, 16)
		if err != nil {
			return err
		}
		if err := m.s.device.RenameNew(memoryFile, path.Join(memoryDir, asideDir+"-"+random+sealedSuffix)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		m.problem, m.there = "", false
	}
	if len(m.changed) == 0 && m.there {
		return nil
	}
	for key := range m.changed {
		e, err := m.sign(key, m.values[key], device)
		if err != nil {
			return err
		}
		m.entries[key] = e
	}
	var out []*history.Entry
	for _, key := range slices.Sorted(maps.Keys(m.entries)) {
		out = append(out, m.entries[key])
	}
	data, _, err := m.s.keys.encode(memoryRef(), 0, out, m.s.keys.own)
	if err != nil {
		return err
	}
	if err := replace(m.s.o, m.s.device, memoryFile, data); err != nil {
		return err
	}
	m.there = true
	clear(m.changed)
	return nil
}

func (m *memory) sign(key, value, device string) (*history.Entry, error) {
	salt, err := m.s.salt()
	if err != nil {
		return nil, err
	}
	body, err := history.EncodeBody(history.Change{Set: map[string]any{"key": key, "value": value}}, salt, nil)
	if err != nil {
		return nil, err
	}
	m.seq++
	return m.s.keys.sign(memoryRef(), history.Head{Device: device, Seq: m.seq, Time: m.s.now(), Kind: kindMemory}, body)
}

func (m *memory) lost() bool { return m.get(factLost) != "" }

func (m *memory) lastBackup() time.Time {
	times := m.times(factBackups)
	if len(times) == 0 {
		return time.Time{}
	}
	return times[len(times)-1]
}

// times reads a fact that is a list of times.
func (m *memory) times(key string) []time.Time {
	var out []time.Time
	for _, t := range strings.Fields(m.get(key)) {
		if at, err := time.Parse(time.RFC3339, t); err == nil {
			out = append(out, at)
		}
	}
	return out
}

func (m *memory) time(key string) time.Time {
	if t := m.times(key); len(t) > 0 {
		return t[0]
	}
	return time.Time{}
}

// foreign takes in what was learned to be sealed to others, and gives it away
// for writing.
func (m *memory) loadForeign() {
	for _, h := range strings.Fields(m.get(factForeign)) {
		var d digest
		if n, err := hex.Decode(d[:], []byte(h)); err == nil && n == len(d) {
			m.s.opener.seen.put(d, seenFile{notMine: true})
		}
	}
	m.s.opener.seen.settled()
}

func (m *memory) keepForeign() {
	if !m.s.opener.seen.news() {
		return
	}
	var all []string
	for _, d := range m.s.opener.seen.foreign() {
		all = append(all, hex.EncodeToString(d[:]))
	}
	m.mu.Lock()
	m.put(factForeign, strings.Join(all, " "))
	m.mu.Unlock()
}

// Remember implements cases.Store. A crash within two seconds may lose it.
func (s *Store) Remember(_ context.Context, key, value string) error {
	if err := s.usable(false); err != nil {
		return err
	}
	s.memory.later(factUI+key, value)
	return nil
}

// Recall implements cases.Store.
func (s *Store) Recall(key string) string { return s.memory.get(factUI + key) }

// Settings implements cases.Store: the defaults, with what was chosen here.
func (s *Store) Settings() cases.Settings {
	d := cases.DefaultSettings()
	if text := s.memory.get(factSettings); text != "" {
		chosen := cases.DefaultSettings()
		if json.Unmarshal([]byte(text), &chosen) == nil {
			return chosen
		}
	}
	return d
}

// PutSettings implements cases.Store.
func (s *Store) PutSettings(_ context.Context, c cases.Settings) error {
	if err := s.usable(false); err != nil {
		return err
	}
	text, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("settings: %w: %w", cases.ErrNotWritten, err)
	}
	if err := s.memory.set(factSettings, string(text)); err != nil {
		return err
	}
	s.catalog.stale()
	return nil
}

// renewDevice takes a new device id; it is durable before it is used.
func (s *Store) renewDevice() error {
	id, err := randomHex(s.o.Rand, deviceIDLen)
	if err != nil {
		return err
	}
	s.memory.mu.Lock()
	defer s.memory.mu.Unlock()
	s.memory.put(factDevice, id)
	if err := s.memory.write(); err != nil {
		return err
	}
	s.log.setDevice(id)
	return nil
}
