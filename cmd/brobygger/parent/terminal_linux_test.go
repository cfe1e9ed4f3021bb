package parent

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// The tests run the test binary again, as the program that owns a terminal and
// as the child it starts. The terminal is a real one, made by the kernel.

const (
	actMark   = "PARENT_TEST_ACT"   // what the child does
	placeMark = "PARENT_TEST_PLACE" // a folder for what the child leaves behind
	graceMark = "PARENT_TEST_GRACE"
	startMark = "PARENT_TEST_START" // how long a child takes before it reads
)

func TestMain(m *testing.M) {
	switch {
	case os.Getenv(actMark) == "":
		os.Exit(m.Run())
	case IsChild():
		child(os.Getenv(actMark))
	default:
		owner()
	}
}

// owner is the program that the user starts.
func owner() {
	grace, err := time.ParseDuration(os.Getenv(graceMark))
	if err != nil {
		grace = 5 * time.Second
	}
	code, err := Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, grace)
	left, _ := unix.IoctlGetInt(0, unix.TIOCINQ)
	fmt.Printf("\nENDED %d %v LEFT %d\n", code, err, left)
	os.Exit(code)
}

// parking is held from the first reason to end on: a hang-up comes both as a
// signal and as the end of what can be read.
type parking struct{ mu sync.Mutex }

// child is the process that would hold the keys. It shows every key it reads.
func child(act string) {
	var first parking
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT)
	if act != "stubborn" {
		go func() {
			s := <-signals
			first.park(s.String())
			os.Exit(0)
		}()
	}
	if pause, err := time.ParseDuration(os.Getenv(startMark)); err == nil {
		fmt.Print("STARTING ")
		time.Sleep(pause)
	}
	if FollowsLock() && act != "trusting" {
		DropTyped(os.Stdin)
	}
	old, err := term.MakeRaw(0)
	if err != nil {
		panic(err)
	}
	// What a screen sets, and takes back only if it ends in order.
	fmt.Print("\x1b[?1049h\x1b[?25l\x1b[?1002h\x1b[?1006h\x1b[?1004h\x1b[?2004h\x1b[?2026h\x1b[>4;2m\x1b[1;31m")
	end := func(code int) {
		fmt.Print("\x1b[?1002l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?2026l\x1b[>4m\x1b[0m\x1b[?25h\x1b[?1049l")
		_ = term.Restore(0, old)
		os.Exit(code)
	}
	fmt.Printf("READY locked=%v again=%q pid=%d below=%d args=%q ", FollowsLock(), OpenAgain(), os.Getpid(), os.Getppid(), os.Args[1:])
	fmt.Fprintf(os.Stderr, "said by a child, locked=%v\n", FollowsLock())
	key := make([]byte, 1)
	for {
		if _, err := os.Stdin.Read(key); err != nil {
			first.park("eof")
			os.Exit(3)
		}
		switch key[0] {
		case 'L' - '@': // lock, slowly: what is typed meanwhile waits in the terminal
			fmt.Print("LOCKING ")
			NextOpens(os.Stderr, "/home/amira/æ ø å\nx")
			time.Sleep(300 * time.Millisecond)
			end(ExitLock)
		case 'Q' - '@':
			fmt.Print("CLOSING ")
			time.Sleep(300 * time.Millisecond)
			end(0)
		case 'X' - '@':
			end(3)
		case 'P' - '@':
			panic("a fault of the screens")
		case 'E' - '@':
			os.Exit(4) // nothing is taken back
		default:
			fmt.Printf("<%c>", key[0])
		}
	}
}

// park is where the screens would put away what is half typed.
func (p *parking) park(why string) {
	p.mu.Lock() // for good
	_ = os.WriteFile(filepath.Join(os.Getenv(placeMark), "parked"), []byte(why), 0o600)
}

// terminal is a terminal with the program at it.
type terminal struct {
	t      *testing.T
	master *os.File
	slave  *os.File // kept open, as a shell keeps it
	before *unix.Termios
	cmd    *exec.Cmd
	place  string
	ended  chan struct{}
	once   sync.Once

	mu     sync.Mutex
	output []byte
}

