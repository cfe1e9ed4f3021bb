package cases

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"brobygger/cases/calendar"
	"brobygger/cases/history"
	"brobygger/cases/when"
)

// Authors are the members by their keys: the part of the member list that the
// fold of a case depends on. A key that is not here is an unknown author, which
// the reader of the file has already said with TrustUnknown.
type Authors map[history.Key]Author

// Rules gives the authority table of docs/FORMAT.md as the fold asks for it:
// any member who can open a case may write in it; what an author wrote may be
// erased by the author and by a koordinator; removal from the case team, and of a
// consent, beats what was written apart from it.
func (a Authors) Rules() history.Rules {
	return history.Rules{
		MayErase: func(erase, target *history.Entry) bool {
			by, ok := a[erase.Head.Author]
			if !ok {
				return false
			}
			if by.Has(MemberKoordinator) {
				return true
			}
			of, ok := a[target.Head.Author]
			return ok && of.Member == by.Member // the same person's earlier key
		},
		Known:      func(kind string) bool { return slices.Contains(entryKinds(), kind) },
		RemoveWins: func(kind string) bool { return kind == EntryReader || kind == EntryConsent },
	}
}

// Read folds the entries of one case. It is a pure function of its arguments.
// Entries without the one that makes a case give a case without kind, number
// and name, marked incomplete.
func Read(id string, entries []*history.Entry, authors Authors) *Case {
	st := history.Fold(entries, authors.Rules())
	c := &Case{ID: id, State: st, Heads: st.Heads, Incomplete: len(st.Missing) > 0, ReadOnly: len(st.Critical) > 0, authors: authors}
	root := rootOf(st)
	if root == nil {
		c.Incomplete = true
		return c
	}
	c.readRoot(root)
	for _, e := range st.Entities {
		c.Incomplete = c.Incomplete || e.By == nil
		switch e.Kind {
		case EntryContact:
			c.Contacts = append(c.Contacts, readContact(e))
		case EntryParty:
			c.Network = append(c.Network, readParty(e))
		case EntryFollowUp:
			c.FollowUps = append(c.FollowUps, readFollowUp(e))
		case EntryGoal:
			c.Goals = append(c.Goals, readGoal(e))
		case EntryStep:
			c.Steps = append(c.Steps, readStep(e))
		case EntryScore:
			c.Scores = append(c.Scores, readScore(e))
		case EntryFact:
			c.Facts = append(c.Facts, readFact(e))
		case EntryReview:
			c.Reviews = append(c.Reviews, readReview(e))
		case EntryConsent:
			c.Consents = append(c.Consents, readConsent(e))
		case EntryDisclosure:
			c.Disclosures = append(c.Disclosures, readDisclosure(e))
		case EntryReferral:
			c.Referrals = append(c.Referrals, readReferral(e))
		case EntryUnderretning:
			c.Underretninger = append(c.Underretninger, readUnderretning(e))
		case EntryMatch:
			c.Matches = append(c.Matches, readMatch(e))
		case EntryLink:
			c.Links = append(c.Links, Link{ID: e.ID, Case: e.Text("case"), Why: e.Text("why"), Struck: markOf(e.Struck)})
		}
	}
	c.Readers = readersOf(st)
	c.arrangePlan()
	slices.SortStableFunc(c.Disclosures, func(a, b Disclosure) int { return a.On.Compare(b.On) })
	c.arrangeReferrals()
	slices.Reverse(c.Contacts) // the newest first also among those of one day
	slices.SortStableFunc(c.Contacts, func(a, b Contact) int { return b.At.Compare(a.At) })
	slices.SortStableFunc(c.FollowUps, func(a, b FollowUp) int {
		if (a.State == FollowUpOpen) != (b.State == FollowUpOpen) {
			if a.State == FollowUpOpen {
				return -1
			}
			return 1
		}
		return a.Due.Compare(b.Due)
	})
	c.Conflicts = conflictsOf(st)
	return c
}

