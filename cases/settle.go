package cases

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"brobygger/cases/calendar"
	"brobygger/cases/history"
	"brobygger/cases/when"
)

// settledValue is the value that settles a field with two versions. One of the
// versions is taken as it stands, byte for byte, also where only a newer program
// knows what it means; any other has to be what a form would let through, and is
// cleaned as a form does. Errors: *FieldError.
func (c *Case) settledValue(e *history.Entity, field string, value any) (any, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // as an entry is written
	if err := enc.Encode(value); err != nil {
		return nil, &FieldError{field, ErrNotValid}
	}
	raw := bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	for _, v := range e.Fields[field].Values {
		if bytes.Equal(v.Raw, raw) {
			return json.RawMessage(slices.Clone(v.Raw)), nil
		}
	}
	k := newChecker()
	c.checkThird(k, e.Kind, field, raw)
	if err := k.err(); err != nil {
		return nil, err
	}
	return k.set[field], nil
}

// checkThird takes a third value of a field, given as JSON.
func (c *Case) checkThird(k *checker, kind, field string, raw []byte) {
	switch field {
	case "protected", "not_alone", "met", "aftercare", "team_only":
		var on *bool
		if k.takes(field, raw, &on) && on != nil {
			k.set[field] = *on
		}
		return
	case "minutes":
		var n *int
		if !k.takes(field, raw, &n) || n == nil {
			return
		}
		if k.set[field] = *n; *n < 0 || *n > minutesADay {
			k.fail(field, ErrNotValid)
		}
		return
	case "arenas", "themes", "present", "scope", "keys":
		var list []string
		switch {
		case !k.takes(field, raw, &list):
		case field == "arenas":
			k.keys(field, list, Arenas())
		case field == "themes":
			k.keys(field, list, Themes())
		case field == "scope" || field == "keys":
			if k.keys(field, list, slices.Concat(Arenas(), Themes())); field == "scope" && len(list) == 0 {
				k.fail(field, ErrNeeded)
			}
		default:
			k.present(list)
		}
		return
	}
	var s string
	if k.takes(field, raw, &s) {
		c.checkThirdText(k, kind, field, s)
	}
}

// takes reads a third value of the type that its field has; null leaves it empty.
func (k *checker) takes(field string, raw []byte, into any) bool {
	k.set[field] = nil
	if err := json.Unmarshal(raw, into); err != nil {
		k.fail(field, ErrNotValid)
		return false
	}
	return true
}

// checkThirdText takes a third value of a field that is a text. A field that no
// form writes, such as a number or an id, takes no third value.
func (c *Case) checkThirdText(k *checker, kind, field, s string) {
	switch field {
	case "note", "close_reason", "reopen_reason", "text", "indicator", "purpose":
		k.text(field, s)
	case "name", "address", "phone", "email", "interpreter", "tenancy", "worker", "worker_text", "deputy", "relation", "org",
		"place", "who", "reason", "move_reason", "mentor", "given_by", "evidence", "informed_by":
		k.line(field, s)
	case "why":
		if kind == EntryMatch {
			k.text(field, s)
		} else {
			k.line(field, s)
		}
	case "born":
		k.born(s, calendar.Date{})
	case "phase_on", "opened", "closed", "informed", "reopened", "done_on", "by", "state_on", "on", "certificate", "until", "withdrawn", "receipt":
		k.thirdDay(field, s)
	case "at", "due":
		m, err := when.ParseISO(s)
		if s != "" && err != nil {
			k.fail(field, ErrNotValid)
		}
		k.moment(field, m)
	default:
		arena, words := strings.CutPrefix(field, "words")
		day := strings.HasSuffix(field, "_on")
		switch {
		case words && day && kind == EntryCase:
			k.thirdDay(field, s)
		case words && kind == EntryCase && (arena == "" || slices.Contains(c.Kind.PlanKeys(), arena[1:])):
			k.text(field, s)
		default:
			c.thirdChoice(k, kind, field, s)
		}
	}
	if k.set[field] == nil && len(k.errs) == 0 && mayNotBeEmpty(kind, field) {
		k.fail(field, ErrNeeded)
	}
}

func (k *checker) thirdDay(field, s string) {
	d, err := calendar.ParseISO(s)
	if s != "" && err != nil {
		k.fail(field, ErrNotValid)
	}
	k.day(field, d)
}

// thirdChoice takes a key of a closed set.
func (c *Case) thirdChoice(k *checker, kind, field, s string) {
	switch {
	case field == "kind" && kind == EntryCase:
		choice(k, field, Kind(s), Kinds())
	case field == "status":
		choice(k, field, Status(s), []Status{StatusOpen, StatusClosed})
	case field == "phase":
		choice(k, field, Phase(s), c.Kind.Phases())
	case field == "outcome":
		choice(k, field, Outcome(s), c.Kind.Outcomes())
	case field == "channel":
		choice(k, field, Channel(s), Channels())
	case field == "role":
		choice(k, field, Role(s), Roles())
	case field == "source":
		choice(k, field, Source(s), Sources())
	case field == "weight":
		choice(k, field, Weight(s), Weights())
	case field == "basis":
		choice(k, field, Basis(s), []Basis{BasisConsent, BasisInterest})
	case field == "area":
		choice(k, field, FundingArea(s), FundingAreas())
	case field == "arena":
		choice(k, field, s, c.Kind.PlanKeys())
	case field == "state" && kind == EntryFollowUp:
		choice(k, field, FollowUpState(s), []FollowUpState{FollowUpOpen, FollowUpDone, FollowUpDropped})
	case field == "state" && kind == EntryGoal:
		choice(k, field, GoalState(s), GoalStates())
	case field == "state" && kind == EntryStep:
		choice(k, field, StepState(s), StepStates())
	case field == "form" && kind == EntryConsent:
		choice(k, field, ConsentForm(s), ConsentForms())
	default:
		k.fail(field, ErrNotAChoice)
	}
}

// mayNotBeEmpty names the fields that every form wants filled in.
func mayNotBeEmpty(kind, field string) bool {
	switch kind + " " + field {
	case "case kind", "case name", "case status", "case phase", "case opened", "party name", "contact at", "followup due",
		"goal text", "step text", "match mentor",
		"consent purpose", "consent given_by", "consent form", "consent withdrawn", "referral purpose":
		return true
	}
	return false
}
