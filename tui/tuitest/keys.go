package tuitest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
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
	var msg tea.KeyPressMsg
	rest := name
	for mod, bit := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "alt+": tea.ModAlt, "shift+": tea.ModShift} {
		if strings.Contains(rest, mod) {
			rest = strings.Replace(rest, mod, "", 1)
			msg.Mod |= bit
		}
	}
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace,
		"backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "insert": tea.KeyInsert,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
		"f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f5": tea.KeyF5, "f6": tea.KeyF6,
		"f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9, "f10": tea.KeyF10, "f11": tea.KeyF11, "f12": tea.KeyF12,
	}
	code, ok := codes[rest]
	if !ok {
		if utf8.RuneCountInString(rest) != 1 {
			panic("tuitest: no key named " + name)
		}
		code, _ = utf8.DecodeRuneInString(rest)
	}
	msg.Code = code
	if rest == "space" && msg.Mod == 0 {
		msg.Text = " "
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
