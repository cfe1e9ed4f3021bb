package cases

import (
	"slices"
	"strings"
	"unicode"

	"brobygger/cases/calendar"
	"brobygger/cases/danish"
)

// ActorKind says what a Step.Who means.
type ActorKind string

// The kinds of actors.
const (
	ActorNobody ActorKind = ""
	ActorPerson ActorKind = "person" // whom the case is about
	ActorWorker ActorKind = "worker" // the case's worker
	ActorMember ActorKind = "member" // another member of the team
	ActorParty  ActorKind = "party"  // a person in the network
	ActorNamed  ActorKind = "named"  // a name that is nobody's we know
)

// Actor is who is to do something.
type Actor struct {
	Kind     ActorKind
	Member   string // member id: worker and member
	Party    EntryID
	Name     string // "" for the person, and where it is not known or may not be seen
	Relation string // party: relation, else organisation
	Close    bool   // party: family or the person's own teacher
}

// ActorOf finds out who a Step.Who names.
func (c *Case) ActorOf(who string) Actor {
	switch {
	case who == "":
		return Actor{}
	case who == WhoPerson:
		return Actor{Kind: ActorPerson}
	case who == WhoWorker || who == c.Worker:
		return Actor{Kind: ActorWorker, Member: c.Worker, Name: c.workerName()}
	}
	for _, p := range c.Network {
		if string(p.ID) == who && p.Erased == nil {
			return Actor{Kind: ActorParty, Party: p.ID, Name: p.Name, Relation: p.known(), Close: p.Close()}
		}
	}
	for _, a := range c.authors {
		if a.Member == who {
			return Actor{Kind: ActorMember, Member: who, Name: a.Name}
		}
	}
	if len(who) == 64 && c.State.Entry(EntryID(who)) != nil {
		return Actor{} // somebody whose entry was erased
	}
	return Actor{Kind: ActorNamed, Name: who}
}

// workerName is the worker's name as far as the case can tell.
func (c *Case) workerName() string {
	for _, a := range c.authors {
		if a.Member == c.Worker && c.Worker != "" {
			return a.Name
		}
	}
	return c.WorkerText
}

// known is how somebody can be named without a name. The workplace of somebody
// with a protected address is not named.
func (p Party) known() string {
	if p.Relation == "" && !p.Protected {
		return p.Org
	}
	return p.Relation
}

// closeRelations are the relations of family,
// in Danish and English.
func closeRelations() []string {
	return []string{"mor", "far", "mama", "papa", "forælder", "forældre", "søster", "bror", "søskende", "bedstemor", "bedstefar",
		"mormor", "farmor", "morfar", "farfar", "oldemor", "oldefar", "moster", "faster", "onkel", "tante", "morbror", "farbror",
		"kusine", "fætter", "nevø", "niece", "datter", "søn", "barn", "kone", "mand", "ægtefælle", "kæreste", "samlever",
		"svigermor", "svigerfar", "værge",
		"mother", "father", "mum", "mom", "dad", "parent", "sister", "brother", "sibling", "grandmother", "grandfather",
		"grandparent", "aunt", "uncle", "cousin", "nephew", "daughter", "son", "wife", "husband", "partner", "guardian"}
}

// Close says whether somebody is family or the person's own teacher, whose name
// the person may see in the plan.
func (p Party) Close() bool {
	for _, word := range strings.FieldsFunc(danish.Fold(p.Relation), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if isTeacher(word) || slices.ContainsFunc(closeRelations(), func(rel string) bool {
			rel = danish.Fold(rel)
			return word == rel || isFamily(word, rel)
		}) {
			return true
		}
	}
	return false
}

// isTeacher knows klasselærer, dansklærer and class teacher.
func isTeacher(word string) bool {
	return slices.ContainsFunc([]string{"lærer", "lærerinde", "teacher"}, func(t string) bool { return strings.HasSuffix(word, danish.Fold(t)) })
}

// isFamily knows plejemor, stedfar, halvbror and the like by their first part.
func isFamily(word, rel string) bool {
	for _, first := range []string{"pleje", "sted", "halv", "bonus", "papsted", "pap", "adoptiv", "tvilling", "step", "foster", "half", "lille", "store"} {
		if word == danish.Fold(first)+rel {
			return true
		}
	}
	return false
}

// PersonPlan is the plan as the person sees it, on the screen that is turned to
// them and on paper: nothing that is for the team alone, no name of anybody but
// family and the own teacher, and in what was agreed nothing that [Case.Hide]
// hides. The person's own words are as they were written.
type PersonPlan struct {
	FirstName string
	Words     string // own words about the plan as a whole
	Arenas    []PersonArena
	Goals     []PersonGoal // of no arena
	Steps     []PersonStep
}

// PersonArena is an arena as the person sees it.
type PersonArena struct {
	Key    string
	Worker Standing // as the worker sees it, alone or together
	Own    Standing // as the person sees it
	Words  string   // the person's own
	Goals  []PersonGoal
}

