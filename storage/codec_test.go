package storage

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"brobygger/cases/history"

	"pgregory.net/rapid"
)

func testCaseRef() ref { return ref{typeCase, strings.Repeat("4f", 16)} }

func TestBucket(t *testing.T) {
	for _, c := range []struct{ n, want int }{
		{0, 4096}, {1, 4096}, {4096, 4096}, {4097, 8192}, {65535, 65536}, {65536, 65536},
		{65537, 73728}, {73728, 73728}, {73729, 86016}, {86016, 86016}, {86017, 98304},
	} {
		if got := bucket(c.n); got != c.want {
			t.Errorf("bucket(%d) = %d, want %d", c.n, got, c.want)
		}
	}
}

// Whatever its length, a text is padded to a bucket, at most 12 % and 4 KiB
// more than it is, and longer texts never get shorter files.
func TestBucketRow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8<<20).Draw(t, "n")
		b := bucket(n)
		if b < n || b%padStep != 0 || bucket(b) != b || bucket(n+1) < b {
			t.Fatalf("bucket(%d) = %d", n, b)
		}
		if n > padLinear && float64(b) > float64(n)*1.12+2*padStep {
			t.Fatalf("bucket(%d) = %d wastes too much", n, b)
		}
	})
}

func TestDecodeWritesTheSameBytes(t *testing.T) {
	k := testKeyring(t)
	text := grownText(t, k, testCaseRef())
	if len(text)%padStep != 0 {
		t.Errorf("%d bytes are no bucket", len(text))
	}
	p, err := decode(text)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(p.encode(), text) {
		t.Error("other bytes")
	}
	if !k.sealHolds(p) {
		t.Error("the seal does not hold")
	}
	if _, forged, unknown := k.checkAll(testCaseRef(), p.entries); forged+unknown > 0 {
		t.Errorf("%d forged, %d unknown", forged, unknown)
	}
}

// An entry without its body keeps its id, its signature and its place.
func TestErasedEntryLine(t *testing.T) {
	k := testKeyring(t)
	p, err := decode(grownText(t, k, testCaseRef()))
	if err != nil {
		t.Fatal(err)
	}
	p.entries[3] = p.entries[3].WithoutBody()
	text := encodeHistory(p.ref, 0, p.entries, k.mine, nil, func([]byte) string { return p.seal.sig })
	q, err := decode(text)
	if err != nil {
		t.Fatal(err)
	}
	if q.entries[3].ID != p.entries[3].ID || q.entries[3].RawBody != nil || k.check(q.ref, q.entries[3]) != history.TrustGood {
		t.Errorf("%+v", q.entries[3])
	}
}

// mangle changes one thing in a good plaintext.
func mangle(text []byte) map[string][]byte {
	lines := bytes.SplitAfter(text, []byte("\n"))
	join := func(l ...[]byte) []byte { return bytes.Join(l, nil) }
	swap := func(old, new string) []byte { return bytes.Replace(text, []byte(old), []byte(new), 1) }
	seal := bytes.Index(text, []byte(`{"seal":`))
	return map[string][]byte{
		"empty":                   {},
		"only a header":           lines[0],
		"no seal":                 text[:seal],
		"no padding":              bytes.TrimRight(text, " \n"),
		"one space less":          text[:len(text)-1],
		"one line more":           append(bytes.Clone(text), '\n'),
		"a letter in the padding": append(bytes.Clone(text[:len(text)-2]), 'x', '\n'),
		"header with a space":     swap(`"version":1`, `"version": 1`),
		"header with more":        swap(`"part":0`, `"part":0,"x":1`),
		"header key twice":        swap(`"part":0`, `"part":0,"part":0`),
		"other format":            swap("brobygger/history", "brobygger/histories"),
		"negative part":           swap(`"part":0`, `"part":-1`),
		"entry twice":             join(lines[0], lines[1], join(lines[1:]...)),
		"entry missing":           join(lines[0], join(lines[2:]...)),
		"entries swapped":         join(lines[0], lines[2], lines[1], join(lines[3:]...)),
		"body changed":            swap("søen", "byen"),
		"head changed":            swap(`"seq":3`, `"seq":4`),
		"head key order":          swap(`"device":"0011223344556677","seq":5`, `"seq":5,"device":"0011223344556677"`),
		"signature cut":           swap(`{"sig":"ed25519:`, `{"sig":"ed25519`),
		"space in an entry":       swap(`,"head":{`, `, "head":{`),
		"seal counts wrong":       swap(`"entries":6`, `"entries":5`),
		"seal without heads":      swap(`"heads":["`, `"heads":["0`),
		"lone surrogate":          swap("søen", `\ud800`),
		"bad utf-8":               swap("søen", "s\xf8en"),
		"key in another case":     swap(`"minutes":30`, `"minutes":30,"Minutes":30`),
		"number too large":        swap(`"minutes":30`, `"minutes":9223372036854775808`),
	}
}

