package passphrase_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"brobygger/tui/words/passphrase"
)

func TestEveryWordIsWorthElevenBits(t *testing.T) {
	words := passphrase.Words()
	if len(words) != 1<<11 {
		t.Errorf("%d words, want %d", len(words), 1<<11)
	}
	if !slices.IsSorted(words) {
		t.Error("the words are not sorted")
	}
	if n := len(slices.Compact(slices.Sorted(slices.Values(words)))); n != len(words) {
		t.Errorf("%d words stand more than once", len(words)-n)
	}
}

func TestWordsCanBeTypedOnADanishKeyboard(t *testing.T) {
	plain := regexp.MustCompile(`^[a-zæøå]{4,8}$`)
	for _, w := range passphrase.Words() {
		if !plain.MatchString(w) {
			t.Errorf("%q is not four to eight letters of a–z, æ, ø and å", w)
		}
	}
}

// Somebody at a foreign keyboard, or who hears a word on the telephone, may write
// it in any of these ways; each must still tell every word from every other.
func TestWordsStayDistinctHoweverTheirLettersAreWritten(t *testing.T) {
	spellings := map[string]*strings.Replacer{
		"aa":       strings.NewReplacer("å", "aa"),
		"aa ae oe": strings.NewReplacer("å", "aa", "æ", "ae", "ø", "oe"),
		"a a o":    strings.NewReplacer("å", "a", "æ", "a", "ø", "o"),
		"a e o":    strings.NewReplacer("å", "a", "æ", "e", "ø", "o"),
	}
	for name, spelling := range spellings {
		t.Run(name, func(t *testing.T) {
			seen := map[string]string{}
			for _, w := range passphrase.Words() {
				folded := spelling.Replace(strings.ToLower(w))
				if other, ok := seen[folded]; ok {
					t.Errorf("%q and %q are both %q", other, w, folded)
				}
				seen[folded] = w
			}
		})
	}
}

// forms gives what a word looks like with the endings of nouns, verbs and
// adjectives, with and without its last consonant doubled.
func forms(word string) []string {
	var all []string
	for _, ending := range []string{
		"s", "e", "r", "n", "t", "en", "et", "er", "es", "ne", "ene", "erne",
		"ens", "ets", "te", "ede", "ere", "est", "ste", "ende", "ing", "ning",
	} {
		all = append(all, word+ending)
		if strings.ContainsAny(word[len(word)-1:], "bdfgklmnprst") {
			all = append(all, word+word[len(word)-1:]+ending)
		}
	}
	return all
}

func TestFormsOfAWord(t *testing.T) {
	for _, c := range []struct {
		word, other string
		want        bool
	}{
		{"båd", "båden", true},
		{"båd", "både", true},
		{"skole", "skoler", true},
		{"kat", "kattene", true},
		{"løbe", "løber", true},
		{"grøn", "grønt", true},
		{"båd", "bådtur", false},
		{"bånd", "båden", false},
	} {
		if got := slices.Contains(forms(c.word), c.other); got != c.want {
			t.Errorf("%q as a form of %q: %v, want %v", c.other, c.word, got, c.want)
		}
	}
}

func TestNoWordIsAFormOfAnother(t *testing.T) {
	words := passphrase.Words()
	for _, w := range words {
		for _, form := range forms(w) {
			if slices.Contains(words, form) {
				t.Errorf("%q is a form of %q", form, w)
			}
		}
	}
}

// slip reports whether b is a with one letter wrong, missing or extra, or with
// two neighbours swapped.
func slip(a, b string) bool {
	x, y := []rune(a), []rune(b)
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return len(x)+len(y) == 1 ||
		len(x) == 1 && len(y) == 1 ||
		len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]
}

func TestSlip(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"kande", "pande", true},
		{"kande", "kane", true},
		{"kane", "kande", true},
		{"bager", "bagre", true},
		{"gade", "gåde", true},
		{"kande", "kande", false},
		{"kande", "panda", false},
		{"sol", "skål", false},
	} {
		if got := slip(c.a, c.b); got != c.want {
			t.Errorf("slip(%q, %q) = %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestOneSlipNeverGivesAnotherWord(t *testing.T) {
	words := passphrase.Words()
	for i, a := range words {
		for _, b := range words[i+1:] {
			if slip(a, b) {
				t.Errorf("%q and %q differ by one slip", a, b)
			}
		}
	}
}

func TestCallerMayChangeWhatItGot(t *testing.T) {
	first := passphrase.Words()
	want := first[0]
	first[0] = "x"
	if got := passphrase.Words()[0]; got != want {
		t.Errorf("the first word is %q after a caller changed its copy, want %q", got, want)
	}
}
