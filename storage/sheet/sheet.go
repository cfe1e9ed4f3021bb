// Package sheet reads foreign files: tables of text as spreadsheets and other
// programs save them. What the columns mean is the domain's.
//
// # Contract
//
// [Read] takes CSV in UTF-8 with or without a byte order mark, in UTF-16 with
// one, or in Windows-1252 as Danish spreadsheets save it, with semicolons,
// commas or tabs between the cells and any line end. It gives the rows as the
// spreadsheet numbers them: an empty row is an empty row, and a first line
// "sep=;" is none.
//
// A file is read whole or not at all: what is broken, cut off or no table gives
// one of the errors below and no rows, since half a list passes for a whole one.
// Their texts hold nothing from the file. Whatever the file holds, no more than
// a few times [MaxBytes] of memory is used, and reading stops at the first limit
// that is passed.
package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Limits of what is read: far above any list that people keep.
const (
	MaxBytes = 16 << 20 // of the file
	MaxLine  = 1 << 20  // of one line, in bytes
	MaxCells = 1 << 20  // of the table; an empty row counts as one
)

// Errors of Read, beside those of the reader that it was given.
var (
	// ErrEmpty: nothing stands in the file.
	ErrEmpty = errors.New("nothing in the file")
	// ErrHeaderOnly: one row and nothing below it.
	ErrHeaderOnly = errors.New("no rows below the first")
	// ErrBinary: no text, such as a workbook, a picture or a sealed file.
	ErrBinary = errors.New("not text")
	// ErrEncoding: it begins as UTF-16 or UTF-8, and is not.
	ErrEncoding = errors.New("broken letters")
	// ErrQuote: a quotation mark that is not closed, or stands within a cell. The
	// error is a *QuoteError.
	ErrQuote = errors.New("a quotation mark out of place")
	// ErrLineTooLong: a line of over MaxLine bytes.
	ErrLineTooLong = errors.New("a line that is too long")
	// ErrTooLarge: over MaxBytes bytes, or over MaxCells cells.
	ErrTooLarge = errors.New("too large")
)

// QuoteError says where a quotation mark is out of place.
type QuoteError struct {
	Row int // as the spreadsheet counts, the first row is 1
}

func (e *QuoteError) Error() string { return fmt.Sprintf("row %d: %v", e.Row, ErrQuote) }
func (e *QuoteError) Unwrap() error { return ErrQuote }

// Read reads a table. Cells are valid UTF-8 with "\n" as line end, and as long
// as they were: rows need not have equally many.
func Read(r io.Reader) ([][]string, error) {
	b, err := readLimited(r)
	if err != nil {
		return nil, err
	}
	text, err := decode(b)
	if err != nil {
		return nil, err
	}
	comma, text := separator(text)
	rows, err := parse(text, comma)
	if err != nil {
		return nil, err
	}
	filled := 0
	for _, row := range rows {
		if strings.TrimSpace(strings.Join(row, "")) != "" {
			filled++
		}
	}
	switch filled {
	case 0:
		return nil, ErrEmpty
	case 1:
		return nil, ErrHeaderOnly
	}
	return rows, nil
}

// readLimited reads all of a file, and stops where a limit is passed: a file
// without line ends is not read to its end to learn that.
func readLimited(r io.Reader) ([]byte, error) {
	var all []byte
	line := 0 // bytes since the last line end
	for chunk := make([]byte, 64<<10); ; {
		n, err := r.Read(chunk)
		read := chunk[:n]
		if len(all)+n > MaxBytes {
			return nil, ErrTooLarge
		}
		all = append(all, read...)
		for len(read) > 0 {
			end := bytes.IndexAny(read, "\r\n")
			if end < 0 {
				line += len(read)
			} else {
				line += end
			}
			if line > MaxLine {
				return nil, ErrLineTooLong
			}
			if end < 0 {
				break
			}
			line, read = 0, read[end+1:]
		}
		switch {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, err
		}
	}
}

// parse splits text into rows. The standard library's reader leaves empty lines
// out; here they are put back, so that rows have the spreadsheet's numbers.
func parse(text string, comma rune) ([][]string, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = comma, -1
	var rows [][]string
	cells := 0
	for at := 0; ; {
		row, err := r.Read()
		next := int(r.InputOffset())
		skipped := 0
		for at+skipped < next && text[at+skipped] == '\n' {
			skipped++
		}
		at = next
		switch {
		case errors.Is(err, io.EOF):
			return rows, nil
		case err != nil:
			return nil, &QuoteError{len(rows) + skipped + 1}
		}
		if cells += skipped + len(row); cells > MaxCells {
			return nil, ErrTooLarge
		}
		rows = append(append(rows, make([][]string, skipped)...), row)
	}
}
