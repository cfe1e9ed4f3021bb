package cases

import (
	"errors"
	"slices"
	"testing"
	"time"
)

func only(items []Item, r Rule) []Item {
	return slices.DeleteFunc(slices.Clone(items), func(it Item) bool { return it.Rule != r })
}

// Each limit is counted to the day: the day before nothing is over time, on the
// day it is due today, the day after it is one day over.
func TestNoContactLimitToTheDay(t *testing.T) {
	tests := []struct {
		name    string
		kind    Kind
		phase   Phase
		since   string // opened, or last met
		due     string
		limit   int
		hverdag bool
	}{
		{"mentor, relation", KindMentoring, PhaseRelation, "2026-11-17", "2026-12-01", 14, false},
		{"mentor, udslusning", KindMentoring, PhaseLeaving, "2026-11-17", "2026-12-17", 30, false},
		{"mentor, kontakt", KindMentoring, PhaseContact, "2026-11-17", "2026-12-01", 14, false},
		{"mentor, match", KindMentoring, PhaseMatch, "2026-02-20", "2026-03-06", 14, false},
		{"mentor, indsats", KindMentoring, PhaseEffort, "2026-12-25", "2027-01-08", 14, false},
		{"vicevært over a weekend", KindTenancy, PhaseContact, "2026-12-03", "2026-12-10", 5, true},
		{"vicevært over Easter", KindTenancy, PhaseHelp, "2026-03-31", "2026-04-10", 5, true},
		{"vicevært over Christmas", KindTenancy, PhaseHelp, "2026-12-23", "2026-12-31", 5, true},
		{"netværksmøder", KindNetwork, PhaseMeetings, "2026-10-26", "2026-12-07", 42, false},
	}
	for _, tt := range tests {
		for _, how := range []string{"opened", "met"} {
			t.Run(tt.name+"/"+how, func(t *testing.T) {
				l := newLedger(t)
				opened := date(tt.since)
				if how == "met" {
					opened = opened.AddDays(-60)
				}
				w, err := NewCase(CaseForm{Kind: tt.kind, Name: "Karim Farah", Phase: tt.phase, Opened: opened},
					caseID(1), "26-7RQ4", date("2027-03-01"), amira())
				c := l.must("amira", w, err)
				if how == "met" {
					c = l.met(c, tt.since)
				}
				due := date(tt.due)
				for days := -1; days <= 40; days++ {
					today := due.AddDays(days)
					items := only(Due(c, Settings{}, today, 1), RuleNoContact)
					if len(items) != 1 {
						t.Fatalf("%s: %d items, want 1", today, len(items))
					}
					it := items[0]
					if it.Due != due || it.Days != days || it.Limit != tt.limit || it.Hverdage != tt.hverdag || it.Since.String() != tt.since {
						t.Fatalf("%s: %+v, want due %s, %d days", today, it, due, days)
					}
				}
			})
		}
	}
}

