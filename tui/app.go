package tui

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
)

// Title is the window's title, whatever is shown: a title bar is read over
// shoulders and kept by window lists.
const Title = "Brobygger"

// End is how the program ended.
type End int

// The ends of a program.
const (
	// Running means that it has not ended.
	Running End = iota
	// Closed means that the user closed it, or the terminal went away.
	Closed
	// Locked means that a fresh process is to ask for the passphrase.
	Locked
	// Crashed means that the screen's own code failed; [App.Crash] says where.
	Crashed
)

// Options is what a program is started with.
type Options struct {
	// Env is shared with every screen. Words and Clock must be set.
	Env *Env
	// Routes makes screens by name; nil knows none.
	Routes Routes
	// Start is the first screen.
	Start Screen
	// NoColor leaves the terminal's colours alone and draws without.
	NoColor bool
	// Idle is how long nobody may press a key before the program locks; zero never
	// locks. [IdleLock] changes it.
	Idle time.Duration
	// Remember gives the command that keeps where the user is, when the program
	// locks; nil keeps nothing. It is called in the program's loop.
	Remember func(place []Open) tea.Cmd
}

// App is the program on the screen: the one [tea.Model] there is. It holds the
// stack of screens, the dialogs over them, the message in the state line, and
// does what keys mean everywhere.
type App struct {
	env      *Env
	routes   Routes
	noColor  bool
	remember func([]Open) tea.Cmd

	window   frame.Size
	stack    []Screen
	mains    map[string]Screen
	cameBy   map[Screen]Open // the routes of the screens in stack
	dialogs  []*Dialog
	overlay  Screen // help or the list of all commands, nil for neither
	covered  bool
	message  message
	messages int
	idle     idle
	mouse    mouse
	same     bool // a message changed nothing that is drawn
	held     []held
	clip     clipboard

	end     End
	ending  End // where what is half typed is being put away
	crash   Crash
	view    tea.View
	outside keys.Outside
	anyTime keys.Everywhere
	moves   keys.Moves
}

// New makes the program. Run it with [tea.NewProgram] and read its [App.End]
// when that is over.
func New(o Options) *App {
	a := &App{
		env: o.Env, routes: o.Routes, noColor: o.NoColor,
		mains: make(map[string]Screen), cameBy: make(map[Screen]Open), remember: o.Remember, idle: idle{limit: o.Idle},
		outside: keys.NewOutside(), anyTime: keys.NewEverywhere(), moves: keys.NewMoves(),
	}
	a.env.Styles = theme.New(true)
	if o.NoColor {
		a.env.Styles = theme.Plain()
	}
	a.idle.touched(a.env.Clock.Now())
	a.env.locksIn = func() (time.Duration, bool) {
		return a.idle.left(a.env.Clock.Now()), a.idle.limit > 0
	}
	a.stack = []Screen{o.Start}
	a.view = a.blank()
	return a
}

// End says how the program ended.
func (a *App) End() End { return a.end }

// Crash is what failed where the end is [Crashed].
func (a *App) Crash() Crash { return a.crash }

// Init implements [tea.Model].
func (a *App) Init() tea.Cmd {
	cmds := []tea.Cmd{nextTick(), a.shown(a.stack[0], true)}
	if !a.noColor {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	return tea.Batch(cmds...)
}

// Update implements [tea.Model]. The screen is drawn here too, so that code that
// fails while it draws ends the program in order and prints no value.
func (a *App) Update(msg tea.Msg) (model tea.Model, cmd tea.Cmd) {
	model = a
	defer func() {
		if thrown := recover(); thrown != nil {
			a.crash, a.end = crashOf(thrown), Crashed
			a.view = a.blank()
			cmd = tea.Quit
		}
	}()
	a.same = false
	if cmd = a.update(msg); !a.same {
		a.view = a.draw()
	}
	return model, cmd
}

// View implements [tea.Model].
func (a *App) View() tea.View { return a.view }

func (a *App) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.window = frame.Size{Width: msg.Width, Height: msg.Height}
		return nil
	case tea.BackgroundColorMsg:
		if !a.noColor {
			a.env.Styles = theme.New(msg.IsDark())
		}
		return nil
	case tea.KeyPressMsg:
		return a.key(msg)
	case tea.MouseMsg:
		return a.mouseUpdate(msg)
	case wheelOver:
		a.same = true
		return a.roll()
	case tea.PasteMsg:
		a.idle.touched(a.env.Clock.Now())
		if a.covered || a.ending != Running {
			return nil
		}
		a.messageKey()
		return a.input(msg)
	case idleTick:
		a.idle.ticks++
		if a.idle.limit > 0 && a.ending == Running && a.idle.left(a.env.Clock.Now()) == 0 {
			return tea.Batch(nextTick(), a.finish(Locked, true))
		}
		return nextTick()
	case messageTime:
		a.messageOver(msg)
		return nil
	case quietOver:
		if msg.most || msg.quiet == msg.dialog.quiet {
			msg.dialog.deaf = false
		}
		return nil
	case parked:
		a.end = a.ending
		return tea.Quit
	case Hangup:
		return a.finish(Closed, false)
	case Crash:
		return a.failed(nil, msg)
	case tea.ClipboardMsg:
		return a.copyRead(msg)
	case copyDue:
		return a.copyOver(msg)
	case copySilent:
		return a.copyUnread(msg)
	case Action:
		if a.sole() != nil {
			return a.do(nil, msg) // nobody knows whose it is
		}
		return a.do(a.top(), msg)
	case routed:
		return a.deliver(msg)
	}
	if ofLibrary(msg) {
		return nil
	}
	return a.tell(msg)
}

