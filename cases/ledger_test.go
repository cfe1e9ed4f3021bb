package cases

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strconv"
	"testing"
	"time"

	"brobygger/cases/calendar"
	"brobygger/cases/history"
	"brobygger/cases/when"
)

// ledger is a vault for tests: what saves leave behind, without signatures.
type ledger struct {
	t       *testing.T
	entries map[string][]*history.Entry
	authors Authors
	now     time.Time
	salt    byte
}

var monday = date("2026-12-07")

func newLedger(t *testing.T) *ledger {
	t.Helper()
	return &ledger{t: t, entries: map[string][]*history.Entry{}, now: time.Date(2026, 12, 7, 7, 41, 0, 0, time.UTC),
		authors: Authors{
			keyOf("amira"): {Member: "amira", Name: "Amira", Roles: []MemberRole{MemberMentor}},
			keyOf("bo"):    {Member: "bo", Name: "Bo", Roles: []MemberRole{MemberMentor}},
			keyOf("lone"):  {Member: "lone", Name: "Lone", Roles: []MemberRole{MemberKoordinator}},
		}}
}

func keyOf(who string) history.Key {
	sum := sha256.Sum256([]byte(who))
	return history.Key("ed25519:" + base64.RawURLEncoding.EncodeToString(sum[:]))
}

func deviceOf(who string) string { return string(history.IDOf([]byte(who)))[:16] }

// save signs nothing but does all else that a vault does with a write.
func (l *ledger) save(who string, writes ...Write) [][]EntryID {
	l.t.Helper()
	var out [][]EntryID
	for _, w := range writes {
		var made []EntryID
		for _, ch := range w.Changes {
			l.now = l.now.Add(time.Second)
			l.salt++
			raw, err := history.EncodeBody(ch, [16]byte{l.salt, byte(len(l.entries[w.Case])), byte(len(l.entries[w.Case]) >> 8)}, made)
			if err != nil {
				l.t.Fatalf("encode %s: %v", ch.Kind, err)
			}
			if _, err := history.ParseBody(raw); err != nil {
				l.t.Fatalf("parse own %s: %v", ch.Kind, err)
			}
			after := slices.Clone(ch.After)
			slices.Sort(after)
			head := history.Head{Author: keyOf(who), Device: deviceOf(who), Seq: history.NextSeq(l.entries[w.Case], deviceOf(who)),
				After: after, Time: l.now, Kind: ch.Kind, Critical: ch.Critical, Body: history.HashBody(raw)}
			rawHead := head.Encode()
			if _, err := history.ParseHead(rawHead); err != nil {
				l.t.Fatalf("parse own head of %s: %v", ch.Kind, err)
			}
			e := &history.Entry{ID: history.IDOf(rawHead), Head: head, RawHead: rawHead, RawBody: raw, Trust: history.TrustGood}
			l.entries[w.Case] = append(l.entries[w.Case], e)
			made = append(made, e.ID)
		}
		out = append(out, made)
	}
	return out
}

func (l *ledger) read(id string) *Case {
	l.t.Helper()
	return Read(id, l.entries[id], l.authors)
}

// must saves one write that the form was not to refuse, and reads the case.
func (l *ledger) must(who string, w Write, err error) *Case {
	l.t.Helper()
	if err != nil {
		l.t.Fatalf("refused: %v", err)
	}
	l.save(who, w)
	return l.read(w.Case)
}

func (l *ledger) mustAll(who string, ws []Write, err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatalf("refused: %v", err)
	}
	l.save(who, ws...)
}

// karim is a mentorforløb that was opened on a day.
func (l *ledger) karim(id string, opened calendar.Date) *Case {
	l.t.Helper()
	w, err := NewCase(CaseForm{Kind: KindMentoring, Name: "Karim Farah", Opened: opened}, id, "26-7RQ4", monday, amira())
	return l.must("amira", w, err)
}

// met saves a contact that was met on a day.
func (l *ledger) met(c *Case, day string) *Case {
	l.t.Helper()
	ws, err := ContactForm{Met: yes(), At: at(day)}.Save(c)
	l.mustAll("amira", ws, err)
	return l.read(c.ID)
}

func amira() Member { return Member{ID: "amira", Name: "Amira", Deputy: "bo"} }

func mine(who string) func(history.Key) bool {
	return func(k history.Key) bool { return k == keyOf(who) }
}

func caseID(n int) string {
	s := "00000000000000000000000000000000" + strconv.FormatInt(int64(n), 16)
	return s[len(s)-32:]
}

func date(s string) calendar.Date {
	d, err := calendar.ParseISO(s)
	if err != nil {
		panic(err)
	}
	return d
}

func at(s string) when.Moment {
	m, err := when.ParseISO(s)
	if err != nil {
		panic(err)
	}
	return m
}

func yes() *bool { b := true; return &b }
func no() *bool  { b := false; return &b }

func ptr[T any](v T) *T { return &v }

func atp(s string) *when.Moment { m := at(s); return &m }

// must2 is must by amira for a call that gives a write.
func (l *ledger) must2(w Write, err error) *Case {
	l.t.Helper()
	return l.must("amira", w, err)
}
