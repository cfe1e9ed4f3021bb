package cases

import (
	"context"
	"errors"
	"time"

	"brobygger/cases/calendar"
	"brobygger/cases/history"
)

// What a [Store] and a [Vault] can refuse. Every implementation wraps these, so
// that the screens and the command line can say what happened and what to do.
var (
	ErrNotFound      = errors.New("not found")
	ErrAmbiguous     = errors.New("more than one fits") // see *AmbiguousError
	ErrLocked        = errors.New("locked")
	ErrWrongKey      = errors.New("wrong passphrase")
	ErrNotIdentity   = errors.New("not a key file")
	ErrNotSealedToMe = errors.New("not sealed to this key")
	ErrDamaged       = errors.New("damaged")
	ErrNewerVersion  = errors.New("written by a newer program")
	ErrNoVault       = errors.New("no vault here")
	ErrNotAMember    = errors.New("this key is not of this vault")
	ErrNoPermission  = errors.New("no permission to write")
	ErrDiskFull      = errors.New("disk full")
	ErrNotWritten    = errors.New("not written") // any other failure to write; nothing was lost
	ErrDeleted       = errors.New("the case is deleted")
	ErrTooLarge      = errors.New("text too large")
)

// AmbiguousError lists what an ambiguous case argument may mean.
type AmbiguousError struct{ Candidates []Row }

// Error says how many cases fit, not which.
func (e *AmbiguousError) Error() string { return ErrAmbiguous.Error() }

// Unwrap makes errors.Is(err, ErrAmbiguous) true.
func (e *AmbiguousError) Unwrap() error { return ErrAmbiguous }

// Member is one person of the team as the member list says.
type Member struct {
	ID     string // 16 hex characters
	Name   string
	Roles  []MemberRole
	Keys   []history.Key // newest last
	Deputy string        // stedfortræder proposed for this worker's cases: member id, text, DeputyNone or "" (never asked)
	From   time.Time
	Ended  time.Time // zero while a member
}

// Vault says what the vault is, without content.
type Vault struct {
	ID         string
	Dir        string
	Identity   string // path of the key file
	Device     string // this device's id
	DeviceDir  string
	Team       string
	Demo       bool
	SealedKey  bool // the key file has a passphrase
	Members    int
	OneDisk    bool      // the vault lies on one disk only, as far as can be told
	LastBackup time.Time // zero if never
	MemoryLost bool      // this device's own log was there and is gone
	ReadOnly   bool      // the member list holds what only a newer program understands
}

// Row is a case in a list. Times and dates are as of the day the list was made
// for.
type Row struct {
	ID, Number, Suffix string
	Kind               Kind
	Title              string // first name and initial
	Name               string // for filtering; not shown in lists
	Worker             string // member id
	Status             Status
	Phase              Phase
	Outcome            Outcome
	Opened             calendar.Date
	LastContact        calendar.Date // last met contact, zero if none
	NextFollowUp       calendar.Date
	Late               int // items over time
	Conflicts          int
	Incomplete         bool
	SetAside           bool // a file of the case is damaged and set aside
	Protected          bool
	NotAlone           bool
	Items              []Item // what is due, see Due
}

// Write is what one save puts into one case.
type Write struct {
	Case    string // case id; a new random one makes a case
	Changes []Change
}

// Saved says what was written.
type Saved struct {
	Entries [][]EntryID // by write, by change
	At      time.Time
}

// Draft is what is half typed: a form with its fields, sealed like a case.
type Draft struct {
	ID      string // 16 hex characters
	Form    string // "contact", "case", "party" …
	Case    string // case id, may be empty
	Title   string // first name and initial, for the list of drafts
	Fields  map[string]string
	After   []EntryID // heads the form was opened on
	Cursor  string    // the focused field
	Changed time.Time
}

