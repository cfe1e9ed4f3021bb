package cases

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode"

	"brobygger/cases/danish"
)

// ErrNoServiceHeadings means that a spreadsheet has no row with the headings of
// a directory: at least a name, and one of unit, area, mail, hours or for whom.
var ErrNoServiceHeadings = errors.New("no headings of a list of services")

// RejectTwice: the file has a row of the same name and unit above; a word key.
const RejectTwice = "twice"

// ServiceImport is what an import of services would do; nothing is saved until
// its changes are, all in one save of the directory.
type ServiceImport struct {
	Rows      int // rows that hold a service, read or rejected
	Created   int
	Updated   int
	Unchanged int
	// Kept counts the rows, unchanged or updated, of which something was left as a
	// person has made it.
	Kept     int
	Rejected []Rejection
	Changes  []Change
}

const (
	colUnit      column = "unit"
	colKeys      column = "keys"
	colMail      column = "mail"
	colHours     column = "hours"
	colFor       column = "for"
	colKLE       column = "kle"
	colAuthority column = "authority"
)

// serviceHeadings are what the columns of a directory are called, folded, and
// with blanks for underscores.
func serviceHeadings() map[column][]string {
	return map[column][]string{
		colName:      {"navn", "tjeneste", "tjenestens navn", "name", "service"},
		colUnit:      {"enhed", "afdeling", "forvaltning", "unit", "department"},
		colKeys:      {"område", "områder", "arena", "arenaer", "arenas", "tema", "emne", "area", "areas", "keys"},
		colPhone:     {"telefon", "tlf", "telefonnummer", "phone", "telephone"},
		colMail:      {"sikker mail", "sikkermail", "sikker post", "mail", "e-mail", "email", "secure mail"},
		colHours:     {"åbningstid", "åbningstider", "telefontid", "træffetid", "hours", "opening hours"},
		colFor:       {"for hvem", "målgruppe", "for", "for whom", "target group"},
		colKLE:       {"kle", "kle-nr", "kle-nummer", "kle nummer", "kle number"},
		colAuthority: {"myndighed", "offentlig myndighed", "authority", "public authority"},
	}
}

// serviceKeyWords are what practice calls the nine keys, folded.
func serviceKeyWords() map[string]string {
	return map[string]string{
		"gade": ArenaStreet, "gaden": ArenaStreet, "gadelivet": ArenaStreet, "street": ArenaStreet,
		"familie": ArenaFamily, "familien": ArenaFamily, "family": ArenaFamily,
		"fritid": ArenaLeisure, "fritiden": ArenaLeisure, "leisure": ArenaLeisure,
		"skole": ArenaSchool, "skolen": ArenaSchool, "uddannelse": ArenaSchool, "school": ArenaSchool, "education": ArenaSchool,
		"job": ArenaJob, "jobbet": ArenaJob, "beskæftigelse": ArenaJob, "work": ArenaJob, "employment": ArenaJob,
		"myndighed": ArenaAuthorities, "myndigheder": ArenaAuthorities, "myndighederne": ArenaAuthorities, "authorities": ArenaAuthorities,
		"okonomi": ThemeMoney, "økonomi": ThemeMoney, "oekonomi": ThemeMoney, "money": ThemeMoney, "finances": ThemeMoney,
		"bolig": ThemeHome, "boligen": ThemeHome, "home": ThemeHome, "housing": ThemeHome,
		"helbred": ThemeHealth, "sundhed": ThemeHealth, "health": ThemeHealth,
	}
}

// ImportServices reads a directory from a spreadsheet: a row of headings, then
// one row a service. A row is known by its name and unit; where only one row and
// one service have the name, by that alone, so that another unit is a change. The
// same file twice changes nothing; what a row says anew is written where the
// value there is an import's, and what a person has set, cleared, settled or
// struck stays. A service that the file lacks stays too: whether it is gone is for
// a person to say.
//
// The column of areas holds keys, or words for them, by commas; a word that is
// none of them is kept unsorted behind what stands in the column of whom it is
// for, after a semicolon. Errors: ErrNoServiceHeadings, ErrReadOnly.
func ImportServices(rows [][]string, d *Directory) (ServiceImport, error) {
	head, cols := findServiceHeadings(rows)
	if cols == nil {
		return ServiceImport{}, ErrNoServiceHeadings
	}
	if d.ReadOnly {
		return ServiceImport{}, ErrReadOnly
	}
	var p ServiceImport
	var read []serviceRow
	seen := map[string]bool{}
	for i, cells := range rows[head+1:] {
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		p.Rows++
		r, reason := readServiceRow(cols, cells)
		if reason == "" && seen[r.identity] {
			reason = RejectTwice
		}
		if reason != "" {
			p.Rejected = append(p.Rejected, Rejection{head + i + 2, reason})
			continue
		}
		seen[r.identity] = true
		read = append(read, r)
	}
	m := newServiceMatch(d, read)
	for _, r := range read {
		of := m.find(r)
		if of == nil {
			p.Created++
			p.Changes = append(p.Changes, Change{Kind: EntryService, Set: clean(r.fields()), After: d.Heads})
			continue
		}
		changed, kept := d.reimported(of, r)
		if kept {
			p.Kept++
		}
		if len(changed) == 0 {
			p.Unchanged++
			continue
		}
		changed[fieldImportKey] = r.key()
		// Not one field of these has two versions but perhaps the key, where two
		// imported apart from each other, and that asks nobody.
		ch, err := d.asCase().Set(EntryServiceSet, of.ID, changed)
		if err != nil {
			return ServiceImport{}, err
		}
		p.Updated++
		p.Changes = append(p.Changes, ch)
	}
	return p, nil
}

