package tuitest

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"brobygger/tui/frame"
	"brobygger/tui/words"
)

func good() string {
	lines := []string{" I DAG", strings.Repeat("─", 40)}
	for len(lines) < 11 {
		lines = append(lines, "")
	}
	return strings.Join(append(lines, " Enter åbn   ? hjælp"), "\n")
}

func TestFaults(t *testing.T) {
	size := frame.Size{Width: 40, Height: 12}
	if found := Faults(good(), size, words.Danish); len(found) > 0 {
		t.Errorf("a good screen is blamed: %q", found)
	}
	for want, screen := range map[string]string{
		"13 lines in a window of 12": good() + "\nx",
		"columns wide":               strings.Replace(good(), "I DAG", strings.Repeat("x", 40), 1),
		"not in WGL4":                strings.Replace(good(), "I DAG", "I DAG ✓", 1),
		"no key line":                strings.Replace(good(), " Enter åbn   ? hjælp", "", 1),
		"a text is missing":          strings.Replace(good(), "I DAG", words.Missing("today.title"), 1),
		"English words":              strings.Replace(good(), "åbn", "press any key", 1),
	} {
		found := Faults(screen, size, words.Danish)
		if !slices.ContainsFunc(found, func(f string) bool { return strings.Contains(f, want) }) {
			t.Errorf("%q is not found, but %q", want, found)
		}
	}
	users := strings.Replace(good(), "I DAG", "Nguyễn 🙂 of the", 1)
	if found := Faults(users, size, words.Danish, "Nguyễn 🙂 of the"); len(found) > 0 {
		t.Errorf("a user's own text is blamed: %q", found)
	}
	if found := Faults(users, size, words.English, "Nguyễn 🙂"); len(found) > 0 {
		t.Errorf("English on an English screen is blamed: %q", found)
	}
}

func TestTheWordsOfTheProgramAreNotTakenForEnglish(t *testing.T) {
	w, err := words.Load(words.Danish)
	if err != nil {
		t.Fatal(err)
	}
	places := regexp.MustCompile(`\{[a-z0-9]*\}`)
	for _, key := range w.Keys() {
		if strings.HasPrefix(key, "cli") {
			continue // the names of commands and flags are English
		}
		if found := English(places.ReplaceAllString(w.T(key), "")); len(found) > 0 {
			t.Errorf("%s: %q", key, found)
		}
	}
}

func TestKey(t *testing.T) {
	for name, want := range map[string]tea.KeyPressMsg{
		"k":         {Code: 'k', Text: "k"},
		"Æ":         {Code: 'æ', Text: "Æ", ShiftedCode: 'Æ', Mod: tea.ModShift},
		"space":     {Code: tea.KeySpace, Text: " "},
		"ctrl+s":    {Code: 's', Mod: tea.ModCtrl},
		"shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
		"f9":        {Code: tea.KeyF9},
		"altgr+@":   {Code: '@', Text: "@", Mod: tea.ModCtrl | tea.ModAlt},
	} {
		if got := Key(name); got != want {
			t.Errorf("Key(%q) = %#v", name, got)
		}
	}
	for _, name := range []string{"returntast", "ctrl+foo", "f99", ""} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q is a key", name)
				}
			}()
			Key(name)
		}()
	}
}
