package demo

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"brobygger/cases"
	"brobygger/cases/notice"
)

// note is a note that can be read: not erased.
type note struct {
	of *written
	cases.Contact
}

func notes(all []*written) []note {
	var out []note
	for _, c := range all {
		for _, n := range c.Contacts {
			if n.Text != "" {
				out = append(out, note{c, n})
			}
		}
	}
	return out
}

// sentences cuts a text. A full stop after a number or an abbreviation ends
// none, unless a capital follows.
func sentences(text string) []string {
	var out []string
	from := 0
	for i, r := range text {
		if !strings.ContainsRune(".?!", r) {
			continue
		}
		rest := strings.TrimLeft(text[i+1:], "\"")
		next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
		if rest == "" || strings.HasPrefix(rest, " ") && (unicode.IsUpper(next) || next == '"') {
			end := len(text) - len(rest)
			out = append(out, strings.TrimSpace(text[from:end]))
			from = end
		}
	}
	if s := strings.TrimSpace(text[from:]); s != "" {
		out = append(out, s)
	}
	return out
}

func TestSentences(t *testing.T) {
	for text, want := range map[string][]string{
		`Ringede kl. 14. Han sagde: "Nå." Så gik vi.`:                   {"Ringede kl. 14.", `Han sagde: "Nå."`, "Så gik vi."},
		`Der mangler 16.037 kr. Hun går i 7. klasse. "Her," sagde hun.`: {"Der mangler 16.037 kr.", "Hun går i 7. klasse.", `"Her," sagde hun.`},
	} {
		if got := sentences(text); !slices.Equal(got, want) {
			t.Errorf("%q is cut into %q", text, got)
		}
	}
}

// TestNoSentenceIsWornOut counts sentences as they stand, and as they stand with
// all names, numbers and days taken out.
func TestNoSentenceIsWornOut(t *testing.T) {
	all := writeAll(t, options(1, monday, 300))
	ns := notes(all)
	number := regexp.MustCompile(`[0-9][0-9.]*`)
	exact, bare, texts := map[string]int{}, map[string]int{}, map[string]int{}
	for _, n := range ns {
		blank := []string{}
		for _, name := range namesIn(n.of) {
			blank = append(blank, genitiveOf(name), "N", name, "N")
		}
		for _, w := range []string{" hun ", " han ", " hende ", " ham ", " hendes ", " hans "} {
			blank = append(blank, w, " H ")
		}
		r := strings.NewReplacer(blank...)
		seenBare := map[string]bool{}
		texts[number.ReplaceAllString(r.Replace(n.Text), "0")]++
		for _, s := range slices.Compact(slices.Sorted(slices.Values(sentences(n.Text)))) {
			exact[s]++
			seenBare[number.ReplaceAllString(r.Replace(" "+s+" "), "0")] = true
		}
		for s := range seenBare {
			bare[s]++
		}
	}
	if len(texts) < 400 {
		t.Errorf("%d different notes, even without names", len(texts))
	}
	limit := len(ns) * 3 / 100
	for kind, count := range map[string]map[string]int{"sentence": exact, "sentence without names": bare} {
		top := slices.MaxFunc(slices.Collect(maps.Keys(count)), func(a, b string) int { return count[a] - count[b] })
		t.Logf("%d notes; the most frequent %s stands in %d: %s", len(ns), kind, count[top], top)
		if count[top] > limit {
			t.Errorf("the %s %q stands in %d of %d notes", kind, top, count[top], len(ns))
		}
	}
	for _, c := range all {
		mine := map[string]bool{}
		for _, n := range c.Contacts {
			if n.Text != "" && n.Same == "" && mine[n.Text] {
				t.Errorf("case %d says twice: %s", c.plan.Index, n.Text)
			}
			mine[n.Text] = true
		}
	}
}

// namesIn are the first names of everybody in a case.
func namesIn(c *written) []string {
	first := func(name string) string { f, _, _ := strings.Cut(name, " "); return f }
	out := []string{first(c.Person.Name)}
	for _, p := range c.Network {
		out = append(out, first(p.Name))
	}
	return out
}

