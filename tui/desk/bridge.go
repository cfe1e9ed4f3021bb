package desk

import (
	"errors"

	"brobygger/cases"
)

// Referral is the word of a referral's state.
func (d *Desk) Referral(s cases.ReferralState) string {
	return d.Label("domain.referral.", string(s))
}

// ConsentForm is the word of how a consent was given.
func (d *Desk) ConsentForm(f cases.ConsentForm) string {
	return d.Label("domain.consent.form.", string(f))
}

// Disclosure is the word of how something was passed on.
func (d *Desk) Disclosure(what string) string { return d.Label("domain.disclosure.", what) }

// Missing says which consent is missing and, toward a public authority, that an
// underretning needs none; "" for an error of another kind.
func (d *Desk) Missing(err error, authority bool) string {
	var missing *cases.NotCoveredError
	if !errors.As(err, &missing) {
		return ""
	}
	text := d.Sentence(err)
	if authority {
		text += " " + d.W().T("say.underretning")
	}
	return text
}

// Authority says whether a recipient is a public authority of the directory.
func Authority(dir *cases.Directory, to cases.Recipient) bool {
	if dir == nil || to.ID == "" {
		return false
	}
	s := dir.Service(to.ID)
	return s != nil && s.Authority
}

// notCovered says to whom what may not go.
func (d *Desk) notCovered(missing *cases.NotCoveredError) string {
	to := OneLine(missing.To.Name)
	if len(missing.Missing) == 0 {
		return d.W().T("say.no-consent.any", to)
	}
	return d.W().T("say.no-consent", to, d.Labels("domain.arena.", missing.Missing))
}
