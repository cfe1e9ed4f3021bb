package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"

	"brobygger/tui/words"
)

// quickKDF keeps a passphrase in tests from costing most of a second.
const quickKDF = 10

func TestMain(m *testing.M) {
	cobra.MousetrapHelpText = ""
	testscript.Main(m, map[string]func(){"brobygger": func() {
		a := newApp(os.Stdin, os.Stdout, os.Stderr, os.Getenv)
		a.kdf = quickKDF
		os.Exit(a.start(context.Background(), os.Args[1:]))
	}})
}

// TestScripts runs the program as a user does, one file for a group of commands
// or a way in which things go wrong.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       os.Getenv("BROBYGGER_UPDATE") != "",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			for k, v := range map[string]string{
				"HOME": e.WorkDir, "USERPROFILE": e.WorkDir, "TZ": "UTC",
				"XDG_STATE_HOME": filepath.Join(e.WorkDir, "state"), "XDG_CACHE_HOME": filepath.Join(e.WorkDir, "cache"),
				"BROBYGGER_VAULT": "", "BROBYGGER_IDENTITY": "", "BROBYGGER_PASSPHRASE_FILE": "",
				"BROBYGGER_NOW": "2026-12-07T08:41:00+01:00",
			} {
				e.Setenv(k, v)
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "want": want, "keep": keep, "says": says, "repeat": repeat, "lines": lines,
		},
	})
}

// exits runs a command that must end with a code: exits 2 brobygger case new.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARGUMENT...]")
	}
	code := 0
	err := ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		code = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s\n%s%s", code, args[0], ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

// object is the one JSON object on stdout.
func object(ts *testscript.TestScript) any {
	d := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	d.UseNumber()
	var v map[string]any
	if err := d.Decode(&v); err != nil {
		ts.Fatalf("stdout holds no JSON object: %v\n%s", err, ts.ReadFile("stdout"))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		ts.Fatalf("something follows the JSON object")
	}
	if v["version"] != json.Number("1") {
		ts.Fatalf("the object has no version 1")
	}
	return v
}

// at follows a path such as cases.0.number; len is how many there are.
func at(ts *testscript.TestScript, path string) string {
	v := object(ts)
	for _, step := range strings.Split(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			field, ok := x[step]
			if !ok {
				ts.Fatalf("no field %q in %s\n%s", step, path, ts.ReadFile("stdout"))
			}
			v = field
		case []any:
			if step == "len" {
				v = json.Number(strconv.Itoa(len(x)))
				continue
			}
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(x) {
				ts.Fatalf("no element %q in %s, which has %d", step, path, len(x))
			}
			v = x[i]
		default:
			ts.Fatalf("%s: nothing below %v", path, v)
		}
	}
	switch x := v.(type) {
	case nil:
		return "null"
	case map[string]any, []any:
		b, err := json.Marshal(x)
		ts.Check(err)
		return string(b)
	}
	return fmt.Sprint(v)
}

// want compares a value of the JSON object on stdout: want cases.0.number 26-7RQ4.
func want(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: want PATH VALUE")
	}
	if got := at(ts, args[0]); (got == args[1]) == neg {
		ts.Fatalf("%s is %q, want %q (or not)", args[0], got, args[1])
	}
}

// keep puts a value of the JSON object on stdout into a variable: keep ID id.
func keep(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: keep VARIABLE PATH")
	}
	ts.Setenv(args[0], at(ts, args[1]))
}

// says looks on stderr (or, with stdout first, there) for the words of keys of
// the Danish language files; places for arguments may hold anything.
func says(ts *testscript.TestScript, neg bool, args []string) {
	from, lang := "stderr", words.Danish
	for len(args) > 1 && (args[0] == "stdout" || args[0] == "en") {
		if args[0] == "stdout" {
			from = "stdout"
		} else {
			lang = words.English
		}
		args = args[1:]
	}
	w, err := words.Load(lang)
	ts.Check(err)
	text := ts.ReadFile(from)
	for _, key := range args {
		if !w.Has(key) {
			ts.Fatalf("no words for %q", key)
		}
		if has(text, w.T(key)) == neg {
			ts.Fatalf("%s: %q does not stand (or does) in\n%s", key, w.T(key), text)
		}
	}
}

// has looks for a sentence whose places for arguments may hold anything.
func has(text, sentence string) bool {
	for sentence != "" {
		piece, rest, found := strings.Cut(sentence, "{")
		i := strings.Index(text, piece)
		if i < 0 {
			return false
		}
		text = text[i+len(piece):]
		if !found {
			break
		}
		_, sentence, _ = strings.Cut(rest, "}")
	}
	return true
}

// repeat writes a file of so many copies of a text: repeat FILE TEXT COUNT.
func repeat(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.Repeat([]byte(args[1]), n), 0o600))
}

// lines counts the lines of stdout: lines 3.
func lines(ts *testscript.TestScript, _ bool, args []string) {
	if n := strings.Count(ts.ReadFile("stdout"), "\n"); strconv.Itoa(n) != args[0] {
		ts.Fatalf("%d lines, want %s\n%s", n, args[0], ts.ReadFile("stdout"))
	}
}
