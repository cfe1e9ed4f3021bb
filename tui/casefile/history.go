package casefile

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/danish"
	"brobygger/cases/history"
	"brobygger/cases/when"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/rows"
)

// entryRow is one entry of the history.
type entryRow struct {
	e     *history.Entry
	of    cases.EntryID // the thing it is about
	apart string        // why it does not count, "" where it does
	what  string
	hay   string
}

// entrySource is everything that was ever written in the case, newest first.
type entrySource struct {
	s      *Screen
	rows   []entryRow
	device string // this one
}

func (n *entrySource) fill() {
	s := n.s
	n.device = s.d.Store.Info().Device
	n.rows = n.rows[:0]
	for _, e := range s.c.State.Order {
		n.rows = append(n.rows, entryRow{e: e})
	}
	for _, a := range s.c.State.Apart {
		// Who wrote it had seen nothing that counts, so only its time places it.
		i := slices.IndexFunc(n.rows, func(r entryRow) bool { return r.e.Head.Time.After(a.Entry.Head.Time) })
		if i < 0 {
			i = len(n.rows)
		}
		n.rows = slices.Insert(n.rows, i, entryRow{e: a.Entry, apart: a.Why})
	}
	slices.Reverse(n.rows)
	for i := range n.rows {
		r := &n.rows[i]
		r.of = r.e.ID
		if b := r.e.Body(); b != nil && r.apart == "" {
			switch {
			case b.Of != "":
				r.of = b.Of
			case len(b.Targets) > 0:
				r.of = b.Targets[0]
			}
		}
		r.what = n.what(*r)
		r.hay = danish.Fold(r.what + " " + s.d.Author(r.e.Head.Author) + " " + s.localDay(r.e.Head.Time))
	}
}

// Len implements [rows.Source].
func (n *entrySource) Len() int { return len(n.rows) }

// ID implements [rows.Source].
func (n *entrySource) ID(i int) string { return string(n.rows[i].e.ID) }

// Haystack implements [rows.Source].
func (n *entrySource) Haystack(i int) string { return n.rows[i].hay }

func (n *entrySource) layout(width int) rows.Layout {
	w := n.s.d.W()
	return rows.Lay([]rows.Column{
		{Title: w.T("case.col.day"), Width: 10},
		{Title: w.T("case.col.time"), Width: 5, Right: true, Drop: 3},
		{Title: w.T("case.col.who"), Width: 9, Name: true},
		{Title: w.T("case.col.device"), Width: 8, Drop: 1},
		// Room for what happened with a day in it; the computer is in the text below.
		{Title: w.T("case.col.what"), Width: 28, Grow: true},
		{Title: w.T("case.col.signature"), Width: 11, Drop: 2},
	}, width, 2)
}

// Row implements [rows.Source].
func (n *entrySource) Row(i, width int) string {
	r := n.rows[i]
	s, styles := n.s, n.s.d.Env.Styles
	at := r.e.Head.Time.In(s.d.Now().Location())
	what := r.what
	if r.apart != "" {
		what = styles.Error.Render(beware + what)
	}
	sign := n.signature(r)
	if r.apart != "" || r.e.Trust == history.TrustForged || r.e.Trust == history.TrustUnknown {
		sign = styles.Error.Render(sign)
	}
	return n.layout(width).Row(s.d.ShortDay(calendar.Of(at)), s.clock(r.e.Head.Time), danish.FirstNameInitial(s.d.Author(r.e.Head.Author)),
		n.deviceName(r.e.Head.Device, false), what, sign)
}

// signature is what was found of an entry's signature, in a word or two.
func (n *entrySource) signature(r entryRow) string {
	w := n.s.d.W()
	switch {
	case r.apart == history.WhyNotAllowed:
		return w.T("case.sign.notallowed")
	case r.e.Trust == history.TrustForged:
		return w.T("case.sign.forged")
	case r.e.Trust == history.TrustUnknown:
		return w.T("case.sign.unknown")
	case r.e.Trust == history.TrustGood:
		return w.T("case.sign.good")
	}
	return w.T("case.sign.unchecked")
}

// deviceShown is how much of a device's id tells it from the team's others.
const deviceShown = 4

// deviceName is this computer, or the end of another's id.
func (n *entrySource) deviceName(id string, long bool) string {
	w := n.s.d.W()
	switch {
	case id == n.device && long:
		return w.T("case.device.this.long")
	case id == n.device:
		return w.T("case.device.this")
	case long:
		return w.T("case.device.other", id)
	}
	return id[max(0, len(id)-deviceShown):]
}

