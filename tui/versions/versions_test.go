package versions_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/versions"
	"brobygger/tui/words"
)

type clock struct{ now func() time.Time }

func (c clock) Now() time.Time { return c.now() }

// home is the screen that the one under test lies over.
type home struct {
	over tui.Screen
	told []desk.Changed
}

func (h *home) Start() tea.Cmd {
	return func() tea.Msg { return tui.Push{Screen: h.over} }
}
func (h *home) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	if c, ok := msg.(desk.Changed); ok {
		h.told = append(h.told, c)
	}
	return tui.Pass{}, nil
}
func (h *home) Keys() keys.Context { return keys.Context{Name: "keys.context.list"} }
func (h *home) View(frame.Size) (frame.Parts, *field.Point) {
	return frame.Parts{Title: frame.Line{Left: "HJEM"}}, nil
}

// scene is a vault with the made-up cases, and more versions in them.
type scene struct {
	running *tuitest.Driver
	t       *testing.T
	store   *fakestore.Store
	*sample.Sample
	desk *desk.Desk
	home *home
}

func newScene(t *testing.T, l words.Language) *scene {
	t.Helper()
	w, err := words.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	s := fakestore.New()
	s.Vault.Device = "00000000000000d1"
	p := sample.Fill(t, s)
	return &scene{t: t, store: s, Sample: p, desk: desk.New(&tui.Env{Words: w, Clock: clock{s.Clock}, User: "Amira"}, s)}
}

func (s *scene) app(id string) *tui.App {
	s.home = &home{over: versions.Route(s.desk, desk.RouteVersions, id)}
	return tui.New(tui.Options{Env: s.desk.Env, Start: s.home, NoColor: true})
}

func (s *scene) run(id string, size frame.Size) *tuitest.Driver {
	s.t.Helper()
	if s.running != nil {
		s.running.Stop() // both would use the one desk
	}
	s.running = tuitest.Start(s.t, s.app(id), size)
	return s.running
}

// apart lets Amira and Bo write from the same state of a case.
func (s *scene) apart(id string, mine, theirs func(*cases.Case) (cases.Write, error)) {
	s.t.Helper()
	before := s.Case(id)
	w, err := mine(before)
	v, err2 := theirs(before)
	if err != nil || err2 != nil {
		s.t.Fatal(err, err2)
	}
	if _, err := s.store.SaveAt(sample.At(12, 2, 15, 20), w); err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.store.SaveAs(sample.At(12, 2, 17, 5), v); err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) texts(mine, theirs string) {
	s.t.Helper()
	edit := func(text string) func(*cases.Case) (cases.Write, error) {
		return func(c *cases.Case) (cases.Write, error) {
			for _, n := range c.Contacts {
				if n.ID == s.Visit {
					f := n.Form()
					f.Text = text
					return c.EditContact(n.ID, f)
				}
			}
			return cases.Write{}, cases.ErrNoSuchEntry
		}
	}
	s.apart(s.Karim, edit(mine), edit(theirs))
}

func (s *scene) days(mine, theirs int) {
	s.t.Helper()
	move := func(day int) func(*cases.Case) (cases.Write, error) {
		return func(c *cases.Case) (cases.Write, error) {
			it, err := c.FollowUpItem(string(s.FollowUp))
			if err != nil {
				return cases.Write{}, err
			}
			return c.Postpone(it, sample.On(day), calendar.Date{Year: 2026, Month: 12, Day: 2})
		}
	}
	s.apart(s.Karim, move(mine), move(theirs))
}

var wide = frame.Size{Width: 80, Height: 24}

func user() []string {
	return strings.Fields("Karim Amira Noor Bo Lindved øve jobsamtale her på kontoret Lone" + long)
}

const long = " Mødte Karim i frikvarteret. Han har været i skole alle dage i denne uge og er stolt af det. Vil gerne søge fritidsjob i Brugsen, men er bange for samtalen."

