package cases

import (
	"slices"

	"brobygger/cases/calendar"
)

// Rule names what a rule-made follow-up is about; a word key.
type Rule string

// The rules. Each closes by itself when its cause is gone.
const (
	RuleNoContact  Rule = "no-contact" // no met contact within the limit of the kind and phase
	RuleAftercare  Rule = "aftercare"  // efterkontakt at 3, 6 and 12 months after closing
	RuleTwoValues  Rule = "two-values" // to udgaver
	RuleNoDeputy   Rule = "no-deputy"  // no stedfortræder and no recorded waiver
	RuleFollowUp   Rule = "follow-up"  // made by hand
	RuleIncomplete Rule = "incomplete" // entries are named that are not here
	RuleReview     Rule = "review"     // opfølgning på planen within the limit of the kind and phase
	RuleStep       Rule = "step"       // a step of the plan whose day comes
	RuleGoal       Rule = "goal"       // a goal whose day comes
	RuleNoMatch    Rule = "no-match"   // a mentorforløb past the match without a mentor on record
	// RuleNoCertificate: the mentor on record has no børneattest on record.
	RuleNoCertificate Rule = "no-certificate"
	RuleInformed      Rule = "informed"     // the person was met and has not been told that a case is kept
	RuleConsentEnds   Rule = "consent-ends" // a consent ends within 14 days, or has ended
	RuleReferral      Rule = "referral"     // sent, and no answer
	RuleReceipt       Rule = "receipt"      // an underretning that was not confirmed
)

// Item is something to do in a case on a day.
type Item struct {
	Case     string // case id
	Number   string
	Title    string // first name and initial
	Rule     Rule
	FollowUp EntryID // the follow-up made by hand, or the one that postpones the rule
	Entry    EntryID // step, goal, no-certificate: the thing it is about
	Cause    string  // what the rule is about: postponing names it
	Due      calendar.Date
	Time     string        // "14.00" as hour and minute "14:00", "" for the whole day
	Days     int           // days over time (positive), 0 today, negative ahead
	Text     string        // the worker's own words, harmless, in one line; "" for a rule (the word key is the rule)
	Who      string        // who is to do it where that is not the case's worker: member id or name
	Since    calendar.Date // no-contact: last contact or opening; review: the last, or when the plan began
	Limit    int           // no-contact, review: the limit in days (or hverdage, see Hverdage)
	Hverdage bool
	Months   int // aftercare: 3, 6 or 12
	Other    int // two-values: how many
}

// Rules are all rules in the order in which a case's items are made.
func Rules() []Rule {
	return []Rule{RuleIncomplete, RuleTwoValues, RuleNoContact, RuleAftercare, RuleNoDeputy, RuleNoMatch, RuleNoCertificate,
		RuleInformed, RuleReceipt, RuleConsentEnds, RuleReferral, RuleReview, RuleStep, RuleGoal, RuleFollowUp}
}

// Settings are this device's choices; the zero value of a limit means the
// default of the table in DefaultSettings.
type Settings struct {
	Lang        string         `json:"lang"`         // "da", "en"
	Limits      map[string]int `json:"limits"`       // see Limit
	IdleMinutes int            `json:"idle_minutes"` // lock after this many minutes without a key
	Mouse       bool           `json:"mouse"`
	ArenaLabel  string         `json:"arena_label"` // own label of the sixth arena
	EmployedBy  string         `json:"employed_by"` // EmployedByHousing or EmployedByMunicipality: help texts only
	BackupDays  int            `json:"backup_days"` // I dag warns when the last backup is older
	// Templates are own texts of letters, by name; one that is not here has the
	// text of the language files.
	Templates map[string]string `json:"templates,omitempty"`
}

// What Settings.EmployedBy may be.
const (
	EmployedByHousing      = "boligorganisation"
	EmployedByMunicipality = "kommune"
)

// DefaultSettings are the settings of a new device.
func DefaultSettings() Settings {
	return Settings{
		Lang: "da",
		Limits: map[string]int{
			"mentoring":            14, // our own choice: a weekly rhythm is common advice (DOMAIN §4.1)
			"mentoring/udslusning": 30,
			"tenancy":              5,
			"network":              42, // six weeks between meetings (DOMAIN §4.2)
			// At least every sixth week (Socialstyrelsen/Implement 2018, DOMAIN §4.1).
			reviewLimit: 42,
		},
		IdleMinutes: 10,
		Mouse:       true,
		EmployedBy:  EmployedByHousing,
		BackupDays:  7,
	}
}

// Limit is how long a case of this kind and phase may go without a met contact:
// days, for tenancies working days. The setting of "kind/phase" is used, else
// that of "kind", else the default; a setting of 0 means the default, one below
// 0 that there is no limit, which gives 0.
func (s Settings) Limit(k Kind, p Phase) (n int, hverdage bool) {
	hverdage = k == KindTenancy
	for _, limits := range []map[string]int{s.Limits, DefaultSettings().Limits} {
		for _, key := range []string{string(k) + "/" + string(p), string(k)} {
			if n := limits[key]; n != 0 {
				return max(n, 0), hverdage
			}
		}
	}
	return 0, hverdage
}

// reviewLimit is the key of the limit between two reviews of a plan. It may
// stand alone, or before a key of Limit and a slash.
const reviewLimit = "review"

// ReviewLimit is how many days a plan of this kind and phase may go without an
// opfølgning: the setting of "review/kind/phase", else "review/kind", else
// "review"; 0 means that there is no limit, which a setting below 0 says.
func (s Settings) ReviewLimit(k Kind, p Phase) int {
	for _, limits := range []map[string]int{s.Limits, DefaultSettings().Limits} {
		for _, key := range []string{reviewLimit + "/" + string(k) + "/" + string(p), reviewLimit + "/" + string(k), reviewLimit} {
			if n := limits[key]; n != 0 {
				return max(n, 0)
			}
		}
	}
	return 0
}

// LimitKeys are the keys that Settings.Limits may have.
func LimitKeys() []string {
	var contact []string
	for _, k := range Kinds() {
		contact = append(contact, string(k))
		for _, p := range openPhases(k) {
			contact = append(contact, string(k)+"/"+string(p))
		}
	}
	out := append(slices.Clone(contact), reviewLimit)
	for _, key := range contact {
		out = append(out, reviewLimit+"/"+key)
	}
	return out
}
