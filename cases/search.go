package cases

import (
	"cmp"
	"slices"
	"strings"

	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/cases/query"
	"brobygger/cases/when"
)

// Hit is something that a search found in a case.
type Hit struct {
	Case   string // case id
	Number string
	Title  string  // first name and initial
	Entry  EntryID // the thing found
	Kind   string  // its entry kind: "case", "contact", "party" …
	At     when.Moment
	Text   string // the whole text, as it was written: query.Query.Snippet cuts it and makes it harmless
}

// SearchIn is what a search needs to know beside the case.
type SearchIn struct {
	Members []Member      // for worker:
	Today   calendar.Date // for late:
	Limits  Settings      // for late:
}

// Search finds what a query means in one case: its name and what is known of the
// person, notes, the network, the plan, consents, what was passed on, referrals,
// underretninger and follow-ups; of a field with two versions
// both. Struck and erased text is never found, nor are a protected person's
// address, phone and workplace. Words that are the person's name may stand
// beside words of a note ("karim jobsamtale"). The filter arena: finds notes,
// the plan, consents, what was passed on and referrals, since: what is from that day on. The hits are sorted by SortHits.
func (c *Case) Search(q query.Query, in SearchIn) []Hit {
	if !c.matches(q, in) {
		return nil
	}
	s := search{c: c, q: q, name: danish.Fold(c.Person.Name)}
	s.byName = q.HasText() && q.MatchText(s.name)
	s.person()
	for _, n := range c.Contacts {
		if n.Struck == nil && n.Erased == nil {
			s.try(Hit{Entry: n.ID, Kind: EntryContact, At: n.At}, append(slices.Clone(n.Arenas), n.Themes...),
				append(s.versions(n.ID, "text"), n.Place, s.names(n.Present))...)
		}
	}
	for _, p := range c.Network {
		if p.Struck != nil || p.Erased != nil {
			continue
		}
		texts := []string{p.Name, p.Relation, p.Note, p.Email}
		if !p.Protected {
			texts = append(texts, p.Org, p.Phone, p.Address)
		}
		s.try(Hit{Entry: p.ID, Kind: EntryParty, At: s.written(p.ID)}, nil, texts...)
	}
	s.plan()
	s.bridge()
	for _, f := range c.FollowUps {
		if f.Struck == nil && f.Erased == nil && f.Text != "" {
			s.try(Hit{Entry: f.ID, Kind: EntryFollowUp, At: f.Due}, nil, append(s.versions(f.ID, "text"), f.Who)...)
		}
	}
	SortHits(s.hits)
	return s.hits
}

// SortHits sorts the newest first; a case before what is in it on the same day.
func SortHits(hits []Hit) {
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(
			b.At.Compare(a.At),
			cmp.Compare(slices.Index(entryKinds(), a.Kind), slices.Index(entryKinds(), b.Kind)),
			strings.Compare(a.Number, b.Number),
			strings.Compare(a.Case, b.Case),
			strings.Compare(string(a.Entry), string(b.Entry)),
		)
	})
}

// matches says whether the filters that are about a whole case let it through.
func (c *Case) matches(q query.Query, in SearchIn) bool {
	if len(q.Kinds) > 0 && !slices.Contains(q.Kinds, string(c.Kind)) {
		return false
	}
	if len(q.Workers) > 0 && !slices.ContainsFunc(q.Workers, func(w string) bool { return c.isWorker(w, in.Members) }) {
		return false
	}
	if q.Late == query.Either {
		return true
	}
	late := slices.ContainsFunc(Due(c, in.Limits, in.Today, len(in.Members)), func(it Item) bool { return it.Days > 0 })
	return late == (q.Late == query.Yes)
}

func (c *Case) isWorker(who string, members []Member) bool {
	names := []string{c.WorkerText}
	for _, m := range members {
		if m.ID == c.Worker {
			names = append(names, m.Name)
		}
	}
	return strings.EqualFold(who, c.Worker) || slices.ContainsFunc(names, func(n string) bool {
		return hasWords(danish.Fold(who), danish.Fold(n), strings.HasPrefix)
	})
}

type search struct {
	c      *Case
	q      query.Query
	name   string // the person's, folded
	byName bool   // the name alone is what was searched for
	hits   []Hit
}

