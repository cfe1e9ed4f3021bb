package demo

import (
	"errors"
	"fmt"
	"strings"
)

// planTexts are the texts for one key of a plan.
type planTexts struct {
	agreed []*text // at a review
	match  []*text
}

func (r *reader) plan(line string) error {
	if head, ok := strings.CutPrefix(line, "== "); ok {
		if r.w.plans[head] != nil {
			return fmt.Errorf("section %q twice", head)
		}
		r.planAt = &planTexts{}
		r.w.plans[head] = r.planAt
		return nil
	}
	what, rest, ok := strings.Cut(line, ": ")
	if !ok || r.planAt == nil {
		return errors.New("no section, or no text")
	}
	t, err := r.text(rest)
	if err != nil {
		return err
	}
	switch what {
	case "aftalt":
		r.planAt.agreed = append(r.planAt.agreed, t)
	case "match":
		r.planAt.match = append(r.planAt.match, t)
	default:
		return fmt.Errorf("key %q", what)
	}
	return nil
}
