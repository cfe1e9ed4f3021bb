package storage

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"brobygger/cases"
)

// Manifest is brobygger.json: the only file beside the lock that is not an age
// file. It can stop a program, never convince it: the vault id is checked
// against the identity file.
type Manifest struct {
	Version int
	VaultID string
}

const (
	manifestFormat  = "brobygger/vault"
	manifestVersion = 1
)

func (m Manifest) encode() []byte {
	return fmt.Appendf(nil, "{\"format\":%q,\"version\":%d,\"vault\":%q}\n", manifestFormat, m.Version, m.VaultID)
}

// Peek reads brobygger.json of a folder, without a key. Errors:
// cases.ErrNoVault, cases.ErrNewerVersion (the Manifest is filled in as far as
// it is understood), cases.ErrDamaged, cases.ErrNoPermission.
func Peek(dir string) (Manifest, error) { return peek(Options{Dir: dir}.normal()) }

func peek(o Options) (Manifest, error) {
	r, err := o.openRoot(o.Dir, false)
	if err != nil {
		if errors.Is(err, fs.ErrPermission) {
			return Manifest{}, readError("open vault", err)
		}
		return Manifest{}, fmt.Errorf("open vault: %w: %w", cases.ErrNoVault, err)
	}
	defer r.Close()
	return readManifest(r)
}

func readManifest(r Root) (Manifest, error) {
	b, _, err := readFile(r, manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return Manifest{}, fmt.Errorf("%s: %w: %w", manifestName, cases.ErrNoVault, err)
	}
	if err != nil {
		return Manifest{}, readError(manifestName, err)
	}
	return parseManifest(b)
}

func parseManifest(b []byte) (Manifest, error) {
	var w struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
		Vault   string `json:"vault"`
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	if err := dec.Decode(&w); err != nil || w.Format != manifestFormat || w.Version < 1 {
		return Manifest{}, fmt.Errorf("%s: %w", manifestName, cases.ErrDamaged)
	}
	m := Manifest{Version: w.Version, VaultID: w.Vault}
	switch {
	case w.Version > manifestVersion:
		return m, fmt.Errorf("%s: %w", manifestName, cases.ErrNewerVersion)
	case !isHex(w.Vault, vaultIDLen):
		return Manifest{}, fmt.Errorf("%s: %w", manifestName, cases.ErrDamaged)
	}
	return m, nil
}
