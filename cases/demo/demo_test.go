package demo

import (
	"encoding/base64"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/history"
)

// monday is the day of the sketches.
var monday = calendar.Date{Year: 2026, Month: 12, Day: 7}

func alone() []Worker {
	return []Worker{{Member: "00000000000000a1", Name: "Amira"}}
}

func team() []Worker {
	return []Worker{
		{Member: "00000000000000a1", Name: "Amira", Roles: []cases.MemberRole{cases.MemberMentor}},
		{Member: "00000000000000b2", Name: "Bo", Roles: []cases.MemberRole{cases.MemberMentor, cases.MemberMoedeleder}},
		{Member: "00000000000000c3", Name: "Jens", Roles: []cases.MemberRole{cases.MemberVicevaert}},
		{Member: "00000000000000d4", Name: "Lone", Roles: []cases.MemberRole{cases.MemberMoedeleder}},
		{Member: "00000000000000e5", Name: "Mette", Roles: []cases.MemberRole{cases.MemberLeder}},
	}
}

func options(seed uint64, day calendar.Date, n int) Options {
	loc := time.FixedZone("CET", 3600)
	return Options{Seed: seed, Day: day, Now: day.Time(loc).Add(8*time.Hour + 41*time.Minute), Cases: n, Workers: alone(), Services: directory()}
}

// directory are ids as a vault would give them to the services.
func directory() []cases.EntryID {
	all, err := Services()
	if err != nil {
		panic(err)
	}
	var out []cases.EntryID
	for i := range all {
		out = append(out, cases.EntryID(fmt.Sprintf("%064x", i+1)))
	}
	return out
}

func plans(tb testing.TB, o Options) []*Plan {
	tb.Helper()
	var out []*Plan
	for p, err := range Generate(o) {
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, p)
	}
	if len(out) != o.Cases {
		tb.Fatalf("%d plans, want %d", len(out), o.Cases)
	}
	return out
}

func keyOf(worker int) history.Key {
	return history.Key("ed25519:" + base64.RawURLEncoding.EncodeToString(append(make([]byte, 31), byte(worker))))
}

// written is a case as it stands when its plan has been written.
type written struct {
	plan    *Plan
	entries []*history.Entry
	*cases.Case
}

// write makes the entries of a plan as a vault would, but for the signatures.
func write(tb testing.TB, o Options, p *Plan) *written {
	tb.Helper()
	out := &written{plan: p}
	authors := cases.Authors{}
	for i, w := range o.Workers {
		authors[keyOf(i)] = cases.Author{Member: w.Member, Name: w.Name, Roles: w.Roles}
	}
	var made []cases.EntryID
	seq := map[string]int64{}
	for _, s := range p.Steps {
		device := fmt.Sprintf("%015x%x", s.Author, s.Device)
		for _, ch := range s.Changes {
			c := ch.Resolve(made, keyOf)
			body, err := history.EncodeBody(c, [16]byte{byte(len(made))}, nil)
			if err != nil {
				tb.Fatal(err)
			}
			seq[device]++
			h := history.Head{Author: keyOf(s.Author), Device: device, Seq: seq[device], After: c.After, Time: s.At, Kind: c.Kind, Body: history.HashBody(body)}
			raw := h.Encode()
			if h, err = history.ParseHead(raw); err != nil {
				tb.Fatalf("case %d: %v", p.Index, err)
			}
			e := &history.Entry{ID: history.IDOf(raw), Head: h, RawHead: raw, RawBody: body, Trust: history.TrustGood}
			if slices.Contains(p.Erased, len(made)) {
				e = e.WithoutBody()
			}
			made = append(made, e.ID)
			out.entries = append(out.entries, e)
		}
	}
	out.Case = cases.Read(p.ID, out.entries, authors)
	return out
}

func writeAll(tb testing.TB, o Options) []*written {
	tb.Helper()
	var out []*written
	for _, p := range plans(tb, o) {
		out = append(out, write(tb, o, p))
	}
	return out
}

// days on which a demo may be begun: a Monday in December, a Sunday, the middle
// of the summer, the day after Easter, a leap day, New Year's Day.
func days() []calendar.Date {
	return []calendar.Date{monday, {Year: 2026, Month: 11, Day: 22}, {Year: 2027, Month: 7, Day: 15}, {Year: 2027, Month: 3, Day: 30},
		{Year: 2028, Month: 2, Day: 29}, {Year: 2027, Month: 1, Day: 1}}
}

func TestTheSameSeedAndDayGiveTheSameDemo(t *testing.T) {
	o := options(7, monday, 90)
	first := plans(t, o)
	o.Now = o.Now.Add(9 * time.Hour)
	if again := plans(t, o); !reflect.DeepEqual(first, again) {
		t.Error("the same seed and day gave another demo at another time of day")
	}
	more := o
	more.Cases = 120
	if longer := plans(t, more); !reflect.DeepEqual(first[:70], longer[:70]) {
		t.Error("a longer demo begins with other cases")
	}
	o.Seed = 8
	if other := plans(t, o); reflect.DeepEqual(first[20], other[20]) {
		t.Error("another seed gave the same case")
	}
}

func TestGenerateRefusesOptionsThatMakeNoDemo(t *testing.T) {
	for name, change := range map[string]func(*Options){
		"nobody who writes": func(o *Options) { o.Workers = nil },
		"no day":            func(o *Options) { o.Day = calendar.Date{} },
		"too few cases":     func(o *Options) { o.Cases = -1 },
	} {
		o := options(1, monday, 3)
		change(&o)
		n := 0
		for p, err := range Generate(o) {
			n++
			if p != nil || !errors.Is(err, ErrOptions) {
				t.Errorf("%s: %v, %v", name, p, err)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d answers, want one error", name, n)
		}
	}
}

func TestGenerateStopsWhenAsked(t *testing.T) {
	n := 0
	for range Generate(options(1, monday, 1_000_000)) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d plans", n)
	}
}