// Only a met contact that stands, and that is not ahead, counts.
func TestWhatCountsAsContact(t *testing.T) {
	tests := []struct {
		name string
		do   func(l *ledger, c *Case) *Case
		want string
	}{
		{"met", func(l *ledger, c *Case) *Case { return l.met(c, "2026-12-01") }, "2026-12-01"},
		{"not met", func(l *ledger, c *Case) *Case {
			ws, err := ContactForm{Met: no(), At: at("2026-12-01")}.Save(c)
			l.mustAll("amira", ws, err)
			return l.read(c.ID)
		}, "2026-11-01"},
		{"not said whether met", func(l *ledger, c *Case) *Case {
			ws, err := ContactForm{Text: "Skrev til Karim.", At: at("2026-12-01")}.Save(c)
			l.mustAll("amira", ws, err)
			return l.read(c.ID)
		}, "2026-11-01"},
		{"met, in the future", func(l *ledger, c *Case) *Case { return l.met(c, "2026-12-08") }, "2026-11-01"},
		{"met, struck", func(l *ledger, c *Case) *Case {
			c = l.met(c, "2026-12-01")
			w, err := c.StrikeEntry(c.Contacts[0].ID, "forkert dag")
			return l.must("amira", w, err)
		}, "2026-11-01"},
		{"met, erased", func(l *ledger, c *Case) *Case {
			c = l.met(c, "2026-12-01")
			ch, err := c.Erase(c.Contacts[0].ID, EraseNotNeeded, Author{}, mine("amira"))
			return l.must("amira", c.write(ch), err)
		}, "2026-11-01"},
		{"reopened", func(l *ledger, c *Case) *Case {
			w, err := c.Close(CloseForm{Outcome: OutcomeLeft, Reason: "flyttede", On: date("2026-11-20")}, monday)
			c = l.must("amira", w, err)
			w, err = c.Reopen("", "", date("2026-12-02"))
			return l.must("amira", w, err)
		}, "2026-12-02"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := newLedger(t)
			c := tt.do(l, l.met(l.karim(caseID(1), date("2026-10-01")), "2026-11-01"))
			items := only(Due(c, Settings{}, monday, 1), RuleNoContact)
			if len(items) != 1 || items[0].Since.String() != tt.want {
				t.Fatalf("since %v, want %s", items, tt.want)
			}
		})
	}
}

func TestLimitSettings(t *testing.T) {
	tests := []struct {
		name   string
		limits map[string]int
		kind   Kind
		phase  Phase
		want   int
	}{
		{"default", nil, KindMentoring, PhaseRelation, 14},
		{"default of a phase", nil, KindMentoring, PhaseLeaving, 30},
		{"zero is the default", map[string]int{"mentoring/relation": 0}, KindMentoring, PhaseRelation, 14},
		{"of the phase", map[string]int{"mentoring/relation": 10}, KindMentoring, PhaseRelation, 10},
		{"of another phase", map[string]int{"mentoring/match": 10}, KindMentoring, PhaseRelation, 14},
		{"of the kind", map[string]int{"network": 28}, KindNetwork, PhasePrepare, 28},
		{"phase before kind", map[string]int{"mentoring": 10, "mentoring/udslusning": 20}, KindMentoring, PhaseLeaving, 20},
		{"none", map[string]int{"tenancy": -1}, KindTenancy, PhaseHelp, 0},
	}
	for _, tt := range tests {
		if n, _ := (Settings{Limits: tt.limits}).Limit(tt.kind, tt.phase); n != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, n, tt.want)
		}
	}
	l := newLedger(t)
	c := l.karim(caseID(1), date("2026-01-01"))
	if items := Due(c, Settings{Limits: map[string]int{"mentoring": -1}}, monday, 1); len(items) != 0 {
		t.Errorf("a limit that is turned off still asks: %v", items)
	}
}

// A tenant with whom something is agreed is left in peace until that day.
func TestTenancyWithAgreement(t *testing.T) {
	l := newLedger(t)
	w, err := NewCase(CaseForm{Kind: KindTenancy, Name: "Nadia Dahl", Opened: date("2026-11-02")}, caseID(1), "26-M2PX", monday, amira())
	c := l.must("amira", w, err)
	if n := len(only(Due(c, Settings{}, monday, 1), RuleNoContact)); n != 1 {
		t.Fatalf("without agreement: %d items, want 1", n)
	}
	w, err = c.AddFollowUp(FollowUpForm{Text: "svar fra udlejning", Due: at("2026-12-11")}, monday)
	c = l.must("amira", w, err)
	for day, want := range map[string]int{"2026-12-07": 0, "2026-12-11": 0, "2026-12-12": 1} {
		if n := len(only(Due(c, Settings{}, date(day), 1), RuleNoContact)); n != want {
			t.Errorf("%s: %d no-contact items, want %d", day, n, want)
		}
	}
}

