package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"brobygger/cases"
	"brobygger/cases/history"
	"brobygger/crypto"
)

// Backup copies a vault and this device's memory without a key: the copy is read
// back and compared, but not opened (Proven is false). The report's Cases counts
// case files. Errors: those of Peek, and those of writing; a file that is no
// backup is not replaced (ErrExists).
func Backup(ctx context.Context, o Options, to string) (cases.BackupReport, error) {
	o = o.normal()
	m, err := peek(o)
	if err != nil {
		return cases.BackupReport{}, err
	}
	vault, err := o.openRoot(o.Dir, false)
	if err != nil {
		return cases.BackupReport{}, readError("open vault", err)
	}
	defer vault.Close()
	device, err := o.openRoot(deviceDir(o.DeviceRoot, m.VaultID), false)
	if err != nil {
		device = nil // this computer has none of this vault
	} else {
		defer device.Close()
	}
	c := &copier{ctx: ctx, o: o, vault: vault, device: device}
	return c.run(to)
}

// Backup implements cases.Store: the copy is opened before it counts.
func (s *Store) Backup(ctx context.Context, to string) (cases.BackupReport, error) {
	if err := s.usable(false); err != nil {
		return cases.BackupReport{}, err
	}
	at := s.now()
	c := &copier{ctx: ctx, o: s.o, vault: s.vault, device: s.device, prover: newProver(s)}
	report, err := c.run(to)
	if err != nil {
		return cases.BackupReport{}, err
	}
	return report, s.memory.addBackup(at)
}

// copier makes one backup.
type copier struct {
	ctx           context.Context
	o             Options
	vault, device Root // device may be nil
	prover        *prover
	sums          sums
	report        cases.BackupReport
}

func (c *copier) run(to string) (cases.BackupReport, error) {
	if rel, err := filepath.Rel(whereItLies(c.o.Dir), whereItLies(to)); err == nil && filepath.IsLocal(rel) {
		return cases.BackupReport{}, writeError("backup", ErrInsideVault)
	}
	out, err := newSink(c.o, to, c.o.Now())
	if err != nil {
		return cases.BackupReport{}, writeError("backup", err)
	}
	c.sums = sums{}
	err = c.copy(out)
	if err == nil {
		err = c.verify(out)
	}
	if err != nil {
		out.abort()
		return cases.BackupReport{}, writeError("backup", err)
	}
	if err := out.finish(); err != nil {
		return cases.BackupReport{}, writeError("backup", err)
	}
	c.report.Path = out.path()
	return c.report, nil
}

// whereItLies is a path without symbolic links, as far as it exists.
func whereItLies(p string) string {
	p = abs(p)
	if real, err := filepath.EvalSymlinks(p); err == nil {
		return real
	}
	if filepath.Dir(p) == p {
		return p
	}
	return filepath.Join(whereItLies(filepath.Dir(p)), filepath.Base(p))
}

// copy takes the vault first and the own log last, so that the log in the copy
// never knows less than the cases in it.
func (c *copier) copy(out sink) error {
	names, err := c.names()
	if err != nil {
		return err
	}
	for i, n := range names {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		root := c.vault
		if n.device {
			root = c.device
		}
		b, _, err := readFile(root, n.name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // replaced or packed meanwhile; what it held is elsewhere
		}
		if err != nil {
			return err
		}
		if err := out.add(n.in(), b); err != nil {
			return err
		}
		c.sums.of(n.in(), b)
		c.report.Bytes += int64(len(b))
		if i%100 == 0 || i == len(names)-1 {
			c.o.Progress(StageBackup, i+1, len(names))
		}
	}
	return nil
}

// copied is one file to copy.
type copied struct {
	name   string
	device bool
}

func (c copied) in() string {
	if c.device {
		return path.Join(inDevice, c.name)
	}
	return path.Join(inVault, c.name)
}

// names lists what a backup holds: brobygger.json first, by which a backup is
// known, then all sealed files of the vault, then this device's memory.
func (c *copier) names() ([]copied, error) {
	names := []copied{{name: manifestName}}
	err := walk(c.vault, ".", func(name string) error {
		if strings.HasSuffix(name, sealedSuffix) {
			names = append(names, copied{name: name})
		}
		return nil
	})
	if err != nil || c.device == nil {
		return names, err
	}
	for _, dir := range []string{memoryDir, draftsDir, logDir} {
		list, err := c.device.ReadDir(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			if e.Type().IsRegular() && strings.HasSuffix(e.Name(), sealedSuffix) {
				names = append(names, copied{name: path.Join(dir, e.Name()), device: true})
			}
		}
	}
	return names, nil
}

