package crypto

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"filippo.io/age"
	"filippo.io/age/armor"
)

// quick is a work factor for tests.
const quick = 1

const testPassphrase = "fyr tang mole havn bro stige"

// typing is a passphrase prompt that counts how often it is asked.
type typing struct {
	answer string
	asked  int
}

func (p *typing) ask() (Secret, error) {
	p.asked++
	return NewSecret([]byte(p.answer)), nil
}

func sealedIdentity(t testing.TB, id *Identity) []byte {
	t.Helper()
	file, err := SealIdentity(id, NewSecret([]byte(testPassphrase)), quick)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func armored(t testing.TB, file []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := armor.NewWriter(&out)
	if _, err := w.Write(file); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestOpenIdentity(t *testing.T) {
	id := newIdentity(t, 1)
	id.SetPins(testPins())
	plain := id.Encode().Bytes()
	sealed := sealedIdentity(t, id)
	forKey, _ := mustSeal(t, plain, newIdentity(t, 2))
	note := sealWithPassphrase(t, []byte("Karim ringede i går."), quick)
	heavy := bytes.Replace(sealed, []byte(" 1\n"), []byte(" 21\n"), 1)
	for _, c := range []struct {
		name   string
		file   []byte
		typed  string
		sealed bool
		asked  int
		want   error
	}{
		{"plain", plain, "", false, 0, nil},
		{"sealed", sealed, testPassphrase, true, 1, nil},
		{"sealed and armored", armored(t, sealed), testPassphrase, true, 1, nil},
		{"armored after empty lines", append([]byte("\r\n \n"), armored(t, sealed)...), testPassphrase, true, 1, nil},
		{"wrong passphrase", sealed, "fyr tang mole havn bro stigen", true, 1, ErrWrongPassphrase},
		{"wrong passphrase, armored", armored(t, sealed), "x", true, 1, ErrWrongPassphrase},
		{"nothing typed", sealed, "", true, 1, ErrWrongPassphrase},
		{"empty file", nil, testPassphrase, false, 0, ErrNotIdentity},
		{"another text", []byte("hej"), testPassphrase, false, 0, ErrNotIdentity},
		{"sealed to a key", forKey, testPassphrase, true, 0, ErrNotIdentity},
		{"sealed, but no identity", note, testPassphrase, true, 1, ErrNotIdentity},
		{"only the first line", []byte("age-encryption.org/v1\n"), testPassphrase, true, 0, ErrDamaged},
		{"a later age", []byte("age-encryption.org/v2\n-> x\n\n--- x\n"), testPassphrase, true, 0, ErrDamaged},
		{"armor cut", armored(t, sealed)[:200], testPassphrase, true, 0, ErrDamaged},
		{"armor with nothing in it", []byte("-----BEGIN AGE ENCRYPTED FILE-----\n-----END AGE ENCRYPTED FILE-----\n"), "", true, 0, ErrDamaged},
		{"too much work asked", heavy, testPassphrase, true, 1, ErrDamaged},
		{"too large", append(bytes.Clone(sealed), make([]byte, maxIdentityFile)...), testPassphrase, true, 0, ErrNotIdentity},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := IsSealedIdentity(c.file); got != c.sealed {
				t.Errorf("sealed: %v", got)
			}
			prompt := &typing{answer: c.typed}
			got, err := OpenIdentity(t.Context(), c.file, prompt.ask)
			if !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if prompt.asked != c.asked {
				t.Errorf("asked %d times, want %d", prompt.asked, c.asked)
			}
			if err != nil {
				kind(t, err)
				if got != nil {
					t.Error("an error and an identity")
				}
				return
			}
			if !same(id, got) {
				t.Error("another identity came out")
			}
		})
	}
}

