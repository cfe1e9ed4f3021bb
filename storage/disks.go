package storage

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// medium is what can be found out about what a folder lies on.
type medium struct {
	remote bool     // another computer keeps it
	disks  []string // names of the disks it lies on; none where that cannot be told
}

// onOneDisk says whether all that is known of a vault lies on one disk, as far
// as can be told: false only where the vault lies on another computer, in the
// folder of a sync program, or on another disk than this device's own log, which
// holds what was written here. What cannot be told is taken for one disk.
func onOneDisk(vault, device string) bool {
	if SyncedBy(vault) != "" {
		return false
	}
	return together(mediumOf(vault), mediumOf(device))
}

// together says that two places may be on one disk.
func together(v, d medium) bool {
	switch {
	case v.remote != d.remote:
		return false
	case v.remote, len(v.disks) == 0, len(d.disks) == 0:
		return true
	}
	return slices.ContainsFunc(v.disks, func(name string) bool { return slices.Contains(d.disks, name) })
}

// SyncedBy is the name of the sync program whose folder dir lies in, "" if none
// is recognised.
func SyncedBy(dir string) string {
	known := []struct{ mark, name string }{
		{"onedrive", "OneDrive"}, {"dropbox", "Dropbox"}, {"google drive", "Google Drive"}, {"google drev", "Google Drev"}, {"googledrive", "Google Drive"},
		{"icloud", "iCloud"}, {"mobile documents", "iCloud"}, {"nextcloud", "Nextcloud"}, {"owncloud", "ownCloud"},
	}
	for _, part := range strings.Split(filepath.ToSlash(strings.ToLower(dir)), "/") {
		for _, k := range known {
			if strings.HasPrefix(part, k.mark) {
				return k.name
			}
		}
	}
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, ".stfolder")); err == nil {
			return "Syncthing"
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}
