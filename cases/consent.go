package cases

import (
	"slices"
	"strings"

	"brobygger/cases/calendar"
	"brobygger/cases/history"
)

// ConsentForm is how a consent was given; each is valid, and must be provable
// (DOMAIN §5.2.4).
type ConsentForm string

// The forms of a consent.
const (
	ConsentWritten ConsentForm = "written"
	ConsentOral    ConsentForm = "oral"
	ConsentDigital ConsentForm = "digital"
)

// ConsentForms are all forms in the order of the form.
func ConsentForms() []ConsentForm { return []ConsentForm{ConsentWritten, ConsentOral, ConsentDigital} }

// Recipient is to whom something may go: a service of the directory, a person in
// the network, or a name.
type Recipient struct {
	ID   EntryID // of the service or the party, "" for a name
	Name string  // as it was when it was written
}

// Is says whether two recipients are the same one.
func (r Recipient) Is(other Recipient) bool {
	if r.ID != "" || other.ID != "" {
		return r.ID == other.ID
	}
	return strings.EqualFold(strings.TrimSpace(r.Name), strings.TrimSpace(other.Name))
}

// Consent says what may be shared with whom, for what and how long.
type Consent struct {
	ID        EntryID
	To        Recipient
	Scope     []string // arenas and themes; "everything" does not exist
	Purpose   string
	Note      string
	GivenBy   string // who gave it: WhoPerson, party id or a name
	Form      ConsentForm
	Evidence  string // where the paper lies
	On        calendar.Date
	Until     calendar.Date // the last day; zero for no end
	Withdrawn calendar.Date // from this day on it is not valid; zero while it stands
	Struck    *Mark
	Erased    *Mark
}

// Valid says whether something may be shared on it on a day.
func (c Consent) Valid(on calendar.Date) bool {
	return c.live() && !c.On.After(on) && (c.Until.IsZero() || !on.After(c.Until)) && (c.Withdrawn.IsZero() || on.Before(c.Withdrawn)) &&
		len(c.Scope) > 0
}

func (c Consent) live() bool { return c.Struck == nil && c.Erased == nil }

// ConsentInput is a consent as it stands on the screen.
type ConsentInput struct {
	To                               Recipient
	Scope                            []string
	Purpose, Note, GivenBy, Evidence string
	Form                             ConsentForm
	On, Until                        calendar.Date // On: zero is today
}

// Input is the form that an edit of the consent opens with.
func (c Consent) Input() ConsentInput {
	return ConsentInput{c.To, c.Scope, c.Purpose, c.Note, c.GivenBy, c.Evidence, c.Form, c.On, c.Until}
}

func (f ConsentInput) check(today calendar.Date) *checker {
	k := newChecker()
	k.recipient(f.To)
	k.keys("scope", f.Scope, slices.Concat(Arenas(), Themes()))
	if len(f.Scope) == 0 {
		k.fail("scope", ErrNeeded)
	}
	if k.text("purpose", f.Purpose) == "" {
		k.fail("purpose", ErrNeeded)
	}
	k.text("note", f.Note)
	if k.line("given_by", f.GivenBy) == "" {
		k.fail("given_by", ErrNeeded)
	}
	choice(k, "form", f.Form, ConsentForms())
	if f.Form == "" {
		k.fail("form", ErrNeeded)
	}
	k.line("evidence", f.Evidence)
	if f.On.IsZero() {
		f.On = today
	}
	k.past("on", f.On, today)
	k.day("until", f.Until)
	if !f.Until.IsZero() && f.Until.Before(f.On) {
		k.fail("until", ErrPast)
	}
	return k
}

func (k *checker) recipient(r Recipient) {
	k.put("to", string(r.ID))
	if k.line("to_name", r.Name) == "" {
		k.fail("to", ErrNeeded)
	}
}

// GiveConsent records a consent. Errors: *FieldError, ErrReadOnly.
func (c *Case) GiveConsent(f ConsentInput, today calendar.Date) (Write, error) {
	return c.add(EntryConsent, f.check(today))
}

