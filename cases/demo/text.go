package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"brobygger/cases"
)

// text is one text of a scene: words with slots that a case fills.
type text struct {
	id       int           // in the order of reading, from 0
	from, to time.Month    // the months it fits, 0 for all; from may be after to
	age      int           // from which age on, 0 for any
	channel  cases.Channel // "" for any of the scene's
	place    string        // a slot or a place, "" for the scene's
	order    int           // texts of a scene with a number are told in its order, 0 at any time
	parts    []part
	needs    []string // every slot that may be asked for, without ending
	next     []*text  // what to come back to after it
}

// part of a text: literal words, one of several wordings, or a slot.
type part struct {
	words   string
	choice  [][]part
	slot    string
	ending  ending
	capital bool // begins a sentence
}

// ending is what follows the name of a slot.
type ending int

const (
	plain    ending = iota // {mor}
	genitive               // {mors}
	intro                  // {mor+}: the name and, in brackets, who that is
)

// facts is what a case can say in a slot.
type facts interface {
	// say gives the words of a slot, "" where the case has none.
	say(slot string, e ending) string
}

// parseText reads a text. Before it may stand the months it fits (@10-2), from
// which age on (@fra15), its place in the order of its scene (@2), its channel (@telefon) and where it was
// (@=plads, a slot or a word). The slots that it may use are in known.
func parseText(s string, known []string) (*text, error) {
	t := &text{}
	for strings.HasPrefix(s, "@") {
		mark, body, _ := strings.Cut(s[1:], " ")
		s = body
		age, isAge := strings.CutPrefix(mark, "fra")
		place, isPlace := strings.CutPrefix(mark, "=")
		from, to, isMonths := strings.Cut(mark, "-")
		order, notOrder := strconv.Atoi(mark)
		switch {
		case notOrder == nil && order > 0:
			t.order = order
		case isAge:
			n, err := strconv.Atoi(age)
			if err != nil || n < 1 {
				return nil, fmt.Errorf("age %q", mark)
			}
			t.age = n
		case isPlace:
			t.place = strings.ReplaceAll(place, "_", " ")
		case isMonths:
			a, errA := strconv.Atoi(from)
			b, errB := strconv.Atoi(to)
			if errA != nil || errB != nil || a < 1 || a > 12 || b < 1 || b > 12 {
				return nil, fmt.Errorf("months %q", mark)
			}
			t.from, t.to = time.Month(a), time.Month(b)
		default:
			list, err := channelsOf(mark)
			if err != nil {
				return nil, err
			}
			t.channel = list[0]
		}
	}
	var err error
	t.parts, err = parseParts(s, known, true)
	if err != nil {
		return nil, err
	}
	t.needs = needsOf(t.parts, nil)
	return t, nil
}

func parseParts(s string, known []string, starts bool) ([]part, error) {
	var out []part
	words := func(w string) {
		if w != "" {
			out = append(out, part{words: w})
		}
	}
	for s != "" {
		i := strings.IndexAny(s, "{[")
		if i < 0 {
			if strings.ContainsAny(s, "}]|") {
				return nil, fmt.Errorf("stray bracket in %q", s)
			}
			words(s)
			break
		}
		words(s[:i])
		if i > 0 {
			starts = beginsSentence(s[:i])
		}
		closing := byte('}')
		if s[i] == '[' {
			closing = ']'
		}
		j := strings.IndexByte(s[i:], closing)
		if j < 0 {
			return nil, fmt.Errorf("open bracket in %q", s)
		}
		inner := s[i+1 : i+j]
		if closing == '}' {
			p, err := parseSlot(inner, known)
			if err != nil {
				return nil, err
			}
			p.capital = starts
			out = append(out, p)
		} else {
			p := part{}
			for _, one := range strings.Split(inner, "|") {
				parts, err := parseParts(one, known, starts)
				if err != nil {
					return nil, err
				}
				p.choice = append(p.choice, parts)
			}
			out = append(out, p)
		}
		starts = false
		s = s[i+j+1:]
	}
	return out, nil
}

func parseSlot(s string, known []string) (part, error) {
	if slices.Contains(known, s) {
		return part{slot: s}, nil
	}
	if name, ok := strings.CutSuffix(s, "+"); ok && slices.Contains(known, name) {
		return part{slot: name, ending: intro}, nil
	}
	if name, ok := strings.CutSuffix(s, "s"); ok && slices.Contains(known, name) {
		return part{slot: name, ending: genitive}, nil
	}
	return part{}, fmt.Errorf("unknown slot {%s}", s)
}

// beginsSentence says whether what comes after these words begins a sentence.
func beginsSentence(before string) bool {
	before = strings.TrimSuffix(before, "\"")
	trimmed := strings.TrimRight(before, " ")
	trimmed = strings.TrimSuffix(trimmed, "\"")
	if trimmed == "" || len(trimmed) == len(before) && !strings.HasSuffix(before, " ") || !strings.ContainsRune(".?!", rune(trimmed[len(trimmed)-1])) {
		return false
	}
	return !abbreviated(trimmed)
}

// abbreviated says whether the full stop at the end of the words ends no
// sentence: "kl.", "ca.", "9."
func abbreviated(s string) bool {
	word := s[strings.LastIndexByte(s, ' ')+1:]
	switch word {
	case "kl.", "ca.", "nr.", "st.", "tlf.", "kr.":
		return true
	}
	n := strings.TrimSuffix(word, ".")
	_, err := strconv.Atoi(n)
	return n != word && err == nil
}

func needsOf(parts []part, in []string) []string {
	for _, p := range parts {
		if p.slot != "" && !slices.Contains(in, p.slot) {
			in = append(in, p.slot)
		}
		for _, c := range p.choice {
			in = needsOf(c, in)
		}
	}
	return in
}

// fits says whether a case can fill the text in that month.
func (t *text) fits(f facts, m time.Month) bool {
	if t.from != 0 {
		in := m >= t.from && m <= t.to
		if t.from > t.to {
			in = m >= t.from || m <= t.to
		}
		if !in {
			return false
		}
	}
	if t.age > 0 {
		if age, err := strconv.Atoi(f.say("alder", plain)); err != nil || age < t.age {
			return false
		}
	}
	for _, slot := range t.needs {
		if f.say(slot, plain) == "" {
			return false
		}
	}
	return true
}

// has says whether the text has the slot.
func (t *text) has(slot string) bool { return slices.Contains(t.needs, slot) }

// fill writes the text out.
func (t *text) fill(f facts, r *rand.Rand) string {
	return string(fillParts(make([]byte, 0, 512), t.parts, f, r))
}

func fillParts(b []byte, parts []part, f facts, r *rand.Rand) []byte {
	for _, p := range parts {
		switch {
		case p.slot != "":
			s := f.say(p.slot, p.ending)
			if p.capital {
				s = capitalised(s)
			}
			b = append(b, s...)
		case p.choice != nil:
			b = fillParts(b, p.choice[r.IntN(len(p.choice))], f, r)
		default:
			w := p.words
			// "16.037 kr." at the end of a sentence has its full stop.
			if len(b) > 0 && b[len(b)-1] == '.' && w[0] == '.' {
				w = w[1:]
			}
			b = append(b, w...)
		}
	}
	return b
}

func capitalised(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// genitiveOf a Danish name: "Karims", "Jonas'".
func genitiveOf(name string) string {
	switch name[len(name)-1] {
	case 's', 'x', 'z':
		return name + "'"
	}
	return name + "s"
}
