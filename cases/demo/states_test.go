package demo

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/cases/history"
)

// seen counts which states of which enum occur.
type seen map[string]map[string]int

func (s seen) add(enum, key string) {
	if s[enum] == nil {
		s[enum] = map[string]int{}
	}
	s[enum][key]++
}

func keys[T ~string](all ...T) []string {
	var out []string
	for _, k := range all {
		out = append(out, string(k))
	}
	return out
}

// expected are all states that a demo of AllStates cases must show.
func expected() map[string][]string {
	out := map[string][]string{
		"kind": keys(cases.Kinds()...), "status": {"open", "closed"}, "channel": keys(cases.Channels()...), "role": keys(cases.Roles()...),
		"arena": cases.Arenas(), "theme": cases.Themes(), "met": {"true", "false", "unsaid"},
		"follow-up": keys(cases.FollowUpOpen, cases.FollowUpDone, cases.FollowUpDropped), "source": keys(cases.Sources()...),
		"weight": keys(cases.Weights()...), "basis": keys(cases.BasisConsent, cases.BasisInterest), "area": keys(cases.FundingAreas()[:3]...),
		"erase": keys(cases.EraseReasons()...), "deputy": {"chosen", "none", "unsaid"},
		"mark": {"struck note", "erased note", "moved note", "same note", "protected person", "protected party", "not alone", "interpreter", "linked",
			"reopened", "conflict", "settled conflict", "no aftercare", "edited note", "born on a day", "born in a year", "postponed", "postponed rule",
			"waits for somebody", "goal", "informed", "informed how", "not informed", "late", "due today", "due this week", "no contact over the limit", "aftercare due", "reviewed", "review late", "review due",
			"mentor on record", "mentor outside the team", "no match", "no certificate", "words", "words of an arena", "words changed",
			"arena not assessed", "reason", "no reason", "theme goal", "theme step", "score in a tenancy", "indicator", "goal with a day",
			"goal without a day", "step of a goal", "step with a day", "step without a day", "team only", "step late", "step due this week",
			"step in two versions", "goal ahead",
			"consent ends soon", "consent ended", "consent without an end", "consent extended", "consent in two versions", "given by the mother",
			"consent with a limit", "evidence", "no evidence", "somebody to tell", "nobody to tell", "told on a consent", "sent with a referral", "bridged", "unanswered", "answer to come",
			"waited", "sent against", "note of a move", "no receipt", "receipt", "family told", "family not told", "receipt late"},
	}
	out["consent form"] = keys(cases.ConsentForms()...)
	out["recipient"] = []string{"service", "party", "name"}
	out["consent scope"] = slices.Concat(cases.Arenas()[:5], cases.Themes()[:2])
	out["disclosure"] = cases.DisclosureWhats()
	out["referral"] = keys(cases.ReferralStates()...)
	out["move"] = keys(cases.ReferralStates()...)
	out["score"] = []string{"1", "2", "3", "4", "5"}
	out["rater"] = keys(cases.Raters()...)
	out["trend"] = keys(cases.TrendNone, cases.TrendUp, cases.TrendSame, cases.TrendDown)
	out["scored arena"] = cases.Arenas()
	out["goal"] = keys(cases.GoalStates()...)
	out["step"] = keys(cases.StepStates()...)
	out["who"] = keys(cases.ActorPerson, cases.ActorWorker, cases.ActorParty, cases.ActorNamed)
	out["fact"] = keys(cases.FactSchool, cases.FactJob, cases.FactLeisure, cases.FactStaying)
	out["fact value"] = keys(cases.FactValues()...)
	for _, k := range cases.Kinds() {
		out["phase of "+string(k)] = keys(k.Phases()...)
	}
	out["outcome of tenancy"] = keys(cases.KindTenancy.Outcomes()...)
	out["outcome of young"] = keys(cases.KindMentoring.Outcomes()...)
	out["area"] = append(out["area"], string(cases.AreaCohesion))
	return out
}

