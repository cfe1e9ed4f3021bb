package cases

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"brobygger/cases/history"
	"brobygger/cases/when"
)

// Nothing is recorded that was neither typed nor seen.
func TestContactRecordsOnlyWhatWasSaid(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	ws, err := ContactForm{Text: "\n \nMødte Karim i frikvarteret.\n\n", At: at("2026-12-07T10:40")}.Save(c)
	l.mustAll("amira", ws, err)
	c = l.read(c.ID)
	n := c.Contacts[0]
	if n.Text != "Mødte Karim i frikvarteret." || n.At != at("2026-12-07T10:40") || n.Met != nil || n.Minutes != nil || n.Author != keyOf("amira") {
		t.Errorf("%+v", n)
	}
	if fields := c.State.ByID[n.ID].Fields; len(fields) != 2 {
		t.Errorf("recorded: %v", fields)
	}
	if len(c.FollowUps) != 0 {
		t.Error("a follow-up nobody asked for")
	}
}

func TestContactForm(t *testing.T) {
	tests := []struct {
		name  string
		f     ContactForm
		field string
		want  error
	}{
		{"empty", ContactForm{}, "text", ErrNeeded},
		{"spaces alone", ContactForm{Text: " \n "}, "text", ErrNeeded},
		{"not met, nothing else", ContactForm{Met: no()}, "", nil},
		{"channel alone", ContactForm{Channel: ChannelSMS}, "", nil},
		{"unknown channel", ContactForm{Channel: "fax"}, "channel", ErrNotAChoice},
		{"unknown role", ContactForm{Text: "x", Role: "boss"}, "role", ErrNotAChoice},
		{"theme as arena", ContactForm{Text: "x", Arenas: []string{ThemeMoney}}, "arenas", ErrNotAChoice},
		{"arena as theme", ContactForm{Text: "x", Themes: []string{ArenaSchool}}, "themes", ErrNotAChoice},
		{"no minutes", ContactForm{Text: "x", Minutes: ptr(0)}, "", nil},
		{"minutes below 0", ContactForm{Text: "x", Minutes: ptr(-1)}, "minutes", ErrNotValid},
		{"a whole day", ContactForm{Text: "x", Minutes: ptr(1440)}, "", nil},
		{"over a day", ContactForm{Text: "x", Minutes: ptr(1441)}, "minutes", ErrNotValid},
		{"1 MB", ContactForm{Text: strings.Repeat("a", MaxText)}, "", nil},
		{"over 1 MB", ContactForm{Text: strings.Repeat("a", MaxText+1)}, "text", ErrTooLarge},
		{"1 MB of control characters", ContactForm{Text: strings.Repeat("\x01", MaxText)}, "text", ErrTooLarge},
		{"place too long", ContactForm{Text: "x", Place: strings.Repeat("a", MaxLine+1)}, "place", ErrTooLong},
		{"follow-up without a day", ContactForm{Text: "x", FollowUpText: "ring"}, "follow_up", ErrNeeded},
		{"follow-up before the contact", ContactForm{Text: "x", FollowUp: atp("2026-12-06")}, "follow_up", ErrPast},
		{"follow-up the same day", ContactForm{Text: "x", FollowUp: atp("2026-12-07")}, "", nil},
	}
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	for _, tt := range tests {
		tt.f.At = at("2026-12-07")
		_, err := tt.f.Save(c)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
		if tt.want != nil && !slices.Equal(wrong(err), []string{tt.field}) {
			t.Errorf("%s: refused for %v, want %s", tt.name, wrong(err), tt.field)
		}
	}
	if _, err := (ContactForm{Text: "x"}).Save(c); !slices.Equal(wrong(err), []string{"at"}) {
		t.Errorf("without a day: %v", err)
	}
	var crowd []string
	for i := range MaxListed + 1 {
		crowd = append(crowd, caseID(i))
	}
	if _, err := (ContactForm{Text: "x", At: at("2026-12-07"), Present: crowd}).Save(c); !slices.Equal(wrong(err), []string{"present"}) {
		t.Errorf("a crowd: %v", err)
	}
}

