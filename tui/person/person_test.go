package person_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/tui"
	"brobygger/tui/frame"
	"brobygger/tui/tuitest/fakedoor"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/words"
)

// on runs a test at the usual size, in Danish.
func on(t *testing.T, do func(t *testing.T, th *theater)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { do(t, newTheater(t, words.Danish)) })
}

// school are the keys from the words about the plan to the school.
var school = []string{"down", "down", "down", "down"}

func TestAnAnswerIsSavedAtOnce(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		before := th.Case(th.Karim).WorkerStanding(cases.ArenaSchool, calendar.Of(th.at))
		d := th.shown(normal)
		d.Press(school...)
		d.Wants("Hvor synes du selv, det er i skolen?", "[4 går godt]", "på vej           meget bedre         går godt")
		d.Press("2")
		d.Wants("Gemt. Skolen, dit svar: svært.", "[2 svært]", "på vej           meget bedre         svært")
		if got := th.scores(cases.ArenaSchool); !slices.Equal(got, []int{2, 4, 2}) {
			t.Errorf("%v", got)
		}
		after := th.Case(th.Karim).WorkerStanding(cases.ArenaSchool, calendar.Of(th.at))
		if before.Now.ID != after.Now.ID || before.Trend() != after.Trend() {
			t.Error("the worker's score is another")
		}
	})
}

func TestAnotherDigitInTheSameMinuteReplacesTheFirst(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d := th.shown(normal)
		d.Press(school...)
		d.Press("2")
		th.at = th.at.Add(59 * time.Second)
		d.Press("3")
		if got := th.scores(cases.ArenaSchool); !slices.Equal(got, []int{2, 4, 3}) {
			t.Errorf("%v", got)
		}
		th.at = th.at.Add(time.Minute)
		d.Press("5")
		if got := th.scores(cases.ArenaSchool); !slices.Equal(got, []int{2, 4, 3, 5}) {
			t.Errorf("%v", got)
		}
		saves := th.store.Saves()
		d.Press("5")
		d.Wants("Det har du allerede svaret: klarer det selv.")
		d.Press("3", "5") // back to what it was today
		if got := th.scores(cases.ArenaSchool); !slices.Equal(got, []int{2, 4, 3, 5}) {
			t.Errorf("%v after %d saves", got, th.store.Saves()-saves)
		}
	})
}

func TestDigitsTypedFasterThanTheDisk(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d := th.shown(normal)
		d.Rapidly(append(append([]string{"down"}, "1", "2", "3", "4"), "down", "5", "4", "up", "2")...)
		d.Wants("[2 svært]")
		if got := th.scores(cases.ArenaStreet); !slices.Equal(got, []int{2}) {
			t.Errorf("street: %v", got)
		}
		if got := th.scores(cases.ArenaFamily); !slices.Equal(got, []int{4}) {
			t.Errorf("family: %v", got)
		}
	})
}

func TestAnAnswerThatCannotBeSaved(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d := th.shown(normal)
		d.Press(school...)
		th.store.FailWith(cases.ErrDiskFull)
		d.Press("1")
		d.Wants("Disken er fuld.", "[4 går godt]")
		th.store.FailWith(nil)
		d.Press("1")
		d.Wants("[1 går helt galt]")
	})
}

func TestWordsOfOnesOwn(t *testing.T) {
	for _, save := range []string{"enter", "ctrl+s"} {
		on(t, func(t *testing.T, th *theater) {
			d := th.shown(normal)
			d.Press("e")
			d.Wants("Karims plan", "Hvad vil du selv?", "Jeg vil gøre 9. færdig")
			d.Press("ctrl+u")
			d.Type("Jeg vil være mekaniker.")
			d.Press(save)
			d.Wants("Dine ord er gemt.", "\"Jeg vil være mekaniker.\"")
			if got := th.Case(th.Karim).Words[""].Text; got != "Jeg vil være mekaniker." {
				t.Errorf("%q", got)
			}
			d.Press("down", "e")
			d.Wants("Gadelivet: hvad vil du selv sige?")
			d.Type("Det er mine venner.")
			d.Press(save)
			d.Wants("Dine ord: \"Det er mine venner.\"")
			if got := th.Case(th.Karim).Words[cases.ArenaStreet].Text; got != "Det er mine venner." {
				t.Errorf("%q", got)
			}
			if n := len(th.drafts()); n != 0 {
				t.Errorf("%d drafts stay", n)
			}
		})
	}
}

