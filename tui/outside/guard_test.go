package outside_test

import (
	"strings"
	"testing"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/tuitest/sample"
)

// secrets are the addresses, telephones and workplaces of the marked people.
var secrets = []string{"Mirabellestien", "Hyldegården", "Rønnebærvej", "44 55 66 77", "44556677", "55 66 77 88", "55667788", "66 77 88 99", "66778899",
	"Brillebutikken", "Knapfabrikken", "tove@example.dk"}

// marked makes a case full of people with beskyttet adresse. Where texts is true,
// what was written about them says where they live and work too.
func (th *theater) marked(texts bool) string {
	th.t.Helper()
	id := th.Make("26-MMMM", sample.At(9, 1, 9, 0), cases.CaseForm{Kind: cases.KindMentoring, Name: "Mads Mark", Address: "Mirabellestien 7, 1. tv.", Phone: "44 55 66 77",
		Protected: true, Born: "2010"})
	at := sample.At(11, 2, 10, 0)
	do := func(f func(c *cases.Case) (cases.Write, error)) { th.Do(id, at, f) }
	for _, p := range []cases.PartyForm{
		{Name: "Tove Mark", Relation: "mor", Org: "Brillebutikken", Phone: "55667788", Address: "Hyldegården 3", Email: "tove@example.dk", Protected: true},
		{Name: "Bent Ravn", Relation: "træner", Org: "Knapfabrikken", Phone: "+45 66 77 88 99", Address: "Rønnebærvej 12", Protected: true},
		{Name: "Gry Ravn", Org: "Knapfabrikken", Protected: true},
	} {
		do(func(c *cases.Case) (cases.Write, error) { return c.AddParty(p) })
	}
	say := func(text, secret string) string {
		if texts {
			return text + " " + secret
		}
		return text
	}
	bent := string(th.Case(id).Network[1].ID)
	gry := string(th.Case(id).Network[2].ID)
	do(func(c *cases.Case) (cases.Write, error) {
		return c.AddGoal(cases.GoalForm{Arena: cases.ArenaFamily, Text: say("Spise sammen", "på Hyldegården 3"), Indicator: say("hver uge", "hos mor i Brillebutikken")})
	})
	for _, f := range []cases.StepForm{
		{Arena: cases.ArenaFamily, Text: say("Besøge mor", "på Hyldegården 3, ring 55 66 77 88"), Who: cases.WhoPerson},
		{Arena: cases.ArenaJob, Text: say("Spørge om job", "i Knapfabrikken"), Who: bent},
		{Arena: cases.ArenaJob, Text: "Følges derhen", Who: gry},
		{Arena: cases.ArenaStreet, Text: say("Mødes", "på Rønnebærvej 12"), Who: say("en fra", "Knapfabrikken")},
	} {
		do(func(c *cases.Case) (cases.Write, error) { return c.AddStep(f, calendar.Of(at)) })
	}
	if texts {
		do(func(c *cases.Case) (cases.Write, error) {
			return c.SetWords("", "Jeg vil bo på Mirabellestien 7.", calendar.Date{}, calendar.Of(at))
		})
	}
	th.Note(id, at, cases.ContactForm{Channel: cases.ChannelVisit, Met: sample.Yes(), Text: say("Var på besøg.", "Mirabellestien 7, tlf. 44556677; mor er i Brillebutikken (tove@example.dk).")})
	return id
}

// tells is the first secret that stands in a text, "" for none.
func tells(text string) string {
	for _, s := range secrets {
		if strings.Contains(strings.ToLower(text), strings.ToLower(s)) {
			return s
		}
	}
	return ""
}