// top is the screen that lies on top.
func (a *App) top() Screen { return a.stack[len(a.stack)-1] }

// deliver gives what a screen's command came to to that screen, if it is still
// there.
func (a *App) deliver(msg routed) tea.Cmd {
	if crash, ok := msg.msg.(Crash); ok {
		return a.failed(msg.to, crash)
	}
	if action, ok := msg.msg.(Action); ok {
		return a.do(msg.to, action)
	}
	if !a.has(msg.to) {
		return nil
	}
	return a.send(msg.to, msg.msg)
}

// has says whether a screen is still there, shown or kept for its digit.
func (a *App) has(s Screen) bool {
	if slices.Contains(a.stack, s) || a.overlay == s {
		return true
	}
	for _, main := range a.mains {
		if main == s {
			return true
		}
	}
	return false
}

// send gives a message to one screen and does what it wants.
func (a *App) send(to Screen, msg tea.Msg) tea.Cmd {
	action, cmd := to.Update(msg)
	if _, pass := action.(Pass); pass {
		action = nil
	}
	return tea.Batch(guard(to, cmd), a.do(to, action))
}

// tell gives a message to every screen there is, once.
func (a *App) tell(msg tea.Msg) tea.Cmd {
	all := slices.Clone(a.stack)
	for _, main := range a.mains {
		if !slices.Contains(all, main) {
			all = append(all, main)
		}
	}
	var cmds []tea.Cmd
	for _, s := range all {
		cmds = append(cmds, a.send(s, msg))
	}
	return tea.Batch(cmds...)
}

// shown tells a screen that it lies on top; the first time it may start.
func (a *App) shown(s Screen, first bool) tea.Cmd {
	var start tea.Cmd
	if starter, ok := s.(Starter); ok && first {
		start = guard(s, starter.Start())
	}
	return tea.Batch(start, a.send(s, Shown{}))
}

// failed says that a command failed, and goes on. from is the screen that ran it,
// nil where that is not known.
func (a *App) failed(from Screen, crash Crash) tea.Cmd {
	a.crash = crash
	w := a.env.Words
	d := Notice(a.env, w.T("errors.crash.title"), w.T("errors.crash.text", crash.Type, crash.Place()))
	return a.do(from, Ask{d})
}

// key does what a key press means: first what holds whatever is shown, then
// dialogs, help and commands, then the screen, then what the key means on every
// screen.
func (a *App) key(msg tea.KeyPressMsg) tea.Cmd {
	a.idle.touched(a.env.Clock.Now())
	if a.ending != Running {
		return nil
	}
	switch name := keys.Name(msg); {
	case a.anyTime.Lock.Has(name):
		return a.finish(Locked, true)
	case a.covered:
		if a.anyTime.Cover.Has(name) || a.moves.Open.Has(name) || a.moves.Back.Has(name) {
			a.covered = false
		}
		return nil
	case a.anyTime.Cover.Has(name):
		a.covered = true
		return nil
	case name == "ctrl+c" && a.sole() != nil:
		return nil
	case name == "ctrl+c":
		return a.say(a.howToClose(), false)
	}
	a.messageKey()
	return a.input(msg)
}

