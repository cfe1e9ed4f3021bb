package paper

import (
	"slices"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
)

// Para is a paragraph of a letter; its texts may have several lines.
type Para struct{ Pieces []Piece }

// Piece is a part of a paragraph: a text, a day, or consents; one of the three.
type Piece struct {
	Text string
	On   calendar.Date
	By   []Permit
}

// Permit is a consent as a letter names it.
type Permit struct {
	On, Until calendar.Date // Until is zero where it has no end
	Form      cases.ConsentForm
}

// Entry is a note of a contact.
type Entry struct {
	Keys []string
	On   calendar.Date
	Text string
}

func (Para) block()  {}
func (Entry) block() {}

// LetterInput is what a letter is made of beside its case.
type LetterInput struct {
	To       cases.Recipient
	Purpose  string
	On       calendar.Date
	Notes    bool   // whether notes of contacts are taken along
	Template string // see CheckTemplate
	From     string // whose name stands under it
}

// Letter is a letter to a recipient by a template, with nothing of the case but
// what valid consents to the recipient cover, and what was left out of it. Of
// whom it is about it says the name, and never where they live or how they are
// reached; others are named only where they are family or the own teacher, and
// then by first name. What is written into texts of whoever has beskyttet adresse
// is blanked.
func Letter(c *cases.Case, in LetterInput) (Paper, cases.Shared) {
	shared := c.SharedWith(in.To, in.On, in.Notes)
	w := writer{c: c}
	p := Paper{
		What: WhatLetter, Case: c.ID, Number: c.Number + c.Suffix, On: in.On,
		Name:   danish.FirstName(danish.Harmless(c.Person.Name, false)),
		Worker: danish.FirstName(danish.Harmless(c.ActorOf(cases.WhoWorker).Name, false)),
	}
	plain := func(text string) Piece { return Piece{Text: c.Hide(danish.Harmless(text, true))} }
	var para Para
	end := func() {
		if len(para.Pieces) > 0 {
			w.add(para)
			para = Para{}
		}
	}
	for _, s := range slots(in.Template) {
		switch s.slot {
		case "":
			para.Pieces = append(para.Pieces, Piece{Text: s.text})
		case SlotTo:
			para.Pieces = append(para.Pieces, plain(in.To.Name))
		case SlotPerson:
			para.Pieces = append(para.Pieces, plain(c.Person.Name))
		case SlotPurpose:
			para.Pieces = append(para.Pieces, plain(in.Purpose))
		case SlotFrom:
			para.Pieces = append(para.Pieces, plain(in.From))
		case SlotDay:
			para.Pieces = append(para.Pieces, Piece{On: in.On})
		case SlotConsent:
			para.Pieces = append(para.Pieces, Piece{By: permits(shared.By)})
		case SlotContent:
			end()
			w.shared(shared)
		}
	}
	end()
	w.add(Small{"paper.letter.small"})
	p.Blocks = w.blocks
	return p, shared
}

func permits(by []cases.Consent) []Permit {
	out := []Permit{} // not nil: it stands for consents, also for none
	for _, x := range by {
		out = append(out, Permit{x.On, x.Until, x.Form})
	}
	return out
}

// shared writes what may be told, by what it is about; notes come last, with the
// newest first.
func (w *writer) shared(s cases.Shared) {
	if len(s.Items) == 0 {
		w.add(Note{Key: "paper.letter.nothing"})
		return
	}
	for _, key := range slices.Concat(cases.Arenas(), cases.Themes()) {
		of := func(kind string) []cases.SharedItem {
			return slices.DeleteFunc(slices.Clone(s.Items), func(it cases.SharedItem) bool { return it.Kind != kind || it.Keys[0] != key })
		}
		scale := Scale{Arena: key}
		for _, it := range slices.Backward(of(cases.EntryScore)) { // the worker's first
			scale.Sides = append(scale.Sides, Side{By: it.By, Value: it.Score, Reason: w.text(it.More)})
		}
		if len(scale.Sides) > 0 {
			w.add(scale)
		}
		for _, it := range of(cases.EntryWordsSet) {
			w.add(Quote{Arena: key, Text: w.text(it.Text)})
		}
		for _, it := range of(cases.EntryGoal) {
			g := Goal{Arena: key, Text: w.text(it.Text), Indicator: w.text(it.More), By: it.On, State: cases.GoalState(it.State)}
			if w.unsettled(it.ID, "by") {
				g.By = calendar.Date{}
			}
			w.add(g)
		}
		for _, it := range of(cases.EntryStep) {
			st := Step{Arena: key, Text: w.text(it.Text), Who: w.who(it.Who), By: it.On, State: cases.StepState(it.State)}
			if w.unsettled(it.ID, "by") {
				st.By = calendar.Date{}
			}
			if w.unsettled(it.ID, "who") {
				st.Who = cases.Actor{}
			}
			w.add(st)
		}
	}
	var notes []Block
	for _, it := range s.Items {
		if it.Kind == cases.EntryContact {
			notes = append(notes, Entry{it.Keys, it.On, w.text(it.Text)})
		}
	}
	w.part("paper.letter.notes", notes...)
}

func (w *writer) text(text string) string { return w.c.Hide(danish.Harmless(text, true)) }
