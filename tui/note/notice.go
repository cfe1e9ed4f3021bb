package note

import (
	tea "charm.land/bubbletea/v2"

	"brobygger/cases/notice"
	"brobygger/tui/desk"
	"brobygger/tui/field"
)

// noticed is what a text seems to name that should not stand in it without a
// special reason. It is looked for outside the program's loop, one look at a
// time, since a text may be long.
type noticed struct {
	revision int // of the text that was looked at
	looking  bool
	kind     notice.Kind
	word     string
}

// found is what a look came to.
type found struct {
	revision int
	kind     notice.Kind
	word     string
}

// look gives the command that reads the text again, nil if it has not changed or
// is being read.
func (n *noticed) look(text *field.Area) tea.Cmd {
	if n.looking || text.Revision() == n.revision {
		return nil
	}
	n.looking = true
	revision, value := text.Revision(), text.Value()
	return func() tea.Msg {
		f := found{revision: revision}
		for _, hit := range notice.Find(value) {
			// A number is worse than a word.
			if f.kind == "" || hit.Kind == notice.CPRLike {
				f.kind, f.word = hit.Kind, value[hit.Start:hit.End]
			}
			if f.kind == notice.CPRLike {
				break
			}
		}
		return f
	}
}

// onFound takes what a look came to.
func (n *noticed) onFound(f found) {
	n.looking, n.revision, n.kind, n.word = false, f.revision, f.kind, f.word
}

// line is the one line of notice, "" for none.
func (n *noticed) line(d *desk.Desk) func() string {
	return func() string {
		switch n.kind {
		case notice.CPRLike:
			return d.W().T("contact.notice.cpr")
		case notice.Sentence:
			return d.W().T("contact.notice.sentence", desk.OneLine(n.word))
		}
		return ""
	}
}