// input gives a key press or a paste to what lies on top.
func (a *App) input(msg tea.Msg) tea.Cmd {
	if len(a.dialogs) > 0 {
		return a.dialogUpdate(msg)
	}
	press, isKey := msg.(tea.KeyPressMsg)
	on := a.overlay
	if on == nil {
		on = a.top()
	}
	context := on.Keys()
	if isKey {
		own, _ := keys.Find(press, context.Bindings)
		if own.Off != "" {
			return a.say(own.Off, false)
		}
		if a.overlay == nil && (a.anyTime.Help.Matches(press) || own.ID == a.anyTime.Help.ID) {
			return a.open(newHelp(a.env, a.top()))
		}
		if a.overlay == nil && a.sole() == nil && a.anyTime.Commands.Matches(press) {
			return a.open(newPalette(a.env, a.top()))
		}
	}
	action, cmd := on.Update(msg)
	if _, pass := action.(Pass); !pass {
		return tea.Batch(guard(on, cmd), a.do(on, action))
	}
	cmd = guard(on, cmd)
	if !isKey {
		return cmd
	}
	return tea.Batch(cmd, a.everywhere(on, context.Kind, press))
}

// everywhere does what a key means on every screen, for a screen to which it
// meant nothing.
func (a *App) everywhere(on Screen, kind keys.Kind, press tea.KeyPressMsg) tea.Cmd {
	w, name := a.env.Words, keys.Name(press)
	switch {
	case a.sole() == on:
		return nil // nothing is reached from there
	case a.moves.Back.Has(name):
		return a.back(on)
	case a.overlay != nil:
		return nil
	case a.anyTime.Save.Has(name):
		return a.say(w.T("common.nothing.save"), false)
	case a.anyTime.Undo.Has(name):
		return a.say(w.T("common.nothing.undo"), false)
	case a.anyTime.Reveal.Has(name):
		return a.say(w.T("common.nothing.reveal"), false)
	case a.anyTime.Citizen.Has(name):
		return a.onCase(on, RouteCitizen, true)
	}
	if kind != keys.List {
		return nil
	}
	switch {
	case a.outside.Help.Has(name):
		return a.open(newHelp(a.env, a.top()))
	case a.outside.Commands.Has(name):
		return a.open(newPalette(a.env, a.top()))
	case a.outside.Quit.Has(name):
		return a.do(on, AskQuit(a.env))
	case a.outside.Contact.Has(name):
		return a.onCase(on, RouteContact, false)
	case a.outside.Search.Has(name):
		return a.do(on, Open{RouteSearch, nil})
	}
	for route, b := range a.mainKeys() {
		if b.Has(name) {
			return a.main(route)
		}
	}
	return nil
}

// mainKeys are the main screens' digits.
func (a *App) mainKeys() map[string]keys.Binding {
	k := a.outside
	return map[string]keys.Binding{
		RouteToday: k.Today, RouteCases: k.Cases, RouteArrears: k.Arrears,
		RouteMeetings: k.Meetings, RouteLeading: k.Leading, RouteDirectory: k.Directory,
	}
}

// onCase opens a route on the case that a screen stands on.
func (a *App) onCase(on Screen, route string, needed bool) tea.Cmd {
	id := ""
	if c, ok := on.(OnCase); ok {
		id = c.CaseID()
	}
	if id == "" && needed {
		return a.say(a.env.Words.T("common.no.case"), false)
	}
	return a.do(on, Open{route, id})
}

// main goes to a main screen, which is kept as it was left.
func (a *App) main(route string) tea.Cmd {
	s, first := a.mains[route], false
	if s == nil {
		first = true
		if a.routes != nil {
			s = a.routes(route, nil)
		}
		if s == nil {
			return a.notThere(route)
		}
		a.mains[route] = s
	}
	var cmds []tea.Cmd
	for _, old := range a.stack {
		cmds = append(cmds, a.park(old))
	}
	a.stack = []Screen{s}
	clear(a.cameBy)
	return tea.Batch(append(cmds, a.shown(s, first))...)
}

// notThere says that a screen is not in this version.
func (a *App) notThere(route string) tea.Cmd {
	w := a.env.Words
	if b, ok := a.mainKeys()[route]; ok {
		return a.say(w.T("common.not.there.main", w.T(b.Label)), false)
	}
	return a.say(w.T("common.not.there"), false)
}

// open lays help or the list of commands over the screen.
func (a *App) open(s Screen) tea.Cmd {
	a.overlay = s
	return nil
}

// back takes a screen away. The last one stays: Esc never closes the program.
func (a *App) back(s Screen) tea.Cmd {
	if s == a.overlay {
		a.overlay = nil
		return nil
	}
	i := slices.Index(a.stack, s)
	switch {
	case i < 0:
		return nil
	case i == 0:
		return a.say(a.howToClose(), false)
	}
	cmd := a.park(s)
	a.stack = slices.Delete(a.stack, i, i+1)
	delete(a.cameBy, s)
	if i < len(a.stack) {
		return cmd
	}
	return tea.Batch(cmd, a.shown(a.top(), false), a.release())
}

