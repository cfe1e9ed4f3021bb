package main

import (
	"encoding/json"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/history"
	"brobygger/cases/when"
)

// The shapes of cases in JSON. Field names are part of the contract of the
// command line: they are never changed, only added to.

type jsonRow struct {
	ID           string  `json:"id"`
	Number       string  `json:"number"`
	Suffix       string  `json:"suffix,omitempty"`
	Kind         string  `json:"kind"`
	Title        string  `json:"title"`
	Worker       string  `json:"worker"`
	Status       string  `json:"status"`
	Phase        string  `json:"phase"`
	Outcome      *string `json:"outcome"`
	Opened       *string `json:"opened"`
	LastContact  *string `json:"last_contact"`
	NextFollowUp *string `json:"next_follow_up"`
	Late         int     `json:"late"`
	Conflicts    int     `json:"conflicts"`
	Incomplete   bool    `json:"incomplete"`
	SetAside     bool    `json:"set_aside"`
}

func rowJSON(r cases.Row) jsonRow {
	return jsonRow{
		ID: r.ID, Number: r.Number, Suffix: r.Suffix, Kind: string(r.Kind), Title: r.Title, Worker: r.Worker,
		Status: string(r.Status), Phase: string(r.Phase), Outcome: opt(string(r.Outcome)), Opened: optDay(r.Opened),
		LastContact: optDay(r.LastContact), NextFollowUp: optDay(r.NextFollowUp),
		Late: r.Late, Conflicts: r.Conflicts, Incomplete: r.Incomplete, SetAside: r.SetAside,
	}
}

// opt is a text, null where it is empty.
func opt(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func optDay(d calendar.Date) *string  { return opt(d.String()) }
func optMoment(m when.Moment) *string { return opt(m.String()) }
func optTime(t time.Time) *string     { return opt(rfc3339(t)) }
func rfc3339(t time.Time) (text string) {
	if !t.IsZero() {
		text = t.Format(time.RFC3339)
	}
	return text
}

type jsonCase struct {
	ID             string             `json:"id"`
	Number         string             `json:"number"`
	Suffix         string             `json:"suffix,omitempty"`
	Kind           string             `json:"kind"`
	Status         string             `json:"status"`
	Phase          string             `json:"phase"`
	PhaseOn        *string            `json:"phase_on"`
	Opened         *string            `json:"opened"`
	Closed         *string            `json:"closed"`
	Outcome        *string            `json:"outcome"`
	CloseReason    *string            `json:"close_reason"`
	Worker         string             `json:"worker"`
	WorkerName     string             `json:"worker_name"`
	Deputy         *string            `json:"deputy"`
	Tenancy        *string            `json:"tenancy"`
	Area           *string            `json:"area"`
	Source         *string            `json:"source"`
	Weight         *string            `json:"weight"`
	Basis          *string            `json:"basis"`
	Informed       *string            `json:"informed"`
	InformedBy     *string            `json:"informed_by"`
	Person         jsonPerson         `json:"person"`
	Network        []jsonParty        `json:"network"`
	Contacts       []jsonContact      `json:"contacts"`
	Plan           jsonPlan           `json:"plan"`
	Consents       []jsonConsent      `json:"consents"`
	Disclosures    []jsonDisclosure   `json:"disclosures"`
	Referrals      []jsonReferral     `json:"referrals"`
	Underretninger []jsonUnderretning `json:"underretninger"`
	Arrears        *struct{}          `json:"arrears"`
	Meetings       []struct{}         `json:"meetings"`
	FollowUps      []jsonFollowUp     `json:"follow_ups"`
	Links          []jsonLink         `json:"links"`
	Conflicts      []jsonConflict     `json:"conflicts"`
	Entries        []jsonEntry        `json:"entries"`
	Incomplete     bool               `json:"incomplete"`
	ReadOnly       bool               `json:"read_only"`
}

type jsonPerson struct {
	Name        string  `json:"name"`
	Born        *string `json:"born"`
	Address     *string `json:"address"`
	Phone       *string `json:"phone"`
	Protected   bool    `json:"protected"`
	NotAlone    bool    `json:"not_alone"`
	Interpreter *string `json:"interpreter"`
}

type jsonParty struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Relation  *string   `json:"relation"`
	Org       *string   `json:"org"`
	Phone     *string   `json:"phone"`
	Email     *string   `json:"email"`
	Address   *string   `json:"address"`
	Note      *string   `json:"note"`
	Protected bool      `json:"protected"`
	Struck    *jsonMark `json:"struck,omitempty"`
	Erased    *jsonMark `json:"erased,omitempty"`
}

