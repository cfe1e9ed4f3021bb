package cases

import (
	"slices"

	"brobygger/cases/calendar"
	"brobygger/cases/history"
)

// GoalForm is a goal as it stands on the screen; the text is needed.
type GoalForm struct {
	Arena     string // of PlanKeys; may be empty
	Text      string
	Indicator string // kendetegn
	By        calendar.Date
}

// Form is the form that an edit of the goal opens with.
func (g Goal) Form() GoalForm { return GoalForm{g.Arena, g.Text, g.Indicator, g.By} }

func (c *Case) checkGoal(f GoalForm) *checker {
	k := newChecker()
	choice(k, "arena", f.Arena, c.Kind.PlanKeys())
	if k.text("text", f.Text) == "" {
		k.fail("text", ErrNeeded)
	}
	k.text("indicator", f.Indicator)
	k.day("by", f.By)
	return k
}

// AddGoal adds a goal to the plan of an open case. Errors: *FieldError,
// ErrIsClosed, ErrReadOnly.
func (c *Case) AddGoal(f GoalForm) (Write, error) {
	if c.Status == StatusClosed {
		return Write{}, ErrIsClosed
	}
	return c.add(EntryGoal, c.checkGoal(f))
}

// EditGoal brings a goal to what the form holds. Errors: *FieldError,
// ErrNoSuchEntry, ErrGone, ErrNothingToDo, ErrReadOnly.
func (c *Case) EditGoal(id EntryID, f GoalForm) (Write, error) {
	if err := c.needs(EntryGoal, id); err != nil {
		return Write{}, err
	}
	return c.editOf(EntryGoalSet, id, c.checkGoal(f))
}

// SetGoalState says that a goal is reached, given up or open again. Errors: as
// EditGoal.
func (c *Case) SetGoalState(id EntryID, s GoalState, on, today calendar.Date) (Write, error) {
	return c.setState(EntryGoal, EntryGoalSet, id, func(k *checker) { choice(k, "state", s, GoalStates()) }, on, today)
}

// StepForm is a step as it stands on the screen; the text is needed.
type StepForm struct {
	Goal     EntryID // "" for none
	Arena    string  // of PlanKeys; the goal's where there is one
	Text     string
	Who      string // party id, member id, WhoPerson, WhoWorker or a name
	By       calendar.Date
	State    StepState // "" is StepTodo
	TeamOnly bool
}

// Form is the form that an edit of the step opens with.
func (s Step) Form() StepForm {
	return StepForm{s.Goal, s.Arena, s.Text, s.Who, s.By, s.State, s.TeamOnly}
}

// checkStep reads the form of a step; one that serves a goal that is gone keeps
// it, in its own arena.
func (c *Case) checkStep(f StepForm, had EntryID) *checker {
	k := newChecker()
	if f.Goal != "" && (f.Goal != had || c.goal(had) != nil) {
		g := c.goal(f.Goal)
		switch {
		case g == nil:
			k.fail("goal", ErrNotAChoice)
		case g.Arena != "":
			f.Arena = g.Arena
		}
	}
	k.put("goal", string(f.Goal))
	choice(k, "arena", f.Arena, c.Kind.PlanKeys())
	if f.Arena == "" {
		k.fail("arena", ErrNeeded)
	}
	if k.text("text", f.Text) == "" {
		k.fail("text", ErrNeeded)
	}
	k.line("who", f.Who)
	k.day("by", f.By)
	if f.State == "" {
		f.State = StepTodo
	}
	choice(k, "state", f.State, StepStates())
	k.flag("team_only", f.TeamOnly)
	return k
}

// AddStep adds a step at the end of the plan of an open case. Errors:
// *FieldError, ErrIsClosed, ErrReadOnly.
func (c *Case) AddStep(f StepForm, today calendar.Date) (Write, error) {
	if c.Status == StatusClosed {
		return Write{}, ErrIsClosed
	}
	k := c.checkStep(f, "")
	last := ""
	for _, s := range c.Steps {
		last = max(last, s.Order)
	}
	k.put("order", history.OrderBetween(last, ""))
	k.day("state_on", today)
	return c.add(EntryStep, k)
}