// stand opens the screen on the field of a scene.
type stand struct {
	name string
	make func(*scene)
	keys []string
}

func stands() []stand {
	texts := func(s *scene) {
		s.settle()
		s.texts(long+" Vi øver den på torsdag.", long+" Vi øver den på fredag hos mester.")
	}
	days := func(s *scene) { s.settle(); s.days(14, 16) }
	return []stand{
		{"hidden", func(*scene) {}, nil},
		{"shown", func(*scene) {}, []string{"f4"}},
		{"days", days, nil},
		{"chosen", texts, []string{"b"}},
		{"third", days, []string{"c"}},
		{"thirdtext", texts, []string{"c"}},
		{"three", func(s *scene) { s.settle(); s.three() }, nil},
	}
}

// settle settles the two versions that the sample has.
func (s *scene) settle() {
	s.t.Helper()
	c := s.Case(s.Karim)
	k := c.Conflicts[0]
	ch, err := c.Resolve(k.Entity, k.Field, "00 11 22 33", "")
	if err == nil {
		_, err = s.store.SaveAt(sample.At(12, 3, 8, 0), cases.Write{Case: c.ID, Changes: []cases.Change{ch}})
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// three lets a third version of a day come in.
func (s *scene) three() {
	s.t.Helper()
	before := s.Case(s.Karim)
	s.days(14, 16)
	it, err := before.FollowUpItem(string(s.FollowUp))
	if err != nil {
		s.t.Fatal(err)
	}
	w, err := before.Postpone(it, sample.On(18), calendar.Date{Year: 2026, Month: 12, Day: 2})
	if err == nil {
		_, err = s.store.SaveAt(sample.At(12, 3, 9, 0), w)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

func TestGolden(t *testing.T) {
	for _, at := range stands() {
		for _, l := range words.Languages() {
			for _, size := range []frame.Size{{Width: 40, Height: 12}, wide, {Width: 120, Height: 30}, {Width: 140, Height: 40}} {
				name := fmt.Sprintf("%s-%s-%dx%d", at.name, l, size.Width, size.Height)
				t.Run(name, func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						s := newScene(t, l)
						at.make(s)
						d := s.run(s.Karim, size)
						d.Press(at.keys...)
						f := d.Frame()
						tuitest.Check(t, f, size, l, user()...)
						tuitest.Golden(t, name, f)
					})
				})
			}
		}
	}
}

// danish runs a test on a scene in Danish.
func danish(t *testing.T, do func(t *testing.T, s *scene)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { do(t, newScene(t, words.Danish)) })
}

func TestAChoiceSettlesIt(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(s.Karim, wide)
		d.Wants("Sagen: telefon", "Bo og du", "1 af 1")
		d.Press("enter")
		d.Wants("Vælg først en udgave")
		d.Press("b", "tab")
		d.Type("Lone har talt med ham")
		d.Press("enter")
		d.Wants("HJEM", "Gemt. Bos gælder.")
		c := s.Case(s.Karim)
		if len(c.Conflicts) != 0 || c.Person.Phone != "00 55 66 77" {
			t.Errorf("%d versions left, phone %q", len(c.Conflicts), c.Person.Phone)
		}
		last := c.State.Order[len(c.State.Order)-1]
		if last.Head.Kind != cases.EntryResolve || last.Body().Reason != "Lone har talt med ham" || len(last.Body().Replaces["phone"]) != 2 {
			t.Errorf("wrote %s %+v", last.Head.Kind, last.Body())
		}
		if len(s.home.told) == 0 || s.home.told[0].Cases[0] != s.Karim {
			t.Error("the other screens were not told")
		}
		if all, _ := s.store.Drafts(t.Context()); len(all) != 0 {
			t.Error("a draft is left")
		}
		// The choice can be taken back: both are there again.
		strike, err := c.Strike(last.ID, "fortrudt")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.store.Save(t.Context(), cases.Write{Case: c.ID, Changes: []cases.Change{strike}}); err != nil {
			t.Fatal(err)
		}
		if n := len(s.Case(s.Karim).Conflicts); n != 1 {
			t.Errorf("%d fields with two versions after the choice was struck", n)
		}
	})
}

