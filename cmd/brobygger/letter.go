package main

import (
	"path/filepath"
	"slices"
	"strings"

	"brobygger/cases"
	docs "brobygger/cases/paper"
	"brobygger/tui/paper"
)

func (a *app) referralLetter() *builder {
	return a.command("referral letter", "referral", (*call).letter).flag("notes", "dry-run").saves()
}

// jsonPart counts what of a case went into a letter, or was left out of it.
type jsonPart struct {
	Kind string  `json:"kind"`
	Key  *string `json:"key"` // null for what has none
	N    int     `json:"n"`
}

// letter makes the letter of a referral with only what the consents to its
// recipient cover, and says what was left out. Without --to, or with --dry-run,
// it is only shown. Nothing is made that no consent covers.
func (c *call) letter() error {
	to, err := c.paperFile()
	if err != nil {
		return err
	}
	s, cs, r, err := c.referral()
	if err != nil {
		return err
	}
	if r.Struck != nil || r.Erased != nil {
		return about(cs.Shown(), cases.ErrGone)
	}
	p, shared := docs.Letter(cs, docs.LetterInput{To: r.To, Purpose: r.Purpose, On: c.today(), Notes: c.on("notes"),
		Template: c.template(s, docs.TemplateReferral), From: s.Me().Name})
	missing := c.refused(s, cs, notCovered(cs, r, shared))
	out := struct {
		ID       string     `json:"id"`
		Case     string     `json:"case"`
		Number   string     `json:"number"`
		To       string     `json:"to"`
		File     *string    `json:"file"`
		Included []jsonPart `json:"included"`
		LeftOut  []jsonPart `json:"left_out"`
		Text     *string    `json:"text,omitempty"`
	}{ID: string(r.ID), Case: cs.ID, Number: cs.Number, To: r.To.Name, Included: included(shared), LeftOut: []jsonPart{}}
	for _, l := range shared.LeftOut {
		out.LeftOut = append(out.LeftOut, jsonPart{l.Kind, opt(l.Key), l.N})
	}
	if to == "" || c.on("dry-run") {
		text := c.paperText(s, p)
		out.Text = &text
		if err := c.done(out, strings.TrimSuffix(text, "\n")); err != nil {
			return err
		}
		c.tellLeftOut(out.LeftOut)
		if missing != nil {
			c.warn(c.failureOf(missing).text)
		}
		return nil
	}
	if missing != nil {
		return about(cs.Shown(), missing)
	}
	made, err := c.makePaper(s, cs, p, to)
	if err != nil {
		return err
	}
	out.File = &made
	if err := c.done(out, c.w.T("clibridge.letter.made", cs.Shown(), made)); err != nil {
		return err
	}
	c.tellLeftOut(out.LeftOut)
	if !c.opt.json && r.On(cases.ReferralSent).IsZero() {
		c.print(c.w.T("clibridge.letter.next", r.ID.Short()))
	}
	return nil
}

// notCovered is what a referral is about and no consent to its recipient covers,
// nil where all of it is.
func notCovered(cs *cases.Case, r cases.Referral, shared cases.Shared) error {
	missing := slices.DeleteFunc(slices.Clone(r.Keys), func(k string) bool { return slices.Contains(shared.Keys, k) })
	if len(shared.By) > 0 && len(missing) == 0 {
		return nil
	}
	return &cases.NotCoveredError{To: r.To, Missing: missing, Any: len(shared.By) > 0}
}

// included counts the pieces of a letter by kind and by the first of their keys.
func included(shared cases.Shared) []jsonPart {
	out := []jsonPart{}
	for _, it := range shared.Items {
		i := slices.IndexFunc(out, func(p jsonPart) bool { return p.Kind == it.Kind && str(p.Key) == it.Keys[0] })
		if i < 0 {
			i, out = len(out), append(out, jsonPart{it.Kind, opt(it.Keys[0]), 0})
		}
		out[i].N++
	}
	return out
}

// tellLeftOut says what a letter lacks, without a word of it.
func (c *call) tellLeftOut(parts []jsonPart) {
	if c.opt.json || len(parts) == 0 {
		return
	}
	c.print("")
	c.print(c.w.T("clibridge.letter.left"))
	t := &table{}
	for _, p := range parts {
		key := c.w.T("clibridge.letter.nokey")
		if p.Key != nil {
			key = c.label("domain.arena.", *p.Key)
		}
		t.add("  "+c.label("domain.entry.", p.Kind), key, c.w.Count(p.N))
	}
	c.writeTable(t)
}

// template is the text of a letter: the own one, else that of the language.
func (c *call) template(s *session, name string) string {
	if own := s.Settings().Templates[name]; own != "" {
		return own
	}
	return c.w.T("paper.letter.template")
}

// paperFile is the file that a paper is to go to, "" for none.
func (c *call) paperFile() (string, error) {
	to := c.str("to")
	if c.has("to") && !isPaper(to) {
		return "", misuse(c.w.T("cliplan.paper.ending"), c.Command)
	}
	return to, nil
}

// isPaper says whether a file is one for a paper, not for a table.
func isPaper(path string) bool {
	return slices.Contains([]string{".pdf", ".txt"}, strings.ToLower(filepath.Ext(path)))
}

func (c *call) paperText(s *session, p docs.Paper) string { return paper.Text(p, c.paperView(s)) }

func (c *call) paperView(s *session) paper.View {
	return paper.View{Words: c.w, ArenaLabel: s.Settings().ArenaLabel}
}

// makePaper writes a paper to a file that lies unlocked, and gives its whole path.
func (c *call) makePaper(s *session, cs *cases.Case, p docs.Paper, to string) (string, error) {
	data := []byte(c.paperText(s, p))
	if strings.ToLower(filepath.Ext(to)) == ".pdf" {
		var err error
		if data, err = paper.PDF(p, c.paperView(s), c.now()); err != nil {
			return "", about(cs.Shown(), err)
		}
	}
	return c.leave(c.Context(), s, to, cases.UnlockedFile{What: p.What, Case: cs.ID}, data)
}

// resultOf is result, where a paper was not written in the place of the table.
func (c *call) resultOf(v any, t *table) error {
	if isPaper(c.str("to")) {
		t = nil
	}
	return c.result(v, t)
}

// printed writes the paper of a list to a .pdf or .txt that was asked for, and
// says whether it was one.
func (c *call) printed(s *session, cs *cases.Case, p docs.Paper) (bool, error) {
	if !isPaper(c.str("to")) {
		return false, nil
	}
	made, err := c.makePaper(s, cs, p, c.str("to"))
	if err == nil && !c.opt.json {
		c.print(c.w.T("clibridge.paper.made", paper.What(c.w, p.What), cs.Shown(), made))
	}
	return !c.opt.json, err
}
