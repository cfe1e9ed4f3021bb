package storage

import "testing"

// TestApart: two places are on different disks only where both are known and
// share none; two shares may be one disk of one server.
func TestApart(t *testing.T) {
	inner, stick, unknown, share := medium{disks: []string{"sda"}}, medium{disks: []string{"sdb"}}, medium{}, medium{remote: true}
	for _, c := range []struct {
		name string
		a, b medium
		want bool
	}{
		{"one disk", inner, inner, true},
		{"a stick", stick, inner, false},
		{"a volume over both", medium{disks: []string{"sdb", "sda"}}, inner, true},
		{"vault unknown", unknown, inner, true},
		{"device unknown", stick, unknown, true},
		{"both unknown", unknown, unknown, true},
		{"a share", share, inner, false},
		{"a share, and a device folder of which nothing is known", share, unknown, false},
		{"all on shares", share, share, true},
	} {
		if got := together(c.a, c.b); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
