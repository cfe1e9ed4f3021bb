package field

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"brobygger/tui/frame"
	"brobygger/tui/theme"
	"brobygger/tui/tuitest"
)

// show draws a field as a user without colours sees it, with "_" where the
// cursor is.
func show(f Field, width, height int) string {
	lines, cursor := f.View(width, height, true, theme.Plain())
	for i, l := range lines {
		lines[i] = strings.TrimRight(tuitest.Plain(l), " ")
		if cursor != nil && cursor.Y == i {
			runes := []rune(frame.Fit(lines[i], max(cursor.X+1, frame.Width(lines[i]))))
			runes[cursor.X] = '_'
			lines[i] = string(runes)
		}
	}
	return strings.Join(lines, "\n")
}

func TestALine(t *testing.T) {
	l := NewLine("")
	write(l, "Mette Holm")
	if got := show(l, 20, 1); got != "[Mette Holm_       ]" {
		t.Errorf("shows %q", got)
	}
	press(l, "ctrl+left", "backspace")
	write(l, "-")
	if l.Value() != "Mette-Holm" {
		t.Errorf("value %q", l.Value())
	}
	press(l, "home", "delete")
	write(l, "g")
	press(l, "end")
	write(l, "!")
	if l.Value() != "gette-Holm!" {
		t.Errorf("value %q", l.Value())
	}
	for _, key := range []string{"enter", "up", "down", "tab", "esc", "ctrl+s", "f1", "ctrl+a", "ctrl+v", "alt+b"} {
		if l.Update(tuitest.Key(key)) {
			t.Errorf("a line takes %s", key)
		}
	}
}

// What is typed into a line with a text put in takes its place, as a selection's;
// whoever moves or erases first changes the text that is there.
func TestTypingOverWhatWasPutIn(t *testing.T) {
	for _, x := range []struct {
		name, want string
		do         func(*Line)
	}{
		{"typed", "20/11", func(l *Line) { write(l, "20/11") }},
		{"pasted", "3/12", func(l *Line) { l.Update(tea.PasteMsg{Content: "3/12"}) }},
		{"erased first", "i da3", func(l *Line) { press(l, "backspace"); write(l, "3") }},
		{"moved first", "i dag!", func(l *Line) { press(l, "end"); write(l, "!") }},
		{"went to the beginning", "!i dag", func(l *Line) { press(l, "home"); write(l, "!") }},
		{"undone", "i dag", func(l *Line) { write(l, "2"); press(l, "ctrl+z") }},
		{"another key first", "man", func(l *Line) { press(l, "ctrl+s", "tab", "f1"); write(l, "man") }},
		{"half typed before", "i dag 2", func(l *Line) { l.Keep(); write(l, " 2") }},
		{"cursor put back", "i2 dag", func(l *Line) { l.Seek(1); write(l, "2") }},
	} {
		l := NewLine("").Over()
		l.SetValue("i dag")
		if x.do(l); l.Value() != x.want {
			t.Errorf("%s: %q, not %q", x.name, l.Value(), x.want)
		}
	}
	l := NewLine("")
	l.SetValue("Mette")
	write(l, " Holm")
	if l.Value() != "Mette Holm" {
		t.Errorf("any other line: %q", l.Value())
	}
}

func TestAltGrTypes(t *testing.T) {
	for _, char := range []string{"@", "€", "{", "[", "|", "\\", "~", "£"} {
		l, a := NewLine(""), NewArea("")
		press(l, "altgr+"+char)
		press(a, "altgr+"+char)
		if l.Value() != char || a.Value() != char {
			t.Errorf("%s with AltGr gives %q and %q", char, l.Value(), a.Value())
		}
	}
}

func TestALinePastesNewlinesAsBlanks(t *testing.T) {
	l := NewLine("")
	paste(l, "Søndre Blok 41\r\n2.th\tBrohøj")
	if l.Value() != "Søndre Blok 41 2.th Brohøj" {
		t.Errorf("value %q", l.Value())
	}
	press(l, "ctrl+z")
	if l.Value() != "" {
		t.Errorf("one undo leaves %q", l.Value())
	}
}

