package catalogue_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/catalogue"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/tuitest/stage"
	"brobygger/tui/words"
)

var normal = frame.Size{Width: 80, Height: 24}

// open shows Katalog with the directory of the sample.
func open(t *testing.T, l words.Language, size frame.Size) (*stage.Stage, *sample.Bridged, *tuitest.Driver) {
	t.Helper()
	s := stage.New(t, l)
	b := sample.Bridge(t, s.Store, sample.Fill(t, s.Store))
	s.Desk.Sheet = func(path string) ([][]string, error) {
		switch path {
		case "ny.csv":
			return [][]string{{"navn", "enhed", "område", "telefon"}, {"Jobcenter Brohøj", "Beskæftigelse", "job", "00 99 99 99"}, {"KUI", "Beskæftigelse", "job, skole", "00 10 20 77"}, {"", "Uden navn", "job", ""}}, nil
		case "andet.csv":
			return [][]string{{"a", "b"}, {"1", "2"}}, nil
		}
		return nil, errors.New("no such file")
	}
	routes := func(route string, arg any) tui.Screen { return catalogue.Route(s.Desk, route, arg) }
	return s, b, s.Run(size, "", catalogue.New(s.Desk), routes)
}

func on(t *testing.T, do func(t *testing.T, s *stage.Stage, b *sample.Bridged, d *tuitest.Driver)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s, b, d := open(t, words.Danish, normal)
		do(t, s, b, d)
	})
}

func directory(t *testing.T, s *stage.Stage) *cases.Directory {
	t.Helper()
	dir, err := s.Store.Directory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestGoldens(t *testing.T) {
	for _, l := range words.Languages() {
		for _, size := range []frame.Size{normal, {Width: 120, Height: 30}, {Width: 140, Height: 40}, {Width: 40, Height: 12}} {
			synctest.Test(t, func(t *testing.T) {
				_, _, d := open(t, l, size)
				for _, name := range []string{"services", "entries"} {
					tuitest.Check(t, d.Frame(), size, l, "Jobcenter Brohøj Børne- og familieafdelingen Fritidsjobvejledningen Gældsrådgivningen Ungdomsklubben Kajen Løsninger")
					tuitest.Golden(t, fmt.Sprintf("%s-%s-%dx%d", name, l, size.Width, size.Height), d.Frame())
					d.Press("tab")
				}
			})
		}
	}
}

func TestTheCatalogueIsFilteredAndShownWhole(t *testing.T) {
	on(t, func(t *testing.T, _ *stage.Stage, _ *sample.Bridged, d *tuitest.Driver) {
		d.Press("tab")
		d.Wants("1 af 76", "Løsninger")
		d.Press("f")
		d.Type("lektie")
		d.Wants("76 i alt")
		d.Press("enter")
		d.Wants("Område", "Målgruppe", "Arenaer", "Virkning", "Hvor sikkert", "Kilde", "Boligsocialt overblik")
		d.Press("esc", "esc", "a")
		d.Wants("Gadelivet")
		d.Lacks("1 af 76")
	})
}

func TestAServiceIsWrittenChangedAndStruck(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage, _ *sample.Bridged, d *tuitest.Driver) {
		before := len(directory(t, s).Live())
		d.Press("n")
		d.Type("Headspace")
		d.Press("ctrl+s")
		d.Wants("Tjenesten er gemt.", "Headspace")
		if n := len(directory(t, s).Live()); n != before+1 {
			t.Fatalf("%d services", n)
		}
		d.Press("f")
		d.Type("headspace")
		d.Press("tab", "r")
		d.Wants("RET TJENESTE")
		d.Press("tab")
		d.Type("Frivillige")
		d.Press("ctrl+s")
		one, err := directory(t, s).Find("headspace")
		if err != nil || one.Unit != "Frivillige" {
			t.Fatalf("%+v %v", one, err)
		}
		d.Press("s")
		d.Wants("Streg tjenesten ud?")
		d.Press("enter")
		d.Wants("Skal udfyldes")
		d.Type("lukket")
		d.Press("enter")
		if _, err := directory(t, s).Find("headspace"); !errors.Is(err, cases.ErrNotFound) {
			t.Errorf("%v", err)
		}
		d.Lacks("Headspace")
	})
}

