package versions

import (
	"encoding/json"
	"strings"
	"time"

	"brobygger/cases"
	"brobygger/cases/history"
	"brobygger/cases/when"
	"brobygger/tui/desk"
	"brobygger/tui/sheet"
)

// secret says whether the versions of a field tell where somebody is whose
// address is protected, or may be: where two have written differently about that,
// the careful one counts.
func secret(c *cases.Case, k cases.Conflict) bool {
	switch k.Field {
	case "address", "phone", "tenancy", "org":
	default:
		return false
	}
	e := c.State.ByID[k.Entity]
	if e == nil {
		return false
	}
	for _, v := range e.Fields["protected"].Values {
		if string(v.Raw) == "true" {
			return true
		}
	}
	return false
}

// value is a version as a person reads it: keys by their words, days as they are
// written, a text with its newlines.
func (p *page) value(raw []byte) string {
	d, w, name := p.d, p.d.W(), p.k.Field
	text := cases.DecodeText(raw)
	prefix := map[string]string{
		"kind": "domain.kind.", "status": "domain.status.", "phase": "domain.phase.", "outcome": "domain.outcome.", "channel": "domain.channel.",
		"role": "domain.role.", "arena": "domain.arena.", "source": "domain.source.", "weight": "domain.weight.", "basis": "domain.basis.",
		"area": "domain.area.",
	}[name]
	if prefix == "" {
		prefix = desk.ValuePrefix(p.k.EntityKind, name)
	}
	switch {
	case text == "":
		return w.T("conflict.empty")
	case prefix != "":
		return d.Label(prefix, text)
	case string(raw) == "true":
		return w.T("keys.yes")
	case string(raw) == "false":
		return w.T("keys.no")
	}
	switch name {
	case "arenas", "themes", "scope", "keys":
		return d.Labels("domain.arena.", strings.Split(text, ", "))
	case "who", "mentor", "given_by":
		return d.Who(p.c, text)
	case "goal":
		return goalText(p.c, text)
	case "worker", "deputy", "member":
		return d.Member(text)
	case "author":
		return d.Author(history.Key(text))
	case "present":
		return strings.Join(people(p.c, raw), ", ")
	case "written":
		if t, err := time.Parse(time.RFC3339, text); err == nil {
			return d.Stamp(t)
		}
	case "minutes":
		if n, err := json.Number(text).Int64(); err == nil {
			return w.Minutes(int(n))
		}
	}
	if m, err := when.ParseISO(text); err == nil {
		return sheet.Shown(d, m)
	}
	return text
}

// people are the names of those present; one that is in the network stands there
// by its id.
func people(c *cases.Case, raw []byte) []string {
	var all, out []string
	if json.Unmarshal(raw, &all) != nil {
		return nil
	}
	for _, who := range all {
		for _, p := range c.Network {
			if string(p.ID) == who {
				who = p.Name
			}
		}
		if who = strings.TrimSpace(desk.OneLine(who)); who != "" {
			out = append(out, who)
		}
	}
	return out
}

// goalText is the text of a goal that a step names by its id.
func goalText(c *cases.Case, id string) string {
	for _, g := range c.Goals {
		if string(g.ID) == id {
			return desk.OneLine(g.Text)
		}
	}
	return ""
}

// thing names what the versions are of.
func (p *page) thing() string {
	w, name := p.d.W(), p.d.FieldLabel(p.k.EntityKind, p.k.Field)
	for _, n := range p.c.Contacts {
		if n.ID == p.k.Entity {
			return w.T("conflict.thing.contact", sheet.Shown(p.d, n.At), name)
		}
	}
	for _, n := range p.c.Network {
		if n.ID == p.k.Entity {
			return w.T("conflict.thing.party", desk.OneLine(n.Name), name)
		}
	}
	for _, f := range p.c.FollowUps {
		if f.ID == p.k.Entity && f.Text != "" {
			return w.T("conflict.thing.followup", oneLine(f.Text, thingWidth), name)
		}
	}
	for _, g := range p.c.Goals {
		if g.ID == p.k.Entity {
			return w.T("conflict.thing.goal", oneLine(g.Text, thingWidth), name)
		}
	}
	if s := p.c.Step(p.k.Entity); s != nil {
		return w.T("conflict.thing.step", p.d.Label("domain.arena.", s.Arena), oneLine(s.Text, thingWidth), name)
	}
	what := p.d.Label("domain.entry.", p.k.EntityKind)
	if p.k.Entity == p.c.Root {
		what = w.T("conflict.thing.case")
	}
	return w.T("conflict.thing", upper(what), name)
}

// thingWidth is how much of a text names its thing, in columns.
const thingWidth = 44

// before says what stood there before, and who wrote it: "" where nobody knows.
func (p *page) before() string {
	w := p.d.W()
	if p.k.Before == nil {
		return ""
	}
	text := w.T("conflict.hidden")
	if !p.secret || p.shown {
		text = oneLine(p.value(p.k.Before), 2*thingWidth)
	}
	for _, v := range p.k.Values {
		for _, id := range v.Entries {
			e := p.c.State.Entry(id)
			if e == nil || e.Body() == nil || p.c.State.Erased[id] != nil {
				continue
			}
			for _, old := range e.Body().Replaces[p.k.Field] {
				if o := p.c.State.Entry(old); o != nil && p.c.State.Erased[old] == nil {
					return w.T("conflict.before.who", text, first(p.d.Author(o.Head.Author)), p.stamp(o.Head.Time))
				}
			}
		}
	}
	return w.T("conflict.before", text)
}
