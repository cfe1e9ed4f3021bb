package query_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/cases/query"
	"brobygger/cases/when"

	"pgregory.net/rapid"
)

// now is Monday 7 December 2026.
func now() time.Time { return time.Date(2026, 12, 7, 8, 41, 0, 0, time.UTC) }

func parse(tb interface {
	Helper()
	Fatalf(string, ...any)
}, text string) query.Query {
	tb.Helper()
	q, err := query.ParseAt(text, now())
	if err != nil {
		tb.Fatalf("ParseAt(%q): %v", text, err)
	}
	return q
}

const note = "Mødte Karim Åkjær i frikvarteret; han blev ikke truffet i går.\nVil søge fritidsjob i Brugsen, ringer på 28 35 58 85. René Saad fra e-sport er med (§ 81)."

func TestWordsAndPhrasesFind(t *testing.T) {
	for search, want := range map[string]bool{
		"":                         true,
		"  ":                       true,
		"karim":                    true,
		"KARIM mødte":              true, // any order
		"karim lone":               false,
		"fritid":                   true, // the beginning of a word
		"job":                      false,
		"aakjær":                   true,
		"åkjär":                    true,
		"å":                        true,
		"s":                        true,
		"sa":                       true, // on the way to Saad
		"saa":                      true,
		"saad":                     true,
		"rene":                     true,
		"brugsen,":                 true,
		"(frikvarteret)":           true,
		"28 35":                    true,
		"e-sport":                  true,
		"sport":                    true,
		"§ 81":                     true,
		"§":                        true,
		`"ikke truffet"`:           true,
		`"IKKE  Truffet"`:          true,
		`"ikke truf"`:              false, // a phrase is whole words
		`"ikke truf`:               true,  // which is still being typed
		`"i går. vil"`:             true,  // over the end of a line
		`"truffet ikke"`:           false,
		`“ikke truffet”`:           true,
		`»ikke truffet«`:           true,
		`„ikke truffet“ karim`:     true,
		`"ikke truffet" lone`:      false,
		`""`:                       true,
		`"karim" "i går"`:          true,
		"ikke\u00a0truffet":        true,
		"kl:":                      false,
		"mødte:":                   true,
		"10:30":                    false,
		"frikvarteret; han":        true,
		"ar":                       false, // no word begins so
		"kind:mentoring karim":     true,
		"kind:mentoring lone":      false,
		"worker:Amira":             true, // filters are not text
		`worker:"Amira Holm" rene`: true,
	} {
		if got := parse(t, search).MatchText(danish.Fold(note)); got != want {
			t.Errorf("%q finds the note: %v, want %v", search, got, want)
		}
	}
}

