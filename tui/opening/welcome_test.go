package opening_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/tui/door"
	"brobygger/tui/tuitest/fakedoor"
)

func TestTheFourWays(t *testing.T) {
	// By digit, by arrows and Enter, and round the ends.
	for _, press := range [][]string{{"1"}, {"enter"}, {"down", "up", "enter"}, {"down", "down", "down", "down", "enter"}, {"up", "up", "up", "up", "enter"}} {
		at(t, fakedoor.New(), func(p *person) {
			p.Press(press...)
			p.Wants("I DAG")
			if got := p.door.Opened(); len(got) != 1 || got[0] != "demo" || len(p.stores) != 1 {
				t.Errorf("%q opened %q", press, got)
			}
		})
	}
	at(t, fakedoor.New(), func(p *person) {
		p.Press("2")
		p.Wants("arkiv ét medlem", "nøgleansvarlige")
		p.Press("enter")
		p.Lacks("arkiv ét medlem")
		p.Wants("> 2")
		p.Press("3")
		p.Wants("trin 1 af 4")
		p.Press("esc")
		p.Wants("> 3")
		p.Press("4")
		p.Wants("Arkivmappe")
		p.Press("esc")
		p.Wants("> 4", "Velkommen")
		p.Press("x", "5", "0")
		p.Wants("> 4", "Velkommen")
	})
}

// TestDemoTakesItsTime: it says how far it is, takes no keys meanwhile, and Esc
// breaks it off.
func TestDemoTakesItsTime(t *testing.T) {
	slow := func() *fakedoor.Door {
		d := fakedoor.New()
		d.Takes = 40 * time.Second
		return d
	}
	at(t, slow(), func(p *person) {
		p.Press("1")
		p.Wants("Laver opdigtede sager")
		p.Wait(25 * time.Second)
		p.Wants("200 af 400", "████████████████████░░░░░░░░░░░░░░░░░░░░")
		p.Press("3", "r", "e", "q", "enter", "1")
		p.Lacks("trin 1", "Vil du lukke?", "Welcome")
		p.Wait(16 * time.Second)
		p.Wants("I DAG")
		if got := p.door.Opened(); len(got) != 1 {
			t.Errorf("opened %q", got)
		}
	})
	at(t, slow(), func(p *person) {
		p.Press("1")
		p.Wait(15 * time.Second)
		p.Press("esc")
		p.Wait(time.Second)
		p.Wants("Hvor?")
		p.Lacks("opdigtede sager …", "Afbryder", "!")
		p.Wait(time.Minute)
		if len(p.stores) != 0 {
			t.Error("what was broken off opens all the same")
		}
		p.Press("1")
		p.Wait(time.Minute)
		p.Wants("I DAG")
	})
}

// TestBrokenOffTooLate: a vault that was open by the time it was broken off is
// closed, not left open behind the screen.
func TestBrokenOffTooLate(t *testing.T) {
	d := fakedoor.Situated(door.Sealed)
	d.Takes = 4 * time.Second
	at(t, d, func(p *person) {
		p.Type(fakedoor.Passphrase)
		p.Press("enter", "esc")
		p.Wants("Afbryder …")
		p.Wait(5 * time.Second)
		p.Wants("Kodesætning  [")
		if len(p.stores) != 0 || len(d.Opened()) != 1 || d.Closed() != 1 {
			t.Errorf("%d shown, %d opened, %d closed", len(p.stores), len(d.Opened()), d.Closed())
		}
	})
}

func TestWhatGoesWrongWithTheDemo(t *testing.T) {
	for err, want := range map[error]string{
		cases.ErrDiskFull:     "! Disken er fuld. Gør plads, og prøv igen.",
		cases.ErrNoPermission: "! Brobygger må ikke læse og skrive i mappen.",
		cases.ErrNotWritten:   "! Der kunne ikke skrives i mappen.",
		errors.New("no space left on device: Karim Farah"): "! Det lykkedes ikke. Intet er gået tabt. Prøv igen.",
	} {
		d := fakedoor.New()
		d.OpenErr = fmt.Errorf("make vault: %w", err)
		at(t, d, func(p *person) {
			p.never = []string{"Karim", "make vault", "device", "space"}
			p.Press("1")
			p.Wants(want)
			p.Press("down")
			p.Lacks("!")
			p.Wants("> 2", "Hvor?")
		})
	}
}

