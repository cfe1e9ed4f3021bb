package crypto

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// The plain identity file, one fact a line:
//
//	# brobygger identity: v1
//	# created: 2026-12-07T08:41:00+01:00
//	# public key: age1pq1…
//	# brobygger sign-seed: <43 characters of unpadded URL-safe base64>
//	# brobygger verify-key: ed25519:…
//	# brobygger vault: …
//	# brobygger root: ed25519:…
//	# brobygger member: …
//	# brobygger member-head: …        (one line a head)
//	# brobygger remote: …
//	# brobygger checksum: <SHA-256 in hex>
//	AGE-SECRET-KEY-PQ-1…
//
// In a value every byte outside '!' to '~', and '%', is written %XX in capitals.
// A long value goes on in "# brobygger more: …" lines. The checksum is over every
// "# brobygger" line before it and the secret key line, each with its newline; it
// finds damage, not malice, which an unsealed file cannot keep out. Lines of ours
// that are unknown here come from a newer version; they and other comments are
// kept.
const (
	ourPrefix       = "# brobygger "
	createdPrefix   = "# created: "
	publicPrefix    = "# public key: "
	identityVersion = "v1"

	// maxValue is the most characters of a value on one line, which keeps every
	// line under 4 KiB.
	maxValue = 3000
	// maxIdentityFile is the largest identity file that is read, in bytes.
	maxIdentityFile = 1 << 20
)

// Encode writes the identity file, plain: stock age takes it, and so does
// [ParseIdentity].
func (id *Identity) Encode() Secret {
	k := id.open()
	k.mu.RLock()
	defer k.mu.RUnlock()

	var ours strings.Builder
	line := func(key, value string) {
		text := escape(value)
		for name := key; ; name = "more" {
			n := min(len(text), maxValue)
			ours.WriteString(ourPrefix + name + ": " + text[:n] + "\n")
			if text = text[n:]; text == "" {
				return
			}
		}
	}
	line("identity", identityVersion)
	first := ours.Len()
	line("sign-seed", base64.RawURLEncoding.EncodeToString(k.sign.Seed()))
	line("verify-key", string(k.verify))
	for _, pin := range []struct{ key, value string }{
		{"vault", k.pins.VaultID}, {"root", string(k.pins.Root)}, {"member", k.pins.Member},
	} {
		if pin.value != "" {
			line(pin.key, pin.value)
		}
	}
	for _, head := range k.pins.MemberHeads {
		line("member-head", head)
	}
	if k.pins.Remote != "" {
		line("remote", k.pins.Remote)
	}
	for _, text := range k.unknown {
		ours.WriteString(text + "\n")
	}
	secretLine := k.age.String() + "\n"

	var b bytes.Buffer
	b.WriteString(ours.String()[:first])
	if !k.created.IsZero() {
		b.WriteString(createdPrefix + k.created.Format(time.RFC3339) + "\n")
	}
	b.WriteString(publicPrefix + string(k.recipient) + "\n")
	for _, text := range k.foreign {
		b.WriteString(text + "\n")
	}
	b.WriteString(ours.String()[first:])
	b.WriteString(ourPrefix + "checksum: " + checksum(ours.String(), secretLine) + "\n")
	b.WriteString(secretLine)
	defer clear(b.Bytes())
	return NewSecret(b.Bytes())
}

func checksum(ours, secretLine string) string {
	sum := sha256.Sum256([]byte(ours + secretLine))
	return hex.EncodeToString(sum[:])
}

// ParseIdentity reads a plain identity file as [Identity.Encode] writes it; lines
// may end in CRLF, and comments may stand among them, which are kept.
//
// [ErrNotIdentity]: nothing of ours stands in it, an age identity file of someone
// else's included, or a newer version wrote it ([ErrNewerVersion] too).
// [ErrDamaged]: it is ours, but not whole.
func ParseIdentity(b []byte) (*Identity, error) {
	f, err := readIdentityLines(b)
	if err != nil {
		return nil, err
	}
	seed, err := base64.RawURLEncoding.Strict().DecodeString(f.seed)
	defer clear(seed)
	if err != nil || len(seed) != seedSize {
		return nil, damaged("the signing seed is not whole")
	}
	id, err := identityFromSeeds(f.secretLine, seed)
	if err != nil {
		return nil, err
	}
	k := id.open()
	if f.recipient != "" && f.recipient != string(k.recipient) || f.verify != string(k.verify) {
		return nil, damaged("the public keys do not belong to the secret ones")
	}
	k.created, k.unknown, k.foreign = f.created, f.unknown, f.foreign
	id.SetPins(f.pins)
	return id, nil
}

