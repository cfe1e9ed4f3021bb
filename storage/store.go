package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/casenumber"
	"brobygger/cases/history"
	"brobygger/crypto"
)

// Store is an unlocked vault. It implements cases.Store.
type Store struct {
	o         Options
	dir       string // of the vault, absolute
	deviceDir string
	identity  string // path of the key file
	sealedKey bool
	oneDisk   bool   // see onOneDisk, as of opening
	id        string // vault id
	me        *crypto.Identity

	vault, device Root
	keys          *keyring
	opener        *opener
	log           *ownLog
	memory        *memory
	catalog       *catalog

	saving sync.Mutex // one save at a time

	mu      sync.RWMutex
	team    *team
	closed  bool
	waiting map[ref]bool        // histories whose files lack what the own log has
	doomed  map[history.ID]bool // erased entries whose bodies the own log still has
	tombs   map[string]bool     // cases of which a valid tombstone was seen
	lists   map[ref]seenList    // lists as last read in this session
	revived map[string]bool     // deleted cases of which a file has turned up again
	wrote   bool                // something was saved in this session
	pending func() error        // what Init has left for the end, see WriteIdentity

	background sync.WaitGroup
}

var _ cases.Store = (*Store)(nil)

// Info implements cases.Store.
func (s *Store) Info() cases.Vault {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return cases.Vault{
		ID: s.id, Dir: s.dir, Identity: s.identity, Device: s.log.deviceID(), DeviceDir: s.deviceDir,
		Team: s.team.name, Demo: s.team.demo, SealedKey: s.sealedKey, Members: len(s.team.members),
		OneDisk: s.oneDisk, LastBackup: s.memory.lastBackup(), MemoryLost: s.memory.lost(), ReadOnly: s.team.readOnly,
	}
}

// Me implements cases.Store.
func (s *Store) Me() cases.Member {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, m := range s.team.members {
		if slices.Contains(m.Keys, s.keys.mine) {
			return m
		}
	}
	return cases.Member{}
}

// Members implements cases.Store.
func (s *Store) Members() []cases.Member {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Clone(s.team.members)
}

// Authors implements cases.Store.
func (s *Store) Authors() cases.Authors {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.team.authors
}

// Recovery says what stands in the vault about the recovery key: who may open
// the envelope, and where it lies.
func (s *Store) Recovery() (holders, place string) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.team.found.Text("recovery_holders"), s.team.found.Text("recovery_place")
}

// Fingerprint is that of this identity: 30 digits.
func (s *Store) Fingerprint() string { return crypto.Fingerprint(s.me.Recipient(), s.me.VerifyKey()) }

// Keys are this identity's public keys.
func (s *Store) Keys() (crypto.Recipient, crypto.VerifyKey) {
	return s.me.Recipient(), s.me.VerifyKey()
}

// NewID implements cases.Store.
func (s *Store) NewID() (string, error) { return randomHex(s.o.Rand, caseIDLen) }

// NewNumber implements cases.Store.
func (s *Store) NewNumber(year int) (string, error) {
	taken, err := s.catalog.numbers(context.Background())
	if err != nil {
		return "", err
	}
	return casenumber.New(year, s.o.Rand, func(n string) bool { return taken[n] })
}

// salt draws the salt of a body.
func (s *Store) salt() (salt [16]byte, err error) {
	_, err = io.ReadFull(s.o.Rand, salt[:])
	return salt, err
}

// usable says whether the store may be used, and for writing.
func (s *Store) usable(write bool) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	switch {
	case s.closed:
		return cases.ErrLocked
	case write && s.team.readOnly:
		return fmt.Errorf("member list: %w", cases.ErrNewerVersion)
	}
	return nil
}

// Case implements cases.Store. Every entry's signature is checked.
func (s *Store) Case(ctx context.Context, id string) (*cases.Case, error) {
	if err := s.usable(false); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l, err := s.loadCase(id)
	if err != nil {
		return nil, err
	}
	c := cases.Read(id, l.entries, s.Authors())
	c.Suffix = s.catalog.suffix(id)
	return c, nil
}

