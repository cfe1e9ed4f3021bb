package outside_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/frame"
	"brobygger/tui/tuitest"
	"brobygger/tui/words"
)

const folder = "/home/amira/.local/state/brobygger/papirer"

func TestAPaperIsAnnouncedAndWritten(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d := th.printing(normal)
		d.Wants("UDSKRIV PLANEN · Karim F. · 26-7RQ4", "kommer til at ligge ulåst", folder+"/plan-26-7RQ4-2026-12-07.pdf", "Jeg vil gøre 9. færdig", "Intet er skrevet endnu.")
		if n := len(th.lying()); n != 0 {
			t.Fatalf("%d files before Enter", n)
		}
		d.Press("enter")
		d.Wants("Filen er skrevet og åbnet.", "Filen ligger ulåst", folder+"/plan-26-7RQ4-2026-12-07.pdf")
		path := folder + "/plan-26-7RQ4-2026-12-07.pdf"
		if !slices.Equal(th.lying(), []string{path}) || !bytes.HasPrefix(th.out.Data(path), []byte("%PDF-")) {
			t.Errorf("%q", th.lying())
		}
		if !slices.Equal(th.out.Shown(), []string{path}) {
			t.Errorf("shown: %q", th.out.Shown())
		}
		d.Press("enter") // shows it again, and writes no other
		if len(th.lying()) != 1 || len(th.out.Shown()) != 2 {
			t.Errorf("%q, shown %q", th.lying(), th.out.Shown())
		}
		d.Press("v")
		d.Wants("ULÅSTE FILER", "plan-26-7RQ4-2026-12-07.pdf", "handlingsplan")
	})
}

func TestAPaperAsText(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d := th.printing(normal)
		d.Press("t")
		path := folder + "/plan-26-7RQ4-2026-12-07.txt"
		if text := string(th.out.Data(path)); !strings.Contains(text, "Jeg vil gøre 9. færdig") {
			t.Errorf("%q in %q", text, th.lying())
		}
		d.Press("c")
		d.Wants("Kopieret", "Andre programmer kan læse det")
		if !strings.Contains(d.Clipboard(), "Jeg vil gøre 9. færdig") {
			t.Errorf("%q", d.Clipboard())
		}
	})
}

func TestAnotherPlace(t *testing.T) {
	for typed, want := range map[string]string{
		"/mnt/usb/karim.pdf": "/mnt/usb/karim.pdf", "/mnt/usb/karim": "/mnt/usb/karim.pdf", "~/k.txt": "/home/amira/k.txt", "plan": folder + "/plan.pdf",
	} {
		on(t, func(t *testing.T, th *theater) {
			d := th.printing(normal)
			d.Press("a")
			d.Wants("ulåst", "plan-26-7RQ4-2026-12-07.pdf")
			d.Press("ctrl+u")
			d.Type(typed)
			d.Press("enter")
			d.Wants("Filen er skrevet og åbnet.", "UDSKRIV PLANEN", want)
			if !slices.Equal(th.lying(), []string{want}) {
				t.Errorf("%q: %q", typed, th.lying())
			}
			if isText := !bytes.HasPrefix(th.out.Data(want), []byte("%PDF-")); isText != strings.HasSuffix(want, ".txt") {
				t.Errorf("%q: not what its name says", typed)
			}
		})
	}
}

func TestAPlaceThatIsRefused(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d := th.printing(normal)
		d.Press("a", "ctrl+u")
		d.Type("/home/amira/Brobygger/plan.pdf")
		d.Press("enter")
		d.Wants("Den kan ikke ligge inde i arkivet", "/home/amira/Brobygger/plan.pdf")
		d.Press("ctrl+u", "enter")
		d.Wants("Fil: skal udfyldes.")
		d.Type("/mnt/a.pdf")
		d.Press("enter", "a", "ctrl+u")
		d.Type("/mnt/a.pdf")
		d.Press("enter")
		d.Wants("Der ligger allerede noget med det navn")
		if len(th.lying()) != 1 {
			t.Errorf("%q", th.lying())
		}
	})
}

func TestAComputerThatCannotShowIt(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		th.out.ShowErr = cases.ErrNotShown
		d := th.printing(normal)
		d.Press("enter")
		d.Wants("ikke noget program", "Filen ligger ulåst", folder)
		if len(th.lying()) != 1 {
			t.Errorf("%q", th.lying())
		}
	})
}

func TestAPaperThatCannotBeWritten(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d := th.printing(normal)
		th.store.FailWith(cases.ErrDiskFull)
		d.Press("enter")
		d.Wants("Disken er fuld.", "kommer til at ligge ulåst")
	})
}

func TestUnlockedFilesAreDeleted(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		th.made(3)
		th.out.Lose(folder + "/plan-26-7RQ4-2026-12-02.pdf")
		_, d := th.run(normal)
		d.Wants("2 ulåste filer ligger endnu")
		command(d, "ulåste")
		d.Wants("ULÅSTE FILER", "findes ikke mere", "1 af 3", "Ligger her:", folder+"/plan-26-7RQ4-2026-12-01.pdf")
		d.Press("enter")
		if len(th.out.Shown()) != 1 {
			t.Errorf("shown: %q", th.out.Shown())
		}
		d.Press("down", "enter")
		d.Wants("Filen findes ikke mere.")
		d.Press("x")
		d.Wants("findes ikke mere. Skal den af")
		d.Press("j")
		d.Wants("1 fil er slettet.")
		d.Lacks("findes ikke mere")
		d.Press("home", "delete", "n")
		if len(th.lying()) != 2 {
			t.Errorf("%q", th.lying())
		}
		d.Press("a")
		d.Wants("Skal alle 2 filer slettes?")
		d.Press("j")
		d.Wants("2 filer er slettet.", "Der ligger ingen ulåste filer.")
		if len(th.lying()) != 0 {
			t.Errorf("%q", th.lying())
		}
		d.Press("esc")
		d.Lacks("ulåste filer ligger")
		d.Press("q")
		d.Wants("Vil du lukke?")
		d.Lacks("ulåst")
	})
}

