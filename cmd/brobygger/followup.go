package main

import (
	"cmp"
	"slices"

	"brobygger/cases"
	"brobygger/cases/when"
)

func (a *app) followUpCommand() *builder {
	return a.group("follow-up", a.followUpAdd(), a.followUpDone(), a.followUpMove(), a.followUpDrop(), a.followUpList())
}

func (a *app) followUpAdd() *builder {
	return a.command("follow-up add", "case", (*call).addFollowUp).value("due", "when").text("text").text("who")
}

// addFollowUp makes a follow-up by hand.
func (c *call) addFollowUp() error {
	if !c.has("due") {
		return misuse(c.w.T("clierr.usage.needs", "--due"), c.Command)
	}
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	var f cases.FollowUpForm
	if f.Due, err = c.when("due", when.Future); err != nil {
		return err
	}
	if f.Text, err = c.need(c.Context(), "text", c.w.T("cli.ask.followup")); err != nil {
		return err
	}
	who, ok, err := c.text(c.Context(), "who", "")
	if err != nil {
		return err
	}
	if ok {
		if f.Who, err = c.deputyOf(s, "--who", who); err != nil {
			return err
		}
	}
	w, err := cs.AddFollowUp(f, c.today())
	return c.savedFollowUps(s, cs, w, err)
}

func (a *app) followUpDone() *builder {
	return a.command("follow-up done", "case followup [entry]", (*call).doneFollowUp).rules()
}

// doneFollowUp says that something has been done.
func (c *call) doneFollowUp() error {
	s, cs, it, err := c.item()
	if err != nil {
		return err
	}
	w, err := cs.Done(it, c.today())
	return c.savedFollowUps(s, cs, w, err)
}

func (a *app) followUpMove() *builder {
	return a.command("follow-up move", "case followup [entry]", (*call).moveFollowUp).rules().value("due", "when")
}

// moveFollowUp postpones something.
func (c *call) moveFollowUp() error {
	if !c.has("due") {
		return misuse(c.w.T("clierr.usage.needs", "--due"), c.Command)
	}
	s, cs, it, err := c.item()
	if err != nil {
		return err
	}
	to, err := c.when("due", when.Future)
	if err != nil {
		return err
	}
	w, err := cs.Postpone(it, to, c.today())
	return c.savedFollowUps(s, cs, w, err)
}

func (a *app) followUpDrop() *builder {
	return a.command("follow-up drop", "case followup [entry]", (*call).dropFollowUp).rules().text("reason")
}

// dropFollowUp says that something is not to be done.
func (c *call) dropFollowUp() error {
	s, cs, it, err := c.item()
	if err != nil {
		return err
	}
	reason, _, err := c.text(c.Context(), "reason", "")
	if err != nil {
		return err
	}
	w, err := cs.Drop(it, reason, c.today())
	return c.savedFollowUps(s, cs, w, err)
}

// rules lets a shell complete the rules that may stand for a follow-up.
func (b *builder) rules() *builder {
	rules := slices.DeleteFunc(keysOf(cases.Rules()), func(r string) bool { return r == string(cases.RuleFollowUp) })
	return b.choices(1, "", rules...)
}