func (s seen) addCase(c *written, o Options) {
	s.add("kind", string(c.Kind))
	s.add("status", string(c.Status))
	s.add("phase of "+string(c.Kind), string(c.Phase))
	if c.Outcome != "" {
		who := "young"
		if c.Kind == cases.KindTenancy {
			who = "tenancy"
		}
		s.add("outcome of "+who, string(c.Outcome))
	}
	s.add("source", string(c.Source))
	s.add("weight", string(c.Weight))
	s.add("basis", string(c.Basis))
	s.add("area", string(c.Area))
	switch c.Deputy {
	case "":
		s.add("deputy", "unsaid")
	case cases.DeputyNone:
		s.add("deputy", "none")
	default:
		s.add("deputy", "chosen")
	}
	mark := func(key string, is bool) {
		if is {
			s.add("mark", key)
		}
	}
	mark("protected person", c.Person.Protected)
	mark("not alone", c.Person.NotAlone)
	mark("interpreter", c.Person.Interpreter != "")
	mark("linked", len(c.Links) > 0)
	mark("reopened", !c.Reopened.IsZero())
	mark("conflict", len(c.Conflicts) > 0)
	mark("no aftercare", c.NoAftercare)
	mark("born on a day", len(c.Person.Born) == 10)
	mark("born in a year", len(c.Person.Born) == 4)
	mark("goal", len(c.Goals) > 0)
	mark("reviewed", len(c.Reviews) > 0)
	mark("mentor on record", c.MatchNow() != nil)
	mark("informed", !c.Informed.IsZero())
	mark("informed how", c.InformedBy != "")
	for _, p := range c.Network {
		mark("protected party", p.Protected)
	}
	s.addPlan(c, o, mark)
	s.addBridge(c, o, mark)
	for _, n := range c.Contacts {
		if n.Erased != nil {
			s.add("erase", n.Erased.Reason)
			mark("erased note", n.Text == "")
			continue
		}
		s.add("channel", string(n.Channel))
		s.add("role", string(n.Role))
		for _, a := range n.Arenas {
			s.add("arena", a)
		}
		for _, a := range n.Themes {
			s.add("theme", a)
		}
		if n.Met == nil {
			s.add("met", "unsaid")
		} else {
			s.add("met", fmt.Sprint(*n.Met))
		}
		mark("struck note", n.Struck != nil && n.Struck.Reason != "")
		mark("moved note", n.Moved)
		mark("same note", n.Same != "")
		mark("edited note", len(n.Edited) > 0)
	}
	for _, f := range c.FollowUps {
		s.add("follow-up", string(f.State))
		mark("postponed rule", f.Rule == cases.RuleNoContact)
		mark("waits for somebody", f.Who != "")
	}
	for _, e := range c.State.Order {
		if b := e.Body(); b != nil {
			mark("settled conflict", e.Head.Kind == cases.EntryResolve)
			mark("postponed", e.Head.Kind == cases.EntryFollowUpSet && b.Set["due"] != nil && len(b.Replaces["due"]) > 0)
		}
	}
	for _, it := range cases.Due(c.Case, cases.DefaultSettings(), o.Day, len(o.Workers)) {
		year, week := o.Day.ISOWeek()
		y, w := it.Due.ISOWeek()
		mark("late", it.Rule == cases.RuleFollowUp && it.Days > 0)
		mark("due today", it.Rule == cases.RuleFollowUp && it.Days == 0)
		mark("due this week", it.Rule == cases.RuleFollowUp && it.Days < 0 && y == year && w == week)
		mark("step late", it.Rule == cases.RuleStep && it.Days > 0)
		mark("step due this week", it.Rule == cases.RuleStep && it.Days < 0 && y == year && w == week)
		mark("goal ahead", it.Rule == cases.RuleGoal && it.Days < 0)
		mark("review late", it.Rule == cases.RuleReview && it.Days > 0)
		mark("review due", it.Rule == cases.RuleReview && it.Days <= 0)
		mark("no match", it.Rule == cases.RuleNoMatch)
		mark("not informed", it.Rule == cases.RuleInformed)
		mark("no certificate", it.Rule == cases.RuleNoCertificate)
		mark("consent ends soon", it.Rule == cases.RuleConsentEnds && it.Days <= 0)
		mark("consent ended", it.Rule == cases.RuleConsentEnds && it.Days > 0)
		mark("unanswered", it.Rule == cases.RuleReferral && it.Days > 0)
		mark("answer to come", it.Rule == cases.RuleReferral && it.Days <= 0)
		mark("receipt late", it.Rule == cases.RuleReceipt && it.Days > 0)
		mark("no contact over the limit", it.Rule == cases.RuleNoContact && it.Days > 0)
		mark("aftercare due", it.Rule == cases.RuleAftercare && it.Days > -8)
	}
}

