package crypto

import (
	"bytes"
	"fmt"

	"filippo.io/age"
)

// MaxRecipients is the most recipients one file may have; age reads no more.
const MaxRecipients = 1024

// Sealer seals to one set of recipients. Making it parses them, so a Sealer that
// is kept saves that for each further file.
type Sealer struct {
	to []age.Recipient
}

// NewSealer parses the recipients; one that is named twice is sealed to once. The
// errors are those of [ParseRecipient], [ErrNoRecipients] and
// [ErrTooManyRecipients].
func NewSealer(to []Recipient) (*Sealer, error) {
	s := &Sealer{}
	seen := make(map[Recipient]bool, len(to))
	for _, r := range to {
		if seen[r] {
			continue
		}
		seen[r] = true
		parsed, err := parseRecipient(r)
		if err != nil {
			return nil, fmt.Errorf("recipient %d: %w", len(seen), err)
		}
		s.to = append(s.to, parsed)
	}
	switch {
	case len(s.to) == 0:
		return nil, ErrNoRecipients
	case len(s.to) > MaxRecipients:
		return nil, ErrTooManyRecipients
	}
	return s, nil
}

// Seal encrypts plaintext to all recipients and returns the age file and the file
// key, fresh for each file. Before that it opens the result with the file key and
// compares, so what is returned is known to open ([ErrSealMismatch] otherwise).
func (s *Sealer) Seal(plaintext []byte) (ciphertext []byte, key FileKey, err error) {
	capture := &capturingRecipient{Recipient: s.to[0]}
	to := make([]age.Recipient, len(s.to))
	copy(to, s.to)
	to[0] = capture
	ciphertext, err = encrypt(plaintext, to...)
	if err != nil {
		return nil, FileKey{}, err
	}
	if err := checkSealed(ciphertext, capture.key, plaintext); err != nil {
		return nil, FileKey{}, err
	}
	return ciphertext, capture.key, nil
}

// Seal is [Sealer.Seal] for one file.
func Seal(plaintext []byte, to []Recipient) (ciphertext []byte, key FileKey, err error) {
	s, err := NewSealer(to)
	if err != nil {
		return nil, FileKey{}, err
	}
	return s.Seal(plaintext)
}

// checkSealed opens ciphertext with its key and compares.
func checkSealed(ciphertext []byte, key FileKey, plaintext []byte) error {
	opened, err := OpenWithKey(ciphertext, key)
	if err != nil || !bytes.Equal(opened, plaintext) {
		return ErrSealMismatch
	}
	return nil
}

func encrypt(plaintext []byte, to ...age.Recipient) ([]byte, error) {
	var out bytes.Buffer
	const stanza, header, chunk, tag = 1700, 200, 64 << 10, 16
	out.Grow(len(plaintext) + (len(plaintext)/chunk+1)*tag + len(to)*stanza + header)
	w, err := age.Encrypt(&out, to...)
	if err != nil {
		return nil, fmt.Errorf("sealing: %w", err)
	}
	if _, err := w.Write(plaintext); err != nil {
		return nil, fmt.Errorf("sealing: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("sealing: %w", err)
	}
	return out.Bytes(), nil
}

// capturingRecipient remembers the file key that age hands to a recipient.
type capturingRecipient struct {
	age.Recipient
	key FileKey
}

// WrapWithLabels keeps the labels, by which age refuses to mix hybrid recipients
// with others.
func (r *capturingRecipient) WrapWithLabels(fileKey []byte) ([]*age.Stanza, []string, error) {
	key, err := NewFileKey(fileKey)
	if err != nil {
		return nil, nil, err
	}
	r.key = key
	if labelled, ok := r.Recipient.(age.RecipientWithLabels); ok {
		return labelled.WrapWithLabels(fileKey)
	}
	stanzas, err := r.Wrap(fileKey)
	return stanzas, nil, err
}