// findServiceHeadings looks for the row of headings among the first twenty. A
// name and a telephone number alone are no directory: that may be a list of
// people.
func findServiceHeadings(rows [][]string) (int, map[column]int) {
	const within = 20
	for i, cells := range rows[:min(within, len(rows))] {
		cols := map[column]int{}
		for at, cell := range cells {
			word := foldHeading(strings.ReplaceAll(cell, "_", " "))
			for c, words := range serviceHeadings() {
				if _, taken := cols[c]; !taken && slices.Contains(words, word) {
					cols[c] = at
				}
			}
		}
		if _, ok := cols[colName]; !ok {
			continue
		}
		for _, c := range []column{colUnit, colKeys, colMail, colHours, colFor} {
			if _, ok := cols[c]; ok {
				return i, cols
			}
		}
	}
	return 0, nil
}

// serviceRow is a row as it was understood: only columns that the file has.
type serviceRow struct {
	set      Fields
	name     string // folded
	identity string // by name and unit
}

func readServiceRow(cols map[column]int, cells []string) (serviceRow, string) {
	get := func(c column) (string, bool) {
		at, ok := cols[c]
		if !ok || at >= len(cells) {
			return "", ok
		}
		return strings.TrimSpace(danish.Paste(cells[at])), true
	}
	k := newChecker()
	name, _ := get(colName)
	if k.line("name", name) == "" {
		return serviceRow{}, RejectNoName
	}
	unit, _ := get(colUnit)
	for field, c := range map[string]column{"unit": colUnit, "phone": colPhone, "mail": colMail, "hours": colHours, "kle": colKLE} {
		if text, ok := get(c); ok {
			k.line(field, text)
		}
	}
	whom, hasFor := get(colFor)
	if text, ok := get(colKeys); ok {
		keys, unsorted := serviceKeys(text)
		k.keys("keys", keys, slices.Concat(Arenas(), Themes()))
		if unsorted != "" {
			whom, hasFor = strings.TrimPrefix(whom+"; "+unsorted, "; "), true
		}
	}
	if hasFor {
		k.line("for", whom)
	}
	text, _ := get(colAuthority)
	k.flag("authority", isAuthority(text, name, unit))
	if k.err() != nil {
		return serviceRow{}, RejectTooLong
	}
	r := serviceRow{set: k.set, name: danish.Fold(name)}
	r.identity = shortHash(r.name, danish.Fold(unit))
	return r, ""
}

// serviceKeys reads a list of keys or of words for them. What is none of them is
// given back as it stands.
func serviceKeys(text string) (keys []string, unsorted string) {
	words := serviceKeyWords()
	var rest []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;/\n", r) }) {
		part = strings.TrimSpace(part)
		if key := words[danish.Fold(part)]; key != "" {
			keys = append(keys, key)
		} else if part != "" {
			rest = append(rest, part)
		}
	}
	return keys, strings.Join(rest, ", ")
}

// isAuthority says whether a service is a public authority: as its own column
// says, else by the words of its name and unit (DOMAIN §5.1). A first proposal,
// which a person may change.
func isAuthority(said, name, unit string) bool {
	switch foldHeading(said) {
	case "ja", "j", "x", "1", "sand", "yes", "y", "true":
		return true
	case "nej", "n", "0", "falsk", "no", "false":
		return false
	}
	words := strings.FieldsFunc(danish.Fold(name+" "+unit), func(r rune) bool { return !unicode.IsLetter(r) })
	begins := func(all ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool {
			return slices.ContainsFunc(all, func(a string) bool { return strings.HasPrefix(w, a) })
		})
	}
	ends := func(all ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool {
			return slices.ContainsFunc(all, func(a string) bool { return strings.HasSuffix(w, a) })
		})
	}
	if begins("frivillig", "forening", "privat", "socialøkonomisk", "idræt", "boldklub", "headspace", "kirke", "menighed", "udlejer", "boligadministration", "boligselskab", "boligforening", "boligorganisation") ||
		ends("klub", "klubben", "forening", "foreningen") || slices.Contains(words, "læge") {
		return false
	}
	return begins("kommun", "jobcent", "ydelse", "borgerservice", "udbetaling", "børne", "familieafdeling", "familierådgivning", "social", "psykiatri", "ssp", "ppr", "kui",
		"sundhedspleje", "tandpleje", "rusmiddel", "misbrug", "visitation", "boliganvisning", "hjemløse", "politi", "beskæftigelse", "forvaltning",
		"skole", "ungdomsskole", "folkeskole", "fgu", "uu", "fritidsjobvejledning", "kriminalforsorg", "region") ||
		slices.Contains([]string{"børn og unge", "kultur og fritid"}, danish.Fold(unit))
}

