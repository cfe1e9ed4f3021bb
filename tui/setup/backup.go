package setup

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/keys"
	"brobygger/tui/words"
)

// memoryBackup is the key under which this device remembers the last backup that
// was made here, as JSON of remembered.
const memoryBackup = "backup"

// remembered is what is known of the last backup beside its time.
type remembered struct {
	To     string    `json:"to"`     // as it was typed: proposed the next time
	Path   string    `json:"path"`   // where the copy lies
	At     time.Time `json:"at"`     // when it was taken: a later one was taken elsewhere
	Proven bool      `json:"proven"` // it was opened
	Erased time.Time `json:"erased"` // when the last of what it knows was erased, zero for nothing
	From   string    `json:"from"`   // what was last brought in
}

// backup is Sikkerhedskopi: what there is of copies, taking one, and bringing one
// in.
type backup struct {
	d     *desk.Desk
	about About
	page  page
	kept  remembered
	typed map[bool]string // restore → the place that was last typed on this screen

	job    *copying // what goes on, nil for nothing
	report *copied  // what the last of it came to
}

// copying is a backup or a restore on its way.
type copying struct {
	restore bool
	stop    context.CancelFunc
}

// copied is what it came to. Every screen is told.
type copied struct {
	job    *copying
	kept   remembered
	report cases.BackupReport
	err    error
}

func newBackup(d *desk.Desk, about About) *backup {
	s := &backup{d: d, about: about, typed: make(map[bool]string)}
	if json.Unmarshal([]byte(d.Store.Recall(memoryBackup)), &s.kept) != nil {
		s.kept = remembered{}
	}
	return s
}

// backupContext gives the keys; busy means that a copy is on its way.
func backupContext(busy bool) keys.Context {
	l := keys.NewLetters()
	c := keys.Context{Name: "backup.context", Kind: keys.List, Bindings: []keys.Binding{
		l.New.With("backup.key.new"),
		{ID: "restore", Keys: []string{"h"}, Label: "backup.key.restore", More: "backup.key.restore.more"},
	}}
	if busy {
		c.Bindings = append([]keys.Binding{stopKey()}, c.Bindings...)
	}
	c.Bindings = append(c.Bindings, keys.NewMoves().Back)
	return c
}

// stopKey breaks off what goes on.
func stopKey() keys.Binding {
	return keys.Binding{ID: "stop", Keys: []string{"s"}, Label: "setup.key.stop", More: "setup.key.stop.more"}
}

// Keys implements [tui.Screen].
func (s *backup) Keys() keys.Context {
	c := backupContext(s.job != nil)
	for i, b := range c.Bindings {
		if s.job != nil && (b.ID == "new" || b.ID == "restore") {
			c.Bindings[i] = b.Disabled(s.d.W().T("setup.busy"))
		}
	}
	return c
}

// Explain implements [tui.Explainer].
func (s *backup) Explain() []string {
	w := s.d.W()
	return []string{w.T("backup.about"), w.T("backup.help.restore"), w.T("backup.help.erased")}
}

// Update implements [tui.Screen].
func (s *backup) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case copied:
		// Also that of a screen that is gone by now.
		if msg.err == nil {
			s.kept = msg.kept
		}
		if msg.job == s.job {
			s.job = nil
		}
		s.report, s.page.top = &msg, 0
		return nil, nil
	case tea.KeyPressMsg:
		if s.page.move(keys.Name(msg)) {
			return nil, nil
		}
		b, _ := keys.Find(msg, s.Keys().Bindings)
		switch b.ID {
		case "new":
			return tui.Ask{Dialog: s.ask(false)}, nil
		case "restore":
			return tui.Ask{Dialog: s.ask(true)}, nil
		case "stop":
			s.job.stop()
			return nil, nil
		case "back":
			if s.job != nil {
				return tui.Back{Say: s.d.W().T("setup.goes.on")}, nil
			}
		}
	}
	return tui.Pass{}, nil
}

