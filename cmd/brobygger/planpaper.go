package main

import (
	"path/filepath"
	"strings"

	"brobygger/cases"
	docs "brobygger/cases/paper"
	"brobygger/tui/paper"
)

func (a *app) planPaper() *builder {
	return a.command("plan paper", "case", (*call).paperPlan).saves()
}

// paperPlan makes the plan as one page for the family: on the screen, as text,
// or as a PDF where the file's name ends so.
func (c *call) paperPlan() error {
	to := c.str("to")
	ending := strings.ToLower(filepath.Ext(to))
	if c.has("to") && ending != ".pdf" && ending != ".txt" {
		return misuse(c.w.T("cliplan.paper.ending"), c.Command)
	}
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	p := docs.Plan(cs, c.today(), s.Settings())
	view := paper.View{Words: c.w, ArenaLabel: s.Settings().ArenaLabel}
	out := struct {
		Case   string  `json:"case"`
		Number string  `json:"number"`
		What   string  `json:"what"`
		File   *string `json:"file"`
		Text   *string `json:"text,omitempty"`
	}{Case: cs.ID, Number: cs.Number, What: p.What}
	text := paper.Text(p, view)
	if !c.has("to") {
		out.Text = &text
		return c.done(out, strings.TrimSuffix(text, "\n"))
	}
	data := []byte(text)
	if ending == ".pdf" {
		if data, err = paper.PDF(p, view, c.now()); err != nil {
			return about(cs.Shown(), err)
		}
	}
	made, err := c.leave(c.Context(), s, to, cases.UnlockedFile{What: p.What, Case: cs.ID}, data)
	if err != nil {
		return err
	}
	out.File = &made
	return c.done(out, c.w.T("cliplan.paper.made", cs.Shown(), made))
}
