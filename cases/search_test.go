package cases

import (
	"slices"
	"strings"
	"testing"

	"brobygger/cases/query"
)

func searched(t *testing.T) (*ledger, *Case) {
	t.Helper()
	l := newLedger(t)
	c := l.karim(caseID(1), date("2026-10-01"))
	step := func(w Write, err error) { t.Helper(); c = l.must("amira", w, err) }
	step(c.Edit(CaseEdit{Address: ptr("Åparken 12"), Phone: ptr("28 35 58 85")}, monday))
	step(c.AddParty(PartyForm{Name: "Lone Holm", Relation: "klasselærer", Org: "Brohøj Skole", Phone: "70 00 10 09"}))
	step(c.AddParty(PartyForm{Name: "Sanne Skjult", Org: "Hemmeligt Værksted", Phone: "11 22 33 44", Address: "Gemt Vej 1", Protected: true}))
	step(c.AddParty(PartyForm{Name: "Streget Person"}))
	step(c.StrikeEntry(c.Network[2].ID, "forkert"))
	for _, f := range []ContactForm{
		{Text: "Vi øvede jobsamtale på kontoret.", At: at("2026-12-01"), Met: yes(), Arenas: []string{ArenaJob}, Present: []string{string(c.Network[0].ID)}},
		{Text: "Karim var i skole hver dag.", At: at("2026-11-17T10:40"), Arenas: []string{ArenaSchool}, Themes: []string{ThemeHome}, Place: "Kulturhuset"},
		{Text: "Streget note om skolen.", At: at("2026-11-18")},
		{Text: "Fjernet note om skolen.", At: at("2026-11-19")},
	} {
		ws, err := f.Save(c)
		l.mustAll("amira", ws, err)
		c = l.read(c.ID)
	}
	for _, n := range c.Contacts {
		switch {
		case strings.HasPrefix(n.Text, "Streget"):
			step(c.StrikeEntry(n.ID, "forkert"))
		case strings.HasPrefix(n.Text, "Fjernet"):
			ch, err := c.Erase(n.ID, EraseNotNeeded, Author{}, mine("amira"))
			step(c.write(ch), err)
		}
	}
	step(c.AddGoal(GoalForm{Arena: ArenaSchool, Text: "I skole alle dage frem til jul"}))
	step(c.AddFollowUp(FollowUpForm{Text: "ring til mesteren", Due: at("2026-12-10")}, monday))
	return l, c
}

func TestSearch(t *testing.T) {
	_, c := searched(t)
	members := []Member{{ID: "amira", Name: "Amira Holm"}, {ID: "bo", Name: "Bo"}}
	tests := []struct {
		text string
		want string // kinds of the hits, newest first
	}{
		{"jobsamtale", "contact"},
		{"karim jobsamtale", "contact"},
		{"karim", "contact case"},
		{"skole", "party goal contact"},
		{"skol", "party goal contact"},
		{"lone", "party contact"}, // also where she was present
		{"klasselærer", "party"},
		{"mesteren", "followup"},
		{"kulturhuset", "contact"},
		{"aaparken", "case"},
		{"28 35", "case"},
		{"26-7rq4", "case"},
		{`"hver dag"`, "contact"},
		{`"dag hver"`, ""},
		{"streget", ""},
		{"fjernet", ""},
		{"note", ""},
		{"sanne", "party"},
		{"værksted", ""},
		{"gemt", ""},
		{"\"11 22\"", ""},
		{"arena:skole", "goal contact"},
		{"arena:bolig", "contact"},
		{"arena:fritid skole", ""},
		{"skole since:2026-11-18", "party goal"},
		{"since:2026-12-08", "followup"},
		{"kind:mentoring jobsamtale", "contact"},
		{"kind:tenancy jobsamtale", ""},
		{"worker:amira jobsamtale", "contact"},
		{`worker:"amira h" jobsamtale`, "contact"},
		{"worker:bo jobsamtale", ""},
		{"late:no jobsamtale", "contact"},
		{"late: jobsamtale", ""},
		{"jobsamtale skole", ""},
	}
	for _, tt := range tests {
		q, err := query.Parse(tt.text)
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		var got []string
		for _, h := range c.Search(q, SearchIn{Members: members, Today: monday}) {
			got = append(got, h.Kind)
			if h.Case != c.ID || h.Number != "26-7RQ4" || h.Title != "Karim F." || h.Entry == "" || h.Text == "" {
				t.Errorf("%s: %+v", tt.text, h)
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %v, want %s", tt.text, got, tt.want)
		}
	}
	q, _ := query.Parse("late: jobsamtale")
	if hits := c.Search(q, SearchIn{Members: members, Today: date("2027-01-10")}); len(hits) != 1 {
		t.Errorf("late: %v", hits)
	}
}

// Of a field with two versions both are found.
func TestSearchFindsBothVersions(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	ws, err := ContactForm{Text: "x", At: at("2026-12-07")}.Save(c)
	l.mustAll("amira", ws, err)
	seen := l.read(c.ID)
	for _, text := range []string{"æbler", "pærer"} {
		w, err := seen.EditContact(seen.Contacts[0].ID, ContactForm{Text: text, At: at("2026-12-07")})
		l.must("amira", w, err)
	}
	for _, word := range []string{"æbler", "pærer"} {
		q, _ := query.Parse(word)
		if hits := l.read(c.ID).Search(q, SearchIn{}); len(hits) != 1 {
			t.Errorf("%s: %v", word, hits)
		}
	}
	q, _ := query.Parse("x")
	if hits := l.read(c.ID).Search(q, SearchIn{}); len(hits) != 0 {
		t.Errorf("a replaced text is found: %v", hits)
	}
}

func TestHitsNewestFirst(t *testing.T) {
	hits := []Hit{{Number: "c", At: at("2026-12-01")}, {Number: "b", At: at("2026-12-07"), Kind: EntryContact}, {Number: "a", At: at("2026-12-07"), Kind: EntryCase},
		{Number: "d", At: at("2026-12-07T10:00")}}
	SortHits(hits)
	var got []string
	for _, h := range hits {
		got = append(got, h.Number)
	}
	if !slices.Equal(got, []string{"d", "a", "b", "c"}) {
		t.Errorf("%v", got)
	}
}
