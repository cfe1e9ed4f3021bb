package cases

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"brobygger/cases/history"
)

// shelf is a directory that people and imports write in, each from what they
// had on the screen.
type shelf struct {
	t       *testing.T
	entries []*history.Entry
	clock   time.Time
}

func shelfKey(who string) history.Key { return history.Key("ed25519:" + who) }

func shelfAuthors() Authors {
	return Authors{
		shelfKey("amira"): {Member: "amira", Name: "Amira", Roles: []MemberRole{MemberKoordinator}},
		shelfKey("bo"):    {Member: "bo", Name: "Bo", Roles: []MemberRole{MemberMentor}},
	}
}

func newShelf(t *testing.T) *shelf {
	return &shelf{t: t, clock: time.Date(2026, 12, 7, 8, 0, 0, 0, time.UTC)}
}

func (s *shelf) read() *Directory { return ReadDirectory(s.entries, shelfAuthors()) }

// save writes changes as they would stand in the vault.
func (s *shelf) save(who string, changes ...Change) []EntryID {
	s.t.Helper()
	s.clock = s.clock.Add(time.Minute)
	var made []EntryID
	for _, ch := range changes {
		body, err := history.EncodeBody(ch, [16]byte{byte(len(s.entries)), byte(len(s.entries) >> 8)}, made)
		if err != nil {
			s.t.Fatal(err)
		}
		after := slices.Clone(ch.After)
		if len(made) > 0 {
			after = append(after, made[len(made)-1])
		}
		slices.Sort(after)
		head := history.Head{Author: shelfKey(who), Device: who, Seq: history.NextSeq(s.entries, who), After: slices.Compact(after),
			Time: s.clock, Kind: ch.Kind, Body: history.HashBody(body)}
		raw := head.Encode()
		e := &history.Entry{ID: history.IDOf(raw), Head: head, RawHead: raw, RawBody: body, Trust: history.TrustGood}
		s.entries, made = append(s.entries, e), append(made, e.ID)
	}
	return made
}

func (s *shelf) do(who string) func(Change, error) EntryID {
	s.t.Helper()
	return func(ch Change, err error) EntryID {
		s.t.Helper()
		if err != nil {
			s.t.Fatal(err)
		}
		return s.save(who, ch)[0]
	}
}

func (s *shelf) find(name string) Service {
	s.t.Helper()
	v, err := s.read().Find(name)
	if err != nil {
		s.t.Fatalf("%s: %v", name, err)
	}
	return v
}

