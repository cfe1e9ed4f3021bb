package setup_test

import (
	"context"
	"fmt"
	"path/filepath"
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
	"brobygger/tui/setup"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/words"
)

type clock struct{ now func() time.Time }

func (c clock) Now() time.Time { return c.now() }

// home is the screen that the one under test lies over.
type home struct {
	over tui.Screen
	told int
}

func (h *home) Start() tea.Cmd {
	return func() tea.Msg { return tui.Push{Screen: h.over} }
}
func (h *home) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	if _, ok := msg.(desk.Changed); ok {
		h.told++
	}
	return tui.Pass{}, nil
}
func (h *home) Keys() keys.Context { return keys.Context{Name: "keys.context.list"} }
func (h *home) View(frame.Size) (frame.Parts, *field.Point) {
	return frame.Parts{Title: frame.Line{Left: "HJEM"}}, nil
}

// vault is a vault in memory whose slow works wait until they are let go.
type vault struct {
	*fakestore.Store
	wait    chan struct{} // nil lets all go at once
	backups []string
	report  cases.BackupReport
	err     error
	last    time.Time
	checks  []cases.CheckOptions
	found   cases.CheckReport
	set     []cases.Settings
}

func (v *vault) hold(ctx context.Context) error {
	if v.wait == nil {
		return nil
	}
	select {
	case <-v.wait:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("work: %w: %w", cases.ErrNotWritten, ctx.Err())
	}
}

func (v *vault) Info() cases.Vault {
	i := v.Store.Info()
	i.Identity, i.DeviceDir = "/home/amira/.local/state/brobygger/amira.age", "/home/amira/.local/state/brobygger/abab"
	if !v.last.IsZero() {
		i.LastBackup = v.last
	}
	return i
}

func (v *vault) Backup(ctx context.Context, to string) (cases.BackupReport, error) {
	if err := v.hold(ctx); err != nil {
		return cases.BackupReport{}, err
	}
	v.backups = append(v.backups, "to "+to)
	r := v.report
	r.Path = filepath.Join(to, "brobygger-2026-12-07-084100")
	if v.err == nil {
		v.last = v.Clock()
	}
	return r, v.err
}

func (v *vault) Restore(ctx context.Context, from string) (cases.BackupReport, error) {
	if err := v.hold(ctx); err != nil {
		return cases.BackupReport{}, err
	}
	v.backups = append(v.backups, "from "+from)
	return v.report, v.err
}

func (v *vault) Check(ctx context.Context, o cases.CheckOptions) (cases.CheckReport, error) {
	v.checks = append(v.checks, o)
	o.Progress(512, 1000)
	if err := v.hold(ctx); err != nil {
		return cases.CheckReport{}, err
	}
	return v.found, v.err
}

// Rows has a case besides of which nothing can be read.
func (v *vault) Rows(ctx context.Context, day calendar.Date) ([]cases.Row, error) {
	rows, err := v.Store.Rows(ctx, day)
	return append(rows, cases.Row{ID: unread, SetAside: true}), err
}

const unread = "bb0adcbed7a014082511db30d4206754"

func (v *vault) PutSettings(ctx context.Context, s cases.Settings) error {
	if v.err != nil {
		return v.err
	}
	v.set = append(v.set, s)
	return v.Store.PutSettings(ctx, s)
}

type scene struct {
	running *tuitest.Driver
	t       *testing.T
	vault   *vault
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
	p := sample.Fill(t, s)
	v := &vault{
		Store: s, found: cases.CheckReport{OK: true, Cases: 8, Entries: 1234, Erased: 2},
		report: cases.BackupReport{Cases: 8, Bytes: 1_234_567, Proven: true, ErasedUntil: sample.At(10, 21, 8, 0)},
	}
	return &scene{t: t, vault: v, Sample: p, desk: desk.New(&tui.Env{Words: w, Clock: clock{s.Clock}, User: "Amira"}, v)}
}

var about = setup.About{
	Version: "v0.1.0", Hash: strings.Repeat("0123456789abcdef", 4), Home: "/home/amira",
	Paths: []string{"/home/amira/Brobygger", "/home/amira/.cache/brobygger", ""},
}

