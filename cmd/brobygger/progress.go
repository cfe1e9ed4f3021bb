package main

import (
	"io"
	"slices"
	"sync"
	"time"

	"brobygger/storage"
)

// progressEvery is how often a line of progress is written anew.
const progressEvery = 100 * time.Millisecond

// progress gives what tells on stderr how far a long step is: on a terminal in
// place, else one line for each stage that can take minutes. It may be called
// from several goroutines.
func (a *app) progress() func(stage string, done, total int) {
	var mu sync.Mutex
	last, shown := "", time.Time{}
	return func(stage string, done, total int) {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case a.opt.quiet:
		case isTerminal(a.stderr):
			if stage == last && time.Since(shown) < progressEvery {
				return
			}
			shown = time.Now()
			text := a.stage(stage)
			if total > 0 {
				text += " " + a.w.Count(done) + "/" + a.w.Count(total)
			}
			a.status(text)
		case stage != last && slices.Contains([]string{storage.StageBulk, storage.StageBackup, storage.StageRestore}, stage):
			a.say(a.stage(stage))
		}
		last = stage
	}
}

// status shows text on the line of progress, in the place of what was there; the
// empty text takes the line away.
func (a *app) status(text string) {
	a.lineMu.Lock()
	defer a.lineMu.Unlock()
	if text != "" || a.line {
		_, _ = io.WriteString(a.stderr, "\r\x1b[K"+text)
	}
	a.line = text != ""
}
