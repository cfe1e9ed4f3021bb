package paper_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/paper"
	"brobygger/cases/when"
	"brobygger/tui/frame"
	draw "brobygger/tui/paper"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/words"
)

// bridged is the sample with its plan, its consents and its referrals.
func bridged(t *testing.T) (*sample.Sample, *sample.Bridged) {
	t.Helper()
	s := fakestore.New()
	p := sample.Fill(t, s)
	sample.Plan(t, s, p)
	return p, sample.Bridge(t, s, p)
}

func TestThePapersOfConsents(t *testing.T) {
	p, b := bridged(t)
	c := p.Case(p.Karim)
	on := calendar.Date{Year: 2026, Month: 12, Day: 7}
	for _, l := range words.Languages() {
		v := view(t, l)
		r := c.Referral(b.Sent)
		letter, _ := paper.Letter(c, paper.LetterInput{To: r.To, Purpose: r.Purpose, On: on, Notes: true, Template: draw.DefaultTemplate(v.Words), From: "Amira Noor"})
		for name, p := range map[string]paper.Paper{"letter": letter, "consents": paper.Consents(c, on), "ledger": paper.Ledger(c, on)} {
			text := draw.Text(p, v)
			for _, line := range strings.Split(text, "\n") {
				if n := frame.Width(line); n > 72 {
					t.Errorf("%s: %d columns: %s", l, n, line)
				}
			}
			if strings.ContainsAny(text, "‹›{}") {
				t.Errorf("a word is missing:\n%s", text)
			}
			tuitest.Golden(t, name+"-"+string(l), text)
			_, onPaper := read(t, pdf(t, p, v))
			for _, word := range strings.Fields(text) {
				if word = strings.Trim(word, "-:"); !strings.Contains(onPaper, word) {
					t.Errorf("%s: %q is in the text and not in the PDF", name, word)
				}
			}
		}
	}
}

func TestALongLetterGoesOnOnAnotherPage(t *testing.T) {
	p, b := bridged(t)
	c := p.Case(p.Karim)
	r := c.Referral(b.Sent)
	v := view(t, words.Danish)
	letter, _ := paper.Letter(c, paper.LetterInput{To: r.To, Purpose: strings.Repeat("linje\n", 90), On: calendar.Date{Year: 2026, Month: 12, Day: 7},
		Template: draw.DefaultTemplate(v.Words), From: "Amira Noor"})
	pages, text := read(t, pdf(t, letter, v))
	if n := strings.Count(text, "linje\n"); pages < 2 || n != 90 {
		t.Errorf("%d pages, %d lines", pages, n)
	}
}

// keysOf draws a set of the nine keys.
func keysOf(t *rapid.T, name string, least int, from []string) []string {
	all := rapid.SliceOfNDistinct(rapid.SampledFrom(from), least, len(from), rapid.ID[string]).Draw(t, name)
	slices.SortFunc(all, func(a, b string) int { return slices.Index(from, a) - slices.Index(from, b) })
	return all
}

