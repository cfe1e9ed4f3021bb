package storagetest_test

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"brobygger/storage"
	"brobygger/storage/storagetest"
)

// tree lists what a root holds: folders by name, files with content.
func tree(t *rapid.T, r storage.Root, dir string) []string {
	list, err := r.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		name := path.Join(dir, e.Name())
		if e.IsDir() {
			out = append(append(out, name+"/"), tree(t, r, name)...)
			continue
		}
		f, err := r.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		b := make([]byte, 100)
		n, _ := f.Read(b)
		info, err := f.Stat()
		if err != nil || info.Size() != int64(n) || info.Mode() != 0o600 {
			t.Fatalf("%s: %v, %v", name, info, err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s=%s", name, b[:n]))
	}
	return out
}

// class is what the vault makes of an error.
func class(err error) string {
	for name, known := range map[string]error{"not there": fs.ErrNotExist, "there": fs.ErrExist, "unsupported": errors.ErrUnsupported} {
		if errors.Is(err, known) {
			return name
		}
	}
	if err != nil {
		return "another error"
	}
	return ""
}

// The disk in memory answers as the real one does.
func TestDiskIsLikeTheReal(t *testing.T) {
	top := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		name := filepath.Join(top, fmt.Sprint(n), "vault")
		real, err := storage.OS().OpenRoot(name, true)
		if err != nil {
			t.Fatal(err)
		}
		defer real.Close()
		model, err := storagetest.NewDisk(time.Now).OpenRoot(name, true)
		if err != nil {
			t.Fatal(err)
		}
		anyName := rapid.SampledFrom([]string{"a", "b", "c", "d/a", "d/b", "e/a"})
		both := func(what string, do func(r storage.Root) error) {
			want, got := do(real), do(model)
			if class(want) != class(got) {
				t.Fatalf("%s: %v, the real one %v", what, got, want)
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"write": func(t *rapid.T) {
				name, text := anyName.Draw(t, "name"), rapid.StringMatching("[a-z]{0,8}").Draw(t, "text")
				both("write "+name, func(r storage.Root) error {
					f, err := r.Create(name)
					if err != nil {
						return err
					}
					_, err = f.Write([]byte(text))
					return errors.Join(err, f.Close())
				})
			},
			"mkdir": func(t *rapid.T) {
				name := rapid.SampledFrom([]string{"d", "e", "a"}).Draw(t, "name")
				both("mkdir "+name, func(r storage.Root) error { return r.Mkdir(name) })
			},
			"remove": func(t *rapid.T) {
				name := rapid.OneOf(anyName, rapid.SampledFrom([]string{"d", "e"})).Draw(t, "name")
				both("remove "+name, func(r storage.Root) error { return r.Remove(name) })
			},
			"move": func(t *rapid.T) {
				from, to := anyName.Draw(t, "from"), anyName.Draw(t, "to")
				if info, err := model.Lstat(from); err == nil && info.IsDir() {
					return // the vault moves no folders
				}
				if info, err := model.Lstat(to); err == nil && info.IsDir() {
					return
				}
				if from == to {
					return
				}
				switch rapid.IntRange(0, 2).Draw(t, "how") {
				case 0:
					both("rename", func(r storage.Root) error { return r.Rename(from, to) })
				case 1:
					if path.Dir(from) == path.Dir(to) {
						both("rename new", func(r storage.Root) error { return r.RenameNew(from, to) })
					}
				case 2:
					both("exchange", func(r storage.Root) error {
						err := r.Exchange(from, to)
						if errors.Is(err, errors.ErrUnsupported) && path.Dir(from) == path.Dir(to) {
							err = errors.New("the file system of the tests cannot exchange")
						}
						return err
					})
				}
			},
			"": func(t *rapid.T) {
				want, got := tree(t, real, "."), tree(t, model, ".")
				if fmt.Sprint(want) != fmt.Sprint(got) {
					t.Fatalf("%v, the real one %v", got, want)
				}
			},
		})
	})
}

// put writes a file step by step and stops before one of them.
func put(r storage.Root, stop int) {
	f, _ := r.Create("new")
	for i, step := range []func(){
		func() { _, _ = f.Write([]byte("new content")) },
		func() { _ = f.Sync() },
		func() { _ = f.Close() },
		func() { _ = r.Exchange("new", "old") },
		func() { _ = r.SyncDir(".") },
		func() { _ = r.Remove("new") },
	} {
		if i == stop {
			return
		}
		step()
	}
}

// What a cut leaves of a file that is being replaced, at each step.
func TestCut(t *testing.T) {
	const before, after = "old=old content", "old=new content"
	want := map[string][]string{ // by cut, by step
		"killed":                   {before + " new=", before + " new=new content", before + " new=new content", before + " new=new content", after + " new=old content", after + " new=old content", after},
		"all unsynced lost":        {before, before, before, before, before, after + " new=old content", after + " new=old content"},
		"names before data, empty": {before + " new=", before + " new=", before + " new=new content", before + " new=new content", after + " new=old content", after + " new=old content", after},
		"names before data, torn":  {before + " new=", before + " new=new c", before + " new=new content", before + " new=new content", after + " new=old content", after + " new=old content", after},
		"removals before names":    {before, before, before, before, before, after + " new=old content", after},
		"data before names":        {before, before, before, before, before, after + " new=old content", after + " new=old content"},
	}
	dir, err := filepath.Abs("/vault")
	if err != nil {
		t.Fatal(err)
	}
	for _, cut := range storagetest.Cuts() {
		for step := range 7 {
			d := storagetest.NewDisk(time.Now)
			d.Put(filepath.Join(dir, "old"), []byte("old content"))
			r, err := d.OpenRoot(dir, false)
			if err != nil {
				t.Fatal(err)
			}
			put(r, step)
			c := d.Cut(cut)
			got := "old=" + string(c.Read(filepath.Join(dir, "old")))
			if data := c.Read(filepath.Join(dir, "new")); data != nil || len(c.Files()) > 1 {
				got += " new=" + string(data)
			}
			if got != want[cut.Name][step] {
				t.Errorf("%s, step %d: %s, want %s", cut.Name, step, got, want[cut.Name][step])
			}
		}
	}
}

// Where somebody has a file open, Windows lets nobody move or remove it.
func TestSharing(t *testing.T) {
	d := storagetest.NewDisk(time.Now)
	d.Sharing = true
	dir, err := filepath.Abs("/vault")
	if err != nil {
		t.Fatal(err)
	}
	d.Put(filepath.Join(dir, "a"), []byte("a"))
	d.Put(filepath.Join(dir, "b"), []byte("b"))
	r, err := d.OpenRoot(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open("b")
	if err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{"rename": r.Rename("a", "b"), "exchange": r.Exchange("a", "b"), "remove": r.Remove("b"), "away": r.RenameNew("b", "c")} {
		if !errors.Is(err, storage.ErrBusy) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := errors.Join(f.Close(), r.Rename("a", "b")); err != nil {
		t.Error(err)
	}
}
