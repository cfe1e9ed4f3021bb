package desk

import (
	"errors"
	"strings"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/when"
	"brobygger/tui/words"
)

// Sentence says what an error means and what to do, in the user's language.
// Texts of the system and of libraries are never shown: they are in another
// language and may hold what was typed.
func (d *Desk) Sentence(err error) string {
	var missing *cases.NotCoveredError
	if errors.As(err, &missing) {
		return d.notCovered(missing)
	}
	return Sentence(d.W(), err)
}

// Sentence is Desk.Sentence for screens before a vault is open.
func Sentence(w *words.Words, err error) string {
	if wrong := cases.FieldErrors(err); len(wrong) > 0 {
		var lines []string
		for _, f := range wrong {
			label := f.Field
			if k := "domain.field." + f.Field; w.Has(k) {
				label = w.T(k)
			}
			lines = append(lines, label+": "+sentence(w, f.Err))
		}
		return strings.Join(lines, " ")
	}
	return sentence(w, err)
}

func sentence(w *words.Words, err error) string {
	for _, k := range []struct {
		err  error
		word string
	}{
		{cases.ErrExists, "paper.err.exists"},
		{cases.ErrInsideVault, "paper.err.inside-vault"},
		{cases.ErrNotShown, "paper.err.not-shown"},
		{cases.ErrNotABackup, "say.not-a-backup"},
		{cases.ErrBusy, "say.busy"},
		{cases.ErrNoVault, "say.no-vault"},
		{cases.ErrNewerVersion, "say.newer-version"},
		{cases.ErrReadOnly, "say.read-only"},
		{cases.ErrWrongKey, "say.wrong-key"},
		{cases.ErrNotIdentity, "say.not-identity"},
		{cases.ErrNotAMember, "say.not-a-member"},
		{cases.ErrNotSealedToMe, "say.not-sealed"},
		{cases.ErrLocked, "say.locked"},
		{cases.ErrDeleted, "say.deleted"},
		{cases.ErrDiskFull, "say.disk-full"},
		{cases.ErrNoPermission, "say.no-permission"},
		{cases.ErrTooLarge, "say.too-large"},
		{cases.ErrDamaged, "say.damaged"},
		{cases.ErrNoConsent, "say.no-consent.at-all"},
		{cases.ErrGone, "say.gone"},
		{cases.ErrWholeCase, "say.whole-case"},
		{cases.ErrNoSuchEntry, "say.gone"},
		{cases.ErrNothingToDo, "say.nothing"},
		{cases.ErrTwoVersions, "say.two-versions"},
		{cases.ErrNotAllowed, "say.not-allowed"},
		{cases.ErrAmbiguous, "say.ambiguous"},
		{cases.ErrNotFound, "say.not-found"},
		{cases.ErrNeeded, "say.field.needed"},
		{cases.ErrNotAChoice, "say.field.choice"},
		{cases.ErrTooLong, "say.field.long"},
		{cases.ErrPast, "say.field.past"},
		{cases.ErrFuture, "say.field.future"},
		{cases.ErrTooFar, "say.field.far"},
		{cases.ErrNotValid, "say.field.valid"},
		{cases.ErrIsClosed, "say.is-closed"},
		{cases.ErrIsOpen, "say.is-open"},
		{calendar.ErrNoSuchDate, "say.no-such-date"},
		{when.ErrNoSuchDate, "say.no-such-date"},
		{when.ErrNoSuchTime, "say.no-such-time"},
		{when.ErrAmbiguous, "say.when.ambiguous"},
		{when.ErrOtherWeekday, "say.when.weekday"},
		{when.ErrEmpty, "say.field.needed"},
		{when.ErrNotUnderstood, "say.when"},
		{cases.ErrNotWritten, "say.not-written"},
	} {
		if errors.Is(err, k.err) {
			return w.T(k.word)
		}
	}
	return w.T("say.failed")
}
