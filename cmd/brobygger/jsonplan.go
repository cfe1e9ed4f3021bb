package main

import (
	"slices"

	"brobygger/cases"
	"brobygger/cases/calendar"
)

// The shapes of a plan in JSON. The worker's scores and the person's own stand
// beside each other; no number is made of both.

type jsonPlan struct {
	Words   *string     `json:"words"`
	WordsOn *string     `json:"words_on"`
	Arenas  []jsonArena `json:"arenas"`
	// Goals are all goals, those of no arena too; Steps are those that serve none.
	Goals   []jsonGoal   `json:"goals"`
	Steps   []jsonStep   `json:"steps"`
	Scores  []jsonScore  `json:"scores"`
	Facts   []jsonFact   `json:"facts"`
	Reviews []jsonReview `json:"reviews"`
	Match   *jsonMatch   `json:"match"`
	Age     *jsonAge     `json:"age_at_start"`
}

type jsonArena struct {
	Arena         string     `json:"arena"`
	Words         *string    `json:"words"`
	WordsOn       *string    `json:"words_on"`
	Score         *int       `json:"score"`
	ScoreBy       *string    `json:"score_by"`
	ScoreOn       *string    `json:"score_on"`
	ScoreReason   *string    `json:"score_reason"`
	FirstScore    *int       `json:"first_score"`
	FirstScoreOn  *string    `json:"first_score_on"`
	Trend         *string    `json:"trend"`
	OwnScore      *int       `json:"own_score"`
	OwnScoreOn    *string    `json:"own_score_on"`
	OwnReason     *string    `json:"own_score_reason"`
	OwnFirstScore *int       `json:"own_first_score"`
	OwnFirstOn    *string    `json:"own_first_score_on"`
	OwnTrend      *string    `json:"own_trend"`
	Goals         []jsonGoal `json:"goals"`
	Steps         []jsonStep `json:"steps"` // of no goal
}

type jsonGoal struct {
	ID        string     `json:"id"`
	Arena     *string    `json:"arena"`
	Text      string     `json:"text"`
	Indicator *string    `json:"indicator"`
	By        *string    `json:"by"`
	State     string     `json:"state"`
	StateOn   *string    `json:"state_on"`
	Steps     []jsonStep `json:"steps"`
}

type jsonStep struct {
	ID       string  `json:"id"`
	Goal     *string `json:"goal"`
	Arena    *string `json:"arena"`
	Text     string  `json:"text"`
	Who      *string `json:"who"`
	WhoName  *string `json:"who_name"`
	By       *string `json:"by"`
	State    string  `json:"state"`
	StateOn  *string `json:"state_on"`
	TeamOnly bool    `json:"team_only"`
	Conflict bool    `json:"conflict"`
}

type jsonScore struct {
	ID     string  `json:"id"`
	Arena  string  `json:"arena"`
	Score  int     `json:"score"`
	By     string  `json:"by"`
	Reason *string `json:"reason"`
	On     *string `json:"on"`
}

type jsonFact struct {
	ID      string     `json:"id"`
	Fact    string     `json:"fact"`
	Value   string     `json:"value"`
	On      *string    `json:"on"`
	Earlier []jsonFact `json:"earlier,omitempty"` // newest first
}

type jsonReview struct {
	ID   string  `json:"id"`
	On   *string `json:"on"`
	Text *string `json:"text"`
}

type jsonMatch struct {
	ID          string  `json:"id"`
	Mentor      string  `json:"mentor"`
	MentorName  string  `json:"mentor_name"`
	Why         *string `json:"why"`
	On          *string `json:"on"`
	Certificate *string `json:"certificate"`
}

// jsonAge is an age in years: two where only the year of birth is known.
type jsonAge struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// planJSON is the plan of a case, without what is struck or erased.
func (c *call) planJSON(s *session, cs *cases.Case) jsonPlan {
	p := jsonPlan{Words: opt(cs.Words[""].Text), WordsOn: optDay(cs.Words[""].On), Arenas: []jsonArena{}, Goals: []jsonGoal{},
		Steps: []jsonStep{}, Scores: []jsonScore{}, Facts: []jsonFact{}, Reviews: []jsonReview{}}
	steps := stepsByGoal(cs)
	for _, g := range goalsOf(cs) {
		p.Goals = append(p.Goals, c.goalJSON(s, cs, g, steps))
	}
	p.Steps = c.stepsJSON(s, cs, steps[""])
	for _, key := range cs.PlanKeys() {
		p.Arenas = append(p.Arenas, c.arenaJSON(cs, key, p))
	}
	for _, sc := range cs.Scores {
		if sc.Struck == nil && sc.Erased == nil && sc.Value != 0 {
			p.Scores = append(p.Scores, jsonScore{string(sc.ID), sc.Arena, sc.Value, string(sc.By), opt(sc.Reason), optDay(sc.On)})
		}
	}
	for _, key := range cs.Kind.Facts() {
		if all := factsOf(cs, key); len(all) > 0 {
			f := factJSON(all[0])
			for _, earlier := range all[1:] {
				f.Earlier = append(f.Earlier, factJSON(earlier))
			}
			p.Facts = append(p.Facts, f)
		}
	}
	for _, r := range cs.Reviews {
		if r.Struck == nil && r.Erased == nil {
			p.Reviews = append(p.Reviews, jsonReview{string(r.ID), optDay(r.On), opt(r.Text)})
		}
	}
	if m := cs.MatchNow(); m != nil {
		p.Match = &jsonMatch{string(m.ID), m.Mentor, c.actorName(s, cs, m.Mentor), opt(m.Why), optDay(m.On), optDay(m.Certificate)}
	}
	if from, to, known := cs.AgeAtStart(); known {
		p.Age = &jsonAge{from, to}
	}
	return p
}

