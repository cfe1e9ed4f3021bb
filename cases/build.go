package cases

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"brobygger/cases/history"
)

// Errors of the builders of changes.
var (
	// ErrNothingToDo means that a form holds what the case already says.
	ErrNothingToDo = errors.New("nothing changed")
	// ErrNoSuchEntry means that the case has no such contact, person or follow-up.
	ErrNoSuchEntry = errors.New("no such entry in the case")
	// ErrGone means that the thing is struck or erased.
	ErrGone = errors.New("the entry is struck or erased")
	// ErrTwoVersions means that a rule or an import met a field with two versions.
	ErrTwoVersions = errors.New("the field has two versions")
	// ErrNotAllowed means that the member's roles do not allow this.
	ErrNotAllowed = errors.New("not allowed")
	// ErrWholeCase means that the entry is the case itself: it is deleted, not
	// erased.
	ErrWholeCase = errors.New("this entry is the case itself")
	// ErrReadOnly means that the case holds what only a newer program understands.
	ErrReadOnly = errors.New("the case needs a newer program")
)

// Fields are what a form sets: field names of docs/FORMAT.md to string, bool,
// int, []string, EntryID or nil (to clear).
type Fields map[string]any

// Add makes a change that makes a thing of the given entry kind.
func (c *Case) Add(kind string, f Fields) Change {
	return Change{Kind: kind, Set: clean(f), After: c.after()}
}

// after is what a change made on this screen has seen.
func (c *Case) after() []EntryID {
	if c == nil {
		return nil
	}
	return c.Heads
}

// Set makes a change that writes fields on a thing of the case as it stood on
// the screen: only fields whose value differs are written, and each replaces
// exactly the values that were shown. Errors: ErrNothingToDo, ErrNoSuchEntry,
// ErrGone, ErrReadOnly.
func (c *Case) Set(kind string, of EntryID, f Fields) (Change, error) {
	if c.ReadOnly {
		return Change{}, ErrReadOnly
	}
	e := c.State.ByID[of]
	switch {
	case e == nil:
		return Change{}, fmt.Errorf("%w: %s", ErrNoSuchEntry, of.Short())
	case e.Struck != nil || e.Erased != nil:
		return Change{}, fmt.Errorf("%w: %s", ErrGone, of.Short())
	}
	ch := Change{Kind: kind, Of: of, Set: map[string]any{}, Replaces: map[string][]EntryID{}}
	for k, v := range f {
		if same(e, k, v) && !e.Fields[k].Conflict() {
			continue
		}
		ch.Set[k] = v
		if w := e.Writers(k); len(w) > 0 {
			ch.Replaces[k] = w
		}
	}
	if len(ch.Set) == 0 {
		return Change{}, ErrNothingToDo
	}
	ch.After = c.after()
	return ch, nil
}

// SetByRule is Set for a writer that is no person (an import, a rule): it never
// replaces one side of two versions. Errors: as Set, and ErrTwoVersions.
func (c *Case) SetByRule(kind string, of EntryID, f Fields) (Change, error) {
	if e := c.State.ByID[of]; e != nil {
		for k := range f {
			if e.Fields[k].Conflict() {
				return Change{}, fmt.Errorf("%w: %s", ErrTwoVersions, k)
			}
		}
	}
	return c.Set(kind, of, f)
}

// Resolve settles a conflict with a value, one of the versions or a third, which
// obeys the field's rule as one that is written in a form does. Errors:
// ErrNoSuchEntry when the field has no two versions any more, *FieldError,
// ErrReadOnly.
func (c *Case) Resolve(of EntryID, field string, value any, reason string) (Change, error) {
	if c.ReadOnly {
		return Change{}, ErrReadOnly
	}
	e := c.State.ByID[of]
	if e == nil || !e.Fields[field].Conflict() {
		return Change{}, fmt.Errorf("%w: %s", ErrNoSuchEntry, of.Short())
	}
	value, err := c.settledValue(e, field, value)
	if err != nil {
		return Change{}, err
	}
	return Change{Kind: EntryResolve, Of: of, Set: map[string]any{field: value},
		Replaces: map[string][]EntryID{field: e.Writers(field)}, Reason: reason, After: c.after()}, nil
}

// Strike crosses a thing or a single write out; it stays readable. Errors:
// ErrNoSuchEntry.
func (c *Case) Strike(target EntryID, reason string) (Change, error) {
	if c.ReadOnly {
		return Change{}, ErrReadOnly
	}
	if c.State.Entry(target) == nil {
		return Change{}, fmt.Errorf("%w: %s", ErrNoSuchEntry, target.Short())
	}
	return Change{Kind: history.KindStrike, Targets: []EntryID{target}, Reason: reason, After: c.after()}, nil
}

// Erase makes every replica drop the text of a thing and of all that was
// written on it, for good; or of a single write, such as a name that was
// corrected later. The right to erase is checked here as the fold checks it:
// the target's author, or a koordinator. Errors: ErrNoSuchEntry, ErrNotAllowed,
// ErrGone, ErrWholeCase, *FieldError when there is no such reason.
func (c *Case) Erase(target EntryID, reason EraseReason, me Author, mine func(history.Key) bool) (Change, error) {
	if c.ReadOnly {
		return Change{}, ErrReadOnly
	}
	if !slices.Contains(EraseReasons(), reason) {
		return Change{}, &FieldError{"reason", ErrNotAChoice}
	}
	e := c.State.Entry(target)
	switch {
	case e == nil:
		return Change{}, fmt.Errorf("%w: %s", ErrNoSuchEntry, target.Short())
	case target == c.Root:
		return Change{}, ErrWholeCase
	case c.State.Erased[target] != nil:
		return Change{}, fmt.Errorf("%w: %s", ErrGone, target.Short())
	case !me.Has(MemberKoordinator) && !mine(e.Head.Author):
		return Change{}, ErrNotAllowed
	}
	targets := []EntryID{target}
	if ent := c.State.ByID[target]; ent != nil {
		targets = append(targets, ent.Writes...)
	}
	slices.Sort(targets)
	targets = slices.Compact(targets)
	return Change{Kind: history.KindErase, Targets: targets, Reason: string(reason), After: c.after()}, nil
}

// clean drops what was neither typed nor chosen: nil, "", empty lists.
func clean(f Fields) map[string]any {
	out := maps.Clone(map[string]any(f))
	maps.DeleteFunc(out, func(_ string, v any) bool {
		switch v := v.(type) {
		case nil:
			return true
		case string:
			return v == ""
		case []string:
			return len(v) == 0
		case EntryID:
			return v == ""
		}
		return false
	})
	return out
}

func same(e *history.Entity, k string, v any) bool {
	switch v := v.(type) {
	case nil:
		return !e.Has(k)
	case string:
		return e.Text(k) == v
	case EntryID:
		return e.Text(k) == string(v)
	case bool:
		b, ok := e.Bool(k)
		return ok && b == v
	case int:
		n, ok := e.Int(k)
		return ok && n == int64(v)
	case []string:
		return slices.Equal(e.List(k), v)
	}
	return false
}
