package crypto

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

var updateSeeds = flag.Bool("update-seeds", false, "write the seeds of the fuzz targets anew")

// TestSeedsAreThere: a fuzz target without its seeds tests nothing in an ordinary
// run. The seeds are files, so that fuzzing starts from the same ones everywhere;
// with -update-seeds they are written from the table here. (To fuzz, give
// -fuzzminimizetime=20x: else most of the time goes into shortening sealed files.)
func TestSeedsAreThere(t *testing.T) {
	id, other, recovery := newIdentity(t, 1), newIdentity(t, 2), newRecovery(t, 1)
	id.SetPins(testPins())
	id.SetCreated(time.Date(2026, 12, 7, 8, 41, 0, 0, time.UTC))
	plain := string(id.Encode().Bytes())
	small, _ := mustSeal(t, []byte("En lille sag"), id)
	empty, _ := mustSeal(t, nil, id)
	two, _ := mustSeal(t, []byte("En lille sag"), other, id)
	sealed := sealedIdentity(t, id)
	key, sig := string(id.VerifyKey()), string(id.Sign("d"))
	data := recovery.open().text[len(hybridPrefix)+1:]
	seeds := map[string][]string{
		"FuzzParseIdentity": {
			plain, strings.ReplaceAll(plain, "\n", "\r\n"), plain[:len(plain)/2], strings.Replace(plain, "v1", "v2", 1),
			"# brobygger identity: v1\n# brobygger more: %\n", string(recovery.Text().Bytes()), "",
		},
		"FuzzOpenIdentity": {
			string(sealed), string(armored(t, sealed)), string(sealed[:100]), string(small), plain,
			"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 1\n\n--- x\n",
		},
		"FuzzParseRecovery": {
			data, strings.ToLower(data), onScreen(recovery.Groups()), strings.Join(recovery.Groups(), "-"), string(recovery.Text().Bytes()),
			data[1:], data + "Q", "1", "8 2V 8 2V", "AGE-SECRET-KEY-1", "å", "1 å",
		},
		"FuzzParseVerifyKey": {key, sig, "ed25519:" + strings.Repeat("A", 43), "ed25519:", key[:20] + "\n" + key[21:]},
		"FuzzParseRecipient": {string(id.Recipient()), "age1pq1", "age1x", "ssh-ed25519 AAAA", strings.ToUpper(string(id.Recipient()))},
		"FuzzOpen": {
			string(small), string(empty), string(two), string(small[:len(small)-1]), "age-encryption.org/v1\n",
			"age-encryption.org/v1\n-> mlkem768x25519 \n\n---\n", "",
		},
	}
	for target, inputs := range seeds {
		dir := filepath.Join("testdata", "fuzz", target)
		if *updateSeeds {
			kind := "[]byte"
			if strings.HasPrefix(target, "FuzzParse") && target != "FuzzParseIdentity" {
				kind = "string"
			}
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			for i, input := range inputs {
				seed := fmt.Sprintf("go test fuzz v1\n%s(%s)\n", kind, strconv.Quote(input))
				write(t, dir, fmt.Sprintf("seed-%02d", i), []byte(seed))
			}
		}
		found, err := filepath.Glob(filepath.Join(dir, "seed-*"))
		if err != nil || len(found) != len(inputs) {
			t.Errorf("%s has %d seeds, want %d: %v", target, len(found), len(inputs), err)
		}
	}
}

// FuzzParseIdentity: a text is refused with one of two errors, or it is an identity
// that is written and read the same from then on.
func FuzzParseIdentity(f *testing.F) {
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := ParseIdentity(b)
		if err != nil {
			if k := kind(t, err); got != nil || k != "damaged" && k != "not an identity" {
				t.Fatal(err)
			}
			return
		}
		once := got.Encode().Bytes()
		again, err := ParseIdentity(once)
		if err != nil || !same(got, again) || !bytes.Equal(again.Encode().Bytes(), once) {
			t.Fatalf("written and read again: %v", err)
		}
	})
}

