package cases

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"brobygger/cases/calendar"
)

var (
	jobcenter = Recipient{Name: "Jobcenter Brohøj"}
	kui       = Recipient{Name: "KUI"}
)

func consentTo(to Recipient, scope ...string) ConsentInput {
	return ConsentInput{To: to, Scope: scope, Purpose: "fritidsjob", GivenBy: WhoPerson, Form: ConsentOral, On: date("2026-11-02")}
}

func bridged(t *testing.T) (*ledger, *Case) {
	t.Helper()
	l := newLedger(t)
	return l, l.karim(caseID(1), date("2026-08-31"))
}

func (l *ledger) consent(c *Case, f ConsentInput) *Case {
	l.t.Helper()
	w, err := c.GiveConsent(f, monday)
	return l.must("amira", w, err)
}

func (l *ledger) referral(c *Case, to Recipient, keys ...string) *Case {
	l.t.Helper()
	w, err := c.AddReferral(ReferralInput{To: to, Keys: keys, Purpose: "et job"}, date("2026-11-05"), monday)
	return l.must("amira", w, err)
}

func TestConsentIsValidToTheDay(t *testing.T) {
	for _, x := range []struct {
		name                 string
		on, until, withdrawn string
		day                  string
		want                 bool
	}{
		{"the day before", "2026-11-02", "", "", "2026-11-01", false},
		{"its first day", "2026-11-02", "", "", "2026-11-02", true},
		{"its last day", "2026-11-02", "2026-12-07", "", "2026-12-07", true},
		{"the day after", "2026-11-02", "2026-12-07", "", "2026-12-08", false},
		{"the day before it is withdrawn", "2026-11-02", "", "2026-12-01", "2026-11-30", true},
		{"the day it is withdrawn", "2026-11-02", "", "2026-12-01", "2026-12-01", false},
	} {
		c := Consent{Scope: []string{ArenaJob}, On: date(x.on)}
		if x.until != "" {
			c.Until = date(x.until)
		}
		if x.withdrawn != "" {
			c.Withdrawn = date(x.withdrawn)
		}
		if got := c.Valid(date(x.day)); got != x.want {
			t.Errorf("%s: %v", x.name, got)
		}
	}
}

func TestConsentFormRefuses(t *testing.T) {
	_, c := bridged(t)
	for _, x := range []struct {
		name string
		f    ConsentInput
		want []string
	}{
		{"nothing", ConsentInput{}, []string{"to", "scope", "purpose", "given_by", "form"}},
		{"everything does not exist", consentTo(kui, "alt"), []string{"scope"}},
		{"tomorrow", func() ConsentInput { f := consentTo(kui, ArenaJob); f.On = date("2026-12-08"); return f }(), []string{"on"}},
		{"ends before it begins", func() ConsentInput { f := consentTo(kui, ArenaJob); f.Until = date("2026-11-01"); return f }(), []string{"until"}},
	} {
		if _, err := c.GiveConsent(x.f, monday); !slices.Equal(wrong(err), x.want) {
			t.Errorf("%s: %v, want %v", x.name, err, x.want)
		}
	}
}

// One withdraws while the other, apart, extends: it is withdrawn, and nobody is
// asked.
func TestWithdrawalBeatsExtension(t *testing.T) {
	for _, first := range []string{"amira", "bo"} {
		l, c := bridged(t)
		f := consentTo(kui, ArenaJob, ArenaSchool)
		f.Until = date("2026-12-31")
		c = l.consent(c, f)
		id := c.Consents[0].ID
		withdraw, err := c.WithdrawConsent(id, date("2026-12-01"), monday)
		if err != nil {
			t.Fatal(err)
		}
		f.Until = date("2027-12-31")
		extend, err := c.EditConsent(id, f, monday)
		if err != nil {
			t.Fatal(err)
		}
		if first == "amira" {
			l.save("amira", withdraw)
			l.save("bo", extend)
		} else {
			l.save("bo", extend)
			l.save("amira", withdraw)
		}
		c = l.read(c.ID)
		if x := c.Consents[0]; x.Valid(monday) || x.Withdrawn != date("2026-12-01") || len(c.Conflicts) != 0 {
			t.Errorf("%s first: %+v, conflicts %+v", first, x, c.Conflicts)
		}
		if _, err := c.EditConsent(id, f, monday); !errors.Is(err, ErrGone) {
			t.Errorf("a consent that was withdrawn is extended: %v", err)
		}
	}
}