func TestPostponedRule(t *testing.T) {
	l := newLedger(t)
	c := l.met(l.karim(caseID(1), date("2026-10-01")), "2026-11-17")
	item := func(day string) Item {
		t.Helper()
		items := only(Due(c, Settings{}, date(day), 1), RuleNoContact)
		if len(items) != 1 {
			t.Fatalf("%s: %d items", day, len(items))
		}
		return items[0]
	}
	if it := item("2026-12-07"); it.Days != 6 {
		t.Fatalf("%d days over time, want 6", it.Days)
	}
	w, err := c.Postpone(item("2026-12-07"), at("2026-12-10T14:00"), monday)
	c = l.must("amira", w, err)
	for day, want := range map[string]int{"2026-12-07": -3, "2026-12-09": -1, "2026-12-10": 0, "2026-12-12": 2} {
		if it := item(day); it.Days != want || it.Time != "14:00" || it.FollowUp == "" {
			t.Errorf("%s: %+v, want %d days", day, it, want)
		}
	}
	// Postponed again: the same follow-up moves.
	w, err = c.Postpone(item("2026-12-10"), at("2026-12-14"), date("2026-12-10"))
	c = l.must("amira", w, err)
	if it := item("2026-12-14"); it.Days != 0 || len(c.FollowUps) != 1 {
		t.Errorf("postponed twice: %+v, %d follow-ups", it, len(c.FollowUps))
	}
	// A met contact is a new cause: the limit runs anew and the old answer is moot.
	c = l.met(c, "2026-12-08")
	if it := item("2026-12-09"); it.Due.String() != "2026-12-22" || it.FollowUp != "" {
		t.Errorf("after a contact: %+v", it)
	}
	if left := only(Due(c, Settings{}, monday, 1), RuleFollowUp); len(left) != 0 {
		t.Errorf("the postponement is shown as if made by hand: %v", left)
	}
}

// An answer to no-contact holds for one limit, not for ever.
func TestAnsweredRuleSpeaksAgain(t *testing.T) {
	l := newLedger(t)
	c := l.met(l.karim(caseID(1), date("2026-10-01")), "2026-11-17")
	w, err := c.Done(only(Due(c, Settings{}, monday, 1), RuleNoContact)[0], monday)
	c = l.must("amira", w, err)
	for day, want := range map[string]int{"2026-12-07": -14, "2026-12-21": 0, "2026-12-24": 3} {
		it := only(Due(c, Settings{}, date(day), 1), RuleNoContact)[0]
		if it.Days != want || it.FollowUp != "" {
			t.Errorf("%s: %+v, want %d days", day, it, want)
		}
	}
}

func TestPostponeLimits(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), date("2026-10-01"))
	w, err := c.AddFollowUp(FollowUpForm{Text: "ring til mesteren", Due: at("2026-12-07")}, monday)
	c = l.must("amira", w, err)
	items := Due(c, Settings{}, monday, 1)
	tests := []struct {
		to   string
		want error
	}{
		{"", ErrNeeded},
		{"2026-12-06", ErrPast},
		{"2026-12-08", nil},
		{"2027-01-06", nil},
		{"2027-01-07", ErrTooFar},
	}
	for _, rule := range []Rule{RuleFollowUp, RuleNoContact} {
		it := only(items, rule)[0]
		for _, tt := range tests {
			f := FollowUpForm{}
			if tt.to != "" {
				f.Due = at(tt.to)
			}
			_, err := c.Postpone(it, f.Due, monday)
			var fe *FieldError
			if !errors.Is(err, tt.want) || tt.want != nil && (!errors.As(err, &fe) || fe.Field != "due") {
				t.Errorf("%s to %q: %v, want %v", rule, tt.to, err, tt.want)
			}
		}
	}
}

