package cases

import (
	"context"
	"errors"
	"time"
)

// ErrNotShown means that the system has no program to show a file with, or no
// screen to show it on.
var ErrNotShown = errors.New("no program to show it with")

// UnlockedFile is a file that left the vault unlocked: a paper, an export.
type UnlockedFile struct {
	Path string // absolute
	Made time.Time
	What string // a word key: "plan" …
	Case string // case id, "" where it is about more than one
	Gone bool   // it lies there no more
}

// Outside is where files go that leave the vault unlocked. Each is remembered,
// sealed, before it is written, until it is deleted, so that none is forgotten.
// Every error wraps one of the errors of this package.
type Outside interface {
	// Folder is the program's own folder for papers, which only this user can read.
	Folder() string
	// Write writes a file whose user was told that it will lie unlocked. A bare
	// name goes into Folder, under another name where that is taken; a path that is
	// taken is refused. The result has the absolute path. Errors: ErrExists,
	// ErrInsideVault, ErrNoPermission, ErrDiskFull, ErrNotWritten.
	Write(ctx context.Context, f UnlockedFile, data []byte) (UnlockedFile, error)
	// List gives the files that are remembered, oldest first.
	List(ctx context.Context) ([]UnlockedFile, error)
	// Delete removes a file that is remembered and forgets it; one that is gone is
	// only forgotten. Errors: ErrNotFound when it is not remembered, ErrNoPermission.
	Delete(ctx context.Context, path string) error
	// Show opens a file with the system's own program for it. Errors: ErrNotFound
	// when it is not there, ErrNotShown.
	Show(path string) error
}
