package cases

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"brobygger/cases/calendar"
	"brobygger/cases/danish"
)

// ErrNoHeadings means that a spreadsheet has no row with the headings of a list
// of cases: at least a kind and a name.
var ErrNoHeadings = errors.New("no headings of a list of cases")

// Why a row of a spreadsheet was not taken: word keys.
const (
	RejectNoName      = "no-name"
	RejectKind        = "unknown-kind"
	RejectBorn        = "bad-born"
	RejectStart       = "bad-start"
	RejectEnd         = "bad-end"
	RejectLastContact = "bad-last-contact"
	RejectStatus      = "unknown-status"
	RejectTooLong     = "too-long"
)

// Rejection is a row that was not taken.
type Rejection struct {
	Row    int    `json:"row"` // as the spreadsheet counts, the first row is 1
	Reason string `json:"reason"`
}

// ImportPlan is what an import would do; nothing is saved until its writes are.
type ImportPlan struct {
	Rows      int // rows that hold a case, read or rejected
	Created   int
	Unchanged int // rows that are a case already
	Rejected  []Rejection
	Writes    []Write // one for each new case
}

// ImportInput is what an import needs to know.
type ImportInput struct {
	Known     map[string]bool // ImportKeys of the cases that are here
	Today     calendar.Date
	Me        Member // who imports: the worker where none is a member
	Members   []Member
	NewID     func() (string, error)
	NewNumber func(year int) (string, error)
}

// column is what a heading means.
type column string

const (
	colKind        column = "kind"
	colName        column = "name"
	colBorn        column = "born"
	colAddress     column = "address"
	colPhone       column = "phone"
	colTenancy     column = "tenancy"
	colStart       column = "start"
	colEnd         column = "end"
	colWorker      column = "worker"
	colGoal        column = "goal"
	colLastContact column = "last-contact"
	colStatus      column = "status"
)

// headings are what practice calls the columns, folded.
func headings() map[column][]string {
	return map[column][]string{
		colKind:        {"type", "sagstype", "forløb", "indsats", "kind"},
		colName:        {"navn", "borger", "beboer", "ung", "name"},
		colBorn:        {"født", "fødselsår", "fødselsdato", "fødselsdag", "årgang", "born"},
		colAddress:     {"adresse", "bopæl", "address"},
		colPhone:       {"telefon", "tlf", "mobil", "telefonnummer", "phone"},
		colTenancy:     {"lejemål", "lejemålsnr", "lejemålsnummer", "tenancy"},
		colStart:       {"start", "startdato", "oprettet", "åbnet", "opened"},
		colEnd:         {"slut", "slutdato", "afsluttet den", "lukket den", "closed"},
		colWorker:      {"medarbejder", "ansvarlig", "mentor", "sagsbehandler", "worker"},
		colGoal:        {"mål", "formål", "goal"},
		colLastContact: {"sidste kontakt", "seneste kontakt", "last contact"},
		colStatus:      {"status", "tilstand"},
	}
}

// kindWords are what practice calls the kinds of work, folded.
func kindWords() map[string]Kind {
	return map[string]Kind{
		"mentor": KindMentoring, "mentorforløb": KindMentoring, "mentoring": KindMentoring, "mentorindsats": KindMentoring,
		"vicevært": KindTenancy, "social vicevært": KindTenancy, "tenancy": KindTenancy, "beboerrådgivning": KindTenancy,
		"netværksmøde": KindNetwork, "netværksmøder": KindNetwork, "network": KindNetwork,
	}
}

func statusWords() map[string]Status {
	return map[string]Status{
		"": StatusOpen, "i gang": StatusOpen, "igang": StatusOpen, "åben": StatusOpen, "aktiv": StatusOpen, "open": StatusOpen,
		"afsluttet": StatusClosed, "lukket": StatusClosed, "closed": StatusClosed,
	}
}

