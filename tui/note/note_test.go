package note_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"brobygger/cases"
	"brobygger/cases/history"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/note"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/stage"
	"brobygger/tui/words"
)

var normal = frame.Size{Width: 80, Height: 24}

func run(s *stage.Stage, size frame.Size, on string) *tuitest.Driver {
	return s.Run(size, on, nil, func(route string, arg any) tui.Screen { return note.Route(s.Desk, route, arg) })
}

func contacts(s *stage.Stage, id string) []cases.Contact { return s.Case(id).Contacts }

// count presses keys, counting those that are not pressed inside a field, typed
// text marked by "'".
func count(d *tuitest.Driver, presses ...string) int {
	n := 0
	for _, p := range presses {
		if text, typed := strings.CutPrefix(p, "'"); typed {
			d.Type(text)
			continue
		}
		d.Press(p)
		n++
	}
	return n
}

func TestACallInTenKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, stage.Ida)
		n := count(d, "k", "shift+tab", "'ka", "enter", "'Ringede. Han tog den ikke.", "tab", "'t", "tab", "'n", "tab", "tab", "'10",
			"tab", "'to prøv igen", "tab", "'s", "ctrl+s")
		if n > 12 {
			t.Errorf("%d keys", n)
		}
		d.Wants("HJEM", "Gemt i sagen Karim F.", "næste: to 10-12-2026")
		got := contacts(s, stage.Karim)[0]
		if got.Channel != cases.ChannelPhone || got.Met == nil || *got.Met || got.Minutes == nil || *got.Minutes != 10 ||
			!slices.Equal(got.Arenas, []string{"skole"}) || got.Text != "Ringede. Han tog den ikke." || got.At.String() != "2026-12-07T10:40" {
			t.Errorf("%+v", got)
		}
		follow := s.Case(stage.Karim).FollowUps
		if !slices.ContainsFunc(follow, func(f cases.FollowUp) bool {
			return f.Text == "prøv igen" && f.Due.String() == "2026-12-10" && f.Contact == got.ID
		}) {
			t.Errorf("%+v", follow)
		}
		if s.Drafts() != 0 {
			t.Error("the draft is still there after the save")
		}
	})
}

func TestTextOnlyInTwoKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, stage.Ida)
		if n := count(d, "k", "'Mødte Ida på gaden.", "ctrl+s"); n > 4 {
			t.Errorf("%d keys", n)
		}
		got := contacts(s, stage.Ida)
		if len(got) != 1 || got[0].Text != "Mødte Ida på gaden." {
			t.Fatalf("%+v", got)
		}
		// Nothing is recorded that was neither typed nor seen.
		n := got[0]
		if n.Channel != "" || n.Met != nil || n.Minutes != nil || n.Role != "" || n.Place != "" || n.Arenas != nil || n.Themes != nil || n.Present != nil {
			t.Errorf("recorded without being said: %+v", n)
		}
		fields := s.Case(stage.Ida).State.ByID[n.ID].Fields
		if _, at := fields["at"]; len(fields) != 2 || !at {
			t.Errorf("%d fields", len(fields))
		}
	})
}

func TestWithoutACaseItAsksForOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, "")
		d.Press("k")
		d.Wants("Sag", "Skriv to bogstaver")
		d.Press("tab")
		d.Type("Uden sag.")
		d.Press("ctrl+s")
		d.Wants("! Sag: skal udfyldes", "Uden sag.")
		d.Type("f2j")
		d.Press("enter", "ctrl+s")
		d.Wants("Gemt i sagen Ida L.")
	})
}

