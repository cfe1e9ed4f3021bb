//go:build !linux

package storage_test

import "errors"

func withoutFsync(string) error { return errors.ErrUnsupported }
