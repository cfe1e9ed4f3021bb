package caselist_test

import (
	"context"
	"fmt"
	"testing"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/tui/caselist"
	"brobygger/tui/frame"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/words"
)

// many is a vault with many cases, which are not read but made.
type many struct {
	*fakestore.Store
	rows []cases.Row
}

// Rows implements [cases.Store].
func (m many) Rows(context.Context, calendar.Date) ([]cases.Row, error) { return m.rows, nil }

func manyRows(n int) []cases.Row {
	names := []string{"Karim Farah", "Østen Nygård", "Frederikke Ydun", "Bo Åkjær", "Sahra Aden"}
	out := make([]cases.Row, n)
	for i := range out {
		name := names[i%len(names)]
		out[i] = cases.Row{
			ID: fmt.Sprintf("%032x", i), Number: fmt.Sprintf("26-%04X", i&0xffff), Kind: cases.Kinds()[i%3], Title: name[:4] + " F.", Name: name,
			Worker: "00000000000000a1", Status: cases.StatusOpen, Phase: cases.PhaseRelation, NotAlone: i%7 == 0, Protected: i%11 == 0,
			Opened: calendar.Date{Year: 2026, Month: 3, Day: 1 + i%28}, LastContact: calendar.Date{Year: 2026, Month: 11, Day: 1 + i%28},
			Items: []cases.Item{{Due: calendar.Date{Year: 2026, Month: 12, Day: 7}, Days: i % 9}},
		}
	}
	return out
}

// BenchmarkKeyToFrame is what a key costs from the press to the finished frame.
func BenchmarkKeyToFrame(b *testing.B) {
	for _, n := range []int{100, 10_000, 100_000} {
		for _, typed := range []string{"down", "letter"} {
			b.Run(fmt.Sprintf("%d/%s", n, typed), func(b *testing.B) {
				d := newDesk(b, fakestore.New(), words.Danish)
				d.Store = many{fakestore.New(), manyRows(n)}
				s := caselist.New(d)
				s.Update(s.Start()())
				size := frame.Size{Width: 120, Height: 40}
				view := func() {
					p, _ := s.View(size)
					if len(frame.Render(size, p)) == 0 {
						b.Fatal("nothing drawn")
					}
				}
				press := func(names ...string) {
					for _, k := range names {
						s.Update(tuitest.Key(k))
					}
				}
				view()
				if typed == "letter" {
					press("f", "k", "a")
				}
				b.ResetTimer()
				for i := range b.N {
					switch {
					case typed == "down":
						press("down")
					case i%2 == 0:
						press("r")
					default:
						press("backspace")
					}
					view()
				}
			})
		}
	}
}
