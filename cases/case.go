package cases

import (
	"time"

	"brobygger/cases/calendar"
	"brobygger/cases/history"
	"brobygger/cases/when"
)

// Names of the types that a caller needs from cases/history.
type (
	// EntryID names a signed entry and the thing it made.
	EntryID = history.ID
	// Change is one thing to be written; the vault signs it.
	Change = history.Change
)

// Kinds of entries. A kind that ends in "-set" writes on a thing that the kind
// without the ending made.
const (
	EntryCase        = "case"
	EntryCaseSet     = "case-set"
	EntryPhase       = "phase"
	EntryClose       = "close"
	EntryReopen      = "reopen"
	EntryContact     = "contact"
	EntryContactSet  = "contact-set"
	EntryParty       = "party"
	EntryPartySet    = "party-set"
	EntryFollowUp    = "followup"
	EntryFollowUpSet = "followup-set"
	EntryGoal        = "goal"
	EntryGoalSet     = "goal-set"
	EntryStep        = "step"
	EntryStepSet     = "step-set"
	EntryScore       = "score"
	EntryFact        = "fact"
	EntryReview      = "review"
	EntryReviewSet   = "review-set"
	EntryWordsSet    = "words-set" // the person's own words, written on the case
	EntryMatch       = "match"
	EntryMatchSet    = "match-set"
	EntryLink        = "link"
	EntryReader      = "reader"  // a member of the case team beside worker and deputy
	EntryResolve     = "resolve" // settles two versions
)

// entryKinds are the kinds that this program understands in a case.
func entryKinds() []string {
	return []string{EntryCase, EntryCaseSet, EntryPhase, EntryClose, EntryReopen, EntryContact, EntryContactSet,
		EntryParty, EntryPartySet, EntryFollowUp, EntryFollowUpSet, EntryGoal, EntryGoalSet, EntryStep, EntryStepSet,
		EntryScore, EntryFact, EntryReview, EntryReviewSet, EntryWordsSet, EntryMatch, EntryMatchSet,
		EntryLink, EntryReader, EntryResolve,
		history.KindStrike, history.KindErase}
}

// Case is what its entries say.
type Case struct {
	ID     string // 32 hex characters, random
	Number string // "26-7RQ4"
	// Suffix tells equal numbers apart in this reader's view: "", "b", "c" …
	Suffix string

	Kind    Kind
	Person  Person
	Status  Status
	Phase   Phase
	PhaseOn calendar.Date // since when, zero if unknown
	Outcome Outcome       // empty unless closed
	Opened  calendar.Date
	Closed  calendar.Date // zero while open
	// CloseReason is the worker's own words at closing.
	CloseReason string
	// NoAftercare says that no efterkontakt was agreed at closing.
	NoAftercare bool
	Reopened    calendar.Date // zero if never

	Worker     string // member id
	WorkerText string // a worker named in an import who is no member
	Deputy     string // stedfortræder: member id, free text, DeputyNone or ""
	Tenancy    string // lejemålsnummer
	Area       FundingArea
	Source     Source
	Weight     Weight
	Basis      Basis
	Informed   calendar.Date // when the person was told that a case is kept
	Readers    []string      // member ids beside worker and deputy
	ImportKey  string        // what the row of a spreadsheet was known by, "" if not imported

	Contacts  []Contact        // newest first, struck ones included
	Network   []Party          // in the order they were added, struck ones included
	FollowUps []FollowUp       // by due date, open ones first
	Words     map[string]Words // the person's own, by arena; "" is the plan as a whole
	Goals     []Goal
	Steps     []Step   // by their order, struck ones included
	Scores    []Score  // oldest day first
	Facts     []Fact   // oldest day first
	Reviews   []Review // oldest day first
	Matches   []Match
	Links     []Link
	Conflicts []Conflict

	Heads      []EntryID // what a form that is opened now has seen
	Root       EntryID   // the entry that made the case
	Incomplete bool      // entries are named that are not here
	ReadOnly   bool      // a critical kind that this program does not know

	// State is the fold that this was read from.
	State *history.State

	authors Authors
}

// DeputyNone is the recorded choice that a case has no stedfortræder.
const DeputyNone = "none"

// Person is whom the case is about.
type Person struct {
	Name        string // name or alias
	Born        string // "2011" or "2011-04-03"
	Address     string
	Phone       string
	Protected   bool   // beskyttet adresse
	NotAlone    bool   // gå ikke alene
	Interpreter string // language, "" if none is needed
}

// Mark says who did something to a thing, when, and why.
type Mark struct {
	Entry  EntryID
	By     history.Key
	At     time.Time
	Reason string
}

// Contact is one contact, met or not met.
type Contact struct {
	ID      EntryID
	Channel Channel
	Met     *bool // nil when it was not said
	Minutes *int  // nil when it was not said
	Place   string
	Role    Role
	Arenas  []string
	Themes  []string
	Present []string // party ids or names
	Text    string
	At      when.Moment // when it happened
	Same    string      // the same contact in several cases has the same value here
	Author  history.Key // who wrote the note first
	Written time.Time
	// Moved says that the note was moved here from another case. Author and
	// Written are then what MovedBy says of them.
	Moved      bool
	MovedBy    history.Key
	MoveReason string
	Edited     []EntryID // later writes
	Struck     *Mark
	Erased     *Mark
}

// Party is a person or professional in the network around the citizen.
type Party struct {
	ID        EntryID
	Name      string
	Relation  string // mor, klasselærer, mester …
	Org       string
	Phone     string
	Email     string
	Address   string
	Protected bool // beskyttet adresse: address, phone and workplace in nothing that leaves
	Note      string
	Struck    *Mark
	Erased    *Mark
}

// FollowUp is something to come back to, made by hand or postponing what a
// rule says.
type FollowUp struct {
	ID      EntryID
	Text    string
	Due     when.Moment
	State   FollowUpState
	Who     string  // member id, "" = the case's worker
	Contact EntryID // the contact it was made with, if any
	Rule    Rule    // set when it postpones or answers a rule
	Cause   string  // what the rule was about; a new cause makes the rule speak again
	DoneOn  calendar.Date
	Reason  string // why it was dropped
	Struck  *Mark
	Erased  *Mark
}

// Link joins two cases, such as siblings.
type Link struct {
	ID     EntryID
	Case   string // case id
	Why    string
	Struck *Mark
}

// Conflict is a field with two versions or more.
type Conflict struct {
	Entity     EntryID
	EntityKind string // "case", "contact" …
	Field      string
	Values     []ConflictValue
	// Before is the value that all of them replaced, as raw JSON, if one is known.
	Before []byte
}

// ConflictValue is one of the versions.
type ConflictValue struct {
	Entries []EntryID
	Author  history.Key
	Device  string
	At      time.Time
	SeenTo  time.Time // the latest time among what its author had seen
	Raw     []byte    // JSON
}

// Author is a member's key, id and standing at reading.
type Author struct {
	Member string
	Name   string
	Roles  []MemberRole
}

// Has says whether the author has the role.
func (a Author) Has(r MemberRole) bool {
	for _, x := range a.Roles {
		if x == r {
			return true
		}
	}
	return false
}
