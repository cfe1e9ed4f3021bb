package storage

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"sync"
	"time"

	"brobygger/cases"
	"brobygger/crypto"
)

// Options say which vault, whose key and whose clock.
type Options struct {
	Dir        string // the vault's folder
	Identity   string // path of the key file; "" is its place under DeviceRoot, else its copy in the vault
	DeviceRoot string // the device's state folder; the vault id is appended
	CacheRoot  string // the device's cache folder; the vault id is appended
	Now        func() time.Time
	Rand       io.Reader                           // nil is crypto/rand
	Passphrase func() (crypto.Secret, error)       // asked when the key file is sealed
	Progress   func(stage string, done, total int) // may be nil; stages are word keys
	FS         FS                                  // nil is the real one
	KDF        int                                 // scrypt work factor, 0 is 18
}

// Stages that Progress is told of.
const (
	StageKey     = "key"     // the passphrase is being turned into a key; no numbers
	StageLog     = "log"     // the device's own log is being read
	StageCases   = "cases"   // cases are being read
	StageBulk    = "bulk"    // cases are being written
	StageBackup  = "backup"  // files are being copied
	StageRestore = "restore" // files of a backup are being merged; their number is not known
)

// OwnKeyFile is where this device keeps the key file of a vault, unless Identity
// names another.
func (o Options) OwnKeyFile(vaultID string) string {
	return filepath.Join(deviceDir(o.DeviceRoot, vaultID), identityName)
}

func (o Options) normal() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	o.Rand = &lockedReader{r: o.Rand}
	if o.FS == nil {
		o.FS = OS()
	}
	if o.KDF == 0 {
		o.KDF = crypto.WorkFactor
	}
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
	if o.Passphrase == nil {
		o.Passphrase = func() (crypto.Secret, error) { return crypto.Secret{}, cases.ErrLocked }
	}
	return o
}

// openRoot opens a folder through the seam, patiently.
func (o Options) openRoot(dir string, create bool) (Root, error) {
	r, err := o.FS.OpenRoot(dir, create)
	if err != nil {
		return nil, err
	}
	return patient{Root: r, sleep: time.Sleep}, nil
}

// lockedReader lets several goroutines draw from one source.
type lockedReader struct {
	mu sync.Mutex
	r  io.Reader
}

// Read implements io.Reader.
func (l *lockedReader) Read(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return io.ReadFull(l.r, b)
}

// randomHex draws n hex characters; n is even.
func randomHex(r io.Reader, n int) (string, error) {
	b := make([]byte, n/2)
	if _, err := io.ReadFull(r, b); err != nil {
		return "", fmt.Errorf("draw random bytes: %w", err)
	}
	return hex.EncodeToString(b), nil
}
