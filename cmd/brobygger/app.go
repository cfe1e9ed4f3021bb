package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"brobygger/tui/words"
)

// app is one run of the program.
type app struct {
	in             io.Reader
	stdout, stderr io.Writer
	place          place
	clock          func() time.Time
	kdf            int  // scrypt work factor of new key files
	soft           bool // the process could not be kept from leaving core files

	w    *words.Words
	opt  options
	out  bytes.Buffer // what goes to stdout when the command is done
	used string       // what stdin was used for, "" if it is still there

	lineMu sync.Mutex
	line   bool // a line of progress stands on the terminal

	given   []string // the arguments of the program
	left    bool     // this run wrote a file that leaves the vault unlocked
	session *session // the unlocked vault, kept over the lines of a batch
	batch   bool     // a line of a batch is being run
	inherit options  // what the lines of a batch have from the batch itself
}

// options are the global flags.
type options struct {
	vault, identity, lang string
	json, quiet, yes      bool
}

// start runs the command line once and gives the exit code. A panic shows its
// type and where it happened, never a value: that could be case content.
func (a *app) start(ctx context.Context, args []string) (code int) {
	a.given = args
	a.speak(languageIn(args))
	defer func() {
		if p := recover(); p != nil {
			a.say(a.w.T("clierr.panic", fmt.Sprintf("%T", p)))
			_, _ = a.stderr.Write(debug.Stack())
			code = codeFailed
		}
	}()
	if a.soft {
		a.warn(a.w.T("cli.warn.core"))
	}
	err := a.execute(ctx, args)
	a.tellLeft(ctx)
	if e := a.closeSession(); err == nil {
		err = e
	}
	code = a.finish(err)
	if code != 0 && len(args) == 0 && startedByDoubleClick() && isTerminal(a.in) {
		// The window would be gone before the error is read.
		a.warn(a.w.T("cli.enter"))
		_, _ = readLine(a.in)
	}
	return code
}

// execute runs one command line in the present session.
func (a *app) execute(ctx context.Context, args []string) error {
	a.opt = a.inherit
	root := a.root()
	if args == nil {
		args = []string{} // nil would make cobra read the arguments of the process
	}
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(&a.out)
	root.SetErr(a.stderr)
	err := root.ExecuteContext(ctx)
	// A command line that cannot be parsed may not have come as far as --json.
	if err != nil && slices.Contains(args, "--json") {
		a.opt.json = true
	}
	return err
}

// finish writes what the command said, then the error if there is one, and
// gives the exit code.
func (a *app) finish(err error) int {
	f := a.failureOf(err)
	if f.code != 0 && a.opt.json && a.out.Len() == 0 {
		a.writeJSON(f.object())
	}
	a.status("")
	if _, e := a.stdout.Write(a.out.Bytes()); e != nil && f.code == 0 {
		f = a.failureOf(errStdout)
	}
	a.out.Reset()
	if f.text != "" {
		a.say(f.text)
	}
	return f.code
}

// speak chooses the language.
func (a *app) speak(l words.Language) {
	w, err := words.Load(l)
	if err != nil {
		panic("the language files are broken: " + err.Error())
	}
	a.w = w
}

// languageIn looks for --lang before the flags are parsed, since the help is
// written in that language. Which value is right is checked later.
func languageIn(args []string) words.Language {
	for i, arg := range args {
		value, is := strings.CutPrefix(arg, "--lang=")
		if arg == "--" {
			break
		}
		if arg == "--lang" && i+1 < len(args) {
			value, is = args[i+1], true
		}
		if is && words.Language(value) == words.English {
			return words.English
		}
	}
	return words.Danish
}

// say writes a line to stderr.
func (a *app) say(line string) {
	a.status("")
	_, _ = io.WriteString(a.stderr, line+"\n") // nowhere is left to tell that it failed
}

// warn is say for what --quiet leaves out.
func (a *app) warn(line string) {
	if !a.opt.quiet {
		a.say(line)
	}
}

// print writes a line to stdout.
func (a *app) print(line string) { a.out.WriteString(line + "\n") }

// asks says whether the user can be asked: only where stdin is a terminal, and
// the lines of a batch do not come from it.
func (a *app) asks() bool { return !a.batch && isTerminal(a.in) }

// isTerminal says whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// errStdout: what the command said could not be written.
var errStdout = errors.New("stdout cannot be written")
