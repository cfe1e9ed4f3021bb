package when_test

import (
	"errors"
	"testing"
	"time"

	"brobygger/cases/calendar"
	"brobygger/cases/when"

	"pgregory.net/rapid"
)

// now is Monday 7 December 2026, week 50, 8.41 in Denmark.
func now() time.Time {
	return time.Date(2026, 12, 7, 8, 41, 30, 0, time.FixedZone("CET", 3600))
}

const past, future = when.Past, when.Future

func TestParseMeansWhatPeopleMean(t *testing.T) {
	for _, c := range []struct {
		text string
		dir  when.Direction
		want string
	}{
		// days near today
		{"i dag", past, "2026-12-07"},
		{"I DAG", future, "2026-12-07"},
		{"idag", past, "2026-12-07"},
		{"today", past, "2026-12-07"},
		{"i går", past, "2026-12-06"},
		{"i ga\u030ar", past, "2026-12-06"}, // å in two characters, as macOS has it
		{"i gaar", past, "2026-12-06"},
		{"yesterday", future, "2026-12-06"},
		{"i aftes", past, "2026-12-06"},
		{"i forgårs", past, "2026-12-05"},
		{"the day before yesterday", past, "2026-12-05"},
		{"i morgen", past, "2026-12-08"},
		{"tomorrow", future, "2026-12-08"},
		{"i overmorgen", future, "2026-12-09"},
		{"day after tomorrow", future, "2026-12-09"},
		{"  i \u00a0 dag ", past, "2026-12-07"},
		{"nu", past, "2026-12-07T08:41"},
		{"Now", past, "2026-12-07T08:41"},

		// weekdays; today is a Monday
		{"man", past, "2026-12-07"},
		{"man", future, "2026-12-14"},
		{"mandag", past, "2026-12-07"},
		{"ma", future, "2026-12-14"},
		{"monday", future, "2026-12-14"},
		{"ti", past, "2026-12-01"},
		{"ti", future, "2026-12-08"},
		{"tirs", future, "2026-12-08"},
		{"tir.", future, "2026-12-08"},
		{"on", future, "2026-12-09"},
		{"ons", past, "2026-12-02"},
		{"to", future, "2026-12-10"},
		{"TORS", past, "2026-12-03"},
		{"Thursday", future, "2026-12-10"},
		{"fr", future, "2026-12-11"},
		{"fre", past, "2026-12-04"},
		{"lø", past, "2026-12-05"},
		{"lør", future, "2026-12-12"},
		{"loerdag", future, "2026-12-12"},
		{"søn", past, "2026-12-06"},
		{"sø", future, "2026-12-13"},
		{"sun", future, "2026-12-13"},
		{"sidste mandag", future, "2026-11-30"},
		{"sidste fredag", past, "2026-12-04"},
		{"last friday", past, "2026-12-04"},
		{"i mandags", past, "2026-11-30"},
		{"i torsdags", future, "2026-12-03"},
		{"næste tirsdag", past, "2026-12-08"},
		{"næste mandag", future, "2026-12-14"},
		{"next monday", future, "2026-12-14"},
		{"på mandag", past, "2026-12-14"},
		{"på fredag", future, "2026-12-11"},
		{"on friday", future, "2026-12-11"},
		{"on friday", past, "2026-12-04"},

		// dates by their numbers
		{"3/12", past, "2026-12-03"},
		{"3/12", future, "2027-12-03"},
		{"7/12", past, "2026-12-07"},
		{"7/12", future, "2026-12-07"},
		{"8/12", past, "2025-12-08"},
		{"8/12", future, "2026-12-08"},
		{"3.12.", past, "2026-12-03"},
		{"3-12", past, "2026-12-03"},
		{"03-12-2026", future, "2026-12-03"},
		{"3/12/26", past, "2026-12-03"},
		{"3/12/26", future, "2026-12-03"},
		{"3/12-26", past, "2026-12-03"},
		{"3/12-2026", past, "2026-12-03"},
		{"3/12 2026", past, "2026-12-03"},
		{"3.12.26", past, "2026-12-03"},
		{"3.12.2026", past, "2026-12-03"},
		{"3.12. 2026", past, "2026-12-03"},
		{"3–12–2026", past, "2026-12-03"}, // Word makes dashes of hyphens
		{"2026-12-03", future, "2026-12-03"},
		{"d. 3/12", past, "2026-12-03"},
		{"den 3/12", past, "2026-12-03"},
		{"25.12", future, "2026-12-25"}, // no such time, so it is a date
		{"3.2", future, "2027-02-03"},   // a time has two digits after the dot
		{"24.12", past, "2025-12-24"},
		{"29/2", past, "2024-02-29"},
		{"29/2", future, "2028-02-29"},
		{"1/1/68", past, "1968-01-01"}, // a year of birth
		{"1/1/27", past, "2027-01-01"},
		{"1/1/28", past, "1928-01-01"},
		{"1/1/35", future, "2035-01-01"},
		{"1/1/17", future, "2017-01-01"},
		{"1/1/16", future, "2116-01-01"},

		// dates by their month's name
		{"3. december", past, "2026-12-03"},
		{"3 dec", future, "2027-12-03"},
		{"3. dec.", past, "2026-12-03"},
		{"22. nov. 2026", future, "2026-11-22"},
		{"22. november 2026", past, "2026-11-22"},
		{"den 3. december 2026", past, "2026-12-03"},
		{"d. 3. dec", past, "2026-12-03"},
		{"1. maj", future, "2027-05-01"},
		{"2. okt", past, "2026-10-02"},
		{"2 Oct", past, "2026-10-02"},
		{"December 3", past, "2026-12-03"},
		{"dec 3, 2027", past, "2027-12-03"},
		{"3rd december", past, "2026-12-03"},
		{"on the 3rd december", past, "2026-12-03"},

		// a weekday beside a date, as our own screens show it
		{"to 10-12-2026", future, "2026-12-10"},
		{"man 07-12-2026", past, "2026-12-07"},
		{"fr 11-12", future, "2026-12-11"},
		{"torsdag d. 3/12", past, "2026-12-03"},
		{"torsdag, den 3. december", past, "2026-12-03"},
		{"på torsdag d. 10/12", future, "2026-12-10"},
		{"on 3/12", past, "2026-12-03"}, // English: no onsdag

		// counted from today
		{"+7", future, "2026-12-14"},
		{"+0", past, "2026-12-07"},
		{"-1", past, "2026-12-06"},
		{"−1", past, "2026-12-06"},
		{"+2u", future, "2026-12-21"},
		{"+2 uger", future, "2026-12-21"},
		{"+3m", future, "2027-03-07"},
		{"+1 md.", future, "2027-01-07"},
		{"om 3 mdr.", future, "2027-03-07"},
		{"+1 år", future, "2027-12-07"},
		{"-2w", past, "2026-11-23"},
		{"+5 hverdage", future, "2026-12-14"},
		{"om 3 dage", past, "2026-12-10"},
		{"om en uge", future, "2026-12-14"},
		{"om to uger", future, "2026-12-21"},
		{"om 14 dage", future, "2026-12-21"},
		{"om et år", future, "2027-12-07"},
		{"in 3 days", future, "2026-12-10"},
		{"in a week", future, "2026-12-14"},
		{"for 2 dage siden", future, "2026-12-05"},
		{"2 dage siden", past, "2026-12-05"},
		{"for en måned siden", past, "2026-11-07"},
		{"3 days ago", past, "2026-12-04"},

		// weeks; this is week 50
		{"uge 50", past, "2026-12-07"},
		{"uge 50", future, "2026-12-07"},
		{"uge 49", past, "2026-11-30"},
		{"uge 49", future, "2027-12-06"},
		{"uge 51", past, "2025-12-15"},
		{"Uge 51", future, "2026-12-14"},
		{"uge 53", future, "2026-12-28"},
		{"uge 53", past, "2020-12-28"},
		{"week 3", future, "2027-01-18"},
		{"uge 1 2026", future, "2025-12-29"},
		{"uge 1/2027", past, "2027-01-04"},
		{"i uge 51", future, "2026-12-14"},
		{"næste uge", future, "2026-12-14"},
		{"i sidste uge", past, "2026-11-30"},
		{"this week", past, "2026-12-07"},
		{"fredag i uge 51", future, "2026-12-18"},
		{"fre uge 51", future, "2026-12-18"},
		{"søndag i uge 50", past, "2026-12-13"},
		{"tuesday next week", future, "2026-12-15"},

		// times
		{"17.30", past, "2026-12-07T17:30"},
		{"17:30", future, "2026-12-07T17:30"},
		{"kl. 9", past, "2026-12-07T09:00"},
		{"kl 14", past, "2026-12-07T14:00"},
		{"kl.14", past, "2026-12-07T14:00"},
		{"klokken 9", past, "2026-12-07T09:00"},
		{"at 14", past, "2026-12-07T14:00"},
		{"kl 1730", past, "2026-12-07T17:30"},
		{"kl. 930", past, "2026-12-07T09:30"},
		{"kl. 17.30", past, "2026-12-07T17:30"},
		{"kl. 3.12", past, "2026-12-07T03:12"},
		{"3:12", past, "2026-12-07T03:12"},
		{"0.00", past, "2026-12-07T00:00"},
		{"23.59", past, "2026-12-07T23:59"},

		// days and times
		{"to kl. 14", future, "2026-12-10T14:00"},
		{"to 14:30", future, "2026-12-10T14:30"},
		{"i går 17.30", past, "2026-12-06T17:30"},
		{"i går 9.10", past, "2026-12-06T09:10"},
		{"i dag kl. 10.40", past, "2026-12-07T10:40"},
		{"kl. 14 i morgen", future, "2026-12-08T14:00"},
		{"9.10 i går", past, "2026-12-06T09:10"},
		{"3/12 kl 9", past, "2026-12-03T09:00"},
		{"3/12 9.10", past, "2026-12-03T09:10"},
		{"3.12. 14.00", past, "2026-12-03T14:00"},
		{"3.12 14.00", past, "2026-12-03T14:00"},
		{"3. december kl. 14", past, "2026-12-03T14:00"},
		{"to 10-12-2026 kl. 14.00", future, "2026-12-10T14:00"},
		{"mandag den 7. december 2026, kl. 14.30", past, "2026-12-07T14:30"},
		{"man 9.10", past, "2026-12-07T09:10"}, // 9 October is no Monday
		{"2026-12-10T14:00", past, "2026-12-10T14:00"},
		{"2026-12-10 14:00", past, "2026-12-10T14:00"},
		{"2026-12-10T14:00:00+01:00", past, "2026-12-10T14:00"},
		{"2026-12-10T23:30:00Z", past, "2026-12-11T00:30"},
		{"+7 kl. 9", future, "2026-12-14T09:00"},
		{"om 3 dage kl. 9", future, "2026-12-10T09:00"},
		{"tomorrow at 9:15", future, "2026-12-08T09:15"},
		{"uge 51 kl. 9", future, "2026-12-14T09:00"},
	} {
		got, err := when.Parse(c.text, now(), c.dir)
		if err != nil || got.String() != c.want {
			t.Errorf("Parse(%q, %v) = %v, %v; want %s", c.text, c.dir, got, err, c.want)
		}
	}
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		text string
		want error
	}{
		{"", when.ErrEmpty},
		{" \t\n\u00a0", when.ErrEmpty},
		{"snart", when.ErrNotUnderstood},
		{"Karim", when.ErrNotUnderstood},
		{"7", when.ErrNotUnderstood},
		{"1730", when.ErrNotUnderstood},
		{"i går 17", when.ErrNotUnderstood},
		{"3//12", when.ErrNotUnderstood},
		{"3/12/2", when.ErrNotUnderstood},
		{"3/12/026", when.ErrNotUnderstood},
		{"12-2026", when.ErrNotUnderstood},
		{"i dag i morgen", when.ErrNotUnderstood},
		{"17.30 18.30", when.ErrNotUnderstood},
		{"+", when.ErrNotUnderstood},
		{"+ 7", when.ErrNotUnderstood},
		{"+99999", when.ErrNotUnderstood},
		{"om dage", when.ErrNotUnderstood},
		{"om 3 fisk", when.ErrNotUnderstood},
		{"to kl. 14 øve jobsamtale", when.ErrNotUnderstood},
		{"kl. kl. 14", when.ErrNotUnderstood},
		{"\xff\xfe", when.ErrNotUnderstood},
		{"🙂", when.ErrNotUnderstood},
		{"30/2", when.ErrNoSuchDate},
		{"30.2.", when.ErrNoSuchDate},
		{"30.02", when.ErrNoSuchDate},
		{"31.11", when.ErrNoSuchDate},
		{"29/2/2026", when.ErrNoSuchDate},
		{"0/1", when.ErrNoSuchDate},
		{"3/13", when.ErrNoSuchDate},
		{"32. december", when.ErrNoSuchDate},
		{"2026-02-30", when.ErrNoSuchDate},
		{"0000-01-01", when.ErrNoSuchDate},
		{"2026-02-30T14:00", when.ErrNoSuchDate},
		{"30/2 kl. 14", when.ErrNoSuchDate},
		{"uge 54", when.ErrNoSuchDate},
		{"uge 53 2027", when.ErrNoSuchDate},
		{"fr 10-12-2026", when.ErrOtherWeekday},
		{"fr 10-12-2026", when.ErrNoSuchDate},
		{"25.00", when.ErrNoSuchTime},
		{"24:00", when.ErrNoSuchTime},
		{"kl. 24", when.ErrNoSuchTime},
		{"17.60", when.ErrNoSuchTime},
		{"kl 1260", when.ErrNoSuchTime},
		{"i går 25.00", when.ErrNoSuchTime},
		{"2026-12-10T24:00", when.ErrNoSuchTime},
		{"3.12", when.ErrAmbiguous},
		{"3.12", when.ErrNotUnderstood},
		{"9.10", when.ErrAmbiguous},
		{"10.10", when.ErrAmbiguous},
	} {
		for _, dir := range []when.Direction{past, future} {
			if got, err := when.Parse(c.text, now(), dir); !errors.Is(err, c.want) || got != (when.Moment{}) {
				t.Errorf("Parse(%q, %v) = %v, %v; want %v", c.text, dir, got, err, c.want)
			}
		}
	}
}

