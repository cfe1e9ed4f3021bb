package catalogue

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"brobygger/cases"
)

func known() []string { return slices.Concat(cases.Arenas(), cases.Themes()) }

// Every entry is whole: known keys, a text in each field and language, a line
// with its source that fits.
func TestEveryEntry(t *testing.T) {
	if n, m := len(Activities()), len(Solutions()); n != 43 || m != 33 {
		t.Fatalf("%d types of activities, %d løsninger", n, m)
	}
	plain := regexp.MustCompile(`^(loesning|aktivitet)-[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	for _, e := range All() {
		if !plain.MatchString(e.Key) || seen[e.Key] {
			t.Errorf("key %q", e.Key)
		}
		seen[e.Key] = true
		if len(e.Keys) == 0 {
			t.Errorf("%s has no arena and no theme", e.Key)
		}
		for _, k := range e.Keys {
			if !slices.Contains(known(), k) {
				t.Errorf("%s: key %q", e.Key, k)
			}
		}
		for _, k := range e.Kinds {
			if !k.Valid() {
				t.Errorf("%s: kind %q", e.Key, k)
			}
		}
		if !slices.Contains(Evidences(), e.Evidence) {
			t.Errorf("%s: evidence %q", e.Key, e.Evidence)
		}
		for _, lang := range []string{"da", "en"} {
			for _, text := range []Text{e.Area, e.Name, e.Target, e.Effect, e.Source} {
				if s := text.In(lang); s == "" || s != strings.TrimSpace(s) || strings.ContainsAny(s, "\n\t") {
					t.Errorf("%s, %s: %q", e.Key, lang, s)
				}
			}
			if n := utf8.RuneCountInString(e.Line(lang)); n > MaxLine {
				t.Errorf("%s, %s: %d characters", e.Key, lang, n)
			}
		}
	}
}

// Each line names one of the two sources and the place in it, and a løsning its
// own number.
func TestEveryLineIsSourced(t *testing.T) {
	source := regexp.MustCompile(`^(33 løsninger, nr\. \d+( og \d+)?|Boligsocialt overblik, .+)$`)
	chapters := map[string]bool{}
	for _, e := range Activities() {
		chapters[e.Area.Da] = true
	}
	if len(chapters) != 8 {
		t.Errorf("chapters %v", chapters)
	}
	for _, e := range All() {
		if !source.MatchString(e.Source.Da) {
			t.Errorf("%s: source %q", e.Key, e.Source.Da)
		}
		if chapter, ok := strings.CutPrefix(e.Source.Da, "Boligsocialt overblik, "); ok && !chapters[chapter] {
			t.Errorf("%s: no chapter %q", e.Key, chapter)
		}
		if strings.Replace(strings.Replace(e.Source.Da, " nr. ", " no. ", 1), " og ", " and ", 1) != e.Source.En && !strings.HasPrefix(e.Source.Da, "Boligsocialt") {
			t.Errorf("%s: %q is not %q", e.Key, e.Source.En, e.Source.Da)
		}
	}
	for i, e := range Solutions() {
		if e.Number != i+1 || e.Source.Da != fmt.Sprintf("33 løsninger, nr. %d", e.Number) {
			t.Errorf("%s: number %d, %s", e.Key, e.Number, e.Source.Da)
		}
	}
	for i, e := range Activities() {
		if e.Number != i+1 {
			t.Errorf("%s: number %d", e.Key, e.Number)
		}
	}
}

// What nobody has measured does not look as if somebody had, in either language;
// and a line with a share of a hundred is no line of something unmeasured.
func TestHonest(t *testing.T) {
	for _, e := range All() {
		da, en := e.Effect.Da, e.Effect.En
		if says := strings.Contains(da, "%"); says != strings.Contains(en, "%") || says && e.Evidence == Unmeasured {
			t.Errorf("%s: %s: %q, %q", e.Key, e.Evidence, da, en)
		}
		if strings.HasPrefix(da, "Ikke målt. ") && e.Evidence != Unmeasured {
			t.Errorf("%s: %s: %q", e.Key, e.Evidence, da)
		}
		digits := regexp.MustCompile(`\d+`)
		if a, b := digits.FindAllString(da, -1), digits.FindAllString(en, -1); !slices.Equal(a, b) {
			t.Errorf("%s: %v in Danish, %v in English", e.Key, a, b)
		}
	}
	mentor := find(t, "loesning-mentorer-for-unge")
	if !strings.Contains(mentor.Effect.Da, "11–14 år") || mentor.Evidence != Mixed {
		t.Errorf("%+v", mentor)
	}
}

func find(t *testing.T, key string) Entry {
	t.Helper()
	for _, e := range All() {
		if e.Key == key {
			return e
		}
	}
	t.Fatalf("no %s", key)
	return Entry{}
}

func TestFor(t *testing.T) {
	for _, tc := range []struct {
		keys string
		kind cases.Kind
		want string
	}{
		{"job", cases.KindMentoring, "Fritidsjobindsatser|Ildfugle"},
		{"job fritid", cases.KindMentoring, "Fritidsjobindsatser|Brandkadetter"},
		{"bolig okonomi", cases.KindTenancy, "Sociale viceværter|Ressourcebesparelsesprojekter"},
		{"familie", cases.KindMentoring, "Netværksmøder|Boligsociale familiekurser"},
		{"familie myndighed", cases.KindNetwork, "Netværksmøder|Boligsociale familiekurser"},
		{"skole", cases.KindMentoring, "Alternative undervisningsforløb|Robusthedskurser for unge uden uddannelse"},
		{"gade", cases.KindTenancy, ""},
		{"", cases.KindMentoring, ""},
		{"vejret", cases.KindMentoring, ""},
		{"job", cases.Kind("x"), ""},
	} {
		var got []string
		for _, e := range For(strings.Fields(tc.keys), tc.kind) {
			got = append(got, e.Name.Da)
		}
		if strings.Join(got, "|") != tc.want {
			t.Errorf("%s, %s: %q", tc.keys, tc.kind, got)
		}
	}
}

// Wherever a step is made, what is offered is for that arena and that kind of
// work, at most two, and not one thing twice.
func TestForAlwaysFits(t *testing.T) {
	for _, kind := range cases.Kinds() {
		for _, a := range known() {
			for _, b := range known() {
				got := For([]string{a, b}, kind)
				if len(got) > Offered {
					t.Errorf("%s %s: %d", a, b, len(got))
				}
				for _, e := range got {
					if !slices.Contains(e.Kinds, kind) || !slices.Contains(e.Keys, a) && !slices.Contains(e.Keys, b) {
						t.Errorf("%s %s, %s: %s", a, b, kind, e.Key)
					}
				}
				if len(got) == 2 && got[0].Source == got[1].Source {
					t.Errorf("%s %s, %s: %s and %s", a, b, kind, got[0].Key, got[1].Key)
				}
			}
		}
	}
}

func TestSearch(t *testing.T) {
	for text, want := range map[string]string{
		"lektiecafe":      "aktivitet-lektiecafe",
		"HOMEWORK marks":  "aktivitet-lektiecafe",
		"mentorer 11–14":  "loesning-mentorer-for-unge|aktivitet-rollemodeller-og-mentorer",
		"nr. 24":          "loesning-sociale-vicevaerter|aktivitet-sociale-vicevaerter|aktivitet-udsatte-beboeres-boligsituation",
		"naboer konflikt": "loesning-nabokonfliktmaegling",
		"kvantefysik":     "",
	} {
		var got []string
		for _, e := range Search(text) {
			got = append(got, e.Key)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q", text, got)
		}
	}
	if n := len(Search(" ")); n != 76 {
		t.Errorf("%d entries", n)
	}
}
