package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"rsc.io/qr"

	"brobygger/cases"
	"brobygger/cmd/brobygger/parent"
	"brobygger/crypto"
	"brobygger/storage"
	"brobygger/tui/door"
	"brobygger/tui/words"
	"brobygger/tui/words/passphrase"
)

// proposedWords is how many words a proposed passphrase has: enough also where a
// copy of the key file lies in the vault (six of 2,048 words are 66 bits).
const proposedWords = 6

// entrance is what the screens see of this computer before a vault is unlocked.
type entrance struct {
	a       *app
	demoDir string
	demo    atomic.Bool // the vault that is open is a demo

	// last is the vault that was used last, where that one is meant: when it is not
	// here it has not to be made, but looked for. "" if none is.
	last string

	// lying is how many files lay unlocked outside the vault that was locked just
	// now, which is lockedDir.
	lying     int
	lockedDir string

	mu  sync.Mutex
	dir string // of the vault; guarded by mu
}

var _ door.Door = (*entrance)(nil)

// newEntrance is the entrance to the vault that the user named, or to the demo.
func (a *app) newEntrance(openDemo bool) (*entrance, error) {
	dir, away, err := a.vaultPath()
	if err != nil {
		return nil, err
	}
	demo, err := a.place.demo()
	if err != nil {
		return nil, err
	}
	if openDemo && a.opt.vault != "" {
		demo = dir
	}
	e := &entrance{a: a, dir: dir, demoDir: demo}
	if openDemo {
		e.dir = demo
	} else if away {
		e.last = dir
	}
	if lang, dir, ok := strings.Cut(parent.OpenAgain(), ":"); ok {
		e.dir, e.last, e.lockedDir = dir, dir, dir
		lang, lying, _ := strings.Cut(lang, " ")
		e.lying, _ = strconv.Atoi(lying) // none is said
		if a.opt.lang == "" && slices.Contains(words.Languages(), words.Language(lang)) {
			a.speak(words.Language(lang)) // the vault's own, which is sealed until it is open
		}
	}
	if f, ok := a.in.(*os.File); ok && parent.FollowsLock() {
		parent.DropTyped(f) // it was meant for the process before this one
	}
	return e, nil
}

// vault is the folder that is chosen now.
func (e *entrance) vault() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.dir
}

// choose chooses a folder.
func (e *entrance) choose(dir string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.dir = dir
}

// opened takes note of the vault that is open now: after a lock the next process
// asks for that one's passphrase, in its language.
func (e *entrance) opened(dir string, s *storage.Store) {
	e.choose(dir)
	e.demo.Store(s.Info().Demo)
	e.a.remember(dir, s.Info().Demo)
	parent.NextOpens(e.a.stderr, s.Settings().Lang+":"+dir)
}

// locked takes note of the language of the vault that is being locked: it may have
// been chosen since the vault was opened; "" is that of no vault. lying is how many
// files lie unlocked outside it: Lås op tells of them, since a lock does not wait.
func (e *entrance) locked(lang string, lying int) {
	if lang != "" {
		parent.NextOpens(e.a.stderr, lang+" "+strconv.Itoa(lying)+":"+e.vault())
	}
}

// Look says what lies on this computer.
func (e *entrance) Look() door.Situation {
	dir := e.vault()
	s := door.Situation{Dir: dir, Demo: dir == e.demoDir, Alone: alone(dir), SyncedBy: storage.SyncedBy(dir), AfterLock: parent.FollowsLock()}
	if dir == e.lockedDir {
		s.Lying = e.lying
	}
	o, err := e.a.storageOptions(context.Background(), dir)
	if err != nil {
		s.State, s.Err = door.Trouble, err
		return s
	}
	s.KeyFile = keyFile(o)
	_, sealed, err := storage.FindIdentity(o)
	switch {
	case errors.Is(err, cases.ErrNoVault) && dir == e.last:
		s.State, s.Err = door.Trouble, err
	case errors.Is(err, cases.ErrNoVault):
		s.State = door.NoVault
	case errors.Is(err, cases.ErrNotFound):
		s.State = door.NoKey
	case err != nil:
		s.State, s.Err = door.Trouble, err
	case sealed:
		s.State = door.Sealed
	default:
		s.State = door.Plain
	}
	return s
}

// SetDir chooses another folder for the vault.
func (e *entrance) SetDir(dir string) door.Situation {
	dir = strings.TrimSpace(dir)
	if rest, ok := strings.CutPrefix(dir, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		if home, err := e.a.place.home(); err == nil {
			dir = home + rest
		}
	}
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	e.choose(dir)
	return e.Look()
}

// Unlock opens the vault.
func (e *entrance) Unlock(ctx context.Context, passphrase []byte, p door.Progress) (cases.Store, error) {
	defer clear(passphrase)
	dir := e.vault()
	o, err := e.a.storageOptions(ctx, dir)
	if err != nil {
		return nil, err
	}
	o.Now = e.a.clockOf(&e.demo)
	o.Progress = p
	o.Passphrase = func() (crypto.Secret, error) { return crypto.NormalizePassphrase(string(passphrase)), nil }
	s, err := storage.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	e.opened(dir, s)
	return s, nil
}

