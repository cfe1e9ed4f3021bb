package storage_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/storage"
)

// A process that saves without end is killed 200 times, at any moment. Every
// entry that it was told is saved is there, also when the case files are put
// back to what they were before it began, since the own log has them; whatever
// it left behind is named by check, and the next save leaves nothing to
// complain of.
func TestHardKill(t *testing.T) {
	t.Parallel()
	const vaults = 10
	kills := max(2, 20/int(apartBy()))
	for n := range vaults {
		t.Run(fmt.Sprintf("vault %d", n), func(t *testing.T) {
			t.Parallel()
			v := newVictim(t)
			r := rand.New(rand.NewPCG(uint64(n), 2))
			for k := range kills {
				if err := v.round(n*1000+k, r); err != nil {
					t.Fatalf("kill %d: %v", k, err)
				}
			}
			if v.done < kills {
				t.Errorf("only %d things were saved", v.done)
			}
			if err := v.tidied(); err != nil {
				t.Error(err)
			}
			t.Logf("%d things saved, %d temporary files left behind", v.done, v.temps)
		})
	}
}

// victim is a vault on a real disk whose program is killed.
type victim struct {
	opts  storage.Options
	k     *kept
	done  int
	temps int
}

func newVictim(t *testing.T) *victim {
	t.Helper()
	dir := t.TempDir()
	v := &victim{k: newKept(), opts: storage.Options{
		Dir: filepath.Join(dir, "vault"), DeviceRoot: filepath.Join(dir, "state"), CacheRoot: filepath.Join(dir, "cache"), Now: time.Now, KDF: 4,
	}}
	s, _, err := storage.Init(context.Background(), storage.InitOptions{Options: v.opts, Name: "Amira Vind"})
	if err != nil {
		t.Fatal(err)
	}
	u := &user{s: s, k: v.k}
	if err := errors.Join(u.all(newCaseOf(karimID, "Karim Farah"), serviceOf("Klubben")), s.Close()); err != nil {
		t.Fatal(err)
	}
	return v
}

func (v *victim) round(n int, r *rand.Rand) error {
	before, err := v.files()
	if err != nil {
		return err
	}
	pending, touched, err := v.kill(n, r)
	if err != nil {
		return err
	}
	if err := v.look(pending, touched, true); err != nil {
		return err
	}
	now, err := v.files()
	if err != nil {
		return err
	}
	if err := v.putBack(before); err != nil {
		return err
	}
	if err := v.look(pending, nil, false); err != nil {
		return fmt.Errorf("with the files from before: %w", err)
	}
	if n%2 == 0 {
		return v.putBack(now)
	}
	return nil // and so the next round begins
}

// files are the vault's cases and lists, putBack brings them back.
func (v *victim) files() (out [2]map[string][]byte, err error) {
	for i, dir := range []string{"cases", "lists"} {
		var one error
		out[i], one = readTree(filepath.Join(v.opts.Dir, dir))
		err = errors.Join(err, one)
	}
	return out, err
}

func (v *victim) putBack(files [2]map[string][]byte) error {
	return errors.Join(writeTree(filepath.Join(v.opts.Dir, "cases"), files[0]), writeTree(filepath.Join(v.opts.Dir, "lists"), files[1]))
}

// kill starts a helper, lets it work for a while, and kills it. It gives what
// was under way, and the cases that it wrote in.
func (v *victim) kill(n int, r *rand.Rand) (pending *deed, touched []string, err error) {
	p, err := helper{Task: "save until killed", Dir: v.opts.Dir, DeviceRoot: v.opts.DeviceRoot, CacheRoot: v.opts.CacheRoot, Number: n}.start()
	if err != nil {
		return nil, nil, err
	}
	// At any moment of a save, or now and then already while it opens the vault.
	// Counted in lines, so that a slow machine is killed at work too.
	lines, wait := r.IntN(30), time.Duration(r.IntN(6000))*time.Microsecond
	if r.IntN(5) == 0 {
		lines, wait = 0, 5*wait
	}
	if lines == 0 {
		defer time.AfterFunc(wait, func() { _ = p.cmd.Process.Kill() }).Stop()
	}
	for {
		t, ok := p.next()
		if !ok {
			break
		}
		if lines--; lines == 0 {
			defer time.AfterFunc(wait, func() { _ = p.cmd.Process.Kill() }).Stop()
		}
		switch t.Phase {
		case "begin":
			t.Deed.begin(v.k)
			pending = &t.Deed
		case "done":
			t.Deed.done(v.k)
			pending = nil
			v.done++
		}
		for _, id := range t.Deed.Cases {
			if len(id) == len(karimID) && !slices.Contains(touched, id) {
				touched = append(touched, id)
			}
		}
	}
	_ = p.cmd.Wait()
	if len(p.err.b) > 0 {
		return nil, nil, fmt.Errorf("helper: %s", p.err.b)
	}
	return pending, touched, nil
}