// Two versions of a consent never allow more than both of them do.
func TestTwoVersionsOfAConsentAllowTheLess(t *testing.T) {
	l, c := bridged(t)
	c = l.consent(c, consentTo(kui, ArenaJob, ArenaSchool, ThemeMoney))
	id := c.Consents[0].ID
	one, two := c.Consents[0].Input(), c.Consents[0].Input()
	one.Scope, one.Until = []string{ArenaJob, ArenaSchool}, date("2026-12-20")
	two.Scope, two.Until = []string{ArenaSchool, ThemeMoney}, date("2027-03-01")
	for i, f := range []ConsentInput{one, two} {
		w, err := c.EditConsent(id, f, monday)
		if err != nil {
			t.Fatal(err)
		}
		l.save([]string{"amira", "bo"}[i], w)
	}
	c = l.read(c.ID)
	keys, _ := c.Covered(kui, monday)
	if !slices.Equal(keys, []string{ArenaSchool}) || c.Consents[0].Until != date("2026-12-20") || len(c.Conflicts) != 2 {
		t.Errorf("%v, %+v", keys, c.Consents[0])
	}
}

func TestReferralNeedsConsent(t *testing.T) {
	l, c := bridged(t)
	c = l.referral(c, jobcenter, ArenaJob)
	id := c.Referrals[0].ID
	move := func(s ReferralState, on string) error {
		w, err := c.MoveReferral(id, MoveInput{State: s, On: date(on)}, monday)
		if err == nil {
			c = l.must("amira", w, nil)
		}
		return err
	}
	if err := move(ReferralAgreed, "2026-11-06"); err != nil {
		t.Fatalf("agreed needs no consent: %v", err)
	}
	c = l.consent(c, consentTo(kui, ArenaJob))
	c = l.consent(c, consentTo(jobcenter, ArenaSchool))
	var not *NotCoveredError
	if err := move(ReferralSent, "2026-11-10"); !errors.As(err, &not) || !errors.Is(err, ErrNoConsent) || !slices.Equal(not.Missing, []string{ArenaJob}) || !not.Any {
		t.Fatalf("another recipient, another key: %v", err)
	}
	for _, s := range []ReferralState{ReferralReceived, ReferralStarted, ReferralAnchored} {
		if err := move(s, "2026-11-10"); !errors.Is(err, ErrNoConsent) {
			t.Errorf("%s over sent: %v", s, err)
		}
	}
	f := consentTo(jobcenter, ArenaJob)
	f.On = date("2026-11-09")
	c = l.consent(c, f)
	if err := move(ReferralSent, "2026-11-08"); !errors.Is(err, ErrNoConsent) {
		t.Errorf("the day before the consent: %v", err)
	}
	if err := move(ReferralSent, "2026-11-09"); err != nil {
		t.Fatal(err)
	}
	if r := c.Referrals[0]; r.State != ReferralSent || r.Waiting(date("2026-11-23")) != 14 || r.Bridged() || len(c.Disclosures) != 1 ||
		!c.Disclosures[0].To.Is(jobcenter) || !slices.Equal(c.Disclosures[0].Keys, []string{ArenaJob}) || len(c.Disclosures[0].Consents) != 1 {
		t.Errorf("%+v, %+v", r, c.Disclosures)
	}
	for _, x := range []struct {
		to    ReferralState
		on    string
		field string
	}{{ReferralAgreed, "2026-11-20", "state"}, {ReferralSent, "2026-11-20", "state"}, {ReferralReceived, "2026-11-08", "on"}, {ReferralReceived, "2026-12-08", "on"}, {"", "2026-11-20", "state"}} {
		if _, err := c.MoveReferral(id, MoveInput{State: x.to, On: date(x.on)}, monday); !slices.Equal(wrong(err), []string{x.field}) {
			t.Errorf("%s on %s: %v", x.to, x.on, err)
		}
	}
	if err := move(ReferralStarted, "2026-11-20"); err != nil || !c.Referrals[0].Bridged() {
		t.Fatalf("%v %+v", err, c.Referrals[0])
	}
	if err := move(ReferralAnchored, "2026-11-20"); err != nil {
		t.Fatalf("two moves on one day: %v", err)
	}
	if err := move(ReferralDeclined, "2026-11-21"); !slices.Equal(wrong(err), []string{"state"}) {
		t.Errorf("declined after it was anchored: %v", err)
	}
	if _, err := c.StepBack(id, "forkert", mine("bo")); !errors.Is(err, ErrNotAllowed) {
		t.Errorf("a step back of another's move: %v", err)
	}
	if _, err := c.StepBack(id, "", mine("amira")); !slices.Equal(wrong(err), []string{"reason"}) {
		t.Errorf("without a reason: %v", err)
	}
	for _, want := range []ReferralState{ReferralStarted, ReferralSent, ReferralAgreed, ReferralConsidered} {
		w, err := c.StepBack(id, "forkert dag", mine("amira"))
		if c = l.must("amira", w, err); c.Referrals[0].State != want {
			t.Fatalf("a step back: %s, want %s", c.Referrals[0].State, want)
		}
	}
	if c.Disclosures[0].Struck == nil {
		t.Error("what was not sent stands in the ledger")
	}
	if _, err := c.StepBack(id, "mere", mine("amira")); !errors.Is(err, ErrNothingToDo) {
		t.Errorf("before the beginning: %v", err)
	}
}

