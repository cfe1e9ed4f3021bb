package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzRead: no file makes Read panic; it gives rows or an error of its own,
// never both; and what was read, written as CSV, reads as the same.
func FuzzRead(f *testing.F) {
	seeds, err := os.ReadDir(filepath.Join("testdata", "fuzz", "FuzzRead"))
	if err != nil || len(seeds) < 10 {
		f.Fatalf("%d seeds, %v", len(seeds), err)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		rows, err := Read(bytes.NewReader(file))
		if err != nil {
			if rows != nil {
				t.Fatal("rows beside an error")
			}
			for _, known := range []error{ErrEmpty, ErrHeaderOnly, ErrBinary, ErrEncoding, ErrQuote, ErrLineTooLong, ErrTooLarge} {
				if errors.Is(err, known) {
					return
				}
			}
			t.Fatalf("an error of nobody: %v", err)
		}
		if !valid(rows) {
			t.Fatalf("cells that are no text: %q", rows)
		}
		again, err := Read(strings.NewReader(written(t, rows)))
		if errors.Is(err, ErrBinary) {
			return // without its needless quotation marks, one character in ten is a control
		}
		if err != nil || !equal(again, rows) {
			t.Fatalf("%q, then %q, %v", rows, again, err)
		}
	})
}

// written is a table as CSV.
func written(t *testing.T, rows [][]string) string {
	var b strings.Builder
	b.WriteString("\ufeffsep=;\n")
	w := csv.NewWriter(&b)
	w.Comma = ';'
	for _, row := range rows {
		if strings.Join(row, "") == "" && len(row) <= 1 {
			// The standard library writes no cell and one empty cell alike.
			w.Flush()
			b.WriteString(strings.Repeat(`""`, len(row)) + "\n")
			continue
		}
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	return b.String()
}
