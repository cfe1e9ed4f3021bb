package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"brobygger/cases"
	"brobygger/cases/danish"
)

// maxText is how much is read of a text, in bytes: more than any field takes,
// so that what is too long is refused and not cut.
const maxText = 4 << 20

var (
	// errMangled: PowerShell sent a question mark for each letter it could not.
	errMangled = errors.New("letters were lost on the way in")
	// errNotText: neither UTF-8 nor UTF-16 with a byte order mark.
	errNotText = errors.New("not UTF-8")
)

// text is the value of a flag that takes a name or a text, and whether there is
// one. "-" and "@-" stand for stdin, "@FILE" for a file; anything else is the
// text itself, which then stands in the shell's history and for everybody in
// the list of processes, so the user is told once. Where the flag was left out,
// a terminal is asked if question is not empty.
func (c *call) text(ctx context.Context, name, question string) (string, bool, error) {
	if !c.has(name) {
		if question == "" || !c.asks() {
			return "", false, nil
		}
		typed, err := c.ask(ctx, question)
		if err != nil {
			return "", false, err
		}
		typed = oneLine(typed)
		return typed, typed != "", nil
	}
	text, err := c.resolve("--"+name, c.str(name))
	if err != nil {
		return "", false, err
	}
	return oneLine(text), true, nil
}

// need is text for a flag that must be there.
func (c *call) need(ctx context.Context, name, question string) (string, error) {
	text, ok, err := c.text(ctx, name, question)
	if err == nil && (!ok || text == "") {
		err = misuse(c.w.T("clierr.usage.needs", "--"+name), c.Command)
	}
	return text, err
}

// note is text for a flag whose text may have several lines.
func (c *call) note(ctx context.Context, name, question string) (string, bool, error) {
	if !c.has(name) {
		if question == "" || !c.asks() {
			return "", false, nil
		}
		c.say(question)
		typed, err := waitFor(ctx, func() (string, error) { return readLines(c.in) })
		typed = strings.TrimSpace(danish.Paste(typed))
		return typed, typed != "", err
	}
	text, err := c.resolve("--"+name, c.str(name))
	if err != nil {
		return "", false, err
	}
	return strings.Trim(danish.Paste(text), "\n"), true, nil
}

// whoIs is text for a flag that takes a WHO. "ung", "medarbejder" and ids say
// nothing of anybody, so they may stand in the shell's history.
func (c *call) whoIs(name string) (string, bool, error) {
	if c.has(name) && saysNothing(c.str(name)) {
		return c.str(name), true, nil
	}
	return c.text(c.Context(), name, "")
}

// saysNothing says whether a WHO is one of the keys or an id, or the beginning of
// one: hex digits of which some are no letters.
func saysNothing(who string) bool {
	return who == cases.WhoPerson || who == cases.WhoWorker ||
		regexp.MustCompile(`^[0-9a-f]{4,64}$`).MatchString(who) && strings.ContainsAny(who, "0123456789")
}

// names are the values of a flag that takes several names.
func (c *call) names(name string) ([]string, error) {
	var out []string
	for _, raw := range c.all(name) {
		if saysNothing(raw) {
			out = append(out, raw)
			continue
		}
		text, err := c.resolve("--"+name, raw)
		if err != nil {
			return nil, err
		}
		if text = oneLine(text); text != "" {
			out = append(out, text)
		}
	}
	return out, nil
}

// word is an argument that takes a text, resolved like a flag.
func (c *call) word(i int, name string) (string, error) {
	text, err := c.resolve(name, c.arg(i))
	return oneLine(text), err
}

// oneLine makes one line of what was typed or read.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(danish.Paste(text), func(r rune) bool { return r == '\n' || r == ' ' }), " ")
}

// resolve gives the text that a value stands for.
func (a *app) resolve(flag, value string) (string, error) {
	switch {
	case value == "-" || value == "@-":
		if a.batch {
			return "", &sentence{codeUsage, "usage", a.w.T("clierr.batch.stdin", flag)}
		}
		if a.used != "" {
			return "", &sentence{codeUsage, "usage", a.w.T("clierr.stdin.twice", flag, a.used)}
		}
		a.used = flag
		b, err := readAll(a.in)
		if err != nil {
			return "", &flagError{flag, err}
		}
		if len(b) == 0 {
			return "", &flagError{flag, errStdin}
		}
		if a.place.os == "windows" && !isTerminal(a.in) && mangled(b) {
			return "", &flagError{flag, errMangled}
		}
		text, err := decodeText(b)
		if err != nil {
			return "", &flagError{flag, err}
		}
		return text, nil
	case strings.HasPrefix(value, "@"):
		path := value[1:]
		b, err := readFile(path, maxText)
		if err != nil {
			return "", err
		}
		text, err := decodeText(b)
		return text, about(path, err)
	}
	if !utf8.ValidString(value) {
		return "", &flagError{flag, errNotText}
	}
	if value != "" && isTerminal(a.in) && !a.batch {
		a.warn(a.w.T("cli.warn.plain", flag))
	}
	return value, nil
}

// readAll reads a stream up to the limit and one byte more, so that what is too
// long can be told.
func readAll(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxText+1))
	if err != nil {
		return nil, errStdin
	}
	if len(b) > maxText {
		return nil, cases.ErrTooLarge
	}
	return b, nil
}

// readFile reads a file that the user named.
func readFile(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, about(path, err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, about(path, err)
	}
	if int64(len(b)) > limit {
		return nil, about(path, cases.ErrTooLarge)
	}
	return b, nil
}

// decodeText reads UTF-8, with or without a byte order mark, or UTF-16 with one,
// and gives each line end as a newline. The error is errNotText.
func decodeText(b []byte) (string, error) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		b = b[3:]
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		order = binary.LittleEndian
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		order = binary.BigEndian
	}
	text := string(b)
	if order != nil {
		if len(b)%2 != 0 {
			return "", errNotText
		}
		units := make([]uint16, 0, len(b)/2-1)
		for i := 2; i < len(b); i += 2 {
			units = append(units, order.Uint16(b[i:]))
		}
		text = string(utf16.Decode(units))
		if strings.ContainsRune(text, utf8.RuneError) {
			return "", errNotText
		}
	}
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return "", errNotText
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), nil
}

// mangled finds what older PowerShells do to a pipe: æ, ø and å come out as
// question marks between letters, and no byte is above 127.
func mangled(b []byte) bool {
	for _, c := range b {
		if c > 127 {
			return false
		}
	}
	return regexp.MustCompile(`[A-Za-z]\?[A-Za-z]|(^|\s)\?[A-Za-z]`).Match(b)
}
