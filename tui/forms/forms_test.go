package forms_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/history"
	"brobygger/cases/when"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/forms"
	"brobygger/tui/frame"
	"brobygger/tui/note"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/stage"
	"brobygger/tui/words"
)

var normal = frame.Size{Width: 80, Height: 24}

// at opens a route over a screen that stands on Karim's case.
func at(s *stage.Stage, size frame.Size, route string, arg any) *tuitest.Driver {
	s.T.Helper()
	screen := forms.Route(s.Desk, route, arg)
	if screen == nil {
		s.T.Fatalf("no screen for %s", route)
	}
	return s.Run(size, stage.Karim, screen, func(route string, arg any) tui.Screen {
		if screen := note.Route(s.Desk, route, arg); screen != nil {
			return screen
		}
		return forms.Route(s.Desk, route, arg)
	})
}

// on runs a test of one form at the usual size, in Danish.
func on(t *testing.T, do func(t *testing.T, s *stage.Stage)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { do(t, stage.New(t, words.Danish)) })
}

func thing(entry cases.EntryID) desk.ThingArg {
	return desk.ThingArg{Case: stage.Karim, Entry: entry}
}

func party(c *cases.Case, name string) *cases.Party {
	i := slices.IndexFunc(c.Network, func(p cases.Party) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return &c.Network[i]
}

func followUp(c *cases.Case, id cases.EntryID) cases.FollowUp {
	return c.FollowUps[slices.IndexFunc(c.FollowUps, func(f cases.FollowUp) bool { return f.ID == id })]
}

func contact(c *cases.Case, id cases.EntryID) cases.Contact {
	return c.Contacts[slices.IndexFunc(c.Contacts, func(n cases.Contact) bool { return n.ID == id })]
}

func TestANewPerson(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteParty, thing(""))
		d.Wants("NY PERSON I NETVÆRKET · Karim F. · 26-7RQ4", "mor, klasselærer, mester")
		d.Press("ctrl+s")
		d.Wants("! Navn: skal udfyldes.")
		d.Type("Bjarke Holm")
		d.Press("tab")
		d.Type("træner")
		d.Press("tab", "tab")
		d.Type("00 11 22 33")
		d.Press("tab", "tab", "tab", "j", "tab")
		d.Lacks("00 11 22 33") // it is protected now
		d.Type("Mandag og torsdag.\nRing først.")
		d.Press("ctrl+s")
		d.Wants("HJEM", "Bjarke Holm er skrevet ind i netværket.")
		p := party(s.Case(stage.Karim), "Bjarke Holm")
		if p == nil || p.Relation != "træner" || p.Phone != "00 11 22 33" || !p.Protected || p.Note != "Mandag og torsdag.\nRing først." {
			t.Errorf("%+v", p)
		}
		if s.Drafts() != 0 {
			t.Error("a draft stays")
		}
	})
}

func TestAPersonIsChangedOnlyWhereItWasTouched(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		before := s.Case(stage.Karim)
		d := at(s, normal, desk.RouteParty, thing(s.Teacher))
		d.Wants("RET PERSON I NETVÆRKET", "Lone Bak", "klasselærer", "Brohøj Skole")
		form := party(before, "Lone Bak").Form()
		form.Phone = "00 99 88 77"
		w, err := before.EditParty(s.Teacher, form)
		if err != nil {
			t.Fatal(err)
		}
		s.Colleague(w)
		d.Press("tab", "ctrl+u")
		d.Type("skoleleder")
		d.Press("ctrl+s")
		d.Wants("HJEM", "Lone Bak er rettet.")
		c := s.Case(stage.Karim)
		if p := party(c, "Lone Bak"); p.Relation != "skoleleder" || p.Phone != "00 99 88 77" || p.Org != "Brohøj Skole" || len(c.Conflicts) != 0 {
			t.Errorf("%+v, conflicts %+v", p, c.Conflicts)
		}
	})
}