func TestAFileThatCannotBeDeleted(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		th.made(1)
		_, d := th.run(normal)
		command(d, "ulåste")
		th.store.FailWith(cases.ErrNoPermission)
		d.Press("x", "j")
		d.Wants("Brobygger må ikke skrive", "plan-26-7RQ4-2026-12-01.pdf")
	})
}

func TestClosingAsksAboutThem(t *testing.T) {
	ask := func(t *testing.T, th *theater) (interface{ End() tui.End }, *tuitest.Driver) {
		th.made(3)
		sh, d := th.run(normal)
		d.Press("q")
		d.Wants("3 ulåste filer ligger endnu", "s slet alle", "l lad dem ligge", "v se dem")
		return sh, d
	}
	on(t, func(t *testing.T, th *theater) {
		sh, d := ask(t, th)
		d.Press("s")
		if !d.Ended() || sh.End() != tui.Closed || len(th.lying()) != 0 {
			t.Errorf("%v, %q", d.Ended(), th.lying())
		}
	})
	for _, key := range []string{"l", "enter"} {
		on(t, func(t *testing.T, th *theater) {
			sh, d := ask(t, th)
			d.Press(key)
			if !d.Ended() || sh.End() != tui.Closed || len(th.lying()) != 3 {
				t.Errorf("%s: %v, %q", key, d.Ended(), th.lying())
			}
		})
	}
	on(t, func(t *testing.T, th *theater) {
		_, d := ask(t, th)
		d.Press("v")
		d.Wants("ULÅSTE FILER", "1 af 3")
		d.Press("esc", "q", "esc")
		d.Wants("I DAG")
		if d.Ended() {
			t.Error("Esc closed the program")
		}
	})
	on(t, func(t *testing.T, th *theater) {
		_, d := ask(t, th)
		th.store.FailWith(cases.ErrNoPermission)
		d.Press("s")
		if d.Ended() {
			t.Fatal("closed though they could not be deleted")
		}
		d.Wants("Brobygger må ikke skrive")
	})
}

func TestALockWaitsForNothing(t *testing.T) {
	for _, how := range []string{"key", "idle"} {
		on(t, func(t *testing.T, th *theater) {
			th.made(3)
			sh, d := th.run(normal)
			if how == "key" {
				d.Press("ctrl+l")
			} else {
				d.Wait(15 * time.Minute)
			}
			if !d.Ended() || sh.End() != tui.Locked {
				t.Fatalf("%s: not locked", how)
			}
			_, d = th.run(normal)
			d.Wants("I DAG", "3 ulåste filer ligger endnu  (F2: Ulåste filer)")
		})
	}
}

func TestWhatWasPrintedIsAskedAboutAtOnce(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d := th.printing(normal)
		d.Press("enter", "q")
		d.Wants("1 ulåst fil ligger endnu")
	})
}

func TestTheScreensLook(t *testing.T) {
	for _, l := range words.Languages() {
		for _, size := range []frame.Size{normal, {Width: 120, Height: 30}, {Width: 140, Height: 40}, {Width: 40, Height: 12}} {
			for name, do := range map[string]func(th *theater) *tuitest.Driver{
				"print": func(th *theater) *tuitest.Driver { return th.printing(size) },
				"printed": func(th *theater) *tuitest.Driver {
					d := th.printing(size)
					d.Press("enter")
					d.Wait(5 * time.Second)
					d.Press("down")
					return d
				},
				"elsewhere": func(th *theater) *tuitest.Driver { d := th.printing(size); d.Press("a"); return d },
				"files": func(th *theater) *tuitest.Driver {
					th.made(3)
					th.out.Lose(folder + "/plan-26-7RQ4-2026-12-02.pdf")
					_, d := th.run(size)
					d.Send(openFiles)
					return d
				},
				"none": func(th *theater) *tuitest.Driver { _, d := th.run(size); d.Send(openFiles); return d },
				"quit": func(th *theater) *tuitest.Driver { th.made(3); _, d := th.run(size); d.Press("q"); return d },
			} {
				synctest.Test(t, func(t *testing.T) {
					d := do(newTheater(t, l))
					tuitest.Check(t, d.Frame(), size, l, texts()...)
					tuitest.Golden(t, fmt.Sprintf("%s-%s-%dx%d", name, l, size.Width, size.Height), d.Frame())
				})
			}
		}
	}
}

func TestWhateverIsPressed(t *testing.T) {
	pressed := []string{"a", "c", "t", "v", "x", "j", "n", "s", "l", "enter", "tab", "up", "down", "pgdown", "end", "home", "f1", "esc", "esc", "?"}
	for _, start := range []tui.Action{openFiles, nil} {
		tuitest.Monkey(t, pressed, func(t *testing.T) (*tuitest.Driver, func() string) {
			th := newTheater(t, words.English)
			th.made(2)
			sh, d := th.run(normal)
			if start != nil {
				d.Send(start)
			} else {
				d.Send(tui.Open{Route: "print", Arg: th.Karim})
			}
			return d, func() string {
				if sh.End() == tui.Crashed {
					return "crashed in " + sh.Crash().Place()
				}
				return ""
			}
		})
	}
}
