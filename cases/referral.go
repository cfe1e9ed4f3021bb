package cases

import (
	"errors"
	"slices"

	"brobygger/cases/calendar"
	"brobygger/cases/history"
)

// ErrNoConsent means that no valid consent to the recipient covers what was to
// be sent; see *NotCoveredError.
var ErrNoConsent = errors.New("no consent covers this")

// ReferralState is how far a referral is.
type ReferralState string

// The states of a referral (DOMAIN §5.1), in order; the last two end one that
// has not come to stand on its own feet. Brobygning counts from ReferralStarted.
const (
	ReferralConsidered ReferralState = "considered"
	ReferralAgreed     ReferralState = "agreed"
	ReferralSent       ReferralState = "sent"
	ReferralReceived   ReferralState = "received"
	ReferralStarted    ReferralState = "started"
	ReferralAnchored   ReferralState = "anchored"
	ReferralDeclined   ReferralState = "declined"
	ReferralWithdrawn  ReferralState = "withdrawn"
)

// ReferralStates are all states in their order.
func ReferralStates() []ReferralState {
	return []ReferralState{ReferralConsidered, ReferralAgreed, ReferralSent, ReferralReceived, ReferralStarted, ReferralAnchored,
		ReferralDeclined, ReferralWithdrawn}
}

func (s ReferralState) rank() int { return slices.Index(ReferralStates(), s) }

// Ended says whether nothing more is to come.
func (s ReferralState) Ended() bool { return s.rank() >= ReferralAnchored.rank() }

// NeedsConsent says whether something has gone to the recipient in this state.
func (s ReferralState) NeedsConsent() bool {
	return s.rank() >= ReferralSent.rank() && s.rank() <= ReferralAnchored.rank()
}

// MayFollow says whether a referral in state s may be moved to next: forward,
// also over states, and to declined or withdrawn before it is anchored. A step
// back is made by striking the move.
func (s ReferralState) MayFollow(next ReferralState) bool {
	return next.rank() > s.rank() && s.rank() >= 0 && !s.Ended()
}

// Move is a state that a referral came to on a day.
type Move struct {
	ID      EntryID
	State   ReferralState
	On      calendar.Date
	Note    string
	Consent EntryID // the consent it was sent on
	// Against says that the consent it was sent on is withdrawn from a day that
	// is not after it, or that the withdrawal was on its way when it was sent.
	Against bool
	Struck  *Mark
	Erased  *Mark
}

// Referral is one way into the municipality's ordinary services or to another
// activity.
type Referral struct {
	ID      EntryID
	To      Recipient
	Keys    []string // what it is about
	Purpose string
	State   ReferralState
	Since   calendar.Date // of State
	Moves   []Move        // in their order, struck ones included
	Struck  *Mark
	Erased  *Mark
}

func (r Referral) live() bool { return r.Struck == nil && r.Erased == nil }

// On is the day on which the referral first came to a state or one after it; zero
// where it has not.
func (r Referral) On(s ReferralState) calendar.Date {
	var first calendar.Date
	for _, m := range r.Moves {
		if m.live() && m.State.rank() >= s.rank() && m.State.rank() <= ReferralAnchored.rank() && (first.IsZero() || m.On.Before(first)) {
			first = m.On
		}
	}
	return first
}

// Waiting is how many days the referral has waited for an answer on a day: from
// sent until it is received, started or ended; 0 where it waits for nobody.
func (r Referral) Waiting(on calendar.Date) int {
	if !r.live() || r.State != ReferralSent {
		return 0
	}
	return max(0, on.Sub(r.Since))
}

// Bridged says whether it counts as brobygning: a meeting was held, and the
// service has begun.
func (r Referral) Bridged() bool { return r.live() && !r.On(ReferralStarted).IsZero() }

func (m Move) live() bool { return m.Struck == nil && m.Erased == nil }

// ReferralInput is a referral as it stands on the screen; recipient and purpose
// are needed.
type ReferralInput struct {
	To      Recipient
	Keys    []string
	Purpose string
}

