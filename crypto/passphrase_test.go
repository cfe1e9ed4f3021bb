package crypto

import (
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

func TestCheckPassphrase(t *testing.T) {
	for _, c := range []struct {
		name, passphrase string
		alone, inVault   bool // accepted without, with a copy in the vault
	}{
		{"empty", "", false, false},
		{"only spaces", strings.Repeat(" ", 40), false, false},
		{"one word", "sommerhus", false, false},
		{"three words", "fyr tang mole", false, false},
		{"four words", "fyr tang mole havn", true, false},
		{"five words", "fyr tang mole havn bro", true, false},
		{"six words", "fyr tang mole havn bro stige", true, true},
		{"six short words", "bo ko ro so to ås", true, true},
		{"six words with dashes", "fyr-tang-mole-havn-bro-stige", true, true},
		{"six words, odd spaces", "  fyr\ttang\nmole  havn bro stige ", true, true},
		{"six words typed apart", "fyr ta\u030ang mole havn bro stige", true, true},
		{"one word six times", "fyr fyr fyr fyr fyr fyr", false, false},
		{"one word in six cases", "fyr Fyr fYr fyR FYr FYR", false, false},
		{"single letters", "a b c d e f", false, false},
		{"19 characters", "kongekabalelysning1", false, false},
		{"20 characters", "kongekabalelysning12", true, false},
		{"20 with letters in two parts", strings.Repeat("å", 10) + "bcdefghijk", true, false},
		{"19 with letters in two parts", strings.Repeat("a\u030a", 9) + "bcdefghijk", false, false},
		{"29 characters", "kongekabalelysningogsaameget1", true, false},
		{"30 characters", "kongekabalelysningogsaameget12", true, true},
		{"30 the same", strings.Repeat("a", 30), false, false},
		{"30 of few", strings.Repeat("abc", 10), false, false},
		{"other script", "солнце вода земля дом река лес", true, true},
		{"bad bytes", strings.Repeat("\xff", 40), false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			for inVault, want := range map[bool]bool{false: c.alone, true: c.inVault} {
				err := CheckPassphrase(c.passphrase, inVault)
				if (err == nil) != want {
					t.Errorf("copy in the vault %v: %v", inVault, err)
				}
				if err == nil {
					continue
				}
				var weak *WeakPassphraseError
				if !errors.Is(err, ErrWeakPassphrase) || !errors.As(err, &weak) {
					t.Fatalf("not typed: %v", err)
				}
				words, characters := 4, 20
				if inVault {
					words, characters = 6, 30
				}
				if weak.NeedWords != words || weak.NeedCharacters != characters {
					t.Errorf("asks for %+v", weak)
				}
				if weak.Words >= words || weak.Characters >= characters != weak.Monotonous {
					t.Errorf("says it has enough: %+v", weak)
				}
				if c.passphrase != "" && strings.TrimSpace(c.passphrase) != "" && strings.Contains(err.Error(), c.passphrase) {
					t.Errorf("the error repeats the passphrase: %v", err)
				}
			}
		})
	}
}

func TestNormalizePassphrase(t *testing.T) {
	for typed, want := range map[string]string{
		"":                       "",
		"fyr":                    "fyr",
		"  fyr   tang\t\n mole ": "fyr tang mole",
		"fyr\u00a0tang":          "fyr tang",
		"a\u030a":                "å",
		"Å":                      "Å",
		"\u212b":                 "Å",
		"ﬁsk":                    "ﬁsk", // NFC keeps what only NFKC would change
	} {
		if got := string(NormalizePassphrase(typed).Bytes()); got != want {
			t.Errorf("%q gives %q, want %q", typed, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		once := NormalizePassphrase(rapid.String().Draw(t, "typed"))
		if twice := NormalizePassphrase(string(once.Bytes())); !twice.Equal(once) {
			t.Fatalf("%q becomes %q", once.Bytes(), twice.Bytes())
		}
	})
}

func wordList(n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = "ord" + string(rune('a'+i/26)) + string(rune('a'+i%26))
	}
	return words
}

func TestProposePassphrase(t *testing.T) {
	words := wordList(100)
	p, err := ProposePassphrase(random(1), words, 6)
	if err != nil || len(strings.Fields(p)) != 6 {
		t.Fatalf("%q, %v", p, err)
	}
	if again, err := ProposePassphrase(random(1), words, 6); err != nil || again != p {
		t.Errorf("the same randomness gives %q and %q: %v", p, again, err)
	}
	a, err1 := ProposePassphrase(nil, words, 6)
	b, err2 := ProposePassphrase(nil, words, 6)
	if err1 != nil || err2 != nil || a == b {
		t.Errorf("%q and %q: %v, %v", a, b, err1, err2)
	}
	for name, c := range map[string]struct {
		words []string
		n     int
	}{
		"no words": {nil, 6}, "too few": {words[:5], 6}, "none wanted": {words, 0}, "fewer than none": {words, -1},
		"a word twice": {[]string{"fyr", "tang", "fyr"}, 2}, "twice in other case": {[]string{"fyr", "Fyr"}, 1},
		"a space": {[]string{"fyr tang", "mole"}, 1}, "a dash": {[]string{"fyr-tang", "mole"}, 1},
		"empty word": {[]string{"", "mole"}, 1}, "one letter": {[]string{"ø", "mole"}, 1},
		"not NFC": {[]string{"ma\u030age", "mole"}, 1}, "control": {[]string{"fyr\x1b", "mole"}, 1},
	} {
		if p, err := ProposePassphrase(random(1), c.words, c.n); !errors.Is(err, ErrBadWordList) || p != "" {
			t.Errorf("%s: %q, %v", name, p, err)
		}
	}
	if _, err := ProposePassphrase(iotest.ErrReader(io.ErrClosedPipe), words, 6); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("no randomness: %v", err)
	}
}

// TestProposalsAreUniform counts words and pairs over many draws; a bias of a
// modulus or of the first place would show.
func TestProposalsAreUniform(t *testing.T) {
	const size, draws = 5, 20000
	words := wordList(size)
	rand := random(3)
	counts := map[string]int{}
	for range draws {
		p, err := ProposePassphrase(rand, words, 2)
		if err != nil {
			t.Fatal(err)
		}
		counts[p]++
	}
	pairs := size * (size - 1)
	if len(counts) != pairs {
		t.Fatalf("%d different pairs, want %d", len(counts), pairs)
	}
	mean := float64(draws) / float64(pairs)
	for p, n := range counts {
		if math.Abs(float64(n)-mean) > 6*math.Sqrt(mean) {
			t.Errorf("%q came %d times, expected about %.0f", p, n, mean)
		}
	}
}

// TestProposalsAreAccepted: what is proposed is never refused.
func TestProposalsAreAccepted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-zæøå]{2,9}`), 6, 40, rapid.ID).Draw(t, "words")
		p, err := ProposePassphrase(random(rapid.Byte().Draw(t, "seed")), words, 6)
		if err != nil {
			t.Fatal(err)
		}
		if err := CheckPassphrase(p, true); err != nil {
			t.Fatal(err)
		}
		if string(NormalizePassphrase(p).Bytes()) != p {
			t.Fatalf("%q is not normal", p)
		}
		four := strings.Join(strings.Fields(p)[:4], " ")
		if err := CheckPassphrase(four, false); err != nil {
			t.Fatal(err)
		}
	})
}
