package paper

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"brobygger/cases"
	"brobygger/cases/paper"
)

// producer is all that the file says of where it comes from.
const producer = "Brobygger"

// PDF draws a paper on A4 with embedded fonts: the plan as one page, others on as
// many as they take. The file says when it was
// made and by which program, and of whom it is nothing but what stands on the
// page. The same paper made at the same time gives the same bytes.
//
// The body of the plan is set in 15 points, or in as many fewer, down to 12, as it takes to
// fit. Where that is not enough lines stand closer; then what was done and reached
// is left out, the oldest first; then long texts are cut short; then the last
// agreements are left out. A line says how many are not there.
func PDF(p paper.Paper, v View, made time.Time) ([]byte, error) {
	f := fpdf.New("P", "mm", "A4", "")
	f.AddUTF8FontFromBytes(family, "", goregular.TTF)
	f.AddUTF8FontFromBytes(family, "B", gobold.TTF)
	f.SetCatalogSort(true)
	f.SetProducer(producer, true)
	f.SetCreationDate(made.UTC())
	f.SetModificationDate(made.UTC())
	f.SetLang(string(v.Words.Language()))
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	f.SetCellMargin(0)
	pg := &page{voice: voice{v, p}, f: f, glyphs: newGlyphs()}
	if flows(p) {
		pg.flow()
	} else {
		fit := pg.fitting()
		f.AddPage()
		pg.run(fit, true)
	}
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return nil, fmt.Errorf("pdf: %w: %w", cases.ErrNotWritten, err)
	}
	return out.Bytes(), nil
}

// fit is how a page is made to fit.
type fit struct {
	body   float64 // points
	tight  bool    // lines and parts stand closer
	past   int     // how many done steps and reached goals are left out
	last   int     // how many agreements are left out
	lines  int     // lines that a text may have at the most, 0 for any number
	quotes int     // how many quotes about an arena are left out
}

// largest is the size of the body that is tried first, smallest the last, in
// points.
const largest, smallest = 15, 12

// cutLines is how many lines a text keeps that is cut short.
var cutLines = [...]int{40, 30, 22, 16, 12, 9, 6, 3, 2, 1}

// fitting finds the first fit with which everything stands on the page.
func (p *page) fitting() fit {
	try := fit{}
	for try.body = largest; try.body > smallest; try.body -= 0.5 {
		if p.fits(try) {
			return try
		}
	}
	for _, try.tight = range []bool{false, true} {
		if p.fits(try) {
			return try
		}
	}
	past, agreements, quotes := p.count()
	for ; try.past < past; try.past++ {
		if p.fits(try) {
			return try
		}
	}
	for _, try.lines = range cutLines {
		if p.fits(try) {
			return try
		}
	}
	for ; try.quotes < quotes; try.quotes++ {
		if p.fits(try) {
			return try
		}
	}
	for ; try.last < agreements; try.last++ {
		if p.fits(try) {
			return try
		}
	}
	return try
}

func (p *page) fits(try fit) bool { return p.run(try, false) <= pageHeight-bottom }

// isPast says whether a block is something done or reached; isAgreed whether it
// is something agreed.
func isPast(b paper.Block) bool {
	switch b := b.(type) {
	case paper.Step:
		return b.State == cases.StepDone
	case paper.Goal:
		return b.State == cases.GoalReached
	}
	return false
}

func isAgreed(b paper.Block) bool {
	switch b.(type) {
	case paper.Step, paper.Goal:
		return !isPast(b)
	}
	return false
}

func isAside(b paper.Block) bool {
	q, ok := b.(paper.Quote)
	return ok && q.Arena != ""
}

func (p *page) count() (past, agreed, quotes int) {
	for _, b := range p.p.Blocks {
		switch {
		case isPast(b):
			past++
		case isAgreed(b):
			agreed++
		case isAside(b):
			quotes++
		}
	}
	return past, agreed, quotes
}

// more stands for things that are left out.
type more struct{ n int }

// chosen are the blocks that a fit keeps, with a [more] where some are left out.
// What was done stands newest first, so the oldest of a run are its last.
func (p *page) chosen(try fit) []any {
	past, agreed, quotes := p.count()
	keepPast, keepAgreed, keepQuotes := past-try.past, agreed-try.last, quotes-try.quotes
	var out []any
	seen, seenAgreed, seenQuotes := 0, 0, 0
	for _, b := range p.p.Blocks {
		switch {
		case isPast(b):
			if seen++; seen > keepPast {
				if seen == past {
					out = append(out, more{try.past})
				}
				continue
			}
		case isAgreed(b):
			if seenAgreed++; seenAgreed > keepAgreed {
				if seenAgreed == agreed {
					out = append(out, more{try.last})
				}
				continue
			}
		case isAside(b):
			if seenQuotes++; seenQuotes > keepQuotes {
				continue
			}
		}
		out = append(out, b)
	}
	return slices.Clip(out)
}

// wrap breaks a text into lines of a width in millimetres in the present font,
// at spaces that are not held, or within a word that is wider. At most lines lines are kept, the
// last then ends in "…".
func (p *page) wrap(text string, width float64, lines int) []string {
	var out []string
	for _, para := range strings.Split(text, "\n") {
		line := ""
		for word := range strings.SplitSeq(para, " ") {
			if word == "" {
				continue
			}
			next := strings.TrimPrefix(line+" "+word, " ")
			if p.f.GetStringWidth(next) <= width {
				line = next
				continue
			}
			if line != "" {
				out = append(out, line)
			}
			line = ""
			for _, r := range word {
				if line != "" && p.f.GetStringWidth(line+string(r)) > width {
					out = append(out, line)
					line = ""
				}
				line += string(r)
			}
		}
		if line != "" {
			out = append(out, line)
		}
	}
	if lines == 0 || len(out) <= lines {
		return out
	}
	last := []rune(out[lines-1])
	for len(last) > 0 && p.f.GetStringWidth(string(last)+"…") > width {
		last = last[:len(last)-1]
	}
	return append(out[:lines-1], strings.TrimRight(string(last), " ")+"…")
}
