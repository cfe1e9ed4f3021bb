package storage

import (
	"context"
	"errors"

	"brobygger/cases"
)

// Check implements cases.Store.
func (s *Store) Check(context.Context, cases.CheckOptions) (cases.CheckReport, error) {
	return cases.CheckReport{}, errors.ErrUnsupported
}

// Backup implements cases.Store.
func (s *Store) Backup(context.Context, string) (cases.BackupReport, error) {
	return cases.BackupReport{}, errors.ErrUnsupported
}

// Restore implements cases.Store.
func (s *Store) Restore(context.Context, string) (cases.BackupReport, error) {
	return cases.BackupReport{}, errors.ErrUnsupported
}
