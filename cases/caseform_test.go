package cases

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"brobygger/cases/calendar"
)

// wrong are the fields that a refused form names.
func wrong(err error) []string {
	var out []string
	for _, e := range FieldErrors(err) {
		out = append(out, e.Field)
	}
	return out
}

func TestNewCaseNeedsTwoThings(t *testing.T) {
	l := newLedger(t)
	w, err := NewCase(CaseForm{Kind: KindMentoring, Name: "  Karim Farah "}, caseID(1), "26-7RQ4", monday, amira())
	c := l.must("amira", w, err)
	if c.Person.Name != "Karim Farah" || c.Kind != KindMentoring || c.Number != "26-7RQ4" || c.Status != StatusOpen ||
		c.Phase != PhaseContact || c.Opened != monday || c.PhaseOn != monday || c.Worker != "amira" || c.Deputy != "bo" || c.Title() != "Karim F." {
		t.Errorf("%+v", c)
	}
	// Nothing is recorded of what was neither typed nor seen.
	for field := range c.State.ByID[c.Root].Fields {
		if !strings.Contains(" kind name number opened status phase phase_on worker deputy ", " "+field+" ") {
			t.Errorf("%s is recorded, and nobody typed it", field)
		}
	}
	_, err = NewCase(CaseForm{}, caseID(1), "26-7RQ4", monday, amira())
	if got := wrong(err); !slices.Equal(got, []string{"name", "kind"}) {
		t.Errorf("an empty form is refused for %v: %v", got, err)
	}
}

func TestNewCaseForm(t *testing.T) {
	long := strings.Repeat("å", MaxLine+1)
	tests := []struct {
		name  string
		form  CaseForm
		field string
		want  error
	}{
		{"name of 200 letters", CaseForm{Name: strings.Repeat("å", MaxLine)}, "", nil},
		{"name of 201", CaseForm{Name: long}, "name", ErrTooLong},
		{"name of spaces", CaseForm{Name: " \t "}, "name", ErrNeeded},
		{"year of birth", CaseForm{Name: "K", Born: "2011"}, "", nil},
		{"CPR for birth", CaseForm{Name: "K", Born: "030411-9999"}, "born", ErrNotValid},
		{"born tomorrow", CaseForm{Name: "K", Born: "2026-12-08"}, "born", ErrFuture},
		{"unknown area", CaseForm{Name: "K", Area: "x"}, "area", ErrNotAChoice},
		{"unknown source", CaseForm{Name: "K", Source: "x"}, "source", ErrNotAChoice},
		{"unknown weight", CaseForm{Name: "K", Weight: "x"}, "weight", ErrNotAChoice},
		{"unknown basis", CaseForm{Name: "K", Basis: "x"}, "basis", ErrNotAChoice},
		{"phase of another kind", CaseForm{Name: "K", Phase: PhaseMeetings}, "phase", ErrNotAChoice},
		{"closed from the start", CaseForm{Name: "K", Phase: PhaseClosed}, "phase", ErrNotAChoice},
		{"opened tomorrow", CaseForm{Name: "K", Opened: date("2026-12-08")}, "opened", ErrFuture},
		{"a date that does not exist", CaseForm{Name: "K", Informed: calendar.Date{Year: 2026, Month: 2, Day: 30}}, "informed", calendar.ErrNoSuchDate},
		{"address too long", CaseForm{Name: "K", Address: long}, "address", ErrTooLong},
	}
	for _, tt := range tests {
		tt.form.Kind = KindMentoring
		_, err := NewCase(tt.form, caseID(1), "26-7RQ4", monday, amira())
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
		if tt.want != nil && !slices.Equal(wrong(err), []string{tt.field}) {
			t.Errorf("%s: refused for %v, want %s", tt.name, wrong(err), tt.field)
		}
		if err != nil && tt.form.Name != "K" && strings.Contains(err.Error(), strings.TrimSpace(tt.form.Name)) && len(tt.form.Name) > 10 {
			t.Errorf("%s: the error holds content", tt.name)
		}
	}
}

