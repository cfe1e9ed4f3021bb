package paper

import (
	"errors"
	"regexp"
	"slices"
	"strings"
)

// TemplateReferral names the template of a referral's letter in
// cases.Settings.Templates.
const TemplateReferral = "referral"

// The placeholders of a template, as they stand in it between braces. They are
// the same in every language, so that a template outlives a change of it.
const (
	SlotTo      = "modtager"
	SlotPerson  = "person"
	SlotPurpose = "formaal"
	SlotContent = "indhold" // what may be told; needed
	SlotFrom    = "afsender"
	SlotDay     = "dato"
	SlotConsent = "samtykke"
)

// Slots are all placeholders.
func Slots() []string {
	return []string{SlotTo, SlotPerson, SlotPurpose, SlotContent, SlotFrom, SlotDay, SlotConsent}
}

// What is wrong with a template; see CheckTemplate.
var (
	ErrUnknownSlot = errors.New("unknown placeholder") // see *SlotError
	ErrNoContent   = errors.New("the placeholder of the content is missing")
	ErrTwoContents = errors.New("the placeholder of the content stands twice")
)

// SlotError names a placeholder that does not exist, with its braces. Its text
// does not.
type SlotError struct{ Slot string }

// Error implements error.
func (e *SlotError) Error() string { return ErrUnknownSlot.Error() }

// Unwrap makes errors.Is(err, ErrUnknownSlot) true.
func (e *SlotError) Unwrap() error { return ErrUnknownSlot }

var braced = regexp.MustCompile(`\{[^{}\n]*\}`)

// CheckTemplate says whether a text can be the template of a letter. Errors:
// *SlotError, ErrNoContent, ErrTwoContents.
func CheckTemplate(text string) error {
	contents := 0
	for _, b := range braced.FindAllString(text, -1) {
		switch slot := b[1 : len(b)-1]; {
		case slot == SlotContent:
			contents++
		case !slices.Contains(Slots(), slot):
			return &SlotError{b}
		}
	}
	switch {
	case contents == 0:
		return ErrNoContent
	case contents > 1:
		return ErrTwoContents
	}
	return nil
}

// piece is a part of a template: a text, or a placeholder.
type piece struct{ text, slot string }

// slots takes a template apart. A placeholder that does not exist stands as it
// is.
func slots(template string) []piece {
	template = strings.ReplaceAll(template, "\r\n", "\n")
	var out []piece
	at := 0
	for _, m := range braced.FindAllStringIndex(template, -1) {
		slot := template[m[0]+1 : m[1]-1]
		if !slices.Contains(Slots(), slot) {
			continue
		}
		if m[0] > at {
			out = append(out, piece{text: template[at:m[0]]})
		}
		out = append(out, piece{slot: slot})
		at = m[1]
	}
	if at < len(template) {
		out = append(out, piece{text: template[at:]})
	}
	return out
}
