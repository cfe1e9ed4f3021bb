package storage

import (
	"strings"

	"golang.org/x/sys/unix"
)

// mediumOf a folder. Volumes of one APFS container share the name of its disk.
func mediumOf(dir string) medium {
	var fs unix.Statfs_t
	if unix.Statfs(dir, &fs) != nil {
		return medium{}
	}
	if fs.Flags&unix.MNT_LOCAL == 0 {
		return medium{remote: true}
	}
	rest, ok := strings.CutPrefix(unix.ByteSliceToString(fs.Mntfromname[:]), "/dev/disk")
	number := strings.TrimLeft(rest, "0123456789")
	number = rest[:len(rest)-len(number)]
	if !ok || number == "" {
		return medium{}
	}
	return medium{disks: []string{"disk" + number}}
}
