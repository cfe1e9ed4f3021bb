package main

import (
	"strings"

	"brobygger/cases"
	"brobygger/cases/danish"
	docs "brobygger/cases/paper"
	"brobygger/cases/when"
)

func (a *app) consentCommand() *builder {
	return a.group("consent", a.consentGive(), a.consentEdit(), a.consentWithdraw(), a.consentList(), a.consentDisclose(), a.consentLedger())
}

func (b *builder) consentFlags() *builder {
	return b.text("to").scopeFlag().text("purpose", "note", "given-by").
		key("form", "domain.consent.form.", keysOf(cases.ConsentForms())...).
		text("evidence").value("on", "date").value("until", "date")
}

func (a *app) consentGive() *builder {
	return a.command("consent give", "case", (*call).giveConsent).consentFlags()
}

// consentForm puts what the flags say into a form.
func (c *call) consentForm(s *session, cs *cases.Case, f *cases.ConsentInput) error {
	to, ok, err := c.text(c.Context(), "to", "")
	if err != nil {
		return err
	}
	if ok {
		if f.To, err = c.recipient(s, cs, "--to", to); err != nil {
			return about(cs.Shown(), err)
		}
	}
	if c.has("scope") {
		f.Scope = c.list("scope")
	}
	if err := c.noteTo("purpose", &f.Purpose); err != nil {
		return err
	}
	if err := c.noteTo("note", &f.Note); err != nil {
		return err
	}
	by, ok, err := c.text(c.Context(), "given-by", "")
	if err != nil {
		return err
	}
	if ok {
		if f.GivenBy, err = c.actor(s, cs, "--given-by", by); err != nil {
			return about(cs.Shown(), err)
		}
	}
	if c.has("form") {
		f.Form = cases.ConsentForm(c.str("form"))
	}
	if err := c.textTo("evidence", &f.Evidence); err != nil {
		return err
	}
	if err := c.dayOrNone("on", when.Past, &f.On); err != nil {
		return err
	}
	return c.dayOrNone("until", when.Future, &f.Until)
}

// giveConsent records a consent. Nobody gives it on the person's behalf by
// leaving a flag out: who gave it, how and to what has to be said.
func (c *call) giveConsent() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	var f cases.ConsentInput
	if err := c.consentForm(s, cs, &f); err != nil {
		return err
	}
	if f.To.Name == "" {
		to, err := c.need(c.Context(), "to", c.w.T("clibridge.ask.to"))
		if err != nil {
			return err
		}
		if f.To, err = c.recipient(s, cs, "--to", to); err != nil {
			return about(cs.Shown(), err)
		}
	}
	if f.Purpose == "" {
		if f.Purpose, err = c.need(c.Context(), "purpose", c.w.T("clibridge.ask.purpose")); err != nil {
			return err
		}
	}
	w, err := c.consented(f, cs)
	c.noticeOf(err, f.Purpose, f.Note)
	return c.savedConsent(s, cs, "", w, err)
}

// consented records a consent; the worker cannot give it.
func (c *call) consented(f cases.ConsentInput, cs *cases.Case) (cases.Write, error) {
	if f.GivenBy == cases.WhoWorker {
		return cases.Write{}, &cases.FieldError{Field: "given_by", Err: cases.ErrNotAChoice}
	}
	return cs.GiveConsent(f, c.today())
}

func (a *app) consentEdit() *builder {
	return a.command("consent edit", "case consent", (*call).editConsent).consentFlags()
}

// consent finds a consent, struck ones included.
func (c *call) consent(cs *cases.Case, arg string) (cases.Consent, error) {
	ids := make([]cases.EntryID, len(cs.Consents))
	for i, x := range cs.Consents {
		ids[i] = x.ID
	}
	id, err := c.thing(cs, "consent", arg, ids)
	if x := cs.Consent(id); x != nil {
		return *x, err
	}
	return cases.Consent{}, err
}

