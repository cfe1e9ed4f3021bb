package demo

import (
	"testing"

	"brobygger/cases"
)

// TestTheFirstScreenIsThatOfTheSketch checks the cases made by hand against
// sketch 3 of I dag, on its day.
func TestTheFirstScreenIsThatOfTheSketch(t *testing.T) {
	o := options(1, monday, 60)
	type row struct {
		number, title string
		kind          cases.Kind
		rule          cases.Rule
		text, clock   string
		days          int
	}
	var got []row
	byNumber := map[string]*written{}
	for _, c := range writeAll(t, o)[:8] {
		byNumber[c.Number] = c
		for _, it := range cases.Due(c.Case, cases.DefaultSettings(), o.Day, 1) {
			got = append(got, row{it.Number, it.Title, c.Kind, it.Rule, it.Text, it.Time, it.Days})
		}
	}
	m, n := cases.KindMentoring, cases.KindNetwork
	for _, want := range []row{
		{"26-7RQ4", "Karim F.", m, cases.RuleNoContact, "", "", 6},
		{"26-7RQ4", "Karim F.", m, cases.RuleTwoValues, "", "", 0},
		{"26-7RQ4", "Karim F.", m, cases.RuleFollowUp, "øve jobsamtale, her på kontoret", "14:00", -3},
		{"26-C3HX", "Emil D.", m, cases.RuleReview, "", "", 4},
		{"26-C3HX", "Emil D.", m, cases.RuleFollowUp, "ring til mesteren om prøveuge", "", 0},
		{"26-9MWG", "Sahra A.", m, cases.RuleReferral, "Kommunal ungeindsats (KUI)", "", 3},
		{"26-9MWG", "Sahra A.", m, cases.RuleFollowUp, "skolen: fraværstal for sidste måned", "", -2},
		{"26-F2JV", "Ida L.", n, cases.RuleFollowUp, "netværksmøde 3, Kulturhuset, 8 inviteret", "14:00", 0},
		{"26-Q8PC", "Yusuf B.", m, cases.RuleConsentEnds, "Jobcenter Brohøj", "", 0},
		{"26-4XRM", "Maryam O.", m, cases.RuleFollowUp, "svare på lederens spørgsmål til sagen", "", 0},
		{"26-H5CQ", "Håkon S.", m, cases.RuleAftercare, "", "", -4},
		{"26-M2PX", "Nadia D.", cases.KindTenancy, cases.RuleFollowUp, "gå forbi igen, påkravets sidste dag er 08-12", "", -1},
	} {
		found := false
		for _, r := range got {
			found = found || r == want
		}
		if !found {
			t.Errorf("no %+v", want)
		}
	}
	if t.Failed() {
		for _, r := range got {
			t.Logf("%+v", r)
		}
	}
	karim, nadia, hakon := byNumber["26-7RQ4"], byNumber["26-M2PX"], byNumber["26-H5CQ"]
	if karim.Phase != cases.PhaseRelation || karim.LastMet(o.Day).String() != "2026-11-17" || karim.Person.Born[:4] != "2011" || karim.Person.Address != "Åparken 12, 2. tv" {
		t.Errorf("Karim is in %s, met %s, born %s, lives at %s", karim.Phase, karim.LastMet(o.Day), karim.Person.Born, karim.Person.Address)
	}
	if !nadia.LastMet(o.Day).IsZero() || nadia.Opened.String() != "2026-11-26" || nadia.Source != cases.SourceArrears {
		t.Errorf("Nadia was met %s, opened %s, from %s", nadia.LastMet(o.Day), nadia.Opened, nadia.Source)
	}
	if hakon.Status != cases.StatusClosed || hakon.Outcome != cases.OutcomeReached {
		t.Errorf("Håkon is %s, %s", hakon.Status, hakon.Outcome)
	}
}

// TestOneWorkerCanStandTheDay sees that most of the open cases are looked after.
func TestOneWorkerCanStandTheDay(t *testing.T) {
	for _, day := range days() {
		o := options(1, day, 200)
		open, late, today, week := 0, 0, 0, 0
		for _, c := range writeAll(t, o) {
			isLate := false
			if c.Status == cases.StatusOpen {
				open++
			}
			for _, it := range cases.Due(c.Case, cases.DefaultSettings(), o.Day, 1) {
				switch {
				case it.Days > 0:
					isLate = true
					if it.Days > 60 {
						t.Errorf("%s, case %d: %s is %d days over time", day, c.plan.Index, it.Rule, it.Days)
					}
				case it.Days == 0:
					today++
				case it.Days > -7:
					week++
				}
			}
			if isLate {
				late++
			}
		}
		t.Logf("%s: %d open, %d late, %d today, %d in a week", day, open, late, today, week)
		if late < open/20 || late > open/4 || today < open/50 || today > open/3 || week < open/10 {
			t.Errorf("%s: of %d open cases %d are late, %d ask for something today, %d in a week", day, open, late, today, week)
		}
	}
}
