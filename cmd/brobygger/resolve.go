package main

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/when"
)

func (a *app) resolveCommand() *builder {
	return a.group("resolve", a.resolveList(), a.resolveTake())
}

func (a *app) resolveList() *builder {
	return a.command("resolve list", "[case]", (*call).listConflicts).saves()
}

// listConflicts shows what has two versions.
func (c *call) listConflicts() error {
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	out := struct {
		Conflicts []jsonConflict `json:"conflicts"`
	}{[]jsonConflict{}}
	t := &table{
		head: []string{c.w.T("cli.col.number"), c.w.T("cli.col.who"), c.w.T("cli.col.field"), c.w.T("cli.col.id"),
			c.w.T("cli.col.by"), c.w.T("cli.col.written"), c.w.T("cli.col.value")},
		empty: c.w.T("cli.resolve.none"),
	}
	type line struct {
		json jsonConflict
		rows [][]string
	}
	var found []line
	err = c.eachCase(s, c.arg(0), func(cs *cases.Case) {
		all := s.conflictsJSON(cs)
		for i, k := range cs.Conflicts {
			l := line{json: all[i]}
			for _, v := range k.Values {
				l.rows = append(l.rows, []string{cs.Shown(), cs.Title(), c.versionOf(k), v.Entries[0].Short(),
					s.authorName(v.Author), c.stamp(v.At), c.versionText(s, cs, k, v.Raw)})
			}
			found = append(found, l)
		}
	})
	if err != nil {
		return err
	}
	slices.SortFunc(found, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.json.Number, b.json.Number), cmp.Compare(a.json.Case, b.json.Case), cmp.Compare(a.json.Entity, b.json.Entity),
			cmp.Compare(a.json.Field, b.json.Field))
	})
	for _, l := range found {
		out.Conflicts = append(out.Conflicts, l.json)
		t.rows = append(t.rows, l.rows...)
	}
	return c.result(out, t)
}

// versionOf says which field of which thing has two versions: of the case itself
// the field alone.
func (c *call) versionOf(k cases.Conflict) string {
	field := c.fieldLabel(k.EntityKind, k.Field)
	if k.EntityKind == cases.EntryCase {
		return field
	}
	return c.label("domain.entry.", k.EntityKind) + " " + k.Entity.Short() + ": " + field
}

// versionText is a version as a person reads it: keys by their words, yes and
// no, days as they are written, people and goals by name.
func (c *call) versionText(s *session, cs *cases.Case, k cases.Conflict, raw []byte) string {
	text := cases.DecodeText(raw)
	switch {
	case text == "":
		return c.w.T("cli.resolve.empty")
	case text == "true":
		return c.w.T("cli.yes")
	case text == "false":
		return c.w.T("cli.no")
	case k.Field == "who" || k.Field == "mentor" || k.Field == "given_by":
		return c.actorName(s, cs, text)
	case slices.Contains([]string{"scope", "keys", "arenas", "themes"}, k.Field):
		return c.labels("domain.arena.", strings.Split(text, ", "))
	case k.Field == "goal":
		for _, g := range cs.Goals {
			if string(g.ID) == text {
				return g.Text
			}
		}
	}
	prefixes := map[string]string{
		"kind": "domain.kind.", "status": "domain.status.", "phase": "domain.phase.", "outcome": "domain.outcome.",
		"channel": "domain.channel.", "role": "domain.role.", "source": "domain.source.", "weight": "domain.weight.",
		"basis": "domain.basis.", "area": "domain.area.", "arena": "domain.arena.", "form": "domain.consent.form.",
	}
	if k.Field == "state" {
		prefixes["state"] = map[string]string{cases.EntryGoal: "domain.goal.", cases.EntryStep: "domain.step."}[k.EntityKind]
		if prefixes["state"] == "" {
			prefixes["state"] = "domain.followup."
		}
	}
	if prefix, ok := prefixes[k.Field]; ok {
		return c.label(prefix, text)
	}
	if slices.Contains([]string{"at", "due", "opened", "closed", "phase_on", "informed", "done_on", "by", "on", "certificate",
		"until", "withdrawn", "receipt"}, k.Field) {
		if m, err := when.ParseISO(text); err == nil {
			return c.moment(m)
		}
	}
	return text
}

// textFields are those for which a third version may be typed; the others take
// keys, days or people, for which there are commands. The person's own words
// about an arena are such a field for each.
func textFields() []string {
	out := []string{"name", "address", "phone", "interpreter", "tenancy", "text", "place", "relation", "org", "email", "note", "why",
		"close_reason", "reopen_reason", "indicator", "words"}
	for _, arena := range cases.Arenas() {
		out = append(out, "words_"+arena)
	}
	return out
}

func (a *app) resolveTake() *builder {
	return a.command("resolve take", "case entry", (*call).takeVersion).value("field", "field").text("value", "reason")
}

// takeVersion chooses the version that an entry wrote, or puts a third in the
// place of all. An entry that wrote several of the fields in question wins in
// all of them, unless --field names one.
func (c *call) takeVersion() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	reason, _, err := c.text(c.Context(), "reason", "")
	if err != nil {
		return err
	}
	third, typed, err := c.note(c.Context(), "value", "")
	if err != nil {
		return err
	}
	var changes []cases.Change
	for _, k := range cs.Conflicts {
		if c.has("field") && k.Field != c.str("field") {
			continue
		}
		for _, v := range k.Values {
			if !slices.ContainsFunc(v.Entries, func(id cases.EntryID) bool { return isPrefix(c.arg(1), string(id)) }) {
				continue
			}
			var value any = json.RawMessage(v.Raw) // the very bytes that were chosen
			if typed {
				if !slices.Contains(textFields(), k.Field) {
					return misuse(c.w.T("clierr.resolve.value", c.fieldLabel(k.EntityKind, k.Field)), c.Command)
				}
				value = third
			}
			ch, err := cs.Resolve(k.Entity, k.Field, value, reason)
			if err != nil {
				return about(cs.Shown(), err)
			}
			changes = append(changes, ch)
			break
		}
	}
	if len(changes) == 0 {
		return about(cs.Shown(), &missingError{"version"})
	}
	w := cases.Write{Case: cs.ID, Changes: changes}
	cs, text, err := c.save(s, cs, nil, w)
	if err != nil {
		return err
	}
	return c.done(struct {
		Case      string         `json:"case"`
		Conflicts []jsonConflict `json:"conflicts"`
	}{cs.ID, append([]jsonConflict{}, s.conflictsJSON(cs)...)}, text)
}

// isPrefix says whether an argument names an id: whole, or by its first four
// characters or more.
func isPrefix(arg, id string) bool {
	arg = strings.ToLower(strings.TrimSpace(arg))
	return len(arg) >= 4 && strings.HasPrefix(id, arg)
}