func TestAProtectedAddressIsBehindOneKey(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteParty, thing(s.Mother))
		d.Wants("Fatma Farah", "Beskyttet. F4 viser den.")
		d.Lacks("28 35 58 85")
		d.Press("tab", "tab", "tab", "f4")
		d.Wants("28 35 58 85")
		d.Press("tab")
		d.Lacks("28 35 58 85")
		d.Press("esc")
		d.Wants("HJEM")
		if s.Drafts() != 0 {
			t.Error("looking made a draft")
		}
	})
}

func TestTakingTheProtectionBackShowsNothingBeforeItIsSaved(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteParty, thing(s.Mother))
		d.Press("tab", "tab", "tab", "tab", "tab", "tab", "n", "tab")
		d.Lacks("28 35 58 85")
		d.Press("ctrl+s")
		if p := party(s.Case(stage.Karim), "Fatma Farah"); p.Protected {
			t.Errorf("%+v", p)
		}
	})
}

func TestANewFollowUp(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteFollowUp, thing(""))
		d.Wants("NY OPFØLGNING · Karim F.", "tom = Amira Noor")
		d.Lacks("Status")
		d.Type("ring til mor")
		d.Press("enter")
		d.Type("to kl. 14")
		d.Wants("= to 10-12-2026 kl. 14.00")
		d.Press("enter")
		d.Type("lo")
		d.Press("enter", "enter")
		d.Wants("HJEM", "Det står på I dag to 10-12-2026 kl. 14.00.")
		c := s.Case(stage.Karim)
		if !slices.ContainsFunc(c.FollowUps, func(f cases.FollowUp) bool {
			return f.Text == "ring til mor" && f.Due.String() == "2026-12-10T14:00" && f.Who == "Lone Bak"
		}) {
			t.Errorf("%+v", c.FollowUps)
		}
	})
}

func TestAFollowUpNeedsADayAhead(t *testing.T) {
	for _, c := range []struct{ due, want string }{
		{"", "! Hvornår: skal udfyldes."},
		{"30/2", "! Hvornår: Den dag findes ikke."},
		{"4/12-2026", "! Hvornår: dagen skal ligge forude."},
		{"engang", "! Hvornår: Skriv en dag"},
	} {
		on(t, func(t *testing.T, s *stage.Stage) {
			d := at(s, normal, desk.RouteFollowUp, thing(""))
			d.Type("ring til mor")
			d.Press("tab")
			d.Type(c.due)
			d.Press("ctrl+s")
			d.Wants(c.want, "ring til mor")
			if n := len(s.Case(stage.Karim).FollowUps); n != 1 {
				t.Errorf("%q: %d follow-ups", c.due, n)
			}
		})
	}
}

func TestAFollowUpIsChangedPostponedAndEnded(t *testing.T) {
	for _, c := range []struct {
		what string
		keys []string
		say  string
		want func(cases.FollowUp) bool
	}{
		{"its text", []string{"ctrl+u", "'ring til far", "ctrl+s"}, "Gemt.",
			func(f cases.FollowUp) bool { return f.Text == "ring til far" && f.Due.String() == "2026-12-10" }},
		{"its day", []string{"tab", "ctrl+u", "'+7", "ctrl+s"}, "Det står på I dag man 14-12-2026.",
			func(f cases.FollowUp) bool { return f.Text == "ring til mor" && f.Due.String() == "2026-12-14" }},
		{"text and day", []string{"'bror", "tab", "ctrl+u", "'+7", "ctrl+s"}, "14-12-2026",
			func(f cases.FollowUp) bool {
				return f.Text == "ring til morbror" && f.Due.String() == "2026-12-14"
			}},
		{"who does it", []string{"tab", "tab", "'bo", "enter", "ctrl+s"}, "Gemt.",
			func(f cases.FollowUp) bool { return f.Who == "00000000000000b2" }},
		{"done", []string{"tab", "tab", "tab", "g", "ctrl+s"}, "Gjort.",
			func(f cases.FollowUp) bool {
				return f.State == cases.FollowUpDone && f.DoneOn.String() == "2026-12-07"
			}},
		{"dropped", []string{"tab", "tab", "tab", "o", "tab", "'hun ringede selv", "enter"}, "Opgivet.",
			func(f cases.FollowUp) bool {
				return f.State == cases.FollowUpDropped && f.Reason == "hun ringede selv"
			}},
		{"too far", []string{"tab", "ctrl+u", "'+31", "ctrl+s"}, "! Hvornår: højst 30 dage frem.",
			func(f cases.FollowUp) bool { return f.Due.String() == "2026-12-10" }},
		{"nothing", []string{"ctrl+s"}, "Der er intet ændret.",
			func(f cases.FollowUp) bool { return f.State == cases.FollowUpOpen }},
	} {
		on(t, func(t *testing.T, s *stage.Stage) {
			s.Store.Vault.Members = 2
			d := at(s, normal, desk.RouteFollowUp, thing(s.FollowUp))
			d.Wants("RET OPFØLGNING", "ring til mor", "10-12-2026")
			press(d, c.keys...)
			d.Wants(c.say)
			if f := followUp(s.Case(stage.Karim), s.FollowUp); !c.want(f) {
				t.Errorf("%s: %+v", c.what, f)
			}
		})
	}
}