func TestHalfTypedWordsStay(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d := th.shown(normal)
		d.Press("down", "e")
		d.Type("Jeg vil")
		d.Press("esc")
		d.Wants("Du er i gang med at skrive her.", "Hvor synes du selv")
		if all := th.drafts(); len(all) != 1 || all[0].Fields["text"] != "Jeg vil" || all[0].Fields["arena"] != cases.ArenaStreet || all[0].Case != th.Karim {
			t.Fatalf("%+v", all)
		}
		d.Rapidly("e", "esc", "e")
		d.Type(" ikke mere.")
		d.Wants("Jeg vil ikke mere.")
		d.Wait(2 * time.Second)
		if all := th.drafts(); len(all) != 1 || all[0].Fields["text"] != "Jeg vil ikke mere." {
			t.Fatalf("%+v", all)
		}
		d.Press("ctrl+l")
		if !d.Ended() {
			t.Fatal("not locked")
		}
		_, d2 := th.run(normal)
		d2.Wants("egne ord")
		d2.Press("f2")
		d2.Type("kladder")
		d2.Press("enter")
		d2.Wants("Egne ord · Karim F.", "Jeg vil ikke mere.")
		d2.Press("enter")
		d2.Wants("Du er i gang med at skrive her.") // where the cursor was
		d2.Press("e", "enter")
		d2.Wants("Dine ord: \"Jeg vil ikke mere.\"")
		if n := len(th.drafts()); n != 0 {
			t.Errorf("%d drafts stay", n)
		}
	})
}

func TestWordsThatCannotBeSavedStay(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d := th.shown(normal)
		d.Press("down", "e")
		d.Type("Hej")
		th.store.FailWith(cases.ErrNoPermission)
		d.Press("enter")
		d.Wants("Hej", "Brobygger må ikke skrive i mappen.")
		th.store.FailWith(nil)
		d.Press("enter")
		d.Wants("Dine ord: \"Hej\"")
	})
}

func TestWordsAreTakenBack(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d := th.shown(normal)
		d.Press("t")
		d.Wants("Tag dine ord tilbage", "ikke sige hvorfor")
		d.Press("n")
		d.Wants("\"Jeg vil gøre 9. færdig")
		d.Press("t", "j")
		d.Wants("Dine ord er slettet.", "Hvad vil du selv?")
		c := th.Case(th.Karim)
		if c.Words[""].Text != "" || c.Words[cases.ArenaSchool].Text == "" {
			t.Errorf("%+v", c.Words)
		}
		for _, e := range c.State.Seen(c.Heads) {
			if b := e.Body(); b != nil && strings.Contains(string(b.Set["words"]), "Jeg vil") {
				t.Error("the words are still in the case")
			}
		}
		d.Press("t")
		d.Wants("Her står ingen af dine ord.")
		d.Lacks("Tag dine ord tilbage")
	})
}

func TestADraftGoesWithTheWords(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d := th.shown(normal)
		d.Press("e")
		d.Type(" Nu.")
		d.Press("esc", "t", "j")
		if n := len(th.drafts()); n != 0 {
			t.Errorf("%d drafts stay", n)
		}
	})
}

// colleague writes words as Bo.
func colleague(th *theater, text string) {
	th.t.Helper()
	w, err := th.Case(th.Karim).SetWords("", text, sample.On(1).Date, sample.On(1).Date)
	if err != nil {
		th.t.Fatal(err)
	}
	if _, err := th.store.SaveAs(sample.At(12, 1, 9, 0), w); err != nil {
		th.t.Fatal(err)
	}
}

// notKoordinator makes this member somebody who may erase only what is theirs.
func notKoordinator(th *theater) { th.store.SetRoles(cases.MemberMentor) }

