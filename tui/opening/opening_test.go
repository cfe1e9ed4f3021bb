package opening_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/door"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/opening"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakedoor"
	"brobygger/tui/words"
)

type clock struct{}

func (clock) Now() time.Time {
	return time.Date(2026, 12, 7, 8, 41, 0, 0, time.FixedZone("", 3600))
}

// today is what follows when a vault is open.
type today struct{}

func (today) Update(tea.Msg) (tui.Action, tea.Cmd) { return tui.Pass{}, nil }
func (today) Keys() keys.Context                   { return keys.Context{Name: "keys.context.list"} }
func (today) View(frame.Size) (frame.Parts, *field.Point) {
	return frame.Parts{Title: frame.Line{Left: "I DAG"}}, nil
}

// person is somebody before the screens of a computer.
type person struct {
	*tuitest.Driver
	t      *testing.T
	door   *fakedoor.Door
	app    *tui.App
	stores []cases.Store
	never  []string // what may stand on no frame
	keys   int      // pressed, typed text not counted
}

var normal = frame.Size{Width: 80, Height: 24}

// sit starts the screens in a window.
func sit(t *testing.T, d *fakedoor.Door, l words.Language, size frame.Size) *person {
	t.Helper()
	w, err := words.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	p := &person{t: t, door: d}
	env := &tui.Env{Words: w, Clock: clock{}}
	p.app = tui.New(tui.Options{Env: env, NoColor: true, Start: opening.New(env, d, func(s cases.Store) tui.Action {
		p.stores = append(p.stores, s)
		return tui.Home{Screen: &today{}}
	})})
	p.Driver = tuitest.Start(t, p.app, size)
	return p
}

// at plays in a window of 80 by 24, in Danish.
func at(t *testing.T, d *fakedoor.Door, do func(p *person)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { do(sit(t, d, words.Danish, normal)) })
}

// Press presses keys and looks at every frame.
func (p *person) Press(names ...string) {
	p.t.Helper()
	for _, name := range names {
		p.keys++
		p.Driver.Press(name)
		p.guard()
	}
}

// Type types a text and looks at every frame.
func (p *person) Type(text string) {
	p.t.Helper()
	for _, msg := range tuitest.Keys(text) {
		p.Send(msg)
		p.guard()
	}
}

func (p *person) guard() {
	p.t.Helper()
	if len(p.never) > 0 {
		p.Lacks(p.never...)
	}
}

const paper = "t4h5 0z6d p37j 7lsn l9f8 w2rc q8ut mx4z whdm fq6y qlcs 50xp sglt 4gj5 2v"

// The ways to the steps of a new vault.
func toWho(p *person) { p.Press("3") }
func toWords(p *person) {
	toWho(p)
	p.Type("Amira Noor")
	p.Press("tab", "m", "tab")
	p.Type("Åparken")
	p.Press("enter")
}
func toShow(p *person) {
	toWords(p)
	p.Type(fakedoor.Passphrase)
	p.Press("enter", "enter")
}
func toBack(p *person) {
	toShow(p)
	p.Type("Mette Holm og Vagn Lund")
	p.Press("enter")
	p.Type("pengeskabet på kontoret")
	p.Press("enter")
}

// scene is a screen that can be come to.
type scene struct {
	name string
	door func() *fakedoor.Door
	to   func(p *person)
	user []string // words on it that are no language's
}

func state(s door.State) func() *fakedoor.Door {
	return func() *fakedoor.Door { return fakedoor.Situated(s) }
}

func trouble(err error) func() *fakedoor.Door {
	return func() *fakedoor.Door {
		d := fakedoor.Situated(door.Trouble)
		d.At.Err = fmt.Errorf("/home/amira: %w", err)
		return d
	}
}

func stay(*person) {}

