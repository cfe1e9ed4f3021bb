package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"brobygger/tui/words"
)

// TestManPages: whatever the words hold, a line of a page is a request of ours
// or text, and every escape is one that was meant.
func TestManPages(t *testing.T) {
	request := regexp.MustCompile(`^(\.\\" .*|\.TH "[A-Z\\-]+" 1 "" ".*"|\.SH "[^"]+"|\.(nh|ad l|PP|TP|br|nf|fi))$`)
	escape := regexp.MustCompile(`\\(f[BIR]|-|e|&|\(dq)`)
	n := 0
	for _, l := range words.Languages() {
		a, root := tree(t, l)
		hostile := &cobra.Command{Use: "hostile", Short: `.so /etc/passwd`, Long: "'br\n\\*(xx \"y\"\n.", Example: ".ab", Run: func(*cobra.Command, []string) {}}
		root.AddCommand(hostile)
		each(root, func(cmd *cobra.Command) {
			page := a.manPage(cmd)
			if strings.ContainsAny(page, "‹›") {
				t.Errorf("%s %s: words are missing:\n%s", l, cmd.CommandPath(), page)
			}
			for _, line := range strings.Split(strings.TrimSuffix(page, "\n"), "\n") {
				n++
				isRequest := request.MatchString(line)
				if line == "" || strings.ContainsRune(".'", rune(line[0])) && !isRequest {
					t.Errorf("%s %s: %q", l, cmd.CommandPath(), line)
				}
				if !isRequest && strings.Contains(escape.ReplaceAllString(line, ""), `\`) {
					t.Errorf("%s %s: %q", l, cmd.CommandPath(), line)
				}
			}
		})
		if page := a.manPage(hostile); !strings.Contains(page, "\n\\&.so /etc/passwd.\n") || !strings.Contains(page, "\n\\&'br\n.br\n\\e*(xx \\(dqy\\(dq\n.br\n\\&.\n") {
			t.Errorf("%s:\n%s", l, page)
		}
	}
	if n < 1000 {
		t.Errorf("only %d lines", n)
	}
}
