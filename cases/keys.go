package cases

import "slices"

// Kind is the kind of work a case is.
type Kind string

// The three kinds of work.
const (
	KindMentoring Kind = "mentoring" // mentorforløb
	KindTenancy   Kind = "tenancy"   // social vicevært
	KindNetwork   Kind = "network"   // netværksmøder
)

// Kinds are all kinds, in the order in which lists show them.
func Kinds() []Kind { return []Kind{KindMentoring, KindTenancy, KindNetwork} }

// Valid says whether the kind is one of the three.
func (k Kind) Valid() bool { return slices.Contains(Kinds(), k) }

// Status of a case.
type Status string

// A case is open or closed.
const (
	StatusOpen   Status = "open"
	StatusClosed Status = "closed"
)

// Phase is a stage of a case; which ones there are depends on the kind.
type Phase string

// Phases. The last of each kind is PhaseClosed. Mentoring: DOMAIN §4.1.5
// (Socialstyrelsen/Implement 2018 for the first three months of relation).
const (
	PhaseContact  Phase = "kontakt"
	PhaseMatch    Phase = "match"
	PhaseRelation Phase = "relation"
	PhaseEffort   Phase = "indsats"
	PhaseLeaving  Phase = "udslusning"
	PhaseClarify  Phase = "afklaring"
	PhaseHelp     Phase = "hjaelp"
	PhaseFollowUp Phase = "opfoelgning"
	PhasePrepare  Phase = "forberedelse"
	PhaseMeetings Phase = "moederaekke"
	PhaseClosed   Phase = "afsluttet"
)

// Phases are the phases of a kind, in order.
func (k Kind) Phases() []Phase {
	switch k {
	case KindMentoring:
		return []Phase{PhaseContact, PhaseMatch, PhaseRelation, PhaseEffort, PhaseLeaving, PhaseClosed}
	case KindTenancy:
		return []Phase{PhaseContact, PhaseClarify, PhaseHelp, PhaseFollowUp, PhaseClosed}
	case KindNetwork:
		return []Phase{PhasePrepare, PhaseMeetings, PhaseFollowUp, PhaseClosed}
	}
	return nil
}

// Outcome is how a case ended.
type Outcome string

// Outcomes of tenancies (DOMAIN §3.11) and of mentoring and network cases.
const (
	OutcomePaid        Outcome = "restance-betalt"
	OutcomeInstalments Outcome = "afdragsordning-overholdt"
	OutcomeGranted     Outcome = "hjaelp-bevilget"
	OutcomeMoved       Outcome = "flyttet-frivilligt"
	OutcomeTerminated  Outcome = "ophaevelse-fastholdt"
	OutcomeEvicted     Outcome = "udsat-af-fogeden"
	OutcomeNoContact   Outcome = "ingen-kontakt"
	OutcomeDeclined    Outcome = "takket-nej"
	OutcomeMunicipal   Outcome = "overgivet-til-kommunen"

	OutcomeReached  Outcome = "maalet-naaet"
	OutcomePartly   Outcome = "delvist-naaet"
	OutcomeHandover Outcome = "overgivet-til-kernedrift"
	OutcomeLeft     Outcome = "flyttet"
	OutcomeOther    Outcome = "andet"
)

// Outcomes are the outcomes of a kind, in the order in which forms show them.
func (k Kind) Outcomes() []Outcome {
	switch k {
	case KindTenancy:
		return []Outcome{OutcomePaid, OutcomeInstalments, OutcomeGranted, OutcomeMoved, OutcomeTerminated,
			OutcomeEvicted, OutcomeNoContact, OutcomeDeclined, OutcomeMunicipal}
	case KindMentoring, KindNetwork:
		return []Outcome{OutcomeReached, OutcomePartly, OutcomeHandover, OutcomeLeft, OutcomeDeclined,
			OutcomeNoContact, OutcomeOther}
	}
	return nil
}

// Channel is how a contact took place.
type Channel string

// The channels of a contact.
const (
	ChannelVisit   Channel = "visit"
	ChannelPhone   Channel = "phone"
	ChannelSMS     Channel = "sms"
	ChannelStreet  Channel = "street"
	ChannelMeeting Channel = "meeting"
	ChannelOffice  Channel = "office"
	ChannelLetter  Channel = "letter"
	ChannelOnline  Channel = "online"
)

// Channels are all channels in the order of the contact form.
func Channels() []Channel {
	return []Channel{ChannelVisit, ChannelPhone, ChannelSMS, ChannelStreet, ChannelMeeting, ChannelOffice, ChannelLetter, ChannelOnline}
}

// Role is the worker's role in a contact (Boligsocialt overblik, boks 3).
type Role string

