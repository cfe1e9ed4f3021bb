package crypto

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"filippo.io/age"
)

func TestParseRecipient(t *testing.T) {
	id := newIdentity(t, 1)
	mine := string(id.Recipient())
	x25519, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		want       error
	}{
		{"mine", mine, nil},
		{"empty", "", ErrBadRecipient},
		{"word", "mette", ErrBadRecipient},
		{"capitals", strings.ToUpper(mine), ErrBadRecipient},
		{"mixed letters", mine[:200] + strings.ToUpper(mine[200:]), ErrBadRecipient},
		{"cut", mine[:len(mine)-1], ErrBadRecipient},
		{"one letter wrong", mine[:100] + string(flip(mine[100])) + mine[101:], ErrBadRecipient},
		{"space after", mine + " ", ErrBadRecipient},
		{"newline after", mine + "\n", ErrBadRecipient},
		{"twice", mine + mine, ErrBadRecipient},
		{"only prefix", "age1pq1", ErrBadRecipient},
		{"secret key", id.open().age.String(), ErrBadRecipient},
		{"X25519", x25519.Recipient().String(), ErrMixedRecipient},
		{"ssh", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA", ErrMixedRecipient},
		{"plugin", "age1yubikey1qwerty", ErrMixedRecipient},
		{"tagged", "age1tagpq1qwerty", ErrMixedRecipient},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := ParseRecipient(c.text)
			if !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if err == nil && r != id.Recipient() || err != nil && r != "" {
				t.Errorf("wrong recipient returned")
			}
			if err != nil && len(c.text) > 20 && strings.Contains(err.Error(), c.text[8:20]) {
				t.Errorf("the error repeats what was typed: %v", err)
			}
		})
	}
	if n := len(mine); n != 1959 {
		t.Errorf("a recipient has %d characters, the documents say 1,959", n)
	}
}

// flip gives another letter of bech32.
func flip(c byte) byte {
	if c == 'q' {
		return 'p'
	}
	return 'q'
}

func TestFingerprint(t *testing.T) {
	a, b := newIdentity(t, 1), newIdentity(t, 2)
	seen := map[string]string{}
	for name, f := range map[string]string{
		"a": Fingerprint(a.Recipient(), a.VerifyKey()), "b": Fingerprint(b.Recipient(), b.VerifyKey()),
		"mixed": Fingerprint(a.Recipient(), b.VerifyKey()), "mixed the other way": Fingerprint(b.Recipient(), a.VerifyKey()),
		// Nonsense has one too and does not panic; the keys were parsed before.
		"empty": Fingerprint("", ""), "NUL": Fingerprint("a\x00b", "c"),
	} {
		if !regexp.MustCompile(`^(\d{5} ){5}\d{5}$`).MatchString(f) {
			t.Errorf("%s: %q is not six groups of five digits", name, f)
		}
		if other, ok := seen[f]; ok {
			t.Errorf("%s and %s share %s", name, other, f)
		}
		seen[f] = name
	}
	// Fixed for ever: people wrote it down. It was computed apart from this code,
	// by python3: int(sha256(domain NUL recipient NUL key)) % 10**30.
	if got, want := Fingerprint("age1pq1test", "ed25519:test"), fingerprintOfTest; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

const fingerprintOfTest = "27198 96574 81917 61078 49513 68553"
