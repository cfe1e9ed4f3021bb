package desk

import "brobygger/cases"

// Routes beside those of package tui, with the type of their argument.
const (
	RouteCase     = "case"      // CaseArg
	RouteNote     = "note"      // NoteArg: the contact form for a draft or an edit; tui.RouteContact for a new one
	RouteNewCase  = "new-case"  // nil
	RouteEditCase = "edit-case" // case id (string)
	RouteParty    = "party"     // ThingArg; an empty Entry makes one
	RouteFollowUp = "follow-up" // ThingArg; an empty Entry makes one
	RouteClose    = "close"     // case id
	RouteReopen   = "reopen"    // case id
	RoutePhase    = "phase"     // case id
	RouteMove     = "move"      // ThingArg: a contact to another case
	RouteStrike   = "strike"    // ThingArg
	RouteErase    = "erase"     // ThingArg
	RouteDelete   = "delete"    // case id
	RouteLink     = "link"      // case id
	RouteDeputy   = "deputy"    // nil: this member's stedfortræder
	RouteVersions = "versions"  // case id, or ThingArg: the case's fields with two versions, the thing's first
	RoutePerson   = "person"    // case id: vis for borger
	RoutePrint    = "print"     // case id: the plan on paper; PrintArg: another paper
	RouteUnlocked = "unlocked"  // nil: the files that lie unlocked
	RouteLetter   = "letter"    // ThingArg: a referral's letter
	RouteTemplate = "template"  // nil: the own text of the letter
	RouteService  = "service"   // ThingArg without a case; an empty Entry makes one
	RouteGoal     = "goal"      // PlanArg; an empty Entry makes one
	RouteStep     = "step"      // PlanArg; an empty Entry makes one
	RouteScore    = "score"     // PlanArg
	RouteWords    = "words"     // PlanArg
	RouteFacts    = "facts"     // case id
	RouteMatch    = "match"     // ThingArg; an empty Entry makes one
	RouteReview   = "review"    // ThingArg; an empty Entry makes one
	RouteConsent  = "consent"   // BridgeArg; an empty Entry makes one
	RouteWithdraw = "withdraw"  // ThingArg: a consent
	RouteTold     = "told"      // ThingArg: a consent; whom to tell that it is withdrawn
	RouteAgreed   = "agreed"    // case id: what the person has said yes to
	RouteInformed = "informed"  // case id: when and how the person was told of the case
	RoutePassOn   = "pass-on"   // BridgeArg: a line of the ledger
	RouteReferral = "referral"  // BridgeArg; an empty Entry makes one
	RouteForward  = "forward"   // ThingArg: a referral, to its next state
	RouteStepBack = "step-back" // ThingArg: a referral, whose last move is struck
	// RouteUnderretning: BridgeArg, of which To may be known; an empty Entry makes one.
	RouteUnderretning = "underretning"
	RouteDrafts       = "drafts"   // nil
	RouteSettings     = "settings" // nil
	RouteBackup       = "backup"   // nil
	RouteCheck        = "check"    // nil
	RouteAbout        = "about"    // nil
)

// CaseArg opens a case.
type CaseArg struct {
	ID    string
	Tab   string        // "", "overview", "contacts", "plan", "network", "consent", "referral", "history"
	Entry cases.EntryID // selected, if the tab has it
}

// PrintArg shows a paper of a case before it is written.
type PrintArg struct {
	Case string
	What string // of package cases/paper: WhatPlan, WhatConsents, WhatLedger
}

// NoteArg opens the contact form for something that is already there.
type NoteArg struct {
	Case  string
	Entry cases.EntryID // an existing contact to edit
	Draft *cases.Draft  // a draft to go on with
}

// ThingArg names a thing of a case.
type ThingArg struct {
	Case  string
	Entry cases.EntryID
}

// PlanArg names a thing of a case's plan, or where a new one goes.
type PlanArg struct {
	Case  string
	Entry cases.EntryID
	Arena string        // a new one's, of cases.Kind.PlanKeys; "" asks
	Goal  cases.EntryID // a new step's, "" for none
}

// BridgeArg names a consent, a referral or an underretning of a case, or what of a
// new one is known already.
type BridgeArg struct {
	Case  string
	Entry cases.EntryID
	To    cases.Recipient
	Keys  []string // arenas and themes
}

// BridgeRoutes are the routes of what is written between a case and others; their
// drafts are named as they are, and a draft (*cases.Draft) is gone on with as their
// argument.
func BridgeRoutes() []string {
	return []string{RouteConsent, RouteWithdraw, RouteInformed, RoutePassOn, RouteReferral, RouteForward, RouteStepBack, RouteUnderretning}
}

// PlanRoutes are the routes of what is written in a plan; their drafts are named as
// they are, and a draft (*cases.Draft) is gone on with as their argument.
func PlanRoutes() []string {
	return []string{RouteGoal, RouteStep, RouteScore, RouteWords, RouteFacts, RouteMatch, RouteReview}
}

// Keys under which a device remembers what a screen looked like; see
// cases.Store.Remember.
const (
	MemoryCaseList = "caselist" // selection, sort and filter
	MemoryDay      = "day"      // selection
	MemoryPlace    = "place"    // the main screen and case that were open at a lock
)
