package main

import (
	"cmp"
	"slices"

	"brobygger/cases"
	"brobygger/cases/danish"
)

func (a *app) referralCommand() *builder {
	return a.group("referral", a.referralNew(), a.referralEdit(), a.referralMove(), a.referralBack(), a.referralList(), a.referralLetter())
}

func (a *app) referralNew() *builder {
	return a.command("referral new", "case", (*call).newReferral).text("to").scopeFlag().text("purpose").value("consent", "consent").value("on", "date")
}

// newReferral makes a referral that is considered, which needs no consent. With
// --consent it is about what that consent is about, where nothing else is said.
func (c *call) newReferral() error {
	s, cs, err := c.openPlan()
	if err != nil {
		return err
	}
	var f cases.ReferralInput
	if c.has("consent") {
		x, err := c.consent(cs, c.str("consent"))
		if err != nil {
			return err
		}
		f = cases.ReferralInput{To: x.To, Keys: x.Scope, Purpose: x.Purpose}
	}
	if err := c.referralForm(s, cs, &f); err != nil {
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
	on, err := c.day("on")
	if err != nil {
		return err
	}
	w, err := cs.AddReferral(f, on, c.today())
	c.noticeOf(err, f.Purpose)
	return c.savedReferral(s, cs, "", w, err)
}

// referralForm puts what the flags say into a form.
func (c *call) referralForm(s *session, cs *cases.Case, f *cases.ReferralInput) error {
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
		f.Keys = c.list("scope")
	}
	return c.noteTo("purpose", &f.Purpose)
}

// referral opens the referral that the first argument names, found over all
// cases by its id or the beginning of it, with its case.
func (c *call) referral() (*session, *cases.Case, cases.Referral, error) {
	s, err := c.unlock(c.Context())
	if err != nil {
		return nil, nil, cases.Referral{}, err
	}
	var of []*cases.Case
	var fits []cases.Referral
	err = s.Each(c.Context(), func(cs *cases.Case) bool {
		for _, r := range cs.Referrals {
			if isPrefix(c.arg(0), string(r.ID)) {
				of, fits = append(of, cs), append(fits, r)
			}
		}
		return true
	})
	switch {
	case err != nil:
		return nil, nil, cases.Referral{}, err
	case len(fits) == 0:
		return nil, nil, cases.Referral{}, &missingError{"referral"}
	case len(fits) > 1:
		var ids []string
		for _, r := range fits {
			ids = append(ids, string(r.ID))
		}
		slices.Sort(ids)
		return nil, nil, cases.Referral{}, &manyError{"referral", ids}
	}
	return s, of[0], fits[0], nil
}

func (a *app) referralEdit() *builder {
	return a.command("referral edit", "referral", (*call).editReferral).text("to").scopeFlag().text("purpose")
}

// editReferral corrects what a referral is about. Only what is said is changed.
func (c *call) editReferral() error {
	s, cs, r, err := c.referral()
	if err != nil {
		return err
	}
	f := cases.ReferralInput{To: r.To, Keys: r.Keys, Purpose: r.Purpose}
	if err := c.referralForm(s, cs, &f); err != nil {
		return err
	}
	w, err := cs.EditReferral(r.ID, f)
	if err == nil || c.has("purpose") && cs.InConflict(r.ID) {
		said := map[string]any{}
		if c.has("to") {
			said["to"], said["to_name"] = string(f.To.ID), f.To.Name
		}
		if c.has("scope") {
			said["keys"] = f.Keys
		}
		if c.has("purpose") {
			said["purpose"] = f.Purpose
		}
		w, err = settled(cs, r.ID, said, w, err)
	}
	c.noticeOf(err, f.Purpose)
	return c.savedReferral(s, cs, r.ID, w, err)
}

func (a *app) referralMove() *builder {
	return a.command("referral move", "referral", (*call).moveReferral).
		key("state", "domain.referral.", keysOf(cases.ReferralStates())...).
		value("on", "date").text("note").howFlag()
}

// moveReferral moves a referral on. What goes to the recipient needs a consent.
func (c *call) moveReferral() error {
	if !c.has("state") {
		return misuse(c.w.T("clierr.usage.needs", "--state"), c.Command)
	}
	s, cs, r, err := c.referral()
	if err != nil {
		return err
	}
	f := cases.MoveInput{State: cases.ReferralState(c.str("state")), What: c.str("how")}
	if f.On, err = c.day("on"); err != nil {
		return err
	}
	if err := c.noteTo("note", &f.Note); err != nil {
		return err
	}
	if r.Struck == nil && r.Erased == nil && !r.State.MayFollow(f.State) {
		word := "clibridge.move.back"
		if r.State.Ended() {
			word = "clibridge.move.ended"
		}
		return about(cs.Shown(), &sentence{codeUsage, "field", c.w.T(word, c.label("domain.referral.", string(r.State)), r.ID.Short())})
	}
	w, err := cs.MoveReferral(r.ID, f, c.today())
	c.noticeOf(err, f.Note)
	return c.savedReferral(s, cs, r.ID, w, err)
}