func TestEverythingOfTheForm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, stage.Karim)
		d.Press("k")
		d.Type("Gik en tur.")
		d.Press("tab", "g", "tab", "j", "tab", "ctrl+u")
		d.Type("i går 17.30")
		d.Wants("= sø 06-12-2026 kl. 17.30")
		d.Press("tab")
		d.Type("1:30")
		d.Wants("= 90 min.")
		d.Press("tab")
		d.Type("fre kl. 9 mor")
		d.Wants("= fr 11-12-2026 kl. 9.00")
		d.Press("tab", "g", "f", "tab", "b", "tab")
		d.Type("ved søen")
		d.Press("tab", "b", "tab")
		d.Type("ka")
		d.Press("enter")
		d.Type("mor")
		d.Press("enter")
		d.Type("Bjarke")
		d.Press("tab")
		d.Type("id")
		d.Wants("> Ida L. · 26-F2JV")
		d.Press("enter", "ctrl+s")
		d.Wants("Gemt i sagen Karim F. og i en sag til")
		got := contacts(s, stage.Karim)[0]
		if got.Channel != cases.ChannelStreet || got.Met == nil || !*got.Met || *got.Minutes != 90 || got.At.String() != "2026-12-06T17:30" ||
			!slices.Equal(got.Arenas, []string{"gade", "familie"}) || !slices.Equal(got.Themes, []string{"bolig"}) ||
			got.Place != "ved søen" || got.Role != cases.RoleBridging ||
			!slices.Equal(got.Present, []string{"Karim", string(s.Mother), "Bjarke"}) {
			t.Errorf("%+v", got)
		}
		there := contacts(s, stage.Ida)
		if len(there) != 1 || there[0].Same == "" || there[0].Same != got.Same || !slices.Equal(there[0].Present, []string{"Karim", "Fatma Farah", "Bjarke"}) {
			t.Errorf("%+v", there)
		}
		if len(s.Case(stage.Ida).FollowUps) != 0 {
			t.Error("the follow-up stands in both cases")
		}
	})
}

func TestTheLineBelowNamesTheFieldOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, stage.Ida)
		d.Press("k", "ctrl+s")
		d.Wants("! \"Hvad skete der, og hvad aftalte I?\" skal udfyldes.")
	})
}

func TestWhatIsWrongStandsAtItsField(t *testing.T) {
	for _, c := range []struct {
		what string
		keys []string
		want string
	}{
		{"nothing at all", nil, "skal udfyldes"},
		{"no such day", []string{"'x", "tab", "tab", "tab", "ctrl+u", "'30/2"}, "Den dag findes ikke"},
		{"no time of contact", []string{"'x", "tab", "tab", "tab", "ctrl+u"}, "skal udfyldes"},
		{"no length", []string{"'x", "tab", "tab", "tab", "tab", "'længe"}, "skriv minutter"},
		{"a next without a day", []string{"'x", "tab", "tab", "tab", "tab", "tab", "'øve jobsamtale"}, "begynd med en dag"},
		{"a next that is before", []string{"'x", "tab", "tab", "tab", "tab", "tab", "'4/12-2026 ring"}, "dagen skal ligge forude"},
		{"no such other case", []string{"shift+tab", "shift+tab", "'Nogen", "tab", "'x"}, "vælg en sag på listen i stedet for Nogen"},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := stage.New(t, words.Danish)
			d := run(s, normal, stage.Ida)
			d.Press("k")
			count(d, c.keys...)
			d.Press("ctrl+s")
			if !strings.Contains(d.Frame(), "! ") || !strings.Contains(strings.Join(strings.Fields(d.Frame()), " "), c.want) {
				t.Errorf("%s: no %q in\n%s", c.what, c.want, d.Frame())
			}
			if len(contacts(s, stage.Ida)) != 0 {
				t.Errorf("%s: saved", c.what)
			}
		})
	}
}

func TestADraftIsAtMostTwoSecondsOldAndComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, stage.Ida)
		d.Press("k")
		for range 40 {
			d.Type("a")
			d.Wait(100 * time.Millisecond)
		}
		// Still typing: what is kept is at most two seconds behind.
		if kept := len(s.Draft().Fields["text"]); kept < 20 {
			t.Errorf("%d of 40 letters kept", kept)
		}
		d.Wait(2 * time.Second)
		if kept := s.Draft().Fields["text"]; kept != strings.Repeat("a", 40) {
			t.Errorf("kept %q", kept)
		}
		d.Wants("kladde gemt kl. 10.40")
		d.Press("tab", "t", "shift+tab", "left", "left")
		d.Send(tui.Hangup{})
		if !d.Ended() {
			t.Fatal("still there")
		}
		draft := s.Draft()
		if draft.Form != "contact" || draft.Case != stage.Ida || draft.Title != "Ida L." || draft.Cursor != "text@38" || draft.Fields["channel"] != "phone" {
			t.Errorf("%+v", draft)
		}

		// The next day it comes back, and its words mean what they meant.
		s.Clock.At = s.Clock.At.Add(24 * time.Hour)
		d = s.Run(normal, "", note.Route(s.Desk, desk.RouteNote, desk.NoteArg{Draft: &draft}), nil)
		d.Wants("Ida L.", "[t Telefon]", "07-12-2026 kl. 10.40", "kladde fra man 07-12 kl. 10.40")
		d.Type("X")
		d.Press("ctrl+s")
		got := contacts(s, stage.Ida)
		if len(got) != 1 || got[0].Text != strings.Repeat("a", 38)+"Xaa" || got[0].At.String() != "2026-12-07T10:40" {
			t.Errorf("%+v", got)
		}
		if s.Drafts() != 0 {
			t.Error("the draft is still there")
		}
	})
}