func scenes() []scene {
	slow := func() *fakedoor.Door {
		d := fakedoor.New()
		d.Takes = time.Minute
		return d
	}
	return []scene{
		{"welcome", fakedoor.New, stay, nil},
		{"welcome-synced", func() *fakedoor.Door {
			d := fakedoor.New()
			d.At.Dir, d.At.SyncedBy = "/home/amira/OneDrive - Brohøj Kommune/Dokumenter/Brobygger", "OneDrive"
			return d
		}, stay, nil},
		{"welcome-folder", fakedoor.New, func(p *person) { p.Press("r") }, nil},
		{"welcome-join", fakedoor.New, func(p *person) { p.Press("2") }, nil},
		{"welcome-demo", slow, func(p *person) { p.Press("1"); p.Wait(40 * time.Second) }, nil},
		{"again", fakedoor.New, func(p *person) { p.Press("4", "enter") }, nil},
		{"found-1-who", fakedoor.New, toWho, nil},
		{"found-2-words", fakedoor.New, toWords, nil},
		{"found-2-own", fakedoor.New, func(p *person) { toWords(p); p.Type("min egen"); p.Press("enter", "enter") }, nil},
		{"found-3-show", fakedoor.New, toShow, nil},
		{"found-3-code", fakedoor.New, func(p *person) { toShow(p); p.Press("f4") }, nil},
		{"found-4-back", fakedoor.New, func(p *person) { toBack(p); p.Type(strings.Replace(paper[:34], "7lsn", "7lsx", 1)) }, nil},
		{"found-4-making", slow, func(p *person) { toBack(p); p.Type(paper); p.Press("enter") }, nil},
		{"found-4-folder", func() *fakedoor.Door {
			d := fakedoor.New()
			d.MakeErr = cases.ErrNoPermission
			return d
		}, func(p *person) { toBack(p); p.Type(paper); p.Press("enter") }, nil},
		{"found-leave", fakedoor.New, func(p *person) { toWords(p); p.Press("esc", "esc") }, nil},
		{"unlock", state(door.Sealed), stay, nil},
		{"unlock-wrong", state(door.Sealed), func(p *person) { p.Type("noget andet"); p.Press("enter") }, nil},
		{"unlock-plain", func() *fakedoor.Door {
			d := fakedoor.Situated(door.Plain)
			d.At.Demo, d.At.AfterLock = true, true
			return d
		}, stay, nil},
		{"unlock-nokey", func() *fakedoor.Door {
			d := fakedoor.Situated(door.NoKey)
			d.At.KeyFile = "/home/amira/.local/state/brobygger/" + strings.Repeat("4f", 32) + "/identity"
			return d
		}, stay, nil},
		{"unlock-damaged", trouble(cases.ErrDamaged), stay, nil},
		{"unlock-newer", trouble(cases.ErrNewerVersion), stay, nil},
		{"unlock-permission", trouble(cases.ErrNoPermission), stay, nil},
		{"forgotten-alone", state(door.Sealed), func(p *person) { p.Press("f5") }, nil},
		{"forgotten-team", func() *fakedoor.Door {
			d := fakedoor.Situated(door.Sealed)
			d.At.Alone = false
			return d
		}, func(p *person) { p.Press("f5") }, nil},
	}
}

func TestGolden(t *testing.T) {
	for _, s := range scenes() {
		for _, l := range words.Languages() {
			for _, size := range []frame.Size{{Width: 40, Height: 12}, {Width: 80, Height: 24}, {Width: 120, Height: 30}, {Width: 140, Height: 40}} {
				name := fmt.Sprintf("%s-%s-%dx%d", s.name, l, size.Width, size.Height)
				t.Run(name, func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						p := sit(t, s.door(), l, size)
						s.to(p)
						f := p.Frame()
						tuitest.Check(t, f, size, l, s.user...)
						tuitest.Golden(t, name, f)
					})
				})
			}
		}
	}
}

// TestTheFirstFrameWaitsForNoDisk: the program is there before the folder has
// answered, and what is typed before it has goes nowhere.
func TestTheFirstFrameWaitsForNoDisk(t *testing.T) {
	d := fakedoor.Situated(door.Sealed)
	d.Looking = 10 * time.Second
	at(t, d, func(p *person) {
		p.Wants("Brobygger")
		p.Lacks("Lås op", "Velkommen")
		p.Driver.Type("tastet forud\n")
		p.Wait(10 * time.Second)
		p.Wants("Lås op", "Kodesætning  [     ")
		p.Lacks("•", "passer ikke")
	})
}

func TestLanguage(t *testing.T) {
	at(t, fakedoor.New(), func(p *person) {
		p.Wants("dansk   (e English)", "Velkommen")
		p.Press("E")
		p.Wants("English   (e dansk)", "Welcome")
		p.Press("e")
		p.Wants("Velkommen")
		p.Press("e", "1")
		if len(p.stores) != 1 || p.stores[0].Settings().Lang != "en" {
			t.Error("the language chosen at the door is not that of the vault")
		}
	})
	at(t, fakedoor.New(), func(p *person) {
		set := cases.DefaultSettings()
		p.Press("1")
		if got := p.stores[0].Settings().Lang; got != set.Lang {
			t.Errorf("nobody chose a language, and it is %q", got)
		}
	})
}

// TestEscNeverCloses: Esc goes back from everywhere, closes nowhere, and where
// there is nothing to go back to it says how to close.
func TestEscNeverCloses(t *testing.T) {
	for _, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			at(t, s.door(), func(p *person) {
				s.to(p)
				p.Wait(2 * time.Minute)
				for range 12 {
					p.Press("esc")
					if p.Ended() {
						t.Fatal("Esc closes the program")
					}
					if strings.Contains(p.Frame(), "Vil du opgive") {
						p.Press("j")
					}
				}
				if f := p.Frame(); !strings.Contains(f, "for at lukke.") && !strings.Contains(f, "I DAG") {
					t.Errorf("Esc leads nowhere:\n%s", f)
				}
			})
		})
	}
}

