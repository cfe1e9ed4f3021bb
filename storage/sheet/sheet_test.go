package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// list is a list of cases as practice keeps it.
const list = "Type;Navn;Adresse\nmentor;Søren Prøve;Åparken 12, 2. tv\nvicevært;Östen Påfund;Ærøvænget 21, 1. tv\n"

// wanted is what it says.
func wanted() [][]string {
	return [][]string{{"Type", "Navn", "Adresse"}, {"mentor", "Søren Prøve", "Åparken 12, 2. tv"}, {"vicevært", "Östen Påfund", "Ærøvænget 21, 1. tv"}}
}

func equal(a, b [][]string) bool { return slices.EqualFunc(a, b, slices.Equal) }

func wideBytes(text string, little bool) []byte {
	b := []byte{0xfe, 0xff}
	if little {
		b = []byte{0xff, 0xfe}
	}
	for _, u := range utf16.Encode([]rune(text)) {
		high, low := byte(u>>8), byte(u)
		if little {
			high, low = low, high
		}
		b = append(b, high, low)
	}
	return b
}

// The same list in every form in which programs save it.
func TestOneListInManyForms(t *testing.T) {
	windows, err := charmap.Windows1252.NewEncoder().String(list)
	if err != nil {
		t.Fatal(err)
	}
	with := func(separator string) string {
		var b strings.Builder
		for _, row := range wanted() {
			for i, cell := range row {
				if i > 0 {
					b.WriteString(separator)
				}
				if strings.Contains(cell, separator) {
					cell = `"` + cell + `"`
				}
				b.WriteString(cell)
			}
			b.WriteByte('\n')
		}
		return b.String()
	}
	for name, file := range map[string]string{
		"UTF-8":                  list,
		"UTF-8 with a mark":      "\ufeff" + list,
		"UTF-16, little end":     string(wideBytes(list, true)),
		"UTF-16, big end":        string(wideBytes(list, false)),
		"Windows-1252":           windows,
		"CRLF":                   strings.ReplaceAll(list, "\n", "\r\n"),
		"UTF-16 with CRLF":       string(wideBytes(strings.ReplaceAll(list, "\n", "\r\n"), true)),
		"line ends of old Macs":  strings.ReplaceAll(list, "\n", "\r"),
		"no line end at the end": strings.TrimSuffix(list, "\n"),
		"empty lines at the end": list + "\n\n",
		"commas":                 with(","),
		"tabs":                   with("\t"),
		"what Excel obeys":       "sep=;\r\n" + list,
		"the same, quoted":       "\"sep=,\"\n" + with(","),
	} {
		rows, err := Read(strings.NewReader(file))
		if err != nil || !equal(rows, wanted()) {
			t.Errorf("%s: %q %v", name, rows, err)
		}
		// However it comes in.
		rows, err = Read(iotest.OneByteReader(strings.NewReader(file)))
		if err != nil || !equal(rows, wanted()) {
			t.Errorf("%s, byte by byte: %q %v", name, rows, err)
		}
	}
}

// Cells as they are: what is quoted, several lines in one cell, rows of unequal
// length, empty rows, and letters beyond the common ones.
func TestCells(t *testing.T) {
	for _, c := range []struct {
		name, file string
		rows       [][]string
	}{
		{"quoted", "a;b\n\"x; \"\"y\"\"\";z\n", [][]string{{"a", "b"}, {`x; "y"`, "z"}}},
		{"several lines in a cell", "a;b\r\n\"x\r\ny\";z\r\n", [][]string{{"a", "b"}, {"x\ny", "z"}}},
		{"unequal rows", "a;b\n1\n1;2;3\n", [][]string{{"a", "b"}, {"1"}, {"1", "2", "3"}}},
		{"empty rows count", "\nListe\n\n\na;b\n\n1;2\n", [][]string{nil, {"Liste"}, nil, nil, {"a", "b"}, nil, {"1", "2"}}},
		{"empty cells", "a;b\n;\n1;\n", [][]string{{"a", "b"}, {"", ""}, {"1", ""}}},
		{"letters outside the first plane", "a;b\n\U0001f600;2\n", [][]string{{"a", "b"}, {"\U0001f600", "2"}}},
	} {
		rows, err := Read(strings.NewReader(c.file))
		if err != nil || !equal(rows, c.rows) {
			t.Errorf("%s: %q %v", c.name, rows, err)
		}
		wide, err := Read(bytes.NewReader(wideBytes(c.file, true)))
		if err != nil || !equal(wide, rows) {
			t.Errorf("%s in UTF-16: %q %v", c.name, wide, err)
		}
	}
}