func TestTwoKeysSettleIt(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(s.Karim, wide)
		d.Press("a", "enter")
		d.Wants("HJEM")
		if got := s.Case(s.Karim).Person.Phone; got != "00 11 22 44" {
			t.Errorf("phone %q", got)
		}
	})
}

func TestAThirdVersion(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.settle()
		s.days(14, 16)
		d := s.run(s.Karim, wide)
		d.Press("c", "ctrl+u")
		d.Press("ctrl+s")
		d.Wants("! Det rigtige: " + s.desk.W().T("say.field.needed"))
		d.Type("32/12")
		d.Press("ctrl+s")
		d.Wants("! Det rigtige:")
		if n := len(s.Case(s.Karim).Conflicts); n != 1 {
			t.Fatal("settled by a day that does not exist")
		}
		d.Press("ctrl+u")
		d.Type("fr kl. 9")
		d.Wants("= fr 11-12-2026 kl. 9.00")
		d.Press("ctrl+s")
		d.Wants("HJEM", "Gemt. Det, du skrev, gælder.")
		c := s.Case(s.Karim)
		if len(c.Conflicts) != 0 {
			t.Error("not settled")
		}
		for _, f := range c.FollowUps {
			if f.ID == s.FollowUp && f.Due.String() != "2026-12-11T09:00" {
				t.Errorf("due %s", f.Due)
			}
		}
	})
}

func TestAThirdTextBeginsWithAVersion(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.settle()
		s.texts("Vi øver den på torsdag.", "Vi øver den på fredag.")
		d := s.run(s.Karim, wide)
		d.Press("a", "c")
		d.Type(" Mor kommer med.")
		d.Press("ctrl+s")
		d.Wants("HJEM")
		for _, n := range s.Case(s.Karim).Contacts {
			if n.ID == s.Visit && n.Text != "Vi øver den på torsdag. Mor kommer med." {
				t.Errorf("text %q", n.Text)
			}
		}
	})
}

// set lets the two write any field apart, without the forms' checks.
func (s *scene) set(kind string, of cases.EntryID, name string, mine, theirs any) {
	s.t.Helper()
	write := func(v any) func(*cases.Case) (cases.Write, error) {
		return func(c *cases.Case) (cases.Write, error) {
			ch, err := c.Set(kind, of, cases.Fields{name: v})
			return cases.Write{Case: c.ID, Changes: []cases.Change{ch}}, err
		}
	}
	s.apart(s.Karim, write(mine), write(theirs))
}