func (a *app) referralBack() *builder {
	return a.command("referral back", "referral", (*call).stepBack).text("reason")
}

// stepBack strikes the last move of a referral.
func (c *call) stepBack() error {
	s, cs, r, err := c.referral()
	if err != nil {
		return err
	}
	reason, err := c.need(c.Context(), "reason", c.w.T("cli.ask.reason"))
	if err != nil {
		return err
	}
	if r.State == cases.ReferralConsidered {
		return about(cs.Shown(), &sentence{codeFailed, "nothing-to-take-back", c.w.T("clibridge.back.none")})
	}
	_, mine := s.author()
	w, err := cs.StepBack(r.ID, reason, mine)
	return c.savedReferral(s, cs, r.ID, w, err)
}

// savedReferral saves what a form made of a referral, and shows it as it is then.
func (c *call) savedReferral(s *session, cs *cases.Case, id cases.EntryID, w cases.Write, err error) error {
	after, entry, id, err := c.keep(s, cs, id, w, err)
	if err != nil {
		return err
	}
	r := after.Referral(id)
	out := struct {
		Entry     *string        `json:"entry"`
		ID        string         `json:"id"`
		Referrals []jsonReferral `json:"referrals"`
	}{opt(string(entry)), string(id), []jsonReferral{c.referralJSON(after, *r)}}
	if entry == "" {
		return c.done(out, c.w.T("cli.case.same", cs.Shown()))
	}
	return c.done(out, c.w.T("clibridge.referral.saved", danish.Harmless(r.To.Name, false), id.Short(), cs.Shown(),
		c.label("domain.referral.", string(r.State)), c.w.FullDate(r.Since)))
}

func (a *app) referralList() *builder {
	return a.command("referral list", "[case]", (*call).listReferrals).
		keyList("state", "domain.referral.", keysOf(cases.ReferralStates())...).flag("open").saves()
}

// listReferrals shows the referrals of one case, or of all of them: those that
// have waited longest first, then those that are under way, then the ended ones.
func (c *call) listReferrals() error {
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	out := struct {
		Referrals []jsonReferral `json:"referrals"`
	}{[]jsonReferral{}}
	t := c.referralTable()
	type line struct {
		json jsonReferral
		of   *cases.Case
		r    cases.Referral
	}
	var lines []line
	err = c.eachCase(s, c.arg(0), func(cs *cases.Case) {
		if c.arg(0) != "" {
			t.of = cs.ID
		}
		for _, r := range cs.Referrals {
			if r.Struck != nil || r.Erased != nil || c.on("open") && r.State.Ended() ||
				c.has("state") && !slices.Contains(c.list("state"), string(r.State)) {
				continue
			}
			lines = append(lines, line{c.referralJSON(cs, r), cs, r})
		}
	})
	if err != nil {
		return err
	}
	slices.SortFunc(lines, func(a, b line) int {
		ended := func(l line) int {
			if l.r.State.Ended() {
				return 1
			}
			return 0
		}
		return cmp.Or(ended(a)-ended(b), b.json.DaysWaiting-a.json.DaysWaiting, cmp.Compare(str(a.json.Since), str(b.json.Since)),
			cmp.Compare(a.json.Number, b.json.Number), cmp.Compare(a.json.ID, b.json.ID))
	})
	for _, l := range lines {
		out.Referrals = append(out.Referrals, l.json)
		c.addReferral(t, l.of, l.r)
	}
	return c.result(out, t)
}

func (c *call) referralTable() *table {
	return &table{head: []string{c.w.T("cli.col.id"), c.w.T("cli.col.number"), c.w.T("cli.col.who"), c.label("domain.field.", "to_name"),
		c.w.T("cli.col.state"), c.label("domain.field.", "state_on"), c.w.T("clibridge.col.waiting"), c.label("domain.field.", "keys"),
		c.label("domain.field.", "purpose"), c.w.T("cli.col.notes")}, empty: c.w.T("clibridge.referral.none")}
}

func (c *call) addReferral(t *table, cs *cases.Case, r cases.Referral) {
	waiting := ""
	if r.State == cases.ReferralSent {
		waiting = c.w.Days(r.Waiting(c.today()))
	}
	t.add(r.ID.Short(), cs.Shown(), cs.Title(), r.To.Name, c.label("domain.referral.", string(r.State)), c.w.Date(r.Since), dash(waiting),
		dash(c.labels("domain.arena.", r.Keys)), r.Purpose, c.referralNote(cs, r))
}

// referralNote is what somebody must know of a referral.
func (c *call) referralNote(cs *cases.Case, r cases.Referral) string {
	switch {
	case against(r):
		return c.w.T("clibridge.against")
	case cs.InConflict(r.ID):
		return c.w.T("cli.case.versions")
	}
	return ""
}
