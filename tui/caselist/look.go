package caselist

import (
	"encoding/json"
	"slices"

	"brobygger/cases"
	"brobygger/tui/words"
)

// look is how the list is looked at. It is remembered as JSON.
type look struct {
	Sort     cases.SortKey `json:"sort"`
	Status   cases.Status  `json:"status"` // "" is all
	Kind     cases.Kind    `json:"kind"`   // "" is all
	Worker   string        `json:"worker"` // member id, "" is all
	Filter   string        `json:"filter"` // as typed
	Selected string        `json:"selected"`
}

// parse reads what String wrote. What cannot be read, or names what there is no
// more, gives the list as it is at first: open cases by name.
func parse(text string) look {
	first := look{Sort: cases.SortTitle, Status: cases.StatusOpen}
	l := first
	if json.Unmarshal([]byte(text), &l) != nil {
		return first
	}
	if !slices.Contains(cases.SortKeys(), l.Sort) {
		l.Sort = first.Sort
	}
	if !slices.Contains(statuses(), l.Status) {
		l.Status = first.Status
	}
	if l.Kind != "" && !l.Kind.Valid() {
		l.Kind = ""
	}
	return l
}

// String writes the look down.
func (l look) String() string {
	text, err := json.Marshal(l)
	if err != nil {
		return ""
	}
	return string(text)
}

// statuses are the choices of a status, in the order in which a key goes through
// them.
func statuses() []cases.Status { return []cases.Status{cases.StatusOpen, cases.StatusClosed, ""} }

func statusLabel(w *words.Words, s cases.Status) string {
	switch s {
	case cases.StatusOpen:
		return w.T("cases.status.open")
	case cases.StatusClosed:
		return w.T("cases.status.closed")
	}
	return w.T("cases.status.all")
}

func sortLabel(w *words.Words, k cases.SortKey) string {
	switch k {
	case cases.SortNumber:
		return w.T("cases.sort.number")
	case cases.SortKind:
		return w.T("cases.sort.kind")
	case cases.SortPhase:
		return w.T("cases.sort.phase")
	case cases.SortWorker:
		return w.T("cases.sort.worker")
	case cases.SortOpened:
		return w.T("cases.sort.opened")
	case cases.SortLastContact:
		return w.T("cases.sort.last")
	case cases.SortNext:
		return w.T("cases.sort.next")
	case cases.SortLate:
		return w.T("cases.sort.late")
	}
	return w.T("cases.sort.name")
}
