package desk_test

import (
	"fmt"
	"testing"

	"brobygger/cases"
	"brobygger/tui/desk"
	"brobygger/tui/words"
)

func TestEveryErrorOfTheCasesHasItsOwnSentence(t *testing.T) {
	for _, l := range words.Languages() {
		w, err := words.Load(l)
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range []error{
			cases.ErrWholeCase, cases.ErrGone, cases.ErrNothingToDo, cases.ErrTwoVersions, cases.ErrReadOnly, cases.ErrNotAllowed,
			cases.ErrTooFar, cases.ErrIsClosed, cases.ErrIsOpen, cases.ErrDiskFull, cases.ErrDeleted, cases.ErrNoConsent,
		} {
			if got := desk.Sentence(w, fmt.Errorf("save: %w", err)); got == w.T("say.failed") {
				t.Errorf("%s: %v is said as %q", l, err, got)
			}
		}
	}
}