// FuzzOpenIdentity: no file makes it panic or ask for the passphrase twice.
func FuzzOpenIdentity(f *testing.F) {
	f.Fuzz(func(t *testing.T, b []byte) {
		// Work factors of two digits are honest work, which is not tested here.
		if binary, err := dearmor(b); err == nil && regexp.MustCompile(`-> scrypt \S+ \d\d`).Match(binary) {
			return
		}
		prompt := &typing{answer: testPassphrase}
		got, err := OpenIdentity(t.Context(), b, prompt.ask)
		if prompt.asked > 1 || prompt.asked == 1 && !IsSealedIdentity(b) {
			t.Fatalf("asked %d times", prompt.asked)
		}
		if err != nil && (kind(t, err) == "" || got != nil) {
			t.Fatal(err)
		}
	})
}

// FuzzParseRecovery: a text is refused, with a group that exists or none, or it is
// a key whose groups are read back.
func FuzzParseRecovery(f *testing.F) {
	r := newRecovery(f, 1)
	f.Fuzz(func(t *testing.T, s string) {
		if n := len(MatchGroups(r, s)); n != RecoveryGroups {
			t.Fatalf("%d groups matched", n)
		}
		got, err := ParseRecovery(s)
		if err != nil {
			if got != nil || !errors.Is(err, ErrNotIdentity) {
				t.Fatal(err)
			}
			if slip, ok := errors.AsType[*RecoveryTypo](err); ok {
				if slip.Group < 1 || slip.Groups[0] != slip.Group || slip.Groups[len(slip.Groups)-1] > RecoveryGroups {
					t.Fatalf("groups %d, %v", slip.Group, slip.Groups)
				}
			}
			return
		}
		again, err := ParseRecovery(strings.Join(got.Groups(), "\n"))
		if err != nil || !again.Text().Equal(got.Text()) {
			t.Fatal(err)
		}
		for i, ok := range MatchGroups(got, s) {
			if !ok {
				t.Fatalf("a key came out of %q, but group %d does not match", s, i+1)
			}
		}
	})
}

// FuzzParseVerifyKey: what is taken for a key or a signature is in the one way of
// writing it.
func FuzzParseVerifyKey(f *testing.F) {
	id := newIdentity(f, 1)
	f.Fuzz(func(t *testing.T, s string) {
		if k, err := ParseVerifyKey(s); err == nil {
			raw, ok := decodeExactly(s, 32)
			if !ok || string(k) != s || encodeVerifyKey(raw) != k || k.PEM() == nil {
				t.Fatalf("key %q", s)
			}
		} else if !errors.Is(err, ErrBadVerifyKey) {
			t.Fatal(err)
		}
		sig, err := ParseSignature(s)
		if err == nil && len(sig.Bytes()) != 64 || err != nil && !errors.Is(err, ErrBadSignature) {
			t.Fatalf("signature %q: %v", s, err)
		}
		if err := id.VerifyKey().Verify(Signature(s), "other", []byte("x")); err == nil {
			t.Fatalf("forged: %q", s)
		}
		if err := VerifyKey(s).Verify(id.Sign("d"), "other", []byte("x")); err == nil {
			t.Fatalf("a key for anything: %q", s)
		}
	})
}

// FuzzParseRecipient: what is taken for a recipient can be sealed to.
func FuzzParseRecipient(f *testing.F) {
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ParseRecipient(s)
		if err != nil {
			if !errors.Is(err, ErrBadRecipient) && !errors.Is(err, ErrMixedRecipient) {
				t.Fatal(err)
			}
			return
		}
		if _, _, err := Seal(nil, []Recipient{r}); string(r) != s || err != nil {
			t.Fatalf("%v", err)
		}
	})
}

// FuzzOpen: bytes that were not sealed never give plaintext, and the file key never
// opens what the identity does not.
func FuzzOpen(f *testing.F) {
	id := newIdentity(f, 1)
	sealed, key := mustSeal(f, []byte("En lille sag"), id)
	f.Add(sealed)
	f.Fuzz(func(t *testing.T, b []byte) {
		plain, got, err := Open(b, id)
		if err != nil {
			if k := kind(t, err); plain != nil || !got.IsZero() || k != "damaged" && k != "not sealed to me" {
				t.Fatal(err)
			}
		} else if again, err := OpenWithKey(b, got); err != nil || !bytes.Equal(again, plain) {
			t.Fatalf("its own file key: %v", err)
		}
		plain, err = OpenWithKey(b, key)
		if err == nil {
			if !bytes.Equal(b, sealed) {
				t.Fatalf("opened %q with another file's key", plain)
			}
		} else if k := kind(t, err); plain != nil || k != "damaged" && k != "stale file key" {
			t.Fatal(err)
		}
	})
}
