package main

import (
	"brobygger/cases"
)

func (a *app) eraseCommand() *builder {
	return a.command("erase", "case entry", (*call).erase).key("reason", "domain.erase.", keysOf(cases.EraseReasons())...)
}

// erase makes every copy of a text go for good.
func (c *call) erase() error {
	if !c.has("reason") {
		return misuse(c.w.T("clierr.usage.needs", "--reason"), c.Command)
	}
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	id, err := c.entry(cs, c.arg(1))
	if err != nil {
		return err
	}
	me, mine := s.author()
	ch, err := cs.Erase(id, cases.EraseReason(c.str("reason")), me, mine)
	if err != nil {
		return about(cs.Shown(), err)
	}
	if err := c.sure(c.w.T("cli.erase.sure", cs.Shown())); err != nil {
		return err
	}
	return c.savedEntry(s, cs, nil, c.w.T("cli.erase.done", cs.Shown()), cases.Write{Case: cs.ID, Changes: []cases.Change{ch}})
}

// sure asks before something is done that cannot be undone. Without a terminal
// the command itself is the answer.
func (c *call) sure(question string) error {
	if !c.asks() {
		return nil
	}
	yes, err := c.confirm(c.Context(), question)
	if err != nil {
		return err
	}
	if !yes {
		return &sentence{codeFailed, "interrupted", c.w.T("clierr.not-done")}
	}
	return nil
}

func (a *app) deleteCommand() *builder {
	return a.command("delete", "case", (*call).deleteCase).text("reason")
}

// deleteCase replaces a case by a signed tombstone.
func (c *call) deleteCase() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	reason, err := c.need(c.Context(), "reason", c.w.T("cli.ask.reason"))
	if err != nil {
		return err
	}
	if err := c.sure(c.w.T("cli.delete.sure", cs.Shown(), c.w.N("cli.contacts", len(cs.Contacts)))); err != nil {
		return err
	}
	receipt, err := s.Delete(c.Context(), cs.ID, reason)
	if err != nil {
		return about(cs.Shown(), err)
	}
	return c.done(struct {
		ID      string `json:"id"`
		Receipt string `json:"receipt"`
	}{cs.ID, receipt}, c.w.T("cli.delete.done", cs.Shown(), receipt))
}