// fields are what an import writes of a service that is new.
func (r serviceRow) fields() Fields {
	out := Fields{fieldImportKey: r.key()}
	for k, v := range r.set {
		out[k] = v
	}
	return out
}

// key is what the row is known by, and what it said.
func (r serviceRow) key() string {
	var said []string
	for _, f := range serviceFields() {
		switch v := r.set[f].(type) {
		case string:
			said = append(said, f, v)
		case []string:
			said = append(said, f, strings.Join(v, ","))
		case bool:
			said = append(said, f)
		}
	}
	return r.identity + "-" + shortHash(said...)
}

// serviceFields are the fields of a service, in the order of its form.
func serviceFields() []string {
	return []string{"name", "unit", "keys", "phone", "mail", "hours", "for", "kle", "authority"}
}

func shortHash(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// reimported is what a row says anew of a service; kept says that something was
// left as a person has made it.
func (d *Directory) reimported(of *Service, r serviceRow) (changed Fields, kept bool) {
	e := d.State.ByID[of.ID]
	if of.Struck != nil || of.Erased != nil {
		return nil, true
	}
	changed = Fields{}
	for _, f := range serviceFields() {
		v, said := r.set[f]
		if !said || same(e, f, v) && !e.Fields[f].Conflict() {
			continue
		}
		// Without a value anywhere it is nobody's: then the row may set one. But a
		// form that a person filled in says no to authority by saying nothing.
		if e.Fields[f].Conflict() || !d.allImported(e.Writers(f)) || f == "authority" && !d.allImported([]EntryID{of.ID}) {
			kept = true
			continue
		}
		changed[f] = v
	}
	return changed, kept
}

// allImported says whether all these writes were made by imports.
func (d *Directory) allImported(writers []EntryID) bool {
	for _, id := range writers {
		e := d.State.Entry(id)
		if e == nil || e.Body() == nil {
			return false
		}
		if _, ok := e.Body().Set[fieldImportKey]; !ok {
			return false
		}
	}
	return true
}

// serviceMatch finds the service that a row is about.
type serviceMatch struct {
	d        *Directory
	identity map[string]*Service // by what its last import was known by
	names    map[string][]*Service
	rows     map[string]int // rows of a name
	taken    map[EntryID]bool
}

func newServiceMatch(d *Directory, rows []serviceRow) *serviceMatch {
	m := &serviceMatch{d: d, identity: map[string]*Service{}, names: map[string][]*Service{}, rows: map[string]int{}, taken: map[EntryID]bool{}}
	for i := range d.Services {
		s := &d.Services[i]
		if s.Erased != nil {
			continue
		}
		for _, id := range d.identities(s) {
			// Of two that were imported twice over, the one that stands.
			if old := m.identity[id]; old == nil || old.Struck != nil && s.Struck == nil {
				m.identity[id] = s
			}
		}
		m.names[danish.Fold(s.Name)] = append(m.names[danish.Fold(s.Name)], s)
	}
	for _, r := range rows {
		m.rows[r.name]++
		if s := m.identity[r.identity]; s != nil {
			m.taken[s.ID] = true
		}
	}
	return m
}

// identities are what rows of this service are known by: by its name and unit as
// they are now, and as they were when it was imported.
func (d *Directory) identities(s *Service) []string {
	out := []string{shortHash(danish.Fold(s.Name), danish.Fold(s.Unit))}
	e := d.State.ByID[s.ID]
	for _, id := range e.Writes {
		var key string
		if by := d.State.Entry(id); by != nil && by.Body() != nil && json.Unmarshal(by.Body().Set[fieldImportKey], &key) == nil {
			identity, _, _ := strings.Cut(key, "-")
			out = append(out, identity)
		}
	}
	return out
}

func (m *serviceMatch) find(r serviceRow) *Service {
	if s := m.identity[r.identity]; s != nil {
		return s
	}
	if of := m.names[r.name]; m.rows[r.name] == 1 && len(of) == 1 && !m.taken[of[0].ID] {
		m.taken[of[0].ID] = true
		return of[0]
	}
	return nil
}
