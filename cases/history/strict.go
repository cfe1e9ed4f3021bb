package history

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const maxDepth = 32

// CheckJSON reads one JSON value to its end and refuses what two readers could
// understand differently: duplicate keys, keys that differ only in case, bad
// UTF-8, lone surrogates, numbers that are no int64, nesting over 32 levels.
// encoding/json lets all of these through. Errors wrap ErrForged and carry the
// offset, never the text.
func CheckJSON(b []byte) error {
	s := scanner{b: b}
	return s.whole()
}

func (s *scanner) whole() error {
	if len(s.b) > MaxLine {
		return fmt.Errorf("%w: over %d bytes", ErrForged, MaxLine)
	}
	if err := s.value(0); err != nil {
		return err
	}
	if s.i != len(s.b) {
		return s.bad("bytes after the value")
	}
	return nil
}

// EndOfObject is the offset just past the JSON object that begins at b[0],
// scanned strictly. Errors wrap ErrForged.
func EndOfObject(b []byte) (int, error) {
	s := scanner{b: b}
	if len(b) == 0 || b[0] != '{' {
		return 0, s.bad("no object")
	}
	if err := s.value(0); err != nil {
		return 0, err
	}
	return s.i, nil
}

type scanner struct {
	b   []byte
	i   int
	key func(string) bool // whether a key of the outermost object is let pass; nil lets all
}

func (s *scanner) bad(what string) error {
	return fmt.Errorf("%w: %s at byte %d", ErrForged, what, s.i)
}

func (s *scanner) peek() byte {
	if s.i < len(s.b) {
		return s.b[s.i]
	}
	return 0
}

// value reads canonical JSON: no white space outside strings.
func (s *scanner) value(depth int) error {
	if depth > maxDepth {
		return s.bad("nested too deep")
	}
	switch c := s.peek(); {
	case c == '{':
		return s.object(depth)
	case c == '[':
		return s.array(depth)
	case c == '"':
		_, err := s.str()
		return err
	case c == '-' || c >= '0' && c <= '9':
		return s.number()
	}
	for _, word := range []string{"true", "false", "null"} {
		if strings.HasPrefix(string(s.b[s.i:min(len(s.b), s.i+5)]), word) {
			s.i += len(word)
			return nil
		}
	}
	return s.bad("no value")
}

func (s *scanner) object(depth int) error {
	s.i++
	var first [8]string
	keys := first[:0]
	var seen map[string]bool
	if s.peek() == '}' {
		s.i++
		return nil
	}
	for {
		if s.peek() != '"' {
			return s.bad("no key")
		}
		k, err := s.str()
		if err != nil {
			return err
		}
		if depth == 0 && s.key != nil && !s.key(k) {
			return s.bad("key in another case")
		}
		k = foldKey(k)
		if seen == nil && len(keys) == cap(keys) {
			seen = make(map[string]bool, 2*len(keys))
			for _, o := range keys {
				seen[o] = true
			}
		}
		if seen != nil {
			if seen[k] {
				return s.bad("key twice")
			}
			seen[k] = true
		} else {
			for _, o := range keys {
				if o == k {
					return s.bad("key twice")
				}
			}
			keys = append(keys, k)
		}
		if s.peek() != ':' {
			return s.bad("no colon")
		}
		s.i++
		if err := s.value(depth + 1); err != nil {
			return err
		}
		switch s.peek() {
		case ',':
			s.i++
		case '}':
			s.i++
			return nil
		default:
			return s.bad("object not closed")
		}
	}
}

