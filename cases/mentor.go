package cases

import (
	"strconv"
	"strings"

	"brobygger/cases/calendar"
	"brobygger/cases/history"
)

// Match is who is mentor for the person, and since when.
type Match struct {
	ID          EntryID
	Mentor      string // member id or a name
	Why         string // why these two
	On          calendar.Date
	Certificate calendar.Date // the day of the børneattest, zero if there is none
	Struck      *Mark
	Erased      *Mark
}

// MatchForm is a match as it stands on the screen; the mentor is needed.
type MatchForm struct {
	Mentor, Why     string
	On, Certificate calendar.Date // On: zero is today
}

// Form is the form that an edit of the match opens with.
func (m Match) Form() MatchForm { return MatchForm{m.Mentor, m.Why, m.On, m.Certificate} }

func (f MatchForm) check(today calendar.Date) *checker {
	k := newChecker()
	if k.line("mentor", f.Mentor) == "" {
		k.fail("mentor", ErrNeeded)
	}
	k.text("why", f.Why)
	if f.On.IsZero() {
		f.On = today
	}
	k.past("on", f.On, today)
	k.past("certificate", f.Certificate, today)
	return k
}

// AddMatch records a mentor of a mentorforløb. Errors: *FieldError (field "kind"
// where the case is of another kind), ErrReadOnly.
func (c *Case) AddMatch(f MatchForm, today calendar.Date) (Write, error) {
	k := f.check(today)
	if c.Kind != KindMentoring {
		k.fail("kind", ErrNotAChoice)
	}
	return c.add(EntryMatch, k)
}

// EditMatch brings a match to what the form holds. Errors: *FieldError,
// ErrNoSuchEntry, ErrGone, ErrNothingToDo, ErrReadOnly.
func (c *Case) EditMatch(id EntryID, f MatchForm, today calendar.Date) (Write, error) {
	if err := c.needs(EntryMatch, id); err != nil {
		return Write{}, err
	}
	return c.editOf(EntryMatchSet, id, f.check(today))
}

// MatchNow is the newest match that is neither struck nor erased, nil where
// there is none.
func (c *Case) MatchNow() *Match {
	var now *Match
	for i := range c.Matches {
		m := &c.Matches[i]
		if m.Struck == nil && m.Erased == nil && (now == nil || !m.On.Before(now.On)) {
			now = m
		}
	}
	return now
}

// mentorName is who is mentor, by name where it is a member of the team.
func (c *Case) mentorName(m Match) string { return c.ActorOf(m.Mentor).Name }

func readMatch(e *history.Entity) Match {
	return Match{ID: e.ID, Mentor: e.Text("mentor"), Why: e.Text("why"), On: dateOf(e.Text("on")), Certificate: dateOf(e.Text("certificate")),
		Struck: markOf(e.Struck), Erased: markOf(e.Erased)}
}

// Age is how old the person is on a day, in whole years. Where only the year of
// birth is known the age lies between the two; else they are equal. It is false
// where nothing is known.
func (p Person) Age(on calendar.Date) (from, to int, known bool) {
	year, rest, whole := strings.Cut(p.Born, "-")
	y, err := strconv.Atoi(year)
	if err != nil || on.IsZero() || y > on.Year {
		return 0, 0, false
	}
	if !whole {
		return max(0, on.Year-y-1), on.Year - y, true
	}
	born, err := calendar.ParseISO(year + "-" + rest)
	if err != nil || born.After(on) {
		return 0, 0, false
	}
	age := on.Year - y
	if on.Month < born.Month || on.Month == born.Month && on.Day < born.Day {
		age--
	}
	return age, age, true
}

// AgeAtStart is how old the person was when the case was opened; see
// Person.Age. The greatest effect of a mentor is at 11–14 years (DOMAIN §4.1).
func (c *Case) AgeAtStart() (from, to int, known bool) { return c.Person.Age(c.Opened) }
