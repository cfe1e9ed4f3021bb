package history

import (
	"bytes"
	"slices"
)

// Merge is the union of sets of entries. Where one copy of an entry lacks its
// body, another copy's body is taken; [Clean] drops what has been erased. The
// result is sorted by id and shares the entries. Merge is commutative,
// associative and idempotent.
func Merge(sets ...[]*Entry) []*Entry {
	n := 0
	for _, s := range sets {
		n += len(s)
	}
	byID := make(map[ID]*Entry, n)
	for _, s := range sets {
		for _, e := range s {
			old, ok := byID[e.ID]
			if !ok || better(e, old) {
				byID[e.ID] = e
			}
		}
	}
	out := make([]*Entry, 0, len(byID))
	for _, e := range byID {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b *Entry) int { return cmpID(a.ID, b.ID) })
	return out
}

// better says whether copy a of an entry is to be kept rather than b: a body
// beats none, a checked signature an unchecked one, a right one a wrong one, the
// body that the head names any other. It is a total order on copies, so that it
// does not matter which file was read first.
func better(a, b *Entry) bool {
	if ra, rb := rank(a), rank(b); ra != rb {
		return ra > rb
	}
	if c := bytes.Compare(a.RawBody, b.RawBody); c != 0 {
		if fa, fb := fits(a), fits(b); fa != fb {
			return fa
		}
		return c < 0
	}
	return a.Sig < b.Sig
}

func rank(e *Entry) int {
	r := 0
	if e.RawBody != nil {
		r += 8
	}
	switch e.Trust {
	case TrustGood:
		r += 3
	case TrustUnchecked:
		r += 2
	case TrustUnknown:
		r++
	case TrustForged:
		r -= 16
	}
	return r
}

func fits(e *Entry) bool { return HashBody(e.RawBody) == e.Head.Body }

func cmpID(a, b ID) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Clean drops the bodies of the entries that an erase names. It reports how many
// bodies it dropped. Those of [State.EraseAlso] stay until an erase names them,
// since only they say what they were written on.
func Clean(entries []*Entry, st *State) (out []*Entry, dropped int) {
	out = make([]*Entry, len(entries))
	for i, e := range entries {
		if _, also := slices.BinarySearch(st.EraseAlso, e.ID); e.RawBody != nil && st.Erased[e.ID] != nil && !also {
			e = e.WithoutBody()
			dropped++
		}
		out[i] = e
	}
	return out, dropped
}
