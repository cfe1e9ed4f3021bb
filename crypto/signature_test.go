package crypto

import (
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSignedBytes(t *testing.T) {
	b := func(s ...string) (out [][]byte) {
		for _, p := range s {
			out = append(out, []byte(p))
		}
		return out
	}
	for _, c := range []struct {
		domain string
		parts  [][]byte
		want   string
	}{
		{"d", nil, "d\x00"},
		{"d", b(""), "d\x00"},
		{"d", b("x"), "d\x00x"},
		{"d", b("", ""), "d\x00\x00"},
		{"brobygger/entry/v1", b("vault", "case", "4f", `{"a":1}`), "brobygger/entry/v1\x00vault\x00case\x004f\x00{\"a\":1}"},
		{"d", b("x", "last\x00may"), "d\x00x\x00last\x00may"},
	} {
		if got := SignedBytes(c.domain, c.parts...); string(got) != c.want {
			t.Errorf("%q %q: %q, want %q", c.domain, c.parts, got, c.want)
		}
	}
	for _, c := range []struct {
		domain string
		parts  [][]byte
	}{{"", b("x")}, {"d\x00", b("x")}, {"d", b("a\x00b", "c")}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q %q: signed, although something else is signed alike", c.domain, c.parts)
				}
			}()
			SignedBytes(c.domain, c.parts...)
		}()
	}
}

