package unlocked_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/storage"
	"brobygger/storage/unlocked"
)

var (
	ctx  = context.Background()
	noon = time.Date(2026, 12, 7, 12, 0, 0, 0, time.UTC)
)

// machine is a computer with a vault.
type machine struct {
	t    *testing.T
	dir  string
	opts storage.Options
}

func optionsIn(dir string) storage.Options {
	return storage.Options{Dir: filepath.Join(dir, "arkiv"), DeviceRoot: filepath.Join(dir, "state"), CacheRoot: filepath.Join(dir, "cache"),
		Now: func() time.Time { return noon }, KDF: 4}
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	m := &machine{t: t, dir: t.TempDir()}
	m.opts = optionsIn(m.dir)
	s, _, err := storage.Init(ctx, storage.InitOptions{Options: m.opts, Name: "Amira Vind"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return m
}

func (m *machine) open() *storage.Store {
	m.t.Helper()
	s, err := storage.Open(ctx, m.opts)
	if err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(func() { _ = s.Close() })
	return s
}

func outside(s cases.Store, o unlocked.Options) *unlocked.Outside {
	o.Now = func() time.Time { return noon }
	return unlocked.New(s, o)
}

// list is what a program that is started now remembers.
func (m *machine) list() []cases.UnlockedFile {
	m.t.Helper()
	s := m.open()
	defer s.Close()
	l, err := outside(s, unlocked.Options{}).List(ctx)
	if err != nil {
		m.t.Fatal(err)
	}
	return l
}

func plan(path string) cases.UnlockedFile {
	return cases.UnlockedFile{Path: path, What: "plan", Case: strings.Repeat("ab", 16)}
}

func TestAPaperLiesWhereOnlyItsUserReadsIt(t *testing.T) {
	m := newMachine(t)
	o := outside(m.open(), unlocked.Options{})
	for n, name := range []string{"plan.pdf", "plan-2.pdf", "plan-3.pdf"} {
		f, err := o.Write(ctx, plan("plan.pdf"), []byte(fmt.Sprint("papir ", n)))
		if err != nil {
			t.Fatal(err)
		}
		if want := filepath.Join(o.Folder(), name); f.Path != want || !f.Made.Equal(noon) {
			t.Errorf("written to %s at %v, want %s", f.Path, f.Made, want)
		}
		if b, err := os.ReadFile(f.Path); err != nil || string(b) != fmt.Sprint("papir ", n) {
			t.Errorf("%s: %q, %v", name, b, err)
		}
		if runtime.GOOS != "windows" {
			for path, mode := range map[string]fs.FileMode{f.Path: 0o600, o.Folder(): 0o700} {
				if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
					t.Errorf("%s: %v, %v", path, info.Mode(), err)
				}
			}
		}
	}
	list := m.list()
	if len(list) != 3 || list[0].What != "plan" || list[0].Case == "" || list[0].Gone {
		t.Errorf("remembered: %+v", list)
	}
	err := filepath.WalkDir(filepath.Join(m.dir, "state"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Dir(path) == o.Folder() {
			return err
		}
		b, err := os.ReadFile(path)
		if bytes.Contains(b, []byte("plan-2.pdf")) {
			t.Errorf("%s names a paper in the clear", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAFolderOthersCanReadIsClosed(t *testing.T) {
	m := newMachine(t)
	o := outside(m.open(), unlocked.Options{OS: "linux"})
	if err := os.MkdirAll(o.Folder(), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Write(ctx, plan("plan.pdf"), nil); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(o.Folder()); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestDeleteRemovesAndForgets(t *testing.T) {
	m := newMachine(t)
	o := outside(m.open(), unlocked.Options{})
	var files []cases.UnlockedFile
	for range 3 {
		f, err := o.Write(ctx, plan("plan.pdf"), []byte("papir"))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	if err := os.Remove(files[1].Path); err != nil { // by hand
		t.Fatal(err)
	}
	if l := m.list(); len(l) != 3 || slices.IndexFunc(l, func(f cases.UnlockedFile) bool { return f.Gone != (f.Path == files[1].Path) }) >= 0 {
		t.Errorf("%+v", l)
	}
	for _, f := range files[:2] {
		if err := o.Delete(ctx, f.Path); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Lstat(f.Path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is there", f.Path)
		}
	}
	if l := m.list(); len(l) != 1 || l[0].Path != files[2].Path {
		t.Errorf("left: %+v", l)
	}
	own := filepath.Join(m.dir, "min fil.txt")
	if err := os.WriteFile(own, []byte("min"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := o.Delete(ctx, own); !errors.Is(err, cases.ErrNotFound) {
		t.Errorf("a file that is not remembered: %v", err)
	}
	if _, err := os.Stat(own); err != nil {
		t.Errorf("the user's own file went: %v", err)
	}
	// A folder that has come in a file's place is not ours to remove.
	if err := errors.Join(os.Remove(files[2].Path), os.Mkdir(files[2].Path, 0o700)); err != nil {
		t.Fatal(err)
	}
	if err := o.Delete(ctx, files[2].Path); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(files[2].Path); err != nil {
		t.Error(err)
	}
}

func TestRefused(t *testing.T) {
	m := newMachine(t)
	vault := m.opts.Dir
	elsewhere := filepath.Join(m.dir, "USB")
	other := filepath.Join(elsewhere, "andres.txt")
	for _, err := range []error{
		os.Mkdir(elsewhere, 0o700), os.WriteFile(other, []byte("andres"), 0o600),
		os.Symlink(other, filepath.Join(elsewhere, "link.pdf")), os.Symlink(filepath.Join(elsewhere, "intet"), filepath.Join(elsewhere, "løs.pdf")),
		os.Symlink(filepath.Join(vault, "cases"), filepath.Join(elsewhere, "genvej")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, x := range []struct {
		path string
		want error
	}{
		{other, unlocked.ErrExists},
		{filepath.Join(elsewhere, "link.pdf"), unlocked.ErrExists},
		{filepath.Join(elsewhere, "løs.pdf"), unlocked.ErrExists},
		{filepath.Join(vault, "plan.pdf"), unlocked.ErrInsideVault},
		{filepath.Join(vault, "cases", "plan.pdf"), unlocked.ErrInsideVault},
		{filepath.Join(vault, "ny", "plan.pdf"), unlocked.ErrInsideVault},
		{filepath.Join(elsewhere, "genvej", "plan.pdf"), unlocked.ErrInsideVault},
		{filepath.Join(elsewhere, "genvej", "..", "cases", "plan.pdf"), fs.ErrNotExist},
		{filepath.Join(m.dir, "findes ikke", "plan.pdf"), cases.ErrNotWritten},
	} {
		s := m.open()
		_, err := outside(s, unlocked.Options{}).Write(ctx, plan(x.path), []byte("papir"))
		if !errors.Is(err, x.want) {
			t.Errorf("%s: %v", x.path, err)
		}
		if err == nil || strings.Contains(err.Error(), "papir\n") {
			t.Errorf("%s: %v", x.path, err)
		}
		_ = s.Close()
	}
	if !errors.Is(unlocked.ErrExists, cases.ErrExists) || !errors.Is(unlocked.ErrInsideVault, cases.ErrInsideVault) {
		t.Error("these are no errors of package cases")
	}
	if l := m.list(); len(l) != 0 {
		t.Errorf("remembered what was never written: %+v", l)
	}
	if b, err := os.ReadFile(other); err != nil || string(b) != "andres" {
		t.Errorf("somebody's file: %q, %v", b, err)
	}
	if _, err := os.Lstat(filepath.Join(elsewhere, "intet")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("written through a link")
	}
}

func TestNoPaperGoesThroughALinkInTheFoldersPlace(t *testing.T) {
	m := newMachine(t)
	s := m.open()
	o := outside(s, unlocked.Options{})
	trap := filepath.Join(m.dir, "fælde")
	if err := errors.Join(os.Mkdir(trap, 0o777), os.Symlink(trap, o.Folder())); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Write(ctx, plan("plan.pdf"), []byte("papir")); !errors.Is(err, cases.ErrNotWritten) {
		t.Errorf("%v", err)
	}
	if list, err := os.ReadDir(trap); err != nil || len(list) > 0 {
		t.Errorf("%v, %v", list, err)
	}
	if l := m.list(); len(l) != 0 {
		t.Errorf("remembered: %+v", l)
	}
}

// faultyFS fails where the test says.
type faultyFS struct {
	storage.FS
	create func() error
	write  func(f storage.File, b []byte) (int, error)
	remove error
}

func (f faultyFS) OpenRoot(dir string, create bool) (storage.Root, error) {
	r, err := f.FS.OpenRoot(dir, create)
	return faultyRoot{r, f}, err
}

type faultyRoot struct {
	storage.Root
	f faultyFS
}

func (r faultyRoot) Create(name string) (storage.File, error) {
	if r.f.create != nil {
		if err := r.f.create(); err != nil {
			return nil, err
		}
	}
	file, err := r.Root.Create(name)
	if err != nil {
		return nil, err
	}
	return faultyFile{file, r.f}, nil
}

func (r faultyRoot) Remove(name string) error {
	if r.f.remove != nil {
		return r.f.remove
	}
	return r.Root.Remove(name)
}

type faultyFile struct {
	storage.File
	f faultyFS
}

func (f faultyFile) Write(b []byte) (int, error) {
	if f.f.write != nil {
		return f.f.write(f.File, b)
	}
	return f.File.Write(b)
}

func full(f storage.File, b []byte) (int, error) {
	n, _ := f.Write(b[:len(b)/2])
	return n, syscall.ENOSPC
}

func TestWhatCannotBeWrittenLeavesNothing(t *testing.T) {
	m := newMachine(t)
	for _, x := range []struct {
		what string
		fs   faultyFS
		want error
		left int
	}{
		{"a folder that may not be written", faultyFS{create: func() error { return fs.ErrPermission }}, cases.ErrNoPermission, 0},
		{"a full disk", faultyFS{write: full}, diskFull(), 0},
		{"a full disk that keeps what is cut off", faultyFS{write: full, remove: fs.ErrPermission}, diskFull(), 1},
		{"a write that is cut short", faultyFS{write: func(f storage.File, b []byte) (int, error) { return len(b) / 2, nil }}, cases.ErrNotWritten, 0},
		{"somebody quicker", faultyFS{create: func() error { return fs.ErrExist }}, cases.ErrExists, 0},
	} {
		x.fs.FS = storage.OS()
		s := m.open()
		o := outside(s, unlocked.Options{FS: x.fs})
		if _, err := o.Write(ctx, plan("plan.pdf"), []byte("et langt papir")); !errors.Is(err, x.want) {
			t.Errorf("%s: %v", x.what, err)
		}
		list, err := os.ReadDir(o.Folder())
		if err != nil || len(list) != x.left {
			t.Errorf("%s: there is %v, %v", x.what, list, err)
		}
		_ = s.Close()
		remembered := m.list()
		if len(remembered) != x.left {
			t.Errorf("%s: remembered %+v", x.what, remembered)
		}
		for _, f := range remembered {
			if err := outside(m.open(), unlocked.Options{}).Delete(ctx, f.Path); err != nil {
				t.Errorf("%s: %v", x.what, err)
			}
		}
	}
}

// diskFull is what a full disk comes to on this system.
func diskFull() error {
	if runtime.GOOS == "windows" {
		return cases.ErrNotWritten // syscall.ENOSPC is not what it says there
	}
	return cases.ErrDiskFull
}

// forgetful cannot remember.
type forgetful struct{ cases.Store }

func (forgetful) KeepUnlocked(context.Context, cases.UnlockedFile) error { return cases.ErrDiskFull }

func TestWhatCannotBeRememberedIsNotWritten(t *testing.T) {
	m := newMachine(t)
	o := outside(forgetful{m.open()}, unlocked.Options{})
	if _, err := o.Write(ctx, plan("plan.pdf"), []byte("papir")); !errors.Is(err, cases.ErrDiskFull) {
		t.Error(err)
	}
	if list, err := os.ReadDir(o.Folder()); err != nil || len(list) > 0 {
		t.Errorf("%v, %v", list, err)
	}
}

// What this test does as another process is to be killed at work.
func TestKilledBetweenRememberingAndWriting(t *testing.T) {
	const variable = "BROBYGGER_TEST_KILLED"
	if dir := os.Getenv(variable); dir != "" {
		s, err := storage.Open(ctx, optionsIn(dir))
		if err != nil {
			t.Fatal(err)
		}
		dies := faultyFS{FS: storage.OS(), create: func() error { os.Exit(9); return nil }}
		if os.Getenv(variable+"_HALF") != "" {
			dies.create, dies.write = nil, func(f storage.File, b []byte) (int, error) {
				_, _ = f.Write(b[:len(b)/2])
				os.Exit(9)
				return 0, nil
			}
		}
		_, err = outside(s, unlocked.Options{FS: dies}).Write(ctx, plan("plan.pdf"), []byte("et langt papir"))
		t.Fatal("alive:", err)
	}
	for _, half := range []string{"", "1"} {
		m := newMachine(t)
		c := exec.Command(os.Args[0], "-test.run=^TestKilledBetweenRememberingAndWriting$")
		c.Env = append(os.Environ(), variable+"="+m.dir, variable+"_HALF="+half)
		var exit *exec.ExitError
		if err := c.Run(); !errors.As(err, &exit) || exit.ExitCode() != 9 {
			t.Fatalf("the other process: %v", err)
		}
		list := m.list()
		if len(list) != 1 || list[0].Gone != (half == "") {
			t.Fatalf("half %q: remembered %+v", half, list)
		}
		if err := outside(m.open(), unlocked.Options{}).Delete(ctx, list[0].Path); err != nil {
			t.Error(err)
		}
		if _, err := os.Lstat(list[0].Path); !errors.Is(err, fs.ErrNotExist) {
			t.Error("what was cut off is still there")
		}
		if list := m.list(); len(list) != 0 {
			t.Errorf("remembered: %+v", list)
		}
	}
}

func TestTwoWindowsLoseNone(t *testing.T) {
	m := newMachine(t)
	const each = 8
	var wg sync.WaitGroup
	for range 2 {
		o := outside(m.open(), unlocked.Options{})
		wg.Go(func() {
			for n := range each {
				f, err := o.Write(ctx, plan("plan.pdf"), []byte("papir"))
				if err != nil {
					t.Error(err)
				}
				if n%4 == 3 {
					if err := o.Delete(ctx, f.Path); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	var there []string
	list, err := os.ReadDir(filepath.Dir(m.list()[0].Path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		there = append(there, e.Name())
	}
	var known []string
	for _, f := range m.list() {
		known = append(known, filepath.Base(f.Path))
	}
	slices.Sort(known)
	slices.Sort(there)
	if len(there) != 12 || !slices.Equal(known, there) {
		t.Errorf("there is %v, remembered %v", there, known)
	}
}

func TestShow(t *testing.T) {
	m := newMachine(t)
	s := m.open()
	file := filepath.Join(m.dir, "a; echo $(x) 'b'.pdf")
	if err := os.WriteFile(file, []byte("papir"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		os, display string
		path        string
		start       error
		want        []string
		err         error
	}{
		{"linux", ":0", file, nil, []string{"xdg-open", file}, nil},
		{"linux", "", file, nil, nil, cases.ErrNotShown},
		{"linux", ":0", file, exec.ErrNotFound, []string{"xdg-open", file}, cases.ErrNotShown},
		{"darwin", "", file, nil, []string{"open", file}, nil},
		{"windows", "", file, nil, []string{"rundll32", "url.dll,FileProtocolHandler", file}, nil},
		{"linux", ":0", file + "x", nil, nil, cases.ErrNotFound},
		{"linux", ":0", m.dir, nil, nil, cases.ErrNotFound},
		{"linux", ":0", "plan.pdf", nil, nil, cases.ErrNotFound},
	} {
		var started []string
		o := outside(s, unlocked.Options{OS: x.os,
			Env: func(k string) string {
				if k == "DISPLAY" {
					return x.display
				}
				return ""
			},
			Start: func(name string, args ...string) error {
				started = append([]string{name}, args...)
				return x.start
			}})
		if err := o.Show(x.path); !errors.Is(err, x.err) || (err == nil) != (x.err == nil) {
			t.Errorf("%s %q: %v", x.os, x.path, err)
		}
		if !slices.Equal(started, x.want) {
			t.Errorf("%s: started %q", x.os, started)
		}
	}
}
