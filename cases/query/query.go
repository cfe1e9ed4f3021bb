// Package query is the search that people type: words, phrases and filters.
//
//	jobsamtale karim         both words, each as the beginning of a word
//	"ikke truffet"           this phrase, as whole words
//	kind:mentoring           the kind of case
//	worker:Amira             whose case
//	arena:skole              an arena or theme
//	since:2026-12-01         on or after that day
//	late:                    with something over time (late:no: with nothing)
//
// The Danish names type:, medarbejder:, siden: and over-tid: mean the same, and
// values are understood in Danish and English (type:mentorforløb, arena:skolen,
// over-tid:nej). A value with spaces stands in quotes: worker:"Amira Holm". A
// filter given twice means either value, since: the later day.
//
// Words are found as [brobygger/cases/danish.Fold] has them: case and accents do
// not count, aa is å. A Query holds the folded words, and the texts it is matched
// with must be folded too, once. What the filters mean for a case is the caller's
// to say: it holds the filters' values and matches only text.
package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"brobygger/cases/calendar"
)

// Choice is what a yes/no filter asks for.
type Choice int

const (
	// Either means that the filter was not given.
	Either Choice = iota
	// Yes means only those for which it holds.
	Yes
	// No means only those for which it does not hold.
	No
)

// Query is a search. The zero Query finds everything.
type Query struct {
	Kinds   []string      // keys: mentoring, tenancy, network; any of them
	Workers []string      // names as typed; any of them
	Arenas  []string      // keys of arenas and themes: gade … helbred; any of them
	Since   calendar.Date // on or after; zero for no limit
	Late    Choice

	terms []term
}

// Empty reports whether q has neither words nor filters.
func (q Query) Empty() bool {
	return !q.HasText() && len(q.Kinds) == 0 && len(q.Workers) == 0 && len(q.Arenas) == 0 && q.Since.IsZero() && q.Late == Either
}

// HasText reports whether q has words or phrases to find.
func (q Query) HasText() bool { return len(q.terms) > 0 }

// MatchText reports whether folded, a text that danish.Fold made, has all words
// and phrases of q.
func (q Query) MatchText(folded string) bool {
	for _, t := range q.terms {
		if start, _ := t.find(folded, 0); start < 0 {
			return false
		}
	}
	return true
}

// term is one word or phrase, folded.
type term struct {
	text string
	// other is a second form, or "". Who types "sa" on the way to "Saad" must not
	// lose what "s" had found: aa is å in folded text, so a last a may be half an
	// å.
	other string
	whole bool // whether it must end where a word ends
}

func newWord(folded string) term {
	t := term{text: folded}
	if before, ok := strings.CutSuffix(folded, "a"); ok {
		t.other = before + "å"
	}
	return t
}

// find is where the term first stands in folded from on, or -1.
func (t term) find(folded string, from int) (start, end int) {
	start, end = findForm(folded, t.text, from, t.whole)
	if t.other != "" {
		if s, e := findForm(folded, t.other, from, t.whole); s >= 0 && (start < 0 || s < start) {
			return s, e
		}
	}
	return start, end
}

// findForm finds text where a word begins and, where whole is set, ends.
func findForm(folded, text string, from int, whole bool) (start, end int) {
	for from <= len(folded) {
		i := strings.Index(folded[from:], text)
		if i < 0 {
			return -1, -1
		}
		start, end = from+i, from+i+len(text)
		if border(folded, start) && (!whole || border(folded, end)) {
			return start, end
		}
		_, size := utf8.DecodeRuneInString(folded[start:])
		from = start + size
	}
	return -1, -1
}

// border reports whether a word begins or ends at i: the characters on both sides
// are not both parts of words.
func border(s string, i int) bool {
	before, size := utf8.DecodeLastRuneInString(s[:i])
	if size == 0 || !inWord(before) {
		return true
	}
	after, size := utf8.DecodeRuneInString(s[i:])
	return size == 0 || !inWord(after)
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}
