package outside_test

import (
	"testing"
	"testing/synctest"
	"time"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/door"
	"brobygger/tui/frame"
	"brobygger/tui/setup"
	"brobygger/tui/shell"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakedoor"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/words"
)

var normal = frame.Size{Width: 80, Height: 24}

// theater is the whole program on a vault of made-up cases, of which Karim's has
// a plan.
type theater struct {
	*sample.Sample
	t     *testing.T
	store *fakestore.Store
	out   *fakestore.Outside
	door  *fakedoor.Door
	words *words.Words
	at    time.Time // the present
}

// Now implements tui.Clock.
func (th *theater) Now() time.Time { return th.at }

func newTheater(t *testing.T, language words.Language) *theater {
	t.Helper()
	w, err := words.Load(language)
	if err != nil {
		t.Fatal(err)
	}
	s := fakestore.New()
	th := &theater{t: t, store: s, words: w, at: s.Clock(), door: fakedoor.Situated(door.Plain)}
	s.Clock = th.Now
	th.Sample = sample.Fill(t, s)
	sample.Plan(t, s, th.Sample)
	th.out = fakestore.NewOutside(s)
	th.door.Store = s
	return th
}

// run starts the program, which opens the vault.
func (th *theater) run(size frame.Size) (*shell.Shell, *tuitest.Driver) {
	th.t.Helper()
	sh := shell.New(shell.Options{Words: th.words, Clock: th, Door: th.door, NoColor: true, Language: true,
		About: setup.About{Home: "/home/amira"}, Outside: func(cases.Store) cases.Outside { return th.out }})
	return sh, tuitest.Start(th.t, sh.App, size)
}

// command does what a word of the list of all commands finds first.
func command(d *tuitest.Driver, text string) {
	d.Press("f2")
	d.Type(text)
	d.Press("enter")
}

// printing starts the program and shows the paper of Karim's plan.
func (th *theater) printing(size frame.Size) *tuitest.Driver {
	th.t.Helper()
	_, d := th.run(size)
	d.Send(tui.Open{Route: desk.RoutePrint, Arg: th.Karim})
	return d
}

// on runs a test at the usual size, in Danish.
func on(t *testing.T, do func(t *testing.T, th *theater)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { do(t, newTheater(t, words.Danish)) })
}

// made puts files outside, as they would be printed on so many days.
func (th *theater) made(days int) {
	th.t.Helper()
	for n := range days {
		f := cases.UnlockedFile{Path: "plan-26-7RQ4-2026-12-0" + string(rune('1'+n)) + ".pdf", Made: sample.At(12, 1+n, 10, 0), What: "plan", Case: th.Karim}
		if _, err := th.out.Write(th.t.Context(), f, []byte("x")); err != nil {
			th.t.Fatal(err)
		}
	}
}

// lying are the paths of the files that are remembered.
func (th *theater) lying() []string {
	th.t.Helper()
	var out []string
	for _, f := range th.store.Unlocked() {
		out = append(out, f.Path)
	}
	return out
}

// openFiles opens the list of unlocked files.
var openFiles = tui.Open{Route: desk.RouteUnlocked}

// texts are what people wrote in the cases.
func texts() []string {
	return []string{"Karim", "Amira", "Bo", "Lone", "klasselærer", "Jeg vil gøre 9. færdig og tjene mine egne penge.",
		"Det er morgenen, der er svær. Når jeg først er der, går det.", "I skole alle dage frem til jul", "højst 2 fraværsdage, nu 1",
		"Morgenopkald kl. 7.15", "Samtale om fraværets mønster", "Lektiecafé om tirsdagen", "Møde med PPR om læsning", "mor", "skolen",
		"Følges med ham i klubben den første gang", "Spørge far, om han kommer om søndagen", "Læse brevet fra skolen sammen",
		"Spise sammen en aften om ugen", "tre uger i træk"}
}
