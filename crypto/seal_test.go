package crypto

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"filippo.io/age"
	"pgregory.net/rapid"
)

const chunk = 64 << 10

func pattern(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{9}).Read(b)
	return b
}

func TestSealAndOpen(t *testing.T) {
	a, b, c, stranger := newIdentity(t, 1), newIdentity(t, 2), newIdentity(t, 3), newIdentity(t, 4)
	for _, n := range []int{0, 1, 15, 8 << 10, chunk - 1, chunk, chunk + 1, 2 * chunk, 3*chunk + 7} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			plain := pattern(n)
			sealed, key := mustSeal(t, plain, a, b, c)
			if n > 15 && bytes.Contains(sealed, plain[:16]) {
				t.Fatal("the plaintext stands in the file")
			}
			for _, id := range []*Identity{a, b, c} {
				got, gotKey, err := Open(sealed, id)
				if err != nil || !bytes.Equal(got, plain) || !gotKey.Equal(key) {
					t.Fatalf("opening: %v", err)
				}
			}
			got, err := OpenWithKey(sealed, key)
			if err != nil || !bytes.Equal(got, plain) {
				t.Fatalf("opening with the file key: %v", err)
			}
			got, gotKey, err := Open(sealed, stranger)
			if !errors.Is(err, ErrNotSealedToMe) || got != nil || !gotKey.IsZero() {
				t.Fatalf("a stranger: %v", err)
			}
			kind(t, err)
		})
	}
}

func TestSealIsNeverTheSameTwice(t *testing.T) {
	id := newIdentity(t, 1)
	sealer, err := NewSealer([]Recipient{id.Recipient()})
	if err != nil {
		t.Fatal(err)
	}
	one, k1, err1 := sealer.Seal([]byte("hej"))
	two, k2, err2 := sealer.Seal([]byte("hej"))
	if err1 != nil || err2 != nil || bytes.Equal(one, two) || k1.Equal(k2) {
		t.Error("two files share a key")
	}
	if _, err := OpenWithKey(one, k2); !errors.Is(err, ErrStaleFileKey) {
		t.Errorf("the key of another file: %v", err)
	}
	if _, err := OpenWithKey(one, FileKey{}); !errors.Is(err, ErrStaleFileKey) {
		t.Errorf("no key: %v", err)
	}
	if _, err := OpenWithKey([]byte("hej"), k1); !errors.Is(err, ErrDamaged) {
		t.Errorf("no age file: %v", err)
	}
}

func TestSealer(t *testing.T) {
	a, b := newIdentity(t, 1), newIdentity(t, 2)
	many := make([]Recipient, MaxRecipients+1)
	for i := range many {
		// Made, not drawn: parsing a thousand keys is what costs here.
		many[i] = a.Recipient()
	}
	x25519, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		to      []Recipient
		stanzas int
		want    error
	}{
		{"nobody", nil, 0, ErrNoRecipients},
		{"one", []Recipient{a.Recipient()}, 1, nil},
		{"two", []Recipient{a.Recipient(), b.Recipient()}, 2, nil},
		{"one twice", []Recipient{a.Recipient(), b.Recipient(), a.Recipient()}, 2, nil},
		{"one very often", many, 1, nil},
		{"bad", []Recipient{a.Recipient(), "mette"}, 0, ErrBadRecipient},
		{"mixed", []Recipient{a.Recipient(), Recipient(x25519.Recipient().String())}, 0, ErrMixedRecipient},
	} {
		t.Run(c.name, func(t *testing.T) {
			sealed, _, err := Seal([]byte("hej"), c.to)
			if !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if got := bytes.Count(sealed, []byte("\n-> mlkem768x25519 ")); got != c.stanzas {
				t.Errorf("%d stanzas, want %d", got, c.stanzas)
			}
			if err != nil && sealed != nil {
				t.Error("an error and a file")
			}
		})
	}
}

