package cases

import (
	"brobygger/cases/calendar"
	"brobygger/cases/history"
)

// Underretning is a report of concern for a child (barnets lov § 135, DOMAIN
// §5.2.8). It is personal, comes before secrecy, needs no consent and is never
// held up; it stands in no paper to others.
type Underretning struct {
	ID         EntryID
	To         string
	On         calendar.Date
	ToldFamily *bool         // nil when it was not said
	Reason     string        // why the family was not told
	Receipt    calendar.Date // when it was confirmed, zero if not yet
	Struck     *Mark
	Erased     *Mark
}

// UnderretningInput is an underretning as it stands on the screen.
type UnderretningInput struct {
	To         string
	On         calendar.Date // zero is today
	ToldFamily *bool
	Reason     string
	Receipt    calendar.Date
}

// Input is the form that an edit opens with.
func (u Underretning) Input() UnderretningInput {
	return UnderretningInput{u.To, u.On, u.ToldFamily, u.Reason, u.Receipt}
}

func (f UnderretningInput) check(today calendar.Date) *checker {
	k := newChecker()
	if k.line("to", f.To) == "" {
		k.fail("to", ErrNeeded)
	}
	if f.On.IsZero() {
		f.On = today
	}
	k.past("on", f.On, today)
	k.set["told_family"] = nil
	if f.ToldFamily != nil {
		k.set["told_family"] = *f.ToldFamily
	}
	k.text("reason", f.Reason)
	k.past("receipt", f.Receipt, today)
	if !f.Receipt.IsZero() && f.Receipt.Before(f.On) {
		k.fail("receipt", ErrPast)
	}
	return k
}

// AddUnderretning records an underretning. Errors: *FieldError, ErrReadOnly.
func (c *Case) AddUnderretning(f UnderretningInput, today calendar.Date) (Write, error) {
	return c.add(EntryUnderretning, f.check(today))
}

// EditUnderretning brings an underretning to what the form holds. Errors:
// *FieldError, ErrNoSuchEntry, ErrGone, ErrNothingToDo, ErrReadOnly.
func (c *Case) EditUnderretning(id EntryID, f UnderretningInput, today calendar.Date) (Write, error) {
	if err := c.needs(EntryUnderretning, id); err != nil {
		return Write{}, err
	}
	return c.editOf(EntryUnderretningSet, id, f.check(today))
}

// Receipt records when the kommune confirmed an underretning. Errors: as
// EditUnderretning.
func (c *Case) Receipt(id EntryID, on, today calendar.Date) (Write, error) {
	for _, u := range c.Underretninger {
		if u.ID == id {
			f := u.Input()
			if f.Receipt = on; on.IsZero() {
				f.Receipt = today
			}
			return c.EditUnderretning(id, f, today)
		}
	}
	return Write{}, ErrNoSuchEntry
}

func readUnderretning(e *history.Entity) Underretning {
	u := Underretning{ID: e.ID, To: e.Text("to"), On: dateOf(e.Text("on")), Reason: e.Text("reason"), Receipt: dateOf(e.Text("receipt")),
		Struck: markOf(e.Struck), Erased: markOf(e.Erased)}
	if told, said := e.Bool("told_family"); said {
		u.ToldFamily = &told
	}
	return u
}
