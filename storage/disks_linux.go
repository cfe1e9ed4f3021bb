package storage

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// sysBlock is where Linux shows its block devices by number.
const sysBlock = "/sys/dev/block"

// mediumOf a folder. File systems without a block device of their own (btrfs,
// overlay, tmpfs, FUSE) do not say where they lie.
func mediumOf(dir string) medium {
	var fs unix.Statfs_t
	var st unix.Stat_t
	if unix.Statfs(dir, &fs) != nil || unix.Stat(dir, &st) != nil {
		return medium{}
	}
	if isRemote(int64(fs.Type)) {
		return medium{remote: true}
	}
	return medium{disks: disksOf(sysBlock, fmt.Sprintf("%d:%d", unix.Major(st.Dev), unix.Minor(st.Dev)))}
}

// isRemote says that a file system of that number (statfs(2)) is another
// computer's.
func isRemote(kind int64) bool {
	const smb2, ceph = 0xfe534d42, 0x00c36400
	// Some systems have 32 bits for it, with a sign.
	switch uint32(kind) {
	case unix.NFS_SUPER_MAGIC, unix.SMB_SUPER_MAGIC, 0xff534d42 /* CIFS */, smb2, ceph, unix.AFS_SUPER_MAGIC, unix.AFS_FS_MAGIC, unix.CODA_SUPER_MAGIC:
		return true
	}
	return false
}

// disksOf are the whole disks below a block device: of a partition the disk, of
// an encrypted or joined volume those of all its parts. A device that is a file
// or memory on top of something else has none.
func disksOf(sys, number string) []string {
	dir, err := filepath.EvalSymlinks(filepath.Join(sys, number))
	if err != nil {
		return nil
	}
	if _, err := os.Stat(filepath.Join(dir, "partition")); err == nil {
		dir = filepath.Dir(dir)
	}
	parts, err := os.ReadDir(filepath.Join(dir, "slaves"))
	if err != nil || len(parts) == 0 {
		name := filepath.Base(dir)
		if err != nil || strings.HasPrefix(name, "loop") || strings.HasPrefix(name, "zram") || strings.HasPrefix(name, "ram") ||
			strings.HasPrefix(name, "dm-") || strings.HasPrefix(name, "md") {
			return nil
		}
		return []string{name}
	}
	var all []string
	for _, p := range parts {
		b, err := os.ReadFile(filepath.Join(dir, "slaves", p.Name(), "dev"))
		if err != nil {
			return nil
		}
		below := disksOf(sys, strings.TrimSpace(string(b)))
		if len(below) == 0 {
			return nil
		}
		for _, name := range below {
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}
