package person

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/keys"
)

// Door proves that somebody knows the passphrase of the key that the vault was
// unlocked with. The passphrase is wiped. Errors wrap those of package cases.
type Door interface {
	Knows(ctx context.Context, passphrase []byte) error
}

// recentDays is how long what was done or reached stays on the screen: as long as
// there are days between two reviews of a plan.
const recentDays = 42

// sameAnswer is how long another digit replaces the one before it.
const sameAnswer = time.Minute

// Screen is the plan of one case, shown to the person.
type Screen struct {
	d    *desk.Desk
	door Door
	id   string

	c     *cases.Case // nil until it is read
	plan  cases.PersonPlan
	err   error
	wants int // counts what was asked for, so that a late answer is dropped

	at   int    // the row with the cursor: 0 is the words about the plan, then the arenas
	key  string // its arena, so that it stays selected when the plan changes
	view layout

	saving  *answer  // the answer that is being saved
	waiting []answer // answers that wait for it
	last    map[string]given

	drafts  map[string]cases.Draft // half typed words, by arena
	putting bool                   // a draft is being put away
	again   bool                   // e was pressed meanwhile
	words   *editor
	gate    *gate
}

// answer is where the person says that they stand in an arena.
type answer struct {
	arena string
	value int
}

// given is an answer that was saved.
type given struct {
	entry cases.EntryID
	at    time.Time
}

// Route makes the screen of a route, nil for a route that is not here.
func Route(d *desk.Desk, door Door, route string, arg any) tui.Screen {
	id, ok := arg.(string)
	if !ok || id == "" || route != tui.RouteCitizen && route != desk.RoutePerson {
		return nil
	}
	return New(d, door, id)
}

// New makes the screen of a case.
func New(d *desk.Desk, door Door, id string) *Screen {
	return &Screen{d: d, door: door, id: id, last: make(map[string]given), drafts: make(map[string]cases.Draft)}
}

// Sole implements [tui.Sole].
func (*Screen) Sole() {}

type (
	// loaded is the case that was asked for.
	loaded struct {
		want   int
		c      *cases.Case
		plan   cases.PersonPlan
		drafts map[string]cases.Draft
		err    error
	}
	// scored is the tag of saving an answer.
	scored struct{ answer }
	// takenBack is what taking words back came to.
	takenBack struct {
		desk.Saved
		left int
	}
)

// Start implements [tui.Starter].
func (s *Screen) Start() tea.Cmd { return s.load() }

func (s *Screen) load() tea.Cmd {
	s.wants++
	want, id, store, day := s.wants, s.id, s.d.Store, s.d.Today()
	return func() tea.Msg {
		c, err := store.Case(context.Background(), id)
		if err != nil {
			return loaded{want: want, err: err}
		}
		return loaded{want: want, c: c, plan: c.ForPerson(day, recentDays), drafts: draftsOf(store, id)}
	}
}

// Update implements [tui.Screen]. It passes nothing on: what a key means
// everywhere it does not mean here.
func (s *Screen) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	switch msg := msg.(type) {
	case loaded:
		s.take(msg)
		return nil, nil
	case desk.Changed:
		if len(msg.Cases) == 0 || slices.Contains(msg.Cases, s.id) {
			return nil, s.load()
		}
		return nil, nil
	case desk.Saved:
		return s.onScored(msg)
	case takenBack:
		return s.onTakenBack(msg), nil
	case putAway:
		return s.onPutAway(msg)
	case proved:
		return s.onProved(msg)
	case edited:
		return s.onEdited(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		switch {
		case s.gate != nil:
			return s.atGate(msg)
		case s.words != nil:
			return s.typed(msg)
		}
		if press, ok := msg.(tea.KeyPressMsg); ok {
			b, _ := keys.Find(press, s.Keys().Bindings)
			return s.act(b.ID)
		}
	}
	return nil, nil
}

