package crypto

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"

	agetest "c2sp.org/CCTV/age"
	"filippo.io/age"
)

// vector is one file of the C2SP CCTV age test vectors: lines "key: value", an
// empty line, and the age file.
type vector struct {
	expect      string
	payloadHash string
	fileKey     string
	identities  []age.Identity
	hybrid      []string
	passphrases []string
	armored     bool
	file        []byte
}

func parseVector(t *testing.T, contents []byte) *vector {
	t.Helper()
	v := &vector{file: contents}
	compressed := false
	for {
		line, rest, ok := bytes.Cut(v.file, []byte("\n"))
		if !ok {
			t.Fatal("no empty line before the file")
		}
		v.file = rest
		if len(line) == 0 {
			break
		}
		key, value, _ := strings.Cut(string(line), ": ")
		switch key {
		case "expect":
			v.expect = value
		case "payload":
			v.payloadHash = value
		case "file key":
			v.fileKey = value
		case "identity":
			if id, err := age.ParseHybridIdentity(value); err == nil {
				v.identities, v.hybrid = append(v.identities, id), append(v.hybrid, value)
			} else if id, err := age.ParseX25519Identity(value); err == nil {
				v.identities = append(v.identities, id)
			} else {
				t.Fatalf("identity %s: %v", value, err)
			}
		case "passphrase":
			id, err := passphraseIdentity(NewSecret([]byte(value)))
			if err != nil {
				t.Fatal(err)
			}
			v.identities, v.passphrases = append(v.identities, id), append(v.passphrases, value)
		case "armored":
			v.armored = true
		case "compressed":
			compressed = true
		case "comment":
		default:
			t.Fatalf("unknown key %q", key)
		}
	}
	if compressed {
		r, err := zlib.NewReader(bytes.NewReader(v.file))
		if err != nil {
			t.Fatal(err)
		}
		if v.file, err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

// wantOf is what a vector's failure must be for us. A file that is not whole is
// damaged, whichever part of it.
var wantOf = map[string]error{
	"success":         nil,
	"no match":        ErrNotSealedToMe,
	"HMAC failure":    ErrDamaged,
	"header failure":  ErrDamaged,
	"armor failure":   ErrDamaged,
	"payload failure": ErrDamaged,
}

// TestVectors takes every age vector through the code that opens our files.
func TestVectors(t *testing.T) {
	files, err := fs.ReadDir(agetest.Vectors, ".")
	if err != nil {
		t.Fatal(err)
	}
	expected, keys := map[string]int{}, map[string]int{}
	for _, f := range files {
		t.Run(f.Name(), func(t *testing.T) {
			contents, err := fs.ReadFile(agetest.Vectors, f.Name())
			if err != nil {
				t.Fatal(err)
			}
			v := parseVector(t, contents)
			want, known := wantOf[v.expect]
			if !known {
				t.Fatalf("unknown expectation %q", v.expect)
			}
			expected[v.expect]++
			testVector(t, v, want)
			if len(v.hybrid) == 1 && len(v.identities) == 1 && !v.armored {
				keys["hybrid"]++
				testHybridVector(t, v, want)
			}
			if len(v.passphrases) == 1 && len(v.identities) == 1 {
				keys["passphrase"]++
				testPassphraseVector(t, v, want)
			}
			if v.armored {
				keys["armored"]++
			}
			testVectorForStranger(t, v)
		})
	}
	t.Logf("%d vectors: %v, of these %v", len(files), expected, keys)
	if len(files) == 0 {
		t.Fatal("no vectors")
	}
	for name := range wantOf {
		if expected[name] == 0 {
			t.Errorf("no vector expects %q", name)
		}
	}
	for _, name := range []string{"hybrid", "passphrase", "armored"} {
		if keys[name] == 0 {
			t.Errorf("no %s vector", name)
		}
	}
}

// testVector opens with whatever identities the vector names.
func testVector(t *testing.T, v *vector, want error) {
	file, err := v.file, error(nil)
	if v.armored {
		file, err = dearmor(v.file)
	}
	var plain []byte
	var key FileKey
	if err == nil && len(v.identities) > 0 {
		plain, key, err = openAny(file, v.identities...)
	} else if err == nil {
		// A few header failures name no identity, since none gets that far.
		plain, key, err = openAny(file, newIdentity(t, 1).open().age)
	}
	if !errors.Is(err, want) || (want == nil) != (err == nil) {
		t.Fatalf("got %v, want %v", err, want)
	}
	if err != nil {
		kind(t, err)
		if plain != nil || !key.IsZero() {
			t.Fatalf("an error, and %d bytes of plaintext", len(plain))
		}
	} else {
		checkPayload(t, v, plain)
		if v.fileKey != "" && hex.EncodeToString(key.Bytes()) != v.fileKey {
			t.Error("another file key")
		}
	}
	if v.fileKey == "" || v.armored {
		return
	}
	// The same file with its file key handed in: only the stanzas do not matter
	// any more.
	raw, err := hex.DecodeString(v.fileKey)
	if err != nil {
		t.Fatal(err)
	}
	key, err = NewFileKey(raw)
	if len(raw) != fileKeySize {
		if !errors.Is(err, ErrBadFileKey) {
			t.Errorf("a file key of %d bytes: %v", len(raw), err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	plain, err = OpenWithKey(v.file, key)
	switch {
	case err == nil && v.payloadHash == "":
		// A header whose fault is in a stanza that nobody needs to unwrap now.
	case err == nil:
		checkPayload(t, v, plain)
	default:
		if k := kind(t, err); k != "damaged" && k != "stale file key" || plain != nil {
			t.Errorf("with the file key: %d bytes, %v", len(plain), err)
		}
	}
	switch {
	case v.expect == "success" && err != nil,
		v.expect == "payload failure" && !errors.Is(err, ErrDamaged),
		v.expect == "HMAC failure" && !errors.Is(err, ErrStaleFileKey):
		t.Errorf("with the file key: %v", err)
	}
}

func checkPayload(t *testing.T, v *vector, plain []byte) {
	t.Helper()
	if sum := sha256.Sum256(plain); hex.EncodeToString(sum[:]) != v.payloadHash {
		t.Errorf("another plaintext, %d bytes", len(plain))
	}
}

// testHybridVector goes through Open itself.
func testHybridVector(t *testing.T, v *vector, want error) {
	id, err := identityFromSeeds(v.hybrid[0], make([]byte, seedSize))
	if err != nil {
		t.Fatal(err)
	}
	plain, _, err := Open(v.file, id)
	if !errors.Is(err, want) || (want == nil) != (err == nil) {
		t.Fatalf("Open: %v, want %v", err, want)
	}
	if err == nil {
		checkPayload(t, v, plain)
	} else if plain != nil {
		t.Error("an error and plaintext")
	}
}

// testPassphraseVector goes through OpenIdentity; no vector holds an identity.
func testPassphraseVector(t *testing.T, v *vector, want error) {
	id, err := OpenIdentity(t.Context(), v.file, func() (Secret, error) { return NewSecret([]byte(v.passphrases[0])), nil })
	if err == nil || id != nil {
		t.Fatal("an identity came out of a vector")
	}
	switch k := kind(t, err); {
	case want == nil && k != "not an identity",
		errors.Is(want, ErrNotSealedToMe) && k != "wrong passphrase" && k != "not an identity",
		errors.Is(want, ErrDamaged) && k != "damaged" && k != "not an identity":
		t.Errorf("OpenIdentity: %v, want %v", err, want)
	}
}

// testVectorForStranger opens as somebody who is not named in any vector.
func testVectorForStranger(t *testing.T, v *vector) {
	plain, key, err := Open(v.file, newIdentity(t, 1))
	if err == nil || plain != nil || !key.IsZero() {
		t.Fatalf("a stranger opens it: %v", err)
	}
	if k := kind(t, err); k != "damaged" && k != "not sealed to me" {
		t.Errorf("for a stranger: %v", err)
	}
}