func TestClosing(t *testing.T) {
	at(t, fakedoor.New(), func(p *person) {
		p.Press("ctrl+c")
		p.Wants("Tryk q for at lukke.")
		p.Press("q")
		p.Wants("Vil du lukke?")
		p.Press("j")
		if !p.Ended() || p.app.End() != tui.Closed {
			t.Error("it did not close")
		}
	})
	// In a passphrase q is a letter.
	at(t, fakedoor.Situated(door.Sealed), func(p *person) {
		p.Press("ctrl+c")
		p.Wants("Tryk Ctrl+Q for at lukke.")
		p.Press("q")
		p.Wants("[•  ")
		p.Press("ctrl+q")
		p.Wants("Vil du lukke?")
		p.Press("n")
		p.Wants("[•  ")
		p.Press("ctrl+q", "enter")
		if !p.Ended() {
			t.Error("it did not close")
		}
	})
}

// TestLockHoldsEverywhere: also before anything is open, since somebody may be
// in the middle of a nødnøgle.
func TestLockHoldsEverywhere(t *testing.T) {
	for _, s := range scenes() {
		at(t, s.door(), func(p *person) {
			s.to(p)
			p.Press("ctrl+l")
			if !p.Ended() || p.app.End() != tui.Locked {
				t.Errorf("%s does not lock", s.name)
			}
			if f := strings.TrimSpace(p.Frame()); f != "" {
				t.Errorf("%s leaves a frame:\n%s", s.name, f)
			}
		})
	}
}

func TestHelp(t *testing.T) {
	for _, s := range scenes() {
		at(t, s.door(), func(p *person) {
			s.to(p)
			p.Press("f1")
			if strings.HasSuffix(s.name, "-join") || s.name == "found-leave" {
				return // a dialog stands over the screen
			}
			p.Wants("HJÆLP · ")
		})
	}
	for _, c := range []struct {
		door *fakedoor.Door
		to   func(p *person)
	}{{fakedoor.New(), stay}, {fakedoor.Situated(door.NoKey), stay}, {fakedoor.Situated(door.Sealed), func(p *person) { p.Press("f5") }}} {
		at(t, c.door, func(p *person) {
			c.to(p)
			p.Press("?")
			p.Wants("HJÆLP · ")
		})
	}
	// What needs an open vault is not offered before there is one.
	at(t, fakedoor.Situated(door.Sealed), func(p *person) {
		p.Press("f2")
		p.Wants("glemt kodesætning?")
		p.Lacks("Sager", "I dag", "kontakt")
	})
}

// TestAnythingMayHappen presses keys and changes the window's size at random:
// nothing fails, no frame is larger than its window, and each has its key line.
func TestAnythingMayHappen(t *testing.T) {
	pressed := []string{"enter", "esc", "tab", "shift+tab", "up", "down", "left", "right", "1", "2", "3", "4", "r", "e", "m", "j", "n", "f4", "f5", "f6",
		"ctrl+r", "ctrl+e", "ctrl+t", "f1", "f2", "backspace", "ctrl+u", "ctrl+s", "ctrl+z", "pgdown", "space", "æ", "altgr+@", "ctrl+o"}
	scenes := scenes()
	rapid.Check(t, func(r *rapid.T) {
		s := rapid.SampledFrom(scenes).Draw(r, "scene")
		l := rapid.SampledFrom(words.Languages()).Draw(r, "language")
		type step struct {
			key           string
			width, height int
		}
		steps := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) step {
			if rapid.IntRange(0, 4).Draw(r, "resize") == 0 {
				return step{"", rapid.IntRange(1, 150).Draw(r, "width"), rapid.IntRange(1, 45).Draw(r, "height")}
			}
			return step{key: rapid.SampledFrom(pressed).Draw(r, "key")}
		}), 40, 40).Draw(r, "steps")
		fault := ""
		synctest.Test(t, func(t *testing.T) {
			p := sit(t, s.door(), l, normal)
			s.to(p)
			for _, step := range steps {
				if step.key == "" {
					p.Resize(step.width, step.height)
				} else {
					p.Driver.Press(step.key)
				}
				if p.app.End() == tui.Crashed {
					fault = p.app.Crash().Type + "\n" + p.app.Crash().Stack
				}
				if p.Ended() {
					return
				}
				f := p.Frame()
				if len(strings.Fields(f)) == 2 { // the list of commands covered it: a clock and a name
					continue
				}
				// Only the English words are let pass: keys type them.
				for _, one := range tuitest.Faults(f, p.Size(), words.English) {
					fault = one + "\n" + f
					return
				}
			}
		})
		if fault != "" {
			r.Fatalf("%s: %s", s.name, fault)
		}
	})
}