func (s *scene) app(route string) *tui.App {
	s.home = &home{over: setup.Route(s.desk, about, route, nil)}
	return tui.New(tui.Options{Env: s.desk.Env, Start: s.home, NoColor: true, Routes: func(route string, arg any) tui.Screen {
		return setup.Route(s.desk, about, route, arg)
	}})
}

func (s *scene) run(route string, size frame.Size) *tuitest.Driver {
	s.t.Helper()
	if s.running != nil {
		s.running.Stop() // both would use the one desk
	}
	s.running = tuitest.Start(s.t, s.app(route), size)
	return s.running
}

func danish(t *testing.T, do func(t *testing.T, s *scene)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { do(t, newScene(t, words.Danish)) })
}

var wide = frame.Size{Width: 80, Height: 24}

// trouble is a check that found one of everything.
func trouble(s *scene) cases.CheckReport {
	file := func(id, what string) []cases.Problem {
		return []cases.Problem{{File: "cases/" + id[:2] + "/" + id + "-0.age", What: what}}
	}
	return cases.CheckReport{
		Cases: 8, Entries: 1234, NotForMe: 3, Erased: 1, MemoryLost: true,
		Damaged: append(file(s.Karim, "damaged"), cases.Problem{File: "members.age", What: "seal"}, cases.Problem{File: "cases/zz.age", What: "wrong-place"},
			cases.Problem{File: "cases/ny.age", What: "newer-version"}), Forged: file(s.Ida, "forged"),
		UnknownAuthor: file(s.Emil, "unknown-author"), Forks: file(s.Sahra, "gap"), Incomplete: file(s.Karim, "incomplete"),
		TempFiles: []string{"cases/00/tmp-1234.tmp"},
	}
}

func TestGolden(t *testing.T) {
	for _, at := range []struct {
		name, route string
		make        func(*scene)
		keys        []string
	}{
		{"settings", desk.RouteSettings, nil, nil},
		{"limits", desk.RouteSettings, nil, []string{"tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "9"}},
		{"backup", desk.RouteBackup, nil, nil},
		{"backup-ask", desk.RouteBackup, nil, []string{"n"}},
		{"backup-busy", desk.RouteBackup, func(s *scene) { s.vault.wait = make(chan struct{}) }, []string{"n", "~", "/", "k", "enter"}},
		{"backup-done", desk.RouteBackup, nil, []string{"n", "~", "/", "k", "enter"}},
		{"restored", desk.RouteBackup, func(s *scene) {
			s.vault.report.Merged = 3
			s.vault.report.Skipped = []cases.Problem{{File: "vault/cases/00/x.age", What: "damaged"}}
		}, []string{"h", "~", "/", "k", "enter"}},
		{"check", desk.RouteCheck, nil, nil},
		{"check-busy", desk.RouteCheck, func(s *scene) { s.vault.wait = make(chan struct{}) }, nil},
		{"check-found", desk.RouteCheck, func(s *scene) { s.vault.found = trouble(s) }, nil},
		{"about", desk.RouteAbout, nil, nil},
	} {
		for _, l := range words.Languages() {
			for _, size := range []frame.Size{{Width: 40, Height: 12}, wide, {Width: 120, Height: 30}, {Width: 140, Height: 40}} {
				name := fmt.Sprintf("%s-%s-%dx%d", at.name, l, size.Width, size.Height)
				t.Run(name, func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						s := newScene(t, l)
						if at.make != nil {
							at.make(s)
						}
						d := s.run(at.route, size)
						d.Press(at.keys...)
						if s.vault.wait != nil {
							d.Wait(time.Second) // long enough to see how far it is
						}
						f := d.Frame()
						if s.vault.wait != nil {
							close(s.vault.wait)
						}
						tuitest.Check(t, f, size, l, "Amira cases")
						tuitest.Golden(t, name, f)
					})
				})
			}
		}
	}
}

