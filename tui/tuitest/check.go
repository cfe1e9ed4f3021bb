package tuitest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"brobygger/tui/frame"
	"brobygger/tui/theme"
	"brobygger/tui/words"
)

// Check fails the test unless a screen keeps to what every screen must keep to:
// no wider and no higher than its window, nothing drawn beside WGL4, a key line
// at the bottom, no text missing, and in Danish no English word. user are the
// texts of people that stand on it: their characters and words are theirs.
func Check(t testing.TB, screen string, size frame.Size, language words.Language, user ...string) {
	t.Helper()
	for _, fault := range Faults(screen, size, language, user...) {
		t.Errorf("%s:\n%s", fault, screen)
	}
}

// Faults lists what [Check] finds.
func Faults(screen string, size frame.Size, language words.Language, user ...string) []string {
	var faults []string
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	lines := strings.Split(Plain(screen), "\n")
	if len(lines) > size.Height {
		say("%d lines in a window of %d", len(lines), size.Height)
	}
	for i, l := range lines {
		if w := frame.Width(l); w > size.Width {
			say("line %d is %d columns wide in a window of %d", i+1, w, size.Width)
		}
	}
	own := strings.Join(lines, "\n")
	for _, text := range user {
		for _, r := range theme.Foreign(text) {
			own = strings.ReplaceAll(own, string(r), "")
		}
	}
	if foreign := theme.Foreign(own); len(foreign) > 0 {
		say("%q is not in WGL4", string(foreign))
	}
	if size.Width >= frame.MinWidth && size.Height >= frame.MinHeight {
		if last := strings.TrimSpace(lines[len(lines)-1]); last == "" || len(lines) < size.Height {
			say("no key line")
		}
	}
	if strings.ContainsAny(own, "‹›") {
		say("a text is missing")
	}
	if language == words.Danish {
		// What people wrote may stand broken over several lines, so it is their words
		// that are left out.
		theirs := English(strings.Join(user, " "))
		found := slices.DeleteFunc(English(own), func(w string) bool { return slices.Contains(theirs, w) })
		if len(found) > 0 {
			say("English words %q on a Danish screen", found)
		}
	}
	return faults
}

// English lists the words of a text that English programs put on screens and
// that are no Danish words too. Names of keys (Enter, Esc, Tab) are Danish
// enough: they stand on the keys.
func English(text string) []string {
	english := make(map[string]bool)
	for _, w := range strings.Fields(`
		a about all and any are back by cancel cannot case cases change check choose clear close
		command commands confirm contact could date day days delete denied description done down
		draft edit empty error exit expected failed file files find flag flags found from full
		goto help history if invalid is it items key keys language last line list load loading
		lock meeting minutes missing month more move name new next no nothing not note notes of
		open option options or page passphrase password path permission please postpone press
		previous quit remove required result results retry return row rows save saved search
		select selected show size start such text the these this time title to today tomorrow
		too type unable undo unknown until up update usage use user value version warning was
		week welcome what when which window with write wrong year yes yesterday you your`) {
		english[w] = true
	}
	// Words that are Danish too, or that Danes write.
	for _, w := range strings.Fields("a all by case find from full is it note start to type lock") {
		delete(english, w)
	}
	// The names of commands are English in every language.
	text = regexp.MustCompile(`brobygger\s+[a-z-]+`).ReplaceAllString(text, "")
	var found []string
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if english[strings.ToLower(w)] {
			found = append(found, w)
		}
	}
	return found
}