// Demo opens the demo vault, which it makes first where there is none.
func (e *entrance) Demo(ctx context.Context, p door.Progress) (cases.Store, error) {
	s, err := e.a.openOrMakeDemo(ctx, e.demoDir, p)
	if err != nil {
		return nil, err
	}
	e.opened(e.demoDir, s)
	return s, nil
}

// Propose gives a passphrase of random words.
func (e *entrance) Propose() (string, error) {
	return crypto.ProposePassphrase(nil, passphrase.Words(), proposedWords)
}

// Weak says what a passphrase lacks.
func (e *entrance) Weak(text string, keyInVault bool) error {
	if err := crypto.CheckPassphrase(text, keyInVault); err != nil {
		return errors.Join(door.ErrWeak, err)
	}
	return nil
}

// Found begins a new vault.
func (e *entrance) Found() (door.Founding, error) {
	r, err := crypto.NewRecovery(nil)
	if err != nil {
		return nil, err
	}
	return &founding{e: e, recovery: r}, nil
}

type founding struct {
	e        *entrance
	recovery *crypto.Recovery
}

// Groups is the recovery key as it stands on paper.
func (f *founding) Groups() []string { return f.recovery.Groups() }

// Match splits what was typed back into groups, and says which are right.
func (f *founding) Match(typed string) []door.Group {
	groups := make([]door.Group, 0, crypto.RecoveryGroups)
	read, err := crypto.ReadGroups(typed)
	right := crypto.MatchGroups(f.recovery, typed)
	for i, shown := range f.Groups() {
		g := door.Group{Size: len(strings.ReplaceAll(shown, " ", "")), Right: right[i]}
		if err == nil {
			g.Typed = read[i]
		}
		groups = append(groups, g)
	}
	return groups
}

// QR is the recovery key as rows of half blocks, two modules high each, with
// the quiet border that readers need.
func (f *founding) QR() []string {
	text := f.recovery.Text()
	code, err := qr.Encode(string(text.Bytes()), qr.L)
	if err != nil {
		return nil
	}
	const border = 2
	var rows []string
	for y := -border; y < code.Size+border; y += 2 {
		var row strings.Builder
		for x := -border; x < code.Size+border; x++ {
			switch up, low := code.Black(x, y), code.Black(x, y+1); {
			case up && low:
				row.WriteRune('█')
			case up:
				row.WriteRune('▀')
			case low:
				row.WriteRune('▄')
			default:
				row.WriteByte(' ')
			}
		}
		rows = append(rows, row.String())
	}
	return rows
}

// Finish makes the vault and opens it.
func (f *founding) Finish(ctx context.Context, form door.Form, typed string, p door.Progress) (cases.Store, error) {
	defer clear(form.Passphrase)
	if err := f.e.Weak(string(form.Passphrase), form.KeyInVault); err != nil {
		return nil, err
	}
	back, err := crypto.ParseRecovery(typed)
	if err != nil || back.VerifyKey() != f.recovery.VerifyKey() {
		return nil, door.ErrTypo
	}
	dir := f.e.vault()
	o, err := f.e.a.storageOptions(ctx, dir)
	if err != nil {
		return nil, err
	}
	o.Progress = p
	secret := crypto.NormalizePassphrase(string(form.Passphrase))
	o.Passphrase = func() (crypto.Secret, error) { return secret, nil }
	s, _, err := storage.Init(ctx, storage.InitOptions{
		Options: o, Name: form.Name, Team: form.Team, Roles: form.Roles, Passphrase: secret,
		KeyInVault: form.KeyInVault, RecoveryHolders: form.Holders, RecoveryPlace: form.Place,
		Recovery: f.recovery,
		Proof:    func(*crypto.Recovery) (*crypto.Recovery, error) { return back, nil },
	})
	switch {
	case errors.Is(err, storage.ErrNotProven):
		return nil, fmt.Errorf("%w: %w", door.ErrTypo, err)
	case errors.Is(err, storage.ErrExists), errors.Is(err, storage.ErrNotEmpty):
		return nil, fmt.Errorf("%w: %w", door.ErrTaken, err)
	case err != nil:
		return nil, err
	}
	f.e.opened(dir, s)
	return s, nil
}

// Forget drops the keys of a founding that is given up.
func (f *founding) Forget() { f.recovery = nil }

// keyFile is where the key file of a vault lies on this computer, "" where
// there is no vault to have one.
func keyFile(o storage.Options) string {
	if o.Identity != "" {
		return o.Identity
	}
	m, err := storage.Peek(o.Dir)
	if err != nil {
		return ""
	}
	return o.OwnKeyFile(m.VaultID)
}

// alone says that a vault has one key file at the most.
func alone(dir string) bool {
	files, err := os.ReadDir(filepath.Join(dir, "keys"))
	return err != nil || len(files) <= 1
}
