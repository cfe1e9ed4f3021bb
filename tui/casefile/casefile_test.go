package casefile_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/history"
	"brobygger/tui"
	"brobygger/tui/casefile"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/words"
)

type clock struct{ now func() time.Time }

func (c clock) Now() time.Time { return c.now() }

// opened is a screen that another package would make: it says what it was opened
// with.
type opened struct{ text string }

func (o opened) Update(tea.Msg) (tui.Action, tea.Cmd) { return tui.Pass{}, nil }
func (o opened) Keys() keys.Context                   { return keys.Context{Name: "keys.context.list"} }
func (o opened) View(frame.Size) (frame.Parts, *field.Point) {
	return frame.Parts{Body: frame.Wrap(o.text, 70)}, nil
}

func newDesk(t testing.TB, s *fakestore.Store, l words.Language) *desk.Desk {
	t.Helper()
	w, err := words.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	return desk.New(&tui.Env{Words: w, Clock: clock{s.Clock}, User: "Amira"}, s)
}

// app starts with a case over a desk; other routes give a screen that names them.
func app(d *desk.Desk, arg desk.CaseArg) *tui.App {
	return tui.New(tui.Options{Env: d.Env, Start: casefile.New(d, arg), NoColor: true, Routes: func(route string, arg any) tui.Screen {
		if s := casefile.Route(d, route, arg); s != nil {
			return s
		}
		return &opened{fmt.Sprintf("route %s %v", route, arg)}
	}})
}

var wide = frame.Size{Width: 80, Height: 24}

// texts are what people wrote in the sample: their words are theirs.
func texts(p *sample.Sample) []string {
	out := []string{"Amira Noor", "Bo Lindved", "Amira N.", "Amira", "Lone", "Karim"}
	for _, id := range []string{p.Karim, p.Sahra} {
		c := p.Case(id)
		for _, n := range c.Contacts {
			out = append(out, strings.Fields(n.Text)...)
		}
	}
	return out
}

func run(t *testing.T, size frame.Size, arg func(*sample.Sample) desk.CaseArg, do func(t *testing.T, s *fakestore.Store, p *sample.Sample, d *tuitest.Driver)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		do(t, s, p, tuitest.Start(t, app(newDesk(t, s, words.Danish), arg(p)), size))
	})
}

func karim(p *sample.Sample) desk.CaseArg { return desk.CaseArg{ID: p.Karim} }

func TestGolden(t *testing.T) {
	for _, l := range words.Languages() {
		for _, size := range []frame.Size{{Width: 40, Height: 12}, {Width: 80, Height: 24}, {Width: 120, Height: 30}, {Width: 140, Height: 40}} {
			for _, tab := range []string{"overview", "contacts", "network", "history"} {
				name := fmt.Sprintf("%s-%s-%dx%d", tab, l, size.Width, size.Height)
				t.Run(name, func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						s := fakestore.New()
						p := sample.Fill(t, s)
						d := tuitest.Start(t, app(newDesk(t, s, l), desk.CaseArg{ID: p.Karim, Tab: tab}), size)
						f := d.Frame()
						tuitest.Check(t, f, size, l, texts(p)...)
						tuitest.Golden(t, name, f)
					})
				})
			}
		}
	}
}

// secrets are what tells where somebody lives whose address is protected.
var secrets = []string{"Åparken 34", "00 11 22 33", "00 11 22 44", "00 55 66 77", "03-001-03", "Søndre Blok", "00 33 44 55"}

func TestProtectedIsHiddenUntilAskedFor(t *testing.T) {
	for _, tab := range []string{"overview", "contacts", "network", "history"} {
		for _, size := range []frame.Size{wide, {Width: 140, Height: 40}} {
			run(t, size, func(p *sample.Sample) desk.CaseArg { return desk.CaseArg{ID: p.Karim, Tab: tab} }, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
				for range 20 {
					d.Lacks(secrets...)
					if tab != "overview" {
						d.Press("enter") // the text has the whole body
						d.Lacks(secrets...)
						d.Press("esc")
					}
					d.Press("down")
				}
			})
		}
	}
	run(t, wide, karim, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
		d.Wants("BESKYTTET ADRESSE", "skjult, F4 eller Ctrl+R viser")
		d.Press("f4")
		d.Wants("Åparken 34, 4. th.", "03-001-03")
		d.Press("ctrl+r")
		d.Lacks(secrets...)
		d.Press("ctrl+r")
		d.Press("tab", "tab", "tab", "down") // to the mother
		d.Wants("Amal Farah (mor)", "beskyttet", "skjult")
		d.Lacks(secrets...)
		d.Press("f4")
		d.Wants("Søndre Blok 41, 2. tv.", "00 33 44 55")
		d.Press("up", "down")
		d.Lacks(secrets...)
		d.Press("tab", "tab", "tab", "down") // Bo's telephone number, which is one of two versions
		d.Lacks(secrets...)
		d.Press("f4")
		d.Wants("00 55 66 77")
		d.Press("k", "esc")
		d.Lacks(secrets...)
	})
}

