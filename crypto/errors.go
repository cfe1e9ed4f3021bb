package crypto

import (
	"errors"
	"fmt"
)

// The five ways in which opening fails. No error is two of them.
var (
	// ErrWrongPassphrase: the passphrase does not open the identity file. A
	// change of the few bytes that hold its salt and its wrapped key looks the
	// same.
	ErrWrongPassphrase = errors.New("wrong passphrase")
	// ErrDamaged: the file is not what was written, cut off, or never was one of
	// ours.
	ErrDamaged = errors.New("damaged")
	// ErrNotIdentity: the bytes hold no identity or recovery key of ours.
	ErrNotIdentity = errors.New("not an identity")
	// ErrNotSealedToMe: a whole header, but none of its recipients is this
	// identity.
	ErrNotSealedToMe = errors.New("not sealed to this identity")
	// ErrStaleFileKey: the file key belongs to another state of the file.
	ErrStaleFileKey = errors.New("file key does not fit this file")
)

// Errors of keys, signatures and sealing.
var (
	// ErrNewerVersion: the identity file was written by a newer version of the
	// program. It is an [ErrNotIdentity] as well.
	ErrNewerVersion = errors.New("written by a newer version")
	// ErrBadRecipient: the text is no age recipient.
	ErrBadRecipient = errors.New("not a recipient")
	// ErrMixedRecipient: a recipient of another kind than hybrid, which age
	// refuses to mix with hybrid ones.
	ErrMixedRecipient = errors.New("not a hybrid recipient")
	// ErrNoRecipients: sealing to nobody.
	ErrNoRecipients = errors.New("no recipients")
	// ErrTooManyRecipients: more than [MaxRecipients].
	ErrTooManyRecipients = errors.New("too many recipients")
	// ErrBadVerifyKey: the text is no verify key that may be used.
	ErrBadVerifyKey = errors.New("not a verify key")
	// ErrBadSignature: the signature is not this key's over these bytes.
	ErrBadSignature = errors.New("bad signature")
	// ErrBadFileKey: a file key is 16 bytes.
	ErrBadFileKey = errors.New("not a file key")
	// ErrSealMismatch: what was sealed did not open to what was handed in.
	// Nothing was returned; the machine's memory is not to be trusted.
	ErrSealMismatch = errors.New("sealed bytes do not open to what was sealed")
	// ErrWeakPassphrase: too short; see [WeakPassphraseError].
	ErrWeakPassphrase = errors.New("weak passphrase")
	// ErrBadWordList: no passphrase can be proposed from these words.
	ErrBadWordList = errors.New("unusable word list")
	// ErrBadWorkFactor: the scrypt work factor is outside 1 to [MaxWorkFactor].
	ErrBadWorkFactor = errors.New("work factor out of range")
)

// damaged is ErrDamaged with what is wrong. The text is never taken from a file.
func damaged(what string) error { return fmt.Errorf("%w: %s", ErrDamaged, what) }

// notIdentity is ErrNotIdentity with what is wrong.
func notIdentity(what string) error { return fmt.Errorf("%w: %s", ErrNotIdentity, what) }
