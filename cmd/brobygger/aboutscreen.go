package main

import "brobygger/tui/setup"

// aboutScreen is what the program says about itself on the screen.
func (a *app) aboutScreen() setup.About {
	about := setup.About{Version: programVersion(), Hash: programHash()}
	if about.Version == "(devel)" { // the toolchain's word for not known
		about.Version = ""
	}
	for _, find := range []func() (string, error){a.place.stateRoot, a.place.cacheRoot} {
		if path, err := find(); err == nil {
			about.Paths = append(about.Paths, path)
		}
	}
	about.Home, _ = a.place.home()
	return about
}
