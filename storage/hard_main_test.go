package storage_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"

	"brobygger/cases"
	"brobygger/storage"
)

// helperEnv tells the test binary that it is to be another process at work on a
// vault, and which.
const helperEnv = "BROBYGGER_STORAGE_HELPER"

// TestMain lets the test binary be run as that other process.
func TestMain(m *testing.M) {
	text := os.Getenv(helperEnv)
	if text == "" {
		os.Exit(m.Run())
	}
	var h helper
	err := json.Unmarshal([]byte(text), &h)
	if err == nil {
		err = h.run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// helper is a process that works on a vault and tells what it does.
type helper struct {
	Task                       string
	Dir, DeviceRoot, CacheRoot string
	Identity                   string
	Number                     int // of the process, or of the round
	Count                      int // of notes
	NoLock                     bool
}

// told is one line of what it says: a deed that begins, one that was
// acknowledged, or that it is ready.
type told struct {
	Phase string // "ready", "begin", "done"
	Deed  deed
}

func tell(phase string, d deed) error {
	b, err := json.Marshal(told{phase, d})
	if err == nil {
		_, err = os.Stdout.Write(append(b, '\n')) // in one piece, so that a kill does not cut it
	}
	return err
}

func (h helper) run() error {
	if h.Task == "without fsync" {
		return withoutFsync(h.Dir)
	}
	o := storage.Options{Dir: h.Dir, DeviceRoot: h.DeviceRoot, CacheRoot: h.CacheRoot, Identity: h.Identity, KDF: 4}
	if h.NoLock {
		o.FS = noLocks(storage.OS(), h.Dir)
	}
	s, err := storage.Open(context.Background(), o)
	if err != nil {
		return err
	}
	if h.Task == "save until killed" {
		return h.saveForEver(s)
	}
	return errors.Join(h.together(s), s.Close())
}

// saveForEver does everything that a user does, over and over.
func (h helper) saveForEver(s *storage.Store) error {
	do := func(d deed) error {
		if err := tell("begin", d); err != nil {
			return err
		}
		if err := d.do(s); err != nil {
			return fmt.Errorf("%s: %w", d.What, err)
		}
		return tell("done", d)
	}
	if err := tell("ready", deed{}); err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(uint64(h.Number), 1))
	for n := 0; ; n++ {
		id := fmt.Sprintf("%02x%06x%024x", r.IntN(4), h.Number, n)
		text := func(what string) string { return fmt.Sprintf("%s, %d.%d.", what, h.Number, n) }
		draft := fmt.Sprintf("%016x", h.Number)
		deeds := []deed{
			newCaseOf(id, text("Person")),
			noteIn(text("Mødt ved skolen"), id),
			noteIn(text("Går igen ud"), id),
			draftOf(draft, id, text("Halvt skrevet")),
			noteIn(text("I begge sager"), id, karimID),
			renameOf(id, text("Person med andet navn")),
			eraseIn(id, text("Går igen ud")),
			settingOf(text("Label")),
			deputyOf(text("Stedfortræder")),
			draftOf(draft, "", ""),
			serviceOf(text("Klub")),
			serviceOf(text("Går ud af listen")),
			phoneOf(text("Klub"), text("Nummer")),
			eraseService(text("Går ud af listen")),
			noteIn(text("Opkald"), id),
		}
		if n%3 == 2 {
			deeds = append(deeds, deletion(id))
		}
		for _, d := range deeds {
			if err := do(d); err != nil {
				return err
			}
		}
	}
}

// sharedService is one that all of them change at once.
const sharedService = "Ungdomshuset Broen"

// together opens forms, waits until all others have theirs open, and saves.
func (h helper) together(s *storage.Store) error {
	form, err := s.Case(context.Background(), karimID)
	if err != nil {
		return err
	}
	dir, err := s.Directory(context.Background())
	if err != nil {
		return err
	}
	phone, err := phoneOf(sharedService, fmt.Sprintf("Nummer %d", h.Number)).listed(s, dir)
	if err != nil {
		return err
	}
	name, err := form.Set(cases.EntryCaseSet, form.Root, cases.Fields{"name": fmt.Sprintf("Navn %d", h.Number)})
	if err != nil {
		return err
	}
	if err := tell("ready", deed{}); err != nil {
		return err
	}
	if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil {
		return err
	}
	if _, err := s.Save(context.Background(), cases.Write{Case: karimID, Changes: []cases.Change{name}}); err != nil {
		return err
	}
	if _, err := s.SaveDirectory(context.Background(), phone); err != nil {
		return err
	}
	own := hardID(0x1000 + h.Number)
	deeds := []deed{newCaseOf(own, fmt.Sprintf("Person %d", h.Number)), draftOf(fmt.Sprintf("%016x", h.Number+1), own, "Halvt skrevet")}
	deeds = append(deeds, serviceOf(fmt.Sprintf("Klub %d", h.Number)), phoneOf(fmt.Sprintf("Klub %d", h.Number), "70 00 10 99"))
	for n := range h.Count {
		deeds = append(deeds, noteIn(fmt.Sprintf("Note %d fra %d.", n, h.Number), []string{karimID, idaID, own}[n%3]))
	}
	deeds = append(deeds, noteIn(fmt.Sprintf("Alle tre, fra %d.", h.Number), karimID, idaID, own))
	for _, d := range deeds {
		if err := d.do(s); err != nil {
			return fmt.Errorf("%s: %w", d.What, err)
		}
		if err := tell("done", d); err != nil {
			return err
		}
	}
	return nil
}

// process is a helper that runs.
type process struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Scanner
	err *tail
}

// tail keeps what a helper complained of.
type tail struct{ b []byte }

func (t *tail) Write(b []byte) (int, error) {
	t.b = append(t.b, b...)
	return len(b), nil
}

func (h helper) start() (*process, error) {
	text, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &process{cmd: exec.Command(exe), err: &tail{}}
	p.cmd.Env = append(os.Environ(), helperEnv+"="+string(text))
	p.cmd.Stderr = p.err
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.out = bufio.NewScanner(out)
	return p, p.cmd.Start()
}

// next is the next line that the helper said, false when it has ended.
func (p *process) next() (told, bool) {
	var t told
	for p.out.Scan() {
		if json.Unmarshal(p.out.Bytes(), &t) == nil {
			return t, true
		}
	}
	return t, false
}
