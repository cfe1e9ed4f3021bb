package cases

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestRow(t *testing.T) {
	l, c := searched(t)
	w, err := c.Edit(CaseEdit{NotAlone: ptr(true), Protected: ptr(true)}, monday)
	c = l.must("amira", w, err)
	w, err = c.AddFollowUp(FollowUpForm{Text: "før", Due: at("2026-12-07")}, monday)
	c = l.must("amira", w, err)
	c.Suffix = "b"
	r := c.Row(Settings{}, date("2026-12-20"), 1)
	if r.ID != c.ID || r.Shown() != "26-7RQ4b" || c.Shown() != "26-7RQ4b" || r.Title != "Karim F." || r.Name != "Karim Farah" || r.Worker != "amira" ||
		r.Status != StatusOpen || r.Phase != PhaseContact || r.Opened != c.Opened || r.LastContact != date("2026-12-01") ||
		r.NextFollowUp != date("2026-12-07") || r.Late != 3 || r.Conflicts != 0 || !r.Protected || !r.NotAlone || r.Incomplete {
		t.Errorf("%+v", r)
	}
	if len(r.Items) != 5 || r.Items[0].Days != 13 || r.Items[4].Rule != RuleReview {
		t.Errorf("%+v", r.Items)
	}
	if empty := Read(caseID(7), nil, nil).Row(Settings{}, monday, 1); !empty.Incomplete || empty.Title != "" {
		t.Errorf("a case without entries: %+v", empty)
	}
}

func TestSuffixesFollowTheCaseIDs(t *testing.T) {
	rows := []Row{{ID: "cc", Number: "26-7RQ4"}, {ID: "aa", Number: "26-7RQ4"}, {ID: "dd", Number: "26-C3HX", Suffix: "b"},
		{ID: "bb", Number: "26-7RQ4"}, {ID: "ee"}, {ID: "ff"}}
	Suffixes(rows)
	var got []string
	for _, r := range rows {
		got = append(got, r.ID+"="+r.Shown())
	}
	if want := []string{"cc=26-7RQ4c", "aa=26-7RQ4", "dd=26-C3HX", "bb=26-7RQ4b", "ee=", "ff="}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestFindCase(t *testing.T) {
	rows := []Row{
		{ID: "4f00000000000000000000000000000a", Number: "26-7RQ4"},
		{ID: "4f00000000000000000000000000000b", Number: "26-C3HX"},
		{ID: "2345000000000000000000000000000c", Number: "25-7RQ4"},
		{ID: "bb00000000000000000000000000000d", Number: "26-2345"},
		{ID: "cc00000000000000000000000000000e", Number: "26-9MWG"},
		{ID: "dd00000000000000000000000000000f", Number: "26-9MWG"},
	}
	Suffixes(rows)
	tests := []struct {
		arg  string
		want string // last letters of the ids found
	}{
		{"4f00000000000000000000000000000a", "a"}, {"4F00000000000000000000000000000A", "a"}, {"26-7RQ4", "a"}, {" 26-7rq4 ", "a"}, {"25-7rq4", "c"},
		{"C3HX", "b"}, {"cc00", "e"}, {"26-9MWGb", "f"},
		{"7RQ4", "ac"}, {"4f00", "ab"}, {"2345", "cd"}, {"26-2345", "d"}, {"26-9MWG", "ef"}, {"9mwg", "ef"},
		{"4f0", ""}, {"", ""}, {"26-", ""}, {"ffff", ""}, {"26-7RQO", ""},
	}
	for _, tt := range tests {
		got, err := FindCase(tt.arg, rows)
		found := ""
		var many *AmbiguousError
		switch {
		case err == nil:
			found = got.ID[31:]
		case errors.As(err, &many) && errors.Is(err, ErrAmbiguous):
			for _, r := range many.Candidates {
				found += r.ID[31:]
			}
		case !errors.Is(err, ErrNotFound):
			t.Errorf("%q: %v", tt.arg, err)
		}
		if s := strings.Split(found, ""); !slices.Equal(slices.Sorted(slices.Values(s)), strings.Split(tt.want, "")) {
			t.Errorf("%q finds %q, want %q", tt.arg, found, tt.want)
		}
	}
}

func TestFindMember(t *testing.T) {
	members := []Member{{ID: "0123456789abcdef", Name: "Amira Holm"}, {ID: "1123456789abcdef", Name: "Bo"}, {ID: "2123456789abcdef", Name: "Bodil Åkjær"},
		{ID: "3123456789abcdef", Name: "Amira Jensen"}, {ID: "4123456789abcdef", Name: "Gone Person", Ended: time.Unix(0, 0)}}
	tests := []struct {
		who  string
		want string
		err  error
	}{
		{"0123456789ABCDEF", "Amira Holm", nil}, {"amira holm", "Amira Holm", nil}, {"HOLM", "Amira Holm", nil}, {"bo", "Bo", nil}, {"bod", "Bodil Åkjær", nil},
		{"aakjær", "Bodil Åkjær", nil}, {"amira j", "Amira Jensen", nil}, {"  bo ", "Bo", nil}, {"0123", "Amira Holm", nil},
		{"amira", "", ErrAmbiguous}, {"jensen amira", "", ErrNotFound}, {"gone person", "", ErrNotFound}, {"", "", ErrNotFound}, {"x", "", ErrNotFound},
	}
	for _, tt := range tests {
		m, err := FindMember(tt.who, members)
		if m.Name != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%q: %q, %v, want %q, %v", tt.who, m.Name, err, tt.want, tt.err)
		}
	}
	_, err := FindMember("amira", members)
	var many *AmbiguousNameError
	if !errors.As(err, &many) || !slices.Equal(many.Names, []string{"Amira Holm", "Amira Jensen"}) || strings.Contains(err.Error(), "Amira") {
		t.Errorf("candidates: %v", err)
	}
}

