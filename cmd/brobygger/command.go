package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// call is one command being run: the program, the command with its flags, and
// its arguments, of which there are as many as its usage line says.
type call struct {
	*app
	*cobra.Command
	args []string
}

// arg is the argument at a place, "" where an optional one was left out.
func (c *call) arg(i int) string {
	if i < len(c.args) {
		return c.args[i]
	}
	return ""
}

// command makes a command. Its path, such as "case new", finds its words:
// clicmd.case.new is what it does, clicmd.case.new.more what else the help says.
// usage names its arguments as the word list "clicmd.arg." knows them: "case
// entry", in brackets where they may be left out, with dots where more may
// follow.
func (a *app) command(path, usage string, do func(*call) error) *builder {
	names := strings.Fields(path)
	cmd := &cobra.Command{
		Use:                   names[len(names)-1],
		Short:                 a.w.T("clicmd." + key(path)),
		DisableFlagsInUseLine: true,
		SilenceErrors:         true,
		SilenceUsage:          true,
	}
	min, max := 0, 0
	var shown []string
	for _, name := range strings.Fields(usage) {
		bare := strings.Trim(name, "[].")
		word := a.w.T("clicmd.arg." + bare)
		max++
		if !strings.HasPrefix(name, "[") {
			min++
		}
		if strings.Contains(name, "...") {
			max = 1 << 20
		}
		shown = append(shown, strings.Replace(name, bare, word, 1))
	}
	if len(shown) > 0 {
		cmd.Use += " " + strings.Join(shown, " ")
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < min:
			return misuse(a.w.T("clierr.usage.missing", strings.Trim(shown[len(args)], ".")), cmd)
		case len(args) > max:
			return misuse(a.w.T("clierr.usage.toomany"), cmd)
		}
		return nil
	}
	if do != nil {
		cmd.RunE = func(cmd *cobra.Command, args []string) error {
			return do(&call{app: a, Command: cmd, args: args})
		}
	}
	return &builder{a: a, cmd: cmd, path: path}
}

// group makes a command that only holds others.
func (a *app) group(path string, under ...*builder) *builder {
	b := a.command(path, "", nil)
	for _, u := range under {
		b.cmd.AddCommand(u.cmd)
	}
	b.cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		return a.unknown(cmd, args[0])
	}
	b.cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		var names []string
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				names = append(names, c.Name())
			}
		}
		return misuse(a.w.T("clierr.usage.which", cmd.CommandPath(), strings.Join(names, ", ")), cmd)
	}
	return b
}

// unknown is the error for a command that is not there, with those that are
// nearly it.
func (a *app) unknown(cmd *cobra.Command, name string) error {
	cmd.SuggestionsMinimumDistance = 2
	text := a.w.T("clierr.usage.unknown", cmd.CommandPath())
	if near := cmd.SuggestionsFor(name); len(near) > 0 {
		text += " " + a.w.T("clierr.usage.near", strings.Join(near, ", "))
	}
	return misuse(text, cmd)
}

// key is the word key of a path of commands.
func key(path string) string { return strings.ReplaceAll(path, " ", ".") }

// builder adds flags to a command. The words of a flag are
// clicmd.case.new.--name where the command has its own, else clicmd.--name.
type builder struct {
	a    *app
	cmd  *cobra.Command
	path string
}

// Annotations of a flag that the help reads.
const (
	noteArgument = "argument" // word key of what the flag takes
	noteKeys     = "keys"     // the keys it takes
	noteLabels   = "labels"   // their words
	noteText     = "text"     // the flag takes a name or a text, see textin.go
)

func (b *builder) words(name string) string {
	if own := "clicmd." + key(b.path) + ".--" + name; b.a.w.Has(own) {
		return b.a.w.T(own)
	}
	return b.a.w.T("clicmd.--" + name)
}

func (b *builder) note(name, note string, values ...string) {
	f := b.cmd.Flags().Lookup(name)
	if f.Annotations == nil {
		f.Annotations = map[string][]string{}
	}
	f.Annotations[note] = values
}

// value adds a flag that takes what the word "clicmd.arg." + argument says.
func (b *builder) value(name, argument string) *builder {
	b.cmd.Flags().String(name, "", b.words(name))
	b.note(name, noteArgument, argument)
	return b
}