// editConsent corrects or extends a consent. Only what is said is changed.
func (c *call) editConsent() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	x, err := c.consent(cs, c.arg(1))
	if err != nil {
		return err
	}
	f := x.Input()
	if err := c.consentForm(s, cs, &f); err != nil {
		return err
	}
	if f.GivenBy == cases.WhoWorker {
		return about(cs.Shown(), &cases.FieldError{Field: "given_by", Err: cases.ErrNotAChoice})
	}
	w, err := cs.EditConsent(x.ID, f, c.today())
	said := map[string]any{"scope": f.Scope, "purpose": f.Purpose, "note": f.Note, "given_by": f.GivenBy, "form": string(f.Form),
		"evidence": f.Evidence, "on": f.On.String(), "until": f.Until.String()}
	said = c.flagsOf(said)
	if c.has("to") {
		said["to"], said["to_name"] = string(f.To.ID), f.To.Name
	}
	w, err = settled(cs, x.ID, said, w, err)
	c.noticeOf(err, f.Purpose, f.Note)
	return c.savedConsent(s, cs, x.ID, w, err)
}

type jsonSavedConsent struct {
	Entry    *string       `json:"entry"`
	ID       string        `json:"id"`
	Consents []jsonConsent `json:"consents"`
	Told     []jsonTold    `json:"told"`
}

// savedConsent saves what a form made of a consent, and shows it as it is then.
func (c *call) savedConsent(s *session, cs *cases.Case, id cases.EntryID, w cases.Write, err error) error {
	after, entry, id, err := c.keep(s, cs, id, w, err)
	if err != nil {
		return err
	}
	x := after.Consent(id)
	out := jsonSavedConsent{opt(string(entry)), string(id), []jsonConsent{c.consentJSON(s, after, *x)}, c.toldJSON(after, *x)}
	if entry == "" {
		return c.done(out, c.w.T("cli.case.same", cs.Shown()))
	}
	to := danish.Harmless(x.To.Name, false)
	if x.Withdrawn.IsZero() {
		about := c.labels("domain.arena.", x.Scope)
		if x.Until.IsZero() {
			return c.done(out, c.w.T("clibridge.consent.saved.open", to, id.Short(), cs.Shown(), about))
		}
		return c.done(out, c.w.T("clibridge.consent.saved", to, id.Short(), cs.Shown(), about, c.w.FullDate(x.Until)))
	}
	lines := []string{c.w.T("clibridge.consent.withdrawn", to, id.Short(), cs.Shown(), c.w.FullDate(x.Withdrawn))}
	if len(out.Told) == 0 {
		lines = append(lines, c.w.T("clibridge.told.none"))
	} else {
		lines = append(lines, c.w.T("clibridge.told"))
		for _, t := range after.ToldOn(id) {
			lines = append(lines, "  "+danish.Harmless(t.To.Name, false)+" ("+c.w.T("clibridge.told.last", c.w.Date(t.On))+")")
		}
	}
	return c.done(out, strings.Join(lines, "\n"))
}

func (a *app) consentWithdraw() *builder {
	return a.command("consent withdraw", "case consent", (*call).withdrawConsent).value("on", "date")
}

// withdrawConsent ends a consent and says who is to be told of it. The person
// need not say why.
func (c *call) withdrawConsent() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	x, err := c.consent(cs, c.arg(1))
	if err != nil {
		return err
	}
	on, err := c.day("on")
	if err != nil {
		return err
	}
	w, err := cs.WithdrawConsent(x.ID, on, c.today())
	return c.savedConsent(s, cs, x.ID, w, err)
}

func (a *app) consentList() *builder {
	return a.command("consent list", "case", (*call).listConsents).flag("valid").saves()
}

// listConsents shows what the person has said yes to.
func (c *call) listConsents() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	out := struct {
		Case     string        `json:"case"`
		Number   string        `json:"number"`
		Consents []jsonConsent `json:"consents"`
	}{cs.ID, cs.Number, []jsonConsent{}}
	t := c.consentTable()
	for _, x := range cs.Consents {
		if x.Struck != nil || x.Erased != nil || c.on("valid") && !x.Valid(c.today()) {
			continue
		}
		out.Consents = append(out.Consents, c.consentJSON(s, cs, x))
		c.addConsent(t, s, cs, x)
	}
	t.of = cs.ID
	if done, err := c.printed(s, cs, docs.Consents(cs, c.today())); done || err != nil {
		return err
	}
	return c.resultOf(out, t)
}

func (c *call) consentTable() *table {
	field := func(f string) string { return c.label("domain.field.", f) }
	return &table{head: []string{c.w.T("cli.col.id"), field("to_name"), field("scope"), c.w.T("cli.col.state"), field("on"), field("until"),
		field("given_by"), field("form"), field("evidence"), field("purpose")}, empty: c.w.T("clibridge.consent.none")}
}

