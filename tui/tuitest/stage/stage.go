// Package stage sets up screens of an unlocked vault for tests: a few made-up
// cases in a vault in memory, and a first screen that stands on one of them.
package stage

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/history"
	"brobygger/cases/when"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/words"
)

// Ids of the cases on every stage.
const (
	Karim = "11111111111111111111111111111111" // mentoring, phase relation, two people in the network
	Ida   = "22222222222222222222222222222222" // network
	Emil  = "33333333333333333333333333333333" // tenancy
)

// Clock is a clock that a test may move.
type Clock struct{ At time.Time }

// Now implements [tui.Clock].
func (c *Clock) Now() time.Time { return c.At }

// Stage is a vault and a desk.
type Stage struct {
	T     testing.TB
	Store *fakestore.Store
	Clock *Clock
	Desk  *desk.Desk
	// Mother and Teacher are people in Karim's network; Contact is a contact of
	// his that Amira wrote, FollowUp the follow-up made with it.
	Mother, Teacher, Contact, FollowUp cases.EntryID

	running *tuitest.Driver
}

// New makes a stage on Monday 7 December 2026 at 10.40.
func New(t testing.TB, language words.Language) *Stage {
	t.Helper()
	w, err := words.Load(language)
	if err != nil {
		t.Fatal(err)
	}
	clock := &Clock{time.Date(2026, 12, 7, 10, 40, 0, 0, time.FixedZone("CET", 3600))}
	store := fakestore.New()
	store.Clock = clock.Now
	s := &Stage{T: t, Store: store, Clock: clock}
	s.Desk = desk.New(&tui.Env{Words: w, Clock: clock, User: "Amira"}, store)
	day := func(m time.Month, d int) calendar.Date { return calendar.Date{Year: 2026, Month: m, Day: d} }
	for _, c := range []struct {
		id, number string
		form       cases.CaseForm
	}{
		{Karim, "26-7RQ4", cases.CaseForm{Kind: cases.KindMentoring, Name: "Karim Farah", Born: "2011", Phase: cases.PhaseRelation, Opened: day(8, 31)}},
		{Ida, "26-F2JV", cases.CaseForm{Kind: cases.KindNetwork, Name: "Ida Lund", Opened: day(10, 5)}},
		{Emil, "26-C3HX", cases.CaseForm{Kind: cases.KindTenancy, Name: "Emil Dahl", Tenancy: "01-014-03", Opened: day(11, 23)}},
	} {
		write, err := cases.NewCase(c.form, c.id, c.number, calendar.Of(clock.At), store.Me())
		s.must(err)
		s.at(-24*7*time.Hour, write)
	}
	karim := s.Case(Karim)
	mother, err := karim.AddParty(cases.PartyForm{Name: "Fatma Farah", Relation: "mor", Phone: "28 35 58 85", Protected: true})
	s.must(err)
	teacher, err := karim.AddParty(cases.PartyForm{Name: "Lone Bak", Relation: "klasselærer", Org: "Brohøj Skole"})
	s.must(err)
	s.Mother, s.Teacher = s.at(-100*time.Hour, mother), s.at(-99*time.Hour, teacher)
	met, minutes := true, 45
	writes, err := cases.ContactForm{Channel: cases.ChannelMeeting, Met: &met, Minutes: &minutes, At: moment(day(12, 3)),
		Arenas: []string{cases.ArenaSchool}, Present: []string{string(s.Teacher), "Karim"},
		Text: "Vi talte om skolen. Karim kommer selv, når nogen ringer.", FollowUp: at(day(12, 10)), FollowUpText: "ring til mor"}.Save(s.Case(Karim))
	s.must(err)
	s.Contact = s.at(-90*time.Hour, writes...)
	s.FollowUp = s.Case(Karim).FollowUps[0].ID
	return s
}

func moment(d calendar.Date) when.Moment { return when.Moment{Date: d} }

