package history

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Limits of the format. What is over them is a forged entry, not a lenient parse.
const (
	MaxLine  = 4 << 20 // bytes in one entry line
	MaxAfter = 64      // ids in "after"
)

// Kinds that the fold itself knows. Every other kind belongs to the domain.
const (
	KindStrike = "strike"
	KindErase  = "erase"
)

// ErrForged is what every refusal to read an entry wraps: the bytes are not
// those of an honest program.
var ErrForged = errors.New("entry is not well formed")

// ID names an entry: the SHA-256 of its head's exact bytes, 64 hex characters.
type ID string

// Key is a verify key with its algorithm, as it stands in a head:
// "ed25519:" and 43 characters of unpadded URL-safe base64.
type Key string

// Trust says what the reader of a file found out about an entry.
type Trust int

// The states of an entry's signature.
const (
	TrustUnchecked Trust = iota // believed for lists because the seal line is valid
	TrustGood                   // signature checked, author known
	TrustForged                 // signature or body hash is wrong
	TrustUnknown                // signature fits its key, but the key is nobody's
)

// Head is the signed part of an entry.
type Head struct {
	Author   Key
	Device   string    // 16 hex characters, drawn at random by each device
	Seq      int64     // this device's count of entries in this history, from 1
	After    []ID      // heads of the state that the form was opened on, sorted
	Time     time.Time // UTC, whole seconds; breaks ties, decides nothing else
	Kind     string    // lower-case ASCII letters, digits and hyphens
	Critical bool      // a program that does not know the kind may not write
	Body     string    // "sha256:" and 64 hex characters
}

// Entry is one signed line of a history.
type Entry struct {
	ID      ID
	Head    Head
	RawHead []byte // exact bytes, ASCII
	RawBody []byte // exact bytes, nil when erased
	Sig     string // "ed25519:" and base64
	Trust   Trust

	body *Body // parsed once
}

// NewEntry reads an entry from the exact bytes of its head and body, strictly.
// A nil body is one that has been erased. It checks that the body is the one
// that the head names, not the signature: Trust is TrustUnchecked. Errors wrap
// ErrForged.
func NewEntry(rawHead, rawBody []byte, sig string) (*Entry, error) {
	h, err := ParseHead(rawHead)
	if err != nil {
		return nil, err
	}
	e := &Entry{ID: IDOf(rawHead), Head: h, RawHead: rawHead, RawBody: rawBody, Sig: sig}
	if rawBody == nil {
		return e, nil
	}
	if e.body, err = ParseBody(rawBody); err != nil {
		return nil, err
	}
	if HashBody(rawBody) != h.Body {
		return nil, fmt.Errorf("%w: body is not the one the head names", ErrForged)
	}
	return e, nil
}

const timeLayout = "2006-01-02T15:04:05Z"

