package opening

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui/door"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/words"
)

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

// job is a long step that runs beside the screen and ends in an open vault. Its
// progress is read one message at a time; what comes faster than it is drawn is
// left out.
type job struct {
	first    string // word key of what is said until the step says more
	quiet    bool   // only first is said: the stages would tell another story
	cancel   context.CancelFunc
	news     chan progress
	ended    chan struct{} // closed when the step is over: a vault may tell of later steps
	last     progress
	stopping bool
}

// work is a long step that ends in an open vault.
type work func(context.Context, door.Progress) (cases.Store, error)

// start runs a long step. first is the word key of what it does. The screen
// keeps the job and gives every message to its take.
func start(first string, do work) (*job, tea.Cmd) {
	ctx, cancel := context.WithCancel(context.Background())
	j := &job{first: first, cancel: cancel, news: make(chan progress, 1), ended: make(chan struct{})}
	run := func() tea.Msg {
		defer close(j.ended)
		store, err := do(ctx, func(stage string, done, total int) {
			select {
			case <-j.news: // nobody read it, and it is old now
			default:
			}
			select {
			case j.news <- progress{j, stage, done, total}:
			default:
			}
		})
		cancel()
		return finished{j, store, err}
	}
	return j, tea.Batch(run, j.listen)
}

// workingKeys are those that hold while a long step runs.
func workingKeys(breakable bool) keys.Context {
	c := keys.Context{Name: "unlock.context.working", Kind: keys.Fullscreen}
	if breakable {
		c.Bindings = []keys.Binding{keys.NewMoves().Back.With("unlock.key.stop")}
	}
	return c
}

// listen waits for the next progress.
func (j *job) listen() tea.Msg {
	select {
	case p := <-j.news:
		return p
	case <-j.ended:
		return nil
	}
}

// take is what a message means to the job that runs: nil where none does, or
// where the message is of another.
func (j *job) take(msg tea.Msg) (end *finished, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case progress:
		if msg.job == j && j != nil {
			j.last = msg
			return nil, j.listen
		}
	case finished:
		if msg.job == j && j != nil {
			return &msg, nil
		}
	}
	return nil, nil
}

// own says whether a message is a job's, whichever.
func own(msg tea.Msg) bool {
	switch msg.(type) {
	case progress, finished:
		return true
	}
	return false
}

// stop breaks the step off where a key press is Esc. The job is there until it
// has ended all the same.
func (j *job) stop(msg tea.Msg) {
	if press, ok := msg.(tea.KeyPressMsg); ok && keys.NewMoves().Back.Matches(press) {
		j.stopping = true
		j.cancel()
	}
}

// discard closes the vault of a step that was broken off too late.
func discard(store cases.Store) tea.Cmd {
	if store == nil {
		return nil
	}
	return func() tea.Msg {
		_ = store.Close() // nothing was written in it
		return nil
	}
}

// lines say what is going on, with a bar where it is known how much there is.
func (j *job) lines(w *words.Words, width int, strong func(...string) string) []string {
	text := w.T(j.first)
	if k := "unlock.stage." + j.last.stage; w.Has(k) && !j.quiet {
		text = w.T(k)
	}
	if j.stopping {
		text = w.T("unlock.stopping")
	}
	const bar = 40
	total, done := j.last.total, min(j.last.done, j.last.total)
	if total <= 0 || j.stopping || j.quiet {
		return []string{" " + strong(frame.Cut(text, width-2))}
	}
	text += "  " + w.T("unlock.of", w.Count(done), w.Count(total))
	full := bar * done / total
	return []string{
		" " + strong(frame.Cut(text, width-2)),
		" " + frame.Cut(strings.Repeat("█", full)+strings.Repeat("░", bar-full), width-2),
	}
}