func TestFollowUpsByHand(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	for _, f := range []FollowUpForm{
		{Text: "over tid", Due: at("2026-12-07")},
		{Text: "i dag\nkl. 14", Due: at("2026-12-10T14:00")},
		{Text: "fraværstal", Due: at("2026-12-12"), Who: "Lone"},
	} {
		w, err := c.AddFollowUp(f, monday)
		c = l.must("amira", w, err)
	}
	got := only(Due(c, Settings{}, date("2026-12-10"), 1), RuleFollowUp)
	if len(got) != 3 || got[0].Days != 3 || got[1].Days != 0 || got[1].Time != "14:00" || got[2].Who != "Lone" {
		t.Fatalf("%+v", got)
	}
	if got[1].Text != "i dag kl. 14" {
		t.Errorf("text of a line is %q", got[1].Text)
	}
	if got[0].Number != "26-7RQ4" || got[0].Title != "Karim F." || got[0].Case != c.ID {
		t.Errorf("item does not say whose it is: %+v", got[0])
	}
	w, err := c.Done(got[0], date("2026-12-10"))
	c = l.must("amira", w, err)
	w, err = c.Drop(got[1], "aflyst", date("2026-12-10"))
	c = l.must("amira", w, err)
	if left := only(Due(c, Settings{}, date("2026-12-10"), 1), RuleFollowUp); len(left) != 1 {
		t.Errorf("done and dropped ones are still due: %v", left)
	}
	if _, err := c.Done(got[0], date("2026-12-10")); !errors.Is(err, ErrNothingToDo) {
		t.Errorf("done twice: %v", err)
	}
}

func TestAftercare(t *testing.T) {
	closed := func(t *testing.T, aftercare *bool) (*ledger, *Case) {
		l := newLedger(t)
		c := l.karim(caseID(1), date("2025-10-01"))
		w, err := c.Close(CloseForm{Outcome: OutcomeReached, On: date("2026-08-31"), Aftercare: aftercare}, monday)
		return l, l.must("amira", w, err)
	}
	_, c := closed(t, nil)
	tests := []struct {
		day  string
		want map[int]int // months → days
	}{
		{"2026-08-31", map[int]int{3: -91}},
		{"2026-11-29", map[int]int{3: -1}},
		{"2026-11-30", map[int]int{3: 0, 6: -90}}, // 31 August + 3 months is 30 November
		{"2026-12-07", map[int]int{3: 7, 6: -83}},
		{"2027-02-28", map[int]int{6: 0, 12: -184}},
		{"2027-08-31", map[int]int{12: 0}},
		{"2027-09-30", map[int]int{12: 30}},
	}
	for _, tt := range tests {
		items := Due(c, Settings{}, date(tt.day), 3)
		got := map[int]int{}
		for _, it := range items {
			if it.Rule != RuleAftercare {
				t.Errorf("%s: a closed case asks for %s", tt.day, it.Rule)
			}
			got[it.Months] = it.Days
		}
		if len(got) != len(tt.want) {
			t.Errorf("%s: %v, want %v", tt.day, got, tt.want)
		}
		for m, days := range tt.want {
			if d, ok := got[m]; !ok || d != days {
				t.Errorf("%s: %d months is %d days, want %d", tt.day, m, d, days)
			}
		}
	}

	t.Run("a contact in the due month clears it", func(t *testing.T) {
		for day, left := range map[string]int{"2026-10-31": 2, "2026-11-01": 1, "2026-12-07": 1} {
			l, c := closed(t, nil)
			c = l.met(c, day)
			if items := Due(c, Settings{}, monday, 1); len(items) != left {
				t.Errorf("contact on %s: %d items, want %d", day, len(items), left)
			}
		}
	})
	t.Run("done and dropped hold for good", func(t *testing.T) {
		for _, how := range []string{"done", "dropped"} {
			l, c := closed(t, nil)
			it := Due(c, Settings{}, monday, 1)[0]
			w, err := c.Done(it, monday)
			if how == "dropped" {
				w, err = c.Drop(it, "flyttet", monday)
			}
			c = l.must("amira", w, err)
			if items := Due(c, Settings{}, date("2027-01-30"), 1); len(items) != 1 || items[0].Months != 6 {
				t.Errorf("%s: %+v", how, items)
			}
		}
	})
	t.Run("not wanted", func(t *testing.T) {
		_, c := closed(t, no())
		if items := Due(c, Settings{}, monday, 1); len(items) != 0 {
			t.Errorf("%+v", items)
		}
	})
	t.Run("closed again asks again", func(t *testing.T) {
		l, c := closed(t, nil)
		w, err := c.Drop(Due(c, Settings{}, monday, 1)[0], "", monday)
		c = l.must("amira", w, err)
		w, err = c.Reopen("", "", monday)
		c = l.must("amira", w, err)
		if items := only(Due(c, Settings{}, monday, 1), RuleAftercare); len(items) != 0 {
			t.Errorf("an open case is asked about: %+v", items)
		}
		w, err = c.Close(CloseForm{Outcome: OutcomeReached, On: monday}, monday)
		c = l.must("amira", w, err)
		if items := Due(c, Settings{}, date("2027-03-07"), 1); items[0].Months != 3 || items[0].Days != 0 {
			t.Errorf("%+v", items)
		}
	})
}