func TestSettingsHold(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(desk.RouteSettings, wide)
		d.Send(tui.Mouse{On: true})
		d.Press("ctrl+u")
		d.Type("20")
		d.Press("tab", "ctrl+u")
		d.Type("14")
		d.Press("tab", "tab", "n", "tab")
		d.Type("Kommunen")
		d.Press("tab", "k", "tab", "ctrl+u")
		d.Type("21")
		d.Wants("= 21 dage")
		d.Press("tab")
		d.Type("0")
		d.Wants("= ingen grænse")
		d.Press("ctrl+s")
		d.Wants("HJEM", "Gemt. Det gælder fra nu af.")
		got := s.vault.Settings()
		if got.IdleMinutes != 20 || got.BackupDays != 14 || got.Mouse || got.ArenaLabel != "Kommunen" || got.EmployedBy != "kommune" || got.Lang != "da" {
			t.Errorf("%+v", got)
		}
		for phase, want := range map[cases.Phase]int{cases.PhaseContact: 0, cases.PhaseRelation: 21, cases.PhaseLeaving: 30} {
			if n, _ := got.Limit(cases.KindMentoring, phase); n != want {
				t.Errorf("the limit in %s is %d, want %d", phase, n, want)
			}
		}
		if n, hverdage := got.Limit(cases.KindTenancy, cases.PhaseHelp); n != 5 || !hverdage {
			t.Errorf("the limit of tenancies became %d", n)
		}
		if d.View().MouseMode != tea.MouseModeNone {
			t.Error("the mouse that was turned off is still taken")
		}
		if s.home.told == 0 {
			t.Error("the other screens were not told")
		}
		if left, locks := s.desk.Env.LocksIn(); !locks || left < 19*time.Minute {
			t.Errorf("locks in %v", left)
		}
		// What was set stands there the next time.
		again := s.run(desk.RouteSettings, wide)
		again.Wants("[20 ", "[14 ", "[n nej]", "Kommunen", "[k kommune]", "[21 ", "[ingen ")
	})
}

func TestAnEmptyLimitIsTheOrdinaryOne(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(desk.RouteSettings, wide)
		d.Press("tab", "tab", "tab", "tab", "tab", "tab", "ctrl+u")
		d.Wants("mentorforløb      [      ]  = 14 dage")
		d.Press("ctrl+s")
		d.Wants("HJEM")
		if n, _ := s.vault.Settings().Limit(cases.KindMentoring, cases.PhaseRelation); n != 14 {
			t.Errorf("the limit is %d", n)
		}
	})
}

// The limits of the plan stand under a heading of their own, with the words of
// kinds and phases, and count days for every kind.
func TestTheLimitsOfThePlanStandApart(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(desk.RouteSettings, wide)
		d.Wants("Længst uden at I har truffet hinanden")
		d.Press("shift+tab") // round to the last
		d.Lacks("review", "mentoring", "tenancy")
		for range len(cases.LimitKeys())/2 - 1 {
			d.Press("up")
		}
		d.Wants("alle slags", "[42    ]  = 42 dage")
		d.Wants("Længst mellem opfølgninger på planen", "Dage mellem to opfølgninger.")
	})
}

func TestSettingsThatCannotBe(t *testing.T) {
	for _, at := range []struct {
		tabs int
		text string
		says string
	}{
		{0, "0", "! Lås efter: Et helt tal fra 1 til 120."},
		{0, "121", "Et helt tal fra 1 til 120."},
		{0, "ti", "Et helt tal fra 1 til 120."},
		{1, "", "! Sikkerhedskopi: Et helt tal fra 1 til 365."},
		{4, "myndighederne", "! Sjette arena: Højst 11 tegn."},
		{6, "366", "Et helt tal fra 1 til 365."},
		{7, "to uger", "Et helt tal fra 1 til 365."},
	} {
		danish(t, func(t *testing.T, s *scene) {
			d := s.run(desk.RouteSettings, wide)
			for range at.tabs {
				d.Press("tab")
			}
			d.Press("ctrl+u")
			d.Type(at.text)
			d.Press("ctrl+s")
			d.Wants(at.says)
			if len(s.vault.set) != 0 {
				t.Errorf("%q was saved: %+v", at.text, s.vault.set)
			}
		})
	}
}

