package cases

import (
	"slices"
	"strings"

	"brobygger/cases/casenumber"
	"brobygger/cases/danish"
)

// minPrefix is the shortest beginning of an id that stands for it, in characters.
const minPrefix = 4

// FindCase resolves a CASE argument: a case id, a case number (with the suffix,
// where numbers are equal; the four last characters suffice), or a beginning of
// an id of at least four characters. Errors: ErrNotFound, *AmbiguousError.
func FindCase(arg string, rows []Row) (Row, error) {
	arg = strings.TrimSpace(arg)
	var fits []Row
	for _, r := range rows {
		switch {
		case strings.EqualFold(arg, r.ID):
			return r, nil
		case casenumber.Match(arg, r.Shown()), len(arg) >= minPrefix && strings.HasPrefix(r.ID, strings.ToLower(arg)):
			fits = append(fits, r)
		}
	}
	switch len(fits) {
	case 0:
		return Row{}, ErrNotFound
	case 1:
		return fits[0], nil
	}
	slices.SortFunc(fits, func(a, b Row) int { return strings.Compare(a.ID, b.ID) })
	return Row{}, &AmbiguousError{Candidates: fits}
}

// AmbiguousNameError lists the names that an ambiguous name may mean.
type AmbiguousNameError struct{ Names []string }

// Error says that several fit, not which.
func (e *AmbiguousNameError) Error() string { return ErrAmbiguous.Error() }

// Unwrap makes errors.Is(err, ErrAmbiguous) true.
func (e *AmbiguousNameError) Unwrap() error { return ErrAmbiguous }

// FindMember resolves a MEMBER argument among those who are members now: an id,
// or a name that fits exactly one, case and accents ignored. A whole name beats
// some of its words ("holm"), and these beat beginnings ("ami h"). Errors: ErrNotFound,
// *AmbiguousNameError.
func FindMember(who string, members []Member) (Member, error) {
	current := slices.DeleteFunc(slices.Clone(members), func(m Member) bool { return !m.Ended.IsZero() })
	i, err := findName(who, len(current), func(i int) (id, name string) { return current[i].ID, current[i].Name })
	if err != nil {
		return Member{}, err
	}
	return current[i], nil
}

// FindParty resolves a PARTY argument among the persons in the network who are
// not struck: an id or a beginning of it, a name, or a relation that only one
// of them has ("mor", "lone"). Errors: ErrNotFound, *AmbiguousNameError.
func FindParty(who string, network []Party) (Party, error) {
	here := slices.DeleteFunc(slices.Clone(network), func(p Party) bool { return p.Struck != nil || p.Erased != nil })
	// A whole relation is meant before the beginning of a name: "far" is no Farida.
	asked := danish.Fold(strings.TrimSpace(who))
	var related []int
	named := slices.ContainsFunc(here, func(p Party) bool {
		return hasWords(asked, danish.Fold(p.Name), func(w, a string) bool { return w == a })
	})
	for i, p := range here {
		if asked != "" && danish.Fold(p.Relation) == asked {
			related = append(related, i)
		}
	}
	if len(related) == 1 && !named {
		return here[related[0]], nil
	}
	i, err := findName(who, len(here), func(i int) (id, name string) { return string(here[i].ID), here[i].Name })
	if err == nil {
		return here[i], nil
	}
	if j, err := findName(who, len(here), func(i int) (id, name string) { return "", here[i].Relation }); err == nil {
		return here[j], nil
	}
	return Party{}, err
}

// findName is the index of the one of n things that an id or a name means.
func findName(who string, n int, of func(i int) (id, name string)) (int, error) {
	who = strings.TrimSpace(who)
	folded := danish.Fold(who)
	var whole, words, begun, prefix []int
	var names []string
	for i := range n {
		id, name := of(i)
		if id != "" && strings.EqualFold(id, who) {
			return i, nil
		}
		names = append(names, name)
		have := danish.Fold(name)
		if have == folded && folded != "" {
			whole = append(whole, i)
		}
		if hasWords(folded, have, func(w, p string) bool { return w == p }) {
			words = append(words, i)
		}
		if hasWords(folded, have, strings.HasPrefix) {
			begun = append(begun, i)
		}
		if len(who) >= minPrefix && strings.HasPrefix(id, strings.ToLower(who)) {
			prefix = append(prefix, i)
		}
	}
	for _, fits := range [][]int{whole, words, begun, prefix} {
		if len(fits) == 1 {
			return fits[0], nil
		}
		if len(fits) > 1 {
			e := &AmbiguousNameError{}
			for _, i := range fits {
				e.Names = append(e.Names, names[i])
			}
			return 0, e
		}
	}
	return 0, ErrNotFound
}

// hasWords says whether each word of what is asked fits a word of its own of the
// name, in order.
func hasWords(asked, name string, fits func(word, asked string) bool) bool {
	words := strings.Fields(name)
	parts := strings.Fields(asked)
	for _, p := range parts {
		i := slices.IndexFunc(words, func(w string) bool { return fits(w, p) })
		if i < 0 {
			return false
		}
		words = words[i+1:]
	}
	return len(parts) > 0
}
