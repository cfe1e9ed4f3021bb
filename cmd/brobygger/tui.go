package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cmd/brobygger/parent"
	"brobygger/tui"
	"brobygger/tui/shell"
	"brobygger/tui/theme"
)

// grace is how long the screens may take to put away what is half typed when
// the terminal goes away.
const grace = 8 * time.Second

// tui is what the program does without arguments: it opens the screens.
func (a *app) tui(c *call) error { return runTUI(c) }

// hasScreen says whether there is a terminal to draw on and to type at.
func (a *app) hasScreen() bool { return isTerminal(a.in) && isTerminal(a.stdout) }

// runTUI opens the screens: in a process of their own, below one that holds no
// keys and owns the terminal. Where stdin or stdout is no terminal it prints the
// day and the list of cases instead.
func runTUI(c *call) error {
	if !c.hasScreen() {
		s, err := c.unlock(c.Context())
		if err != nil {
			return err
		}
		return c.dayAndCases(s)
	}
	if parent.IsChild() {
		return c.screens(false)
	}
	code, err := parent.Run(c.given, c.in.(*os.File), c.stdout.(*os.File), os.Stderr, grace)
	if err != nil {
		return err
	}
	if code != codeDone {
		return &sentence{code: code, id: "screens"} // the child has said why
	}
	return nil
}

// screens runs the screens in this process until they are closed or locked.
func (c *call) screens(demo bool) error {
	c.opt.quiet = true // warnings would be written over the screen
	e, err := c.newEntrance(demo)
	if err != nil {
		return err
	}
	environ := os.Environ()
	sh := shell.New(shell.Options{
		Words: c.w, Clock: clock(c.clockOf(&e.demo)), Door: e, NoColor: theme.NoColor(environ), Language: c.opt.lang != "",
		About: c.aboutScreen(), Outside: outsideAt(c.clockOf(&e.demo)), Sheet: readSheet,
	})
	options := []tea.ProgramOption{tea.WithInput(c.in), tea.WithOutput(c.stdout), tea.WithoutSignalHandler(), tea.WithoutCatchPanics()}
	if profile, ruled := theme.Profile(environ); ruled {
		options = append(options, tea.WithColorProfile(profile))
	}
	program := tea.NewProgram(sh.App, options...)
	over := make(chan struct{})
	defer close(over)
	go hangUp(c.Context(), program, over)
	_, err = program.Run()
	if sh.End() == tui.Locked {
		e.locked(sh.Lang(), sh.Lying())
	}
	if e := sh.Close(); err == nil {
		err = e
	}
	switch {
	case sh.End() == tui.Crashed:
		crash := sh.Crash()
		return &sentence{codeFailed, "crash", c.w.T("clierr.panic", crash.Type) + "\n" + crash.Place()}
	case err != nil && !errors.Is(err, context.Canceled):
		return fmt.Errorf("screens: %w", err)
	case sh.End() == tui.Locked:
		return &sentence{code: parent.ExitLock, id: "lock"}
	}
	return nil
}

// hangUp tells the screens when the terminal goes away or the system ends.
func hangUp(ctx context.Context, p *tea.Program, over <-chan struct{}) {
	select {
	case <-ctx.Done():
		p.Send(tui.Hangup{})
	case <-over:
	}
}

// clock is a function that tells the time.
type clock func() time.Time

// Now implements tui.Clock.
func (c clock) Now() time.Time { return c() }

// dayAndCases prints what is due, and the open cases.
func (c *call) dayAndCases(s *session) error {
	rows, err := s.Rows(c.Context(), c.today())
	if err != nil {
		return err
	}
	if s.Info().Demo {
		c.print(c.w.T("cli.demo.banner"))
	}
	if err := c.theDay(s, rows, wholeWeek); err != nil {
		return err
	}
	open := rows[:0]
	for _, r := range rows {
		if r.Status == cases.StatusOpen {
			open = append(open, r)
		}
	}
	cases.SortRows(open, cases.SortTitle, nil)
	c.heading("cli.today.cases", len(open))
	c.writeTable(c.rowTable(s, open))
	return nil
}
