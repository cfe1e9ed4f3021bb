package paper_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

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

func view(t *testing.T, l words.Language) draw.View {
	t.Helper()
	w, err := words.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	return draw.View{Words: w}
}

// karim is the plan of the sample's first case.
func karim(t *testing.T) paper.Paper {
	t.Helper()
	s := fakestore.New()
	p := sample.Fill(t, s)
	sample.Plan(t, s, p)
	return paper.Plan(p.Case(p.Karim), calendar.Of(s.Clock()), cases.DefaultSettings())
}

var made = time.Date(2026, 12, 7, 8, 41, 0, 0, time.UTC)

func pdf(t *testing.T, p paper.Paper, v draw.View) []byte {
	t.Helper()
	b, err := draw.PDF(p, v, made)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestText(t *testing.T) {
	p := karim(t)
	for _, l := range words.Languages() {
		got := draw.Text(p, view(t, l))
		for _, line := range strings.Split(got, "\n") {
			if n := frame.Width(line); n > 72 {
				t.Errorf("%s: %d columns: %s", l, n, line)
			}
		}
		tuitest.Golden(t, "plan-"+string(l), got)
	}
}

func TestPDFIsOnePageAndTheSameEachTime(t *testing.T) {
	p := karim(t)
	first := pdf(t, p, view(t, words.Danish))
	for range 5 {
		if !bytes.Equal(first, pdf(t, p, view(t, words.Danish))) {
			t.Fatal("the same paper gave other bytes")
		}
	}
	pages, text := read(t, first)
	if pages != 1 {
		t.Errorf("%d pages", pages)
	}
	for _, want := range []string{"Karims plan", "færdig", "går godt med støtte", "Lektiecafé", "mandag 7. december 2026", "Amal, mor", "(6ae6783f4fbde91b6eb88b73a48ed247)"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if other := view(t, words.Danish); bytes.Equal(first, pdf(t, p, draw.View{Words: other.Words, ArenaLabel: "Kommunen"})) {
		t.Error("the own label of the sixth arena does nothing")
	}
}

// The file says who made it and when, and nothing of whom it is about.
func TestPDFTellsNothingOfThePerson(t *testing.T) {
	data := pdf(t, karim(t), view(t, words.Danish))
	for _, key := range []string{"/Author", "/Title", "/Subject", "/Keywords", "/Creator ", "/Metadata", "Karim", "K\x00a\x00r", "FPDF"} {
		if bytes.Contains(data, []byte(key)) {
			t.Errorf("the file has %q", key)
		}
	}
	for _, want := range []string{"/Producer", "/CreationDate (D:20261207084100)"} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("the file lacks %q", want)
		}
	}
}

// page is a paper with these blocks.
func page(blocks ...paper.Block) paper.Paper {
	return paper.Paper{What: paper.WhatPlan, Case: strings.Repeat("ab", 16), Number: "26-7RQ4", On: calendar.Date{Year: 2026, Month: 12, Day: 7},
		Name: "Yıldız", Worker: "Łukasz", Blocks: append([]paper.Block{paper.Title{Key: "paper.plan.title"}}, append(blocks, paper.Small{Key: "paper.plan.small"})...)}
}

func TestNeighboursNamesStand(t *testing.T) {
	const names = "Yıldız Łukasz Şükrü Ægir Åse Øyvind Zoë Ñandú Дарья Ελένη Győző Țăndărică"
	_, text := read(t, pdf(t, page(paper.Quote{Text: names}), view(t, words.Danish)))
	joined := strings.Join(strings.Fields(text), " ")
	if !strings.Contains(joined, names) || !strings.Contains(joined, "Yıldız' plan") {
		t.Error(text)
	}
	if strings.Contains(text, "□") {
		t.Error("something is said to be lacking")
	}
}

func TestWhatTheFontLacksIsSeenToLack(t *testing.T) {
	_, text := read(t, pdf(t, page(paper.Quote{Text: "Nguyễn og أحمد og 👍 hej"}), view(t, words.Danish)))
	joined := strings.Join(strings.Fields(text), " ")
	if !strings.Contains(joined, "Nguy□n og □□□□ og □ hej") || !strings.Contains(joined, "□ er et tegn, som skriften her ikke har") {
		t.Error(text)
	}
}

func TestTheStateOfAStepStaysInOnePiece(t *testing.T) {
	for n := range 40 {
		step := paper.Step{Arena: cases.ArenaSchool, Text: strings.Repeat("o", n+1) + " " + strings.Repeat("a ", 20), State: cases.StepDoing}
		_, text := read(t, pdf(t, page(paper.Heading{Key: "paper.plan.agreed"}, step), view(t, words.Danish)))
		if !strings.Contains(text, "(i\u00a0gang)") {
			t.Fatal(text)
		}
	}
}

// full is a plan with much in every part.
func full(done, open int, text string) paper.Paper {
	on := calendar.Date{Year: 2026, Month: 12, Day: 18}
	b := []paper.Block{paper.Quote{Text: text}, paper.Heading{Key: "paper.plan.good"}}
	for i := range done {
		b = append(b, paper.Step{Arena: cases.ArenaSchool, Text: fmt.Sprintf("gjort%d. %s", i, text), State: cases.StepDone})
	}
	b = append(b, paper.Heading{Key: "paper.plan.agreed"})
	for i := range open {
		b = append(b, paper.Step{Arena: cases.Arenas()[i%6], Text: fmt.Sprintf("aftale%d. %s", i, text), Who: cases.Actor{Kind: cases.ActorWorker}, By: on, State: cases.StepTodo})
	}
	return page(append(b, paper.Heading{Key: "paper.plan.next"}, paper.Note{Key: "paper.plan.review", On: when.Moment{Date: on}})...)
}

