package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"brobygger/cases"
	"brobygger/crypto"
)

// FindIdentity says which key file opens the vault: the named one, else the one
// of this device, else the copy in the vault (a new computer needs the vault and
// the passphrase), and whether a passphrase will be asked for. Errors:
// cases.ErrNoVault, cases.ErrNotFound, cases.ErrNotIdentity.
func FindIdentity(o Options) (file string, sealed bool, err error) {
	o = o.normal()
	m, err := peek(o)
	if err != nil {
		return "", false, err
	}
	file, b, err := o.findIdentity(m.VaultID)
	if err != nil {
		return "", false, err
	}
	defer clear(b)
	return file, crypto.IsSealedIdentity(b), nil
}

// TryIdentity opens the key file of a vault with the passphrase that the options
// give, as Open does, and forgets it again: it proves that somebody knows the
// passphrase. Errors: as Open.
func TryIdentity(ctx context.Context, o Options) error {
	o = o.normal()
	m, err := peek(o)
	if err != nil {
		return err
	}
	_, _, content, err := o.openIdentity(ctx, m.VaultID)
	clear(content)
	return err
}

func (o Options) findIdentity(vaultID string) (file string, content []byte, err error) {
	if o.Identity != "" {
		b, err := o.readPath(o.Identity)
		return abs(o.Identity), b, err
	}
	own := filepath.Join(deviceDir(o.DeviceRoot, vaultID), identityName)
	b, err := o.readPath(own)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return own, b, err
	}
	r, err := o.openRoot(o.Dir, false)
	if err != nil {
		return "", nil, readError("open vault", err)
	}
	defer r.Close()
	list, err := r.ReadDir(keysDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", nil, readError(keysDir, err)
	}
	for _, e := range list {
		member, ok := strings.CutSuffix(e.Name(), sealedSuffix)
		if !ok || !isHex(member, memberIDLen) {
			continue
		}
		b, _, err := readFile(r, path.Join(keysDir, e.Name()))
		return filepath.Join(abs(o.Dir), keysDir, e.Name()), b, readError(e.Name(), err)
	}
	return "", nil, fmt.Errorf("key file: %w", cases.ErrNotFound)
}

// readPath reads a file anywhere on the system. A symbolic link is followed:
// the user named it.
func (o Options) readPath(file string) ([]byte, error) {
	r, name, err := o.rootOf(file, false)
	if err != nil {
		return nil, readError("key file", err)
	}
	defer r.Close()
	b, _, err := readFile(r, name)
	if err != nil {
		return nil, readError("key file", err)
	}
	return b, nil
}

// keyCopy is the place of this member's key file in the vault.
func (s *Store) keyCopy() string {
	return filepath.Join(s.dir, keysDir, s.me.Pins().Member+sealedSuffix)
}

// rootOf opens the folder of a file that the user named.
func (o Options) rootOf(file string, create bool) (Root, string, error) {
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	}
	r, err := o.openRoot(filepath.Dir(file), create)
	return r, filepath.Base(file), err
}

// openIdentity finds, opens and checks the key file against the vault.
func (o Options) openIdentity(ctx context.Context, vaultID string) (id *crypto.Identity, file string, content []byte, err error) {
	file, content, err = o.findIdentity(vaultID)
	if err != nil {
		return nil, "", nil, err
	}
	id, err = crypto.OpenIdentity(ctx, content, func() (crypto.Secret, error) {
		secret, err := o.Passphrase()
		if err == nil {
			o.Progress(StageKey, 0, 0)
		}
		return secret, err
	})
	if err != nil {
		return nil, "", nil, keyError(filepath.Base(file), err)
	}
	if p := id.Pins(); p.VaultID != vaultID || p.Root == "" {
		return nil, "", nil, fmt.Errorf("%s: %w", filepath.Base(file), cases.ErrNotAMember)
	}
	return id, file, content, nil
}

// writeIdentity writes a key file where none is, mode 0600, durable.
func (o Options) writeIdentity(file string, content []byte) error {
	r, name, err := o.rootOf(file, true)
	if err != nil {
		return writeError("key file", err)
	}
	defer r.Close()
	tmp, err := writeTemp(o, r, ".", name, content)
	if err != nil {
		return writeError("key file", err)
	}
	if err := r.RenameNew(tmp, name); err != nil {
		_ = r.Remove(tmp)
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("key file: %w: %w", cases.ErrNotWritten, ErrExists)
		}
		return writeError("key file", err)
	}
	return writeError("key file", r.SyncDir("."))
}

// replaceIdentity puts a key file in place of one that is there.
func (o Options) replaceIdentity(file string, content []byte) error {
	r, name, err := o.rootOf(file, true)
	if err != nil {
		return writeError("key file", err)
	}
	defer r.Close()
	return writeError("key file", replace(o, r, name, content))
}