// verify reads the copy back: every file is what was copied, and with a key in
// hand what opens in the vault opens in the copy.
func (c *copier) verify(out sink) error {
	src := out.source()
	left := len(c.sums)
	err := src.each(func(name string, b []byte) error {
		got := sums{}
		got.of(name, b)
		want, ok := c.sums[name]
		if !ok || got[name] != want {
			return fmt.Errorf("%s: %w", name, errCopy)
		}
		left--
		if strings.HasPrefix(name, inVault+"/"+casesDir+"/") {
			c.report.Cases++
		}
		if c.prover != nil {
			return c.prover.file(name, b)
		}
		return nil
	})
	if err = errors.Join(err, src.close()); err != nil {
		return err
	}
	if left != 0 {
		return errCopy
	}
	if c.prover != nil {
		c.report.Proven = true
		c.report.Cases, c.report.ErasedUntil = len(c.prover.cases), c.prover.erased
		c.report.Skipped = c.prover.skipped
	}
	return nil
}

var errCopy = errors.New("what was copied does not read back")

// prover opens a copy.
type prover struct {
	s       *Store
	opener  *opener
	cases   map[string]bool
	erased  time.Time
	skipped []cases.Problem
}

// newProver opens with the identity, as a restore would: a file key from the
// session's memory proves nothing.
func newProver(s *Store) *prover {
	return &prover{s: s, opener: s.freshOpener(), cases: map[string]bool{}, erased: s.memory.time(factErased)}
}

func (p *prover) file(name string, b []byte) error {
	if path.Dir(name) == inVault+"/"+keysDir {
		if !crypto.IsSealedIdentity(b) {
			p.skipped = append(p.skipped, cases.Problem{File: name, What: problemDamaged})
		}
		return nil
	}
	r, ok := refOfCopy(name)
	if !ok {
		return nil
	}
	f := &found{name: name}
	p.opener.open(f, b, r, false)
	switch {
	case f.notMine:
		return nil
	case f.problem != "":
		p.skipped = append(p.skipped, cases.Problem{File: name, What: f.problem})
		return nil
	}
	if r.Type == typeCase {
		p.cases[r.ID] = true
	}
	p.noteErased(r, f.entries)
	return nil
}

func (p *prover) noteErased(r ref, entries []*history.Entry) {
	for _, e := range entries {
		if (e.Head.Kind == history.KindErase || r.Type == typeTombstone) && e.Head.Time.After(p.erased) {
			p.erased = e.Head.Time
		}
	}
}

// refOfCopy is the history that a file of a backup holds.
func refOfCopy(name string) (ref, bool) {
	top, rest, _ := strings.Cut(name, "/")
	dir, base := path.Split(rest)
	dir = strings.TrimSuffix(dir, "/")
	switch {
	case top == inDevice:
		return deviceRef(dir, base)
	case top != inVault:
		return ref{}, false
	case dir == "" && strings.HasPrefix(base, membersName) && strings.HasSuffix(base, sealedSuffix):
		return membersRef(), true
	case dir == listsDir:
		list, ok := listOf(base)
		return listRef(list), ok && strings.HasSuffix(base, sealedSuffix)
	case len(base) < caseIDLen || !isHex(base[:caseIDLen], caseIDLen):
		return ref{}, false
	case dir == deletedDir:
		return ref{typeTombstone, base[:caseIDLen]}, true
	case dir == path.Join(casesDir, base[:2]):
		return ref{typeCase, base[:caseIDLen]}, true
	}
	return ref{}, false
}

// keepBackups is for how long the time of a backup is remembered.
const keepBackups = 400 * 24 * time.Hour

// addBackup remembers a proven backup.
func (m *memory) addBackup(at time.Time) error {
	times := append(m.times(factBackups), at)
	times = slices.DeleteFunc(times, func(t time.Time) bool { return at.Sub(t) > keepBackups })
	text := make([]string, len(times))
	for i, t := range times {
		text[i] = t.UTC().Format(time.RFC3339)
	}
	return m.set(factBackups, strings.Join(text, " "))
}
