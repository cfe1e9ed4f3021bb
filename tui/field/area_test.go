package field

import (
	"strings"
	"testing"

	"brobygger/tui/frame"
	"brobygger/tui/theme"
)

func TestAnArea(t *testing.T) {
	a := NewArea("")
	write(a, "Mødte Karim i frikvarteret.\nHan er stolt.")
	want := strings.Join([]string{
		"┌──────────────┐",
		"│Mødte Karim i │",
		"│frikvarteret. │",
		"│Han er stolt._│",
		"│              │",
		"└──────────────┘",
	}, "\n")
	if got := show(a, 16, 6); got != want {
		t.Errorf("shows\n%s\nwant\n%s", got, want)
	}
	press(a, "enter")
	write(a, "Mere.")
	want = strings.Join([]string{
		"┌──────────────┐",
		"│frikvarteret. ↑",
		"│Han er stolt. │",
		"│Mere._        │",
		"└──────────────┘",
	}, "\n")
	if got := show(a, 16, 5); got != want {
		t.Errorf("shows\n%s\nwant\n%s", got, want)
	}
	press(a, "ctrl+home")
	want = strings.Join([]string{
		"┌──────────────┐",
		"│_ødte Karim i │",
		"│frikvarteret. │",
		"│Han er stolt. ↓",
		"└──────────────┘",
	}, "\n")
	if got := show(a, 16, 5); got != want {
		t.Errorf("shows\n%s\nwant\n%s", got, want)
	}
}

func TestMovingByRowsKeepsTheColumn(t *testing.T) {
	a := NewArea("en lang første linje\nkort\nen lang tredje linje")
	a.View(80, 10, true, theme.Plain())
	a.Seek(15)
	press(a, "down")
	if got := a.Position(); got != len("en lang første linje\nkort") {
		t.Errorf("down goes to %d", got)
	}
	press(a, "down")
	if got := a.Position() - len("en lang første linje\nkort\n"); got != 14 {
		t.Errorf("down twice goes to column %d of the third line", got)
	}
	press(a, "down")
	if a.Position() != len(a.Value()) {
		t.Error("down on the last row does not go to its end")
	}
	press(a, "ctrl+home", "up")
	if a.Position() != 0 {
		t.Error("up on the first row does not go to its start")
	}
}

func TestHomeAndEndAreThoseOfTheRow(t *testing.T) {
	a := NewArea("Mødte Karim i frikvarteret.")
	a.View(16, 6, true, theme.Plain())
	press(a, "home")
	if got := a.Value()[a.Position():]; got != "frikvarteret." {
		t.Errorf("Home goes to before %q", got)
	}
	press(a, "up", "end")
	if got := a.Value()[a.Position():]; got != " frikvarteret." {
		t.Errorf("End goes to before %q", got)
	}
}

func TestTheTextIsShownAgainWhenTheWindowGrows(t *testing.T) {
	a := NewArea(strings.Repeat("linje\n", 20) + "slut")
	show(a, 20, 6)
	got := show(a, 20, 30)
	if strings.Count(got, "linje") != 20 || !strings.Contains(got, "slut_") {
		t.Errorf("shows\n%s", got)
	}
}

// bigText is 5,000 lines and a megabyte.
func bigText() string {
	line := strings.Repeat("Vi talte om skolen og jobbet, og han kommer igen på torsdag. ", 4)
	return strings.Repeat(line[:209]+"\n", 5000)[:1<<20-1]
}

func TestABigTextIsTakenWhole(t *testing.T) {
	a := NewArea("")
	paste(a, bigText())
	if a.Value() != bigText() || a.Full() {
		t.Errorf("%d bytes, full %v", len(a.Value()), a.Full())
	}
	if got := show(a, 80, 12); strings.Count(got, "\n") != 11 {
		t.Errorf("shows\n%s", got)
	}
}

func benchmarkKeys(b *testing.B, text string, keys ...string) {
	a := NewArea("").Limit(1 << 22)
	a.SetValue(text)
	a.Seek(len(text) / 2)
	a.View(80, 12, true, theme.New(true))
	i := 0
	for b.Loop() {
		press(a, keys[i%len(keys)])
		a.View(80, 12, true, theme.New(true))
		i++
	}
}

func BenchmarkAreaTypingInAMegabyte(b *testing.B) {
	benchmarkKeys(b, bigText(), "a", "b", " ", "c", "backspace", "enter")
}

func BenchmarkAreaMovingInAMegabyte(b *testing.B) {
	benchmarkKeys(b, bigText(), "down", "down", "pgup", "pgdown", "up")
}

func BenchmarkAreaTypingInOneLineOfAMegabyte(b *testing.B) {
	benchmarkKeys(b, strings.ReplaceAll(bigText(), "\n", " "), "a", "b", " ", "c", "backspace")
}

func BenchmarkAreaPasteOfAMegabyte(b *testing.B) {
	text := strings.ReplaceAll(bigText(), "\n", "\r\n")
	for b.Loop() {
		a := NewArea("").Limit(1 << 22)
		paste(a, text)
		a.View(80, 12, true, theme.Plain())
	}
}

func BenchmarkFormKey(b *testing.B) {
	f := contactForm()
	for b.Loop() {
		f.Update(keyA())
		f.View(frame.Size{Width: 80, Height: 20}, theme.New(true))
	}
}