// EditConsent corrects or extends a consent that was not withdrawn. Errors:
// *FieldError, ErrNoSuchEntry, ErrGone (also when it was withdrawn),
// ErrNothingToDo, ErrReadOnly.
func (c *Case) EditConsent(id EntryID, f ConsentInput, today calendar.Date) (Write, error) {
	if err := c.needs(EntryConsent, id); err != nil {
		return Write{}, err
	}
	if x := c.Consent(id); !x.Withdrawn.IsZero() {
		return Write{}, ErrGone
	}
	return c.editOf(EntryConsentSet, id, f.check(today))
}

// WithdrawConsent ends a consent from a day on, for what is shared after it;
// what was shared stays shared. The recipients to tell are c.ToldOn(id). Errors:
// *FieldError, ErrNoSuchEntry, ErrGone, ErrNothingToDo, ErrReadOnly.
func (c *Case) WithdrawConsent(id EntryID, on, today calendar.Date) (Write, error) {
	if err := c.needs(EntryConsent, id); err != nil {
		return Write{}, err
	}
	if on.IsZero() {
		on = today
	}
	k := newChecker()
	k.past("withdrawn", on, today)
	if x := c.Consent(id); !x.Withdrawn.IsZero() && !on.Before(x.Withdrawn) {
		return Write{}, ErrNothingToDo
	}
	return c.editOf(EntryConsentSet, id, k)
}

// Consent finds a consent by its id, nil where there is none.
func (c *Case) Consent(id EntryID) *Consent {
	for i := range c.Consents {
		if c.Consents[i].ID == id {
			return &c.Consents[i]
		}
	}
	return nil
}

// Covered are the keys that valid consents to a recipient cover on a day, in the
// order of the keys, and the consents that do.
func (c *Case) Covered(to Recipient, on calendar.Date) (keys []string, by []Consent) {
	for _, x := range c.Consents {
		if x.To.Is(to) && x.Valid(on) {
			by = append(by, x)
		}
	}
	for _, key := range slices.Concat(Arenas(), Themes()) {
		if slices.ContainsFunc(by, func(x Consent) bool { return slices.Contains(x.Scope, key) }) {
			keys = append(keys, key)
		}
	}
	return keys, by
}

// readConsent reads a consent so that two versions never allow more than both
// of them do: what is in one scope alone is not covered, the earliest end stands,
// and any withdrawal counts from its earliest day.
func readConsent(e *history.Entity) Consent {
	c := Consent{ID: e.ID, To: Recipient{EntryID(e.Text("to")), e.Text("to_name")}, Scope: e.List("scope"), Purpose: e.Text("purpose"),
		Note: e.Text("note"), GivenBy: e.Text("given_by"), Form: ConsentForm(e.Text("form")), Evidence: e.Text("evidence"),
		On: dateOf(e.Text("on")), Until: dateOf(e.Text("until")), Struck: markOf(e.Struck), Erased: markOf(e.Erased)}
	for _, v := range e.Fields["scope"].Values {
		scope := strings.Split(DecodeText(v.Raw), ", ")
		c.Scope = slices.DeleteFunc(slices.Clone(c.Scope), func(k string) bool { return !slices.Contains(scope, k) })
	}
	for _, v := range e.Fields["until"].Values {
		if d := dateOf(DecodeText(v.Raw)); !d.IsZero() && (c.Until.IsZero() || d.Before(c.Until)) {
			c.Until = d
		}
	}
	for _, v := range e.Fields["on"].Values {
		if d := dateOf(DecodeText(v.Raw)); d.After(c.On) {
			c.On = d
		}
	}
	for _, v := range e.Fields["withdrawn"].Values {
		if d := dateOf(DecodeText(v.Raw)); !d.IsZero() && (c.Withdrawn.IsZero() || d.Before(c.Withdrawn)) {
			c.Withdrawn = d
		}
	}
	if len(e.Fields["to"].Values) > 1 || len(e.Fields["to_name"].Values) > 1 {
		c.Scope = nil // to whom is not settled: nothing goes to anybody
	}
	return c
}