func TestWhatAColleagueWroteDownIsToldOf(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		notKoordinator(th)
		colleague(th, "Han vil arbejde.")
		d := th.shown(normal)
		d.Wants("\"Han vil arbejde.\"")
		d.Press("t", "j")
		d.Wants("Dine ord vises ikke mere.", "kollega")
		d.Lacks("Han vil arbejde.", "Jeg vil gøre 9.")
	})
	on(t, func(t *testing.T, th *theater) {
		notKoordinator(th)
		d := th.shown(normal)
		d.Press("down")
		w, err := th.Case(th.Karim).SetWords(cases.ArenaStreet, "Han er meget ude.", sample.On(1).Date, sample.On(1).Date)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := th.store.SaveAs(sample.At(12, 1, 9, 0), w); err != nil {
			t.Fatal(err)
		}
		d.Press("1") // the case is read anew
		d.Wants("Han er meget ude.")
		d.Press("t", "j")
		d.Wants("En kollega skrev det ned.", "Han er meget ude.")
	})
}

func TestOnlyThePassphraseLeads(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d := th.shown(normal)
		d.Press("esc")
		d.Wants("Herfra går kun medarbejderen videre.", "Kodesætning")
		d.Press("enter")
		d.Wants("Kodesætning")
		d.Type("gæt")
		d.Press("f4", "ctrl+r")
		d.Lacks("gæt")
		d.Wants("•••")
		d.Press("enter")
		d.Wants("Kodesætningen passer ikke.", "Herfra går kun medarbejderen videre.")
		d.Press("esc")
		d.Wants("Jeg vil gøre 9. færdig")
		d.Press("esc")
		d.Lacks("passer ikke", "•")
		d.Type(fakedoor.Passphrase)
		d.Press("enter")
		d.Wants("I DAG", "26-7RQ4")
	})
}

func TestTheGateWaitsAndTakesNoKeyMeanwhile(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d := th.shown(normal)
		th.door.Takes = 2 * time.Second
		d.Press("esc")
		d.Type(fakedoor.Passphrase)
		d.Press("enter", "1", "esc", "enter", "q")
		d.Wants("Et øjeblik")
		d.Wait(2 * time.Second)
		d.Wants("I DAG")
	})
}

func TestAKeyWithoutAPassphrase(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		th.store.Vault.SealedKey = false
		d := th.shown(normal)
		d.Press("esc")
		d.Wants("Nøglen har ingen kodesætning", "Enter går videre")
		d.Press("esc", "esc", "x", "space")
		d.Wants("Nøglen har ingen kodesætning")
		d.Press("enter")
		d.Wants("I DAG")
	})
}

func TestAnAnswerOnItsWayIsSavedBeforeItLeaves(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		th.store.Vault.SealedKey = false
		d := th.shown(normal)
		d.Rapidly("down", "3", "4", "esc", "enter")
		d.Wants("I DAG")
		if got := th.scores(cases.ArenaStreet); !slices.Equal(got, []int{4}) {
			t.Errorf("%v", got)
		}
	})
}

func TestALockEndsIt(t *testing.T) {
	for _, how := range []string{"key", "idle", "typing"} {
		on(t, func(t *testing.T, th *theater) {
			sh, d := th.run(normal)
			d.Press("enter", "f8")
			d.Wants("Karims plan")
			switch how {
			case "typing":
				d.Press("e")
				d.Press("ctrl+l")
			case "key":
				d.Press("ctrl+l")
			default:
				d.Wait(15 * time.Minute)
			}
			if !d.Ended() || sh.End() != tui.Locked {
				t.Fatal("not locked")
			}
			_, d = th.run(normal)
			d.Wants("[Overblik")
			d.Lacks("Karims plan")
		})
	}
}

func TestCovering(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d := th.shown(normal)
		for _, keys := range [][]string{nil, {"down", "e"}, {"esc", "esc"}} {
			d.Press(keys...)
			before := d.Frame()
			d.Press("f9")
			d.Wants("Brobygger")
			d.Lacks("Karim", "plan")
			d.Press("f9")
			if d.Frame() != before {
				t.Errorf("another screen after %q:\n%s", keys, d.Frame())
			}
		}
	})
}

