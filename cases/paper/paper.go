// Package paper says what stands on a paper that leaves the program: blocks of
// word keys and values. It holds no words and no layout; package tui/paper draws
// it. What is here has already been sorted out: nothing that is for the team
// alone, no name of others than family and the own teacher, no address, phone or
// workplace of anybody.
package paper

import (
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/when"
)

// The kinds of papers; see cases.UnlockedFile.What.
const (
	WhatPlan     = "plan"     // the plan as one page for the family
	WhatLetter   = "letter"   // the letter of a referral
	WhatConsents = "consents" // what the person has said yes to
	WhatLedger   = "ledger"   // what was passed on
)

// Paper is a paper before it is drawn. Texts are harmless and may have several
// lines.
type Paper struct {
	What   string // WhatPlan …
	Case   string // case id
	Number string // case number
	On     calendar.Date
	Name   string // first name of whom it is about
	Worker string // first name of the case's worker, "" where it is not known
	Blocks []Block
}

// Block is a part of a paper: [Title], [Quote], [Heading], [Scale], [Goal],
// [Step], [Note], [Small], [Para], [Entry], [Allowed] or [Passed].
type Block interface{ block() }

// Title is what the paper is called; the name of the person belongs to it.
type Title struct{ Key string }

// Quote is what the person says, about an arena or about the plan as a whole.
type Quote struct {
	Arena string // "" for the plan as a whole
	Text  string
}

// Heading begins a part of the page.
type Heading struct{ Key string }

// Scale is where an arena stands, as each says who has said something.
type Scale struct {
	Arena string
	Sides []Side // the worker's first
}

// Side is one rater's newest score beside that rater's first.
type Side struct {
	By     cases.Rater
	Value  int           // of cases.MinScore … cases.MaxScore
	Before calendar.Date // the day of the first score, zero where there is only one
	Change int           // steps of the scale since then
	Reason string        // why, "" where it is not said
}

// Goal is a goal, open or reached.
type Goal struct {
	Arena     string
	Text      string
	Indicator string // kendetegn
	By        calendar.Date
	State     cases.GoalState
}

// Step is who does what by when. Of somebody whose name may not be seen Who has
// the relation alone, and never a workplace.
type Step struct {
	Arena string
	Text  string
	Who   cases.Actor
	By    calendar.Date
	State cases.StepState
}

// Note is a sentence of the program with a day in it, and perhaps a time.
type Note struct {
	Key string
	On  when.Moment
}

// Small is the small print: it names the case by number and id.
type Small struct{ Key string }

func (Title) block()   {}
func (Quote) block()   {}
func (Heading) block() {}
func (Scale) block()   {}
func (Goal) block()    {}
func (Step) block()    {}
func (Note) block()    {}
func (Small) block()   {}

// FileName proposes a name for the file, without anybody's name in it; ext has
// no dot.
func (p Paper) FileName(ext string) string {
	number := strings.Map(func(r rune) rune {
		if r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, p.Number)
	if number == "" {
		number = p.Case[:min(8, len(p.Case))]
	}
	return p.What + "-" + number + "-" + p.On.String() + "." + ext
}
