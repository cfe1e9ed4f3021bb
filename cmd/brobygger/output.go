package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"brobygger/cases"
	"brobygger/cases/danish"
)

// outVersion is the version of every JSON object that the program writes.
const outVersion = 1

// writeJSON writes the one JSON object of a command: v with the version as its
// first field. v is a struct.
func (a *app) writeJSON(v any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("a result that is no JSON: " + err.Error())
	}
	rest := bytes.TrimPrefix(bytes.TrimSpace(b.Bytes()), []byte("{"))
	fmt.Fprintf(&a.out, `{"version":%d`, outVersion)
	if !bytes.Equal(rest, []byte("}")) {
		a.out.WriteByte(',')
	}
	a.out.Write(rest)
	a.out.WriteByte('\n')
}

// table is what a command lists: for people in columns, in a file as CSV.
type table struct {
	head  []string
	rows  [][]string
	empty string // said where there are no rows
	plain bool   // nothing of a case stands in it
	of    string // the id of the one case that it is about, "" for several
}

// headings are the heads, each with a capital first letter.
func (t *table) headings() []string {
	out := make([]string, len(t.head))
	for i, h := range t.head {
		first, size := utf8.DecodeRuneInString(h)
		out[i] = string(unicode.ToUpper(first)) + h[size:]
	}
	return out
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// result shows what a command found out: as JSON, as a table, or as plain lines.
// --to writes the table to a file besides.
func (c *call) result(v any, t *table) error {
	if to := c.Flags().Lookup("to"); t != nil && to != nil && to.Changed {
		if err := c.writeCSV(c.Context(), to.Value.String(), t); err != nil {
			return err
		}
		if !c.opt.json {
			return nil
		}
	}
	switch {
	case c.opt.json:
		c.writeJSON(v)
	case t != nil:
		c.writeTable(t)
	}
	return nil
}

// writeTable writes columns two blanks apart, each as wide as its widest cell.
// Cells come from cases, so they are made harmless and kept on one line.
func (a *app) writeTable(t *table) {
	if len(t.rows) == 0 {
		if t.empty != "" {
			a.print(t.empty)
		}
		return
	}
	var lines [][]string
	if len(t.head) > 0 {
		lines = append(lines, t.headings())
	}
	for _, row := range t.rows {
		shown := make([]string, len(row))
		for i, cell := range row {
			shown[i] = strings.ReplaceAll(danish.Harmless(cell, true), "\n", " ")
		}
		lines = append(lines, shown)
	}
	var width []int
	for _, line := range lines {
		for i, cell := range line {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], ansi.StringWidth(cell))
		}
	}
	for _, line := range lines {
		var b strings.Builder
		for i, cell := range line {
			b.WriteString(cell)
			if i < len(line)-1 {
				b.WriteString(strings.Repeat(" ", width[i]-ansi.StringWidth(cell)+2))
			}
		}
		a.print(strings.TrimRight(b.String(), " "))
	}
}

// writeCSV writes a table to a file that only its owner may read: UTF-8 with a
// byte order mark, semicolons and CRLF, as a Danish spreadsheet opens it. A file
// that is there is only replaced with --yes. The file is not locked, and the
// user is told so; unless nothing of a case stands in it, it is remembered.
func (a *app) writeCSV(ctx context.Context, path string, t *table) error {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	if len(t.head) > 0 {
		if err := w.Write(t.headings()); err != nil {
			return err
		}
	}
	for _, row := range t.rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = noFormula(danish.Harmless(cell, true))
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	w.Flush()
	if !t.plain && a.session != nil {
		_, err := a.leave(ctx, a.session, path, cases.UnlockedFile{What: whatTable, Case: t.of}, b.Bytes())
		return err
	}
	a.warn(a.w.T("cli.warn.open", path))
	return a.writeFile(path, b.Bytes())
}

// writeFile writes a file that the user named.
func (a *app) writeFile(path string, b []byte) error {
	return a.write(path, b, a.opt.yes, 0o600)
}

// writeNew writes a file that must not be there before: a key.
func (a *app) writeNew(path string, b []byte) error { return a.write(path, b, false, 0o600) }

func (a *app) write(path string, b []byte, replace bool, mode fs.FileMode) error {
	how := os.O_EXCL
	if replace {
		how = os.O_TRUNC
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|how, mode)
	if err != nil {
		return about(path, err)
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	return about(path, err)
}

// removeFile removes a file of ours that is not to stay.
func removeFile(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return about(path, err)
	}
	return nil
}

// noFormula keeps a spreadsheet from reading a cell as a formula.
func noFormula(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
