package history

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// copies gives an entry as damaged, half-read and honest files may hold it.
func copies(t *rapid.T, in []*Entry) []*Entry {
	var out []*Entry
	for _, e := range in {
		for range rapid.IntRange(0, 2).Draw(t, "copies") {
			c := *e
			c.body = nil
			c.Trust = Trust(rapid.IntRange(0, 3).Draw(t, "trust"))
			switch rapid.IntRange(0, 3).Draw(t, "body") {
			case 0:
				c.RawBody = nil
			case 1:
				c.RawBody = []byte(`{"salt":"00000000000000000000000000000000"}`)
			}
			c.Sig = rapid.SampledFrom([]string{e.Sig, "ed25519:other"}).Draw(t, "sig")
			out = append(out, &c)
		}
	}
	return out
}

func TestMergeIsASetUnion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := drawWorld(t).union()
		a, b, c := copies(t, all), copies(t, all), copies(t, all)
		sameEntries(t, "commutative", Merge(a, b), Merge(b, a))
		sameEntries(t, "associative", Merge(Merge(a, b), c), Merge(a, Merge(b, c)))
		sameEntries(t, "associative in one", Merge(a, b, c), Merge(Merge(a, b), c))
		m := Merge(a, b)
		sameEntries(t, "idempotent", Merge(m, m), m)
		sameEntries(t, "idempotent with a part", Merge(m, a), m)
		sameEntries(t, "arrival", Merge(shuffled(t, slices.Concat(a, b))), m)
		for _, e := range slices.Concat(a, b) {
			if !slices.ContainsFunc(m, func(o *Entry) bool { return o.ID == e.ID }) {
				t.Fatalf("merge lost an entry")
			}
		}
	})
}

// Of two copies of one entry, the one that says more and is better vouched for
// is kept.
func TestMergeKeepsTheBetterCopy(t *testing.T) {
	var salt uint64
	r := &replica{who: "amira", clock: start, salt: &salt}
	good := r.write(t, Change{Kind: "contact", Set: map[string]any{"text": "a"}})
	with := func(f func(*Entry)) *Entry {
		c := *good
		c.body = nil
		f(&c)
		return &c
	}
	forged := []byte(`{"salt":"00000000000000000000000000000000","set":{"text":"!"}}`)
	tests := []struct {
		name   string
		better *Entry
		worse  *Entry
	}{
		{"body beats none", with(func(e *Entry) { e.Trust = TrustUnknown }), with(func(e *Entry) { e.RawBody = nil })},
		{"checked beats unchecked", good, with(func(e *Entry) { e.Trust = TrustUnchecked })},
		{"none beats a forged one", with(func(e *Entry) { e.RawBody = nil }), with(func(e *Entry) { e.Trust, e.RawBody = TrustForged, forged })},
		{"the body the head names beats another", with(func(e *Entry) { e.Trust = TrustUnchecked }),
			with(func(e *Entry) { e.Trust, e.RawBody = TrustUnchecked, forged })},
	}
	for _, tt := range tests {
		for _, m := range [][]*Entry{Merge([]*Entry{tt.better}, []*Entry{tt.worse}), Merge([]*Entry{tt.worse}, []*Entry{tt.better})} {
			if len(m) != 1 || m[0] != tt.better {
				t.Errorf("%s: the other copy was kept", tt.name)
			}
		}
	}
}
