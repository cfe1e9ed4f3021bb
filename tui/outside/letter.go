package outside

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/cases/paper"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	draw "brobygger/tui/paper"
	"brobygger/tui/words"
)

// letter is what the preview of a referral's letter has beside that of any paper:
// what was left out, whether notes are taken along, and the refusal to write it
// where no consent covers the referral.
type letter struct {
	entry  cases.EntryID
	notes  bool
	looked looked
}

// looked is what was found out about a letter.
type looked struct {
	left      []cases.LeftOut
	missing   error // why it must not be sent, nil where it may
	authority bool  // the recipient is a public authority
	sendable  bool  // the referral may be marked as sent
	to        cases.Recipient
}

// besideFrom is the width from which what was left out stands beside the letter.
const besideFrom = 112

// letterWidth is how many columns of it the letter has then.
const letterWidth = 76

// leastLetter is how many lines of the letter stand above what was left out.
const leastLetter = 4

func newLetter(d *desk.Desk, home string, a desk.ThingArg) *printer {
	s := newPrinter(d, home, a.Case, paper.WhatLetter)
	s.of = &letter{entry: a.Entry}
	return s
}

func letterContext() keys.Context {
	c := printContext()
	c.Name = "letter.context"
	c.Bindings = slices.Insert(c.Bindings, 1,
		keys.Binding{ID: "notes", Keys: []string{"m"}, Label: "letter.key.notes", More: "letter.key.notes.more"},
		keys.Binding{ID: "template", Keys: []string{"b"}, Label: "letter.key.template", More: "letter.key.template.more", Quiet: true},
		keys.Binding{ID: "worry", Keys: []string{"w"}, Label: "letter.key.worry", More: "letter.key.worry.more", Quiet: true},
	)
	return c
}

// writer gives the function that writes the letter; it is run in a command.
func (l *letter) writer(d *desk.Desk) func(*cases.Case) (paper.Paper, looked, error) {
	entry, notes, store, day, w := l.entry, l.notes, d.Store, d.Today(), d.W()
	return func(c *cases.Case) (paper.Paper, looked, error) {
		r := c.Referral(entry)
		switch {
		case r == nil:
			return paper.Paper{}, looked{}, cases.ErrNoSuchEntry
		case r.Struck != nil || r.Erased != nil:
			return paper.Paper{}, looked{}, cases.ErrGone
		}
		p, shared := paper.Letter(c, paper.LetterInput{To: r.To, Purpose: r.Purpose, On: day, Notes: notes,
			Template: draw.Template(w, store.Settings()), From: danish.Harmless(store.Me().Name, false)})
		f := looked{left: shared.LeftOut, to: r.To, missing: notCovered(c, *r, day), sendable: !c.ReadOnly && r.State.MayFollow(cases.ReferralSent)}
		if dir, err := store.Directory(context.Background()); err == nil { // else it is told as it is of any other
			f.authority = desk.Authority(dir, r.To)
		}
		return p, f, nil
	}
}

// notCovered says what of a referral no valid consent to its recipient covers on
// a day, nil where all is. It is the same as what refuses to send it.
func notCovered(c *cases.Case, r cases.Referral, day calendar.Date) error {
	covered, by := c.Covered(r.To, day)
	missing := slices.DeleteFunc(slices.Clone(r.Keys), func(k string) bool { return slices.Contains(covered, k) })
	if len(missing) == 0 && len(by) > 0 {
		return nil
	}
	return &cases.NotCoveredError{To: r.To, Missing: missing, Any: len(by) > 0}
}

// refusal is why the letter is not written, "" where it may be.
func (l *letter) refusal(d *desk.Desk) string { return d.Missing(l.looked.missing, l.looked.authority) }

// worry goes on with an underretning, which nothing holds up.
func (l *letter) worry(id string) tui.Action {
	return tui.Open{Route: desk.RouteUnderretning, Arg: desk.BridgeArg{Case: id, To: l.looked.to}}
}

