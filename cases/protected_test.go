package cases

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWhatAProtectedAddressHidesInTexts(t *testing.T) {
	c := &Case{Person: Person{Name: "Karim Farah", Protected: true, Address: "Ærøvænget 65, 2. tv", Phone: "+45 11 22 33 44"},
		Network: []Party{
			{Name: "Yasmin Farah", Protected: true, Email: "yasmin@sted.example", Org: "Bageri Prøve A/S", Address: "Opdigtet Allé 7"},
			{Name: "Lone Prøve", Org: "Brohøj Skole", Address: "Skolevej 1", Phone: "99 88 77 66"},
			{Name: "Ukendt", Protected: true, Address: "5", Phone: "7"},
		}}
	for text, want := range map[string]string{
		"":                               "",
		"Besøg på ærøvænget 65, tirsdag": "Besøg på …, tirsdag",
		"Ærøvænget 65, 2. tv.":           "….",
		"ÆRØVÆNGET-65":                   "…",
		"Ærøvænget 651":                  "Ærøvænget 651",
		"Store Ærøvænget 65":             "Store …",
		"xÆrøvænget 65":                  "xÆrøvænget 65",
		"ring 11223344 nu":               "ring … nu",
		"ring +45 11 22-33.44":           "ring …",
		"(0045)11223344, 11 22 33 44":    "(…, …",
		"0045 11223344":                  "…",
		"111223344":                      "111223344",
		"skriv: YASMIN@sted.example!":    "skriv: …!",
		"hos bageri prøve a/s og Bageri Prøve A/S":          "hos … og …",
		"Brohøj Skole, Skolevej 1, 99 88 77 66, nr. 5 og 7": "Brohøj Skole, Skolevej 1, 99 88 77 66, nr. 5 og 7",
		"Opdigtet\nAllé   7":                                "…",
	} {
		if got := c.Hide(text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		between := rapid.StringMatching(`[ .,/\-]{0,3}`)
		sign := rapid.SampledFrom([]string{"", " ", "\n", ",", "(", "– "})
		word := rapid.SampledFrom([]string{"", "hos", "65", "Ærøvænget", "+45", "11"})
		secret := "Ærøvænget" + between.Draw(t, "between") + "65"
		text := word.Draw(t, "before") + " " + sign.Draw(t, "sign") + secret + sign.Draw(t, "sign") + " " + word.Draw(t, "after")
		got := c.Hide(text)
		if strings.Contains(got, secret) || !strings.Contains(got, unnamed) {
			t.Fatalf("%q is shown as %q", text, got)
		}
	})
}

// The screen that is turned and the paper have their texts from one place.
func TestThePersonsPlanHidesProtectedAddresses(t *testing.T) {
	l, c := planned(t)
	w, err := c.AddParty(PartyForm{Name: "Yasmin Farah", Relation: "mor", Protected: true, Address: "Hemmeligvej 1, st.", Org: "Bageri Prøve"})
	c = l.must("amira", w, err)
	w, err = c.AddGoal(GoalForm{Arena: ArenaJob, Text: "Job i Bageri Prøve", Indicator: "ses i bageri prøve"})
	c = l.must("amira", w, err)
	w, err = c.AddStep(StepForm{Arena: ArenaJob, Text: "Hentes på Hemmeligvej 1", Who: "mor i Bageri Prøve"}, monday)
	c = l.must("amira", w, err)
	p := c.ForPerson(monday, 60)
	seen := 0
	for _, a := range p.Arenas {
		for _, g := range a.Goals {
			if strings.Contains(g.Text, unnamed) && strings.Contains(g.Indicator, unnamed) {
				seen++
			}
			if strings.Contains(strings.ToLower(g.Text+g.Indicator), "bageri") {
				t.Errorf("%+v", g)
			}
		}
	}
	for _, s := range p.Steps {
		if s.Text == "Hentes på …" && s.Who.Name == "mor i …" {
			seen++
		}
		if strings.Contains(s.Text+s.Who.Name, "Hemmelig") || strings.Contains(s.Who.Name, "Bageri") {
			t.Errorf("%+v", s)
		}
	}
	if seen != 2 {
		t.Errorf("%d of what was hidden stands there: %+v", seen, p)
	}
}
