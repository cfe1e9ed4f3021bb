package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"time"

	"brobygger/cases"
	"brobygger/cases/history"
	"brobygger/crypto"
)

// InitOptions say how a vault is made.
type InitOptions struct {
	Options
	Name  string // the founder's
	Team  string
	Roles []cases.MemberRole // koordinator comes besides
	Demo  bool
	// Passphrase for the new key file; empty for none.
	Passphrase crypto.Secret
	// KeyInVault leaves a copy of the sealed key file in the vault.
	KeyInVault bool
	// RecoveryHolders and RecoveryPlace say who may open the envelope and where
	// it lies; they are kept sealed in the vault.
	RecoveryHolders, RecoveryPlace string
	// Recovery is the key that the caller has shown; nil makes one here.
	Recovery *crypto.Recovery
	// Proof gives the key as it was typed back from paper. Nil proves it with
	// the key itself.
	Proof func(*crypto.Recovery) (*crypto.Recovery, error)
}

// InitResult names what was made.
type InitResult struct {
	VaultID      string
	Fingerprint  string
	IdentityPath string
}

// Init makes a vault. brobygger.json is written last, so that one that is broken
// off leaves nothing that looks like a vault, and is begun anew by the next
// Init in the same folder. In a demo vault the key file is written last of all,
// by WriteIdentity, when the cases are there.
//
// Before the vault counts, a trial case is sealed to the founder and the
// recovery key and opened with what was typed back from paper.
//
// Errors: ErrExists (there is a vault, the key file is another vault's, or it has
// a passphrase that a demo would take away), ErrNotEmpty, ErrNotProven, and those of Open and of writing.
func Init(ctx context.Context, o InitOptions) (*Store, InitResult, error) {
	o.Options = o.Options.normal()
	if _, err := peek(o.Options); !errors.Is(err, cases.ErrNoVault) {
		if err == nil || errors.Is(err, cases.ErrNewerVersion) || errors.Is(err, cases.ErrDamaged) {
			err = fmt.Errorf("vault: %w: %w", cases.ErrNotWritten, ErrExists)
		}
		return nil, InitResult{}, err
	}
	id, existing, err := o.founder(ctx)
	if err != nil {
		return nil, InitResult{}, err
	}
	if o.Recovery == nil {
		if o.Recovery, err = crypto.NewRecovery(o.Rand); err != nil {
			return nil, InitResult{}, err
		}
	}
	typed := o.Recovery
	if o.Proof != nil {
		if typed, err = o.Proof(o.Recovery); err != nil {
			return nil, InitResult{}, err
		}
	}
	made, err := o.build(id, typed, existing)
	if err != nil {
		return nil, InitResult{}, writeError("make vault", err)
	}
	s, err := openWith(ctx, o.Options, made.vaultID, id, made.file, o.sealed())
	if err != nil {
		return nil, InitResult{}, err
	}
	if o.Demo {
		s.pending = func() error { return o.putIdentity(made) }
	}
	return s, InitResult{VaultID: made.vaultID, Fingerprint: s.Fingerprint(), IdentityPath: made.file}, nil
}

// WriteIdentity writes the key file of a demo vault, when its cases are there.
// It does nothing the second time.
func (s *Store) WriteIdentity() error {
	s.mu.Lock()
	pending := s.pending
	s.pending = nil
	s.mu.Unlock()
	if pending == nil {
		return nil
	}
	return pending()
}

func (o InitOptions) sealed() bool { return len(o.Passphrase.Bytes()) > 0 }

// founder is the key in the file that Options.Identity names, or a new one.
func (o InitOptions) founder(ctx context.Context) (id *crypto.Identity, existing bool, err error) {
	if o.Identity != "" {
		b, err := o.readPath(o.Identity)
		switch {
		case err == nil:
			id, err := crypto.OpenIdentity(ctx, b, o.Options.Passphrase)
			if err != nil {
				return nil, false, keyError(filepath.Base(o.Identity), err)
			}
			// Another vault's key would be lost with what it opens, and a demo would
			// write one that has a passphrase without it.
			if id.Pins().VaultID != "" || o.Demo && crypto.IsSealedIdentity(b) {
				return nil, false, fmt.Errorf("key file: %w: %w", cases.ErrNotWritten, ErrExists)
			}
			return id, true, nil
		case !errors.Is(err, fs.ErrNotExist):
			return nil, false, err
		}
	}
	id, err = crypto.NewIdentity(o.Rand)
	if err == nil {
		id.SetCreated(o.Now())
	}
	return id, false, err
}

// newVault is what build made.
type newVault struct {
	vaultID  string
	file     string // of the key
	content  []byte
	existing bool // the key file is there and is replaced
}

