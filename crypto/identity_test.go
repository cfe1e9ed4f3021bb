package crypto

import (
	"bytes"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"filippo.io/age"
	"pgregory.net/rapid"
)

func testPins() Pins {
	root := VerifyKey("ed25519:" + strings.Repeat("A", 43))
	return Pins{
		VaultID: "0c" + strings.Repeat("ab", 31), Root: root, Member: "7f3a",
		MemberHeads: []string{strings.Repeat("01", 32), strings.Repeat("02", 32)},
		Remote:      "s3://lager.example/sager?region=nord#æøå",
	}
}

// TestNewIdentity draws from the reader that is handed in, or from the system.
func TestNewIdentity(t *testing.T) {
	a, again, b := newIdentity(t, 1), newIdentity(t, 1), newIdentity(t, 2)
	if a.Recipient() != again.Recipient() || a.VerifyKey() != again.VerifyKey() {
		t.Error("the same randomness gives two identities")
	}
	if a.Recipient() == b.Recipient() || a.VerifyKey() == b.VerifyKey() {
		t.Error("other randomness gives the same keys")
	}
	one, err1 := NewIdentity(nil)
	two, err2 := NewIdentity(nil)
	if err1 != nil || err2 != nil || one.Recipient() == two.Recipient() || one.VerifyKey() == two.VerifyKey() {
		t.Error("two identities from the system are alike")
	}
	if _, err := ParseRecipient(string(a.Recipient())); err != nil {
		t.Error(err)
	}
	if _, err := ParseVerifyKey(string(a.VerifyKey())); err != nil {
		t.Error(err)
	}
	for n := range 2 * seedSize {
		short := io.LimitReader(random(1), int64(n))
		if id, err := NewIdentity(short); !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) || id != nil {
			t.Fatalf("%d random bytes: %v", n, err)
		}
	}
	broken := errors.New("no randomness")
	if _, err := NewIdentity(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Error(err)
	}
}

func TestPins(t *testing.T) {
	id := newIdentity(t, 1)
	if !reflect.DeepEqual(id.Pins(), Pins{}) {
		t.Error("a new identity has pins")
	}
	pins := testPins()
	id.SetPins(pins)
	pins.MemberHeads[0] = "changed outside"
	got := id.Pins()
	if !reflect.DeepEqual(got, testPins()) {
		t.Errorf("got %+v", got)
	}
	got.MemberHeads[1] = "changed outside"
	if !reflect.DeepEqual(id.Pins(), testPins()) {
		t.Error("the pins changed through a copy")
	}
	id.SetPins(Pins{MemberHeads: []string{"", "a", ""}})
	if !reflect.DeepEqual(id.Pins(), Pins{MemberHeads: []string{"a"}}) {
		t.Errorf("got %+v", id.Pins())
	}
	id.SetPins(Pins{MemberHeads: []string{""}})
	if !reflect.DeepEqual(id.Pins(), Pins{}) {
		t.Errorf("got %+v", id.Pins())
	}
}

func TestDerive(t *testing.T) {
	id, again, other := newIdentity(t, 1), newIdentity(t, 1), newIdentity(t, 2)
	key := id.Derive("index")
	if len(key.Bytes()) != 32 || !key.Equal(again.Derive("index")) {
		t.Error("not the same key each time")
	}
	if key.Equal(id.Derive("indeks")) || key.Equal(other.Derive("index")) || bytes.Equal(key.Bytes(), id.open().sign.Seed()) {
		t.Error("the same key for another use or another person")
	}
	// Fixed, since files on devices depend on it.
	want, err := hkdf.Key(sha256.New, id.open().sign.Seed(), nil, "brobygger/derive/v1/index", 32)
	if err != nil || !bytes.Equal(key.Bytes(), want) {
		t.Errorf("derived in another way: %v", err)
	}
}

// same reports whether both are the same keys with the same pins.
func same(a, b *Identity) bool {
	return a.open().age.String() == b.open().age.String() && a.Recipient() == b.Recipient() &&
		a.open().sign.Equal(b.open().sign) && a.VerifyKey() == b.VerifyKey() && reflect.DeepEqual(a.Pins(), b.Pins())
}

