package crypto

import (
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"testing"
)

// TestMain lets the test binary be run as a child that is hardened and reports on
// itself, see TestHardenProcess.
func TestMain(m *testing.M) {
	if os.Getenv(hardenChild) != "" {
		os.Exit(reportHardened())
	}
	os.Exit(m.Run())
}

// random is a reader that always gives the same bytes for the same seed.
func random(seed byte) io.Reader { return rand.NewChaCha8([32]byte{seed}) }

func newIdentity(t testing.TB, seed byte) *Identity {
	t.Helper()
	id, err := NewIdentity(random(seed))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func newRecovery(t testing.TB, seed byte) *Recovery {
	t.Helper()
	r, err := NewRecovery(random(seed))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func mustSeal(t testing.TB, plaintext []byte, to ...*Identity) ([]byte, FileKey) {
	t.Helper()
	recipients := make([]Recipient, len(to))
	for i, id := range to {
		recipients[i] = id.Recipient()
	}
	sealed, key, err := Seal(plaintext, recipients)
	if err != nil {
		t.Fatal(err)
	}
	return sealed, key
}

// theFive are the ways in which opening fails, by name.
var theFive = map[string]error{
	"wrong passphrase": ErrWrongPassphrase,
	"damaged":          ErrDamaged,
	"not an identity":  ErrNotIdentity,
	"not sealed to me": ErrNotSealedToMe,
	"stale file key":   ErrStaleFileKey,
}

// kind is the name of the one of the five that err is. It fails the test where err
// is none or several.
func kind(t testing.TB, err error) string {
	t.Helper()
	found := ""
	for name, sentinel := range theFive {
		if errors.Is(err, sentinel) {
			if found != "" {
				t.Fatalf("%v is both %s and %s", err, found, name)
			}
			found = name
		}
	}
	if found == "" {
		t.Fatalf("not one of the typed errors: %v", err)
	}
	return found
}
