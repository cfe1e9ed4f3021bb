package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"brobygger/crypto"
)

func main() {
	// cobra's own English sentence for a double click: such a start opens the
	// screens instead, see startedByDoubleClick.
	cobra.MousetrapHelpText = ""
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv)
	stop()
	os.Exit(code)
}

// run is the program: it does what the arguments say and gives the exit code.
// in, out and err count as terminals where they are files that are.
func run(ctx context.Context, args []string, in io.Reader, out, err io.Writer, env func(string) string) int {
	return newApp(in, out, err, env).start(ctx, args)
}

// newApp is the program before it has read its arguments.
func newApp(in io.Reader, out, err io.Writer, env func(string) string) *app {
	a := &app{
		in: in, stdout: out, stderr: err,
		place: place{env: env, os: runtime.GOOS, home: os.UserHomeDir},
		clock: time.Now, kdf: crypto.WorkFactor,
	}
	// Without it a crash could leave a core file that holds what was open.
	a.soft = crypto.HardenProcess() != nil
	return a
}
