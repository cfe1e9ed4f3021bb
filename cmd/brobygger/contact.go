package main

import (
	"errors"
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/history"
	"brobygger/cases/notice"
	"brobygger/cases/when"
)

func (a *app) contactCommand() *builder {
	return a.group("contact", a.contactAdd(), a.contactStrike(), a.contactMove())
}

func (a *app) contactAdd() *builder {
	tags := append(cases.Arenas(), cases.Themes()...)
	return a.command("contact add", "case", (*call).addContact).
		text("text").
		key("channel", "domain.channel.", keysOf(cases.Channels())...).
		yesNo("met").
		number("minutes").
		value("at", "when").
		text("place").
		key("role", "domain.role.", keysOf(cases.Roles())...).
		keyList("arena", "domain.arena.", cases.Arenas()...).
		keyList("tag", "domain.arena.", tags...).
		texts("present").
		many("also", "case").
		value("follow-up", "when").
		text("follow-up-text")
}

// addContact writes up a contact, in one case or in several at once.
func (c *call) addContact() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	f, err := c.contactForm(s, cs)
	if err != nil {
		return err
	}
	also := make([]*cases.Case, 0, len(c.all("also")))
	for _, arg := range c.all("also") {
		o, err := c.theCase(s, arg)
		if err != nil {
			return &flagError{"--also", err}
		}
		also = append(also, o)
	}
	writes, err := f.Save(cs, also...)
	if err != nil {
		return about(cs.Shown(), err)
	}
	c.notice(f.Text)
	saved, err := s.Save(c.Context(), writes...)
	if err != nil {
		return about(cs.Shown(), err)
	}
	type made struct {
		Case  string `json:"case"`
		Entry string `json:"entry"`
	}
	out := struct {
		Entry    string  `json:"entry"`
		FollowUp *string `json:"follow_up"`
		Entries  []made  `json:"entries"`
	}{Entry: string(saved.Entries[0][0])}
	for i, w := range writes {
		out.Entries = append(out.Entries, made{w.Case, string(saved.Entries[i][0])})
	}
	if len(writes[0].Changes) > 1 {
		out.FollowUp = opt(string(saved.Entries[0][1]))
	}
	return c.done(out, c.w.T("cli.contact.saved", cs.Shown(), saved.Entries[0][0].Short()))
}

// contactForm reads the flags of a contact. Nothing is filled in that was not
// said, but the time, which is now.
func (c *call) contactForm(s *session, cs *cases.Case) (cases.ContactForm, error) {
	f := cases.ContactForm{Channel: cases.Channel(c.str("channel")), Met: c.yes("met"), Role: cases.Role(c.str("role")), Today: c.today()}
	var err error
	if f.At, err = c.when("at", when.Past); err != nil {
		return f, err
	}
	if f.At.IsZero() {
		f.At = when.At(c.now())
	}
	if n, ok := c.num("minutes"); ok {
		f.Minutes = &n
	}
	tags := append(c.list("arena"), c.list("tag")...)
	for _, k := range cases.Arenas() {
		if slices.Contains(tags, k) {
			f.Arenas = append(f.Arenas, k)
		}
	}
	for _, k := range cases.Themes() {
		if slices.Contains(tags, k) {
			f.Themes = append(f.Themes, k)
		}
	}
	if c.has("follow-up") {
		m, err := c.when("follow-up", when.Future)
		if err != nil {
			return f, err
		}
		f.FollowUp = &m
	}
	if f.FollowUpText, _, err = c.text(c.Context(), "follow-up-text", ""); err != nil {
		return f, err
	}
	if f.Place, _, err = c.text(c.Context(), "place", ""); err != nil {
		return f, err
	}
	present, err := c.names("present")
	if err != nil {
		return f, err
	}
	for _, who := range present {
		id, err := c.who(s, cs, "--present", who)
		if err != nil {
			return f, err
		}
		f.Present = append(f.Present, id)
	}
	f.Text, _, err = c.note(c.Context(), "text", c.w.T("cli.ask.text"))
	return f, err
}

// who resolves a WHO: a person in the network by id or a name that fits one,
// "ung" or "medarbejder", else a free name kept as text.
func (c *call) who(s *session, cs *cases.Case, flag, who string) (string, error) {
	switch strings.ToLower(who) {
	case "ung":
		return cs.Person.Name, nil
	case "medarbejder":
		return s.memberName(cs.Worker), nil
	}
	p, err := cases.FindParty(who, cs.Network)
	switch {
	case err == nil:
		return string(p.ID), nil
	case errors.Is(err, cases.ErrNotFound):
		return who, nil
	}
	return "", found(flag, "party", err)
}

// notice says once what a note should not name, and whether it did. It never
// stops a save.
func (c *call) notice(text string) bool {
	found := notice.Find(text)
	if len(found) == 0 {
		return false
	}
	word := c.w.T("cli.notice.sentence")
	if found[0].Kind == notice.CPRLike {
		word = c.w.T("cli.notice.cpr")
	}
	c.say(word)
	return true
}

func (a *app) contactStrike() *builder {
	return a.command("contact strike", "case entry", (*call).strikeEntry).text("reason")
}

// strikeEntry crosses a thing of a case out; it stays readable.
func (c *call) strikeEntry() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	id, err := c.entry(cs, c.arg(1))
	if err != nil {
		return err
	}
	reason, err := c.need(c.Context(), "reason", c.w.T("cli.ask.reason"))
	if err != nil {
		return err
	}
	w, err := cs.StrikeEntry(id, reason)
	return c.savedEntry(s, cs, err, c.w.T("cli.contact.struck", cs.Shown(), id.Short()), w)
}

// entry finds an entry of the case for an argument.
func (c *call) entry(cs *cases.Case, arg string) (cases.EntryID, error) {
	id, err := cs.FindEntry(arg)
	if err != nil {
		return "", about(cs.Shown(), found("", "entry", err))
	}
	return id, nil
}

// savedEntry saves what a form made of a case, and shows the first entry.
func (c *call) savedEntry(s *session, cs *cases.Case, err error, text string, writes ...cases.Write) error {
	var saved cases.Saved
	if err == nil {
		saved, err = s.Save(c.Context(), writes...)
	}
	if err != nil {
		return about(cs.Shown(), err)
	}
	return c.done(struct {
		Entry string `json:"entry"`
	}{string(saved.Entries[0][0])}, text)
}

func (a *app) contactMove() *builder {
	return a.command("contact move", "case entry", (*call).moveContact).value("to", "case").text("reason")
}

// moveContact takes a note that was written in the wrong case to the right one.
// Its text is gone from the first.
func (c *call) moveContact() error {
	if !c.has("to") {
		return misuse(c.w.T("clierr.usage.needs", "--to"), c.Command)
	}
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	id, err := c.entry(cs, c.arg(1))
	if err != nil {
		return err
	}
	to, err := c.theCase(s, c.str("to"))
	if err != nil {
		return &flagError{"--to", err}
	}
	reason, _, err := c.text(c.Context(), "reason", "")
	if err != nil {
		return err
	}
	me, mine := s.author()
	writes, err := cases.MoveContact(cs, to, id, reason, me, mine)
	return c.savedEntry(s, cs, err, c.w.T("cli.contact.moved", cs.Shown(), to.Shown()), writes...)
}

// author is who writes, and which keys are the same person's.
func (s *session) author() (cases.Author, func(history.Key) bool) {
	me := s.Me()
	authors := s.Authors()
	return cases.Author{Member: me.ID, Name: me.Name, Roles: me.Roles},
		func(k history.Key) bool { return authors[k].Member == me.ID && me.ID != "" }
}