// TestEveryField looks at each kind of field: how its versions read, and what a
// third one becomes.
func TestEveryField(t *testing.T) {
	const none = "-" // no third version
	for _, f := range []struct {
		kind, name   string
		mine, theirs any
		reads        []string
		typed        []string // keys, or text after "'"
		want         string   // JSON
	}{
		{cases.EntryCaseSet, "name", "Karim Farahs", "Karim Farahi", []string{"Karim Farahs", "Karim Farahi"}, []string{"ctrl+u", "'Karim F. Farah"}, `"Karim F. Farah"`},
		{cases.EntryCaseSet, "born", "2010", "2011-05-03", []string{"2010", "ti 03-05-2011"}, []string{"ctrl+u", "'3/4-2011"}, `"2011-04-03"`},
		{cases.EntryCaseSet, "not_alone", nil, false, []string{"(tom)", "nej"}, nil, none},
		{cases.EntryCaseSet, "deputy", "none", "00000000000000a1", []string{"ingen", "Amira Noor"}, nil, none},
		{cases.EntryCaseSet, "weight", "let", "middel", []string{"let", "middel"}, []string{"t"}, `"tung"`},
		{cases.EntryCaseSet, "basis", "interest", nil, []string{"legitim interesse", "(tom)"}, []string{"s"}, `"consent"`},
		{cases.EntryCaseSet, "informed", "2026-08-12", "2026-08-11", []string{"on 12-08-2026", "ti 11-08-2026"}, []string{"ctrl+u", "'10/8"}, `"2026-08-10"`},
		{cases.EntryPhase, "phase", "indsats", "udslusning", []string{"indsats", "udslusning"}, []string{"m"}, `"match"`},
		{cases.EntryContactSet, "minutes", 30, 60, []string{"30 min.", "60 min."}, []string{"ctrl+u", "'50"}, `50`},
		{cases.EntryContactSet, "channel", "phone", "sms", []string{"telefon", "sms"}, []string{"b"}, `"visit"`},
		{cases.EntryContactSet, "arenas", []string{"skole"}, []string{"job", "familie"}, []string{"Skolen", "Jobbet, Familien"}, []string{"g"}, `["gade","familie","job"]`},
		{cases.EntryContactSet, "at", "2026-11-17T11:00", "2026-11-18", []string{"ti 17-11-2026 kl. 11.00", "on 18-11-2026"}, []string{"ctrl+u", "'16/11 kl. 9"}, `"2026-11-16T09:00"`},
		{cases.EntryContactSet, "place", "Skolen", "Klubben", []string{"Skolen", "Klubben"}, []string{"ctrl+u", "'Biblioteket"}, `"Biblioteket"`},
		{cases.EntryContactSet, "met", false, nil, []string{"nej", "(tom)"}, nil, none},
	} {
		t.Run(f.name, func(t *testing.T) {
			danish(t, func(t *testing.T, s *scene) {
				s.settle()
				of := s.Case(s.Karim).Root
				if f.kind == cases.EntryContactSet {
					of = s.Visit
				}
				s.set(f.kind, of, f.name, f.mine, f.theirs)
				d := s.run(s.Karim, wide)
				d.Wants(f.reads...)
				if f.want == none {
					d.Lacks("skriv en tredje")
					d.Press("c", "a", "enter")
					d.Wants("HJEM", "Amiras gælder")
					return
				}
				d.Press("c")
				for _, k := range f.typed {
					if text, ok := strings.CutPrefix(k, "'"); ok {
						d.Type(text)
					} else {
						d.Press(k)
					}
				}
				d.Press("ctrl+s")
				d.Wants("HJEM", "gælder")
				c := s.Case(s.Karim)
				if v, _ := c.State.ByID[of].Fields[f.name].Last(); string(v.Raw) != f.want || len(c.Conflicts) != 0 {
					t.Errorf("%s is %s, want %s", f.name, v.Raw, f.want)
				}
			})
		})
	}
}

func TestWhatAThirdVersionMayBe(t *testing.T) {
	for _, f := range []struct {
		kind, name   string
		mine, theirs any
		typed, says  string
	}{
		{cases.EntryCaseSet, "born", "2010", "2011", "i fjor", "say.field.valid"},
		{cases.EntryCaseSet, "informed", "2026-08-12", "2026-08-11", "24-12-2026", "say.field.future"},
		{cases.EntryCaseSet, "name", "Karim Farahs", "Karim Farahi", strings.Repeat("æ", 201), "say.field.long"},
		{cases.EntryContactSet, "minutes", 30, 60, "1441", "say.field.valid"},
		{cases.EntryContactSet, "minutes", 30, 60, " ", "say.field.needed"},
	} {
		danish(t, func(t *testing.T, s *scene) {
			s.settle()
			of := s.Case(s.Karim).Root
			if f.kind == cases.EntryContactSet {
				of = s.Visit
			}
			s.set(f.kind, of, f.name, f.mine, f.theirs)
			d := s.run(s.Karim, wide)
			d.Press("c", "ctrl+u")
			d.Type(f.typed)
			d.Press("ctrl+s")
			d.Wants("! Det rigtige: " + s.desk.W().T(f.says))
			if len(s.Case(s.Karim).Conflicts) != 1 {
				t.Errorf("%s: %q was saved", f.name, f.typed)
			}
		})
	}
}

