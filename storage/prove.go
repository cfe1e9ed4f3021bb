package storage

import (
	"context"
	"fmt"

	"brobygger/cases"
	"brobygger/crypto"
)

// prove seals a trial case to everyone, opens it from the disk with the typed
// recovery key and removes it.
func prove(o Options, root Root, k *keyring, everyone audience, typed *crypto.Recovery) error {
	trial, err := randomHex(o.Rand, caseIDLen)
	if err != nil {
		return err
	}
	data, _, err := k.encode(ref{typeCase, trial}, 0, nil, everyone)
	if err != nil {
		return err
	}
	tmp, err := writeTemp(o, root, ".", "trial", data)
	if err != nil {
		return err
	}
	read, _, err := readFile(root, tmp)
	if rmErr := root.Remove(tmp); err == nil {
		err = rmErr
	}
	if err != nil {
		return err
	}
	if typed == nil {
		return fmt.Errorf("trial case: %w: %w", cases.ErrWrongKey, ErrNotProven)
	}
	text, _, err := crypto.Open(read, typed.Identity())
	if err == nil {
		_, err = decode(text)
	}
	if err != nil {
		return fmt.Errorf("trial case: %w: %w: %w", cases.ErrWrongKey, ErrNotProven, err)
	}
	return nil
}

// ProveRecovery tests that what was typed back from paper opens what is sealed
// in this vault: a trial case, and a case that is there. Errors: ErrNotProven.
func (s *Store) ProveRecovery(_ context.Context, typed *crypto.Recovery) error {
	if err := s.usable(false); err != nil {
		return err
	}
	if err := prove(s.o, s.vault, s.keys, s.keys.everyone(), typed); err != nil {
		return writeError("trial case", err)
	}
	b, _, err := readFile(s.vault, membersName+sealedSuffix)
	if err != nil {
		return readError(membersName, err)
	}
	if _, _, err := crypto.Open(b, typed.Identity()); err != nil {
		return fmt.Errorf("%s: %w: %w: %w", membersName, cases.ErrWrongKey, ErrNotProven, err)
	}
	return nil
}