// says fails the test unless the screen shows all of the texts, wherever its lines
// are broken.
func says(t *testing.T, d *tuitest.Driver, texts ...string) {
	t.Helper()
	screen := strings.Join(strings.Fields(d.Frame()), " ")
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			t.Errorf("the screen does not say %q:\n%s", text, d.Frame())
		}
	}
}

// press presses keys; what begins with "'" is typed.
func press(d *tuitest.Driver, keys ...string) {
	for _, k := range keys {
		if text, typed := strings.CutPrefix(k, "'"); typed {
			d.Type(text)
			continue
		}
		d.Press(k)
	}
}

func TestAFollowUpThatIsOverKeepsItsDay(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		c := s.Case(stage.Karim)
		w, err := c.Done(cases.Item{Case: stage.Karim, Rule: cases.RuleFollowUp, FollowUp: s.FollowUp}, calendar.Of(s.Clock.At))
		if err != nil {
			t.Fatal(err)
		}
		s.Colleague(w)
		d := at(s, normal, desk.RouteFollowUp, thing(s.FollowUp))
		d.Wants("ring til mor")
		d.Lacks("Hvornår", "Status")
		d.Type("!")
		d.Press("ctrl+s")
		if f := followUp(s.Case(stage.Karim), s.FollowUp); f.Text != "ring til mor!" || f.State != cases.FollowUpDone {
			t.Errorf("%+v", f)
		}
	})
}

func TestClosing(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteClose, stage.Karim)
		d.Wants("AFSLUT SAG · Karim F.", "varet under 6 måneder", "1 opfølgning er åben endnu", "Målet nået", "= man 07-12-2026", "tom = ja")
		d.Press("ctrl+s")
		d.Wants("! Resultat: skal udfyldes.")
		d.Press("m", "ctrl+s")
		d.Wants("! \"Hvad kom der ud af det?\" skal udfyldes.")
		d.Type("Han er flyttet hjem til sin far.")
		d.Press("tab", "tab", "n", "ctrl+s")
		d.Wants("HJEM", "Sagen er afsluttet.")
		c := s.Case(stage.Karim)
		if c.Status != cases.StatusClosed || c.Outcome != cases.OutcomeReached || !c.NoAftercare || c.CloseReason != "Han er flyttet hjem til sin far." ||
			c.Closed.String() != "2026-12-07" {
			t.Errorf("%+v", c)
		}
	})
}

func TestOutcomesAreThoseOfTheKind(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteClose, stage.Emil)
		d.Wants("Restance betalt", "Udsat af fogeden")
		d.Lacks("Målet nået", "under 6 måneder")
	})
}

