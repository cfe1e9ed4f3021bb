package setup

import (
	"context"
	"errors"
	"path"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/words"
)

// check is Efterse arkivet: it looks through every file as soon as it is shown
// and says what it found.
type check struct {
	d    *desk.Desk
	page page

	job   *looking // what goes on, nil for nothing
	found *found   // what the last of it came to
}

// looking is a check on its way.
type looking struct {
	deep, repair bool
	stop         context.CancelFunc
	done, total  atomic.Int64
}

// found is what a check came to. Every screen is told of a repair.
type found struct {
	job    *looking
	report cases.CheckReport
	names  map[string]string // case id → number and name
	err    error
}

// look says that it is time to draw how far a check is.
type look struct{ job *looking }

// lookEvery is how often it is drawn how far a check is.
const lookEvery = 200 * time.Millisecond

func newCheck(d *desk.Desk) *check { return &check{d: d} }

func checkContext(busy bool) keys.Context {
	m := keys.NewMoves()
	c := keys.Context{Name: "check.context", Kind: keys.List, Bindings: []keys.Binding{
		m.Open.With("check.key.again"),
		{ID: "deep", Keys: []string{"d"}, Label: "check.key.deep", More: "check.key.deep.more"},
		{ID: "repair", Keys: []string{"b"}, Label: "check.key.repair", More: "check.key.repair.more"},
	}}
	if busy {
		c.Bindings = append([]keys.Binding{stopKey()}, c.Bindings...)
	}
	c.Bindings = append(c.Bindings, m.Back)
	return c
}

// Keys implements [tui.Screen].
func (s *check) Keys() keys.Context {
	w := s.d.W()
	c := checkContext(s.job != nil)
	for i, b := range c.Bindings {
		switch {
		case b.ID == "stop", b.ID == "back":
		case s.job != nil:
			c.Bindings[i] = b.Disabled(w.T("setup.busy"))
		case b.ID == "repair" && (s.found == nil || s.found.err != nil || !broken(s.found.report)):
			c.Bindings[i] = b.Disabled(w.T("check.off.repair"))
		}
	}
	return c
}

// broken says whether a repair has anything to do.
func broken(r cases.CheckReport) bool { return !r.OK || len(r.TempFiles) > 0 }

// Explain implements [tui.Explainer].
func (s *check) Explain() []string {
	w := s.d.W()
	return []string{w.T("check.help"), w.T("check.help.deep"), w.T("check.repair.text")}
}

// Start implements [tui.Starter].
func (s *check) Start() tea.Cmd { return s.start(false, false) }

// Park implements [tui.Parker]: a check that only looks is broken off when nobody
// waits for it. A repair goes on.
func (s *check) Park() tea.Cmd {
	if s.job != nil && !s.job.repair {
		s.job.stop()
	}
	return nil
}

// start looks through the archive.
func (s *check) start(deep, repair bool) tea.Cmd {
	ctx, stop := context.WithCancel(context.Background())
	job := &looking{deep: deep, repair: repair, stop: stop}
	s.job, s.page.top = job, 0
	store, w, today := s.d.Store, s.d.W(), s.d.Today()
	work := func() tea.Msg {
		defer stop()
		out := found{job: job}
		out.report, out.err = store.Check(ctx, cases.CheckOptions{Deep: deep, Repair: repair, Progress: func(done, total int) {
			job.done.Store(int64(done))
			job.total.Store(int64(total))
		}})
		if out.err == nil && (broken(out.report) || len(out.report.Repaired) > 0) {
			out.names = names(store, today)
		}
		if !repair {
			return out
		}
		say := tui.Say{Text: w.T("check.said.repaired")}
		switch {
		case out.err == nil && !out.report.OK:
			say = tui.Say{Text: w.T("check.said.partly"), Error: true}
		case out.err != nil:
			say = tui.Say{Text: sayCheck(w, out), Error: true}
		}
		return tui.All{tui.Tell{Msg: out}, tui.Tell{Msg: desk.Changed{}}, say}
	}
	return tea.Batch(work, job.tick())
}

func (j *looking) tick() tea.Cmd {
	return tea.Tick(lookEvery, func(time.Time) tea.Msg { return look{j} })
}

// names are the cases by their ids, so that a file is told by the case it holds.
func names(store cases.Store, today calendar.Date) map[string]string {
	out := make(map[string]string)
	rows, err := store.Rows(context.Background(), today)
	if err != nil {
		return out // the files' own names stand for them
	}
	cases.Suffixes(rows)
	for _, r := range rows {
		// A case of which nothing can be read has neither.
		if name := strings.TrimSpace(r.Shown() + " " + r.Title); name != "" {
			out[r.ID] = name
		}
	}
	return out
}

// Update implements [tui.Screen].
func (s *check) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case found:
		if msg.job == s.job {
			s.job = nil
		} else if s.job != nil {
			return nil, nil
		}
		s.found, s.page.top = &msg, 0
		return nil, nil
	case look:
		if msg.job == s.job {
			return nil, msg.job.tick()
		}
		return nil, nil
	case tea.KeyPressMsg:
		if s.page.move(keys.Name(msg)) {
			return nil, nil
		}
		b, _ := keys.Find(msg, s.Keys().Bindings)
		switch b.ID {
		case "open":
			return nil, s.start(false, false)
		case "deep":
			return nil, s.start(true, false)
		case "repair":
			w := s.d.W()
			return tui.Ask{Dialog: tui.Confirm(s.d.Env, w.T("check.repair.title"), w.T("check.repair.text")+"\n\n"+w.T("check.repair.ask"), func() (tui.Action, tea.Cmd) {
				if s.job != nil {
					return nil, nil
				}
				return nil, s.start(false, true)
			})}, nil
		case "stop":
			s.job.stop()
			return nil, nil
		case "back":
			if s.job != nil && s.job.repair {
				return tui.Back{Say: s.d.W().T("setup.goes.on")}, nil
			}
		}
	}
	return tui.Pass{}, nil
}

