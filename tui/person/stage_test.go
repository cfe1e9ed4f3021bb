package person_test

import (
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/door"
	"brobygger/tui/frame"
	"brobygger/tui/person"
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
	plan  *sample.Planned
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
	th := &theater{t: t, store: s, words: w, at: s.Clock(), door: fakedoor.Situated(door.Sealed)}
	s.Clock, s.Vault.SealedKey = th.Now, true
	th.Sample = sample.Fill(t, s)
	th.plan = sample.Plan(t, s, th.Sample)
	th.door.Store = s
	return th
}

// run starts the program and unlocks it.
func (th *theater) run(size frame.Size) (*shell.Shell, *tuitest.Driver) {
	th.t.Helper()
	sh := shell.New(shell.Options{Words: th.words, Clock: th, Door: th.door, NoColor: true, Language: true})
	d := tuitest.Start(th.t, sh.App, size)
	d.Type(fakedoor.Passphrase)
	d.Press("enter")
	return sh, d
}

// shown starts the program and shows Karim his plan.
func (th *theater) shown(size frame.Size) *tuitest.Driver {
	th.t.Helper()
	_, d := th.run(size)
	d.Press("f8")
	return d
}

// alone shows a case with nothing but a first screen below it.
func (th *theater) alone(size frame.Size, id string) (*tui.App, *tuitest.Driver) {
	th.t.Helper()
	d := desk.New(&tui.Env{Words: th.words, Clock: th}, th.store)
	app := tui.New(tui.Options{Env: d.Env, Start: person.New(d, th.door, id), NoColor: true})
	return app, tuitest.Start(th.t, app, size)
}

// scores are the person's own scores of an arena that stand, oldest first.
func (th *theater) scores(arena string) []int {
	th.t.Helper()
	var out []int
	for _, s := range th.Case(th.Karim).Scores {
		if s.Arena == arena && s.By == cases.RaterPerson && s.Struck == nil && s.Erased == nil {
			out = append(out, s.Value)
		}
	}
	return out
}

// drafts are the drafts there are.
func (th *theater) drafts() []cases.Draft {
	th.t.Helper()
	all, err := th.store.Drafts(th.t.Context())
	if err != nil {
		th.t.Fatal(err)
	}
	return all
}

// texts are what people wrote in the case that is shown.
func texts() []string {
	return []string{"Karim", "Amira", "Bo", "Lone", "klasselærer", "Jeg vil gøre 9. færdig og tjene mine egne penge.",
		"Det er morgenen, der er svær. Når jeg først er der, går det.", "I skole alle dage frem til jul", "højst 2 fraværsdage, nu 1",
		"Morgenopkald kl. 7.15", "Samtale om fraværets mønster", "Lektiecafé om tirsdagen", "Møde med PPR om læsning", "mor", "skolen",
		"Følges med ham i klubben den første gang", "Spørge far, om han kommer om søndagen", "Læse brevet fra skolen sammen",
		"Spise sammen en aften om ugen", "tre uger i træk"}
}