func TestAClosedCaseIsNotClosedButReopened(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		w, err := s.Case(stage.Karim).Close(cases.CloseForm{Outcome: cases.OutcomeDeclined, Reason: "Han ville ikke."}, calendar.Of(s.Clock.At))
		if err != nil {
			t.Fatal(err)
		}
		s.Colleague(w)
		for route, want := range map[string]string{desk.RouteClose: "Sagen er afsluttet. Genåbn den først.", desk.RoutePhase: "Genåbn den først."} {
			d := at(s, normal, route, stage.Karim)
			d.Wants(want)
			d.Press("x", "ctrl+s", "esc")
			d.Wants("HJEM")
		}
		d := at(s, normal, desk.RouteReopen, stage.Karim)
		d.Wants("GENÅBN SAG", "Afsluttet 07-12-2026: takket nej.", "[r Relation]")
		d.Press("i", "tab")
		d.Type("Han ringede selv.")
		d.Press("ctrl+s")
		d.Wants("HJEM", "Sagen er i gang igen.")
		c := s.Case(stage.Karim)
		if c.Status != cases.StatusOpen || c.Phase != cases.PhaseEffort || c.Outcome != "" {
			t.Errorf("%+v", c)
		}
		at(s, normal, desk.RouteReopen, stage.Karim).Wants("Sagen er i gang.")
	})
}

func TestANewPhase(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RoutePhase, stage.Karim)
		d.Wants("SKIFT FASE", "Nu: relation, siden 31-08-2026.", "[r Relation]", "= man 07-12-2026")
		d.Press("ctrl+s")
		d.Wants("Der er intet ændret.")
		d = at(s, normal, desk.RoutePhase, stage.Karim)
		d.Press("i", "tab", "ctrl+u")
		d.Type("1/12")
		d.Press("enter")
		d.Wants("HJEM", "Fasen er nu indsats.")
		if c := s.Case(stage.Karim); c.Phase != cases.PhaseEffort || c.PhaseOn.String() != "2026-12-01" {
			t.Errorf("%v %v", c.Phase, c.PhaseOn)
		}
	})
}

func TestStrikingOut(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteStrike, thing(s.Contact))
		d.Wants("STREG UD · Karim F.", "Kontakt to 03-12-2026 · møde: Vi talte om skolen.", "kan stadig læses")
		d.Press("enter")
		d.Wants("! Hvorfor: skal udfyldes.")
		d.Type("skrevet to gange")
		d.Press("enter")
		d.Wants("HJEM", "Streget ud.")
		c := s.Case(stage.Karim)
		if n := contact(c, s.Contact); n.Struck == nil || n.Struck.Reason != "skrevet to gange" || n.Text == "" {
			t.Errorf("%+v", n)
		}
		at(s, normal, desk.RouteStrike, thing(s.Contact)).Wants("streget ud eller fjernet")
		at(s, normal, desk.RouteStrike, thing(c.Root)).Wants("Det er sagen selv.")
		at(s, normal, desk.RouteStrike, thing(history.ID(strings.Repeat("0", 64)))).Wants("streget ud eller fjernet")
	})
}

func TestACorrectionNobodyHadSeenBeatsAStrike(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		before := s.Case(stage.Karim)
		d := at(s, normal, desk.RouteStrike, thing(s.Contact))
		d.Type("forkert")
		form := contact(before, s.Contact).Form()
		form.Text = "Bo rettede den."
		w, err := before.EditContact(s.Contact, form)
		if err != nil {
			t.Fatal(err)
		}
		s.Colleague(w)
		d.Press("enter")
		if n := contact(s.Case(stage.Karim), s.Contact); n.Struck != nil || n.Text != "Bo rettede den." {
			t.Errorf("%+v", n)
		}
	})
}

func TestErasing(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		before := s.Case(stage.Karim)
		d := at(s, normal, desk.RouteErase, thing(s.Contact))
		says(t, d, "FJERN FOR ALTID · Karim F.", "Vi talte om skolen.", "Ingen kan hente den tilbage", "Gamle sikkerhedskopier har den endnu", "Den sidste er fra",
			"Stod i den forkerte sag", "fjern for altid")
		d.Press("ctrl+s")
		d.Wants("! Hvorfor: skal udfyldes.")
		// What a colleague wrote meanwhile goes too.
		form := contact(before, s.Contact).Form()
		form.Text = "Bo rettede den."
		w, err := before.EditContact(s.Contact, form)
		if err != nil {
			t.Fatal(err)
		}
		s.Colleague(w)
		d.Press("e", "ctrl+s")
		d.Wants("HJEM", "Teksten er fjernet.")
		s.Case(stage.Karim) // a reading clears out
		c := s.Case(stage.Karim)
		if n := contact(c, s.Contact); n.Erased == nil || n.Erased.Reason != string(cases.EraseNotNeeded) || n.Text != "" {
			t.Errorf("%+v", n)
		}
		for _, e := range c.State.Order {
			if b := e.Body(); b != nil && strings.Contains(string(b.Set["text"]), "rettede") {
				t.Error("the colleague's correction is still there")
			}
		}
		at(s, normal, desk.RouteErase, thing(s.Contact)).Wants("streget ud eller fjernet")
		at(s, normal, desk.RouteErase, thing(c.Root)).Wants("Det er sagen selv.")
	})
}

