package opening

import (
	"errors"

	"brobygger/cases"
	"brobygger/tui/desk"
	"brobygger/tui/door"
	"brobygger/tui/words"
)

// sentence says what an error means before a vault is open, and what to do. The
// words of the desk speak of saving and of a case, so most have their own here.
func sentence(w *words.Words, err error) string {
	for _, k := range []struct {
		err  error
		word string
	}{
		{door.ErrTypo, "found.typo"},
		{door.ErrWeak, "found.weak"},
		{door.ErrTaken, "unlock.err.taken"},
		{cases.ErrNewerVersion, "unlock.err.newer"},
		{cases.ErrNotAMember, "unlock.err.member"},
		{cases.ErrNotSealedToMe, "unlock.err.member"},
		{cases.ErrNotIdentity, "unlock.err.identity"},
		{cases.ErrBusy, "say.busy"},
		{cases.ErrDamaged, "unlock.err.damaged"},
		{cases.ErrNoPermission, "unlock.err.permission"},
		{cases.ErrDiskFull, "unlock.err.full"},
		{cases.ErrNoVault, "unlock.err.gone"},
		{cases.ErrNotFound, "unlock.err.nokey"},
		{cases.ErrNotWritten, "unlock.err.write"},
	} {
		if errors.Is(err, k.err) {
			return w.T(k.word)
		}
	}
	return desk.Sentence(w, err)
}