func TestNewCaseKeepsAllThatWasTyped(t *testing.T) {
	l := newLedger(t)
	f := CaseForm{
		Kind: KindTenancy, Name: "Nadia Dahl\u202e", Born: "3/4-1988", Address: "Åparken 34, 4. th", Phone: "27 74 39 76", Protected: true,
		NotAlone: true, Interpreter: "arabisk", Tenancy: "02-010-01", Area: AreaCohesion, Source: SourceArrears, Weight: WeightHeavy,
		Basis: BasisInterest, Informed: date("2026-12-01"), Opened: date("2026-11-26"), Worker: "bo", Deputy: DeputyNone, Phase: PhaseHelp,
	}
	w, err := NewCase(f, caseID(1), "26-M2PX", monday, amira())
	c := l.must("amira", w, err)
	p := Person{Name: f.Name, Born: "1988-04-03", Address: f.Address, Phone: f.Phone, Protected: true, NotAlone: true, Interpreter: "arabisk"}
	if c.Person != p || c.Tenancy != f.Tenancy || c.Area != f.Area || c.Source != f.Source || c.Weight != f.Weight || c.Basis != f.Basis ||
		c.Informed != f.Informed || c.Opened != f.Opened || c.Worker != "bo" || c.Deputy != DeputyNone || c.Phase != PhaseHelp || c.PhaseOn != f.Opened {
		t.Errorf("%+v", c)
	}
	if strings.ContainsRune(c.Title(), '\u202e') {
		t.Error("the title of a list can turn the writing")
	}
	// For somebody else's case one's own stedfortræder is not proposed.
	w, err = NewCase(CaseForm{Kind: KindTenancy, Name: "N", Worker: "bo"}, caseID(2), "26-M2PY", monday, amira())
	if c := l.must("amira", w, err); c.Deputy != "" {
		t.Errorf("stedfortræder %q", c.Deputy)
	}
}

func TestParseBorn(t *testing.T) {
	tests := []struct {
		in, want string
		err      error
	}{
		{"2011", "2011", nil}, {" 1957 ", "1957", nil}, {"2011-04-03", "2011-04-03", nil}, {"3/4-2011", "2011-04-03", nil},
		{"03.04.2011", "2011-04-03", nil}, {"3-4-2011", "2011-04-03", nil}, {"3. 4. 2011", "2011-04-03", nil},
		{"11", "", ErrNotValid}, {"3/4-11", "", ErrNotValid}, {"30/2-2011", "", calendar.ErrNoSuchDate}, {"2027", "", ErrFuture},
		{"2026-12-08", "", ErrFuture}, {"1899", "", ErrNotValid}, {"15 år", "", ErrNotValid}, {"0304111234", "", ErrNotValid},
		{"030411-1234", "", ErrNotValid}, {"2011-13-01", "", calendar.ErrNoSuchDate}, {"2011-4-3-2", "", ErrNotValid}, {"-2011-", "2011", nil},
	}
	for _, tt := range tests {
		if got, err := ParseBorn(tt.in, monday); got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%q: %q, %v, want %q, %v", tt.in, got, err, tt.want, tt.err)
		}
	}
}

func FuzzParseBorn(f *testing.F) {
	for _, s := range []string{"2011", "3/4-2011", "2011-02-30", "030411-1234", "٢٠١١", "-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseBorn(s, monday)
		if err != nil {
			return
		}
		if again, err := ParseBorn(got, monday); err != nil || again != got || len(got) != 4 && len(got) != 10 {
			t.Fatalf("%q gives %q, which gives %q, %v", s, got, again, err)
		}
	})
}

