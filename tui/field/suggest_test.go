package field

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"brobygger/tui/theme"
	"brobygger/tui/tuitest"
)

func named() []Item {
	var items []Item
	for _, name := range []string{"Karim", "Lone (klasselærer)", "Fatma (mor)", "Alona, tante"} {
		items = append(items, Item{ID: strings.ToLower(name[:2]), Label: name, Folded: strings.ToLower(name)})
	}
	return items
}

func suggest(f *Suggest, names ...string) {
	for _, n := range names {
		if text, typed := strings.CutPrefix(n, "'"); typed {
			for _, k := range tuitest.Keys(text) {
				f.Update(k)
			}
			continue
		}
		f.Update(tuitest.Key(n))
	}
}

func TestSuggest(t *testing.T) {
	for _, c := range []struct {
		what string
		many bool
		keys []string
		text string
		want []Named
	}{
		{"two letters and Enter", true, []string{"'ka", "enter"}, "Karim, ", []Named{{"ka", "Karim"}}},
		{"a word's beginning comes before its middle", true, []string{"'lo", "enter"}, "Lone (klasselærer), ", []Named{{"lo", "Lone (klasselærer)"}}},
		{"another with Down", true, []string{"'lo", "down", "enter"}, "Alona tante, ", []Named{{"al", "Alona tante"}}},
		{"several", true, []string{"'ka", "enter", "'fa", "enter"}, "Karim, Fatma (mor), ", []Named{{"ka", "Karim"}, {"fa", "Fatma (mor)"}}},
		{"a stranger stays as typed", true, []string{"'Bjarke fra SSP", "tab"}, "Bjarke fra SSP", []Named{{"", "Bjarke fra SSP"}}},
		{"Tab takes nothing that was not chosen", true, []string{"'Kari", "tab"}, "Kari", []Named{{"", "Kari"}}},
		{"typed in full it is the one", true, []string{"'karim"}, "karim", []Named{{"ka", "karim"}}},
		{"nobody twice", true, []string{"'karim, Karim,, "}, "karim, Karim,, ", []Named{{"ka", "karim"}}},
		{"the middle one changed", true, []string{"'x,lo,y", "left", "left", "backspace", "'o", "enter"}, "x,Lone (klasselærer),y",
			[]Named{{"", "x"}, {"lo", "Lone (klasselærer)"}, {"", "y"}}},
		{"Esc takes nothing", true, []string{"'ka", "esc", "enter"}, "ka", []Named{{"", "ka"}}},
		{"one name may have a comma", false, []string{"'Alona, tante"}, "Alona, tante", []Named{{"al", "Alona, tante"}}},
		{"one name and Enter", false, []string{"'fa", "enter"}, "Fatma (mor)", []Named{{"fa", "Fatma (mor)"}}},
		{"undo takes back what Enter put in", true, []string{"'ka", "enter", "ctrl+z"}, "ka", []Named{{"", "ka"}}},
	} {
		f := NewSuggest(named(), strings.ToLower)
		if c.many {
			f.Many()
		}
		suggest(f, c.keys...)
		if f.Value() != c.text || !slices.Equal(f.Names(), c.want) {
			t.Errorf("%s: %q %v", c.what, f.Value(), f.Names())
		}
	}
}

func TestSuggestEnterGoesOnWhereNothingIsOpen(t *testing.T) {
	f := NewSuggest(named(), strings.ToLower).Many()
	if f.Update(tuitest.Key("enter")) || f.Update(tuitest.Key("esc")) || f.Update(tuitest.Key("tab")) {
		t.Error("an empty line keeps Enter, Esc or Tab for itself")
	}
}

func TestSuggestHoldsWhateverIsPressed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := NewSuggest(named(), strings.ToLower)
		if rapid.Bool().Draw(t, "many") {
			f.Many()
		}
		press := rapid.SampledFrom([]string{"k", "a", "o", ",", "æ", "space", "enter", "esc", "up", "down", "left", "right", "home", "end",
			"backspace", "delete", "tab", "ctrl+z", "ctrl+y", "ctrl+w", "ctrl+u"})
		for range rapid.IntRange(0, 40).Draw(t, "presses") {
			f.Update(tuitest.Key(press.Draw(t, "key")))
			if rapid.IntRange(0, 5).Draw(t, "leave") == 0 {
				f.Leave()
			}
			width, height := rapid.IntRange(1, 30).Draw(t, "width"), rapid.IntRange(1, 6).Draw(t, "height")
			if lines, _ := f.View(width, height, true, theme.Plain()); len(lines) > height {
				t.Fatalf("%d lines in %d", len(lines), height)
			}
			f.Names()
		}
	})
}

func TestPickKeepsWhatIsPickedWhenTheItemsCome(t *testing.T) {
	p := NewPick(named()[:1], strings.ToLower, "ingen")
	p.SetValue("ka")
	p.SetItems(named())
	if p.Value() != "ka" {
		t.Error("what was picked is lost")
	}
	for _, k := range tuitest.Keys("fa") {
		p.Update(k)
	}
	p.SetItems(named()[1:])
	p.Update(tuitest.Key("enter"))
	if p.Value() != "fa" {
		t.Errorf("typing before the items came is lost: %q", p.Value())
	}
}
