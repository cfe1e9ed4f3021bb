package storage

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"path"
	"strings"
	"time"

	"brobygger/cases/history"
	"brobygger/crypto"
)

// What can be wrong with a file: word keys, as check reports them.
const (
	problemDamaged    = "damaged"       // does not open
	problemMalformed  = "malformed"     // opens, but is no history
	problemForged     = "forged"        // an entry is not what its author signed
	problemSeal       = "seal"          // the seal line is not a member's
	problemPlace      = "wrong-place"   // a history of something else
	problemNewer      = "newer-version" // written by a newer program
	problemUnreadable = "unreadable"    // the system does not let us read it
	problemIncomplete = "incomplete"    // entries are named that are nowhere
	problemFork       = "fork"          // two entries with one number
	problemGap        = "gap"           // a number that nobody has
	problemUnknown    = "unknown-author"
	problemLost       = "lost" // this device had seen what is not there any more
)

type digest [sha256.Size]byte

// found is one file of a history as it was read. It is not changed afterwards.
type found struct {
	name    string // in its root
	temp    bool   // a temporary file: where it is cut off it never counted
	stamp   stamp
	hash    digest
	key     crypto.FileKey
	problem string // "" when all is well
	err     error  // of the system, where it is unreadable
	notMine bool   // sealed to others: no problem, and nothing of ours
	full    bool   // every entry's signature was checked
	unknown int    // entries by keys that are nobody's
	entries []*history.Entry
	by      history.Key
	readers []string
}

// stamp is what a folder says of a file without opening it.
type stamp struct {
	size int64
	mod  time.Time
}

func stampOf(info fs.FileInfo) stamp { return stamp{info.Size(), info.ModTime()} }

// good says whether a file may be replaced or removed once all that is in it
// stands elsewhere.
func (f *found) good() bool { return f.problem == "" && !f.notMine }

// torn says that a file is a temporary one that was never whole.
func (f *found) torn() bool { return f.temp && f.problem == problemDamaged }

// aside says whether a file must be left as it is.
func (f *found) aside() bool { return f.problem != "" && !f.temp }

// opener reads files of one root and remembers what it knows of their content.
type opener struct {
	keys   *keyring
	seen   *seenFiles
	recent *recentFiles
}

func newOpener(k *keyring) *opener {
	return &opener{keys: k, seen: newSeenFiles(), recent: newRecentFiles()}
}

// keep remembers a file that was just written: all its entries are checked.
func (o *opener) keep(r ref, data []byte, key crypto.FileKey, to audience, entries []*history.Entry) {
	hash, unknown := digest(sha256.Sum256(data)), 0
	for _, e := range entries {
		if e.Trust == history.TrustUnknown {
			unknown++
		}
	}
	o.seen.put(hash, seenFile{key: key, full: unknown == 0})
	o.recent.put(hash, recentFile{ref: r, by: o.keys.mine, readers: to.readers, unknown: unknown, entries: entries})
}

// read reads one file of a history. It never fails: what is wrong is said in
// the result. nil means that the file is gone.
func (o *opener) read(root Root, name string, r ref, full bool) *found {
	f := &found{name: name, temp: strings.HasSuffix(name, tempSuffix)}
	b, info, err := readFile(root, name)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		f.problem, f.err = problemUnreadable, err
		if info != nil {
			f.stamp = stampOf(info)
		}
		return f
	}
	f.stamp = stampOf(info)
	o.open(f, b, r, full)
	return f
}

// open decrypts, decodes and believes, or says why not.
func (o *opener) open(f *found, b []byte, r ref, full bool) {
	f.hash = sha256.Sum256(b)
	known := o.seen.get(f.hash)
	if known.notMine {
		f.notMine = true
		return
	}
	if c, ok := o.recent.get(f.hash, r); ok {
		f.key, f.by, f.readers, f.unknown, f.entries, f.full = known.key, c.by, c.readers, c.unknown, c.entries, true
		return
	}
	text, key, err := o.decrypt(b, known.key)
	switch {
	case errors.Is(err, crypto.ErrNotSealedToMe):
		f.notMine = true
		o.seen.put(f.hash, seenFile{notMine: true})
		return
	case err != nil:
		f.problem = problemDamaged
		return
	}
	f.key = key
	p, err := decode(text)
	switch {
	case errors.Is(err, errNewer):
		f.problem = problemNewer
		return
	case err != nil:
		f.problem = problemMalformed
		if errors.Is(err, history.ErrForged) {
			f.problem = problemForged
		}
		f.entries = onlyHonest(o.keys.checkAll(r, salvage(text)))
		return
	case p.ref != r:
		f.problem = problemPlace
		return
	}
	f.by, f.readers, f.entries = p.seal.By, p.seal.Readers, p.entries
	holds := o.keys.sealHolds(p)
	switch {
	case holds && known.full:
		for _, e := range f.entries {
			e.Trust = history.TrustGood
		}
		f.full = true
		o.recall(f, r, full)
		return
	case holds && !full:
		o.seen.put(f.hash, seenFile{key: key})
		return
	}
	var forged int
	f.entries, forged, f.unknown = o.keys.checkAll(r, p.entries)
	f.full = true
	switch {
	case forged > 0:
		f.problem = problemForged
		f.entries = onlyHonest(f.entries, forged, f.unknown)
	case !holds:
		f.problem = problemSeal
	default:
		o.seen.put(f.hash, seenFile{key: key, full: f.unknown == 0})
		o.recall(f, r, full)
	}
}

// recall keeps what a file of the vault holds, where somebody opened it and did
// not only list it.
func (o *opener) recall(f *found, r ref, full bool) {
	if full && (r.Type == typeCase || r.Type == typeMembers || r.Type == typeTombstone || r.Type == typeList) {
		o.recent.put(f.hash, recentFile{ref: r, by: f.by, readers: f.readers, unknown: f.unknown, entries: f.entries})
	}
}

// decrypt opens with the file key where one is known; a stale one falls back to
// the identity before anything is called damaged.
func (o *opener) decrypt(b []byte, key crypto.FileKey) ([]byte, crypto.FileKey, error) {
	if !key.IsZero() {
		if text, err := crypto.OpenWithKey(b, key); err == nil {
			return text, key, nil
		}
	}
	return crypto.Open(b, o.keys.id)
}

// onlyHonest leaves out what nobody signed.
func onlyHonest(entries []*history.Entry, _, _ int) []*history.Entry {
	var out []*history.Entry
	for _, e := range entries {
		if e.Trust != history.TrustForged {
			out = append(out, e)
		}
	}
	return out
}

// isPart says whether a name is that of a part, and of which.
func (p place) isPart(r ref, name string) (part int, ok bool) {
	text, ok := strings.CutSuffix(strings.TrimPrefix(path.Base(name), p.base), sealedSuffix)
	if !ok {
		return 0, false
	}
	if text == "" && r.Type != typeCase {
		return 0, true
	}
	text, ok = strings.CutPrefix(text, "-")
	if !ok || text == "" || len(text) > 9 || text[0] == '0' && text != "0" {
		return 0, false
	}
	for _, c := range []byte(text) {
		if c < '0' || c > '9' {
			return 0, false
		}
		part = part*10 + int(c-'0')
	}
	return part, part > 0 || r.Type == typeCase
}
