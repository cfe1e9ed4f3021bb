package storage

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// fakeSys is a /sys/dev/block with a disk of two partitions, one of which is
// encrypted, a stick without partitions, a volume over both, and a loop device.
func fakeSys(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	sys := filepath.Join(root, "dev", "block")
	add := func(number, dir string, partition bool, slaves ...string) {
		full := filepath.Join(root, "devices", dir)
		if err := os.MkdirAll(full, 0o700); err != nil {
			t.Fatal(err)
		}
		put := func(name, text string) {
			if err := os.WriteFile(filepath.Join(full, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		put("dev", number+"\n")
		if partition {
			put("partition", "1\n")
		} else if err := os.MkdirAll(filepath.Join(full, "slaves"), 0o700); err != nil {
			t.Fatal(err)
		}
		for _, s := range slaves {
			if err := os.Symlink(filepath.Join(root, "devices", s), filepath.Join(full, "slaves", filepath.Base(s))); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.MkdirAll(sys, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(full, filepath.Join(sys, number)); err != nil {
			t.Fatal(err)
		}
	}
	add("259:0", "nvme0n1", false)
	add("259:1", "nvme0n1/nvme0n1p1", true)
	add("259:2", "nvme0n1/nvme0n1p2", true)
	add("253:0", "dm-0", false, "nvme0n1/nvme0n1p2")
	add("8:16", "sdb", false)
	add("253:1", "dm-1", false, "dm-0", "sdb")
	add("7:0", "loop0", false)
	add("253:9", "dm-9", false)
	return sys
}

func TestDisksOf(t *testing.T) {
	sys := fakeSys(t)
	for number, want := range map[string][]string{
		"259:0": {"nvme0n1"}, "259:1": {"nvme0n1"}, "253:0": {"nvme0n1"}, "8:16": {"sdb"},
		"253:1": {"nvme0n1", "sdb"}, "7:0": nil, "253:9": nil, "0:45": nil,
	} {
		if got := disksOf(sys, number); !slices.Equal(got, want) {
			t.Errorf("%s lies on %v, want %v", number, got, want)
		}
	}
}

// TestRemoteFileSystems: NFS, SMB and CIFS are another computer's; ext4, btrfs
// and what a FUSE program shows are not known to be.
func TestRemoteFileSystems(t *testing.T) {
	for kind, want := range map[int64]bool{0x6969: true, 0x517b: true, 0xff534d42: true, 0xfe534d42: true, -0xacb2be: true,
		0xef53: false, 0x9123683e: false, 0x65735546: false, 0x01021994: false} {
		if isRemote(kind) != want {
			t.Errorf("%#x: %v", kind, !want)
		}
	}
}
