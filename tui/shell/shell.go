// Package shell puts the screens together: what stands before a vault is open,
// and the main screens after. It is the one package of screens that knows them
// all; the program's main package gives it a door and runs what it makes.
package shell

import (
	"os"
	"strings"
	"time"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/bridge"
	"brobygger/tui/casefile"
	"brobygger/tui/caselist"
	"brobygger/tui/catalogue"
	"brobygger/tui/day"
	"brobygger/tui/desk"
	"brobygger/tui/door"
	"brobygger/tui/find"
	"brobygger/tui/forms"
	"brobygger/tui/intake"
	"brobygger/tui/note"
	"brobygger/tui/opening"
	"brobygger/tui/outside"
	"brobygger/tui/person"
	"brobygger/tui/plan"
	"brobygger/tui/setup"
	"brobygger/tui/versions"
	"brobygger/tui/words"
)

// Options is what the screens are started with.
type Options struct {
	Words   *words.Words
	Clock   tui.Clock
	Door    door.Door
	NoColor bool
	// Language was asked for on the command line; a vault's own setting does not
	// change it then.
	Language bool
	// About is what the program can say about itself.
	About setup.About
	// Outside is where the files of an unlocked vault go that leave it; nil where
	// there is no such place.
	Outside func(cases.Store) cases.Outside
	// Sheet reads the rows of a spreadsheet; nil where files cannot be read.
	Sheet func(path string) ([][]string, error)
}

// Shell is the program's screens.
type Shell struct {
	*tui.App
	o    Options
	env  *tui.Env
	desk *desk.Desk
}

// New makes the screens, with what the door shows first.
func New(o Options) *Shell {
	s := &Shell{o: o, env: &tui.Env{Words: o.Words, Clock: o.Clock}}
	s.App = tui.New(tui.Options{
		Env: s.env, Routes: s.route, NoColor: o.NoColor,
		Start: opening.New(s.env, o.Door, s.opened), Remember: s.remember,
	})
	return s
}

// opened is what follows when a vault is unlocked.
func (s *Shell) opened(store cases.Store) tui.Action {
	s.desk = desk.New(s.env, store)
	if s.o.Outside != nil {
		s.desk.Outside = s.o.Outside(store)
	}
	if s.o.Sheet != nil {
		s.desk.Sheet = func(path string) ([][]string, error) { return s.o.Sheet(s.home(path)) }
	}
	s.env.Leaving = outside.Leaving(s.desk)
	s.env.User = s.desk.Member(store.Me().ID)
	set := store.Settings()
	if l := words.Language(set.Lang); !s.o.Language && l != "" && l != s.env.Words.Language() {
		if w, err := words.Load(l); err == nil {
			s.env.Words = w
		}
	}
	if store.Info().Demo {
		s.env.Banner = s.env.Words.T("say.demo")
	}
	idle := time.Duration(set.IdleMinutes) * time.Minute
	all := tui.All{tui.IdleLock{After: idle}, tui.Mouse{On: set.Mouse}, tui.Home{Screen: day.New(s.desk)}}
	return append(all, s.again()...)
}

// home puts the home folder in the place of "~" at the beginning of a path.
func (s *Shell) home(path string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok && s.o.About.Home != "" && (rest == "" || os.IsPathSeparator(rest[0])) {
		return s.o.About.Home + rest
	}
	return path
}

// route makes the screen of a route, nil where there is none.
func (s *Shell) route(route string, arg any) tui.Screen {
	if s.desk == nil {
		return nil
	}
	for _, makes := range []func(*desk.Desk, string, any) tui.Screen{
		day.Route, caselist.Route, catalogue.Route, casefile.Route, find.Route, note.Route, intake.Route, forms.Route, plan.Route, bridge.Route, versions.Route,
	} {
		if screen := makes(s.desk, route, arg); screen != nil {
			return screen
		}
	}
	if screen := outside.Route(s.desk, s.o.About.Home, route, arg); screen != nil {
		return screen
	}
	if screen := person.Route(s.desk, s.o.Door, route, arg); screen != nil {
		return screen
	}
	return setup.Route(s.desk, s.o.About, route, arg)
}

// Close writes what waits and forgets the keys. It is called when the program
// has ended.
func (s *Shell) Close() error {
	if s.desk == nil {
		return nil
	}
	return s.desk.Store.Close()
}
