// Package parent is the thin process that owns the terminal while another one
// holds the keys.
//
// Nothing but the end of a process clears Go's memory of a passphrase, a key or
// a case. So the program that the user starts holds no secret: it keeps the
// terminal raw, without echo, in the alternate screen, and starts itself again
// as a child that unlocks, shows and saves. Locking ends the child with
// [ExitLock]; the parent drops what was typed meanwhile, so that a passphrase
// typed ahead shows nowhere, and starts a fresh child. Any other end of the
// child ends the parent, with the same code, and leaves the terminal as it was
// found, whatever state the child left it in.
package parent

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"time"

	"golang.org/x/term"
)

const (
	// ExitLock is the code with which a child asks for a fresh, locked one.
	ExitLock = 75
	// childMark in the environment says that a parent holds the terminal.
	childMark = "BROBYGGER_CHILD"
	// afterLock in the environment says that this child follows a lock.
	afterLock = "BROBYGGER_LOCKED"
	// openAgain in the environment is what the child before this one wants it to
	// open.
	openAgain = "BROBYGGER_AGAIN"
	// nextOpens begins the line by which a child says so.
	nextOpens = "\x00brobygger opens "
)

const (
	enterScreen = "\x1b[?1049h\x1b[2J\x1b[H\x1b[?25l"
	leaveScreen = "\x1b[?25h\x1b[?1049l"
	// calmScreen takes back, in the alternate screen, what a child that was killed
	// could not: styles, held output, mouse, focus, bracketed paste, key reports.
	calmScreen = "\x1b[0m\x1b[?2026l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[>4m\x1b[<u"
)

// ErrNoTerminal means that standard input or output is no terminal.
var ErrNoTerminal = errors.New("no terminal")

// IsChild says whether this process was started by a parent.
func IsChild() bool { return os.Getenv(childMark) == "1" }

// FollowsLock says whether this child was started because the one before it
// locked.
func FollowsLock() bool { return os.Getenv(afterLock) == "1" }

// OpenAgain is what the child before this one gave to [NextOpens], "" if it gave
// nothing or this one does not follow a lock.
func OpenAgain() string {
	if !FollowsLock() {
		return ""
	}
	return os.Getenv(openAgain)
}

// NextOpens tells the parent, if there is one, which vault the next child is to
// unlock after a lock, in words of the caller's choice: no secret, since it goes
// into an environment. stderr is the child's own. The vault may be another than
// the arguments say: one can be chosen on the screen.
func NextOpens(stderr io.Writer, vault string) {
	if IsChild() {
		_, _ = io.WriteString(stderr, nextOpens+strconv.Quote(vault)+"\n")
	}
}

// DropTyped throws away what was typed at a terminal and not read yet. A child
// calls it before it reads: what was typed while it started was meant for the
// one before it.
func DropTyped(stdin *os.File) { dropTyped(stdin) }

// Run owns the terminal and starts children of this program with args until one
// ends with another code than ExitLock; it gives that code. grace is how long a
// child may take to put away what is half typed when the terminal goes away.
// Errors: ErrNoTerminal, or what starting the child failed with.
func Run(args []string, stdin, stdout, stderr *os.File, grace time.Duration) (code int, err error) {
	// The child is bound to the thread that started it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	fd := int(stdin.Fd())
	if !term.IsTerminal(fd) || !term.IsTerminal(int(stdout.Fd())) {
		return 1, ErrNoTerminal
	}
	self, err := os.Executable()
	if err != nil {
		return 1, fmt.Errorf("find the program: %w", err)
	}
	old, err := term.MakeRaw(fd)
	if err != nil {
		return 1, fmt.Errorf("%w: %w", ErrNoTerminal, err)
	}
	unprepare := prepareOutput(stdout)
	show(stdout, enterScreen)
	// What a child says is shown when the screen is the user's own again.
	said := &tail{most: 64 << 10}
	defer func() {
		show(stdout, enterScreen+calmScreen+leaveScreen)
		unprepare()
		dropTyped(stdin)
		_ = term.Restore(fd, old)
		_, _ = stderr.Write(said.b)
	}()
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, endings()...)
	defer signal.Stop(signals)

	locked, again := false, ""
	for {
		dropTyped(stdin)
		cmd := exec.Command(self, args...)
		cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, said
		cmd.Env = append(os.Environ(), childMark+"=1")
		if locked {
			cmd.Env = append(cmd.Env, afterLock+"=1", openAgain+"="+again)
		}
		bindToParent(cmd)
		if err := cmd.Start(); err != nil {
			return 1, fmt.Errorf("start: %w", err)
		}
		code, ended := wait(cmd, signals, grace)
		if dir := said.opens(); dir != "" {
			again = dir
		}
		switch {
		case code != ExitLock:
			return code, nil
		case ended:
			return 0, nil
		}
		// The child's own clean-up left the alternate screen: hide at once what
		// stood before it.
		show(stdout, enterScreen)
		locked = true
	}
}

// show writes to the terminal. One that is gone has nobody before it.
func show(stdout *os.File, sequence string) { _, _ = io.WriteString(stdout, sequence) }

// wait gives the child's exit code, and whether a signal asked the program to
// end. The signal is passed on, since a terminal that goes away does not always
// tell the child.
func wait(cmd *exec.Cmd, signals <-chan os.Signal, grace time.Duration) (code int, ended bool) {
	done := make(chan int, 1)
	go func() {
		_ = cmd.Wait() // the code says it
		done <- cmd.ProcessState.ExitCode()
	}()
	var late <-chan time.Time
	for {
		select {
		case code := <-done:
			if code < 0 { // ended by a signal
				code = 1
			}
			return code, ended
		case s := <-signals:
			ended = true
			passOn(cmd.Process, s)
			late = time.After(grace)
		case <-late:
			_ = cmd.Process.Kill() // it may have ended just now
		}
	}
}

// tail keeps the last of what is written to it.
type tail struct {
	b    []byte
	most int
}

// Write implements io.Writer.
func (t *tail) Write(b []byte) (int, error) {
	t.b = append(t.b, b...)
	if over := len(t.b) - t.most; over > 0 {
		t.b = t.b[over:]
	}
	return len(b), nil
}

// opens takes out the lines that name a vault and gives the last of them.
func (t *tail) opens() string {
	dir := ""
	var rest []byte
	for line := range strings.Lines(string(t.b)) {
		quoted, is := strings.CutPrefix(line, nextOpens)
		if !is {
			rest = append(rest, line...)
			continue
		}
		if d, err := strconv.Unquote(strings.TrimSuffix(quoted, "\n")); err == nil {
			dir = d
		}
	}
	t.b = rest
	return dir
}
