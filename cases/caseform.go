package cases

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"brobygger/cases/calendar"
	"brobygger/cases/history"
)

// Errors of the forms about a whole case.
var (
	// ErrIsClosed means that the case is closed.
	ErrIsClosed = errors.New("the case is closed")
	// ErrIsOpen means that the case is open.
	ErrIsOpen = errors.New("the case is open")
)

// CaseForm is what a new case is made from. Intake needs a name or alias and a
// kind; nothing is recorded of what is left empty.
type CaseForm struct {
	Kind        Kind
	Name        string
	Born        string // as ParseBorn takes it
	Address     string
	Phone       string
	Protected   bool
	NotAlone    bool
	Interpreter string
	Tenancy     string
	Area        FundingArea
	Source      Source
	Weight      Weight
	Basis       Basis
	Informed    calendar.Date
	Opened      calendar.Date // zero is today
	Worker      string        // member id, "" is me
	WorkerText  string        // a worker who is no member
	Deputy      string        // member id, free text or DeputyNone; "" is the worker's own, where that is me
	Phase       Phase         // "" is the kind's first
}

// NewCase makes a case with a random id and a number that the store drew. What
// says who the case is about stands in an entry of its own, so that it can be
// erased when it should not have been written. Errors: *FieldError.
func NewCase(f CaseForm, id, number string, today calendar.Date, me Member) (Write, error) {
	k := newChecker()
	if !f.Kind.Valid() {
		k.fail("kind", ErrNotAChoice)
	}
	if f.Opened.IsZero() {
		f.Opened = today
	}
	if f.Worker == "" {
		f.Worker = me.ID
	}
	if f.Deputy == "" && f.Worker == me.ID {
		f.Deputy = me.Deputy
	}
	if f.Phase == "" && f.Kind.Valid() {
		f.Phase = f.Kind.Phases()[0]
	}
	k.put("kind", string(f.Kind))
	k.put("number", number)
	k.put("status", string(StatusOpen))
	k.past("opened", f.Opened, today)
	choice(k, "phase", f.Phase, openPhases(f.Kind))
	k.day("phase_on", f.Opened)
	k.line("worker", f.Worker)
	k.line("worker_text", f.WorkerText)
	k.line("deputy", f.Deputy)
	choice(k, "area", f.Area, FundingAreas())
	choice(k, "source", f.Source, Sources())
	choice(k, "weight", f.Weight, Weights())

	p := newChecker()
	if p.line("name", f.Name) == "" {
		p.fail("name", ErrNeeded)
	}
	p.born(f.Born, today)
	p.line("address", f.Address)
	p.line("phone", f.Phone)
	p.flag("protected", f.Protected)
	p.flag("not_alone", f.NotAlone)
	p.line("interpreter", f.Interpreter)
	p.line("tenancy", f.Tenancy)
	choice(p, "basis", f.Basis, []Basis{BasisConsent, BasisInterest})
	p.past("informed", f.Informed, today)
	k.errs = append(p.errs, k.errs...)
	if err := k.err(); err != nil {
		return Write{}, err
	}
	return Write{Case: id, Changes: []Change{
		{Kind: EntryCase, Set: clean(k.set)},
		{Kind: EntryCaseSet, OfSame: true, OfRef: 0, Set: clean(p.set)},
	}}, nil
}

// openPhases are the phases that an open case can be in.
func openPhases(k Kind) []Phase {
	all := k.Phases()
	return slices.DeleteFunc(all, func(p Phase) bool { return p == PhaseClosed })
}

// ParseBorn reads a year of birth or a date of birth: "2011", "2011-04-03",
// "3/4-2011", "03.04.2011". A year has four digits, since "11" could be 1911.
// It gives the year or the ISO date. Errors: ErrNotValid,
// calendar.ErrNoSuchDate, ErrFuture.
func ParseBorn(text string, today calendar.Date) (string, error) {
	parts := strings.FieldsFunc(strings.TrimSpace(text), func(r rune) bool { return strings.ContainsRune("-/. ", r) })
	var n []int
	for _, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || v < 0 || len(p) > 4 {
			return "", ErrNotValid
		}
		n = append(n, v)
	}
	year := func(i int) bool { return len(parts[i]) == 4 && n[i] >= 1900 }
	var d calendar.Date
	var err error
	switch {
	case len(n) == 1 && year(0):
		if n[0] > today.Year && !today.IsZero() {
			return "", ErrFuture
		}
		return parts[0], nil
	case len(n) == 3 && year(0) && len(parts[1]) <= 2 && len(parts[2]) <= 2:
		d, err = calendar.NewDate(n[0], time.Month(n[1]), n[2])
	case len(n) == 3 && year(2) && len(parts[0]) <= 2 && len(parts[1]) <= 2:
		d, err = calendar.NewDate(n[2], time.Month(n[1]), n[0])
	default:
		return "", ErrNotValid
	}
	if err != nil {
		return "", err
	}
	if d.After(today) && !today.IsZero() {
		return "", ErrFuture
	}
	return d.String(), nil
}

