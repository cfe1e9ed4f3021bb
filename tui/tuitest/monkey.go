package tuitest

import (
	"testing"
	"testing/synctest"

	"pgregory.net/rapid"

	"brobygger/tui/frame"
	"brobygger/tui/words"
)

// monkeySteps is how many keys and resizes one run of [Monkey] has.
const monkeySteps = 40

// Monkey presses random keys in windows of random sizes and fails when a frame is
// too wide or too high, when a text is missing, or when broken, asked after each
// step, says what is wrong. Start makes a program and its driver afresh; it is
// called within a bubble of testing/synctest.
func Monkey(t *testing.T, pressed []string, start func(t *testing.T) (d *Driver, broken func() string)) {
	t.Helper()
	rapid.Check(t, func(rt *rapid.T) {
		steps := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pressed), rapid.SampledFrom(pressed), rapid.Just("")), 1, monkeySteps).Draw(rt, "keys")
		sizes := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) frame.Size {
			return frame.Size{Width: rapid.IntRange(1, 150).Draw(rt, "width"), Height: rapid.IntRange(1, 45).Draw(rt, "height")}
		}), monkeySteps, monkeySteps).Draw(rt, "sizes")
		synctest.Test(t, func(t *testing.T) {
			d, broken := start(t)
			defer d.Stop()
			for i, step := range steps {
				if step == "" {
					d.Resize(sizes[i].Width, sizes[i].Height)
				} else {
					d.Press(step)
				}
				if d.Ended() {
					t.Fatalf("ended after %q: %s", steps[:i+1], broken())
				}
				if what := broken(); what != "" {
					t.Fatalf("after %q: %s", steps[:i+1], what)
				}
				screen := d.Frame()
				for _, fault := range Faults(screen, d.Size(), words.English) {
					t.Fatalf("after %q in %v: %s:\n%s", steps[:i+1], d.Size(), fault, screen)
				}
			}
		})
	})
}