func TestNothingChangedSavesNothing(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(desk.RouteSettings, wide)
		d.Press("ctrl+s")
		d.Wants("HJEM", "Der er intet ændret.")
		if len(s.vault.set) != 0 {
			t.Error("saved")
		}
	})
}

func TestSettingsAreNotLeftUnsavedUnasked(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(desk.RouteSettings, wide)
		d.Press("1", "esc")
		d.Wants("Ikke gemt")
		d.Press("n")
		d.Wants("INDSTILLINGER", "[101")
		s.vault.err = cases.ErrDiskFull
		d.Press("ctrl+s")
		d.Wants("! Disken er fuld", "[101")
	})
}

func TestTheLanguageChangesWithTheNextUnlocking(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(desk.RouteSettings, wide)
		d.Press("tab", "tab", "e", "ctrl+s")
		d.Wants("Sproget skifter, næste gang du låser op. Vil du låse nu?")
		d.Press("j")
		if !d.Ended() || s.vault.Settings().Lang != "en" {
			t.Errorf("ended: %v, language %q", d.Ended(), s.vault.Settings().Lang)
		}
	})
}

func TestABackup(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(desk.RouteBackup, wide)
		d.Wants("lø 05-12-2026 kl. 8.41 (2 dage siden)")
		d.Press("n", "enter")
		d.Wants("Skriv et sted, for eksempel")
		d.Type("kopier")
		d.Press("enter")
		d.Wants("Skriv hele stien")
		d.Press("ctrl+u")
		d.Paste("\"~/Min kopi\"\n")
		d.Press("enter")
		d.Wants("prøveåbnet.", "8 sager", "1,23 MB", "man 07-12-2026 kl. 8.41 (i dag)", "/home/amira/Min kopi/brobygger-2026-12-07-084100",
			"Kopier fra før on 21-10-2026 kl. 8.00 har stadig det, der er fjernet for altid")
		if len(s.vault.backups) != 1 || s.vault.backups[0] != "to /home/amira/Min kopi" {
			t.Errorf("%q", s.vault.backups)
		}
		// It is known the next time, also until when old copies hold what was erased.
		d.Press("esc")
		again := s.run(desk.RouteBackup, wide)
		again.Wants("/home/amira/Min kopi/brobygger-2026-12-07-084100", "Kopier fra før on 21-10-2026")
		again.Press("n", "enter")
		again.Wants("prøveåbnet.")
		if len(s.vault.backups) != 2 || s.vault.backups[1] != s.vault.backups[0] {
			t.Errorf("%q", s.vault.backups)
		}
		// One that was taken elsewhere since lies nobody knows where.
		s.vault.last = s.vault.Clock().Add(time.Hour)
		s.run(desk.RouteBackup, wide).Lacks("Min kopi")
	})
}

func TestACopyThatWasNotOpenedSaysSo(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.vault.report.Proven = false
		s.vault.report.ErasedUntil = time.Time{}
		d := s.run(desk.RouteBackup, wide)
		d.Press("n")
		d.Type("/k")
		d.Press("enter")
		d.Wants("ikke prøveåbnet")
		d.Lacks("Kopier fra før")
	})
}

func TestABackupGoesOnWithoutTheScreen(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.vault.wait = make(chan struct{})
		d := s.run(desk.RouteBackup, wide)
		d.Press("n")
		d.Type("/k")
		d.Press("enter")
		d.Wants("Kopierer arkivet …")
		d.Press("n")
		d.Wants("Det forrige er ikke færdigt endnu")
		d.Press("esc")
		d.Wants("HJEM", "Det bliver gjort færdigt imens.")
		close(s.vault.wait)
		d.WaitIdle()
		d.Wants("HJEM", "Sikkerhedskopien er taget")
	})
}

func TestABackupIsStopped(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.vault.wait = make(chan struct{})
		d := s.run(desk.RouteBackup, wide)
		d.Press("n")
		d.Type("/k")
		d.Press("enter", "s")
		d.Wants("Stoppet. Der blev ingen ny kopi.", "n tag en kopi")
		d.Press("h")
		d.Type("/k")
		d.Press("enter", "s")
		d.Wants("Stoppet. Det, der nåede ind, er her.")
	})
}

