package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// helpWidth is how wide a help page is.
const helpWidth = 80

// writeHelp writes the help of a command, in the place of cobra's own, whose
// English words cannot be translated.
func (a *app) writeHelp(cmd *cobra.Command) {
	p := &a.out
	fmt.Fprintln(p, wrap(cmd.Short+".", 0, helpWidth))
	if cmd.Long != "" {
		fmt.Fprintf(p, "\n%s\n", wrap(cmd.Long, 0, helpWidth))
	}
	fmt.Fprintf(p, "\n%s\n", a.w.T("cli.help.usage"))
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(p, "  %s %s\n", cmd.CommandPath(), a.w.T("clicmd.arg.command"))
	} else {
		use := strings.TrimPrefix(cmd.Use, cmd.Name())
		fmt.Fprintf(p, "  %s%s %s\n", cmd.CommandPath(), use, a.w.T("cli.help.options"))
	}
	if cmd.Example != "" {
		fmt.Fprintf(p, "\n%s\n", a.w.T("cli.help.examples"))
		for _, line := range strings.Split(cmd.Example, "\n") {
			fmt.Fprintf(p, "  %s\n", line)
		}
	}
	a.writeCommands(cmd)
	own, global := &pflag.FlagSet{}, &pflag.FlagSet{}
	own.AddFlagSet(cmd.LocalNonPersistentFlags())
	global.AddFlagSet(cmd.Root().PersistentFlags())
	a.writeFlags(a.w.T("cli.help.flags"), own)
	a.writeFlags(a.w.T("cli.help.global"), global)
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(p, "\n%s\n", a.w.T("cli.help.more", cmd.CommandPath()))
	}
}

// writeCommands lists the commands of a group by their headings, and in the
// order in which they were added.
func (a *app) writeCommands(cmd *cobra.Command) {
	var shown []*cobra.Command
	width := 0
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			shown = append(shown, c)
			width = max(width, len(c.Name()))
		}
	}
	list := func(title, id string) {
		first := true
		for _, c := range shown {
			if c.GroupID != id {
				continue
			}
			if first {
				fmt.Fprintf(&a.out, "\n%s\n", title)
				first = false
			}
			fmt.Fprintf(&a.out, "  %-*s  %s\n", width, c.Name(), wrap(c.Short, width+4, helpWidth))
		}
	}
	for _, g := range cmd.Groups() {
		list(g.Title, g.ID)
	}
	list(a.w.T("cli.help.commands"), "")
}

// writeFlags lists flags with what they take and what it means.
func (a *app) writeFlags(title string, flags *pflag.FlagSet) {
	type line struct{ left, right string }
	var lines []line
	width := 0
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		left := "    --" + f.Name
		if f.Shorthand != "" {
			left = "-" + f.Shorthand + ", --" + f.Name
		}
		if arg := f.Annotations[noteArgument]; len(arg) > 0 {
			left += " " + a.w.T("clicmd.arg."+arg[0])
		}
		right := f.Usage
		if keys := f.Annotations[noteKeys]; len(keys) > 0 {
			right += ": " + keysWithLabels(keys, f.Annotations[noteLabels])
		}
		lines = append(lines, line{left, right})
		width = max(width, ansi.StringWidth(left))
	})
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(&a.out, "\n%s\n", title)
	width = min(width, 30)
	for _, l := range lines {
		pad := width - ansi.StringWidth(l.left)
		if pad < 0 {
			fmt.Fprintf(&a.out, "  %s\n%*s%s\n", l.left, width+4, "", wrap(l.right, width+4, helpWidth))
			continue
		}
		fmt.Fprintf(&a.out, "  %s%*s  %s\n", l.left, pad, "", wrap(l.right, width+4, helpWidth))
	}
}

// keysWithLabels lists keys, each with its word behind it where that says more.
func keysWithLabels(keys, labels []string) string {
	shown := slices.Clone(keys)
	for i := range shown {
		if i < len(labels) && !strings.EqualFold(labels[i], keys[i]) {
			shown[i] += " (" + labels[i] + ")"
		}
	}
	return strings.Join(shown, ", ")
}

// wrap breaks text at white space so that no line is wider than width; lines
// after the first begin with indent blanks. Line breaks of the text are kept.
func wrap(text string, indent, width int) string {
	var out []string
	for _, paragraph := range strings.Split(text, "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			switch {
			case line == "":
				line = word
			case indent+ansi.StringWidth(line)+1+ansi.StringWidth(word) > width:
				out = append(out, line)
				line = word
			default:
				line += " " + word
			}
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n"+strings.Repeat(" ", indent))
}
