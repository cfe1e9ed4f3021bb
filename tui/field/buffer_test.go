package field

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"brobygger/tui/frame"
	"brobygger/tui/theme"
	"brobygger/tui/tuitest"
)

func press(f Field, names ...string) {
	for _, n := range names {
		f.Update(tuitest.Key(n))
	}
}

func write(f Field, text string) {
	for _, msg := range tuitest.Keys(text) {
		f.Update(msg)
	}
}

func paste(f Field, text string) { f.Update(tea.PasteMsg{Content: text}) }

func TestUndoTakesTypingBackWordByWord(t *testing.T) {
	a := NewArea("")
	write(a, "Mødte Karim")
	press(a, "ctrl+z")
	if got := a.Value(); got != "Mødte " {
		t.Errorf("after one undo: %q", got)
	}
	press(a, "ctrl+z", "ctrl+z", "ctrl+z")
	if got := a.Value(); got != "" {
		t.Errorf("after all undos: %q", got)
	}
	press(a, "ctrl+y", "ctrl+y")
	if got := a.Value(); got != "Mødte Karim" {
		t.Errorf("after redoing: %q", got)
	}
}

func TestAPasteIsOneUndo(t *testing.T) {
	a := NewArea("før ")
	long := strings.Repeat("Han kom til tiden, og vi talte om praktik.\r\n", 5000)
	paste(a, long)
	if got := a.Value(); got != "før "+strings.ReplaceAll(long, "\r\n", "\n") {
		t.Fatalf("pasted %d bytes, got %d", len(long), len(got))
	}
	press(a, "x", "ctrl+z", "ctrl+z")
	if got := a.Value(); got != "før " {
		t.Errorf("after two undos %d bytes are left", len(got))
	}
	press(a, "ctrl+y")
	if got := a.Value(); len(got) != len("før ")+len(long)-5000 {
		t.Errorf("redo gives %d bytes", len(got))
	}
}

func TestErasingIsOneUndo(t *testing.T) {
	a := NewArea("Karim Farah")
	press(a, "backspace", "backspace", "backspace")
	press(a, "home", "delete", "delete")
	if got := a.Value(); got != "rim Fa" {
		t.Fatalf("got %q", got)
	}
	press(a, "ctrl+z")
	if got := a.Value(); got != "Karim Fa" {
		t.Errorf("after one undo: %q", got)
	}
	press(a, "ctrl+z")
	if got := a.Value(); got != "Karim Farah" {
		t.Errorf("after two: %q", got)
	}
}

func TestWhatHasNoRoomIsNotPutInHalf(t *testing.T) {
	a := NewArea("kort").Limit(20)
	paste(a, strings.Repeat("x", 17))
	if a.Value() != "kort" || !a.Full() {
		t.Errorf("value %q, full %v", a.Value(), a.Full())
	}
	press(a, "left")
	if a.Full() {
		t.Error("still says that it is full after the next key")
	}
	paste(a, strings.Repeat("x", 16))
	if len(a.Value()) != 20 || a.Full() {
		t.Errorf("value %q, full %v", a.Value(), a.Full())
	}
	press(a, "y")
	if len(a.Value()) != 20 || !a.Full() {
		t.Errorf("value %q, full %v", a.Value(), a.Full())
	}
	press(a, "backspace")
	if len(a.Value()) != 19 {
		t.Error("a full field cannot be shortened")
	}
}

func TestPositionComesBack(t *testing.T) {
	a := NewArea("første linje\nanden linje\ntredje")
	a.Seek(20)
	if got := a.Position(); got != 20 {
		t.Errorf("position %d", got)
	}
	a.Seek(2) // within the ø, which is two bytes
	if got := a.Position(); got != 1 {
		t.Errorf("position within a character: %d", got)
	}
	a.Seek(1000)
	if got := a.Position(); got != len(a.Value()) {
		t.Errorf("position beyond the end: %d", got)
	}
	a.Seek(-1)
	if got := a.Position(); got != 0 {
		t.Errorf("position before the start: %d", got)
	}
}

// TestEditing lets a person do anything to a text, and compares with a plain
// string; then undoes all of it, and does all of it again.
func TestEditing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := intake(anyText().Draw(t, "start"), true)
		a := NewArea(start)
		a.Seek(rapid.IntRange(0, len(start)).Draw(t, "seek"))
		steps := rapid.SliceOfN(rapid.OneOf(
			rapid.SampledFrom([]string{
				"left", "right", "up", "down", "home", "end", "pgup", "pgdown", "ctrl+left", "ctrl+right",
				"ctrl+home", "ctrl+end", "backspace", "delete", "ctrl+w", "ctrl+delete", "ctrl+u", "enter",
				"ctrl+z", "ctrl+y",
			}),
			rapid.StringMatching(`[a-zæøå ]`),
		), 0, 60).Draw(t, "steps")
		for _, s := range steps {
			if rapid.IntRange(0, 20).Draw(t, "dice") == 0 {
				text := anyText().Draw(t, "paste")
				before, at := a.Value(), a.Position()
				paste(a, text)
				if want := before[:at] + intake(text, true) + before[at:]; a.Value() != want {
					t.Fatalf("pasting %q into %q at %d gives %q", text, before, at, a.Value())
				}
			}
			before, at := a.Value(), a.Position()
			if len([]rune(s)) == 1 {
				press(a, s)
				if want := before[:at] + s + before[at:]; a.Value() != want {
					t.Fatalf("typing %q into %q at %d gives %q", s, before, at, a.Value())
				}
			} else {
				press(a, s)
			}
			switch s {
			case "left", "right", "up", "down", "home", "end", "pgup", "pgdown", "ctrl+left", "ctrl+right", "ctrl+home", "ctrl+end":
				if a.Value() != before {
					t.Fatalf("%s changes the text", s)
				}
			case "enter":
				if want := before[:at] + "\n" + before[at:]; a.Value() != want {
					t.Fatalf("Enter in %q at %d gives %q", before, at, a.Value())
				}
			case "backspace":
				if !strings.HasSuffix(before, a.Value()[a.Position():]) || !strings.HasPrefix(before, a.Value()[:a.Position()]) {
					t.Fatalf("Backspace in %q at %d gives %q", before, at, a.Value())
				}
			}
			if a.editor.size != len(a.Value()) {
				t.Fatalf("counts %d bytes of %d", a.editor.size, len(a.Value()))
			}
			width, height := rapid.IntRange(1, 30).Draw(t, "width"), rapid.IntRange(1, 12).Draw(t, "height")
			lines, cursor := a.View(width, height, true, theme.Plain())
			if cursor == nil || cursor.X < 0 || cursor.Y < 1 || cursor.Y >= len(lines)-1 || cursor.X >= max(4, width)-1 {
				t.Fatalf("cursor at %v in %d lines of %d", cursor, len(lines), width)
			}
			for _, l := range lines {
				if w := frame.Width(l); w > max(4, width) {
					t.Fatalf("%q is %d wide, not %d", l, w, width)
				}
			}
		}
		end := a.Value()
		for range 200 {
			press(a, "ctrl+z")
		}
		if a.Value() != start {
			t.Fatalf("undoing all gives %q, not %q", a.Value(), start)
		}
		undone := len(a.editor.undone)
		for range undone {
			press(a, "ctrl+y")
		}
		if undone > 0 && !strings.Contains(strings.Join(steps, " "), "ctrl+z") && a.Value() != end {
			t.Fatalf("doing all again gives %q, not %q", a.Value(), end)
		}
	})
}
