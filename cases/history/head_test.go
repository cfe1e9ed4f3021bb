package history

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func drawHead(t *rapid.T) Head {
	id := rapid.StringMatching(`[0-9a-f]{64}`)
	h := Head{
		Author: Key("ed25519:" + rapid.StringMatching(`[A-Za-z0-9_-]{42}`).Draw(t, "key") + "A"),
		Device: rapid.StringMatching(`[0-9a-f]{16}`).Draw(t, "device"),
		Seq:    rapid.Int64Range(1, 1<<53).Draw(t, "seq"),
		Time:   time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "time"), 0).UTC(),
		Kind:   rapid.StringMatching(`[a-z][a-z0-9-]{0,20}`).Draw(t, "kind"),
		Body:   "sha256:" + id.Draw(t, "body"), Critical: rapid.Bool().Draw(t, "critical"),
	}
	last := ID("")
	for range rapid.IntRange(0, 4).Draw(t, "after") {
		if next := ID(id.Draw(t, "id")); next > last {
			h.After, last = append(h.After, next), next
		}
	}
	return h
}

// The quick way and the strict way must never differ: what the quick way takes
// is exactly the canonical form of what it read, and JSON reads the same.
func TestTheQuickWayReadsHeadsAsTheStrictWayDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawHead(t)
		raw := h.Encode()
		if _, ok := parseKnown(raw); !ok {
			t.Fatalf("not taken: %s", raw)
		}
		// One character changed anywhere.
		at := rapid.IntRange(0, len(raw)-1).Draw(t, "at")
		raw[at] = rapid.SampledFrom([]byte(`{}[]",:\ 019afAZ-_t`)).Draw(t, "byte")
		got, ok := parseKnown(raw)
		if !ok {
			return
		}
		if string(got.Encode()) != string(raw) {
			t.Fatalf("taken, but not in its canonical form: %s", raw)
		}
		if CheckJSON(raw) != nil || !json.Valid(raw) {
			t.Fatalf("taken, but no strict JSON: %s", raw)
		}
	})
}

func TestAHeadWithFurtherKeysIsLeftToTheStrictWay(t *testing.T) {
	h := Head{Author: Key("ed25519:" + strings.Repeat("A", 43)), Device: strings.Repeat("0", 16), Seq: 1,
		Time: time.Unix(0, 0).UTC(), Kind: "case", Body: HashBody(nil)}
	raw := h.Encode()
	raw = append(raw[:len(raw)-1], `,"later":1}`...)
	if _, ok := parseKnown(raw); ok {
		t.Fatal("taken by the quick way")
	}
	if _, err := ParseHead(raw); err != nil {
		t.Fatalf("refused: %v", err)
	}
}

func BenchmarkParseHead(b *testing.B) {
	h := Head{Author: Key("ed25519:" + strings.Repeat("A", 43)), Device: strings.Repeat("0", 16), Seq: 12,
		After: []ID{ID(strings.Repeat("a", 64))}, Time: time.Unix(0, 0).UTC(), Kind: "contact", Body: HashBody(nil)}
	raw := h.Encode()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseHead(raw); err != nil {
			b.Fatal(err)
		}
	}
}
