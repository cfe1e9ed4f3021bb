package main

import (
	"strconv"

	"brobygger/cases"
)

func (a *app) planScore() *builder {
	var scale []string
	for n := cases.MinScore; n <= cases.MaxScore; n++ {
		scale = append(scale, strconv.Itoa(n))
	}
	return a.command("plan score", "case", (*call).addScore).
		key("arena", "domain.arena.", cases.Arenas()...).
		key("score", "domain.score.", scale...).
		key("by", "domain.rater.", keysOf(cases.Raters())...).
		text("reason").value("on", "date")
}

// addScore records where the person stands in an arena.
func (c *call) addScore() error {
	for _, flag := range []string{"arena", "score", "by"} {
		if !c.has(flag) {
			return misuse(c.w.T("clierr.usage.needs", "--"+flag), c.Command)
		}
	}
	s, cs, err := c.openPlan()
	if err != nil {
		return err
	}
	f := cases.ScoreForm{Arena: c.str("arena"), By: cases.Rater(c.str("by"))}
	if f.Value, err = strconv.Atoi(c.str("score")); err != nil {
		return &cases.FieldError{Field: "score", Err: cases.ErrNotAChoice}
	}
	if f.Reason, _, err = c.text(c.Context(), "reason", ""); err != nil {
		return err
	}
	if f.On, err = c.day("on"); err != nil {
		return err
	}
	w, err := cs.AddScore(f, c.today())
	c.noticeOf(err, f.Reason)
	return c.savedThing(s, cs, "", c.label("domain.arena.", f.Arena)+": "+c.score(f.Value)+", "+c.label("domain.rater.", string(f.By)), w, err)
}

// score is a score with its word, "3 på vej".
func (a *app) score(n int) string {
	return strconv.Itoa(n) + " " + a.label("domain.score.", strconv.Itoa(n))
}

func (a *app) planWords() *builder {
	return a.command("plan words", "case", (*call).setWords).
		key("arena", "domain.arena.", cases.Arenas()...).text("text").value("on", "date").flag("take-back")
}

// setWords records the person's own words about the plan or an arena, or erases
// them.
func (c *call) setWords() error {
	if c.on("take-back") {
		if c.has("text") || c.has("on") {
			return misuse(c.w.T("cliplan.words.alone"), c.Command)
		}
		return c.takeBack()
	}
	s, cs, err := c.openPlan()
	if err != nil {
		return err
	}
	text, ok, err := c.note(c.Context(), "text", c.w.T("cliplan.ask.words"))
	if err != nil {
		return err
	}
	if !ok || text == "" {
		return misuse(c.w.T("clierr.usage.needs", "--text")+" "+c.w.T("cliplan.words.empty"), c.Command)
	}
	on, err := c.day("on")
	if err != nil {
		return err
	}
	w, err := cs.SetWords(c.str("arena"), text, on, c.today())
	c.noticeOf(err, text)
	return c.savedThing(s, cs, "", c.wordsSaid(), w, err)
}

// wordsSaid is what the words are about.
func (c *call) wordsSaid() string {
	said := c.label("domain.entry.", cases.EntryWordsSet)
	if arena := c.str("arena"); arena != "" {
		said += ", " + c.label("domain.arena.", arena)
	}
	return said
}

// takeBack erases the person's own words, in a closed case too: whoever said
// them may take them back at any time, without saying why.
func (c *call) takeBack() error {
	s, cs, err := c.open()
	if err != nil {
		return err
	}
	me, mine := s.author()
	w, left, err := cs.TakeBackWords(c.str("arena"), me, mine)
	if err != nil {
		return c.savedThing(s, cs, "", "", w, err)
	}
	if err := c.sure(c.w.T("cliplan.words.sure", cs.Shown())); err != nil {
		return err
	}
	saved, err := s.Save(c.Context(), w)
	if err != nil {
		return about(cs.Shown(), err)
	}
	text := c.w.T("cli.erase.done", cs.Shown())
	if left > 0 {
		text += "\n" + c.w.N("cliplan.words.left", left)
	}
	return c.done(struct {
		Entry string `json:"entry"`
		Left  int    `json:"left"`
	}{string(saved.Entries[0][0]), left}, text)
}

func (a *app) planReview() *builder {
	return a.command("plan review", "case [review]", (*call).addReview).value("on", "date").text("text")
}

// addReview records that the plan was followed up, or changes a review.
func (c *call) addReview() error {
	s, cs, err := c.openPlan()
	if err != nil {
		return err
	}
	var f cases.ReviewForm
	var id cases.EntryID
	if arg := c.arg(1); arg != "" {
		var ids []cases.EntryID
		for _, r := range cs.Reviews {
			ids = append(ids, r.ID)
		}
		if id, err = c.thing(cs, "review", arg, ids); err != nil {
			return err
		}
		for _, r := range cs.Reviews {
			if r.ID == id {
				f = cases.ReviewForm{On: r.On, Text: r.Text}
			}
		}
	}
	question := c.w.T("cliplan.ask.review")
	if id != "" {
		question = ""
	}
	text, ok, err := c.note(c.Context(), "text", question)
	if err != nil {
		return err
	}
	if ok {
		f.Text = text
	}
	if c.has("on") {
		if f.On, err = c.day("on"); err != nil {
			return err
		}
	}
	said := c.label("domain.entry.", cases.EntryReview)
	if id != "" {
		w, err := cs.EditReview(id, f, c.today())
		c.noticeOf(err, f.Text)
		return c.savedThing(s, cs, id, said, w, err)
	}
	w, err := cs.AddReview(f, c.today())
	c.noticeOf(err, f.Text)
	return c.savedThing(s, cs, "", said, w, err)
}