// places are all places in a case, with what is pressed there first.
func places(id string) map[string]tui.Action {
	all := map[string]tui.Action{"print": tui.Open{Route: desk.RoutePrint, Arg: id}, "cases": tui.Open{Route: tui.RouteCases}, "day": tui.Open{Route: tui.RouteToday},
		"drafts": tui.Open{Route: desk.RouteDrafts}, "files": tui.Open{Route: desk.RouteUnlocked}, "edit": tui.Open{Route: desk.RouteEditCase, Arg: id},
		"contact": tui.Open{Route: tui.RouteContact, Arg: id}, "search": tui.Open{Route: tui.RouteSearch}}
	for _, tab := range []string{"overview", "contacts", "plan", "network", "history"} {
		all[tab] = tui.Open{Route: desk.RouteCase, Arg: desk.CaseArg{ID: id, Tab: tab}}
	}
	return all
}

func TestNoCopyHasWhatIsProtected(t *testing.T) {
	copies := 0
	on(t, func(t *testing.T, th *theater) {
		id := th.marked(true)
		for name, place := range places(id) {
			_, d := th.run(frame.Size{Width: 120, Height: 40})
			d.Send(place)
			for _, before := range [][]string{nil, {"f4"}, {"down"}, {"down"}, {"right"}, {"right", "down"}, {"right"}, {"right"}} {
				d.Press(before...)
				d.Send(tui.Copy{Text: "tom"})
				d.Press("f2")
				d.Type("kopier det valgte")
				if !strings.Contains(d.Frame(), "> Kopier det valgte") {
					d.Press("esc", "esc")
					break // no copying there
				}
				d.Press("enter")
				if got := d.Clipboard(); got != "tom" {
					copies++
					if what := tells(got); what != "" {
						t.Errorf("%s, %v: %q stands in the copy %q", name, before, what, got)
					}
				}
			}
			d.Stop()
		}
	})
	if copies < 10 {
		t.Errorf("only %d copies were made", copies)
	}
}

func TestNoPaperHasWhatIsProtected(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		id := th.marked(true)
		_, d := th.run(frame.Size{Width: 120, Height: 60})
		d.Send(tui.Open{Route: desk.RoutePrint, Arg: id})
		d.Wants("MADS' PLAN", "Besøge mor", "Spørge om job")
		if what := tells(d.Frame()); what != "" {
			t.Errorf("%q stands in the preview:\n%s", what, d.Frame())
		}
		d.Press("t")
		path := th.lying()[0]
		if what := tells(string(th.out.Data(path))); what != "" || len(th.out.Data(path)) == 0 {
			t.Errorf("%q stands in the file", what)
		}
		if what := tells(path); what != "" || strings.Contains(path, "Mads") {
			t.Errorf("the file is called %q", path)
		}
		d.Press("c")
		if what := tells(d.Clipboard()); what != "" {
			t.Errorf("%q stands in the copy", what)
		}
	})
}

func TestTheScreenThatIsTurnedHasNothingThatIsProtected(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		id := th.marked(true)
		_, d := th.run(frame.Size{Width: 120, Height: 60})
		d.Send(tui.Open{Route: tui.RouteCitizen, Arg: id})
		d.Wants("Mads' plan", "Besøge mor")
		for range 8 {
			d.Press("down")
			// What the person says of where they live themselves stays theirs.
			if what := tells(strings.ReplaceAll(d.Frame(), "Jeg vil bo på Mirabellestien 7.", "")); what != "" {
				t.Errorf("%q is shown:\n%s", what, d.Frame())
			}
		}
	})
}

func TestNoListHasWhatIsProtected(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		id := th.marked(false)
		for name, place := range places(id) {
			if name == "edit" || name == "contact" {
				continue // forms, in which it is written
			}
			_, d := th.run(frame.Size{Width: 140, Height: 50})
			d.Send(place)
			for range 12 {
				if what := tells(strings.ReplaceAll(d.Frame(), "tove@example.dk", "")); what != "" { // a mail address says neither
					t.Errorf("%s: %q is shown:\n%s", name, what, d.Frame())
					break
				}
				d.Press("down")
			}
			d.Stop()
		}
	})
}
