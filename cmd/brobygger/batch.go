package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
)

func (a *app) batchCommand() *builder {
	return a.command("batch", "[file]", (*call).runBatch).flag("keep-going").alone()
}

// batchLine is what one line of a batch gave.
type batchLine struct {
	Line   int             `json:"line"`
	Exit   int             `json:"exit"`
	Result json.RawMessage `json:"result,omitempty"`
	Text   string          `json:"text,omitempty"`
}

// errOpenQuote: a quotation mark that nothing closes.
var errOpenQuote = errors.New("open quote")

// runBatch runs one command a line after one unlock. It stops at the first line
// that fails, unless it is told to go on; its exit code is that of the first.
func (c *call) runBatch() error {
	text, err := c.batchText()
	if err != nil {
		return err
	}
	if _, err := c.unlock(c.Context()); err != nil {
		return err
	}
	outer := c.opt
	var lines []batchLine
	var first *failure
	var shown bytes.Buffer
	c.batch = true
	for i, line := range strings.Split(text, "\n") {
		args, err := splitLine(line)
		if err == nil && len(args) == 0 {
			continue
		}
		c.inherit = outer
		c.out.Reset()
		if err == nil {
			err = c.execute(c.Context(), args)
		}
		f := c.failureOf(err)
		if errors.Is(err, errOpenQuote) {
			f = failure{code: codeUsage, id: "usage", text: c.w.T("clierr.batch.quote")}
		}
		if f.code != 0 && first == nil {
			f.text = c.w.T("clierr.batch.line", i+1) + " " + f.text
			first = &f
		} else if f.text != "" {
			c.say(c.w.T("clierr.batch.line", i+1) + " " + f.text)
		}
		lines = append(lines, lineResult(i+1, f.code, c.out.Bytes()))
		shown.Write(c.out.Bytes())
		if f.code != 0 && !c.on("keep-going") {
			break
		}
	}
	c.batch, c.opt, c.inherit = false, outer, options{}
	c.out.Reset()
	if c.opt.json {
		c.writeJSON(struct {
			Results []batchLine `json:"results"`
		}{append([]batchLine{}, lines...)})
	} else {
		c.out.Write(shown.Bytes())
	}
	if first == nil {
		return nil
	}
	return &sentence{first.code, first.id, first.text}
}

func lineResult(line, exit int, out []byte) batchLine {
	r := batchLine{Line: line, Exit: exit}
	if out = bytes.TrimSpace(out); json.Valid(out) && bytes.HasPrefix(out, []byte("{")) {
		r.Result = bytes.Clone(out)
	} else {
		r.Text = string(out)
	}
	return r
}

// batchText is the lines of the file that was named, or of stdin.
func (c *call) batchText() (string, error) {
	file := c.arg(0)
	if file == "" || file == "-" {
		file = "-"
		if isTerminal(c.in) {
			return "", misuse(c.w.T("clierr.batch.terminal"), c.Command)
		}
		return c.resolve("batch", file)
	}
	return c.resolve("batch", "@"+strings.TrimPrefix(file, "@"))
}

// splitLine splits a line into arguments: at white space, but not within single
// or double quotation marks, where the same mark doubled stands for itself. No
// other character means anything else than itself, so that paths of Windows stay
// whole. What follows a # at the beginning of an argument is not read. The error
// is errOpenQuote.
func splitLine(line string) ([]string, error) {
	var args []string
	var arg []rune
	in, quote := false, rune(0)
	text := []rune(strings.TrimRight(line, "\r"))
	for i := 0; i < len(text); i++ {
		r := text[i]
		switch {
		case quote != 0 && r == quote && i+1 < len(text) && text[i+1] == quote:
			arg = append(arg, r)
			i++
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			arg = append(arg, r)
		case r == '"' || r == '\'':
			quote, in = r, true
		case r == ' ' || r == '\t':
			if in {
				args = append(args, string(arg))
			}
			arg, in = arg[:0], false
		case r == '#' && !in:
			return args, nil
		default:
			arg, in = append(arg, r), true
		}
	}
	if quote != 0 {
		return nil, errOpenQuote
	}
	if in {
		args = append(args, string(arg))
	}
	return args, nil
}
