// Package theme holds how things look: one set of named styles, for dark and
// light windows and for windows without colour.
//
// A screen never names a colour. It says what a text is, [Styles].Overdue or
// [Styles].Muted, and the theme says how that looks. Colour never carries a
// state alone: what is overdue, chosen or wrong also says so with a word or a
// sign (">", "!", "[m Møde]"), since some people see no colours, some windows
// show none, and NO_COLOR takes them away.
//
// Ordinary text has no colour of its own, so that it can be read whatever
// colours a terminal has been given. What stands out does so in bold or
// reversed before it does so in colour.
package theme

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Styles are the looks of everything on the screen, by meaning.
type Styles struct {
	// Text is ordinary text; Muted stands back, Strong stands out.
	Text, Muted, Strong lipgloss.Style
	// Title is the screen's name, Side what stands at the right of its line, Rule
	// the lines across, Heading a section's name, Banner a warning that never goes
	// (made-up cases).
	Title, Side, Rule, Heading, Banner lipgloss.Style
	// Key and KeyLabel are the bottom line, State the line above it, Message what
	// the program answers there.
	Key, KeyLabel, State, Message lipgloss.Style
	// Selected is the row with the cursor, Match what a filter found in it.
	Selected, Match lipgloss.Style
	// Overdue, Today, Good, Warning and Error are states.
	Overdue, Today, Good, Warning, Error lipgloss.Style
	// Label is a field's name, LabelFocused that of the field with the cursor;
	// Input is what was typed, Box the lines around it, Hint what stands beside it.
	Label, LabelFocused, Input, Box, Hint lipgloss.Style
	// Option is a choice not taken, Chosen one that is.
	Option, Chosen lipgloss.Style
	// Tab is a tab, TabOpen the one that is open.
	Tab, TabOpen lipgloss.Style
	// Code is a QR code whose light parts are drawn: dark on light in whatever
	// window, since many readers take no other.
	Code lipgloss.Style
}

// New gives the styles for a dark or a light window.
func New(dark bool) Styles {
	pick := lipgloss.LightDark(dark)
	c := func(light, dark string) color.Color { return pick(lipgloss.Color(light), lipgloss.Color(dark)) }
	var (
		muted  = c("#5b6470", "#9aa4b0")
		accent = c("#005a8c", "#7cc4f0")
		line   = c("#8a94a0", "#5c6670")
		red    = c("#b00020", "#ff8a80")
		amber  = c("#8a5200", "#ffc66d")
		green  = c("#1b6e2c", "#8fd694")
	)
	text := lipgloss.NewStyle()
	bold := text.Bold(true)
	return Styles{
		Text: text, Muted: text.Foreground(muted), Strong: bold,
		Title: bold, Side: text.Foreground(muted), Rule: text.Foreground(line),
		Heading: bold.Foreground(accent), Banner: bold.Foreground(amber),
		Key: bold.Foreground(accent), KeyLabel: text.Foreground(muted),
		State: text.Foreground(muted), Message: bold,
		Selected: bold.Reverse(true), Match: bold.Underline(true),
		Overdue: bold.Foreground(red), Today: text.Foreground(amber), Good: text.Foreground(green),
		Warning: text.Foreground(amber), Error: bold.Foreground(red),
		Label: text.Foreground(muted), LabelFocused: bold.Foreground(accent),
		Input: text, Box: text.Foreground(line), Hint: text.Foreground(muted),
		Option: text, Chosen: bold.Foreground(accent),
		Tab: text.Foreground(muted), TabOpen: bold.Foreground(accent),
		Code: text.Foreground(lipgloss.Color("#ffffff")).Background(lipgloss.Color("#000000")),
	}
}

// Plain gives the styles for a window without colour: bold and reversed only.
func Plain() Styles {
	text := lipgloss.NewStyle()
	bold := text.Bold(true)
	return Styles{
		Text: text, Muted: text, Strong: bold,
		Title: bold, Side: text, Rule: text, Heading: bold, Banner: bold,
		Key: bold, KeyLabel: text, State: text, Message: bold,
		Selected: bold.Reverse(true), Match: bold.Underline(true),
		Overdue: bold, Today: text, Good: text, Warning: text, Error: bold,
		Label: text, LabelFocused: bold, Input: text, Box: text, Hint: text,
		Option: text, Chosen: bold, Tab: text, TabOpen: bold,
		Code: text, // most windows are dark
	}
}

// NoColor says whether an environment asks for no colour: NO_COLOR with any
// value but the empty one (no-color.org). The library's own reading takes only
// values that look like true.
func NoColor(environ []string) bool {
	on := false
	for _, v := range environ {
		if value, ok := strings.CutPrefix(v, "NO_COLOR="); ok {
			on = value != ""
		}
	}
	return on
}

// Profile gives the colours a program may use where the environment rules it,
// and says whether it does; else the terminal is asked.
func Profile(environ []string) (colorprofile.Profile, bool) {
	if NoColor(environ) {
		return colorprofile.ASCII, true
	}
	return colorprofile.Unknown, false
}