// person tries the case itself.
func (s *search) person() {
	if e := s.c.State.ByID[s.c.Root]; e == nil || e.Struck != nil {
		return
	}
	p := s.c.Person
	texts := append(s.versions(s.c.Root, "name"), s.c.Number, s.c.Tenancy, s.c.WorkerText, s.c.CloseReason)
	if !p.Protected {
		texts = append(texts, s.versions(s.c.Root, "address")...)
		texts = append(texts, s.versions(s.c.Root, "phone")...)
	}
	s.try(Hit{Entry: s.c.Root, Kind: EntryCase, At: when.Moment{Date: s.c.Opened}}, nil, texts...)
}

// plan tries the person's words, goals, steps, the reasons of scores, reviews
// and matches.
func (s *search) plan() {
	for _, arena := range append([]string{""}, Arenas()...) {
		if words := s.c.Words[arena]; words.Text != "" {
			s.try(Hit{Entry: s.c.Root, Kind: EntryWordsSet, At: when.Moment{Date: words.On}}, []string{arena},
				s.versions(s.c.Root, wordsField(arena))...)
		}
	}
	for _, g := range s.c.Goals {
		if g.live() {
			s.try(Hit{Entry: g.ID, Kind: EntryGoal, At: s.written(g.ID)}, []string{g.Arena},
				append(s.versions(g.ID, "text"), s.versions(g.ID, "indicator")...)...)
		}
	}
	for _, st := range s.c.Steps {
		if st.live() {
			s.try(Hit{Entry: st.ID, Kind: EntryStep, At: s.written(st.ID)}, []string{st.Arena},
				append(s.versions(st.ID, "text"), s.c.ActorOf(st.Who).Name)...)
		}
	}
	for _, sc := range s.c.Scores {
		if sc.live() && sc.Reason != "" {
			s.try(Hit{Entry: sc.ID, Kind: EntryScore, At: when.Moment{Date: sc.On}}, []string{sc.Arena}, sc.Reason)
		}
	}
	for _, r := range s.c.Reviews {
		if r.Struck == nil && r.Erased == nil && r.Text != "" {
			s.try(Hit{Entry: r.ID, Kind: EntryReview, At: when.Moment{Date: r.On}}, nil, s.versions(r.ID, "text")...)
		}
	}
	for _, m := range s.c.Matches {
		if m.Struck == nil && m.Erased == nil {
			s.try(Hit{Entry: m.ID, Kind: EntryMatch, At: when.Moment{Date: m.On}}, nil, append(s.versions(m.ID, "why"), s.c.mentorName(m))...)
		}
	}
}

// try keeps a hit whose texts the query means.
func (s *search) try(h Hit, arenas []string, texts ...string) {
	if !s.q.Since.IsZero() && h.At.Date.Before(s.q.Since) {
		return
	}
	if len(s.q.Arenas) > 0 && !slices.ContainsFunc(arenas, func(a string) bool { return slices.Contains(s.q.Arenas, a) }) {
		return
	}
	h.Text = strings.Join(slices.DeleteFunc(texts, func(t string) bool { return t == "" }), "\n")
	folded := danish.Fold(h.Text)
	if !s.q.MatchText(folded) && (s.byName || !s.q.MatchText(s.name+" | "+folded)) {
		return
	}
	h.Case, h.Number, h.Title = s.c.ID, s.c.Shown(), s.c.Title()
	s.hits = append(s.hits, h)
}

// versions are the values of a field, more than one where it has two versions;
// the one that is shown comes first.
func (s *search) versions(id EntryID, field string) []string {
	var out []string
	if e := s.c.State.ByID[id]; e != nil {
		for _, v := range e.Fields[field].Values {
			out = append(out, DecodeText(v.Raw))
		}
	}
	slices.Reverse(out)
	return out
}

// names are those of the people present, whether they are named or in the network.
func (s *search) names(present []string) string {
	out := slices.Clone(present)
	for i, who := range out {
		for _, p := range s.c.Network {
			if string(p.ID) == who {
				out[i] = p.Name
				if p.Erased != nil || p.Struck != nil {
					out[i] = ""
				}
			}
		}
	}
	return strings.Join(out, ", ")
}

// written is the day on which a thing was made, in UTC.
func (s *search) written(id EntryID) when.Moment {
	if e := s.c.State.Entry(id); e != nil {
		return when.Moment{Date: calendar.Of(e.Head.Time)}
	}
	return when.Moment{}
}
