package desk

import (
	"context"
	"slices"

	"brobygger/cases"
)

// Lying are the files that lie unlocked outside the vault, oldest first, as they
// were found when [Desk.LookOutside] looked last. It touches no disk.
func (d *Desk) Lying() []cases.UnlockedFile {
	if p := d.lying.Load(); p != nil {
		return *p
	}
	return nil
}

// LookOutside lists the files that are remembered as unlocked, also those that are
// gone, and takes note for Lying of those that still lie there. It touches the
// disk, so it belongs in commands; any number of them may call it.
func (d *Desk) LookOutside(ctx context.Context) ([]cases.UnlockedFile, error) {
	if d.Outside == nil {
		return nil, nil
	}
	all, err := d.Outside.List(ctx)
	if err != nil {
		return nil, err
	}
	lying := slices.DeleteFunc(slices.Clone(all), func(f cases.UnlockedFile) bool { return f.Gone })
	d.lying.Store(&lying)
	return all, nil
}

// DeleteOutside deletes files that lie unlocked. It goes on where one cannot be
// deleted, and gives the first error. It touches the disk.
func (d *Desk) DeleteOutside(ctx context.Context, files []cases.UnlockedFile) error {
	var first error
	for _, f := range files {
		if err := d.Outside.Delete(ctx, f.Path); err != nil && first == nil {
			first = err
		}
	}
	if _, err := d.LookOutside(ctx); first == nil {
		first = err
	}
	return first
}
