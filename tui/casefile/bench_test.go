package casefile_test

import (
	"fmt"
	"strings"
	"testing"

	"brobygger/cases"
	"brobygger/tui/casefile"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/words"
)

// BenchmarkKeyToFrame is what a key costs in a case with many notes, from the
// press to the finished frame.
func BenchmarkKeyToFrame(b *testing.B) {
	s := fakestore.New()
	p := sample.Fill(b, s)
	for i := range 300 {
		p.Note(p.Emil, sample.At(10, 1+i%28, 9, i%60), cases.ContactForm{Channel: cases.ChannelPhone, Text: fmt.Sprintf("Note %d. %s", i, strings.Repeat("Han var glad i dag. ", 20))})
	}
	for _, tab := range []string{"overview", "contacts", "history"} {
		b.Run(tab, func(b *testing.B) {
			c := casefile.New(newDesk(b, s, words.Danish), desk.CaseArg{ID: p.Emil, Tab: tab})
			c.Update(c.Start()())
			size := frame.Size{Width: 120, Height: 40}
			for i := range b.N {
				key := "down"
				if i%100 == 99 {
					key = "home"
				}
				c.Update(tuitest.Key(key))
				parts, _ := c.View(size)
				if len(frame.Render(size, parts)) == 0 {
					b.Fatal("nothing drawn")
				}
			}
		})
	}
}

// BenchmarkLongText is a frame of a note as long as a note can be.
func BenchmarkLongText(b *testing.B) {
	s := fakestore.New()
	p := sample.Fill(b, s)
	p.Note(p.Emil, sample.At(12, 6, 9, 0), cases.ContactForm{Text: strings.Repeat("Han var glad i dag. ", 50_000)})
	c := casefile.New(newDesk(b, s, words.Danish), desk.CaseArg{ID: p.Emil, Tab: "contacts"})
	c.Update(c.Start()())
	for b.Loop() {
		c.View(frame.Size{Width: 120, Height: 40})
		c.View(frame.Size{Width: 80, Height: 40})
	}
}
