package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
)

// human is a person of the demo.
type human struct {
	name   string // whole name
	first  string
	female bool
	phone  string
}

// party is a human in a place in the network.
type party struct {
	human
	slot     string
	relation string
	short    string // as a text explains who that is
	org      string
	note     string
	email    string
	address  string
	entry    int // the change that added the party, -1 while nobody has
	intros   int // how often a note has said who that is
}

// family is shared by the cases of siblings.
type family struct {
	group    *nameGroup
	surname  string
	address  string
	street   string
	mor, far human
	kids     [2]human // the elder first
}

// draw is a source of choices for one purpose.
type draw struct{ *rand.Rand }

// drawFor gives the same choices for the same seed, index and purpose, whatever
// else has been drawn.
func drawFor(seed uint64, index int, purpose uint64) draw {
	return draw{rand.New(rand.NewPCG(seed^purpose*0x9e3779b97f4a7c15, uint64(index)+purpose<<40))}
}

// between gives a number from a to b, both included.
func (d draw) between(a, b int) int {
	if b <= a {
		return a
	}
	return a + d.IntN(b-a+1)
}

// chance is true in so many cases of a hundred.
func (d draw) chance(percent int) bool { return d.IntN(100) < percent }

func pick[T any](d draw, from []T) T { return from[d.IntN(len(from))] }

// phone is a number that nobody has: no Danish number begins with 0.
func (d draw) phone() string {
	return fmt.Sprintf("0%d %02d %02d %02d", d.between(1, 9), d.IntN(100), d.IntN(100), d.IntN(100))
}

// human draws somebody whose first name is not taken.
func (d draw) human(g *nameGroup, female bool, surname string, taken map[string]bool) human {
	names := g.Maend
	if female {
		names = g.Kvinder
	}
	n := d.IntN(len(names))
	for i := 0; taken[names[n]] && i < len(names); i++ {
		n = (n + 1) % len(names)
	}
	taken[names[n]] = true
	if surname == "" {
		surname = pick(d, g.Efternavne)
	}
	return human{name: names[n] + " " + surname, first: names[n], female: female, phone: d.phone()}
}

// anybody draws a professional: of either group of names.
func (w *world) anybody(d draw, female bool, taken map[string]bool) human {
	g := &w.names.Grupper[0]
	if d.chance(25) {
		g = &w.names.Grupper[1]
	}
	return d.human(g, female, "", taken)
}

func (w *world) address(d draw) (address, street string) {
	street = pick(d, w.places.Gader)
	return fmt.Sprintf("%s %d, %s", street, d.between(1, 68), pick(d, []string{"st. th", "st. tv", "1. th", "1. tv", "2. mf", "2. th", "2. tv", "3. mf", "3. tv", "4. th"})), street
}

// family draws the family at an index: two children, of whom one or both have a
// case.
func (w *world) family(seed uint64, index int) family {
	d := drawFor(seed, index, 'F')
	f := family{group: &w.names.Grupper[d.IntN(len(w.names.Grupper))]}
	f.surname = pick(d, f.group.Efternavne)
	f.address, f.street = w.address(d)
	taken := map[string]bool{}
	f.kids[0] = d.human(f.group, d.chance(45), f.surname, taken)
	f.kids[1] = d.human(f.group, d.chance(45), f.surname, taken)
	surname := f.surname
	if d.chance(30) {
		surname = ""
	}
	f.mor = d.human(f.group, true, surname, taken)
	f.far = d.human(f.group, false, f.surname, taken)
	return f
}

// cast is everybody in one case, and what the case can say in a slot.
type cast struct {
	w       *world
	person  human
	parties map[string]*party
	order   []string // slots in a fixed order
	facts   map[string]string
}

// casting says whom a case needs and who may be there.
type casting struct {
	kind   cases.Kind
	age    int
	needs  []string
	family *family
	kid    int // which child of the family the case is about; -1: an adult
	names  map[string]string
}

// likely are the places that may be filled beside those a story needs, with how
// often, of a hundred.
func likely(kind cases.Kind, age int) []struct {
	slot    string
	percent int
} {
	type l = struct {
		slot    string
		percent int
	}
	switch {
	case kind == cases.KindTenancy:
		return []l{{"udlejning", 100}, {"driften", 60}, {"ven", 75}, {"ydelse", 50}, {"gaeld", 30}, {"bank", 40}, {"jobcenter", 35}, {"sundhed", 15}}
	case age >= 16:
		return []l{{"mor", 100}, {"far", 45}, {"soeskende", 50}, {"kui", 60}, {"traener", 35}, {"klub", 35}, {"ssp", 30}, {"raadgiver", 45}}
	default:
		return []l{{"mor", 100}, {"far", 50}, {"soeskende", 55}, {"laerer", 100}, {"traener", 45}, {"klub", 40}, {"ssp", 30}, {"ppr", 45},
			{"raadgiver", 55}, {"kui", 15}}
	}
}

