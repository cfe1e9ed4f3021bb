package person_test

import (
	"fmt"
	"testing"
	"testing/synctest"

	"brobygger/tui/frame"
	"brobygger/tui/tuitest"
	"brobygger/tui/words"
)

func TestTheScreenLooks(t *testing.T) {
	for _, l := range words.Languages() {
		for _, size := range []frame.Size{normal, {Width: 120, Height: 30}, {Width: 140, Height: 40}, {Width: 40, Height: 12}} {
			for name, keys := range map[string][]string{
				"plan": school, "top": nil, "job": {"down", "down", "down", "down", "down"}, "words": append(append([]string{}, school...), "e"),
				"takeback": {"t"}, "gate": {"esc"}, "help": {"f1"},
			} {
				synctest.Test(t, func(t *testing.T) {
					th := newTheater(t, l)
					d := th.shown(size)
					d.Press(keys...)
					tuitest.Check(t, d.Frame(), size, l, texts()...)
					tuitest.Golden(t, fmt.Sprintf("%s-%s-%dx%d", name, l, size.Width, size.Height), d.Frame())
				})
			}
		}
	}
}

func TestAnArenaWithALongName(t *testing.T) {
	for l, worse := range map[words.Language]string{words.Danish: "sværere", words.English: "harder"} {
		for _, size := range []frame.Size{normal, {Width: 120, Height: 30}, {Width: 140, Height: 40}} {
			synctest.Test(t, func(t *testing.T) {
				th := newTheater(t, l)
				set := th.store.Settings()
				set.ArenaLabel = "Kommune, politi, sagsbehandler"
				if err := th.store.PutSettings(t.Context(), set); err != nil {
					t.Fatal(err)
				}
				d := th.shown(size)
				d.Press("end")
				d.Wants(worse)
				tuitest.Check(t, d.Frame(), size, l, texts()...)
				tuitest.Golden(t, fmt.Sprintf("long-%s-%dx%d", l, size.Width, size.Height), d.Frame())
			})
		}
	}
}