// howToClose says which key closes the program: the one for it outside text,
// unless the screen has one of its own.
func (a *App) howToClose() string {
	quit := a.outside.Quit
	for _, b := range a.top().Keys().Bindings {
		if b.ID == quit.ID {
			quit = b
		}
	}
	return a.env.Words.T("common.how.to.close", keys.Show(a.env.Words, quit.Keys[0]))
}

// park puts away what is half typed on a screen.
func (a *App) park(s Screen) tea.Cmd {
	if p, ok := s.(Parker); ok {
		return guard(s, p.Park())
	}
	return nil
}

// parked says that everything half typed is put away.
type parked struct{}

// finish puts away what is half typed, everywhere, and then ends. Nothing of a
// case is shown from now on. comesBack says that the user is to find the place
// again.
func (a *App) finish(end End, comesBack bool) tea.Cmd {
	if a.ending != Running {
		return nil
	}
	a.ending = end
	var cmds []tea.Cmd
	for _, s := range a.stack {
		if cmd := a.park(s); cmd != nil {
			cmds = append(cmds, func() tea.Msg { drain(cmd); return nil })
		}
	}
	if comesBack {
		if cmd := guard(nil, a.leave()); cmd != nil {
			cmds = append(cmds, func() tea.Msg { drain(cmd); return nil })
		}
	}
	if cmd := a.copyEnd(); cmd != nil {
		cmds = append(cmds, cmd)
	}
	// A disk that does not answer keeps nobody from locking: a draft is at most two
	// seconds behind what was typed.
	late := tea.Tick(parkMost, func(time.Time) tea.Msg { return parked{} })
	return tea.Batch(late, tea.Sequence(append(cmds, func() tea.Msg { return parked{} })...))
}

// parkMost is how long putting away may take before the program ends all the
// same.
const parkMost = 5 * time.Second

// do does what a screen wants.
func (a *App) do(from Screen, action Action) tea.Cmd {
	if a.hold(from, action) {
		return nil
	}
	switch action := action.(type) {
	case nil, Pass:
		return nil
	case All:
		var cmds []tea.Cmd
		for _, one := range action {
			cmds = append(cmds, a.do(from, one))
		}
		return tea.Batch(cmds...)
	case Push:
		a.overlay = nil
		a.stack = append(a.stack, action.Screen)
		if a.sole() != nil {
			a.alone()
		}
		return a.shown(action.Screen, true)
	case Replace:
		cmd := a.park(a.top())
		delete(a.cameBy, a.top())
		a.stack[len(a.stack)-1] = action.Screen
		return tea.Batch(cmd, a.shown(action.Screen, true))
	case Home:
		a.stack, a.mains, a.dialogs, a.overlay = []Screen{action.Screen}, make(map[string]Screen), nil, nil
		clear(a.cameBy)
		return a.shown(action.Screen, true)
	case Open:
		if _, isMain := a.mainKeys()[action.Route]; isMain && action.Arg == nil {
			return a.main(action.Route)
		}
		var s Screen
		if a.routes != nil {
			s = a.routes(action.Route, action.Arg)
		}
		if s == nil {
			return a.notThere(action.Route)
		}
		a.cameBy[s] = action
		return a.do(from, Push{s})
	case Back:
		return tea.Batch(a.back(from), a.say(action.Say, false))
	case Say:
		return a.say(action.Text, action.Error)
	case Ask:
		action.Dialog.from = from
		a.dialogs = append(a.dialogs, action.Dialog)
		return action.Dialog.listen()
	case Tell:
		return a.tell(action.Msg)
	case Copy:
		return a.copy(from, action.Text)
	case press:
		a.overlay = nil
		return a.key(keys.Press(action.key))
	case run:
		a.overlay = nil
		next, cmd := action.command.Run()
		return tea.Batch(guard(a.top(), cmd), a.do(a.top(), next))
	case IdleLock:
		a.idle.limit = action.After
		a.idle.touched(a.env.Clock.Now()) // an unlocked vault may bring a clock of its own
		return nil
	case Mouse:
		a.mouse = mouse{on: action.On}
		a.env.mouse = action.On
		return nil
	case Lock:
		return a.finish(Locked, true)
	case Quit:
		return a.finish(Closed, false)
	}
	panic(fmt.Sprintf("tui: no such action as %T", action))
}

// Contexts lists the keys that the program itself brings, for the check of all
// of them.
func Contexts() []keys.Context { return []keys.Context{helpContext(), paletteContext()} }
