package storage

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"brobygger/cases/history"
	"brobygger/crypto"
)

// The test vectors of docs/FORMAT.md: one vault, one case, one fault a file. A
// released vector is kept for ever; -write-vectors makes new ones where a file
// is missing, with keys of its own for a folder that has none.
var writeVectors = flag.Bool("write-vectors", false, "write the test vectors that are missing in testdata/vectors")

const vectorDir = "testdata/vectors"

// vector says what a reader is to find out about a file.
type vector struct {
	File    string       `json:"file"`
	Expect  string       `json:"expect"`  // "ok", or what is wrong with the file
	Entries int          `json:"entries"` // that count
	Heads   []history.ID `json:"heads,omitempty"`
	About   string       `json:"about"`
}

type vectorIndex struct {
	Vault   string   `json:"vault"`
	Member  string   `json:"member_key"`
	Type    string   `json:"type"`
	ID      string   `json:"id"`
	Vectors []vector `json:"vectors"`
}

// readVectors reads the list of the vectors and their key.
func readVectors(t *testing.T) (vectorIndex, *crypto.Identity) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(vectorDir, "index.json"))
	if err != nil {
		t.Fatal(err)
	}
	var index vectorIndex
	if err := json.Unmarshal(raw, &index); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(filepath.Join(vectorDir, "key.txt"))
	if err != nil {
		t.Fatal(err)
	}
	id, err := crypto.ParseIdentity(key)
	if err != nil {
		t.Fatal(err)
	}
	return index, id
}

func TestVectors(t *testing.T) {
	if *writeVectors {
		makeVectors(t)
	}
	index, id := readVectors(t)
	if p := id.Pins(); p.VaultID != index.Vault || string(p.Root) != index.Member {
		t.Errorf("the key file pins %+v", p)
	}
	kinds := map[string]bool{}
	for _, v := range index.Vectors {
		kinds[v.Expect] = true
		t.Run(v.File, func(t *testing.T) {
			k, err := newKeyring(index.Vault, id)
			if err != nil {
				t.Fatal(err)
			}
			k.admit(map[history.Key]bool{history.Key(index.Member): true}, k.own)
			b, err := os.ReadFile(filepath.Join(vectorDir, v.File))
			if err != nil {
				t.Fatal(err)
			}
			f := &found{name: v.File}
			newOpener(k).open(f, b, ref{index.Type, index.ID}, true)
			got := f.problem
			switch {
			case f.notMine:
				got = "not-for-me"
			case got == "" && f.unknown > 0:
				got = problemUnknown
			case got == "":
				got = "ok"
			}
			if got != v.Expect || len(f.entries) != v.Entries {
				t.Errorf("%q with %d entries, want %q with %d", got, len(f.entries), v.Expect, v.Entries)
			}
			if v.Heads != nil && !slices.Equal(headsOf(f.entries), v.Heads) {
				t.Errorf("heads %v", headsOf(f.entries))
			}
		})
	}
	for _, want := range []string{"ok", problemDamaged, problemMalformed, problemForged, problemSeal, problemPlace, problemNewer, problemUnknown, "not-for-me"} {
		if !kinds[want] {
			t.Errorf("no vector expects %q", want)
		}
	}
}

