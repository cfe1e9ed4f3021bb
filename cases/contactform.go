package cases

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"brobygger/cases/calendar"
	"brobygger/cases/history"
	"brobygger/cases/when"
)

// ContactForm is one contact as it stands on the screen. Only At and one of
// Text, Channel, Met and Minutes are needed; nothing is recorded that was
// neither typed nor seen.
type ContactForm struct {
	Channel Channel
	Met     *bool // nil is not said
	Minutes *int  // 0 to 1440, nil is not said
	At      when.Moment
	Place   string
	Role    Role
	Arenas  []string
	Themes  []string
	Present []string // party ids or names
	Text    string
	// Today is the day on which it is written down, after which nothing can have
	// happened; a zero day does not ask.
	Today calendar.Date

	// FollowUp is when to come back to it, made in the same save, in the first
	// case only; nil is not at all.
	FollowUp     *when.Moment
	FollowUpText string
}

// Form is the form that an edit of the contact opens with.
func (n Contact) Form() ContactForm {
	return ContactForm{Channel: n.Channel, Met: n.Met, Minutes: n.Minutes, At: n.At, Place: n.Place, Role: n.Role,
		Arenas: n.Arenas, Themes: n.Themes, Present: n.Present, Text: n.Text}
}

const minutesADay = 24 * 60

// check reads the form as far as it is about the contact itself.
func (f ContactForm) check() *checker {
	k := newChecker()
	text := k.text("text", f.Text)
	choice(k, "channel", f.Channel, Channels())
	k.set["met"], k.set["minutes"] = nil, nil
	if f.Met != nil {
		k.set["met"] = *f.Met
	}
	if f.Minutes != nil {
		k.set["minutes"] = *f.Minutes
		if *f.Minutes < 0 || *f.Minutes > minutesADay {
			k.fail("minutes", ErrNotValid)
		}
	}
	if text == "" && f.Channel == "" && f.Met == nil && f.Minutes == nil {
		k.fail("text", ErrNeeded)
	}
	if f.At.IsZero() {
		k.fail("at", ErrNeeded)
	}
	k.moment("at", f.At)
	if !f.Today.IsZero() && f.At.Date.After(f.Today) {
		k.fail("at", ErrFuture)
	}
	k.line("place", f.Place)
	choice(k, "role", f.Role, Roles())
	k.keys("arenas", f.Arenas, Arenas())
	k.keys("themes", f.Themes, Themes())
	k.present(f.Present)
	return k
}

