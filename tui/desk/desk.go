// Package desk is what every screen of an unlocked vault is given: the store,
// the day, the words for what the domain calls by keys, and the one way to
// save.
package desk

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/catalogue"
	"brobygger/cases/danish"
	"brobygger/cases/history"
	"brobygger/cases/when"
	"brobygger/tui"
	"brobygger/tui/words"
)

// Desk is an unlocked vault on the screen. It is shared by all screens; its
// methods are called from the program's loop, its commands run outside it.
type Desk struct {
	Env   *tui.Env
	Store cases.Store
	// Outside is where files go that leave the vault unlocked; nil where there is
	// no such place.
	Outside cases.Outside
	// Sheet reads the rows of a spreadsheet; "~" is the home folder. Nil where files
	// cannot be read. It touches the disk.
	Sheet func(path string) ([][]string, error)

	last []cases.Write // what the last save of this session wrote, for Undo
	ids  [][]cases.EntryID

	lying atomic.Pointer[[]cases.UnlockedFile] // see Lying

	offers map[string][]catalogue.Entry // see Offers
}

// New makes the desk of an unlocked vault.
func New(env *tui.Env, store cases.Store) *Desk { return &Desk{Env: env, Store: store} }

// Now is the present time.
func (d *Desk) Now() time.Time { return d.Env.Clock.Now() }

// Today is the present day.
func (d *Desk) Today() calendar.Date { return calendar.Of(d.Now()) }

// W is the words.
func (d *Desk) W() *words.Words { return d.Env.Words }

// Changed is told to every screen after a save: these cases are not what they
// were. No cases means anything may have changed.
type Changed struct{ Cases []string }

// Loaded is what a command that opens a case comes to.
type Loaded struct {
	ID   string
	Case *cases.Case // nil where Err says why
	Err  error
}

// Load opens a case.
func (d *Desk) Load(id string) tea.Cmd {
	return func() tea.Msg {
		c, err := d.Store.Case(context.Background(), id)
		return Loaded{id, c, err}
	}
}

// Rows is what a command that lists the cases comes to.
type Rows struct {
	Day  calendar.Date
	Rows []cases.Row
	Err  error
}

// LoadRows lists the cases.
func (d *Desk) LoadRows() tea.Cmd {
	day := d.Today()
	return func() tea.Msg {
		rows, err := d.Store.Rows(context.Background(), day)
		cases.Suffixes(rows)
		return Rows{day, rows, err}
	}
}

// Saved is what a command that saves comes to. Where Err is nil everything is
// durable.
type Saved struct {
	Tag    any // what the screen gave Save, so that it knows which of its saves this is
	Writes []cases.Write
	IDs    [][]cases.EntryID
	Err    error
}

// Save writes; the answer is a Saved at the screen that ran the command, which
// hands it to Done.
func (d *Desk) Save(tag any, writes ...cases.Write) tea.Cmd {
	return func() tea.Msg {
		s, err := d.Store.Save(context.Background(), writes...)
		return Saved{tag, writes, s.Entries, err}
	}
}

// Done is what a screen does when a save is over: every screen is told, and the
// state line says so, or says why not. say is the sentence of success, "" for
// "Gemt.".
func (d *Desk) Done(s Saved, say string) tui.Action {
	if s.Err != nil {
		return tui.Say{Text: d.Sentence(s.Err), Error: true}
	}
	d.last, d.ids = s.Writes, s.IDs
	if onlyStrikes(s.Writes) { // an undo is not undone by the same key again
		d.last, d.ids = nil, nil
	}
	if say == "" {
		say = d.W().T("say.saved")
	}
	return tui.All{tui.Tell{Msg: Changed{Touched(s.Writes)}}, tui.Say{Text: say}}
}

func onlyStrikes(writes []cases.Write) bool {
	for _, w := range writes {
		for _, c := range w.Changes {
			if c.Kind != history.KindStrike {
				return false
			}
		}
	}
	return true
}

// Touched are the cases that writes are about.
func Touched(writes []cases.Write) []string {
	out := make([]string, len(writes))
	for i, w := range writes {
		out[i] = w.Case
	}
	return out
}