func TestIdentityFile(t *testing.T) {
	id := newIdentity(t, 1)
	id.SetPins(testPins())
	made := time.Date(2026, 12, 7, 8, 41, 0, 999, time.FixedZone("", 3600))
	id.SetCreated(made)
	file := string(id.Encode().Bytes())
	for _, line := range []string{
		"# brobygger identity: v1\n", "# created: 2026-12-07T08:41:00+01:00\n", "# public key: " + string(id.Recipient()) + "\n",
		"# brobygger verify-key: " + string(id.VerifyKey()) + "\n", "# brobygger vault: " + testPins().VaultID + "\n",
		"# brobygger member: 7f3a\n", "# brobygger remote: s3://lager.example/sager?region=nord#%C3%A6%C3%B8%C3%A5\n",
		"# brobygger member-head: " + testPins().MemberHeads[1] + "\n", "\nAGE-SECRET-KEY-PQ-1",
	} {
		if !strings.Contains(file, line) {
			t.Errorf("%q is missing in\n%s", line, file)
		}
	}
	again, err := ParseIdentity([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	if !same(id, again) || !again.Created().Equal(made.Truncate(time.Second)) {
		t.Error("another identity came back")
	}
	if string(again.Encode().Bytes()) != file {
		t.Error("the file changed by reading and writing it")
	}

	// What people and their editors do to a text file.
	for name, edited := range map[string]string{
		"CRLF":              strings.ReplaceAll(file, "\n", "\r\n"),
		"no last newline":   strings.TrimSuffix(file, "\n"),
		"empty lines":       "\n" + strings.ReplaceAll(file, "\n", "\n\n"),
		"comment before":    "# Min nøgle\n" + file,
		"comment after":     file + "# slut",
		"created lost":      strings.Replace(file, "# created: 2026-12-07T08:41:00+01:00\n", "", 1),
		"created nonsense":  strings.Replace(file, "2026-12-07", "i går", 1),
		"public key lost":   strings.Replace(file, "# public key: "+string(id.Recipient())+"\n", "", 1),
		"two created lines": strings.Replace(file, "# public", "# created: 2020-01-01T00:00:00Z\n# public", 1),
	} {
		got, err := ParseIdentity([]byte(edited))
		if err != nil || !same(id, got) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		once := got.Encode().Bytes()
		twice, err := ParseIdentity(once)
		if err != nil || !bytes.Equal(twice.Encode().Bytes(), once) {
			t.Errorf("%s: reading and writing does not settle: %v", name, err)
		}
	}
	kept, err := ParseIdentity([]byte("# Min nøgle\n" + file))
	if err != nil || !strings.Contains(string(kept.Encode().Bytes()), "\n# Min nøgle\n") {
		t.Errorf("the owner's comment is lost: %v", err)
	}
}

// TestIdentityFileOfANewerVersion keeps lines it does not know.
func TestIdentityFileOfANewerVersion(t *testing.T) {
	id := newIdentity(t, 1)
	id.SetPins(testPins())
	file := string(id.Encode().Bytes())
	added := "# brobygger device: ny%20ting\n# brobygger more: og%20mere\n"
	file = strings.Replace(file, "# brobygger checksum", added+"# brobygger checksum", 1)
	if _, err := ParseIdentity([]byte(file)); !errors.Is(err, ErrDamaged) {
		t.Fatalf("a line was added, the checksum does not fit, but: %v", err)
	}
	file = withChecksum(file)
	got, err := ParseIdentity([]byte(file))
	if err != nil || !same(id, got) {
		t.Fatal(err)
	}
	if string(got.Encode().Bytes()) != file {
		t.Error("what a newer version wrote is lost")
	}
}

// withChecksum makes the checksum of an edited identity file right again.
func withChecksum(file string) string {
	var ours, secret, sum string
	for line := range strings.Lines(file) {
		switch {
		case strings.HasPrefix(line, ourPrefix+"checksum: "):
			sum = line
		case strings.HasPrefix(line, ourPrefix):
			ours += line
		case strings.HasPrefix(line, "AGE-SECRET-KEY-"):
			secret = line
		}
	}
	return strings.Replace(file, sum, ourPrefix+"checksum: "+checksum(ours, secret)+"\n", 1)
}

func TestParseIdentityErrors(t *testing.T) {
	id := newIdentity(t, 1)
	id.SetPins(testPins())
	file := string(id.Encode().Bytes())
	secret := id.open().age.String()
	hybrid, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	other := string(newIdentity(t, 2).Encode().Bytes())
	line := func(of, key string) string {
		i := strings.Index(of, "# brobygger "+key)
		return of[i : i+strings.IndexByte(of[i:], '\n')+1]
	}
	for _, c := range []struct {
		name, file string
		want       error
	}{
		{"empty", "", ErrNotIdentity},
		{"a text", "Karim ringede i går.\n", ErrNotIdentity},
		{"stock hybrid identity", "# created: 2026-12-07T08:41:00+01:00\n# public key: x\n" + hybrid.String() + "\n", ErrNotIdentity},
		{"stock X25519 identity", "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0\n", ErrNotIdentity},
		{"a sealed file", "age-encryption.org/v1\n-> X\n\n--- x\n", ErrNotIdentity},
		{"too large", strings.Repeat("#\n", maxIdentityFile), ErrNotIdentity},
		{"newer version", strings.Replace(file, "identity: v1", "identity: v2", 1), ErrNewerVersion},
		{"much newer version", strings.Replace(file, "identity: v1", "identity: v17", 1), ErrNewerVersion},
		{"version gone", strings.Replace(file, "identity: v1", "identity: ", 1), ErrDamaged},
		{"version odd", strings.Replace(file, "identity: v1", "identity: v1b", 1), ErrDamaged},
		{"first line gone", strings.Replace(file, "# brobygger identity: v1\n", "", 1), ErrDamaged},
		{"secret key gone", strings.Replace(file, secret+"\n", "", 1), ErrDamaged},
		{"secret key twice", file + secret + "\n", ErrDamaged},
		{"a second secret key", file + hybrid.String() + "\n", ErrDamaged},
		{"another's secret key", strings.Replace(file, secret, hybrid.String(), 1), ErrDamaged},
		{"seed gone", strings.Replace(file, line(file, "sign-seed"), "", 1), ErrDamaged},
		{"another's seed", strings.Replace(file, line(file, "sign-seed"), line(other, "sign-seed"), 1), ErrDamaged},
		{"another's public key", strings.Replace(file, string(id.Recipient()), string(newIdentity(t, 2).Recipient()), 1), ErrDamaged},
		{"checksum gone", strings.Replace(file, line(file, "checksum"), "", 1), ErrDamaged},
		{"checksum twice", strings.Replace(file, line(file, "checksum"), line(file, "checksum")+line(file, "checksum"), 1), ErrDamaged},
		{"root changed", strings.Replace(file, "root: ed25519:A", "root: ed25519:B", 1), ErrDamaged},
		{"head gone", strings.Replace(file, line(file, "member-head"), "", 1), ErrDamaged},
		{"line of ours after the checksum", file + line(file, "member"), ErrDamaged},
		{"another's seed, checksum right", withChecksum(strings.Replace(file, line(file, "sign-seed"), line(other, "sign-seed"), 1)), ErrDamaged},
		{"another's verify key, checksum right", withChecksum(strings.Replace(file, line(file, "verify-key"), line(other, "verify-key"), 1)), ErrDamaged},
		{"another's secret key, checksum right", withChecksum(strings.Replace(file, secret, hybrid.String(), 1)), ErrDamaged},
		{"secret key cut, checksum right", withChecksum(strings.Replace(file, secret, secret[:70], 1)), ErrDamaged},
		{"seed cut, checksum right", withChecksum(strings.Replace(file, "sign-seed: ", "sign-seed: A", 1)), ErrDamaged},
		{"line without a value", strings.Replace(file, "remote: ", "remote ", 1), ErrDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ParseIdentity([]byte(c.file))
			if !errors.Is(err, c.want) || got != nil {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			kind(t, err)
		})
	}
	// The values themselves are checked too, not only their checksum.
	for _, facts := range [][]fact{
		{{"identity", "v1", nil}, {"vault", "%4", nil}},
		{{"identity", "v1", nil}, {"vault", "%zz", nil}},
		{{"identity", "v1", nil}, {"vault", "%41", nil}},
		{{"identity", "v1", nil}, {"vault", "a b", nil}},
		{{"identity", "v1", nil}, {"vault", "", nil}},
		{{"identity", "v1", nil}, {"vault", "a", nil}, {"vault", "b", nil}},
		{{"identity", "v1", nil}, {"member-head", "", nil}},
	} {
		if err := (&identityLines{}).take(facts); !errors.Is(err, ErrDamaged) {
			t.Errorf("%v: %v", facts, err)
		}
	}
}

// TestIdentityFileDamage: whatever byte of a plain identity file changes or is cut
// off, either it is noticed or it changed nothing but a comment.
func TestIdentityFileDamage(t *testing.T) {
	id := newIdentity(t, 1)
	id.SetPins(testPins())
	id.SetCreated(time.Date(2026, 12, 7, 8, 41, 0, 0, time.UTC))
	file := id.Encode().Bytes()
	noticed := 0
	for i := range file {
		for _, mask := range []byte{1, 0x20, 0xff} {
			changed := bytes.Clone(file)
			changed[i] ^= mask
			got, err := ParseIdentity(changed)
			if err == nil {
				if !same(id, got) {
					t.Fatalf("byte %d ^ %#x: another identity", i, mask)
				}
				continue
			}
			noticed++
			if k := kind(t, err); k != "damaged" && k != "not an identity" {
				t.Fatalf("byte %d ^ %#x: %v", i, mask, err)
			}
		}
	}
	if noticed < 2*len(file) {
		t.Errorf("only %d of %d changes were noticed", noticed, 3*len(file))
	}
	for n := range len(file) - 1 {
		if _, err := ParseIdentity(file[:n]); err == nil {
			t.Fatalf("cut to %d of %d bytes it is still an identity", n, len(file))
		} else if n > len("# brobygger identity: ") && !errors.Is(err, ErrDamaged) {
			t.Fatalf("cut to %d: %v", n, err)
		}
	}
}

// TestIdentityFileProperty: any pins come back, no line of the file is over 4 KiB,
// and age reads exactly one identity from it.
func TestIdentityFileProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.String(),
			rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
			rapid.Map(rapid.IntRange(0, 10000), func(n int) string { return strings.Repeat("ø", n) }),
			rapid.SampledFrom([]string{"\n", "\r\n", "%", "%0A", "\x00", "#", "a\nAGE-SECRET-KEY-PQ-1X", " # ", "more: "}),
		)
		pins := Pins{
			VaultID: text.Draw(t, "vault"), Root: VerifyKey(text.Draw(t, "root")),
			Member: text.Draw(t, "member"), Remote: text.Draw(t, "remote"),
			MemberHeads: rapid.SliceOfN(text.Filter(func(s string) bool { return s != "" }), 0, 5).Draw(t, "heads"),
		}
		if len(pins.MemberHeads) == 0 {
			pins.MemberHeads = nil
		}
		id, err := NewIdentity(random(rapid.Byte().Draw(t, "seed")))
		if err != nil {
			t.Fatal(err)
		}
		id.SetPins(pins)
		file := id.Encode().Bytes()
		got, err := ParseIdentity(file)
		if err != nil {
			t.Fatal(err)
		}
		if !same(id, got) || !reflect.DeepEqual(got.Pins(), pins) {
			t.Fatalf("got %+v, want %+v", got.Pins(), pins)
		}
		for line := range bytes.Lines(file) {
			if len(line) > 4096 {
				t.Fatalf("a line of %d bytes", len(line))
			}
		}
		ids, err := age.ParseIdentities(bytes.NewReader(file))
		if err != nil || len(ids) != 1 {
			t.Fatalf("age reads %d identities: %v", len(ids), err)
		}
	})
}
