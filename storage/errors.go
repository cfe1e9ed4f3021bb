package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"brobygger/cases"
	"brobygger/crypto"
)

// ErrExists is cases.ErrExists.
var ErrExists = cases.ErrExists

// ErrNotProven means that what was typed back from paper does not open what is
// sealed to the recovery key.
var ErrNotProven = errors.New("the recovery key does not open the trial case")

// ErrNotEmpty means that a folder holds cases but is no vault: its
// brobygger.json is missing.
var ErrNotEmpty = errors.New("folder holds sealed files but is no vault")

// writeError maps what the system says of a failed write.
func writeError(what string, err error) error {
	if err == nil || mapped(err) {
		return err
	}
	kind := cases.ErrNotWritten
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		kind = cases.ErrNotWritten
	case diskFull(err):
		kind = cases.ErrDiskFull
	case errors.Is(err, fs.ErrPermission), readOnly(err):
		kind = cases.ErrNoPermission
	}
	return fmt.Errorf("%s: %w: %w", what, kind, err)
}

// ErrInsideVault is cases.ErrInsideVault.
var ErrInsideVault = cases.ErrInsideVault

// mapped says whether an error already wraps one of the errors of a Store.
func mapped(err error) bool {
	for _, known := range []error{
		cases.ErrNotFound, cases.ErrAmbiguous, cases.ErrLocked, cases.ErrWrongKey, cases.ErrNotIdentity, cases.ErrNotSealedToMe,
		cases.ErrDamaged, cases.ErrNewerVersion, cases.ErrNoVault, cases.ErrNotAMember, cases.ErrNoPermission, cases.ErrDiskFull,
		cases.ErrNotWritten, cases.ErrDeleted, cases.ErrTooLarge,
	} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// readError maps what the system says of a failed read.
func readError(what string, err error) error {
	if err == nil || mapped(err) {
		return err
	}
	kind := cases.ErrDamaged
	switch {
	case errors.Is(err, ErrBusy):
		return fmt.Errorf("%s: %w", what, err) // nothing is wrong with the file
	case errors.Is(err, fs.ErrNotExist):
		kind = cases.ErrNotFound
	case errors.Is(err, fs.ErrPermission):
		kind = cases.ErrNoPermission
	}
	return fmt.Errorf("%s: %w: %w", what, kind, err)
}

// keyError maps what package crypto says of an identity file.
func keyError(what string, err error) error {
	if err == nil || mapped(err) {
		return err
	}
	kind := cases.ErrDamaged
	switch {
	case errors.Is(err, crypto.ErrWrongPassphrase):
		kind = cases.ErrWrongKey
	case errors.Is(err, crypto.ErrNewerVersion):
		kind = cases.ErrNewerVersion
	case errors.Is(err, crypto.ErrNotIdentity):
		kind = cases.ErrNotIdentity
	case errors.Is(err, crypto.ErrNotSealedToMe):
		kind = cases.ErrNotSealedToMe
	case errors.Is(err, crypto.ErrDamaged):
	default:
		return fmt.Errorf("%s: %w", what, err) // asking for the passphrase failed, or was broken off
	}
	return fmt.Errorf("%s: %w: %w", what, kind, err)
}
