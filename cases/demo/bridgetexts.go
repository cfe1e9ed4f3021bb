package demo

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"brobygger/cases"
)

// service is a place of the directory, and whom the demo sends there.
type service struct {
	Noegle, Navn, Enhed, Telefon, Mail, Tid, Til, Kle string
	Omraader                                          []string
	Myndighed                                         bool
	Fra, Under                                        int          // the age, 0 for any
	Sager                                             []cases.Kind // one that stands twice is chosen more often
}

func (s service) form(domain string) cases.ServiceForm {
	return cases.ServiceForm{Name: s.Navn, Unit: s.Enhed, Keys: s.Omraader, Phone: s.Telefon, Mail: s.Mail + "@brohoej." + domain, Hours: s.Tid,
		For: s.Til, Authority: s.Myndighed, KLE: s.Kle}
}

// Services is the directory of the demo, invented like all else in it. Whoever
// writes it into a vault gives the ids to [Generate], see Options.Services.
func Services() ([]cases.ServiceForm, error) {
	var places places
	var all []service
	for name, to := range map[string]any{"steder": &places, "tjenester": &all} {
		raw, err := files.ReadFile("data/" + name + ".json")
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(raw, to); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", errData, name, err)
		}
	}
	var out []cases.ServiceForm
	for _, s := range all {
		out = append(out, s.form(places.Mail))
	}
	return out, nil
}

// bridgeTexts are the texts for one recipient, or for all.
type bridgeTexts struct {
	purposes []*text
	only     []*text                         // where a consent ends
	evidence map[cases.ConsentForm][]*text   // where it lies
	moves    map[cases.ReferralState][]*text // what was said when a referral came to a state
	told     map[string][]*text              // what was passed on, by DisclosureWhats
	untold   []*text                         // why the family does not know of an underretning
}

func newBridgeTexts() *bridgeTexts {
	return &bridgeTexts{evidence: map[cases.ConsentForm][]*text{}, moves: map[cases.ReferralState][]*text{}, told: map[string][]*text{}}
}

// all are the texts of a section.
func (b *bridgeTexts) all() []*text {
	out := slices.Concat(b.purposes, b.only, b.untold)
	for _, f := range cases.ConsentForms() {
		out = append(out, b.evidence[f]...)
	}
	for _, s := range cases.ReferralStates() {
		out = append(out, b.moves[s]...)
	}
	for _, what := range cases.DisclosureWhats() {
		out = append(out, b.told[what]...)
	}
	return out
}

// bridge reads a line of the file of what goes to and fro.
func (r *reader) bridge(line string) error {
	if head, ok := strings.CutPrefix(line, "== "); ok {
		if r.w.bridges[head] != nil {
			return fmt.Errorf("section %q twice", head)
		}
		r.bridgeAt = newBridgeTexts()
		r.w.bridges[head] = r.bridgeAt
		return nil
	}
	head, rest, ok := strings.Cut(line, ": ")
	if !ok || r.bridgeAt == nil {
		return errors.New("no section, or no text")
	}
	t, err := r.text(rest)
	if err != nil {
		return err
	}
	b := r.bridgeAt
	what, form, _ := strings.Cut(head, " ")
	told := map[string]string{"telefon": "phone", "mail": "mail", "møde": "meeting", "papir": "paper"}[what]
	switch state := cases.ReferralState(what); {
	case what == "formål":
		b.purposes = append(b.purposes, t)
		// What stands in a list begins with a small letter.
		t.parts[0].capital = false
	case what == "kun":
		b.only = append(b.only, t)
	case what == "bevis":
		b.evidence[cases.ConsentForm(form)] = append(b.evidence[cases.ConsentForm(form)], t)
	case what == "uoplyst":
		b.untold = append(b.untold, t)
	case told != "":
		b.told[told] = append(b.told[told], t)
		t.parts[0].capital = false
	case slices.Contains(cases.ReferralStates(), state):
		b.moves[state] = append(b.moves[state], t)
	default:
		return fmt.Errorf("key %q", head)
	}
	return nil
}