func TestGoingBackErasesNothingAndAsksNothing(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		saves := s.Store.Saves()
		d := at(s, normal, desk.RouteErase, thing(s.Contact))
		d.Press("s", "esc")
		d.Wants("HJEM")
		if s.Store.Saves() != saves {
			t.Error("something was written")
		}
	})
}

func TestErasingIsForTheAuthor(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		writes, err := cases.ContactForm{At: when.At(s.Clock.At), Text: "Bo skrev dette."}.Save(s.Case(stage.Karim))
		if err != nil {
			t.Fatal(err)
		}
		s.Colleague(writes...)
		id := s.Case(stage.Karim).Contacts[0].ID
		s.Store.Members()[0].Roles[2] = cases.MemberLeder // Amira is no koordinator any more
		for _, route := range []string{desk.RouteErase, desk.RouteMove} {
			d := at(s, normal, route, thing(id))
			d.Wants("Det må kun den, der skrev det, eller den nøgleansvarlige.")
		}
	})
}

func TestMovingAContact(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteMove, thing(s.Contact))
		says(t, d, "FLYT KONTAKT · Karim F.", "Vi talte om skolen.", "Hos Karim F. fjernes teksten for altid", "Åbne opfølgninger")
		d.Press("ctrl+s")
		d.Wants("! Flyt til: skal udfyldes.")
		d.Type("id")
		d.Wants("> Ida L. · 26-F2JV")
		d.Lacks("> Karim")
		d.Press("enter")
		d.Type("forkert sag")
		d.Press("ctrl+s")
		d.Wants("HJEM", "Flyttet til Ida L.; hos Karim F. er teksten fjernet.")
		if n := contact(s.Case(stage.Karim), s.Contact); n.Erased == nil || n.Text != "" {
			t.Errorf("%+v", n)
		}
		c := s.Case(stage.Ida)
		if len(c.Contacts) != 1 || !c.Contacts[0].Moved || c.Contacts[0].MoveReason != "forkert sag" || !strings.HasPrefix(c.Contacts[0].Text, "Vi talte") ||
			len(c.FollowUps) != 1 {
			t.Errorf("%+v", c)
		}
	})
}

func TestWhatAColleagueCorrectedMovesAlong(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		before := s.Case(stage.Karim)
		d := at(s, normal, desk.RouteMove, thing(s.Contact))
		d.Type("em")
		form := contact(before, s.Contact).Form()
		form.Text = "Bo rettede den."
		w, err := before.EditContact(s.Contact, form)
		if err != nil {
			t.Fatal(err)
		}
		s.Colleague(w)
		d.Press("ctrl+s") // the only hit is taken
		d.Wants("Flyttet til Emil D.")
		if c := s.Case(stage.Emil); len(c.Contacts) != 1 || c.Contacts[0].Text != "Bo rettede den." {
			t.Errorf("%+v", c.Contacts)
		}
	})
}

