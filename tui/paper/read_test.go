package paper_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// identity is the table by which a reader of this PDF turns what stands on the
// page back into text: each code is the character of the same number.
const identity = "1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange"

// read is what a reader finds in a PDF: how many pages, and their text, a line
// for each piece.
func read(t *testing.T, data []byte) (pages int, text string) {
	t.Helper()
	fonts := bytes.Count(data, []byte("/ToUnicode"))
	maps := bytes.Count(data, []byte(identity))
	if fonts == 0 || maps != fonts {
		t.Fatalf("%d fonts, %d tables of characters", fonts, maps)
	}
	pages = bytes.Count(data, []byte("<</Type /Page\n"))
	var out strings.Builder
	shown(&out, content(t, data))
	return pages, out.String()
}

// content is what is drawn on the pages.
func content(t *testing.T, data []byte) []byte {
	t.Helper()
	var out []byte
	for rest := data; ; {
		_, after, ok := bytes.Cut(rest, []byte("stream\n"))
		if !ok {
			break
		}
		if z, err := zlib.NewReader(bytes.NewReader(after)); err == nil {
			if b, err := io.ReadAll(z); err == nil && bytes.Contains(b, []byte(" Tj ")) {
				out = append(out, b...)
			}
		}
		_, rest, _ = bytes.Cut(after, []byte("endstream"))
	}
	if len(out) == 0 {
		t.Fatal("nothing is drawn")
	}
	return out
}

type place struct{ x, y float64 }

var pieceAt = regexp.MustCompile(`BT ([0-9.-]+) ([0-9.-]+) Td`)

// places are where the pieces of text begin, in points from the lower left.
func places(t *testing.T, data []byte) []place {
	t.Helper()
	var out []place
	for _, m := range pieceAt.FindAllSubmatch(content(t, data), -1) {
		x, err := strconv.ParseFloat(string(m[1]), 64)
		y, err2 := strconv.ParseFloat(string(m[2]), 64)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		out = append(out, place{x, y})
	}
	if len(out) < 5 {
		t.Fatalf("only %d pieces of text", len(out))
	}
	return out
}

var sizeOf = regexp.MustCompile(`/F\w+ ([0-9.]+) Tf`)

// fontSizes are the sizes in use, in points.
func fontSizes(t *testing.T, data []byte) []string {
	t.Helper()
	var out []string
	for _, m := range sizeOf.FindAllSubmatch(content(t, data), -1) {
		out = append(out, string(m[1]))
	}
	return out
}

// shown takes the text out of a page.
func shown(out *strings.Builder, content []byte) {
	for {
		_, after, ok := bytes.Cut(content, []byte(" Td ("))
		if !ok {
			return
		}
		var raw []byte
		i := 0
		for ; after[i] != ')'; i++ {
			c := after[i]
			if c == '\\' {
				i++
				if c = after[i]; c == 'r' {
					c = '\r'
				}
			}
			raw = append(raw, c)
		}
		var codes []uint16
		for ; len(raw) >= 2; raw = raw[2:] {
			codes = append(codes, binary.BigEndian.Uint16(raw))
		}
		out.WriteString(string(utf16.Decode(codes)) + "\n")
		content = after[i:]
	}
}