type jsonContact struct {
	ID      string    `json:"id"`
	At      *string   `json:"at"`
	Channel *string   `json:"channel"`
	Met     *bool     `json:"met"`
	Minutes *int      `json:"minutes"`
	Place   *string   `json:"place"`
	Role    *string   `json:"role"`
	Arenas  []string  `json:"arenas"`
	Themes  []string  `json:"themes"`
	Present []string  `json:"present"`
	Text    string    `json:"text"`
	Author  string    `json:"author"`
	Written *string   `json:"written"`
	Edited  bool      `json:"edited"`
	Moved   bool      `json:"moved"`
	Same    *string   `json:"same"`
	Struck  *jsonMark `json:"struck,omitempty"`
	Erased  *jsonMark `json:"erased,omitempty"`
}

type jsonFollowUp struct {
	ID     string  `json:"id"`
	Case   string  `json:"case"`
	Number string  `json:"number"`
	Due    *string `json:"due"`
	Text   string  `json:"text"`
	State  string  `json:"state"`
	Who    *string `json:"who"`
	Rule   *string `json:"rule"`
	DoneOn *string `json:"done_on"`
}

type jsonLink struct {
	ID   string  `json:"id"`
	Case string  `json:"case"`
	Why  *string `json:"why"`
}

type jsonConflict struct {
	Case   string      `json:"case"`
	Number string      `json:"number"`
	Entity string      `json:"entity"`
	Kind   string      `json:"kind"`
	Field  string      `json:"field"`
	Values []jsonValue `json:"values"`
}

type jsonValue struct {
	Entry  string          `json:"entry"`
	Author string          `json:"author"`
	Device string          `json:"device"`
	At     string          `json:"at"`
	Value  json.RawMessage `json:"value"`
}

type jsonEntry struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Author    string `json:"author"`
	Key       string `json:"key"`
	Device    string `json:"device"`
	Seq       int64  `json:"seq"`
	Time      string `json:"time"`
	Signature string `json:"signature"`
	Erased    bool   `json:"erased"`
}

type jsonMark struct {
	Entry  string `json:"entry"`
	By     string `json:"by"`
	At     string `json:"at"`
	Reason string `json:"reason"`
}

// caseJSON is a case for scripts. Address and phone of a person with beskyttet
// adresse are left out unless asked for by name.
func (s *session) caseJSON(c *cases.Case, plan jsonPlan, protected bool) jsonCase {
	p := c.Person
	if p.Protected && !protected {
		p.Address, p.Phone = "", ""
	}
	j := jsonCase{
		ID: c.ID, Number: c.Number, Suffix: c.Suffix, Kind: string(c.Kind), Status: string(c.Status), Phase: string(c.Phase),
		PhaseOn: optDay(c.PhaseOn), Opened: optDay(c.Opened), Closed: optDay(c.Closed), Outcome: opt(string(c.Outcome)),
		CloseReason: opt(c.CloseReason), Worker: c.Worker, WorkerName: s.memberName(c.Worker), Deputy: opt(c.Deputy),
		Tenancy: opt(c.Tenancy), Area: opt(string(c.Area)), Source: opt(string(c.Source)), Weight: opt(string(c.Weight)),
		Basis: opt(string(c.Basis)), Informed: optDay(c.Informed), InformedBy: opt(c.InformedBy),
		Person: jsonPerson{Name: p.Name, Born: opt(p.Born), Address: opt(p.Address), Phone: opt(p.Phone),
			Protected: p.Protected, NotAlone: p.NotAlone, Interpreter: opt(p.Interpreter)},
		Network: []jsonParty{}, Contacts: []jsonContact{}, Plan: plan,
		Consents: []jsonConsent{}, Disclosures: []jsonDisclosure{}, Referrals: []jsonReferral{},
		Underretninger: []jsonUnderretning{}, Meetings: []struct{}{},
		FollowUps: []jsonFollowUp{}, Links: []jsonLink{}, Conflicts: []jsonConflict{}, Entries: []jsonEntry{},
		Incomplete: c.Incomplete, ReadOnly: c.ReadOnly,
	}
	if c.WorkerText != "" {
		j.WorkerName = c.WorkerText
	}
	for _, n := range c.Network {
		j.Network = append(j.Network, s.partyJSON(n, protected))
	}
	for _, n := range c.Contacts {
		j.Contacts = append(j.Contacts, s.contactJSON(c, n))
	}
	for _, f := range c.FollowUps {
		if f.Struck == nil && f.Erased == nil {
			j.FollowUps = append(j.FollowUps, followUpJSON(c, f))
		}
	}
	for _, l := range c.Links {
		if l.Struck == nil {
			j.Links = append(j.Links, jsonLink{string(l.ID), l.Case, opt(l.Why)})
		}
	}
	j.Conflicts = append(j.Conflicts, s.conflictsJSON(c)...)
	for _, e := range c.State.Order {
		j.Entries = append(j.Entries, s.entryJSON(c, e))
	}
	return j
}

