// Package opening is what stands before a vault is open: Velkommen, a new vault
// with its nødnøgle, and Lås op.
//
// The first frame says no more than the program's name; what lies on this
// computer is looked up beside the loop, and then the screen that fits takes its
// place. Turning a passphrase into a key, making a vault and filling a demo are
// long steps that run beside the screen: it says how far they are, and what is
// typed meanwhile goes nowhere. Esc breaks off those that can be.
//
// Nothing is on disk before the last step of a new vault, and nothing of what
// was typed is kept when it is given up. A passphrase and a proposal for one
// stand on a frame only while they are shown.
package opening

import (
	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/door"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/words"
)

// gate is what all screens of this package are given.
type gate struct {
	env    *tui.Env
	door   door.Door
	opened func(cases.Store) tui.Action
}

func (g *gate) w() *words.Words { return g.env.Words }

// New gives the first screen. opened is called, once, in the program's loop when
// a vault is open.
func New(env *tui.Env, d door.Door, opened func(cases.Store) tui.Action) tui.Screen {
	return &arrival{&gate{env, d, opened}}
}

// looked is what lies on this computer. asked tells answers apart, so that only
// the latest counts.
type looked struct {
	at    door.Situation
	asked int
}

// look asks what lies on this computer, after choosing a folder where dir is not
// empty.
func (g *gate) look(dir string, asked int) tea.Cmd {
	return func() tea.Msg {
		if dir != "" {
			return looked{g.door.SetDir(dir), asked}
		}
		return looked{g.door.Look(), asked}
	}
}

// first is the screen for what lies on this computer.
func (g *gate) first(s door.Situation) tui.Screen {
	if s.State == door.NoVault {
		return newWelcome(g, s)
	}
	return newUnlock(g, s)
}

// arrival stands until it is known what lies on this computer.
type arrival struct{ *gate }

func arrivalKeys() keys.Context {
	return keys.Context{Name: "welcome.context", Kind: keys.Fullscreen}
}

// Keys implements tui.Screen.
func (s *arrival) Keys() keys.Context { return arrivalKeys() }

// Start implements tui.Starter.
func (s *arrival) Start() tea.Cmd { return s.look("", 0) }

// Update implements tui.Screen. Keys typed ahead mean nothing.
func (s *arrival) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	if msg, ok := msg.(looked); ok {
		return tui.Replace{Screen: s.first(msg.at)}, nil
	}
	return nil, nil
}

// View implements tui.Screen.
func (s *arrival) View(frame.Size) (frame.Parts, *field.Point) {
	return frame.Parts{Title: frame.Line{Left: tui.Title}}, nil
}

// otherLanguage gives the words of the other language.
func (g *gate) otherLanguage() {
	next := words.English
	if g.w().Language() == words.English {
		next = words.Danish
	}
	if w, err := words.Load(next); err == nil {
		g.env.Words = w
	}
}

// told is a dialog that a key asked for and that only tells something.
func told(env *tui.Env, title, text string) tui.Action {
	d := tui.Notice(env, title, text)
	d.ByItself = false
	return tui.Ask{Dialog: d}
}

// Contexts lists the keys of the screens, for the check against the law.
func Contexts() []keys.Context {
	list := []keys.Context{arrivalKeys(), welcomeKeys(false), welcomeKeys(true), againKeys(), forgottenKeys(), workingKeys(true), workingKeys(false)}
	for _, state := range []door.State{door.NoVault, door.Sealed, door.Plain, door.NoKey, door.Trouble} {
		list = append(list, unlockKeys(state))
	}
	for step := range steps {
		list = append(list, foundingKeys(keys.Field, step))
	}
	return append(list, foundingKeys(keys.Choice, stepWho), foundingKeys(keys.Choice, stepWords), foundingKeys(keys.Fullscreen, stepShow))
}