func TestEditWritesOnlyWhatChanged(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	w, err := c.Edit(CaseEdit{Name: ptr("Karim Farah"), Phone: ptr("28 35 58 85"), NotAlone: ptr(true), Born: ptr("2011")}, monday)
	if err != nil || len(w.Changes) != 1 || len(w.Changes[0].Set) != 3 {
		t.Fatalf("%+v, %v", w, err)
	}
	c = l.must("amira", w, err)
	if c.Person.Phone != "28 35 58 85" || !c.Person.NotAlone || c.Person.Born != "2011" {
		t.Errorf("%+v", c.Person)
	}
	if _, err := c.Edit(CaseEdit{Name: ptr("Karim Farah"), NotAlone: ptr(true), Protected: ptr(false)}, monday); !errors.Is(err, ErrNothingToDo) {
		t.Errorf("the same again: %v", err)
	}
	w, err = c.Edit(CaseEdit{Phone: ptr(""), NotAlone: ptr(false)}, monday)
	c = l.must("amira", w, err)
	if c.Person.Phone != "" || c.Person.NotAlone || c.State.ByID[c.Root].Has("phone") {
		t.Errorf("cleared: %+v", c.Person)
	}
	for field, e := range map[string]CaseEdit{"name": {Name: ptr(" ")}, "born": {Born: ptr("i går")}, "opened": {Opened: &calendar.Date{}},
		"area": {Area: ptr(FundingArea("x"))}} {
		if _, err := c.Edit(e, monday); !slices.Equal(wrong(err), []string{field}) {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// Saving a form settles no field with two versions that its writer left alone.
func TestEditSettlesNothingUntouched(t *testing.T) {
	l := newLedger(t)
	seen := l.karim(caseID(1), monday)
	w, err := seen.Edit(CaseEdit{Phone: ptr("11 11 11 11")}, monday)
	l.must("amira", w, err)
	w, err = seen.Edit(CaseEdit{Phone: ptr("22 22 22 22")}, monday)
	c := l.must("bo", w, err)
	if len(c.Conflicts) != 1 {
		t.Fatalf("%d conflicts", len(c.Conflicts))
	}
	w, err = c.Edit(CaseEdit{Phone: &c.Person.Phone, Address: ptr("Åparken 12")}, monday)
	c = l.must("amira", w, err)
	if len(c.Conflicts) != 1 || c.Person.Address != "Åparken 12" {
		t.Errorf("a form that left the phone alone settled it: %+v", c.Conflicts)
	}
	w, err = c.Edit(CaseEdit{Phone: ptr("33 33 33 33")}, monday)
	if c = l.must("amira", w, err); len(c.Conflicts) != 0 || c.Person.Phone != "33 33 33 33" {
		t.Errorf("a third value does not settle it: %+v", c.Conflicts)
	}
}

// A draft that comes back after a lock replaces only what its writer had seen.
func TestDraftIsSavedOnWhatItsWriterSaw(t *testing.T) {
	l := newLedger(t)
	opened := l.karim(caseID(1), monday)
	w, err := opened.Edit(CaseEdit{Phone: ptr("11 11 11 11")}, monday)
	now := l.must("bo", w, err)
	w, err = now.SeenAt(opened.Heads).Edit(CaseEdit{Phone: ptr("22 22 22 22")}, monday)
	c := l.must("amira", w, err)
	if len(c.Conflicts) != 1 || len(c.Conflicts[0].Values) != 2 {
		t.Errorf("a colleague's value was hidden: %+v", c.Conflicts)
	}

	// What was erased meanwhile stays erased.
	c = l.met(c, "2026-12-01")
	old := c
	ch, err := c.Erase(c.Contacts[0].ID, EraseNotNeeded, Author{}, mine("amira"))
	now = l.must("amira", c.write(ch), err)
	seen := now.SeenAt(old.Heads)
	if n := seen.Contacts[0]; n.Erased == nil || n.Met != nil {
		t.Errorf("an erased contact is back in a draft: %+v", n)
	}
	if _, err := seen.EditContact(seen.Contacts[0].ID, ContactForm{Text: "x", At: at("2026-12-01")}); !errors.Is(err, ErrGone) {
		t.Errorf("it can be written on: %v", err)
	}
}

func TestPhases(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), date("2026-10-01"))
	w, err := c.SetPhase(PhaseRelation, date("2026-11-01"), monday)
	c = l.must("amira", w, err)
	if c.Phase != PhaseRelation || c.PhaseOn != date("2026-11-01") {
		t.Errorf("%s since %s", c.Phase, c.PhaseOn)
	}
	for _, p := range []Phase{"", PhaseClosed, PhaseHelp, "x"} {
		if _, err := c.SetPhase(p, monday, monday); !slices.Equal(wrong(err), []string{"phase"}) {
			t.Errorf("%q: %v", p, err)
		}
	}
	if _, err := c.SetPhase(PhaseRelation, monday, monday); !errors.Is(err, ErrNothingToDo) {
		t.Errorf("the same: %v", err)
	}
	if _, err := c.SetPhase(PhaseEffort, date("2026-12-08"), monday); !errors.Is(err, ErrFuture) {
		t.Errorf("from tomorrow: %v", err)
	}
}

func TestCloseAndReopen(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), date("2026-10-01"))
	w, err := c.SetPhase(PhaseEffort, monday, monday)
	c = l.must("amira", w, err)
	refused := []struct {
		name string
		form CloseForm
		want string
	}{
		{"no outcome", CloseForm{Reason: "r"}, "outcome"},
		{"outcome of a tenancy", CloseForm{Outcome: OutcomePaid, Reason: "r"}, "outcome"},
		{"tomorrow", CloseForm{Outcome: OutcomeReached, Reason: "r", On: date("2026-12-08")}, "closed"},
		{"before it was opened", CloseForm{Outcome: OutcomeReached, Reason: "r", On: date("2026-09-30")}, "closed"},
		{"a mentorforløb before six months, without a reason", CloseForm{Outcome: OutcomeDeclined}, "close_reason"},
	}
	for _, tt := range refused {
		if _, err := c.Close(tt.form, monday); !slices.Equal(wrong(err), []string{tt.want}) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	w, err = c.Close(CloseForm{Outcome: OutcomeLeft, Reason: "Flyttede til Vejle."}, monday)
	c = l.must("amira", w, err)
	if c.Status != StatusClosed || c.Phase != PhaseClosed || c.Outcome != OutcomeLeft || c.Closed != monday || c.CloseReason == "" || c.NoAftercare {
		t.Errorf("%+v", c)
	}
	if _, err := c.Close(CloseForm{Outcome: OutcomeLeft}, monday); !errors.Is(err, ErrIsClosed) {
		t.Errorf("closed twice: %v", err)
	}
	if _, err := c.SetPhase(PhaseMatch, monday, monday); !errors.Is(err, ErrIsClosed) {
		t.Errorf("phase of a closed case: %v", err)
	}
	tuesday := monday.AddDays(1)
	w, err = c.Reopen("", "Kom tilbage.", tuesday)
	c = l.must("amira", w, err)
	if c.Status != StatusOpen || c.Phase != PhaseEffort || c.PhaseOn != tuesday || c.Reopened != tuesday || c.Outcome != "" || !c.Closed.IsZero() {
		t.Errorf("reopened: %+v", c)
	}
	if _, err := c.Reopen("", "", tuesday); !errors.Is(err, ErrIsOpen) {
		t.Errorf("opened twice: %v", err)
	}
	w, err = c.Close(CloseForm{Outcome: OutcomeLeft, Reason: "igen", On: tuesday}, tuesday)
	if c = l.must("amira", w, err); c.Closed != tuesday || c.Outcome != OutcomeLeft {
		t.Errorf("closed again: %+v", c)
	}
}

