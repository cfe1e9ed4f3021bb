package paper

import (
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/cases/paper"
	"brobygger/tui/words"
)

// flows says whether a paper goes on over as many pages as it takes. A letter
// leaves nothing out that its preview shows; the plan is one page.
func flows(p paper.Paper) bool { return p.What != paper.WhatPlan }

// row is a paragraph of a paper that flows, the same in the text and in the PDF.
type row struct {
	mark  string // stands before the first line; the others stand under it
	text  string
	bold  bool
	soft  bool
	gap   bool // an empty line before it, where there is none
	right string
}

// Template is the text of a template as it holds: the own one, or that of the
// language.
func Template(w *words.Words, set cases.Settings) string {
	if own := set.Templates[paper.TemplateReferral]; strings.TrimSpace(own) != "" {
		return own
	}
	return DefaultTemplate(w)
}

// DefaultTemplate is the text of the language. Its placeholders stay as they
// are.
func DefaultTemplate(w *words.Words) string {
	a := words.A{}
	for _, slot := range paper.Slots() {
		a[slot] = "{" + slot + "}"
	}
	return w.T("paper.letter.template", a)
}

// rows puts the blocks of a paper that flows into words.
func (v voice) rows() []row {
	var out []row
	add := func(r ...row) { out = append(out, r...) }
	arena := ""
	under := func(key string) {
		if key != arena {
			arena = key
			if key != "" {
				add(row{text: v.arena(key), bold: true, gap: true})
			}
		}
	}
	for _, b := range v.p.Blocks {
		switch b := b.(type) {
		case paper.Title:
			add(row{text: strings.ToUpper(v.title(b)), bold: true, right: v.dated(v.p.On)})
		case paper.Heading:
			arena = ""
			add(row{text: v.Words.T(b.Key), bold: true, gap: true})
		case paper.Para:
			arena = ""
			add(v.para(b)...)
		case paper.Quote:
			under(b.Arena)
			add(row{mark: "  ", text: quoted(b.Text)})
		case paper.Scale:
			under(b.Arena)
			for _, s := range b.Sides {
				text := v.side(s, false)
				if s.Reason != "" {
					text = v.Words.T("paper.reason", words.A{"text": text, "reason": s.Reason})
				}
				add(row{mark: "  ", text: text})
			}
		case paper.Goal:
			under(b.Arena)
			label, indicator, by := v.goal(b)
			add(row{mark: "  ", text: label + ": " + b.Text})
			if more := joined(indicator, by); more != "" {
				add(row{mark: "       ", text: more, soft: true})
			}
		case paper.Step:
			under(b.Arena)
			add(row{mark: "  - ", text: b.Text})
			if more := joined(v.step(b)); more != "" {
				add(row{mark: "    ", text: more, soft: true})
			}
		case paper.Entry:
			add(row{mark: "  ", text: v.short(b.On) + " (" + v.arenas(b.Keys) + ")", soft: true, gap: true}, row{mark: "  ", text: b.Text})
		case paper.Allowed:
			add(v.allowed(b)...)
		case paper.Passed:
			add(v.passed(b)...)
		case paper.Note:
			add(row{text: v.note(b), gap: true})
		case paper.Small:
			add(row{text: v.small(b), soft: true, gap: true})
		}
	}
	return out
}

// para is a paragraph of a letter, a row for each of its lines.
func (v voice) para(b paper.Para) []row {
	var text strings.Builder
	for _, p := range b.Pieces {
		switch {
		case !p.On.IsZero():
			text.WriteString(v.short(p.On))
		case p.By != nil:
			text.WriteString(v.permits(p.By))
		default:
			text.WriteString(danish.Harmless(p.Text, true))
		}
	}
	var out []row
	gap := false
	for line := range strings.SplitSeq(strings.Trim(text.String(), "\n"), "\n") {
		if strings.TrimSpace(line) == "" {
			gap = true
			continue
		}
		out = append(out, row{text: strings.TrimSpace(line), gap: gap || len(out) == 0})
		gap = false
	}
	return out
}

// short is a day without its weekday.
func (v voice) short(d calendar.Date) string {
	day := v.Words.T("paper.day.month", words.A{"day": d.Day, "month": v.Words.T("formats.month." + v.Words.Count(int(d.Month)))})
	return v.Words.T("paper.day.year", words.A{"day": day, "year": d.Year})
}

func (v voice) arenas(keys []string) string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = v.arena(k)
	}
	return strings.Join(out, ", ")
}

func (v voice) permits(by []paper.Permit) string {
	if len(by) == 0 {
		return v.Words.T("paper.permit.none")
	}
	var out []string
	for _, x := range by {
		text := v.Words.T("paper.permit", words.A{"day": v.short(x.On), "form": v.key("domain.consent.form.", string(x.Form))})
		if !x.Until.IsZero() {
			text = v.Words.T("paper.permit.until", words.A{"permit": text, "day": v.short(x.Until)})
		}
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, "; ")
}