func (w *world) cast(d draw, c casting) *cast {
	out := &cast{w: w, parties: map[string]*party{}, facts: map[string]string{}}
	taken := map[string]bool{}
	for _, h := range []human{c.family.mor, c.family.far, c.family.kids[0], c.family.kids[1]} {
		taken[h.first] = true
	}
	for _, n := range c.names {
		taken[n] = true
	}
	if c.kid >= 0 {
		out.person = c.family.kids[c.kid]
	} else {
		out.person = d.human(c.family.group, d.chance(50), c.family.surname, taken)
	}
	p := &w.places
	out.facts["skolen"] = pick(d, p.Skoler)
	out.facts["forening"] = pick(d, p.Foreninger)
	out.facts["klubben"] = pick(d, p.Klubber)
	out.facts["plads"] = pick(d, p.Pladser)
	out.facts["arbejdet"] = pick(d, p.Arbejdssteder)
	out.facts["vaerksted"] = pick(d, p.Vaerksteder)
	out.facts["moedested"] = pick(d, p.Moedesteder)
	out.facts["gade"], out.facts["adresse"] = c.family.street, c.family.address
	out.facts["alder"] = strconv.Itoa(c.age)
	if c.age <= 15 {
		out.facts["klasse"] = strconv.Itoa(min(max(c.age-6, 4), 9)) + ". klasse"
	}
	for _, l := range likely(c.kind, c.age) {
		if d.chance(l.percent) || slices.Contains(c.needs, l.slot) {
			out.add(d, l.slot, c, taken)
		}
	}
	for _, slot := range c.needs {
		if out.parties[slot] == nil {
			out.add(d, slot, c, taken)
		}
	}
	return out
}

// add fills a place in the network.
func (c *cast) add(d draw, slot string, of casting, taken map[string]bool) {
	r := c.w.roles[slot]
	p := &party{slot: slot, relation: r.Relation, short: r.Kort, note: r.Hilsen, entry: -1}
	switch slot {
	case "mor":
		p.human = of.family.mor
	case "far":
		p.human = of.family.far
	case "soeskende":
		p.human = of.family.kids[1-max(of.kid, 0)]
		p.relation = siblingWord(of.kid == 0, p.female)
		p.short = p.relation
	default:
		rel := r.Relation
		if strings.Contains(rel, "|") {
			all := strings.Split(rel, "|")
			rel = all[d.IntN(len(all))]
		}
		p.relation = rel
		if p.short == "=" {
			p.short = rel
		}
		female := d.chance(55)
		switch rel {
		case "søster", "datter", "kusine":
			female = true
		case "bror", "søn", "fætter":
			female = false
		}
		if r.Koen != "" {
			female = r.Koen == "k"
		}
		switch rel {
		case "søster", "bror", "datter", "søn", "kusine", "fætter":
			p.human = d.human(of.family.group, female, of.family.surname, taken)
		default:
			p.human = c.w.anybody(d, female, taken)
		}
		if n := of.names[slot]; n != "" {
			p.first, p.name = n, n+" "+p.name[strings.IndexByte(p.name, ' ')+1:]
		}
	}
	if r.Org != "" {
		p.org = r.Org
		for _, f := range []string{"skolen", "forening", "klubben", "arbejdet", "vaerksted"} {
			p.org = strings.ReplaceAll(p.org, "{"+f+"}", c.facts[f])
		}
		p.email = mailbox(p.first, p.org, c.w.places.Mail)
	}
	if r.EgenAdresse {
		p.address, _ = c.w.address(d)
	}
	c.parties[slot] = p
	c.order = append(c.order, slot)
}

// introductions is how often the notes of a case say who somebody is.
const introductions = 2

func siblingWord(younger, female bool) string {
	switch {
	case younger && female:
		return "lillesøster"
	case younger:
		return "lillebror"
	case female:
		return "storesøster"
	}
	return "storebror"
}

// mailbox is an address that cannot be reached.
func mailbox(first, org, domain string) string {
	plain := strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa", " ", "-", ",", "", ".", "")
	word, _, _ := strings.Cut(org, " ")
	return plain.Replace(strings.ToLower(first)) + "@" + plain.Replace(strings.ToLower(word)) + "." + domain
}

// say gives the words of a slot.
func (c *cast) say(slot string, e ending) string {
	switch slot {
	case "ung", "beboer":
		return named(c.person.first, "", e)
	case "han":
		return gendered(c.person.female, "han", "hun")
	case "ham":
		return gendered(c.person.female, "ham", "hende")
	case "hans":
		return gendered(c.person.female, "hans", "hendes")
	}
	if p := c.parties[slot]; p != nil {
		if e == intro {
			if p.intros++; p.intros > introductions {
				e = plain
			}
		}
		return named(p.first, p.short, e)
	}
	s := c.facts[slot]
	if s != "" && e == genitive {
		return genitiveOf(s)
	}
	return s
}

func gendered(female bool, he, she string) string {
	if female {
		return she
	}
	return he
}

func named(first, short string, e ending) string {
	switch e {
	case genitive:
		return genitiveOf(first)
	case intro:
		return first + " (" + short + ")"
	}
	return first
}

// dayWords are how a note speaks of a coming day.
func dayWords(from, to calendar.Date) (soon, dated string) {
	weekdays := [...]string{"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"}
	months := [...]string{"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"}
	day := weekdays[to.Weekday()]
	dated = fmt.Sprintf("%s den %d. %s", day, to.Day, months[to.Month-1])
	switch n := to.Sub(from); {
	case n == 1:
		return "i morgen", dated
	case n > 1 && n < 7:
		return "på " + day, dated
	}
	return dated, dated
}

// kroner writes a whole amount: "16.037 kr."
func kroner(n int) string {
	s := strconv.Itoa(n)
	if len(s) > 3 {
		s = s[:len(s)-3] + "." + s[len(s)-3:]
	}
	return s + " kr."
}
