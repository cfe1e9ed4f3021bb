package main

import (
	"slices"

	"brobygger/cases"
)

func (a *app) checkCommand() *builder {
	return a.command("check", "", (*call).check).flag("deep", "repair").saves()
}

// check looks through the vault. Finding damage is exit code 5.
func (c *call) check() error {
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	progress := c.progress()
	r, err := s.Check(c.Context(), cases.CheckOptions{Deep: c.on("deep"), Repair: c.on("repair"),
		Progress: func(done, total int) { progress("check", done, total) }})
	if err != nil {
		return err
	}
	groups := []struct {
		word  string
		found *[]cases.Problem
	}{
		{"cli.check.damaged", &r.Damaged}, {"cli.check.forged", &r.Forged}, {"cli.check.unknown-author", &r.UnknownAuthor},
		{"cli.check.forks", &r.Forks}, {"cli.check.incomplete", &r.Incomplete},
	}
	t := &table{head: []string{c.w.T("cli.col.finding"), c.w.T("cli.col.file"), c.w.T("cli.col.what")}, plain: true}
	for _, g := range groups {
		if *g.found == nil {
			*g.found = []cases.Problem{}
		}
		for _, p := range *g.found {
			t.add(c.w.T(g.word), p.File, c.label("cli.problem.", p.What))
		}
	}
	for _, f := range r.TempFiles {
		t.add(c.w.T("cli.check.temp"), f, "")
	}
	r.TempFiles, r.Repaired, r.SetAside, r.Aside = some(r.TempFiles), some(r.Repaired), some(r.SetAside), some(r.Aside)
	if err := c.result(r, t); err != nil {
		return err
	}
	if !c.opt.json {
		c.print(c.w.T("cli.check.counts", c.w.N("cli.cases", r.Cases), c.w.N("cli.entries", r.Entries),
			c.w.Count(r.NotForMe), c.w.Count(r.Erased)))
		for _, f := range r.Repaired {
			if !slices.ContainsFunc(r.SetAside, func(m cases.Moved) bool { return m.From == f }) {
				c.print(c.w.T("cli.check.repaired", f))
			}
		}
		for _, m := range r.SetAside {
			c.print(c.w.T("cli.check.set-aside", m.From, m.To))
		}
		if n := len(r.Aside) - len(r.SetAside); n > 0 {
			c.print(c.w.N("cli.check.aside", n))
		}
		if r.MemoryLost {
			c.print(c.w.T("cli.warn.memory"))
		}
		if r.OK {
			c.print(c.w.T("cli.check.ok"))
		}
	}
	if r.OK {
		return nil
	}
	return &sentence{codeDamage, "damage", c.w.T("clierr.check")}
}