// key is the word of a key of the domain; one that only a newer program knows
// stands for itself.
func (v voice) key(prefix, key string) string {
	if v.Words.Has(prefix + key) {
		return strings.ToLower(v.Words.T(prefix + key))
	}
	return danish.Harmless(key, false)
}

func (v voice) allowed(b paper.Allowed) []row {
	w := v.Words
	out := []row{{mark: "  ", text: b.To, bold: true, gap: true}, {mark: "  ", text: w.T("paper.allowed.keys", words.A{"keys": v.arenas(b.Keys)})}}
	if b.Purpose != "" {
		out = append(out, row{mark: "  ", text: w.T("paper.allowed.purpose", words.A{"text": b.Purpose})})
	}
	given := w.T("paper.allowed.given", words.A{"day": v.short(b.On), "form": v.key("domain.consent.form.", string(b.Form))})
	if who := v.who(b.GivenBy); who != "" {
		given = w.T("paper.allowed.by", words.A{"given": given, "who": who})
	}
	end := w.T("paper.allowed.open")
	switch {
	case !b.Withdrawn.IsZero():
		end = w.T("paper.allowed.withdrawn", words.A{"day": v.short(b.Withdrawn)})
	case !b.Until.IsZero() && !b.Valid && b.Until.Before(v.p.On):
		end = w.T("paper.allowed.ended", words.A{"day": v.short(b.Until)})
	case !b.Until.IsZero():
		end = w.T("paper.allowed.until", words.A{"day": v.short(b.Until)})
	}
	return append(out, row{mark: "  ", text: given, soft: true}, row{mark: "  ", text: end, soft: true})
}

func (v voice) passed(b paper.Passed) []row {
	w := v.Words
	out := []row{
		{text: v.short(b.On) + " · " + b.To, bold: true, gap: true},
		{mark: "  ", text: w.T("paper.passed.what", words.A{"what": v.key("domain.disclosure.", b.What), "keys": v.arenas(b.Keys)})},
	}
	var days []string
	for _, on := range b.Consents {
		days = append(days, v.short(on))
	}
	on := w.T("paper.passed.none")
	if len(days) > 0 {
		on = w.T("paper.passed.on", words.A{"days": strings.Join(slices.Compact(days), ", ")})
	}
	out = append(out, row{mark: "  ", text: on, soft: true})
	if b.Against {
		out = append(out, row{mark: "  ", text: w.T("paper.passed.against"), bold: true})
	}
	return out
}

// flow draws the rows as text.
func (t *text) flow() {
	for _, r := range t.rows() {
		if r.gap {
			t.gap()
		}
		if r.right != "" {
			t.ends(r.text, r.right)
			continue
		}
		t.para(r.mark, r.text)
	}
}

// flowBody is the size of a paper that flows, in points.
const flowBody = 11.5

// markWidth is a column of a mark, in millimetres.
const markWidth = 2.1

// flow draws the rows on as many pages as they take.
func (p *page) flow() {
	p.fit, p.draw, p.y = fit{body: flowBody}, true, top
	if p.p.What == paper.WhatLetter {
		p.y = top + 8
	}
	p.f.AddPage()
	rows := p.rows()
	for i, r := range rows {
		style, c := "", ink
		if r.bold {
			style = "B"
		}
		if r.soft {
			c = soft
		}
		size := p.fit.body
		if i == len(rows)-1 && r.soft {
			size = 9 // the small print
			r.text += p.lackingLine()
		}
		if r.gap && p.y > top {
			p.y += p.pitch(size) * 0.6
		}
		p.font(style, size, c)
		x := float64(len(r.mark)) * markWidth
		lines := p.wrap(p.glyphs.in(r.text), column-x-p.rightOf(r), 0)
		keep := 1
		if r.bold {
			keep = 3 // a heading does not stand alone at the foot
		}
		if p.y+float64(keep)*p.pitch(size) > pageHeight-bottom {
			p.f.AddPage()
			p.y = top
		}
		for n, l := range lines {
			if p.y+p.pitch(size) > pageHeight-bottom {
				p.f.AddPage()
				p.y = top
			}
			if n == 0 && strings.HasSuffix(r.mark, "- ") {
				p.put(x-2*markWidth, p.y, "–")
			}
			p.put(x, p.y, l)
			if n == 0 && r.right != "" {
				p.put(column-p.f.GetStringWidth(r.right), p.y, r.right)
			}
			p.y += p.pitch(size)
		}
	}
}

// rightOf is the room that stands at the right of a row.
func (p *page) rightOf(r row) float64 {
	if r.right == "" {
		return 0
	}
	return p.f.GetStringWidth(r.right) + 6
}

// lackingLine says that a character was replaced.
func (p *page) lackingLine() string {
	if !p.glyphs.lack {
		return ""
	}
	return "\n" + p.Words.T("paper.lacking", words.A{"sign": string(lacking)})
}