// Encode gives the exact bytes of the head. They are ASCII, without white
// space, and hold no number above 2^53.
func (h Head) Encode() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"author":%q,"device":%q,"seq":%d,"after":[`, string(h.Author), h.Device, h.Seq)
	for i, id := range h.After {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q", string(id))
	}
	fmt.Fprintf(&b, `],"time":%q,"kind":%q`, h.Time.UTC().Format(timeLayout), h.Kind)
	if h.Critical {
		b.WriteString(`,"critical":true`)
	}
	fmt.Fprintf(&b, `,"body":%q}`, h.Body)
	return b.Bytes()
}

// IDOf is the id of the entry whose head has these bytes.
func IDOf(rawHead []byte) ID {
	sum := sha256.Sum256(rawHead)
	return ID(hex.EncodeToString(sum[:]))
}

// HashBody is how a head names a body.
func HashBody(rawBody []byte) string {
	sum := sha256.Sum256(rawBody)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// ParseHead reads a head strictly: ASCII, known keys first and in order, no
// white space. Unknown keys after the known ones are kept by keeping the bytes.
// Errors wrap ErrForged.
func ParseHead(raw []byte) (Head, error) {
	if h, ok := parseKnown(raw); ok {
		return h, nil
	}
	for _, c := range raw {
		if c < 0x20 || c > 0x7e {
			return Head{}, fmt.Errorf("%w: head is not plain ascii", ErrForged)
		}
	}
	if err := CheckJSON(raw); err != nil {
		return Head{}, err
	}
	var w struct {
		Author   string   `json:"author"`
		Device   string   `json:"device"`
		Seq      int64    `json:"seq"`
		After    []string `json:"after"`
		Time     string   `json:"time"`
		Kind     string   `json:"kind"`
		Critical bool     `json:"critical"`
		Body     string   `json:"body"`
	}
	if err := json.Unmarshal(raw, &w); err != nil {
		return Head{}, fmt.Errorf("%w: head has a field of the wrong type", ErrForged)
	}
	at, err := time.Parse(timeLayout, w.Time)
	if err != nil || at.Format(timeLayout) != w.Time {
		return Head{}, fmt.Errorf("%w: head has no valid time", ErrForged)
	}
	h := Head{Author: Key(w.Author), Device: w.Device, Seq: w.Seq, Time: at, Kind: w.Kind, Critical: w.Critical, Body: w.Body}
	for _, a := range w.After {
		h.After = append(h.After, ID(a))
	}
	if err := h.check(); err != nil {
		return Head{}, err
	}
	// A head with keys we do not know is kept; one with the known keys in
	// another form is not ours.
	enc := h.Encode()
	if !bytes.Equal(enc, raw) && !bytes.HasPrefix(raw, enc[:len(enc)-1]) {
		return Head{}, fmt.Errorf("%w: head is not in its canonical form", ErrForged)
	}
	return h, nil
}

func (h Head) check() error {
	switch {
	case !isKey(string(h.Author)):
		return fmt.Errorf("%w: head has no author key", ErrForged)
	case !isHex(h.Device, 16):
		return fmt.Errorf("%w: head has no device", ErrForged)
	case h.Seq < 1 || h.Seq > 1<<53:
		return fmt.Errorf("%w: head has no sequence number", ErrForged)
	case len(h.After) > MaxAfter:
		return fmt.Errorf("%w: head names over %d entries", ErrForged, MaxAfter)
	case !isKind(h.Kind):
		return fmt.Errorf("%w: head has no kind", ErrForged)
	case !strings.HasPrefix(h.Body, "sha256:") || !isHex(strings.TrimPrefix(h.Body, "sha256:"), 64):
		return fmt.Errorf("%w: head has no body hash", ErrForged)
	}
	for i, id := range h.After {
		if !isHex(string(id), 64) || i > 0 && h.After[i-1] >= id {
			return fmt.Errorf("%w: head names entries out of order", ErrForged)
		}
	}
	return nil
}

// isKey says whether s is a verify key in its one spelling: 32 bytes leave the
// two last bits of the last character zero.
func isKey(s string) bool {
	enc, ok := strings.CutPrefix(s, "ed25519:")
	if !ok || len(enc) != 43 {
		return false
	}
	// The decoder passes over line ends: then there are fewer bytes.
	key, err := base64.RawURLEncoding.Strict().DecodeString(enc)
	return err == nil && len(key) == 32
}

func isHex(s string, n int) bool {
	if len(s) != n {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

func isKind(s string) bool {
	if s == "" || len(s) > 40 {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}

// Body is what an entry wrote, parsed.
type Body struct {
	Of       ID                         // the entity written on; empty where the entry makes one
	Set      map[string]json.RawMessage // field → value
	Replaces map[string][]ID            // field → entries whose values are replaced
	Targets  []ID                       // what a strike or an erase is about
	Reason   string
}

// bodyKeys are the keys of a body that have a meaning.
var bodyKeys = [...]string{"salt", "of", "set", "replaces", "targets", "reason"}

// ParseBody reads a body strictly: the salt first, and no key that another
// reader could take for one that has a meaning ("Set" for "set"). Unknown keys
// are kept by keeping the bytes. Errors wrap ErrForged.
func ParseBody(raw []byte) (*Body, error) {
	s := scanner{b: raw, key: func(k string) bool {
		for _, known := range bodyKeys {
			if k != known && foldKey(k) == foldKey(known) {
				return false
			}
		}
		return true
	}}
	if err := s.whole(); err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(raw, []byte(`{"salt":"`)) {
		return nil, fmt.Errorf("%w: body does not begin with a salt", ErrForged)
	}
	return decodeBody(raw)
}

