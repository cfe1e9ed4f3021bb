// Package opening is what stands before a vault is open: Velkommen, a new vault
// with its nødnøgle, and Lås op.
//
// Nothing is on disk before the last step of a new vault, and nothing of what
// was typed is kept when it is given up. Turning a passphrase into a key takes
// half a second or more and happens outside the screen's loop.
package opening

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/door"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
	"brobygger/tui/words"
)

// gate is what all screens of this package are given.
type gate struct {
	env    *tui.Env
	door   door.Door
	opened func(cases.Store) tui.Action
}

// New gives the first screen for what lies on this computer. opened is called,
// once, in the program's loop when a vault is open.
func New(env *tui.Env, d door.Door, opened func(cases.Store) tui.Action) tui.Screen {
	g := &gate{env, d, opened}
	return g.first(d.Look())
}

func (g *gate) first(s door.Situation) tui.Screen {
	if s.State == door.NoVault {
		return newWelcome(g, s)
	}
	return newUnlock(g, s)
}

func (g *gate) w() *words.Words { return g.env.Words }

// progress is how far a long step is.
type progress struct {
	job         *job
	stage       string
	done, total int
}

// finished is what a long step came to.
type finished struct {
	job   *job
	store cases.Store
	err   error
}

// job is a long step that runs beside the screen. Its progress is read one
// message at a time; what comes faster than it is drawn is left out.
type job struct {
	news chan progress
	last progress
}

// work is a long step that ends in an open vault.
type work func(context.Context, door.Progress) (cases.Store, error)

// start runs a long step. The screen keeps the job and hands every progress and
// finished message to it.
func start(do work) (*job, tea.Cmd) {
	j := &job{news: make(chan progress, 1)}
	run := func() tea.Msg {
		defer close(j.news)
		store, err := do(context.Background(), func(stage string, done, total int) {
			select {
			case j.news <- progress{j, stage, done, total}:
			default:
			}
		})
		return finished{j, store, err}
	}
	return j, tea.Batch(run, j.listen)
}

// listen waits for the next progress.
func (j *job) listen() tea.Msg {
	p, ok := <-j.news
	if !ok {
		return nil
	}
	return p
}

// line says what is going on.
func (j *job) line(w *words.Words, s theme.Styles) string {
	text := w.T("unlock.stage.key")
	if k := "unlock.stage." + j.last.stage; w.Has(k) {
		text = w.T(k)
	}
	if j.last.total > 0 {
		text += "  " + w.T("unlock.of", w.Count(j.last.done), w.Count(j.last.total))
	}
	return " " + s.Strong.Render(text)
}

// page puts paragraphs of plain text in lines, one blank before the margin.
func page(width int, paragraphs ...string) []string {
	var out []string
	for _, p := range paragraphs {
		if p == "" {
			out = append(out, "")
			continue
		}
		for _, l := range frame.Wrap(frame.Clean(p), max(1, min(width, 78)-2)) {
			out = append(out, " "+l)
		}
	}
	return out
}

// other gives the words of the other language.
func (g *gate) other() {
	next := words.English
	if g.w().Language() == words.English {
		next = words.Danish
	}
	if w, err := words.Load(next); err == nil {
		g.env.Words = w
	}
}

// Contexts lists the keys of the screens, for the check against the law.
func Contexts() []keys.Context {
	g := &gate{}
	list := &founding{gate: g, step: stepShow}
	return []keys.Context{welcomeKeys(false), welcomeKeys(true), unlockKeys(keys.Field, false), unlockKeys(keys.Fullscreen, true), foundingKeys(keys.Field, stepWho), foundingKeys(keys.Choice, stepWho),
		foundingKeys(keys.Field, stepWords), foundingKeys(keys.Field, list.step), foundingKeys(keys.Field, stepBack), forgottenKeys()}
}
