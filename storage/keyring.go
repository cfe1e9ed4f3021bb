package storage

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sync"
	"time"

	"brobygger/cases/history"
	"brobygger/crypto"
)

// keyring signs, checks, seals and opens for one identity in one vault.
type keyring struct {
	vaultID string
	id      *crypto.Identity
	mine    history.Key
	own     audience // this identity alone: log, drafts, memory

	mu       sync.RWMutex
	shared   audience             // members and recovery
	members  map[history.Key]bool // keys whose seals and entries count
	verified map[history.ID]mark  // entries whose signature was checked in this session
}

// mark remembers that a signature fits an entry of a history.
type mark struct {
	in  ref
	sig string
}

// audience is whom a file is sealed to.
type audience struct {
	sealer  *crypto.Sealer
	readers []string
}

func newAudience(to ...crypto.Recipient) (audience, error) {
	sealer, err := crypto.NewSealer(to)
	if err != nil {
		return audience{}, err
	}
	a := audience{sealer: sealer}
	for _, r := range to {
		a.readers = append(a.readers, readerOf(r))
	}
	slices.Sort(a.readers)
	a.readers = slices.Compact(a.readers)
	return a, nil
}

// readerOf is how a seal line names a recipient.
func readerOf(r crypto.Recipient) string {
	sum := sha256.Sum256([]byte(r))
	return hex.EncodeToString(sum[:8])
}

func newKeyring(vaultID string, id *crypto.Identity) (*keyring, error) {
	own, err := newAudience(id.Recipient())
	if err != nil {
		return nil, err
	}
	return &keyring{
		vaultID: vaultID, id: id, mine: history.Key(id.VerifyKey()), own: own,
		members: map[history.Key]bool{}, verified: map[history.ID]mark{},
	}, nil
}

// admit says who the members are and to whom cases are sealed.
func (k *keyring) admit(members map[history.Key]bool, shared audience) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.members, k.shared = members, shared
}

func (k *keyring) everyone() audience {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.shared
}

// knows says whether a key counts in a history: in the device's own folder only
// its owner's.
func (k *keyring) knows(r ref, key history.Key) bool {
	switch r.Type {
	case typeLog, typeDraft, typeMemory:
		return key == k.mine
	}
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.members[key]
}

// sign makes an entry. The head's body hash is filled in.
func (k *keyring) sign(r ref, h history.Head, body []byte) (*history.Entry, error) {
	return k.signFor(k.vaultID, r, h, body)
}

func (k *keyring) signFor(vaultID string, r ref, h history.Head, body []byte) (*history.Entry, error) {
	h.Author, h.Time, h.Body = k.mine, h.Time.UTC().Truncate(time.Second), history.HashBody(body)
	raw := h.Encode()
	// What could not be read again is not written.
	if _, err := history.ParseHead(raw); err != nil {
		return nil, err
	}
	e := &history.Entry{ID: history.IDOf(raw), Head: h, RawHead: raw, RawBody: body, Trust: history.TrustGood}
	if vaultID == "" {
		vaultID = string(e.ID) // the founding entry is of the vault that it founds
	}
	e.Sig = string(k.id.Sign(domainEntry, []byte(vaultID), []byte(r.Type), []byte(r.ID), raw))
	e.Body()
	k.remember(r, e)
	return e, nil
}

func (k *keyring) remember(r ref, e *history.Entry) {
	if r.Type != typeCase && r.Type != typeMembers && r.Type != typeList {
		return
	}
	k.mu.Lock()
	k.verified[e.ID] = mark{r, e.Sig}
	k.mu.Unlock()
}

// check finds out what an entry's signature says.
func (k *keyring) check(r ref, e *history.Entry) history.Trust {
	k.mu.RLock()
	m, ok := k.verified[e.ID]
	k.mu.RUnlock()
	if !ok || m.in != r || m.sig != e.Sig {
		err := crypto.VerifyKey(e.Head.Author).Verify(crypto.Signature(e.Sig), domainEntry, []byte(k.vaultID), []byte(r.Type), []byte(r.ID), e.RawHead)
		if err != nil {
			return history.TrustForged
		}
		k.remember(r, e)
	}
	if !k.knows(r, e.Head.Author) {
		return history.TrustUnknown
	}
	return history.TrustGood
}

// checkAll gives copies of the entries with what their signatures say. The
// entries handed in are left alone: others may be reading them.
func (k *keyring) checkAll(r ref, entries []*history.Entry) (out []*history.Entry, forged, unknown int) {
	out = make([]*history.Entry, len(entries))
	for i, e := range entries {
		c := *e
		c.Trust = k.check(r, e)
		switch c.Trust {
		case history.TrustForged:
			forged++
		case history.TrustUnknown:
			unknown++
		}
		out[i] = &c
	}
	return out, forged, unknown
}

// encode signs and seals a history. What is returned has been opened again.
func (k *keyring) encode(r ref, part int, entries []*history.Entry, to audience) ([]byte, crypto.FileKey, error) {
	text := encodeHistory(r, part, entries, k.mine, to.readers, func(raw []byte) string {
		return string(k.id.Sign(domainSeal, []byte(k.vaultID), []byte(r.Type), []byte(r.ID), raw))
	})
	defer clear(text)
	return to.sealer.Seal(text)
}

// sealHolds says whether the last line is a known member's.
func (k *keyring) sealHolds(p *plain) bool {
	if !k.knows(p.ref, p.seal.By) {
		return false
	}
	return crypto.VerifyKey(p.seal.By).Verify(crypto.Signature(p.seal.sig), domainSeal,
		[]byte(k.vaultID), []byte(p.ref.Type), []byte(p.ref.ID), p.seal.raw) == nil
}