// sayCheck says what a check that failed came to.
func sayCheck(w *words.Words, f found) string {
	if errors.Is(f.err, context.Canceled) {
		return w.T("check.stopped")
	}
	return desk.Sentence(w, f.err)
}

// View implements [tui.Screen].
func (s *check) View(window frame.Size) (frame.Parts, *field.Point) {
	w, styles := s.d.W(), s.d.Env.Styles
	p := frame.Parts{Title: frame.Line{Left: w.T("check.title")}, State: []frame.Line{s.d.SavedLine()}}
	room := p.Room(window)
	var lines []string
	switch {
	case s.job != nil:
		lines = s.progress(room.Width)
	case s.found == nil:
	case s.found.err != nil:
		lines = wrap(sayCheck(w, *s.found), room.Width, styles.Error.Render)
	default:
		lines = s.found.lines(s.d, room.Width)
	}
	p.Body = s.page.view(w, lines, room, styles)
	return p, nil
}

// progress says how far a check is.
func (s *check) progress(width int) []string {
	w, styles := s.d.W(), s.d.Env.Styles
	text := w.T("check.looking")
	switch {
	case s.job.repair:
		text = w.T("check.repairing")
	case s.job.deep:
		text = w.T("check.looking.deep")
	}
	done, total := s.job.done.Load(), s.job.total.Load()
	out := wrap(text, width, styles.Strong.Render)
	if total > 0 {
		const bar = 40
		long := int64(min(bar, max(1, width-2)))
		full := int(min(done, total) * long / total)
		out = append(out, "", " "+strings.Repeat("█", full)+strings.Repeat("░", int(long)-full))
		out = append(out, wrap(w.T("check.of", w.Count(int(done)), w.N("backup.cases", int(total))), width, styles.Muted.Render)...)
	}
	if s.job.repair {
		out = append(out, "")
		out = append(out, wrap(w.T("setup.meanwhile"), width, styles.Muted.Render)...)
	}
	return out
}

// lines say what was found: first whether all is well, then each thing that is
// not, with what it means and what to do.
func (f *found) lines(d *desk.Desk, width int) []string {
	w, styles, r := d.W(), d.Env.Styles, f.report
	var out []string
	para := func(text string, style func(...string) string) {
		if len(out) > 0 {
			out = append(out, "")
		}
		out = append(out, wrap(text, width, style)...)
	}
	file := func(text string) { out = append(out, wrap("  "+text, width, styles.Text.Render)...) }
	if len(r.Repaired) > 0 {
		para(w.N("check.repaired", len(r.Repaired)), styles.Good.Render)
		for _, name := range r.Repaired {
			file(strings.TrimPrefix(f.name(name)+" · "+desk.OneLine(name), " · "))
		}
	}
	switch {
	case r.OK:
		para(w.T("check.ok"), styles.Good.Render)
	default:
		para(w.T("check.not.ok"), styles.Error.Render)
	}
	counts := w.T("check.counts", w.N("backup.cases", r.Cases), w.N("check.entries", r.Entries))
	if r.Erased > 0 {
		counts += " " + w.N("check.erased", r.Erased)
	}
	if r.NotForMe > 0 {
		counts += " " + w.N("check.notforme", r.NotForMe)
	}
	para(counts, styles.Text.Render)
	if r.MemoryLost {
		para(w.T("check.memory"), styles.Warning.Render)
	}
	for _, group := range []struct {
		found []cases.Problem
		word  string
	}{
		{only(r.Damaged, problemPlace), "check.place"}, {only(r.Damaged, problemNewer), "check.newer"},
		{only(r.Damaged, ""), "check.damaged"}, {r.Forged, "check.forged"}, {r.UnknownAuthor, "check.unknown"}, {r.Forks, "check.forks"}, {r.Incomplete, "check.incomplete"},
	} {
		if len(group.found) == 0 {
			continue
		}
		para(w.N(group.word, len(group.found)), styles.Warning.Render)
		for _, problem := range group.found {
			what := d.Label("cli.problem.", problem.What)
			name := f.name(problem.File)
			if name == "" {
				file(desk.OneLine(problem.File) + ": " + what)
				continue
			}
			file(name + ": " + what)
			out = append(out, wrap("    "+desk.OneLine(problem.File), width, styles.Muted.Render)...)
		}
	}
	if len(r.TempFiles) > 0 {
		para(w.N("check.temp", len(r.TempFiles)), styles.Muted.Render)
		for _, name := range r.TempFiles {
			file(desk.OneLine(name))
		}
	}
	return out
}

// Problems that nothing here mends, as package cases names them.
const (
	problemPlace = "wrong-place"
	problemNewer = "newer-version"
)

// only gives the problems of a kind, "" for those of neither kind above.
func only(all []cases.Problem, what string) []cases.Problem {
	var out []cases.Problem
	for _, p := range all {
		if p.What == what || what == "" && p.What != problemPlace && p.What != problemNewer {
			out = append(out, p)
		}
	}
	return out
}

// idLength is how long the id of a case is, in characters.
const idLength = 32

// name is the case that a file holds, "" where that cannot be told.
func (f *found) name(file string) string {
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	if len(base) < idLength {
		return ""
	}
	return f.names[base[:idLength]]
}