func TestSixMonthsToTheDay(t *testing.T) {
	for opened, needs := range map[string]bool{"2026-06-06": false, "2026-06-07": false, "2026-06-08": true} {
		l := newLedger(t)
		_, err := l.karim(caseID(1), date(opened)).Close(CloseForm{Outcome: OutcomeReached}, monday)
		if (err != nil) != needs {
			t.Errorf("opened %s: %v", opened, err)
		}
	}
}

func TestGoals(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	w, err := c.AddGoal(GoalForm{Text: "I skole hver dag"})
	c = l.must("amira", w, err)
	w, err = c.AddGoal(GoalForm{Arena: ArenaJob, Text: "Fritidsjob"})
	c = l.must("amira", w, err)
	if len(c.Goals) != 2 || c.Goals[0].Arena != "" || c.Goals[1].Arena != ArenaJob {
		t.Errorf("%+v", c.Goals)
	}
	if _, err := c.AddGoal(GoalForm{Arena: "okonomi", Text: ""}); !slices.Equal(wrong(err), []string{"arena", "text"}) {
		t.Errorf("a theme is no arena: %v", err)
	}
}

func TestLinksStandInBothCases(t *testing.T) {
	l := newLedger(t)
	a, b := l.karim(caseID(1), monday), l.karim(caseID(2), monday)
	ws, err := a.LinkTo(b, "søskende")
	l.mustAll("amira", ws, err)
	a, b = l.read(a.ID), l.read(b.ID)
	if len(a.Links) != 1 || a.Links[0].Case != b.ID || len(b.Links) != 1 || b.Links[0].Case != a.ID || b.Links[0].Why != "søskende" {
		t.Fatalf("%+v %+v", a.Links, b.Links)
	}
	if _, err := a.LinkTo(b, ""); !errors.Is(err, ErrNothingToDo) {
		t.Errorf("linked twice: %v", err)
	}
	if _, err := a.LinkTo(a, ""); !slices.Equal(wrong(err), []string{"case"}) {
		t.Errorf("linked to itself: %v", err)
	}
	ws, err = b.Unlink(a, "en anden Farah")
	l.mustAll("amira", ws, err)
	if a, b = l.read(a.ID), l.read(b.ID); a.Links[0].Struck == nil || b.Links[0].Struck == nil {
		t.Errorf("%+v %+v", a.Links, b.Links)
	}
	if _, err := a.Unlink(b, ""); !errors.Is(err, ErrNothingToDo) {
		t.Errorf("unlinked twice: %v", err)
	}
}

