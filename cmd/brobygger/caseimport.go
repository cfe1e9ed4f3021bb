package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"brobygger/cases"
)

func (a *app) caseImport() *builder {
	return a.command("case import", "file", (*call).importCases).saves()
}

// maxSheet is the largest spreadsheet that is read, in bytes.
const maxSheet = 32 << 20

// errNotTable: the file is no CSV.
var errNotTable = errors.New("not a table of text")

// importCases makes cases from a spreadsheet. The same file twice changes
// nothing.
func (c *call) importCases() error {
	rows, err := readSheet(strings.TrimPrefix(c.arg(0), "@"))
	if err != nil {
		return err
	}
	ctx := c.Context()
	s, err := c.unlock(ctx)
	if err != nil {
		return err
	}
	in := cases.ImportInput{Known: map[string]bool{}, Today: c.today(), Me: s.Me(), Members: s.Members(), NewID: s.NewID, NewNumber: s.NewNumber}
	if err := s.Each(ctx, func(cs *cases.Case) bool {
		for _, k := range cs.ImportKeys() {
			in.Known[k] = true
		}
		return true
	}); err != nil {
		return err
	}
	plan, err := cases.ImportCases(rows, in)
	if err != nil {
		return about(c.arg(0), err)
	}
	if len(plan.Writes) > 0 {
		if _, err := s.Save(ctx, plan.Writes...); err != nil {
			return err
		}
	}
	rejected := append([]cases.Rejection{}, plan.Rejected...)
	if !c.opt.json {
		c.print(c.w.T("cli.import.done", plan.Rows, plan.Created, plan.Unchanged, len(rejected)))
	}
	t := &table{head: []string{c.w.T("cli.col.row"), c.w.T("cli.col.what")}}
	for _, r := range rejected {
		t.add(strconv.Itoa(r.Row), c.label("cli.reject.", r.Reason))
	}
	return c.result(struct {
		Rows      int               `json:"rows"`
		Created   int               `json:"created"`
		Unchanged int               `json:"unchanged"`
		Rejected  []cases.Rejection `json:"rejected"`
	}{plan.Rows, plan.Created, plan.Unchanged, rejected}, t)
}

// readSheet reads a file of rows: CSV in UTF-8, UTF-16 or, as Danish
// spreadsheets save it, Windows-1252, with semicolons, commas or tabs.
func readSheet(path string) ([][]string, error) {
	b, err := readFile(path, maxSheet)
	if err != nil {
		return nil, err
	}
	// A zip file (xlsx, ods) or the old binary form (xls).
	if bytes.HasPrefix(b, []byte("PK\x03\x04")) || bytes.HasPrefix(b, []byte{0xd0, 0xcf, 0x11, 0xe0}) {
		return nil, about(path, errNotTable)
	}
	text, err := decodeText(b)
	if errors.Is(err, errNotText) && !utf8.Valid(b) && !bytes.HasPrefix(b, []byte{0xff, 0xfe}) && !bytes.HasPrefix(b, []byte{0xfe, 0xff}) {
		if b, err = charmap.Windows1252.NewDecoder().Bytes(b); err == nil {
			text, err = decodeText(b)
		}
	}
	if err != nil {
		return nil, about(path, err)
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = delimiter(text), true, -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, about(path, errNotTable)
	}
	return rows, nil
}

// delimiter is what stands between the cells of the first line.
func delimiter(text string) rune {
	first, _, _ := strings.Cut(text, "\n")
	best := ';'
	for _, d := range []rune{',', '\t'} {
		if strings.Count(first, string(d)) > strings.Count(first, string(best)) {
			best = d
		}
	}
	return best
}
