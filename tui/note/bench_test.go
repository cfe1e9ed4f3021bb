package note

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/words"
)

type still struct{}

func (still) Now() time.Time { return time.Date(2026, 12, 7, 10, 40, 0, 0, time.UTC) }

// BenchmarkKey is one letter and the frame after it, in texts of several sizes.
func BenchmarkKey(b *testing.B) {
	w, err := words.Load(words.Danish)
	if err != nil {
		b.Fatal(err)
	}
	for _, size := range []int{1 << 10, 32 << 10, 900 << 10} {
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			s := New(desk.New(&tui.Env{Words: w, Clock: still{}}, fakestore.New()), "")
			s.Form.Focus("text")
			s.Update(tea.PasteMsg{Content: strings.Repeat("Mødte Karim i frikvarteret, og han er stolt af det.\n", size/52)})
			letter, back := tuitest.Key("a"), tuitest.Key("backspace")
			for i := 0; b.Loop(); i++ {
				if i%2 == 0 {
					s.Update(letter)
				} else {
					s.Update(back)
				}
				s.View(frame.Size{Width: 80, Height: 24})
			}
		})
	}
}
