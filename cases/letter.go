package cases

import (
	"slices"

	"brobygger/cases/calendar"
)

// Shared is what of a case a recipient may be told: nothing but what the keys of
// valid consents to them cover. It is what letters are made of.
type Shared struct {
	To    Recipient
	Keys  []string // covered
	By    []Consent
	Items []SharedItem
	// LeftOut says what the case holds beside it, by kind and key, without a word
	// of it.
	LeftOut []LeftOut
}

// SharedItem is one piece that may be told.
type SharedItem struct {
	ID   EntryID  // of a goal, step or contact
	Kind string   // EntryGoal, EntryStep, EntryScore, EntryWordsSet, EntryContact
	Keys []string // what it is about
	Text string
	More string // goal: kendetegn; score: reason
	// Score and By are of a score.
	Score int
	By    Rater
	Who   Actor // step
	On    calendar.Date
	State string
}

// LeftOut counts what was left out.
type LeftOut struct {
	Kind string
	Key  string // the key that is not covered, "" where the piece has none
	N    int
}

// SharedWith gathers what of the case may be told to a recipient on a day. A
// piece is in it only when every key on it is covered; what has no key is never
// in it. Steps for the team alone, underretninger and what is struck or erased
// are left out whatever was consented to. Notes are in it only where they are
// asked for.
func (c *Case) SharedWith(to Recipient, on calendar.Date, notes bool) Shared {
	s := Shared{To: to}
	s.Keys, s.By = c.Covered(to, on)
	left := map[LeftOut]int{}
	take := func(it SharedItem) {
		if len(it.Keys) == 0 {
			left[LeftOut{Kind: it.Kind}]++
			return
		}
		for _, key := range it.Keys {
			if !slices.Contains(s.Keys, key) {
				left[LeftOut{Kind: it.Kind, Key: key}]++
				return
			}
		}
		s.Items = append(s.Items, it)
	}
	for _, key := range Arenas() {
		if w := c.Words[key]; w.Text != "" {
			take(SharedItem{Kind: EntryWordsSet, Keys: []string{key}, Text: w.Text, On: w.On})
		}
	}
	for _, key := range Arenas() {
		for _, st := range []Standing{c.Standing(key, RaterPerson, on), c.WorkerStanding(key, on)} {
			if st.Now != nil {
				take(SharedItem{Kind: EntryScore, Keys: []string{key}, More: st.Now.Reason, Score: st.Now.Value, By: st.By, On: st.Now.On})
			}
		}
	}
	for _, g := range c.Goals {
		if g.live() && g.State == GoalOpen {
			take(SharedItem{ID: g.ID, Kind: EntryGoal, Keys: keysOf(g.Arena), Text: g.Text, More: g.Indicator, On: g.By, State: string(g.State)})
		}
	}
	for _, st := range c.Steps {
		if st.Open() && !st.TeamOnly {
			who := c.ActorOf(st.Who)
			if who.Kind == ActorParty && !who.Close || who.Kind == ActorNamed {
				who.Name = ""
			}
			take(SharedItem{ID: st.ID, Kind: EntryStep, Keys: keysOf(st.Arena), Text: st.Text, Who: who, On: st.By, State: string(st.State)})
		}
	}
	if notes {
		for _, n := range slices.Backward(c.Contacts) {
			if n.Struck == nil && n.Erased == nil && n.Text != "" {
				take(SharedItem{ID: n.ID, Kind: EntryContact, Keys: slices.Concat(n.Arenas, n.Themes), Text: n.Text, On: n.At.Date})
			}
		}
	}
	for l, n := range left {
		l.N = n
		s.LeftOut = append(s.LeftOut, l)
	}
	slices.SortFunc(s.LeftOut, func(a, b LeftOut) int {
		order := slices.Concat(Arenas(), Themes())
		if k := slices.Index(entryKinds(), a.Kind) - slices.Index(entryKinds(), b.Kind); k != 0 {
			return k
		}
		return slices.Index(order, a.Key) - slices.Index(order, b.Key)
	})
	return s
}

func keysOf(arena string) []string {
	if arena == "" {
		return nil
	}
	return []string{arena}
}

// covers says whether all of b is in a.
func covers(a, b []string) bool {
	return !slices.ContainsFunc(b, func(k string) bool { return !slices.Contains(a, k) })
}
