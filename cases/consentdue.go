package cases

import (
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
)

const (
	// consentWarning is how many days before its end a consent is spoken of.
	consentWarning = 14
	// answerDays is how long a referral waits for an answer before somebody asks.
	answerDays = 14
	// receiptHverdage is how long the kommune has to confirm an underretning, in
	// hverdage (barnets lov, DOMAIN §5.2.8).
	receiptHverdage = 6
)

// bridge asks for what stands between the person and others: that they know of
// the case, consents that end, referrals without an answer, underretninger
// without a receipt.
func (d *dues) bridge() {
	if met := d.c.firstMet(d.today); !met.IsZero() && d.c.Informed.IsZero() {
		d.rule(Item{Rule: RuleInformed, Cause: met.String(), Since: met}, true)
	}
	for _, x := range d.c.Consents {
		if !x.live() || !x.Withdrawn.IsZero() || x.Until.IsZero() || d.today.AddDays(consentWarning).Before(x.Until) || d.c.renewed(x, d.today) {
			continue
		}
		d.rule(Item{Rule: RuleConsentEnds, Entry: x.ID, Cause: string(x.ID) + "/" + x.Until.String(), Due: x.Until,
			Text: danish.Harmless(x.To.Name, false)}, true)
	}
	for _, r := range d.c.Referrals {
		if r.live() && r.State == ReferralSent {
			d.rule(Item{Rule: RuleReferral, Entry: r.ID, Cause: string(r.ID) + "/" + r.Since.String(), Since: r.Since, Due: r.Since.AddDays(answerDays),
				Limit: answerDays, Who: danish.Harmless(r.To.Name, false), Text: danish.Harmless(r.To.Name, false)}, false)
		}
	}
	for _, u := range d.c.Underretninger {
		if u.Struck == nil && u.Erased == nil && u.Receipt.IsZero() {
			d.rule(Item{Rule: RuleReceipt, Entry: u.ID, Cause: string(u.ID), Since: u.On, Due: calendar.AddHverdage(u.On, receiptHverdage),
				Limit: receiptHverdage, Hverdage: true, Who: danish.Harmless(u.To, false), Text: danish.Harmless(u.To, false)}, false)
		}
	}
}

// firstMet is the day of the first contact that was met.
func (c *Case) firstMet(today calendar.Date) calendar.Date {
	var first calendar.Date
	for _, n := range c.Contacts {
		if n.Met != nil && *n.Met && n.Struck == nil && n.Erased == nil && !n.At.Date.After(today) && (first.IsZero() || n.At.Date.Before(first)) {
			first = n.At.Date
		}
	}
	return first
}

// renewed says whether another consent to the same recipient holds longer and
// covers as much.
func (c *Case) renewed(old Consent, today calendar.Date) bool {
	for _, x := range c.Consents {
		if x.ID == old.ID || !x.To.Is(old.To) || !x.Valid(today) && !x.Valid(old.Until.AddDays(1)) || !x.Until.IsZero() && !x.Until.After(old.Until) {
			continue
		}
		if covers(x.Scope, old.Scope) {
			return true
		}
	}
	return false
}
