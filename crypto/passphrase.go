package crypto

import (
	cryptorand "crypto/rand"
	"fmt"
	"io"
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// minVariety is the fewest different characters of a passphrase that is let
// through by its length alone, so that thirty times "a" is not.
const minVariety = 8

// WeakPassphraseError says what a passphrase has and what would be enough: either
// the words or the characters. errors.Is finds [ErrWeakPassphrase] in it. It never
// holds the passphrase.
type WeakPassphraseError struct {
	// Words counts different words of two letters or more; Characters counts
	// characters after normalization, white space between words included.
	Words, Characters int
	// NeedWords or NeedCharacters is enough.
	NeedWords, NeedCharacters int
	// Monotonous: long enough, but of fewer than eight different characters.
	Monotonous bool
}

// Error implements error.
func (e *WeakPassphraseError) Error() string {
	return fmt.Sprintf("%v: %d words and %d characters, where %d words or %d characters are needed",
		ErrWeakPassphrase, e.Words, e.Characters, e.NeedWords, e.NeedCharacters)
}

// Unwrap returns [ErrWeakPassphrase].
func (e *WeakPassphraseError) Unwrap() error { return ErrWeakPassphrase }

// NormalizePassphrase is the one way in which a passphrase is used, however it was
// typed: in Unicode's form NFC, without white space around it and with one space
// where white space is inside.
func NormalizePassphrase(p string) Secret { return NewSecret([]byte(normalize(p))) }

func normalize(p string) string { return strings.Join(strings.Fields(norm.NFC.String(p)), " ") }

// CheckPassphrase accepts six words or 30 characters where a copy of the identity
// lies in the vault, else four words or 20 characters. Words are counted once
// each, and from two letters up; by its length alone a passphrase passes only with
// eight different characters. Otherwise the error is a [*WeakPassphraseError].
func CheckPassphrase(p string, copyInVault bool) error {
	p = normalize(p)
	e := &WeakPassphraseError{NeedWords: 4, NeedCharacters: 20}
	if copyInVault {
		e.NeedWords, e.NeedCharacters = 6, 30
	}
	words := map[string]bool{}
	for _, w := range strings.FieldsFunc(p, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}) {
		if utf8.RuneCountInString(w) >= 2 {
			words[strings.ToLower(w)] = true
		}
	}
	different := map[rune]bool{}
	for _, r := range p {
		different[r] = true
	}
	e.Words, e.Characters = len(words), utf8.RuneCountInString(p)
	e.Monotonous = len(different) < minVariety
	if e.Words >= e.NeedWords || e.Characters >= e.NeedCharacters && !e.Monotonous {
		return nil
	}
	e.Monotonous = e.Monotonous && e.Characters >= e.NeedCharacters
	return e
}

// ProposePassphrase draws n different words, all choices equally likely, and joins
// them with spaces. rand may be nil for crypto/rand. [ErrBadWordList]: words has
// fewer than n, or holds a word twice, or one that [CheckPassphrase] would not
// count as one word.
func ProposePassphrase(rand io.Reader, words []string, n int) (string, error) {
	if rand == nil {
		rand = cryptorand.Reader
	}
	if n < 1 || n > len(words) {
		return "", ErrBadWordList
	}
	seen := make(map[string]bool, len(words))
	for _, w := range words {
		letters := strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
		low := strings.ToLower(w)
		if !letters || utf8.RuneCountInString(w) < 2 || normalize(w) != w || seen[low] {
			return "", ErrBadWordList
		}
		seen[low] = true
	}
	drawn := make([]string, 0, n)
	taken := make(map[int64]bool, n)
	size := big.NewInt(int64(len(words)))
	for len(drawn) < n {
		i, err := cryptorand.Int(rand, size)
		if err != nil {
			return "", fmt.Errorf("drawing words: %w", err)
		}
		// A word that is drawn again is put back, which keeps the rest uniform.
		if !taken[i.Int64()] {
			taken[i.Int64()] = true
			drawn = append(drawn, words[i.Int64()])
		}
	}
	return strings.Join(drawn, " "), nil
}
