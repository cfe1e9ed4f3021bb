package crypto

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/pem"
	"strings"
)

// algorithm begins every verify key and signature.
const algorithm = "ed25519:"

// VerifyKey checks signatures: "ed25519:" and the 32 byte key in unpadded
// URL-safe base64, 51 characters.
type VerifyKey string

// Signature is "ed25519:" and 64 bytes in unpadded URL-safe base64, 94 characters.
type Signature string

// ParseVerifyKey checks s, which must be in the one way of writing it, else
// [ErrBadVerifyKey]. Keys of small order, under which one signature fits many
// texts, are refused.
func ParseVerifyKey(s string) (VerifyKey, error) {
	key, ok := decodeExactly(s, ed25519.PublicKeySize)
	if !ok || smallOrder(key) {
		return "", ErrBadVerifyKey
	}
	return VerifyKey(s), nil
}

// ParseSignature checks the form of s, else [ErrBadSignature].
func ParseSignature(s string) (Signature, error) {
	if _, ok := decodeExactly(s, ed25519.SignatureSize); !ok {
		return "", ErrBadSignature
	}
	return Signature(s), nil
}

// Bytes returns the 64 bytes of the signature, as openssl wants them, or nil.
func (s Signature) Bytes() []byte {
	b, _ := decodeExactly(string(s), ed25519.SignatureSize)
	return b
}

func encodeVerifyKey(key ed25519.PublicKey) VerifyKey {
	return VerifyKey(algorithm + base64.RawURLEncoding.EncodeToString(key))
}

// decodeExactly reads size bytes after the algorithm. Line breaks, which base64
// would pass over, make the length wrong; Strict refuses stray bits at the end.
func decodeExactly(s string, size int) ([]byte, bool) {
	text, ok := strings.CutPrefix(s, algorithm)
	if !ok || len(text) != base64.RawURLEncoding.EncodedLen(size) {
		return nil, false
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(text)
	return b, err == nil && len(b) == size
}

// SignedBytes is what is signed: the domain and every part but the last each
// followed by NUL, then the last part as it is.
//
// The domain ("brobygger/entry/v1") must say what is signed and fix the number of
// parts. It panics where the domain is empty or where a domain or part that is
// followed by NUL holds one, since two texts could then be signed alike.
func SignedBytes(domain string, parts ...[]byte) []byte {
	b, ok := signedBytes(domain, parts)
	if !ok {
		panic("crypto: a signed domain or part is empty or holds NUL")
	}
	return b
}

func signedBytes(domain string, parts [][]byte) ([]byte, bool) {
	size := len(domain) + 1
	for i, p := range parts {
		size += len(p) + 1
		if i < len(parts)-1 && bytes.IndexByte(p, 0) >= 0 {
			return nil, false
		}
	}
	if domain == "" || strings.IndexByte(domain, 0) >= 0 {
		return nil, false
	}
	b := make([]byte, 0, size)
	b = append(append(b, domain...), 0)
	for i, p := range parts {
		if i > 0 {
			b = append(b, 0)
		}
		b = append(b, p...)
	}
	return b, true
}

// Verify checks that sig is k's signature over [SignedBytes] of domain and parts.
// The error is [ErrBadVerifyKey] where k is none, else [ErrBadSignature].
func (k VerifyKey) Verify(sig Signature, domain string, parts ...[]byte) error {
	key, ok := decodeExactly(string(k), ed25519.PublicKeySize)
	if !ok || smallOrder(key) {
		return ErrBadVerifyKey
	}
	raw, ok := decodeExactly(string(sig), ed25519.SignatureSize)
	if !ok {
		return ErrBadSignature
	}
	text, ok := signedBytes(domain, parts)
	if !ok || !ed25519.Verify(key, text, raw) {
		return ErrBadSignature
	}
	return nil
}

// PEM returns the key as SubjectPublicKeyInfo in PEM, as openssl reads it, or nil
// where k is no key.
func (k VerifyKey) PEM() []byte {
	key, ok := decodeExactly(string(k), ed25519.PublicKeySize)
	if !ok {
		return nil
	}
	// RFC 8410 §4: the twelve bytes before every Ed25519 key in DER.
	der := append([]byte{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00}, key...)
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
}

// smallOrder reports whether key, its sign bit aside, is one of the encodings of
// the points of order 1, 2, 4 and 8 (RFC 7748 §7 and RFC 8032 §8.9 leave it to
// the protocol to refuse them).
func smallOrder(key []byte) bool {
	k := [ed25519.PublicKeySize]byte(key)
	k[31] &= 0x7f
	switch k {
	case [32]byte{}, // order 4
		[32]byte{1}, // order 1
		[32]byte{ // order 8
			0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
			0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
		[32]byte{ // order 8
			0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
			0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a}:
		return true
	}
	// p-1 (order 2), and p and p+1, second ways of writing 0 and 1.
	for _, b := range k[1:31] {
		if b != 0xff {
			return false
		}
	}
	return k[31] == 0x7f && k[0] >= 0xec && k[0] <= 0xee
}
