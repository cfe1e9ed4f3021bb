package crypto

import (
	"crypto/sha256"
	"fmt"
	"math/big"
	"strings"

	"filippo.io/age"
)

// Recipient is a public key to seal to, in age's own writing: "age1pq1…", 1,959
// characters, hybrid ML-KEM-768 + X25519.
type Recipient string

// ParseRecipient checks s, which must be exactly as age writes it. An age or SSH
// recipient of another kind gives [ErrMixedRecipient], anything else
// [ErrBadRecipient]. The error never repeats s: it may be a secret key, pasted in
// the wrong place.
func ParseRecipient(s string) (Recipient, error) {
	if _, err := parseRecipient(Recipient(s)); err != nil {
		return "", err
	}
	return Recipient(s), nil
}

func parseRecipient(r Recipient) (*age.HybridRecipient, error) {
	s := string(r)
	if !strings.HasPrefix(s, "age1pq1") {
		if strings.HasPrefix(s, "age1") || strings.HasPrefix(s, "ssh-") {
			return nil, ErrMixedRecipient
		}
		return nil, ErrBadRecipient
	}
	parsed, err := age.ParseHybridRecipient(s)
	if err != nil {
		return nil, ErrBadRecipient
	}
	return parsed, nil
}

// Fingerprint is what two people read to each other before they trust a key (on
// screen: "kontrolord"): thirty digits in six groups of five, the SHA-256 of
// "brobygger/fingerprint/v1" NUL recipient NUL verify key, as a number modulo
// 10^30.
func Fingerprint(recipient Recipient, verify VerifyKey) string {
	sum := sha256.Sum256([]byte("brobygger/fingerprint/v1\x00" + string(recipient) + "\x00" + string(verify)))
	n := new(big.Int).SetBytes(sum[:])
	n.Mod(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(30), nil))
	digits := fmt.Sprintf("%030d", n)
	groups := make([]string, 0, 6)
	for i := 0; i < len(digits); i += 5 {
		groups = append(groups, digits[i:i+5])
	}
	return strings.Join(groups, " ")
}
