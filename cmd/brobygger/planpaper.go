package main

import (
	"strings"

	docs "brobygger/cases/paper"
)

func (a *app) planPaper() *builder {
	return a.command("plan paper", "case", (*call).paperPlan).saves()
}

// paperPlan makes the plan as one page for the family: on the screen, as text,
// or as a PDF where the file's name ends so.
func (c *call) paperPlan() error {
	to, err := c.paperFile()
	if err != nil {
		return err
	}
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	p := docs.Plan(cs, c.today(), s.Settings())
	out := struct {
		Case   string  `json:"case"`
		Number string  `json:"number"`
		What   string  `json:"what"`
		File   *string `json:"file"`
		Text   *string `json:"text,omitempty"`
	}{Case: cs.ID, Number: cs.Number, What: p.What}
	if to == "" {
		text := c.paperText(s, p)
		out.Text = &text
		return c.done(out, strings.TrimSuffix(text, "\n"))
	}
	made, err := c.makePaper(s, cs, p, to)
	if err != nil {
		return err
	}
	out.File = &made
	return c.done(out, c.w.T("cliplan.paper.made", cs.Shown(), made))
}
