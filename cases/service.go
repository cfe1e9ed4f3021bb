package cases

import (
	"slices"
	"strings"

	"brobygger/cases/danish"
	"brobygger/cases/history"
)

// Kinds of entries in the directory of services. A write with an import_key was
// made by an import (see ImportServices), any other by a person.
const (
	EntryService    = "service"
	EntryServiceSet = "service-set"
)

// fieldImportKey is what an import writes beside the rest of a row.
const fieldImportKey = "import_key"

// Service is a place to refer to: one of kommunens services, or another
// activity (DOMAIN §5.1). Names differ between kommuner, so each has its own.
type Service struct {
	ID        EntryID
	Name      string
	Unit      string   // enhed: the department it belongs to
	Keys      []string // arenas and themes, what it is for
	Phone     string
	Mail      string // sikker mail
	Hours     string // åbningstid
	For       string // for hvem
	Authority bool   // a public authority, toward which an underretning needs no consent
	KLE       string // the kommune's own key, optional
	Struck    *Mark
	Erased    *Mark
}

// ServiceForm is a service as it stands on the screen; the name is needed.
type ServiceForm struct {
	Name, Unit, Phone, Mail, Hours, For, KLE string
	Keys                                     []string
	Authority                                bool
}

// Form is the form that an edit of the service opens with.
func (s Service) Form() ServiceForm {
	return ServiceForm{s.Name, s.Unit, s.Phone, s.Mail, s.Hours, s.For, s.KLE, s.Keys, s.Authority}
}

// Directory is the team's list of services, as its entries say.
type Directory struct {
	Services []Service // in Danish order of their names, struck ones included
	// Conflicts are fields that two people changed apart: a person settles them.
	Conflicts []Conflict
	State     *history.State
	Heads     []EntryID
	ReadOnly  bool
}

// ListRules is the authority table for a list that the team shares (docs/FORMAT.md
// §5): any member may write the given kinds in it; what an author wrote may be
// erased by the author and by a koordinator.
func (a Authors) ListRules(kinds ...string) history.Rules {
	rules := a.Rules()
	rules.Known = func(kind string) bool {
		return slices.Contains(kinds, kind) || slices.Contains([]string{EntryResolve, history.KindStrike, history.KindErase}, kind)
	}
	rules.RemoveWins = nil
	return rules
}

// DirectoryRules are the rules of the directory of services.
func (a Authors) DirectoryRules() history.Rules { return a.ListRules(EntryService, EntryServiceSet) }

// ReadDirectory folds the entries of the directory. It is a pure function of its
// arguments.
func ReadDirectory(entries []*history.Entry, authors Authors) *Directory {
	st := history.Fold(entries, authors.DirectoryRules())
	d := &Directory{State: st, Heads: st.Heads, ReadOnly: len(st.Critical) > 0}
	// Two imports apart from each other ask nobody which of them was right.
	d.Conflicts = slices.DeleteFunc(conflictsOf(st), func(k Conflict) bool { return k.Field == fieldImportKey })
	for _, e := range st.Entities {
		if e.Kind != EntryService {
			continue
		}
		s := Service{ID: e.ID, Name: e.Text("name"), Unit: e.Text("unit"), Keys: e.List("keys"), Phone: e.Text("phone"),
			Mail: e.Text("mail"), Hours: e.Text("hours"), For: e.Text("for"), KLE: e.Text("kle"),
			Struck: markOf(e.Struck), Erased: markOf(e.Erased)}
		s.Authority, _ = e.Bool("authority")
		d.Services = append(d.Services, s)
	}
	collator := danish.NewCollator()
	slices.SortStableFunc(d.Services, func(a, b Service) int { return collator.Compare(a.Name, b.Name) })
	return d
}

// Live are the services that are neither struck nor erased.
func (d *Directory) Live() []Service {
	return slices.DeleteFunc(slices.Clone(d.Services), func(s Service) bool { return s.Struck != nil || s.Erased != nil })
}

