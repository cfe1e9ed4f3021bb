package sheet

import (
	"slices"
	"strconv"
	"strings"

	"brobygger/tui/field"
)

// texts are fields whose value is a text.
type texts interface {
	Value() string
	SetValue(string)
}

// placed are fields with a cursor in a text.
type placed interface {
	Position() int
	Seek(int)
}

// valueOf is what a field holds, as a draft keeps it.
func valueOf(f field.Field) string {
	switch f := f.(type) {
	case *field.Choice:
		return strings.Join(f.Values(), ",")
	case texts:
		return f.Value()
	}
	return ""
}

// setValue puts back what valueOf gave.
func setValue(f field.Field, value string) {
	switch f := f.(type) {
	case *field.Choice:
		f.SetValues(strings.Split(value, ",")...)
	case texts:
		f.SetValue(value)
	}
}

// seek puts the cursor back into a text.
func seek(e *field.Entry, at string) {
	if e == nil {
		return
	}
	n, err := strconv.Atoi(at)
	if p, ok := e.Field.(placed); ok && err == nil {
		p.Seek(n)
	}
}

// values is what every field holds.
func (s *Sheet) values() map[string]string {
	out := make(map[string]string, len(s.entries))
	for _, e := range s.entries {
		out[e.ID] = valueOf(e.Field)
	}
	return out
}

// cursor says which field has the cursor, and where in its text.
func (s *Sheet) cursor() string {
	id := s.Form.Focused()
	e := s.Form.Entry(id)
	if e == nil {
		return ""
	}
	if p, ok := e.Field.(placed); ok {
		return id + "@" + strconv.Itoa(p.Position())
	}
	return id
}

// Dirty says whether the form holds anything else than when it was opened.
func (s *Sheet) Dirty() bool {
	if r := s.Form.Revision(); r != s.dirtyRevision {
		s.dirtyRevision, s.dirty = r, false
		for _, e := range s.entries {
			s.dirty = s.dirty || !slices.Contains(s.Slight, e.ID) && s.Touched(e.ID)
		}
	}
	return s.dirty
}

// Pristine says that what the form holds now is what it was opened with: what a
// draft is compared to.
func (s *Sheet) Pristine() {
	s.pristine, s.dirty = s.values(), false
	s.dirtyRevision = s.Form.Revision()
	s.keptRevision, s.keptCursor = s.dirtyRevision, s.cursor()
}

// Touched says whether a field holds something else than when the form was
// opened. What was not touched is saved as it was, also where a field shows it
// in another way.
func (s *Sheet) Touched(id string) bool {
	e := s.Form.Entry(id)
	return e != nil && valueOf(e.Field) != s.pristine[id]
}
