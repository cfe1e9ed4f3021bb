package demo

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/when"
)

// writer writes an outline out as the steps of a plan.
type writer struct {
	g     *generator
	o     *outline
	p     *pen
	draw  draw
	root  int
	used  map[int]bool // texts of this case
	phase cases.Phase
	last  int // the last contact, -1 before any

	pending     int  // the follow-up that waits for the next contact, -1
	pendingFrom int  // the event it was made at
	looked      bool // the follow-ups that wait today are written
	informed    bool
	met         int  // how often, until the person was told that a case is kept
	bridge      draw // of what goes to and fro between the person and others
	plan        handlingsplan
}

func newWriter(g *generator, o *outline, p *Plan) *writer {
	limit := g.Now
	if limit.IsZero() {
		limit = g.Day.Time(g.loc)
	}
	latest := func(t time.Time) time.Time {
		if t.After(limit) {
			return limit
		}
		return t
	}
	return &writer{g: g, o: o, p: newPen(p, latest), draw: drawFor(g.Seed, o.index, 'W'), used: map[int]bool{},
		phase: o.kind.Phases()[0], last: -1, pending: -1,
		plan: handlingsplan{draw: drawFor(g.Seed, o.index, 'P')}, bridge: drawFor(g.Seed, o.index, 'B')}
}

func (w *writer) write() {
	w.open()
	for i, e := range w.o.events {
		if e.act != nil {
			e.act(w, e)
			continue
		}
		w.event(i, e)
	}
	if len(w.o.upcoming) > 0 && !w.looked {
		w.p.step(w.p.plan.Steps[len(w.p.plan.Steps)-1].At, w.o.worker, 0)
		w.ahead(nil)
	}
}

// time is a moment on the clock, some minutes later.
func (w *writer) time(m when.Moment, minutes int) time.Time {
	return m.Time(w.g.loc).Add(time.Duration(minutes) * time.Minute)
}

// open makes the case.
func (w *writer) open() {
	o, d := w.o, w.draw
	at := when.Moment{Date: o.opened, Hour: 8, Minute: 30 + d.IntN(25), HasTime: true}
	w.p.step(w.time(at, 0), o.worker, 0)
	source := o.story.source
	if d.chance(25) || o.index%8 == 1 {
		source = cases.Sources()[o.index/8%len(cases.Sources())]
	}
	area := o.story.area
	if area == "" {
		area = o.kind.DefaultArea()
	}
	set := map[string]any{
		"kind": string(o.kind), "number": w.p.plan.Number, "status": string(cases.StatusOpen), "opened": o.opened.String(),
		"phase": string(w.phase), "phase_on": o.opened.String(), "worker": w.g.Workers[o.worker].Member,
		"source": string(source), "area": string(area), "weight": string(cases.Weights()[(o.index+d.IntN(2))%3]),
	}
	if deputy := w.deputy(); deputy != "" {
		set["deputy"] = deputy
	}
	w.root = w.p.make(cases.EntryCase, set)
	person := map[string]any{"name": o.cast.person.name, "basis": string(cases.BasisConsent)}
	if d.chance(20) {
		person["basis"] = string(cases.BasisInterest)
	}
	w.describe(person)
	w.p.write(cases.EntryCaseSet, w.root, person)
	for _, slot := range []string{"mor", "udlejning"} {
		w.introduce(slot)
	}
}

// describe adds what is known of the person from the first day.
func (w *writer) describe(set map[string]any) {
	o, d := w.o, w.draw
	born := o.opened.Year - o.age
	set["born"] = strconv.Itoa(born)
	if d.chance(30) {
		set["born"] = calendar.Date{Year: born, Month: time.Month(d.between(1, int(o.opened.Month))), Day: 1}.AddDays(-d.between(1, 30)).String()
	}
	if d.chance(70) {
		set["phone"] = o.cast.person.phone
	}
	set["address"] = o.cast.facts["adresse"]
	if o.index%15 == 9 {
		set["protected"] = true
	}
	if o.index%18 == 13 {
		set["not_alone"] = true
	}
	if s := o.cast.facts["sprog"]; s != "" {
		set["interpreter"] = s
	}
	if o.kind == cases.KindTenancy {
		set["tenancy"] = pad(d.between(1, 3), 2) + "-" + pad(d.between(1, 48), 3) + "-" + pad(d.between(1, 12), 2)
	}
}

func pad(n, width int) string {
	s := strconv.Itoa(n)
	for len(s) < width {
		s = "0" + s
	}
	return s
}

// deputy is the stedfortræder as the case names one.
func (w *writer) deputy() string {
	switch {
	case w.o.index%31 == 17:
		return ""
	case w.o.deputy >= 0:
		return w.g.Workers[w.o.deputy].Member
	case w.o.index%9 == 4:
		return cases.DeputyNone
	}
	all := w.g.w.small.Stedfortraedere
	return all[w.o.worker%len(all)]
}

