// Package tuitest drives a Bubble Tea model in tests the way a person drives
// the program: it presses keys, waits until nothing more happens, and reads the
// screen.
//
// A test runs in a bubble of testing/synctest, so that time is made up and
// waiting costs nothing:
//
//	synctest.Test(t, func(t *testing.T) {
//		d := tuitest.Start(t, model, frame.Size{Width: 80, Height: 24})
//		d.Press("k")
//		d.Type("Mødte Karim i frikvarteret.")
//		d.Press("ctrl+s")
//		d.Wants("Gemt")
//		tuitest.Golden(t, "kontakt", d.Frame())
//	})
//
// After every key the driver waits until the model and all its commands are
// idle; there is no sleeping and no polling. Whatever a person could do wrong
// with time — type ahead, wait ten minutes — is [Driver.Rapidly] and
// [Driver.Wait].
package tuitest

import (
	"encoding/base64"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"brobygger/tui/frame"
)

// Driver is a running program with a person at it.
type Driver struct {
	t       testing.TB
	program *tea.Program
	done    chan struct{}
	final   tea.Model
	err     error
	size    frame.Size
	wrote   *output
}

// output is a terminal that keeps what is put on its clipboard, and nothing else.
type output struct {
	mu     sync.Mutex
	rest   string
	copied string
}

// clipboard begins what a program writes to put a text on the clipboard.
const clipboard = "\x1b]52;c;"

// Write implements [io.Writer].
func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.rest += string(b)
	for {
		_, rest, found := strings.Cut(o.rest, clipboard)
		end := strings.IndexByte(rest, '\a')
		if !found || end < 0 {
			o.rest = o.rest[max(0, strings.LastIndexByte(o.rest, '\x1b')):]
			return len(b), nil
		}
		if text, err := base64.StdEncoding.DecodeString(rest[:end]); err == nil {
			o.copied = string(text)
		}
		o.rest = rest[end:]
	}
}

// Clipboard is what the program put on the clipboard last, "" if it never did. A
// moment passes, since a program does not write at once.
func (d *Driver) Clipboard() string {
	d.Wait(100 * time.Millisecond)
	d.wrote.mu.Lock()
	defer d.wrote.mu.Unlock()
	return d.wrote.copied
}

// look asks the program's loop for its screen, so that nothing is read while it
// changes.
type look struct {
	view  chan tea.View
	model chan tea.Model
}

// watched is the model with an answer to look.
type watched struct {
	tea.Model
}

// Update implements [tea.Model].
func (w watched) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if l, ok := msg.(look); ok {
		l.view <- w.View()
		l.model <- w.Model
		return w, nil
	}
	m, cmd := w.Model.Update(msg)
	return watched{m}, cmd
}

// Start runs a model in a window of a size. It must be called within a bubble
// of testing/synctest, and stops the program when the test is over.
func Start(t testing.TB, model tea.Model, size frame.Size) *Driver {
	t.Helper()
	d := &Driver{t: t, done: make(chan struct{}), size: size, wrote: &output{}}
	d.program = tea.NewProgram(watched{model},
		tea.WithInput(nil),
		tea.WithOutput(d.wrote),
		tea.WithoutSignalHandler(),
		tea.WithEnvironment([]string{"TERM=xterm-256color"}),
		tea.WithColorProfile(colorprofile.ASCII),
		tea.WithWindowSize(size.Width, size.Height),
	)
	go func() {
		defer close(d.done)
		d.final, d.err = d.program.Run()
	}()
	t.Cleanup(d.Stop)
	d.WaitIdle()
	return d
}

// Stop ends the program, if it has not ended by itself, and waits for it.
func (d *Driver) Stop() {
	if !d.Ended() {
		d.program.Quit()
	}
	<-d.done
	// Commands that wait for a time are not called off when a program ends. An hour
	// of made-up time brings them to their end, since a bubble may leave nothing
	// behind.
	time.Sleep(time.Hour)
	synctest.Wait()
}

// Ended says whether the program has ended by itself.
func (d *Driver) Ended() bool {
	select {
	case <-d.done:
		return true
	default:
		return false
	}
}

// WaitIdle waits until nothing more happens without a key or the passing of
// time.
func (d *Driver) WaitIdle() { synctest.Wait() }

// Wait lets time pass.
func (d *Driver) Wait(duration time.Duration) {
	time.Sleep(duration)
	synctest.Wait()
}

// Send gives the model any message and waits.
func (d *Driver) Send(msg tea.Msg) {
	d.program.Send(msg)
	synctest.Wait()
}

// Press presses keys by their names ("k", "K", "tab", "ctrl+s", "f9"), one
// after the other, and waits after each.
func (d *Driver) Press(names ...string) {
	d.t.Helper()
	for _, name := range names {
		d.Send(Key(name))
	}
}

// Rapidly presses keys without waiting between them, as people do who type
// ahead.
func (d *Driver) Rapidly(names ...string) {
	d.t.Helper()
	for _, name := range names {
		d.program.Send(Key(name))
	}
	synctest.Wait()
}

// Type types a text key by key; a newline is Enter.
func (d *Driver) Type(text string) {
	for _, msg := range Keys(text) {
		d.program.Send(msg)
	}
	synctest.Wait()
}

// Paste pastes a text as a terminal does, in one piece.
func (d *Driver) Paste(text string) { d.Send(tea.PasteMsg{Content: text}) }

// Resize makes the window another size.
func (d *Driver) Resize(width, height int) {
	d.size = frame.Size{Width: width, Height: height}
	d.Send(tea.WindowSizeMsg{Width: width, Height: height})
}

// Size is the size of the window.
func (d *Driver) Size() frame.Size { return d.size }

// View is what the model shows now.
func (d *Driver) View() tea.View {
	if d.Ended() {
		return d.final.View()
	}
	l := look{make(chan tea.View, 1), make(chan tea.Model, 1)}
	d.program.Send(l)
	synctest.Wait()
	return <-l.view
}

// Model is the model as it is now, as given to [Start]: read it, no more.
func (d *Driver) Model() tea.Model {
	if d.Ended() {
		return d.final.(watched).Model
	}
	l := look{make(chan tea.View, 1), make(chan tea.Model, 1)}
	d.program.Send(l)
	synctest.Wait()
	return <-l.model
}

// Frame is the screen as text: no styles, no blanks at the ends of lines.
func (d *Driver) Frame() string { return Plain(d.View().Content) }

// Cursor gives the column and line of the cursor, and whether there is one.
func (d *Driver) Cursor() (x, y int, ok bool) {
	c := d.View().Cursor
	if c == nil {
		return 0, 0, false
	}
	return c.X, c.Y, true
}

// Wants fails the test unless the screen shows all of the texts.
func (d *Driver) Wants(texts ...string) {
	d.t.Helper()
	screen := d.Frame()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			d.t.Errorf("the screen does not show %q:\n%s", text, screen)
		}
	}
}

// Lacks fails the test if the screen shows any of the texts.
func (d *Driver) Lacks(texts ...string) {
	d.t.Helper()
	screen := d.Frame()
	for _, text := range texts {
		if strings.Contains(screen, text) {
			d.t.Errorf("the screen shows %q:\n%s", text, screen)
		}
	}
}

// Plain takes the styles and the blanks at the ends of lines out of a screen.
func Plain(content string) string {
	lines := strings.Split(ansi.Strip(content), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}
