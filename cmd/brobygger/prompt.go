package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"brobygger/crypto"
)

// maxLine is the longest line that is read from a terminal, in bytes.
const maxLine = 64 << 10

// errStdin: stdin ended, or is closed.
var errStdin = errors.New("stdin cannot be read")

// passphraseVariable names a file whose first line is the passphrase.
const passphraseVariable = "BROBYGGER_PASSPHRASE_FILE"

// ask shows a question on stderr and reads one line of the answer.
func (a *app) ask(ctx context.Context, question string) (string, error) {
	a.status("")
	_, _ = io.WriteString(a.stderr, question+" ")
	return waitFor(ctx, func() (string, error) { return readLine(a.in) })
}

// confirm asks a yes/no question; anything but yes is no.
func (a *app) confirm(ctx context.Context, question string) (bool, error) {
	if a.opt.yes {
		return true, nil
	}
	answer, err := a.ask(ctx, a.w.T("cli.confirm", question, a.w.T("common.yes.key"), a.w.T("common.no.key")))
	if err != nil {
		return false, err
	}
	return strings.HasPrefix(strings.ToLower(strings.TrimSpace(answer)), a.w.T("common.yes.key")), nil
}

// secret shows a question and reads a line that is not shown. The terminal is as
// before afterwards, also when the program is told to end meanwhile.
func (a *app) secret(ctx context.Context, question string) (string, error) {
	f, ok := a.in.(*os.File)
	if !ok {
		return "", errStdin
	}
	before, err := term.GetState(int(f.Fd()))
	if err != nil {
		return "", errStdin
	}
	a.status("")
	_, _ = io.WriteString(a.stderr, question+" ")
	typed, err := waitFor(ctx, func() (string, error) {
		b, err := term.ReadPassword(int(f.Fd()))
		return string(b), err
	})
	_, _ = io.WriteString(a.stderr, "\n")
	if ctx.Err() != nil {
		_ = term.Restore(int(f.Fd()), before) // the program ends anyway
	}
	if err != nil {
		return "", err
	}
	return typed, nil
}

// waitFor waits for an answer or for the program to be told to end.
func waitFor(ctx context.Context, read func() (string, error)) (string, error) {
	type answer struct {
		text string
		err  error
	}
	got := make(chan answer, 1)
	go func() {
		text, err := read()
		got <- answer{text, err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case a := <-got:
		if a.err != nil {
			return "", errStdin
		}
		return a.text, nil
	}
}

// readLine reads one line, byte by byte so that nothing after it is taken.
func readLine(r io.Reader) (string, error) {
	var line []byte
	for b := make([]byte, 1); len(line) < maxLine; {
		n, err := r.Read(b)
		if n == 1 && b[0] == '\n' {
			break
		}
		line = append(line, b[:n]...)
		if err != nil {
			if len(line) == 0 {
				return "", errStdin
			}
			break
		}
	}
	return strings.TrimSuffix(string(line), "\r"), nil
}

// readLines reads lines up to one that holds a full stop alone, or the end.
func readLines(r io.Reader) (string, error) {
	var lines []string
	for size := 0; size <= maxText; {
		line, err := readLine(r)
		if err != nil || line == "." {
			break
		}
		size += len(line) + 1
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n"), nil
}

// passphrase gets the passphrase of an existing key: from the file that the
// environment names, else from the terminal.
func (a *app) passphrase(ctx context.Context) func() (crypto.Secret, error) {
	return func() (crypto.Secret, error) {
		p, ok, err := a.passphraseFile(a.place.env(passphraseVariable))
		if err != nil || ok {
			return p, err
		}
		if !isTerminal(a.in) {
			return crypto.Secret{}, &sentence{codeLocked, "locked", a.w.T("clierr.locked")}
		}
		typed, err := a.secret(ctx, a.w.T("cli.passphrase"))
		if err != nil {
			return crypto.Secret{}, err
		}
		return crypto.NormalizePassphrase(typed), nil
	}
}

// passphraseFile reads the first line of a file, and says whether there is a
// file to read.
func (a *app) passphraseFile(path string) (crypto.Secret, bool, error) {
	if path == "" {
		return crypto.Secret{}, false, nil
	}
	b, err := readFile(path, maxLine)
	if err != nil {
		return crypto.Secret{}, false, err
	}
	defer clear(b)
	text, err := decodeText(b)
	if err != nil {
		return crypto.Secret{}, false, about(path, err)
	}
	s := bufio.NewScanner(bytes.NewReader([]byte(text)))
	s.Scan()
	return crypto.NormalizePassphrase(s.Text()), true, nil
}
