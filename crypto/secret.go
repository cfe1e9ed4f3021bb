package crypto

import (
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
)

const shown = "[secret]"

// redacted is embedded by everything that must never print: it answers every way
// of printing with "[secret]" and cannot be compared with ==.
//
// Where such a value stands in an unexported field, fmt does not call methods but
// walks the memory. So the types that embed redacted keep their content behind a
// func, which fmt, json and debuggers by reflection show as an address at most.
type redacted struct{ _ [0]func() }

// String returns "[secret]".
func (redacted) String() string { return shown }

// GoString returns "[secret]".
func (redacted) GoString() string { return shown }

// Format writes "[secret]" for every verb.
func (redacted) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, shown) }

// MarshalText returns "[secret]".
func (redacted) MarshalText() ([]byte, error) { return []byte(shown), nil }

// MarshalJSON returns "[secret]" as a JSON string.
func (redacted) MarshalJSON() ([]byte, error) { return []byte(`"` + shown + `"`), nil }

// LogValue returns "[secret]".
func (redacted) LogValue() slog.Value { return slog.StringValue(shown) }

// Secret is a run of bytes that never prints: a passphrase, a key, the text of an
// identity file. Copies of a Secret share the bytes. The zero Secret is empty.
type Secret struct {
	redacted
	open func(wipe bool) []byte
}

// NewSecret copies b. Whoever holds b clears it.
func NewSecret(b []byte) Secret {
	own := make([]byte, len(b))
	copy(own, b)
	return Secret{open: func(wipe bool) []byte {
		if wipe {
			clear(own)
			own = nil
		}
		return own
	}}
}

// Bytes returns the secret itself, not a copy: it is to be used and let go, not
// kept or changed.
func (s Secret) Bytes() []byte {
	if s.open == nil {
		return nil
	}
	return s.open(false)
}

// Equal reports whether both hold the same bytes. Its time depends on the length
// only.
func (s Secret) Equal(other Secret) bool {
	return subtle.ConstantTimeCompare(s.Bytes(), other.Bytes()) == 1
}

// Wipe overwrites the bytes with zeros, for all copies of s, and leaves them
// empty. Copies that the runtime or a library made are out of reach.
func (s Secret) Wipe() {
	if s.open != nil {
		s.open(true)
	}
}

// fileKeySize is the size in bytes of an age file key.
const fileKeySize = 16

// FileKey is the 16 byte key under which the content of one age file stands. Who
// has it opens that one file, without an identity and without the cost of an
// unwrap. It never prints. The zero FileKey opens nothing.
type FileKey struct {
	redacted
	open func() []byte
}

// NewFileKey copies b, which must have 16 bytes, else [ErrBadFileKey].
func NewFileKey(b []byte) (FileKey, error) {
	if len(b) != fileKeySize {
		return FileKey{}, ErrBadFileKey
	}
	key := [fileKeySize]byte(b)
	return FileKey{open: func() []byte { return key[:] }}, nil
}

// Bytes returns the 16 bytes themselves, not a copy, or nil for the zero FileKey.
func (k FileKey) Bytes() []byte {
	if k.open == nil {
		return nil
	}
	return k.open()
}

// IsZero reports whether k is no key.
func (k FileKey) IsZero() bool { return k.open == nil }

// Equal reports in constant time whether both are the same key.
func (k FileKey) Equal(other FileKey) bool {
	return subtle.ConstantTimeCompare(k.Bytes(), other.Bytes()) == 1
}
