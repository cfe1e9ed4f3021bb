package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
	"brobygger/tui/words"
)

// Screen is one screen. Its methods are called from the program's loop, one at
// a time; a screen is a pointer and changes itself. What takes time or touches
// the disk it returns as a command; what comes of that arrives at its own
// Update, also while another screen lies above it, and never at a screen that
// is gone.
type Screen interface {
	// Update takes a key press, a paste, [Shown], and whatever the screen's own
	// commands or a [Tell] send. For a key that means nothing to it the screen
	// returns [Pass]; the program then does what the key means everywhere.
	Update(msg tea.Msg) (Action, tea.Cmd)
	// View gives what the screen puts in the frame of a window, and where in the
	// body the cursor is. Ask [frame.Parts.Room] for the body's size once title,
	// tabs and state are set. What is left empty the program fills in: the title's
	// right side, the keys, the styles, the sentence of a window too small.
	View(window frame.Size) (frame.Parts, *field.Point)
	// Keys says which keys hold now.
	Keys() keys.Context
}

// Starter is a screen that has something to fetch when it is first shown.
type Starter interface {
	Start() tea.Cmd
}

// Parker is a screen that holds what is half typed. Park gives the command that
// puts it away; it is run before the screen goes, and before a lock or the end
// of the program, which wait for it.
type Parker interface {
	Park() tea.Cmd
}

// OnCase is a screen that stands on a case: "k" writes a contact to it. An empty
// ID means that just now there is none.
type OnCase interface {
	CaseID() string
}

// Explainer is a screen with something to say in the help above its keys, a
// paragraph a string: how something is counted, where a rule stands.
type Explainer interface {
	Explain() []string
}

// Commander is a screen with more to do than it has keys for. Its commands stand
// in the list of all commands.
type Commander interface {
	Commands() []Command
}

// Command is something that can be done from the list of all commands.
type Command struct {
	// Label is what the user reads and looks for.
	Label string
	// Key is the key that does it, "" if there is none.
	Key string
	// Run does it. It is not called where there is a key: the key is pressed.
	Run func() (Action, tea.Cmd)
}

// Shown is sent to a screen when it comes to lie on top, the first time and
// every time the one above it goes.
type Shown struct{}

// Clock tells the time for what is shown and written down. It may stand still.
type Clock interface {
	Now() time.Time
}

// Env is what every screen is given. The program sets Styles and the screen that
// unlocks sets User and Banner; the others read it, in Update and View. A command
// runs beside them, so it is handed what it needs of this.
type Env struct {
	Words  *words.Words
	Styles theme.Styles
	Clock  Clock
	// User is the name that stands at the right of title lines, "" before unlocking.
	User string
	// Banner stands on every screen and never goes (made-up cases), "" for none.
	Banner string
	// Leaving gives the dialog that asks before the program is closed where there is
	// more to ask than whether; nil, or a dialog of nil, asks only that.
	Leaving func() *Dialog

	locksIn func() (time.Duration, bool)
	mouse   bool
}

// LocksIn is how long until the program locks by itself, false if it does not.
func (e *Env) LocksIn() (time.Duration, bool) {
	if e.locksIn == nil {
		return 0, false
	}
	return e.locksIn()
}

// Action is what a screen wants of the program. The nil Action wants nothing.
type Action interface {
	action()
}

type (
	// Pass says that a key meant nothing to the screen.
	Pass struct{}
	// Push puts a screen on top.
	Push struct{ Screen Screen }
	// Replace puts a screen in the place of the one on top.
	Replace struct{ Screen Screen }
	// Back takes the screen away that asked for it, and says something if there is
	// something to say ("Gemt.").
	Back struct{ Say string }
	// Open opens a screen by the name of its route; screens know each other no
	// other way.
	Open struct {
		Route string
		Arg   any
	}
	// Home starts afresh with a screen, as after unlocking: no other is left.
	Home struct{ Screen Screen }
	// Say shows a message in the state line until the next key, and at least four
	// seconds.
	Say struct {
		Text  string
		Error bool
	}
	// Ask puts a dialog on top.
	Ask struct{ Dialog *Dialog }
	// Tell sends a message to every screen there is: a case changed.
	Tell struct{ Msg tea.Msg }
	// All is several actions in their order.
	All []Action
	// IdleLock sets how long nobody may press a key before the program locks; zero
	// never locks. It comes with unlocking.
	IdleLock struct{ After time.Duration }
	// Mouse says whether the program takes the mouse; else it is the terminal's
	// own, which marks text with it.
	Mouse struct{ On bool }
	// Lock puts away what is half typed and ends the program with [Locked].
	Lock struct{}
	// Quit puts away what is half typed and ends the program. The key asks before.
	Quit struct{}
)

func (Pass) action()     {}
func (Push) action()     {}
func (Replace) action()  {}
func (Back) action()     {}
func (Open) action()     {}
func (Home) action()     {}
func (Say) action()      {}
func (Ask) action()      {}
func (Tell) action()     {}
func (All) action()      {}
func (IdleLock) action() {}
func (Mouse) action()    {}
func (Lock) action()     {}
func (Quit) action()     {}

// Hangup is sent to the program from outside when the terminal goes away or the
// system ends: what is half typed is put away, and the program ends unasked.
type Hangup struct{}

// The names of routes that keys lead to. Whoever puts the screens together
// serves them; one that is not there is answered with a sentence.
const (
	RouteToday     = "today"
	RouteCases     = "cases"
	RouteArrears   = "arrears"
	RouteMeetings  = "meetings"
	RouteLeading   = "leading"
	RouteDirectory = "directory"
	// RouteContact has a case's ID as its argument, "" for none.
	RouteContact = "contact"
	RouteSearch  = "search"
	// RouteCitizen has a case's ID as its argument.
	RouteCitizen = "citizen"
)

// Routes makes the screen of a route. It gives nil where there is none.
type Routes func(route string, arg any) Screen
