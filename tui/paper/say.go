// Package paper draws what package cases/paper says: as plain text for the
// screen and for a file, and as a PDF of one A4 page with embedded fonts.
package paper

import (
	"strconv"
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/cases/paper"
	"brobygger/tui/words"
)

// View is whose words a paper is drawn with.
type View struct {
	Words *words.Words
	// ArenaLabel is the own label of the sixth arena, cases.Settings.ArenaLabel.
	ArenaLabel string
}

// What is the word for a kind of paper, as a list of unlocked files has it. One
// that only a newer program knows stands for itself.
func What(w *words.Words, what string) string {
	if k := "paper.what." + what; w.Has(k) {
		return w.T(k)
	}
	return danish.Harmless(what, false)
}

// voice puts the blocks of one paper into words.
type voice struct {
	View
	p paper.Paper
}

func (v voice) title(b paper.Title) string {
	return v.Words.T(b.Key, words.A{"name": possessive(v.Words.Language(), v.p.Name)})
}

// possessive is whose something is: "Karims", "Jonas'", "Karim's".
func possessive(l words.Language, name string) string {
	switch {
	case name == "":
		return ""
	case l != words.Danish:
		return name + "'s"
	case strings.ContainsAny(name[len(name)-1:], "sSxXzZ"):
		return name + "'"
	}
	return name + "s"
}

// day writes a day as it is said, with the year where it could be mistaken.
func (v voice) day(d calendar.Date) string {
	if d.Year == v.p.On.Year || d.After(v.p.On) && d.Sub(v.p.On) < 183 {
		return v.Words.ProseDate(d)
	}
	return v.dated(d)
}

func (v voice) dated(d calendar.Date) string {
	return v.Words.T("paper.day.year", words.A{"day": v.Words.ProseDate(d), "year": d.Year})
}

// month writes the month of a day that is gone.
func (v voice) month(d calendar.Date) string {
	m := v.Words.T("formats.month." + strconv.Itoa(int(d.Month)))
	if d.Year != v.p.On.Year && v.p.On.Sub(d) > 300 {
		m += " " + strconv.Itoa(d.Year)
	}
	return m
}

func (v voice) arena(key string) string {
	if key == cases.ArenaAuthorities && v.ArenaLabel != "" {
		return danish.Harmless(v.ArenaLabel, false)
	}
	if k := "domain.arena." + key; v.Words.Has(k) {
		return v.Words.T(k)
	}
	return danish.Harmless(key, false)
}

// side is what a rater says of an arena. Where it is said together and by nobody
// else nothing has to tell who says it.
func (v voice) side(s paper.Side, alone bool) string {
	word := v.Words.T("domain.score." + strconv.Itoa(s.Value))
	if c := v.change(s); c != "" {
		word += ", " + c
	}
	switch {
	case s.By == cases.RaterPerson:
		return v.Words.T("paper.says", words.A{"name": v.p.Name, "word": word})
	case s.By == cases.RaterWorker:
		return v.Words.T("paper.says", words.A{"name": v.worker(), "word": word})
	case alone:
		return word
	}
	return v.Words.T("paper.together", words.A{"word": word})
}

func (v voice) worker() string {
	if v.p.Worker == "" {
		return v.Words.T("paper.worker")
	}
	return v.p.Worker
}

// change compares with the first score, "" where there is nothing to compare, or
// where it was given in the same month and the month says nothing.
func (v voice) change(s paper.Side) string {
	if s.Before.IsZero() || s.Before.Year == v.p.On.Year && s.Before.Month == v.p.On.Month {
		return ""
	}
	key := "paper.change.same"
	switch {
	case s.Change >= 2:
		key = "paper.change.up2"
	case s.Change == 1:
		key = "paper.change.up"
	case s.Change == -1:
		key = "paper.change.down"
	case s.Change <= -2:
		key = "paper.change.down2"
	}
	return v.Words.T(key, words.A{"month": v.month(s.Before)})
}

// who names who is to do a step, "" for nobody.
func (v voice) who(a cases.Actor) string {
	switch a.Kind {
	case cases.ActorPerson:
		return v.p.Name
	case cases.ActorWorker:
		return v.worker()
	case cases.ActorParty:
		if a.Name != "" && a.Relation != "" {
			return a.Name + ", " + a.Relation
		}
		return a.Name + a.Relation
	}
	return a.Name
}

// by is a day that something is to be done by, "" for none. The weekday is left
// out: it is a limit, not an appointment.
func (v voice) by(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	day := v.Words.T("paper.day.month", words.A{"day": d.Day, "month": v.Words.T("formats.month." + strconv.Itoa(int(d.Month)))})
	if d.Year != v.p.On.Year && (d.Before(v.p.On) || d.Sub(v.p.On) > 300) {
		day = v.Words.T("paper.day.year", words.A{"day": day, "year": d.Year})
	}
	return v.Words.T("paper.by", words.A{"day": day})
}

// step is who does it, by when, and how far it is, in that order; what is not
// known is left out. A step that is done needs no day.
func (v voice) step(s paper.Step) (who, by, state string) {
	if s.State != cases.StepDone {
		by = v.by(s.By)
	}
	return v.who(s.Who), by, v.Words.T("domain.step." + string(s.State))
}

// goal is the goal, and what stands under it.
func (v voice) goal(g paper.Goal) (label, indicator, by string) {
	label = v.Words.T("paper.goal")
	if g.State == cases.GoalReached {
		return v.Words.T("paper.goal.reached"), "", ""
	}
	if g.Indicator != "" {
		indicator = v.Words.T("paper.goal.indicator", words.A{"text": g.Indicator})
	}
	return label, indicator, v.by(g.By)
}

func (v voice) note(n paper.Note) string {
	if n.On.IsZero() {
		return v.Words.T(n.Key)
	}
	return v.Words.T(n.Key, words.A{"day": v.day(n.On.Date), "at": v.Words.At(n.On.Hour, n.On.Minute)})
}

func (v voice) small(b paper.Small) string {
	return v.Words.T(b.Key, words.A{"number": v.p.Number, "case": v.p.Case})
}

// quoted puts a text in quotation marks, as one paragraph a line.
func quoted(text string) string { return `"` + strings.TrimSpace(text) + `"` }
