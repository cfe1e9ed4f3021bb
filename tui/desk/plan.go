package desk

import (
	"strings"

	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/tui"
)

// FieldLabel is the word of a field of a thing of a kind, such as
// cases.EntryStep: "by" is the day of a step, but whoever gave a score.
func (d *Desk) FieldLabel(kind, field string) string {
	if kind == cases.EntryScore && field == "by" {
		field = "rater"
	}
	return d.Label("domain.field.", field)
}

// ValuePrefix is where the words of a field's keys stand, as Label takes it; ""
// where the field holds no keys of the plan.
func ValuePrefix(kind, field string) string {
	switch field {
	case "state":
		switch kind {
		case cases.EntryGoal:
			return "domain.goal."
		case cases.EntryStep:
			return "domain.step."
		case cases.EntryMove:
			return "domain.referral."
		}
		return "domain.followup."
	case "form":
		return "domain.consent.form."
	case "what":
		return "domain.disclosure."
	case "score":
		return "domain.score."
	case "fact":
		return "domain.fact."
	case "value":
		return "domain.factvalue."
	case "by":
		if kind == cases.EntryScore {
			return "domain.rater."
		}
	}
	return ""
}

// Trend says where scores went, "" where that cannot be said.
func (d *Desk) Trend(t cases.Trend) string { return d.Label("domain.trend.", string(t)) }

// Score is a score with its word, "3 på vej"; 0 is none.
func (d *Desk) Score(value int) string {
	if value == 0 {
		return d.W().T("domain.score.none")
	}
	n := d.W().Count(value)
	return n + " " + d.Label("domain.score.", n)
}

// Who names who is to do a step, "" for nobody: first name of whom the case is
// about and of the team, the relation where somebody in the network has one.
func (d *Desk) Who(c *cases.Case, who string) string {
	a := c.ActorOf(who)
	switch a.Kind {
	case cases.ActorPerson:
		return danish.FirstName(danish.Harmless(c.Person.Name, false))
	case cases.ActorWorker, cases.ActorMember:
		if a.Member == "" {
			return danish.FirstName(danish.Harmless(a.Name, false))
		}
		return danish.FirstName(d.Member(a.Member))
	case cases.ActorParty:
		name := danish.FirstName(danish.Harmless(a.Name, false))
		if rel := OneLine(a.Relation); rel != "" && name != "" {
			return name + ", " + rel
		} else if rel != "" {
			return rel
		}
		return name
	}
	return danish.Harmless(a.Name, false)
}

// wordsArena is the arena of a field with the person's own words about one.
func wordsArena(field string) (arena string, is bool) {
	arena, is = strings.CutPrefix(field, "words_")
	return arena, is && arena != "on"
}

// OpenItem opens what an item of the day is about.
func OpenItem(it cases.Item) tui.Open {
	switch it.Rule {
	case cases.RuleTwoValues:
		return tui.Open{Route: RouteVersions, Arg: it.Case}
	case cases.RuleStep, cases.RuleGoal:
		return tui.Open{Route: RouteCase, Arg: CaseArg{ID: it.Case, Tab: "plan", Entry: it.Entry}}
	case cases.RuleReview:
		return tui.Open{Route: RouteReview, Arg: ThingArg{Case: it.Case}}
	case cases.RuleConsentEnds, cases.RuleInformed:
		return tui.Open{Route: RouteCase, Arg: CaseArg{ID: it.Case, Tab: "consent", Entry: it.Entry}}
	case cases.RuleReferral, cases.RuleReceipt:
		return tui.Open{Route: RouteCase, Arg: CaseArg{ID: it.Case, Tab: "referral", Entry: it.Entry}}
	case cases.RuleNoMatch, cases.RuleNoCertificate:
		return tui.Open{Route: RouteMatch, Arg: ThingArg{Case: it.Case, Entry: it.Entry}}
	}
	return tui.Open{Route: RouteCase, Arg: CaseArg{ID: it.Case}}
}