// build writes the vault: trial, members, key copy, key file, brobygger.json.
func (o InitOptions) build(id *crypto.Identity, typed *crypto.Recovery, existing bool) (newVault, error) {
	root, err := o.openRoot(o.Dir, true)
	if err != nil {
		return newVault{}, err
	}
	defer root.Close()
	if err := o.clearRemains(root); err != nil {
		return newVault{}, err
	}
	device, err := randomHex(o.Rand, deviceIDLen)
	if err != nil {
		return newVault{}, err
	}
	first, err := o.foundingEntry(id, device)
	if err != nil {
		return newVault{}, err
	}
	made := newVault{vaultID: string(first.ID), existing: existing}
	made.file = o.Identity
	if made.file == "" {
		made.file = filepath.Join(deviceDir(o.DeviceRoot, made.vaultID), identityName)
	}
	made.file = abs(made.file)
	id.SetPins(crypto.Pins{VaultID: made.vaultID, Root: id.VerifyKey(), MemberHeads: []string{made.vaultID}, Member: memberOf(made.vaultID)})
	if made.content, err = o.encodeIdentity(id); err != nil {
		return newVault{}, err
	}
	k, err := newKeyring(made.vaultID, id)
	if err != nil {
		return newVault{}, err
	}
	everyone, err := newAudience(id.Recipient(), o.Recovery.Recipient())
	if err != nil {
		return newVault{}, err
	}
	if err := prove(o.Options, root, k, everyone, typed); err != nil {
		return newVault{}, err
	}
	members, _, err := k.encode(membersRef(), 0, []*history.Entry{first}, everyone)
	if err != nil {
		return newVault{}, err
	}
	if err := putNew(o.Options, root, membersName+sealedSuffix, members); err != nil {
		return newVault{}, err
	}
	if err := mkdirDurable(root, casesDir); err != nil {
		return newVault{}, err
	}
	if o.KeyInVault && o.sealed() {
		if err := mkdirDurable(root, keysDir); err != nil {
			return newVault{}, err
		}
		if err := putNew(o.Options, root, keysDir+"/"+memberOf(made.vaultID)+sealedSuffix, made.content); err != nil {
			return newVault{}, err
		}
	}
	if !o.Demo {
		if err := o.putIdentity(made); err != nil {
			return newVault{}, err
		}
	}
	return made, putNew(o.Options, root, manifestName, Manifest{VaultID: made.vaultID, Version: manifestVersion}.encode())
}

func (o InitOptions) putIdentity(made newVault) error {
	if made.existing {
		return o.replaceIdentity(made.file, made.content)
	}
	return o.writeIdentity(made.file, made.content)
}

func (o InitOptions) foundingEntry(id *crypto.Identity, device string) (*history.Entry, error) {
	salt, err := (&Store{o: o.Options}).salt()
	if err != nil {
		return nil, err
	}
	return foundVault(id, device, o.Now().UTC().Truncate(time.Second), founding{
		name: o.Name, team: o.Team, roles: o.Roles, recipient: id.Recipient(), verify: id.VerifyKey(),
		recovery: o.Recovery.Recipient(), recoveryVerify: o.Recovery.VerifyKey(),
		holders: o.RecoveryHolders, place: o.RecoveryPlace, demo: o.Demo,
	}, salt)
}

func (o InitOptions) encodeIdentity(id *crypto.Identity) ([]byte, error) {
	if o.sealed() {
		o.Progress(StageKey, 0, 0)
		return crypto.SealIdentity(id, o.Passphrase, o.KDF)
	}
	return append([]byte(nil), id.Encode().Bytes()...), nil
}

// clearRemains moves what a broken-off Init left out of the way. A folder with
// cases is refused: it is a vault whose brobygger.json is missing.
func (o InitOptions) clearRemains(root Root) error {
	for _, dir := range []string{casesDir, deletedDir} {
		list, err := root.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for _, sub := range list {
			inner, err := root.ReadDir(dir + "/" + sub.Name())
			if err != nil || len(inner) > 0 {
				return fmt.Errorf("%s: %w: %w", dir, cases.ErrNotWritten, ErrNotEmpty)
			}
		}
	}
	remains := []string{membersName + sealedSuffix}
	list, err := root.ReadDir(keysDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range list {
		if e.Type().IsRegular() {
			remains = append(remains, keysDir+"/"+e.Name())
		}
	}
	random, err := randomHex(o.Rand, 8)
	if err != nil {
		return err
	}
	for _, name := range remains {
		err := moveAside(o.Options, root, name, asideDir+"/"+random+"-"+path.Base(name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// putNew writes a file of a folder that is no vault yet.
func putNew(o Options, root Root, name string, data []byte) error {
	return (&Store{o: o}).writeOnce(root, name, data)
}
