package cases

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"brobygger/cases/calendar"
	"brobygger/cases/when"
)

// Limits of what a form takes.
const (
	// MaxText is the longest text of a field, in bytes of UTF-8.
	MaxText = 1 << 20
	// MaxLine is the longest name, address or other one-line field, in runes.
	MaxLine = 200
	// MaxListed is how many people present one contact may name.
	MaxListed = 100
	// MaxPostpone is how many days ahead something may be postponed.
	MaxPostpone = 30
	// maxEncoded keeps an entry below what one line of a history holds, also
	// where every character of the text has to be escaped, in bytes of JSON.
	maxEncoded = 3 << 20
)

// What can be wrong with a field. ErrTooLarge (a text over MaxText) is one too.
var (
	// ErrNeeded means that the field may not be empty.
	ErrNeeded = errors.New("needed")
	// ErrNotAChoice means that there is no such key, or none for this kind of case.
	ErrNotAChoice = errors.New("no such choice")
	// ErrTooLong means that a one-line field is over MaxLine.
	ErrTooLong = errors.New("too long")
	// ErrNotValid means that the value has not the form the field needs.
	ErrNotValid = errors.New("not understood")
	// ErrPast means that the day has gone, or lies before what it has to follow.
	ErrPast = errors.New("in the past")
	// ErrFuture means that the day has not come yet.
	ErrFuture = errors.New("in the future")
	// ErrTooFar means that the day lies over MaxPostpone days ahead.
	ErrTooFar = errors.New("too far ahead")
)

// FieldError says which field of a form is wrong. Its text holds no content.
type FieldError struct {
	Field string // field name of docs/FORMAT.md
	Err   error
}

// Error names the field and what is wrong with it, not what was typed.
func (e *FieldError) Error() string { return e.Field + ": " + e.Err.Error() }

// Unwrap gives what is wrong.
func (e *FieldError) Unwrap() error { return e.Err }

// FieldErrors are all fields that are wrong in a refused form, in the order of
// the form; empty when the error is about something else.
func FieldErrors(err error) []*FieldError {
	var fe *FieldError
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var out []*FieldError
		for _, e := range many.Unwrap() {
			out = append(out, FieldErrors(e)...)
		}
		return out
	}
	if errors.As(err, &fe) {
		return []*FieldError{fe}
	}
	return nil
}

// checker collects what a form holds and what is wrong with it.
type checker struct {
	set  Fields
	errs []error
}

func newChecker() *checker { return &checker{set: Fields{}} }

func (k *checker) fail(field string, err error) {
	k.errs = append(k.errs, &FieldError{field, err})
}

// err is nil, the one *FieldError, or several joined.
func (k *checker) err() error {
	if len(k.errs) == 1 {
		return k.errs[0]
	}
	return errors.Join(k.errs...)
}

// line takes a one-line field: outer space goes, everything else is kept.
func (k *checker) line(field, s string) string {
	s = strings.TrimSpace(strings.ToValidUTF8(s, "\uFFFD"))
	if utf8.RuneCountInString(s) > MaxLine {
		k.fail(field, ErrTooLong)
	}
	k.put(field, s)
	return s
}

// text takes a field of many lines: empty lines at both ends go.
func (k *checker) text(field, s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.TrimRight(s, " \t\r\n")
	for {
		line, rest, more := strings.Cut(s, "\n")
		if !more || strings.TrimSpace(line) != "" {
			break
		}
		s = rest
	}
	if len(s) > MaxText || encodedLen(s) > maxEncoded {
		k.fail(field, ErrTooLarge)
	}
	k.put(field, s)
	return s
}

// put records a text, nil for none, so that an edit clears the field.
func (k *checker) put(field, s string) {
	if s == "" {
		k.set[field] = nil
		return
	}
	k.set[field] = s
}

// flag records a yes; a no is recorded only where a yes is taken back.
func (k *checker) flag(field string, on bool) {
	k.set[field] = nil
	if on {
		k.set[field] = true
	}
}

func (k *checker) day(field string, d calendar.Date) {
	if !d.IsZero() && !d.Valid() {
		k.fail(field, calendar.ErrNoSuchDate)
	}
	k.put(field, d.String())
}

// past takes a day that must not lie ahead.
func (k *checker) past(field string, d, today calendar.Date) {
	k.day(field, d)
	if d.After(today) {
		k.fail(field, ErrFuture)
	}
}

func (k *checker) moment(field string, m when.Moment) {
	if !m.IsZero() && !m.Valid() {
		k.fail(field, calendar.ErrNoSuchDate)
	}
	k.put(field, m.String())
}

// keys takes a set of keys: each one known, in the order of all, none twice.
func (k *checker) keys(field string, got, all []string) {
	var out []string
	for _, key := range all {
		if slices.Contains(got, key) {
			out = append(out, key)
		}
	}
	for _, key := range got {
		if !slices.Contains(all, key) {
			k.fail(field, ErrNotAChoice)
			break
		}
	}
	k.set[field] = nil
	if len(out) > 0 {
		k.set[field] = out
	}
}

// choice takes one key of a closed set, or none.
func choice[T ~string](k *checker, field string, v T, all []T) {
	if v != "" && !slices.Contains(all, v) {
		k.fail(field, ErrNotAChoice)
	}
	k.put(field, string(v))
}

// encodedLen is how long a text is in JSON, in bytes.
func encodedLen(s string) int {
	n := len(s)
	for _, r := range s {
		switch {
		case r == '"' || r == '\\' || r == '\n' || r == '\r' || r == '\t':
			n++
		case r < 0x20:
			n += 5
		case r == '\u2028' || r == '\u2029':
			n += 3
		}
	}
	return n
}

func (c *Case) write(changes ...Change) Write { return Write{Case: c.ID, Changes: changes} }