func TestPressingKAgainGoesOnWithTheDraft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, stage.Ida)
		d.Press("k")
		d.Type("Halvt")
		d.Press("esc")
		d.Wants("HJEM", "Kladden bliver.")
		d.Press("k")
		d.Wants("Halvt", "Kladden fra man 07-12-2026 kl. 10.40 er her igen.")
		d.Type(" og helt.")
		d.Press("ctrl+s")
		if got := contacts(s, stage.Ida); len(got) != 1 || got[0].Text != "Halvt og helt." || s.Drafts() != 0 {
			t.Errorf("%+v, %d drafts", got, s.Drafts())
		}
	})
}

func TestNothingTypedLeavesNoDraft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, stage.Ida)
		d.Press("k", "shift+tab")
		d.Type("ka")
		d.Press("enter", "esc")
		d.Press("k")
		d.Type("x")
		d.Wait(3 * time.Second)
		if s.Drafts() != 1 {
			t.Fatal("no draft")
		}
		d.Press("backspace")
		d.Wait(3 * time.Second)
		d.Press("esc")
		if s.Drafts() != 0 {
			t.Error("a draft of nothing stays")
		}
	})
}

func TestAFailedSaveLosesNothingAndSaysWhy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, stage.Ida)
		d.Press("k")
		d.Type("Vigtigt.")
		d.Wait(3 * time.Second)
		s.Store.FailWith(cases.ErrDiskFull)
		d.Rapidly("ctrl+s", "o", "g")
		d.Wants("Vigtigt.", "! Disken er fuld. Intet er gået tabt.")
		if len(contacts(s, stage.Ida)) != 0 || s.Drafts() != 1 {
			t.Error("saved, or the draft is gone")
		}
		d.Wait(5 * time.Second)
		d.Type("x")
		d.Wait(5 * time.Second)
		d.Wants("kladden er ikke gemt")
		s.Store.FailWith(nil)
		d.Wait(10 * time.Second)
		if text := s.Draft().Fields["text"]; !strings.HasPrefix(text, "Vigtigt.") || !strings.HasSuffix(text, "x") {
			t.Errorf("the draft is %q", text)
		}
		d.Press("ctrl+s")
		d.Wants("Gemt i sagen Ida L.")
		if len(contacts(s, stage.Ida)) != 1 || s.Drafts() != 0 {
			t.Error("not saved, or the draft is still there")
		}
	})
}

func TestSavingTwiceSavesOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, stage.Ida)
		d.Press("k")
		d.Type("En gang.")
		d.Rapidly("ctrl+s", "ctrl+s", "ctrl+s")
		if got := contacts(s, stage.Ida); len(got) != 1 {
			t.Errorf("%d contacts", len(got))
		}
	})
}

func TestAMegabyteIsRefusedWithASentence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, stage.Ida)
		d.Press("k")
		d.Type("Før. ")
		d.Paste(strings.Repeat("langt ", 200_000))
		d.Wants("Før.", "en tekst kan højst fylde 1 MB")
		d.Type("Efter.")
		d.Lacks("1 MB")
		d.Press("ctrl+s")
		if got := contacts(s, stage.Ida); len(got) != 1 || got[0].Text != "Før. Efter." {
			t.Errorf("%+v", got)
		}
	})
}

