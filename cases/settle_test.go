package cases

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"brobygger/cases/calendar"
)

// twoVersions is a case in which two people have written a field of a thing.
func twoVersions(t *testing.T, kind, field string, one, two any) (*Case, EntryID) {
	t.Helper()
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	of := c.Root
	if kind != EntryCase {
		made := l.save("amira", c.write(c.Add(kind, Fields{"text": "Noget.", "name": "Mor", "at": "2026-12-07", "due": "2026-12-08"})))
		c, of = l.read(c.ID), made[0][0]
	}
	for who, v := range map[string]any{"amira": one, "bo": two} {
		ch, err := c.Set(kind+"-set", of, Fields{field: v})
		if err != nil {
			t.Fatalf("%s %s: %v", kind, field, err)
		}
		l.save(who, c.write(ch))
	}
	c = l.read(c.ID)
	if len(c.Conflicts) != 1 || c.Conflicts[0].Field != field {
		t.Fatalf("%s %s: %+v", kind, field, c.Conflicts)
	}
	return c, of
}

// TestResolveObeysTheField: a third value is what a form would let through, and
// is cleaned as there; one of the versions is taken as it stands.
func TestResolveObeysTheField(t *testing.T) {
	long := strings.Repeat("x", MaxLine+1)
	for _, c := range []struct {
		kind, field string
		one, two    any
		third       any
		want        any // what is written; nil with err
		err         error
	}{
		{EntryCase, "name", "Karim", "Kareem", "  Karim Farah ", "Karim Farah", nil},
		{EntryCase, "name", "Karim", "Kareem", " ", nil, ErrNeeded},
		{EntryCase, "name", "Karim", "Kareem", long, nil, ErrTooLong},
		{EntryCase, "name", "Karim", "Kareem", 7, nil, ErrNotValid},
		{EntryCase, "phone", "1", "2", nil, nil, nil},
		{EntryCase, "phase", "match", "relation", "indsats", "indsats", nil},
		{EntryCase, "phase", "match", "relation", "moederaekke", nil, ErrNotAChoice},
		{EntryCase, "weight", "let", "tung", "meget", nil, ErrNotAChoice},
		{EntryCase, "informed", "2026-11-01", "2026-11-02", "2026-11-03", "2026-11-03", nil},
		{EntryCase, "informed", "2026-11-01", "2026-11-02", "2026-02-30", nil, ErrNotValid},
		{EntryCase, "informed", "2026-11-01", "2026-11-02", "i går", nil, ErrNotValid},
		{EntryCase, "opened", "2026-11-01", "2026-11-02", "", nil, ErrNeeded},
		{EntryCase, "born", "2010", "2011", "3/4-2011", "2011-04-03", nil},
		{EntryCase, "born", "2010", "2011", "31/2-2011", nil, calendar.ErrNoSuchDate},
		{EntryCase, "number", "26-7RQ5", "26-7RQ6", "26-7RQ7", nil, ErrNotAChoice},
		{EntryContact, "met", true, false, "ja", nil, ErrNotValid},
		{EntryContact, "text", "Mødte ham.", "Mødte hende.", "Mødte dem.\n\n", "Mødte dem.", nil},
		{EntryContact, "text", "Mødte ham.", "Mødte hende.", strings.Repeat("x", MaxText+1), nil, ErrTooLarge},
		{EntryContact, "at", "2026-12-01", "2026-12-02", "2026-12-03T14:00", "2026-12-03T14:00", nil},
		{EntryContact, "at", "2026-12-01", "2026-12-02", "2026-12-03T25:00", nil, ErrNotValid},
		{EntryContact, "minutes", 5, 10, 15, 15, nil},
		{EntryContact, "minutes", 5, 10, 1441, nil, ErrNotValid},
		{EntryContact, "minutes", 5, 10, "et kvarter", nil, ErrNotValid},
		{EntryContact, "arenas", []string{"skole"}, []string{"job"}, []string{"job", "skole", "job"}, []string{"skole", "job"}, nil},
		{EntryContact, "arenas", []string{"skole"}, []string{"job"}, []string{"alt"}, nil, ErrNotAChoice},
		{EntryContact, "channel", "visit", "phone", "due", nil, ErrNotAChoice},
		{EntryFollowUp, "state", "done", "dropped", "lukket", nil, ErrNotAChoice},
		{EntryFollowUp, "due", "2026-12-10", "2026-12-11", "", nil, ErrNeeded},
		{EntryParty, "later_field", "a", "b", "c", nil, ErrNotAChoice},
		// What stands is taken as it stands, also where this program has no rule for it.
		{EntryParty, "later_field", "a", "b", "b", json.RawMessage(`"b"`), nil},
		{EntryCase, "weight", "let", "helt-ny", "helt-ny", json.RawMessage(`"helt-ny"`), nil},
		{EntryCase, "weight", "let", "helt-ny", json.RawMessage(`"helt-ny"`), json.RawMessage(`"helt-ny"`), nil},
	} {
		cs, of := twoVersions(t, c.kind, c.field, c.one, c.two)
		ch, err := cs.Resolve(of, c.field, c.third, "")
		if c.err != nil {
			var fe *FieldError
			if !errors.Is(err, c.err) || !errors.As(err, &fe) || fe.Field != c.field {
				t.Errorf("%s %s to %.20v: %v, want %v", c.kind, c.field, c.third, err, c.err)
			}
			continue
		}
		if err != nil || !reflect.DeepEqual(ch.Set[c.field], c.want) || len(ch.Replaces[c.field]) != 2 {
			t.Errorf("%s %s to %v: %#v, %v", c.kind, c.field, c.third, ch.Set[c.field], err)
		}
	}
}