// ask asks whether the referral is sent now.
func (l *letter) ask(d *desk.Desk, id string) *tui.Dialog {
	w, entry, today := d.W(), l.entry, d.Today()
	return tui.Confirm(d.Env, w.T("letter.sent.title"), w.T("letter.sent.text", words.A{"to": desk.OneLine(l.looked.to.Name)}), func() (tui.Action, tea.Cmd) {
		return nil, d.Act(nil, id, func(c *cases.Case) (cases.Write, error) {
			return c.MoveReferral(entry, cases.MoveInput{State: cases.ReferralSent, What: "letter"}, today)
		})
	})
}

// leftOut says what was left out, a line each: how many of what, about what.
func (l *letter) leftOut(d *desk.Desk, c *cases.Case) []string {
	if c == nil {
		return nil
	}
	w := d.W()
	notes := w.T("letter.notes.off")
	if l.notes {
		notes = w.T("letter.notes.on")
	}
	if len(l.looked.left) == 0 {
		return []string{w.T("letter.left.none"), notes}
	}
	var parts []string
	for i := 0; i < len(l.looked.left); {
		kind, n, byKey := l.looked.left[i].Kind, 0, map[string]int{}
		for ; i < len(l.looked.left) && l.looked.left[i].Kind == kind; i++ {
			n += l.looked.left[i].N
			byKey[l.looked.left[i].Key] += l.looked.left[i].N
		}
		var about []string
		for _, key := range append(append(cases.Arenas(), cases.Themes()...), "") {
			switch label := d.Label("domain.arena.", key); {
			case byKey[key] == 0:
				continue
			case key == "":
				about = append(about, w.T("letter.left.nothing"))
			default:
				about = append(about, label)
			}
		}
		parts = append(parts, w.T("letter.left.part", words.A{"n": n, "what": w.N("letter.left."+leftWord(kind), n), "about": strings.Join(about, ", ")}))
	}
	return append([]string{w.T("letter.left")}, append(parts, notes)...)
}

// leftWord is the word key of a kind of thing.
func leftWord(kind string) string {
	switch kind {
	case cases.EntryGoal:
		return "goal"
	case cases.EntryStep:
		return "step"
	case cases.EntryScore:
		return "score"
	case cases.EntryWordsSet:
		return "words"
	}
	return "note"
}

// aside gives what was left out, for beside the letter or below it.
func (s *printer) aside(room frame.Size, height int) (beside, below []string) {
	all, st := s.of.leftOut(s.d, s.c), s.d.Env.Styles
	if room.Width >= besideFrom {
		for i, t := range all {
			for _, l := range frame.Wrap(t, max(1, room.Width-letterWidth-4)) {
				if i == 0 {
					l = st.Heading.Render(l)
				}
				beside = append(beside, l)
			}
			if i == 0 || i == len(all)-2 {
				beside = append(beside, "")
			}
		}
		return beside, nil
	}
	text := all[0]
	if len(all) > 2 {
		text += " " + strings.Join(all[1:len(all)-1], "; ") + "."
	}
	for _, t := range []string{text, all[len(all)-1]} {
		for _, l := range frame.Wrap(t, max(1, room.Width-2)) {
			below = append(below, " "+l)
		}
	}
	if most := max(0, height-1-leastLetter); len(below) > most {
		below = below[:most] // the help says all of it
	}
	if len(below) == 0 {
		return nil, nil
	}
	return nil, append([]string{st.Rule.Render(strings.Repeat("─", room.Width))}, below...)
}

// besides puts lines at the right of others.
func besides(lines, beside []string, height int) []string {
	if len(beside) == 0 {
		for len(lines) < height {
			lines = append(lines[:len(lines):len(lines)], "")
		}
		return lines
	}
	var out []string
	for i := range height {
		l, r := "", ""
		if i < len(lines) {
			l = lines[i]
		}
		if i < len(beside) {
			r = beside[i]
		}
		out = append(out, frame.Fit(l, letterWidth)+"│ "+r)
	}
	return out
}
