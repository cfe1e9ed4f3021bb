package crypto

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
	"filippo.io/age/armor"
)

const (
	// WorkFactor is the scrypt work factor for real use, as a power of two: half
	// a second and 256 MiB on a laptop.
	WorkFactor = 18
	// MaxWorkFactor is the largest that is sealed with or opened: 1 GiB. A file
	// that asks for more is taken for damaged, not obeyed.
	MaxWorkFactor = 20
)

// SealIdentity seals id's file under passphrase with scrypt, as an age file that
// stock age takes with -i. The work factor is the logarithm of the cost:
// [WorkFactor] in real use, less in tests, at most [MaxWorkFactor]
// ([ErrBadWorkFactor]). An empty passphrase gives [ErrWeakPassphrase]; how good it
// is otherwise is for [CheckPassphrase]. What was sealed is opened with the same
// passphrase before it is returned, which doubles the time.
func SealIdentity(id *Identity, passphrase Secret, workFactor int) ([]byte, error) {
	if workFactor < 1 || workFactor > MaxWorkFactor {
		return nil, ErrBadWorkFactor
	}
	recipient, err := age.NewScryptRecipient(string(passphrase.Bytes()))
	if err != nil {
		return nil, ErrWeakPassphrase
	}
	recipient.SetWorkFactor(workFactor)
	plain := id.Encode()
	defer plain.Wipe()
	sealed, err := encrypt(plain.Bytes(), recipient)
	if err != nil {
		return nil, err
	}
	if err := checkSealedIdentity(sealed, passphrase, plain); err != nil {
		return nil, err
	}
	return sealed, nil
}

// checkSealedIdentity opens what was sealed with the passphrase and compares.
func checkSealedIdentity(sealed []byte, passphrase, plain Secret) error {
	identity, err := passphraseIdentity(passphrase)
	if err != nil {
		return ErrSealMismatch
	}
	opened, err := openWithPassphrase(sealed, identity)
	defer clear(opened)
	if err != nil || !bytes.Equal(opened, plain.Bytes()) {
		return ErrSealMismatch
	}
	return nil
}

// IsSealedIdentity reports whether file is an age file, binary or armored, and so
// would need a passphrase.
func IsSealedIdentity(file []byte) bool {
	return bytes.HasPrefix(file, []byte("age-encryption.org/")) || isArmored(file)
}

func isArmored(file []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(file, " \t\r\n"), []byte("-----BEGIN AGE"))
}

// OpenIdentity reads an identity file, plain or sealed with a passphrase, binary
// or armored. The passphrase is asked only when it is needed: once, and not
// before the file is known to be one that a passphrase opens. Normalize it first.
//
// The errors are those of [ParseIdentity], also for what was sealed inside, and
// [ErrWrongPassphrase]; an age file that is sealed to something else than a
// passphrase is [ErrNotIdentity]. An error of passphrase itself is wrapped. When
// ctx ends, its error is returned at once, while the key derivation, which cannot
// be stopped, runs out behind.
func OpenIdentity(ctx context.Context, file []byte, passphrase func() (Secret, error)) (*Identity, error) {
	if len(file) > maxIdentityFile {
		return nil, notIdentity("too large")
	}
	if !IsSealedIdentity(file) {
		return ParseIdentity(file)
	}
	file, err := dearmor(file)
	if err != nil {
		return nil, err
	}
	if err := isForPassphrase(file); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	secret, err := passphrase()
	if err != nil {
		return nil, fmt.Errorf("asking for the passphrase: %w", err)
	}
	// Taken now, so that the caller may wipe the secret as soon as we return.
	identity, err := passphraseIdentity(secret)
	if err != nil {
		return nil, err
	}
	type answer struct {
		plain []byte
		err   error
	}
	done := make(chan answer, 1)
	go func() {
		plain, err := openWithPassphrase(file, identity)
		done <- answer{plain, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case a := <-done:
		if a.err != nil {
			return nil, a.err
		}
		defer clear(a.plain)
		return ParseIdentity(a.plain)
	}
}

// passphraseIdentity copies the passphrase, which must not be empty.
func passphraseIdentity(passphrase Secret) (*age.ScryptIdentity, error) {
	identity, err := age.NewScryptIdentity(string(passphrase.Bytes()))
	if err != nil {
		return nil, ErrWrongPassphrase
	}
	identity.SetMaxWorkFactor(MaxWorkFactor)
	return identity, nil
}

// openWithPassphrase opens a binary age file that is sealed with a passphrase.
func openWithPassphrase(file []byte, identity *age.ScryptIdentity) ([]byte, error) {
	plain, _, err := openAny(file, identity)
	if errors.Is(err, ErrNotSealedToMe) {
		return nil, ErrWrongPassphrase
	}
	return plain, err
}

// dearmor takes the armor off, where there is one.
func dearmor(file []byte) ([]byte, error) {
	if !isArmored(file) {
		return file, nil
	}
	binary, err := io.ReadAll(armor.NewReader(bytes.NewReader(file)))
	if err != nil {
		return nil, damaged("the armor is not whole")
	}
	return binary, nil
}

// isForPassphrase looks at the stanzas of an age file without opening it.
func isForPassphrase(file []byte) error {
	var look lookingIdentity
	_, err := age.Decrypt(bytes.NewReader(file), &look)
	switch {
	case !errors.Is(err, age.ErrIncorrectIdentity):
		return damaged("the header does not parse")
	case len(look.types) != 1 || look.types[0] != "scrypt":
		return notIdentity("sealed to something else than a passphrase")
	}
	return nil
}

// lookingIdentity notes the kinds of the stanzas it is shown and opens none.
type lookingIdentity struct{ types []string }

// Unwrap implements age.Identity.
func (l *lookingIdentity) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	for _, s := range stanzas {
		l.types = append(l.types, s.Type)
	}
	return nil, age.ErrIncorrectIdentity
}