// What stands between the cells is found where other such characters stand in
// the cells too.
func TestSeparator(t *testing.T) {
	for _, c := range []struct {
		file string
		want rune
	}{
		{"Type;Navn\n", ';'},
		{"Type,Navn\n", ','},
		{"Type\tNavn\n", '\t'},
		{"Navn\nOda\n", ';'},
		{"Sager, mentor og vicevært, 2026\nType;Navn\nmentor;Oda\n", ';'},
		{"Type;Mål\nmentor;ro, skole, job, bolig\nmentor;bolig, ro, skole, job, ven\n", ';'},
		{"Type,Mål\nmentor,ro; skole; job\nmentor,\"ro, hvile\"\n", ','},
		{"Type\tMål\nmentor\tro, skole; job\nmentor\tro, ro\n", '\t'},
		{"sep=,\nType;Navn\n", ','},
		{"sep=x\nType;Navn\n", ';'},
	} {
		if got, _ := separator(c.file); got != c.want {
			t.Errorf("%q: %q, want %q", c.file, got, c.want)
		}
	}
	// A long file is not read through for it, and lines beyond the first twenty
	// have no say.
	long := strings.Repeat("Type;Navn\n", 25) + strings.Repeat("a,b,c,d\n", 1000)
	if got, _ := separator(long); got != ';' {
		t.Errorf("%q", got)
	}
}

// endless gives the same byte again and again.
type endless struct {
	b    byte
	left int64
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := int(min(int64(len(p)), e.left))
	for i := range p[:n] {
		p[i] = e.b
	}
	e.left -= int64(n)
	return n, nil
}

