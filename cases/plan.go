package cases

import (
	"cmp"
	"slices"
	"strings"

	"brobygger/cases/calendar"
	"brobygger/cases/history"
)

// The scale of a score: 1 går helt galt, 2 svært, 3 på vej, 4 går godt med
// støtte, 5 klarer det selv (DESIGN's own choice; DOMAIN §4.1 asks for start,
// now and a line of reason for each arena, never one number for a life).
const (
	MinScore = 1
	MaxScore = 5
)

// Rater is who gave a score. Scores of different raters are never mixed.
type Rater string

// The raters.
const (
	RaterPerson   Rater = "ung"         // whom the case is about
	RaterWorker   Rater = "medarbejder" // the worker alone
	RaterTogether Rater = "sammen"      // both, in one conversation
)

// Raters are all raters in the order of the form.
func Raters() []Rater { return []Rater{RaterTogether, RaterPerson, RaterWorker} }

// Score is where somebody says that the person stands in an arena on a day.
type Score struct {
	ID     EntryID
	Arena  string
	Value  int // MinScore…MaxScore; 0 where what was written is no score
	By     Rater
	Reason string // one line
	On     calendar.Date
	Struck *Mark
	Erased *Mark
}

// GoalState is the state of a goal.
type GoalState string

// A goal is open until it is reached or given up.
const (
	GoalOpen    GoalState = "open"
	GoalReached GoalState = "reached"
	GoalDropped GoalState = "dropped"
)

// GoalStates are all states of a goal.
func GoalStates() []GoalState { return []GoalState{GoalOpen, GoalReached, GoalDropped} }

// Goal is a goal of the handlingsplan; Arena may be empty where an import did
// not say.
type Goal struct {
	ID        EntryID
	Arena     string // of PlanKeys, or empty
	Text      string
	Indicator string        // kendetegn: how it will be seen that the goal is reached
	By        calendar.Date // zero for no day
	State     GoalState
	StateOn   calendar.Date // since when, zero if unknown
	Struck    *Mark
	Erased    *Mark
}

// StepState is the state of a step.
type StepState string

// The states of a step.
const (
	StepTodo    StepState = "todo"
	StepDoing   StepState = "doing"
	StepDone    StepState = "done"
	StepDropped StepState = "dropped"
)

// StepStates are all states in the order of the form.
func StepStates() []StepState { return []StepState{StepTodo, StepDoing, StepDone, StepDropped} }

// Values of Step.Who that name no one person: whom the case is about, and the
// case's worker, whoever that is then.
const (
	WhoPerson = "ung"
	WhoWorker = "medarbejder"
)

// Step is a step of the handlingsplan: who does what by when.
type Step struct {
	ID       EntryID
	Goal     EntryID // the goal it serves, "" for none
	Arena    string  // the goal's, else its own
	Text     string
	Who      string        // party id, member id, WhoPerson, WhoWorker or a name
	By       calendar.Date // zero for no day
	State    StepState
	StateOn  calendar.Date // since when, zero if unknown
	TeamOnly bool          // kun for teamet: never shown to the person
	Order    string
	Struck   *Mark
	Erased   *Mark
}

// Open says whether the step waits to be done.
func (s Step) Open() bool { return s.live() && (s.State == StepTodo || s.State == StepDoing) }

func (s Step) live() bool  { return s.Struck == nil && s.Erased == nil }
func (g Goal) live() bool  { return g.Struck == nil && g.Erased == nil }
func (s Score) live() bool { return s.Struck == nil && s.Erased == nil && s.Value != 0 }

// FactKey names a fact that stands beside the scores.
type FactKey string

// The facts (DOMAIN §4.1: yes or no with a day, never new charges).
const (
	FactSchool  FactKey = "school"  // in school or education
	FactJob     FactKey = "job"     // in a job or a leisure job
	FactLeisure FactKey = "leisure" // in a leisure activity
	FactStaying FactKey = "staying" // bliver boende: stays in the home
)

// Facts are the facts that a kind of case has.
func (k Kind) Facts() []FactKey {
	if k == KindTenancy {
		return []FactKey{FactStaying, FactJob, FactSchool, FactLeisure}
	}
	return []FactKey{FactSchool, FactJob, FactLeisure}
}

// FactValue is what is known of a fact.
type FactValue string

// The values of a fact.
const (
	FactYes     FactValue = "yes"
	FactNo      FactValue = "no"
	FactUnknown FactValue = "unknown"
)

// FactValues are all values.
func FactValues() []FactValue { return []FactValue{FactYes, FactNo, FactUnknown} }

// Fact is what was known of a fact on a day.
type Fact struct {
	ID     EntryID
	Fact   FactKey
	Value  FactValue
	On     calendar.Date
	Struck *Mark
	Erased *Mark
}

// Review is an opfølgning on the plan.
type Review struct {
	ID     EntryID
	On     calendar.Date
	Text   string // what was agreed
	Struck *Mark
	Erased *Mark
}