func (k *checker) present(who []string) {
	var out []string
	for _, w := range who {
		p := newChecker()
		w = p.line("present", w)
		k.errs = append(k.errs, p.errs...)
		if w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	if len(out) > MaxListed {
		k.fail("present", ErrTooLong)
	}
	k.set["present"] = nil
	if len(out) > 0 {
		k.set["present"] = out
	}
}

// Save makes the contact in c and, as the same contact, in the other cases.
// People present who are persons in the network of c are named in the others.
// The first change of each write makes the contact. Errors: *FieldError,
// ErrReadOnly.
func (f ContactForm) Save(c *Case, also ...*Case) ([]Write, error) {
	k := f.check()
	var follow *checker
	if f.FollowUp != nil || strings.TrimSpace(f.FollowUpText) != "" {
		follow = newChecker()
		var due when.Moment
		if f.FollowUp != nil {
			due = *f.FollowUp
		}
		follow.followUp("follow_up", due, f.FollowUpText)
		if !due.IsZero() && due.Date.Before(f.At.Date) {
			follow.fail("follow_up", ErrPast)
		}
		k.errs = append(k.errs, follow.errs...)
	}
	seen := []string{c.ID}
	all := []*Case{c}
	for _, o := range also {
		if !slices.Contains(seen, o.ID) {
			seen = append(seen, o.ID)
			all = append(all, o)
		}
	}
	if err := k.err(); err != nil {
		return nil, err
	}
	if len(all) > 1 {
		k.set["same"] = sameContact(all, f.At)
	}
	var out []Write
	for i, o := range all {
		if o.ReadOnly {
			return nil, ErrReadOnly
		}
		w := o.write(o.Add(EntryContact, k.set))
		if i == 0 && follow != nil {
			ch := o.Add(EntryFollowUp, follow.set)
			ch.Set["contact"] = history.Ref(0)
			w.Changes = append(w.Changes, ch)
		}
		if i > 0 {
			w.Changes[0].Set = clean(Fields(w.Changes[0].Set))
			renamePresent(w.Changes[0].Set, c, o)
		}
		out = append(out, w)
	}
	return out, nil
}

// sameContact is what one contact in several cases is known by. It is drawn
// from their ids and heads, which nobody can guess, so that it needs no
// randomness and two contacts never share it.
func sameContact(all []*Case, at when.Moment) string {
	h := sha256.New()
	h.Write([]byte("brobygger/same\x00" + at.String()))
	for _, c := range all {
		h.Write([]byte("\x00" + c.ID))
		for _, id := range c.Heads {
			h.Write([]byte("\x00" + id))
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:32]
}

// renamePresent puts names for the ids of persons in the network of from, or
// the ids that to has for the same names.
func renamePresent(set map[string]any, from, to *Case) {
	who, ok := set["present"].([]string)
	if !ok {
		return
	}
	out := make([]string, 0, len(who))
	for _, w := range who {
		for _, p := range from.Network {
			if string(p.ID) != w {
				continue
			}
			w = p.Name
			for _, o := range to.Network {
				if o.Name == p.Name && o.Struck == nil && o.Erased == nil {
					w = string(o.ID)
					break
				}
			}
			break
		}
		if w != "" {
			out = append(out, w)
		}
	}
	set["present"] = out
}

// EditContact brings a contact to what the form holds; the follow-up fields are
// not part of it. Errors: *FieldError, ErrNoSuchEntry, ErrGone,
// ErrNothingToDo, ErrReadOnly.
func (c *Case) EditContact(id EntryID, f ContactForm) (Write, error) {
	if err := c.needs(EntryContact, id); err != nil {
		return Write{}, err
	}
	return c.editOf(EntryContactSet, id, f.check())
}

// needs says whether the case has a thing of this kind.
func (c *Case) needs(kind string, id EntryID) error {
	if e := c.State.ByID[id]; e == nil || e.Kind != kind {
		return ErrNoSuchEntry
	}
	return nil
}

// StrikeEntry crosses a contact, a person, a follow-up or a goal out, with a
// reason. Errors: *FieldError, ErrNoSuchEntry, ErrGone, ErrReadOnly.
func (c *Case) StrikeEntry(id EntryID, reason string) (Write, error) {
	k := newChecker()
	if reason = k.line("reason", reason); reason == "" {
		k.fail("reason", ErrNeeded)
	}
	if err := k.err(); err != nil {
		return Write{}, err
	}
	if e := c.State.ByID[id]; e != nil && (e.Struck != nil || e.Erased != nil) {
		return Write{}, ErrGone
	}
	if id == c.Root {
		return Write{}, ErrWholeCase
	}
	ch, err := c.Strike(id, reason)
	if err != nil {
		return Write{}, err
	}
	return c.write(ch), nil
}

// MoveContact takes a note that was written in the wrong case to the right one:
// a contact with the same fields there, which says who wrote it and when, and
// an erase here, so that its text is gone from this case. Open follow-ups that
// were made with it move too. The reason stands in the case it is moved to.
// Errors: *FieldError, ErrNoSuchEntry, ErrGone, ErrTwoVersions, and as Erase.
func MoveContact(from, to *Case, id EntryID, reason string, me Author, mine func(history.Key) bool) ([]Write, error) {
	if from.ID == to.ID {
		return nil, &FieldError{"case", ErrNotAChoice}
	}
	if to.ReadOnly {
		return nil, ErrReadOnly
	}
	if err := from.needs(EntryContact, id); err != nil {
		return nil, err
	}
	k := newChecker()
	k.line("move_reason", reason)
	if err := k.err(); err != nil {
		return nil, err
	}
	note := from.State.ByID[id]
	if note.Struck != nil || note.Erased != nil {
		return nil, ErrGone
	}
	set, err := moved(note, from, to)
	if err != nil {
		return nil, err
	}
	set["moved"] = true
	set["move_reason"] = k.set["move_reason"]
	if _, before := set["author"]; !before && note.By != nil {
		set["author"] = string(note.By.Head.Author)
		set["written"] = note.By.Head.Time.UTC().Format(time.RFC3339)
	}
	there := to.write(to.Add(EntryContact, set))
	here, err := from.Erase(id, EraseWrongCase, me, mine)
	if err != nil {
		return nil, err
	}
	for _, fu := range from.FollowUps {
		if fu.Contact != id || fu.State != FollowUpOpen || fu.Struck != nil || fu.Erased != nil {
			continue
		}
		set, err := moved(from.State.ByID[fu.ID], from, to)
		if err != nil {
			return nil, err
		}
		ch := to.Add(EntryFollowUp, set)
		ch.Set["contact"] = history.Ref(0)
		there.Changes = append(there.Changes, ch)
		gone, err := from.Erase(fu.ID, EraseWrongCase, me, mine)
		if errors.Is(err, ErrNotAllowed) {
			return nil, err
		}
		here.Targets = append(here.Targets, gone.Targets...)
	}
	slices.Sort(here.Targets)
	here.Targets = slices.Compact(here.Targets)
	here.After = from.after()
	// The new place is written first: where only the first of the two reaches
	// the disk, the note stands twice and is not lost.
	return []Write{there, from.write(here)}, nil
}

// moved are the fields of a thing as another case takes them over, also those
// that this program does not know.
func moved(e *history.Entity, from, to *Case) (Fields, error) {
	set := Fields{}
	for field, r := range e.Fields {
		if r.Conflict() {
			return nil, ErrTwoVersions
		}
		if v, ok := r.Last(); ok && string(v.Raw) != "null" {
			set[field] = json.RawMessage(v.Raw)
		}
	}
	if who := e.List("present"); len(who) > 0 {
		set["present"] = who
		renamePresent(set, from, to)
	}
	return set, nil
}