func TestDeclinedAndWithdrawnReferrals(t *testing.T) {
	for _, end := range []ReferralState{ReferralDeclined, ReferralWithdrawn} {
		for _, from := range []ReferralState{ReferralConsidered, ReferralAgreed, ReferralSent, ReferralReceived, ReferralStarted} {
			if !from.MayFollow(end) {
				t.Errorf("%s after %s", end, from)
			}
			if end.MayFollow(from) {
				t.Errorf("%s after %s", from, end)
			}
		}
	}
	l, c := bridged(t)
	c = l.referral(c, jobcenter)
	w, err := c.MoveReferral(c.Referrals[0].ID, MoveInput{State: ReferralWithdrawn, On: date("2026-11-06")}, monday)
	if c = l.must("amira", w, err); !c.Referrals[0].State.Ended() || c.Referrals[0].Bridged() {
		t.Errorf("%+v", c.Referrals[0])
	}
}

func TestWithdrawalTellsWhomToTell(t *testing.T) {
	l, c := bridged(t)
	c = l.consent(c, consentTo(jobcenter, ArenaJob))
	c = l.referral(c, jobcenter, ArenaJob)
	w, err := c.MoveReferral(c.Referrals[0].ID, MoveInput{State: ReferralSent, On: date("2026-11-10")}, monday)
	c = l.must("amira", w, err)
	w, err = c.Disclose(DisclosureInput{To: jobcenter, On: date("2026-11-20"), What: "phone", Keys: []string{ArenaJob}}, monday)
	c = l.must("amira", w, err)
	if _, err := c.Disclose(DisclosureInput{To: kui, What: "phone", Keys: []string{ArenaJob}}, monday); !errors.Is(err, ErrNoConsent) {
		t.Errorf("to another: %v", err)
	}
	w, err = c.WithdrawConsent(c.Consents[0].ID, date("2026-11-25"), monday)
	c = l.must("amira", w, err)
	told := c.ToldOn(c.Consents[0].ID)
	if len(told) != 1 || !told[0].To.Is(jobcenter) || told[0].On != date("2026-11-20") {
		t.Errorf("%+v", told)
	}
	if c.Referrals[0].Moves[1].Against {
		t.Error("sent before the withdrawal, and flagged")
	}
	if _, err := c.Disclose(DisclosureInput{To: jobcenter, What: "phone", Keys: []string{ArenaJob}}, monday); !errors.Is(err, ErrNoConsent) {
		t.Errorf("after the withdrawal: %v", err)
	}
}

