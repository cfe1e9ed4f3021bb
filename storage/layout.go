package storage

import (
	"path"
	"path/filepath"
	"strings"
)

// Names in the vault and in the device's folder, docs/FORMAT.md §1.
const (
	manifestName = "brobygger.json"
	vaultLock    = "lock"
	casesDir     = "cases"
	deletedDir   = "deleted"
	keysDir      = "keys"
	listsDir     = "lists"
	asideDir     = "aside"
	membersName  = "members"

	memoryDir    = "memory"
	logDir       = "memory/log"
	draftsDir    = "memory/drafts"
	memoryFile   = "memory/state.age"
	memoryBase   = "state"
	deviceLock   = "memory/lock"
	inUseMark    = "in-use"
	identityName = "identity"

	sealedSuffix = ".age"
	tempSuffix   = ".tmp"
)

// Lengths of ids, in hex characters.
const (
	caseIDLen   = 32
	memberIDLen = 16
	deviceIDLen = 16
	draftIDLen  = 16
	vaultIDLen  = 64
)

func isHex(s string, n int) bool {
	return len(s) == n && strings.Trim(s, "0123456789abcdef") == ""
}

// place is where the files of a history lie: a folder, and how their names
// begin.
type place struct {
	dir  string
	base string
}

// placeOf a history of the vault.
func placeOf(r ref) place {
	switch r.Type {
	case typeCase:
		return place{path.Join(casesDir, r.ID[:2]), r.ID}
	case typeTombstone:
		return place{deletedDir, r.ID}
	case typeList:
		return place{listsDir, r.ID}
	}
	return place{".", membersName}
}

// file is the name of a part.
func (p place) file(r ref, part int) string {
	name := p.base
	if r.Type == typeCase || part > 0 {
		name += "-" + partOf(part)
	}
	return path.Join(p.dir, name+sealedSuffix)
}

// owns says whether a file of the folder belongs to the history: its name
// begins as ours do and ends as ours do, whatever a sync program put between.
// temp says that it is a temporary file, which may be cut off.
func (p place) owns(name string) (ok, temp bool) {
	if !strings.HasPrefix(name, p.base) {
		return false, false
	}
	if p.dir == listsDir && beginsWithLetter(name[len(p.base):]) {
		return false, false // of another list, whose name begins as this one's does
	}
	temp = strings.HasSuffix(name, tempSuffix)
	return temp || strings.HasSuffix(name, sealedSuffix), temp
}

// deviceDir is the folder of this device for a vault.
func deviceDir(root, vaultID string) string { return filepath.Join(root, vaultID) }
