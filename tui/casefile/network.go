package casefile

import (
	"strings"

	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/rows"
)

// partySource is the people around the person.
type partySource struct {
	s    *Screen
	rows []cases.Party
	hay  []string
}

func (n *partySource) fill() {
	n.rows, n.hay = n.s.c.Network, n.hay[:0]
	for _, p := range n.rows {
		texts := []string{p.Name, p.Relation, p.Note, p.Email}
		if !n.s.c.EverProtected(p.ID) {
			texts = append(texts, p.Org, p.Phone, p.Address)
		}
		n.hay = append(n.hay, danish.Fold(strings.Join(texts, " ")))
	}
}

// Len implements [rows.Source].
func (n *partySource) Len() int { return len(n.rows) }

// ID implements [rows.Source].
func (n *partySource) ID(i int) string { return string(n.rows[i].ID) }

// Haystack implements [rows.Source].
func (n *partySource) Haystack(i int) string { return n.hay[i] }

func (n *partySource) layout(width int) rows.Layout {
	w := n.s.d.W()
	return rows.Lay([]rows.Column{
		{Title: w.T("case.col.name"), Width: 12, Grow: true, Name: true},
		{Title: n.s.label("relation"), Width: 16},
		{Title: n.s.label("org"), Width: 16, Drop: 1},
		{Title: n.s.label("phone"), Width: 11, Drop: 2},
	}, width, 2)
}

// Row implements [rows.Source].
func (n *partySource) Row(i, width int) string {
	p := n.rows[i]
	s, w, styles := n.s, n.s.d.W(), n.s.d.Env.Styles
	switch {
	case p.Erased != nil:
		return styles.Muted.Render(w.T("case.row.erased", s.localDay(p.Erased.At)))
	case p.Struck != nil:
		return styles.Muted.Render(frame.Cut(w.T("case.row.struck")+": "+s.personName(p), width))
	}
	org, phone := desk.OneLine(p.Org), desk.OneLine(p.Phone)
	if s.c.EverProtected(p.ID) {
		org, phone = "", styles.Warning.Render(w.T("case.row.protected"))
		if p.Org != "" {
			org = styles.Warning.Render(w.T("case.row.protected"))
		}
	}
	return n.layout(width).Row(desk.OneLine(p.Name), desk.OneLine(p.Relation), org, phone)
}

// text is all there is of a person.
func (n *partySource) text(i, width int) []string {
	p := n.rows[i]
	s, w, styles := n.s, n.s.d.W(), n.s.d.Env.Styles
	var out []string
	add := func(style func(...string) string, text string) {
		for _, l := range frame.Wrap(text, max(1, width)) {
			out = append(out, style(l))
		}
	}
	if p.Erased != nil {
		add(styles.Warning.Render, upper(s.erased(p.Erased)))
		return out
	}
	if p.Struck != nil {
		add(styles.Warning.Render, upper(s.struck(p.Struck)))
	}
	add(styles.Strong.Render, s.personName(p))
	protected := s.c.EverProtected(p.ID)
	if protected {
		add(styles.Error.Render, w.T("case.person.protected"))
	}
	for _, k := range s.c.Conflicts {
		if k.Entity == p.ID {
			add(styles.Warning.Render, w.T("case.alert.two", s.d.Label("domain.field.", k.Field)))
		}
	}
	var all []fact
	for _, f := range []fact{{"org", p.Org}, {"phone", p.Phone}, {"email", p.Email}, {"address", p.Address}} {
		switch {
		case f.value == "":
		case protected && s.secret(p.ID, f.label) && !s.shown(string(p.ID)):
			all = append(all, fact{s.label(f.label), w.T("case.hidden")})
		default:
			all = append(all, fact{s.label(f.label), desk.OneLine(f.value)})
		}
	}
	out = append(out, facts(all, width, styles)...)
	if p.Note != "" {
		out = append(out, "")
		out = append(out, desk.Paragraphs(p.Note, width)...)
	}
	return out
}
