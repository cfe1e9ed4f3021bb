// Package fakedoor is a computer without keys and disk, for tests of the screens
// before a vault is open.
package fakedoor

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"brobygger/cases"
	"brobygger/tui/door"
	"brobygger/tui/tuitest/fakestore"
)

// Passphrase is what the fake proposes first, and what opens its vault.
const Passphrase = "banan sommer lampe cykel vindue regnvejr"

// Door is a computer. Its fields may be set before the screens get it.
type Door struct {
	// At is what lies in the folder At.Dir; Dirs is what lies in others. A folder
	// that is in neither has no vault.
	At   door.Situation
	Dirs map[string]door.Situation
	// Takes is how long each long step takes, Looking how long it takes to see
	// what lies in a folder.
	Takes, Looking time.Duration
	// OpenErr is what unlocking with the right passphrase fails with, MakeErr what
	// making a vault in At.Dir fails with, BeginErr what beginning one does.
	OpenErr, MakeErr, BeginErr error
	// Store is what every way in comes to; nil makes an empty vault.
	Store cases.Store

	mu        sync.Mutex
	dir       string
	proposals int
	opened    []string
	form      door.Form
	made      bool
	forgotten int
	closed    int
}

var _ door.Door = (*Door)(nil)

// New is a clean computer.
func New() *Door {
	return &Door{At: door.Situation{State: door.NoVault, Dir: "/home/amira/Brobygger", Alone: true}}
}

// Situated is a computer in a state.
func Situated(state door.State) *Door {
	d := New()
	d.At.State = state
	return d
}

// Look implements door.Door.
func (d *Door) Look() door.Situation {
	time.Sleep(d.Looking)
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.look()
}

func (d *Door) look() door.Situation {
	if d.dir == "" || d.dir == d.At.Dir {
		return d.At
	}
	s, ok := d.Dirs[d.dir]
	if !ok {
		s = door.Situation{State: door.NoVault}
	}
	s.Dir = d.dir
	return s
}

// SetDir implements door.Door.
func (d *Door) SetDir(dir string) door.Situation {
	time.Sleep(d.Looking)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dir = dir
	return d.look()
}

// Change puts something else in the folder that is chosen.
func (d *Door) Change(s door.Situation) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s.Dir = d.At.Dir
	d.At = s
}

// wait is a long step.
func (d *Door) wait(ctx context.Context, stage string, p door.Progress) error {
	const parts = 4
	for i := range parts {
		if stage == "bulk" {
			p(stage, 100*i, 100*parts)
		} else {
			p(stage, 0, 0)
		}
		if d.Takes == 0 {
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(d.Takes / parts):
		}
	}
	return ctx.Err()
}

// Unlock implements door.Door. It takes as long as Takes whatever is asked of it,
// as turning a passphrase into a key does.
func (d *Door) Unlock(ctx context.Context, passphrase []byte, p door.Progress) (cases.Store, error) {
	given := string(passphrase)
	clear(passphrase)
	_ = d.wait(context.WithoutCancel(ctx), "key", p)
	s := d.Look()
	if s.State == door.Sealed && given != Passphrase {
		return nil, errors.Join(errors.New("age: no identity matched"), cases.ErrWrongKey)
	}
	if d.OpenErr != nil {
		return nil, d.OpenErr
	}
	return d.open(s.Dir, s.Demo), nil
}

// Knows implements door.Door.
func (d *Door) Knows(ctx context.Context, passphrase []byte) error {
	given := string(passphrase)
	clear(passphrase)
	if err := d.wait(ctx, "key", func(string, int, int) {}); err != nil {
		return err
	}
	if given != Passphrase {
		return errors.Join(errors.New("age: no identity matched"), cases.ErrWrongKey)
	}
	return d.OpenErr
}

// Demo implements door.Door.
func (d *Door) Demo(ctx context.Context, p door.Progress) (cases.Store, error) {
	if err := d.wait(ctx, "bulk", p); err != nil {
		return nil, err
	}
	if d.OpenErr != nil {
		return nil, d.OpenErr
	}
	return d.open("demo", true), nil
}

