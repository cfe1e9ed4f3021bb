package main

import (
	"errors"
	"path/filepath"
)

// place finds the folders of this computer. Nothing is written outside them but
// in the vault and where the user points.
type place struct {
	env  func(string) string
	os   string // GOOS
	home func() (string, error)
}

var errNoHome = errors.New("no home folder")

// stateRoot holds DEVICE, one folder for each vault id: $XDG_STATE_HOME/brobygger,
// or what is usual on the system.
func (p place) stateRoot() (string, error) {
	return p.root("XDG_STATE_HOME", []string{".local", "state"}, []string{"Library", "Application Support"}, "")
}

// cacheRoot holds what may be deleted at any time, one folder for each vault id.
func (p place) cacheRoot() (string, error) {
	return p.root("XDG_CACHE_HOME", []string{".cache"}, []string{"Library", "Caches"}, "cache")
}

// root is the folder that an XDG variable names, else the system's own. A
// variable that holds no full path is ignored, as its specification says.
// Windows has one place for both, so the cache has a folder of its own in it.
func (p place) root(variable string, unix, mac []string, windows string) (string, error) {
	if dir := p.env(variable); filepath.IsAbs(dir) {
		return filepath.Join(dir, "brobygger"), nil
	}
	if dir := p.env("LOCALAPPDATA"); p.os == "windows" && dir != "" {
		return filepath.Join(dir, "brobygger", windows), nil
	}
	home, err := p.home()
	if err != nil || home == "" {
		return "", errNoHome
	}
	switch p.os {
	case "windows":
		return filepath.Join(home, "AppData", "Local", "brobygger", windows), nil
	case "darwin", "ios":
		return filepath.Join(append([]string{home}, append(mac, "brobygger")...)...), nil
	}
	return filepath.Join(append([]string{home}, append(unix, "brobygger")...)...), nil
}

// vault is where a vault lies unless the user says otherwise: Brobygger in the
// home folder, which no sync program shares by itself.
func (p place) vault() (string, error) {
	home, err := p.home()
	if err != nil || home == "" {
		return "", errNoHome
	}
	return filepath.Join(home, "Brobygger"), nil
}

// demo is where the demo vault lies unless the user says otherwise.
func (p place) demo() (string, error) {
	root, err := p.stateRoot()
	if err != nil {
		return "", err
	}
	return filepath.Join(root, "demo"), nil
}