// item is the follow-up that the second argument names: by its id, or by the
// rule that asks for it. Of a rule that asks for several things, such as steps of
// the plan, the thing is named behind it, or alone.
func (c *call) item() (*session, *cases.Case, cases.Item, error) {
	s, cs, err := c.open()
	if err != nil {
		return nil, nil, cases.Item{}, err
	}
	arg, entry := c.arg(1), c.arg(2)
	due := cases.Due(cs, s.Settings(), c.today(), s.Info().Members)
	rule := slices.Contains(keysOf(cases.Rules()), arg) && arg != string(cases.RuleFollowUp)
	var fits []cases.Item
	for _, it := range due {
		switch {
		case rule && string(it.Rule) == arg && (entry == "" || isPrefix(entry, string(it.Entry))),
			!rule && entry == "" && (isPrefix(arg, string(it.FollowUp)) || isPrefix(arg, string(it.Entry))):
			fits = append(fits, it)
		}
	}
	switch {
	case len(fits) == 1:
		return s, cs, fits[0], nil
	case len(fits) > 1:
		several := &manyError{what: "followup"}
		for _, it := range fits {
			several.ids = append(several.ids, string(cmp.Or(it.Entry, it.FollowUp)))
		}
		return nil, nil, cases.Item{}, about(cs.Shown(), several)
	case rule:
		return nil, nil, cases.Item{}, about(cs.Shown(), &missingError{"rule"})
	case entry != "":
		return nil, nil, cases.Item{}, misuse(c.w.T("clierr.usage.toomany"), c.Command)
	}
	// What is done already, or moved beyond what is due.
	ids := make([]cases.EntryID, len(cs.FollowUps))
	for i, f := range cs.FollowUps {
		ids[i] = f.ID
	}
	id, err := c.thing(cs, "followup", arg, ids)
	if err != nil {
		return nil, nil, cases.Item{}, err
	}
	it, err := cs.FollowUpItem(string(id))
	return s, cs, it, about(cs.Shown(), err)
}

type jsonFollowUps struct {
	FollowUps []jsonFollowUp `json:"follow_ups"`
}

func (c *call) savedFollowUps(s *session, cs *cases.Case, w cases.Write, err error) error {
	cs, text, err := c.save(s, cs, err, w)
	if err != nil {
		return err
	}
	return c.done(jsonFollowUps{openFollowUps(cs)}, text)
}

// openFollowUps are those that wait to be done.
func openFollowUps(cs *cases.Case) []jsonFollowUp {
	out := []jsonFollowUp{}
	for _, f := range cs.FollowUps {
		if f.State == cases.FollowUpOpen && f.Struck == nil && f.Erased == nil {
			out = append(out, followUpJSON(cs, f))
		}
	}
	return out
}

func (a *app) followUpList() *builder {
	return a.command("follow-up list", "[case]", (*call).listFollowUps).flag("all").saves()
}

// listFollowUps shows the follow-ups of one case or of all.
func (c *call) listFollowUps() error {
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	out := jsonFollowUps{[]jsonFollowUp{}}
	t := &table{
		head: []string{c.w.T("cli.col.id"), c.w.T("cli.col.number"), c.w.T("cli.col.who"), c.w.T("cli.col.due"),
			c.w.T("cli.col.state"), c.w.T("cli.col.text")},
		empty: c.w.T("cli.followup.none"),
	}
	type line struct {
		json jsonFollowUp
		row  []string
	}
	var found []line
	err = c.eachCase(s, c.arg(0), func(cs *cases.Case) {
		for _, f := range cs.FollowUps {
			if f.Struck != nil || f.Erased != nil || f.State != cases.FollowUpOpen && !c.on("all") {
				continue
			}
			text := f.Text
			if f.Rule != "" {
				text = c.w.T("cli.followup.rule", string(f.Rule))
			}
			found = append(found, line{followUpJSON(cs, f), []string{f.ID.Short(), cs.Shown(), cs.Title(), c.moment(f.Due),
				c.label("domain.followup.", string(f.State)), text}})
		}
	})
	if err != nil {
		return err
	}
	slices.SortFunc(found, func(a, b line) int {
		return cmp.Or(cmp.Compare(str(a.json.Due), str(b.json.Due)), cmp.Compare(a.json.Number, b.json.Number), cmp.Compare(a.json.ID, b.json.ID))
	})
	for _, l := range found {
		out.FollowUps = append(out.FollowUps, l.json)
		t.add(l.row...)
	}
	return c.result(out, t)
}

// eachCase calls f with the case that an argument names, or with every case
// where it is empty.
func (c *call) eachCase(s *session, arg string, f func(*cases.Case)) error {
	if arg != "" {
		cs, err := c.theCase(s, arg)
		if err == nil {
			f(cs)
		}
		return err
	}
	return s.Each(c.Context(), func(cs *cases.Case) bool {
		f(cs)
		return true
	})
}
