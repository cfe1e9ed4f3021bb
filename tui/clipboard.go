package tui

import (
	"crypto/sha256"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// CopyTime is how long a copied text stays on the clipboard.
const CopyTime = 60 * time.Second

// readTime is how long a terminal has to say what lies on the clipboard. Most do
// not let a program read it, and are silent.
const readTime = 2 * time.Second

// emptied is put on the clipboard in the place of what was copied. Some
// multiplexers take no notice of a text of nothing.
const emptied = " "

// Copier is a screen with something to copy: what is selected, as text; "" for
// nothing. It stands in the list of all commands.
type Copier interface {
	Copy() string
}

// Copy puts a text on the system's clipboard, where other programs can read it,
// and takes it away again after [CopyTime], and before a lock and the end.
type Copy struct{ Text string }

func (Copy) action() {}

// clipboard is what the program knows of the system's clipboard.
type clipboard struct {
	copies int // how often something was copied
	sum    [sha256.Size]byte
	lies   bool // what was copied last may still lie there
	asked  bool // the terminal was asked what lies there
}

// copyDue says that a copied text has lain long enough, copySilent that the
// terminal did not say whether it still lies there.
type (
	copyDue    struct{ copy int }
	copySilent struct{ copy int }
)

// copy puts a text on the clipboard and says who can read it there.
func (a *App) copy(from Screen, text string) tea.Cmd {
	if strings.TrimSpace(text) == "" {
		return a.do(from, Say{Text: a.env.Words.T("common.copy.nothing")})
	}
	a.clip.copies++
	a.clip.sum, a.clip.lies, a.clip.asked = sha256.Sum256([]byte(text)), true, false
	due := copyDue{a.clip.copies}
	return tea.Batch(tea.SetClipboard(text), a.do(from, Say{Text: a.env.Words.T("common.copy.done")}),
		tea.Tick(CopyTime, func(time.Time) tea.Msg { return due }))
}

// copyOver asks what lies on the clipboard when the time of a copied text is
// over.
func (a *App) copyOver(due copyDue) tea.Cmd {
	if due.copy != a.clip.copies || !a.clip.lies {
		return nil
	}
	a.clip.asked = true
	return tea.Batch(tea.ReadClipboard, tea.Tick(readTime, func(time.Time) tea.Msg { return copySilent(due) }))
}

// copyRead takes what lies on the clipboard: only what was copied here goes.
func (a *App) copyRead(msg tea.ClipboardMsg) tea.Cmd {
	if !a.clip.asked {
		return nil
	}
	a.clip.asked, a.clip.lies = false, false
	if sha256.Sum256([]byte(msg.Content)) != a.clip.sum {
		return nil // somebody has copied something else since
	}
	return tea.Batch(tea.SetClipboard(emptied), a.do(nil, Say{Text: a.env.Words.T("common.copy.over")}))
}

// copyUnread empties the clipboard where nobody could say what lies there, and
// says so.
func (a *App) copyUnread(msg copySilent) tea.Cmd {
	if !a.clip.asked || msg.copy != a.clip.copies {
		return nil
	}
	a.clip.asked, a.clip.lies = false, false
	return tea.Batch(tea.SetClipboard(emptied), a.do(nil, Say{Text: a.env.Words.T("common.copy.unread")}))
}

// copyEnd takes what was copied away before the program ends, nil where nothing
// lies there.
func (a *App) copyEnd() tea.Cmd {
	if !a.clip.lies {
		return nil
	}
	a.clip.lies = false
	return tea.SetClipboard(emptied)
}
