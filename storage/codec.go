package storage

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"brobygger/cases/history"
	"brobygger/crypto"
)

// The one codec for sealed histories, docs/FORMAT.md §2. Lines are written by
// concatenation and read by offset; nothing signed passes through a JSON
// library and back.

// Types of histories.
const (
	typeCase      = "case"
	typeMembers   = "members"
	typeTombstone = "tombstone"
	typeList      = "list"
	typeLog       = "log"
	typeDraft     = "draft"
	typeMemory    = "memory"
)

// formatVersion is the version of header lines that this program writes.
const formatVersion = 1

// Signature domains.
const (
	domainEntry = "brobygger/entry/v1"
	domainSeal  = "brobygger/seal/v1"
)

// ref names a history.
type ref struct{ Type, ID string }

func (r ref) String() string { return r.Type + "/" + r.ID }

// errMalformed is what every refusal to read a plaintext wraps; errNewer is
// that of a header with a higher version.
var (
	errMalformed = errors.New("history is not well formed")
	errNewer     = errors.New("history of a newer version")
)

// plain is a decoded history.
type plain struct {
	ref     ref
	part    int
	entries []*history.Entry // in the file's order
	seal    seal
}

// seal is the last line: who sealed what for whom.
type seal struct {
	By      history.Key
	Entries int
	Hash    string // "sha256:" and hex, over all bytes before the line
	Heads   []history.ID
	Readers []string // 16 hex characters each, sorted
	raw     []byte   // the object's exact bytes
	sig     string
}

// encodeHistory writes a history. sign is given the seal object's bytes.
func encodeHistory(r ref, part int, entries []*history.Entry, by history.Key, readers []string, sign func([]byte) string) []byte {
	var b bytes.Buffer
	size := 1024
	for _, e := range entries {
		size += len(e.RawHead) + len(e.RawBody) + 160
	}
	b.Grow(bucket(size) + 64)
	writeHeader(&b, r, part)
	for _, e := range entries {
		writeEntry(&b, e)
	}
	s := seal{By: by, Entries: len(entries), Hash: hashOf(b.Bytes()), Heads: headsOf(entries), Readers: readers}
	s.raw = s.encode()
	s.sig = sign(s.raw)
	writeSeal(&b, s)
	pad(&b)
	return b.Bytes()
}

// encode writes a decoded history again, byte for byte.
func (p *plain) encode() []byte {
	var b bytes.Buffer
	writeHeader(&b, p.ref, p.part)
	for _, e := range p.entries {
		writeEntry(&b, e)
	}
	writeSeal(&b, p.seal)
	pad(&b)
	return b.Bytes()
}

func writeHeader(b *bytes.Buffer, r ref, part int) {
	fmt.Fprintf(b, "{\"format\":\"brobygger/history\",\"version\":%d,\"type\":%q,\"id\":%q,\"part\":%d}\n", formatVersion, r.Type, r.ID, part)
}

func writeEntry(b *bytes.Buffer, e *history.Entry) {
	b.WriteString(`{"sig":"`)
	b.WriteString(e.Sig)
	b.WriteString(`","head":`)
	b.Write(e.RawHead)
	if e.RawBody != nil {
		b.WriteString(`,"body":`)
		b.Write(e.RawBody)
	}
	b.WriteString("}\n")
}