func (f ReferralInput) check() *checker {
	k := newChecker()
	k.recipient(f.To)
	k.keys("keys", f.Keys, slices.Concat(Arenas(), Themes()))
	if k.text("purpose", f.Purpose) == "" {
		k.fail("purpose", ErrNeeded)
	}
	return k
}

// AddReferral makes a referral that is considered; that needs no consent.
// Errors: *FieldError, ErrReadOnly.
func (c *Case) AddReferral(f ReferralInput, on, today calendar.Date) (Write, error) {
	if on.IsZero() {
		on = today
	}
	k := f.check()
	m := newChecker()
	m.put("state", string(ReferralConsidered))
	m.past("on", on, today)
	k.errs = append(k.errs, m.errs...)
	w, err := c.add(EntryReferral, k)
	if err != nil {
		return Write{}, err
	}
	m.set["referral"] = history.Ref(0)
	w.Changes = append(w.Changes, c.Add(EntryMove, m.set))
	return w, nil
}

// EditReferral corrects what a referral is about; to whom it goes and its keys
// stand from the day it is sent. Errors: *FieldError, ErrNoSuchEntry, ErrGone,
// ErrNothingToDo, ErrReadOnly.
func (c *Case) EditReferral(id EntryID, f ReferralInput) (Write, error) {
	if err := c.needs(EntryReferral, id); err != nil {
		return Write{}, err
	}
	k := f.check()
	if r := c.Referral(id); !r.On(ReferralSent).IsZero() && (!r.To.Is(f.To) || !slices.Equal(r.Keys, f.Keys)) {
		k.fail("to", ErrNotAllowed)
	}
	return c.editOf(EntryReferralSet, id, k)
}

// MoveInput is a move as it stands on the screen.
type MoveInput struct {
	State ReferralState
	On    calendar.Date // zero is today
	Note  string
	What  string // of DisclosureWhats: how it was sent; "" is by letter
}

// MoveReferral moves a referral on. The first move that means that something has
// gone to the recipient needs a valid consent to that recipient that covers what
// the referral is about, and is written into the ledger. Errors: *FieldError
// (field "state" with ErrNotAllowed where the move is none), *NotCoveredError,
// ErrNoSuchEntry, ErrGone, ErrReadOnly.
func (c *Case) MoveReferral(id EntryID, f MoveInput, today calendar.Date) (Write, error) {
	r := c.Referral(id)
	switch {
	case r == nil:
		return Write{}, ErrNoSuchEntry
	case !r.live():
		return Write{}, ErrGone
	}
	if f.On.IsZero() {
		f.On = today
	}
	k := newChecker()
	choice(k, "state", f.State, ReferralStates())
	switch {
	case f.State == "":
		k.fail("state", ErrNeeded)
	case len(k.errs) == 0 && !r.State.MayFollow(f.State):
		k.fail("state", ErrNotAllowed)
	}
	k.past("on", f.On, today)
	if f.On.Before(r.Since) {
		k.fail("on", ErrPast)
	}
	k.text("note", f.Note)
	k.put("referral", string(id))
	if err := k.err(); err != nil {
		return Write{}, err
	}
	if !f.State.NeedsConsent() || !r.On(ReferralSent).IsZero() {
		return c.add(EntryMove, k)
	}
	if f.What == "" {
		f.What = "letter"
	}
	keys := r.Keys
	if covered, by := c.Covered(r.To, f.On); len(keys) == 0 {
		// It is about nothing in particular: any consent to the recipient will do.
		if keys = covered; len(by) == 0 {
			return Write{}, &NotCoveredError{To: r.To}
		}
	}
	d, err := c.disclosure(DisclosureInput{To: r.To, On: f.On, What: f.What, Keys: keys}, id, today)
	if err != nil {
		return Write{}, err
	}
	k.set["consents"] = d.set["consents"]
	w, err := c.add(EntryMove, k)
	if err != nil {
		return Write{}, err
	}
	w.Changes = append(w.Changes, c.Add(EntryDisclosure, d.set))
	return w, nil
}

