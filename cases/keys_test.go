package cases

import (
	"slices"
	"strings"
	"testing"
)

// ascii is the key of a Danish word.
func ascii(word string) string {
	return strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa", " ", "-").Replace(strings.ToLower(word))
}

// The words are those of the work order and of DOMAIN §3.11 and §4.1.5.
func TestPhasesAndOutcomesAreTheFieldsOwn(t *testing.T) {
	phases := map[Kind]string{
		KindMentoring: "Kontakt → Match → Relation → Indsats → Udslusning → Afsluttet",
		KindTenancy:   "kontakt → afklaring → hjælp → opfølgning → afsluttet",
		KindNetwork:   "forberedelse → møderække → opfølgning → afsluttet",
	}
	const others = "målet nået · delvist nået · overgivet til kernedrift · flyttet · takket nej · ingen kontakt · andet"
	outcomes := map[Kind]string{
		KindTenancy: "restance betalt · afdragsordning overholdt · hjælp bevilget · flyttet frivilligt · ophævelse fastholdt · " +
			"udsat af fogeden · ingen kontakt · takket nej · overgivet til kommunen",
		KindMentoring: others,
		KindNetwork:   others,
	}
	for _, k := range Kinds() {
		var want []Phase
		for _, w := range strings.Split(phases[k], " → ") {
			want = append(want, Phase(ascii(w)))
		}
		if !slices.Equal(k.Phases(), want) {
			t.Errorf("%s: phases %v, want %v", k, k.Phases(), want)
		}
		var ends []Outcome
		for _, w := range strings.Split(outcomes[k], " · ") {
			ends = append(ends, Outcome(ascii(w)))
		}
		if !slices.Equal(k.Outcomes(), ends) {
			t.Errorf("%s: outcomes %v, want %v", k, k.Outcomes(), ends)
		}
		if !slices.Contains(FundingAreas(), k.DefaultArea()) {
			t.Errorf("%s: area %s is none", k, k.DefaultArea())
		}
	}
	if Kind("andet").Valid() || Kind("").Phases() != nil || Kind("").Outcomes() != nil {
		t.Error("a kind that does not exist has phases")
	}
}

// Keys stand in files for ever: ASCII, one spelling, none twice in its set.
func TestKeysAreAsciiAndUnique(t *testing.T) {
	sets := map[string][]string{
		"channel": texts(Channels()), "role": texts(Roles()), "arena or theme": append(Arenas(), Themes()...),
		"source": texts(Sources()), "weight": texts(Weights()), "area": texts(FundingAreas()), "member role": texts(MemberRoles()),
		"erase reason": texts(EraseReasons()), "kind": texts(Kinds()), "rule": texts(Rules()), "limit": LimitKeys(), "sort": texts(SortKeys()),
		"entry": entryKinds(),
	}
	counts := map[string]int{"channel": 8, "role": 4, "arena or theme": 9, "source": 8, "weight": 3, "area": 4, "member role": 5,
		"erase reason": 4, "kind": 3, "rule": 15, "limit": 31, "sort": 9, "entry": 35}
	for name, keys := range sets {
		if len(keys) != counts[name] {
			t.Errorf("%s: %d keys, want %d", name, len(keys), counts[name])
		}
		for i, k := range keys {
			if k == "" || strings.Trim(k, "abcdefghijklmnopqrstuvwxyz-/") != "" {
				t.Errorf("%s: key %q", name, k)
			}
			if slices.Contains(keys[:i], k) {
				t.Errorf("%s: key %q twice", name, k)
			}
		}
	}
}

func texts[T ~string](in []T) []string {
	var out []string
	for _, v := range in {
		out = append(out, string(v))
	}
	return out
}