// TestVectorsHaveOneFault: what is wrong with a file that is called forged is
// what its line in the index says, and nothing else: a reader that lets that
// fault pass has no other reason to refuse the file.
func TestVectorsHaveOneFault(t *testing.T) {
	index, id := readVectors(t)
	faults := map[string]string{"forged-signature.age": "signature", "of-another-case.age": "signature", "body-changed.age": "body"}
	for _, v := range index.Vectors {
		if v.Expect != "ok" && v.Expect != problemForged {
			continue
		}
		b, err := os.ReadFile(filepath.Join(vectorDir, v.File))
		if err != nil {
			t.Fatal(err)
		}
		text, _, err := crypto.Open(b, id)
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		verify := func(what, domain, sig string, signed []byte) {
			parsed, err := crypto.ParseSignature(sig)
			if err == nil {
				err = crypto.VerifyKey(index.Member).Verify(parsed, domain, []byte(index.Vault), []byte(index.Type), []byte(index.ID), signed)
			}
			if err != nil {
				found = append(found, what)
			}
		}
		for rest := text; len(rest) > 0; {
			at := len(text) - len(rest)
			var line []byte
			line, rest, _ = cutLine(rest)
			if cut, ok := bytes.CutPrefix(line, []byte(`{"seal":`)); ok {
				raw, sig, _ := bytes.Cut(cut, []byte(`,"sig":"`))
				verify("seal", domainSeal, string(bytes.TrimSuffix(sig, []byte(`"}`))), raw)
				if !bytes.Contains(raw, []byte(hashOf(text[:at]))) {
					found = append(found, "seal")
				}
			}
			if cut, ok := bytes.CutPrefix(line, []byte(`{"sig":"`)); ok {
				sig, entry, _ := bytes.Cut(cut, []byte(`","head":`))
				head, body, whole := bytes.Cut(entry[:len(entry)-1], []byte(`,"body":{`))
				verify("signature", domainEntry, string(sig), head)
				if whole && !bytes.Contains(head, []byte(history.HashBody(append([]byte("{"), body...)))) {
					found = append(found, "body")
				}
			}
		}
		if got := strings.Join(found, " "); got != faults[v.File] {
			t.Errorf("%s (%s): also wrong is %q, want %q", v.File, v.About, got, faults[v.File])
		}
	}
}