// ImportCases reads a spreadsheet of cases: a row of headings, then one row a
// case. A worker who is no member is kept as text and the importer is the
// worker; a goal is one without arena; the last contact is a met contact without
// text. A row whose kind, name, birth and start are those of a case that is here
// is left alone, so that the same file twice changes nothing. Errors:
// ErrNoHeadings, and those of NewID and NewNumber.
func ImportCases(rows [][]string, in ImportInput) (ImportPlan, error) {
	head, cols := findHeadings(rows)
	if cols == nil {
		return ImportPlan{}, ErrNoHeadings
	}
	var p ImportPlan
	known := map[string]bool{}
	for k := range in.Known {
		known[k] = in.Known[k]
	}
	numbers := map[string]bool{}
	for i, cells := range rows[head+1:] {
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		p.Rows++
		get := func(c column) string {
			if at, ok := cols[c]; ok && at < len(cells) {
				return strings.TrimSpace(danish.Paste(cells[at]))
			}
			return ""
		}
		r, reason := readRow(get, in.Today)
		if reason != "" {
			p.Rejected = append(p.Rejected, Rejection{head + i + 2, reason})
			continue
		}
		if known[r.key] {
			p.Unchanged++
			continue
		}
		w, err := r.write(in, numbers)
		if fields := FieldErrors(err); len(fields) > 0 {
			p.Rejected = append(p.Rejected, Rejection{head + i + 2, rejectFor(fields[0])})
			continue
		}
		if err != nil {
			return ImportPlan{}, err
		}
		known[r.key] = true
		p.Created++
		p.Writes = append(p.Writes, w)
	}
	return p, nil
}

// findHeadings looks for the row of headings among the first twenty: titles and
// empty rows may stand above it.
func findHeadings(rows [][]string) (int, map[column]int) {
	const within = 20
	for i, cells := range rows[:min(within, len(rows))] {
		cols := map[column]int{}
		for at, cell := range cells {
			word := foldHeading(cell)
			for c, words := range headings() {
				if _, taken := cols[c]; !taken && slices.Contains(words, word) {
					cols[c] = at
				}
			}
		}
		_, kind := cols[colKind]
		_, name := cols[colName]
		if kind && name {
			return i, cols
		}
	}
	return 0, nil
}

func foldHeading(s string) string {
	return strings.TrimSpace(strings.Trim(danish.Fold(danish.Paste(s)), " .:*"))
}

// sheetRow is a row as it was understood.
type sheetRow struct {
	form                       CaseForm
	worker, goal               string
	status                     Status
	closed, lastContact, start calendar.Date
	key                        string
}

func readRow(get func(column) string, today calendar.Date) (sheetRow, string) {
	var r sheetRow
	var ok bool
	if r.form.Name = get(colName); r.form.Name == "" {
		return r, RejectNoName
	}
	if r.form.Kind, ok = kindWords()[foldHeading(get(colKind))]; !ok {
		return r, RejectKind
	}
	if born := get(colBorn); born != "" {
		var err error
		if r.form.Born, err = ParseBorn(withoutClock(born), today); err != nil {
			return r, RejectBorn
		}
	}
	for _, d := range []struct {
		col    column
		to     *calendar.Date
		reason string
	}{{colStart, &r.start, RejectStart}, {colEnd, &r.closed, RejectEnd}, {colLastContact, &r.lastContact, RejectLastContact}} {
		text := get(d.col)
		if text == "" {
			continue
		}
		day, err := ParseSheetDate(text)
		if err != nil || day.After(today) {
			return r, d.reason
		}
		*d.to = day
	}
	if !r.closed.IsZero() && r.closed.Before(r.start) {
		return r, RejectEnd
	}
	if r.status, ok = statusWords()[foldHeading(get(colStatus))]; !ok {
		return r, RejectStatus
	}
	if !r.closed.IsZero() {
		r.status = StatusClosed
	}
	r.form.Address, r.form.Phone, r.form.Tenancy = get(colAddress), get(colPhone), get(colTenancy)
	r.form.Opened = r.start
	r.worker, r.goal = get(colWorker), get(colGoal)
	r.key = importKey(r.form.Kind, r.form.Name, r.form.Born, r.start)
	return r, ""
}