func (c *call) arenaJSON(cs *cases.Case, key string, p jsonPlan) jsonArena {
	a := jsonArena{Arena: key, Words: opt(cs.Words[key].Text), WordsOn: optDay(cs.Words[key].On), Goals: []jsonGoal{}, Steps: []jsonStep{}}
	if st := cs.WorkerStanding(key, calendar.Date{}); st.Now != nil {
		a.Score, a.ScoreBy, a.ScoreOn, a.ScoreReason = &st.Now.Value, opt(string(st.By)), optDay(st.Now.On), opt(st.Now.Reason)
		a.FirstScore, a.FirstScoreOn, a.Trend = &st.First.Value, optDay(st.First.On), opt(string(st.Trend()))
	}
	if st := cs.Standing(key, cases.RaterPerson, calendar.Date{}); st.Now != nil {
		a.OwnScore, a.OwnScoreOn, a.OwnReason = &st.Now.Value, optDay(st.Now.On), opt(st.Now.Reason)
		a.OwnFirstScore, a.OwnFirstOn, a.OwnTrend = &st.First.Value, optDay(st.First.On), opt(string(st.Trend()))
	}
	for _, g := range p.Goals {
		if str(g.Arena) == key {
			a.Goals = append(a.Goals, g)
		}
	}
	for _, st := range p.Steps {
		if str(st.Arena) == key {
			a.Steps = append(a.Steps, st)
		}
	}
	return a
}

// goalsOf are the goals that stand, in the order in which arenas show them.
func goalsOf(cs *cases.Case) []cases.Goal {
	var out []cases.Goal
	for _, g := range cs.Goals {
		if g.Struck == nil && g.Erased == nil {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b cases.Goal) int {
		return slices.Index(cases.GoalStates(), a.State) - slices.Index(cases.GoalStates(), b.State)
	})
	return out
}

// stepsByGoal are the steps that stand, by the goal that they serve, "" for none
// or one that stands no more; what is done or given up comes last.
func stepsByGoal(cs *cases.Case) map[cases.EntryID][]cases.Step {
	stands := map[cases.EntryID]bool{}
	for _, g := range goalsOf(cs) {
		stands[g.ID] = true
	}
	out := map[cases.EntryID][]cases.Step{}
	for _, open := range []bool{true, false} {
		for _, st := range cs.Steps {
			if st.Struck != nil || st.Erased != nil || st.Open() != open {
				continue
			}
			if !stands[st.Goal] {
				st.Goal = ""
			}
			out[st.Goal] = append(out[st.Goal], st)
		}
	}
	return out
}

// factsOf is what was known of a fact, newest first.
func factsOf(cs *cases.Case, key cases.FactKey) []cases.Fact {
	var out []cases.Fact
	for _, f := range slices.Backward(cs.Facts) {
		if f.Fact == key && f.Struck == nil && f.Erased == nil {
			out = append(out, f)
		}
	}
	return out
}

func factJSON(f cases.Fact) jsonFact {
	return jsonFact{ID: string(f.ID), Fact: string(f.Fact), Value: string(f.Value), On: optDay(f.On)}
}

func (c *call) goalJSON(s *session, cs *cases.Case, g cases.Goal, steps map[cases.EntryID][]cases.Step) jsonGoal {
	return jsonGoal{ID: string(g.ID), Arena: opt(g.Arena), Text: g.Text, Indicator: opt(g.Indicator), By: optDay(g.By),
		State: string(g.State), StateOn: optDay(g.StateOn), Steps: c.stepsJSON(s, cs, steps[g.ID])}
}

func (c *call) stepsJSON(s *session, cs *cases.Case, steps []cases.Step) []jsonStep {
	out := []jsonStep{}
	for _, st := range steps {
		out = append(out, jsonStep{ID: string(st.ID), Goal: opt(string(st.Goal)), Arena: opt(st.Arena), Text: st.Text, Who: opt(st.Who),
			WhoName: opt(c.actorName(s, cs, st.Who)), By: optDay(st.By), State: string(st.State), StateOn: optDay(st.StateOn),
			TeamOnly: st.TeamOnly, Conflict: cs.InConflict(st.ID)})
	}
	return out
}