func TestANameIsNeeded(t *testing.T) {
	on(t, func(t *testing.T, _ *stage.Stage, _ *sample.Bridged, d *tuitest.Driver) {
		d.Press("n", "tab")
		d.Type("Enhed")
		d.Press("ctrl+s")
		d.Wants("Navn: skal udfyldes.")
	})
}

func TestWhatIsHalfTypedComesBack(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage, b *sample.Bridged, d *tuitest.Driver) {
		d.Send(tui.Open{Route: desk.RouteService, Arg: desk.ThingArg{Entry: b.Debt}})
		d.Press("end")
		d.Type(" X")
		d.Press("esc")
		draft := s.Draft()
		dir := directory(t, s)
		f := dir.Service(b.Debt).Form()
		f.Unit = "Ny enhed"
		ch, err := dir.Edit(b.Debt, f)
		if err == nil {
			_, err = s.Store.SaveDirectoryAs(s.Clock.At, ch)
		}
		if err != nil {
			t.Fatal(err)
		}
		d.Send(desk.GoOn(draft).(tui.Open))
		d.Wants(" X", "Ny enhed")
		d.Press("ctrl+s")
		if one := directory(t, s).Service(b.Debt); !strings.HasSuffix(one.Name, " X") || one.Unit != "Ny enhed" || s.Drafts() != 0 {
			t.Errorf("%+v, %d drafts", one, s.Drafts())
		}
	})
}

func TestTwoVersionsOfAService(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage, b *sample.Bridged, d *tuitest.Driver) {
		dir := directory(t, s)
		f := dir.Service(b.Debt).Form()
		f.Phone = "11 11 11 11"
		mine, err := dir.Edit(b.Debt, f)
		f.Phone = "22 22 22 22"
		theirs, err2 := dir.Edit(b.Debt, f)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if _, err := s.Store.SaveDirectory(t.Context(), mine); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Store.SaveDirectoryAs(s.Clock.At, theirs); err != nil {
			t.Fatal(err)
		}
		d.Send(tui.Tell{Msg: desk.Changed{}})
		d.Wants("! har to udgaver")
		d.Press("f")
		d.Type("gæld")
		d.Press("tab", "t")
		d.Wants("To udgaver", "11 11 11 11", "22 22 22 22", "Bo Lindved")
		d.Press("b", "enter")
		dir = directory(t, s)
		if len(dir.Conflicts) != 0 || dir.Service(b.Debt).Phone == "" {
			t.Errorf("%+v", dir.Conflicts)
		}
		d.Lacks("to udgaver")
	})
}

func TestImport(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage, b *sample.Bridged, d *tuitest.Driver) {
		for path, want := range map[string]string{"nej.csv": "kan ikke læses som et regneark", "andet.csv": "ingen overskrifter"} {
			d.Press("i")
			d.Type(path)
			d.Press("enter")
			d.Wants(want)
			d.Press("esc", "j")
		}
		d.Press("i")
		d.Type("ny.csv")
		d.Press("enter")
		d.Wants("Nye: 1", "KUI", "Kan ikke bruges: 1", "række 4")
		saves := s.Store.Saves()
		d.Press("ctrl+s")
		d.Wants("er gemt", "KUI")
		if s.Store.Saves() != saves+1 || directory(t, s).Service(b.Jobcenter).Phone != "00 10 20 01" {
			t.Errorf("%d saves, %+v", s.Store.Saves()-saves, directory(t, s).Service(b.Jobcenter))
		}
		d.Press("i")
		d.Type("ny.csv")
		d.Press("enter")
		d.Wants("Nye: 0")
	})
}

func TestRandomKeys(t *testing.T) {
	tuitest.Monkey(t, []string{"up", "down", "tab", "enter", "esc", "f", "a", "n", "r", "s", "t", "i", "x", "pgdown", "end", "ctrl+s", "6"}, func(t *testing.T) (*tuitest.Driver, func() string) {
		_, _, d := open(t, words.English, normal)
		return d, func() string { return "" }
	})
}
