package storage

import (
	"context"
	"path/filepath"

	"brobygger/cases/history"
	"brobygger/crypto"
)

// Open unlocks a vault. Options.Passphrase is asked only when the key file is
// sealed. Errors: cases.ErrNoVault, cases.ErrNewerVersion, cases.ErrNotFound (no
// key file), cases.ErrWrongKey, cases.ErrNotIdentity, cases.ErrNotAMember,
// cases.ErrDamaged, cases.ErrNoPermission.
func Open(ctx context.Context, o Options) (*Store, error) {
	o = o.normal()
	m, err := peek(o)
	if err != nil {
		return nil, err
	}
	var secret crypto.Secret
	ask := o.Passphrase
	o.Passphrase = func() (crypto.Secret, error) {
		given, err := ask()
		secret = crypto.NewSecret(given.Bytes()) // until the key file is up to date
		return given, err
	}
	id, file, content, err := o.openIdentity(ctx, m.VaultID)
	if err != nil {
		secret.Wipe()
		return nil, err
	}
	sealed := crypto.IsSealedIdentity(content)
	o.Passphrase = ask
	s, err := openWith(ctx, o, m.VaultID, id, file, sealed)
	if err != nil {
		secret.Wipe()
		return nil, err
	}
	if own := filepath.Join(s.deviceDir, identityName); o.Identity == "" && file != own && sealed {
		// A new computer: from now on it has its own copy, so that a damaged
		// vault does not shut us out. It is only a convenience.
		if err := o.writeIdentity(own, content); err == nil {
			s.identity = own
		}
	}
	s.pinHeads(content, secret)
	return s, nil
}

// openWith opens the folders and reads members, memory and log.
func openWith(ctx context.Context, o Options, vaultID string, id *crypto.Identity, file string, sealed bool) (_ *Store, err error) {
	s := &Store{
		o: o, dir: abs(o.Dir), deviceDir: abs(deviceDir(o.DeviceRoot, vaultID)), identity: file, sealedKey: sealed,
		id: vaultID, me: id, waiting: map[ref]bool{}, doomed: map[history.ID]bool{}, revived: map[string]bool{}, tombs: map[string]bool{}, lists: map[ref]seenList{},
	}
	if s.vault, err = o.openRoot(o.Dir, false); err != nil {
		return nil, readError("open vault", err)
	}
	defer func() {
		if err != nil {
			_ = s.vault.Close()
		}
	}()
	if s.device, err = o.openRoot(s.deviceDir, true); err != nil {
		return nil, writeError("device folder", err)
	}
	defer func() {
		if err != nil {
			_ = s.device.Close()
		}
	}()
	s.oneDisk = onOneDisk(s.dir, s.deviceDir)
	if s.keys, err = newKeyring(vaultID, id); err != nil {
		return nil, err
	}
	s.opener = newOpener(s.keys)
	s.log, s.memory, s.catalog = newOwnLog(s), newMemory(s), newCatalog(s)
	if err := s.memory.load(); err != nil {
		return nil, err
	}
	s.memory.loadForeign()
	s.log.setDevice(s.memory.get(factDevice))
	s.log.cleared = s.memory.time(factCleared)
	o.Progress(StageLog, 0, 0)
	if err := s.log.refresh(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := s.loadTeam(); err != nil {
		return nil, err
	}
	return s, nil
}
