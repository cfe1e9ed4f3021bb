package history

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestOrderBetween(t *testing.T) {
	tests := []struct{ a, b string }{
		{"", ""}, {"V", ""}, {"", "V"}, {"A", "B"}, {"A", "A1"}, {"Az", "B"}, {"Azz", "B"}, {"", "1"}, {"", "01"}, {"z", ""},
		{"zzz", ""}, {"1", "10001"},
	}
	for _, tt := range tests {
		k := OrderBetween(tt.a, tt.b)
		if k <= tt.a || tt.b != "" && k >= tt.b {
			t.Errorf("between %q and %q: %q", tt.a, tt.b, k)
		}
	}
	for _, tt := range []struct{ a, b string }{{"B", "A"}, {"A", "A"}, {"A", "æ"}, {"A", "0"}} {
		if k := OrderBetween(tt.a, tt.b); k <= tt.a {
			t.Errorf("with no room between %q and %q: %q", tt.a, tt.b, k)
		}
	}
}

// A list into which people insert anywhere stays in their order, and its keys
// are ASCII and of decent length.
func TestOrderKeysOfAList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var keys []string
		for range rapid.IntRange(1, 200).Draw(t, "n") {
			at := rapid.IntRange(0, len(keys)).Draw(t, "at")
			var a, b string
			if at > 0 {
				a = keys[at-1]
			}
			if at < len(keys) {
				b = keys[at]
			}
			keys = slices.Insert(keys, at, OrderBetween(a, b))
		}
		if !slices.IsSorted(keys) || len(slices.Compact(slices.Clone(keys))) != len(keys) {
			t.Fatalf("the order is lost: %q", keys)
		}
		for _, k := range keys {
			if strings.Trim(k, orderDigits) != "" || strings.HasSuffix(k, "0") || len(k) > len(keys)/5+2 {
				t.Fatalf("key %q of %d", k, len(keys))
			}
		}
	})
}

func FuzzOrderBetween(f *testing.F) {
	f.Add("", "1")
	f.Add("A", "A01")
	f.Add("æ", "0")
	f.Fuzz(func(t *testing.T, a, b string) {
		k := OrderBetween(a, b)
		if !isOrder(k) || k == "" {
			t.Fatalf("%q is no key", k)
		}
		if isOrder(a) && k <= a || isOrder(a) && isOrder(b) && a < b && k >= b {
			t.Fatalf("%q is not between %q and %q", k, a, b)
		}
	})
}