// EditStep brings a step to what the form holds. Errors: *FieldError,
// ErrNoSuchEntry, ErrGone, ErrNothingToDo, ErrReadOnly.
func (c *Case) EditStep(id EntryID, f StepForm, today calendar.Date) (Write, error) {
	if err := c.needs(EntryStep, id); err != nil {
		return Write{}, err
	}
	k := c.checkStep(f, c.Step(id).Goal)
	if state, _ := k.set["state"].(string); state != string(c.Step(id).State) {
		k.day("state_on", today)
	}
	return c.editOf(EntryStepSet, id, k)
}

// SetStepState says how far a step is. Errors: as EditStep.
func (c *Case) SetStepState(id EntryID, s StepState, on, today calendar.Date) (Write, error) {
	return c.setState(EntryStep, EntryStepSet, id, func(k *checker) { choice(k, "state", s, StepStates()) }, on, today)
}

func (c *Case) setState(kind, set string, id EntryID, state func(*checker), on, today calendar.Date) (Write, error) {
	if err := c.needs(kind, id); err != nil {
		return Write{}, err
	}
	if on.IsZero() {
		on = today
	}
	k := newChecker()
	state(k)
	if k.set["state"] == nil {
		k.fail("state", ErrNeeded)
	}
	if e := c.State.ByID[id]; same(e, "state", k.set["state"]) && !e.Fields["state"].Conflict() && len(k.errs) == 0 {
		return Write{}, ErrNothingToDo
	}
	k.past("state_on", on, today)
	if err := k.err(); err != nil {
		return Write{}, err
	}
	// Whoever sets a state settles it, where it has two versions.
	ch, err := c.Set(set, id, k.set)
	if err != nil {
		return Write{}, err
	}
	return c.write(ch), nil
}

// MoveStep puts a step before another; "" is the end. Nothing but its order key
// is written. Errors: ErrNoSuchEntry, ErrGone, ErrNothingToDo, ErrReadOnly.
func (c *Case) MoveStep(id, before EntryID) (Write, error) {
	if err := c.needs(EntryStep, id); err != nil {
		return Write{}, err
	}
	if id == before {
		return Write{}, ErrNothingToDo
	}
	rest := slices.DeleteFunc(slices.Clone(c.Steps), func(s Step) bool { return s.ID == id || !s.live() })
	at := len(rest)
	if before != "" {
		if at = slices.IndexFunc(rest, func(s Step) bool { return s.ID == before }); at < 0 {
			return Write{}, ErrNoSuchEntry
		}
	}
	var low, high string
	if at > 0 {
		low = rest[at-1].Order
	}
	// Steps that two people put at the same place have one key: pass them all.
	for ; at < len(rest) && high <= low; at++ {
		high = rest[at].Order
	}
	if high <= low {
		high = ""
	}
	if own := c.Step(id).Order; own > low && (high == "" || own < high) {
		return Write{}, ErrNothingToDo
	}
	k := newChecker()
	k.put("order", history.OrderBetween(low, high))
	return c.editOf(EntryStepSet, id, k)
}

// ScoreForm is a score of an arena; all but the reason is needed.
type ScoreForm struct {
	Arena  string
	Value  int // MinScore…MaxScore
	By     Rater
	Reason string
	On     calendar.Date // zero is today
}

// AddScore records where the person stands in an arena. Errors: *FieldError,
// ErrReadOnly.
func (c *Case) AddScore(f ScoreForm, today calendar.Date) (Write, error) {
	if f.On.IsZero() {
		f.On = today
	}
	k := newChecker()
	choice(k, "arena", f.Arena, Arenas())
	if f.Arena == "" {
		k.fail("arena", ErrNeeded)
	}
	if k.set["score"] = f.Value; f.Value < MinScore || f.Value > MaxScore {
		k.fail("score", ErrNotAChoice)
	}
	choice(k, "by", f.By, Raters())
	if f.By == "" {
		k.fail("by", ErrNeeded)
	}
	k.line("reason", f.Reason)
	k.past("on", f.On, today)
	return c.add(EntryScore, k)
}