// StepBack strikes the last move of a referral, which only its author may do,
// with a reason; what went into the ledger with it is struck too. Errors:
// *FieldError, ErrNoSuchEntry, ErrNothingToDo when there is no step to take back,
// ErrNotAllowed, ErrReadOnly.
func (c *Case) StepBack(id EntryID, reason string, mine func(history.Key) bool) (Write, error) {
	r := c.Referral(id)
	if r == nil {
		return Write{}, ErrNoSuchEntry
	}
	last := r.last()
	if last == nil || len(r.liveMoves()) < 2 {
		return Write{}, ErrNothingToDo
	}
	if e := c.State.Entry(last.ID); e == nil || !mine(e.Head.Author) {
		return Write{}, ErrNotAllowed
	}
	k := newChecker()
	if reason = k.line("reason", reason); reason == "" {
		k.fail("reason", ErrNeeded)
	}
	if err := k.err(); err != nil {
		return Write{}, err
	}
	ch, err := c.Strike(last.ID, reason)
	if err != nil {
		return Write{}, err
	}
	if last.State.NeedsConsent() && last.On == r.On(ReferralSent) {
		for _, d := range c.Disclosures {
			if d.Referral == id && d.On == last.On && d.Struck == nil && d.Erased == nil {
				ch.Targets = append(ch.Targets, d.ID)
			}
		}
		slices.Sort(ch.Targets)
	}
	return c.write(ch), nil
}

func (r Referral) liveMoves() []Move {
	return slices.DeleteFunc(slices.Clone(r.Moves), func(m Move) bool { return !m.live() })
}

// last is the move that the state comes from: the furthest, of equal ones the
// newest.
func (r Referral) last() *Move {
	var last *Move
	for i := range r.Moves {
		m := &r.Moves[i]
		if m.live() && m.State.rank() >= 0 && (last == nil || m.State.rank() >= last.State.rank()) {
			last = m
		}
	}
	return last
}

// Referral finds a referral by its id, nil where there is none.
func (c *Case) Referral(id EntryID) *Referral {
	for i := range c.Referrals {
		if c.Referrals[i].ID == id {
			return &c.Referrals[i]
		}
	}
	return nil
}

func readReferral(e *history.Entity) Referral {
	return Referral{ID: e.ID, To: Recipient{EntryID(e.Text("to")), e.Text("to_name")}, Keys: e.List("keys"), Purpose: e.Text("purpose"),
		State: ReferralConsidered, Struck: markOf(e.Struck), Erased: markOf(e.Erased)}
}

// arrangeReferrals gives each referral its moves, in causal order, its state and
// what is wrong with the consents it was sent on.
func (c *Case) arrangeReferrals() {
	for _, e := range c.State.Entities {
		if e.Kind != EntryMove {
			continue
		}
		r := c.Referral(EntryID(e.Text("referral")))
		if r == nil {
			continue
		}
		m := Move{ID: e.ID, State: ReferralState(e.Text("state")), On: dateOf(e.Text("on")), Note: e.Text("note"),
			Struck: markOf(e.Struck), Erased: markOf(e.Erased)}
		for _, id := range e.List("consents") {
			m.Consent = EntryID(id)
			m.Against = m.Against || c.sentAgainst(e, c.Consent(m.Consent), m.On)
		}
		r.Moves = append(r.Moves, m)
	}
	for i := range c.Referrals {
		r := &c.Referrals[i]
		if m := r.last(); m != nil {
			r.State, r.Since = m.State, m.On
		}
	}
}

// sentAgainst says whether a consent was withdrawn by the day on which something
// was sent on it, or by an entry that whoever sent it had not seen.
func (c *Case) sentAgainst(move *history.Entity, x *Consent, on calendar.Date) bool {
	if x == nil || move.Struck != nil {
		return false
	}
	if !x.live() {
		return true
	}
	if x.Withdrawn.IsZero() {
		return false
	}
	if !on.Before(x.Withdrawn) {
		return true
	}
	return slices.ContainsFunc(c.State.ByID[x.ID].Fields["withdrawn"].Writers(), func(w EntryID) bool {
		return !c.State.Saw(move.ID, w) && !c.State.Saw(w, move.ID)
	})
}
