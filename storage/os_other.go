//go:build !linux && !darwin && !windows

package storage

import "errors"

// renameNew and exchange are not to be had here; the callers fall back.
func renameNew(*osRoot, string, string) error { return errors.ErrUnsupported }
func exchange(*osRoot, string, string) error  { return errors.ErrUnsupported }