// TestEveryPlanIsAWholeHistory folds each case as a vault would read it.
func TestEveryPlanIsAWholeHistory(t *testing.T) {
	for _, day := range days() {
		for _, workers := range [][]Worker{alone(), team()} {
			o := options(3, day, 80)
			o.Workers = workers
			numbers, ids := map[string]bool{}, map[string]bool{}
			for _, c := range writeAll(t, o) {
				name := fmt.Sprintf("%s, %d workers, case %d", day, len(workers), c.plan.Index)
				if c.Incomplete || c.ReadOnly || len(c.State.Forks) > 0 || len(c.State.Apart) > 0 || len(c.State.Bodyless) > 0 || len(c.State.EraseAlso) > 0 {
					t.Errorf("%s: incomplete %t, forks %v, apart %v, bodyless %v, erase also %v", name, c.Incomplete, c.State.Forks,
						c.State.Apart, c.State.Bodyless, c.State.EraseAlso)
				}
				if c.Number != c.plan.Number || c.Kind != c.plan.Kind || c.Person.Name != c.plan.Name || !c.Kind.Valid() {
					t.Errorf("%s: reads as %s %s %s", name, c.Number, c.Kind, c.Person.Name)
				}
				if numbers[c.Number] || ids[c.ID] || len(c.ID) != 32 {
					t.Errorf("%s: number %s or id %s twice", name, c.Number, c.ID)
				}
				numbers[c.Number], ids[c.ID] = true, true
				if c.Status == cases.StatusClosed && (c.Phase != cases.PhaseClosed || c.Outcome == "" || c.CloseReason == "" || c.Closed.Before(c.Opened)) {
					t.Errorf("%s: closed as %s %q, %s to %s", name, c.Phase, c.CloseReason, c.Opened, c.Closed)
				}
				if c.Status == cases.StatusOpen && (c.Phase == cases.PhaseClosed || !slices.Contains(c.Kind.Phases(), c.Phase)) {
					t.Errorf("%s: open in phase %s", name, c.Phase)
				}
				if c.Outcome != "" && !slices.Contains(c.Kind.Outcomes(), c.Outcome) {
					t.Errorf("%s: outcome %s", name, c.Outcome)
				}
				if len(c.Contacts) == 0 {
					t.Errorf("%s: nothing ever happened", name)
				}
				checkSteps(t, o, c, name)
				checkFields(t, c, name)
			}
		}
	}
}

// checkSteps says that what is written is written in order, in the past, and by
// somebody of the team.
func checkSteps(t *testing.T, o Options, c *written, name string) {
	t.Helper()
	var last time.Time
	for _, s := range c.plan.Steps {
		if s.At.Before(last) || s.At.After(o.Now) {
			t.Errorf("%s: step at %s after %s, now %s", name, s.At, last, o.Now)
		}
		last = s.At
		if s.Author < 0 || s.Author >= len(o.Workers) || len(s.Changes) == 0 || s.Device < 0 || s.Device > 1 {
			t.Errorf("%s: step by %d on %d with %d changes", name, s.Author, s.Device, len(s.Changes))
		}
	}
	for _, n := range c.Contacts {
		if n.Erased != nil {
			continue
		}
		if n.At.Date.Before(c.Opened) || n.Written.Before(n.At.Time(o.Now.Location())) {
			t.Errorf("%s: contact of %s written %s, case opened %s", name, n.At, n.Written, c.Opened)
		}
		if !calendar.IsHverdag(n.At.Date) {
			t.Errorf("%s: contact on %s, no working day", name, n.At)
		}
	}
}

// checkFields says that only fields of docs/FORMAT.md are written.
func checkFields(t *testing.T, c *written, name string) {
	t.Helper()
	known := map[string]string{
		"case": "kind number name born address phone protected not_alone interpreter tenancy area source weight basis informed informed_by status phase " +
			"phase_on outcome opened closed close_reason worker worker_text deputy aftercare reopened reopen_reason words words_on words_gade words_gade_on words_familie words_familie_on " +
			"words_fritid words_fritid_on words_skole words_skole_on words_job words_job_on words_myndighed words_myndighed_on",
		"contact":      "channel met minutes place role arenas themes present text at same moved move_reason author written",
		"party":        "name relation org phone email address protected note",
		"followup":     "text due state who contact rule cause done_on",
		"goal":         "arena text indicator by state state_on",
		"step":         "goal arena text who by state state_on team_only order",
		"score":        "arena score by reason on",
		"fact":         "fact value on",
		"review":       "on text",
		"match":        "mentor why on certificate",
		"link":         "case why",
		"consent":      "to to_name scope purpose note given_by form evidence on until withdrawn",
		"disclosure":   "to to_name on what keys note referral consents",
		"referral":     "to to_name keys purpose",
		"move":         "referral state on note consents",
		"underretning": "to on told_family reason receipt",
	}
	for _, e := range c.State.Entities {
		fields := strings.Fields(known[e.Kind])
		if fields == nil {
			t.Errorf("%s: a thing of kind %q", name, e.Kind)
		}
		for f := range e.Fields {
			if !slices.Contains(fields, f) {
				t.Errorf("%s: %s has the field %q", name, e.Kind, f)
			}
		}
	}
}

func BenchmarkGenerate(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range Generate(options(1, monday, n)) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