// AddFact records what is known of a fact on a day. Errors: *FieldError,
// ErrReadOnly.
func (c *Case) AddFact(key FactKey, v FactValue, on, today calendar.Date) (Write, error) {
	if on.IsZero() {
		on = today
	}
	k := newChecker()
	choice(k, "fact", key, c.Kind.Facts())
	if key == "" {
		k.fail("fact", ErrNeeded)
	}
	choice(k, "value", v, FactValues())
	if v == "" {
		k.fail("value", ErrNeeded)
	}
	k.past("on", on, today)
	return c.add(EntryFact, k)
}

// SetWords records the person's own words about an arena, "" for the plan as a
// whole; no text takes them away. Errors: *FieldError, ErrNothingToDo,
// ErrReadOnly.
func (c *Case) SetWords(arena, text string, on, today calendar.Date) (Write, error) {
	if on.IsZero() {
		on = today
	}
	field := wordsField(arena)
	k := newChecker()
	if arena != "" && !slices.Contains(Arenas(), arena) {
		k.fail("arena", ErrNotAChoice)
	}
	text = k.text(field, text)
	if root := c.State.ByID[c.Root]; root != nil && len(k.errs) == 0 && root.Text(field) == text && !root.Fields[field].Conflict() {
		return Write{}, ErrNothingToDo
	}
	k.past(field+"_on", on, today)
	if text == "" {
		k.set[field+"_on"] = nil
	}
	if err := k.err(); err != nil {
		return Write{}, err
	}
	return c.rootSet(EntryWordsSet, k.set)
}

// TakeBackWords erases the person's own words about an arena, "" for the plan as
// a whole, as the person may ask without saying why: every text that was ever
// written there and that this member may erase. What is left is text that a
// colleague wrote, which only she or a koordinator can erase; it shows nowhere
// but in the history. Errors: ErrNothingToDo, ErrNotAllowed when nothing of it
// may be erased, ErrReadOnly.
func (c *Case) TakeBackWords(arena string, me Author, mine func(history.Key) bool) (w Write, left int, err error) {
	field := wordsField(arena)
	root := c.State.ByID[c.Root]
	if c.ReadOnly {
		return Write{}, 0, ErrReadOnly
	}
	if root == nil || len(root.Fields[field].Values) == 0 {
		return Write{}, 0, ErrNothingToDo
	}
	var targets, all []EntryID
	for _, id := range root.Writes {
		e := c.State.Entry(id)
		if e == nil || e.Body() == nil || e.Body().Set[field] == nil || id == c.Root {
			continue
		}
		all = append(all, id)
		switch only := e.Head.Kind == EntryWordsSet; {
		case only && (me.Has(MemberKoordinator) || mine(e.Head.Author)):
			targets = append(targets, id)
		case DecodeText(e.Body().Set[field]) != "":
			left++
		}
	}
	if len(targets) == 0 {
		return Write{}, left, ErrNotAllowed
	}
	slices.Sort(targets)
	w = c.write(Change{Kind: history.KindErase, Targets: targets, Reason: string(EraseWithdrawn), After: c.after()})
	if left > 0 {
		// What was written before and stays may not come forward again.
		w.Changes = append(w.Changes, Change{Kind: EntryWordsSet, Of: c.Root, Set: map[string]any{field: nil},
			Replaces: map[string][]EntryID{field: all}, After: c.after()})
	}
	return w, left, nil
}

// ReviewForm is an opfølgning on the plan.
type ReviewForm struct {
	On   calendar.Date // zero is today
	Text string        // what was agreed
}

// AddReview records that the plan was followed up. Errors: *FieldError,
// ErrReadOnly.
func (c *Case) AddReview(f ReviewForm, today calendar.Date) (Write, error) {
	return c.add(EntryReview, f.check(today))
}

// EditReview brings a review to what the form holds. Errors: *FieldError,
// ErrNoSuchEntry, ErrGone, ErrNothingToDo, ErrReadOnly.
func (c *Case) EditReview(id EntryID, f ReviewForm, today calendar.Date) (Write, error) {
	if err := c.needs(EntryReview, id); err != nil {
		return Write{}, err
	}
	return c.editOf(EntryReviewSet, id, f.check(today))
}

func (f ReviewForm) check(today calendar.Date) *checker {
	k := newChecker()
	if f.On.IsZero() {
		f.On = today
	}
	k.past("on", f.On, today)
	k.text("text", f.Text)
	return k
}