// open starts the program at a new terminal. env is NAME=VALUE.
func open(t *testing.T, act string, env ...string) *terminal {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	// Fd would make it blocking, and closing it would then wait for the reader.
	raw, err := master.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	var fault error
	err = raw.Control(func(fd uintptr) {
		if fault = unix.IoctlSetPointerInt(int(fd), unix.TIOCSPTLCK, 0); fault == nil {
			n, fault = unix.IoctlGetInt(int(fd), unix.TIOCGPTN)
		}
	})
	if err != nil || fault != nil {
		t.Fatal(err, fault)
	}
	slave, err := os.OpenFile("/dev/pts/"+strconv.Itoa(n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	before, err := unix.IoctlGetTermios(int(slave.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &terminal{t: t, master: master, slave: slave, before: before, place: t.TempDir(), ended: make(chan struct{})}
	p.cmd = exec.Command(self, "et", "to")
	if act == "shell" {
		p.cmd = exec.Command("sh", "-c", `"$0" et to; read x`, self)
	}
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = slave, slave, slave
	p.cmd.Env = append(append(os.Environ(), actMark+"="+act, placeMark+"="+p.place), env...)
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = p.cmd.Wait()
		close(p.ended)
	}()
	go func() {
		b := make([]byte, 4096)
		for {
			n, err := master.Read(b)
			p.mu.Lock()
			p.output = append(p.output, b[:n]...)
			p.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		if p.running() {
			_ = p.cmd.Process.Kill()
			<-p.ended
		}
		p.hangUp()
		slave.Close()
	})
	return p
}

func (p *terminal) running() bool {
	select {
	case <-p.ended:
		return false
	default:
		return true
	}
}

// shown is all that was ever sent to the terminal.
func (p *terminal) shown() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return string(p.output)
}

// until waits for something.
func (p *terminal) until(what string, is func() bool) {
	p.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !is(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			p.t.Fatalf("%s: never\n%q", what, p.shown())
		}
	}
}

// wants waits until a text was shown so many times.
func (p *terminal) wants(text string, times int) {
	p.t.Helper()
	p.until(fmt.Sprintf("%q shown %d times", text, times), func() bool { return strings.Count(p.shown(), text) >= times })
}

func (p *terminal) types(text string) {
	p.t.Helper()
	if _, err := io.WriteString(p.master, text); err != nil {
		p.t.Fatal(err)
	}
}

// ends waits for the end, and until all that was written before it has come, and
// gives the exit code.
func (p *terminal) ends() int {
	p.t.Helper()
	p.until("the end", func() bool { return !p.running() })
	p.wants("ENDED", 1)
	return p.cmd.ProcessState.ExitCode()
}

// hangUp takes the terminal away.
func (p *terminal) hangUp() { p.once.Do(func() { p.master.Close() }) }

// childPID is the process id of the child that was started last.
func (p *terminal) childPID() int { return p.number("pid") }

// number is what the last child says of itself.
func (p *terminal) number(name string) int {
	p.t.Helper()
	all := regexp.MustCompile(name+`=(\d+)`).FindAllStringSubmatch(p.shown(), -1)
	if len(all) == 0 {
		p.t.Fatalf("no child says its %s", name)
	}
	n, _ := strconv.Atoi(all[len(all)-1][1])
	return n
}

// parked waits for what the child put away.
func (p *terminal) parked() string {
	p.t.Helper()
	file := filepath.Join(p.place, "parked")
	p.until("parked", func() bool { b, _ := os.ReadFile(file); return len(b) > 0 })
	b, _ := os.ReadFile(file)
	return string(b)
}

// restored fails the test unless the terminal is as it was found: its line
// discipline, and every mode that was switched on is off again.
func (p *terminal) restored() {
	p.t.Helper()
	after, err := unix.IoctlGetTermios(int(p.slave.Fd()), unix.TCGETS)
	if err != nil {
		p.t.Fatal(err)
	}
	if *after != *p.before {
		p.t.Errorf("the terminal is left in another state:\n%+v\nbefore\n%+v", *after, *p.before)
	}
	modes := map[string]bool{"25": true}
	for _, m := range regexp.MustCompile(`\x1b\[\?(\d+)([hl])`).FindAllStringSubmatch(p.shown(), -1) {
		modes[m[1]] = m[2] == "h"
	}
	if len(modes) < 5 {
		p.t.Errorf("the child set no modes: %v", modes)
	}
	for mode, on := range modes {
		if on != (mode == "25") {
			p.t.Errorf("mode %s is left %v", mode, on)
		}
	}
	all := p.shown()
	if strings.LastIndex(all, "\x1b[0m") < strings.LastIndex(all, "\x1b[1;31m") {
		p.t.Error("what comes next is red")
	}
	if strings.LastIndex(all, "\x1b[>4m") < strings.LastIndex(all, "\x1b[>4;2m") {
		p.t.Error("keys are still reported in another way")
	}
}

// TestKeysTypedAheadThroughALock: what was typed while a locked child ends and
// while the next one starts is on no screen, and comes into no field.
func TestKeysTypedAheadThroughALock(t *testing.T) {
	p := open(t, "keys", startMark+"=300ms")
	p.wants("READY locked=false", 1)
	p.types("a")
	p.wants("<a>", 1)
	p.types("\x0c")
	p.wants("LOCKING", 1)
	p.types("hemmeligt notat\n")
	p.wants("STARTING", 2)
	p.types("kodeord tastet forud\n")
	p.wants("READY locked=true", 1)
	p.types("z")
	p.wants("<z>", 1)
	after := p.shown()[strings.Index(p.shown(), "LOCKING"):]
	// Nothing stands between, neither read by a child nor echoed by the terminal.
	if keys := regexp.MustCompile(`<.>`).FindAllString(after, -1); len(keys) != 1 {
		t.Errorf("after the lock these keys were read: %q", keys)
	}
	for _, typed := range []string{"hemmeligt", "notat", "kodeord", "forud"} {
		if strings.Contains(p.shown(), typed) {
			t.Errorf("%q stands on a screen: %q", typed, after)
		}
	}
	// Between two children the user's own screen is not shown for longer than it
	// takes to cover it.
	between := after[:strings.Index(after, "READY")]
	if strings.LastIndex(between, "\x1b[?1049l") > strings.LastIndex(between, "\x1b[?1049h") {
		t.Errorf("the user's own screen is shown while the next child starts: %q", between)
	}
	p.types("\x11")
	if code := p.ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	p.restored()
}

// TestTheParentDropsWhatWasTyped: also where the child does not.
func TestTheParentDropsWhatWasTyped(t *testing.T) {
	p := open(t, "trusting")
	p.wants("READY locked=false", 1)
	p.types("\x0c")
	p.wants("LOCKING", 1)
	p.types("hemmeligt")
	p.wants("READY locked=true", 1)
	p.types("z")
	p.wants("<z>", 1)
	if strings.Contains(p.shown(), "<h>") {
		t.Errorf("the next child reads it: %q", p.shown())
	}
}

// TestALockedChildIsGone: the process that held the keys is another one than the
// one that asks for the passphrase.
func TestALockedChildIsGone(t *testing.T) {
	p := open(t, "keys")
	pids := make(map[int]bool)
	for i := range 3 {
		p.wants("READY", i+1)
		pid := p.childPID()
		if pids[pid] || pid == p.cmd.Process.Pid {
			t.Error("the process that was unlocked goes on")
		}
		pids[pid] = true
		p.types("\x0c")
	}
	p.wants("READY", 4)
	for pid := range pids {
		if syscall.Kill(pid, 0) == nil {
			t.Errorf("process %d is still there", pid)
		}
	}
	if !strings.Contains(p.shown(), `again="/home/amira/æ ø å\nx"`) {
		t.Errorf("the next child does not hear which vault was locked: %q", p.shown())
	}
	if n := strings.Count(p.shown(), `args=["et" "to"]`); n != 4 {
		t.Errorf("%d of 4 children have the arguments", n)
	}
	p.types("\x18")
	if code := p.ends(); code != 3 {
		t.Errorf("exit code %d", code)
	}
	p.restored()
	// What the children said comes when the screen is the user's own, and the lines
	// between the processes are not among it.
	said := p.shown()[strings.LastIndex(p.shown(), "\x1b[?1049l"):]
	if n := strings.Count(said, "said by a child"); n != 4 {
		t.Errorf("%d of 4 sentences are shown at the end: %q", n, said)
	}
	if strings.Contains(p.shown(), "brobygger opens") {
		t.Error("a line that was for the parent is shown")
	}
	if strings.Count(p.shown(), "said by a child") != 4 {
		t.Error("what a child says is written over the screen")
	}
}

// TestTheTerminalIsRestored after every way in which a child or the program can
// end.
func TestTheTerminalIsRestored(t *testing.T) {
	signalParent := func(s syscall.Signal) func(*terminal) {
		return func(p *terminal) { _ = p.cmd.Process.Signal(s) }
	}
	signalChild := func(s syscall.Signal) func(*terminal) {
		return func(p *terminal) { _ = syscall.Kill(p.childPID(), s) }
	}
	types := func(text string) func(*terminal) { return func(p *terminal) { p.types(text) } }
	for _, c := range []struct {
		name   string
		end    func(*terminal)
		code   int
		parked string
		says   string
	}{
		{"closed", types("\x11"), 0, "", "said by a child"},
		{"failed", types("\x18"), 3, "", "said by a child"},
		{"left as it is", types("\x05"), 4, "", "said by a child"},
		{"a panic", types("\x10"), 2, "", "a fault of the screens"},
		{"the child killed", signalChild(syscall.SIGKILL), 1, "", "said by a child"},
		{"the child's stack asked for", signalChild(syscall.SIGQUIT), 2, "", "goroutine "},
		{"the child aborted", signalChild(syscall.SIGABRT), 2, "", "goroutine "},
		{"told to end", signalParent(syscall.SIGTERM), 0, "terminated", "said by a child"},
		{"hung up", signalParent(syscall.SIGHUP), 0, "hangup", "said by a child"},
		{"interrupted", signalParent(syscall.SIGINT), 0, "interrupt", "said by a child"},
		{"its stack asked for", signalParent(syscall.SIGQUIT), 2, "", "goroutine "},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := open(t, "keys")
			p.wants("READY", 1)
			c.end(p)
			if code := p.ends(); code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			p.restored()
			if c.parked != "" && p.parked() != c.parked {
				t.Errorf("put away by %q", p.parked())
			}
			all := p.shown()
			if strings.Index(all, c.says) < strings.LastIndex(all, "\x1b[?1049l") {
				t.Errorf("%q is not shown after the end: %q", c.says, all)
			}
		})
	}
}