func TestDecodeRefuses(t *testing.T) {
	text := textOfCase(t, testKeyring(t), testCaseRef(), 6, 1)
	for name, bad := range mangle(text) {
		if bytes.Equal(bad, text) {
			t.Errorf("%s: nothing was changed", name)
		}
		_, err := decode(bad)
		if !errors.Is(err, errMalformed) && !errors.Is(err, history.ErrForged) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "gik") {
			t.Errorf("%s: the error tells of the text: %v", name, err)
		}
	}
	newer := bytes.Replace(text, []byte(`"version":1`), []byte(`"version":2`), 1)
	if _, err := decode(newer); !errors.Is(err, errNewer) {
		t.Errorf("a newer version: %v", err)
	}
}

// A later program may add keys after ours; today's reads past them and keeps
// them.
func TestDecodeKeepsWhatIsAddedLater(t *testing.T) {
	k := testKeyring(t)
	text := grownText(t, k, testCaseRef())
	p, err := decode(text)
	if err != nil {
		t.Fatal(err)
	}
	p.seal.raw = append(p.seal.raw[:len(p.seal.raw)-1:len(p.seal.raw)-1], `,"later":{"a":[1]}}`...)
	q, err := decode(p.encode())
	if err != nil || !bytes.Contains(q.seal.raw, []byte("later")) {
		t.Errorf("seal: %v", err)
	}
	head := bytes.Replace(p.entries[0].RawHead, []byte(`"}`), []byte(`","later":"},\"body\":{"}`), 1)
	line := append(append(append([]byte(`{"sig":"`+p.entries[0].Sig+`","head":`), head...), `,"body":`...), p.entries[0].RawBody...)
	e, err := readEntry(append(line, '}'))
	if err != nil || !bytes.Equal(e.RawHead, head) {
		t.Errorf("head: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	seeds, err := filepath.Glob("testdata/histories/*")
	if err != nil || len(seeds) < 20 {
		f.Fatalf("%d seeds, %v", len(seeds), err)
	}
	for _, name := range seeds {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		salvage(b)
		p, err := decode(b)
		if err != nil {
			return
		}
		if !bytes.Equal(p.encode(), b) {
			t.Error("decode takes what encode does not write")
		}
	})
}

// The checked-in seeds are still what they are called.
func TestSeeds(t *testing.T) {
	good, err := os.ReadFile("testdata/histories/good")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := decode(good); err != nil {
		t.Errorf("good: %v", err)
	}
	for name := range mangle(good) {
		b, err := os.ReadFile(filepath.Join("testdata/histories", strings.ReplaceAll(name, " ", "-")))
		if err != nil {
			t.Error(err)
			continue
		}
		if _, err := decode(b); err == nil {
			t.Errorf("%s is taken for good", name)
		}
	}
}

func ExampleManifest() {
	fmt.Print(string(Manifest{Version: 1, VaultID: strings.Repeat("ab", 32)}.encode()))
	// Output: {"format":"brobygger/vault","version":1,"vault":"abababababababababababababababababababababababababababababababab"}
}