// It is sent while a withdrawal is on its way: flagged, not hidden.
func TestSentWhileAWithdrawalWasOnItsWay(t *testing.T) {
	l, c := bridged(t)
	c = l.consent(c, consentTo(jobcenter, ArenaJob))
	c = l.referral(c, jobcenter, ArenaJob)
	withdraw, err := c.WithdrawConsent(c.Consents[0].ID, monday, monday)
	if err != nil {
		t.Fatal(err)
	}
	send, err := c.MoveReferral(c.Referrals[0].ID, MoveInput{State: ReferralSent, On: date("2026-12-04")}, monday)
	if err != nil {
		t.Fatal(err)
	}
	l.save("bo", withdraw)
	l.save("amira", send)
	c = l.read(c.ID)
	if m := c.Referrals[0].Moves[1]; !m.Against || c.Referrals[0].State != ReferralSent || c.Disclosures[0].Struck != nil {
		t.Errorf("%+v", c.Referrals[0])
	}
}

func TestBridgeIsDue(t *testing.T) {
	l, c := bridged(t)
	due := func(r Rule, on string) []Item { return only(Due(c, DefaultSettings(), date(on), 1), r) }
	if len(due(RuleInformed, "2026-12-07")) != 0 {
		t.Error("nobody was met yet")
	}
	c = l.met(c, "2026-11-03")
	if got := due(RuleInformed, "2026-12-07"); len(got) != 1 || got[0].Since != date("2026-11-03") {
		t.Errorf("%+v", got)
	}
	w, err := c.Edit(CaseEdit{Informed: ptr(date("2026-11-03"))}, monday)
	if c = l.must("amira", w, err); len(due(RuleInformed, "2026-12-07")) != 0 {
		t.Error("the person was told")
	}

	f := consentTo(jobcenter, ArenaJob)
	f.Until = date("2026-12-21")
	c = l.consent(c, f)
	for _, x := range []struct {
		on   string
		n    int
		days int
	}{{"2026-12-06", 0, 0}, {"2026-12-07", 1, -14}, {"2026-12-21", 1, 0}, {"2026-12-22", 1, 1}} {
		if got := due(RuleConsentEnds, x.on); len(got) != x.n || x.n == 1 && got[0].Days != x.days {
			t.Errorf("consent on %s: %+v", x.on, got)
		}
	}
	c = l.referral(c, jobcenter, ArenaJob)
	w, err = c.MoveReferral(c.Referrals[0].ID, MoveInput{State: ReferralSent, On: date("2026-11-23")}, monday)
	c = l.must("amira", w, err)
	for on, days := range map[string]int{"2026-12-06": -1, "2026-12-07": 0, "2026-12-08": 1} {
		if got := due(RuleReferral, on); len(got) != 1 || got[0].Days != days || got[0].Who != "Jobcenter Brohøj" {
			t.Errorf("referral on %s: %+v", on, got)
		}
	}
	w, err = c.MoveReferral(c.Referrals[0].ID, MoveInput{State: ReferralReceived, On: date("2026-12-01")}, monday)
	if c = l.must("amira", w, err); len(due(RuleReferral, "2026-12-08")) != 0 {
		t.Error("it was answered")
	}
	f.Until = date("2027-06-30")
	if c = l.consent(c, f); len(due(RuleConsentEnds, "2026-12-22")) != 0 {
		t.Error("a longer consent stands")
	}

	// Six hverdage from Friday 4 December: Monday 14 December.
	w, err = c.AddUnderretning(UnderretningInput{To: "Familieafdelingen", On: date("2026-12-04"), ToldFamily: no(), Reason: "kan skade barnet"}, monday)
	c = l.must("amira", w, err)
	for on, days := range map[string]int{"2026-12-11": -3, "2026-12-14": 0, "2026-12-15": 1} {
		if got := due(RuleReceipt, on); len(got) != 1 || got[0].Days != days {
			t.Errorf("receipt on %s: %+v", on, got)
		}
	}
	w, err = c.Receipt(c.Underretninger[0].ID, date("2026-12-07"), monday)
	if c = l.must("amira", w, err); len(due(RuleReceipt, "2026-12-15")) != 0 {
		t.Error("it was confirmed")
	}
}