func TestFilters(t *testing.T) {
	day := func(iso string) calendar.Date {
		d, err := calendar.ParseISO(iso)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for text, want := range map[string]query.Query{
		"kind:mentoring":                   {Kinds: []string{"mentoring"}},
		"type:mentorforløb":                {Kinds: []string{"mentoring"}},
		`Type:"Social vicevært"`:           {Kinds: []string{"tenancy"}},
		"type:netværksmøder":               {Kinds: []string{"network"}},
		"kind:tenancy kind:network":        {Kinds: []string{"tenancy", "network"}},
		"worker:Amira":                     {Workers: []string{"Amira"}},
		`medarbejder:"Amira  Holm"`:        {Workers: []string{"Amira Holm"}},
		"medarbejder: Bo":                  {Workers: []string{"Bo"}},
		"arena:skole":                      {Arenas: []string{"skole"}},
		"ARENA:Skolen arena:økonomi":       {Arenas: []string{"skole", "okonomi"}},
		"arena:sundhed arena:street":       {Arenas: []string{"helbred", "gade"}},
		"since:2026-12-01":                 {Since: day("2026-12-01")},
		"siden:1/12-2026":                  {Since: day("2026-12-01")},
		"siden:1.12.2026 siden:2026-11-01": {Since: day("2026-12-01")},
		"siden:3/12":                       {Since: day("2026-12-03")},
		"siden:3.12":                       {Since: day("2026-12-03")},
		"siden: man":                       {Since: day("2026-12-07")},
		`siden:"i går"`:                    {Since: day("2026-12-06")},
		"since:-7":                         {Since: day("2026-11-30")},
		"late:":                            {Late: query.Yes},
		"late:yes":                         {Late: query.Yes},
		"over-tid:":                        {Late: query.Yes},
		"over-tid:ja":                      {Late: query.Yes},
		"Over-Tid: nej":                    {Late: query.No},
		"overtid:nej":                      {Late: query.No},
	} {
		got := parse(t, text)
		same := slices.Equal(got.Kinds, want.Kinds) && slices.Equal(got.Workers, want.Workers) && slices.Equal(got.Arenas, want.Arenas) &&
			got.Since == want.Since && got.Late == want.Late
		if !same || got.HasText() || got.Empty() {
			t.Errorf("%q = %+v, want %+v", text, got, want)
		}
	}
	mixed := parse(t, "late: karim type:mentor")
	if mixed.Late != query.Yes || !mixed.HasText() || mixed.MatchText("lone") || !mixed.MatchText("karim") {
		t.Errorf("a word after late: is %+v", mixed)
	}
	for _, text := range []string{"", " ", `""`} {
		if q := parse(t, text); !q.Empty() || q.HasText() {
			t.Errorf("%q is %+v", text, q)
		}
	}
}

func TestWrongFilters(t *testing.T) {
	for _, c := range []struct {
		text, filter string
		want         error
	}{
		{"kind:", "kind", query.ErrBadValue},
		{"kind:mentro", "kind", query.ErrBadValue},
		{`type:""`, "kind", query.ErrBadValue},
		{"arena:karim", "arena", query.ErrBadValue},
		{"medarbejder:", "worker", query.ErrBadValue},
		{"late:karim", "late", query.ErrBadValue},
		{"since:", "since", query.ErrBadDate},
		{"since:", "since", when.ErrEmpty},
		{"siden:30/2", "since", query.ErrBadDate},
		{"siden:30/2", "since", when.ErrNoSuchDate},
		{"siden:snart", "since", when.ErrNotUnderstood},
		{"siden: type:mentor", "since", query.ErrBadDate},
		{"karim foo:bar", "foo", query.ErrUnknownFilter},
		{"Farah:Karim", "Farah", query.ErrUnknownFilter},
	} {
		q, err := query.ParseAt(c.text, now())
		var filter *query.FilterError
		if !errors.Is(err, c.want) || !errors.As(err, &filter) || filter.Filter != c.filter || !q.Empty() {
			t.Errorf("%q: %v (%+v), want filter %s: %v", c.text, err, filter, c.filter, c.want)
			continue
		}
		for _, content := range []string{"karim", "farah", "mentro", "snart", "30/2", "foo"} {
			if strings.Contains(strings.ToLower(err.Error()), content) {
				t.Errorf("%q: the error tells what was typed: %v", c.text, err)
			}
		}
		if c.want != query.ErrUnknownFilter && !strings.Contains(err.Error(), c.filter) {
			t.Errorf("%q: the error does not name the filter: %v", c.text, err)
		}
	}
}

func TestParseWithoutATodayTakesWholeDates(t *testing.T) {
	if q, err := query.Parse("karim siden:1/12-2026"); err != nil || q.Since.String() != "2026-12-01" {
		t.Errorf("a whole date: %v, %v", q.Since, err)
	}
	if _, err := query.Parse("siden:mandag"); !errors.Is(err, query.ErrBadDate) {
		t.Errorf("mandag: %v", err)
	}
}

func TestEveryFilterIsKnownByItsName(t *testing.T) {
	for _, name := range query.Filters() {
		_, err := query.ParseAt(name+":nothing-that-is-a-value", now())
		if errors.Is(err, query.ErrUnknownFilter) {
			t.Errorf("%s is not known", name)
		}
	}
}

// TestAWordStillFindsWhatItsBeginningsFound: while someone types, a note that has
// the whole word may not come and go.
func TestAWordStillFindsWhatItsBeginningsFound(t *testing.T) {
	word := rapid.StringMatching(`[a-cæøåAÅéüs]{1,7}`)
	rapid.Check(t, func(t *rapid.T) {
		whole := word.Draw(t, "word")
		text := danish.Fold("en " + whole + " to")
		for i := range whole {
			if i == 0 {
				continue
			}
			if q := parse(t, whole[:i]); !q.MatchText(text) {
				t.Fatalf("%q does not find %q", whole[:i], text)
			}
		}
		if !parse(t, whole).MatchText(text) {
			t.Fatalf("%q does not find %q", whole, text)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"karim", `"ikke truffet"`, "type:mentor", "siden: 1/12", "late:", `worker:"`, `worker:"a`, ":", "a:", "-:", "a-:b", `"`, "””", "\xff:\xff", "¨", "siden:"} {
		f.Add(seed, note)
	}
	f.Fuzz(func(t *testing.T, search, text string) {
		q, err := query.ParseAt(search, now())
		var filter *query.FilterError
		if err != nil && (!errors.As(err, &filter) || !q.Empty()) {
			t.Fatalf("ParseAt(%q) = %+v, %v", search, q, err)
		}
		checkSnippet(t, q, text, 1+len(search)%40)
	})
}