var moreThings = regexp.MustCompile(`… og (\d+) mere`)

// Whatever there is stands on one page, and what is not there is counted: of
// what was done the oldest go first, and the agreements last of all.
func TestOnePageWhateverThereIs(t *testing.T) {
	long := strings.Repeat("lang tekst ", 30)
	for _, x := range []struct {
		done, open int
		text       string
		doneLeft   int // -1 for any
		openLeft   int
	}{
		{2, 3, "kort", 2, 3},
		{40, 10, "kort", -1, 10},
		{0, 200, "kort", 0, -1},
		{40, 40, "kort", 0, -1},
		{3, 6, long, 0, 6},
		{5, 60, long, 0, -1},
		{1, 2, strings.Repeat("x", 3000), -1, 2},
		{0, 0, strings.Repeat("en linje\n", 400), 0, 0},
	} {
		pages, text := read(t, pdf(t, full(x.done, x.open, x.text), view(t, words.Danish)))
		what := fmt.Sprintf("%d done, %d agreed of %d letters", x.done, x.open, len(x.text))
		if pages != 1 {
			t.Errorf("%s: %d pages", what, pages)
		}
		done, open := strings.Count(text, "gjort"), strings.Count(text, "aftale")
		if x.doneLeft >= 0 && done != x.doneLeft || x.openLeft >= 0 && open != x.openLeft {
			t.Errorf("%s: %d and %d left", what, done, open)
		}
		missing := 0
		for _, m := range moreThings.FindAllStringSubmatch(text, -1) {
			n, _ := strconv.Atoi(m[1])
			missing += n
		}
		if done+open+missing != x.done+x.open {
			t.Errorf("%s: %d and %d left, %d said to be missing", what, done, open, missing)
		}
		if done > 0 && !strings.Contains(text, "gjort0.") || open > 0 && !strings.Contains(text, "aftale0.") {
			t.Errorf("%s: the first ones are not there", what)
		}
		if !strings.Contains(text, "Vi ser på planen") || !strings.Contains(text, "26-7RQ4") {
			t.Errorf("%s: the end of the page is not there", what)
		}
	}
}

// Everything drawn lies on the page, above its lower edge and left of its right
// one.
func TestNothingRunsOffThePage(t *testing.T) {
	for _, p := range []paper.Paper{karim(t), full(5, 60, strings.Repeat("lang tekst ", 30)), full(1, 2, strings.Repeat("W", 3000)), full(40, 10, "kort")} {
		data := pdf(t, p, view(t, words.Danish))
		for _, at := range places(t, data) {
			if at.y < 30 || at.y > 842-40 || at.x < 50 || at.x > 595-50 {
				t.Errorf("text at %.0f, %.0f", at.x, at.y)
			}
		}
	}
}

// Everybody around the sample's first case, and he himself, has beskyttet adresse
// and a mark in every field that says where they are: neither paper has one.
func TestProtectedEverywhere(t *testing.T) {
	s := fakestore.New()
	p := sample.Fill(t, s)
	sample.Plan(t, s, p)
	marked := func(what string) string { return "mærke " + what }
	p.Do(p.Karim, sample.At(12, 5, 9, 0), func(c *cases.Case) (cases.Write, error) {
		home, phone, yes := marked("hjem"), "80 80 80 80", true
		return c.Edit(cases.CaseEdit{Address: &home, Phone: &phone, Protected: &yes}, calendar.Of(s.Clock()))
	})
	for i, party := range p.Case(p.Karim).Network {
		p.Do(p.Karim, sample.At(12, 5, 10, i), func(c *cases.Case) (cases.Write, error) {
			f := party.Form()
			f.Address, f.Org, f.Email, f.Note, f.Phone, f.Protected = marked("sted"), marked("arbejde"), "mærke@sted.example", marked("note"), "80 80 80 81", true
			return c.EditParty(party.ID, f)
		})
	}
	c := p.Case(p.Karim)
	if len(c.Network) < 2 {
		t.Fatal("nobody is around him")
	}
	made := paper.Plan(c, calendar.Of(s.Clock()), cases.DefaultSettings())
	for _, l := range words.Languages() {
		_, page := read(t, pdf(t, made, view(t, l)))
		for what, text := range map[string]string{"text": draw.Text(made, view(t, l)), "pdf": page} {
			for _, mark := range []string{"mærke", "80 80", "8080", "@"} {
				if strings.Contains(text, mark) {
					t.Errorf("%s, %s: %q in\n%s", l, what, mark, text)
				}
			}
			if !strings.Contains(text, "Lone") {
				t.Errorf("%s, %s: not the plan:\n%s", l, what, text)
			}
		}
	}
}

func TestTheBodyIsLargeWhereThereIsRoom(t *testing.T) {
	sizes := func(p paper.Paper) string { return strings.Join(fontSizes(t, pdf(t, p, view(t, words.Danish))), " ") }
	if got := sizes(full(2, 3, "kort")); !strings.Contains(got, "15.00") {
		t.Error(got)
	}
	for _, p := range []paper.Paper{full(40, 10, "kort"), full(5, 60, strings.Repeat("lang tekst ", 30))} {
		if got := sizes(p); strings.Contains(got, "10.") || !strings.Contains(got, "12.00") {
			t.Error(got)
		}
	}
}

func TestKindsOfPaperHaveAName(t *testing.T) {
	w := view(t, words.Danish).Words
	if got := draw.What(w, paper.WhatPlan); got != "handlingsplan" {
		t.Error(got)
	}
	if got := draw.What(w, "fra\x1b[2J senere"); strings.Contains(got, "\x1b") {
		t.Errorf("%q", got)
	}
}
