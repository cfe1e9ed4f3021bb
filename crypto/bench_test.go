package crypto

import (
	"fmt"
	"testing"
)

// caseSize is what a grown case has, in bytes.
const caseSize = 8 << 10

func people(b *testing.B, n int) (ids []*Identity, to []Recipient) {
	for i := range n {
		ids = append(ids, newIdentity(b, byte(i)))
		to = append(to, ids[i].Recipient())
	}
	return ids, to
}

func BenchmarkSeal(b *testing.B) {
	for _, n := range []int{1, 4} {
		_, to := people(b, n)
		plain := pattern(caseSize)
		b.Run(fmt.Sprintf("recipients=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Seal(plain, to); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("recipients=%d/sealer", n), func(b *testing.B) {
			s, err := NewSealer(to)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := s.Seal(plain); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkOpen opens as the last of the recipients, which is the dearest.
func BenchmarkOpen(b *testing.B) {
	for _, n := range []int{1, 4} {
		ids, to := people(b, n)
		sealed, _, err := Seal(pattern(caseSize), to)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("recipients=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Open(sealed, ids[n-1]); err != nil {
					b.Fatal(err)
				}
			}
		})
		stranger := newIdentity(b, 99)
		b.Run(fmt.Sprintf("recipients=%d/not-mine", n), func(b *testing.B) {
			for b.Loop() {
				if _, _, err := Open(sealed, stranger); err == nil {
					b.Fatal("opened")
				}
			}
		})
	}
}

func BenchmarkOpenWithKey(b *testing.B) {
	for _, n := range []int{1, 4} {
		_, to := people(b, n)
		sealed, key, err := Seal(pattern(caseSize), to)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("recipients=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := OpenWithKey(sealed, key); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSign(b *testing.B) {
	id, head := newIdentity(b, 1), pattern(500)
	for b.Loop() {
		id.Sign("brobygger/entry/v1", []byte("vault"), []byte("case"), []byte("4f"), head)
	}
}

func BenchmarkVerify(b *testing.B) {
	id, head := newIdentity(b, 1), pattern(500)
	sig := id.Sign("brobygger/entry/v1", []byte("vault"), []byte("case"), []byte("4f"), head)
	for b.Loop() {
		if err := id.VerifyKey().Verify(sig, "brobygger/entry/v1", []byte("vault"), []byte("case"), []byte("4f"), head); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpenIdentity is what an unlock costs at the real work factor.
func BenchmarkOpenIdentity(b *testing.B) {
	file := sealedIdentityWith(b, newIdentity(b, 1), WorkFactor)
	for b.Loop() {
		if _, err := OpenIdentity(b.Context(), file, (&typing{answer: testPassphrase}).ask); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMatchGroups(b *testing.B) {
	r := newRecovery(b, 1)
	typed := onScreen(r.Groups())
	for b.Loop() {
		MatchGroups(r, typed)
	}
}