func TestOverview(t *testing.T) {
	run(t, wide, karim, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
		d.Wants("26-7RQ4 Karim F., 15 år", "mentorforløb · relation", "Amira · Bo (vikar)", "GÅ IKKE ALENE", "TOLK: arabisk",
			"To udgaver af telefon", "! 6 dage", "ingen kontakt siden 17-11 (grænse 14 dage)", "to 10-12 14.00", "opfølgning på planen, 42 dage efter 01-09",
			"der er ikke skrevet nogen mentor på sagen")
		d.Press("end")
		d.Wants("26-9MWG  Sahra A. · fætter og kusine", "Medarbejder", "Stedfortræder", "Bo Lindved", "Alder ved start", "Mentor", "! ikke skrevet. Vælg Ny mentor (F2).", "Planen følges op  ti 13-10-2026", "siden 31-08-2026 (uge 15)", "Oplyst om sagen   10-08-2026", "Skolen: I skole alle dage frem til jul")
		d.Press("home", "t")
		d.Wants("route versions")
	})
}

func TestClosedCase(t *testing.T) {
	run(t, wide, func(p *sample.Sample) desk.CaseArg { return desk.CaseArg{ID: p.Haakon} }, func(t *testing.T, _ *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		d.Wants("afsluttet 11-09-2026: målet nået", "Han er i lære og har det godt.", "efterkontakt")
		d.Press("p")
		d.Wants("Sagen er afsluttet. Tryk a for at genåbne den.")
		d.Press("a")
		d.Wants("route reopen " + p.Haakon)
	})
}

func TestStruckAndErased(t *testing.T) {
	run(t, wide, func(p *sample.Sample) desk.CaseArg { return desk.CaseArg{ID: p.Karim, Tab: "contacts"} }, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
		d.Wants("fjernet 21-10-2026", "streget ud: Skrev")
		d.Lacks("Noget, der ikke hører til her")
		d.Press("down", "down", "down")
		d.Wants("Fjernet 21-10-2026 af Amira Noor: er ikke nødvendig")
		d.Press("r")
		d.Wants("Det er fjernet.")
		d.Press("down")
		d.Wants("Streget ud 06-10-2026 af Amira Noor: forkert modtager", "Skrev til den forkerte Karim.")
		d.Press("m")
		d.Wants("Det er streget ud.")
	})
}

func TestKeysLeadToForms(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		case_, thing := p.Karim, func(e cases.EntryID) string { return fmt.Sprintf("{%s %s}", p.Karim, e) }
		for _, c := range []struct {
			tab     string
			presses []string
			want    string
		}{
			{"overview", []string{"k"}, "route contact " + case_},
			{"overview", []string{"r"}, "route edit-case " + case_},
			{"overview", []string{"o"}, "route follow-up " + thing("")},
			{"overview", []string{"n"}, "route follow-up " + thing("")},
			{"overview", []string{"p"}, "route phase " + case_},
			{"overview", []string{"a"}, "route close " + case_},
			{"overview", []string{"l"}, "route link " + case_},
			{"overview", []string{"enter"}, "route versions " + case_},
			{"overview", []string{"down", "down", "enter"}, "route contact " + case_},
			{"overview", []string{"down", "down", "down", "down", "enter"}, "route follow-up " + thing(p.FollowUp)},
			{"overview", []string{"down", "down", "down", "down", "s"}, "route strike " + thing(p.FollowUp)},
			{"contacts", []string{"k"}, "route contact " + case_},
			{"contacts", []string{"n"}, "route contact " + case_},
			{"contacts", []string{"m"}, "route move " + thing(p.Call)},
			{"contacts", []string{"s"}, "route strike " + thing(p.Call)},
			{"contacts", []string{"down", "x"}, "route erase " + thing(p.Visit)},
			{"contacts", []string{"enter", "right", "s"}, "route strike " + thing(p.Visit)},
			{"network", []string{"n"}, "route party " + thing("")},
			{"network", []string{"r"}, "route party " + thing(p.Lone)},
			{"network", []string{"down", "x"}, "route erase " + thing(p.Mother)},
		} {
			d := tuitest.Start(t, app(newDesk(t, s, words.Danish), desk.CaseArg{ID: p.Karim, Tab: c.tab}), frame.Size{Width: 120, Height: 30})
			d.Press(c.presses...)
			// The frame of the fake screen wraps its words.
			if got := strings.Join(strings.Fields(d.Frame()), " "); !strings.Contains(got, c.want) {
				t.Errorf("%s %q: no %q in\n%s", c.tab, c.presses, c.want, d.Frame())
			}
			d.Stop()
		}
	})
}