func (c *call) addConsent(t *table, s *session, cs *cases.Case, x cases.Consent) {
	t.add(x.ID.Short(), x.To.Name, dash(c.labels("domain.arena.", x.Scope)), c.consentState(cs, x), c.w.Date(x.On), dash(c.w.Date(x.Until)),
		c.actorName(s, cs, x.GivenBy), c.label("domain.consent.form.", string(x.Form)), dash(x.Evidence), x.Purpose)
}

// consentState says whether a consent can be relied on today, and if not, why.
func (c *call) consentState(cs *cases.Case, x cases.Consent) string {
	today := c.today()
	text := c.w.T("clibridge.consent.state.valid")
	switch {
	case !x.Withdrawn.IsZero():
		return c.w.T("clibridge.consent.state.withdrawn") + " " + c.w.Date(x.Withdrawn)
	case !x.Until.IsZero() && today.After(x.Until):
		text = c.w.T("clibridge.consent.state.ended")
	case x.On.After(today):
		text = c.w.T("clibridge.consent.state.later")
	case !x.Valid(today):
		text = c.w.T("clibridge.consent.state.unsettled")
	}
	if cs.InConflict(x.ID) {
		text += ", " + c.w.T("cli.case.versions")
	}
	return text
}

func (a *app) consentDisclose() *builder {
	return a.command("consent disclose", "case", (*call).disclose).text("to").scopeFlag().howFlag().value("on", "date").text("note")
}

// howFlag adds --how: in which way something was passed on.
func (b *builder) howFlag() *builder {
	return b.key("how", "domain.disclosure.", cases.DisclosureWhats()...)
}

// disclose writes a line into the ledger: what was passed on, and to whom.
func (c *call) disclose() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	to, err := c.need(c.Context(), "to", c.w.T("clibridge.ask.to"))
	if err != nil {
		return err
	}
	f := cases.DisclosureInput{What: c.str("how"), Keys: c.list("scope")}
	if f.To, err = c.recipient(s, cs, "--to", to); err != nil {
		return about(cs.Shown(), err)
	}
	if f.On, err = c.day("on"); err != nil {
		return err
	}
	if err := c.noteTo("note", &f.Note); err != nil {
		return err
	}
	w, err := cs.Disclose(f, c.today())
	c.noticeOf(err, f.Note)
	after, entry, id, err := c.keep(s, cs, "", w, err)
	if err != nil {
		return err
	}
	out := struct {
		Entry       string           `json:"entry"`
		ID          string           `json:"id"`
		Disclosures []jsonDisclosure `json:"disclosures"`
	}{Entry: string(entry), ID: string(id)}
	for _, d := range after.Disclosures {
		if d.ID == id {
			out.Disclosures = append(out.Disclosures, disclosureJSON(d))
		}
	}
	return c.done(out, c.w.T("clibridge.disclosed", danish.Harmless(f.To.Name, false), id.Short(), cs.Shown(), c.labels("domain.arena.", f.Keys)))
}

func (a *app) consentLedger() *builder {
	return a.command("consent ledger", "case", (*call).ledger).saves()
}

// ledger shows what left, to whom, when and on which consents, oldest first.
func (c *call) ledger() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	field := func(f string) string { return c.label("domain.field.", f) }
	out := struct {
		Case        string           `json:"case"`
		Number      string           `json:"number"`
		Disclosures []jsonDisclosure `json:"disclosures"`
	}{cs.ID, cs.Number, []jsonDisclosure{}}
	t := &table{head: []string{c.w.T("cli.col.id"), field("on"), field("to_name"), field("what"), field("keys"), field("consents"), field("referral"),
		field("note")}, empty: c.w.T("clibridge.ledger.none"), of: cs.ID}
	for _, d := range cs.Disclosures {
		if d.Struck != nil || d.Erased != nil {
			continue
		}
		out.Disclosures = append(out.Disclosures, disclosureJSON(d))
		t.add(d.ID.Short(), c.w.Date(d.On), d.To.Name, c.label("domain.disclosure.", d.What), dash(c.labels("domain.arena.", d.Keys)),
			dash(strings.Join(shorts(d.Consents), ", ")), dash(d.Referral.Short()), d.Note)
	}
	if done, err := c.printed(s, cs, docs.Ledger(cs, c.today())); done || err != nil {
		return err
	}
	return c.resultOf(out, t)
}

// shorts are ids as a person reads them.
func shorts(ids []cases.EntryID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = id.Short()
	}
	return out
}
