package person_test

import (
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/person"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakedoor"
	"brobygger/tui/words"
)

// everyKey are all keys there are: letters, digits, signs, F-keys, keys that move,
// and letters with Ctrl, Alt and both.
func everyKey() []tea.KeyPressMsg {
	var all []tea.KeyPressMsg
	for r := rune(' ' + 1); r < 0x7f; r++ {
		all = append(all, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	for _, r := range "æøåÆØÅ½§@£$€{[]}|~^¨´µ" {
		all = append(all, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	mods := []tea.KeyMod{tea.ModCtrl, tea.ModAlt, tea.ModCtrl | tea.ModAlt, tea.ModCtrl | tea.ModShift, tea.ModSuper}
	for r := 'a'; r <= 'z'; r++ {
		for _, m := range mods {
			all = append(all, tea.KeyPressMsg{Code: r, Mod: m})
		}
	}
	for r := '0'; r <= '9'; r++ {
		all = append(all, tea.KeyPressMsg{Code: r, Mod: tea.ModCtrl}, tea.KeyPressMsg{Code: r, Mod: tea.ModAlt})
	}
	special := []rune{tea.KeyEnter, tea.KeyEscape, tea.KeyTab, tea.KeySpace, tea.KeyBackspace, tea.KeyDelete, tea.KeyInsert, tea.KeyUp, tea.KeyDown,
		tea.KeyLeft, tea.KeyRight, tea.KeyHome, tea.KeyEnd, tea.KeyPgUp, tea.KeyPgDown}
	for f := tea.KeyF1; f <= tea.KeyF12; f++ {
		special = append(special, f)
	}
	for _, code := range special {
		all = append(all, tea.KeyPressMsg{Code: code})
		for _, m := range append(mods, tea.ModShift) {
			all = append(all, tea.KeyPressMsg{Code: code, Mod: m})
		}
	}
	return all
}

// others is what stands in other cases and on other screens, and in this case
// what the person may not see.
func others(w *words.Words) []string {
	out := strings.Fields("Emil Dahlby Sahra Aden Ida Lykke Yusuf Bilal Maryam Osman Nadia Dupont Håkon Strand Vestergård Åparken Brugsen netværksmøde C3HX 9MWG 7RQ4 F2JV")
	out = append(out, "00 11", "00 33", "Fars tilsagn", "Skrev til den forkerte", "boldburet", "Ringede to gange", "fætter", "beskyttet", "gå ikke alene", "i klubben igen")
	for _, key := range []string{"today.title", "keys.cases", "settings.title", "help.palette.title", "keys.contact", "keys.search", "common.quit.title",
		"case.tab.contacts", "case.tab.history", "desk.command.settings", "forms.drafts.name", "common.no.case", "common.nothing.save", "find.title"} {
		if w.Has(key) {
			out = append(out, w.T(key), strings.ToUpper(w.T(key)))
		}
	}
	return out
}

// seen says what of another case or screen stands on the screen.
func seen(screen string, forbidden []string) string {
	for _, text := range forbidden {
		if strings.Contains(screen, text) {
			return text
		}
	}
	return ""
}

// toKarim selects Karim's case in a list.
func toKarim(d *tuitest.Driver) {
	for d.Press("home"); !strings.Contains(d.Frame(), "> 26-7RQ4"); d.Press("down") {
		continue
	}
}

func TestNoKeyLeadsToAnythingElse(t *testing.T) {
	for _, from := range [][]string{nil, {"2"}, {"enter"}, {"k"}} {
		for _, then := range [][]string{nil, {"down", "down"}, {"f1"}, {"down", "e"}, {"t"}, {"esc"}} {
			synctest.Test(t, func(t *testing.T) {
				th := newTheater(t, words.Danish)
				th.store.Vault.Demo = false // the banner has a word of another screen
				forbidden := others(th.words)
				sh, d := th.run(normal)
				d.Press(from...)
				if len(from) > 0 && from[0] == "2" {
					toKarim(d)
				}
				d.Press("f8")
				d.Press(then...)
				for _, key := range everyKey() {
					if key.Mod == tea.ModCtrl && (key.Code == 'l' || key.Code == 'd') || key.Code == tea.KeyF9 && key.Mod == 0 {
						continue // they lock and cover
					}
					d.Send(key)
					if d.Ended() {
						t.Fatalf("from %v, %v: %s ended the program: %v", from, then, key, sh.End())
					}
					screen := d.Frame()
					if what := seen(screen, forbidden); what != "" || !strings.Contains(screen, "Karims plan") && !strings.Contains(screen, "Vis for borger") {
						t.Fatalf("from %v, %v: %s shows %q:\n%s", from, then, key, what, screen)
					}
				}
			})
		}
	}
}

func TestNoClickLeadsToAnythingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		th := newTheater(t, words.Danish)
		th.store.Vault.Demo = false
		set := th.store.Settings()
		set.Mouse = true
		if err := th.store.PutSettings(t.Context(), set); err != nil {
			t.Fatal(err)
		}
		forbidden := others(th.words)
		d := th.shown(normal)
		for y := range normal.Height {
			for x := 0; x < normal.Width; x += 3 {
				at := tea.Mouse{X: x, Y: y, Button: tea.MouseLeft}
				d.Send(tea.MouseClickMsg(at))
				d.Send(tea.MouseReleaseMsg(at))
				if d.View().Content != "" && strings.Contains(d.Frame(), "Brobygger") {
					d.Press("f9") // a click on the hint for it covers
				}
				screen := d.Frame()
				if what := seen(screen, forbidden); what != "" {
					t.Fatalf("a click on %d,%d shows %q:\n%s", x, y, what, screen)
				}
				if !strings.Contains(screen, "Jeg vil gøre") {
					d.Press("esc", "esc")
					if strings.Contains(d.Frame(), "Herfra går") {
						d.Press("esc")
					}
				}
			}
		}
		d.Wheel(40)
		d.Wheel(-40)
		d.Wants("Karims plan")
	})
}

func TestNothingOfOtherScreensComesOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		th := newTheater(t, words.Danish)
		th.store.Vault.Demo = false
		_, d := th.run(normal)
		d.Press("2", "down")
		other := &tui.Dialog{Title: "Emil", Text: "Emil"}
		d.Send(tui.Say{Text: "Emil er gemt."}) // a message that is still there
		d.Wants("Emil er gemt.")
		toKarim(d)
		d.Press("f8")
		d.Wants("Karims plan")
		d.Lacks("Emil")
		for _, msg := range []tea.Msg{
			tui.Say{Text: "Emil er gemt.", Error: true}, tui.Ask{Dialog: other}, tui.Open{Route: desk.RouteCase, Arg: desk.CaseArg{ID: th.Emil}},
			tui.Push{Screen: person.New(desk.New(&tui.Env{Words: th.words, Clock: th}, th.store), th.door, th.Emil)},
			tui.Crash{Type: "emil"}, desk.Changed{}, desk.Changed{Cases: []string{th.Emil}},
			tui.All{tui.Say{Text: "Emil"}, tui.Back{Say: "Emil"}},
		} {
			d.Send(msg)
			d.Wants("Karims plan", "Kun planen vises her.")
			if what := seen(d.Frame(), others(th.words)); what != "" {
				t.Fatalf("%T shows %q:\n%s", msg, what, d.Frame())
			}
		}
		d.Press("esc")
		d.Type(fakedoor.Passphrase)
		d.Press("enter")
		d.Wants("mil") // what waited is told now
	})
}