func TestAProtectedAddressIsHidden(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(s.Karim, wide)
		d.Lacks("00 11", "00 55")
		d.Press("c")
		d.Lacks("00 11", "00 55")
		d.Press("shift+tab", "a", "f4")
		d.Wants("00 11 22 44", "00 55 66 77", "00 11 22 33")
		d.Press("ctrl+r")
		d.Lacks("00 11", "00 55")
	})
}

func TestAVersionThatComesInTakesTheChoiceBack(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		before := s.Case(s.Karim)
		s.settle()
		s.days(14, 16)
		d := s.run(s.Karim, wide)
		d.Press("a")
		d.Wants("Amiras er valgt")
		it, err := before.FollowUpItem(string(s.FollowUp))
		if err != nil {
			t.Fatal(err)
		}
		w, err := before.Postpone(it, sample.On(21), calendar.Date{Year: 2026, Month: 12, Day: 2})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.store.SaveAs(sample.At(12, 3, 9, 0), w); err != nil {
			t.Fatal(err)
		}
		d.Send(desk.Changed{Cases: []string{s.Karim}})
		d.Wants("FLERE UDGAVER", "Se den, og vælg igen", "21-12-2026")
		d.Lacks("valgt ─")
		d.Press("enter")
		if len(s.Case(s.Karim).Conflicts) != 1 {
			t.Error("settled what nobody had seen")
		}
	})
}

func TestSettledByAnotherMeanwhile(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.days(14, 16)
		d := s.run(s.Karim, wide)
		d.Wants("1 af 2")
		s.settle()
		d.Send(desk.Changed{})
		d.Wants("valgt af en anden", "1 af 1", "øve jobsamtale")
	})
}

func TestNothingToChoose(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(s.Emil, wide)
		d.Wants("HJEM", "Der er ikke to udgaver")
	})
}

func TestOnePersonOnTwoOtherComputers(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.settle()
		s.three()
		c := s.Case(s.Karim)
		ch, err := c.Strike(c.Conflicts[0].Values[1].Entries[0], "prøve") // Bo's goes, Amira's two are left
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.store.Save(t.Context(), cases.Write{Case: c.ID, Changes: []cases.Change{ch}}); err != nil {
			t.Fatal(err)
		}
		s.store.Vault.Device = "00000000000000d9"
		d := s.run(s.Karim, wide)
		d.Wants("Du har rettet det samme to steder", "udgave a", "udgave b", "Ingen af dem er valgt.", "på en anden computer")
		d.Press("b", "enter")
		d.Wants("Gemt. Udgave b gælder.")
	})
}

func TestSeveralOtherComputersAreToldApart(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.store.Vault.Device = "00000000000000d9"
		s.run(s.Karim, wide).Wants("på computer 00d1", "på computer 00d2")
	})
}

func TestLater(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.days(14, 16)
		d := s.run(s.Karim, wide)
		d.Press("a", "s")
		d.Wants("2 af 2", "Ingen af de to er valgt")
		d.Press("s")
		d.Wants("HJEM", "bliver stående")
		if n := len(s.Case(s.Karim).Conflicts); n != 2 {
			t.Errorf("%d fields left", n)
		}
	})
}

func TestOneAfterTheOther(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.days(14, 16)
		d := s.run(s.Karim, wide)
		d.Press("a", "enter")
		d.Wants("1 af 1", "øve jobsamtale", "Gemt. Amiras gælder.")
		d.Press("b", "enter")
		d.Wants("HJEM", "Gemt. Bos gælder.")
	})
}

