package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"rsc.io/qr"

	"brobygger/cases"
	"brobygger/cmd/brobygger/parent"
	"brobygger/crypto"
	"brobygger/storage"
	"brobygger/tui/door"
	"brobygger/tui/words/passphrase"
)

// proposedWords is how many words a proposed passphrase has: enough also where a
// copy of the key file lies in the vault (six of 2,048 words are 66 bits).
const proposedWords = 6

// entrance is what the screens see of this computer before a vault is unlocked.
type entrance struct {
	a        *app
	dir      string
	demoDir  string
	openDemo bool // started as the demo: the vault at demoDir is the one
	demo     atomic.Bool
}

var _ door.Door = (*entrance)(nil)

func (a *app) newEntrance(openDemo bool) (*entrance, error) {
	dir, err := a.vaultDir()
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
	e := &entrance{a: a, dir: dir, demoDir: demo, openDemo: openDemo}
	if openDemo {
		e.dir = demo
	}
	return e, nil
}

// Look says what lies on this computer.
func (e *entrance) Look() door.Situation {
	s := door.Situation{Dir: e.dir, Demo: e.openDemo || e.dir == e.demoDir, Alone: alone(e.dir), SyncedBy: syncedBy(e.dir), AfterLock: parent.FollowsLock()}
	o, err := e.a.storageOptions(context.Background(), e.dir)
	if err != nil {
		s.State, s.Err = door.Trouble, err
		return s
	}
	_, sealed, err := storage.FindIdentity(o)
	switch {
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
	if rest, ok := strings.CutPrefix(dir, "~"); ok {
		if home, err := e.a.place.home(); err == nil {
			dir = home + rest
		}
	}
	if abs, err := filepath.Abs(strings.TrimSpace(dir)); err == nil {
		dir = abs
	}
	e.dir = dir
	return e.Look()
}

// Unlock opens the vault.
func (e *entrance) Unlock(ctx context.Context, passphrase []byte, p door.Progress) (cases.Store, error) {
	defer clear(passphrase)
	o, err := e.a.storageOptions(ctx, e.dir)
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
	e.demo.Store(s.Info().Demo)
	return s, nil
}

// Demo opens the demo vault, which it makes first where there is none.
func (e *entrance) Demo(ctx context.Context, p door.Progress) (cases.Store, error) {
	e.dir, e.openDemo = e.demoDir, true
	s, err := e.a.openOrMakeDemo(ctx, e.demoDir, p)
	if err != nil {
		return nil, err
	}
	e.demo.Store(true)
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

// Match says which groups of what was typed back are right.
func (f *founding) Match(typed string) []bool { return crypto.MatchGroups(f.recovery, typed) }

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
	o, err := f.e.a.storageOptions(ctx, f.e.dir)
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
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Forget drops the keys of a founding that is given up.
func (f *founding) Forget() { f.recovery = nil }

// alone says that a vault has one key file at the most.
func alone(dir string) bool {
	files, err := os.ReadDir(filepath.Join(dir, "keys"))
	return err != nil || len(files) <= 1
}

// syncedBy is the name of the sync program whose folder dir lies in, "" if none
// is recognised.
func syncedBy(dir string) string {
	known := []struct{ mark, name string }{
		{"onedrive", "OneDrive"}, {"dropbox", "Dropbox"}, {"google drive", "Google Drive"}, {"googledrive", "Google Drive"},
		{"icloud", "iCloud"}, {"mobile documents", "iCloud"}, {"nextcloud", "Nextcloud"}, {"owncloud", "ownCloud"},
	}
	for _, part := range strings.Split(filepath.ToSlash(strings.ToLower(dir)), "/") {
		for _, k := range known {
			if strings.HasPrefix(part, k.mark) {
				return k.name
			}
		}
	}
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, ".stfolder")); err == nil {
			return "Syncthing"
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}
