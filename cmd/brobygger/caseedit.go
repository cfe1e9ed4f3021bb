package main

import (
	"errors"
	"slices"

	"brobygger/cases"
)

func (a *app) caseNew() *builder {
	return a.command("case new", "", (*call).newCase).
		key("kind", "domain.kind.", keysOf(cases.Kinds())...).
		text("name").
		value("born", "born").
		text("address").
		value("tenancy", "number").
		key("area", "domain.area.", keysOf(cases.FundingAreas())...).
		key("source", "domain.source.", keysOf(cases.Sources())...).
		value("worker", "member").
		text("deputy")
}

// newCase makes a case. Two things are needed: a name or alias, and the kind.
func (c *call) newCase() error {
	if !c.has("kind") {
		return misuse(c.w.T("clierr.usage.needs", "--kind"), c.Command)
	}
	ctx := c.Context()
	s, err := c.unlock(ctx)
	if err != nil {
		return err
	}
	name, err := c.need(ctx, "name", c.w.T("cli.ask.name"))
	if err != nil {
		return err
	}
	address, _, err := c.text(ctx, "address", "")
	if err != nil {
		return err
	}
	f := cases.CaseForm{Kind: cases.Kind(c.str("kind")), Name: name, Born: c.str("born"), Address: address,
		Tenancy: c.str("tenancy"), Area: cases.FundingArea(c.str("area")), Source: cases.Source(c.str("source"))}
	if c.has("worker") {
		m, err := c.member(s, "--worker", c.str("worker"))
		if err != nil {
			return err
		}
		f.Worker = m.ID
	}
	if f.Deputy, err = c.deputy(s, "deputy"); err != nil {
		return err
	}
	id, err := s.NewID()
	if err != nil {
		return err
	}
	number, err := s.NewNumber(c.today().Year)
	if err != nil {
		return err
	}
	w, err := cases.NewCase(f, id, number, c.today(), s.Me())
	if err != nil {
		return err
	}
	if _, err := s.Save(ctx, w); err != nil {
		return err
	}
	return c.done(struct {
		ID     string `json:"id"`
		Number string `json:"number"`
	}{id, number}, c.w.T("cli.case.made", number))
}

// done shows the result of a command that changed something.
func (c *call) done(v any, text string) error {
	if c.opt.json {
		c.writeJSON(v)
	} else {
		c.print(text)
	}
	return nil
}

// deputy is who a flag names as stedfortræder: a member, else a name kept as
// text, or the recorded choice to have none. "" is not chosen.
func (c *call) deputy(s *session, flag string) (string, error) {
	who, ok, err := c.text(c.Context(), flag, "")
	if err != nil || !ok {
		return "", err
	}
	return c.deputyOf(s, "--"+flag, who)
}

func (c *call) deputyOf(s *session, flag, who string) (string, error) {
	if who == "" || who == cases.DeputyNone {
		return who, nil
	}
	m, err := cases.FindMember(who, s.Members())
	switch {
	case err == nil:
		return m.ID, nil
	case errors.Is(err, cases.ErrNotFound):
		return who, nil
	}
	return "", found(flag, "member", err)
}

func (a *app) caseEdit() *builder {
	return a.command("case edit", "case", (*call).editCase).
		text("name").
		value("born", "born").
		text("address", "phone").
		yesNo("protected", "not-alone").
		text("interpreter").
		value("informed", "date").
		text("informed-by").
		key("basis", "domain.basis.", string(cases.BasisConsent), string(cases.BasisInterest)).
		key("area", "domain.area.", keysOf(cases.FundingAreas())...).
		key("source", "domain.source.", keysOf(cases.Sources())...).
		key("weight", "domain.weight.", keysOf(cases.Weights())...).
		value("tenancy", "number").
		value("worker", "member").
		text("deputy")
}

// editCase changes what is known of the person and the case.
func (c *call) editCase() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	var f cases.CaseEdit
	for flag, to := range map[string]**string{"name": &f.Name, "address": &f.Address, "phone": &f.Phone, "interpreter": &f.Interpreter,
		"informed-by": &f.InformedBy} {
		text, ok, err := c.text(c.Context(), flag, "")
		if err != nil {
			return err
		}
		if ok {
			*to = &text
		}
	}
	for flag, to := range map[string]**string{"born": &f.Born, "tenancy": &f.Tenancy} {
		if c.has(flag) {
			text := c.str(flag)
			*to = &text
		}
	}
	f.Protected, f.NotAlone = c.yes("protected"), c.yes("not-alone")
	f.Area, f.Source = chosen[cases.FundingArea](c, "area"), chosen[cases.Source](c, "source")
	f.Weight, f.Basis = chosen[cases.Weight](c, "weight"), chosen[cases.Basis](c, "basis")
	if c.has("informed") {
		d, err := c.day("informed")
		if err != nil {
			return err
		}
		f.Informed = &d
	}
	if c.has("worker") {
		m, err := c.member(s, "--worker", c.str("worker"))
		if err != nil {
			return err
		}
		f.Worker = &m.ID
	}
	if c.has("deputy") {
		d, err := c.deputy(s, "deputy")
		if err != nil {
			return err
		}
		f.Deputy = &d
	}
	w, err := cs.Edit(f, c.today())
	return c.saved(s, cs, err, w)
}