func decodeBody(raw []byte) (*Body, error) {
	var w struct {
		Salt     string                     `json:"salt"`
		Of       ID                         `json:"of"`
		Set      map[string]json.RawMessage `json:"set"`
		Replaces map[string][]ID            `json:"replaces"`
		Targets  []ID                       `json:"targets"`
		Reason   string                     `json:"reason"`
	}
	if err := json.Unmarshal(raw, &w); err != nil {
		return nil, fmt.Errorf("%w: body has a field of the wrong type", ErrForged)
	}
	if !isHex(w.Salt, 32) {
		return nil, fmt.Errorf("%w: body has no salt", ErrForged)
	}
	if w.Of != "" && !isHex(string(w.Of), 64) || !areIDs(w.Targets) {
		return nil, fmt.Errorf("%w: body names no entry", ErrForged)
	}
	for _, ids := range w.Replaces {
		if !areIDs(ids) {
			return nil, fmt.Errorf("%w: body names no entry", ErrForged)
		}
	}
	return &Body{Of: w.Of, Set: w.Set, Replaces: w.Replaces, Targets: w.Targets, Reason: w.Reason}, nil
}

func areIDs(ids []ID) bool {
	for _, id := range ids {
		if !isHex(string(id), 64) {
			return false
		}
	}
	return true
}

// Body gives the parsed body, or nil when the body is erased or is none of
// ours. The first call parses, unless NewEntry has: make it before an entry is
// shared between goroutines.
func (e *Entry) Body() *Body {
	if e.RawBody == nil {
		return nil
	}
	if e.body == nil {
		b, err := decodeBody(e.RawBody)
		if err != nil {
			return nil
		}
		e.body = b
	}
	return e.body
}

// WithoutBody is the entry as it stands after an erase.
func (e *Entry) WithoutBody() *Entry {
	c := *e
	c.RawBody, c.body = nil, nil
	return &c
}

// Ref stands, in the Set of a [Change], for the id of another change of the
// same save: Ref(0) is the first one.
type Ref int

// Change is what a form or a rule wants written; the vault's writer adds who,
// where and when, draws the salt and signs.
type Change struct {
	Kind     string
	Critical bool
	Of       ID  // entity written on; empty to make one
	OfRef    Ref // used when Of is empty and OfSame is set: the entity that another change of this save makes
	OfSame   bool
	Set      map[string]any // string, bool, int, int64, []string, ID, []ID, Ref, nil
	Replaces map[string][]ID
	Targets  []ID
	Reason   string
	After    []ID // heads of the state that was on the screen
}

// EncodeBody gives the bytes of the body of c. made holds the ids of the
// changes of this save that are already signed.
func EncodeBody(c Change, salt [16]byte, made []ID) ([]byte, error) {
	of := c.Of
	if of == "" && c.OfSame {
		if int(c.OfRef) >= len(made) {
			return nil, fmt.Errorf("change refers to change %d of its save, which is not made yet", c.OfRef)
		}
		of = made[c.OfRef]
	}
	set := make(map[string]any, len(c.Set))
	for k, v := range c.Set {
		if r, ok := v.(Ref); ok {
			if int(r) >= len(made) {
				return nil, fmt.Errorf("change refers to change %d of its save, which is not made yet", r)
			}
			v = made[r]
		}
		set[k] = v
	}
	w := struct {
		Salt     string          `json:"salt"`
		Of       ID              `json:"of,omitempty"`
		Set      map[string]any  `json:"set,omitempty"`
		Replaces map[string][]ID `json:"replaces,omitempty"`
		Targets  []ID            `json:"targets,omitempty"`
		Reason   string          `json:"reason,omitempty"`
	}{hex.EncodeToString(salt[:]), of, set, compact(c.Replaces), c.Targets, c.Reason}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(w); err != nil {
		return nil, fmt.Errorf("encode body: %w", err)
	}
	raw := bytes.TrimRight(b.Bytes(), "\n")
	if err := CheckJSON(raw); err != nil {
		return nil, err
	}
	return raw, nil
}

func compact(m map[string][]ID) map[string][]ID {
	out := make(map[string][]ID, len(m))
	for k, ids := range m {
		if len(ids) > 0 {
			s := slices.Clone(ids)
			slices.Sort(s)
			out[k] = slices.Compact(s)
		}
	}
	return out
}

// Short is the first eight characters of an id, for messages.
func (id ID) Short() string { return string(id)[:min(8, len(id))] }

// String of a head's place: device and number, for messages without content.
func (h Head) String() string { return h.Device + "/" + strconv.FormatInt(h.Seq, 10) }