func (d *Door) open(dir string, demo bool) cases.Store {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.opened = append(d.opened, dir)
	store := d.Store
	if store == nil {
		s := fakestore.New()
		s.Vault.Demo = demo
		s.Vault.Dir = dir
		store = s
	}
	return &counted{store, d}
}

// counted is a vault whose closing is counted.
type counted struct {
	cases.Store
	d *Door
}

// Close implements cases.Store.
func (c *counted) Close() error {
	c.d.mu.Lock()
	c.d.closed++
	c.d.mu.Unlock()
	return c.Store.Close()
}

// Propose implements door.Door: the same words in another order each time.
func (d *Door) Propose() (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	words := strings.Fields(Passphrase)
	n := d.proposals % len(words)
	d.proposals++
	return strings.Join(append(words[n:len(words):len(words)], words[:n]...), " "), nil
}

// Weak implements door.Door.
func (d *Door) Weak(passphrase string, keyInVault bool) error {
	words, letters := 4, 20
	if keyInVault {
		words, letters = 6, 30
	}
	if len(strings.Fields(passphrase)) >= words || len([]rune(passphrase)) >= letters {
		return nil
	}
	return door.ErrWeak
}

// Found implements door.Door.
func (d *Door) Found() (door.Founding, error) {
	if d.BeginErr != nil {
		return nil, d.BeginErr
	}
	return &founding{d}, nil
}

// Opened lists the folders whose vaults were opened or made, in order.
func (d *Door) Opened() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]string(nil), d.opened...)
}

// Dir is the folder that is chosen.
func (d *Door) Dir() string { return d.Look().Dir }

// Closed is how many vaults were closed.
func (d *Door) Closed() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.closed
}

// Made is what the founder of a vault said, false if none was made.
func (d *Door) Made() (door.Form, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.form, d.made
}

// Forgotten is how many foundings were given up.
func (d *Door) Forgotten() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.forgotten
}

// Paper is the fake's nødnøgle as it stands on paper, invented.
func Paper() []string {
	return []string{"T4H5 0Z6D", "P37J 7LSN", "L9F8 W2RC", "Q8UT MX4Z", "WHDM FQ6Y", "QLCS 50XP", "SGLT 4GJ5", "2V"}
}

type founding struct{ d *Door }

// Groups implements door.Founding.
func (f *founding) Groups() []string { return Paper() }

// QR implements door.Founding: a pattern of the real one's size, 33 columns by 17
// rows.
func (f *founding) QR() []string {
	rows := make([]string, 17)
	for i := range rows {
		rows[i] = "  " + strings.Repeat("█▀▄ ", 7) + "   "
		if i == 0 || i == len(rows)-1 {
			rows[i] = strings.Repeat(" ", 33)
		}
	}
	return rows
}

// Match implements door.Founding. It counts characters off, eight to a group.
func (f *founding) Match(typed string) []door.Group {
	letters := []rune(strings.NewReplacer(" ", "", "-", "", "O", "0").Replace(strings.ToUpper(typed)))
	var groups []door.Group
	for _, shown := range Paper() {
		shown = strings.ReplaceAll(shown, " ", "")
		n := min(len(shown), len(letters))
		g := door.Group{Typed: string(letters[:n]), Size: len(shown)}
		g.Right = g.Typed == shown
		letters = letters[n:]
		groups = append(groups, g)
	}
	return groups
}

// Finish implements door.Founding.
func (f *founding) Finish(_ context.Context, form door.Form, typed string, p door.Progress) (cases.Store, error) {
	passphrase := append([]byte(nil), form.Passphrase...)
	clear(form.Passphrase)
	form.Passphrase = passphrase
	_ = f.d.wait(context.Background(), "key", p)
	for _, g := range f.Match(typed) {
		if !g.Right {
			return nil, door.ErrTypo
		}
	}
	at := f.d.Look()
	if f.d.MakeErr != nil && at.Dir == f.d.At.Dir {
		return nil, f.d.MakeErr
	}
	f.d.mu.Lock()
	f.d.form, f.d.made = form, true
	f.d.mu.Unlock()
	return f.d.open(at.Dir, false), nil
}

// Forget implements door.Founding.
func (f *founding) Forget() {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	f.d.forgotten++
}