func TestATextThatIsTooLargeOnlyWhenWrittenStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, stage.Ida)
		d.Press("k")
		d.Paste("Før." + strings.Repeat("\n", 1<<19) + strings.Repeat("\u2028", 1<<10) + "Efter.")
		s.Store.FailWith(cases.ErrTooLarge)
		d.Press("ctrl+s")
		d.Wants("Teksten er for lang", "Efter.")
		s.Store.FailWith(nil)
		d.Press("esc")
		if s.Drafts() != 1 {
			t.Error("no draft")
		}
	})
}

func TestNoticeIsOneLineAndNeverABlock(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Han har en dom.", "\"dom\" nævner straf"},
		{"Nummeret er 010203-1234.", "ligner et CPR-nummer"},
		{"Han har en dom, 010203-1234.", "ligner et CPR-nummer"},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := stage.New(t, words.Danish)
			d := run(s, normal, stage.Ida)
			d.Press("k")
			d.Type(c.text)
			d.Wants(c.want)
			if n := strings.Count(d.Frame(), "Bemærk"); n != 1 {
				t.Errorf("%d notices", n)
			}
			d.Press("tab")
			d.Wants(c.want)
			d.Press("ctrl+s")
			d.Wants("Gemt i sagen Ida L.")
		})
	}
}

func TestEditWritesOnlyWhatWasChanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		before := s.Case(stage.Karim)
		edit := note.Route(s.Desk, desk.RouteNote, desk.NoteArg{Case: stage.Karim, Entry: s.Contact})
		d := s.Run(normal, stage.Karim, edit, nil)
		d.Wants("RET KONTAKT · Karim F. · 26-7RQ4", "[m Møde]", "[j Ja]", "45", "03-12-2026", "[s Skolen]", "til stede: Lone Bak (klasselærer), Karim")
		d.Lacks("Næste", "Også i")

		// Meanwhile the colleague corrects the length and the text.
		long, text := 60, "Vi talte om skolen og fraværet."
		form := contactOf(before, s.Contact).Form()
		form.Minutes, form.Text = &long, text
		write, err := before.EditContact(s.Contact, form)
		if err != nil {
			t.Fatal(err)
		}
		s.Colleague(write)

		d.Press("tab", "b", "ctrl+s")
		d.Wants("HJEM", "Rettelsen er gemt i sagen Karim F.")
		c := s.Case(stage.Karim)
		got := contactOf(c, s.Contact)
		if got.Channel != cases.ChannelVisit || *got.Minutes != 60 || got.Text != text || len(c.Conflicts) != 0 {
			t.Errorf("%+v, conflicts %+v", got, c.Conflicts)
		}
	})
}

func TestAnEditOfTheSameFieldHidesNobodysValue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		before := s.Case(stage.Karim)
		d := s.Run(normal, stage.Karim, note.Edit(s.Desk, stage.Karim, s.Contact), nil)
		d.Type(" Amira.")
		d.Wait(3 * time.Second)
		d.Press("esc")
		form := contactOf(before, s.Contact).Form()
		form.Text = "Bo skrev dette."
		write, err := before.EditContact(s.Contact, form)
		if err != nil {
			t.Fatal(err)
		}
		s.Colleague(write)

		// The draft that comes back is saved on what its writer had seen.
		draft := s.Draft()
		if len(draft.After) == 0 || draft.Fields["entry"] != string(s.Contact) {
			t.Errorf("%+v", draft)
		}
		d = s.Run(normal, stage.Karim, note.Resume(s.Desk, draft), nil)
		d.Wants("når nogen ringer. Amira.")
		d.Press("ctrl+s")
		c := s.Case(stage.Karim)
		if len(c.Conflicts) != 1 || c.Conflicts[0].Field != "text" || len(c.Conflicts[0].Values) != 2 {
			t.Errorf("%+v", c.Conflicts)
		}
		if s.Drafts() != 0 {
			t.Error("the draft is still there")
		}
	})
}

func TestAnEditWithoutAChangeSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		saves := s.Store.Saves()
		d := s.Run(normal, stage.Karim, note.Edit(s.Desk, stage.Karim, s.Contact), nil)
		d.Press("ctrl+s")
		d.Wants("HJEM", "Der er intet ændret.")
		if s.Store.Saves() != saves {
			t.Error("something was written")
		}
	})
}

