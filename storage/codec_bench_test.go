package storage

import (
	"strings"
	"testing"
	"time"

	"brobygger/cases/history"
	"brobygger/crypto"
)

// grownText is the plaintext of a case with 25 entries and 8 KB of text.
func grownText(t testing.TB, k *keyring, r ref) []byte {
	t.Helper()
	return textOfCase(t, k, r, 25, 8)
}

// textOfCase is the plaintext of a case with n notes of so many sentences.
func textOfCase(t testing.TB, k *keyring, r ref, n, sentences int) []byte {
	t.Helper()
	var entries []*history.Entry
	for i := range n {
		body, err := history.EncodeBody(history.Change{Set: map[string]any{
			"channel": "visit", "met": true, "minutes": 30, "at": "2026-03-01T10:00", "arenas": []string{"skole"},
			"text": strings.Repeat("Vi gik en tur om søen og talte om skolen. ", sentences),
		}}, [16]byte{byte(i)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		h := history.Head{Device: "0011223344556677", Seq: int64(i + 1), Time: time.Date(2026, 3, 1, 10, i, 0, 0, time.UTC), Kind: "contact"}
		if i > 0 {
			h.After = []history.ID{entries[i-1].ID}
		}
		e, err := k.sign(r, h, body)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, e)
	}
	return encodeHistory(r, 0, entries, k.mine, k.own.readers, func(raw []byte) string {
		return string(k.id.Sign(domainSeal, []byte(k.vaultID), []byte(r.Type), []byte(r.ID), raw))
	})
}

func testKeyring(t testing.TB) *keyring {
	t.Helper()
	id, err := crypto.NewIdentity(nil)
	if err != nil {
		t.Fatal(err)
	}
	k, err := newKeyring(strings.Repeat("ab", 32), id)
	if err != nil {
		t.Fatal(err)
	}
	k.admit(map[history.Key]bool{k.mine: true}, k.own)
	return k
}

func BenchmarkDecode(b *testing.B) {
	text := grownText(b, testKeyring(b), ref{typeCase, strings.Repeat("4f", 16)})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := decode(text); err != nil {
			b.Fatal(err)
		}
	}
}
