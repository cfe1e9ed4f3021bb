package paper_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/paper"
	"brobygger/cases/when"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
)

var today = calendar.Date{Year: 2026, Month: 12, Day: 7}

// family is the sample's first case with its plan.
func family(t *testing.T) (*sample.Sample, *sample.Planned) {
	t.Helper()
	s := fakestore.New()
	p := sample.Fill(t, s)
	return p, sample.Plan(t, s, p)
}

func planOf(p *sample.Sample) paper.Paper {
	return paper.Plan(p.Case(p.Karim), today, cases.DefaultSettings())
}

// line is what a block says, for comparing.
func line(b paper.Block) string {
	switch b := b.(type) {
	case paper.Title:
		return "title " + b.Key
	case paper.Heading:
		return "heading " + b.Key
	case paper.Quote:
		return "quote " + b.Arena + " " + b.Text
	case paper.Scale:
		out := "scale " + b.Arena
		for _, s := range b.Sides {
			out += fmt.Sprintf(" %s %d %+d", s.By, s.Value, s.Change)
		}
		return out
	case paper.Goal:
		return fmt.Sprintf("goal %s %s (%s) %s %s", b.Arena, b.Text, b.Indicator, b.By, b.State)
	case paper.Step:
		return fmt.Sprintf("step %s %s: %s%s %s %s", b.Arena, b.Text, b.Who.Kind, b.Who.Name, b.By, b.State)
	case paper.Note:
		return "note " + b.Key + " " + b.On.Date.String()
	case paper.Small:
		return "small " + b.Key
	}
	return fmt.Sprintf("%T", b)
}

func lines(p paper.Paper) []string {
	var out []string
	for _, b := range p.Blocks {
		out = append(out, strings.TrimSpace(line(b)))
	}
	return out
}

func TestThePersonsWordsComeFirstThenWhatGoesWell(t *testing.T) {
	p, _ := family(t)
	got := planOf(p)
	want := []string{
		"title paper.plan.title",
		"quote  Jeg vil gøre 9. færdig og tjene mine egne penge.",
		"heading paper.plan.good",
		"scale familie sammen 3 +1",
		"scale fritid sammen 4 +1",
		"scale skole sammen 3 +2 ung 4 +2",
		"quote skole Det er morgenen, der er svær. Når jeg først er der, går det.",
		"goal familie Spise sammen en aften om ugen (tre uger i træk)  reached",
		"step skole Møde med PPR om læsning: namedmor, skolen 2026-11-20 done",
		"heading paper.plan.work",
		"scale gade medarbejder 2 +0",
		"scale myndighed medarbejder 2 -1",
		"heading paper.plan.agreed",
		"step gade Følges med ham i klubben den første gang: workerAmira 2026-12-10 todo",
		"step familie Spørge far, om han kommer om søndagen: partyAmal 2026-12-20 todo",
		"step familie Læse brevet fra skolen sammen: named  todo",
		"goal skole I skole alle dage frem til jul (højst 2 fraværsdage, nu 1) 2026-12-18 open",
		"step skole Morgenopkald kl. 7.15: workerAmira 2026-12-18 doing",
		"step skole Samtale om fraværets mønster: partyLone  todo", // its day has two versions
		"step skole Lektiecafé om tirsdagen: person 2026-12-15 doing",
		"heading paper.plan.next",
		"note paper.plan.review 2026-12-28",
		"small paper.plan.small",
	}
	if !slices.Equal(lines(got), want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines(got), "\n"), strings.Join(want, "\n"))
	}
	if got.Name != "Karim" || got.Worker != "Amira" || got.Case != p.Karim || got.On != today || got.What != paper.WhatPlan {
		t.Errorf("%+v", got)
	}
}

func TestNothingForTheTeamAlone(t *testing.T) {
	p, made := family(t)
	c := p.Case(p.Karim)
	said := strings.Join(lines(planOf(p)), "\n")
	for _, id := range []cases.EntryID{made.Employer, made.Father} {
		if s := c.Step(id); !s.TeamOnly || strings.Contains(said, s.Text) {
			t.Errorf("%q stands on the paper", s.Text)
		}
	}
}

func TestTheFileNamesNobody(t *testing.T) {
	p, _ := family(t)
	if got := planOf(p).FileName("pdf"); got != "plan-26-7RQ4-2026-12-07.pdf" {
		t.Error(got)
	}
	for number, want := range map[string]string{"../../x": "plan-0123abcd-2026-12-07.txt", "26-7RQ4b": "plan-26-7RQ4-2026-12-07.txt", "": "plan-0123abcd-2026-12-07.txt"} {
		q := paper.Paper{What: paper.WhatPlan, Case: "0123abcdef", Number: number, On: today}
		if got := q.FileName("txt"); got != want {
			t.Errorf("%q: %s", number, got)
		}
	}
}