// SeenAt is the case as it stood when a form was opened on these heads: what a
// draft that comes back after a lock is saved on, so that it replaces only what
// its writer had seen. What has been erased since stays erased. Heads that are
// not here are passed over.
func (c *Case) SeenAt(heads []EntryID) *Case {
	var entries []*history.Entry
	for _, e := range c.State.Seen(heads) {
		if c.State.Erased[e.ID] != nil {
			e = e.WithoutBody()
		}
		entries = append(entries, e)
	}
	old := Read(c.ID, entries, c.authors)
	old.Suffix = c.Suffix
	gone := func(id EntryID, m **Mark) {
		if e := c.State.Erased[id]; e != nil {
			*m = markOf(e)
			old.State.ByID[id].Erased = e
		}
	}
	for i := range old.Contacts {
		gone(old.Contacts[i].ID, &old.Contacts[i].Erased)
	}
	for i := range old.Network {
		gone(old.Network[i].ID, &old.Network[i].Erased)
	}
	for i := range old.FollowUps {
		gone(old.FollowUps[i].ID, &old.FollowUps[i].Erased)
	}
	for i := range old.Goals {
		gone(old.Goals[i].ID, &old.Goals[i].Erased)
	}
	for i := range old.Steps {
		gone(old.Steps[i].ID, &old.Steps[i].Erased)
	}
	for i := range old.Reviews {
		gone(old.Reviews[i].ID, &old.Reviews[i].Erased)
	}
	for i := range old.Matches {
		gone(old.Matches[i].ID, &old.Matches[i].Erased)
	}
	return old
}

func rootOf(st *history.State) *history.Entity {
	for _, e := range st.Entities {
		if e.Kind == EntryCase {
			return e
		}
	}
	return nil
}

func (c *Case) readRoot(e *history.Entity) {
	c.Root = e.ID
	c.Kind = Kind(e.Text("kind"))
	c.Number = e.Text("number")
	c.Person = Person{
		Name: e.Text("name"), Born: e.Text("born"), Address: e.Text("address"), Phone: e.Text("phone"),
		Interpreter: e.Text("interpreter"),
	}
	c.Person.Protected, _ = e.Bool("protected")
	c.Person.NotAlone, _ = e.Bool("not_alone")
	c.Status = Status(e.Text("status"))
	if c.Status == "" {
		c.Status = StatusOpen
	}
	c.Phase = Phase(e.Text("phase"))
	c.PhaseOn = dateOf(e.Text("phase_on"))
	c.Outcome = Outcome(e.Text("outcome"))
	c.Opened = dateOf(e.Text("opened"))
	c.Closed = dateOf(e.Text("closed"))
	c.CloseReason = e.Text("close_reason")
	c.Worker, c.WorkerText, c.Deputy = e.Text("worker"), e.Text("worker_text"), e.Text("deputy")
	c.Tenancy = e.Text("tenancy")
	c.Area = FundingArea(e.Text("area"))
	c.Source = Source(e.Text("source"))
	c.Weight = Weight(e.Text("weight"))
	c.Basis = Basis(e.Text("basis"))
	c.Informed = dateOf(e.Text("informed"))
	c.InformedBy = e.Text("informed_by")
	c.Words = readWords(e)
	c.Reopened = dateOf(e.Text("reopened"))
	c.ImportKey = e.Text("import_key")
	if aftercare, said := e.Bool("aftercare"); said {
		c.NoAftercare = !aftercare
	}
	if c.Status == StatusOpen {
		c.Outcome, c.Closed = "", calendar.Date{}
	}
}

func readContact(e *history.Entity) Contact {
	c := Contact{
		ID: e.ID, Channel: Channel(e.Text("channel")), Place: e.Text("place"), Role: Role(e.Text("role")),
		Arenas: e.List("arenas"), Themes: e.List("themes"), Present: e.List("present"), Text: e.Text("text"),
		At: momentOf(e.Text("at")), Same: e.Text("same"), Struck: markOf(e.Struck), Erased: markOf(e.Erased),
	}
	if met, ok := e.Bool("met"); ok {
		c.Met = &met
	}
	if n, ok := e.Int("minutes"); ok {
		m := int(n)
		c.Minutes = &m
	}
	if e.By != nil {
		c.Author, c.Written = e.By.Head.Author, e.By.Head.Time
	}
	if c.Moved, _ = e.Bool("moved"); c.Moved {
		c.MovedBy, c.MoveReason = c.Author, e.Text("move_reason")
		if a := e.Text("author"); a != "" {
			c.Author = history.Key(a)
		}
		if t, err := time.Parse(time.RFC3339, e.Text("written")); err == nil {
			c.Written = t.UTC()
		}
	}
	if len(e.Writes) > 1 {
		c.Edited = e.Writes[1:]
	}
	return c
}

