package sheet

import (
	"context"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
)

// What is typed is sealed away at most two seconds later: the first key starts
// draftAfter, the rest is for writing it. A draft that could not be written is
// tried again after draftAgain.
const (
	draftAfter = 1500 * time.Millisecond
	draftAgain = 5 * time.Second
)

// draftIDLen is how many characters of a random id name a draft.
const draftIDLen = 16

// keeper writes one draft, never an older state over a newer one, and never
// again when what it held has been saved.
type keeper struct {
	store cases.Store

	mu     sync.Mutex
	id     string
	put    int // the newest state that was written
	exists bool
	gone   bool
}

// keep writes a state of the draft, unless a newer one is written or the draft
// is gone.
func (k *keeper) keep(d cases.Draft, state int) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.gone || state <= k.put {
		return nil
	}
	if err := k.named(); err != nil {
		return err
	}
	d.ID = k.id
	if err := k.store.PutDraft(context.Background(), d); err != nil {
		return err
	}
	k.put, k.exists = state, true
	return nil
}

// named gives the draft its id, if it has none.
func (k *keeper) named() error {
	if k.id != "" {
		return nil
	}
	id, err := k.store.NewID()
	if err != nil {
		return err
	}
	k.id = id[:draftIDLen]
	return nil
}

// drop throws the draft away, in a state where nothing is left of it.
func (k *keeper) drop(state int) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if state <= k.put {
		return nil
	}
	k.put = state
	return k.dropLocked()
}

func (k *keeper) dropLocked() error {
	if !k.exists {
		return nil
	}
	if err := k.store.DropDraft(context.Background(), k.id); err != nil {
		return err
	}
	k.exists = false
	return nil
}

// while runs a save. No state is written beside it, and when it says that
// everything is durable the draft goes for good.
func (k *keeper) while(save func() (durable bool)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !save() {
		return
	}
	k.gone = true
	// A draft that cannot be dropped comes back with what is already saved, which
	// is better than the other way round.
	_ = k.dropLocked()
}

type (
	// due says that what was typed is to be put away.
	due struct{}
	// kept says that it is.
	kept struct {
		at       time.Time
		revision int
		cursor   string
		exists   bool
		err      error
	}
)

// draft is the form as it stands.
func (s *Sheet) draft() cases.Draft {
	d := s.Draft()
	d.Fields = s.values()
	for k, v := range s.Extra {
		d.Fields[k] = v
	}
	d.Cursor = s.cursor()
	d.Changed = s.Desk.Now()
	return d
}

// keep gives the command that puts away what is typed, nil where there is
// nothing to put away.
func (s *Sheet) keep() tea.Cmd {
	if s.Draft == nil || s.closed || s.Form.Revision() == s.keptRevision && s.cursor() == s.keptCursor {
		return nil
	}
	s.state++
	state, revision, k := s.state, s.Form.Revision(), s.keeper
	if !s.Dirty() {
		if !s.shownKept && !s.restored {
			return nil
		}
		return func() tea.Msg { return kept{revision: revision, err: k.drop(state)} }
	}
	d := s.draft()
	return func() tea.Msg {
		return kept{at: d.Changed, revision: revision, cursor: d.Cursor, exists: true, err: k.keep(d, state)}
	}
}

// wait starts the time after which a draft is due, if it does not run already
// and there is something new.
func (s *Sheet) wait(after time.Duration) tea.Cmd {
	if s.Draft == nil || s.waiting || s.putting || s.closed || s.Form.Revision() == s.keptRevision {
		return nil
	}
	s.waiting = true
	return tea.Tick(after, func(time.Time) tea.Msg { return due{} })
}

// onDue and onKept are the draft's part of Update.
func (s *Sheet) onDue() tea.Cmd {
	s.waiting = false
	cmd := s.keep()
	s.putting = cmd != nil
	if cmd == nil {
		s.keptRevision = s.Form.Revision()
	}
	return cmd
}

func (s *Sheet) onKept(msg kept) tea.Cmd {
	s.putting = false
	s.keptErr = msg.err
	if msg.err != nil {
		return s.wait(draftAgain)
	}
	s.keptRevision, s.keptCursor, s.keptAt, s.shownKept = msg.revision, msg.cursor, msg.at, msg.exists
	if !msg.exists {
		s.restored = false
	}
	return s.wait(draftAfter)
}

// DraftID names the draft that what is typed is put away as, "" where there is
// nothing to put away.
func (s *Sheet) DraftID() string {
	if s.Draft == nil || s.closed || !s.Dirty() {
		return ""
	}
	s.keeper.mu.Lock()
	defer s.keeper.mu.Unlock()
	if s.keeper.named() != nil {
		return ""
	}
	return s.keeper.id
}

// Park implements [tui.Parker].
// Whoever shows drafts is told, since the screen that knows of this one goes.
func (s *Sheet) Park() tea.Cmd {
	keep := s.keep()
	if keep == nil {
		return nil
	}
	about := s.Draft().Case
	return func() tea.Msg {
		msg := keep()
		if done, ok := msg.(kept); !ok || done.err != nil {
			return msg
		}
		return tui.Tell{Msg: desk.Changed{Cases: []string{about}}}
	}
}

// Restore fills the form from a draft, with the cursor where it was. Values of
// entries that the form does not have are passed over.
func (s *Sheet) Restore(d cases.Draft) {
	for _, e := range s.entries {
		v, ok := d.Fields[e.ID]
		switch w, isWhen := e.Field.(*When); {
		case !ok:
		case isWhen:
			w.restore(v, d.Changed.In(s.Desk.Now().Location()))
		case v == valueOf(e.Field):
		default:
			setValue(e.Field, v)
		}
	}
	id, at, _ := strings.Cut(d.Cursor, "@")
	s.Form.Focus(id)
	seek(s.Form.Entry(id), at)
	s.keeper.id, s.keeper.exists = d.ID, true
	s.restored = true
	s.keptRevision, s.keptCursor, s.keptAt, s.shownKept = s.Form.Revision(), s.cursor(), d.Changed, true
	s.Refresh()
}
