package sheet

import (
	"brobygger/cases/notice"
	"brobygger/tui/desk"
	"brobygger/tui/field"
)

// noticeMost is the longest text that is looked through after each key, in bytes.
// Longer ones are not written in these forms.
const noticeMost = 64 << 10

// Notices gives the one line that is said when a text seems to name what should
// not stand in it without a special reason: never a block.
func Notices(d *desk.Desk, text interface {
	field.Field
	Value() string
}) func() string {
	looked, line := -1, ""
	return func() string {
		if r := text.Revision(); r != looked {
			looked, line = r, ""
			if value := text.Value(); len(value) <= noticeMost {
				line = noticed(d, value)
			}
		}
		return line
	}
}

func noticed(d *desk.Desk, text string) string {
	line := ""
	for _, hit := range notice.Find(text) {
		// A number is worse than a word.
		if hit.Kind == notice.CPRLike {
			return d.W().T("contact.notice.cpr")
		}
		if line == "" {
			line = d.W().T("contact.notice.sentence", desk.OneLine(text[hit.Start:hit.End]))
		}
	}
	return line
}