func readParty(e *history.Entity) Party {
	p := Party{
		ID: e.ID, Name: e.Text("name"), Relation: e.Text("relation"), Org: e.Text("org"), Phone: e.Text("phone"),
		Email: e.Text("email"), Address: e.Text("address"), Note: e.Text("note"),
		Struck: markOf(e.Struck), Erased: markOf(e.Erased),
	}
	p.Protected, _ = e.Bool("protected")
	return p
}

func readFollowUp(e *history.Entity) FollowUp {
	f := FollowUp{
		ID: e.ID, Text: e.Text("text"), Due: momentOf(e.Text("due")), State: FollowUpState(e.Text("state")),
		Who: e.Text("who"), Contact: EntryID(e.Text("contact")), Rule: Rule(e.Text("rule")), Cause: e.Text("cause"),
		DoneOn: dateOf(e.Text("done_on")), Reason: e.Text("reason"), Struck: markOf(e.Struck), Erased: markOf(e.Erased),
	}
	if f.State == "" {
		f.State = FollowUpOpen
	}
	return f
}

// readersOf are the members of the case team beside worker and deputy. A
// removal beats an addition that its author had not seen.
func readersOf(st *history.State) []string {
	removals := map[string][]EntryID{}
	for _, e := range st.Entities {
		if e.Kind == EntryReader && e.Struck != nil {
			m := e.Text("member")
			removals[m] = append(removals[m], e.Struck.ID)
		}
	}
	var out []string
	for _, e := range st.Entities {
		if e.Kind != EntryReader || e.Struck != nil {
			continue
		}
		m := e.Text("member")
		beaten := slices.ContainsFunc(removals[m], func(r EntryID) bool { return !st.Saw(e.ID, r) })
		if m != "" && !beaten && !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

func conflictsOf(st *history.State) []Conflict {
	var out []Conflict
	for _, e := range st.Entities {
		if e.Struck != nil || e.Erased != nil {
			continue
		}
		var fields []string
		for f, r := range e.Fields {
			if r.Conflict() && !settlesItself(f) {
				fields = append(fields, f)
			}
		}
		slices.Sort(fields)
		for _, f := range fields {
			k := Conflict{Entity: e.ID, EntityKind: e.Kind, Field: f, Before: before(st, e, f)}
			for _, v := range e.Fields[f].Values {
				k.Values = append(k.Values, ConflictValue{
					Entries: v.Entries, Author: v.By.Head.Author, Device: v.By.Head.Device, At: v.By.Head.Time,
					SeenTo: seenTo(st, v.By), Raw: v.Raw,
				})
			}
			out = append(out, k)
		}
	}
	return out
}

// settlesItself says whether a field never asks anybody, so that the last in
// causal order stands: an order key, and the day of a field that asks itself.
func settlesItself(field string) bool {
	return field == "order" || field == "state_on" || strings.HasPrefix(field, wordsField("")) && strings.HasSuffix(field, "_on")
}

// before is the value that the first of the conflicting writes replaced.
func before(st *history.State, e *history.Entity, field string) []byte {
	for _, v := range e.Fields[field].Values {
		b := v.By.Body()
		if b == nil {
			continue
		}
		for _, id := range b.Replaces[field] {
			if o := st.Entry(id); o != nil && st.Erased[id] == nil {
				if b := o.Body(); b != nil {
					return b.Set[field]
				}
			}
		}
	}
	return nil
}

func seenTo(st *history.State, e *history.Entry) time.Time {
	var t time.Time
	for _, id := range e.Head.After {
		if o := st.Entry(id); o != nil && o.Head.Time.After(t) {
			t = o.Head.Time
		}
	}
	return t
}

func markOf(e *history.Entry) *Mark {
	if e == nil {
		return nil
	}
	m := &Mark{Entry: e.ID, By: e.Head.Author, At: e.Head.Time}
	if b := e.Body(); b != nil {
		m.Reason = b.Reason
	}
	return m
}

func dateOf(s string) calendar.Date {
	if len(s) < 10 {
		return calendar.Date{}
	}
	d, err := calendar.ParseISO(s[:10])
	if err != nil {
		return calendar.Date{}
	}
	return d
}

func momentOf(s string) when.Moment {
	m, err := when.ParseISO(s)
	if err != nil {
		return when.Moment{}
	}
	return m
}

// DecodeText is the text of a conflicting value, for showing: the text itself,
// the items of a list joined by commas, a number in digits, "true" or "false".
func DecodeText(raw []byte) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	var l []string
	if json.Unmarshal(raw, &l) == nil {
		return strings.Join(l, ", ")
	}
	if string(raw) == "null" {
		return ""
	}
	return string(raw)
}
