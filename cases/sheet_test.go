package cases

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"

	"brobygger/cases/calendar"
)

func sample(t *testing.T) [][]string {
	t.Helper()
	f, err := os.Open("testdata/sager-fra-regneark.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func input(known ...*Case) ImportInput {
	n := 0
	in := ImportInput{Known: map[string]bool{}, Today: monday, Me: amira(),
		Members: []Member{{ID: "amira", Name: "Amira"}, {ID: "lone", Name: "Lone Holm"}, {ID: "bodil", Name: "Bodil Dam"}}}
	for _, c := range known {
		for _, k := range c.ImportKeys() {
			in.Known[k] = true
		}
	}
	in.NewID = func() (string, error) { n++; return caseID(n), nil }
	in.NewNumber = func(year int) (string, error) { return fmt.Sprintf("%02d-%04d", year%100, n), nil }
	return in
}

func TestImportOfTheSample(t *testing.T) {
	l := newLedger(t)
	p, err := ImportCases(sample(t), input())
	if err != nil {
		t.Fatal(err)
	}
	if p.Rows != 6 || p.Created != 6 || p.Unchanged != 0 || len(p.Rejected) != 0 || len(p.Writes) != 6 {
		t.Fatalf("%+v", p)
	}
	l.save("amira", p.Writes...)
	var all []*Case
	for _, w := range p.Writes {
		all = append(all, l.read(w.Case))
	}

	karim := all[0]
	if karim.Kind != KindMentoring || karim.Person.Name != "Karim Farah" || karim.Person.Born != "2011" || karim.Person.Address != "Åparken 12, 2. tv" ||
		karim.Opened != date("2026-08-15") || karim.Worker != "amira" || karim.WorkerText != "" || karim.Deputy != "bo" || karim.Status != StatusOpen ||
		karim.LastMet(monday) != date("2026-11-17") || karim.Number[:3] != "26-" {
		t.Errorf("%+v", karim)
	}
	if g := karim.Goals; len(g) != 1 || g[0].Arena != "" || g[0].Text != "Møde i skole hver dag, fritidsjob" {
		t.Errorf("goals %+v", g)
	}
	if n := karim.Contacts; len(n) != 1 || n[0].Text != "" || n[0].Channel != "" || n[0].At != at("2026-11-17") {
		t.Errorf("contacts %+v", n)
	}
	// Bo is no member here, and Bodil is not Bo.
	if emil := all[2]; emil.Worker != "amira" || emil.WorkerText != "Bo" {
		t.Errorf("worker %q, %q", emil.Worker, emil.WorkerText)
	}
	if hamza := all[3]; hamza.Kind != KindNetwork || hamza.Phase != PhasePrepare || hamza.Worker != "lone" || hamza.Deputy != "" {
		t.Errorf("%+v", hamza)
	}
	if osten := all[5]; osten.Kind != KindTenancy || osten.Status != StatusClosed || osten.Phase != PhaseClosed || osten.Outcome != "" || !osten.Closed.IsZero() {
		t.Errorf("%+v", osten)
	}

	// The same file again changes nothing, also after a name was corrected.
	again, err := ImportCases(sample(t), input(all...))
	if err != nil || again.Created != 0 || again.Unchanged != 6 || len(again.Writes) != 0 {
		t.Errorf("%+v, %v", again, err)
	}
	all[0] = l.must2(all[0].Edit(CaseEdit{Name: ptr("Karim A. Farah")}, monday))
	if again, _ = ImportCases(sample(t), input(all...)); again.Unchanged != 6 {
		t.Errorf("after a correction: %+v", again)
	}
	// And the same people typed by hand are known too.
	w, err := NewCase(CaseForm{Kind: KindMentoring, Name: "karim farah", Born: "2011", Opened: date("2026-08-15")}, caseID(99), "26-7RQ4", monday, amira())
	if p, _ := ImportCases(sample(t), input(l.must("amira", w, err))); p.Created != 5 || p.Unchanged != 1 {
		t.Errorf("typed by hand: %+v", p)
	}
}

func TestImportRows(t *testing.T) {
	head := []string{"Type", "Navn", "Født", "Start", "Slut", "Sidste kontakt", "Status"}
	tests := []struct {
		name string
		row  []string
		want string // reason, "" for created
	}{
		{"short row", []string{"mentor", "A"}, ""},
		{"social vicevært", []string{"Social vicevært", "A"}, ""},
		{"netværksmøder", []string{"NETVÆRKSMØDER", "A"}, ""},
		{"no name", []string{"mentor", " "}, RejectNoName},
		{"no kind", []string{"", "A"}, RejectKind},
		{"unknown kind", []string{"hjemmehjælp", "A"}, RejectKind},
		{"born with a time", []string{"mentor", "A", "2011-04-03 00:00:00"}, ""},
		{"born with two digits", []string{"mentor", "A", "3/4-11"}, RejectBorn},
		{"CPR", []string{"mentor", "A", "030411-9999"}, RejectBorn},
		{"start that does not exist", []string{"mentor", "A", "", "31-11-2026"}, RejectStart},
		{"start tomorrow", []string{"mentor", "A", "", "08-12-2026"}, RejectStart},
		{"start as Excel gives it", []string{"mentor", "A", "", "2026-08-15T00:00:00"}, ""},
		{"end before start", []string{"mentor", "A", "", "15-08-2026", "14-08-2026"}, RejectEnd},
		{"end", []string{"mentor", "A", "", "15-08-2026", "1/9-26"}, ""},
		{"contact in words", []string{"mentor", "A", "", "", "", "for nylig"}, RejectLastContact},
		{"status", []string{"mentor", "A", "", "", "", "", "på pause"}, RejectStatus},
		{"name too long", []string{"mentor", string(make([]byte, 300))}, RejectTooLong},
	}
	for _, tt := range tests {
		p, err := ImportCases([][]string{{"Vores sager"}, {}, head, {"", "", ""}, tt.row}, input())
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		switch {
		case tt.want == "" && (p.Created != 1 || len(p.Rejected) != 0):
			t.Errorf("%s: %+v", tt.name, p)
		case tt.want != "" && (len(p.Rejected) != 1 || p.Rejected[0] != Rejection{5, tt.want} || p.Created != 0):
			t.Errorf("%s: %+v, want row 5 %s", tt.name, p, tt.want)
		}
	}
}

func TestImportClosedWithAnEnd(t *testing.T) {
	l := newLedger(t)
	p, err := ImportCases([][]string{{"Status", "Navn:", "TYPE ", "Slutdato"}, {"", "A B", "mentor", "01.09.2026"}}, input())
	if err != nil || p.Created != 1 {
		t.Fatalf("%+v %v", p, err)
	}
	l.save("amira", p.Writes...)
	if c := l.read(p.Writes[0].Case); c.Status != StatusClosed || c.Closed != date("2026-09-01") {
		t.Errorf("%+v", c)
	}
}

func TestImportNeedsHeadings(t *testing.T) {
	for name, rows := range map[string][][]string{
		"nothing": nil, "empty": {{}, {""}}, "no headings": {{"mentor", "Karim Farah"}}, "only a name": {{"Navn"}, {"Karim"}},
	} {
		if _, err := ImportCases(rows, input()); !errors.Is(err, ErrNoHeadings) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A row that stands twice is one case; numbers are never drawn twice.
func TestImportWithinOneFile(t *testing.T) {
	in := input()
	draws := []string{"26-2222", "26-2222", "26-3333"}
	in.NewNumber = func(int) (string, error) { n := draws[0]; draws = draws[1:]; return n, nil }
	p, err := ImportCases([][]string{{"Type", "Navn"}, {"mentor", "Karim Farah"}, {"Mentorforløb", "KARIM  FARAH"}, {"mentor", "Ida Lund"}}, in)
	if err != nil || p.Rows != 3 || p.Created != 2 || p.Unchanged != 1 {
		t.Fatalf("%+v, %v", p, err)
	}
	var numbers []string
	for _, w := range p.Writes {
		numbers = append(numbers, w.Changes[0].Set["number"].(string))
	}
	if !slices.Equal(numbers, []string{"26-2222", "26-3333"}) {
		t.Errorf("numbers %v", numbers)
	}
	in.NewNumber = func(int) (string, error) { return "", errors.New("no randomness") }
	if _, err := ImportCases([][]string{{"Type", "Navn"}, {"mentor", "A"}}, in); err == nil {
		t.Error("an import without numbers")
	}
}

func TestParseSheetDate(t *testing.T) {
	tests := []struct {
		in, want string
		err      error
	}{
		{"15-08-2026", "2026-08-15", nil}, {"15/8-2026", "2026-08-15", nil}, {"15.8.26", "2026-08-15", nil}, {" 2026-08-15 ", "2026-08-15", nil},
		{"2026-08-15 00:00:00", "2026-08-15", nil}, {"2026-08-15T12:30:00Z", "2026-08-15", nil}, {"30-02-2026", "", calendar.ErrNoSuchDate},
		{"15-08", "", ErrNotValid}, {"august", "", ErrNotValid}, {"", "", ErrNotValid}, {"15-08-202", "", ErrNotValid}, {"115-08-2026", "", ErrNotValid},
	}
	for _, tt := range tests {
		if got, err := ParseSheetDate(tt.in); got.String() != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%q: %s, %v", tt.in, got, err)
		}
	}
}

func FuzzImportCases(f *testing.F) {
	f.Add("Karim", "2011", "15-08-2026", "17-11-2026")
	f.Add("\x00\u202e", "03.04.2011 10:00", "2026-08-15T00:00", "")
	f.Fuzz(func(t *testing.T, name, born, start, last string) {
		rows := [][]string{{"Type", "Navn", "Født", "Start", "Sidste kontakt"}, {"mentor", name, born, start, last}}
		p, err := ImportCases(rows, input())
		if err != nil || p.Rows != 1 || p.Created+len(p.Rejected) != 1 {
			t.Fatalf("%+v, %v", p, err)
		}
		if p.Created == 1 {
			l := newLedger(t)
			l.save("amira", p.Writes...)
			again, err := ImportCases(rows, input(l.read(p.Writes[0].Case)))
			if err != nil || again.Unchanged != 1 {
				t.Fatalf("the same again: %+v, %v", again, err)
			}
		}
	})
}