// introduce adds a person to the network, once.
func (w *writer) introduce(slot string) {
	p := w.o.cast.parties[slot]
	if p == nil || p.entry >= 0 {
		return
	}
	set := map[string]any{"name": p.name, "relation": p.relation}
	for field, v := range map[string]string{"org": p.org, "note": p.note, "address": p.address} {
		if v != "" {
			set[field] = v
		}
	}
	if w.draw.chance(75) {
		set["phone"] = p.phone
	}
	if p.email != "" && w.draw.chance(60) {
		set["email"] = p.email
	}
	if w.o.index%15 == 10 && slot == "mor" || p.address != "" && w.draw.chance(6) {
		set["protected"] = true
	}
	p.entry = w.p.make(cases.EntryParty, set)
}

// event writes a contact and what goes with it.
func (w *writer) event(i int, e event) {
	o, d := w.o, w.draw
	w.coming(i)
	w.now(e)
	t := w.choose(e)
	for _, key := range spare(o.kind, e.phase) {
		if t == nil && !e.close && e.scene.reached == "ja" {
			e.scene = w.g.w.scenes[o.kind][key]
			t = w.choose(e)
		}
	}
	body := ""
	if t != nil {
		body = w.body(t, e)
	} else if !e.close && !e.reopen && e.phase == w.phase {
		return // all has been said
	}
	author := o.worker
	if e.scene.key == "vikar" && o.deputy >= 0 {
		author = o.deputy
	}
	moved := e.rank == o.moved && o.moved > 0
	delay := d.between(5, 75)
	if moved {
		delay += 120
	}
	w.p.step(w.time(e.at, delay), author, 0)
	w.turn(e)
	if t != nil {
		for _, slot := range slices.Concat(e.scene.with, t.needs) {
			w.introduce(slot)
		}
		set := w.contact(e, t, body)
		if moved {
			set["moved"], set["move_reason"], set["author"] = true, w.g.w.small.FlyttetHertil, authorRef(author)
			set["written"] = w.time(e.at, 15).UTC().Format(time.RFC3339)
		}
		w.last = w.p.make(cases.EntryContact, set)
	}
	if w.pending >= 0 {
		w.settle(i, e)
	}
	if e.close {
		w.close(e)
		return
	}
	if t != nil && e.phase != cases.PhaseClosed {
		w.followUp(i, e, t)
		w.extras(i, e)
		w.planned(i, e)
		w.match(e)
	}
}

// spare are scenes for a contact whose own texts have all been told.
func spare(k cases.Kind, p cases.Phase) []string {
	switch {
	case p == cases.PhaseClosed:
		return nil
	case k == cases.KindMentoring:
		return []string{"tjekind", "relation-spil", "relation-mad", "relation-tur", "fremgang"}
	case k == cases.KindTenancy:
		return []string{"samtale", "afdrag", "opf-rolig"}
	}
	return []string{"aftale-holdt", "ungens-punkt", "opf"}
}

// coming sets what a note can say about the next time.
func (w *writer) coming(i int) {
	f := w.o.cast.facts
	f["naeste"], f["naestedato"], f["kl"] = "", "", ""
	next, at := w.next(i)
	if next.IsZero() {
		return
	}
	f["naeste"], f["naestedato"] = dayWords(w.o.events[i].at.Date, next)
	if at != "" {
		f["kl"] = spoken(at)
	}
}

// now sets what a note can say about its own time.
func (w *writer) now(e event) { w.o.cast.facts["klnu"] = spoken(e.at.String()[11:]) }

// spoken is a time as a note writes it: "14", "9.30".
func spoken(clock string) string {
	return strings.TrimSuffix(strings.Replace(strings.TrimPrefix(clock, "0"), ":", ".", 1), ".00")
}

// next is the day of the next contact that was agreed, or the follow-up that
// waits at the end; zero where nothing comes.
func (w *writer) next(i int) (calendar.Date, string) {
	from := w.o.events[i].at.Date
	for _, e := range w.o.events[i+1:] {
		if e.act != nil || e.at.Date == from {
			continue
		}
		if e.phase == cases.PhaseClosed && !e.close || e.reopen || e.at.Date.Sub(from) > 60 {
			return calendar.Date{}, ""
		}
		return e.at.Date, e.at.String()[11:]
	}
	if len(w.o.upcoming) > 0 && w.o.upcoming[0].due.After(from) {
		return w.o.upcoming[0].due, w.o.upcoming[0].time
	}
	return calendar.Date{}, ""
}

// choose takes a text of the scene that the case has not had and can fill.
func (w *writer) choose(e event) *text {
	told, first := 0, 0 // the number told last, the lowest there is
	for _, t := range e.scene.texts {
		if w.used[t.id] {
			told = max(told, t.order)
		}
		if t.order > 0 && (first == 0 || t.order < first) {
			first = t.order
		}
	}
	fit := slices.DeleteFunc(w.fitting(e.scene.texts, e), func(t *text) bool {
		return t.order > 0 && (t.order <= told || told == 0 && t.order > first)
	})
	if len(fit) == 0 {
		return nil
	}
	t := pick(w.draw, fit)
	w.used[t.id] = true
	return t
}

