// Package casenumber makes and reads case numbers such as 26-7RQ4: the year in two
// digits and four characters drawn at random, easy to say on a telephone and
// telling neither how many cases there are nor which came first.
//
// Numbers are made without asking anyone, so two people can draw the same one.
// Whoever sees both cases tells them apart by a small letter in order of case id:
// 26-7RQ4, 26-7RQ4b, 26-7RQ4c ([Suffix]). The number never stands alone for the
// case; the case id does.
package casenumber

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Alphabet are the twenty characters of the random part: digits and capitals
// that are hard to mistake for one another, and no vowels, so that no words
// arise.
const Alphabet = "23456789CFGHJMPQRVWX"

// perYear is how many numbers a year has: 20⁴.
const perYear = 160_000

// Errors; test with errors.Is.
var (
	// ErrNotANumber is a text that is no case number.
	ErrNotANumber = errors.New("not a case number")
	// ErrYear is a year that two digits cannot stand for: only 2000 to 2099.
	ErrYear = errors.New("no case numbers for this year")
	// ErrNoneLeft means that all numbers of the year are taken.
	ErrNoneLeft = errors.New("all case numbers of the year are taken")
)

// New draws a number for a case opened in year, each of the free ones equally
// likely. rand gives the random bytes; an error of it is returned wrapped. taken
// says whether a number is in use here; nil means that none is.
func New(year int, rand io.Reader, taken func(number string) bool) (string, error) {
	if year < 2000 || year > 2099 {
		return "", ErrYear
	}
	free := func(n int) (string, bool) {
		number := format(year, n)
		return number, taken == nil || !taken(number)
	}
	// While a tenth of the numbers is free, a hundred draws miss them all once in
	// 38,000 times.
	const draws = 100
	n := 0
	for range draws {
		var err error
		if n, err = draw(rand); err != nil {
			return "", fmt.Errorf("drawing a case number: %w", err)
		}
		if number, ok := free(n); ok {
			return number, nil
		}
	}
	// Nearly all are taken: look at all of them, from the last draw on.
	for i := range perYear {
		if number, ok := free((n + i) % perYear); ok {
			return number, nil
		}
	}
	return "", ErrNoneLeft
}

// draw is a number below perYear, all equally likely.
func draw(rand io.Reader) (int, error) {
	const length = 4
	n := 0
	for drawn := 0; drawn < length; {
		var b [1]byte
		if _, err := io.ReadFull(rand, b[:]); err != nil {
			return 0, err
		}
		// 240 is the greatest multiple of 20 that a byte holds; the 16 values
		// above it would make the first characters likelier than the others.
		if b[0] < 240 {
			n = n*len(Alphabet) + int(b[0])%len(Alphabet)
			drawn++
		}
	}
	return n, nil
}

func format(year, n int) string {
	var code [4]byte
	for i := len(code) - 1; i >= 0; i-- {
		code[i] = Alphabet[n%len(Alphabet)]
		n /= len(Alphabet)
	}
	return fmt.Sprintf("%02d-%s", year%100, code[:])
}

// Parse reads a number in capitals or small letters, with white space around it
// and with or without the letter that tells equal numbers apart, and gives it back
// as it is shown: 26-7RQ4 or 26-7RQ4b. It does not guess: an O is not taken for a
// Q, nor a B for an 8. Its error is [ErrNotANumber].
func Parse(text string) (string, error) {
	p, ok := split(strings.TrimSpace(text))
	if !ok || p.year == "" {
		return "", ErrNotANumber
	}
	return p.year + "-" + p.code + p.suffix, nil
}

// Valid reports whether number is one as [New] makes it: in capitals, with
// nothing around it and without a letter after it.
func Valid(number string) bool {
	p, ok := split(number)
	return ok && p.suffix == "" && number == p.year+"-"+p.code
}

// Suffix is what tells the n-th of several cases with one number apart, n from 0
// in order of case id: "", "b", "c" … "z", then "27", "28" and so on.
func Suffix(n int) string {
	switch {
	case n <= 0:
		return ""
	case n < 26:
		return string(rune('a' + n))
	}
	return fmt.Sprint(n + 1)
}

// Match reports whether arg, as someone typed it, means this number: the number
// itself or only its four last characters, in capitals or small letters. A number
// without its suffix means all that share it, so that the caller finds them
// ambiguous; with a suffix it means that one.
func Match(arg, number string) bool {
	a, ok := split(strings.TrimSpace(arg))
	if !ok {
		return false
	}
	n, ok := split(strings.TrimSpace(number))
	return ok && n.year != "" && a.code == n.code &&
		(a.year == "" || a.year == n.year) &&
		(a.suffix == "" || a.suffix == n.suffix)
}

// parts are those of a number: 26, 7RQ4, b.
type parts struct{ year, code, suffix string }

// split cuts a number, or its last part, into its parts.
func split(text string) (parts, bool) {
	var p parts
	if year, rest, ok := strings.Cut(text, "-"); ok {
		if len(year) != 2 || strings.Trim(year, "0123456789") != "" {
			return parts{}, false
		}
		p.year, text = year, rest
	}
	if len(text) < 4 {
		return parts{}, false
	}
	code := upper(text[:4])
	if strings.Trim(code, Alphabet) != "" {
		return parts{}, false
	}
	p.code, p.suffix = code, lower(text[4:])
	return p, p.suffix == "" || isSuffix(p.suffix)
}

// isSuffix reports whether s is what Suffix gives for some n above 0.
func isSuffix(s string) bool {
	if len(s) == 1 {
		return s[0] >= 'b' && s[0] <= 'z'
	}
	const longest = 6 // there are no more numbers than perYear
	return len(s) <= longest && strings.Trim(s, "0123456789") == "" && s[0] != '0' && (len(s) > 2 || s >= "27")
}

// upper and lower change ASCII letters only: strings.ToUpper would make an S of
// the letter ſ.
func upper(s string) string { return mapASCII(s, 'a', 'z') }
func lower(s string) string { return mapASCII(s, 'A', 'Z') }

func mapASCII(s string, from, to byte) string {
	b := []byte(s)
	for i, c := range b {
		if c >= from && c <= to {
			b[i] = c ^ 0x20
		}
	}
	return string(b)
}