// Store is an unlocked vault as the screens and the command line see it. Its
// methods may be called from several goroutines; saves are written one after
// the other. Every error wraps one of the errors of this package.
type Store interface {
	Info() Vault
	Me() Member
	Members() []Member
	// Authors are the members' keys, for reading and erasing.
	Authors() Authors
	// NewID draws a random case id.
	NewID() (string, error)
	// NewNumber draws a case number that no case of this store has.
	NewNumber(year int) (string, error)

	// Rows lists every case that this key opens, in no particular order.
	Rows(ctx context.Context, today calendar.Date) ([]Row, error)
	// Case opens one case. Errors: ErrNotFound, ErrDeleted, ErrNotSealedToMe.
	Case(ctx context.Context, id string) (*Case, error)
	// Find resolves a CASE argument: an id, a unique prefix of at least four
	// characters, or a case number. Errors: ErrNotFound, *AmbiguousError.
	Find(ctx context.Context, arg string) (string, error)
	// Each calls f with every case that this key opens, from one goroutine,
	// until f returns false.
	Each(ctx context.Context, f func(*Case) bool) error

	// Save signs the changes and returns when they are durable: in this
	// device's own log and in the case files. Several writes stand or fall
	// together. When it fails nothing is acknowledged and the error says what
	// to do.
	Save(ctx context.Context, writes ...Write) (Saved, error)
	// Delete replaces a case by a signed tombstone. The receipt names the case
	// id and the tombstone's hash.
	Delete(ctx context.Context, id, reason string) (receipt string, err error)
	// SetDeputy records the member's stedfortræder.
	SetDeputy(ctx context.Context, deputy string) error

	// Directory is the team's list of services; one that nobody has begun is
	// empty. Errors: ErrNotSealedToMe, ErrDamaged (nothing of it can be read),
	// ErrNewerVersion.
	Directory(ctx context.Context) (*Directory, error)
	// SaveDirectory signs changes of the directory and returns when they are
	// durable, as Save does.
	SaveDirectory(ctx context.Context, changes ...Change) (Saved, error)

	Drafts(ctx context.Context) ([]Draft, error)
	PutDraft(ctx context.Context, d Draft) error
	DropDraft(ctx context.Context, id string) error

	Settings() Settings
	PutSettings(ctx context.Context, s Settings) error
	// Remember and Recall keep small sealed facts of this device, such as the
	// selected row, sort and filter.
	Remember(ctx context.Context, key, value string) error
	Recall(key string) string

	// Unlocked are the files that left the vault unlocked on this device and are
	// remembered, oldest first; Gone is not filled in. An [Outside] keeps the list.
	Unlocked() []UnlockedFile
	// KeepUnlocked remembers a file, sealed; one of the same path is replaced. It
	// is durable when it returns.
	KeepUnlocked(ctx context.Context, f UnlockedFile) error
	// ForgetUnlocked forgets a file. Errors: ErrNotFound.
	ForgetUnlocked(ctx context.Context, path string) error

	Check(ctx context.Context, o CheckOptions) (CheckReport, error)
	Backup(ctx context.Context, to string) (BackupReport, error)
	Restore(ctx context.Context, from string) (BackupReport, error)

	// Close writes what waits and forgets the keys.
	Close() error
}

// CheckOptions of a check.
type CheckOptions struct {
	Deep     bool // verify every entry of every case, not only those not verified before
	Repair   bool // merge, re-seal and move damaged files aside
	Progress func(done, total int)
}

// Problem is a file that cannot be read as it should.
type Problem struct {
	File string `json:"file"`    // path within the vault or device folder
	What string `json:"problem"` // a word key: "damaged", "forged", "seal", "newer-version" …
}

// CheckReport is what check found. Field names are those of the command line.
type CheckReport struct {
	OK            bool      `json:"ok"`
	Cases         int       `json:"cases"`
	NotForMe      int       `json:"not_for_me"`
	Entries       int       `json:"entries"`
	Damaged       []Problem `json:"damaged"`
	Forged        []Problem `json:"forged"`
	UnknownAuthor []Problem `json:"unknown_author"`
	Forks         []Problem `json:"forks"`
	Incomplete    []Problem `json:"incomplete"`
	Erased        int       `json:"erased"`
	TempFiles     []string  `json:"temp_files"`
	MemoryLost    bool      `json:"memory_lost"`
	Repaired      []string  `json:"repaired"`
	// SetAside are the files that this repair moved out of the way.
	SetAside []Moved `json:"set_aside"`
	// Aside are all files that lie in the vault's folder "aside", from this repair
	// and earlier ones: nothing reads them, and a person may look at them.
	Aside []string `json:"aside"`
}

// Moved is a file that a repair moved: paths within the vault.
type Moved struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// BackupReport is what a backup or a restore did.
type BackupReport struct {
	Path   string
	Cases  int
	Bytes  int64
	Proven bool // opened in an unlocked session; otherwise read back and compared
	// ErasedUntil is the time of the last erase or deletion that the copy
	// knows: older copies still hold what was erased after they were made.
	ErasedUntil time.Time
	Merged      int // restore: cases that changed
	Skipped     []Problem
}
