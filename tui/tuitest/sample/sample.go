// Package sample fills a vault in memory with a few made-up cases that have
// everything a screen has to show: items over time, two versions, struck, erased
// and moved notes, a protected address, linked cases, a closed case.
//
// All people are invented. The present of a [fakestore.Store] is Monday 7
// December 2026, 8.41; everything lies before it.
package sample

import (
	"fmt"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/history"
	"brobygger/cases/when"
	"brobygger/tui/tuitest/fakestore"
)

// Sample is what there is to find.
type Sample struct {
	t testing.TB
	s *fakestore.Store

	// IDs of cases.
	Karim, Emil, Sahra, Ida, Yusuf, Maryam, Nadia, Haakon string
	// Entries of Karim's case.
	Call, Visit, Struck, Erased, Lone, Mother, FollowUp cases.EntryID
}

// Fill makes the cases. Bo, who has written in some of them, is a member.
func Fill(t testing.TB, s *fakestore.Store) *Sample {
	t.Helper()
	s.Vault.Members, s.Vault.Device = 2, "00000000000000d1"
	p := &Sample{t: t, s: s}
	p.karim()
	p.others()
	return p
}

// At is a time of 2026, with the zone of the store's present.
func At(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2026, month, day, hour, minute, 0, 0, time.FixedZone("CET", 3600))
}

// Case is a case as it now stands.
func (p *Sample) Case(id string) *cases.Case {
	p.t.Helper()
	c, err := p.s.Case(p.t.Context(), id)
	if err != nil {
		p.t.Fatal(err)
	}
	return c
}

// Make makes a case that was opened on a day.
func (p *Sample) Make(number string, opened time.Time, f cases.CaseForm) string {
	p.t.Helper()
	id, err := p.s.NewID()
	if err != nil {
		p.t.Fatal(err)
	}
	f.Opened = calendar.Of(opened)
	w, err := cases.NewCase(f, id, number, calendar.Of(opened), p.s.Me())
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.s.SaveAt(opened, w); err != nil {
		p.t.Fatal(err)
	}
	return id
}

// Do writes in a case at a time and gives the first entry made.
func (p *Sample) Do(id string, at time.Time, make func(*cases.Case) (cases.Write, error)) cases.EntryID {
	p.t.Helper()
	w, err := make(p.Case(id))
	if err != nil {
		p.t.Fatal(err)
	}
	saved, err := p.s.SaveAt(at, w)
	if err != nil {
		p.t.Fatal(err)
	}
	return saved.Entries[0][0]
}

// Note writes a contact on the day and at the time it happened.
func (p *Sample) Note(id string, at time.Time, f cases.ContactForm) cases.EntryID {
	p.t.Helper()
	f.At = when.At(at)
	return p.Do(id, at.Add(20*time.Minute), func(c *cases.Case) (cases.Write, error) {
		ws, err := f.Save(c)
		if err != nil {
			return cases.Write{}, err
		}
		return ws[0], nil
	})
}

// Follow makes a follow-up by hand.
func (p *Sample) Follow(id string, made time.Time, due when.Moment, text, who string) cases.EntryID {
	p.t.Helper()
	return p.Do(id, made, func(c *cases.Case) (cases.Write, error) {
		return c.AddFollowUp(cases.FollowUpForm{Text: text, Due: due, Who: who}, calendar.Of(made))
	})
}

// Yes is an answer to "was the person met".
func Yes() *bool { b := true; return &b }

// No is the other answer.
func No() *bool { b := false; return &b }

// Min is a number of minutes.
func Min(n int) *int { return &n }

// On is a day of December 2026.
func On(day int) when.Moment {
	return when.Moment{Date: calendar.Date{Year: 2026, Month: 12, Day: day}}
}

