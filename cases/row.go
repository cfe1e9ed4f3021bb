package cases

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"brobygger/cases/calendar"
	"brobygger/cases/casenumber"
	"brobygger/cases/danish"
)

// Title is how lists name the person: first name and initial, harmless to show.
func (c *Case) Title() string {
	return danish.FirstNameInitial(danish.Harmless(c.Person.Name, false))
}

// Row is the case in a list on a day; see Due for members.
func (c *Case) Row(s Settings, today calendar.Date, members int) Row {
	r := Row{
		ID: c.ID, Number: c.Number, Suffix: c.Suffix, Kind: c.Kind, Title: c.Title(), Name: c.Person.Name,
		Worker: c.Worker, Status: c.Status, Phase: c.Phase, Outcome: c.Outcome, Opened: c.Opened,
		LastContact: c.LastMet(today), Conflicts: len(c.Conflicts), Incomplete: c.Incomplete,
		Protected: c.Person.Protected, NotAlone: c.Person.NotAlone, Items: Due(c, s, today, members),
	}
	for _, it := range r.Items {
		if it.Days > 0 {
			r.Late++
		}
		if it.Rule == RuleFollowUp && (r.NextFollowUp.IsZero() || it.Due.Before(r.NextFollowUp)) {
			r.NextFollowUp = it.Due
		}
	}
	return r
}

// Shown is the case number as its reader sees it: with the suffix that tells
// equal numbers apart, "26-7RQ4b".
func (r Row) Shown() string { return r.Number + r.Suffix }

// Shown is the case number as its reader sees it; see Row.Shown.
func (c *Case) Shown() string { return c.Number + c.Suffix }

// Suffixes sets the suffix of every row whose number another row has too: "",
// "b", "c" … in the order of the case ids.
func Suffixes(rows []Row) {
	byNumber := map[string][]int{}
	for i := range rows {
		rows[i].Suffix = ""
		if rows[i].Number != "" {
			byNumber[rows[i].Number] = append(byNumber[rows[i].Number], i)
		}
	}
	for _, same := range byNumber {
		slices.SortFunc(same, func(a, b int) int { return strings.Compare(rows[a].ID, rows[b].ID) })
		for n, i := range same {
			rows[i].Suffix = casenumber.Suffix(n)
		}
	}
}

// SortKey is what a list of cases is sorted by.
type SortKey string

// The sort keys.
const (
	SortTitle       SortKey = "title"
	SortNumber      SortKey = "number"
	SortKind        SortKey = "kind"
	SortPhase       SortKey = "phase"
	SortWorker      SortKey = "worker"
	SortOpened      SortKey = "opened"       // newest first
	SortLastContact SortKey = "last-contact" // longest ago first
	SortNext        SortKey = "next"         // next follow-up first, none last
	SortLate        SortKey = "late"         // most days over time first
)

// SortKeys are all sort keys in the order in which the list offers them.
func SortKeys() []SortKey {
	return []SortKey{SortTitle, SortNumber, SortKind, SortPhase, SortWorker, SortOpened, SortLastContact, SortNext, SortLate}
}

// SortRows sorts a list of cases: by the key, then by name in Danish order, then
// by number and id, so that the order is always the same. An unknown key sorts
// by name. The collator may be nil.
func SortRows(rows []Row, key SortKey, collator *danish.Collator) {
	if collator == nil {
		collator = danish.NewCollator()
	}
	type keyed struct {
		row  Row
		name []byte
	}
	all := make([]keyed, len(rows))
	for i, r := range rows {
		all[i] = keyed{r, collator.Key(r.Title)}
	}
	slices.SortFunc(all, func(a, b keyed) int {
		return cmp.Or(
			compareRows(a.row, b.row, key),
			bytes.Compare(a.name, b.name),
			strings.Compare(a.row.Number, b.row.Number),
			strings.Compare(a.row.ID, b.row.ID),
		)
	})
	for i := range all {
		rows[i] = all[i].row
	}
}

func compareRows(a, b Row, key SortKey) int {
	switch key {
	case SortNumber:
		return strings.Compare(a.Number, b.Number)
	case SortKind:
		return cmp.Compare(slices.Index(Kinds(), a.Kind), slices.Index(Kinds(), b.Kind))
	case SortPhase:
		return cmp.Or(
			cmp.Compare(slices.Index(Kinds(), a.Kind), slices.Index(Kinds(), b.Kind)),
			cmp.Compare(slices.Index(a.Kind.Phases(), a.Phase), slices.Index(b.Kind.Phases(), b.Phase)))
	case SortWorker:
		return strings.Compare(a.Worker, b.Worker)
	case SortOpened:
		return b.Opened.Compare(a.Opened)
	case SortLastContact:
		return a.LastContact.Compare(b.LastContact)
	case SortNext:
		return compareDayLast(a.NextFollowUp, b.NextFollowUp)
	case SortLate:
		return cmp.Compare(b.mostLate(), a.mostLate())
	}
	return 0
}

// mostLate is how many days the row's latest item is over time, 0 for none.
func (r Row) mostLate() int {
	most := 0
	for _, it := range r.Items {
		most = max(most, it.Days)
	}
	return most
}

// compareDayLast sorts days with "no date" last.
func compareDayLast(a, b calendar.Date) int {
	if a.IsZero() != b.IsZero() {
		if a.IsZero() {
			return 1
		}
		return -1
	}
	return a.Compare(b)
}