// what says in a line what an entry did.
func (n *entrySource) what(r entryRow) string {
	s := n.s
	text := s.entryName(r.e.Head.Kind)
	b := r.e.Body()
	switch {
	case r.apart != "":
		return text
	case b == nil:
		return text + " (" + s.d.W().T("case.row.gone") + ")"
	}
	var about []string
	switch {
	case b.Of != "" && b.Of != s.c.Root:
		about = append(about, s.thingName(b.Of))
	case r.e.Head.Kind == cases.EntryContact:
		m, _ := when.ParseISO(cases.DecodeText(b.Set["at"]))
		about = append(about, s.d.ShortDay(m.Date), s.d.Label("domain.channel.", cases.DecodeText(b.Set["channel"])))
	case b.Of == "" && len(b.Targets) == 0:
		about = append(about, s.thingName(r.e.ID))
	case len(b.Targets) > 0:
		about = append(about, s.entryOf(b.Targets[0]))
	}
	switch r.e.Head.Kind {
	case cases.EntryPhase:
		about = append(about, s.value(r.of, "phase", b.Set["phase"]))
	case cases.EntryClose:
		about = append(about, s.value(r.of, "outcome", b.Set["outcome"]))
	default:
		if b.Of != "" {
			about = append(about, strings.Join(s.fields(b, false), ", "))
		}
	}
	about = slices.DeleteFunc(about, func(t string) bool { return t == "" })
	if len(about) > 0 {
		text += ": " + strings.Join(about, ", ")
	}
	if s.c.State.Struck[r.e.ID] != nil {
		text = s.d.W().T("case.row.struck.entry", text)
	}
	return text
}

// entryOf names an entry that another strikes or erases.
func (s *Screen) entryOf(id cases.EntryID) string {
	if name := s.thingName(id); name != "" {
		return name
	}
	if e := s.c.State.Entry(id); e != nil {
		return s.entryName(e.Head.Kind) + " " + s.localDay(e.Head.Time)
	}
	return ""
}

func (s *Screen) entryName(kind string) string {
	if prefix := "domain.entry."; s.d.W().Has(prefix + kind) {
		return s.d.W().T(prefix + kind)
	}
	return s.d.W().T("domain.entry.other")
}

// thingName names a thing of the case in a few words, "" where it has none.
func (s *Screen) thingName(id cases.EntryID) string {
	for _, c := range s.c.Contacts {
		if c.ID == id && !c.At.IsZero() {
			return s.d.Label("domain.entry.", cases.EntryContact) + " " + s.d.ShortDay(c.At.Date)
		}
	}
	for _, p := range s.c.Network {
		if p.ID == id {
			return s.personName(p)
		}
	}
	for _, f := range s.c.FollowUps {
		if f.ID == id && f.Text != "" {
			return desk.OneLine(f.Text)
		}
	}
	for _, g := range s.c.Goals {
		if g.ID == id {
			return desk.OneLine(g.Text)
		}
	}
	if name := s.bridgeName(id); name != "" {
		return name
	}
	if name := s.planName(id); name != "" {
		return name
	}
	for _, l := range s.c.Links {
		if l.ID == id {
			return s.linkName(l.Case)
		}
	}
	return ""
}

// planName names a step, score, fact, review or match, "" where it is none.
func (s *Screen) planName(id cases.EntryID) string {
	if t := s.c.Step(id); t != nil {
		return desk.OneLine(t.Text)
	}
	for _, v := range s.c.Scores {
		if v.ID == id && v.Value != 0 {
			return s.d.Label("domain.arena.", v.Arena) + ", " + s.d.Score(v.Value)
		}
	}
	for _, f := range s.c.Facts {
		if f.ID == id && f.Value != "" {
			return s.d.Label("domain.fact.", string(f.Fact)) + ", " + s.d.Label("domain.factvalue.", string(f.Value))
		}
	}
	for _, r := range s.c.Reviews {
		if r.ID == id && !r.On.IsZero() {
			return s.d.ShortDay(r.On)
		}
	}
	for _, m := range s.c.Matches {
		if m.ID == id {
			return s.d.Who(s.c, m.Mentor)
		}
	}
	return ""
}

// kindOf is the kind of a thing of the case, "" where it has none.
func (s *Screen) kindOf(id cases.EntryID) string {
	if e := s.c.State.ByID[id]; e != nil {
		return e.Kind
	}
	return ""
}

func (s *Screen) linkName(id string) string {
	for _, l := range s.links {
		if l.link.Case == id && l.number != "" {
			return l.number + " " + l.title
		}
	}
	return ""
}

// passedOver are fields that say nothing to a reader.
func passedOver(field string) bool {
	return slices.Contains([]string{"same", "cause", "order", "import_key", "contact", "moved", "state_on", "words_on"}, field)
}

// fields names what an entry wrote, in the order of the alphabet.
func (s *Screen) fields(b *history.Body, all bool) []string {
	var out []string
	for field := range b.Set {
		if all || !passedOver(field) {
			out = append(out, field)
		}
	}
	slices.Sort(out)
	if !all {
		for i, f := range out {
			out[i] = s.d.FieldLabel(s.kindOf(b.Of), f)
		}
	}
	return out
}