func (s *session) partyJSON(n cases.Party, protected bool) jsonParty {
	if n.Protected && !protected {
		n.Address, n.Phone, n.Org, n.Email = "", "", "", ""
	}
	return jsonParty{ID: string(n.ID), Name: n.Name, Relation: opt(n.Relation), Org: opt(n.Org), Phone: opt(n.Phone),
		Email: opt(n.Email), Address: opt(n.Address), Note: opt(n.Note), Protected: n.Protected,
		Struck: s.markJSON(n.Struck), Erased: s.markJSON(n.Erased)}
}

func (s *session) contactJSON(c *cases.Case, n cases.Contact) jsonContact {
	return jsonContact{
		ID: string(n.ID), At: optMoment(n.At), Channel: opt(string(n.Channel)), Met: n.Met, Minutes: n.Minutes,
		Place: opt(n.Place), Role: opt(string(n.Role)), Arenas: some(n.Arenas), Themes: some(n.Themes),
		Present: presentNames(c, n.Present), Text: n.Text, Author: s.authorName(n.Author), Written: optTime(n.Written),
		Edited: len(n.Edited) > 0, Moved: n.Moved, Same: opt(n.Same),
		Struck: s.markJSON(n.Struck), Erased: s.markJSON(n.Erased),
	}
}

// presentNames are the names of those present, where the field holds ids of
// persons in the network.
func presentNames(c *cases.Case, present []string) []string {
	names := make([]string, len(present))
	for i, who := range present {
		names[i] = who
		for _, p := range c.Network {
			if string(p.ID) == who {
				names[i] = p.Name
			}
		}
	}
	return names
}

func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func followUpJSON(c *cases.Case, f cases.FollowUp) jsonFollowUp {
	return jsonFollowUp{ID: string(f.ID), Case: c.ID, Number: c.Number, Due: optMoment(f.Due), Text: f.Text,
		State: string(f.State), Who: opt(f.Who), Rule: opt(string(f.Rule)), DoneOn: optDay(f.DoneOn)}
}

func (s *session) conflictsJSON(c *cases.Case) []jsonConflict {
	var out []jsonConflict
	for _, k := range c.Conflicts {
		j := jsonConflict{Case: c.ID, Number: c.Number, Entity: string(k.Entity), Kind: k.EntityKind, Field: k.Field}
		for _, v := range k.Values {
			j.Values = append(j.Values, jsonValue{Entry: string(v.Entries[0]), Author: s.authorName(v.Author), Device: v.Device,
				At: rfc3339(v.At), Value: v.Raw})
		}
		out = append(out, j)
	}
	return out
}

func (s *session) entryJSON(c *cases.Case, e *history.Entry) jsonEntry {
	return jsonEntry{ID: string(e.ID), Kind: e.Head.Kind, Author: s.authorName(e.Head.Author), Key: string(e.Head.Author),
		Device: e.Head.Device, Seq: e.Head.Seq, Time: rfc3339(e.Head.Time), Signature: trustKey(e.Trust),
		Erased: c.State.Erased[e.ID] != nil}
}

// trustKey is the state of a signature.
func trustKey(t history.Trust) string {
	switch t {
	case history.TrustGood:
		return "good"
	case history.TrustForged:
		return "forged"
	case history.TrustUnknown:
		return "unknown"
	}
	return "unchecked"
}

func (s *session) markJSON(m *cases.Mark) *jsonMark {
	if m == nil {
		return nil
	}
	return &jsonMark{string(m.Entry), s.authorName(m.By), rfc3339(m.At), m.Reason}
}