// Notes, steps, goals, scores, own words and consents at random, in words that
// are like none in a template: in the letter stands not one word of what is not
// covered, neither in the text nor in the PDF, and all that is.
func TestALetterHoldsNothingThatIsNotCovered(t *testing.T) {
	both := slices.Concat(cases.Arenas(), cases.Themes())
	views := map[words.Language]draw.View{}
	for _, l := range words.Languages() {
		views[l] = view(t, l)
	}
	today := calendar.Date{Year: 2026, Month: 12, Day: 7}
	rapid.Check(t, func(rt *rapid.T) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		id := p.Make("26-9999", sample.At(9, 1, 9, 0), cases.CaseForm{Kind: cases.KindMentoring, Name: "Tesz Person", Protected: true,
			Address: "Qzvej 17, 3. tv", Phone: "11 22 33 44"})
		to, other := cases.Recipient{Name: "Zqcenter"}, cases.Recipient{Name: "Wqcenter"}
		type mark struct {
			word string
			keys []string
			note bool
			out  bool // never in a letter, whatever is covered
		}
		var marks []mark
		n := 0
		word := func(keys []string, note, out bool) string {
			n++
			w := fmt.Sprintf("qx%swz%d", rapid.StringMatching(`[bcdfghjkz]{4,7}`).Draw(rt, "word"), n)
			marks = append(marks, mark{w, keys, note, out})
			return w
		}
		minute := 0
		do := func(make func(*cases.Case) (cases.Write, error)) cases.EntryID {
			minute++
			return p.Do(id, sample.At(9, 2, 8, 0).Add(time.Duration(minute)*time.Minute), make)
		}
		stranger := do(func(c *cases.Case) (cases.Write, error) {
			return c.AddParty(cases.PartyForm{Name: word(nil, false, true), Relation: "rådgiver", Org: word(nil, false, true), Phone: "99 88 77 66", Protected: true})
		})
		leak := " Qzvej 17 tlf 11223344 hos 99887766"
		for range rapid.IntRange(0, 4).Draw(rt, "consents") {
			f := cases.ConsentInput{To: to, Scope: keysOf(rt, "scope", 1, both), Purpose: word(nil, false, true), Note: word(nil, false, true),
				Evidence: word(nil, false, true), GivenBy: cases.WhoPerson, Form: cases.ConsentOral, On: calendar.Date{Year: 2026, Month: 9, Day: 3}}
			how := rapid.SampledFrom([]string{"valid", "valid", "ended", "withdrawn", "other"}).Draw(rt, "how")
			switch how {
			case "ended":
				f.Until = calendar.Date{Year: 2026, Month: 12, Day: 6}
			case "other":
				f.To = other
			}
			made := do(func(c *cases.Case) (cases.Write, error) { return c.GiveConsent(f, today) })
			if how == "withdrawn" {
				do(func(c *cases.Case) (cases.Write, error) { return c.WithdrawConsent(made, today, today) })
			}
		}
		for range rapid.IntRange(0, 10).Draw(rt, "things") {
			arena := rapid.SampledFrom(cases.KindMentoring.PlanKeys()).Draw(rt, "arena")
			key := []string{arena}
			on := calendar.Date{Year: 2026, Month: 9, Day: 2}
			switch rapid.SampledFrom([]string{"goal", "loose", "step", "team", "score", "words", "note", "struck"}).Draw(rt, "thing") {
			case "goal":
				do(func(c *cases.Case) (cases.Write, error) {
					return c.AddGoal(cases.GoalForm{Arena: arena, Text: word(key, false, false) + leak, Indicator: word(key, false, false)})
				})
			case "loose":
				do(func(c *cases.Case) (cases.Write, error) {
					return c.AddGoal(cases.GoalForm{Text: word(nil, false, true)})
				})
			case "step":
				who := rapid.SampledFrom([]string{string(stranger), cases.WhoPerson, word(nil, false, true)}).Draw(rt, "who")
				do(func(c *cases.Case) (cases.Write, error) {
					return c.AddStep(cases.StepForm{Arena: arena, Text: word(key, false, false) + leak, Who: who}, today)
				})
			case "team":
				do(func(c *cases.Case) (cases.Write, error) {
					return c.AddStep(cases.StepForm{Arena: arena, Text: word(key, false, true), TeamOnly: true}, today)
				})
			case "score":
				by := rapid.SampledFrom([]cases.Rater{cases.RaterPerson, cases.RaterTogether, cases.RaterWorker}).Draw(rt, "by")
				do(func(c *cases.Case) (cases.Write, error) {
					// A later one may stand before it: then it is in no letter, so it only must not
					// be in one uncovered.
					return c.AddScore(cases.ScoreForm{Arena: arena, Value: 3, By: by, Reason: word(key, true, false), On: on}, today)
				})
			case "words":
				do(func(c *cases.Case) (cases.Write, error) { return c.SetWords(arena, word(key, true, false), on, today) })
			case "note", "struck":
				tags := keysOf(rt, "tags", 0, both)
				met := true
				struck := rapid.Bool().Draw(rt, "struck")
				f := cases.ContactForm{Channel: cases.ChannelVisit, Met: &met, At: when.Moment{Date: on}, Text: word(tags, true, struck || len(tags) == 0) + leak}
				for _, k := range tags {
					if slices.Contains(cases.Themes(), k) {
						f.Themes = append(f.Themes, k)
					} else {
						f.Arenas = append(f.Arenas, k)
					}
				}
				made := p.Note(id, sample.At(9, 2, 7, 0), f)
				if struck {
					do(func(c *cases.Case) (cases.Write, error) {
						ch, err := c.Strike(made, "fejl")
						return cases.Write{Case: id, Changes: []cases.Change{ch}}, err
					})
				}
			}
		}
		c := p.Case(id)
		covered, _ := c.Covered(to, today)
		notes := rapid.Bool().Draw(rt, "notes")
		v := views[rapid.SampledFrom(words.Languages()).Draw(rt, "language")]
		letter, shared := paper.Letter(c, paper.LetterInput{To: to, Purpose: "formål" + leak, On: today, Notes: notes, Template: draw.DefaultTemplate(v.Words), From: "Amira Noor"})
		text := draw.Text(letter, v)
		_, onPaper := read(t, pdf(t, letter, v))
		flat := strings.Join(strings.Fields(onPaper), "")
		left := 0
		for _, l := range shared.LeftOut {
			left += l.N
		}
		for _, m := range marks {
			may := !m.out && !slices.ContainsFunc(m.keys, func(k string) bool { return !slices.Contains(covered, k) })
			inText, inPDF := strings.Contains(text, m.word), strings.Contains(flat, m.word)
			switch {
			case !may && (inText || inPDF):
				rt.Fatalf("%q about %q stands in the letter; covered: %q\n%s", m.word, m.keys, covered, text)
			case may && !m.note && !(inText && inPDF):
				rt.Fatalf("%q about %q is covered and not in the letter (text %v, PDF %v)\n%s", m.word, m.keys, inText, inPDF, text)
			}
		}
		for _, hidden := range []string{"Qzvej", "11223344", "11 22 33 44", "99887766", "99 88 77 66", "Wqcenter"} {
			if strings.Contains(text, hidden) || strings.Contains(onPaper, hidden) {
				rt.Fatalf("%q stands in the letter\n%s", hidden, text)
			}
		}
		if !strings.Contains(text, "Tesz Person") || !strings.Contains(text, "Zqcenter") {
			rt.Fatalf("the letter is about nobody\n%s", text)
		}
	})
}