// write makes the case of a row. Numbers holds those that this import has drawn.
func (r sheetRow) write(in ImportInput, numbers map[string]bool) (Write, error) {
	r.form.Worker = in.Me.ID
	if r.worker != "" {
		// Here nobody sees who was found: a beginning ("Bo" for Bodil) is not enough.
		m, err := FindMember(r.worker, in.Members)
		if err == nil && hasWords(danish.Fold(r.worker), danish.Fold(m.Name), func(w, p string) bool { return w == p }) {
			r.form.Worker = m.ID
		} else {
			r.form.WorkerText = r.worker
		}
	}
	day := r.start
	if day.IsZero() {
		day = in.Today
	}
	id, err := in.NewID()
	if err != nil {
		return Write{}, fmt.Errorf("draw a case id: %w", err)
	}
	number, err := drawNumber(in, day.Year, numbers)
	if err != nil {
		return Write{}, err
	}
	w, err := NewCase(r.form, id, number, in.Today, in.Me)
	if err != nil {
		return Write{}, err
	}
	root := w.Changes[0].Set
	root["import_key"] = r.key
	if r.status == StatusClosed {
		root["status"], root["phase"] = string(StatusClosed), string(PhaseClosed)
		delete(root, "phase_on")
		if !r.closed.IsZero() {
			root["closed"], root["phase_on"] = r.closed.String(), r.closed.String()
		}
	}
	// The new case, as whoever reads the row sees it.
	fresh := &Case{ID: id}
	if r.goal != "" {
		goal, err := fresh.AddGoal(GoalForm{Text: r.goal})
		if err != nil {
			return Write{}, err
		}
		w.Changes = append(w.Changes, goal.Changes...)
	}
	if !r.lastContact.IsZero() {
		w.Changes = append(w.Changes, Change{Kind: EntryContact,
			Set: map[string]any{"at": r.lastContact.String(), "met": true}})
	}
	return w, nil
}

func drawNumber(in ImportInput, year int, drawn map[string]bool) (string, error) {
	for {
		n, err := in.NewNumber(year)
		if err != nil {
			return "", fmt.Errorf("draw a case number: %w", err)
		}
		if !drawn[n] {
			drawn[n] = true
			return n, nil
		}
	}
}

func rejectFor(e *FieldError) string {
	switch {
	case errors.Is(e, ErrTooLong), errors.Is(e, ErrTooLarge):
		return RejectTooLong
	case e.Field == "born":
		return RejectBorn
	}
	return RejectStart
}

// ImportKeys are what a row of a spreadsheet would be known by if it were this
// case: by what the case says now, and by what its row said when it was imported.
func (c *Case) ImportKeys() []string {
	keys := []string{importKey(c.Kind, c.Person.Name, c.Person.Born, c.Opened)}
	if c.ImportKey != "" {
		keys = append(keys, c.ImportKey)
	}
	return keys
}

// importKey is the same for two rows that mean one case.
func importKey(k Kind, name, born string, start calendar.Date) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{string(k), danish.Fold(name), born, start.String()}, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// ParseSheetDate reads a date as spreadsheets hold them: 15-08-2026, 15/8-2026,
// 15.8.26, 2026-08-15, with or without a time behind. Errors:
// calendar.ErrNoSuchDate, ErrNotValid.
func ParseSheetDate(text string) (calendar.Date, error) {
	text = withoutClock(text)
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("-/. ", r) })
	if len(parts) != 3 {
		return calendar.Date{}, ErrNotValid
	}
	if len(parts[0]) == 4 {
		parts[0], parts[2] = parts[2], parts[0]
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || v < 0 || i < 2 && len(p) > 2 || i == 2 && len(p) != 2 && len(p) != 4 {
			return calendar.Date{}, ErrNotValid
		}
		n[i] = v
	}
	if len(parts[2]) == 2 {
		n[2] += 2000
	}
	return calendar.NewDate(n[2], time.Month(n[1]), n[0])
}

// withoutClock is a date without the time that spreadsheets put behind it.
func withoutClock(text string) string {
	text = strings.TrimSpace(text)
	for _, sep := range []string{"T", " "} {
		if date, clock, ok := strings.Cut(text, sep); ok && strings.Contains(clock, ":") {
			return date
		}
	}
	return text
}