// Whatever stands in a case and whatever was consented to: what may be told to
// somebody holds not one word of what is not covered.
func TestNothingIsToldThatIsNotCovered(t *testing.T) {
	all := slices.Concat(Arenas(), Themes())
	rapid.Check(t, func(rt *rapid.T) {
		l, c := bridged(t)
		n := 0
		word := func(keys []string) string { // unlike Danish, and tells what it is about
			n++
			if len(keys) == 0 {
				return "qzx-none-" + string(rune('a'+n%26)) + "zq"
			}
			return "qzx-" + strings.Join(keys, "-") + "-" + string(rune('a'+n%26)) + "zq"
		}
		some := func(label string, from []string) []string {
			return rapid.SliceOfNDistinct(rapid.SampledFrom(from), 0, 4, rapid.ID[string]).Draw(rt, label)
		}
		for range rapid.IntRange(1, 12).Draw(rt, "deeds") {
			var w Write
			var err error
			switch rapid.IntRange(0, 6).Draw(rt, "deed") {
			case 0:
				keys := some("note", all)
				arenas := slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return !slices.Contains(Arenas(), k) })
				themes := slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return slices.Contains(Arenas(), k) })
				ws, cerr := ContactForm{Text: word(keys), Arenas: arenas, Themes: themes, At: at("2026-11-03")}.Save(c)
				l.mustAll("amira", ws, cerr)
				c = l.read(c.ID)
				continue
			case 1:
				key := rapid.SampledFrom(Arenas()).Draw(rt, "goal")
				w, err = c.AddGoal(GoalForm{Arena: key, Text: word([]string{key}), Indicator: word([]string{key})})
			case 2:
				key := rapid.SampledFrom(Arenas()).Draw(rt, "step")
				f := StepForm{Arena: key, Text: word([]string{key}), Who: "qzx-none-whozq"}
				if f.TeamOnly = rapid.Bool().Draw(rt, "team"); f.TeamOnly {
					f.Text = word(nil)
				}
				w, err = c.AddStep(f, monday)
			case 3:
				key := rapid.SampledFrom(Arenas()).Draw(rt, "score")
				w, err = c.AddScore(ScoreForm{Arena: key, Value: 2, By: rapid.SampledFrom(Raters()).Draw(rt, "by"), Reason: word([]string{key})}, monday)
			case 4:
				key := rapid.SampledFrom(Arenas()).Draw(rt, "words")
				w, err = c.SetWords(key, word([]string{key}), calendar.Date{}, monday)
			case 5:
				f := consentTo(rapid.SampledFrom([]Recipient{jobcenter, kui}).Draw(rt, "to"), append(some("scope", all), ArenaJob)...)
				if rapid.Bool().Draw(rt, "ended") {
					f.Until = date("2026-12-01")
				}
				w, err = c.GiveConsent(f, monday)
			case 6:
				w, err = c.AddUnderretning(UnderretningInput{To: "qzx-none-tozq", Reason: word(nil)}, monday)
			}
			c = l.must("amira", w, err)
		}
		for _, to := range []Recipient{jobcenter, kui} {
			covered, _ := c.Covered(to, monday)
			s := c.SharedWith(to, monday, true)
			for _, it := range s.Items {
				for _, text := range []string{it.Text, it.More, it.Who.Name} {
					if strings.Contains(text, "qzx-none") {
						rt.Fatalf("%s: %s has no key", to.Name, text)
					}
					for _, key := range all {
						if strings.Contains(text, "-"+key+"-") && !slices.Contains(covered, key) {
							rt.Fatalf("%s is covered for %v and told %s", to.Name, covered, text)
						}
					}
				}
			}
			for _, x := range s.LeftOut {
				if x.Key != "" && slices.Contains(covered, x.Key) || x.N < 1 {
					rt.Fatalf("%+v was left out", x)
				}
			}
		}
	})
}
