package shell_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"brobygger/cases"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
)

// journey runs the whole program on a vault that fill puts something in.
func journey(t *testing.T, fill func(s *fakestore.Store), do func(t *testing.T, s *fakestore.Store, d *tuitest.Driver)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		fill(s)
		do(t, s, opens(t, s))
	})
}

// marked is the line with the cursor of a list.
func marked(d *tuitest.Driver) string {
	for line := range strings.SplitSeq(d.Frame(), "\n") {
		if strings.HasPrefix(line, " > ") {
			return line
		}
	}
	return ""
}

// Where there is no case there is nothing to write a contact in: k leads to the
// form of a new case, and from there back to where one was.
func TestAContactWithoutAnyCaseLeadsToANewCase(t *testing.T) {
	none := func(*fakestore.Store) {}
	journey(t, none, func(t *testing.T, s *fakestore.Store, d *tuitest.Driver) {
		d.Press("k")
		d.Wants("Ingen sag endnu", "sagen først?", "trykke n")
		d.Wait(2 * time.Second)
		d.Press("j")
		d.Wants("NY SAG")
		d.Press("esc")
		d.Wants("I DAG")
	})
	journey(t, none, func(t *testing.T, s *fakestore.Store, d *tuitest.Driver) {
		d.Press("k")
		d.Wait(2 * time.Second)
		d.Press("n")
		d.Wants("I DAG")
		d.Lacks("KONTAKT")
	})
}

// Enter out of a typed filter is a choice from what it found: the way back is to
// that list, where letters are keys.
func TestTheWayBackToAFilterIsToItsList(t *testing.T) {
	for name, open := range map[string][]string{"cases": {"2", "f"}, "today": {"f"}} {
		journey(t, func(s *fakestore.Store) { sample.Fill(t, s) }, func(t *testing.T, s *fakestore.Store, d *tuitest.Driver) {
			d.Press(open...)
			d.Type("karim")
			d.Wants("Esc vis alle")
			d.Press("down", "enter")
			d.Wants("[Overblik")
			d.Press("esc")
			d.Wants("karim", "Esc vis alle")
			if !strings.Contains(marked(d), "Karim") {
				t.Errorf("%s: the cursor is at %q", name, marked(d))
			}
			d.Press("n")
			d.Wants("NY SAG")
			d.Press("esc")
			d.Wants("karim")
			d.Lacks("karimn")
			d.Press("esc")
			d.Lacks("Esc vis alle", "karim")
		})
	}
}

// What Ctrl+Z brings back is what it was pressed for, so the cursor goes there.
func TestTheCursorGoesToWhatWasBroughtBack(t *testing.T) {
	journey(t, func(s *fakestore.Store) { sample.Fill(t, s) }, func(t *testing.T, s *fakestore.Store, d *tuitest.Driver) {
		before := marked(d)
		d.Press("g")
		if got := marked(d); got == before {
			t.Fatalf("%q is still there", got)
		}
		d.Press("down", "down", "ctrl+z")
		if got := marked(d); got != before {
			t.Errorf("the cursor is at %q, not at %q", got, before)
		}
		d.Press("u")
		d.Type("to")
		d.Press("enter")
		d.Wants("Udsat.")
		d.Press("home", "ctrl+z")
		if got := marked(d); got != before {
			t.Errorf("the cursor is at %q, not at %q", got, before)
		}
	})
}

// A move erases where the contact stood, so nothing undoes it; the state line
// says what does.
func TestAMoveIsNotUndoneAndSaysSo(t *testing.T) {
	journey(t, func(s *fakestore.Store) { sample.Fill(t, s) }, func(t *testing.T, s *fakestore.Store, d *tuitest.Driver) {
		d.Press("2", "f")
		d.Type("karim")
		d.Press("enter", "tab", "m")
		d.Type("ida")
		d.Press("enter", "ctrl+s")
		d.Wants("Flyttet til Ida")
		saves := s.Saves()
		d.Press("ctrl+z")
		d.Wants("En flytning kan ikke fortrydes", "tryk m")
		d.Press("esc", "ctrl+z")
		d.Wants("SAGER", "En flytning kan ikke fortrydes")
		d.Press("1", "ctrl+z")
		d.Wants("En flytning kan ikke fortrydes")
		if s.Saves() != saves {
			t.Error("something was saved")
		}
	})
}

// Before a mentorforløb is past its match nobody has to be mentor yet: that is no
// warning.
func TestNoMentorIsAWarningOnlyPastTheMatch(t *testing.T) {
	for phase, want := range map[cases.Phase]string{
		cases.PhaseContact: "  ikke skrevet endnu", cases.PhaseMatch: "  ikke skrevet endnu", cases.PhaseRelation: "! ikke skrevet. Vælg Ny mentor", cases.PhaseEffort: "! ikke skrevet. Vælg Ny mentor",
	} {
		journey(t, func(s *fakestore.Store) {
			p := sample.Fill(t, s)
			p.Make("26-1111", sample.At(12, 1, 9, 0), cases.CaseForm{Kind: cases.KindMentoring, Name: "Åge Prøve", Phase: phase})
		}, func(t *testing.T, s *fakestore.Store, d *tuitest.Driver) {
			d.Resize(80, 60)
			d.Press("2", "f")
			d.Type("åge")
			d.Press("enter")
			d.Wants("Mentor ", want)
		})
	}
}