func TestWhateverIsPressed(t *testing.T) {
	pressed := []string{"a", "e", "t", "j", "n", "1", "2", "5", "space", "enter", "tab", "up", "down", "down", "pgup", "pgdown", "home", "end",
		"backspace", "ctrl+z", "ctrl+s", "f1", "f2", "f8", "esc", "esc", "?", "q"}
	tuitest.Monkey(t, pressed, func(t *testing.T) (*tuitest.Driver, func() string) {
		th := newTheater(t, words.English)
		forbidden := others(th.words)
		app, d := th.alone(normal, th.Karim)
		worker := th.Case(th.Karim).WorkerStanding(cases.ArenaSchool, th.Case(th.Karim).Opened.AddDays(365))
		return d, func() string {
			if app.End() == tui.Crashed {
				return "crashed in " + app.Crash().Place()
			}
			if what := seen(d.Frame(), forbidden); what != "" {
				return "shows " + what
			}
			if now := th.Case(th.Karim).WorkerStanding(cases.ArenaSchool, th.Case(th.Karim).Opened.AddDays(365)); now.Now.ID != worker.Now.ID {
				return "the worker's score is another"
			}
			return ""
		}
	})
}

func TestAWindowTooSmall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newTheater(t, words.Danish).shown(frame.Size{Width: 20, Height: 5})
		d.Wants("Gør vinduet større")
		d.Lacks("Karim")
	})
}