// look opens the vault and says what is missing. With write it saves once more
// in the cases named.
func (v *victim) look(pending *deed, touched []string, write bool) error {
	temps, err := tempFiles(v.opts.Dir, v.opts.DeviceRoot)
	if err != nil {
		return err
	}
	s, err := storage.Open(context.Background(), v.opts)
	if err != nil {
		return err
	}
	err = errors.Join(v.k.missing(s), halves(s, pending))
	if err == nil && write {
		v.temps += len(temps)
		err = named(s, temps)
	}
	if err == nil && write {
		u := &user{s: s, k: v.k.clone()}
		for _, id := range touched {
			if v.k.names[id] != nil {
				err = errors.Join(err, u.do(noteIn(fmt.Sprintf("Dagen efter, %d.", v.done), id)))
			}
		}
		err = errors.Join(err, u.do(serviceOf(fmt.Sprintf("Fundet dagen efter, %d", v.done+len(u.k.phones)*1000))))
		err = errors.Join(err, u.k.missing(s), healthy(s))
		v.k = u.k
	}
	return errors.Join(err, s.Close())
}

// tidied says what is left behind of all those killed, when the vault is
// repaired an hour later.
func (v *victim) tidied() error {
	o := v.opts
	o.Now = func() time.Time { return time.Now().Add(time.Hour) }
	s, err := storage.Open(context.Background(), o)
	if err != nil {
		return err
	}
	_, err = s.Check(context.Background(), cases.CheckOptions{Repair: true})
	if err == nil {
		err = errors.Join(v.k.missing(s), healthy(s))
	}
	report, checkErr := s.Check(context.Background(), cases.CheckOptions{})
	if len(report.TempFiles) > 0 {
		checkErr = errors.Join(checkErr, fmt.Errorf("repaired, and still there: %v", report.TempFiles))
	}
	return errors.Join(err, checkErr, s.Close())
}

// halves says whether what was under way is there in part.
func halves(s *storage.Store, d *deed) error {
	if d != nil && d.What == "service" {
		dir, err := s.Directory(context.Background())
		if err == nil && len(servicesOf(dir, d.Text)) > 1 {
			err = fmt.Errorf("service %q is there twice", d.Text)
		}
		return err
	}
	if d == nil || d.What != "note" {
		return nil
	}
	var n []int
	for _, id := range d.Cases {
		c, err := s.Case(context.Background(), id)
		if err != nil {
			return err
		}
		n = append(n, count(c, d.Text))
	}
	if slices.Max(n) != slices.Min(n) || slices.Max(n) > 1 {
		return fmt.Errorf("%q stands %v times in the cases it was written to", d.Text, n)
	}
	return nil
}

// named says which temporary files check does not name.
func named(s *storage.Store, temps []string) error {
	report, err := s.Check(context.Background(), cases.CheckOptions{})
	if err != nil {
		return err
	}
	for _, name := range temps {
		if !slices.ContainsFunc(report.TempFiles, func(n string) bool { return strings.HasSuffix(filepath.ToSlash(name), n) }) {
			return fmt.Errorf("check does not name %s: %v", filepath.Base(name), report.TempFiles)
		}
	}
	return nil
}

func tempFiles(dirs ...string) (names []string, err error) {
	for _, dir := range dirs {
		err = errors.Join(err, filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
			if strings.HasSuffix(name, ".tmp") {
				names = append(names, name)
			}
			return err
		}))
	}
	return names, err
}

// readTree and writeTree take a picture of a folder and bring it back.
func readTree(dir string) (map[string][]byte, error) {
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		out[name], err = os.ReadFile(name)
		return err
	})
	return out, err
}

func writeTree(dir string, files map[string][]byte) error {
	now, err := readTree(dir)
	if err != nil {
		return err
	}
	for name := range now {
		if _, ok := files[name]; !ok {
			err = errors.Join(err, os.Remove(name))
		}
	}
	for name, data := range files {
		if string(now[name]) != string(data) {
			err = errors.Join(err, os.WriteFile(name, data, 0o600))
		}
	}
	return err
}