func (p *Sample) karim() {
	p.Karim = p.Make("26-7RQ4", At(8, 10, 9, 0), cases.CaseForm{
		Kind: cases.KindMentoring, Name: "Karim Farah", Born: "2011-04-03", Address: "Åparken 34, 4. th.", Phone: "00 11 22 33",
		Protected: true, NotAlone: true, Interpreter: "arabisk", Tenancy: "03-001-03", Source: cases.SourceSchool,
		Weight: cases.WeightHeavy, Basis: cases.BasisConsent, Informed: calendar.Date{Year: 2026, Month: 8, Day: 10},
		Deputy: "Bo Lindved",
	})
	id := p.Karim
	p.Lone = p.Do(id, At(8, 12, 10, 0), func(c *cases.Case) (cases.Write, error) {
		return c.AddParty(cases.PartyForm{Name: "Lone Vestergård", Relation: "klasselærer", Org: "Brohøjskolen", Phone: "00 22 33 44",
			Email: "lone@example.dk", Note: "Træffes bedst i frikvarteret kl. 10."})
	})
	p.Mother = p.Do(id, At(8, 12, 10, 5), func(c *cases.Case) (cases.Write, error) {
		return c.AddParty(cases.PartyForm{Name: "Amal Farah", Relation: "mor", Phone: "00 33 44 55", Address: "Søndre Blok 41, 2. tv.", Protected: true})
	})
	p.Do(id, At(8, 31, 9, 0), func(c *cases.Case) (cases.Write, error) {
		return c.SetPhase(cases.PhaseRelation, calendar.Date{Year: 2026, Month: 8, Day: 31}, calendar.Date{Year: 2026, Month: 8, Day: 31})
	})
	p.Do(id, At(9, 1, 9, 0), func(c *cases.Case) (cases.Write, error) {
		return c.AddGoal(cases.GoalForm{Arena: cases.ArenaSchool, Text: "I skole alle dage frem til jul"})
	})
	p.Struck = p.Note(id, At(10, 6, 15, 0), cases.ContactForm{Channel: cases.ChannelSMS, Met: No(), Text: "Skrev til den forkerte Karim."})
	p.Erased = p.Note(id, At(10, 20, 12, 30), cases.ContactForm{Channel: cases.ChannelVisit, Met: Yes(), Minutes: Min(30), Text: "Noget, der ikke hører til her."})
	p.Note(id, At(11, 10, 17, 30), cases.ContactForm{Channel: cases.ChannelStreet, Met: Yes(), Minutes: Min(25), Arenas: []string{cases.ArenaStreet},
		Text: "Mødte Karim ved boldburet. Han spiller med de samme fem hver dag og vil gerne begynde i klubben igen."})
	p.Visit = p.Note(id, At(11, 17, 10, 0), cases.ContactForm{Channel: cases.ChannelMeeting, Met: Yes(), Minutes: Min(45), Place: "Brohøjskolen",
		Role: cases.RoleBridging, Arenas: []string{cases.ArenaSchool, cases.ArenaJob}, Present: []string{"Karim", string(p.Lone)},
		Text: "Mødte Karim i frikvarteret. Han har været i skole alle dage i denne uge og er stolt af det. Vil gerne søge fritidsjob i Brugsen, men er bange for samtalen.\n\nVi øver den på torsdag. Han fortæller det selv til mor."})
	p.Call = p.Note(id, At(12, 4, 16, 12), cases.ContactForm{Channel: cases.ChannelPhone, Met: No(), Minutes: Min(10), Arenas: []string{cases.ArenaSchool},
		Text: "Ringede to gange. Telefonen var slukket."})
	p.Do(id, At(10, 6, 15, 40), func(c *cases.Case) (cases.Write, error) { return c.StrikeEntry(p.Struck, "forkert modtager") })
	p.Do(id, At(10, 21, 8, 0), func(c *cases.Case) (cases.Write, error) {
		ch, err := c.Erase(p.Erased, cases.EraseNotNeeded, cases.Author{Member: p.s.Me().ID, Roles: p.s.Me().Roles}, func(k history.Key) bool { return true })
		return cases.Write{Case: id, Changes: []cases.Change{ch}}, err
	})
	p.FollowUp = p.Follow(id, At(12, 4, 16, 40), when.Moment{Date: On(10).Date, Hour: 14, HasTime: true}, "øve jobsamtale, her på kontoret", "")
	// Bo and Amira change one field before their computers have talked.
	before := p.Case(id)
	mine, theirs := "00 11 22 44", "00 55 66 77"
	w, err := before.Edit(cases.CaseEdit{Phone: &mine}, On(2).Date)
	v, err2 := before.Edit(cases.CaseEdit{Phone: &theirs}, On(2).Date)
	if err != nil || err2 != nil {
		p.t.Fatal(err, err2)
	}
	if _, err := p.s.SaveAt(At(12, 2, 15, 20), w); err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.s.SaveAs(At(12, 2, 17, 5), v); err != nil {
		p.t.Fatal(err)
	}
}