// take shows the plan that came.
func (s *Screen) take(msg loaded) {
	if msg.want != s.wants {
		return
	}
	if s.err = msg.err; msg.err != nil {
		s.c = nil
		return
	}
	first := s.c == nil
	s.c, s.plan = msg.c, msg.plan
	if s.words == nil && !s.putting {
		s.drafts = msg.drafts
	}
	if first && s.at == 0 {
		s.key = s.lastTyped()
	}
	s.at = min(s.at, len(s.plan.Arenas))
	for i, a := range s.plan.Arenas {
		if a.Key == s.key {
			s.at = i + 1
		}
	}
}

// lastTyped is the arena of the newest words that were half typed, "" for none.
func (s *Screen) lastTyped() string {
	var at time.Time
	var out string
	for arena, d := range s.drafts {
		if d.Changed.After(at) {
			at, out = d.Changed, arena
		}
	}
	return out
}

// arena is the arena with the cursor, nil on the words about the plan.
func (s *Screen) arena() *cases.PersonArena {
	if s.at == 0 || s.at > len(s.plan.Arenas) {
		return nil
	}
	return &s.plan.Arenas[s.at-1]
}

// about is what the words at the cursor are about, "" for the plan.
func (s *Screen) about() string {
	if a := s.arena(); a != nil {
		return a.Key
	}
	return ""
}

// wordsHere are the person's words at the cursor.
func (s *Screen) wordsHere() string {
	if a := s.arena(); a != nil {
		return a.Words
	}
	return s.plan.Words
}

// go moves the cursor to a row.
func (s *Screen) goTo(at int) {
	s.at = max(0, min(at, len(s.plan.Arenas)))
	s.key, s.view.top = s.about(), 0
}

// act does what a binding says.
func (s *Screen) act(id string) (tui.Action, tea.Cmd) {
	page := max(1, s.view.page-1)
	switch id {
	case "up":
		s.goTo(s.at - 1)
	case "down":
		s.goTo(s.at + 1)
	case "home":
		s.goTo(0)
	case "end":
		s.goTo(len(s.plan.Arenas))
	case "pageup":
		s.view.top = max(0, s.view.top-page)
	case "pagedown":
		s.view.top += page
	case "words":
		return nil, s.edit()
	case "takeback":
		return s.askTakeBack(), nil
	case "back":
		s.gate = newGate(s.d)
	}
	if n, err := strconv.Atoi(id); err == nil {
		return nil, s.answer(answer{s.about(), n})
	}
	return nil, nil
}

// answer saves where the person says that they stand, after what is being saved.
func (s *Screen) answer(a answer) tea.Cmd {
	if s.saving != nil {
		s.waiting = append(slices.DeleteFunc(s.waiting, func(b answer) bool { return b.arena == a.arena }), a)
		return nil
	}
	s.saving = &a
	former := s.last[a.arena]
	if s.d.Now().Sub(former.at) >= sameAnswer {
		former = given{}
	}
	today, reason := s.d.Today(), s.d.W().T("person.answer.replaced")
	return s.d.Act(scored{a}, s.id, func(c *cases.Case) (cases.Write, error) { return record(c, a, former.entry, today, reason) })
}

// record is the write of an answer. The one it replaces is struck; where that
// leaves an answer of today that is the same, nothing more is written.
func record(c *cases.Case, a answer, former cases.EntryID, today calendar.Date, reason string) (cases.Write, error) {
	w := cases.Write{Case: c.ID}
	var now *cases.Score
	for i, score := range c.Scores {
		if score.Arena != a.arena || score.By != cases.RaterPerson || score.Struck != nil || score.Erased != nil {
			continue
		}
		if score.ID == former {
			if score.Value == a.value {
				return w, cases.ErrNothingToDo
			}
			strike, err := c.StrikeEntry(former, reason)
			if err != nil {
				return w, err
			}
			w.Changes = append(w.Changes, strike.Changes...)
			continue
		}
		now = &c.Scores[i]
	}
	if now != nil && now.Value == a.value && now.On == today {
		if len(w.Changes) == 0 {
			return w, cases.ErrNothingToDo
		}
		return w, nil
	}
	add, err := c.AddScore(cases.ScoreForm{Arena: a.arena, Value: a.value, By: cases.RaterPerson}, today)
	w.Changes = append(w.Changes, add.Changes...)
	return w, err
}

