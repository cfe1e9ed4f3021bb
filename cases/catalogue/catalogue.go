// Package catalogue is what can be done besides what the kommune does: the 43
// types of activities of the boligsocial work (CFBU, Boligsocialt overblik) and
// the 33 løsninger that CFBU has followed (33 løsninger til udsatte
// boligområder), with one line on what is known of the effect.
//
// The lines are our own words, in Danish and English, and say where they are
// from; where the source measured nothing, so does the line. The data is built
// in; nothing here reads a file or depends on the day.
package catalogue

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/cases/danish"
)

var (
	//go:embed data/activities.json
	activities []byte
	//go:embed data/solutions.json
	solutions []byte
)

// Text is a text in the two languages of the program.
type Text struct {
	Da string `json:"da"`
	En string `json:"en"`
}

// In is the text in a language, "en" or else Danish.
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.En
	}
	return t.Da
}

// Evidence says how well an effect is known; a word key.
type Evidence string

// From the best known to the least.
const (
	// Measured: counted before and after, or against others like them.
	Measured Evidence = "measured"
	// Mixed: counted in part, elsewhere, or with results that point both ways.
	Mixed Evidence = "mixed"
	// Reported: what those who took part have told.
	Reported Evidence = "reported"
	// Unmeasured: nobody has measured it.
	Unmeasured Evidence = "unmeasured"
)

// Evidences are all of them, the best first.
func Evidences() []Evidence { return []Evidence{Measured, Mixed, Reported, Unmeasured} }

// Entry is an activity type or a løsning.
type Entry struct {
	Key      string       `json:"key"`      // stands for ever; ASCII
	Number   int          `json:"number"`   // within its list, from 1; a løsning's own
	Area     Text         `json:"area"`     // indsatsområde
	Name     Text         `json:"name"`     //
	Target   Text         `json:"target"`   // target group
	Keys     []string     `json:"keys"`     // arenas and themes; the first fits best
	Kinds    []cases.Kind `json:"kinds"`    // of work in which it is proposed; none: it is for a whole area
	Evidence Evidence     `json:"evidence"` //
	Effect   Text         `json:"effect"`   // what is known, one line
	Source   Text         `json:"source"`   // whose: title, and number or chapter
}

// MaxLine is how long a Line is at most, in characters.
const MaxLine = 160

// Line is what is known of the effect, and after it in brackets where that is
// from.
func (e Entry) Line(lang string) string {
	return e.Effect.In(lang) + " (" + e.Source.In(lang) + ")"
}

// SearchText is all of an entry in both languages, folded as [danish.Fold] does:
// a search folds what was typed and looks for each word in it.
func (e Entry) SearchText() string {
	var parts []string
	for _, t := range []Text{e.Name, e.Area, e.Target, e.Effect, e.Source} {
		parts = append(parts, t.Da, t.En)
	}
	return danish.Fold(strings.Join(append(parts, e.Keys...), " "))
}

// Activities are the 43 types of activities, in the order of the source.
func Activities() []Entry { return read(activities) }

// Solutions are the 33 løsninger by their number.
func Solutions() []Entry { return read(solutions) }

// All are the løsninger and then the types of activities.
func All() []Entry { return append(Solutions(), Activities()...) }

// read decodes what is built in. That it can be decoded does not depend on
// anything but the build, and a test sees to it.
func read(data []byte) []Entry {
	var out []Entry
	if err := json.Unmarshal(data, &out); err != nil {
		panic(fmt.Sprintf("built-in catalogue: %v", err))
	}
	return out
}

// Offered is how many entries [For] gives at most.
const Offered = 2

// For gives the entries that fit best where a step or a referral is made with
// these keys in a case of this kind: two, or fewer. More keys in common come
// first, then what is mainly for one of them, then the løsninger, which are told
// of closer, then what is best known. Of two that rest on the same place in a
// source only the first is given. With no key, or where nothing fits, there are
// none.
func For(keys []string, kind cases.Kind) []Entry {
	type fit struct {
		e                      Entry
		common, main, solution int
	}
	var fits []fit
	solved := Solutions()
	for i, e := range append(solved, Activities()...) {
		f := fit{e: e}
		if i < len(solved) {
			f.solution = 1
		}
		for at, k := range e.Keys {
			if !slices.Contains(keys, k) {
				continue
			}
			f.common++
			if at == 0 {
				f.main = 1
			}
		}
		if f.common > 0 && slices.Contains(e.Kinds, kind) {
			fits = append(fits, f)
		}
	}
	slices.SortStableFunc(fits, func(a, b fit) int {
		if a.common != b.common {
			return b.common - a.common
		}
		if a.main != b.main {
			return b.main - a.main
		}
		if a.solution != b.solution {
			return b.solution - a.solution
		}
		return slices.Index(Evidences(), a.e.Evidence) - slices.Index(Evidences(), b.e.Evidence)
	})
	var out []Entry
	for _, f := range fits {
		twin := slices.ContainsFunc(out, func(e Entry) bool { return e.Source == f.e.Source || e.Name == f.e.Name })
		if !twin && len(out) < Offered {
			out = append(out, f.e)
		}
	}
	return out
}

// Search gives the entries in which every word of the text stands, in the order
// of All; all of them where nothing was typed.
func Search(text string) []Entry {
	words := strings.Fields(danish.Fold(text))
	return slices.DeleteFunc(All(), func(e Entry) bool {
		in := e.SearchText()
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(in, w) })
	})
}