// Words are the person's own words.
type Words struct {
	Text string
	On   calendar.Date // when they were said, zero if unknown
}

// PlanKeys are what goals and steps of a kind are sorted under: the six arenas,
// in tenancies the three themes too. Scores are of arenas alone.
func (k Kind) PlanKeys() []string {
	if k == KindTenancy {
		return slices.Concat(Arenas(), Themes())
	}
	return Arenas()
}

// PlanKeys are the arenas that the case shows: all six, in tenancies only those
// in use and the themes.
func (c *Case) PlanKeys() []string {
	if c.Kind != KindTenancy {
		return Arenas()
	}
	used := map[string]bool{}
	for _, s := range c.Scores {
		used[s.Arena] = used[s.Arena] || s.live()
	}
	for _, g := range c.Goals {
		used[g.Arena] = used[g.Arena] || g.live()
	}
	for _, s := range c.Steps {
		used[s.Arena] = used[s.Arena] || s.live()
	}
	for arena, w := range c.Words {
		used[arena] = used[arena] || w.Text != ""
	}
	return slices.DeleteFunc(c.Kind.PlanKeys(), func(k string) bool { return slices.Contains(Arenas(), k) && !used[k] })
}

// Standing is how one rater's scores of an arena went.
type Standing struct {
	By    Rater
	First *Score // nil where there is none
	Now   *Score // the newest, nil where there is none
}

// Trend says where scores went from the first to the newest.
type Trend string

// The trends; there is none of fewer than two scores.
const (
	TrendNone Trend = ""
	TrendUp   Trend = "up"
	TrendSame Trend = "same"
	TrendDown Trend = "down"
)

// Trend compares the newest score with the first of the same rater.
func (s Standing) Trend() Trend {
	switch d := s.Difference(); {
	case s.First == s.Now:
		return TrendNone
	case d > 0:
		return TrendUp
	case d < 0:
		return TrendDown
	}
	return TrendSame
}

// Difference is how many steps of the scale lie between the first score and the
// newest of the same rater.
func (s Standing) Difference() int {
	if s.First == nil || s.Now == nil {
		return 0
	}
	return s.Now.Value - s.First.Value
}

// Standing is how an arena stands as one rater sees it, up to and including a
// day; a zero day is no limit.
func (c *Case) Standing(arena string, by Rater, until calendar.Date) Standing {
	st := Standing{By: by}
	for i := range c.Scores {
		s := &c.Scores[i]
		if s.Arena != arena || s.By != by || !s.live() || !until.IsZero() && s.On.After(until) {
			continue
		}
		if st.First == nil {
			st.First = s
		}
		st.Now = s
	}
	return st
}

// WorkerStanding is the worker's side of an arena: given by the worker alone or
// together with the person, whichever is newest. The two are not mixed: first
// score and trend are of the same rater.
func (c *Case) WorkerStanding(arena string, until calendar.Date) Standing {
	alone, together := c.Standing(arena, RaterWorker, until), c.Standing(arena, RaterTogether, until)
	if together.Now == nil || alone.Now != nil && c.newer(alone.Now, together.Now) {
		return alone
	}
	return together
}

// newer says whether a was given after b.
func (c *Case) newer(a, b *Score) bool {
	if a.On != b.On {
		return a.On.After(b.On)
	}
	place := func(s *Score) int {
		return slices.IndexFunc(c.Scores, func(x Score) bool { return x.ID == s.ID })
	}
	return place(a) > place(b)
}

// FactNow is what is known of a fact, the newest by its day; false where nobody
// has said.
func (c *Case) FactNow(key FactKey) (Fact, bool) {
	for _, f := range slices.Backward(c.Facts) {
		if f.Fact == key && f.Struck == nil && f.Erased == nil {
			return f, true
		}
	}
	return Fact{}, false
}

// LastReview is the day of the last review, zero if there was none.
func (c *Case) LastReview(today calendar.Date) calendar.Date {
	for _, r := range slices.Backward(c.Reviews) {
		if r.Struck == nil && r.Erased == nil && !r.On.After(today) {
			return r.On
		}
	}
	return calendar.Date{}
}

// StepsOf are the steps of an arena that are neither struck nor erased, in their
// order; those that are done or given up come last.
func (c *Case) StepsOf(arena string) []Step {
	var out []Step
	for _, s := range c.Steps {
		if s.Arena == arena && s.live() {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b Step) int { return cmp.Compare(ended(a), ended(b)) })
	return out
}

func ended(s Step) int {
	if s.Open() {
		return 0
	}
	return 1
}

// GoalsOf are the goals of an arena that are neither struck nor erased, open
// ones first.
func (c *Case) GoalsOf(arena string) []Goal {
	var out []Goal
	for _, g := range c.Goals {
		if g.Arena == arena && g.live() {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b Goal) int {
		return cmp.Compare(slices.Index(GoalStates(), a.State), slices.Index(GoalStates(), b.State))
	})
	return out
}

