package crypto

import (
	"crypto/hkdf"
	cryptorand "crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
)

const (
	// recoveryLabel keeps the signing key of a recovery key apart from anything
	// else that may be derived from the same 32 bytes.
	recoveryLabel = "brobygger/recovery/sign/v1"

	// recoveryLen is the number of characters on paper: 52 for 32 bytes, and the
	// checksum.
	recoveryLen = 58
	groupLen    = 8
	// RecoveryGroups is the number of groups on paper; the last has two
	// characters, the others eight.
	RecoveryGroups = (recoveryLen + groupLen - 1) / groupLen
)

// Recovery is the key on paper (on screen: "nødnøgle"): 32 random bytes that are
// an age hybrid identity, from which the signing key is derived by HKDF-SHA256, so
// that one paper gives both. It never prints but by [Recovery.Groups] and
// [Recovery.Text].
type Recovery struct {
	redacted
	open func() *recovery
}

type recovery struct {
	text string // AGE-SECRET-KEY-PQ-1…
	id   *Identity
}

// NewRecovery draws a recovery key from rand, or from crypto/rand where rand is
// nil.
func NewRecovery(rand io.Reader) (*Recovery, error) {
	if rand == nil {
		rand = cryptorand.Reader
	}
	seed := make([]byte, seedSize)
	defer clear(seed)
	if _, err := io.ReadFull(rand, seed); err != nil {
		return nil, fmt.Errorf("drawing a recovery key: %w", err)
	}
	return recoveryFromSeed(seed)
}

func recoveryFromSeed(seed []byte) (*Recovery, error) {
	signSeed, err := hkdf.Key(sha256.New, seed, nil, recoveryLabel, seedSize)
	if err != nil {
		return nil, fmt.Errorf("deriving the signing key: %w", err)
	}
	defer clear(signSeed)
	text := bech32Encode(hybridPrefix, seed)
	id, err := identityFromSeeds(text, signSeed)
	if err != nil {
		return nil, err
	}
	r := &recovery{text: text, id: id}
	return &Recovery{open: func() *recovery { return r }}, nil
}

// Identity is the recovery key as an identity that opens and signs.
func (r *Recovery) Identity() *Identity { return r.open().id }

// Recipient is what everything in a vault is sealed to besides its readers.
func (r *Recovery) Recipient() Recipient { return r.open().id.Recipient() }

// VerifyKey checks what the recovery key signs.
func (r *Recovery) VerifyKey() VerifyKey { return r.open().id.VerifyKey() }

// Text is the whole AGE-SECRET-KEY-PQ-1… line without a newline; stock age takes
// it as an identity file.
func (r *Recovery) Text() Secret { return NewSecret([]byte(r.open().text)) }

// Groups are the 58 characters after AGE-SECRET-KEY-PQ-1 as they stand on paper:
// eight groups, "T4H5 0Z6D", the last "2V". Whoever shows them numbers them from 1.
func (r *Recovery) Groups() []string {
	data := r.open().text[len(hybridPrefix)+1:]
	groups := make([]string, 0, RecoveryGroups)
	for len(data) > 0 {
		n := min(groupLen, len(data))
		group := data[:n]
		if n == groupLen {
			group = group[:4] + " " + group[4:]
		}
		groups, data = append(groups, group), data[n:]
	}
	return groups
}
