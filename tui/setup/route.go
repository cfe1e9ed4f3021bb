package setup

import (
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/keys"
	"brobygger/tui/words"
)

// About is what the program knows of itself and where it runs.
type About struct {
	// Version is the program's, "" where it is not known.
	Version string
	// Hash is the SHA-256 of the program's file in hexadecimal, "" where it could
	// not be read.
	Hash string
	// Paths are the folders and files that the program writes, beside those that
	// the vault names.
	Paths []string
	// Home is the folder that "~" stands for in a path that is typed, "" for none.
	Home string
}

// Route makes the screen of a route, nil for a route that is not here.
func Route(d *desk.Desk, about About, route string, _ any) tui.Screen {
	switch route {
	case desk.RouteSettings:
		return newSettings(d)
	case desk.RouteBackup:
		return newBackup(d, about)
	case desk.RouteCheck:
		return newCheck(d)
	case desk.RouteAbout:
		return newInfo(d, about)
	}
	return nil
}

// Contexts lists the keys of the screens, for the check of all of them.
func Contexts(*words.Words) []keys.Context {
	return []keys.Context{
		backupContext(false), backupContext(true),
		checkContext(false), checkContext(true),
		infoContext(),
		{Name: "settings.context", Kind: keys.Field, Bindings: groupKeys()},
	}
}