func TestALongLineMovesSideways(t *testing.T) {
	l := NewLine("")
	write(l, "pengeskabet på kontoret i kælderen")
	if got := show(l, 16, 1); got != "[…t i kælderen_]" {
		t.Errorf("at the end shows %q", got)
	}
	press(l, "home")
	if got := show(l, 16, 1); got != "[_engeskabet p…]" {
		t.Errorf("at the start shows %q", got)
	}
}

func TestALineAtAnyWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := NewLine(anyText().Draw(t, "text"))
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			press(l, rapid.SampledFrom([]string{"left", "right", "home", "end", "ctrl+left", "ctrl+right", "backspace", "x"}).Draw(t, "key"))
			width := rapid.IntRange(1, 30).Draw(t, "width")
			lines, cursor := l.View(width, 1, true, theme.Plain())
			if w := frame.Width(lines[0]); w > width {
				t.Fatalf("%q is %d wide, not %d", lines[0], w, width)
			}
			if cursor == nil || cursor.X < 0 || cursor.X >= width {
				t.Fatalf("cursor %v in %d columns", cursor, width)
			}
		}
	})
}

func TestASecretIsNotShown(t *testing.T) {
	s := NewSecret()
	write(s, "seks opdigtede ord")
	if got := show(s, 24, 1); strings.Contains(got, "ord") || !strings.Contains(got, "••••_") {
		t.Errorf("shows %q", got)
	}
	for _, key := range []string{"f4", "ctrl+r"} {
		press(s, key)
		if got := show(s, 24, 1); !strings.Contains(got, "opdigtede ord_") {
			t.Errorf("after %s shows %q", key, got)
		}
		press(s, key)
		if got := show(s, 24, 1); strings.Contains(got, "ord") {
			t.Errorf("after %s again shows %q", key, got)
		}
	}
	press(s, "f4")
	s.View(24, 1, false, theme.Plain())
	if s.Shown() {
		t.Error("stays shown when the cursor leaves")
	}
	if string(s.Bytes()) != "seks opdigtede ord" {
		t.Error("the value is another")
	}
	// Hidden, words cannot be felt out.
	press(s, "ctrl+left")
	write(s, "A")
	if string(s.Bytes()) != "Aseks opdigtede ord" {
		t.Errorf("ctrl+left goes to a word")
	}
	press(s, "end", "ctrl+w")
	if !s.Empty() {
		t.Error("ctrl+w takes a word only")
	}
	write(s, "x")
	s.Clear()
	press(s, "ctrl+z")
	if !s.Empty() {
		t.Error("undo brings a cleared secret back")
	}
	paste(s, "fra et andet program\r\n")
	if string(s.Bytes()) != "fra et andet program" {
		t.Errorf("a pasted secret is %q", s.Bytes())
	}
}

func TestASecretNeverPrints(t *testing.T) {
	s := NewSecret()
	write(s, "hemmelig")
	var out strings.Builder
	fmt.Fprintf(&out, "%v %+v %#v %s %q %x %d", s, s, s, s, s, s, s)
	fmt.Fprintf(&out, "%v %+v", struct{ S *Secret }{s}, []*Secret{s})
	data, err := json.Marshal(map[string]any{"s": s})
	if err != nil {
		t.Fatal(err)
	}
	out.Write(data)
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "secret", s)
	if strings.Contains(out.String(), "hemmelig") || strings.Contains(out.String(), fmt.Sprintf("%x", "hemmelig")) {
		t.Errorf("prints %s", out.String())
	}
}

// A combining mark joins what is typed before it, and the cursor then stands
// within one character.
func TestTypingBeforeACombiningMark(t *testing.T) {
	l := NewLine("\u0301")
	l.Update(tuitest.Key("left"))
	for _, width := range []int{1, 3, 10} {
		l.View(width, 1, true, theme.Plain())
		l.Update(tuitest.Key("x"))
		l.View(width, 1, true, theme.Plain())
	}
	if got, want := l.Value(), "xxx\u0301"; got != want {
		t.Errorf("holds %q, want %q", got, want)
	}
}
