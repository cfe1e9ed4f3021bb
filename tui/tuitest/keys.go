package tuitest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui/keys"
)

// Key makes a key press from its name, as keys.Name writes it: "k", "K", "æ",
// "space", "enter", "shift+tab", "ctrl+s", "f9". "altgr+@" is the character as
// Windows reports it, with Ctrl and Alt set. An unknown name panics, since a
// test that presses no key tests nothing.
func Key(name string) tea.KeyPressMsg {
	if char, ok := strings.CutPrefix(name, "altgr+"); ok {
		msg := Key(char)
		msg.Mod = tea.ModCtrl | tea.ModAlt
		return msg
	}
	if utf8.RuneCountInString(name) == 1 {
		r, _ := utf8.DecodeRuneInString(name)
		msg := tea.KeyPressMsg{Code: unicode.ToLower(r), Text: name}
		if unicode.IsUpper(r) {
			msg.ShiftedCode, msg.Mod = r, tea.ModShift
		}
		return msg
	}
	msg := keys.Press(name)
	switch name {
	case "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+[":
		// These are called by the keys they are.
	default:
		if keys.Name(msg) != name || utf8.RuneCountInString(msg.Text) > 1 {
			panic("tuitest: no key named " + name)
		}
	}
	return msg
}

// Keys makes the key presses that type a text; a newline is Enter.
func Keys(text string) []tea.KeyPressMsg {
	var msgs []tea.KeyPressMsg
	for _, r := range text {
		switch r {
		case '\n':
			msgs = append(msgs, Key("enter"))
		case ' ':
			msgs = append(msgs, Key("space"))
		default:
			msgs = append(msgs, Key(string(r)))
		}
	}
	return msgs
}