func TestNoDeputy(t *testing.T) {
	l := newLedger(t)
	me := amira()
	me.Deputy = ""
	w, err := NewCase(CaseForm{Kind: KindMentoring, Name: "Ida Lund"}, caseID(1), "26-F2JV", monday, me)
	c := l.must("amira", w, err)
	if items := only(Due(c, Settings{}, monday, 1), RuleNoDeputy); len(items) != 0 {
		t.Errorf("asked for a stedfortræder where there is nobody to ask: %v", items)
	}
	items := only(Due(c, Settings{}, monday, 2), RuleNoDeputy)
	if len(items) != 1 || items[0].Days != 0 {
		t.Fatalf("%v", items)
	}
	w, err = c.SetDeputy(DeputyNone)
	c2 := l.must("amira", w, err)
	if items := only(Due(c2, Settings{}, monday, 2), RuleNoDeputy); len(items) != 0 {
		t.Errorf("asked in spite of a recorded choice: %v", items)
	}
	w, err = c.Done(items[0], monday)
	if c = l.must("amira", w, err); len(only(Due(c, Settings{}, date("2027-06-01"), 2), RuleNoDeputy)) != 0 {
		t.Error("an answer to who is stedfortræder is forgotten")
	}
}

func TestTwoVersionsAreAsked(t *testing.T) {
	l := newLedger(t)
	seen := l.karim(caseID(1), monday)
	w, err := seen.Edit(CaseEdit{Phone: ptr("28 35 58 85")}, monday)
	l.must("amira", w, err)
	w, err = seen.Edit(CaseEdit{Phone: ptr("28 35 58 86")}, monday)
	c := l.must("bo", w, err)
	items := only(Due(c, Settings{}, monday, 1), RuleTwoValues)
	if len(items) != 1 || items[0].Other != 1 || items[0].Days != 0 {
		t.Fatalf("%+v", items)
	}
	w, err = c.Postpone(items[0], at("2026-12-09"), monday)
	c = l.must("amira", w, err)
	for day, want := range map[string]int{"2026-12-07": -2, "2026-12-09": 0, "2026-12-11": 2} {
		if it := only(Due(c, Settings{}, date(day), 1), RuleTwoValues)[0]; it.Days != want {
			t.Errorf("%s: %d days, want %d", day, it.Days, want)
		}
	}
	// A second field with two versions is another cause.
	w, err = seen.Edit(CaseEdit{Address: ptr("Åparken 12")}, monday)
	l.must("amira", w, err)
	w, err = seen.Edit(CaseEdit{Address: ptr("Åparken 14")}, monday)
	c = l.must("bo", w, err)
	if it := only(Due(c, Settings{}, monday, 1), RuleTwoValues)[0]; it.Days != 0 || it.Other != 2 {
		t.Errorf("a new pair of versions is hidden by an old postponement: %+v", it)
	}
	for range 2 {
		k := c.Conflicts[0]
		ch, err := c.Resolve(k.Entity, k.Field, DecodeText(k.Values[0].Raw), "")
		c = l.must("amira", c.write(ch), err)
	}
	if items := only(Due(c, Settings{}, monday, 1), RuleTwoValues); len(items) != 0 {
		t.Errorf("settled, and still asked: %v", items)
	}
}

