package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"brobygger/cases"
	"brobygger/storage"
)

// lastVault is the file in the state root with the path of the vault that was
// opened or made last, so that one on a USB stick or a share is found again. It
// holds that path and a newline, nothing else; without it the usual place counts.
const lastVault = "last-vault"

// errAway: the vault that was used last is not on this computer now.
var errAway = errors.New("the vault used last is not here")

// remembered is the path of the vault that was used last, "" if none is known.
func (a *app) remembered() string {
	root, err := a.place.stateRoot()
	if err != nil {
		return ""
	}
	b, err := readFile(filepath.Join(root, lastVault), maxLine)
	if err != nil {
		return ""
	}
	dir := strings.TrimSuffix(string(b), "\n")
	if !filepath.IsAbs(dir) {
		return ""
	}
	return dir
}

// remember takes note of a vault that is open. The usual places need no note,
// and a demo is noted only where nothing else is: it must not hide a vault of
// real cases. A note that cannot be written costs a --vault the next time, no
// more, so nothing is said about it.
func (a *app) remember(dir string, demo bool) {
	root, err := a.place.stateRoot()
	if err != nil {
		return
	}
	before := a.remembered()
	if dir == before || demo && before != "" || strings.Contains(dir, "\n") {
		return
	}
	for _, usual := range []func() (string, error){a.place.vault, a.place.demo} {
		if place, err := usual(); err != nil || place == dir {
			return
		}
	}
	tmp, err := os.CreateTemp(root, lastVault+"-*.tmp")
	if err != nil {
		return
	}
	_, err = tmp.WriteString(dir + "\n")
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), filepath.Join(root, lastVault))
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
	}
}

// holdsNoVault says that a folder is not there, or has no vault in it.
func holdsNoVault(dir string) bool {
	_, err := storage.Peek(dir)
	return errors.Is(err, cases.ErrNoVault)
}

// namedVault is the folder that the user named, by flag or environment, "" if
// none was.
func (a *app) namedVault() (string, error) {
	dir := a.opt.vault
	if dir == "" {
		dir = a.place.env("BROBYGGER_VAULT")
	}
	if dir == "" {
		return "", nil
	}
	return filepath.Abs(dir)
}

// newVaultDir is the folder that a new vault is made in: the one that was named,
// else the usual one.
func (a *app) newVaultDir() (string, error) {
	dir, err := a.namedVault()
	if err != nil || dir != "" {
		return dir, err
	}
	return a.place.vault()
}

// vaultPath is the folder of the vault: the one that was named, the usual one,
// or, where that holds none, the one that was used last. away says that the last
// one is meant and is not here.
func (a *app) vaultPath() (dir string, away bool, err error) {
	named, err := a.namedVault()
	if err != nil || named != "" {
		return named, false, err
	}
	usual, err := a.place.vault()
	if err != nil {
		return "", false, err
	}
	if last := a.remembered(); last != "" && holdsNoVault(usual) {
		return last, holdsNoVault(last), nil
	}
	return usual, false, nil
}

// vaultDir is vaultPath for what needs the vault: errAway where it is not here.
func (a *app) vaultDir() (string, error) {
	dir, away, err := a.vaultPath()
	if away {
		return "", about(dir, errAway)
	}
	return dir, err
}