func TestWithoutATodayOnlyWholeDatesAreUnderstood(t *testing.T) {
	for text, want := range map[string]string{
		"2026-12-03": "2026-12-03", "3/12-2026": "2026-12-03", "3. december 2026": "2026-12-03", "uge 50 2026": "2026-12-07",
		"to 10-12-2026 kl. 9": "2026-12-10T09:00", "2026-12-10T14:00:00+01:00": "2026-12-10T14:00",
		"i dag": "", "man": "", "3/12": "", "3/12/26": "", "+7": "", "17.30": "", "uge 50": "", "næste uge": "", "nu": "",
		"sidste mandag": "", "på mandag": "", "3. december": "", "om 3 dage": "", "fredag i uge 50": "",
	} {
		got, err := when.Parse(text, time.Time{}, past)
		if got.String() != want || (err == nil) != (want != "") {
			t.Errorf("Parse(%q) without a today = %v, %v; want %q", text, got, err, want)
		}
	}
}

func TestParseDateTakesNoTime(t *testing.T) {
	for text, want := range map[string]string{
		"3.12": "2026-12-03", "9.10": "2026-10-09", "3.12.": "2026-12-03", "to": "2026-12-03", "i går": "2026-12-06",
	} {
		if got, err := when.ParseDate(text, now(), past); err != nil || got.String() != want {
			t.Errorf("ParseDate(%q) = %v, %v; want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]error{
		"": when.ErrEmpty, "kl. 14": when.ErrNotUnderstood, "to kl. 14": when.ErrNotUnderstood, "nu": when.ErrNotUnderstood,
		"17.30": when.ErrNoSuchDate, "2026-12-10T14:00": when.ErrNotUnderstood, "30/2": when.ErrNoSuchDate,
	} {
		if got, err := when.ParseDate(text, now(), past); !errors.Is(err, want) || !got.IsZero() {
			t.Errorf("ParseDate(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
}

func TestCutTakesTheTimeAndLeavesTheText(t *testing.T) {
	for _, c := range []struct {
		text, want, rest string
		err              error
	}{
		{"to kl. 14 øve jobsamtale", "2026-12-10T14:00", "øve jobsamtale", nil},
		{"to kl. 14: øve jobsamtale", "2026-12-10T14:00", "øve jobsamtale", nil},
		{"to øve jobsamtale", "2026-12-10", "øve jobsamtale", nil},
		{"i morgen 9.15 - ring til mesteren", "2026-12-08T09:15", "ring til mesteren", nil},
		{"+7", "2026-12-14", "", nil},
		{"  om to uger   ring ", "2026-12-21", "ring", nil},
		{"3/12 kl. 9, Kulturhuset", "2027-12-03T09:00", "Kulturhuset", nil},
		{"fredag i uge 51 møde", "2026-12-18", "møde", nil},
		{"man 3 dage senere", "2026-12-14", "3 dage senere", nil},
		{"to kl. 14-16 møde", "2026-12-10", "kl. 14-16 møde", nil}, // nothing is lost
		{"i dag", "2026-12-07", "", nil},
		{"ring til mor", "", "ring til mor", when.ErrNotUnderstood},
		{"manden ringer", "", "manden ringer", when.ErrNotUnderstood},
		{"30/2 møde", "", "30/2 møde", when.ErrNoSuchDate},
		{"i morgen 25.00 møde", "", "i morgen 25.00 møde", when.ErrNoSuchTime},
		{"3.12 møde", "", "3.12 møde", when.ErrAmbiguous},
		{" ", "", " ", when.ErrEmpty},
	} {
		got, rest, err := when.Cut(c.text, now(), future)
		if got.String() != c.want || rest != c.rest || !errors.Is(err, c.err) {
			t.Errorf("Cut(%q) = %v, %q, %v; want %s, %q, %v", c.text, got, rest, err, c.want, c.rest, c.err)
		}
	}
}

// TestEachWeekdayIsTheNearest goes through every today of two weeks.
func TestEachWeekdayIsTheNearest(t *testing.T) {
	short := map[time.Weekday]string{
		time.Monday: "man", time.Tuesday: "tir", time.Wednesday: "ons", time.Thursday: "tor", time.Friday: "fre", time.Saturday: "lør", time.Sunday: "søn",
	}
	for offset := range 14 {
		at := now().AddDate(0, 0, offset)
		today := calendar.Of(at)
		for weekday, text := range short {
			back, err1 := when.Parse(text, at, past)
			ahead, err2 := when.Parse(text, at, future)
			if err1 != nil || err2 != nil {
				t.Fatalf("%s: %v, %v", text, err1, err2)
			}
			if n := today.Sub(back.Date); n < 0 || n > 6 || back.Date.Weekday() != weekday {
				t.Errorf("on %v, %s in the past is %v", today, text, back)
			}
			if n := ahead.Date.Sub(today); n < 1 || n > 7 || ahead.Date.Weekday() != weekday {
				t.Errorf("on %v, %s in the future is %v", today, text, ahead)
			}
		}
	}
}

// TestADateWithoutItsYearIsTheNearest holds for every today.
func TestADateWithoutItsYearIsTheNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		today := calendar.Date{Year: 2026, Month: 1, Day: 1}.AddDays(rapid.IntRange(-40_000, 40_000).Draw(t, "today"))
		want := today.AddDays(rapid.IntRange(-364, 364).Draw(t, "away"))
		dir := when.Future
		if want.Before(today) {
			dir = when.Past
		}
		text := rapid.SampledFrom([]string{"2/1", "2-1", "2.1.", "_2/01"}).Draw(t, "form")
		text = want.Time(nil).Format(text)
		if got, err := when.Parse(text, today.Time(nil), dir); err != nil || got.Date != want {
			t.Fatalf("on %v, %q is %v, %v; want %v", today, text, got, err, want)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "i dag", "i går 17.30", "man", "3/12", "3.12.", "to kl. 14", "+7", "-1", "+2 uger", "om 3 dage", "for 2 dage siden",
		"uge 50", "uge 53", "sidste mandag", "næste uge", "2026-12-10T14:00", "2026-12-10T14:00:00Z", "3. december 2026", "Dec 3, 2026",
		"30/2", "25.00", "kl 1730", "d. 3/12-26", "\xff", "on on on", "to to", "ti ti", "i i i", "+9999m", "29/2", "0/0/00",
	} {
		for _, offset := range []int64{1796629290, 0, -62135596800, 253402300799} {
			f.Add(seed, offset, true)
			f.Add(seed, offset, false)
		}
	}
	f.Fuzz(func(t *testing.T, text string, unix int64, back bool) {
		if unix < -62135596800 || unix > 253402300799 {
			return // a clock outside the years 1 to 9999
		}
		at, dir := time.Unix(unix, 0).UTC(), future
		if back {
			dir = past
		}
		m, err := when.Parse(text, at, dir)
		known := errors.Is(err, when.ErrEmpty) || errors.Is(err, when.ErrNotUnderstood) || errors.Is(err, when.ErrNoSuchDate) || errors.Is(err, when.ErrNoSuchTime)
		switch {
		case err != nil && (!known || m != when.Moment{}):
			t.Fatalf("Parse(%q) = %v, %v", text, m, err)
		case err == nil && !m.Valid():
			t.Fatalf("Parse(%q) = %#v, which does not exist", text, m)
		case err == nil:
			if again, err := when.Parse(m.String(), at, dir); err != nil || again != m {
				t.Fatalf("Parse(%q) = %v, and that is read as %v, %v", text, m, again, err)
			}
		}
		if d, err := when.ParseDate(text, at, dir); err == nil && !d.Valid() {
			t.Fatalf("ParseDate(%q) = %#v, which does not exist", text, d)
		}
		if m, rest, err := when.Cut(text, at, dir); err == nil && !m.Valid() || err != nil && rest != text || len(rest) > len(text) {
			t.Fatalf("Cut(%q) = %v, %q, %v", text, m, rest, err)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := when.Parse("to kl. 14", now(), future); err != nil {
			b.Fatal(err)
		}
	}
}
