package casenumber_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"brobygger/cases/casenumber"

	"pgregory.net/rapid"
)

func source(seed byte) io.Reader { return rand.NewChaCha8([32]byte{seed}) }

func TestNewHasTheYearAndFourCharacters(t *testing.T) {
	seen := map[string]bool{}
	from := source(1)
	for range 2000 {
		number, err := casenumber.New(2026, from, func(n string) bool { return seen[n] })
		if err != nil || !casenumber.Valid(number) || !strings.HasPrefix(number, "26-") || len(number) != len("26-7RQ4") {
			t.Fatalf("New = %q, %v", number, err)
		}
		if seen[number] {
			t.Fatalf("%s was given twice", number)
		}
		seen[number] = true
	}
}

func TestNewIsTheSameForTheSameBytes(t *testing.T) {
	for year, want := range map[int]string{2026: "26-2345", 2000: "00-2345", 2099: "99-2345"} {
		// 240 to 255 are thrown away; 20 is as 0.
		number, err := casenumber.New(year, bytes.NewReader([]byte{255, 20, 1, 240, 2, 23}), nil)
		if err != nil || number != want {
			t.Errorf("New(%d) = %q, %v; want %s", year, number, err, want)
		}
	}
}

// TestNewIsFair gives each byte once to the draw: each character must come as
// often as the others, or someone could guess numbers better than by chance.
func TestNewIsFair(t *testing.T) {
	count := map[byte]int{}
	for b := range 256 {
		number, err := casenumber.New(2026, io.MultiReader(bytes.NewReader([]byte{byte(b)}), bytes.NewReader(make([]byte, 4))), nil)
		if err != nil {
			t.Fatal(err)
		}
		if b < 240 {
			count[number[3]]++
		} else if number != "26-2222" {
			t.Errorf("byte %d was used: %s", b, number)
		}
	}
	for _, c := range []byte(casenumber.Alphabet) {
		if count[c] != 12 {
			t.Errorf("%c comes from %d of the 240 bytes, want 12", c, count[c])
		}
	}
}

func TestNewDrawsAgainWhereTheNumberIsTaken(t *testing.T) {
	number, err := casenumber.New(2026, bytes.NewReader([]byte{0, 0, 0, 0, 0, 0, 0, 1}), func(n string) bool { return n == "26-2222" })
	if err != nil || number != "26-2223" {
		t.Errorf("New = %q, %v", number, err)
	}
}

func TestNewFindsTheLastFreeNumberAndThenSaysSo(t *testing.T) {
	last := "26-XXXW"
	number, err := casenumber.New(2026, source(2), func(n string) bool { return n != last })
	if err != nil || number != last {
		t.Errorf("the last free number: %q, %v", number, err)
	}
	all := map[string]bool{}
	number, err = casenumber.New(2026, source(3), func(n string) bool { all[n] = true; return true })
	if !errors.Is(err, casenumber.ErrNoneLeft) || number != "" {
		t.Errorf("with none free: %q, %v", number, err)
	}
	if len(all) != 160_000 {
		t.Errorf("%d numbers were looked at, want all 160,000", len(all))
	}
}

