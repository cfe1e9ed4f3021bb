// Package door is what the screens need before a vault is unlocked: what lies
// on this computer, a new vault with its nødnøgle, the demo, and unlocking. The
// program that wires keys and disk together satisfies [Door]; the screens know
// neither.
package door

import (
	"context"
	"errors"

	"brobygger/cases"
)

// State is what lies on this computer.
type State int

// The states of a computer.
const (
	NoVault State = iota // no vault at Dir: Velkommen
	Sealed               // a vault, and a key that a passphrase opens
	Plain                // a vault, and a key without a passphrase: Enter opens
	NoKey                // a vault, but no key of it here
	Trouble              // a vault that cannot be used; see Situation.Err
)

// Situation is what the first screen needs.
type Situation struct {
	State    State
	Dir      string // where the vault lies or would lie
	Demo     bool
	SyncedBy string // name of a sync program whose folder Dir lies in, "" if none
	// AfterLock says that the screen before this one was locked: Lås op is shown
	// even where a key has no passphrase.
	AfterLock bool
	// Lying is how many files lay unlocked outside the vault when it was locked just
	// now, 0 for none or nothing known.
	Lying int
	// Alone says that nobody else has a key of the vault: a forgotten passphrase
	// then leaves only the nødnøgle.
	Alone bool
	// KeyFile is where a key file of this vault is looked for on this computer,
	// "" where it cannot be told.
	KeyFile string
	Err     error // wraps an error of package cases
}

// Progress tells how far a long step is; total 0 means unknown. Stage is a word
// key.
type Progress func(stage string, done, total int)

// Door opens and makes vaults. Its methods do work and are called outside the
// screen's loop, except Propose and Weak, which are quick. They may be called
// from several goroutines.
type Door interface {
	Look() Situation
	// SetDir chooses another folder for the vault. A leading ~ is the home folder.
	SetDir(dir string) Situation
	// Unlock opens the vault. Passphrase is wiped. Errors wrap cases.ErrWrongKey,
	// ErrDamaged, ErrNotAMember, ErrNewerVersion …, or the context's.
	Unlock(ctx context.Context, passphrase []byte, p Progress) (cases.Store, error)
	// Knows says whether the passphrase opens the key of the vault that is open, nil
	// where it does. Nothing else happens. Passphrase is wiped. Errors: as Unlock.
	Knows(ctx context.Context, passphrase []byte) error
	// Demo opens the demo vault, which it makes first where there is none. One that
	// is broken off is made anew the next time.
	Demo(ctx context.Context, p Progress) (cases.Store, error)
	// Propose gives a new passphrase of random words.
	Propose() (string, error)
	// Weak says what a passphrase lacks, nil if it is long enough.
	Weak(passphrase string, keyInVault bool) error
	// Found begins a new vault: it draws the keys and writes nothing.
	Found() (Founding, error)
}

var (
	// ErrWeak is what Weak wraps; the words for it name both ways to be long
	// enough.
	ErrWeak = errors.New("passphrase too short")
	// ErrTypo means that the nødnøgle typed back is not the one shown.
	ErrTypo = errors.New("the recovery key does not match")
	// ErrTaken means that the folder holds a vault, or what is left of one.
	ErrTaken = errors.New("the folder is taken")
)

// Group is a group of the nødnøgle as it was typed back.
type Group struct {
	Typed string // what stands in it so far, capital letters without blanks
	Size  int    // how many characters it has on paper
	Right bool   // it is the group that was shown
}

// Form is what the founder of a vault says.
type Form struct {
	Name       string
	Team       string
	Roles      []cases.MemberRole
	Passphrase []byte
	KeyInVault bool
	Holders    string // who may open the envelope
	Place      string // where it lies
}

// Founding is a vault that is being made. Nothing is on disk before Finish. Its
// other methods are quick and may be called in the screen's loop.
type Founding interface {
	// Groups is the nødnøgle in groups, to be numbered from 1 and written on paper.
	Groups() []string
	// QR is the nødnøgle as rows of half-block characters with a border, dark
	// modules drawn; nil where it cannot be made.
	QR() []string
	// Match splits what was typed back into as many groups as Groups has.
	Match(typed string) []Group
	// Finish makes the vault, opens a trial case with what was typed back, and
	// only then counts the vault as made. It may be called again after an error,
	// also with another folder. Passphrase is wiped. Errors: ErrTypo, ErrWeak,
	// ErrTaken, and those of package cases.
	Finish(ctx context.Context, f Form, typed string, p Progress) (cases.Store, error)
	// Forget wipes the keys of a founding that is given up.
	Forget()
}