func TestOpenedOnAnEntry(t *testing.T) {
	run(t, wide, func(p *sample.Sample) desk.CaseArg {
		return desk.CaseArg{ID: p.Karim, Tab: "contacts", Entry: p.Visit}
	}, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
		d.Wants("[Kontakter 5]", "Lone Vestergård (klasselærer)", "Brohøjskolen", "brobyggende", "Skolen, Jobbet")
		d.Press("enter")
		d.Wants("Vi øver den på torsdag. Han fortæller det selv til mor.")
	})
}

func TestDonePostponedUndone(t *testing.T) {
	run(t, wide, karim, func(t *testing.T, s *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		d.Press("g")
		d.Wants("Gå hen på en linje under Det næste først.")
		d.Press("down", "down", "down", "down", "g")
		d.Wants("Gjort.")
		d.Lacks("øve jobsamtale, her")
		d.Press("ctrl+z")
		d.Wants("Fortrudt.", "øve jobsamtale, her")
		d.Press("up", "up", "u") // on no contact for too long
		d.Wants("Til hvornår?", "Karim F.")
		d.Press("enter")
		d.Wants("Skal udfyldes.")
		d.Type("+40")
		d.Press("enter")
		d.Wants("Højst 30 dage frem.")
		for range 3 {
			d.Press("backspace")
		}
		d.Type("fr")
		d.Wants("= fr 11-12-2026")
		d.Press("enter")
		d.Wants("Udsat.", "fr 11-12")
		d.Lacks("! 6 dage")
		if n := s.Saves(); n < 3 {
			t.Errorf("%d saves", n)
		}
	})
}

func TestSaveThatFails(t *testing.T) {
	run(t, wide, karim, func(t *testing.T, s *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
		s.FailWith(cases.ErrDiskFull)
		d.Press("down", "down", "down", "down", "g")
		d.Wants("Disken er fuld.", "øve jobsamtale, her")
	})
}

func TestReadingALongText(t *testing.T) {
	run(t, wide, karim, func(t *testing.T, _ *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		text := "Første linje.\n" + strings.Repeat("Endnu en linje om ugen.\n", 40) + "Sidste linje."
		p.Note(p.Karim, sample.At(12, 5, 9, 0), cases.ContactForm{Channel: cases.ChannelLetter, Text: text})
		d.Send(desk.Changed{Cases: []string{p.Karim}})
		d.Press("tab")
		d.Wants("Første linje.", "linjer mere (Enter)")
		d.Lacks("Sidste linje.")
		d.Press("enter")
		d.Wants("Første linje.")
		d.Press("end")
		d.Wants("Sidste linje.")
		d.Press("pgup", "up", "home")
		d.Wants("Første linje.")
		d.Press("right")
		d.Wants("Ringede to gange.")
		d.Press("left")
		d.Wants("Første linje.")
		d.Press("esc")
		d.Wants("[Kontakter 6]", "1 af 6")
	})
}

func TestHistoryLeadsToTheThing(t *testing.T) {
	run(t, wide, func(p *sample.Sample) desk.CaseArg { return desk.CaseArg{ID: p.Karim, Tab: "history"} }, func(t *testing.T, _ *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		d.Wants("denne computer", "Underskrift: i orden")
		d.Press("down")
		d.Wants("Rettet: telefon", "Bo Lindved", "computer 00000000000000d2")
		d.Press("f")
		d.Type("kontakt 17-11")
		d.Press("enter")
		d.Wants("Vi øver den på torsdag.", "Underskrift: i orden")
		d.Press("v")
		d.Wants("[Kontakter 5]", "Lone Vestergård (klasselærer)")
	})
}

// changed is a store whose case is not what it was.
type changed struct {
	*fakestore.Store
	read func(c *cases.Case, err error) (*cases.Case, error)
}

// Case implements [cases.Store].
func (c changed) Case(ctx context.Context, id string) (*cases.Case, error) {
	return c.read(c.Store.Case(ctx, id))
}

func TestSignaturesThatAreNotInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		dk := newDesk(t, s, words.Danish)
		dk.Store = changed{s, func(c *cases.Case, err error) (*cases.Case, error) {
			var all []*history.Entry
			for i, e := range c.State.Order {
				e := *e
				switch len(c.State.Order) - i {
				case 2:
					e.Trust = history.TrustForged
				case 3:
					e.Trust = history.TrustUnknown
				case 4:
					e.Trust = history.TrustUnchecked
				}
				all = append(all, &e)
			}
			return cases.Read(c.ID, all, s.Authors()), err
		}}
		d := tuitest.Start(t, app(dk, desk.CaseArg{ID: p.Karim}), frame.Size{Width: 100, Height: 50})
		d.Wants("2 linjer tæller ikke med", "Sagen mangler noget")
		d.Press("shift+tab", "home")
		d.Wants("forkert", "ukendt", "–", "i orden")
		d.Press("f")
		d.Type("bo l")
		d.Wants("Underskriften passer ikke til det, der står. Det tæller ikke med.")
		d.Press("tab", "x")
		d.Wants("Det tæller ikke med, så der er intet at strege ud eller fjerne.")
	})
}

func TestCaseThatCannotBeOpened(t *testing.T) {
	for err, want := range map[error]string{
		cases.ErrNotSealedToMe: "Sagen er ikke låst til din nøgle.",
		cases.ErrNotFound:      "Det findes ikke her.",
		cases.ErrDamaged:       "lagt til side",
	} {
		synctest.Test(t, func(t *testing.T) {
			s := fakestore.New()
			dk := newDesk(t, s, words.Danish)
			dk.Store = changed{s, func(*cases.Case, error) (*cases.Case, error) { return nil, fmt.Errorf("open: %w", err) }}
			d := tuitest.Start(t, app(dk, desk.CaseArg{ID: "nowhere"}), wide)
			d.Wants(want)
			d.Press("tab", "r", "g", "enter", "f4", "x") // nothing to do, nothing breaks
			d.Wants(want)
		})
	}
}

func TestDeletedWhileOpen(t *testing.T) {
	run(t, wide, karim, func(t *testing.T, s *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		d.Press("end")
		d.Press("enter")
		d.Wants("26-9MWG Sahra A.")
		if _, err := s.Delete(t.Context(), p.Sahra, ""); err != nil {
			t.Fatal(err)
		}
		d.Send(desk.Changed{Cases: []string{p.Sahra}})
		d.Wants("Sagen er slettet.", "26-7RQ4 Karim F.")
	})
}

func TestLateAnswerIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		slow := time.Second
		dk := newDesk(t, s, words.Danish)
		dk.Store = changed{s, func(c *cases.Case, err error) (*cases.Case, error) {
			wait := slow
			slow = 0
			time.Sleep(wait)
			return c, err
		}}
		d := tuitest.Start(t, app(dk, desk.CaseArg{ID: p.Emil}), wide)
		d.Wants("Henter sagen …")
		p.Follow(p.Emil, sample.At(12, 7, 8, 0), sample.On(8), "noget nyt", "")
		d.Send(desk.Changed{})
		d.Wants("noget nyt")
		d.Wait(2 * time.Second)
		d.Wants("noget nyt")
	})
}

func TestHarmless(t *testing.T) {
	run(t, wide, karim, func(t *testing.T, s *fakestore.Store, p *sample.Sample, d *tuitest.Driver) {
		name, place := "Ka\x1b[2Jrim \u202eFarah", "by\x07en\tnu"
		p.Do(p.Karim, sample.At(12, 5, 9, 0), func(c *cases.Case) (cases.Write, error) {
			return c.Edit(cases.CaseEdit{Name: &name}, sample.On(7).Date)
		})
		p.Note(p.Karim, sample.At(12, 6, 9, 0), cases.ContactForm{Channel: cases.ChannelLetter, Place: place, Text: "Et\x1b]0;x\x07 brev"})
		d.Send(desk.Changed{})
		for range 5 {
			if screen := d.View().Content; strings.ContainsAny(screen, "\x07\u202e\t") || strings.Contains(screen, "\x1b[2J") || strings.Contains(screen, "\x1b]") {
				t.Errorf("not harmless: %q", screen)
			}
			d.Press("tab")
		}
	})
}

func TestNothingBreaksIt(t *testing.T) {
	pressed := []string{"down", "down", "up", "pgdown", "pgup", "home", "end", "tab", "tab", "shift+tab", "enter", "esc", "left", "right", "f", "a", "g", "u", "f4", "r", "s", "x", "m", "ctrl+z", ":", "?", "t", "ø", "backspace"}
	tuitest.Monkey(t, pressed, func(t *testing.T) (*tuitest.Driver, func() string) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		a := app(newDesk(t, s, words.Danish), desk.CaseArg{ID: p.Karim})
		return tuitest.Start(t, a, wide), func() string {
			if a.End() == tui.Crashed {
				return a.Crash().Place() + a.Crash().Stack
			}
			return ""
		}
	})
}