// The largest text and whatever characters go through a save unchanged.
func TestTextsSurviveASave(t *testing.T) {
	for name, text := range map[string]string{
		"1 MB":      strings.Repeat("Karim. ", MaxText/7),
		"bidi":      "a\u202eb\u2066c",
		"control":   "a\x00b\x1bc\u2028d",
		"html":      `<b>"Tom & Bo"</b>`,
		"lines":     "a\n\nb\tc",
		"lone byte": "a\xffb",
	} {
		l := newLedger(t)
		c := l.karim(caseID(1), monday)
		ws, err := ContactForm{Text: text, At: at("2026-12-07")}.Save(c)
		l.mustAll("amira", ws, err)
		if got := l.read(c.ID).Contacts[0].Text; got != strings.TrimSpace(strings.ToValidUTF8(text, "\uFFFD")) {
			t.Errorf("%s: saved %q", name, got[:min(40, len(got))])
		}
	}
}

func full() ContactForm {
	return ContactForm{Channel: ChannelPhone, Met: no(), Minutes: ptr(10), At: at("2026-12-07T10:40"), Place: "Kontoret", Role: RoleBridging,
		Arenas: []string{ArenaJob, ArenaSchool, ArenaJob}, Themes: []string{ThemeHome}, Present: []string{"Karim", "", "Karim", "mor"},
		Text: "Ringede.", FollowUp: atp("2026-12-10T14:00"), FollowUpText: "øve jobsamtale"}
}

func TestContactWithEverything(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	ws, err := full().Save(c)
	l.mustAll("amira", ws, err)
	c = l.read(c.ID)
	n := c.Contacts[0]
	if n.Channel != ChannelPhone || *n.Met || *n.Minutes != 10 || n.Place != "Kontoret" || n.Role != RoleBridging ||
		!slices.Equal(n.Arenas, []string{ArenaSchool, ArenaJob}) || !slices.Equal(n.Themes, []string{ThemeHome}) ||
		!slices.Equal(n.Present, []string{"Karim", "mor"}) || n.Same != "" {
		t.Errorf("%+v", n)
	}
	f := c.FollowUps[0]
	if f.Contact != n.ID || f.Due != at("2026-12-10T14:00") || f.Text != "øve jobsamtale" || f.State != FollowUpOpen {
		t.Errorf("follow-up %+v", f)
	}
}

// One contact in several cases is one contact: all hold it, with the same value;
// the follow-up stands in the first; persons of its network are named in the
// others by their names.
func TestOneContactInSeveralCases(t *testing.T) {
	l := newLedger(t)
	a, b := l.karim(caseID(1), monday), l.karim(caseID(2), monday)
	w, err := a.AddParty(PartyForm{Name: "Lone Holm", Relation: "klasselærer"})
	a = l.must("amira", w, err)
	w, err = a.AddParty(PartyForm{Name: "Fatma Farah", Relation: "mor"})
	a = l.must("amira", w, err)
	w, err = b.AddParty(PartyForm{Name: "Fatma Farah", Relation: "mor"})
	b = l.must("amira", w, err)
	f := full()
	f.Present = []string{string(a.Network[0].ID), string(a.Network[1].ID), "Bent"}
	ws, err := f.Save(a, b, a, b)
	l.mustAll("amira", ws, err)
	a, b = l.read(a.ID), l.read(b.ID)
	if len(ws) != 2 || len(a.Contacts) != 1 || len(b.Contacts) != 1 {
		t.Fatalf("%d writes, %d and %d contacts", len(ws), len(a.Contacts), len(b.Contacts))
	}
	x, y := a.Contacts[0], b.Contacts[0]
	if x.Same == "" || x.Same != y.Same || x.Text != y.Text || len(x.Same) != 32 {
		t.Errorf("same: %q and %q", x.Same, y.Same)
	}
	if want := []string{"Lone Holm", string(b.Network[0].ID), "Bent"}; !slices.Equal(y.Present, want) || !slices.Equal(x.Present, f.Present) {
		t.Errorf("present: %v, and %v, want %v", x.Present, y.Present, want)
	}
	if len(a.FollowUps) != 1 || len(b.FollowUps) != 0 {
		t.Errorf("%d and %d follow-ups", len(a.FollowUps), len(b.FollowUps))
	}
	ws, err = f.Save(a, b)
	l.mustAll("amira", ws, err)
	if again := l.read(a.ID).Contacts; again[0].Same == again[1].Same {
		t.Error("two contacts count as one")
	}
}