// text adds flags that take a name or a text, from a file or stdin.
func (b *builder) text(names ...string) *builder {
	for _, name := range names {
		b.value(name, "text")
		b.note(name, noteText)
	}
	return b
}

// texts adds a flag that takes several names, each with the flag again.
func (b *builder) texts(name string) *builder {
	b.cmd.Flags().StringArray(name, nil, b.words(name))
	b.note(name, noteArgument, "texts")
	b.note(name, noteText)
	return b
}

// many adds a flag that takes several values, each with the flag again.
func (b *builder) many(name, argument string) *builder {
	b.cmd.Flags().StringArray(name, nil, b.words(name))
	b.note(name, noteArgument, argument)
	return b
}

// key adds a flag that takes one of some keys; labels is the beginning of their
// word keys, "" where the keys say enough.
func (b *builder) key(name, labels string, keys ...string) *builder {
	return b.keys(name, labels, &keyValue{allowed: keys})
}

// keyList adds a flag that takes several keys, joined by commas or with the flag
// again.
func (b *builder) keyList(name, labels string, keys ...string) *builder {
	return b.keys(name, labels, &keyValue{allowed: keys, several: true})
}

func (b *builder) keys(name, labels string, v *keyValue) *builder {
	b.cmd.Flags().Var(v, name, b.words(name))
	b.note(name, noteArgument, "key")
	b.note(name, noteKeys, v.allowed...)
	if labels != "" {
		shown := make([]string, len(v.allowed))
		for i, k := range v.allowed {
			shown[i] = b.a.w.T(labels + k)
		}
		b.note(name, noteLabels, shown...)
	}
	b.completes(name, v)
	return b
}

// completes lets a shell complete the keys of a flag, each with its word; of a
// flag that takes several the last one.
func (b *builder) completes(name string, v *keyValue) {
	labels := b.cmd.Flags().Lookup(name).Annotations[noteLabels]
	// The only error is that the flag is not there, or has one already.
	_ = b.cmd.RegisterFlagCompletionFunc(name, func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		before := ""
		if i := strings.LastIndex(typed, ","); v.several && i >= 0 {
			before = typed[:i+1]
		}
		return completions(before, v.allowed, labels), cobra.ShellCompDirectiveNoFileComp
	})
}

func completions(before string, keys, labels []string) []cobra.Completion {
	out := make([]cobra.Completion, len(keys))
	for i, k := range keys {
		out[i] = before + k
		if i < len(labels) {
			out[i] = cobra.CompletionWithDesc(before+k, labels[i])
		}
	}
	return out
}

// choices lets a shell complete the keys that the argument at a place takes;
// labels is the beginning of their word keys, "" where the keys say enough.
func (b *builder) choices(at int, labels string, keys ...string) *builder {
	others := b.cmd.ValidArgsFunction
	b.cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) == at {
			var shown []string
			if labels != "" {
				shown = b.a.each(labels, keys)
			}
			return completions("", keys, shown), cobra.ShellCompDirectiveNoFileComp
		}
		if others != nil {
			return others(cmd, args, typed)
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return b
}

// yesNo adds a flag that takes true or false, and is neither where it is left
// out.
func (b *builder) yesNo(names ...string) *builder {
	for _, name := range names {
		v := &keyValue{allowed: []string{"true", "false"}}
		b.cmd.Flags().Var(v, name, b.words(name))
		b.note(name, noteArgument, "bool")
		b.completes(name, v)
	}
	return b
}

// number adds a flag that takes a whole number from 0 on.
func (b *builder) number(name string) *builder {
	b.cmd.Flags().Var(&numberValue{}, name, b.words(name))
	b.note(name, noteArgument, "number")
	return b
}

// flag adds a flag that stands alone.
func (b *builder) flag(names ...string) *builder {
	for _, name := range names {
		b.cmd.Flags().Bool(name, false, b.words(name))
	}
	return b
}

// noteAlone marks a command that cannot stand in a batch, since it opens a vault
// of its own.
const noteAlone = "alone"

func (b *builder) alone() *builder {
	b.cmd.Annotations = map[string]string{noteAlone: ""}
	return b
}

// saves adds --to, which writes the table to a file.
func (b *builder) saves() *builder { return b.value("to", "file") }
