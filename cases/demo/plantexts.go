package demo

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"brobygger/cases"
)

// planTexts are the texts for one key of a plan.
type planTexts struct {
	words   []*text // the person's own
	later   []*text // the person's own, when time has passed
	goals   []goalText
	steps   []stepText
	reasons [cases.MaxScore + 1][]*text // of the worker, by score
	own     [cases.MaxScore + 1][]*text // of the person, by score
	agreed  []*text                     // at a review
	match   []*text                     // why these two
}

type goalText struct{ text, indicator *text }

type stepText struct {
	text *text
	who  string // "ung", "beboer", "medarbejder", a slot, or "=" and a name
	only bool   // kun for teamet
}

// plan are the texts for a key of a plan, "" for the whole, in a kind of case.
func (w *world) plan(key string, k cases.Kind) *planTexts {
	key = cmp.Or(key, "plan")
	if k == cases.KindTenancy {
		if p := w.plans[key+" "+string(k)]; p != nil {
			return p
		}
	}
	return w.plans[key]
}

// all are the texts of a section, but for what follows a goal.
func (p *planTexts) all() []*text {
	out := slices.Concat(p.words, p.later, p.agreed, p.match)
	for n := range p.reasons {
		out = slices.Concat(out, p.reasons[n], p.own[n])
	}
	for _, g := range p.goals {
		out = append(out, g.text)
	}
	for _, s := range p.steps {
		out = append(out, s.text)
	}
	return out
}

// plan reads a line of the file of plans.
func (r *reader) plan(line string) error {
	if head, ok := strings.CutPrefix(line, "== "); ok {
		if r.w.plans[head] != nil {
			return fmt.Errorf("section %q twice", head)
		}
		r.planAt = &planTexts{}
		r.w.plans[head] = r.planAt
		return nil
	}
	head, rest, ok := strings.Cut(line, ": ")
	if !ok || r.planAt == nil {
		return errors.New("no section, or no text")
	}
	what, who, _ := strings.Cut(head, " ")
	if what == "mål" {
		return r.goal(rest)
	}
	t, err := r.text(rest)
	if err != nil {
		return err
	}
	p := r.planAt
	switch what {
	case "ord":
		p.words = append(p.words, t)
	case "senere":
		p.later = append(p.later, t)
	case "aftalt":
		p.agreed = append(p.agreed, t)
	case "match":
		p.match = append(p.match, t)
	case "skridt":
		who, only := strings.CutSuffix(who, " kun")
		p.steps = append(p.steps, stepText{t, who, only})
	case "1", "2", "3", "4", "5":
		to := &p.reasons
		if who == "ung" {
			to = &p.own
		}
		n := what[0] - '0'
		to[n] = append(to[n], t)
	default:
		return fmt.Errorf("key %q", what)
	}
	return nil
}

func (r *reader) goal(line string) error {
	goal, indicator, ok := strings.Cut(line, " | ")
	if !ok {
		return fmt.Errorf("goal without a sign of it in %q", line)
	}
	a, err := r.text(goal)
	if err != nil {
		return err
	}
	b, err := r.text(indicator)
	if err != nil {
		return err
	}
	r.planAt.goals = append(r.planAt.goals, goalText{a, b})
	return nil
}