// addPlan counts what stands in the plan.
func (s seen) addPlan(c *written, o Options, mark func(string, bool)) {
	theme := func(key string) bool { return slices.Contains(cases.Themes(), key) }
	for _, arena := range cases.Arenas() {
		scored := false
		for _, by := range cases.Raters() {
			if st := c.Standing(arena, by, o.Day); st.Now != nil {
				scored = true
				s.add("trend", string(st.Trend()))
				s.add("scored arena", arena)
			}
		}
		mark("arena not assessed", c.HasPlan() && !scored)
		mark("words of an arena", c.Words[arena].Text != "")
	}
	mark("words", c.Words[""].Text != "")
	for _, sc := range c.Scores {
		s.add("score", fmt.Sprint(sc.Value))
		s.add("rater", string(sc.By))
		mark("reason", sc.Reason != "")
		mark("no reason", sc.Reason == "")
		mark("score in a tenancy", c.Kind == cases.KindTenancy)
	}
	for _, g := range c.Goals {
		s.add("goal", string(g.State))
		mark("theme goal", theme(g.Arena))
		mark("indicator", g.Indicator != "")
		mark("goal with a day", !g.By.IsZero())
		mark("goal without a day", g.By.IsZero())
	}
	for _, st := range c.Steps {
		s.add("step", string(st.State))
		s.add("who", string(c.ActorOf(st.Who).Kind))
		mark("theme step", theme(st.Arena))
		mark("team only", st.TeamOnly)
		mark("step of a goal", st.Goal != "")
		mark("step with a day", !st.By.IsZero())
		mark("step without a day", st.By.IsZero())
		mark("step in two versions", c.InConflict(st.ID))
	}
	for _, f := range c.Facts {
		s.add("fact", string(f.Fact))
		s.add("fact value", string(f.Value))
	}
	for _, e := range c.State.Order {
		b := e.Body()
		mark("words changed", b != nil && e.Head.Kind == cases.EntryWordsSet && len(b.Replaces) > 0)
	}
	if m := c.MatchNow(); m != nil {
		mark("mentor outside the team", c.ActorOf(m.Mentor).Kind == cases.ActorNamed)
	}
}

