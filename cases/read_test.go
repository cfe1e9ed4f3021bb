package cases

import (
	"fmt"
	"slices"
	"testing"

	"brobygger/cases/history"
)

// Who is taken off the case team stays off, also where somebody added the same
// person apart from it; who had seen the removal may add again.
func TestRemovalFromTheTeamWins(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	add := func(who string, on *Case) *Case {
		return l.must(who, on.write(on.Add(EntryReader, Fields{"member": "lone"})), nil)
	}
	c = add("amira", c)
	if !slices.Equal(c.Readers, []string{"lone"}) {
		t.Fatalf("readers %v", c.Readers)
	}
	apart := c
	ch, err := c.Strike(l.entries[c.ID][2].ID, "færdig")
	c = l.must("amira", c.write(ch), err)
	if len(c.Readers) != 0 {
		t.Errorf("readers %v", c.Readers)
	}
	if c = add("bo", apart); len(c.Readers) != 0 {
		t.Errorf("added apart from the removal: %v", c.Readers)
	}
	if c = add("bo", c); !slices.Equal(c.Readers, []string{"lone"}) {
		t.Errorf("added again by somebody who knew: %v", c.Readers)
	}
}

// Two people who move the same thing apart are not asked about it.
func TestOrderIsNeverAsked(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	w, err := c.AddGoal(GoalForm{Text: "I skole"})
	c = l.must("amira", w, err)
	seen := c
	for i, who := range []string{"amira", "bo"} {
		key := history.OrderBetween("", "")
		if i == 1 {
			key = history.OrderBetween(key, "")
		}
		ch, err := seen.Set(EntryGoal, seen.Goals[0].ID, Fields{"order": key})
		c = l.must(who, seen.write(ch), err)
	}
	if len(c.Conflicts) != 0 {
		t.Errorf("asked about an order: %+v", c.Conflicts)
	}
}

func TestConflictSaysWhatItsAuthorsHadSeen(t *testing.T) {
	l := newLedger(t)
	seen := l.karim(caseID(1), monday)
	last := l.now
	w, err := seen.Edit(CaseEdit{Address: ptr("Åparken 12")}, monday)
	l.must("amira", w, err)
	w, err = seen.Edit(CaseEdit{Address: ptr("Åparken 14")}, monday)
	k := l.must("bo", w, err).Conflicts[0]
	if k.EntityKind != EntryCase || k.Field != "address" || k.Before != nil || len(k.Values) != 2 {
		t.Fatalf("%+v", k)
	}
	for i, who := range []string{"amira", "bo"} {
		if v := k.Values[i]; v.Author != keyOf(who) || v.Device != deviceOf(who) || !v.SeenTo.Equal(last) || DecodeText(v.Raw) != fmt.Sprintf("Åparken 1%d", 2+2*i) {
			t.Errorf("%s: %+v", who, v)
		}
	}
}

func TestDecodeText(t *testing.T) {
	for raw, want := range map[string]string{`"æ\"b"`: `æ"b`, `["a","b"]`: "a, b", `12`: "12", `true`: "true", `null`: ""} {
		if got := DecodeText([]byte(raw)); got != want {
			t.Errorf("%s: %q, want %q", raw, got, want)
		}
	}
}

// A case whose first entry is not here is said to be incomplete, not lost.
func TestCaseWithoutItsRoot(t *testing.T) {
	l := newLedger(t)
	c := l.met(l.karim(caseID(1), monday), "2026-12-07")
	for _, entries := range [][]*history.Entry{l.entries[c.ID][1:], l.entries[c.ID][1:2], l.entries[c.ID][2:], nil} {
		c = Read(c.ID, entries, l.authors)
		if items := Due(c, Settings{}, monday, 2); !c.Incomplete || c.Kind != "" || len(items) != 1 || items[0].Rule != RuleIncomplete {
			t.Errorf("%d entries: incomplete %v, due %+v", len(entries), c.Incomplete, items)
		}
	}
}

// BenchmarkRow is a case of 25 entries from its parsed entries to its row.
func BenchmarkRow(b *testing.B) {
	t := &testing.T{}
	l := newLedger(t)
	c := l.karim(caseID(1), date("2026-01-05"))
	for i := range 23 {
		c = l.met(c, date("2026-01-05").AddDays(14*i).String())
	}
	entries := l.entries[c.ID]
	b.ReportAllocs()
	for b.Loop() {
		Read(c.ID, entries, l.authors).Row(Settings{}, monday, 3)
	}
}