func TestARestoreIsAMerge(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.vault.report.Merged = 3
		d := s.run(desk.RouteBackup, wide)
		d.Press("h")
		d.Wants("Hent en sikkerhedskopi ind", "der er her, forsvinder")
		d.Type("/k")
		d.Press("enter")
		d.Wants("8 sager er set, 3 er ændret", "on 21-10-2026 kl. 8.00, kom ikke")
		if s.home.told == 0 {
			t.Error("the other screens were not told")
		}
		if len(s.vault.backups) != 1 || s.vault.backups[0] != "from /k" {
			t.Errorf("%q", s.vault.backups)
		}
	})
}

func TestWhatGoesWrongWithCopies(t *testing.T) {
	for _, at := range []struct {
		key  string
		err  error
		says string
	}{
		{"n", cases.ErrDiskFull, "Disken er fuld."},
		{"n", cases.ErrNoPermission, "Brobygger må ikke skrive i mappen."},
		{"n", cases.ErrNotWritten, "Kopien kunne ikke skrives der."},
		{"h", cases.ErrNotFound, "Der er ingen sikkerhedskopi på det sted."},
		{"h", cases.ErrDamaged, "Det er ikke en sikkerhedskopi, eller den er ødelagt."},
		{"h", cases.ErrNotAMember, "Kopien er af et andet arkiv."},
		{"h", cases.ErrDiskFull, "Disken er fuld."},
	} {
		danish(t, func(t *testing.T, s *scene) {
			s.vault.err = at.err
			d := s.run(desk.RouteBackup, wide)
			d.Press(at.key)
			d.Type("/k")
			d.Press("enter")
			d.Wants("! "+at.says, "\n "+at.says, "lø 05-12-2026")
			s.vault.err = nil
			d.Press(at.key)
			d.Wants("[/k ") // what was typed may only need a letter more
			d.Press("enter")
			if len(s.vault.backups) != 2 || s.vault.backups[0] != s.vault.backups[1] {
				t.Errorf("%q", s.vault.backups)
			}
		})
	}
}

func TestABackupIsAskedForWhenItIsDue(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.vault.last = s.vault.Clock().AddDate(0, 0, -8)
		s.run(desk.RouteBackup, wide).Wants("(8 dage siden)", "over 7 dage gammel")
		s.vault.Vault.OneDisk = false
		s.run(desk.RouteBackup, wide).Lacks("over 7 dage gammel", "ene disk")
		s.vault.Vault.OneDisk = true
		s.vault.last, s.vault.Vault.LastBackup = time.Time{}, time.Time{}
		s.run(desk.RouteBackup, wide).Wants("ingen endnu", "Går disken i stykker")
	})
}

func TestACheck(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(desk.RouteCheck, wide)
		d.Wants("Alt er i orden.", "8 sager og 1.234 indførsler", "2 tekster er fjernet")
		d.Press("b")
		d.Wants("Der er intet at bringe i orden.")
		d.Press("d", "enter")
		if len(s.vault.checks) != 3 || s.vault.checks[0].Deep || !s.vault.checks[1].Deep || s.vault.checks[2].Deep {
			t.Errorf("%+v", s.vault.checks)
		}
	})
}

func TestACheckShowsHowFarItIs(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.vault.wait = make(chan struct{})
		d := s.run(desk.RouteCheck, wide)
		d.Wait(300 * time.Millisecond)
		d.Wants("Ser arkivet efter …", "512 af 1.000 sager", "████", "░░░░")
		d.Press("enter")
		d.Wants("Det forrige er ikke færdigt endnu")
		d.Press("s")
		d.Wants("Stoppet, før alt var set efter.")
		d.Press("enter")
		d.Wants("Ser arkivet efter")
		close(s.vault.wait)
		d.WaitIdle()
		d.Wants("Alt er i orden.")
	})
}