func TestServiceFormIsWhatIsShown(t *testing.T) {
	s := newShelf(t)
	f := ServiceForm{Name: " Jobcenter Brohøj ", Unit: "Beskæftigelse", Keys: []string{"job", "gade"}, Phone: "70 00 10 01", Mail: "jobcenter@brohoej.example",
		Hours: "hverdage 9-14", For: "ledige over 25", KLE: "15.20.00", Authority: true}
	id := s.do("amira")(s.read().Add(f))
	f.Name, f.Keys = "Jobcenter Brohøj", []string{"gade", "job"}
	got := s.read().Service(id)
	if got == nil || fmt.Sprint(got.Form()) != fmt.Sprint(f) {
		t.Errorf("%+v", got)
	}
	if _, err := s.read().Edit(id, got.Form()); !errors.Is(err, ErrNothingToDo) {
		t.Errorf("nothing changed: %v", err)
	}
	f.Authority, f.Phone, f.Keys = false, "", nil
	s.do("bo")(s.read().Edit(id, f))
	if got = s.read().Service(id); fmt.Sprint(got.Form()) != fmt.Sprint(f) {
		t.Errorf("%+v", got)
	}
	for name, bad := range map[string]ServiceForm{
		"no name":     {Unit: "Social"},
		"no such key": {Name: "x", Keys: []string{"vejret"}},
		"too long":    {Name: strings.Repeat("å", MaxLine+1)},
	} {
		if _, err := s.read().Add(bad); len(FieldErrors(err)) != 1 {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := s.read().Edit(id, bad); len(FieldErrors(err)) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.read().Edit("x", f); !errors.Is(err, ErrNoSuchEntry) {
		t.Errorf("%v", err)
	}
}

func TestServiceFind(t *testing.T) {
	s := newShelf(t)
	for _, name := range []string{"Åbent Hus", "Jobcenter Brohøj", "Jobcenter Bakkeby", "PPR", "Brohøj Boldklub"} {
		s.do("amira")(s.read().Add(ServiceForm{Name: name}))
	}
	d := s.read()
	var order []string
	for _, v := range d.Services {
		order = append(order, v.Name)
	}
	if got := strings.Join(order, "|"); got != "Brohøj Boldklub|Jobcenter Bakkeby|Jobcenter Brohøj|PPR|Åbent Hus" {
		t.Errorf("%s", got)
	}
	for arg, want := range map[string]string{"ppr": "PPR", "jobcenter brohøj": "Jobcenter Brohøj", "aabent": "Åbent Hus",
		string(s.find("PPR").ID): "PPR", string(s.find("PPR").ID[:10]): "PPR"} {
		if v, err := d.Find(arg); err != nil || v.Name != want {
			t.Errorf("%s: %q, %v", arg, v.Name, err)
		}
	}
	for arg, want := range map[string]error{"jobcenter": ErrAmbiguous, "svømmehal": ErrNotFound, "": ErrNotFound, " ": ErrNotFound} {
		if v, err := d.Find(arg); !errors.Is(err, want) {
			t.Errorf("%q: %q, %v", arg, v.Name, err)
		}
	}
}

func TestServiceStruckAndErased(t *testing.T) {
	s := newShelf(t)
	a := s.do("amira")(s.read().Add(ServiceForm{Name: "Jobcenter Brohøj"}))
	b := s.do("amira")(s.read().Add(ServiceForm{Name: "Hos Yrsa"}))
	s.do("bo")(s.read().Strike(a, "lukket"))
	if _, err := s.read().Erase(b, EraseNotNeeded, shelfAuthors()[shelfKey("bo")], func(k history.Key) bool { return k == shelfKey("bo") }); !errors.Is(err, ErrNotAllowed) {
		t.Errorf("another's: %v", err)
	}
	s.do("amira")(s.read().Erase(b, EraseNotNeeded, shelfAuthors()[shelfKey("amira")], func(history.Key) bool { return true }))
	d := s.read()
	if len(d.Live()) != 0 || len(d.Services) != 2 || d.Service(b).Name != "" || d.Service(a).Struck.Reason != "lukket" {
		t.Errorf("%+v", d.Services)
	}
	for _, id := range []EntryID{a, b} {
		if _, err := d.Strike(id, ""); !errors.Is(err, ErrGone) {
			t.Errorf("struck twice: %v", err)
		}
		if _, err := d.Edit(id, ServiceForm{Name: "x"}); !errors.Is(err, ErrGone) {
			t.Errorf("changed: %v", err)
		}
	}
	if _, err := d.Strike("x", ""); !errors.Is(err, ErrNoSuchEntry) {
		t.Errorf("%v", err)
	}
}

// Two people give a service another number apart from each other: both are
// shown, an edit of something else settles nothing, and a person's choice does.
func TestServiceTwoVersions(t *testing.T) {
	s := newShelf(t)
	id := s.do("amira")(s.read().Add(ServiceForm{Name: "PPR", Phone: "1"}))
	seen := s.read()
	s.do("amira")(seen.Edit(id, ServiceForm{Name: "PPR", Phone: "2"}))
	s.do("bo")(seen.Edit(id, ServiceForm{Name: "PPR", Phone: "3"}))
	d := s.read()
	if len(d.Conflicts) != 1 || len(d.Conflicts[0].Values) != 2 {
		t.Fatalf("%+v", d.Conflicts)
	}
	f := d.Service(id).Form()
	f.Hours = "hverdage"
	s.do("bo")(d.Edit(id, f))
	if d = s.read(); len(d.Conflicts) != 1 {
		t.Errorf("%+v", d.Conflicts)
	}
	s.do("amira")(d.Resolve(id, "phone", "2", ""))
	if d = s.read(); len(d.Conflicts) != 0 || d.Service(id).Phone != "2" {
		t.Errorf("%+v", d)
	}
}
