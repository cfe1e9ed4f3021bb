package sheet

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decode makes text of a file: with a byte order mark what the mark says, else
// UTF-8 where it is that, else Windows-1252. Every line end becomes "\n".
// Errors: ErrBinary, ErrEncoding.
func decode(b []byte) (string, error) {
	if foreign(b) {
		return "", ErrBinary
	}
	var text string
	var err error
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		text, err = wide(b[2:], binary.LittleEndian)
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		text, err = wide(b[2:], binary.BigEndian)
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		if text = string(b[3:]); !utf8.ValidString(text) {
			err = ErrEncoding
		}
	case utf8.Valid(b):
		text = string(b)
	default:
		text, err = charmap.Windows1252.NewDecoder().String(string(b))
	}
	if err != nil {
		return "", err
	}
	if isNoise(text) {
		return "", ErrBinary
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), nil
}

// foreign knows the beginnings of files that people take for tables of text: new
// and old workbooks, PDF, packed and sealed files.
func foreign(b []byte) bool {
	for _, beginning := range []string{"PK\x03\x04", "\xd0\xcf\x11\xe0", "%PDF-", "\x1f\x8b", "{\\rtf", "age-encryption.org/"} {
		if bytes.HasPrefix(b, []byte(beginning)) {
			return true
		}
	}
	return false
}

// wide reads UTF-16. Half a letter is ErrEncoding.
func wide(b []byte, order binary.ByteOrder) (string, error) {
	if len(b)%2 != 0 {
		return "", ErrEncoding
	}
	var text strings.Builder
	text.Grow(len(b) / 2)
	for i := 0; i < len(b); i += 2 {
		r := rune(order.Uint16(b[i:]))
		if utf16.IsSurrogate(r) {
			if i+4 > len(b) {
				return "", ErrEncoding
			}
			if r = utf16.DecodeRune(r, rune(order.Uint16(b[i+2:]))); r == utf8.RuneError {
				return "", ErrEncoding
			}
			i += 2
		}
		text.WriteRune(r)
	}
	return text.String(), nil
}

// isNoise finds what no text has: a NUL, or one control character in ten.
func isNoise(text string) bool {
	controls := 0
	for _, r := range text {
		switch {
		case r == 0:
			return true
		case r == '\t' || r == '\n' || r == '\r':
		case r < ' ' || r >= 0x7f && r <= 0x9f:
			controls++
		}
	}
	return controls*10 > len(text)
}
