package main

import (
	"strings"

	"brobygger/cases"
	"brobygger/cases/query"
)

func (a *app) searchCommand() *builder {
	return a.command("search", "query...", (*call).search).
		key("kind", "domain.kind.", keysOf(cases.Kinds())...).
		value("since", "date").number("limit").saves()
}

const (
	defaultLimit = 50 // finds that are shown
	snippetWidth = 60 // cells of a find's text
)

type jsonHit struct {
	Case    string  `json:"case"`
	Number  string  `json:"number"`
	Title   string  `json:"title"`
	Entry   string  `json:"entry"`
	Kind    string  `json:"kind"`
	At      *string `json:"at"`
	Snippet string  `json:"snippet"`
}

// search finds text in all cases that this key opens.
func (c *call) search() error {
	q, err := c.query()
	if err != nil {
		return err
	}
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	in := cases.SearchIn{Members: s.Members(), Today: c.today(), Limits: s.Settings()}
	var hits []cases.Hit
	if err := s.Each(c.Context(), func(cs *cases.Case) bool {
		hits = append(hits, cs.Search(q, in)...)
		return true
	}); err != nil {
		return err
	}
	cases.SortHits(hits)
	limit, ok := c.num("limit")
	if !ok {
		limit = defaultLimit
	}
	out := struct {
		Total int       `json:"total"`
		Hits  []jsonHit `json:"hits"`
	}{len(hits), []jsonHit{}}
	t := &table{
		head:  []string{c.w.T("cli.col.number"), c.w.T("cli.col.who"), c.w.T("cli.col.when"), c.w.T("cli.col.what"), c.w.T("cli.col.id"), c.w.T("cli.col.text")},
		empty: c.w.T("cli.search.none"),
	}
	for _, h := range hits[:min(limit, len(hits))] {
		snippet, _ := q.Snippet(h.Text, snippetWidth)
		out.Hits = append(out.Hits, jsonHit{h.Case, h.Number, h.Title, string(h.Entry), h.Kind, optMoment(h.At), snippet})
		t.add(h.Number, h.Title, c.moment(h.At), c.label("domain.entry.", h.Kind), h.Entry.Short(), snippet)
	}
	if err := c.result(out, t); err != nil {
		return err
	}
	if len(out.Hits) < out.Total && !c.opt.json {
		c.print(c.w.T("cli.search.total", c.w.Count(out.Total), c.w.Count(len(out.Hits))))
	}
	return nil
}

// query is what the arguments and flags ask for.
func (c *call) query() (query.Query, error) {
	name := c.w.T("clicmd.arg.query")
	text := strings.Join(c.args, " ")
	if len(c.args) == 1 {
		var err error
		if text, err = c.word(0, name); err != nil {
			return query.Query{}, err
		}
	} else if c.asks() {
		c.warn(c.w.T("cli.warn.plain", name))
	}
	q, err := query.ParseAt(text, c.now())
	if err != nil {
		return q, err
	}
	if c.has("kind") {
		q.Kinds = append(q.Kinds, c.str("kind"))
	}
	since, err := c.day("since")
	if err != nil {
		return q, err
	}
	if since.After(q.Since) {
		q.Since = since
	}
	return q, nil
}