// chosen is the value of a key flag as a form takes it, nil where the flag was
// not given.
func chosen[T ~string](c *call, flag string) *T {
	if !c.has(flag) {
		return nil
	}
	v := T(c.str(flag))
	return &v
}

// saved saves what a form made of a case, and shows the case's id and status.
func (c *call) saved(s *session, cs *cases.Case, err error, writes ...cases.Write) error {
	cs, text, err := c.save(s, cs, err, writes...)
	if err != nil {
		return err
	}
	return c.done(struct {
		ID     string `json:"id"`
		Number string `json:"number"`
		Status string `json:"status"`
		Phase  string `json:"phase"`
	}{cs.ID, cs.Number, string(cs.Status), string(cs.Phase)}, text)
}

// save saves what a form made of a case, and gives the case as it is then and
// what to say. A form that changes nothing is no error.
func (c *call) save(s *session, cs *cases.Case, err error, writes ...cases.Write) (*cases.Case, string, error) {
	if err == nil {
		_, err = s.Save(c.Context(), writes...)
	}
	if errors.Is(err, cases.ErrNothingToDo) {
		return cs, c.w.T("cli.case.same", cs.Shown()), nil
	}
	if err != nil {
		return nil, "", about(cs.Shown(), err)
	}
	after, err := s.Case(c.Context(), cs.ID)
	return after, c.w.T("cli.case.saved", cs.Shown()), err
}

func (a *app) caseLink() *builder {
	return a.command("case link", "case case", (*call).linkCases).text("reason").flag("remove")
}

// linkCases links two cases, such as siblings', or takes the link away.
func (c *call) linkCases() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	other, err := c.theCase(s, c.arg(1))
	if err != nil {
		return err
	}
	why, _, err := c.text(c.Context(), "reason", "")
	if err != nil {
		return err
	}
	var writes []cases.Write
	if c.on("remove") {
		writes, err = cs.Unlink(other, why)
	} else {
		writes, err = cs.LinkTo(other, why)
	}
	return c.saved(s, cs, err, writes...)
}

func (a *app) casePhase() *builder {
	var phases []string
	for _, k := range cases.Kinds() {
		for _, p := range keysOf(k.Phases()[:len(k.Phases())-1]) {
			if !slices.Contains(phases, p) {
				phases = append(phases, p)
			}
		}
	}
	b := a.command("case phase", "case phase", (*call).movePhase).value("on", "date").choices(1, "domain.phase.", phases...)
	b.cmd.Long = a.w.T("clicmd.phases", a.phasesOf(cases.KindMentoring), a.phasesOf(cases.KindTenancy), a.phasesOf(cases.KindNetwork))
	return b
}

// phasesOf lists the phases of a kind with their words.
func (a *app) phasesOf(k cases.Kind) string {
	keys := keysOf(k.Phases()[:len(k.Phases())-1])
	return keysWithLabels(keys, a.each("domain.phase.", keys))
}

// movePhase moves an open case to another phase.
func (c *call) movePhase() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	on, err := c.day("on")
	if err != nil {
		return err
	}
	w, err := cs.SetPhase(cases.Phase(c.arg(1)), on, c.today())
	return c.saved(s, cs, err, w)
}

func (a *app) caseClose() *builder {
	var outcomes []string
	for _, k := range cases.Kinds() {
		for _, o := range keysOf(k.Outcomes()) {
			if !slices.Contains(outcomes, o) {
				outcomes = append(outcomes, o)
			}
		}
	}
	return a.command("case close", "case", (*call).closeCase).
		key("outcome", "domain.outcome.", outcomes...).
		text("reason").value("on", "date").yesNo("aftercare")
}

// closeCase closes a case with an outcome of its kind.
func (c *call) closeCase() error {
	if !c.has("outcome") {
		return misuse(c.w.T("clierr.usage.needs", "--outcome"), c.Command)
	}
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	reason, _, err := c.note(c.Context(), "reason", "")
	if err != nil {
		return err
	}
	on, err := c.day("on")
	if err != nil {
		return err
	}
	w, err := cs.Close(cases.CloseForm{Outcome: cases.Outcome(c.str("outcome")), Reason: reason, On: on,
		Aftercare: c.yes("aftercare")}, c.today())
	return c.saved(s, cs, err, w)
}

func (a *app) caseReopen() *builder {
	return a.command("case reopen", "case", (*call).reopenCase).text("reason").value("phase", "phase")
}

// reopenCase opens a closed case again.
func (c *call) reopenCase() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	reason, _, err := c.note(c.Context(), "reason", "")
	if err != nil {
		return err
	}
	w, err := cs.Reopen(cases.Phase(c.str("phase")), reason, c.today())
	return c.saved(s, cs, err, w)
}