func at(d calendar.Date) *when.Moment { m := moment(d); return &m }

func (s *Stage) must(err error) {
	s.T.Helper()
	if err != nil {
		s.T.Fatal(err)
	}
}

// at saves as Amira at another time and gives the first entry.
func (s *Stage) at(ago time.Duration, writes ...cases.Write) cases.EntryID {
	s.T.Helper()
	saved, err := s.Store.SaveAt(s.Clock.At.Add(ago), writes...)
	s.must(err)
	return saved.Entries[0][0]
}

// Case opens a case.
func (s *Stage) Case(id string) *cases.Case {
	s.T.Helper()
	c, err := s.Store.Case(s.T.Context(), id)
	s.must(err)
	return c
}

// Colleague saves as Bo, who had seen what this member's heads were: what a sync
// program brings.
func (s *Stage) Colleague(writes ...cases.Write) {
	s.T.Helper()
	_, err := s.Store.SaveAs(s.Clock.At.Add(-time.Hour), writes...)
	s.must(err)
}

// Mine says whether a key is Amira's.
func (s *Stage) Mine(k history.Key) bool { return s.Desk.Mine(k) }

// Draft is the one draft there is; the test fails if there are more or none.
func (s *Stage) Draft() cases.Draft {
	s.T.Helper()
	all, err := s.Store.Drafts(s.T.Context())
	s.must(err)
	if len(all) != 1 {
		s.T.Fatalf("%d drafts", len(all))
	}
	return all[0]
}

// Drafts is how many drafts there are.
func (s *Stage) Drafts() int {
	all, err := s.Store.Drafts(s.T.Context())
	s.must(err)
	return len(all)
}

// App makes the program with the screen under test lying over a first one that
// stands on a case; nil shows the first alone. It must be called within a bubble
// of testing/synctest.
func (s *Stage) App(on string, screen tui.Screen, routes tui.Routes) *tui.App {
	home := &Home{Desk: s.Desk, On: on, over: screen}
	return tui.New(tui.Options{Env: s.Desk.Env, Start: home, Routes: routes, NoColor: true})
}

// Run starts the program, and ends the one that ran before; see App.
func (s *Stage) Run(size frame.Size, on string, screen tui.Screen, routes tui.Routes) *tuitest.Driver {
	s.T.Helper()
	if s.running != nil {
		s.running.Stop() // both would use the one desk
	}
	s.running = tuitest.Start(s.T, s.App(on, screen, routes), size)
	return s.running
}

// Home is a first screen that stands on a case, as I dag does.
type Home struct {
	Desk *desk.Desk
	On   string
	Told []desk.Changed
	over tui.Screen
}

// Over makes a first screen with another over it, which stands on a case of the
// desk.
func Over(d *desk.Desk, on string, over tui.Screen) *Home {
	return &Home{Desk: d, On: on, over: over}
}

// Start puts the screen under test on top.
func (h *Home) Start() tea.Cmd {
	if h.over == nil {
		return nil
	}
	return func() tea.Msg { return tui.Push{Screen: h.over} }
}

// CaseID implements [tui.OnCase].
func (h *Home) CaseID() string { return h.On }

// Keys implements [tui.Screen].
func (h *Home) Keys() keys.Context { return keys.Context{Name: "keys.context.list", Kind: keys.List} }

// Update implements [tui.Screen].
func (h *Home) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	if told, ok := msg.(desk.Changed); ok {
		h.Told = append(h.Told, told)
	}
	return tui.Pass{}, nil
}

// View implements [tui.Screen].
func (h *Home) View(frame.Size) (frame.Parts, *field.Point) {
	return frame.Parts{Title: frame.Line{Left: "HJEM"}}, nil
}

// User are texts of people on every stage, for tuitest.Check.
func User() []string {
	return strings.Split("Karim|Farah|Ida|Lund|Emil|Dahl|Lone|Bak|Amira|Bo|Lindved", "|")
}