// sealWithPassphrase seals any text under testPassphrase.
func sealWithPassphrase(t testing.TB, text []byte, workFactor int) []byte {
	t.Helper()
	r, err := age.NewScryptRecipient(testPassphrase)
	if err != nil {
		t.Fatal(err)
	}
	r.SetWorkFactor(workFactor)
	sealed, err := encrypt(text, r)
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

func TestSealIdentity(t *testing.T) {
	id := newIdentity(t, 1)
	for _, c := range []struct {
		passphrase string
		workFactor int
		want       error
	}{
		{testPassphrase, 1, nil},
		{testPassphrase, 10, nil},
		{testPassphrase, 0, ErrBadWorkFactor},
		{testPassphrase, -1, ErrBadWorkFactor},
		{testPassphrase, MaxWorkFactor + 1, ErrBadWorkFactor},
		{"", 1, ErrWeakPassphrase},
	} {
		file, err := SealIdentity(id, NewSecret([]byte(c.passphrase)), c.workFactor)
		if !errors.Is(err, c.want) || (err == nil) != (file != nil) {
			t.Errorf("%q, %d: %v", c.passphrase, c.workFactor, err)
		}
	}
	one, two := sealedIdentity(t, id), sealedIdentity(t, id)
	if bytes.Equal(one, two) {
		t.Error("sealing twice gives the same file")
	}
	for _, secret := range []string{id.open().age.String()[30:], string(id.VerifyKey()), "brobygger"} {
		if bytes.Contains(one, []byte(secret)) {
			t.Error("the sealed file shows what is in it")
		}
	}
}

func TestSealedIdentityMismatch(t *testing.T) {
	sealed := sealWithPassphrase(t, []byte("nøgle"), quick)
	right, plain := NewSecret([]byte(testPassphrase)), NewSecret([]byte("nøgle"))
	if err := checkSealedIdentity(sealed, right, plain); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"other text":       checkSealedIdentity(sealed, right, NewSecret([]byte("nøgler"))),
		"other passphrase": checkSealedIdentity(sealed, NewSecret([]byte("x")), plain),
		"no passphrase":    checkSealedIdentity(sealed, Secret{}, plain),
		"cut":              checkSealedIdentity(sealed[:len(sealed)-1], right, plain),
	} {
		if !errors.Is(err, ErrSealMismatch) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOpenIdentityPrompt(t *testing.T) {
	sealed := sealedIdentity(t, newIdentity(t, 1))
	cancelled := errors.New("escape pressed")
	if _, err := OpenIdentity(t.Context(), sealed, func() (Secret, error) { return Secret{}, cancelled }); !errors.Is(err, cancelled) {
		t.Errorf("the prompt's own error: %v", err)
	}

	ended, cancel := context.WithCancel(t.Context())
	cancel()
	prompt := &typing{answer: testPassphrase}
	if _, err := OpenIdentity(ended, sealed, prompt.ask); !errors.Is(err, context.Canceled) || prompt.asked != 0 {
		t.Errorf("ended before: %v, asked %d times", err, prompt.asked)
	}

	// Ended while the key is derived: it answers at once, not after the seconds
	// that this work factor takes, and the secret may be wiped at once.
	slow := sealedIdentityWith(t, newIdentity(t, 1), 15)
	ctx, cancel := context.WithCancel(t.Context())
	secret := NewSecret([]byte(testPassphrase))
	got, err := OpenIdentity(ctx, slow, func() (Secret, error) {
		cancel()
		return secret, nil
	})
	secret.Wipe()
	if !errors.Is(err, context.Canceled) || got != nil {
		t.Errorf("ended in the middle: %v", err)
	}
}

func sealedIdentityWith(t testing.TB, id *Identity, workFactor int) []byte {
	t.Helper()
	return sealWithPassphrase(t, id.Encode().Bytes(), workFactor)
}

// TestSealedIdentityDamage changes and cuts the sealed file everywhere: it never
// opens, and the error is one of the five.
func TestSealedIdentityDamage(t *testing.T) {
	file := sealedIdentity(t, newIdentity(t, 1))
	prompt := &typing{answer: testPassphrase}
	counted := map[string]int{}
	check := func(what string, n int, changed []byte) {
		t.Helper()
		got, err := OpenIdentity(t.Context(), changed, prompt.ask)
		if err == nil || got != nil {
			t.Fatalf("%s %d: opened", what, n)
		}
		k := kind(t, err)
		if k == "not sealed to me" || k == "stale file key" {
			t.Fatalf("%s %d: %v", what, n, err)
		}
		counted[k]++
	}
	for i := range file {
		for _, mask := range []byte{1, 0x20, 0xff} {
			changed := bytes.Clone(file)
			changed[i] ^= mask
			check("byte", i, changed)
		}
		check("cut to", i, file[:i])
	}
	text := armored(t, file)
	for n := range len(text) - 1 {
		check("armor cut to", n, text[:n])
	}
	if counted["damaged"] == 0 || counted["wrong passphrase"] == 0 || counted["not an identity"] == 0 {
		t.Errorf("kinds seen: %v", counted)
	}
}

// TestPassphraseAsTyped: the way a passphrase was typed does not matter once it is
// normalized.
func TestPassphraseAsTyped(t *testing.T) {
	id := newIdentity(t, 1)
	file, err := SealIdentity(id, NormalizePassphrase("blå  måge \t på mølle"), quick)
	if err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{"blå måge på mølle", " blå måge på mølle\n", strings.ReplaceAll("blå måge på mølle", "å", "a\u030a")} {
		got, err := OpenIdentity(t.Context(), file, func() (Secret, error) { return NormalizePassphrase(typed), nil })
		if err != nil || !same(id, got) {
			t.Errorf("%q: %v", typed, err)
		}
	}
}