func TestIncompleteIsSaid(t *testing.T) {
	l := newLedger(t)
	c := l.met(l.karim(caseID(1), monday), "2026-12-07")
	c = l.met(c, "2026-12-07")
	all := l.entries[c.ID]
	l.entries[c.ID] = slices.Delete(slices.Clone(all), 2, 3)
	if items := only(Due(l.read(c.ID), Settings{}, monday, 1), RuleIncomplete); len(items) != 1 {
		t.Fatalf("%v", items)
	}
	l.entries[c.ID] = all
	if items := only(Due(l.read(c.ID), Settings{}, monday, 1), RuleIncomplete); len(items) != 0 {
		t.Fatalf("%v", items)
	}
}

func TestDayGroups(t *testing.T) {
	item := func(number, due, clock, who string) Item {
		it := Item{Number: number, Due: date(due), Time: clock, Who: who, Rule: RuleFollowUp}
		it.Days = monday.Sub(it.Due)
		return it
	}
	step := func(number, due string) Item {
		it := item(number, due, "", "Lone")
		it.Rule = RuleStep
		return it
	}
	p := Day([]Item{
		item("ahead", "2026-12-14", "", ""),
		item("promised", "2027-02-01", "", "Lone"),
		step("stepweek", "2026-12-14"),
		step("steplater", "2026-12-15"),
		item("sunday", "2026-12-13", "", ""),
		item("today", "2026-12-07", "", ""),
		item("late1", "2026-12-06", "", "Lone"),
		item("late6", "2026-12-01", "", ""),
		item("today14", "2026-12-07", "14:00", ""),
		item("waiting", "2026-12-09", "", "Lone"),
		item("today9", "2026-12-07", "09:00", ""),
		item("tuesday", "2026-12-08", "", ""),
	}, monday)
	for name, g := range map[string]struct {
		got  []Item
		want []string
	}{
		"late":    {p.Late, []string{"late6", "late1"}},
		"today":   {p.Today, []string{"today9", "today14", "today"}},
		"week":    {p.Week, []string{"tuesday", "sunday"}},
		"waiting": {p.Waiting, []string{"waiting", "stepweek", "promised"}},
		"ahead":   {p.Ahead, []string{"ahead", "steplater"}},
	} {
		var got []string
		for _, it := range g.got {
			got = append(got, it.Number)
		}
		if !slices.Equal(got, g.want) {
			t.Errorf("%s: %v, want %v", name, got, g.want)
		}
	}
	if n := len(p.Within(2)); n != 7 {
		t.Errorf("%d items within two days, want 7", n)
	}
}

func TestWeekEndsOnSunday(t *testing.T) {
	sunday := date("2027-01-03") // week 53 of 2026
	if sunday.Weekday() != time.Sunday {
		t.Fatal("the test's calendar is wrong")
	}
	it := Item{Due: sunday.AddDays(1), Days: -1}
	if p := Day([]Item{it}, sunday); len(p.Week) != 0 || len(p.Ahead) != 1 {
		t.Errorf("Monday is shown in the week that ends on Sunday: %+v", p)
	}
	it = Item{Due: sunday, Days: -3}
	if p := Day([]Item{it}, date("2026-12-31")); len(p.Week) != 1 {
		t.Errorf("the week over New Year is cut: %+v", p)
	}
}