// addBridge counts what goes to and fro between the person and others.
func (s seen) addBridge(c *written, o Options, mark func(string, bool)) {
	recipient := func(r cases.Recipient) {
		switch {
		case slices.Contains(o.Services, r.ID):
			s.add("recipient", "service")
		case r.ID != "":
			s.add("recipient", "party")
		default:
			s.add("recipient", "name")
		}
	}
	for _, x := range c.Consents {
		recipient(x.To)
		s.add("consent form", string(x.Form))
		for _, k := range x.Scope {
			if slices.Contains(expected()["consent scope"], k) {
				s.add("consent scope", k)
			}
		}
		mark("consent without an end", x.Until.IsZero())
		mark("consent extended", len(c.State.ByID[x.ID].Writes) > 0 && x.Withdrawn.IsZero())
		mark("consent in two versions", c.InConflict(x.ID))
		mark("consent with a limit", x.Note != "")
		mark("evidence", x.Evidence != "")
		mark("no evidence", x.Evidence == "")
		mark("given by the mother", x.GivenBy != cases.WhoPerson)
		mark("somebody to tell", !x.Withdrawn.IsZero() && len(c.ToldOn(x.ID)) > 0)
		mark("nobody to tell", len(c.ToldOn(x.ID)) == 0)
	}
	for _, x := range c.Disclosures {
		s.add("disclosure", x.What)
		mark("told on a consent", x.Referral == "")
		mark("sent with a referral", x.Referral != "")
	}
	for _, r := range c.Referrals {
		s.add("referral", string(r.State))
		mark("bridged", r.Bridged())
		mark("waited", r.Waiting(o.Day) > 14)
		for _, m := range r.Moves {
			s.add("move", string(m.State))
			mark("sent against", m.Against)
			mark("note of a move", m.Note != "")
		}
	}
	for _, u := range c.Underretninger {
		mark("no receipt", u.Receipt.IsZero())
		mark("receipt", !u.Receipt.IsZero())
		mark("family told", u.ToldFamily != nil && *u.ToldFamily)
		mark("family not told", u.ToldFamily != nil && !*u.ToldFamily && u.Reason != "")
	}
}

func TestFromSixtyCasesOnEveryStateOccurs(t *testing.T) {
	for _, n := range []int{AllStates, 83} {
		for seed := range uint64(3) {
			o := options(seed, monday, n)
			s := seen{}
			for _, c := range writeAll(t, o) {
				s.addCase(c, o)
			}
			for enum, all := range expected() {
				for _, key := range all {
					if s[enum][key] == 0 {
						t.Errorf("%d cases, seed %d: no %s %q (there is %v)", n, seed, enum, key, slices.Sorted(maps.Keys(s[enum])))
					}
				}
				for key := range s[enum] {
					if !slices.Contains(all, key) {
						t.Errorf("%d cases, seed %d: %s has the unknown state %q", n, seed, enum, key)
					}
				}
			}
		}
	}
}

// TestTheStatesDoNotDependOnTheDay leaves out what a week at its end cannot have.
func TestTheStatesDoNotDependOnTheDay(t *testing.T) {
	for _, day := range days() {
		o := options(2, day, AllStates)
		s := seen{}
		for _, c := range writeAll(t, o) {
			s.addCase(c, o)
		}
		for enum, all := range expected() {
			for _, key := range all {
				weekend := day.Weekday() == time.Sunday || day.Weekday() > time.Thursday
				if s[enum][key] == 0 && (!strings.HasSuffix(key, "due this week") || !weekend) {
					t.Errorf("%s: no %s %q", day, enum, key)
				}
			}
		}
	}
}

func TestTwoVersionsHaveTwoWriters(t *testing.T) {
	for _, workers := range [][]Worker{alone(), team()} {
		o := options(5, monday, 200)
		o.Workers = workers
		found, fields := 0, map[string]bool{}
		for _, c := range writeAll(t, o) {
			for _, k := range c.Conflicts {
				found++
				fields[k.EntityKind+"."+k.Field] = true
				if len(k.Values) != 2 {
					t.Fatalf("case %d: %d versions", c.plan.Index, len(k.Values))
				}
				a, b := k.Values[0], k.Values[1]
				if a.Device == b.Device || string(a.Raw) == string(b.Raw) {
					t.Errorf("case %d: the versions of %s are both %s on %s", c.plan.Index, k.Field, a.Raw, a.Device)
				}
				if len(workers) > 1 && c.plan.Deputy >= 0 && a.Author == b.Author {
					t.Errorf("case %d: both versions of %s are by one person, though the team has two", c.plan.Index, k.Field)
				}
			}
		}
		if found < 4 || len(fields) < 3 {
			t.Errorf("%d workers: %d conflicts, on %v", len(workers), found, fields)
		}
	}
}