// TestWhoIsNamedIsInTheNetwork looks for every first name that the demo knows.
func TestWhoIsNamedIsInTheNetwork(t *testing.T) {
	w, err := loadWorld()
	if err != nil {
		t.Fatal(err)
	}
	given := map[string]bool{}
	for _, g := range w.names.Grupper {
		for _, n := range slices.Concat(g.Maend, g.Kvinder) {
			given[n] = true
		}
	}
	for _, f := range w.first {
		n, _, _ := strings.Cut(f.Navn, " ")
		given[n] = true
	}
	found := 0
	for seed := range uint64(3) {
		for _, n := range notes(writeAll(t, options(seed, monday, 150))) {
			in := namesIn(n.of)
			for _, word := range strings.FieldsFunc(n.Text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
				word = strings.TrimSuffix(word, "'")
				name := word
				if !given[name] {
					name = strings.TrimSuffix(word, "s")
				}
				if !given[name] {
					continue
				}
				found++
				if !slices.Contains(in, name) {
					t.Errorf("seed %d, case %d: %s is in no network (%v): %s", seed, n.of.plan.Index, name, in, n.Text)
				}
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d names found", found)
	}
}

// TestEverybodyWhoWasPresentIsKnown checks the lists of people present.
func TestEverybodyWhoWasPresentIsKnown(t *testing.T) {
	for _, n := range notes(writeAll(t, options(2, monday, 150))) {
		for _, who := range n.Present {
			first, _, _ := strings.Cut(n.of.Person.Name, " ")
			if who != first && !slices.ContainsFunc(n.of.Network, func(p cases.Party) bool { return string(p.ID) == who }) {
				t.Errorf("case %d: %q was present", n.of.plan.Index, who)
			}
		}
	}
}

// TestNotesAreWellWritten reads every note and follow-up as a proof-reader.
func TestNotesAreWellWritten(t *testing.T) {
	small := regexp.MustCompile(`([^ ]+[.?!]"?) +"?([a-zæøå])`)
	for seed := range uint64(3) {
		for _, c := range writeAll(t, options(seed, days()[seed], 150)) {
			for _, n := range c.Contacts {
				if n.Text == "" {
					continue
				}
				name := fmt.Sprintf("seed %d, case %d: %s", seed, c.plan.Index, n.Text)
				if strings.ContainsAny(n.Text, "{}[]|@_<>") || strings.Contains(n.Text, "  ") || strings.Contains(n.Text, "..") || strings.Contains(n.Text, " ,") ||
					strings.Contains(n.Text, " .") || strings.TrimSpace(n.Text) != n.Text || !utf8.ValidString(n.Text) {
					t.Errorf("%s: a slot, a space or a stop is wrong", name)
				}
				first, _ := utf8.DecodeRuneInString(strings.TrimLeft(n.Text, "\""))
				last := n.Text[len(n.Text)-1]
				if !unicode.IsUpper(first) || !strings.ContainsRune(".?!\"", rune(last)) {
					t.Errorf("%s: begins or ends wrongly", name)
				}
				for _, m := range small.FindAllStringSubmatch(n.Text, -1) {
					if !abbreviated(m[1]) && !strings.HasSuffix(m[1], "\"") {
						t.Errorf("%s: %q is followed by a small letter", name, m[1])
					}
				}
				if k := len(sentences(n.Text)); k < 1 || k > 8 || len(n.Text) > 900 {
					t.Errorf("%s: %d sentences, %d bytes", name, k, len(n.Text))
				}
				if found := notice.Find(n.Text); len(found) > 0 {
					t.Errorf("%s: would be noticed: %+v", name, found)
				}
			}
			for _, f := range c.FollowUps {
				first, _ := utf8.DecodeRuneInString(f.Text)
				if f.Rule == "" && (f.Text == "" || strings.ContainsAny(f.Text, "{}[]|@_") || strings.Contains(f.Text, "  ") || len(f.Text) > 80) {
					t.Errorf("seed %d, case %d: follow-up %q", seed, c.plan.Index, f.Text)
				}
				if unicode.IsSpace(first) || strings.HasSuffix(f.Text, ".") {
					t.Errorf("seed %d, case %d: follow-up %q", seed, c.plan.Index, f.Text)
				}
			}
		}
	}
}

// TestAGrownCaseIsAYearOfWork measures cases that are far into their story.
func TestAGrownCaseIsAYearOfWork(t *testing.T) {
	grown, count, size := 0, 0, 0
	for _, c := range writeAll(t, options(1, monday, 300)) {
		last := c.Kind.Phases()[len(c.Kind.Phases())-2]
		if c.Phase != last && (c.Outcome == "" || c.Outcome == cases.OutcomeNoContact || c.Outcome == cases.OutcomeDeclined ||
			c.Outcome == cases.OutcomeEvicted || c.Outcome == cases.OutcomeTerminated) {
			continue
		}
		grown++
		for _, n := range c.Contacts {
			count++
			size += len(n.Text)
		}
	}
	notes, bytes := float64(count)/float64(grown), float64(size)/float64(grown)
	t.Logf("%d grown cases: %.1f notes, %.0f bytes of text each", grown, notes, bytes)
	if grown < 80 || notes < 18 || notes > 25 || bytes < 7000 || bytes > 9500 {
		t.Errorf("%d grown cases: %.1f notes, %.0f bytes of text each", grown, notes, bytes)
	}
}

// TestNamesAndNumbersAreInvented checks what could be somebody's.
func TestNamesAndNumbersAreInvented(t *testing.T) {
	phone := regexp.MustCompile(`^0\d \d\d \d\d \d\d$`)
	for _, c := range writeAll(t, options(1, monday, 120)) {
		numbers := []string{c.Person.Phone}
		for _, p := range c.Network {
			numbers = append(numbers, p.Phone)
			if p.Email != "" && !strings.HasSuffix(p.Email, ".example.dk") {
				t.Errorf("case %d: e-mail %s", c.plan.Index, p.Email)
			}
			if len(strings.Fields(p.Name)) != 2 || p.Relation == "" {
				t.Errorf("case %d: %q, %q", c.plan.Index, p.Name, p.Relation)
			}
		}
		for _, n := range numbers {
			if n != "" && !phone.MatchString(n) {
				t.Errorf("case %d: telephone %s", c.plan.Index, n)
			}
		}
		seen := map[string]bool{}
		for _, n := range namesIn(c) {
			if seen[n] {
				t.Errorf("case %d: two people are called %s", c.plan.Index, n)
			}
			seen[n] = true
		}
	}
}

func TestParseText(t *testing.T) {
	known := []string{"ung", "mor", "han", "sum"}
	f := said{"ung": "Jonas", "mor": "Ida", "han": "han", "sum": "16.037 kr."}
	for in, want := range map[string]string{
		"{ungs} mor hedder {mor+}. {han} ved det.": "Jonas' mor hedder Ida (mor). Han ved det.",
		"{mors} søn går i 9. {han}.":               "Idas søn går i 9. han.",
		`"Nå?" {han} sagde: "{han}."`:              `"Nå?" Han sagde: "han."`,
		"Der mangler {sum}. {han} betaler.":        "Der mangler 16.037 kr. Han betaler.",
		"@10-2 @telefon [{han} kom|{han} kom].":    "Han kom.",
	} {
		got, err := parseText(in, known)
		if err != nil {
			t.Errorf("%q: %v", in, err)
			continue
		}
		if s := got.fill(f, rand.New(rand.NewPCG(1, 1))); s != want {
			t.Errorf("%q is filled as %q, want %q", in, s, want)
		}
	}
	for _, in := range []string{"{ukendt} kom.", "{ung", "[a|b", "a]", "a|b", "@13-2 Kom.", "@x Kom."} {
		if _, err := parseText(in, known); err == nil {
			t.Errorf("%q is taken", in)
		}
	}
	winter, err := parseText("@10-2 {ung} kom.", known)
	if err != nil || !winter.fits(f, 12) || !winter.fits(f, 2) || winter.fits(f, 5) || winter.fits(said{}, 12) {
		t.Errorf("a text for the winter fits the wrong months or people (%v)", err)
	}
}

type said map[string]string

func (s said) say(slot string, e ending) string {
	switch v := s[slot]; {
	case v != "" && e == genitive:
		return genitiveOf(v)
	case v != "" && e == intro:
		return v + " (" + slot + ")"
	default:
		return v
	}
}
