package main

import (
	"errors"
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/danish"
)

// actor resolves a WHO as a step of the plan keeps it: "ung", "medarbejder", the
// id of somebody in the network or the team, or a name that fits exactly one of
// them, case and accents ignored; a relation that one of the network has
// ("mor"); else a free name kept as text.
func (c *call) actor(s *session, cs *cases.Case, flag, who string) (string, error) {
	folded := danish.Fold(who)
	switch folded {
	case "", cases.WhoPerson, cases.WhoWorker:
		return folded, nil
	}
	pool := actors(s, cs)
	if related, is := byRelation(folded, pool, cs); is {
		switch len(related) {
		case 0:
			return who, nil
		case 1:
			return related[0], nil
		}
		return "", &flagError{flag, &manyError{"who", related}}
	}
	m, err := cases.FindMember(who, pool)
	var many *cases.AmbiguousNameError
	switch {
	case err == nil:
		return m.ID, nil
	case errors.As(err, &many):
		var ids []string
		for _, p := range pool {
			if _, err := cases.FindMember(who, []cases.Member{p}); err == nil && slices.Contains(many.Names, p.Name) {
				ids = append(ids, p.ID)
			}
		}
		return "", &flagError{flag, &manyError{"who", ids}}
	}
	return who, nil
}

// actors are all whom a name may mean: whom the case is about, the network and
// the team.
func actors(s *session, cs *cases.Case) []cases.Member {
	pool := []cases.Member{{ID: cases.WhoPerson, Name: cs.Person.Name}}
	for _, p := range cs.Network {
		if p.Struck == nil && p.Erased == nil {
			pool = append(pool, cases.Member{ID: string(p.ID), Name: p.Name})
		}
	}
	return append(pool, s.Members()...)
}

// byRelation are those in the network whom a word names by their relation. It is
// false where the word is none, or a word of somebody's name: without it "far"
// would be the beginning of Farida.
func byRelation(folded string, pool []cases.Member, cs *cases.Case) ([]string, bool) {
	if slices.ContainsFunc(pool, func(m cases.Member) bool { return slices.Contains(strings.Fields(danish.Fold(m.Name)), folded) }) {
		return nil, false
	}
	var ids []string
	for _, p := range cs.Network {
		if p.Struck == nil && p.Erased == nil && danish.Fold(p.Relation) == folded {
			ids = append(ids, string(p.ID))
		}
	}
	return ids, len(ids) > 0 || !strings.ContainsRune(folded, ' ') && (cases.Party{Relation: folded}).Close()
}

// mentor resolves a WHO as a match keeps it: the id of a member, else a name.
func (c *call) mentor(s *session, cs *cases.Case, who string) (string, error) {
	id, err := c.actor(s, cs, "--mentor", who)
	switch {
	case err != nil:
		return "", err
	case id == cases.WhoPerson:
		return "", &cases.FieldError{Field: "mentor", Err: cases.ErrNotAChoice}
	case id == cases.WhoWorker && cs.WorkerText != "":
		return cs.WorkerText, nil
	case id == cases.WhoWorker:
		return cs.Worker, nil
	}
	if a := cs.ActorOf(id); a.Kind == cases.ActorParty {
		return a.Name, nil
	}
	return id, nil
}

// firstName is actorName with the first name alone of whom everybody knows: whom
// the case is about, and the team.
func (c *call) firstName(s *session, cs *cases.Case, who string) string {
	name := c.actorName(s, cs, who)
	switch cs.ActorOf(who).Kind {
	case cases.ActorPerson, cases.ActorWorker, cases.ActorMember:
		return danish.FirstName(name)
	}
	return name
}

// actorName is who a step or a match names, as a person reads it.
func (c *call) actorName(s *session, cs *cases.Case, who string) string {
	switch a := cs.ActorOf(who); a.Kind {
	case cases.ActorPerson:
		return cs.Person.Name
	case cases.ActorWorker, cases.ActorMember:
		if a.Name == "" {
			return s.memberName(a.Member)
		}
		return a.Name
	case cases.ActorParty:
		if a.Relation != "" {
			return a.Name + " (" + a.Relation + ")"
		}
		return a.Name
	default:
		// A member who never wrote in the case is known by the team's list alone.
		return s.memberName(a.Name)
	}
}
