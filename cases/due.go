package cases

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/cases/when"
)

// aftercareMonths are when a closed case is asked about, in months after
// closing.
var aftercareMonths = [...]int{3, 6, 12}

// Due is all that a case asks for, on and after a day: follow-ups made by hand
// and what the rules say. What lies ahead is included, with negative Days. A
// rule's item goes by itself when its cause is gone; a follow-up that names the
// rule and the same cause moves it (postponed) or answers it (done, dropped).
// Members is how many members the vault has: with one alone there is nobody to
// be stedfortræder. The items are sorted by SortItems.
func Due(c *Case, s Settings, today calendar.Date, members int) []Item {
	d := dues{c: c, today: today}
	if c.Incomplete {
		var missing []string
		for id := range c.State.Missing {
			missing = append(missing, string(id))
		}
		d.rule(Item{Rule: RuleIncomplete, Cause: causeOf(missing)}, false)
	}
	if n := len(c.Conflicts); n > 0 {
		d.rule(Item{Rule: RuleTwoValues, Cause: causeOfConflicts(c.Conflicts), Other: n}, false)
	}
	switch {
	case !c.Kind.Valid(): // what made the case is not here
	case c.Status == StatusClosed:
		d.aftercare()
	default:
		d.noContact(s)
		if members > 1 && c.Deputy == "" {
			d.rule(Item{Rule: RuleNoDeputy, Cause: c.Worker}, true)
		}
		d.match()
		d.plan(s)
		d.bridge()
	}
	d.byHand()
	SortItems(d.items)
	return d.items
}

type dues struct {
	c     *Case
	today calendar.Date
	items []Item
}

// add completes an item with the case's and the day's.
func (d *dues) add(it Item) {
	it.Case, it.Number, it.Title = d.c.ID, d.c.Number, d.c.Title()
	if it.Due.IsZero() {
		it.Due = d.today
	}
	it.Days = d.today.Sub(it.Due)
	d.items = append(d.items, it)
}

// rule adds a rule's item, moved by what was postponed or answered about the
// same cause. Once says that an answer holds for good.
func (d *dues) rule(it Item, once bool) {
	var until when.Moment
	for _, f := range d.c.FollowUps {
		if f.Rule != it.Rule || f.Cause != it.Cause || f.Struck != nil || f.Erased != nil {
			continue
		}
		open := f.State == FollowUpOpen
		if once && !open {
			return
		}
		// What has no day of its own is asked for today, when an answer has run out.
		if !open && it.Due.IsZero() && !f.Due.Date.After(d.today) {
			continue
		}
		if f.Due.Compare(until) > 0 {
			until, it.FollowUp = f.Due, ""
			if open {
				it.FollowUp = f.ID
			}
		}
	}
	if until.Date.After(it.Due) || it.Due.IsZero() {
		it.Due, it.Time = until.Date, clock(until)
	}
	d.add(it)
}

func (d *dues) noContact(s Settings) {
	limit, hverdage := s.Limit(d.c.Kind, d.c.Phase)
	since := d.c.LastMet(d.today)
	for _, day := range []calendar.Date{d.c.Opened, d.c.Reopened} {
		if day.After(since) {
			since = day
		}
	}
	if limit == 0 || since.IsZero() || hverdage && d.agreed() {
		return
	}
	it := Item{Rule: RuleNoContact, Cause: since.String(), Since: since, Limit: limit, Hverdage: hverdage}
	if it.Due = since.AddDays(limit); hverdage {
		it.Due = calendar.AddHverdage(since, limit)
	}
	d.rule(it, false)
}

// agreed says whether something has been agreed with a tenant: a follow-up made
// by hand that is due today or later.
func (d *dues) agreed() bool {
	return slices.ContainsFunc(d.c.FollowUps, func(f FollowUp) bool {
		return f.byHand() && !f.Due.Date.Before(d.today)
	})
}

// aftercare asks at 3, 6 and 12 months: only for the latest that has come, since
// one contact answers those before it too, and for the next.
func (d *dues) aftercare() {
	if d.c.NoAftercare || d.c.Closed.IsZero() {
		return
	}
	var come, next Item
	for _, m := range aftercareMonths {
		it := Item{Rule: RuleAftercare, Cause: d.c.Closed.String() + "/" + strconv.Itoa(m), Months: m,
			Due: d.c.Closed.AddMonths(m)}
		if !it.Due.After(d.today) {
			come = it
		} else if next.Months == 0 {
			next = it
		}
	}
	for _, it := range []Item{come, next} {
		// A contact on a day of the month it was due in, or later, is the one.
		month := calendar.Date{Year: it.Due.Year, Month: it.Due.Month, Day: 1}
		if it.Months != 0 && d.c.LastMet(d.today).Before(month) {
			d.rule(it, true)
		}
	}
}

func (d *dues) byHand() {
	for _, f := range d.c.FollowUps {
		if !f.byHand() {
			continue
		}
		it := Item{Rule: RuleFollowUp, FollowUp: f.ID, Due: f.Due.Date, Time: clock(f.Due),
			Text: danish.Harmless(strings.Join(strings.Fields(f.Text), " "), false)}
		if f.Who != d.c.Worker {
			it.Who = f.Who
		}
		d.add(it)
	}
}

// byHand says whether the follow-up was made by hand and waits to be done.
func (f FollowUp) byHand() bool {
	return f.State == FollowUpOpen && f.Rule == "" && f.Struck == nil && f.Erased == nil
}

// LastMet is the day of the last contact that was met, not struck, not erased
// and not after today; zero when there is none.
func (c *Case) LastMet(today calendar.Date) calendar.Date {
	var last calendar.Date
	for _, n := range c.Contacts {
		if n.Met != nil && *n.Met && n.Struck == nil && n.Erased == nil && !n.At.Date.After(today) && n.At.Date.After(last) {
			last = n.At.Date
		}
	}
	return last
}

func clock(m when.Moment) string {
	if !m.HasTime {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", m.Hour, m.Minute)
}

// causeOf names a set of things in 16 characters.
func causeOf(things []string) string {
	slices.Sort(things)
	sum := sha256.Sum256([]byte(strings.Join(things, "\x00")))
	return hex.EncodeToString(sum[:8])
}

func causeOfConflicts(all []Conflict) string {
	var things []string
	for _, k := range all {
		for _, v := range k.Values {
			for _, id := range v.Entries {
				things = append(things, string(k.Entity)+"/"+k.Field+"/"+string(id))
			}
		}
	}
	return causeOf(things)
}