func TestLinkingAndTakingItAway(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteLink, stage.Karim)
		d.Wants("FORBIND SAGER · Karim F.", "søskende")
		d.Lacks("Forbundet nu")
		d.Type("id")
		d.Press("enter")
		d.Type("fætter og kusine")
		d.Press("enter")
		d.Wants("HJEM", "Forbundet med Ida L., i begge sager.")
		for id, other := range map[string]string{stage.Karim: stage.Ida, stage.Ida: stage.Karim} {
			if l := s.Case(id).Links; len(l) != 1 || l[0].Case != other || l[0].Why != "fætter og kusine" {
				t.Errorf("%+v", l)
			}
		}
		d = at(s, normal, desk.RouteLink, stage.Karim)
		d.Wants("Forbundet nu: Ida L. · 26-F2JV")
		d.Type("id")
		d.Press("enter")
		d.Type("naboer")
		d.Press("enter")
		d.Wants("! Forbind med: er forbundet med sagen i forvejen.", "naboer")
		d.Press("esc")
		d = at(s, normal, desk.RouteLink, stage.Karim)
		d.Press("f2")
		d.Type("forbindelsen")
		d.Press("enter")
		d.Wants("Forbindelsen mellem Ida L. og Karim F.")
		d.Press("j")
		d.Wants("HJEM", "Forbindelsen til Ida L. er streget ud i begge sager.")
		for _, id := range []string{stage.Karim, stage.Ida} {
			if l := s.Case(id).Links; l[0].Struck == nil {
				t.Errorf("%+v", l)
			}
		}
	})
}

func TestDeletingNeedsTheNumber(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteDelete, stage.Karim)
		says(t, d, "SLET SAG · Karim F. · 26-7RQ4", "Hele sagen Karim F. · 26-7RQ4 slettes for altid", "1 kontakt", "2 personer i netværket", "Gamle sikkerhedskopier", "afsluttes i stedet")
		d.Press("ctrl+s")
		d.Wants("! Sagens nummer: skal udfyldes.")
		d.Type("7RQ4")
		d.Press("tab")
		d.Type("borgeren bad om det")
		d.Press("ctrl+s")
		d.Wants("! Sagens nummer: skriv 26-7RQ4 for at slette netop den sag.")
		d.Press("ctrl+u")
		d.Type("26-7rq4")
		d.Press("ctrl+s")
		d.Wants("Sagen er slettet", "Kvitteringen viser", stage.Karim)
		d.Press("enter")
		d.Wants("HJEM")
		if _, err := s.Store.Case(t.Context(), stage.Karim); err == nil {
			t.Error("still there")
		}
		at(s, normal, desk.RouteClose, stage.Karim).Wants("Sagen er slettet.")
	})
}

func TestAStedfortraeder(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		s.Store.Vault.Members = 2
		none := ""
		w, err := s.Case(stage.Ida).Edit(cases.CaseEdit{Deputy: &none}, calendar.Of(s.Clock.At))
		if err != nil {
			t.Fatal(err)
		}
		s.Colleague(w)
		d := at(s, normal, desk.RouteDeputy, nil)
		d.Wants("MIN STEDFORTRÆDER", "Bo Lindved", "Også i den 1 sag, der mangler en")
		d.Lacks("alene i arkivet")
		d.Press("ctrl+u")
		d.Type("bo")
		d.Press("enter", "j", "ctrl+s")
		d.Wants("HJEM", "Gemt, også i 1 sag.")
		if got := s.Store.Me().Deputy; got != "00000000000000b2" {
			t.Errorf("%q", got)
		}
		if got := s.Case(stage.Ida).Deputy; got != "00000000000000b2" {
			t.Errorf("%q", got)
		}
		d = at(s, normal, desk.RouteDeputy, nil)
		d.Press("ctrl+u")
		d.Type("ingen")
		d.Press("enter", "enter")
		d.Wants("HJEM", "Gemt.")
		if got := s.Store.Me().Deputy; got != cases.DeputyNone {
			t.Errorf("%q", got)
		}
	})
}

func TestAloneInTheVault(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteDeputy, nil)
		d.Wants("Du er alene i arkivet.", "nødnøglen")
		d.Lacks("der mangler en")
	})
}

func TestARouteWithAnotherArgumentIsNotTaken(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		for route, arg := range map[string]any{desk.RouteParty: stage.Karim, desk.RouteClose: nil,
			desk.RouteDelete: thing(s.Contact), desk.RouteCase: desk.CaseArg{}, "other": nil} {
			if got := forms.Route(s.Desk, route, arg); got != nil {
				t.Errorf("%s with %T: %T", route, arg, got)
			}
		}
	})
}