func (w *writer) fitting(texts []*text, e event) []*text {
	var fit []*text
	for _, t := range texts {
		if !w.used[t.id] && t.fits(w.o.cast, e.at.Date.Month) {
			fit = append(fit, t)
		}
	}
	return fit
}

// body is the note: the text, often what was seen beside it, and a last
// sentence.
func (w *writer) body(t *text, e event) string {
	s := t.fill(w.o.cast, w.draw.Rand)
	with := e.scene.with
	if e.scene.noTail || e.scene.reached != "ja" || e.phase == cases.PhaseClosed || !slices.Contains(with, "ung") && !slices.Contains(with, "beboer") ||
		t.channel == cases.ChannelSMS || e.scene.channels[0] == cases.ChannelSMS {
		return s
	}
	for _, before := range []bool{true, false} {
		if tail := w.tail(t, e, before); tail != nil && w.draw.chance(tailPercent) && strings.Count(s, ". ") < mostSentences-1 {
			w.used[tail.id] = true
			s += " " + tail.fill(w.o.cast, w.draw.Rand)
		}
	}
	return s
}

// tailPercent is how many notes get a sentence of each kind after the text, of a
// hundred.
const tailPercent = 95

// mostSentences is how long a note may become, not counting questions.
const mostSentences = 6

// tail chooses a sentence to come after a text, nil when none fits.
func (w *writer) tail(t *text, e event, before bool) *text {
	var fit []*text
	dated := t.has("naeste") || t.has("naestedato")
	for _, group := range w.g.w.tails[w.o.kind] {
		if group.before != before || group.channels != nil && !slices.Contains(group.channels, cmp.Or(t.channel, e.scene.channels[0])) {
			continue
		}
		for _, one := range w.fitting(group.texts, e) {
			// A day is agreed once.
			if w.known(one) && !(dated && (one.has("naeste") || one.has("naestedato"))) {
				fit = append(fit, one)
			}
		}
	}
	if len(fit) == 0 {
		return nil
	}
	return pick(w.draw, fit)
}

// known says whether everybody whom the text names is in the network already.
func (w *writer) known(t *text) bool {
	for _, slot := range t.needs {
		if p := w.o.cast.parties[slot]; p != nil && p.entry < 0 {
			return false
		}
	}
	return true
}

// contact are the fields of a contact.
func (w *writer) contact(e event, t *text, body string) map[string]any {
	d, s := w.draw, e.scene
	channel := pick(d, s.channels)
	if t.channel != "" {
		channel = t.channel
	}
	set := map[string]any{"channel": string(channel), "role": string(s.role), "text": body, "at": e.at.String()}
	if s.reached != "" {
		set["met"] = s.reached == "ja"
	}
	if len(s.arenas) > 0 {
		set["arenas"] = s.arenas
	}
	if len(s.themes) > 0 {
		set["themes"] = s.themes
	}
	if s.reached == "nej" {
		if d.chance(12) {
			set["minutes"] = 5
		}
		if channel == cases.ChannelVisit {
			set["place"] = "hjemme"
		}
		return set
	}
	if d.chance(62) {
		set["minutes"] = minutes(d, channel)
	}
	if p := w.place(channel, s, t); p != "" {
		set["place"] = p
	}
	if who := w.present(s); len(who) > 0 {
		set["present"] = who
	}
	return set
}

func minutes(d draw, c cases.Channel) int {
	switch c {
	case cases.ChannelPhone, cases.ChannelOnline, cases.ChannelLetter:
		return 5 * d.between(1, 6)
	case cases.ChannelSMS:
		return 5
	case cases.ChannelStreet:
		return 5 * d.between(3, 15)
	}
	return 15 * d.between(2, 7)
}

func (w *writer) place(c cases.Channel, s *scene, t *text) string {
	if t.place != "" {
		if place := w.o.cast.facts[t.place]; place != "" {
			return place
		}
		return t.place
	}
	switch c {
	case cases.ChannelVisit:
		return "hjemme"
	case cases.ChannelStreet:
		return w.o.cast.facts["plads"]
	case cases.ChannelOffice:
		return w.g.w.places.Kontor
	case cases.ChannelMeeting:
		if s.place != "" {
			return w.o.cast.facts[s.place]
		}
		return w.g.w.places.Kontor
	}
	return ""
}

// present is who was there, as far as they are in the case.
func (w *writer) present(s *scene) people {
	var who people
	for _, slot := range s.with {
		if slot == "ung" || slot == "beboer" {
			who = append(who, personAt{-1, w.o.cast.person.first})
		} else if p := w.o.cast.parties[slot]; p != nil && p.entry >= 0 {
			who = append(who, personAt{entry: p.entry})
		}
	}
	return who
}
