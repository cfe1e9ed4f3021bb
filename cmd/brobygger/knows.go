package main

import (
	"context"

	"brobygger/crypto"
	"brobygger/storage"
)

// Knows implements door.Door: it opens the key file as Unlock does and forgets it
// again.
func (e *entrance) Knows(ctx context.Context, passphrase []byte) error {
	defer clear(passphrase)
	o, err := e.a.storageOptions(ctx, e.vault())
	if err != nil {
		return err
	}
	o.Passphrase = func() (crypto.Secret, error) { return crypto.NormalizePassphrase(string(passphrase)), nil }
	return storage.TryIdentity(ctx, o)
}