func TestSignAndVerify(t *testing.T) {
	id, other := newIdentity(t, 1), newIdentity(t, 2)
	key := id.VerifyKey()
	sig := id.Sign("d", []byte("one"), []byte("two"))
	if err := key.Verify(sig, "d", []byte("one"), []byte("two")); err != nil {
		t.Fatal(err)
	}
	if again := id.Sign("d", []byte("one"), []byte("two")); again != sig {
		t.Error("signing twice gives two signatures")
	}
	if len(key) != 51 || len(sig) != 94 || len(sig.Bytes()) != 64 {
		t.Errorf("lengths %d, %d, %d", len(key), len(sig), len(sig.Bytes()))
	}
	for name, err := range map[string]error{
		"other domain":       key.Verify(sig, "e", []byte("one"), []byte("two")),
		"other part":         key.Verify(sig, "d", []byte("onf"), []byte("two")),
		"moved border":       key.Verify(sig, "d", []byte("onet"), []byte("wo")),
		"part missing":       key.Verify(sig, "d", []byte("one")),
		"part more":          key.Verify(sig, "d", []byte("one"), []byte("two"), nil),
		"other key":          other.VerifyKey().Verify(sig, "d", []byte("one"), []byte("two")),
		"NUL in a part":      key.Verify(sig, "d", []byte("one\x00"), []byte("two")),
		"empty domain":       key.Verify(sig, "", []byte("one"), []byte("two")),
		"no signature":       key.Verify("", "d", []byte("one"), []byte("two")),
		"other algorithm":    key.Verify("ed448:"+sig[len(algorithm):], "d", []byte("one"), []byte("two")),
		"signature with dot": key.Verify(sig+".", "d", []byte("one"), []byte("two")),
	} {
		if !errors.Is(err, ErrBadSignature) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, k := range []VerifyKey{"", "ed25519:", "rsa:" + key[len(algorithm):], key[:50]} {
		if err := k.Verify(sig, "d"); !errors.Is(err, ErrBadVerifyKey) {
			t.Errorf("key %q: %v", k, err)
		}
	}
	raw := sig.Bytes()
	for i := range raw {
		for bit := range 8 {
			raw[i] ^= 1 << bit
			wrong := Signature(algorithm + base64.RawURLEncoding.EncodeToString(raw))
			if err := key.Verify(wrong, "d", []byte("one"), []byte("two")); !errors.Is(err, ErrBadSignature) {
				t.Errorf("bit %d of byte %d turned: %v", bit, i, err)
			}
			raw[i] ^= 1 << bit
		}
	}
}

func TestSignVerifyProperty(t *testing.T) {
	id := newIdentity(t, 1)
	noNUL := rapid.StringMatching(`[^\x00]*`)
	rapid.Check(t, func(t *rapid.T) {
		domain := rapid.StringMatching(`[a-z/0-9]+`).Draw(t, "domain")
		var parts [][]byte
		for _, p := range rapid.SliceOfN(noNUL, 0, 5).Draw(t, "parts") {
			parts = append(parts, []byte(p))
		}
		parts = append(parts, rapid.SliceOf(rapid.Byte()).Draw(t, "last"))
		sig := id.Sign(domain, parts...)
		if _, err := ParseSignature(string(sig)); err != nil {
			t.Fatal(err)
		}
		if err := id.VerifyKey().Verify(sig, domain, parts...); err != nil {
			t.Fatal(err)
		}
	})
}

func TestParseVerifyKeyAndSignature(t *testing.T) {
	id := newIdentity(t, 1)
	key, sig := string(id.VerifyKey()), string(id.Sign("d"))
	if k, err := ParseVerifyKey(key); err != nil || string(k) != key {
		t.Fatal(err)
	}
	if s, err := ParseSignature(sig); err != nil || string(s) != sig {
		t.Fatal(err)
	}
	// The last character of a key holds four bits and two that must be zero.
	stray := key[:50] + string(key[50]+1)
	for _, text := range []string{
		"", "ed25519:", key[:50], key + "A", key + "=", " " + key, key + "\n", stray,
		strings.Replace(key, "ed25519:", "Ed25519:", 1), strings.Replace(key, "ed25519:", "", 1),
		key[:20] + "\n" + key[21:], key[:20] + "+" + key[21:], key[:20] + "å" + key[22:],
	} {
		if k, err := ParseVerifyKey(text); !errors.Is(err, ErrBadVerifyKey) || k != "" {
			t.Errorf("key %q: %q, %v", text, k, err)
		}
		if (VerifyKey(text)).PEM() != nil {
			t.Errorf("key %q has a PEM form", text)
		}
		if s, err := ParseSignature(text); !errors.Is(err, ErrBadSignature) || s != "" {
			t.Errorf("signature %q: %q, %v", text, s, err)
		}
	}
	if Signature("x").Bytes() != nil {
		t.Error("a malformed signature has bytes")
	}
}

// TestSmallOrderKeys shows that each refused key is weak indeed: Go's own Verify
// takes one signature, made without any secret, for several texts.
func TestSmallOrderKeys(t *testing.T) {
	points := []string{
		"0000000000000000000000000000000000000000000000000000000000000000",
		"0100000000000000000000000000000000000000000000000000000000000000",
		"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
		"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
		"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
		"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
		"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	}
	var encodings [][]byte
	for _, p := range points {
		for _, sign := range []byte{0, 0x80} {
			var b []byte
			if _, err := fmt.Sscanf(p, "%x", &b); err != nil {
				t.Fatal(err)
			}
			b[31] |= sign
			encodings = append(encodings, b)
		}
	}
	weak := 0
	for _, key := range encodings {
		forged := map[string]int{}
		for i := range 64 {
			for _, r := range encodings {
				sig := append(bytes.Clone(r), make([]byte, 32)...)
				if ed25519.Verify(key, fmt.Appendf(nil, "text %d", i), sig) {
					forged[string(sig)]++
				}
			}
		}
		for _, n := range forged {
			if n > 1 {
				weak++
				break
			}
		}
		if _, err := ParseVerifyKey(string(encodeVerifyKey(key))); !errors.Is(err, ErrBadVerifyKey) {
			t.Errorf("%x is taken for a verify key", key)
		}
		if err := encodeVerifyKey(key).Verify(newIdentity(t, 1).Sign("d"), "d"); !errors.Is(err, ErrBadVerifyKey) {
			t.Errorf("%x: %v", key, err)
		}
	}
	// Go does not decode every one of the fourteen.
	if weak < 8 {
		t.Errorf("only %d of %d keys were shown to be weak", weak, len(encodings))
	}
}

func TestPEM(t *testing.T) {
	key := newIdentity(t, 1).VerifyKey()
	block, rest := pem.Decode(key.PEM())
	if block == nil || len(rest) != 0 || block.Type != "PUBLIC KEY" {
		t.Fatalf("not PEM: %s", key.PEM())
	}
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	if encodeVerifyKey(parsed.(ed25519.PublicKey)) != key {
		t.Error("another key came out")
	}
}

// TestOpenSSLVerifies is the promise that no program of ours is needed to check a
// signature. openssl must be installed where the tests run.
func TestOpenSSLVerifies(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Fatal("openssl is needed for this test: ", err)
	}
	id := newIdentity(t, 1)
	dir := t.TempDir()
	parts := [][]byte{[]byte("vault"), []byte("case"), []byte("4f"), []byte(`{"author":"a"}`)}
	verify := func(text []byte) (string, error) {
		for name, b := range map[string][]byte{
			"pub.pem": id.VerifyKey().PEM(), "text": text, "sig": id.Sign("brobygger/entry/v1", parts...).Bytes(),
		} {
			if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command(openssl, "pkeyutl", "-verify", "-pubin", "-inkey", "pub.pem", "-rawin", "-in", "text", "-sigfile", "sig")
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	text := SignedBytes("brobygger/entry/v1", parts...)
	if out, err := verify(text); err != nil || !strings.Contains(out, "Signature Verified Successfully") {
		t.Fatalf("openssl does not verify: %v\n%s", err, out)
	}
	text[len(text)-1] ^= 1
	if out, err := verify(text); err == nil {
		t.Fatalf("openssl verifies a changed text:\n%s", out)
	}
}
