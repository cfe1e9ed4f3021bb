package cases

import (
	"strings"

	"brobygger/cases/calendar"
	"brobygger/cases/when"
)

// FollowUpForm is something to come back to, made by hand.
type FollowUpForm struct {
	Text string
	Due  when.Moment
	Who  string // member id or a name; "" is the case's worker
}

// followUp takes the fields of a follow-up; dueField is what the form calls the
// day.
func (k *checker) followUp(dueField string, due when.Moment, text string) {
	k.moment("due", due)
	if due.IsZero() {
		k.fail(dueField, ErrNeeded)
	}
	k.text("text", text)
	k.put("state", string(FollowUpOpen))
}

// AddFollowUp makes a follow-up by hand, due today or later. Errors:
// *FieldError, ErrReadOnly.
func (c *Case) AddFollowUp(f FollowUpForm, today calendar.Date) (Write, error) {
	k := newChecker()
	k.followUp("due", f.Due, f.Text)
	if k.set["text"] == nil {
		k.fail("text", ErrNeeded)
	}
	if !f.Due.IsZero() && f.Due.Date.Before(today) {
		k.fail("due", ErrPast)
	}
	k.line("who", f.Who)
	return c.add(EntryFollowUp, k)
}

// EditFollowUp changes the text and who is to do it, not the day. Errors:
// *FieldError, ErrNoSuchEntry, ErrGone, ErrNothingToDo, ErrReadOnly.
func (c *Case) EditFollowUp(id EntryID, text, who string) (Write, error) {
	if err := c.needs(EntryFollowUp, id); err != nil {
		return Write{}, err
	}
	k := newChecker()
	if k.text("text", text) == "" && Rule(c.State.ByID[id].Text("rule")) == "" {
		k.fail("text", ErrNeeded)
	}
	k.line("who", who)
	return c.editOf(EntryFollowUpSet, id, k)
}

// Done says that an item of the day has been done. For one made by hand that
// ends it; a step of the plan is done by it, a goal reached. For another rule it is an answer that holds while the cause is the same:
// for good where the rule asks once (aftercare, no stedfortræder), else for one
// limit of the rule, at most MaxPostpone days. Errors: *FieldError,
// ErrNoSuchEntry, ErrGone, ErrNothingToDo, ErrReadOnly.
func (c *Case) Done(it Item, today calendar.Date) (Write, error) {
	return c.answer(it, FollowUpDone, "", today)
}

// Drop says that an item of the day is not to be done; otherwise as Done: a step
// or a goal of the plan is given up.
func (c *Case) Drop(it Item, reason string, today calendar.Date) (Write, error) {
	return c.answer(it, FollowUpDropped, reason, today)
}

func (c *Case) answer(it Item, state FollowUpState, reason string, today calendar.Date) (Write, error) {
	if w, err, is := c.answerPlan(it, state, today); is {
		return w, err
	}
	k := newChecker()
	k.put("state", string(state))
	k.day("done_on", today)
	k.line("reason", reason)
	if it.Rule != RuleFollowUp {
		k.put("rule", string(it.Rule))
		k.put("cause", it.Cause)
		k.day("due", it.answeredUntil(today))
	}
	if err := k.err(); err != nil {
		return Write{}, err
	}
	return c.followUpWrite(it, k)
}

// answeredUntil is how long an answer to a rule holds.
func (it Item) answeredUntil(today calendar.Date) calendar.Date {
	switch {
	case it.Limit > 0 && it.Hverdage:
		return calendar.AddHverdage(today, it.Limit)
	case it.Limit > 0:
		return today.AddDays(min(it.Limit, MaxPostpone))
	}
	return today.AddDays(1)
}

// Postpone moves an item of the day to a day that has not gone and is at most
// MaxPostpone days ahead. A rule speaks again that day, or before it when its
// cause is another. Errors: *FieldError with ErrNeeded, ErrPast, ErrTooFar;
// ErrNoSuchEntry, ErrGone, ErrNothingToDo, ErrReadOnly.
func (c *Case) Postpone(it Item, to when.Moment, today calendar.Date) (Write, error) {
	k := newChecker()
	switch {
	case to.IsZero():
		k.fail("due", ErrNeeded)
	case to.Date.Before(today):
		k.fail("due", ErrPast)
	case to.Date.After(today.AddDays(MaxPostpone)):
		k.fail("due", ErrTooFar)
	}
	k.moment("due", to)
	if it.Rule != RuleFollowUp {
		k.put("state", string(FollowUpOpen))
		k.put("rule", string(it.Rule))
		k.put("cause", it.Cause)
	}
	if err := k.err(); err != nil {
		return Write{}, err
	}
	return c.followUpWrite(it, k)
}

// followUpWrite writes on the follow-up behind an item, or makes the one that
// answers its rule.
func (c *Case) followUpWrite(it Item, k *checker) (Write, error) {
	if it.FollowUp == "" {
		if it.Rule == RuleFollowUp {
			return Write{}, ErrNoSuchEntry
		}
		return c.add(EntryFollowUp, k)
	}
	if err := c.needs(EntryFollowUp, it.FollowUp); err != nil {
		return Write{}, err
	}
	if it.Rule == RuleFollowUp && FollowUpState(c.State.ByID[it.FollowUp].Text("state")) != FollowUpOpen &&
		c.State.ByID[it.FollowUp].Has("state") {
		return Write{}, ErrNothingToDo
	}
	return c.editOf(EntryFollowUpSet, it.FollowUp, k)
}

// FollowUpItem is the item of a follow-up made by hand, for commands that name
// it rather than choose it in a list: an id, or a prefix of it of at least four
// characters that fits one. Errors: ErrNotFound, ErrAmbiguous.
func (c *Case) FollowUpItem(arg string) (Item, error) {
	id, err := c.FindEntry(arg)
	if err != nil {
		return Item{}, err
	}
	for _, f := range c.FollowUps {
		if f.ID == id {
			if f.Rule != "" {
				return Item{Case: c.ID, Rule: f.Rule, Cause: f.Cause, FollowUp: f.ID, Due: f.Due.Date}, nil
			}
			return Item{Case: c.ID, Rule: RuleFollowUp, FollowUp: f.ID, Due: f.Due.Date, Text: f.Text}, nil
		}
	}
	return Item{}, ErrNotFound
}

// FindEntry resolves an ENTRY argument: an id of an entry of the case, or a
// prefix of at least four characters that fits one. Errors: ErrNotFound,
// ErrAmbiguous.
func (c *Case) FindEntry(arg string) (EntryID, error) {
	arg = strings.ToLower(strings.TrimSpace(arg))
	var found EntryID
	for _, e := range c.State.Order {
		switch {
		case string(e.ID) == arg:
			return e.ID, nil
		case len(arg) >= minPrefix && strings.HasPrefix(string(e.ID), arg):
			if found != "" {
				return "", ErrAmbiguous
			}
			found = e.ID
		}
	}
	if found == "" {
		return "", ErrNotFound
	}
	return found, nil
}
