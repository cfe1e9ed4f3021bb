package tui

import (
	"fmt"
	"reflect"
	"runtime/debug"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Crash is a panic, told so that it can be reported: the type of what was
// thrown and where, never the value, since that may hold what stands in a case.
type Crash struct {
	Type  string
	Stack string
}

// Error implements [error].
func (c Crash) Error() string { return "crash: " + c.Type }

// Place is the function of the program in which it happened, without path and
// arguments.
func (c Crash) Place() string {
	_, thrown, _ := strings.Cut(c.Stack, "\npanic(")
	for _, line := range strings.Split(thrown, "\n") {
		if i := strings.LastIndexByte(line, '('); i > 0 && strings.HasPrefix(line, "brobygger/") {
			return strings.TrimPrefix(line[:i], "brobygger/")
		}
	}
	return ""
}

// crashOf makes a crash of what recover gave.
func crashOf(thrown any) Crash {
	return Crash{Type: fmt.Sprintf("%T", thrown), Stack: string(debug.Stack())}
}

// routed is what a screen's command came to, on its way to that screen.
type routed struct {
	to  Screen
	msg tea.Msg
}

// guard makes a command that cannot bring the program down: a panic comes back
// as a [Crash]. What the command comes to is sent to the screen it is for, nil
// meaning the program. Commands within batches and sequences are guarded too.
func guard(to Screen, cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if thrown := recover(); thrown != nil {
				msg = crashOf(thrown)
				if to != nil {
					msg = routed{to, msg}
				}
			}
		}()
		msg = cmd()
		if msg == nil {
			return nil
		}
		// A batch or a sequence is a slice of commands, the latter of a type that has
		// no name outside the library.
		if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range v.Len() {
				inner, _ := v.Index(i).Interface().(tea.Cmd)
				v.Index(i).Set(reflect.ValueOf(guard(to, inner)))
			}
			return msg
		}
		if to == nil || ofLibrary(msg) {
			return msg
		}
		return routed{to, msg}
	}
}

// ofLibrary says whether a message is the terminal library's own, which it must
// see to do what it says.
func ofLibrary(msg tea.Msg) bool {
	path := reflect.TypeOf(msg).PkgPath()
	return strings.HasPrefix(path, "charm.land/bubbletea/") || strings.HasPrefix(path, "github.com/charmbracelet/ultraviolet")
}

// drain runs a command to its end, with all commands it comes to, and drops
// what they say.
func drain(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	if msg == nil {
		return
	}
	if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range v.Len() {
			inner, _ := v.Index(i).Interface().(tea.Cmd)
			drain(inner)
		}
	}
}
