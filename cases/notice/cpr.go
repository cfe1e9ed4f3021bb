package notice

import (
	"strings"
	"time"

	"brobygger/cases/calendar"
)

// findCPR finds DDMMÅÅ-LLLL as people write it: in one piece, with a hyphen,
// spaces or both before the last four digits, and with the date in three parts
// (01.02.03-4567, 01 02 03 4567).
//
// Ten digits in a row with other digits beside them are part of something longer
// and are left alone; eight (telephone and CVR numbers) and lejemål numbers such
// as 03-001-03 never have the form.
func findCPR(text string) []Notice {
	var found []Notice
	for i := 0; i < len(text); {
		if !isDigit(text, i) {
			i++
			continue
		}
		if end := cprAt(text, i); end > 0 {
			found = append(found, Notice{CPRLike, i, end})
			i = end
			continue
		}
		for isDigit(text, i) { // a number is looked at from its first digit
			i++
		}
	}
	return found
}

// cprAt is where the CPR number ends that begins at i, or 0.
func cprAt(text string, i int) (end int) {
	digits := make([]byte, 0, 10)
	take := func(n int) bool {
		for range n {
			if !isDigit(text, i) {
				return false
			}
			digits = append(digits, text[i])
			i++
		}
		return true
	}
	if !take(2) {
		return 0
	}
	parted := byte(0) // what stands between day, month and year
	if i < len(text) && strings.IndexByte(" .-/", text[i]) >= 0 {
		parted = text[i]
		i++
	}
	if !take(2) {
		return 0
	}
	if parted != 0 {
		if i >= len(text) || text[i] != parted {
			return 0
		}
		i++
	}
	if !take(2) {
		return 0
	}
	before := i
	hyphen := false
	const widest = 3 // " - "
	for range widest {
		size, isHyphen := joint(text[i:])
		if size == 0 {
			break
		}
		hyphen = hyphen || isHyphen
		i += size
	}
	// "10.12.26 1400" is a day and a time; only spaces throughout are as clear as
	// a hyphen.
	if parted != 0 && !hyphen && (parted != ' ' || i == before) {
		return 0
	}
	if !take(4) || isDigit(text, i) || !plausible(digits) {
		return 0
	}
	return i
}

// joint is the length of a space or hyphen at the beginning of s.
func joint(s string) (size int, hyphen bool) {
	for _, space := range []string{" ", "\u00a0", "\u202f"} {
		if strings.HasPrefix(s, space) {
			return len(space), false
		}
	}
	for _, h := range []string{"-", "‐", "‑", "–", "−"} {
		if strings.HasPrefix(s, h) {
			return len(h), true
		}
	}
	return 0, false
}

func isDigit(s string, i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }

// plausible reports whether the ten digits begin with a date that exists. The
// seventh digit and the year give the century (cpr.dk, "Opbygning af
// CPR-nummeret").
func plausible(digits []byte) bool {
	two := func(i int) int { return int(digits[i]-'0')*10 + int(digits[i+1]-'0') }
	year := two(4)
	switch seventh := digits[6]; {
	case seventh <= '3':
		year += 1900
	case seventh == '4' || seventh == '9':
		if year <= 36 {
			year += 2000
		} else {
			year += 1900
		}
	case year <= 57:
		year += 2000
	default:
		year += 1800
	}
	_, err := calendar.NewDate(year, time.Month(two(2)), two(0))
	return err == nil
}