func (p *Sample) others() {
	met := func(id string, month time.Month, day int) {
		p.Note(id, At(month, day, 13, 0), cases.ContactForm{Channel: cases.ChannelOffice, Met: Yes(), Minutes: Min(30), Text: "Talte om planen for de næste uger."})
	}
	p.Emil = p.Make("26-C3HX", At(9, 7, 9, 0), cases.CaseForm{Kind: cases.KindMentoring, Name: "Emil Dahlby", Born: "2009", Phase: cases.PhaseEffort, Deputy: "Bo Lindved"})
	met(p.Emil, 12, 1)
	p.Follow(p.Emil, At(11, 20, 9, 0), On(3), "opfølgning på planen", "")
	p.Follow(p.Emil, At(12, 1, 14, 0), On(7), "ring til mesteren om prøveuge", "")
	p.Sahra = p.Make("26-9MWG", At(9, 14, 9, 0), cases.CaseForm{Kind: cases.KindMentoring, Name: "Sahra Aden", NotAlone: true, Deputy: "Bo Lindved"})
	met(p.Sahra, 12, 2)
	p.Follow(p.Sahra, At(11, 20, 9, 0), On(4), "KUI har ikke svaret, henvist 20-11", "")
	p.Follow(p.Sahra, At(12, 2, 14, 0), On(9), "fraværstal for november", "Lone på skolen")
	p.Ida = p.Make("26-F2JV", At(10, 5, 9, 0), cases.CaseForm{Kind: cases.KindNetwork, Name: "Ida Lykke", Phase: cases.PhaseMeetings, Deputy: "Bo Lindved"})
	met(p.Ida, 11, 30)
	p.Follow(p.Ida, At(11, 30, 14, 0), when.Moment{Date: On(7).Date, Hour: 14, HasTime: true}, "netværksmøde 3, Kulturhuset, 8 inviteret", "")
	p.Yusuf = p.Make("26-Q8PC", At(10, 12, 9, 0), cases.CaseForm{Kind: cases.KindMentoring, Name: "Yusuf Bilal", Deputy: "Bo Lindved"})
	met(p.Yusuf, 12, 3)
	p.Follow(p.Yusuf, At(12, 3, 14, 0), On(7), "samtykke til Jobcenter Brohøj udløber", "")
	p.Maryam = p.Make("26-4XRM", At(10, 19, 9, 0), cases.CaseForm{Kind: cases.KindMentoring, Name: "Maryam Osman", Deputy: cases.DeputyNone})
	met(p.Maryam, 12, 4)
	p.Follow(p.Maryam, At(12, 4, 14, 0), On(11), "besøg i klubben sammen", "")
	p.Nadia = p.Make("26-M2PX", At(11, 26, 9, 0), cases.CaseForm{Kind: cases.KindTenancy, Name: "Nadia Dupont", Tenancy: "01-014-03", Protected: true, Deputy: "Bo Lindved"})
	p.Note(p.Nadia, At(12, 4, 11, 0), cases.ContactForm{Channel: cases.ChannelVisit, Met: No(), Text: "Ingen hjemme. Lagde en seddel."})
	p.Haakon = p.Make("26-H5CQ", At(2, 2, 9, 0), cases.CaseForm{Kind: cases.KindMentoring, Name: "Håkon Strand", Phase: cases.PhaseLeaving, Deputy: "Bo Lindved"})
	met(p.Haakon, 5, 20)
	p.Do(p.Haakon, At(9, 11, 12, 0), func(c *cases.Case) (cases.Write, error) {
		return c.Close(cases.CloseForm{Outcome: cases.OutcomeReached, Reason: "Han er i lære og har det godt."}, calendar.Date{Year: 2026, Month: 9, Day: 11})
	})
	links, err := p.Case(p.Karim).LinkTo(p.Case(p.Sahra), "fætter og kusine")
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.s.SaveAt(At(12, 2, 18, 0), links...); err != nil {
		p.t.Fatal(err)
	}
}

// Many makes further cases, so that lists have more than a window holds.
func (p *Sample) Many(n int) {
	p.t.Helper()
	first := []string{"Ægir", "Østen", "Åse", "Bent", "Tove", "Inge", "Hamza", "Dorthe", "Frederikke-Alexandra", "Jørgen"}
	last := []string{"Ydun", "Nygård", "Kragh", "Holmboe", "Pilgaard", "Viksø"}
	for i := range n {
		p.Make(fmt.Sprintf("26-%04d", i), At(10, 1+i%28, 9, i%60), cases.CaseForm{
			Kind: cases.Kinds()[i%3], Name: first[i%len(first)] + " " + last[i%len(last)], Deputy: cases.DeputyNone,
		})
	}
}
