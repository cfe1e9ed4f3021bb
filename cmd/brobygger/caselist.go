package main

import (
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
)

// caseCommand holds all that concerns whole cases.
func (a *app) caseCommand() *builder {
	return a.group("case", a.caseNew(), a.caseList(), a.caseShow(), a.caseEdit(), a.caseLink(), a.casePhase(), a.caseFact(), a.caseMatch(),
		a.caseClose(), a.caseReopen(), a.caseImport())
}

func (a *app) caseList() *builder {
	return a.command("case list", "", (*call).listCases).
		key("kind", "domain.kind.", keysOf(cases.Kinds())...).
		value("worker", "member").
		key("status", "", "open", "closed", "all").
		flag("late").number("no-contact").saves()
}

// listCases shows the cases that this key opens.
func (c *call) listCases() error {
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	rows, err := s.Rows(c.Context(), c.today())
	if err != nil {
		return err
	}
	keep, err := c.rowFilter(s)
	if err != nil {
		return err
	}
	shown := rows[:0]
	for _, r := range rows {
		if keep(r) {
			shown = append(shown, r)
		}
	}
	cases.SortRows(shown, cases.SortTitle, nil)
	out := struct {
		Cases []jsonRow `json:"cases"`
	}{[]jsonRow{}}
	for _, r := range shown {
		out.Cases = append(out.Cases, rowJSON(r))
	}
	return c.result(out, c.rowTable(s, shown))
}

// rowFilter is which cases the flags ask for.
func (c *call) rowFilter(s *session) (func(cases.Row) bool, error) {
	kind, status := cases.Kind(c.str("kind")), c.str("status")
	if status == "" {
		status = string(cases.StatusOpen)
	}
	worker := ""
	if c.has("worker") {
		m, err := c.member(s, "--worker", c.str("worker"))
		if err != nil {
			return nil, err
		}
		worker = m.ID
	}
	days, idle := c.num("no-contact")
	before := c.today().AddDays(-days)
	return func(r cases.Row) bool {
		last := r.LastContact
		if last.IsZero() {
			last = r.Opened
		}
		return (kind == "" || r.Kind == kind) && (status == "all" || string(r.Status) == status || r.Status == "" && r.SetAside) &&
			(worker == "" || r.Worker == worker) && (!c.on("late") || r.Late > 0) && (!idle || !last.After(before))
	}, nil
}

func (c *call) rowTable(s *session, rows []cases.Row) *table {
	w := c.w
	t := &table{
		head: []string{w.T("cli.col.number"), w.T("cli.col.who"), w.T("cli.col.kind"), w.T("cli.col.phase"), w.T("cli.col.met"),
			w.T("cli.col.next"), w.T("cli.col.worker"), w.T("cli.col.notes")},
		empty: w.T("cli.case.none"),
	}
	for _, r := range rows {
		phase := c.label("domain.phase.", string(r.Phase))
		if r.Status == cases.StatusClosed {
			phase = c.label("domain.outcome.", string(r.Outcome))
		}
		t.add(r.Shown(), r.Title, c.label("domain.kind.", string(r.Kind)), phase, dash(w.Date(r.LastContact)),
			dash(w.Date(r.NextFollowUp)), s.memberName(r.Worker), strings.Join(c.rowNotes(r), ", "))
	}
	return t
}

// rowNotes are what a worker must know of a case before opening it.
func (c *call) rowNotes(r cases.Row) []string {
	var notes []string
	if r.Late > 0 {
		notes = append(notes, c.w.N("cli.case.late", r.Late))
	}
	if r.Conflicts > 0 {
		notes = append(notes, c.w.T("cli.case.versions"))
	}
	if r.NotAlone {
		notes = append(notes, c.label("domain.field.", "not_alone"))
	}
	if r.Incomplete {
		notes = append(notes, c.w.T("cli.case.incomplete"))
	}
	if r.SetAside {
		notes = append(notes, c.w.T("cli.case.aside"))
	}
	return notes
}

// dash stands in a table for what is not there.
func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// member finds a member for a flag or an argument.
func (c *call) member(s *session, flag, who string) (cases.Member, error) {
	m, err := cases.FindMember(who, s.Members())
	return m, found(flag, "member", err)
}

// theCase opens the case that an argument names.
func (c *call) theCase(s *session, arg string) (*cases.Case, error) {
	id, err := s.Find(c.Context(), arg)
	if err != nil {
		return nil, err
	}
	cs, err := s.Case(c.Context(), id)
	if err != nil {
		return nil, about(id[:8], err)
	}
	return cs, nil
}

// open unlocks the vault and opens the case of the first argument.
func (c *call) open() (*session, *cases.Case, error) {
	s, err := c.unlock(c.Context())
	if err != nil {
		return nil, nil, err
	}
	cs, err := c.theCase(s, c.arg(0))
	return s, cs, err
}

// day is the value of a flag that takes a day, zero where it was not given.
func (c *call) day(name string) (calendar.Date, error) {
	if !c.has(name) {
		return calendar.Date{}, nil
	}
	return c.parseDay("--"+name, c.str(name))
}