// text is all there is of an entry.
func (n *entrySource) text(i, width int) []string {
	r := n.rows[i]
	s, w, styles := n.s, n.s.d.W(), n.s.d.Env.Styles
	var out []string
	add := func(style func(...string) string, text string) {
		for _, l := range frame.Wrap(text, max(1, width)) {
			out = append(out, style(l))
		}
	}
	add(styles.Strong.Render, upper(r.what))
	add(styles.Muted.Render, s.d.Author(r.e.Head.Author)+" · "+s.d.Stamp(r.e.Head.Time)+" · "+n.deviceName(r.e.Head.Device, true))
	switch {
	case r.apart == history.WhyNotAllowed:
		add(styles.Error.Render, w.T("case.sign.notallowed.long"))
		return out
	case r.apart == history.WhyForged:
		add(styles.Error.Render, w.T("case.sign.forged.long"))
		return out
	case r.apart == history.WhyUnknown:
		add(styles.Error.Render, w.T("case.sign.unknown.long"))
		return out
	}
	add(styles.Muted.Render, w.T("case.sign.line", s.d.Label("domain.trust.", trustKey(r.e.Trust))))
	if m := s.c.State.Erased[r.e.ID]; m != nil {
		add(styles.Warning.Render, upper(s.erased(markOf(m))))
		return out
	}
	if m := s.c.State.Struck[r.e.ID]; m != nil {
		add(styles.Warning.Render, upper(s.struck(markOf(m))))
	}
	b := r.e.Body()
	if b == nil {
		return out
	}
	if b.Reason != "" {
		reason := desk.OneLine(b.Reason)
		if r.e.Head.Kind == history.KindErase {
			reason = s.d.Label("domain.erase.", b.Reason)
		}
		add(styles.Text.Render, s.label("reason")+": "+reason)
	}
	var all []fact
	long := ""
	for _, field := range s.fields(b, true) {
		if passedOver(field) {
			continue
		}
		v := s.value(r.of, field, b.Set[field])
		if s.secret(r.of, field) && !s.shown(string(r.e.ID)) {
			v = w.T("case.hidden")
		}
		switch {
		case field == "text" || field == "note" || field == "close_reason":
			long = cases.DecodeText(b.Set[field])
		case v == "":
			all = append(all, fact{s.label(field), w.T("case.value.empty")})
		default:
			all = append(all, fact{s.label(field), v})
		}
	}
	out = append(out, facts(all, width, styles)...)
	if long != "" {
		out = append(out, "")
		out = append(out, desk.Paragraphs(long, width)...)
	}
	return out
}

// markOf is a strike or an erase as a mark.
func markOf(e *history.Entry) *cases.Mark {
	m := &cases.Mark{Entry: e.ID, By: e.Head.Author, At: e.Head.Time}
	if b := e.Body(); b != nil {
		m.Reason = b.Reason
	}
	return m
}

func trustKey(t history.Trust) string {
	switch t {
	case history.TrustGood:
		return "good"
	case history.TrustForged:
		return "forged"
	case history.TrustUnknown:
		return "unknown"
	}
	return "unchecked"
}

// value is what an entry wrote in a field, as people read it.
func (s *Screen) value(of cases.EntryID, field string, raw json.RawMessage) string {
	w := s.d.W()
	text := cases.DecodeText(raw)
	prefix := map[string]string{
		"kind": "domain.kind.", "status": "domain.status.", "phase": "domain.phase.", "outcome": "domain.outcome.", "channel": "domain.channel.",
		"role": "domain.role.", "arena": "domain.arena.", "source": "domain.source.", "weight": "domain.weight.", "basis": "domain.basis.",
		"area": "domain.area.",
	}[field]
	if prefix == "" {
		prefix = desk.ValuePrefix(s.kindOf(of), field)
	}
	switch {
	case text == "":
		return ""
	case prefix != "":
		return s.d.Label(prefix, text)
	case text == "true":
		return w.T("keys.yes")
	case text == "false":
		return w.T("keys.no")
	}
	switch field {
	case "arenas", "themes":
		return s.d.Labels("domain.arena.", strings.Split(text, ", "))
	case "who", "mentor":
		return s.d.Who(s.c, text)
	case "goal":
		return s.thingName(cases.EntryID(text))
	case "worker", "deputy", "member":
		return s.d.Member(text)
	case "author":
		return s.d.Author(history.Key(text))
	case "present":
		return s.names(strings.Split(text, ", "))
	case "case":
		if name := s.linkName(text); name != "" {
			return name
		}
		return w.T("case.link.unknown")
	case "rule":
		return w.T("case.value.rule")
	case "written":
		if t, err := time.Parse(time.RFC3339, text); err == nil {
			return s.d.Stamp(t)
		}
	case "minutes":
		if n, err := json.Number(text).Int64(); err == nil {
			return w.Minutes(int(n))
		}
	}
	if m, err := when.ParseISO(text); err == nil {
		return s.at(m)
	}
	return desk.OneLine(text)
}