func TestFindParty(t *testing.T) {
	network := []Party{{ID: "aaaa0000", Name: "Lone Holm", Relation: "klasselærer"}, {ID: "bbbb0000", Name: "Fatma Farah", Relation: "mor"},
		{ID: "cccc0000", Name: "Ali Farah", Relation: "far"}, {ID: "dddd0000", Name: "Streget", Struck: &Mark{}}, {ID: "eeee0000", Name: "Fjernet", Erased: &Mark{}}}
	for who, want := range map[string]string{"lone": "Lone Holm", "mor": "Fatma Farah", "far": "", "Ali Farah": "Ali Farah", "bbbb": "Fatma Farah",
		"klasselærer": "Lone Holm", "streget": "", "fjernet": "", "dddd0000": ""} {
		p, err := FindParty(who, network)
		if who == "far" { // beginning of Farah twice, but a relation of one
			want = "Ali Farah"
		}
		if p.Name != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", who, p.Name, err)
		}
	}
}

func TestSortRows(t *testing.T) {
	rows := []Row{
		{ID: "1", Number: "26-C3HX", Title: "Østen Å.", Kind: KindTenancy, Phase: PhaseHelp, Worker: "b", Opened: date("2026-03-12"), LastContact: date("2026-06-30")},
		{ID: "2", Number: "26-7RQ4", Title: "Karim F.", Kind: KindMentoring, Phase: PhaseRelation, Worker: "a", Opened: date("2026-08-15"),
			LastContact: date("2026-11-17"), NextFollowUp: date("2026-12-10"), Items: []Item{{Days: 6}}},
		{ID: "3", Number: "26-9MWG", Title: "Aage B.", Kind: KindNetwork, Phase: PhaseMeetings, Worker: "a", Opened: date("2026-05-20"), NextFollowUp: date("2026-12-08")},
		{ID: "4", Number: "26-F2JV", Title: "Ida L.", Kind: KindMentoring, Phase: PhaseContact, Worker: "a", Opened: date("2026-09-01"),
			LastContact: date("2026-11-19"), Items: []Item{{Days: 1}, {Days: -3}}},
	}
	tests := map[SortKey]string{
		SortTitle: "4213", SortNumber: "2314", SortKind: "4213", SortPhase: "4213", SortWorker: "4231", SortOpened: "4231",
		SortLastContact: "3124", SortNext: "3241", SortLate: "2413", "unknown": "4213",
	}
	for key, want := range tests {
		for range 5 {
			rand.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			SortRows(rows, key, nil)
			got := ""
			for _, r := range rows {
				got += r.ID
			}
			if got != want {
				t.Errorf("%s: %s, want %s", key, got, want)
				break
			}
		}
	}
}

// Whatever two people do to a case apart, reading it never panics, says the same
// on both sides, and makes a row.
func TestReadIsIndependentOfArrival(t *testing.T) {
	rapid.Check(t, func(t2 *rapid.T) {
		l := newLedger(t)
		c := l.karim(caseID(1), date("2026-10-01"))
		seen := []*Case{c}
		for range rapid.IntRange(1, 12).Draw(t2, "steps") {
			who := rapid.SampledFrom([]string{"amira", "bo"}).Draw(t2, "who")
			on := rapid.SampledFrom(seen).Draw(t2, "screen")
			text := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t2, "text")
			var w Write
			var err error
			switch rapid.IntRange(0, 7).Draw(t2, "what") {
			case 0:
				var ws []Write
				if ws, err = (ContactForm{Text: text, At: at("2026-12-01"), Met: yes(), FollowUp: atp("2026-12-10")}).Save(on); err == nil {
					w = ws[0]
				}
			case 1:
				w, err = on.Edit(CaseEdit{Name: &text}, monday)
			case 2:
				w, err = on.SetPhase(rapid.SampledFrom(openPhases(KindMentoring)).Draw(t2, "phase"), monday, monday)
			case 3:
				w, err = on.Close(CloseForm{Outcome: OutcomeOther, Reason: text}, monday)
			case 4:
				w, err = on.Reopen("", text, monday)
			case 5:
				if len(on.Contacts) > 0 {
					w, err = on.EditContact(on.Contacts[0].ID, ContactForm{Text: text, At: at("2026-12-02")})
				}
			case 6:
				if len(on.Contacts) > 0 {
					w, err = on.StrikeEntry(on.Contacts[0].ID, text)
				}
			case 7:
				if items := Due(on, Settings{}, monday, 2); len(items) > 0 {
					w, err = on.Postpone(items[0], at("2026-12-12"), monday)
				}
			}
			if err != nil || w.Case == "" {
				continue
			}
			l.save(who, w)
			seen = append(seen, l.read(c.ID))
		}
		entries := l.entries[c.ID]
		a := Read(c.ID, entries, l.authors)
		b := Read(c.ID, rapid.Permutation(entries).Draw(t2, "arrival"), l.authors)
		x, y := a.Row(Settings{}, monday, 2), b.Row(Settings{}, monday, 2)
		if x.Title != y.Title || x.Phase != y.Phase || x.Status != y.Status || x.Late != y.Late || !slices.Equal(x.Items, y.Items) ||
			len(a.Conflicts) != len(b.Conflicts) || len(a.Contacts) != len(b.Contacts) {
			t2.Fatalf("another arrival reads otherwise:\n%+v\n%+v", x, y)
		}
	})
}