func TestALookIsBrokenOffWhenNobodyWaits(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.vault.wait = make(chan struct{})
		d := s.run(desk.RouteCheck, wide)
		d.Press("esc")
		d.Wants("HJEM")
		d.Wait(time.Minute)
		d.Lacks("Stoppet", "orden")
	})
}

func TestEachThingThatIsWrongIsSaid(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.vault.found = trouble(s)
		d := s.run(desk.RouteCheck, frame.Size{Width: 100, Height: 60})
		d.Wants("Noget er ikke, som det skal være. Intet er slettet.", "3 sager er ikke låst", "egen log er væk",
			"1 fil ligger, hvor den ikke hører til", "1 fil er skrevet af en nyere Brobygger", "2 filer kan ikke læses", "26-7RQ4 Karim F.: kan ikke åbnes", "members.age: låst af en, der ikke er i teamet", s.Karim+"-0.age",
			"1 fil er ændret uden om Brobygger", "26-F2JV Ida L.: en indførsel er ændret",
			"1 fil har en ukendt underskrift", "26-C3HX Emil D.",
			"numre ikke sammen", "26-9MWG Sahra A.: et nummer mangler",
			"1 sted mangler noget", "1 rest af en afbrudt skrivning", "tmp-1234.tmp")
		d.Lacks("Farah", "damaged", "forged")
		d.Resize(80, 24)
		d.Lacks("tmp-1234")
		d.Press("end")
		d.Wants("tmp-1234")
	})
}

func TestAFileOfWhichNothingCanBeReadIsNamedByItself(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.vault.found = cases.CheckReport{Damaged: []cases.Problem{{File: "cases/bb/" + unread + "-0.age", What: "damaged"}}}
		s.run(desk.RouteCheck, wide).Wants("\n   cases/bb/" + unread + "-0.age: kan ikke åbnes")
	})
}

func TestARepairIsAskedForAndGoesOn(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.vault.found = trouble(s)
		d := s.run(desk.RouteCheck, wide)
		d.Press("b")
		d.Wants("bringe arkivet i orden nu?")
		d.Press("n")
		if len(s.vault.checks) != 1 {
			t.Fatal("repaired after a no")
		}
		s.vault.wait = make(chan struct{})
		s.vault.found = cases.CheckReport{OK: true, Cases: 8, Entries: 1234, Repaired: []string{"cases/" + s.Karim[:2] + "/" + s.Karim + "-0.age"}}
		d.Press("b", "j")
		d.Wants("Bringer i orden …")
		d.Press("esc")
		d.Wants("HJEM", "Det bliver gjort færdigt imens.")
		close(s.vault.wait)
		d.WaitIdle()
		d.Wants("HJEM", "Arkivet er set efter og bragt i orden.")
		if len(s.vault.checks) != 2 || !s.vault.checks[1].Repair || s.home.told == 0 {
			t.Errorf("%+v, told %d", s.vault.checks, s.home.told)
		}
	})
}

func TestARepairThatCouldNotMendAllSaysSo(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.vault.found = trouble(s)
		d := s.run(desk.RouteCheck, wide)
		d.Press("b", "j")
		d.Wants("! Det, der kunne bringes i orden, er i orden.", "Noget er ikke, som det skal være.")
	})
}

func TestWhatARepairDidIsShown(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.vault.found = trouble(s)
		d := s.run(desk.RouteCheck, wide)
		s.vault.found = cases.CheckReport{OK: true, Cases: 8, Entries: 1234, Repaired: []string{"cases/" + s.Karim[:2] + "/" + s.Karim + "-0.age"}}
		d.Press("b", "j")
		d.Wants("1 fil er bragt i orden:", "26-7RQ4 Karim F.", "Alt er i orden.")
	})
}

func TestAFailedCheckSaysWhy(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		s.vault.err = cases.ErrNoPermission
		d := s.run(desk.RouteCheck, wide)
		d.Wants("Brobygger må ikke")
		d.Press("b")
		d.Wants("Der er intet at bringe i orden.")
	})
}