// What only a newer program understands is not written on.
func TestReadOnlyCase(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	l.save("amira", Write{Case: c.ID, Changes: []Change{{Kind: "consent-of-a-later-year", Critical: true, Set: map[string]any{}, After: c.Heads}}})
	c = l.read(c.ID)
	if !c.ReadOnly {
		t.Fatal("the case can be written on")
	}
	for name, f := range map[string]func() error{
		"edit":    func() error { _, err := c.Edit(CaseEdit{Phone: ptr("1")}, monday); return err },
		"phase":   func() error { _, err := c.SetPhase(PhaseEffort, monday, monday); return err },
		"close":   func() error { _, err := c.Close(CloseForm{Outcome: OutcomeLeft, Reason: "r"}, monday); return err },
		"contact": func() error { _, err := ContactForm{Text: "x", At: at("2026-12-07")}.Save(c); return err },
		"also": func() error {
			_, err := ContactForm{Text: "x", At: at("2026-12-07")}.Save(l.karim(caseID(2), monday), c)
			return err
		},
		"party":  func() error { _, err := c.AddParty(PartyForm{Name: "Lone"}); return err },
		"strike": func() error { _, err := c.Strike(c.Root, "r"); return err },
		"goal":   func() error { _, err := c.AddGoal(GoalForm{Text: "x"}); return err },
	} {
		if err := f(); !errors.Is(err, ErrReadOnly) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