func TestWhatThePersonMayNotSee(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		_, d := th.alone(frame.Size{Width: 140, Height: 60}, th.Karim)
		for range 8 {
			d.Lacks("Brugsen", "Fars tilsagn", "Vestergård", "Amal F", "Åparken", "00 11", "Bo L", "26-7RQ4")
			d.Press("down")
		}
		if v := d.View(); v.WindowTitle != "Brobygger" {
			t.Errorf("the window is called %q", v.WindowTitle)
		}
	})
}

func TestThemesHaveNoNumbers(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		_, d := th.alone(normal, th.Nadia)
		d.Wants("Nadias plan", "Økonomi", "Bolig")
		d.Press("down", "3")
		d.Wants("Her sætter vi ikke tal på.")
		d.Lacks("Hvor synes du")
		d.Press("e")
		d.Wants("Egne ord skrives om planen")
		if n := len(th.Case(th.Nadia).Scores); n != 0 {
			t.Errorf("%d scores", n)
		}
	})
}

func TestACaseThatIsNotThere(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		_, d := th.alone(normal, "00000000000000000000000000000000")
		d.Wants("Din plan", "Det findes ikke her.")
		d.Press("1", "e", "t", "esc")
		d.Wants("Herfra går kun medarbejderen videre.")
	})
}

func TestItOpensFromEveryPlaceThatStandsOnACase(t *testing.T) {
	for name, keys := range map[string][]string{
		"the day": nil, "the cases": {"2"}, "a case": {"enter"}, "contacts": {"enter", "tab"}, "the network": {"enter", "tab", "tab", "tab"},
		"a contact": {"k"}, "the search": {"/", "K", "a", "r", "i", "m", "enter"}, "all that can be done": {"f2", "v", "i", "s", "space", "k", "u", "n", "enter", "esc"},
	} {
		on(t, func(t *testing.T, th *theater) {
			_, d := th.run(normal)
			d.Press(keys...)
			d.Press("ctrl+o")
			if !strings.Contains(d.Frame(), "s plan") || !strings.Contains(d.Frame(), "Kun planen vises her.") && !strings.Contains(d.Frame(), "Herfra") {
				t.Errorf("%s:\n%s", name, d.Frame())
			}
		})
	}
}

func TestWithoutACaseItSaysWhy(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		_, d := th.run(normal)
		d.Press("f2")
		d.Type("indst")
		d.Press("enter", "f8")
		d.Wants("Gå hen på en sag først.")
	})
}

func TestTitles(t *testing.T) {
	for name, want := range map[string]string{"Karim Farah": "Karims plan", "Jonas Prøve": "Jonas' plan", "Alex": "Alex' plan", "Åse": "Åses plan"} {
		on(t, func(t *testing.T, th *theater) {
			id := th.Make("26-9999", sample.At(11, 1, 9, 0), cases.CaseForm{Kind: cases.KindMentoring, Name: name})
			_, d := th.alone(normal, id)
			d.Wants(want, "ikke talt om")
		})
	}
}

func TestTheCaseIsReadOnly(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		w := cases.Write{Case: th.Karim, Changes: []cases.Change{{Kind: "not-yet-made", Critical: true, After: th.Case(th.Karim).Heads}}}
		if _, err := th.store.SaveAt(sample.At(12, 6, 9, 0), w); err != nil {
			t.Fatal(err)
		}
		d := th.shown(normal)
		for _, key := range []string{"down", "1", "e", "t"} {
			d.Press(key)
		}
		d.Wants("kun en nyere Brobygger")
		if n := len(th.scores(cases.ArenaStreet)); n != 0 {
			t.Error("an answer was saved")
		}
	})
}

// The paper the family takes home says it in the same words.
func TestTheWordsAreThoseOfThePaper(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		w := th.words
		d := th.shown(frame.Size{Width: 120, Height: 30})
		d.Press(school...)
		d.Wants(w.T("domain.score.4"), "["+"4 "+w.T("domain.score.4")+"]", w.T("paper.change.up2", words.A{"month": "august"}), w.T("paper.change.down", words.A{"month": "august"}))
		d.Resize(80, 24)
		d.Wants("[4 går godt]", "meget bedre  ")
		d.Lacks("bedre end")
	})
}
