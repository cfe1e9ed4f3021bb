package storage

import (
	"slices"

	"brobygger/crypto"
)

// The key file pins the newest member heads that its owner has seen, so that a
// vault that was set back cannot hide a change of the team even from a device
// that has lost its memory. It is written at the unlock after a change, while
// the passphrase is at hand.

// pinHeads writes the key file anew where the member list has moved on: at once
// where it has no passphrase, else behind, since sealing takes as long as
// unlocking. Close waits for it. It is a convenience: what fails is done at the
// next unlock.
func (s *Store) pinHeads(content []byte, passphrase crypto.Secret) {
	s.mu.RLock()
	heads := make([]string, 0, len(s.team.state.Heads))
	for _, h := range s.team.state.Heads {
		heads = append(heads, string(h))
	}
	missing := s.team.missing
	s.mu.RUnlock()
	pins := s.me.Pins()
	if missing || slices.Equal(pins.MemberHeads, heads) || s.sealedKey && len(passphrase.Bytes()) == 0 {
		passphrase.Wipe()
		return
	}
	pins.MemberHeads = heads
	s.me.SetPins(pins)
	s.background.Go(func() {
		defer passphrase.Wipe()
		fresh, err := s.encodeIdentity(passphrase)
		if err != nil {
			return
		}
		defer clear(fresh)
		s.replaceSame(s.identity, content, fresh)
		if s.sealedKey {
			s.replaceSame(s.keyCopy(), content, fresh)
		}
	})
}

func (s *Store) encodeIdentity(passphrase crypto.Secret) ([]byte, error) {
	if s.sealedKey {
		return crypto.SealIdentity(s.me, passphrase, s.o.KDF)
	}
	plain := s.me.Encode()
	defer plain.Wipe()
	return slices.Clone(plain.Bytes()), nil
}

// replaceSame replaces a key file that is still what was opened: another window
// may have changed the passphrase meanwhile.
func (s *Store) replaceSame(file string, old, fresh []byte) {
	if b, err := s.o.readPath(file); err == nil && slices.Equal(b, old) {
		_ = s.o.replaceIdentity(file, fresh)
	}
}
