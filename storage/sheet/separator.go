package sheet

import "strings"

// separators are what may stand between cells, the likeliest first.
func separators() []rune { return []rune{';', '\t', ','} }

// separator finds what stands between the cells. A first line such as "sep=;",
// which Excel obeys and does not show, says it, and is cut off. Else it is what
// stands in the most lines, and of several such what makes the most cells in
// lines with equally many: commas in a column of addresses come and go.
func separator(text string) (rune, string) {
	first, rest, _ := strings.Cut(text, "\n")
	if said, ok := strings.CutPrefix(strings.Trim(first, `"`), "sep="); ok {
		for _, s := range separators() {
			if said == string(s) {
				return s, rest
			}
		}
	}
	best, mostLines, mostEven := separators()[0], 0, 0
	for _, s := range separators() {
		lines, even := count(text, s)
		if lines > mostLines || lines == mostLines && even > mostEven {
			best, mostLines, mostEven = s, lines, even
		}
	}
	return best, text
}

// count counts a separator in the first lines, outside quotation marks: in how
// many of them it stands, and how many stand in those that have equally many.
func count(text string, separator rune) (lines, even int) {
	const most, within = 20, 64 << 10
	sums := map[int]int{}
	n, seen, quoted := 0, 0, false
	end := func() {
		if n > 0 {
			lines++
		}
		sums[n] += n
		even = max(even, sums[n])
		n = 0
		seen++
	}
	for i, r := range text {
		if seen == most || i >= within {
			break
		}
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == separator:
			n++
		case r == '\n':
			end()
		}
	}
	end()
	return lines, even
}