func TestAnotherFolder(t *testing.T) {
	d := fakedoor.New()
	d.Dirs = map[string]door.Situation{
		"/media/usb/Arkiv":     {State: door.Sealed, Alone: true},
		"/home/amira/OneDrive": {State: door.NoVault, SyncedBy: "OneDrive"},
		"/root":                {State: door.Trouble, Err: cases.ErrNoPermission},
	}
	at(t, d, func(p *person) {
		folder := func(dir string) {
			p.Press("r", "ctrl+u")
			p.Type(dir)
			p.Press("enter")
		}
		p.Press("r")
		p.Wants("[/home/amira/Brobygger")
		p.Type("x")
		p.Press("esc")
		p.Wants("Hvor?   /home/amira/Brobygger   (r ret)")

		// Nothing typed is no folder, and least of all the one we stand in.
		p.Press("r", "ctrl+u", "enter")
		p.Wants("Skal udfyldes")
		p.Type("/home/amira/OneDrive")
		p.Lacks("Skal udfyldes")
		p.Press("enter")
		p.Wants("Hvor?   /home/amira/OneDrive   (r ret)", "! Mappen ligger i OneDrive.")

		folder("/root")
		p.Wants("! Brobygger må ikke læse og skrive i mappen.")
		p.Press("3")
		p.Wants("! Brobygger må ikke læse og skrive i mappen.")

		folder("/home/amira/Sager")
		p.Wants("Hvor?   /home/amira/Sager   (r ret)", "ser ikke ud til at være delt")
		p.Lacks("!")

		folder("/media/usb/Arkiv")
		p.Wants("Lås op", "Arkiv", "/media/usb/Arkiv")
		p.Press("esc")
		p.Wants("Velkommen", "Hvor?   /media/usb/Arkiv   (r ret)")
		p.Press("3") // there is a vault already
		p.Wants("! I mappen ligger der allerede et arkiv")
		p.Press("4", "enter")
		p.Wants("Lås op")
		p.Type(fakedoor.Passphrase)
		p.Press("enter")
		p.Wants("I DAG")
		if got := d.Opened(); len(got) != 1 || got[0] != "/media/usb/Arkiv" {
			t.Errorf("opened %q", got)
		}
	})
}

func TestBeenHereBefore(t *testing.T) {
	d := fakedoor.New()
	d.Dirs = map[string]door.Situation{
		"/media/usb/Arkiv":  {State: door.Sealed},
		"/media/usb/Andet":  {State: door.NoKey, KeyFile: "/home/amira/.local/state/brobygger/identity"},
		"/media/usb/Skadet": {State: door.Trouble, Err: cases.ErrDamaged},
	}
	at(t, d, func(p *person) {
		try := func(dir string) {
			p.Press("ctrl+u")
			p.Type(dir)
			p.Press("enter")
		}
		p.Press("4")
		try("")
		p.Wants("Skal udfyldes")
		try("/media/usb/Ingenting")
		p.Wants("! Her ligger intet arkiv.")
		p.Type("x")
		p.Lacks("!")
		try("/media/usb/Skadet")
		p.Wants("! Noget i arkivet kan ikke læses", "Intet er slettet")
		p.Press("f5")
		p.Wants("Glemt kodesætning?")
		p.Press("esc")
		p.Wants("/media/usb/Skadet")
		try("/media/usb/Andet")
		p.Wants("Nøglen til arkivet er ikke på denne computer.", "/home/amira/.local/state/brobygger/identity")
		p.Press("esc")
		p.Wants("Velkommen")

		// What was only tried is not where a new vault goes.
		p.Press("r", "ctrl+u")
		p.Type("/home/amira/Brobygger")
		p.Press("enter", "4")
		try("/media/usb/Ingenting")
		p.Press("esc")
		p.Wants("Hvor?   /home/amira/Brobygger")
		if got := d.Dir(); got != "/home/amira/Brobygger" {
			t.Errorf("a new vault would lie in %q", got)
		}
		p.Press("4")
		try("/media/usb/Arkiv")
		p.Wants("Lås op", "/media/usb/Arkiv")
	})
}

// TestASlowFolder: while a folder is looked at, keys go nowhere, and an answer
// that comes late changes nothing.
func TestASlowFolder(t *testing.T) {
	d := fakedoor.New()
	d.Looking = 10 * time.Second
	d.Dirs = map[string]door.Situation{"/net/arkiv": {State: door.Sealed}}
	at(t, d, func(p *person) {
		p.Wait(30 * time.Second)
		p.Press("r", "ctrl+u")
		p.Type("/net/arkiv")
		p.Press("enter", "3", "1", "x", "esc")
		p.Wants("[/net/arkiv")
		p.Lacks("arkivx", "trin 1")
		p.Wait(30 * time.Second)
		p.Wants("Lås op", "/net/arkiv")
		p.Lacks("•")
	})
}

// TestAnAnswerThatComesLate: what was asked before another folder was chosen does
// not count.
func TestAnAnswerThatComesLate(t *testing.T) {
	d := fakedoor.New()
	d.Dirs = map[string]door.Situation{"/net/arkiv": {State: door.Sealed}}
	at(t, d, func(p *person) {
		p.Press("4")
		d.Looking = 10 * time.Second
		p.Press("esc")
		p.Wait(11 * time.Second) // the screen is back, and looks again
		p.Wait(5 * time.Second)  // half of that has gone
		p.Press("r", "ctrl+u")
		p.Type("/net/arkiv")
		p.Press("enter")
		p.Wait(6 * time.Second) // the first answer
		p.Wants("[/net/arkiv")
		p.Wait(5 * time.Second)
		p.Wants("Lås op", "/net/arkiv")
	})
}

func TestBeginningFails(t *testing.T) {
	d := fakedoor.New()
	d.BeginErr = errors.New("no randomness")
	at(t, d, func(p *person) {
		p.Press("3")
		p.Wants("! Det lykkedes ikke.")
		p.Lacks("trin 1", "randomness")
		if !strings.Contains(p.Frame(), "> 3") {
			t.Error("another way is chosen")
		}
	})
}
