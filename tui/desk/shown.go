package desk

import (
	"strings"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
)

// Mains is the left side of a main screen's title: the main screens there are,
// each with its digit.
func (d *Desk) Mains() string {
	o := keys.NewOutside()
	var out []string
	for _, b := range []keys.Binding{o.Today, o.Cases, o.Directory} {
		out = append(out, b.Keys[0]+" "+d.W().T(b.Label))
	}
	return strings.Join(out, "  ")
}

// SavedLine is the state line where a screen has nothing of its own to say: where
// things are saved, and when the program locks.
func (d *Desk) SavedLine() frame.Line {
	return frame.Line{Left: d.W().T("desk.saved"), Right: d.LocksIn()}
}

// LocksIn says when the program locks by itself, "" if it does not.
func (d *Desk) LocksIn() string {
	left, locks := d.Env.LocksIn()
	if !locks {
		return ""
	}
	return d.W().T("desk.locks", d.W().Minutes(max(1, int((left+time.Minute-1)/time.Minute))))
}

// PlaceAndLock is what stands at the right of the state line of a list: where the
// selection is, and when the program locks.
func (d *Desk) PlaceAndLock(place string) string {
	if locks := d.LocksIn(); locks != "" {
		return place + " · " + locks
	}
	return place
}

// Secrecy says what holds about what is confidential, by who employs this member.
func (d *Desk) Secrecy(employedBy string) string {
	if employedBy == cases.EmployedByMunicipality {
		return d.W().T("desk.secrecy.municipality")
	}
	return d.W().T("desk.secrecy.housing")
}

// nearDays is how far off a day may lie and still be written without its year.
const nearDays = 182

// ShortDay writes a day for a column: "ti 17-11", or with the year where it would
// be guessed.
func (d *Desk) ShortDay(day calendar.Date) string {
	if days := day.Sub(d.Today()); !day.IsZero() && (days > nearDays || days < -nearDays) {
		return d.W().Date(day)
	}
	return d.W().DayDate(day)
}

// Stamp writes a time as this computer's calendar has it, "fr 04-12-2026 kl.
// 16.12".
func (d *Desk) Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(d.Now().Location())
	return d.W().FullDate(calendar.Of(t)) + " " + d.W().At(t.Hour(), t.Minute())
}

// Due writes when an item of the day is due: days over time, a time of today,
// today, or the day ahead.
func (d *Desk) Due(it cases.Item) string {
	switch {
	case it.Days > 0:
		return d.W().Days(it.Days)
	case it.Days == 0 && it.Time != "":
		return d.clock(it.Time)
	case it.Days == 0:
		return d.W().T("formats.today")
	}
	return d.ShortDay(it.Due)
}

// clock writes "14:00" as the language has it.
func (d *Desk) clock(text string) string {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return text
	}
	return d.W().Clock(t.Hour(), t.Minute())
}

// CutWords makes a text no wider than width by taking whole words from its end,
// so that no date and no amount is ever cut through. What went shows as "…".
func CutWords(text string, width int) string {
	if frame.Width(text) <= width {
		return text
	}
	left := text
	for frame.Width(left)+2 > width {
		i := strings.LastIndexByte(left, ' ')
		if i <= 0 {
			return frame.Cut(text, width)
		}
		left = strings.TrimRight(left[:i], " ")
	}
	return left + " …"
}

// OneLine is a person's text on one line and harmless.
func OneLine(text string) string {
	return danish.Harmless(strings.Join(strings.Fields(text), " "), false)
}

// Paragraphs is a person's text in lines of a width, harmless, with its newlines
// kept.
func Paragraphs(text string, width int) []string {
	var out []string
	for p := range strings.SplitSeq(danish.Harmless(text, true), "\n") {
		if p = strings.TrimRight(p, " "); p == "" {
			out = append(out, "")
			continue
		}
		out = append(out, frame.Wrap(p, max(1, width))...)
	}
	return out
}
