package casefile

import (
	"brobygger/cases"
)

// protected says whether the person's address is protected, or may be: where two
// have written differently about it, the careful one counts.
func (s *Screen) protected() bool {
	return s.c.Person.Protected || s.c.EverProtected(s.c.Root)
}

// secret says whether a field of a thing is hidden until it is asked for. An old
// value is as much an address as the present one.
func (s *Screen) secret(of cases.EntryID, field string) bool {
	switch field {
	case "address", "phone", "tenancy", "org":
	default:
		return false
	}
	return s.c.EverProtected(of)
}

// hidden is what the key that shows secrets would show where the cursor is: the
// case's id for the person, an entry's id for what is selected, "" for nothing.
func (s *Screen) hidden() string {
	switch s.tab {
	case tabOverview:
		if s.protected() && (s.c.Person.Address != "" || s.c.Person.Phone != "" || s.c.Tenancy != "") {
			return s.id
		}
	case tabNetwork:
		if i, ok := s.lists[tabNetwork].Selected(); ok {
			if p := s.people.rows[i]; s.c.EverProtected(p.ID) && (p.Address != "" || p.Phone != "" || p.Org != "") {
				return string(p.ID)
			}
		}
	case tabHistory:
		if i, ok := s.lists[tabHistory].Selected(); ok {
			r := s.entries.rows[i]
			if b := r.e.Body(); b != nil {
				for field := range b.Set {
					if s.secret(r.of, field) {
						return string(r.e.ID)
					}
				}
			}
		}
	}
	return ""
}

// shown says whether what is hidden at the cursor is shown now.
func (s *Screen) shown(id string) bool { return s.reveal != "" && s.reveal == id }