// onScored says that an answer is saved, and saves the next.
func (s *Screen) onScored(msg desk.Saved) (tui.Action, tea.Cmd) {
	tag, ok := msg.Tag.(scored)
	if !ok {
		return nil, nil
	}
	s.saving = nil
	w := s.d.W()
	var said tui.Action
	switch {
	case errors.Is(msg.Err, cases.ErrNothingToDo):
		said = tui.Say{Text: w.T("person.answer.same", s.word(tag.value))}
	case msg.Err != nil:
		said = tui.Say{Text: s.d.Sentence(msg.Err), Error: true}
	default:
		delete(s.last, tag.arena)
		if ch := msg.Writes[0].Changes; ch[len(ch)-1].Kind == cases.EntryScore {
			s.last[tag.arena] = given{msg.IDs[0][len(ch)-1], s.d.Now()}
		}
		said = s.d.Done(msg, w.T("person.answer.saved", s.d.Label("domain.arena.", tag.arena), s.word(tag.value)))
	}
	if len(s.waiting) > 0 {
		next := s.waiting[0]
		s.waiting = s.waiting[1:]
		return said, s.answer(next)
	}
	if s.gate != nil && s.gate.open {
		return tui.All{said, tui.Back{}}, nil
	}
	return said, nil
}

// own is the person's own score of an arena, also while it is being saved; 0 is
// none.
func (s *Screen) own(a cases.PersonArena) int {
	for _, w := range slices.Backward(s.waiting) {
		if w.arena == a.Key {
			return w.value
		}
	}
	switch {
	case s.saving != nil && s.saving.arena == a.Key:
		return s.saving.value
	case a.Own.Now != nil:
		return a.Own.Now.Value
	}
	return 0
}

// askTakeBack asks once whether the words at the cursor are to go, and not why.
func (s *Screen) askTakeBack() tui.Action {
	w := s.d.W()
	return tui.Ask{Dialog: tui.Confirm(s.d.Env, w.T("person.takeback.title"), w.T("person.takeback.text"), func() (tui.Action, tea.Cmd) {
		return nil, s.takeBack(s.about())
	})}
}

func (s *Screen) takeBack(arena string) tea.Cmd {
	id, store, me, mine := s.id, s.d.Store, s.d.Me(), s.d.Mine
	return func() tea.Msg {
		ctx := context.Background()
		c, err := store.Case(ctx, id)
		if err != nil {
			return takenBack{Saved: desk.Saved{Err: err}}
		}
		w, left, err := c.TakeBackWords(arena, me, mine)
		if err != nil {
			return takenBack{desk.Saved{Err: err}, left}
		}
		out, err := store.Save(ctx, w)
		if err == nil {
			for _, d := range halfTyped(store, id) {
				if d.Fields[fieldArena] == arena {
					err = errors.Join(err, store.DropDraft(ctx, d.ID))
				}
			}
		}
		return takenBack{desk.Saved{Writes: []cases.Write{w}, IDs: out.Entries, Err: err}, left}
	}
}

// onTakenBack says what went, and what did not.
func (s *Screen) onTakenBack(msg takenBack) tui.Action {
	w := s.d.W()
	if errors.Is(msg.Err, cases.ErrNotAllowed) {
		return tui.Say{Text: w.T("person.takeback.not"), Error: true}
	}
	text := w.T("person.takeback.done")
	if msg.left > 0 {
		text = w.T("person.takeback.left")
	}
	return s.d.Done(msg.Saved, text)
}