func TestNewFails(t *testing.T) {
	for _, year := range []int{26, 1999, 2100, 0, -26} {
		if number, err := casenumber.New(year, source(4), nil); !errors.Is(err, casenumber.ErrYear) || number != "" {
			t.Errorf("New(%d) = %q, %v", year, number, err)
		}
	}
	if number, err := casenumber.New(2026, bytes.NewReader([]byte{1, 2, 3}), nil); !errors.Is(err, io.EOF) || number != "" {
		t.Errorf("with too few random bytes: %q, %v", number, err)
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"26-7RQ4":      "26-7RQ4",
		"26-7rq4":      "26-7RQ4",
		" 26-7Rq4\n":   "26-7RQ4",
		"26-7RQ4b":     "26-7RQ4b",
		"26-7rq4B":     "26-7RQ4b",
		"26-7RQ427":    "26-7RQ427",
		"26-7RQ4a":     "", // the first of several has no letter
		"26-7RQ426":    "", // z comes before 27
		"26-7RQ4027":   "",
		"26-7RQ4bc":    "",
		"7RQ4":         "",
		"267RQ4":       "",
		"26 7RQ4":      "",
		"2026-7RQ4":    "",
		"26-7RO4":      "", // no guessing what an O was meant for
		"26-7RQ":       "",
		"26-7RQ0":      "",
		"26-":          "",
		"-7RQ4":        "",
		"":             "",
		"２６-7RQ4":      "",
		"26-7RQ\u017f": "",
	} {
		got, err := casenumber.Parse(text)
		if got != want || (want == "") != errors.Is(err, casenumber.ErrNotANumber) {
			t.Errorf("Parse(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestValid(t *testing.T) {
	for number, want := range map[string]bool{
		"26-7RQ4": true, "26-7rq4": false, "26-7RQ4b": false, " 26-7RQ4": false, "7RQ4": false, "": false, "26-7RO4": false,
	} {
		if casenumber.Valid(number) != want {
			t.Errorf("Valid(%q) = %v", number, !want)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		arg, number string
		want        bool
	}{
		{"26-7RQ4", "26-7RQ4", true},
		{"26-7rq4", "26-7RQ4", true},
		{"7RQ4", "26-7RQ4", true},
		{" 7rq4 ", "26-7RQ4", true},
		{"25-7RQ4", "26-7RQ4", false},
		{"7RQ5", "26-7RQ4", false},
		{"7RQ", "26-7RQ4", false},
		{"7RO4", "26-7RQ4", false},
		{"", "26-7RQ4", false},
		{"26-7RQ4", "26-7RQ4b", true}, // ambiguous, and so it should be found
		{"26-7RQ4b", "26-7RQ4b", true},
		{"7rq4B", "26-7RQ4b", true},
		{"26-7RQ4b", "26-7RQ4", false},
		{"26-7RQ4c", "26-7RQ4b", false},
		{"7RQ4", "7RQ4", false}, // the second must be a whole number
		{"7RQ4", "", false},
	} {
		if got := casenumber.Match(c.arg, c.number); got != c.want {
			t.Errorf("Match(%q, %q) = %v", c.arg, c.number, got)
		}
	}
}

func TestSuffixesAreReadBack(t *testing.T) {
	for n, want := range map[int]string{-1: "", 0: "", 1: "b", 2: "c", 25: "z", 26: "27", 27: "28", 200: "201"} {
		if got := casenumber.Suffix(n); got != want {
			t.Errorf("Suffix(%d) = %q, want %q", n, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.IntRange(0, 1000).Draw(t, "n"), rapid.IntRange(1, 1000).Draw(t, "m")
		a, b := "26-7RQ4"+casenumber.Suffix(n), "26-7RQ4"+casenumber.Suffix(m)
		if got, err := casenumber.Parse(strings.ToUpper(a)); err != nil || got != a {
			t.Fatalf("Parse(%q) = %q, %v", a, got, err)
		}
		if casenumber.Match(b, a) != (n == m) {
			t.Fatalf("Match(%q, %q) = %v", b, a, n != m)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"26-7RQ4", "26-7rq4b", "7RQ4", "26-", "-", "26-7RQ499", "26-\xff\xff\xff\xff", "26-7RQ4\u017f"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		number, err := casenumber.Parse(text)
		if err != nil {
			if number != "" || !errors.Is(err, casenumber.ErrNotANumber) {
				t.Fatalf("Parse(%q) = %q, %v", text, number, err)
			}
			return
		}
		if again, err := casenumber.Parse(number); err != nil || again != number {
			t.Fatalf("%q is read as %q and then as %q, %v", text, number, again, err)
		}
		if !casenumber.Match(text, number) || !casenumber.Valid(number[:len("26-7RQ4")]) {
			t.Fatalf("%q is %q, but does not match it", text, number)
		}
	})
}