func TestAFailedSaveLosesNothingAndSaysWhy(t *testing.T) {
	for route, arg := range map[string]any{desk.RouteParty: desk.ThingArg{Case: stage.Karim}, desk.RouteStrike: nil, desk.RouteLink: stage.Karim} {
		on(t, func(t *testing.T, s *stage.Stage) {
			if arg == nil {
				arg = thing(s.Contact)
			}
			d := at(s, normal, route, arg)
			if route == desk.RouteLink {
				d.Type("ida")
				d.Press("enter")
			}
			d.Type("Vigtigt")
			s.Store.FailWith(cases.ErrDiskFull)
			d.Press("ctrl+s")
			d.Wants("Vigtigt", "! Disken er fuld. Intet er gået tabt.")
			s.Store.FailWith(nil)
			d.Press("ctrl+s")
			d.Wants("HJEM")
			if s.Drafts() != 0 {
				t.Error("a draft stays")
			}
		})
	}
}

func TestADeletionThatFailsLeavesTheCase(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteDelete, stage.Karim)
		d.Type("26-7RQ4")
		d.Press("tab")
		d.Type("x")
		s.Store.FailWith(cases.ErrNoPermission)
		d.Press("ctrl+s")
		d.Wants("! Brobygger må ikke skrive i mappen.")
		s.Store.FailWith(nil)
		s.Case(stage.Karim)
	})
}

func TestTypingBeforeTheCaseIsThereIsNotLost(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := s.Run(normal, stage.Karim, nil, func(route string, arg any) tui.Screen { return forms.Route(s.Desk, route, arg) })
		d.Send(tui.Open{Route: desk.RouteStrike, Arg: thing(s.Contact)})
		d.Rapidly("f", "o", "r", "k", "e", "r", "t", "enter")
		if n := contact(s.Case(stage.Karim), s.Contact); n.Struck == nil || n.Struck.Reason != "forkert" {
			t.Errorf("%+v", n.Struck)
		}
	})
}

func TestADraftComesBackWhereItWas(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteClose, stage.Karim)
		d.Press("d", "tab")
		d.Type("Halvt skrevet")
		d.Press("left", "left")
		d.Send(tui.Hangup{})
		draft := s.Draft()
		if draft.Form != "close" || draft.Case != stage.Karim || draft.Title != "Karim F." || draft.Cursor != "close_reason@11" || len(draft.After) == 0 {
			t.Errorf("%+v", draft)
		}
		s.Clock.At = s.Clock.At.Add(24 * time.Hour)
		d = at(s, normal, desk.RouteClose, stage.Karim)
		d.Wants("[d Delvist nået]", "Halvt skrevet", "Kladden fra man 07-12-2026 kl. 10.40 er her igen.", "07-12-2026")
		d.Type("X")
		d.Press("ctrl+s")
		c := s.Case(stage.Karim)
		if c.CloseReason != "Halvt skrevXet" || c.Closed.String() != "2026-12-07" || s.Drafts() != 0 {
			t.Errorf("%q %v, %d drafts", c.CloseReason, c.Closed, s.Drafts())
		}
	})
}

func TestADraftIsSavedOnWhatItsWriterHadSeen(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		before := s.Case(stage.Karim)
		d := at(s, normal, desk.RouteParty, thing(s.Teacher))
		d.Press("tab", "ctrl+u")
		d.Type("skoleleder")
		d.Press("esc")
		d.Wants("HJEM", "Kladden bliver.")
		form := party(before, "Lone Bak").Form()
		form.Relation = "lærer"
		w, err := before.EditParty(s.Teacher, form)
		if err != nil {
			t.Fatal(err)
		}
		s.Colleague(w)
		d = at(s, normal, desk.RouteParty, thing(s.Teacher))
		d.Wants("skoleleder")
		d.Press("ctrl+s")
		c := s.Case(stage.Karim)
		if len(c.Conflicts) != 1 || c.Conflicts[0].Field != "relation" || len(c.Conflicts[0].Values) != 2 {
			t.Errorf("%+v", c.Conflicts)
		}
	})
}

func TestADraftOfOneThingIsNotAnothers(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteStrike, thing(s.Contact))
		d.Type("forkert")
		d.Press("esc")
		d = at(s, normal, desk.RouteStrike, thing(s.Teacher))
		d.Lacks("forkert dag, forkert", "[forkert")
		d.Press("esc")
		at(s, normal, desk.RouteStrike, thing(s.Contact)).Wants("[forkert")
	})
}

