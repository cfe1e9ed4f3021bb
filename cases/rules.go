package cases

import (
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
)

// Item is something to do in a case on a day.
type Item struct {
	Case     string // case id
	Number   string
	Title    string // first name and initial
	Rule     Rule
	FollowUp EntryID // the follow-up made by hand, or the one that postpones the rule
	Cause    string  // what the rule is about: postponing names it
	Due      calendar.Date
	Time     string        // "14.00" as hour and minute "14:00", "" for the whole day
	Days     int           // days over time (positive), 0 today, negative ahead
	Text     string        // the worker's own words, harmless, in one line; "" for a rule (the word key is the rule)
	Who      string        // who is to do it where that is not the case's worker: member id or name
	Since    calendar.Date // no-contact: last contact or opening
	Limit    int           // no-contact: the limit in days (or hverdage, see Hverdage)
	Hverdage bool
	Months   int // aftercare: 3, 6 or 12
	Other    int // two-values: how many
}

// Rules are all rules in the order in which a case's items are made.
func Rules() []Rule {
	return []Rule{RuleIncomplete, RuleTwoValues, RuleNoContact, RuleAftercare, RuleNoDeputy, RuleFollowUp}
}

// Settings are this device's choices; the zero value of a limit means the
// default of the table in DefaultSettings.
type Settings struct {
	Lang        string         `json:"lang"`         // "da", "en"
	Limits      map[string]int `json:"limits"`       // see Limit
	IdleMinutes int            `json:"idle_minutes"` // lock after this many minutes without a key
	Mouse       bool           `json:"mouse"`
	ArenaLabel  string         `json:"arena_label"` // own label of the sixth arena
	EmployedBy  string         `json:"employed_by"` // "boligorganisation" or "kommune": help texts only
	BackupDays  int            `json:"backup_days"` // I dag warns when the last backup is older
}

// DefaultSettings are the settings of a new device.
func DefaultSettings() Settings {
	return Settings{
		Lang: "da",
		Limits: map[string]int{
			"mentoring":            14, // our own choice: a weekly rhythm is common advice (DOMAIN §4.1)
			"mentoring/udslusning": 30,
			"tenancy":              5,
			"network":              42, // six weeks between meetings (DOMAIN §4.2)
		},
		IdleMinutes: 10,
		Mouse:       true,
		EmployedBy:  "boligorganisation",
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

// LimitKeys are the keys that Settings.Limits may have.
func LimitKeys() []string {
	var out []string
	for _, k := range Kinds() {
		out = append(out, string(k))
		for _, p := range openPhases(k) {
			out = append(out, string(k)+"/"+string(p))
		}
	}
	return out
}
