package frame

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width is the number of columns a text takes, styles not counted.
func Width(text string) int {
	if n, ok := plain(text); ok {
		return n
	}
	return ansi.StringWidth(text)
}

// plain gives the width of a text that has nothing but printable ASCII and
// Latin letters in it, which is nearly every text.
func plain(text string) (int, bool) {
	n := 0
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if c < ' ' || c == 0x7f {
				return 0, false
			}
			i++
			n++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r < 0xa0 || r > 0x24f || r == 0xad {
			return 0, false
		}
		i += size
		n++
	}
	// A combining mark would have been beyond the Latin letters.
	return n, true
}

// Cut makes a text no wider than width, with "…" in the place of what went.
// Styles are kept whole.
func Cut(text string, width int) string {
	if width <= 0 {
		return ""
	}
	if n, ok := plain(text); ok {
		if n <= width {
			return text
		}
		if n == len(text) {
			return text[:width-1] + "…"
		}
	}
	return ansi.Truncate(text, width, "…")
}

// Fit makes a text exactly width columns wide: cut, or filled up with blanks.
func Fit(text string, width int) string {
	text = Cut(text, width)
	if n := width - Width(text); n > 0 {
		return text + strings.Repeat(" ", n)
	}
	return text
}

// FitRight is [Fit] with the blanks before the text, for numbers and dates.
func FitRight(text string, width int) string {
	text = Cut(text, width)
	if n := width - Width(text); n > 0 {
		return strings.Repeat(" ", n) + text
	}
	return text
}

// Ends puts two texts at the ends of a width, the left one cut to make room.
func Ends(left, right string, width int) string {
	room := width - Width(right)
	if right == "" || room < 0 {
		return Cut(left, width)
	}
	if room == 0 {
		return right
	}
	return Fit(left, room-1) + " " + right
}

// Wrap breaks a text into lines no wider than width, between words where it
// can and behind hyphens, but not behind those of dates, amounts and numbers.
// Newlines in the text stay; a text of nothing gives no line.
func Wrap(text string, width int) []string {
	if text == "" || width <= 0 {
		return nil
	}
	if !strings.ContainsRune(text, '-') {
		return strings.Split(ansi.Wrap(text, width, ""), "\n")
	}
	held, was := holdHyphens(text)
	lines := strings.Split(ansi.Wrap(held, width, ""), "\n")
	for i, l := range lines {
		lines[i], was = freeHyphens(l, was)
	}
	return lines
}

// heldHyphen is as wide as a hyphen, and no line is broken behind it.
const heldHyphen = '\u2011'

// holdHyphens puts a hyphen that no line is broken behind in the place of each
// that stands at a digit: "03-12", "26-7RQ4", "+45-", "14-dages". was says for
// each such hyphen of the result whether it was an ordinary one.
func holdHyphens(text string) (held string, was []bool) {
	digit := func(i int) bool { return i >= 0 && i < len(text) && text[i] >= '0' && text[i] <= '9' }
	var b strings.Builder
	for i, r := range text {
		// "1.200,-" is an amount too.
		ordinary := r == '-' && (digit(i-1) || digit(i+1) || i > 0 && strings.ContainsRune(".,:", rune(text[i-1])) && digit(i-2))
		if ordinary {
			r = heldHyphen
		}
		if r == heldHyphen {
			was = append(was, ordinary)
		}
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], string(utf8.RuneError)) {
			b.WriteByte(text[i]) // not UTF-8: it stays what it is
			continue
		}
		b.WriteRune(r)
	}
	return b.String(), was
}

// freeHyphens puts the ordinary hyphens back into a line, and gives what was
// says of the lines after it.
func freeHyphens(line string, was []bool) (string, []bool) {
	if !strings.ContainsRune(line, heldHyphen) {
		return line, was
	}
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(line, string(heldHyphen))
		b.WriteString(before)
		if !ok {
			return b.String(), was
		}
		if was[0] {
			b.WriteByte('-')
		} else {
			b.WriteRune(heldHyphen)
		}
		line, was = after, was[1:]
	}
}

// Clean makes a line harmless: of control characters only those that style text
// (ESC [ … m) stay; every other, newlines and the marks that turn the direction
// of text with them, is drawn as "·".
func Clean(line string) string {
	if harmless(line) {
		return line
	}
	var b strings.Builder
	b.Grow(len(line))
	for i := 0; i < len(line); {
		if n := style(line[i:]); n > 0 {
			b.WriteString(line[i : i+n])
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(line[i:])
		switch {
		case r == '\t':
			b.WriteByte(' ')
		case bad(r) || r == utf8.RuneError && size == 1:
			b.WriteString("·")
		default:
			b.WriteString(line[i : i+size])
		}
		i += size
	}
	return b.String()
}

// harmless says whether Clean would change nothing.
func harmless(line string) bool {
	for i := 0; i < len(line); {
		c := line[i]
		switch {
		case c == 0x1b:
			n := style(line[i:])
			if n == 0 {
				return false
			}
			i += n
		case c < ' ' || c == 0x7f:
			return false
		case c < utf8.RuneSelf:
			i++
		default:
			r, size := utf8.DecodeRuneInString(line[i:])
			if bad(r) || r == utf8.RuneError && size == 1 {
				return false
			}
			i += size
		}
	}
	return true
}

// style gives the length of the sequence that styles text at the start of s, or
// 0 if there is none.
func style(s string) int {
	if len(s) < 3 || s[0] != 0x1b || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case c != ';' && c != ':' && (c < '0' || c > '9'):
			return 0
		}
	}
	return 0
}

// bad says whether a character does something else than stand where it is.
func bad(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0:
		return true
	case r == 0xad, r == 0x61c, r == 0xfeff:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return r != 0x200c && r != 0x200d // these shape letters
	}
	return false
}