func TestWhatIsTypedComesBack(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.texts("Vi øver den på torsdag.", "Vi øver den på fredag.")
		d := s.run(s.Karim, wide)
		d.Press("s", "c")
		d.Type(" Mor kommer med.")
		d.Press("left", "left")
		x, y, _ := d.Cursor()
		d.Wait(2 * time.Second)
		all, _ := s.store.Drafts(t.Context())
		if len(all) != 1 || all[0].Form != versions.DraftForm || all[0].Case != s.Karim || !strings.HasSuffix(all[0].Fields["third"], "Mor kommer med.") {
			t.Fatalf("%+v", all)
		}
		d.Type("og far ")
		d.Press("ctrl+l")
		if !d.Ended() {
			t.Fatal("not locked")
		}
		again := s.run(s.Karim, wide)
		again.Wants("2 af 2", "kommer meog far d.", "[c skriv en tredje]", "kladde gemt")
		if ax, ay, ok := again.Cursor(); !ok || ax != x+len("og far ") || ay != y {
			t.Errorf("the cursor is at %d,%d", ax, ay)
		}
		again.Press("ctrl+s")
		if all, _ := s.store.Drafts(t.Context()); len(all) != 0 {
			t.Error("the draft is there after the save")
		}
	})
}

func TestAFailedSaveLosesNothing(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.settle()
		s.texts("Vi øver den på torsdag.", "Vi øver den på fredag.")
		d := s.run(s.Karim, wide)
		d.Press("c")
		d.Type(" Mor kommer med.")
		s.store.FailWith(cases.ErrDiskFull)
		d.Press("ctrl+s")
		d.Wants("Disken er fuld", "Mor kommer med.")
		s.store.FailWith(nil)
		d.Press("ctrl+s")
		d.Wants("HJEM")
	})
}

func TestTextsAreHarmless(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.settle()
		s.texts("En\x1b[2J ond \u202etekst", "En god tekst")
		d := s.run(s.Karim, wide)
		if v := d.View().Content; strings.Contains(v, "\x1b[2J") || strings.Contains(v, "\u202e") {
			t.Error("a text reaches the terminal")
		}
		d.Press("a", "enter")
		for _, n := range s.Case(s.Karim).Contacts {
			if n.ID == s.Visit && n.Text != "En\x1b[2J ond \u202etekst" {
				t.Errorf("saved as %q", n.Text)
			}
		}
	})
}

func TestTheRestOfALongTextIsAPageAway(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.settle()
		s.texts(strings.Repeat("en linje\n", 60)+"slut et", strings.Repeat("en linje\n", 60)+"slut to")
		d := s.run(s.Karim, wide)
		d.Wants("linjer mere (PgDn)")
		d.Press("pgdown", "pgdown", "pgdown", "pgdown", "pgdown")
		d.Wants("slut et", "slut to", "Hvad gælder?")
		d.Press("pgup")
		d.Lacks("slut et")
	})
}

func TestNothingBreaksIt(t *testing.T) {
	pressed := []string{"a", "b", "c", "d", "s", "enter", "tab", "shift+tab", "esc", "x", "ø", "up", "down", "left", "pgdown", "pgup", "f4", "ctrl+s", "ctrl+z", "backspace", "f1", "space"}
	tuitest.Monkey(t, pressed, func(t *testing.T) (*tuitest.Driver, func() string) {
		s := newScene(t, words.Danish)
		s.texts(long+" Vi øver den på torsdag.", long)
		s.three()
		a := s.app(s.Karim)
		return tuitest.Start(t, a, wide), func() string {
			if a.End() == tui.Crashed {
				return a.Crash().Place()
			}
			return ""
		}
	})
}

func TestSmallWindows(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(s.Karim, frame.Size{Width: 20, Height: 5})
		d.Wants("Gør vinduet større")
		d.Resize(40, 12)
		d.Wants("Sagen: telefon", "a  Amira", "a Amiras")
	})
}