// Disclosure is one line of the ledger: what left, to whom, when and on which
// consents.
type Disclosure struct {
	ID       EntryID
	To       Recipient
	On       calendar.Date
	What     string   // a word key: "letter", "phone", "meeting", "mail", "paper"
	Keys     []string // what it was about
	Consents []EntryID
	Referral EntryID // the referral it was sent with, "" for none
	Note     string
	Struck   *Mark
	Erased   *Mark
}

// DisclosureWhats are the ways in which something can be passed on.
func DisclosureWhats() []string { return []string{"letter", "phone", "mail", "meeting", "paper"} }

// DisclosureInput is a line of the ledger as it stands on the screen.
type DisclosureInput struct {
	To   Recipient
	On   calendar.Date // zero is today
	What string
	Keys []string
	Note string
}

// Disclose records that something was passed on. Nothing is passed on that is
// not covered. Errors: *FieldError, *NotCoveredError, ErrReadOnly.
func (c *Case) Disclose(f DisclosureInput, today calendar.Date) (Write, error) {
	k, err := c.disclosure(f, "", today)
	if err != nil {
		return Write{}, err
	}
	return c.add(EntryDisclosure, k)
}

func (c *Case) disclosure(f DisclosureInput, referral EntryID, today calendar.Date) (*checker, error) {
	if f.On.IsZero() {
		f.On = today
	}
	k := newChecker()
	k.recipient(f.To)
	k.past("on", f.On, today)
	choice(k, "what", f.What, DisclosureWhats())
	if f.What == "" {
		k.fail("what", ErrNeeded)
	}
	k.keys("keys", f.Keys, slices.Concat(Arenas(), Themes()))
	if len(f.Keys) == 0 {
		k.fail("keys", ErrNeeded)
	}
	k.text("note", f.Note)
	k.put("referral", string(referral))
	if err := k.err(); err != nil {
		return nil, err
	}
	covered, by := c.Covered(f.To, f.On)
	missing := slices.DeleteFunc(slices.Clone(f.Keys), func(key string) bool { return slices.Contains(covered, key) })
	if len(missing) > 0 {
		return nil, &NotCoveredError{To: f.To, Missing: missing, Any: len(by) > 0}
	}
	var ids []string
	for _, x := range by {
		if slices.ContainsFunc(f.Keys, func(key string) bool { return slices.Contains(x.Scope, key) }) {
			ids = append(ids, string(x.ID))
		}
	}
	k.set["consents"] = ids
	return k, nil
}

// Told is somebody who was told something on a consent.
type Told struct {
	To Recipient
	On calendar.Date // the last time
}

// ToldOn are those to whom something went on a consent, who are to be told when
// it is withdrawn, the last first.
func (c *Case) ToldOn(consent EntryID) []Told {
	var out []Told
	for _, d := range slices.Backward(c.Disclosures) {
		if !slices.Contains(d.Consents, consent) || d.Struck != nil || d.Erased != nil ||
			slices.ContainsFunc(out, func(t Told) bool { return t.To.Is(d.To) }) {
			continue
		}
		out = append(out, Told{d.To, d.On})
	}
	return out
}

// NotCoveredError says what no valid consent to a recipient covers. Its text
// holds no content.
type NotCoveredError struct {
	To      Recipient
	Missing []string // keys
	Any     bool     // there is a valid consent to the recipient, for other keys
}

// Error names the keys.
func (e *NotCoveredError) Error() string {
	return ErrNoConsent.Error() + ": " + strings.Join(e.Missing, ", ")
}

// Unwrap makes errors.Is(err, ErrNoConsent) true.
func (e *NotCoveredError) Unwrap() error { return ErrNoConsent }

func readDisclosure(e *history.Entity) Disclosure {
	d := Disclosure{ID: e.ID, To: Recipient{EntryID(e.Text("to")), e.Text("to_name")}, On: dateOf(e.Text("on")), What: e.Text("what"),
		Keys: e.List("keys"), Referral: EntryID(e.Text("referral")), Note: e.Text("note"), Struck: markOf(e.Struck), Erased: markOf(e.Erased)}
	for _, id := range e.List("consents") {
		d.Consents = append(d.Consents, EntryID(id))
	}
	return d
}