func (k *checker) born(text string, today calendar.Date) {
	k.set["born"] = nil
	if strings.TrimSpace(text) == "" {
		return
	}
	born, err := ParseBorn(text, today)
	if err != nil {
		k.fail("born", err)
		return
	}
	k.put("born", born)
}

// CaseEdit is what an edit changes; nil leaves a field as it is, empty clears it.
type CaseEdit struct {
	Name, Born, Address, Phone, Interpreter *string
	Tenancy, Worker, WorkerText, Deputy     *string
	Protected, NotAlone                     *bool
	Area                                    *FundingArea
	Source                                  *Source
	Weight                                  *Weight
	Basis                                   *Basis
	Informed, Opened                        *calendar.Date
	InformedBy                              *string
}

// Edit changes what is known of the person and the case. Errors: *FieldError,
// ErrNothingToDo, ErrReadOnly.
func (c *Case) Edit(f CaseEdit, today calendar.Date) (Write, error) {
	k := newChecker()
	for _, x := range []struct {
		field string
		v     *string
	}{
		{"name", f.Name}, {"address", f.Address}, {"phone", f.Phone}, {"interpreter", f.Interpreter},
		{"informed_by", f.InformedBy}, {"tenancy", f.Tenancy}, {"worker", f.Worker}, {"worker_text", f.WorkerText}, {"deputy", f.Deputy},
	} {
		if x.v != nil && k.line(x.field, *x.v) == "" && x.field == "name" {
			k.fail("name", ErrNeeded)
		}
	}
	if f.Born != nil {
		k.born(*f.Born, today)
	}
	if f.Protected != nil {
		k.flag("protected", *f.Protected)
	}
	if f.NotAlone != nil {
		k.flag("not_alone", *f.NotAlone)
	}
	if f.Area != nil {
		choice(k, "area", *f.Area, FundingAreas())
	}
	if f.Source != nil {
		choice(k, "source", *f.Source, Sources())
	}
	if f.Weight != nil {
		choice(k, "weight", *f.Weight, Weights())
	}
	if f.Basis != nil {
		choice(k, "basis", *f.Basis, []Basis{BasisConsent, BasisInterest})
	}
	if f.Informed != nil {
		k.past("informed", *f.Informed, today)
	}
	if f.Opened != nil {
		if f.Opened.IsZero() {
			k.fail("opened", ErrNeeded)
		}
		k.past("opened", *f.Opened, today)
	}
	return c.editOf(EntryCaseSet, c.Root, k)
}

// SetDeputy records the case's stedfortræder: a member id, free text,
// DeputyNone for a recorded choice to have none, or "" for not chosen. Errors:
// as Edit.
func (c *Case) SetDeputy(deputy string) (Write, error) {
	return c.Edit(CaseEdit{Deputy: &deputy}, calendar.Date{})
}

// SetPhase moves an open case to a phase of its kind. Errors: *FieldError,
// ErrIsClosed, ErrNothingToDo, ErrReadOnly.
func (c *Case) SetPhase(p Phase, on, today calendar.Date) (Write, error) {
	if c.Status == StatusClosed {
		return Write{}, ErrIsClosed
	}
	if on.IsZero() {
		on = today
	}
	k := newChecker()
	choice(k, "phase", p, openPhases(c.Kind))
	if p == "" {
		k.fail("phase", ErrNeeded)
	}
	k.past("phase_on", on, today)
	if err := k.err(); err != nil {
		return Write{}, err
	}
	if root := c.State.ByID[c.Root]; root != nil && p == c.Phase && !root.Fields["phase"].Conflict() {
		return Write{}, ErrNothingToDo
	}
	return c.rootSet(EntryPhase, k.set)
}

// minMentoring is how long a mentorforløb should last: one that is closed
// before needs a reason, since a relation broken off within six months can do
// harm (DOMAIN §4.1).
const minMentoring = 6 // months

// CloseForm is how a case ends.
type CloseForm struct {
	Outcome   Outcome
	Reason    string
	On        calendar.Date // zero is today
	Aftercare *bool         // whether efterkontakt is to be asked for; nil is yes
}