// identityLines is an identity file taken apart, its checksum checked.
type identityLines struct {
	created          time.Time
	recipient        string
	seed, verify     string
	pins             Pins
	unknown, foreign []string
	secretLine       string
}

func readIdentityLines(b []byte) (*identityLines, error) {
	if len(b) > maxIdentityFile {
		return nil, notIdentity("too large")
	}
	f := &identityLines{}
	var ours strings.Builder
	var facts []fact
	var secrets int
	sum := ""
	for text := range strings.Lines(string(b)) {
		text = strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
		switch {
		case strings.HasPrefix(text, ourPrefix):
			key, value, ok := strings.Cut(strings.TrimPrefix(text, ourPrefix), ": ")
			if !ok || sum != "" {
				return nil, damaged("a line is not whole")
			}
			if key == "checksum" {
				sum = value
				continue
			}
			ours.WriteString(text + "\n")
			if key == "more" && len(facts) > 0 {
				last := &facts[len(facts)-1]
				last.value += value
				last.lines = append(last.lines, text)
				continue
			}
			facts = append(facts, fact{key, value, []string{text}})
		case strings.HasPrefix(text, publicPrefix):
			f.recipient = strings.TrimPrefix(text, publicPrefix)
		case strings.HasPrefix(text, createdPrefix):
			// Only for people to read: what does not parse is kept as a comment.
			t, err := time.Parse(time.RFC3339, strings.TrimPrefix(text, createdPrefix))
			if err != nil || !f.created.IsZero() || t.IsZero() {
				f.foreign = append(f.foreign, text)
				continue
			}
			f.created = t
		case strings.HasPrefix(text, "#"):
			f.foreign = append(f.foreign, text)
		case text == "":
		default:
			secrets++
			f.secretLine = text
		}
	}
	if len(facts) == 0 {
		return nil, notIdentity("nothing of ours in it")
	}
	if err := f.take(facts); err != nil {
		return nil, err
	}
	if secrets != 1 || checksum(ours.String(), f.secretLine+"\n") != sum {
		return nil, damaged("the checksum is wrong")
	}
	return f, nil
}

// fact is one value of ours and the lines it stands on.
type fact struct {
	key, value string
	lines      []string
}

func (f *identityLines) take(facts []fact) error {
	if facts[0].key != "identity" {
		return damaged("the first line of ours is missing")
	}
	if v := facts[0].value; v != identityVersion {
		if len(v) > 1 && v[0] == 'v' && strings.Trim(v[1:], "0123456789") == "" {
			return fmt.Errorf("%w: %w", ErrNotIdentity, ErrNewerVersion)
		}
		return damaged("the version is not whole")
	}
	single := map[string]*string{
		"sign-seed": &f.seed, "verify-key": &f.verify, "vault": &f.pins.VaultID,
		"member": &f.pins.Member, "remote": &f.pins.Remote, "root": (*string)(&f.pins.Root),
	}
	for _, fact := range facts[1:] {
		target, known := single[fact.key]
		if !known && fact.key != "member-head" {
			f.unknown = append(f.unknown, fact.lines...)
			continue
		}
		value, ok := unescape(fact.value)
		if !ok || value == "" || known && *target != "" {
			return damaged("a line is not whole")
		}
		if known {
			*target = value
		} else {
			f.pins.MemberHeads = append(f.pins.MemberHeads, value)
		}
	}
	return nil
}

// escape writes any text on one line of printable ASCII.
func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c > ' ' && c <= '~' && c != '%' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// unescape undoes escape, and takes nothing that escape does not write.
func unescape(s string) (string, bool) {
	var b []byte
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b = append(b, s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", false
		}
		raw, err := hex.DecodeString(s[i+1 : i+3])
		if err != nil {
			return "", false
		}
		b = append(b, raw[0])
		i += 2
	}
	out := string(b)
	return out, escape(out) == s
}