func TestEditContact(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	ws, err := full().Save(c)
	l.mustAll("amira", ws, err)
	c = l.read(c.ID)
	id := c.Contacts[0].ID
	if _, err := c.EditContact(id, c.Contacts[0].Form()); !errors.Is(err, ErrNothingToDo) {
		t.Errorf("unchanged: %v", err)
	}
	f := c.Contacts[0].Form()
	f.Met, f.Minutes, f.Place, f.Arenas = yes(), nil, "", []string{ArenaFamily}
	w, err := c.EditContact(id, f)
	if err != nil || len(w.Changes[0].Set) != 4 {
		t.Fatalf("%+v %v", w, err)
	}
	c = l.must("bo", w, err)
	n := c.Contacts[0]
	if !*n.Met || n.Minutes != nil || n.Place != "" || !slices.Equal(n.Arenas, f.Arenas) || n.Text != "Ringede." || n.Author != keyOf("amira") || len(n.Edited) != 1 {
		t.Errorf("%+v", n)
	}
	f = n.Form()
	f.Met = nil
	if c = l.must2(c.EditContact(id, f)); c.Contacts[0].Met != nil {
		t.Error("met or not cannot be taken back")
	}
	// From "not said" to "not met" is a change.
	f.Met = no()
	if c = l.must2(c.EditContact(id, f)); c.Contacts[0].Met == nil || *c.Contacts[0].Met {
		t.Error("not met is not recorded")
	}
	if _, err := c.EditContact(c.FollowUps[0].ID, f); !errors.Is(err, ErrNoSuchEntry) {
		t.Errorf("a follow-up is edited as a contact: %v", err)
	}
	if _, err := c.EditContact("x", f); !errors.Is(err, ErrNoSuchEntry) {
		t.Errorf("nothing is edited: %v", err)
	}
	w, err = c.StrikeEntry(id, "forkert sag")
	c = l.must("amira", w, err)
	if _, err := c.EditContact(id, f); !errors.Is(err, ErrGone) {
		t.Errorf("a struck contact is edited: %v", err)
	}
	if m := c.Contacts[0].Struck; m == nil || m.Reason != "forkert sag" || m.By != keyOf("amira") {
		t.Errorf("struck %+v", m)
	}
	if _, err := c.StrikeEntry(id, "igen"); !errors.Is(err, ErrGone) {
		t.Errorf("struck twice: %v", err)
	}
	if _, err := c.StrikeEntry(c.FollowUps[0].ID, " "); !slices.Equal(wrong(err), []string{"reason"}) {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := c.StrikeEntry(c.Root, "hele sagen"); !errors.Is(err, ErrWholeCase) {
		t.Errorf("the whole case: %v", err)
	}
}

func TestContactsAreShownNewestFirst(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	for _, f := range []ContactForm{
		{Text: "2", At: at("2026-12-05")}, {Text: "4", At: at("2026-12-06T09:00")}, {Text: "1", At: at("2026-11-30")},
		{Text: "3", At: at("2026-12-05")}, {Text: "5", At: at("2026-12-06T17:30")},
	} {
		ws, err := f.Save(l.read(c.ID))
		l.mustAll("amira", ws, err)
	}
	var got string
	for _, n := range l.read(c.ID).Contacts {
		got += n.Text
	}
	if got != "54321" {
		t.Errorf("order %s", got)
	}
}

// A note in the wrong case: all of it stands in the right one, and no byte of it
// is left in the first, also after a copy from before is merged in.
func TestMoveContact(t *testing.T) {
	l := newLedger(t)
	wrongCase, right := l.karim(caseID(1), monday), l.karim(caseID(2), monday)
	w, err := wrongCase.AddParty(PartyForm{Name: "Lone Holm"})
	wrongCase = l.must("amira", w, err)
	f := full()
	f.Text, f.Place, f.FollowUpText = "MARKER om Ida", "MARKER-stedet", "MARKER ring"
	f.Present = []string{string(wrongCase.Network[0].ID)}
	ws, err := f.Save(wrongCase)
	l.mustAll("amira", ws, err)
	c := l.read(wrongCase.ID)
	note := c.Contacts[0]
	edited := note.Form()
	edited.Text = "MARKER om Ida Lund"
	w, err = c.EditContact(note.ID, edited)
	c = l.must("bo", w, err)
	w, err = c.AddFollowUp(FollowUpForm{Text: "en anden", Due: at("2026-12-09")}, monday)
	c = l.must("amira", w, err)
	before := slices.Clone(l.entries[c.ID])

	if _, err := MoveContact(c, c, note.ID, "", Author{}, mine("amira")); !slices.Equal(wrong(err), []string{"case"}) {
		t.Errorf("to itself: %v", err)
	}
	if _, err := MoveContact(c, right, note.ID, "", l.authors[keyOf("bo")], mine("bo")); !errors.Is(err, ErrNotAllowed) {
		t.Errorf("by somebody else: %v", err)
	}
	l.now = l.now.Add(time.Hour)
	ws, err = MoveContact(c, right, note.ID, "handlede om Ida", l.authors[keyOf("lone")], mine("lone"))
	l.mustAll("lone", ws, err)

	right = l.read(right.ID)
	n := right.Contacts[0]
	if n.Text != "MARKER om Ida Lund" || n.Place != f.Place || *n.Met || *n.Minutes != 10 || n.At != note.At || !n.Moved ||
		n.Author != keyOf("amira") || !n.Written.Equal(note.Written) || n.MovedBy != keyOf("lone") || n.MoveReason != "handlede om Ida" {
		t.Errorf("moved: %+v", n)
	}
	if !slices.Equal(n.Present, []string{"Lone Holm"}) {
		t.Errorf("present: %v", n.Present)
	}
	if len(right.FollowUps) != 1 || right.FollowUps[0].Contact != n.ID || right.FollowUps[0].Text != "MARKER ring" {
		t.Errorf("follow-ups: %+v", right.FollowUps)
	}
	for name, entries := range map[string][]*history.Entry{
		"after the move": l.entries[c.ID], "after an old copy came back": history.Merge(l.entries[c.ID], before),
	} {
		st := Read(c.ID, entries, l.authors).State
		clean, _ := history.Clean(entries, st)
		for _, e := range clean {
			if bytes.Contains(e.RawBody, []byte("MARKER")) {
				t.Errorf("%s: the note is still in the first case, in a %s", name, e.Head.Kind)
			}
		}
		c = Read(c.ID, clean, l.authors)
		if c.Contacts[0].Erased == nil || c.Contacts[0].Text != "" || c.Contacts[0].Erased.Reason != string(EraseWrongCase) {
			t.Errorf("%s: %+v", name, c.Contacts[0])
		}
		var open []string
		for _, f := range c.FollowUps {
			if f.Erased == nil {
				open = append(open, f.Text)
			}
		}
		if !slices.Equal(open, []string{"en anden"}) {
			t.Errorf("%s: follow-ups left: %v", name, open)
		}
	}
	if _, err := MoveContact(c, right, note.ID, "", l.authors[keyOf("lone")], mine("lone")); !errors.Is(err, ErrGone) {
		t.Errorf("moved twice: %v", err)
	}
}

func TestMoveNeedsOneVersion(t *testing.T) {
	l := newLedger(t)
	a, b := l.karim(caseID(1), monday), l.karim(caseID(2), monday)
	ws, err := ContactForm{Text: "x", At: at("2026-12-07")}.Save(a)
	l.mustAll("amira", ws, err)
	seen := l.read(a.ID)
	for _, text := range []string{"y", "z"} {
		w, err := seen.EditContact(seen.Contacts[0].ID, ContactForm{Text: text, At: at("2026-12-07")})
		l.must("amira", w, err)
	}
	if _, err := MoveContact(l.read(a.ID), b, seen.Contacts[0].ID, "", Author{}, mine("amira")); !errors.Is(err, ErrTwoVersions) {
		t.Errorf("one of two versions would be lost: %v", err)
	}
}

func TestWhoMayEraseAnEntry(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	ws, err := ContactForm{Text: "x", At: at("2026-12-07")}.Save(c)
	l.mustAll("amira", ws, err)
	c = l.read(c.ID)
	id := c.Contacts[0].ID
	w, err := c.EditContact(id, ContactForm{Text: "rettet af Bo", At: at("2026-12-07")})
	c = l.must("bo", w, err)
	for who, want := range map[string]error{"amira": nil, "lone": nil, "bo": ErrNotAllowed} {
		if _, err := c.Erase(id, EraseNotNeeded, l.authors[keyOf(who)], mine(who)); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", who, err, want)
		}
	}
	if _, err := c.Erase(id, "because", Author{}, mine("amira")); !slices.Equal(wrong(err), []string{"reason"}) {
		t.Errorf("a reason of one's own: %v", err)
	}
	if _, err := c.Erase(c.Root, EraseOrdered, l.authors[keyOf("lone")], mine("lone")); !errors.Is(err, ErrWholeCase) {
		t.Errorf("the whole case: %v", err)
	}
	ch, err := c.Erase(id, EraseNotNeeded, Author{}, mine("amira"))
	c = l.must("amira", c.write(ch), err)
	if c.Contacts[0].Erased == nil || c.Contacts[0].Text != "" || len(c.State.EraseAlso) != 0 {
		t.Errorf("%+v, to be named by the next save: %v", c.Contacts[0], c.State.EraseAlso)
	}
	if _, err := c.Erase(id, EraseNotNeeded, Author{}, mine("amira")); !errors.Is(err, ErrGone) {
		t.Errorf("erased twice: %v", err)
	}
	if _, err := c.Erase("x", EraseNotNeeded, Author{}, mine("amira")); !errors.Is(err, ErrNoSuchEntry) {
		t.Errorf("nothing: %v", err)
	}
}

