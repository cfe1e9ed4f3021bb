package when_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"brobygger/cases/calendar"
	"brobygger/cases/when"

	"pgregory.net/rapid"
)

func anyMoment() *rapid.Generator[when.Moment] {
	return rapid.Custom(func(t *rapid.T) when.Moment {
		year := rapid.IntRange(1, 9999).Draw(t, "year")
		month := time.Month(rapid.IntRange(1, 12).Draw(t, "month"))
		m := when.Moment{Date: calendar.Date{Year: year, Month: month, Day: rapid.IntRange(1, calendar.DaysIn(year, month)).Draw(t, "day")}}
		if m.HasTime = rapid.Bool().Draw(t, "has time"); m.HasTime {
			m.Hour, m.Minute = rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute")
		}
		return m
	})
}

func TestTheISOTextGivesTheSameMomentBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMoment().Draw(t, "moment")
		dir := rapid.SampledFrom([]when.Direction{when.Past, when.Future}).Draw(t, "direction")
		if got, err := when.Parse(m.String(), now(), dir); err != nil || got != m {
			t.Fatalf("Parse(%q) = %v, %v", m, got, err)
		}
		if got, err := when.Parse(m.String(), time.Time{}, dir); err != nil || got != m {
			t.Fatalf("Parse(%q) without a today = %v, %v", m, got, err)
		}
		if got, err := when.ParseISO(m.String()); err != nil || got != m {
			t.Fatalf("ParseISO(%q) = %v, %v", m, got, err)
		}
		text, err := json.Marshal(m)
		var back when.Moment
		if err != nil || json.Unmarshal(text, &back) != nil || back != m {
			t.Fatalf("%v through JSON is %s, %v", m, text, back)
		}
	})
}

func TestParseISOTakesNothingElse(t *testing.T) {
	for text, want := range map[string]error{
		"":                          when.ErrEmpty,
		"2026-12-10T14:0":           when.ErrNotUnderstood,
		"2026-12-10 14:00":          when.ErrNotUnderstood,
		"2026-12-10t14:00":          when.ErrNotUnderstood,
		"2026-12-10T14.00":          when.ErrNotUnderstood,
		"2026-12-10T+4:00":          when.ErrNotUnderstood,
		"2026-12-10T14:00:00+01:00": when.ErrNotUnderstood,
		"10-12-2026":                when.ErrNotUnderstood,
		"i dag":                     when.ErrNotUnderstood,
		"2026-02-30":                when.ErrNoSuchDate,
		"2026-02-30T14:00":          when.ErrNoSuchDate,
		"2026-12-10T24:00":          when.ErrNoSuchTime,
		"2026-12-10T23:60":          when.ErrNoSuchTime,
	} {
		if m, err := when.ParseISO(text); !errors.Is(err, want) || !m.IsZero() {
			t.Errorf("ParseISO(%q) = %v, %v; want %v", text, m, err, want)
		}
	}
}

func TestMomentsSortByDayThenTime(t *testing.T) {
	day, next := calendar.Date{Year: 2026, Month: 12, Day: 7}, calendar.Date{Year: 2026, Month: 12, Day: 8}
	want := []when.Moment{
		{},
		{Date: day},
		{Date: day, HasTime: true},
		{Date: day, HasTime: true, Hour: 9},
		{Date: day, HasTime: true, Hour: 9, Minute: 30},
		{Date: next},
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, when.Moment.Compare)
	if !slices.Equal(got, want) {
		t.Errorf("sorted: %v", got)
	}
}

func TestMomentAndTime(t *testing.T) {
	denmark := time.FixedZone("CET", 3600)
	m := when.At(now())
	if m.String() != "2026-12-07T08:41" {
		t.Errorf("now is %v", m)
	}
	if got := m.Time(denmark).Format(time.RFC3339); got != "2026-12-07T08:41:00+01:00" {
		t.Errorf("that is %s", got)
	}
	if got := (when.Moment{Date: m.Date}).Time(nil).Format(time.RFC3339); got != "2026-12-07T00:00:00Z" {
		t.Errorf("the day begins %s", got)
	}
	var none when.Moment
	if !none.IsZero() || none.String() != "" || !none.Time(denmark).IsZero() {
		t.Error("no moment has a text or a time")
	}
}

func TestTextOfNoMomentAndOfNonsense(t *testing.T) {
	m := when.At(now())
	if err := m.UnmarshalText([]byte("i dag")); !errors.Is(err, when.ErrNotUnderstood) || m != when.At(now()) {
		t.Errorf("a failed read gave %v and left %v", err, m)
	}
	if err := m.UnmarshalText(nil); err != nil || !m.IsZero() {
		t.Errorf("the empty text is %v, %v", m, err)
	}
	day := calendar.Date{Year: 2026, Month: 12, Day: 7}
	for _, bad := range []when.Moment{{Date: day, Hour: 24, HasTime: true}, {Date: day, Hour: 9}, {HasTime: true}, {Date: calendar.Date{Year: 2026, Month: 2, Day: 30}}} {
		if text, err := bad.MarshalText(); err == nil {
			t.Errorf("%#v was written as %q", bad, text)
		}
	}
}