// An appointment is a follow-up that was made with a contact and has a time of
// day. What it is about is the worker's own.
func TestTheNextAppointment(t *testing.T) {
	p, _ := family(t)
	at := func(day, hour int) when.Moment {
		return when.Moment{Date: calendar.Date{Year: 2026, Month: 12, Day: day}, HasTime: hour > 0, Hour: hour}
	}
	for _, x := range []struct {
		due  when.Moment
		want string
	}{
		{at(20, 0), ""},
		{at(16, 14), "note paper.plan.meet 2026-12-16"},
		{at(14, 9), "note paper.plan.meet 2026-12-14"},
		{at(18, 9), "note paper.plan.meet 2026-12-14"},
	} {
		p.Note(p.Karim, sample.At(12, 7, 8, 0), cases.ContactForm{Channel: cases.ChannelVisit, Met: sample.Yes(), FollowUp: &x.due, FollowUpText: "hemmelig tanke"})
		got := lines(planOf(p))
		i := slices.IndexFunc(got, func(l string) bool { return strings.HasPrefix(l, "note paper.plan.meet") })
		if i < 0 && x.want != "" || i >= 0 && got[i] != x.want {
			t.Errorf("%+v: %q", x.due, got)
		}
		if strings.Contains(strings.Join(got, "\n"), "hemmelig") {
			t.Error("the worker's own note stands on the paper")
		}
	}
}

func TestAnEmptyPlanHasNoEmptyParts(t *testing.T) {
	s := fakestore.New()
	p := sample.Fill(t, s)
	id := p.Make("26-9999", sample.At(12, 1, 9, 0), cases.CaseForm{Kind: cases.KindMentoring, Name: "Åse Tom"})
	got := lines(paper.Plan(p.Case(id), today, cases.DefaultSettings()))
	if !slices.Equal(got, []string{"title paper.plan.title", "small paper.plan.small"}) {
		t.Errorf("%q", got)
	}
}

// strings of a value, however deep.
func texts(v reflect.Value) []string {
	var out []string
	switch v.Kind() {
	case reflect.String:
		out = append(out, v.String())
	case reflect.Struct:
		for i := range v.NumField() {
			out = append(out, texts(v.Field(i))...)
		}
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, texts(v.Index(i))...)
		}
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() {
			out = texts(v.Elem())
		}
	}
	return out
}

// Everybody has beskyttet adresse: where they live and work and how they are
// reached is in no field of the paper, also where somebody has written it into
// the plan.
func TestProtected(t *testing.T) {
	s := fakestore.New()
	p := sample.Fill(t, s)
	id := p.Make("26-9999", sample.At(9, 1, 9, 0), cases.CaseForm{Kind: cases.KindMentoring, Name: "Yıldız Tom",
		Address: "Ærøvænget 65, 2. tv", Phone: "11 22 33 44", Protected: true})
	var who []cases.EntryID
	for i, relation := range []string{"mor", "klasselærer", "rådgiver", ""} {
		who = append(who, p.Do(id, sample.At(9, 1, 9, i), func(c *cases.Case) (cases.Write, error) {
			return c.AddParty(cases.PartyForm{Name: "Navn" + string(rune('A'+i)) + " Efternavn", Relation: relation, Org: fmt.Sprintf("Arbejde%d A/S", i), Phone: fmt.Sprintf("+45 9%d 00 00 0%d", i, i),
				Email: fmt.Sprintf("post%d@sted.example", i), Address: fmt.Sprintf("Hemmeligvej %d, st.", i), Note: "notemærke", Protected: true})
		}))
	}
	leak := "Kom til ærøvænget 65 2.tv, ring 11223344 eller +45 90000000, skriv til POST1@sted.example; hos Arbejde2 A/S, Hemmeligvej 3"
	for i, w := range who {
		p.Do(id, sample.At(9, 2, 9, i), func(c *cases.Case) (cases.Write, error) {
			return c.AddStep(cases.StepForm{Arena: cases.ArenaSchool, Text: leak, Who: string(w)}, today)
		})
	}
	p.Do(id, sample.At(9, 2, 10, 0), func(c *cases.Case) (cases.Write, error) {
		return c.AddGoal(cases.GoalForm{Arena: cases.ArenaJob, Text: leak, Indicator: leak})
	})
	for n, arena := range []string{"", cases.ArenaSchool, cases.ArenaJob} {
		p.Do(id, sample.At(9, 2, 11, n), func(c *cases.Case) (cases.Write, error) {
			return c.SetWords(arena, leak, calendar.Date{Year: 2026, Month: 9, Day: 2}, today)
		})
	}
	p.Do(id, sample.At(9, 2, 12, 0), func(c *cases.Case) (cases.Write, error) {
		on := calendar.Date{Year: 2026, Month: 9, Day: 2}
		return c.AddScore(cases.ScoreForm{Arena: cases.ArenaSchool, Value: 4, By: cases.RaterTogether, Reason: leak, On: on}, on)
	})
	got := paper.Plan(p.Case(id), today, cases.DefaultSettings())
	if len(got.Blocks) < 12 {
		t.Fatalf("too little on the paper to say anything: %q", lines(got))
	}
	for _, text := range texts(reflect.ValueOf(got)) {
		plain := strings.ToLower(strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '-' || r == '.' }), ""))
		for _, mark := range []string{"ærøvænget", "11223344", "9000000", "9100000", "sted", "arbejde", "hemmeligvej", "notemærke", "navnc", "navnd"} {
			if strings.Contains(plain, mark) {
				t.Errorf("%q stands in %q", mark, text)
			}
		}
	}
}
