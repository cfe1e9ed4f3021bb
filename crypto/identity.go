package crypto

import (
	"crypto/ed25519"
	"crypto/hkdf"
	cryptorand "crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"filippo.io/age"
)

// hybridPrefix is the human readable part of an age hybrid identity.
const hybridPrefix = "AGE-SECRET-KEY-PQ-"

// seedSize is the size in bytes of the seed of an age hybrid identity and of an
// Ed25519 key.
const seedSize = 32

// Pins are the facts by which an identity file knows its vault again. They are no
// secrets, but whoever can change them decides whom the owner trusts; so they
// stand in the file that only the owner writes. Any text is kept as it is, except
// that empty member heads are dropped.
type Pins struct {
	VaultID     string
	Root        VerifyKey
	MemberHeads []string
	Remote      string
	Member      string
}

// Identity is one person's keys, an age hybrid identity and an Ed25519 signing
// key, and what is pinned beside them. It never prints. It is made by
// [NewIdentity], [ParseIdentity], [OpenIdentity] or [Recovery.Identity]; the zero
// Identity is of no use.
type Identity struct {
	redacted
	open func() *keys
}

type keys struct {
	age       *age.HybridIdentity
	recipient Recipient
	sign      ed25519.PrivateKey
	verify    VerifyKey

	mu      sync.RWMutex
	pins    Pins
	created time.Time
	unknown []string // lines of ours that a newer version wrote, kept as they are
	foreign []string // other comment lines, kept as they are
}

// NewIdentity draws new keys from rand, or from crypto/rand where rand is nil: 32
// bytes for the age identity, then 32 for the signing key.
func NewIdentity(rand io.Reader) (*Identity, error) {
	if rand == nil {
		rand = cryptorand.Reader
	}
	seeds := make([]byte, 2*seedSize)
	defer clear(seeds)
	if _, err := io.ReadFull(rand, seeds); err != nil {
		return nil, fmt.Errorf("drawing keys: %w", err)
	}
	return identityFromSeeds(bech32Encode(hybridPrefix, seeds[:seedSize]), seeds[seedSize:])
}

// identityFromSeeds makes an identity from the text of an age hybrid identity and
// the seed of a signing key. The error is ErrDamaged.
func identityFromSeeds(ageText string, signSeed []byte) (*Identity, error) {
	ageIdentity, err := age.ParseHybridIdentity(ageText)
	if err != nil {
		return nil, damaged("the secret key line is not whole")
	}
	sign := ed25519.NewKeyFromSeed(signSeed)
	k := &keys{
		age:       ageIdentity,
		recipient: Recipient(ageIdentity.Recipient().String()),
		sign:      sign,
		verify:    encodeVerifyKey(sign.Public().(ed25519.PublicKey)),
	}
	return &Identity{open: func() *keys { return k }}, nil
}

// Recipient is what others seal to.
func (id *Identity) Recipient() Recipient { return id.open().recipient }

// VerifyKey is what others check this identity's signatures with.
func (id *Identity) VerifyKey() VerifyKey { return id.open().verify }

// Sign signs [SignedBytes] of domain and parts, and panics where that does. The
// same bytes always give the same signature.
func (id *Identity) Sign(domain string, parts ...[]byte) Signature {
	sig := ed25519.Sign(id.open().sign, SignedBytes(domain, parts...))
	return Signature(algorithm + base64.RawURLEncoding.EncodeToString(sig))
}

// Derive gives 32 bytes that only this identity can make, for one use that label
// names, such as the MAC of a file on the owner's own device: HKDF-SHA256 of the
// signing seed with "brobygger/derive/v1/" and the label as info.
func (id *Identity) Derive(label string) Secret {
	seed := id.open().sign.Seed()
	defer clear(seed)
	key, err := hkdf.Key(sha256.New, seed, nil, "brobygger/derive/v1/"+label, 32)
	if err != nil { // only for far longer keys
		panic("crypto: internal error: " + err.Error())
	}
	defer clear(key)
	return NewSecret(key)
}

// Pins returns a copy of what is pinned.
func (id *Identity) Pins() Pins {
	k := id.open()
	k.mu.RLock()
	defer k.mu.RUnlock()
	p := k.pins
	p.MemberHeads = slices.Clone(p.MemberHeads)
	return p
}

// SetPins replaces all that is pinned. It changes the identity in memory; the file
// changes when it is encoded and written again.
func (id *Identity) SetPins(p Pins) {
	heads := make([]string, 0, len(p.MemberHeads))
	for _, h := range p.MemberHeads {
		if h != "" {
			heads = append(heads, h)
		}
	}
	p.MemberHeads = slices.Clip(heads)
	if len(heads) == 0 {
		p.MemberHeads = nil
	}
	k := id.open()
	k.mu.Lock()
	defer k.mu.Unlock()
	k.pins = p
}

// Created is when the identity was made, to the second, or the zero time where
// nobody said so.
func (id *Identity) Created() time.Time {
	k := id.open()
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.created
}

// SetCreated sets the time that stands in the file, for people to read.
func (id *Identity) SetCreated(t time.Time) {
	k := id.open()
	k.mu.Lock()
	defer k.mu.Unlock()
	k.created = t.Truncate(time.Second)
}
