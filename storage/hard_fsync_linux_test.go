package storage_test

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"

	"brobygger/storage"
)

// The disk in memory believes what the seam says. That the real file system asks
// the system for it is seen here, in a process whose every fsync fails: where
// one is asked for, the error comes back.
func TestHardFsyncIsAsked(t *testing.T) {
	t.Parallel()
	p, err := helper{Task: "without fsync", Dir: t.TempDir()}.start()
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for p.out.Scan() {
		told = append(told, p.out.Text())
	}
	if err := p.cmd.Wait(); err != nil {
		var exit *exec.ExitError
		t.Fatalf("%v, %v: %s", err, errors.As(err, &exit), p.err.b)
	}
	want := []string{"sync of a file: failed", "sync of a folder: failed", "making folders: failed", "reading: done"}
	if strings.Join(told, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q, want %q", told, want)
	}
}

// withoutFsync is the process whose every fsync fails.
func withoutFsync(dir string) error {
	r, err := storage.OS().OpenRoot(dir, false)
	if err != nil {
		return err
	}
	f, err := r.Create("a")
	if err != nil {
		return err
	}
	if err := failFsync(); err != nil {
		return fmt.Errorf("the system does not let fsync fail: %w", err)
	}
	say := func(what string, err error) {
		switch {
		case errors.Is(err, syscall.EIO):
			fmt.Println(what + ": failed")
		case err == nil:
			fmt.Println(what + ": done")
		default:
			fmt.Println(what+":", err)
		}
	}
	say("sync of a file", f.Sync())
	say("sync of a folder", r.SyncDir("."))
	_, err = storage.OS().OpenRoot(filepath.Join(dir, "b", "c"), true)
	say("making folders", err)
	_, err = r.ReadDir(".")
	say("reading", err)
	return nil
}

// failFsync lets every further fsync of the process fail with EIO, by a filter
// of system calls.
func failFsync() error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	fail := uint32(unix.SECCOMP_RET_ERRNO | unix.EIO)
	program := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 0}, // the number of the call
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.SYS_FSYNC, Jt: 2},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.SYS_FDATASYNC, Jt: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
		{Code: unix.BPF_RET | unix.BPF_K, K: fail},
	}
	filter := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&filter)))
	if errno != 0 {
		return errno
	}
	return nil
}
