package query

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"brobygger/cases/danish"
	"brobygger/cases/when"
)

// Errors of Parse, each within a [*FilterError]; test with errors.Is.
var (
	// ErrUnknownFilter is a name before a colon that is no filter.
	ErrUnknownFilter = errors.New("unknown filter")
	// ErrBadValue is a value that the filter does not have, or none.
	ErrBadValue = errors.New("value not understood")
	// ErrBadDate is a since: that is no day; the error of package when is within
	// it too.
	ErrBadDate = errors.New("date not understood")
)

// FilterError says which filter is wrong and why. Its text names only filters
// that exist: an unknown one may be a word of the search.
type FilterError struct {
	Filter string // the filter's English name or, if it is unknown, what was typed
	Err    error  // one of the errors above, or around one
}

// Error is for logs and tests; a screen makes its own sentence.
func (e *FilterError) Error() string {
	if errors.Is(e.Err, ErrUnknownFilter) {
		return e.Err.Error()
	}
	return "search filter " + e.Filter + ": " + e.Err.Error()
}

// Unwrap is the reason.
func (e *FilterError) Unwrap() error { return e.Err }

// Filters are the English names of all filters.
func Filters() []string { return []string{"kind", "worker", "arena", "since", "late"} }

// Parse reads a search in which since: has a whole date (2026-12-01, 1/12-2026).
// Every text is a search but one with a wrong filter: that is a [*FilterError].
// A quote that is not closed goes to the end.
func Parse(text string) (Query, error) { return ParseAt(text, time.Time{}) }

// ParseAt is [Parse] where since: takes whatever package when understands, as
// seen from now, looking back: since:mandag, siden:3/12, siden:"i går".
func ParseAt(text string, now time.Time) (Query, error) {
	q := Query{}
	rest := text
	for {
		var it item
		if it, rest = next(rest); it.none() {
			return q, nil
		}
		name := filterOf(it.name)
		switch {
		case it.name == "":
			q.addText(it)
			continue
		case name == "" && it.value == "" && !it.quoted: // "Husk:" is a word
			q.addText(item{value: it.name})
			continue
		case name == "":
			return Query{}, &FilterError{it.name, ErrUnknownFilter}
		}
		if it.value == "" && !it.quoted {
			// "siden: 1/12": the value is what comes after the space.
			if after, further := next(rest); after.name == "" && (name != "late" || yesNo(after.value) != Either) {
				it.value, rest = after.value, further
			}
		}
		if err := q.addFilter(name, it.value, now); err != nil {
			return Query{}, &FilterError{name, err}
		}
	}
}

// addText adds a word or a phrase.
func (q *Query) addText(it item) {
	folded := danish.Fold(it.value)
	if it.quoted {
		if phrase := strings.TrimSpace(folded); phrase != "" {
			q.terms = append(q.terms, term{text: phrase, whole: it.closed})
		}
		return
	}
	for word := range strings.FieldsSeq(folded) {
		if bare := strings.TrimFunc(word, func(r rune) bool { return !inWord(r) }); bare != "" {
			word = bare
		}
		q.terms = append(q.terms, newWord(word))
	}
}

// addFilter adds the value of a filter that exists.
func (q *Query) addFilter(name, value string, now time.Time) error {
	switch name {
	case "kind":
		key := kindOf(danish.Fold(value))
		if key == "" {
			return ErrBadValue
		}
		q.Kinds = append(q.Kinds, key)
	case "worker":
		worker := strings.Join(strings.Fields(value), " ")
		if worker == "" {
			return ErrBadValue
		}
		q.Workers = append(q.Workers, worker)
	case "arena":
		key := arenaOf(danish.Fold(value))
		if key == "" {
			return ErrBadValue
		}
		q.Arenas = append(q.Arenas, key)
	case "since":
		date, err := when.ParseDate(value, now, when.Past)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrBadDate, err)
		}
		if q.Since.Before(date) {
			q.Since = date
		}
	case "late":
		q.Late = Yes
		if value != "" {
			if q.Late = yesNo(value); q.Late == Either {
				return ErrBadValue
			}
		}
	}
	return nil
}

// item is a piece of a search: a word, a phrase, or a filter with its value.
type item struct {
	name   string // what stands before the colon, "" without one
	value  string
	quoted bool
	closed bool // whether the quote was closed
}

func (it item) none() bool { return it.name == "" && it.value == "" && !it.quoted }

// next takes the first item off text.
func next(text string) (it item, rest string) {
	text = strings.TrimLeftFunc(text, unicode.IsSpace)
	end := strings.IndexFunc(text, func(r rune) bool { return r == ':' || unicode.IsSpace(r) })
	if end >= 0 && text[end] == ':' && isName(text[:end]) {
		it.name, text = text[:end], text[end+1:]
	}
	if size := quoteAt(text); size > 0 {
		it.quoted = true
		it.value, rest = text[size:], ""
		if i := strings.IndexFunc(it.value, isQuote); i >= 0 {
			rest = it.value[i+quoteAt(it.value[i:]):]
			it.value, it.closed = it.value[:i], true
		}
		return it, rest
	}
	if end = strings.IndexFunc(text, unicode.IsSpace); end < 0 {
		end = len(text)
	}
	it.value, rest = text[:end], text[end:]
	return it, rest
}

// isName reports whether s can be a filter's name: letters, with hyphens between
// them, so that 10:30 is a word.
func isName(s string) bool {
	for part := range strings.SplitSeq(s, "-") {
		if part == "" || strings.TrimLeftFunc(part, unicode.IsLetter) != "" {
			return false
		}
	}
	return true
}

func isQuote(r rune) bool { return strings.ContainsRune(`"“”„‟«»`, r) }

// quoteAt is the length of the quote that s begins with, or 0.
func quoteAt(s string) int {
	if r, size := utf8.DecodeRuneInString(s); size > 0 && isQuote(r) {
		return size
	}
	return 0
}
