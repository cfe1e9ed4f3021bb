package crypto

import (
	"bytes"
	"errors"
	"io"

	"filippo.io/age"
)

// Open decrypts an age file that is sealed to id and returns its plaintext and
// file key. All of it is authenticated before anything is returned.
//
// [ErrNotSealedToMe]: a header that none of whose stanzas opens for id (a changed
// byte in id's own stanza cannot be told from that). [ErrDamaged]: everything
// else.
func Open(ciphertext []byte, id *Identity) (plaintext []byte, key FileKey, err error) {
	return openAny(ciphertext, id.open().age)
}

// OpenWithKey decrypts an age file with a file key got earlier from [Seal] or
// [Open]; no identity is needed.
//
// [ErrStaleFileKey]: the header is not of that key (the file was sealed anew, or
// its header is damaged: [Open] tells). [ErrDamaged]: the header does not parse,
// or it fits the key and the content is damaged.
func OpenWithKey(ciphertext []byte, key FileKey) ([]byte, error) {
	injected := age.NewInjectedFileKeyIdentity(key.Bytes())
	plaintext, err := decrypt(ciphertext, injected)
	if err == nil {
		return plaintext, nil
	}
	// age does not say by type that the header's MAC is wrong, so ask it about
	// the header alone: with an injected key nothing else can fail there.
	header, parseErr := age.ExtractHeader(bytes.NewReader(ciphertext))
	if parseErr != nil {
		return nil, damaged("the header does not parse")
	}
	if _, err := age.DecryptHeader(header, injected); err != nil {
		return nil, ErrStaleFileKey
	}
	return nil, err
}

// openAny decrypts with the first identity that fits and catches the file key.
func openAny(ciphertext []byte, identities ...age.Identity) ([]byte, FileKey, error) {
	var key FileKey
	catching := make([]age.Identity, len(identities))
	for i, id := range identities {
		catching[i] = catchingIdentity{id, &key}
	}
	plaintext, err := decrypt(ciphertext, catching...)
	if err != nil {
		return nil, FileKey{}, err
	}
	return plaintext, key, nil
}

// catchingIdentity keeps the file key that the identity inside unwraps.
type catchingIdentity struct {
	age.Identity
	key *FileKey
}

// Unwrap implements age.Identity.
func (c catchingIdentity) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	fileKey, err := c.Identity.Unwrap(stanzas)
	if err != nil {
		return nil, err
	}
	*c.key, err = NewFileKey(fileKey)
	return fileKey, err
}

// decrypt reads the whole file. Every error is ErrNotSealedToMe or ErrDamaged;
// age's own text is dropped, since it quotes the file.
func decrypt(ciphertext []byte, identities ...age.Identity) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(ciphertext), identities...)
	if noMatch := (*age.NoIdentityMatchError)(nil); errors.As(err, &noMatch) {
		return nil, ErrNotSealedToMe
	}
	if err != nil {
		return nil, damaged("the header is not whole")
	}
	// The plaintext is shorter than the file, so one buffer does, and none that
	// was outgrown is left lying about. Only io.EOF itself is the authenticated
	// end: io.ReadFull would blur it with the io.ErrUnexpectedEOF of a cut file.
	plaintext := make([]byte, len(ciphertext))
	for n := 0; n < len(plaintext); {
		m, err := r.Read(plaintext[n:])
		n += m
		if err == io.EOF {
			return plaintext[:n:n], nil
		}
		if err != nil {
			break
		}
	}
	clear(plaintext)
	return nil, damaged("the content is not whole")
}