// PersonGoal is a goal as the person sees it.
type PersonGoal struct {
	ID        EntryID
	Text      string
	Indicator string
	By        calendar.Date
	State     GoalState
}

// PersonStep is what was agreed, as the person sees it.
type PersonStep struct {
	ID    EntryID
	Arena string
	Text  string
	Who   Actor // Name is empty where the person may not see it
	By    calendar.Date
	State StepState
}

// ForPerson is the plan as the person sees it. Steps that are done stay for
// recent days, so that it can be seen what was reached; those given up do not.
func (c *Case) ForPerson(today calendar.Date, recent int) PersonPlan {
	hide := c.hiding()
	p := PersonPlan{FirstName: danish.FirstName(danish.Harmless(c.Person.Name, false)), Words: harmless(c.Words[""].Text)}
	for _, key := range c.PlanKeys() {
		a := PersonArena{Key: key, Worker: c.WorkerStanding(key, today), Own: c.Standing(key, RaterPerson, today),
			Words: harmless(c.Words[key].Text)}
		a.Goals = c.goalsForPerson(key, today, recent, hide)
		p.Arenas = append(p.Arenas, a)
	}
	p.Goals = c.goalsForPerson("", today, recent, hide)
	for _, s := range c.Steps {
		if !s.live() || s.TeamOnly || s.State == StepDropped || s.State == StepDone && !recently(s.StateOn, today, recent) {
			continue
		}
		who := c.ActorOf(s.Who)
		if who.Kind == ActorNamed && !(Party{Relation: who.Name}).Close() || who.Kind == ActorParty && !who.Close {
			who.Name = ""
		}
		who.Name, who.Relation = hide.secrets.in(who.Name), hide.secrets.in(who.Relation)
		p.Steps = append(p.Steps, PersonStep{s.ID, s.Arena, hide.in(s.Text), who, s.By, s.State})
	}
	return p
}

func (c *Case) goalsForPerson(arena string, today calendar.Date, recent int, hide hiding) []PersonGoal {
	var out []PersonGoal
	for _, g := range c.GoalsOf(arena) {
		if g.State == GoalOpen || g.State == GoalReached && recently(g.StateOn, today, recent) {
			out = append(out, PersonGoal{g.ID, hide.in(g.Text), hide.in(g.Indicator), g.By, g.State})
		}
	}
	return out
}

func recently(on, today calendar.Date, days int) bool {
	return !on.IsZero() && today.Sub(on) <= days
}

func harmless(text string) string { return danish.Harmless(text, true) }

// hiding is what stands in no text that the person sees.
type hiding struct {
	names   othersNames
	secrets secrets
}

func (c *Case) hiding() hiding { return hiding{c.othersNames(), c.secrets()} }

// in gives a text, harmless, without all of it. Addresses go first: one may have
// somebody's name in it.
func (h hiding) in(text string) string { return h.names.in(h.secrets.in(harmless(text))) }

// othersNames are the names that the person may not see in texts, and what
// stands for each.
type othersNames map[string]string

// unnamed stands for somebody of whom nothing is known but the name.
const unnamed = "…"

func (c *Case) othersNames() othersNames {
	out, keep := othersNames{}, map[string]bool{danish.FirstName(c.Person.Name): true}
	for _, p := range c.Network {
		if p.Close() {
			for _, w := range nameWords(p.Name) {
				keep[w] = true
			}
		}
	}
	for _, w := range nameWords(c.Person.Name) {
		keep[w] = true
	}
	for _, a := range c.authors {
		for _, w := range nameWords(a.Name) {
			keep[w] = true
		}
	}
	for _, p := range c.Network {
		for _, w := range nameWords(p.Name) {
			if !keep[w] {
				out[w] = p.known()
			}
		}
	}
	return out
}

// nameWords are the words of a name that begin with a capital.
func nameWords(name string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(name, notInName) {
		if r := []rune(w); len(r) > 1 && unicode.IsUpper(r[0]) {
			out = append(out, w)
		}
	}
	return out
}

func notInName(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }

// in gives a text, harmless, with every such name replaced; several of one
// person beside each other by one replacement.
func (o othersNames) in(text string) string {
	text = harmless(text)
	if len(o) == 0 {
		return text
	}
	var b strings.Builder
	last := ""
	for len(text) > 0 {
		start := strings.IndexFunc(text, func(r rune) bool { return !notInName(r) })
		if start < 0 {
			start = len(text)
		}
		gap := text[:start]
		text = text[start:]
		end := strings.IndexFunc(text, notInName)
		if end < 0 {
			end = len(text)
		}
		word := text[:end]
		text = text[end:]
		stem := strings.TrimSuffix(word, "s") // Lones
		rel, hidden := o[word]
		if !hidden && stem != word {
			rel, hidden = o[stem]
		}
		switch {
		case !hidden:
			last = ""
			b.WriteString(gap + word)
		default:
			if rel == "" {
				rel = unnamed
			}
			if rel == last && strings.TrimSpace(gap) == "" {
				continue
			}
			last = rel
			b.WriteString(gap + rel)
		}
	}
	return b.String()
}