func TestNoticeIsOneLine(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteStrike, thing(s.Contact))
		d.Type("010203-1234 og en dom")
		d.Wants("ligner et CPR-nummer")
		if n := strings.Count(d.Frame(), "Bemærk"); n != 1 {
			t.Errorf("%d notices", n)
		}
		d.Press("enter")
		d.Wants("HJEM")
	})
}

func TestTheListOfDrafts(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		d := at(s, normal, desk.RouteDrafts, nil)
		d.Wants("KLADDER", "Der er ingen kladder.")
		d.Press("enter")
		d.Wants("Der er ingen kladder.")
		for i, draft := range []cases.Draft{
			{Form: "contact", Case: stage.Ida, Title: "Ida L.", Fields: map[string]string{"text": "Mødte Ida.\nHun var glad.", "case": stage.Ida}},
			{Form: "party", Case: stage.Karim, Title: "Karim F.", Fields: map[string]string{"name": "Bjarke", "address": "Hemmelig Vej 7"}},
			{Form: "strike", Case: stage.Karim, Title: "Karim F.", Fields: map[string]string{"reason": "forkert dag", "entry": string(s.Contact)}},
			{Form: "from-later", Fields: map[string]string{"text": "noget nyt"}},
		} {
			draft.ID, draft.Changed = fmt.Sprintf("%016x", i), s.Clock.At.Add(-time.Duration(i)*time.Hour)
			if err := s.Store.PutDraft(t.Context(), draft); err != nil {
				t.Fatal(err)
			}
		}
		d = at(s, normal, desk.RouteDrafts, nil)
		d.Wants("1 af 4", "> Kontakt · Ida L.", "Person i netværket · Karim F.", "Udstregning · Karim F.", "Halvt skrevet", "Hun var glad.", "kl. 10.40", "kl. 7.40")
		d.Press("enter")
		d.Wants("KONTAKT · Ida L.", "Hun var glad.")
		d.Press("esc", "down")
		d.Wants("> Person i netværket", "Bjarke")
		d.Lacks("Hemmelig")
		d.Press("enter")
		d.Wants("NY PERSON I NETVÆRKET", "Bjarke", "Hemmelig Vej 7")
		d.Press("esc", "down", "enter")
		d.Wants("STREG UD", "forkert dag")
		d.Press("esc", "end")
		d.Wants("noget nyt")
		d.Press("enter")
		d.Wants("Kladden er fra en anden udgave af Brobygger.")
		d.Press("x")
		d.Wants("Smid kladden væk", "kan ikke hentes igen")
		d.Press("n")
		if s.Drafts() != 4 {
			t.Error("thrown away without a yes")
		}
		d.Press("x", "j")
		d.Wants("Kladden er smidt væk.", "> Udstregning")
		if s.Drafts() != 3 {
			t.Errorf("%d drafts", s.Drafts())
		}
		d.Press("k")
		d.Wants("KONTAKT · Karim F.")
	})
}

func TestDraftsOfOtherScreensGoToTheirRoutes(t *testing.T) {
	for _, c := range []struct {
		draft cases.Draft
		want  string
	}{
		{cases.Draft{Form: "case", Fields: map[string]string{"name": "Bjarke"}}, "new-case *cases.Draft"},
		{cases.Draft{Form: "case", Case: stage.Karim}, "edit-case *cases.Draft"},
		{cases.Draft{Form: "versions", Case: stage.Karim}, "versions string"},
	} {
		on(t, func(t *testing.T, s *stage.Stage) {
			c.draft.ID, c.draft.Changed = strings.Repeat("a", 16), s.Clock.At
			if err := s.Store.PutDraft(t.Context(), c.draft); err != nil {
				t.Fatal(err)
			}
			got := ""
			d := s.Run(normal, "", forms.Route(s.Desk, desk.RouteDrafts, nil), func(route string, arg any) tui.Screen {
				got = fmt.Sprintf("%s %T", route, arg)
				return nil
			})
			d.Press("enter")
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