// Each hostile file has its error, and no rows.
func TestHostileFiles(t *testing.T) {
	torn := errors.New("torn")
	for _, c := range []struct {
		name string
		file io.Reader
		want error
	}{
		{"empty", strings.NewReader(""), ErrEmpty},
		{"a mark and nothing else", strings.NewReader("\ufeff"), ErrEmpty},
		{"a wide mark and nothing else", strings.NewReader("\xff\xfe"), ErrEmpty},
		{"empty lines", strings.NewReader("\r\n\r\n \r\n;;;\r\n"), ErrEmpty},
		{"headings only", strings.NewReader("Type;Navn\r\n"), ErrHeaderOnly},
		{"headings and empty cells", strings.NewReader("\nType;Navn\n;\n\n"), ErrHeaderOnly},
		{"a quotation mark that nothing closes", strings.NewReader("Type;Navn\nmentor;\"Oda\nmentor;Ib\n"), ErrQuote},
		{"a quotation mark within a cell", strings.NewReader("Type;Navn\nmentor;Oda \"O\" Prøve\n"), ErrQuote},
		{"letters behind a quoted cell", strings.NewReader("Type;Navn\nmentor;\"Oda\"x\n"), ErrQuote},
		{"a new workbook", strings.NewReader("PK\x03\x04rest"), ErrBinary},
		{"an old workbook", strings.NewReader("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ErrBinary},
		{"a PDF", strings.NewReader("%PDF-1.7\n1 0 obj\n"), ErrBinary},
		{"a sealed file", strings.NewReader("age-encryption.org/v1\n-> scrypt\n"), ErrBinary},
		{"a NUL", strings.NewReader("Type;Navn\nmentor;O\x00da\n"), ErrBinary},
		{"control characters", strings.NewReader("\x01\x02\x03\x04\x05;\n\x06\x07;\n"), ErrBinary},
		{"a picture", bytes.NewReader(append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 64)...)), ErrBinary},
		{"UTF-16 without a mark", bytes.NewReader(wideBytes(list, true)[2:]), ErrBinary},
		{"half a UTF-16 unit", bytes.NewReader(wideBytes(list, true)[:33]), ErrEncoding},
		{"half a pair at the end", strings.NewReader("\xff\xfea\x00\x3d\xd8"), ErrEncoding},
		{"half a pair within", strings.NewReader("\xff\xfe\x3d\xd8a\x00"), ErrEncoding},
		{"the second half first", strings.NewReader("\xff\xfe\x00\xdea\x00"), ErrEncoding},
		{"a UTF-8 mark on something else", strings.NewReader("\ufeffType;Navn\nmentor;S\xf8ren\n"), ErrEncoding},
		{"a line of 100 MB", &endless{'x', 100 << 20}, ErrLineTooLong},
		{"a quoted cell of 100 MB", io.MultiReader(strings.NewReader("a;b\n\""), &endless{'x', 100 << 20}), ErrLineTooLong},
		{"100 MB of empty lines", &endless{'\n', 100 << 20}, ErrTooLarge},
		{"too many cells", bytes.NewReader(bytes.Repeat(append(bytes.Repeat([]byte{';'}, 1000), '\n'), 2000)), ErrTooLarge},
		{"too many empty rows between", strings.NewReader("a;b\n" + strings.Repeat("\n", MaxCells) + "1;2\n"), ErrTooLarge},
		{"a stick that is pulled out", iotest.ErrReader(torn), torn},
	} {
		rows, err := Read(c.file)
		if !errors.Is(err, c.want) || rows != nil {
			t.Errorf("%s: %d rows, %v, want %v", c.name, len(rows), err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "Oda") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// The row of a quotation mark out of place is the spreadsheet's.
func TestQuoteRow(t *testing.T) {
	for file, row := range map[string]int{
		"a;b\n1;\"2\n":                    2,
		"a;b\n\n\n1;2\n1;x\"\n":           5,
		"a;b\n\"1\n1\";2\n\n1;x\"\n":      4,
		"\n\n\"a\n\n\n":                   3,
		"sep=;\na;b\n1;\"2\"3\n4;5\n6;\"": 2,
	} {
		var at *QuoteError
		if _, err := Read(strings.NewReader(file)); !errors.As(err, &at) || at.Row != row || !strings.Contains(at.Error(), fmt.Sprint(row)) {
			t.Errorf("%q: %v, want row %d", file, err, row)
		}
	}
}

// The largest list that is taken.
func TestLargest(t *testing.T) {
	row := strings.Repeat("x", MaxLine) + "\n"
	rows, err := Read(strings.NewReader(strings.Repeat(row, MaxBytes/len(row))))
	if err != nil || len(rows) != MaxBytes/len(row) {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if _, err := Read(strings.NewReader("x" + row)); !errors.Is(err, ErrLineTooLong) {
		t.Errorf("one more: %v", err)
	}
	many := strings.Repeat("1;2\n", MaxCells/2)
	if rows, err = Read(strings.NewReader(many)); err != nil || len(rows) != MaxCells/2 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if _, err := Read(strings.NewReader(many + "3")); !errors.Is(err, ErrTooLarge) {
		t.Errorf("one more: %v", err)
	}
}

// Reading stops at the limit, not at the end of the file.
func TestReadingStops(t *testing.T) {
	e := &endless{'x', 1 << 40}
	if _, err := Read(e); !errors.Is(err, ErrLineTooLong) {
		t.Fatal(err)
	}
	if read := int64(1<<40) - e.left; read > 2*MaxLine {
		t.Errorf("read %d bytes", read)
	}
}

func valid(rows [][]string) bool {
	for _, row := range rows {
		for _, cell := range row {
			if !utf8.ValidString(cell) || strings.ContainsAny(cell, "\r\x00") {
				return false
			}
		}
	}
	return true
}
