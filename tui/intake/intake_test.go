package intake_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/intake"
	"brobygger/tui/keys"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/stage"
	"brobygger/tui/words"

	tea "charm.land/bubbletea/v2"
)

var normal = frame.Size{Width: 80, Height: 24}

// caseScreen stands for the screen of a case.
type caseScreen struct{ arg desk.CaseArg }

func (s *caseScreen) Update(tea.Msg) (tui.Action, tea.Cmd) { return tui.Pass{}, nil }
func (s *caseScreen) Keys() keys.Context {
	return keys.Context{Name: "keys.context.list", Kind: keys.List}
}
func (s *caseScreen) View(frame.Size) (frame.Parts, *field.Point) {
	return frame.Parts{Title: frame.Line{Left: "SAG " + s.arg.ID}}, nil
}

func run(s *stage.Stage, size frame.Size, route string, arg any) *tuitest.Driver {
	return s.Run(size, stage.Karim, intake.Route(s.Desk, route, arg), func(route string, arg any) tui.Screen {
		if route == desk.RouteCase {
			return &caseScreen{arg.(desk.CaseArg)}
		}
		return nil
	})
}

func made(t *testing.T, s *stage.Stage) *cases.Case {
	t.Helper()
	var found *cases.Case
	s.Store.Each(t.Context(), func(c *cases.Case) bool {
		if c.ID != stage.Karim && c.ID != stage.Ida && c.ID != stage.Emil {
			found = c
		}
		return true
	})
	if found == nil {
		t.Fatal("no case was made")
	}
	return found
}

func TestTwoThingsMakeACase(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, desk.RouteNewCase, nil)
		d.Type("Yusuf Bay")
		d.Press("tab", "m", "ctrl+s")
		c := made(t, s)
		d.Wants("SAG "+c.ID, "Sagen er lavet: Yusuf B., "+c.Number, "Tryk k")
		if c.Person.Name != "Yusuf Bay" || c.Kind != cases.KindMentoring || c.Opened.String() != "2026-12-07" || c.Worker != s.Store.Me().ID ||
			c.Deputy != "Bo Lindved" || c.Phase != cases.PhaseContact || c.Basis != "" || c.Area != "" || c.Person.Protected {
			t.Errorf("%+v", c.Person)
		}
		if s.Drafts() != 0 {
			t.Error("the draft is still there")
		}
		// Back goes to where the form was opened, not to the form.
		d.Press("esc")
		d.Wants("HJEM")
	})
}

func TestEverythingOfACase(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		s.Store.Vault.Members = 2
		d := run(s, normal, desk.RouteNewCase, nil)
		d.Type("Sahra")
		for _, text := range []string{"'s", "'3/4-2011", "'28 35 58 85", "'Åparken 4", "'bg", "'somali", "'01-014-03", "'g", "'k", "'t", "'l",
			"'i går", "@i fredags", "@bo", "@ingen"} {
			d.Press("tab")
			if rest, ok := strings.CutPrefix(text, "@"); ok {
				d.Press("ctrl+u")
				text = "'" + rest
			}
			d.Type(text[1:])
			if text == "'bo" {
				d.Press("enter", "shift+tab")
			}
		}
		d.Press("ctrl+s")
		c := made(t, s)
		if c.Kind != cases.KindTenancy || c.Person.Born != "2011-04-03" || c.Person.Phone != "28 35 58 85" || c.Person.Address != "Åparken 4" ||
			!c.Person.Protected || !c.Person.NotAlone || c.Person.Interpreter != "somali" || c.Tenancy != "01-014-03" || c.Source != cases.SourceStreet ||
			c.Area != cases.AreaCrime || c.Weight != cases.WeightHeavy || c.Basis != cases.BasisInterest || c.Informed.String() != "2026-12-06" ||
			c.Opened.String() != "2026-12-04" || c.Worker != s.Store.Members()[1].ID || c.Deputy != cases.DeputyNone {
			t.Errorf("%+v %+v", c.Person, c)
		}
	})
}

func TestAClearedStandInIsNotRecorded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, desk.RouteNewCase, nil)
		d.Type("Ung 3")
		d.Press("tab", "n", "shift+tab", "shift+tab", "ctrl+u", "ctrl+s")
		if c := made(t, s); c.Deputy != "" {
			t.Errorf("%q is stedfortræder without being on the screen", c.Deputy)
		}
	})
}

func TestWhatIsNeededAndWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		what string
		keys []string
		want string
	}{
		{"nothing", nil, "skal udfyldes"},
		{"no kind", []string{"'Ib"}, "! Slags: skal udfyldes"},
		{"no name", []string{"tab", "m"}, "! Navn: skal udfyldes"},
		{"no such birth", []string{"'Ib", "tab", "m", "tab", "'11"}, "! Født: kan ikke bruges"},
		{"born ahead", []string{"'Ib", "tab", "m", "tab", "'2031"}, "! Født: dagen kan ikke ligge forude"},
		{"begun ahead", []string{"'Ib", "tab", "m", "shift+tab", "shift+tab", "shift+tab", "ctrl+u", "'1/1-2031"}, "! Begyndt: dagen kan ikke ligge forude"},
		{"told on no day", []string{"'Ib", "tab", "m", "shift+tab", "shift+tab", "shift+tab", "shift+tab", "'31/2"}, "! Oplyst den: Den dag findes ikke"},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := stage.New(t, words.Danish)
			d := run(s, normal, desk.RouteNewCase, nil)
			for _, k := range c.keys {
				if text, typed := strings.CutPrefix(k, "'"); typed {
					d.Type(text)
				} else {
					d.Press(k)
				}
			}
			saves := s.Store.Saves()
			d.Press("ctrl+s")
			if !strings.Contains(d.Frame(), c.want) {
				t.Errorf("%s: no %q in\n%s", c.what, c.want, d.Frame())
			}
			if s.Store.Saves() != saves {
				t.Errorf("%s: saved", c.what)
			}
		})
	}
}

func TestADraftOfANewCaseComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, desk.RouteNewCase, nil)
		d.Type("Yusuf")
		d.Press("tab", "m", "esc")
		d.Wants("HJEM", "Kladden bliver.")
		draft := s.Draft()
		if draft.Form != "case" || draft.Case != "" || draft.Title != "Yusuf" {
			t.Errorf("%+v", draft)
		}
		s.Clock.At = s.Clock.At.Add(24 * time.Hour)
		d = run(s, normal, desk.RouteNewCase, &draft)
		// It began yesterday, when today was yesterday.
		d.Wants("Yusuf", "[m Mentorforløb]", "07-12-2026")
		d.Press("ctrl+s")
		if c := made(t, s); c.Opened.String() != "2026-12-07" || s.Drafts() != 0 {
			t.Errorf("%v, %d drafts", c.Opened, s.Drafts())
		}
	})
}

func TestEditChangesOnlyWhatWasTouched(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		before := s.Case(stage.Karim)
		d := run(s, normal, desk.RouteEditCase, stage.Karim)
		d.Wants("RET SAG · Karim F. · 26-7RQ4", "Karim Farah", "31-08-2026")
		d.Lacks("Slags")
		phone := "11 22 33 44"
		write, err := before.Edit(cases.CaseEdit{Phone: &phone}, s.Desk.Today())
		if err != nil {
			t.Fatal(err)
		}
		s.Colleague(write)
		d.Press("tab", "tab", "tab")
		d.Type("Åparken 4")
		d.Press("tab", "b", "ctrl+s")
		d.Wants("HJEM", "Gemt.")
		c := s.Case(stage.Karim)
		if c.Person.Phone != phone || c.Person.Address != "Åparken 4" || !c.Person.Protected || c.Person.NotAlone || len(c.Conflicts) != 0 {
			t.Errorf("%+v %+v", c.Person, c.Conflicts)
		}
	})
}

func TestAProtectedAddressIsBehindAKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		on, address := true, "Hemmelig Allé 7"
		write, err := s.Case(stage.Karim).Edit(cases.CaseEdit{Protected: &on, Address: &address}, s.Desk.Today())
		if err != nil {
			t.Fatal(err)
		}
		s.Store.Save(t.Context(), write)
		d := run(s, normal, desk.RouteEditCase, stage.Karim)
		d.Lacks("Hemmelig")
		d.Press("tab", "tab", "tab")
		d.Lacks("Hemmelig")
		d.Wants("F4 viser den")
		d.Press("f4")
		d.Wants("Hemmelig Allé 7")
		d.Press("tab")
		d.Lacks("Hemmelig")
		d.Press("shift+tab", "ctrl+r")
		d.Wants("Hemmelig Allé 7")
		d.Press("ctrl+s")
		d.Wants("Der er intet ændret.")
	})
}

func TestACaseThatIsDeletedSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		s.Store.Delete(t.Context(), stage.Karim, "")
		d := run(s, normal, desk.RouteEditCase, stage.Karim)
		d.Wants("Sagen er slettet.")
		d.Type("x")
		d.Press("ctrl+s")
		d.Wants("Sagen er slettet.")
		d.Press("esc")
		d.Wants("HJEM")
	})
}

func TestTheScreensLook(t *testing.T) {
	for _, language := range words.Languages() {
		for _, size := range []frame.Size{normal, {Width: 120, Height: 30}, {Width: 140, Height: 40}, {Width: 40, Height: 12}, {Width: 20, Height: 5}} {
			synctest.Test(t, func(t *testing.T) {
				s := stage.New(t, language)
				look := func(d *tuitest.Driver, what string) {
					t.Helper()
					tuitest.Check(t, d.Frame(), size, language, append(stage.User(), "Yusuf Bay")...)
					tuitest.Golden(t, fmt.Sprintf("%s-%dx%d-%s", what, size.Width, size.Height, language), d.Frame())
				}
				d := run(s, size, desk.RouteNewCase, nil)
				look(d, "new")
				d.Press("ctrl+s")
				look(d, "needed")
				d.Type("Yusuf Bay")
				d.Press("tab", "m", "tab", "tab", "tab", "tab", "b", "tab", "tab", "tab", "tab")
				look(d, "area")
				look(run(s, size, desk.RouteEditCase, stage.Karim), "edit")
			})
		}
	}
}

func TestWhateverIsPressedNothingIsLost(t *testing.T) {
	pressed := []string{"a", "m", "æ", "1", "space", "enter", "tab", "tab", "shift+tab", "up", "down", "left", "right",
		"backspace", "ctrl+z", "ctrl+u", "home", "end", "f1", "esc", ",", "/"}
	tuitest.Monkey(t, pressed, func(t *testing.T) (*tuitest.Driver, func() string) {
		s := stage.New(t, words.English)
		screen := intake.New(s.Desk, nil)
		d := s.Run(normal, "", screen, nil)
		d.Type("Yusuf")
		return d, func() string {
			d.Wait(2 * time.Second)
			if dirty := screen.(interface{ Dirty() bool }).Dirty(); dirty != (s.Drafts() == 1) {
				return fmt.Sprintf("dirty %v, %d drafts", dirty, s.Drafts())
			}
			return ""
		}
	})
}
