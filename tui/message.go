package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui/frame"
)

// MessageTime is how long a message stays at least.
const MessageTime = 4 * time.Second

// message is what the program says in the state line. It goes with the first
// key that is pressed after its time, or with its time if a key was pressed
// before.
type message struct {
	text  string
	error bool
	id    int
	old   bool // its time is over
	seen  bool // a key was pressed since
}

// messageTime says that a message's time is over.
type messageTime struct{ id int }

// say shows a message.
func (a *App) say(text string, isError bool) tea.Cmd {
	if text == "" {
		return nil
	}
	a.messages++
	a.message = message{text: text, error: isError, id: a.messages}
	id := a.messages
	return tea.Tick(MessageTime, func(time.Time) tea.Msg { return messageTime{id} })
}

// messageKey takes note of a key.
func (a *App) messageKey() {
	a.message.seen = true
	if a.message.old {
		a.message = message{}
	}
}

// messageOver takes note of a message's time.
func (a *App) messageOver(msg messageTime) {
	if msg.id != a.message.id {
		return
	}
	a.message.old = true
	if a.message.seen {
		a.message = message{}
	}
}

// messageLines gives the message as state lines, nil if there is none. At most
// three are taken from a screen.
func (a *App) messageLines(width int) []frame.Line {
	if a.message.text == "" {
		return nil
	}
	text := a.message.text
	if a.message.error {
		text = "! " + text
	}
	var lines []frame.Line
	for _, l := range frame.Wrap(frame.Clean(text), max(1, width-2)) {
		if len(lines) == 3 {
			break
		}
		lines = append(lines, frame.Line{Left: l})
	}
	return lines
}