// TestNothingTypedComesToTheShell: keys pressed while the program closes are not
// a command line afterwards.
func TestNothingTypedComesToTheShell(t *testing.T) {
	p := open(t, "keys")
	p.wants("READY", 1)
	p.types("\x11")
	p.wants("CLOSING", 1)
	p.types("rm -r sager\n")
	p.ends()
	p.wants("LEFT 0", 1)
	if strings.Contains(p.shown(), "sager") {
		t.Errorf("it is echoed: %q", p.shown())
	}
}

// TestAChildThatDoesNotEnd is ended when its time is over.
func TestAChildThatDoesNotEnd(t *testing.T) {
	p := open(t, "stubborn", graceMark+"=200ms")
	p.wants("READY", 1)
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	if code := p.ends(); code != 1 {
		t.Errorf("exit code %d", code)
	}
	p.restored()
}

// TestTheTerminalGoesAway: the window is closed or the line is cut. What is half
// typed is put away, and nothing stays behind.
func TestTheTerminalGoesAway(t *testing.T) {
	p := open(t, "keys")
	p.wants("READY", 1)
	p.types("halvt skre")
	p.wants("<e>", 1)
	pid := p.childPID()
	p.hangUp()
	if why := p.parked(); why != "hangup" && why != "eof" {
		t.Errorf("put away by %q", why)
	}
	p.until("the program is gone", func() bool { return !p.running() })
	p.until("the child is gone", func() bool { return syscall.Kill(pid, 0) != nil })
}

// TestTheParentIsKilled: the child hears of it, puts away what is half typed, and
// does not go on without a terminal of its own. The shell that started them is
// still there, so that the terminal itself says nothing.
func TestTheParentIsKilled(t *testing.T) {
	p := open(t, "shell")
	p.wants("READY", 1)
	pid, parent := p.childPID(), p.number("below")
	if parent == p.cmd.Process.Pid {
		t.Fatal("there is no shell between")
	}
	if err := syscall.Kill(parent, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if why := p.parked(); why != "hangup" {
		t.Errorf("put away by %q", why)
	}
	p.until("the child is gone", func() bool { return syscall.Kill(pid, 0) != nil })
}