// Undo crosses out what the last save of this session wrote. The answer is a
// Saved. Nil where there is nothing to undo: a save that made or erased
// something that cannot be struck is not undone.
func (d *Desk) Undo(tag any) tea.Cmd {
	if len(d.ids) == 0 {
		return nil
	}
	writes, ids := d.last, d.ids
	for _, w := range writes {
		for _, c := range w.Changes {
			if c.Kind == history.KindErase || c.Kind == cases.EntryCase {
				return nil
			}
		}
	}
	d.last, d.ids = nil, nil
	reason := d.W().T("say.undone.reason")
	return func() tea.Msg {
		var strikes []cases.Write
		for i, w := range writes {
			c, err := d.Store.Case(context.Background(), w.Case)
			if err != nil {
				return Saved{Tag: tag, Err: err}
			}
			var changes []cases.Change
			for _, id := range ids[i] {
				ch, err := c.Strike(id, reason)
				if err != nil {
					return Saved{Tag: tag, Err: err}
				}
				changes = append(changes, ch)
			}
			strikes = append(strikes, cases.Write{Case: w.Case, Changes: changes})
		}
		s, err := d.Store.Save(context.Background(), strikes...)
		return Saved{tag, strikes, s.Entries, err}
	}
}

// NoUndo says why the last save of this session cannot be undone, "" where there
// is nothing more to say than that there is nothing.
func (d *Desk) NoUndo() string {
	for _, w := range d.last {
		for _, c := range w.Changes {
			if c.Set["moved"] == true {
				return d.W().T("desk.undo.moved")
			}
			if c.Kind == history.KindErase {
				return d.W().T("desk.undo.erased")
			}
		}
	}
	return ""
}

// Member is the name of a member, or the text itself where it is none: a deputy
// may be free text.
func (d *Desk) Member(id string) string {
	if id == cases.DeputyNone {
		return d.W().T("say.deputy.none")
	}
	for _, m := range d.Store.Members() {
		if m.ID == id {
			return danish.Harmless(m.Name, false)
		}
	}
	return danish.Harmless(id, false)
}

// Author is the name behind a key; a key that is nobody's is said to be.
func (d *Desk) Author(k history.Key) string {
	if a, ok := d.Store.Authors()[k]; ok {
		return danish.Harmless(a.Name, false)
	}
	return d.W().T("say.author.unknown")
}

// Mine says whether a key is one of this member's.
func (d *Desk) Mine(k history.Key) bool {
	a, ok := d.Store.Authors()[k]
	return ok && a.Member == d.Store.Me().ID
}

// Me is this member as an author.
func (d *Desk) Me() cases.Author {
	m := d.Store.Me()
	return cases.Author{Member: m.ID, Name: m.Name, Roles: m.Roles}
}

// Label is the word of a key of the domain: Label("domain.phase.", "hjaelp"). A
// key that only a newer program knows stands for itself.
func (d *Desk) Label(prefix, key string) string {
	if key == "" {
		return ""
	}
	if prefix == "domain.arena." && key == cases.ArenaAuthorities {
		if own := d.Store.Settings().ArenaLabel; own != "" {
			return danish.Harmless(own, false)
		}
	}
	if arena, is := wordsArena(key); is && prefix == "domain.field." {
		return d.W().T("domain.field.words") + ", " + d.Label("domain.arena.", arena)
	}
	if !d.W().Has(prefix + key) {
		return danish.Harmless(key, false)
	}
	return d.W().T(prefix + key)
}

// Labels are the words of several keys, joined by commas.
func (d *Desk) Labels(prefix string, keys []string) string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = d.Label(prefix, k)
	}
	return strings.Join(out, ", ")
}

// Moment writes a day with its time of day, if it has one.
func (d *Desk) Moment(m when.Moment) string {
	if !m.HasTime {
		return d.W().Date(m.Date)
	}
	return d.W().Date(m.Date) + " " + d.W().At(m.Hour, m.Minute)
}

// Item is what an item of the day says in a line.
func (d *Desk) Item(it cases.Item) string {
	if it.Rule == cases.RuleFollowUp {
		if it.Text == "" {
			return d.W().T("domain.entry.followup")
		}
		return it.Text
	}
	limit := d.W().Days(it.Limit)
	if it.Hverdage {
		limit = d.W().N("say.hverdage", it.Limit)
	}
	if it.Rule == cases.RuleNoContact && it.Days < 0 {
		return d.W().T("desk.contact.by", words.A{"since": d.W().ShortDate(it.Since), "limit": limit})
	}
	if k := "domain.rule." + string(it.Rule); d.W().Has(k) {
		return d.W().T(k, words.A{"since": d.W().ShortDate(it.Since), "limit": limit, "months": it.Months, "text": it.Text})
	}
	return danish.Harmless(string(it.Rule), false)
}