// foldKey gives the same for two keys that encoding/json takes for one: it folds
// case as Unicode does, so that also the Kelvin sign is a k.
func foldKey(k string) string {
	if isFolded(k) {
		return k
	}
	return strings.Map(func(r rune) rune {
		for r >= utf8.RuneSelf {
			next := unicode.SimpleFold(r)
			if next <= r {
				r = next
				break
			}
			r = next
		}
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, k)
}

// isFolded says that a key is what it folds to, as the keys of this format are.
func isFolded(k string) bool {
	for i := range len(k) {
		if c := k[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

func (s *scanner) array(depth int) error {
	s.i++
	if s.peek() == ']' {
		s.i++
		return nil
	}
	for {
		if err := s.value(depth + 1); err != nil {
			return err
		}
		switch s.peek() {
		case ',':
			s.i++
		case ']':
			s.i++
			return nil
		default:
			return s.bad("array not closed")
		}
	}
}

// str reads a string and gives it with its escapes resolved.
func (s *scanner) str() (string, error) {
	s.i++
	start := s.i
	plain := true
	var out []byte
	for {
		if s.i >= len(s.b) {
			return "", s.bad("string not closed")
		}
		c := s.b[s.i]
		switch {
		case c == '"':
			s.i++
			if plain {
				return string(s.b[start : s.i-1]), nil
			}
			return string(out), nil
		case c < 0x20:
			return "", s.bad("control character in a string")
		case c == '\\':
			if plain {
				plain = false
				out = append(out, s.b[start:s.i]...)
			}
			r, err := s.escape()
			if err != nil {
				return "", err
			}
			out = utf8.AppendRune(out, r)
		case c < utf8.RuneSelf:
			s.i++
			if !plain {
				out = append(out, c)
			}
		default:
			r, n := utf8.DecodeRune(s.b[s.i:])
			if r == utf8.RuneError && n <= 1 {
				return "", s.bad("bad utf-8")
			}
			if !plain {
				out = append(out, s.b[s.i:s.i+n]...)
			}
			s.i += n
		}
	}
}

func (s *scanner) escape() (rune, error) {
	if s.i+1 >= len(s.b) {
		return 0, s.bad("string not closed")
	}
	c := s.b[s.i+1]
	if k := strings.IndexByte(`"\/bfnrt`, c); k >= 0 {
		s.i += 2
		return rune("\"\\/\b\f\n\r\t"[k]), nil
	}
	if c != 'u' {
		return 0, s.bad("bad escape")
	}
	r, ok := s.hex4(s.i + 2)
	if !ok {
		return 0, s.bad("bad escape")
	}
	s.i += 6
	switch {
	case r >= 0xDC00 && r <= 0xDFFF:
		return 0, s.bad("lone surrogate")
	case r >= 0xD800 && r <= 0xDBFF:
		if s.i+1 >= len(s.b) || s.b[s.i] != '\\' || s.b[s.i+1] != 'u' {
			return 0, s.bad("lone surrogate")
		}
		lo, ok := s.hex4(s.i + 2)
		if !ok || lo < 0xDC00 || lo > 0xDFFF {
			return 0, s.bad("lone surrogate")
		}
		s.i += 6
		return 0x10000 + (r-0xD800)<<10 + (lo - 0xDC00), nil
	}
	return r, nil
}

func (s *scanner) hex4(at int) (rune, bool) {
	if at+4 > len(s.b) {
		return 0, false
	}
	var r rune
	for _, c := range s.b[at : at+4] {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c >= 'a' && c <= 'f':
			r = r<<4 | rune(c-'a'+10)
		case c >= 'A' && c <= 'F':
			r = r<<4 | rune(c-'A'+10)
		default:
			return 0, false
		}
	}
	return r, true
}

func (s *scanner) number() error {
	neg := s.peek() == '-'
	if neg {
		s.i++
	}
	start := s.i
	var n uint64
	for s.i < len(s.b) && s.b[s.i] >= '0' && s.b[s.i] <= '9' {
		if s.i-start >= 19 {
			return s.bad("number beyond int64")
		}
		n = n*10 + uint64(s.b[s.i]-'0')
		s.i++
	}
	switch {
	case s.i == start, s.b[start] == '0' && s.i-start > 1, neg && n == 0:
		return s.bad("bad number")
	case !neg && n > 1<<63-1, neg && n > 1<<63:
		return s.bad("number beyond int64")
	}
	if c := s.peek(); c == '.' || c == 'e' || c == 'E' {
		return s.bad("number is no integer")
	}
	return nil
}
