package cases

import "errors"

// Why a vault, a key file or a backup is not put where it was to be. The errors
// of a [Store] that wrap one of them wrap ErrNotWritten too, where nothing could
// be written.
var (
	// ErrExists means that there already is a vault or a key file where a new one
	// was to be made.
	ErrExists = errors.New("already there")
	// ErrInsideVault means that a backup was to be put into the vault that it is a
	// copy of.
	ErrInsideVault = errors.New("backup inside the vault")
	// ErrNotABackup means that a file or a folder is not one of our backups: there
	// is nothing in it to restore, and a new backup does not take its place.
	ErrNotABackup = errors.New("not a backup")
	// ErrBusy means that another program has the file open or locked; trying again
	// shortly may work.
	ErrBusy = errors.New("in use by another program")
)
