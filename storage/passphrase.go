package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"brobygger/cases"
	"brobygger/crypto"
)

// ChangePassphrase seals the key file of a vault with another passphrase, and
// its copy in the vault where there is one. choose is asked for the new one when
// the old has opened the key; an empty one leaves the key file without, and the
// copy as it is, since a key without a passphrase has no place in a vault. It
// returns the key and the file.
//
// The new file was opened before the old one goes. A crash between the two
// leaves the copy with the old passphrase. Errors: those of FindIdentity,
// cases.ErrWrongKey, cases.ErrNotAMember, and those of writing.
func ChangePassphrase(ctx context.Context, o Options, choose func() (crypto.Secret, error)) (*crypto.Identity, string, error) {
	o = o.normal()
	m, err := peek(o)
	if err != nil {
		return nil, "", err
	}
	id, file, _, err := o.openIdentity(ctx, m.VaultID)
	if err != nil {
		return nil, "", err
	}
	secret, err := choose()
	if err != nil {
		return nil, "", err
	}
	content := append([]byte(nil), id.Encode().Bytes()...)
	defer clear(content)
	bare := len(secret.Bytes()) == 0
	if !bare {
		o.Progress(StageKey, 0, 0)
		if content, err = crypto.SealIdentity(id, secret, o.KDF); err != nil {
			return nil, "", err
		}
	}
	inVault := filepath.Join(abs(o.Dir), keysDir, id.Pins().Member+sealedSuffix)
	if bare && file == inVault {
		return nil, "", fmt.Errorf("key file: %w: %w", cases.ErrNotWritten, ErrExists)
	}
	if err := o.replaceIdentity(file, content); err != nil {
		return nil, "", err
	}
	if bare || file == inVault {
		return id, file, nil
	}
	switch _, err := o.readPath(inVault); {
	case errors.Is(err, fs.ErrNotExist):
		return id, file, nil
	case err != nil:
		return nil, "", err
	}
	return id, file, o.replaceIdentity(inVault, content)
}
