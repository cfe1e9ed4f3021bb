package main

import (
	"errors"
	"strings"

	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/tui/desk"
)

// fullID is how many characters a whole id of a service or a person has.
const fullID = 64

// nineKeys are the arenas and the themes: what a consent, a referral and a
// service are sorted under.
func nineKeys() []string { return append(cases.Arenas(), cases.Themes()...) }

// scopeFlag adds --scope, which takes several of the nine keys.
func (b *builder) scopeFlag() *builder { return b.keyList("scope", "domain.arena.", nineKeys()...) }

// directory is the team's list of services.
func (c *call) directory(s *session) (*cases.Directory, error) { return s.Directory(c.Context()) }

// recipient resolves a SERVICE|PARTY: a service of the directory, else somebody
// in the network, else a free name. A whole name in the network beats the
// beginning of a service's.
func (c *call) recipient(s *session, cs *cases.Case, flag, who string) (cases.Recipient, error) {
	if strings.TrimSpace(who) == "" {
		return cases.Recipient{}, nil
	}
	d, err := c.directory(s)
	if err != nil {
		return cases.Recipient{}, err
	}
	service, inList := d.Find(who)
	party, inNetwork := cases.FindParty(who, cs.Network)
	whole := func(name string) bool { return danish.Fold(name) == danish.Fold(who) }
	switch {
	case inNetwork == nil && whole(party.Name) && !(inList == nil && whole(service.Name)):
		return cases.Recipient{ID: party.ID, Name: party.Name}, nil
	case inList == nil:
		return cases.Recipient{ID: service.ID, Name: service.Name}, nil
	case errors.Is(inList, cases.ErrAmbiguous):
		return cases.Recipient{}, &flagError{flag, &manyError{"service", servicesLike(d, who)}}
	case inNetwork == nil:
		return cases.Recipient{ID: party.ID, Name: party.Name}, nil
	case errors.Is(inNetwork, cases.ErrAmbiguous):
		return cases.Recipient{}, found(flag, "party", inNetwork)
	case isID(who):
		return cases.Recipient{}, &flagError{flag, &missingError{"recipient"}}
	}
	return cases.Recipient{Name: who}, nil
}

// isID says whether a text can be nothing but an id.
func isID(text string) bool {
	return len(text) == fullID && strings.Trim(strings.ToLower(text), "0123456789abcdef") == ""
}

// servicesLike are the ids of the services that an ambiguous argument may mean:
// those of the whole name, else those that begin so.
func servicesLike(d *cases.Directory, arg string) []string {
	folded := danish.Fold(arg)
	var exact, begin []string
	for _, s := range d.Live() {
		switch name := danish.Fold(s.Name); {
		case name == folded:
			exact = append(exact, string(s.ID))
		case strings.HasPrefix(name, folded), isPrefix(arg, string(s.ID)):
			begin = append(begin, string(s.ID))
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return begin
}

// service resolves a SERVICE argument.
func (c *call) service(d *cases.Directory, arg string) (cases.Service, error) {
	s, err := d.Find(arg)
	switch {
	case errors.Is(err, cases.ErrAmbiguous):
		return s, &manyError{"service", servicesLike(d, arg)}
	case errors.Is(err, cases.ErrNotFound):
		return s, &missingError{"service"}
	}
	return s, err
}

// refused turns what a form says into a refusal that names the recipient and the
// keys that no consent covers. Toward a public authority it says that an
// underretning needs none.
func (c *call) refused(s *session, cs *cases.Case, err error) error {
	var not *cases.NotCoveredError
	if !errors.As(err, &not) {
		return err
	}
	to := danish.Harmless(not.To.Name, false)
	text := c.w.T("say.no-consent.any", to)
	if len(not.Missing) > 0 {
		text = c.w.T("say.no-consent", to, c.labels("domain.arena.", not.Missing))
	}
	text += " " + c.w.T("clibridge.refused.how", cs.Shown())
	if d, err := c.directory(s); err == nil && desk.Authority(d, not.To) {
		text += "\n" + c.w.T("clibridge.refused.authority", cs.Shown())
	}
	return &sentence{codeFailed, "no-consent", text}
}

// textTo puts the text of a flag of one line, if it was given, where it belongs.
func (c *call) textTo(flag string, to *string) error {
	text, ok, err := c.text(c.Context(), flag, "")
	if ok {
		*to = text
	}
	return err
}

// noteTo is textTo for a text that may have several lines.
func (c *call) noteTo(flag string, to *string) error {
	text, ok, err := c.note(c.Context(), flag, "")
	if ok {
		*to = text
	}
	return err
}

// keep saves what a form made, and gives the case as it is then, the first
// entry, and the id of what was made, which is that entry where id is empty. The
// entry is "" where nothing was changed.
func (c *call) keep(s *session, cs *cases.Case, id cases.EntryID, w cases.Write, err error) (*cases.Case, cases.EntryID, cases.EntryID, error) {
	if errors.Is(err, cases.ErrNothingToDo) {
		return cs, "", id, nil
	}
	var saved cases.Saved
	if err == nil {
		saved, err = s.Save(c.Context(), w)
	}
	if err != nil {
		return nil, "", "", about(cs.Shown(), c.refused(s, cs, err))
	}
	entry := saved.Entries[0][0]
	if id == "" {
		id = entry
	}
	after, err := s.Case(c.Context(), cs.ID)
	return after, entry, id, err
}
