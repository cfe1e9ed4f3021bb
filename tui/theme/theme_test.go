package theme

import (
	"reflect"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

func TestWGL4(t *testing.T) {
	for _, r := range "aZæøåÆØÅéüğŚ€§–…·•─│┌┐└┘├┤┬┴┼═║●○■□█▄░→←↑↓↕«»‹›“”„½×−" {
		if !WGL4(r) {
			t.Errorf("%q (%U) may not be drawn", r, r)
		}
	}
	for _, r := range "✓✔⚠🙂⠋⣿\ue0b0╭╯━┃▁▇▶⏎≫\u00ad\u200b\u202e\x1b\t中" {
		if WGL4(r) {
			t.Errorf("%q (%U) may be drawn", r, r)
		}
	}
	if got := string(Foreign("a✓b✓\n🙂æ")); got != "✓🙂" {
		t.Errorf("Foreign finds %q", got)
	}
	if got := Foreign("Alt er godt. ■□ →"); len(got) > 0 {
		t.Errorf("Foreign finds %q", string(got))
	}
}

func TestNoColor(t *testing.T) {
	for _, c := range []struct {
		environ []string
		want    bool
	}{
		{nil, false},
		{[]string{"NO_COLOR="}, false},
		{[]string{"NO_COLOR=1"}, true},
		{[]string{"NO_COLOR=yes"}, true},
		{[]string{"NO_COLOR=0"}, true},
		{[]string{"NO_COLOR=1", "NO_COLOR="}, false},
		{[]string{"XNO_COLOR=1"}, false},
	} {
		if got := NoColor(c.environ); got != c.want {
			t.Errorf("%q: %v", c.environ, got)
		}
		if p, ruled := Profile(c.environ); ruled != c.want || ruled && p != colorprofile.ASCII {
			t.Errorf("%q: profile %v, %v", c.environ, p, ruled)
		}
	}
}

// each calls f with every style of a set.
func each(s Styles, f func(name string, style lipgloss.Style)) {
	v := reflect.ValueOf(s)
	for i := range v.NumField() {
		f(v.Type().Field(i).Name, v.Field(i).Interface().(lipgloss.Style))
	}
}

func TestPlainHasNoColour(t *testing.T) {
	each(Plain(), func(name string, style lipgloss.Style) {
		out := style.Render("x")
		if strings.Contains(out, "38;") || strings.Contains(out, "48;") || strings.Contains(out, "[3") {
			t.Errorf("%s has a colour: %q", name, out)
		}
	})
}

func TestNoStyleChangesTheWidthOfAText(t *testing.T) {
	for _, s := range []Styles{New(true), New(false), Plain()} {
		each(s, func(name string, style lipgloss.Style) {
			if w := lipgloss.Width(style.Render("åben sag")); w != 8 {
				t.Errorf("%s makes 8 columns %d", name, w)
			}
		})
	}
}

func TestSelectionShowsWithoutColour(t *testing.T) {
	if Plain().Selected.Render("x") == Plain().Text.Render("x") {
		t.Error("the selected row looks like any other")
	}
	dark, light := New(true), New(false)
	if dark.Error.Render("x") == light.Error.Render("x") {
		t.Error("dark and light are the same")
	}
}