// loadCase loads a case with every signature checked. Errors: cases.ErrNotFound,
// cases.ErrDeleted, cases.ErrNotSealedToMe, and where no file can be read
// cases.ErrNewerVersion, cases.ErrNoPermission or cases.ErrDamaged.
func (s *Store) loadCase(id string) (*loaded, error) {
	if !isHex(id, caseIDLen) {
		return nil, fmt.Errorf("case: %w", cases.ErrNotFound)
	}
	r := ref{typeCase, id}
	if gone, err := s.isDeleted(id); err != nil {
		return nil, err
	} else if gone {
		return nil, fmt.Errorf("case %s: %w", id, cases.ErrDeleted)
	}
	l, err := s.load(r, true)
	if err != nil {
		return nil, err
	}
	switch {
	case l.sealedAway():
		return nil, fmt.Errorf("case %s: %w", id, cases.ErrNotSealedToMe)
	case len(l.entries) > 0:
		return l, nil
	case l.newer() != nil:
		return nil, l.newer()
	case len(l.aside()) > 0:
		f := l.aside()[0]
		if f.problem == problemUnreadable {
			return nil, readError(f.name, f.err)
		}
		return nil, fmt.Errorf("%s: %w", f.name, cases.ErrDamaged)
	}
	return nil, fmt.Errorf("case %s: %w", id, cases.ErrNotFound)
}

// Rows implements cases.Store.
func (s *Store) Rows(ctx context.Context, today calendar.Date) ([]cases.Row, error) {
	if err := s.usable(false); err != nil {
		return nil, err
	}
	return s.catalog.rows(ctx, today)
}

// Find implements cases.Store.
func (s *Store) Find(ctx context.Context, arg string) (string, error) {
	if err := s.usable(false); err != nil {
		return "", err
	}
	rows, err := s.catalog.anyDay(ctx)
	if err != nil {
		return "", err
	}
	row, err := cases.FindCase(arg, rows)
	if err != nil {
		if isHex(arg, caseIDLen) && errors.Is(err, cases.ErrNotFound) {
			// The whole id says more than "not found": deleted, or not for us.
			if _, err := s.loadCase(arg); err != nil {
				return "", err
			}
			return arg, nil
		}
		return "", err
	}
	return row.ID, nil
}

// Each implements cases.Store.
func (s *Store) Each(ctx context.Context, f func(*cases.Case) bool) error {
	if err := s.usable(false); err != nil {
		return err
	}
	rows, err := s.catalog.anyDay(ctx)
	if err != nil {
		return err
	}
	return s.eachCase(ctx, rows, f)
}

// eachCase reads ahead on all cores and hands the cases over in order.
func (s *Store) eachCase(ctx context.Context, rows []cases.Row, f func(*cases.Case) bool) error {
	const chunk = 64
	for start := 0; start < len(rows); start += chunk {
		part := rows[start:min(start+chunk, len(rows))]
		read := make([]*cases.Case, len(part))
		inParallel(len(part), func(i int) {
			if l, err := s.loadQuick(part[i].ID); err == nil {
				read[i] = cases.Read(part[i].ID, l.entries, s.Authors())
				read[i].Suffix = part[i].Suffix
			}
		})
		for _, c := range read {
			if err := ctx.Err(); err != nil {
				return err
			}
			if c != nil && !f(c) {
				return nil
			}
		}
	}
	return nil
}

// loadQuick loads a case for lists and searching: a valid seal is believed.
func (s *Store) loadQuick(id string) (*loaded, error) {
	return s.load(ref{typeCase, id}, false)
}

// SetDeputy implements cases.Store.
func (s *Store) SetDeputy(ctx context.Context, deputy string) error {
	s.mu.RLock()
	ch, err := s.team.setMember("deputy", deputy)
	s.mu.RUnlock()
	if errors.Is(err, cases.ErrNothingToDo) {
		return nil
	}
	if _, err := s.save(ctx, []job{{membersRef(), []cases.Change{ch}}}); err != nil {
		return err
	}
	l, err := s.load(membersRef(), true)
	if err != nil {
		return err
	}
	return s.useTeam(l.entries)
}

// Close writes what waits and forgets the keys. It may be called twice.
func (s *Store) Close() error {
	s.background.Wait()
	s.saving.Lock()
	defer s.saving.Unlock()
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	s.mu.Unlock()
	err := s.tidy()
	err = errors.Join(err, s.memory.flush())
	s.opener.seen.forget()
	s.opener.recent.forget()
	s.catalog.forget()
	s.log.forget()
	return errors.Join(err, s.device.Close(), s.vault.Close())
}

// now is the time of a save.
func (s *Store) now() time.Time { return s.o.Now().UTC().Truncate(time.Second) }

// abs is a path as it is shown.
func abs(p string) string {
	if a, err := filepath.Abs(p); err == nil {
		return a
	}
	return p
}
