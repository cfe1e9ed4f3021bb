package main

import (
	"brobygger/cases"
)

// tui is what the program does without arguments: it opens the screens.
func (a *app) tui(c *call) error { return runTUI(c) }

// runTUI opens the screens. Where stdin or stdout is no terminal it prints the
// day and the list of cases instead.
func runTUI(c *call) error {
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	return c.dayAndCases(s)
}

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