func (s seal) encode() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"by":%q,"entries":%d,"hash":%q,"heads":[`, string(s.By), s.Entries, s.Hash)
	for i, id := range s.Heads {
		comma(&b, i)
		fmt.Fprintf(&b, "%q", string(id))
	}
	b.WriteString(`],"readers":[`)
	for i, r := range s.Readers {
		comma(&b, i)
		fmt.Fprintf(&b, "%q", r)
	}
	b.WriteString("]}")
	return b.Bytes()
}

func comma(b *bytes.Buffer, i int) {
	if i > 0 {
		b.WriteByte(',')
	}
}

func writeSeal(b *bytes.Buffer, s seal) {
	b.WriteString(`{"seal":`)
	b.Write(s.raw)
	b.WriteString(`,"sig":"`)
	b.WriteString(s.sig)
	b.WriteString("\"}\n")
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// headsOf are the entries that no other one of the set names, sorted.
func headsOf(entries []*history.Entry) []history.ID {
	named := make(map[history.ID]bool, len(entries))
	for _, e := range entries {
		for _, a := range e.Head.After {
			named[a] = true
		}
	}
	var heads []history.ID
	for _, e := range entries {
		if !named[e.ID] {
			heads = append(heads, e.ID)
		}
	}
	slices.Sort(heads)
	return heads
}

const (
	kib        = 1024
	padStep    = 4 * kib
	padLinear  = 64 * kib
	padPercent = 12
)

// bucket is the length to which n bytes of plaintext are padded.
func bucket(n int) int {
	if n <= padLinear {
		return max(padStep, up(n))
	}
	b := padLinear
	for b < n {
		b = up((b*(100+padPercent) + 99) / 100)
	}
	return b
}

func up(n int) int { return (n + padStep - 1) / padStep * padStep }

// pad fills up to the bucket with one line of spaces, or with nothing where the
// length fits as it is.
func pad(b *bytes.Buffer) {
	n := bucket(b.Len()) - b.Len()
	if n == 0 {
		return
	}
	b.Write(bytes.Repeat([]byte{' '}, n-1))
	b.WriteByte('\n')
}

// decode reads a plaintext strictly: what it accepts, encode writes again byte
// for byte. It checks form, hash, counts and heads, no signatures. Errors wrap
// errMalformed, errNewer or history.ErrForged.
func decode(b []byte) (*plain, error) {
	p := &plain{}
	line, rest, ok := cutLine(b)
	if !ok {
		return nil, fmt.Errorf("%w: no header", errMalformed)
	}
	if err := p.readHeader(line); err != nil {
		return nil, err
	}
	seen := map[history.ID]bool{}
	for {
		at := len(b) - len(rest)
		if line, rest, ok = cutLine(rest); !ok {
			return nil, fmt.Errorf("%w: no seal", errMalformed)
		}
		if bytes.HasPrefix(line, []byte(`{"seal":`)) {
			if err := p.readSeal(line); err != nil {
				return nil, err
			}
			if p.seal.Hash != hashOf(b[:at]) {
				return nil, fmt.Errorf("%w: seal is of other lines", errMalformed)
			}
			break
		}
		e, err := readEntry(line)
		if err != nil {
			return nil, err
		}
		if seen[e.ID] {
			return nil, fmt.Errorf("%w: entry twice", errMalformed)
		}
		seen[e.ID] = true
		p.entries = append(p.entries, e)
	}
	if p.seal.Entries != len(p.entries) || !slices.Equal(p.seal.Heads, headsOf(p.entries)) {
		return nil, fmt.Errorf("%w: seal does not fit the entries", errMalformed)
	}
	if !isPadding(rest, bucket(len(b)-len(rest))-(len(b)-len(rest))) {
		return nil, fmt.Errorf("%w: padding", errMalformed)
	}
	return p, nil
}

// salvage reads the lines that are entries, whatever is wrong with the rest.
func salvage(b []byte) []*history.Entry {
	var out []*history.Entry
	for len(b) > 0 {
		line, rest, _ := cutLine(b)
		if e, err := readEntry(line); err == nil {
			out = append(out, e)
		}
		b = rest
	}
	return out
}

// cutLine takes the first line; ok says that it ended in a newline.
func cutLine(b []byte) (line, rest []byte, ok bool) {
	i := bytes.IndexByte(b, '\n')
	if i < 0 {
		return b, nil, false
	}
	return b[:i:i], b[i+1:], true
}

func isPadding(b []byte, n int) bool {
	if len(b) != n || n == 0 {
		return len(b) == n
	}
	return b[n-1] == '\n' && len(bytes.TrimLeft(b[:n-1], " ")) == 0
}

// readHeader takes a header in its one form. One that is well-formed JSON of
// our format with a higher version is errNewer.
func (p *plain) readHeader(line []byte) error {
	if len(line) > 4*kib {
		return fmt.Errorf("%w: header", errMalformed)
	}
	if err := history.CheckJSON(line); err != nil {
		return fmt.Errorf("%w: header: %w", errMalformed, err)
	}
	var w struct {
		Format  string `json:"format"`
		Version int64  `json:"version"`
		Type    string `json:"type"`
		ID      string `json:"id"`
		Part    int64  `json:"part"`
	}
	if err := json.Unmarshal(line, &w); err != nil || w.Format != "brobygger/history" {
		return fmt.Errorf("%w: header", errMalformed)
	}
	if w.Version > formatVersion {
		return errNewer
	}
	if !plainName(w.Type) || !plainName(w.ID) || w.Part < 0 || w.Part > 1<<31 {
		return fmt.Errorf("%w: header", errMalformed)
	}
	p.ref, p.part = ref{w.Type, w.ID}, int(w.Part)
	var b bytes.Buffer
	writeHeader(&b, p.ref, p.part)
	if !bytes.Equal(b.Bytes()[:b.Len()-1], line) {
		return fmt.Errorf("%w: header is not in its one form", errMalformed)
	}
	return nil
}

// plainName says whether a type or id is lower-case letters, digits and
// hyphens.
func plainName(s string) bool {
	if s == "" || len(s) > 80 {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}

// readEntry takes one entry line and checks all but the signature: form, and
// that the head's hash is that of the body. Errors wrap history.ErrForged.
func readEntry(line []byte) (*history.Entry, error) {
	if len(line) > history.MaxLine {
		return nil, forged("line too long")
	}
	rest, ok := bytes.CutPrefix(line, []byte(`{"sig":"`))
	if !ok {
		return nil, forged("no entry")
	}
	q := bytes.IndexByte(rest, '"')
	if q < 0 {
		return nil, forged("no signature")
	}
	sig, err := crypto.ParseSignature(string(rest[:q]))
	if err != nil {
		return nil, forged("no signature")
	}
	if rest, ok = bytes.CutPrefix(rest[q:], []byte(`","head":`)); !ok {
		return nil, forged("no head")
	}
	if rest, ok = bytes.CutSuffix(rest, []byte("}")); !ok {
		return nil, forged("line not closed")
	}
	// Heads as we write them have no braces inside, so the first place where a
	// body may begin is where it does. A head that says otherwise is read again
	// by its own syntax.
	head, body := rest, []byte(nil)
	if i := bytes.Index(rest, []byte(bodyMark)); i >= 0 {
		head, body = rest[:i+1:i+1], rest[i+len(bodyMark)-1:]
	}
	e, err := history.NewEntry(head[:len(head):len(head)], body, string(sig))
	if err == nil {
		return e, nil
	}
	n, endErr := history.EndOfObject(rest)
	if endErr != nil || n == len(head) {
		return nil, err
	}
	head, body = rest[:n:n], nil
	if n < len(rest) {
		if body, ok = bytes.CutPrefix(rest[n:], []byte(`,"body":`)); !ok {
			return nil, forged("line goes on")
		}
	}
	return history.NewEntry(head, body, string(sig))
}

// bodyMark is where a head ends and a body begins.
const bodyMark = `},"body":{`

func forged(what string) error { return fmt.Errorf("%w: %s", history.ErrForged, what) }

func (p *plain) readSeal(line []byte) error {
	rest := line[len(`{"seal":`):]
	n, err := history.EndOfObject(rest)
	if err != nil {
		return fmt.Errorf("%w: seal: %w", errMalformed, err)
	}
	s := seal{raw: rest[:n:n]}
	var w struct {
		By      string   `json:"by"`
		Entries int64    `json:"entries"`
		Hash    string   `json:"hash"`
		Heads   []string `json:"heads"`
		Readers []string `json:"readers"`
	}
	if err := json.Unmarshal(s.raw, &w); err != nil || w.Entries < 0 {
		return fmt.Errorf("%w: seal", errMalformed)
	}
	s.By, s.Entries, s.Hash, s.Readers = history.Key(w.By), int(w.Entries), w.Hash, w.Readers
	for _, h := range w.Heads {
		s.Heads = append(s.Heads, history.ID(h))
	}
	// A later version may add keys after ours; what it says by ours stands.
	if enc := s.encode(); !bytes.Equal(enc, s.raw) && !bytes.HasPrefix(s.raw, append(enc[:len(enc)-1:len(enc)-1], ',')) {
		return fmt.Errorf("%w: seal is not in its one form", errMalformed)
	}
	sig, ok := bytes.CutPrefix(rest[n:], []byte(`,"sig":"`))
	if !ok {
		return fmt.Errorf("%w: seal has no signature", errMalformed)
	}
	if sig, ok = bytes.CutSuffix(sig, []byte(`"}`)); !ok {
		return fmt.Errorf("%w: seal has no signature", errMalformed)
	}
	parsed, err := crypto.ParseSignature(string(sig))
	if err != nil {
		return fmt.Errorf("%w: seal has no signature", errMalformed)
	}
	s.sig = string(parsed)
	p.seal = s
	return nil
}

// partOf is a part number as it stands in a file name.
func partOf(n int) string { return strconv.Itoa(n) }