// The four roles of a boligsocial worker.
const (
	RoleExecuting    Role = "executing"    // udførende
	RoleFacilitating Role = "facilitating" // faciliterende
	RoleCoordinating Role = "coordinating" // koordinerende
	RoleBridging     Role = "bridging"     // brobyggende
)

// Roles are all roles in the order of the contact form.
func Roles() []Role { return []Role{RoleExecuting, RoleFacilitating, RoleCoordinating, RoleBridging} }

// The six arenas (five of CFBU's handbook and a sixth, our own choice) and the
// three themes that are no arenas of the plan.
const (
	ArenaStreet      = "gade"
	ArenaFamily      = "familie"
	ArenaLeisure     = "fritid"
	ArenaSchool      = "skole"
	ArenaJob         = "job"
	ArenaAuthorities = "myndighed"
	ThemeMoney       = "okonomi"
	ThemeHome        = "bolig"
	ThemeHealth      = "helbred"
)

// Arenas are the keys of the six arenas in the handbook's order.
func Arenas() []string {
	return []string{ArenaStreet, ArenaFamily, ArenaLeisure, ArenaSchool, ArenaJob, ArenaAuthorities}
}

// Themes are the keys of the three themes.
func Themes() []string { return []string{ThemeMoney, ThemeHome, ThemeHealth} }

// FollowUpState is the state of a follow-up.
type FollowUpState string

// A follow-up is open until it is done or dropped.
const (
	FollowUpOpen    FollowUpState = "open"
	FollowUpDone    FollowUpState = "done"
	FollowUpDropped FollowUpState = "dropped"
)

// Source is how a case came in (DOMAIN §3.10).
type Source string

// The sources of a case.
const (
	SourceArrears   Source = "restanceliste"
	SourceCaretaker Source = "ejendomsfunktionaer"
	SourceSelf      Source = "beboeren-selv"
	SourceMunicipal Source = "kommunen"
	SourceNeighbour Source = "nabo"
	SourceSchool    Source = "skole"
	SourceStreet    Source = "gaden"
	SourceOther     Source = "anden"
)

// Sources are all sources in the order of the form.
func Sources() []Source {
	return []Source{SourceArrears, SourceCaretaker, SourceSelf, SourceMunicipal, SourceNeighbour, SourceSchool, SourceStreet, SourceOther}
}

// Weight of a case, for a fair caseload.
type Weight string

// The weights.
const (
	WeightLight  Weight = "let"
	WeightMiddle Weight = "middel"
	WeightHeavy  Weight = "tung"
)

// Weights are all weights.
func Weights() []Weight { return []Weight{WeightLight, WeightMiddle, WeightHeavy} }

// Basis for keeping a case (GDPR art. 6): consent or legitimate interest.
type Basis string

// The bases.
const (
	BasisConsent  Basis = "consent"
	BasisInterest Basis = "interest"
)

// FundingArea is an indsatsområde of Landsbyggefonden's 2019–26 frame.
type FundingArea string

// The four areas now (lbf.dk). What follows 2026 is data, not known yet.
const (
	AreaEducation  FundingArea = "uddannelse-og-livschancer"
	AreaEmployment FundingArea = "beskaeftigelse"
	AreaCrime      FundingArea = "kriminalitetsforebyggelse"
	AreaCohesion   FundingArea = "sammenhaengskraft-og-medborgerskab"
)

// FundingAreas are the areas in Landsbyggefonden's order.
func FundingAreas() []FundingArea {
	return []FundingArea{AreaEducation, AreaEmployment, AreaCrime, AreaCohesion}
}

// DefaultArea is the area a kind is counted under unless the case says
// otherwise (DOMAIN §6.5).
func (k Kind) DefaultArea() FundingArea {
	if k == KindTenancy {
		return AreaCohesion
	}
	return AreaCrime
}

// MemberRole is a role of a member of the team.
type MemberRole string

// Roles are a set; a member may have several.
const (
	MemberMentor      MemberRole = "mentor"
	MemberVicevaert   MemberRole = "vicevaert"
	MemberMoedeleder  MemberRole = "moedeleder"
	MemberLeder       MemberRole = "leder"
	MemberKoordinator MemberRole = "koordinator"
)

// MemberRoles are all roles.
func MemberRoles() []MemberRole {
	return []MemberRole{MemberMentor, MemberVicevaert, MemberMoedeleder, MemberLeder, MemberKoordinator}
}

// EraseReason says why something was erased.
type EraseReason string

// The reasons for erasing.
const (
	EraseWrongCase EraseReason = "wrong-case"
	EraseNotNeeded EraseReason = "not-needed"
	EraseWithdrawn EraseReason = "withdrawn"
	EraseOrdered   EraseReason = "ordered"
)

// EraseReasons are all reasons.
func EraseReasons() []EraseReason {
	return []EraseReason{EraseWrongCase, EraseNotNeeded, EraseWithdrawn, EraseOrdered}
}