func TestAContactThatIsGoneIsNotEdited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := s.Run(normal, stage.Karim, note.Edit(s.Desk, stage.Karim, cases.EntryID(strings.Repeat("0", 64))), nil)
		d.Type("x")
		d.Wants("streget ud eller fjernet")
		d.Press("ctrl+s")
		d.Wants("streget ud eller fjernet")
		d.Press("esc")
		d.Wants("HJEM")
	})
}

func contactOf(c *cases.Case, id history.ID) cases.Contact {
	for _, n := range c.Contacts {
		if n.ID == id {
			return n
		}
	}
	return cases.Contact{}
}

func TestTheScreensLook(t *testing.T) {
	for _, language := range words.Languages() {
		for _, size := range []frame.Size{normal, {Width: 120, Height: 30}, {Width: 140, Height: 40}, {Width: 40, Height: 12}, {Width: 20, Height: 5}} {
			synctest.Test(t, func(t *testing.T) {
				s := stage.New(t, language)
				d := run(s, size, stage.Karim)
				name := func(what string) string {
					return fmt.Sprintf("%s-%dx%d-%s", what, size.Width, size.Height, language)
				}
				look := func(what string) {
					t.Helper()
					tuitest.Check(t, d.Frame(), size, language, append(stage.User(), typed)...)
					tuitest.Golden(t, name(what), d.Frame())
				}
				d.Press("k")
				look("empty")
				d.Type(typed)
				d.Press("tab", "m", "tab", map[words.Language]string{words.Danish: "j", words.English: "y"}[language], "tab", "tab", "tab")
				d.Type(map[words.Language]string{words.Danish: "to kl. 14 øve jobsamtale", words.English: "thu at 14 øve jobsamtale"}[language])
				look("next")
				d.Press("tab", "s", "j", "tab", "tab", "tab", "b", "tab")
				d.Type("lo")
				look("more")
				d.Press("enter", "tab", "tab")
				look("written")
				d.Press("f1")
				look("help")
			})
		}
	}
}

const typed = "Mødte Karim i frikvarteret. Han har været i skole alle dage i denne uge og er stolt af det. " +
	"Vil gerne søge fritidsjob i Brugsen, men er bange for samtalen, fordi han har en dom. Vi øver den på torsdag. Han fortæller det selv til mor."

func TestWhateverIsPressedNothingIsLost(t *testing.T) {
	pressed := []string{"a", "j", "t", "æ", "1", "space", "enter", "tab", "tab", "shift+tab", "up", "down", "left", "right",
		"backspace", "ctrl+z", "ctrl+y", "ctrl+w", "ctrl+u", "home", "end", "pgdown", "f1", "esc", ",", "/", "?"}
	tuitest.Monkey(t, pressed, func(t *testing.T) (*tuitest.Driver, func() string) {
		s := stage.New(t, words.English)
		screen := note.New(s.Desk, stage.Ida)
		d := s.Run(normal, stage.Ida, screen, nil)
		d.Type("Begyndt.")
		return d, func() string {
			d.Wait(2 * time.Second)
			all, err := s.Store.Drafts(t.Context())
			if err != nil {
				return "no drafts: " + err.Error()
			}
			found := slices.ContainsFunc(all, func(d cases.Draft) bool { return d.Fields["text"] == screen.Text() })
			switch {
			case screen.Dirty() && !found:
				return fmt.Sprintf("%q is in no draft of %d", screen.Text(), len(all))
			case len(all) > 1:
				return fmt.Sprintf("%d drafts", len(all))
			}
			return ""
		}
	})
}

func TestSavingIsNotUndoneByADraftThatComesLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, stage.Ida)
		d.Press("k")
		d.Type("Kort.")
		d.Rapidly("ctrl+s")
		d.Wait(time.Minute)
		if s.Drafts() != 0 {
			t.Error("a draft of what is saved")
		}
	})
}

func TestAHangupWhileSavingWaitsForIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stage.New(t, words.Danish)
		d := run(s, normal, stage.Ida)
		d.Press("k")
		d.Type("Kort.")
		d.Rapidly("ctrl+s", "ctrl+l")
		if got := len(contacts(s, stage.Ida)); got+s.Drafts() != 1 {
			t.Errorf("%d contacts and %d drafts", got, s.Drafts())
		}
	})
}
