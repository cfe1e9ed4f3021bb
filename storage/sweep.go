package storage

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"time"
)

// Temporary files that are left behind when a save is broken off. In the vault
// they are read like any other, since what lies in one may be what an exchange
// took out. In this device's folder nobody reads them, and they were never
// acknowledged; but what is erased has to go from them too.

// tempDirs are the folders of this device in which files are replaced.
func tempDirs() []string { return []string{".", memoryDir, logDir, draftsDir} }

// sweep removes those of this device's folder that are at least so old; those of
// a key file only when nobody can be at work on them any more, since it is
// written without the device's lock. The caller holds that lock.
func (s *Store) sweep(age time.Duration) error {
	var errs error
	for _, dir := range tempDirs() {
		least := age
		if dir == "." {
			least = tempAge
		}
		names, err := s.leftBehind(dir, least)
		errs = errors.Join(errs, err)
		for _, name := range names {
			errs = errors.Join(errs, s.device.Remove(name))
		}
		if len(names) > 0 {
			errs = errors.Join(errs, s.device.SyncDir(dir))
		}
	}
	return errs
}

// leftBehind are the temporary files in a folder of this device.
func (s *Store) leftBehind(dir string, age time.Duration) ([]string, error) {
	list, err := s.device.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range list {
		if !strings.HasSuffix(e.Name(), tempSuffix) || dir == "." && !strings.HasPrefix(e.Name(), identityName+"-") {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if age == 0 || s.o.Now().Sub(info.ModTime()) >= age {
			names = append(names, path.Join(dir, e.Name()))
		}
	}
	return names, nil
}
