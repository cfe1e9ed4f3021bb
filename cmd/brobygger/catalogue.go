package main

import (
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/catalogue"
)

func (a *app) catalogueCommand() *builder {
	return a.group("catalogue", a.catalogueList())
}

func (a *app) catalogueList() *builder {
	return a.command("catalogue list", "[query...]", (*call).listCatalogue).
		keyList("arena", "domain.arena.", nineKeys()...).
		key("kind", "domain.kind.", keysOf(cases.Kinds())...).saves()
}

type jsonActivity struct {
	Key      string   `json:"key"`
	List     string   `json:"list"` // "loesning" or "aktivitet"
	Number   int      `json:"number"`
	Area     string   `json:"area"`
	Name     string   `json:"name"`
	Target   string   `json:"target"`
	Arenas   []string `json:"arenas"`
	Kinds    []string `json:"kinds"`
	Evidence string   `json:"evidence"`
	Effect   string   `json:"effect"`
	Source   string   `json:"source"`
}

// listCatalogue shows what can be done besides, and what is known of its effect:
// what has all the words, any of the arenas, and is proposed in a kind of case.
// The catalogue is built in and needs no vault.
func (c *call) listCatalogue() error {
	lang := string(c.w.Language())
	out := struct {
		Entries []jsonActivity `json:"entries"`
	}{[]jsonActivity{}}
	t := &table{head: []string{c.w.T("clibridge.col.activity"), c.label("domain.field.", "area"), c.label("domain.field.", "keys"),
		c.label("domain.field.", "for"), c.w.T("clibridge.col.evidence"), c.w.T("clibridge.col.effect")},
		empty: c.w.T("clibridge.catalogue.none"), plain: true}
	for _, e := range catalogue.Search(strings.Join(c.args, " ")) {
		if c.has("arena") && !slices.ContainsFunc(c.list("arena"), func(k string) bool { return slices.Contains(e.Keys, k) }) ||
			c.has("kind") && !slices.Contains(e.Kinds, cases.Kind(c.str("kind"))) {
			continue
		}
		list, _, _ := strings.Cut(e.Key, "-")
		out.Entries = append(out.Entries, jsonActivity{Key: e.Key, List: list, Number: e.Number, Area: e.Area.In(lang), Name: e.Name.In(lang),
			Target: e.Target.In(lang), Arenas: some(e.Keys), Kinds: keysOf(e.Kinds), Evidence: string(e.Evidence), Effect: e.Effect.In(lang),
			Source: e.Source.In(lang)})
		t.add(e.Name.In(lang), e.Area.In(lang), c.labels("domain.arena.", e.Keys), e.Target.In(lang),
			c.label("domain.evidence.", string(e.Evidence)), e.Line(lang))
	}
	if c.opt.json || c.has("to") {
		return c.result(out, t)
	}
	if len(t.rows) == 0 {
		c.print(t.empty)
	}
	for i, row := range t.rows {
		if i > 0 {
			c.print("")
		}
		c.lines(0, row[0])
		c.lines(2, row[1]+" · "+row[2])
		if row[3] != "" {
			c.lines(2, row[3])
		}
		c.lines(2, row[4]+": "+row[5])
	}
	return nil
}
