package main

import (
	"errors"
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/cases/history"
	"brobygger/cases/when"
	"brobygger/tui/words"
)

// label is the word of a key of the domain, such as label("domain.phase.",
// "hjaelp"). A key that this program does not know, from a newer one, stands for
// itself. The sixth arena is called what the settings say.
func (a *app) label(prefix, key string) string {
	if key == "" {
		return ""
	}
	if prefix == "domain.arena." && key == cases.ArenaAuthorities && a.session != nil {
		if own := a.session.Settings().ArenaLabel; own != "" {
			return danish.Harmless(own, false)
		}
	}
	if !a.w.Has(prefix + key) {
		return danish.Harmless(key, false)
	}
	return a.w.T(prefix + key)
}

// labels are the words of several keys, joined.
func (a *app) labels(prefix string, keys []string) string {
	return strings.Join(a.each(prefix, keys), ", ")
}

// each is the word of each of several keys.
func (a *app) each(prefix string, keys []string) []string {
	shown := make([]string, len(keys))
	for i, k := range keys {
		shown[i] = a.label(prefix, k)
	}
	return shown
}

// keysOf makes keys plain strings.
func keysOf[T ~string](keys []T) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = string(k)
	}
	return out
}

// moment writes a day with its time of day, if it has one.
func (a *app) moment(m when.Moment) string {
	if !m.HasTime {
		return a.w.Date(m.Date)
	}
	return a.w.Date(m.Date) + " " + a.w.At(m.Hour, m.Minute)
}

// yesOrNo writes an answer, "" where there is none.
func (a *app) yesOrNo(b *bool) string {
	switch {
	case b == nil:
		return ""
	case *b:
		return a.w.T("cli.yes")
	}
	return a.w.T("cli.no")
}

// memberName is the name of a member, else the text itself: a worker's or a
// deputy's field holds a member id or free text.
func (s *session) memberName(id string) string {
	for _, m := range s.Members() {
		if m.ID == id {
			return m.Name
		}
	}
	return id
}

// authorName is the name behind a key, "" where it is nobody's.
func (s *session) authorName(k history.Key) string { return s.Authors()[k].Name }

// itemText is what an item of the day says.
func (a *app) itemText(it cases.Item) string {
	if it.Rule == cases.RuleFollowUp {
		return it.Text
	}
	limit := a.w.Days(it.Limit)
	if it.Hverdage {
		limit = a.w.N("cli.hverdage", it.Limit)
	}
	if k := "domain.rule." + string(it.Rule); a.w.Has(k) {
		return a.w.T(k, words.A{"since": a.w.ShortDate(it.Since), "limit": limit, "months": it.Months, "text": it.Text})
	}
	return danish.Harmless(string(it.Rule), false)
}

// fieldSentence says what is wrong in a form, one line for each field.
func (a *app) fieldSentence(err error) (failure, bool) {
	wrong := cases.FieldErrors(err)
	if len(wrong) == 0 {
		return failure{}, false
	}
	var lines []string
	for _, w := range wrong {
		lines = append(lines, a.w.T("clierr.field", a.fieldLabel("", w.Field), a.fieldProblem(w.Err)))
	}
	return failure{code: codeUsage, id: "field", text: strings.Join(lines, "\n")}, true
}

// fieldLabel is the word of a field of a thing of a kind. The person's own words
// about an arena are a field for each.
func (a *app) fieldLabel(kind, field string) string {
	if arena, is := strings.CutPrefix(field, "words_"); is {
		if arena, said := strings.CutSuffix(arena, "_on"); said {
			return a.label("domain.field.", "words_on") + ", " + a.label("domain.arena.", arena)
		} else if arena != "on" {
			return a.label("domain.field.", "words") + ", " + a.label("domain.arena.", arena)
		}
	}
	if kind == cases.EntryScore && field == "by" {
		field = "rater"
	}
	return a.label("domain.field.", field)
}

func (a *app) fieldProblem(err error) string {
	for _, p := range []struct {
		err  error
		word string
	}{
		{cases.ErrNeeded, "clierr.field.needed"},
		{cases.ErrNotAChoice, "clierr.field.choice"},
		{cases.ErrTooLong, "clierr.field.long"},
		{cases.ErrTooLarge, "clierr.too-large"},
		{cases.ErrPast, "clierr.field.past"},
		{cases.ErrFuture, "clierr.field.future"},
		{cases.ErrTooFar, "clierr.field.far"},
		{calendar.ErrNoSuchDate, "clierr.no-such-date"},
	} {
		if errors.Is(err, p.err) {
			return a.w.T(p.word)
		}
	}
	return a.w.T("clierr.field.valid")
}

// stage says what a long step does.
func (a *app) stage(stage string) string { return a.label("cli.stage.", stage) }