// What says who the case is about is an entry of its own: a number that should
// not stand in a name can be taken out, and the case stands.
func TestANameCanBeErased(t *testing.T) {
	l := newLedger(t)
	w, err := NewCase(CaseForm{Kind: KindMentoring, Name: "Karim 030411-MARKER"}, caseID(1), "26-7RQ4", monday, amira())
	c := l.must("amira", w, err)
	first := l.entries[c.ID][1].ID
	w, err = c.Edit(CaseEdit{Name: ptr("Karim Farah")}, monday)
	c = l.must("amira", w, err)
	ch, err := c.Erase(first, EraseNotNeeded, Author{}, mine("amira"))
	c = l.must("amira", c.write(ch), err)
	clean, _ := history.Clean(l.entries[c.ID], c.State)
	for _, e := range clean {
		if bytes.Contains(e.RawBody, []byte("MARKER")) {
			t.Error("the number is still there")
		}
	}
	if c = Read(c.ID, clean, l.authors); c.Person.Name != "Karim Farah" || c.Number != "26-7RQ4" || c.Kind != KindMentoring {
		t.Errorf("%+v", c)
	}
}

func TestNetwork(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	f := PartyForm{Name: "Lone Holm", Relation: "klasselærer", Org: "Brohøj Skole", Phone: "70 00 10 09", Email: "lone@brohoej.example",
		Address: "Skolevej 1", Note: "Træffes efter kl. 14.", Protected: true}
	w, err := c.AddParty(f)
	c = l.must("amira", w, err)
	p := c.Network[0]
	if p.Form() != f {
		t.Errorf("%+v", p)
	}
	if _, err := c.EditParty(p.ID, f); !errors.Is(err, ErrNothingToDo) {
		t.Errorf("unchanged: %v", err)
	}
	f.Protected, f.Email = false, ""
	w, err = c.EditParty(p.ID, f)
	c = l.must("amira", w, err)
	if c.Network[0].Form() != f {
		t.Errorf("%+v", c.Network[0])
	}
	for _, f := range []PartyForm{{}, {Name: strings.Repeat("a", MaxLine+1)}} {
		if _, err := c.AddParty(f); !slices.Equal(wrong(err), []string{"name"}) {
			t.Errorf("%v", err)
		}
	}
	w, err = c.StrikeEntry(p.ID, "skiftet klasse")
	if c = l.must("amira", w, err); c.Network[0].Struck == nil {
		t.Error("still there")
	}
	if _, err := c.EditParty(p.ID, f); !errors.Is(err, ErrGone) {
		t.Errorf("a struck person is edited: %v", err)
	}
}