// ask asks for the place of a copy and starts.
func (s *backup) ask(restore bool) *tui.Dialog {
	w := s.d.W()
	title, text, accept, place := "backup.ask.title", "backup.ask.text", "backup.key.new", s.kept.To
	if restore {
		title, text, accept, place = "backup.restore.title", "backup.restore.text", "backup.key.restore", s.kept.From
		if place == "" {
			place = s.kept.Path
		}
	}
	if typed, ok := s.typed[restore]; ok {
		place = typed
	}
	line := field.NewLine(place)
	entry := &field.Entry{ID: "place", Label: w.T("backup.place"), Field: line, Above: true}
	asking := keys.NewAsking(w.T("common.yes.key"), w.T("common.no.key"))
	dialog := &tui.Dialog{
		Title: w.T(title), Text: w.T(text) + "\n" + w.T("backup.example", s.example()),
		Bindings: []keys.Binding{asking.Accept.With(accept), asking.Cancel},
		Form:     field.NewForm(w.T("desk.full"), entry),
	}
	dialog.Answer = func(id string) (tui.Action, tea.Cmd) {
		if id != asking.Accept.ID {
			return nil, nil
		}
		path, wrong := s.place(line.Value())
		if wrong != "" {
			entry.Error = w.T(wrong, s.example())
			return tui.Ask{Dialog: dialog}, nil
		}
		s.typed[restore] = line.Value()
		return nil, s.start(restore, path)
	}
	return dialog
}

// example is a place as this system writes it.
func (s *backup) example() string {
	if filepath.Separator == '\\' {
		return `E:\Kopier`
	}
	return "/media/kopier"
}

// place is the path that was typed, or the word key of what is wrong with it. A
// path from where the program happened to be started is no place to find a copy
// again.
func (s *backup) place(text string) (path, wrong string) {
	text = strings.Trim(strings.TrimSpace(text), `"'`)
	if rest, ok := strings.CutPrefix(text, "~"); ok && s.about.Home != "" && (rest == "" || rest[0] == '/' || rest[0] == filepath.Separator) {
		text = filepath.Join(s.about.Home, rest)
	}
	switch {
	case text == "":
		return "", "backup.place.needed"
	case !filepath.IsAbs(text):
		return "", "backup.place.whole"
	}
	return text, ""
}

// start makes a copy, or brings one in. What it comes to is told to every screen
// there is, since this one may be gone by then.
func (s *backup) start(restore bool, path string) tea.Cmd {
	ctx, stop := context.WithCancel(context.Background())
	job := &copying{restore, stop}
	s.job, s.report, s.page.top = job, nil, 0
	store, w, kept := s.d.Store, s.d.W(), s.kept
	return func() tea.Msg {
		defer stop()
		out := copied{job: job}
		if restore {
			out.report, out.err = store.Restore(ctx, path)
			kept.From = path
		} else {
			out.report, out.err = store.Backup(ctx, path)
			kept.To, kept.Path, kept.Proven, kept.Erased = path, out.report.Path, out.report.Proven, out.report.ErasedUntil
			kept.At = store.Info().LastBackup
		}
		if out.err != nil {
			return tui.All{tui.Tell{Msg: out}, tui.Say{Text: sentence(w, out), Error: true}}
		}
		if text, err := json.Marshal(kept); err == nil {
			// What is not remembered is asked for again.
			_ = store.Remember(context.Background(), memoryBackup, string(text))
		}
		out.kept = kept
		all := tui.All{tui.Tell{Msg: out}, tui.Say{Text: sentence(w, out)}}
		if restore {
			all = append(all, tui.Tell{Msg: desk.Changed{}})
		}
		return all
	}
}

// sentence says in short what a copy came to.
func sentence(w *words.Words, c copied) string {
	switch restore, err := c.job.restore, c.err; {
	case err == nil && restore:
		return w.T("backup.said.restored", w.N("backup.cases", c.report.Cases), w.Count(c.report.Merged))
	case err == nil && c.report.Proven:
		return w.T("backup.said.proven")
	case err == nil:
		return w.T("backup.said.compared")
	case errors.Is(err, context.Canceled) && restore:
		return w.T("backup.said.restore.stopped")
	case errors.Is(err, context.Canceled):
		return w.T("backup.said.stopped")
	case restore && errors.Is(err, cases.ErrNotAMember):
		return w.T("backup.said.other")
	case restore && errors.Is(err, cases.ErrDamaged):
		return w.T("backup.said.damaged")
	case restore && errors.Is(err, cases.ErrNotFound):
		return w.T("backup.said.nowhere")
	case !restore && errors.Is(err, cases.ErrNotWritten) && !errors.Is(err, cases.ErrInsideVault) && !errors.Is(err, cases.ErrExists):
		return w.T("backup.said.place")
	}
	return desk.Sentence(w, c.err)
}
