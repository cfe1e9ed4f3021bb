package tui_test

import (
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/tuitest"
	"brobygger/tui/words"
)

func newEnv(t *testing.T) *tui.Env {
	t.Helper()
	w, err := words.Load(words.Danish)
	if err != nil {
		t.Fatal(err)
	}
	return &tui.Env{Words: w, Clock: clock{}}
}

// turned is a screen that is shown alone. It leaves with "x".
type turned struct{ got []string }

func (*turned) Sole() {}

func (s *turned) Keys() keys.Context {
	return keys.Context{Name: "keys.context.fullscreen", Kind: keys.Fullscreen, Sole: true, Bindings: []keys.Binding{{ID: "go", Keys: []string{"x"}, Label: "keys.back"}}}
}

func (s *turned) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, nil
	}
	s.got = append(s.got, keys.Name(press))
	switch keys.Name(press) {
	case "x":
		return tui.Back{}, nil
	case "s":
		return tui.Say{Text: "Mit eget."}, nil
	case "p":
		return nil, func() tea.Msg { panic("Karim") }
	}
	return tui.Pass{}, nil
}

func (s *turned) View(frame.Size) (frame.Parts, *field.Point) {
	return frame.Parts{Title: frame.Line{Left: "VENDT", Right: "i dag"}, Body: []string{"Karims plan"}}, nil
}

// below is a screen with much to say of itself.
type below struct{}

// late is what comes to below while another screen is shown alone.
type late struct{ action tui.Action }

func (s *below) Keys() keys.Context { return keys.Context{Name: "keys.context.list", Kind: keys.List} }

func (s *below) CaseID() string { return "26-7RQ4" }

func (s *below) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case late:
		return msg.action, nil
	case tea.KeyPressMsg:
		if keys.Name(msg) == "a" {
			return tui.Say{Text: "Gemt om Emil."}, nil
		}
	}
	return tui.Pass{}, nil
}

func (s *below) View(frame.Size) (frame.Parts, *field.Point) {
	return frame.Parts{Title: frame.Line{Left: "SAGER"}, Body: []string{"Emil Dahl", "Sahra Aden"}}, nil
}

func turnedApp(t *testing.T) (*tuitest.Driver, *turned) {
	t.Helper()
	s := &turned{}
	app := tui.New(tui.Options{Env: newEnv(t), Start: &below{}, NoColor: true, Idle: 10 * time.Minute, Routes: func(route string, arg any) tui.Screen {
		if route == tui.RouteCitizen && arg == "26-7RQ4" {
			return s
		}
		return &below{}
	}})
	return tuitest.Start(t, app, frame.Size{Width: 80, Height: 24}), s
}

func TestNothingIsReachedFromAScreenShownAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, s := turnedApp(t)
		d.Press("a")
		d.Wants("Gemt om Emil.")
		d.Press("f8")
		d.Wants("VENDT", "Karims plan")
		d.Lacks("Emil")
		for _, key := range []string{"esc", "f2", "ctrl+k", ":", "f8", "ctrl+o", "1", "2", "3", "4", "5", "6", "/", "ctrl+f", "k", "q", "ctrl+c", "ctrl+s", "ctrl+z", "f4"} {
			d.Press(key)
			d.Wants("VENDT", "Karims plan")
			d.Lacks("Emil", "Sahra", "Tryk q", "Der er intet")
		}
		d.Press("f1")
		d.Wants("HJÆLP")
		d.Lacks("Emil", "F8", "F2")
		d.Press("esc")
		d.Wants("VENDT")
		d.Press("f9")
		d.Wants("Brobygger")
		d.Lacks("Karim")
		d.Press("f9", "s")
		d.Wants("Mit eget.")
		d.Press("x")
		d.Wants("SAGER", "Emil Dahl")
		if len(s.got) == 0 {
			t.Error("no key reached the screen")
		}
	})
}

func TestWhatOthersSayWaits(t *testing.T) {
	for name, action := range map[string]tui.Action{
		"message": tui.Say{Text: "Emil er gemt."},
		"all":     tui.All{nil, tui.Say{Text: "Emil er gemt.", Error: true}},
		"dialog":  tui.Ask{Dialog: &tui.Dialog{Title: "Om Emil", Text: "Emil er gemt."}},
		"screen":  tui.Open{Route: "other"},
	} {
		synctest.Test(t, func(t *testing.T) {
			d, _ := turnedApp(t)
			d.Press("f8")
			d.Send(late{action})
			d.Send(action)
			d.Wants("VENDT", "Karims plan")
			d.Lacks("Emil")
			d.Press("x")
			d.Wants("Emil")
			d.Lacks("VENDT")
			if name == "message" || name == "all" {
				d.Wants("Emil er gemt.")
			}
		})
	}
}

func TestOwnFailuresAreToldWhereAScreenIsShownAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := turnedApp(t)
		d.Press("f8", "p")
		d.Wants("VENDT", "string")
		d.Lacks("Emil", "Sahra")
	})
}

func TestALockEndsWhatIsShownAlone(t *testing.T) {
	for _, how := range []string{"key", "idle"} {
		synctest.Test(t, func(t *testing.T) {
			var places [][]tui.Open
			app := tui.New(tui.Options{Env: newEnv(t), Start: &below{}, NoColor: true, Idle: 10 * time.Minute,
				Routes:   func(string, any) tui.Screen { return &turned{} },
				Remember: func(p []tui.Open) tea.Cmd { places = append(places, p); return nil },
			})
			d := tuitest.Start(t, app, frame.Size{Width: 80, Height: 24})
			d.Press("f8")
			d.Wants("VENDT")
			if how == "key" {
				d.Press("ctrl+l")
			} else {
				d.Wait(11 * time.Minute)
			}
			if !d.Ended() || app.End() != tui.Locked {
				t.Fatalf("%s: not locked", how)
			}
			if len(places) != 1 || len(places[0]) != 0 {
				t.Errorf("%s: the screen would come back: %v", how, places)
			}
		})
	}
}

func TestTheHelpSaysWhyThereIsNothingToShow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		app := tui.New(tui.Options{Env: newEnv(t), Start: nowhere{}, NoColor: true})
		d := tuitest.Start(t, app, frame.Size{Width: 80, Height: 40})
		d.Press("f8")
		d.Wants("Gå hen på en sag først.")
		d.Press("f1")
		d.Wants("F8, Ctrl+O", "Gå hen på en sag først.")
	})
}

// nowhere is a screen that stands on no case.
type nowhere struct{}

func (nowhere) Keys() keys.Context { return keys.Context{Name: "keys.context.list", Kind: keys.List} }

func (nowhere) Update(tea.Msg) (tui.Action, tea.Cmd) { return tui.Pass{}, nil }

func (nowhere) View(frame.Size) (frame.Parts, *field.Point) { return frame.Parts{}, nil }
