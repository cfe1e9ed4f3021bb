package forms

import (
	"strings"

	"brobygger/cases"
	"brobygger/cases/history"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/sheet"
)

// recallWidth is how much of a text is shown so that one sees which it is, in
// columns.
const recallWidth = 200

// thing says in a few words what an entry of a case is: what is about to be
// struck, erased or moved. Where it made nothing, it is a single write, such as
// a name that was corrected later.
func thing(d *desk.Desk, c *cases.Case, id cases.EntryID) string {
	for _, n := range c.Contacts {
		if n.ID == id {
			return contact(d, n)
		}
	}
	for _, p := range c.Network {
		if p.ID == id {
			name := desk.OneLine(p.Name)
			if p.Relation != "" {
				name += " (" + desk.OneLine(p.Relation) + ")"
			}
			return entryName(d, cases.EntryParty) + ": " + recall(name)
		}
	}
	for _, f := range c.FollowUps {
		if f.ID == id {
			return join(": ", join(" ", entryName(d, cases.EntryFollowUp), sheet.Shown(d, f.Due)), recall(f.Text))
		}
	}
	for _, g := range c.Goals {
		if g.ID == id {
			return entryName(d, cases.EntryGoal) + ": " + recall(g.Text)
		}
	}
	if what := ofPlan(d, c, id); what != "" {
		return what
	}
	if e := c.State.Entry(id); e != nil {
		return entryName(d, e.Head.Kind) + ", " + d.Author(e.Head.Author) + " " + d.Stamp(e.Head.Time)
	}
	return ""
}

// ofPlan says which step, score, fact, opfølgning or mentor it is, "" where it is
// none.
func ofPlan(d *desk.Desk, c *cases.Case, id cases.EntryID) string {
	w := d.W()
	if t := c.Step(id); t != nil {
		return entryName(d, cases.EntryStep) + ": " + recall(t.Text)
	}
	for _, v := range c.Scores {
		if v.ID == id && v.Value != 0 {
			return join(": ", join(" ", entryName(d, cases.EntryScore), w.Date(v.On)), join(" · ", d.Label("domain.arena.", v.Arena), d.Score(v.Value), recall(v.Reason)))
		}
	}
	for _, f := range c.Facts {
		if f.ID == id && f.Value != "" {
			return join(": ", entryName(d, cases.EntryFact), join(" · ", d.Label("domain.fact.", string(f.Fact)), d.Label("domain.factvalue.", string(f.Value)), w.Date(f.On)))
		}
	}
	for _, r := range c.Reviews {
		if r.ID == id {
			return join(": ", join(" ", entryName(d, cases.EntryReview), w.Date(r.On)), recall(r.Text))
		}
	}
	for _, m := range c.Matches {
		if m.ID == id {
			return join(": ", entryName(d, cases.EntryMatch), d.Who(c, m.Mentor))
		}
	}
	return ""
}

// contact says which contact it is: when, how, and how its text begins.
func contact(d *desk.Desk, n cases.Contact) string {
	head := join(" · ", join(" ", entryName(d, cases.EntryContact), sheet.Shown(d, n.At)), d.Label("domain.channel.", string(n.Channel)))
	return join(": ", head, recall(n.Text))
}

// recall is the beginning of a text on one line.
func recall(text string) string {
	const bytes = 4 * recallWidth
	if len(text) > bytes {
		text = strings.ToValidUTF8(text[:bytes], "") + " …"
	}
	return frame.Cut(desk.OneLine(text), recallWidth)
}

// join puts what is not empty behind each other.
func join(between string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, between)
}

func entryName(d *desk.Desk, kind string) string {
	if !d.W().Has("domain.entry." + kind) {
		return sheet.Capital(d.W().T("domain.entry.other"))
	}
	return sheet.Capital(d.Label("domain.entry.", kind))
}

// there says why nothing can be done to an entry of a case, nil where something
// can.
func there(c *cases.Case, id cases.EntryID, struckToo bool) error {
	e := c.State.Entry(id)
	switch {
	case e == nil:
		return cases.ErrNoSuchEntry
	case id == c.Root:
		return cases.ErrWholeCase
	case c.State.Erased[id] != nil:
		return cases.ErrGone
	case !struckToo && c.State.Struck[id] != nil:
		return cases.ErrGone
	}
	if t := c.State.ByID[id]; t != nil && (t.Erased != nil || !struckToo && t.Struck != nil) {
		return cases.ErrGone
	}
	return nil
}

// isMark says whether an entry is itself a strike or an erase.
func isMark(c *cases.Case, id cases.EntryID) bool {
	e := c.State.Entry(id)
	return e != nil && (e.Head.Kind == history.KindStrike || e.Head.Kind == history.KindErase)
}