// Close closes an open case with an outcome of its kind. Errors: *FieldError,
// ErrIsClosed, ErrReadOnly.
func (c *Case) Close(f CloseForm, today calendar.Date) (Write, error) {
	if c.Status == StatusClosed {
		return Write{}, ErrIsClosed
	}
	if f.On.IsZero() {
		f.On = today
	}
	k := newChecker()
	k.put("status", string(StatusClosed))
	k.put("phase", string(PhaseClosed))
	choice(k, "outcome", f.Outcome, c.Kind.Outcomes())
	if f.Outcome == "" {
		k.fail("outcome", ErrNeeded)
	}
	k.past("closed", f.On, today)
	if f.On.Before(c.Opened) {
		k.fail("closed", ErrPast)
	}
	k.day("phase_on", f.On)
	if k.text("close_reason", f.Reason) == "" && c.Kind == KindMentoring && f.On.Before(c.Opened.AddMonths(minMentoring)) {
		k.fail("close_reason", ErrNeeded)
	}
	k.set["aftercare"] = nil
	if f.Aftercare != nil {
		k.set["aftercare"] = *f.Aftercare
	}
	if err := k.err(); err != nil {
		return Write{}, err
	}
	return c.rootSet(EntryClose, k.set)
}

// Reopen opens a closed case again, in the phase it was closed in unless
// another is chosen. Errors: *FieldError, ErrIsOpen, ErrReadOnly.
func (c *Case) Reopen(p Phase, reason string, today calendar.Date) (Write, error) {
	if c.Status != StatusClosed {
		return Write{}, ErrIsOpen
	}
	if p == "" {
		p = c.phaseBefore()
	}
	k := newChecker()
	k.put("status", string(StatusOpen))
	choice(k, "phase", p, openPhases(c.Kind))
	k.day("phase_on", today)
	k.day("reopened", today)
	k.text("reopen_reason", reason)
	if err := k.err(); err != nil {
		return Write{}, err
	}
	return c.rootSet(EntryReopen, k.set)
}

// phaseBefore is the phase that the closing replaced, else the kind's first.
func (c *Case) phaseBefore() Phase {
	open := openPhases(c.Kind)
	if root := c.State.ByID[c.Root]; root != nil {
		if p := Phase(DecodeText(before(c.State, root, "phase"))); slices.Contains(open, p) {
			return p
		}
	}
	if len(open) == 0 {
		return ""
	}
	return open[0]
}

// rootSet writes what was chosen for the case itself; it settles the fields that
// it is about.
func (c *Case) rootSet(kind string, f Fields) (Write, error) {
	ch, err := c.Set(kind, c.Root, f)
	if err != nil {
		return Write{}, err
	}
	return c.write(ch), nil
}

// add makes the thing that a form holds.
func (c *Case) add(kind string, k *checker) (Write, error) {
	if c.ReadOnly {
		return Write{}, ErrReadOnly
	}
	if err := k.err(); err != nil {
		return Write{}, err
	}
	return c.write(c.Add(kind, k.set)), nil
}

// editOf brings a thing to what a form holds. Fields that the form leaves as
// they were on the screen are not written, so that saving a form settles no
// field with two versions that its writer did not touch.
func (c *Case) editOf(kind string, of EntryID, k *checker) (Write, error) {
	if err := k.err(); err != nil {
		return Write{}, err
	}
	touched := Fields{}
	e := c.State.ByID[of]
	for field, v := range k.set {
		if e == nil || !same(e, field, v) {
			touched[field] = v
		}
	}
	ch, err := c.Set(kind, of, touched)
	if err != nil {
		return Write{}, err
	}
	return c.write(ch), nil
}

// LinkTo links two cases, such as those of siblings, in both of them. Errors:
// *FieldError, ErrNothingToDo when they are linked, ErrReadOnly.
func (c *Case) LinkTo(other *Case, why string) ([]Write, error) {
	if c.ID == other.ID {
		return nil, &FieldError{"case", ErrNotAChoice}
	}
	var out []Write
	for _, pair := range [][2]*Case{{c, other}, {other, c}} {
		if len(pair[0].linksTo(pair[1].ID)) > 0 {
			continue
		}
		k := newChecker()
		k.put("case", pair[1].ID)
		k.line("why", why)
		w, err := pair[0].add(EntryLink, k)
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	if len(out) == 0 {
		return nil, ErrNothingToDo
	}
	return out, nil
}

// Unlink strikes the links between two cases, in both. Errors: ErrNothingToDo
// when they are not linked, ErrReadOnly.
func (c *Case) Unlink(other *Case, reason string) ([]Write, error) {
	k := newChecker()
	reason = k.line("reason", reason)
	if err := k.err(); err != nil {
		return nil, err
	}
	var out []Write
	for _, pair := range [][2]*Case{{c, other}, {other, c}} {
		links := pair[0].linksTo(pair[1].ID)
		if len(links) == 0 {
			continue
		}
		if pair[0].ReadOnly {
			return nil, ErrReadOnly
		}
		out = append(out, pair[0].write(Change{Kind: history.KindStrike, Targets: links,
			Reason: reason, After: pair[0].after()}))
	}
	if len(out) == 0 {
		return nil, ErrNothingToDo
	}
	return out, nil
}

func (c *Case) linksTo(id string) []EntryID {
	var out []EntryID
	for _, l := range c.Links {
		if l.Case == id && l.Struck == nil {
			out = append(out, l.ID)
		}
	}
	slices.Sort(out)
	return out
}
