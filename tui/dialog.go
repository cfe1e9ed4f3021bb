package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
)

// Typing ahead: a dialog that nobody asked for takes no key until none came for
// quietTime, but not longer than quietMost.
const (
	quietTime = 425 * time.Millisecond
	quietMost = 1500 * time.Millisecond
)

// Dialog stands over a screen until it is answered. It asks with letters, with
// a form, or with both; Enter is the answer "accept", Esc the answer "back", a
// letter the answer of its ID.
type Dialog struct {
	// Title and Text say what is asked. The text may have several paragraphs,
	// parted by newlines.
	Title, Text string
	// Bindings are the answers, Enter and Esc among them where they mean anything.
	Bindings []keys.Binding
	// Form is filled in, if there is one. Letters then type, and only answers on
	// other keys hold.
	Form *field.Form
	// ByItself says that nobody pressed a key for this dialog: keys typed ahead are
	// not taken for an answer.
	ByItself bool
	// Answer does what the answer means. The dialog is gone by then; an [Ask]
	// brings it back.
	Answer func(id string) (Action, tea.Cmd)

	from  Screen
	deaf  bool
	quiet int
}

// Context gives the keys that hold while the dialog stands.
func (d *Dialog) Context() keys.Context {
	c := keys.Context{Name: "keys.context.dialog", Kind: keys.Dialog, Bindings: d.Bindings}
	if d.Form != nil {
		c.Kind = d.Form.Kind()
	}
	return c
}

// Confirm is a dialog that asks for yes or no; Enter is yes. yes is called for a
// yes; no answer else does anything.
func Confirm(env *Env, title, text string, yes func() (Action, tea.Cmd)) *Dialog {
	asking := keys.NewAsking(env.Words.T("common.yes.key"), env.Words.T("common.no.key"))
	asking.Accept.Quiet = true
	return &Dialog{Title: title, Text: text, Bindings: asking.Bindings(), Answer: func(id string) (Action, tea.Cmd) {
		if id == asking.Yes.ID || id == asking.Accept.ID {
			return yes()
		}
		return nil, nil
	}}
}

// AskQuit asks whether to close the program, as the key for it does. A
// full-screen moment that has this key among its own returns it.
func AskQuit(env *Env) Action {
	w := env.Words
	if env.Leaving != nil {
		if d := env.Leaving(); d != nil {
			return Ask{d}
		}
	}
	return Ask{Confirm(env, w.T("common.quit.title"), w.T("common.quit.text"), func() (Action, tea.Cmd) { return Quit{}, nil })}
}

// Notice is a dialog that only tells something and opens by itself.
func Notice(env *Env, title, text string) *Dialog {
	asking := keys.NewAsking(env.Words.T("common.yes.key"), env.Words.T("common.no.key"))
	return &Dialog{Title: title, Text: text, ByItself: true, Bindings: []keys.Binding{asking.Accept, asking.Cancel}}
}

// quietOver says that no key came for a while since a dialog opened.
type quietOver struct {
	dialog *Dialog
	quiet  int
	most   bool
}

// listen starts the time in which a dialog takes no keys.
func (d *Dialog) listen() tea.Cmd {
	if !d.ByItself {
		return nil
	}
	d.deaf = true
	return tea.Batch(d.wait(), tea.Tick(quietMost, func(time.Time) tea.Msg { return quietOver{dialog: d, most: true} }))
}

func (d *Dialog) wait() tea.Cmd {
	d.quiet++
	quiet := d.quiet
	return tea.Tick(quietTime, func(time.Time) tea.Msg { return quietOver{dialog: d, quiet: quiet} })
}

// dialogKey gives a message to the dialog on top.
func (a *App) dialogUpdate(msg tea.Msg) tea.Cmd {
	d := a.dialogs[len(a.dialogs)-1]
	press, isKey := msg.(tea.KeyPressMsg)
	if d.deaf {
		if isKey {
			return d.wait()
		}
		return nil
	}
	if d.Form != nil && d.Form.Update(msg) {
		return nil
	}
	if !isKey {
		return nil
	}
	b, ok := keys.Find(press, d.Bindings)
	if !ok && keys.NewMoves().Back.Matches(press) {
		b, ok = keys.NewMoves().Back, true
	}
	if !ok {
		return nil
	}
	if b.Off != "" {
		return a.say(b.Off, false)
	}
	a.dialogs = a.dialogs[:len(a.dialogs)-1]
	if d.Answer == nil {
		return nil
	}
	action, cmd := d.Answer(b.ID)
	return tea.Batch(guard(d.from, cmd), a.do(d.from, action))
}

// draw puts the dialog over a body that is already drawn and says where its
// cursor is.
func (d *Dialog) draw(body []string, size frame.Size, styles theme.Styles) ([]string, *field.Point) {
	width := min(64, size.Width)
	inner := width - 4
	if inner < 8 || size.Height < 3 {
		return body, nil
	}
	var lines []string
	for _, p := range strings.Split(d.Text, "\n") {
		if p == "" {
			lines = append(lines, "")
			continue
		}
		lines = append(lines, frame.Wrap(frame.Clean(p), inner)...)
	}
	var cursor *field.Point
	if d.Form != nil {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		room := frame.Size{Width: inner, Height: max(1, size.Height-2-len(lines))}
		if most := 12; room.Height > most {
			room.Height = most
		}
		formLines, at := d.Form.View(room, styles)
		if at != nil {
			cursor = &field.Point{X: at.X, Y: len(lines) + at.Y}
		}
		lines = append(lines, formLines...)
	}
	if over := len(lines) + 2 - size.Height; over > 0 {
		// A text too long for the window loses its start rather than the form.
		cut := over
		if d.Form == nil {
			lines = lines[:len(lines)-cut]
		} else {
			lines = lines[cut:]
			if cursor != nil {
				cursor.Y -= cut
			}
		}
	}
	box := make([]string, 0, len(lines)+2)
	title := frame.Cut(frame.Clean(d.Title), inner-2)
	head := "┌─ " + title + " "
	if title == "" {
		head = "┌"
	}
	box = append(box, styles.LabelFocused.Render(head+strings.Repeat("─", max(0, width-1-frame.Width(head)))+"┐"))
	edge := styles.LabelFocused.Render("│")
	for _, l := range lines {
		box = append(box, edge+" "+frame.Fit(l, inner)+" "+edge)
	}
	box = append(box, styles.LabelFocused.Render("└"+strings.Repeat("─", width-2)+"┘"))
	x, y := (size.Width-width)/2, max(0, (size.Height-len(box))/2)
	if cursor != nil {
		cursor = &field.Point{X: x + 2 + cursor.X, Y: y + 1 + cursor.Y}
	}
	return over(body, box, x, y, size), cursor
}

// over lays a box over lines.
func over(lines, box []string, x, y int, size frame.Size) []string {
	out := make([]string, size.Height)
	for i := range out {
		if i < len(lines) {
			out[i] = lines[i]
		}
		if i < y || i >= y+len(box) {
			continue
		}
		left := ansi.Cut(frame.Clean(out[i]), 0, x)
		right := ansi.Cut(frame.Clean(out[i]), x+frame.Width(box[i-y]), size.Width)
		out[i] = frame.Fit(left, x) + box[i-y] + right
	}
	return out
}