func TestAboutNamesAllThatItTouches(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(desk.RouteAbout, wide)
		d.Wants("v0.1.0", "01234567 89abcdef 01234567 89abcdef", "/home/amira/Brobygger", "amira.age", "/home/amira/.cache/brobygger", "nej, aldrig")
		if n := strings.Count(d.Frame(), "/home/amira/Brobygger"); n != 1 {
			t.Errorf("the vault stands there %d times", n)
		}
	})
}

func TestOtherRoutesAreNotHere(t *testing.T) {
	s := newScene(t, words.Danish)
	for _, route := range []string{tui.RouteToday, desk.RouteVersions, ""} {
		if setup.Route(s.desk, about, route, nil) != nil {
			t.Errorf("%q gives a screen", route)
		}
	}
}

func TestNothingBreaksIt(t *testing.T) {
	for _, route := range []string{desk.RouteSettings, desk.RouteBackup, desk.RouteCheck, desk.RouteAbout} {
		t.Run(route, func(t *testing.T) {
			pressed := []string{"n", "h", "s", "b", "d", "j", "/", "k", "9", "enter", "tab", "shift+tab", "esc", "up", "down", "pgdown", "end", "ctrl+s", "ctrl+u", "ctrl+z", "?", "f1"}
			tuitest.Monkey(t, pressed, func(t *testing.T) (*tuitest.Driver, func() string) {
				s := newScene(t, words.Danish)
				s.vault.found = trouble(s)
				a := s.app(route)
				return tuitest.Start(t, a, wide), func() string {
					if a.End() == tui.Crashed {
						return a.Crash().Place()
					}
					return ""
				}
			})
		})
	}
}

func TestSmallWindows(t *testing.T) {
	for route, wants := range map[string]string{
		desk.RouteSettings: "Lås efter", desk.RouteBackup: "Sidste kopi", desk.RouteCheck: "Alt er i orden.", desk.RouteAbout: "OM BROBYGGER",
	} {
		danish(t, func(t *testing.T, s *scene) {
			d := s.run(route, frame.Size{Width: 20, Height: 5})
			d.Wants("Gør vinduet større")
			d.Resize(40, 12)
			d.Wants(wants)
		})
	}
}

func TestHelpSaysWhatHoldsByWhoEmploysYou(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(desk.RouteSettings, wide)
		d.Press("tab", "tab", "tab", "tab", "tab")
		d.Wants("Du er privat ansat. Behandl alligevel alt om borgerne som fortroligt.")
		d.Lacks("§ 27")
		d.Press("k")
		d.Wants("forvaltningslovens § 27 gælder")
		d.Press("f1")
		d.Wants("forvaltningslovens § 27 gælder")
		d.Lacks("privat ansat")
		d.Press("esc", "b", "f1")
		d.Wants("privat ansat")
		d.Lacks("§ 27")
	})
}

// Forty lines are gone through by groups, and Ctrl+S saves wherever the cursor is.
func TestPageKeysGoFromGroupToGroup(t *testing.T) {
	danish(t, func(t *testing.T, s *scene) {
		d := s.run(desk.RouteSettings, wide)
		d.Wants("Ctrl+S gem", "PgDn gruppe")
		groups := 0
		for _, key := range cases.LimitKeys() {
			if !strings.Contains(strings.TrimPrefix(key, "review/"), "/") {
				groups++
			}
		}
		for range groups {
			d.Press("pgdown")
		}
		d.Press("ctrl+u")
		d.Type("77")
		d.Wants("[77 ") // of the last group
		d.Press("pgdown", "ctrl+u")
		d.Type("66") // the last line
		for range groups + 2 {
			d.Press("pgup")
		}
		d.Press("ctrl+u")
		d.Type("11") // minutes until it locks
		d.Press("pgdown", "ctrl+u")
		d.Type("33") // the first limit
		d.Press("pgdown", "ctrl+s")
		d.Wants("HJEM")
		keys := cases.LimitKeys()
		set := s.vault.Settings()
		if set.IdleMinutes != 11 || set.Limits[keys[0]] != 33 || set.Limits[keys[len(keys)-1]] != 66 {
			t.Errorf("%+v", set)
		}
	})
}
