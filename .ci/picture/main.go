// Command picture draws a terminal screen as an SVG: it reads what tmux's
// capture-pane -e prints on standard input and writes the picture on standard
// output. Same screen, same bytes, so that CI can tell a stale picture.
//
//	tmux capture-pane -pe | go run ./.ci/picture 80 24 > docs/today.svg
package main

import (
	"bufio"
	"fmt"
	"html"
	"os"
	"strconv"
	"strings"
)

const (
	cellW, cellH = 9, 19
	margin       = 12
	paper        = "#14181d"
	ink          = "#d8dee9"
)

type style struct {
	fg, bg                         string
	bold, faint, under, italic, rv bool
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: picture COLUMNS ROWS < screen > picture.svg")
		os.Exit(2)
	}
	cols, _ := strconv.Atoi(os.Args[1])
	rows, _ := strconv.Atoi(os.Args[2])
	w, h := cols*cellW+2*margin, rows*cellH+2*margin
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	fmt.Fprintf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n", w, h, w, h)
	fmt.Fprintf(out, "<rect width=\"%d\" height=\"%d\" rx=\"6\" fill=\"%s\"/>\n", w, h, paper)
	fmt.Fprintf(out, "<g font-family=\"DejaVu Sans Mono,Menlo,Consolas,monospace\" font-size=\"15\" fill=\"%s\">\n", ink)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	st := style{}
	for y := 0; in.Scan() && y < rows; y++ {
		st = line(out, in.Text(), y, st)
	}
	fmt.Fprint(out, "</g>\n</svg>\n")
}

// line draws one row as runs of equal style and gives the style it ends in.
func line(out *bufio.Writer, text string, y int, st style) style {
	x := 0
	var run strings.Builder
	start := 0
	flush := func() {
		if run.Len() > 0 {
			draw(out, run.String(), start, x-start, y, st)
		}
		run.Reset()
		start = x
	}
	for i := 0; i < len(text); {
		if text[i] == 0x1b {
			flush()
			end := strings.IndexAny(text[i:], "mK\\")
			if end < 0 {
				break
			}
			if text[i+end] == 'm' && strings.HasPrefix(text[i:], "\x1b[") {
				st = st.apply(text[i+2 : i+end])
			}
			i += end + 1
			continue
		}
		r := []rune(text[i:min(len(text), i+4)])[0]
		run.WriteRune(r)
		i += len(string(r))
		x++
	}
	flush()
	return st
}

func draw(out *bufio.Writer, s string, x, n, y int, st style) {
	fg, bg := st.fg, st.bg
	if st.rv {
		fg, bg = bg, fg
		if fg == "" {
			fg = paper
		}
		if bg == "" {
			bg = ink
		}
	}
	px, py := margin+x*cellW, margin+y*cellH
	if bg != "" {
		fmt.Fprintf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", px, py, n*cellW, cellH, bg)
	}
	if strings.TrimSpace(s) == "" {
		return
	}
	attr := ""
	if fg != "" {
		attr += fmt.Sprintf(" fill=%q", fg)
	}
	if st.bold {
		attr += ` font-weight="bold"`
	}
	if st.faint {
		attr += ` fill-opacity="0.65"`
	}
	if st.under {
		attr += ` text-decoration="underline"`
	}
	if st.italic {
		attr += ` font-style="italic"`
	}
	fmt.Fprintf(out, "<text x=\"%d\" y=\"%d\" textLength=\"%d\"%s>%s</text>\n", px, py+14, n*cellW, attr, html.EscapeString(strings.ReplaceAll(s, " ", "\u00a0")))
}

func (s style) apply(codes string) style {
	p := strings.FieldsFunc(codes, func(r rune) bool { return r == ';' || r == ':' })
	if len(p) == 0 {
		return style{}
	}
	for i := 0; i < len(p); i++ {
		n, _ := strconv.Atoi(p[i])
		switch {
		case n == 0:
			s = style{}
		case n == 1:
			s.bold = true
		case n == 2:
			s.faint = true
		case n == 3:
			s.italic = true
		case n == 4:
			s.under = true
		case n == 7:
			s.rv = true
		case n == 22:
			s.bold, s.faint = false, false
		case n == 23:
			s.italic = false
		case n == 24:
			s.under = false
		case n == 27:
			s.rv = false
		case n == 38 || n == 48:
			var c string
			c, i = colour(p, i)
			if n == 38 {
				s.fg = c
			} else {
				s.bg = c
			}
		case n == 39:
			s.fg = ""
		case n == 49:
			s.bg = ""
		case n >= 30 && n <= 37:
			s.fg = indexed(n - 30)
		case n >= 90 && n <= 97:
			s.fg = indexed(n - 90 + 8)
		case n >= 40 && n <= 47:
			s.bg = indexed(n - 40)
		case n >= 100 && n <= 107:
			s.bg = indexed(n - 100 + 8)
		}
	}
	return s
}

func colour(p []string, i int) (string, int) {
	at := func(k int) int {
		if k >= len(p) {
			return 0
		}
		n, _ := strconv.Atoi(p[k])
		return n
	}
	switch at(i + 1) {
	case 5:
		return indexed(at(i + 2)), i + 2
	case 2:
		return fmt.Sprintf("#%02x%02x%02x", at(i+2), at(i+3), at(i+4)), i + 4
	}
	return "", i + 1
}

func indexed(n int) string {
	base := []string{
		"#2e3440", "#d06b74", "#9fbf87", "#e6c57f", "#7ea2c6", "#b48ead", "#82bcc9", "#d8dee9",
		"#6b7689", "#e08a92", "#b5d29e", "#f2d79a", "#9bbbe0", "#c9a6c4", "#9fd3df", "#ffffff",
	}
	switch {
	case n < 16:
		return base[n]
	case n < 232:
		step := []int{0, 95, 135, 175, 215, 255}
		n -= 16
		return fmt.Sprintf("#%02x%02x%02x", step[n/36], step[n/6%6], step[n%6])
	default:
		g := 8 + (n-232)*10
		return fmt.Sprintf("#%02x%02x%02x", g, g, g)
	}
}
