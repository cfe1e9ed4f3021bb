package history

import "strings"

// orderDigits are the digits of an order key, in ASCII order.
const orderDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// OrderBetween is a key that sorts after a and before b as bytes, for a list
// whose items can be moved without rewriting the others. An empty a is the
// beginning, an empty b the end. Keys are ASCII letters and digits and never end
// in "0", so that there is always room before them. Two people who insert at
// the same place get the same key: whoever sorts breaks ties by id. Where a does
// not sort before b, or they are no such keys, the key is one after a.
func OrderBetween(a, b string) string {
	if !isOrder(a) {
		a = ""
	}
	if !isOrder(b) || b <= a {
		b = ""
	}
	// The digits that both begin with, a being followed by zeros, stay.
	n := 0
	for n < len(b) && orderDigit(a, n) == strings.IndexByte(orderDigits, b[n]) {
		n++
	}
	var key strings.Builder
	key.WriteString(b[:n])
	high := len(orderDigits)
	if b != "" {
		high = strings.IndexByte(orderDigits, b[n])
	}
	low := orderDigit(a, n)
	if mid := (low + high) / 2; mid > low {
		key.WriteByte(orderDigits[mid])
		return key.String()
	}
	// The digits are neighbours: keep the lower one, and what follows has only
	// to be after the rest of a.
	key.WriteByte(orderDigits[low])
	for n++; ; n++ {
		low = orderDigit(a, n)
		if mid := (low + len(orderDigits)) / 2; mid > low {
			key.WriteByte(orderDigits[mid])
			return key.String()
		}
		key.WriteByte(orderDigits[low])
	}
}

// orderDigit is the value of the digit at i, zero beyond the end.
func orderDigit(s string, i int) int {
	if i >= len(s) {
		return 0
	}
	return strings.IndexByte(orderDigits, s[i])
}

func isOrder(s string) bool {
	return strings.Trim(s, orderDigits) == "" && !strings.HasSuffix(s, "0")
}