func TestFollowUpForms(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	for name, tt := range map[string]struct {
		f    FollowUpForm
		want []string
	}{
		"nothing":     {FollowUpForm{}, []string{"due", "text"}},
		"yesterday":   {FollowUpForm{Text: "x", Due: at("2026-12-06")}, []string{"due"}},
		"no day":      {FollowUpForm{Text: "x"}, []string{"due"}},
		"no such day": {FollowUpForm{Text: "x", Due: when.Moment{Date: monday, Hour: 25, HasTime: true}}, []string{"due"}},
	} {
		if _, err := c.AddFollowUp(tt.f, monday); !slices.Equal(wrong(err), tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	w, err := c.AddFollowUp(FollowUpForm{Text: "ring", Due: at("2026-12-07"), Who: "bo"}, monday)
	c = l.must("amira", w, err)
	id := c.FollowUps[0].ID
	w, err = c.EditFollowUp(id, "ring til mesteren", "")
	c = l.must("amira", w, err)
	if f := c.FollowUps[0]; f.Text != "ring til mesteren" || f.Who != "" || f.Due != at("2026-12-07") {
		t.Errorf("%+v", f)
	}
	if _, err := c.EditFollowUp(id, "", ""); !slices.Equal(wrong(err), []string{"text"}) {
		t.Errorf("emptied: %v", err)
	}
	it, err := c.FollowUpItem(string(id)[:8])
	if err != nil || it.FollowUp != id || it.Rule != RuleFollowUp {
		t.Fatalf("%+v, %v", it, err)
	}
	w, err = c.Drop(it, "ikke nødvendigt", monday)
	c = l.must("amira", w, err)
	if f := c.FollowUps[0]; f.State != FollowUpDropped || f.DoneOn != monday || f.Reason != "ikke nødvendigt" {
		t.Errorf("%+v", f)
	}
	if _, err := c.Postpone(it, at("2026-12-08"), monday); !errors.Is(err, ErrNothingToDo) {
		t.Errorf("what was dropped is postponed: %v", err)
	}
	for arg, want := range map[string]error{"ffff": ErrNotFound, "": ErrNotFound, string(id)[:3]: ErrNotFound} {
		if _, err := c.FollowUpItem(arg); !errors.Is(err, want) {
			t.Errorf("%q: %v", arg, err)
		}
	}
	if _, err := c.Done(Item{Rule: RuleFollowUp}, monday); !errors.Is(err, ErrNoSuchEntry) {
		t.Errorf("an item without a follow-up: %v", err)
	}
}

// Two people write a contact and edit one apart: nothing is lost.
func TestApartEditsAreTwoVersions(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), monday)
	ws, err := ContactForm{Text: "Ringede.", At: at("2026-12-07")}.Save(c)
	l.mustAll("amira", ws, err)
	seen := l.read(c.ID)
	id := seen.Contacts[0].ID
	edit := func(text string, minutes *int) (Write, error) {
		return seen.EditContact(id, ContactForm{Text: text, Minutes: minutes, At: at("2026-12-07")})
	}
	w, err := edit("Ringede. Mor tog den.", nil)
	l.must("amira", w, err)
	w, err = edit("Ringede. Ingen svarede.", ptr(5))
	c = l.must("bo", w, err)
	if len(c.Conflicts) != 1 || c.Conflicts[0].Field != "text" || len(c.Conflicts[0].Values) != 2 || DecodeText(c.Conflicts[0].Before) != "Ringede." {
		t.Fatalf("%+v", c.Conflicts)
	}
	if *c.Contacts[0].Minutes != 5 {
		t.Error("what only one of them wrote is asked about")
	}
	k := c.Conflicts[0]
	if _, err := c.SetByRule(EntryContactSet, id, Fields{"text": "regel"}); !errors.Is(err, ErrTwoVersions) {
		t.Errorf("a rule replaces one of two versions: %v", err)
	}
	ch, err := c.Resolve(k.Entity, k.Field, DecodeText(k.Values[0].Raw), "Amira var der")
	c = l.must("amira", c.write(ch), err)
	if len(c.Conflicts) != 0 || c.Contacts[0].Text != "Ringede. Mor tog den." {
		t.Errorf("%+v", c.Contacts[0])
	}
	if _, err := c.Resolve(k.Entity, k.Field, "x", ""); !errors.Is(err, ErrNoSuchEntry) {
		t.Errorf("settled twice: %v", err)
	}
}

func TestAContactHasHappened(t *testing.T) {
	l := newLedger(t)
	c := l.karim(caseID(1), date("2026-12-01"))
	for on, want := range map[string][]string{"2026-12-06": nil, "2026-12-07T23:59": nil, "2026-12-08": {"at"}} {
		_, err := ContactForm{Text: "Talte med Karim.", At: at(on), Today: monday}.Save(c)
		if got := wrong(err); !slices.Equal(got, want) {
			t.Errorf("%s: %v", on, err)
		}
	}
}