func TestAnErasedNoteIsGone(t *testing.T) {
	o := options(1, monday, 200)
	erased := 0
	for _, c := range writeAll(t, o) {
		for i, n := range c.plan.Erased {
			erased++
			if c.entries[n].RawBody != nil || c.State.Erased[c.entries[n].ID] == nil {
				t.Errorf("case %d: erased change %d (%d) is still there", c.plan.Index, n, i)
			}
		}
	}
	if erased == 0 {
		t.Error("nothing is erased")
	}
}

func TestSiblingsAreLinkedBothWays(t *testing.T) {
	o := options(1, monday, 100)
	all := writeAll(t, o)
	byID := map[string]*written{}
	for _, c := range all {
		byID[c.ID] = c
	}
	pairs := 0
	for _, c := range all {
		for _, l := range c.Links {
			other := byID[l.Case]
			if other == nil || len(other.Links) != 1 || other.Links[0].Case != c.ID {
				t.Fatalf("case %d is linked to %s, which is not linked to it", c.plan.Index, l.Case)
			}
			pairs++
			_, mine, _ := strings.Cut(c.Person.Name, " ")
			_, theirs, _ := strings.Cut(other.Person.Name, " ")
			if mine != theirs || c.Person.Address != other.Person.Address || c.Person.Name == other.Person.Name {
				t.Errorf("cases %d and %d are linked: %s of %s and %s of %s", c.plan.Index, other.plan.Index, c.Person.Name, c.Person.Address,
					other.Person.Name, other.Person.Address)
			}
			if a, b := sameNotes(c), sameNotes(other); len(a) != 1 || !slices.Equal(a, b) {
				t.Errorf("cases %d and %d share %q and %q", c.plan.Index, other.plan.Index, a, b)
			}
		}
	}
	if pairs < 4 {
		t.Errorf("%d links", pairs)
	}
}

func sameNotes(c *written) []string {
	var out []string
	for _, n := range c.Contacts {
		if n.Same != "" {
			out = append(out, n.Same+n.At.String()+n.Text)
		}
	}
	return out
}

func TestATeamSharesTheWork(t *testing.T) {
	o := options(4, monday, 120)
	o.Workers = team()
	cover, byOthers := 0, 0
	for _, p := range plans(t, o) {
		w := o.Workers[p.Worker]
		if !w.takes(p.Kind) {
			t.Errorf("case %d, %s, is %s's", p.Index, p.Kind, w.Name)
		}
		if p.Deputy == p.Worker {
			t.Errorf("case %d: %s is the stedfortræder of %s", p.Index, w.Name, w.Name)
		}
		for _, s := range p.Steps {
			if s.Author != p.Worker {
				byOthers++
				if s.Author != p.Deputy {
					t.Errorf("case %d is written in by somebody outside its team", p.Index)
				}
			}
		}
		if p.Deputy >= 0 {
			cover++
		}
	}
	if cover == 0 || byOthers == 0 {
		t.Errorf("%d cases have a stedfortræder of the team, %d saves are by one", cover, byOthers)
	}
}

func TestResolveNamesOnlyWhatWasMadeBefore(t *testing.T) {
	o := options(9, monday, 80)
	for _, p := range plans(t, o) {
		n := 0
		for _, s := range p.Steps {
			for _, c := range s.Changes {
				for _, r := range slices.Concat(c.after, c.targets, []int{c.of}) {
					if r >= n {
						t.Fatalf("case %d: change %d names change %d", p.Index, n, r)
					}
				}
				if n > 0 && len(c.after) == 0 {
					t.Errorf("case %d: change %d has seen nothing", p.Index, n)
				}
				n++
			}
		}
		if n != p.Changes() {
			t.Errorf("case %d: Changes is %d, counted %d", p.Index, p.Changes(), n)
		}
	}
	c := Change{kind: history.KindErase, of: -1, targets: []int{1, 0}, reason: "x"}
	if got := c.Resolve([]cases.EntryID{"b", "a"}, keyOf); !slices.Equal(got.Targets, []cases.EntryID{"a", "b"}) || got.Of != "" || got.Reason != "x" {
		t.Errorf("an erase of two resolves to %+v", got)
	}
}