// makeVectors writes the vectors whose files are missing: with the key of those
// that are there, or all of them with a key of their own.
func makeVectors(t *testing.T) {
	t.Helper()
	if err := os.MkdirAll(vectorDir, 0o755); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 12, 7, 7, 41, 0, 0, time.UTC)
	m := &vectorMaker{t: t, r: testCaseRef(), at: at}
	if raw, err := os.ReadFile(filepath.Join(vectorDir, "key.txt")); err == nil {
		id, err := crypto.ParseIdentity(raw)
		if err != nil {
			t.Fatal(err)
		}
		m.use(id, id.Pins().VaultID)
	} else {
		m.found()
	}
	m.all()
	raw, err := json.MarshalIndent(m.index, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(vectorDir, "index.json"), append(raw, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

// found makes the vault that the vectors are of.
func (m *vectorMaker) found() {
	m.t.Helper()
	id, err := crypto.NewIdentity(nil)
	if err != nil {
		m.t.Fatal(err)
	}
	id.SetCreated(m.at)
	first, err := foundVault(id, "0011223344556677", m.at, founding{name: "Amira Vind", recipient: id.Recipient(), verify: id.VerifyKey(), recovery: id.Recipient(), recoveryVerify: id.VerifyKey()}, [16]byte{1})
	if err != nil {
		m.t.Fatal(err)
	}
	vaultID := string(first.ID)
	id.SetPins(crypto.Pins{VaultID: vaultID, Root: id.VerifyKey(), Member: memberOf(vaultID), MemberHeads: []string{vaultID}})
	m.use(id, vaultID)
	key := id.Encode()
	m.write("key.txt", key.Bytes())
	m.write("brobygger.json", Manifest{Version: 1, VaultID: vaultID}.encode())
	members, _, err := m.k.encode(membersRef(), 0, []*history.Entry{first}, m.k.own)
	if err != nil {
		m.t.Fatal(err)
	}
	m.write("members.age", members)
}

func (m *vectorMaker) use(id *crypto.Identity, vaultID string) {
	m.t.Helper()
	k, err := newKeyring(vaultID, id)
	if err != nil {
		m.t.Fatal(err)
	}
	m.k = k
	m.index = vectorIndex{Vault: vaultID, Member: string(id.VerifyKey()), Type: typeCase, ID: testCaseRef().ID}
}

type vectorMaker struct {
	t     *testing.T
	k     *keyring
	r     ref
	at    time.Time
	index vectorIndex
}

// write leaves a file that is there as it is.
func (m *vectorMaker) write(name string, b []byte) {
	m.t.Helper()
	if _, err := os.Stat(filepath.Join(vectorDir, name)); err == nil {
		return
	}
	if err := os.WriteFile(filepath.Join(vectorDir, name), b, 0o644); err != nil {
		m.t.Fatal(err)
	}
}

// seal seals a plaintext to the key of the vectors.
func (m *vectorMaker) seal(text []byte) []byte {
	m.t.Helper()
	b, _, err := m.k.own.sealer.Seal(text)
	if err != nil {
		m.t.Fatal(err)
	}
	return b
}

func (m *vectorMaker) add(file, expect string, entries int, about string, b []byte) {
	m.write(file, b)
	m.index.Vectors = append(m.index.Vectors, vector{File: file, Expect: expect, Entries: entries, About: about})
}

// text writes a plaintext with a right seal of the given key.
func (m *vectorMaker) text(k *keyring, r ref, entries []*history.Entry) []byte {
	return encodeHistory(r, 0, entries, k.mine, k.own.readers, func(raw []byte) string {
		return string(k.id.Sign(domainSeal, []byte(k.vaultID), []byte(r.Type), []byte(r.ID), raw))
	})
}

func (m *vectorMaker) entry(k *keyring, r ref, seq int64, after []history.ID, kind string, c history.Change) *history.Entry {
	m.t.Helper()
	body, err := history.EncodeBody(c, [16]byte{byte(seq), 7}, nil)
	if err != nil {
		m.t.Fatal(err)
	}
	e, err := k.sign(r, history.Head{Device: "0011223344556677", Seq: seq, After: after, Time: m.at.Add(time.Duration(seq) * time.Minute), Kind: kind}, body)
	if err != nil {
		m.t.Fatal(err)
	}
	return e
}

// after are the entries of the case with that note: three more that follow it.
func (m *vectorMaker) after(made, note *history.Entry) []*history.Entry {
	m.t.Helper()
	name := m.entry(m.k, m.r, 3, []history.ID{note.ID}, "case-set", history.Change{Of: made.ID, Set: map[string]any{"name": "Karim Dal"}, Replaces: map[string][]history.ID{"name": {made.ID}}})
	apart := m.entry(m.k, m.r, 4, []history.ID{note.ID}, "case-set", history.Change{Of: made.ID, Set: map[string]any{"name": "Kareem Farah"}, Replaces: map[string][]history.ID{"name": {made.ID}}})
	later := m.entry(m.k, m.r, 5, []history.ID{name.ID}, "later-kind", history.Change{Set: map[string]any{"x": "y"}})
	return []*history.Entry{made, note, name, apart, later}
}

func (m *vectorMaker) all() {
	made := m.entry(m.k, m.r, 1, nil, "case", history.Change{Set: map[string]any{"kind": "mentoring", "name": "Karim Farah", "number": "26-7RQ4"}})
	note := m.entry(m.k, m.r, 2, []history.ID{made.ID}, "contact", history.Change{Set: map[string]any{"channel": "visit", "text": "Mødte ham ved søen. \"Godt,\" sagde han."}})
	all := m.after(made, note)
	name, apart, later := all[2], all[3], all[4]
	good := m.text(m.k, m.r, all)
	sealed := m.seal(good)
	m.add("good.age", "ok", 5, "two versions of the name and an entry of a kind that version 1 does not know", sealed)
	m.index.Vectors[0].Heads = headsOf(all)
	erased := slices.Clone(all)
	erased[1] = note.WithoutBody()
	m.add("erased-body.age", "ok", 5, "the body of the note is erased; its head, id and signature stay", m.seal(m.text(m.k, m.r, erased)))
	m.add("missing-ancestor.age", "ok", 4, "the note is not here; a later entry names it", m.seal(m.text(m.k, m.r, slices.Delete(slices.Clone(all), 1, 2))))

	m.add("bit-in-payload.age", problemDamaged, 0, "one bit of the last chunk is wrong", flip(sealed, len(sealed)-20))
	m.add("cut-off.age", problemDamaged, 0, "the last 100 bytes are missing", sealed[:len(sealed)-100])
	m.add("not-age.age", problemDamaged, 0, "no age file", bytes.Repeat([]byte("støj\n"), 100))
	stranger := m.stranger()
	theirs, _, err := stranger.own.sealer.Seal(good)
	if err != nil {
		m.t.Fatal(err)
	}
	m.add("not-for-me.age", "not-for-me", 0, "sealed to another recipient", theirs)
	m.add("newer-version.age", problemNewer, 0, "the header says version 2", m.seal(bytes.Replace(good, []byte(`"version":1`), []byte(`"version":2`), 1)))
	m.add("wrong-place.age", problemPlace, 0, "a good history of another case", m.seal(m.text(m.k, ref{typeCase, "00" + m.r.ID[2:]}, nil)))
	m.add("no-seal-line.age", problemMalformed, 5, "the seal line is missing; the entries are good", m.seal(good[:bytes.Index(good, []byte(`{"seal":`))]))
	m.add("no-padding.age", problemMalformed, 5, "the padding is missing", m.seal(bytes.TrimRight(good, " \n")))
	m.add("reordered.age", problemMalformed, 5, "two lines have changed places after sealing", m.seal(swapLines(good, 1, 2)))
	m.add("strangers-seal.age", problemSeal, 5, "the seal line is signed by a key that is nobody's", m.seal(m.text(stranger, m.r, all)))
	m.add("unknown-author.age", problemUnknown, 6, "one entry is rightly signed by a key that is nobody's",
		m.seal(m.text(m.k, m.r, append(slices.Clone(all), m.entry(stranger, m.r, 6, nil, "contact", history.Change{Set: map[string]any{"text": "fra en fremmed"}})))))

	forgedSig := *note
	forgedSig.Sig = made.Sig
	m.add("forged-signature.age", problemForged, 4, "the note has the signature of another entry; the seal is right", m.seal(m.text(m.k, m.r, []*history.Entry{made, &forgedSig, name, apart, later})))
	other := m.entry(m.k, ref{typeCase, "00" + m.r.ID[2:]}, 6, nil, "contact", history.Change{Set: map[string]any{"text": "fra en anden sag"}})
	m.add("of-another-case.age", problemForged, 5, "one entry was signed for another case", m.seal(m.text(m.k, m.r, append(slices.Clone(all), other))))
	for _, c := range []struct{ file, about, old, new string }{
		{"body-changed.age", "one word of a body is another", "søen", "byen"},
		{"duplicate-key.age", "a body has one key twice", `"channel":"visit"`, `"channel":"visit","channel":"phone"`},
		{"key-in-another-case.age", "a body has two keys that differ only in case", `"channel":"visit"`, `"channel":"visit","Channel":"phone"`},
		{"lone-surrogate.age", "a body has half of a surrogate pair", "søen", `\ud83d`},
		{"bad-utf8.age", "a body is not UTF-8", "søen", "s\xf8en"},
		{"number-too-large.age", "a body has a number beyond 64 bits", `"channel":"visit"`, `"minutes":9223372036854775808`},
		{"space-between-tokens.age", "a body has white space between tokens", `"channel":"visit"`, `"channel": "visit"`},
		{"head-key-order.age", "the keys of a head stand in another order", `"device":"0011223344556677","seq":2`, `"seq":2,"device":"0011223344556677"`},
	} {
		// Everything but the fault is as it should be: the head names the body that
		// stands there, the signature is the head's, the seal is of these lines.
		bad := *note
		bad.RawHead = bytes.Replace(note.RawHead, []byte(c.old), []byte(c.new), 1)
		bad.RawBody = bytes.Replace(note.RawBody, []byte(c.old), []byte(c.new), 1)
		if c.file != "body-changed.age" {
			bad.RawHead = bytes.Replace(bad.RawHead, []byte(history.HashBody(note.RawBody)), []byte(history.HashBody(bad.RawBody)), 1)
		}
		bad.ID = history.IDOf(bad.RawHead)
		bad.Sig = string(m.k.id.Sign(domainEntry, []byte(m.k.vaultID), []byte(m.r.Type), []byte(m.r.ID), bad.RawHead))
		m.add(c.file, problemForged, 4, c.about, m.seal(m.text(m.k, m.r, m.after(made, &bad))))
	}
}

func (m *vectorMaker) stranger() *keyring {
	m.t.Helper()
	id, err := crypto.NewIdentity(nil)
	if err != nil {
		m.t.Fatal(err)
	}
	k, err := newKeyring(m.k.vaultID, id)
	if err != nil {
		m.t.Fatal(err)
	}
	return k
}

func flip(b []byte, at int) []byte {
	out := bytes.Clone(b)
	out[at] ^= 1
	return out
}

func swapLines(text []byte, a, b int) []byte {
	lines := bytes.SplitAfter(text, []byte("\n"))
	lines[a], lines[b] = lines[b], lines[a]
	return bytes.Join(lines, nil)
}
