package main

import (
	"cmp"
	"slices"

	"brobygger/cases"
)

func (a *app) draftCommand() *builder {
	return a.group("draft", a.draftList(), a.draftDrop())
}

func (a *app) draftList() *builder {
	return a.command("draft list", "", (*call).listDrafts).saves()
}

type jsonDraft struct {
	ID      string  `json:"id"`
	Form    string  `json:"form"`
	Case    *string `json:"case"`
	Title   string  `json:"title"`
	Changed string  `json:"changed"`
}

// listDrafts shows what was half typed, newest first.
func (c *call) listDrafts() error {
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	drafts, err := s.Drafts(c.Context())
	if err != nil {
		return err
	}
	slices.SortFunc(drafts, func(a, b cases.Draft) int { return cmp.Or(b.Changed.Compare(a.Changed), cmp.Compare(a.ID, b.ID)) })
	out := struct {
		Drafts []jsonDraft `json:"drafts"`
	}{[]jsonDraft{}}
	t := &table{
		head:  []string{c.w.T("cli.col.id"), c.w.T("cli.col.form"), c.w.T("cli.col.who"), c.w.T("cli.col.written")},
		empty: c.w.T("cli.draft.none"),
	}
	for _, d := range drafts {
		out.Drafts = append(out.Drafts, jsonDraft{d.ID, d.Form, opt(d.Case), d.Title, rfc3339(d.Changed)})
		t.add(d.ID, c.label("cli.draft.form.", d.Form), dash(d.Title), c.stamp(d.Changed))
	}
	return c.result(out, t)
}

func (a *app) draftDrop() *builder {
	return a.command("draft drop", "draft", (*call).dropDraft)
}

// dropDraft throws a draft away.
func (c *call) dropDraft() error {
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	drafts, err := s.Drafts(c.Context())
	if err != nil {
		return err
	}
	var fits []string
	for _, d := range drafts {
		if isPrefix(c.arg(0), d.ID) {
			fits = append(fits, d.ID)
		}
	}
	switch len(fits) {
	case 0:
		return &missingError{"draft"}
	case 1:
	default:
		return &manyError{what: "draft", ids: fits}
	}
	if err := c.sure(c.w.T("cli.draft.sure")); err != nil {
		return err
	}
	if err := s.DropDraft(c.Context(), fits[0]); err != nil {
		return err
	}
	return c.done(struct {
		ID string `json:"id"`
	}{fits[0]}, c.w.T("cli.draft.dropped"))
}