func TestSealToAsManyAsAgeReads(t *testing.T) {
	last := newIdentity(t, 3)
	r, err := parseRecipient(last.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	s := &Sealer{}
	for range MaxRecipients {
		s.to = append(s.to, r)
	}
	sealed, key, err := s.Seal([]byte("hej"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := OpenWithKey(sealed, key); err != nil || string(got) != "hej" {
		t.Fatal(err)
	}
	s.to = append(s.to, r)
	if sealed, _, err := s.Seal([]byte("hej")); !errors.Is(err, ErrSealMismatch) || sealed != nil {
		t.Fatalf("one more than age reads was sealed: %v", err)
	}
	distinct := make([]Recipient, 0, MaxRecipients+1)
	rng := random(7)
	for range MaxRecipients + 1 {
		id, err := NewIdentity(rng)
		if err != nil {
			t.Fatal(err)
		}
		distinct = append(distinct, id.Recipient())
	}
	if _, err := NewSealer(distinct); !errors.Is(err, ErrTooManyRecipients) {
		t.Fatalf("too many: %v", err)
	}
}

// TestSealMismatch: what comes back from the check is nothing, whatever went wrong.
func TestSealMismatch(t *testing.T) {
	id := newIdentity(t, 1)
	sealed, key := mustSeal(t, []byte("hej"), id)
	_, otherKey := mustSeal(t, []byte("hej"), id)
	if err := checkSealed(sealed, key, []byte("hej")); err != nil {
		t.Fatal(err)
	}
	broken := bytes.Clone(sealed)
	broken[len(broken)-1] ^= 1
	for name, err := range map[string]error{
		"other text": checkSealed(sealed, key, []byte("hek")),
		"other key":  checkSealed(sealed, otherKey, []byte("hej")),
		"no key":     checkSealed(sealed, FileKey{}, []byte("hej")),
		"broken":     checkSealed(broken, key, []byte("hej")),
	} {
		if !errors.Is(err, ErrSealMismatch) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEveryByteFlipped changes each byte of a small file in three ways (one bit, the
// case of a letter, all bits), in the header, in the stanzas and in the content. It
// never opens, and damage that can be told is told.
func TestEveryByteFlipped(t *testing.T) {
	other, id := newIdentity(t, 2), newIdentity(t, 1)
	sealed, key := mustSeal(t, []byte("En lille sag"), other, id)
	mine := bytes.LastIndex(sealed, []byte("\n-> ")) + 1
	footer := bytes.Index(sealed, []byte("\n--- ")) + 1
	header := bytes.IndexByte(sealed[footer:], '\n') + footer + 1
	counted := map[string]int{}
	for i := range sealed {
		for _, mask := range []byte{0x01, 0x20, 0xff} {
			sealed[i] ^= mask
			plain, gotKey, err := Open(sealed, id)
			if err == nil || plain != nil || !gotKey.IsZero() {
				t.Fatalf("byte %d ^ %#x: %q, %v", i, mask, plain, err)
			}
			k := kind(t, err)
			switch {
			case k == "damaged":
			case k == "not sealed to me" && i >= mine && i < footer:
				// My own stanza no longer fits me: not to be told from another's.
			default:
				t.Fatalf("byte %d ^ %#x: %v", i, mask, err)
			}
			counted[k]++

			plain, err = OpenWithKey(sealed, key)
			if err == nil || plain != nil {
				t.Fatalf("with the key, byte %d ^ %#x: %q, %v", i, mask, plain, err)
			}
			switch k := kind(t, err); {
			case i >= header && k != "damaged":
				t.Fatalf("content damaged, but: %v", err)
			case k != "damaged" && k != "stale file key":
				t.Fatalf("with the key, byte %d ^ %#x: %v", i, mask, err)
			}
			sealed[i] ^= mask
		}
	}
	if counted["damaged"] == 0 || counted["not sealed to me"] == 0 {
		t.Errorf("kinds seen: %v", counted)
	}
	if _, _, err := Open(sealed, id); err != nil {
		t.Fatal("the file did not survive the test itself: ", err)
	}
}

func TestEveryTruncation(t *testing.T) {
	id := newIdentity(t, 1)
	sealed, key := mustSeal(t, []byte("En lille sag"), id)
	for n := range sealed {
		cut := bytes.Clone(sealed[:n])
		if plain, _, err := Open(cut, id); !errors.Is(err, ErrDamaged) || plain != nil {
			t.Fatalf("cut to %d: %q, %v", n, plain, err)
		}
		if plain, err := OpenWithKey(cut, key); !errors.Is(err, ErrDamaged) || plain != nil {
			t.Fatalf("with the key, cut to %d: %q, %v", n, plain, err)
		}
	}
	for _, more := range []string{"\x00", "\n", "garbage", strings.Repeat("x", chunk)} {
		long := append(bytes.Clone(sealed), more...)
		if plain, _, err := Open(long, id); !errors.Is(err, ErrDamaged) || plain != nil {
			t.Fatalf("%d bytes more: %q, %v", len(more), plain, err)
		}
		if plain, err := OpenWithKey(long, key); !errors.Is(err, ErrDamaged) || plain != nil {
			t.Fatalf("with the key, %d bytes more: %q, %v", len(more), plain, err)
		}
	}
}

// TestTruncationAtChunks cuts a long file where its inner chunks end, which leaves
// only whole and authentic chunks.
func TestTruncationAtChunks(t *testing.T) {
	id := newIdentity(t, 1)
	sealed, key := mustSeal(t, pattern(3*chunk), id)
	start := bytes.Index(sealed, []byte("\n--- ")) + 1
	start += bytes.IndexByte(sealed[start:], '\n') + 1 + 16
	const sealedChunk = chunk + 16
	swapped := bytes.Clone(sealed)
	copy(swapped[start:], sealed[start+sealedChunk:start+2*sealedChunk])
	copy(swapped[start+sealedChunk:], sealed[start:start+sealedChunk])
	for name, bad := range map[string][]byte{
		"one chunk left":   sealed[:start+sealedChunk],
		"two chunks left":  sealed[:start+2*sealedChunk],
		"no chunk left":    sealed[:start],
		"nonce only half":  sealed[:start-8],
		"first left out":   append(bytes.Clone(sealed[:start]), sealed[start+sealedChunk:]...),
		"last twice":       append(bytes.Clone(sealed), sealed[start+2*sealedChunk:]...),
		"two swapped":      swapped,
		"one byte missing": sealed[:len(sealed)-1],
	} {
		if plain, _, err := Open(bad, id); !errors.Is(err, ErrDamaged) || plain != nil {
			t.Errorf("%s: %d bytes, %v", name, len(plain), err)
		}
		if plain, err := OpenWithKey(bad, key); !errors.Is(err, ErrDamaged) || plain != nil {
			t.Errorf("%s with the key: %d bytes, %v", name, len(plain), err)
		}
	}
}

// TestErrorsQuoteNothing: whoever opens a text that was never sealed must not find
// it in the error, as age's own would say it.
func TestErrorsQuoteNothing(t *testing.T) {
	const marker = "Karim Farah ringede"
	id := newIdentity(t, 1)
	key, err := NewFileKey(make([]byte, 16))
	if err != nil {
		t.Fatal(err)
	}
	const intro = "age-encryption.org/v1\n"
	for _, text := range []string{
		marker, marker + "\n", intro + marker + "\n", intro + "-> X " + marker + "\n", intro + "-> X\n" + marker + "\n",
		intro + "-> X\n\n--- " + marker + "\n", "-----BEGIN AGE ENCRYPTED FILE-----\n" + marker + "\n",
		intro + "-> scrypt " + marker + "\n\n", "# brobygger identity: " + marker + "\n", "# brobygger " + marker,
		"AGE-SECRET-KEY-PQ-1" + marker,
	} {
		_, _, err1 := Open([]byte(text), id)
		_, err2 := OpenWithKey([]byte(text), key)
		_, err3 := ParseIdentity([]byte(text))
		_, err4 := OpenIdentity(t.Context(), []byte(text), func() (Secret, error) { return NewSecret([]byte("x")), nil })
		_, err5 := ParseRecovery(text)
		_, err6 := ParseVerifyKey(text)
		for i, err := range []error{err1, err2, err3, err4, err5, err6} {
			if err == nil {
				t.Fatalf("%q was taken by %d", text, i)
			}
			if strings.Contains(err.Error(), marker[:5]) {
				t.Errorf("error %d quotes its input: %v", i, err)
			}
		}
	}
}

func TestSealOpenProperty(t *testing.T) {
	people := []*Identity{newIdentity(t, 1), newIdentity(t, 2), newIdentity(t, 3)}
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "plain")
		var to []Recipient
		readers := rapid.SliceOfNDistinct(rapid.IntRange(0, 2), 1, 3, rapid.ID).Draw(t, "readers")
		may := map[int]bool{}
		for _, i := range readers {
			to, may[i] = append(to, people[i].Recipient()), true
		}
		sealed, key, err := Seal(plain, to)
		if err != nil {
			t.Fatal(err)
		}
		for i, id := range people {
			got, gotKey, err := Open(sealed, id)
			if may[i] && (err != nil || !bytes.Equal(got, plain) || !gotKey.Equal(key)) {
				t.Fatalf("reader %d: %v", i, err)
			}
			if !may[i] && !errors.Is(err, ErrNotSealedToMe) {
				t.Fatalf("%d is no reader, but: %v", i, err)
			}
		}
	})
}

func TestConcurrentUse(t *testing.T) {
	id := newIdentity(t, 1)
	sealer, err := NewSealer([]Recipient{id.Recipient()})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			text := fmt.Appendf(nil, "sag %d", i)
			sealed, key, err := sealer.Seal(text)
			if err != nil {
				t.Error(err)
			}
			if got, _, err := Open(sealed, id); err != nil || !bytes.Equal(got, text) {
				t.Error(err)
			}
			if got, err := OpenWithKey(sealed, key); err != nil || !bytes.Equal(got, text) {
				t.Error(err)
			}
			id.SetPins(Pins{VaultID: fmt.Sprint(i)})
			if _, err := ParseIdentity(id.Encode().Bytes()); err != nil {
				t.Error(err)
			}
			if err := id.VerifyKey().Verify(id.Sign("d", text), "d", text); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}