// Service finds a service by its id, nil where there is none.
func (d *Directory) Service(id EntryID) *Service {
	for i := range d.Services {
		if d.Services[i].ID == id {
			return &d.Services[i]
		}
	}
	return nil
}

// Find resolves a SERVICE argument: an id, a prefix of at least four characters
// that fits one, or a name that fits exactly one, case and accents ignored.
// Errors: ErrNotFound, ErrAmbiguous.
func (d *Directory) Find(arg string) (Service, error) {
	arg = strings.TrimSpace(arg)
	low, folded := strings.ToLower(arg), danish.Fold(arg)
	var exact, prefix []Service
	for _, s := range d.Live() {
		switch {
		case string(s.ID) == low || danish.Fold(s.Name) == folded && folded != "":
			exact = append(exact, s)
		case len(low) >= minPrefix && strings.HasPrefix(string(s.ID), low), folded != "" && strings.HasPrefix(danish.Fold(s.Name), folded):
			prefix = append(prefix, s)
		}
	}
	for _, fit := range [][]Service{exact, prefix} {
		switch len(fit) {
		case 0:
			continue
		case 1:
			return fit[0], nil
		}
		return Service{}, ErrAmbiguous
	}
	return Service{}, ErrNotFound
}

func (f ServiceForm) check() *checker {
	k := newChecker()
	if k.line("name", f.Name) == "" {
		k.fail("name", ErrNeeded)
	}
	k.line("unit", f.Unit)
	k.keys("keys", f.Keys, slices.Concat(Arenas(), Themes()))
	k.line("phone", f.Phone)
	k.line("mail", f.Mail)
	k.line("hours", f.Hours)
	k.line("for", f.For)
	k.line("kle", f.KLE)
	k.flag("authority", f.Authority)
	return k
}

// Add makes a service. Errors: *FieldError, ErrReadOnly.
func (d *Directory) Add(f ServiceForm) (Change, error) {
	k := f.check()
	if d.ReadOnly {
		return Change{}, ErrReadOnly
	}
	if err := k.err(); err != nil {
		return Change{}, err
	}
	return Change{Kind: EntryService, Set: clean(k.set), After: d.Heads}, nil
}

// Edit brings a service to what the form holds. Errors: *FieldError,
// ErrNoSuchEntry, ErrGone, ErrNothingToDo, ErrReadOnly.
func (d *Directory) Edit(id EntryID, f ServiceForm) (Change, error) {
	k := f.check()
	if err := k.err(); err != nil {
		return Change{}, err
	}
	if d.Service(id) == nil {
		return Change{}, ErrNoSuchEntry
	}
	touched := Fields{}
	for field, v := range k.set {
		// What nobody touched is not settled either, where it has two versions.
		if !same(d.State.ByID[id], field, v) {
			touched[field] = v
		}
	}
	return d.asCase().Set(EntryServiceSet, id, touched)
}

// Strike takes a service off the list; what was sent to it stays. Errors:
// ErrNoSuchEntry, ErrGone, ErrReadOnly.
func (d *Directory) Strike(id EntryID, reason string) (Change, error) {
	s := d.Service(id)
	switch {
	case s == nil:
		return Change{}, ErrNoSuchEntry
	case s.Struck != nil || s.Erased != nil:
		return Change{}, ErrGone
	}
	return d.asCase().Strike(id, reason)
}

// Resolve settles a field that has two versions; see [Case.Resolve].
func (d *Directory) Resolve(id EntryID, field string, value any, reason string) (Change, error) {
	return d.asCase().Resolve(id, field, value, reason)
}

// Erase makes every replica drop a service, or one write on it, for good: a name
// or a telephone number may be a person's own. See [Case.Erase].
func (d *Directory) Erase(target EntryID, reason EraseReason, me Author, mine func(history.Key) bool) (Change, error) {
	return d.asCase().Erase(target, reason, me, mine)
}

// asCase lends the builders of changes what they need of a fold.
func (d *Directory) asCase() *Case {
	return &Case{State: d.State, Heads: d.Heads, ReadOnly: d.ReadOnly}
}
