package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// manCommand writes man pages for whoever packs the program. It is not in the
// help, since a user has nothing to do with it. cobra/doc has English headings
// that cannot be translated, and knows neither what our flags take nor their
// keys, so the pages are written here, from what the help is written from.
func (a *app) manCommand() *builder {
	b := a.command("man", "", (*call).man).value("to", "dir")
	b.cmd.Hidden = true
	return b
}

// man writes one page for each command into a folder, which it makes. Pages that
// are there are only replaced with --yes.
func (c *call) man() error {
	if !c.has("to") {
		return misuse(c.w.T("clierr.usage.needs", "--to"), c.Command)
	}
	dir := c.str("to")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return about(dir, err)
	}
	n := 0
	var write func(cmd *cobra.Command) error
	write = func(cmd *cobra.Command) error {
		file := filepath.Join(dir, manName(cmd)+".1")
		if err := c.write(file, []byte(c.manPage(cmd)), c.opt.yes, 0o644); err != nil {
			return err
		}
		n++
		for _, under := range cmd.Commands() {
			if under.IsAvailableCommand() {
				if err := write(under); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := write(c.Root()); err != nil {
		return err
	}
	return c.done(struct {
		Pages int    `json:"pages"`
		To    string `json:"to"`
	}{n, dir}, c.w.T("cli.man.done", n, dir))
}

// manName is the name of a command's page.
func manName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// manPage is the page of a command in the language of the requests -man. It
// holds no date, so that the same program writes the same page.
func (a *app) manPage(cmd *cobra.Command) string {
	var p page
	// UTF-8 is said for programs that do not look.
	p.raw(`.\" -*- coding: utf-8 -*-`)
	p.raw(fmt.Sprintf(`.TH "%s" 1 "" "%s"`, roff(strings.ToUpper(manName(cmd))), roff(strings.TrimSpace("brobygger "+programVersion()))))
	p.raw(".nh\n.ad l") // keys and names of commands are not to be broken
	p.heading(a.w.T("cli.man.name"))
	p.line(manName(cmd) + " - " + cmd.Short)
	p.heading(a.w.T("cli.man.synopsis"))
	use := a.w.T("clicmd.arg.command")
	if !cmd.HasAvailableSubCommands() {
		use = strings.TrimSpace(strings.TrimPrefix(cmd.Use, cmd.Name()) + " " + a.w.T("cli.help.options"))
	}
	p.raw(`\fB` + roff(cmd.CommandPath()) + `\fR ` + roff(use))
	p.heading(a.w.T("cli.man.description"))
	p.text(cmd.Short + ".")
	p.text(cmd.Long)
	if cmd.HasAvailableSubCommands() {
		p.heading(a.w.T("cli.man.commands"))
		for _, under := range cmd.Commands() {
			if under.IsAvailableCommand() {
				p.item(`\fB`+roff(under.Name())+`\fR`, under.Short)
			}
		}
	}
	a.manFlags(&p, a.w.T("cli.man.flags"), cmd.LocalNonPersistentFlags())
	a.manFlags(&p, a.w.T("cli.man.global"), cmd.Root().PersistentFlags())
	if cmd.Example != "" {
		p.heading(a.w.T("cli.man.examples"))
		p.raw(".nf")
		p.text(cmd.Example)
		p.raw(".fi")
	}
	if !cmd.HasParent() {
		a.manRoot(&p)
	}
	var also []string
	if cmd.HasParent() {
		also = append(also, manName(cmd.Parent())+"(1)")
	}
	for _, under := range cmd.Commands() {
		if under.IsAvailableCommand() {
			also = append(also, manName(under)+"(1)")
		}
	}
	p.heading(a.w.T("cli.man.see"))
	p.line(strings.Join(also, ", "))
	return p.String()
}

// manRoot is what only the page of the whole program says.
func (a *app) manRoot(p *page) {
	p.heading(a.w.T("cli.man.exit"))
	for _, code := range []int{codeDone, codeFailed, codeUsage, codeMissing, codeLocked, codeDamage} {
		p.item(fmt.Sprintf(`\fB%d\fR`, code), a.label("cli.man.exit.", fmt.Sprint(code)))
	}
	p.heading(a.w.T("cli.man.environment"))
	for _, v := range []struct{ name, word string }{{"BROBYGGER_VAULT", "vault"}, {"BROBYGGER_IDENTITY", "identity"},
		{passphraseVariable, "passphrase"}, {nowVariable, "now"}, {"NO_COLOR", "color"}} {
		p.item(`\fB`+v.name+`\fR`, a.label("cli.man.environment.", v.word))
	}
}

// manFlags lists flags.
func (a *app) manFlags(p *page, title string, flags *pflag.FlagSet) {
	first := true
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" && f.Shorthand == "" {
			return
		}
		if first {
			p.heading(title)
			first = false
		}
		name := `\fB` + roff("--"+f.Name) + `\fR`
		if f.Shorthand != "" {
			name = `\fB` + roff("-"+f.Shorthand) + `\fR, ` + name
		}
		if takes := a.takes(f); takes != "" {
			name += ` \fI` + roff(takes) + `\fR`
		}
		text := f.Usage
		if keys := f.Annotations[noteKeys]; len(keys) > 0 {
			text += ": " + keysWithLabels(keys, f.Annotations[noteLabels])
		}
		p.item(name, text)
	})
}

// page is a page being written.
type page struct{ strings.Builder }

// raw writes a line as it stands: a request, or text that is escaped already.
func (p *page) raw(line string) { p.WriteString(line + "\n") }

func (p *page) heading(title string) { p.raw(`.SH "` + roff(strings.ToUpper(title)) + `"`) }

func (p *page) line(text string) { p.raw(roff(text)) }

// text writes paragraphs, one for each line.
func (p *page) text(text string) {
	for i, line := range slices.DeleteFunc(strings.Split(text, "\n"), func(s string) bool { return s == "" }) {
		if i > 0 {
			p.raw(".br")
		} else {
			p.raw(".PP")
		}
		p.line(line)
	}
}

func (p *page) item(name, text string) {
	p.raw(".TP")
	p.raw(name)
	p.line(text)
}

// roff escapes text: a backslash and a hyphen stand for themselves, and a full
// stop or an apostrophe at the beginning is no request.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, `-`, `\-`, `"`, `\(dq`, "\n", " ").Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}
