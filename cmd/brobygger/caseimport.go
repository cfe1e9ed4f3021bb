package main

import (
	"os"
	"strconv"
	"strings"

	"brobygger/cases"
	"brobygger/storage/sheet"
)

func (a *app) caseImport() *builder {
	return a.command("case import", "file", (*call).importCases).saves()
}

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
	t := &table{head: []string{c.w.T("cli.col.row"), c.w.T("cli.col.what")}, plain: true}
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

// readSheet reads a file of rows.
func readSheet(path string) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, about(path, err)
	}
	defer f.Close()
	rows, err := sheet.Read(f)
	return rows, about(path, err)
}