// OpenSteps counts the open steps of an arena, and those of them that ask for
// somebody: over time, or with two versions.
func (c *Case) OpenSteps(arena string, today calendar.Date) (open, asking int) {
	for _, s := range c.Steps {
		if s.Arena != arena || !s.Open() {
			continue
		}
		open++
		if !s.By.IsZero() && s.By.Before(today) || c.InConflict(s.ID) {
			asking++
		}
	}
	return open, asking
}

// InConflict says whether a field of a thing has two versions.
func (c *Case) InConflict(id EntryID) bool {
	return slices.ContainsFunc(c.Conflicts, func(k Conflict) bool { return k.Entity == id })
}

// HasPlan says whether anything of a plan stands: a goal, a step, a score or the
// person's words.
func (c *Case) HasPlan() bool {
	return slices.ContainsFunc(c.Goals, Goal.live) || slices.ContainsFunc(c.Steps, Step.live) ||
		slices.ContainsFunc(c.Scores, Score.live) || len(c.Words) > 0
}

// wordsField is the field of the case that holds the person's words about an
// arena, "" for the plan as a whole.
func wordsField(arena string) string {
	if arena == "" {
		return "words"
	}
	return "words_" + arena
}

func readWords(root *history.Entity) map[string]Words {
	out := map[string]Words{}
	for _, arena := range append([]string{""}, Arenas()...) {
		if text := root.Text(wordsField(arena)); text != "" {
			out[arena] = Words{Text: text, On: dateOf(root.Text(wordsField(arena) + "_on"))}
		}
	}
	return out
}

func readScore(e *history.Entity) Score {
	s := Score{ID: e.ID, Arena: e.Text("arena"), By: Rater(e.Text("by")), Reason: e.Text("reason"), On: dateOf(e.Text("on")),
		Struck: markOf(e.Struck), Erased: markOf(e.Erased)}
	if n, ok := e.Int("score"); ok && n >= MinScore && n <= MaxScore {
		s.Value = int(n)
	}
	return s
}

func readGoal(e *history.Entity) Goal {
	g := Goal{ID: e.ID, Arena: e.Text("arena"), Text: e.Text("text"), Indicator: e.Text("indicator"), By: dateOf(e.Text("by")),
		State: GoalState(e.Text("state")), StateOn: dateOf(e.Text("state_on")), Struck: markOf(e.Struck), Erased: markOf(e.Erased)}
	if !slices.Contains(GoalStates(), g.State) {
		g.State = GoalOpen
	}
	return g
}

func readStep(e *history.Entity) Step {
	s := Step{ID: e.ID, Goal: EntryID(e.Text("goal")), Arena: e.Text("arena"), Text: e.Text("text"), Who: e.Text("who"),
		By: dateOf(e.Text("by")), State: StepState(e.Text("state")), StateOn: dateOf(e.Text("state_on")), Order: e.Text("order"),
		Struck: markOf(e.Struck), Erased: markOf(e.Erased)}
	s.TeamOnly, _ = e.Bool("team_only")
	if !slices.Contains(StepStates(), s.State) {
		s.State = StepTodo
	}
	return s
}

func readFact(e *history.Entity) Fact {
	return Fact{ID: e.ID, Fact: FactKey(e.Text("fact")), Value: FactValue(e.Text("value")), On: dateOf(e.Text("on")),
		Struck: markOf(e.Struck), Erased: markOf(e.Erased)}
}

func readReview(e *history.Entity) Review {
	return Review{ID: e.ID, On: dateOf(e.Text("on")), Text: e.Text("text"), Struck: markOf(e.Struck), Erased: markOf(e.Erased)}
}

// arrangePlan puts what was read into the order in which it is shown. The order
// of the entries is causal already, and stands where days are equal.
func (c *Case) arrangePlan() {
	slices.SortStableFunc(c.Scores, func(a, b Score) int { return a.On.Compare(b.On) })
	slices.SortStableFunc(c.Facts, func(a, b Fact) int { return a.On.Compare(b.On) })
	slices.SortStableFunc(c.Reviews, func(a, b Review) int { return a.On.Compare(b.On) })
	for i, s := range c.Steps {
		// A step follows its goal into another arena.
		if g := c.goal(s.Goal); g != nil && g.Arena != "" {
			c.Steps[i].Arena = g.Arena
		}
	}
	slices.SortStableFunc(c.Steps, func(a, b Step) int {
		return cmp.Or(strings.Compare(a.Order, b.Order), strings.Compare(string(a.ID), string(b.ID)))
	})
}

func (c *Case) goal(id EntryID) *Goal {
	for i := range c.Goals {
		if c.Goals[i].ID == id && c.Goals[i].live() {
			return &c.Goals[i]
		}
	}
	return nil
}

// Step finds a step by its id, nil where there is none.
func (c *Case) Step(id EntryID) *Step {
	for i := range c.Steps {
		if c.Steps[i].ID == id {
			return &c.Steps[i]
		}
	}
	return nil
}
