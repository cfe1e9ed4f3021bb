package main

import (
	"github.com/spf13/cobra"

	"brobygger/tui/words"
)

// root makes the whole tree of commands. It is made anew for each command line,
// since flags keep their values.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "brobygger",
		Short: a.w.T("clicmd.root"),
		Long:  a.w.T("clicmd.root.more"),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return a.unknown(cmd, args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.tui(&call{app: a, Command: cmd})
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.checkGlobals(cmd) },
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	b := &builder{a: a, cmd: root}
	flags := root.PersistentFlags()
	for _, f := range []struct {
		to             *string
		name, argument string
	}{{&a.opt.vault, "vault", "dir"}, {&a.opt.identity, "identity", "file"}, {&a.opt.lang, "lang", "lang"}} {
		flags.StringVar(f.to, f.name, *f.to, b.words(f.name))
		flags.Lookup(f.name).Annotations = map[string][]string{noteArgument: {f.argument}}
	}
	flags.BoolVar(&a.opt.json, "json", a.opt.json, b.words("json"))
	flags.BoolVar(&a.opt.quiet, "quiet", a.opt.quiet, b.words("quiet"))
	flags.BoolVar(&a.opt.yes, "yes", a.opt.yes, b.words("yes"))
	flags.BoolP("help", "h", false, b.words("help"))

	root.SetFlagErrorFunc(a.flagFailure)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.writeHelp(cmd) })
	root.SetUsageFunc(func(cmd *cobra.Command) error { a.writeHelp(cmd); return nil })
	root.SetHelpCommand(a.helpCommand())

	root.AddGroup(
		&cobra.Group{ID: "start", Title: a.w.T("cli.help.group.start")},
		&cobra.Group{ID: "cases", Title: a.w.T("cli.help.group.cases")},
		&cobra.Group{ID: "bridge", Title: a.w.T("cli.help.group.bridge")},
		&cobra.Group{ID: "order", Title: a.w.T("cli.help.group.order")},
		&cobra.Group{ID: "vault", Title: a.w.T("cli.help.group.vault")},
		&cobra.Group{ID: "other", Title: a.w.T("cli.help.group.other")},
	)
	for id, under := range map[string][]*builder{
		"start":  {a.demoCommand(), a.initCommand(), a.identityCommand(), a.recoveryCommand()},
		"cases":  {a.caseCommand(), a.contactCommand(), a.planCommand(), a.networkCommand(), a.followUpCommand(), a.todayCommand(), a.searchCommand()},
		"order":  {a.draftCommand(), a.resolveCommand(), a.eraseCommand(), a.deleteCommand(), a.unlockedCommand()},
		"bridge": {a.consentCommand(), a.referralCommand(), a.underretningCommand(), a.serviceCommand(), a.catalogueCommand()},
		"vault":  {a.backupCommand(), a.restoreCommand(), a.checkCommand(), a.settingsCommand(), a.aboutCommand()},
		"other":  {a.batchCommand(), a.completionCommand(), a.manCommand()},
	} {
		for _, u := range under {
			u.cmd.GroupID = id
			root.AddCommand(u.cmd)
		}
	}
	root.SetHelpCommandGroupID("other")
	a.dress(root)
	return root
}

// dress gives every command its longer words.
func (a *app) dress(cmd *cobra.Command) {
	for _, c := range cmd.Commands() {
		path := c.Name()
		for p := c.Parent(); p.HasParent(); p = p.Parent() {
			path = p.Name() + "." + path
		}
		if k := "clicmd." + path + ".more"; a.w.Has(k) {
			c.Long = a.w.T(k)
		}
		if k := "clicmd." + path + ".example"; a.w.Has(k) {
			c.Example = a.w.T(k)
		}
		a.dress(c)
	}
}

// checkGlobals looks at the global flags before a command runs.
func (a *app) checkGlobals(cmd *cobra.Command) error {
	if a.opt.lang != "" {
		l := words.Language(a.opt.lang)
		if l != words.Danish && l != words.English {
			return misuse(a.w.T("clierr.usage.key", "--lang", "da, en"), cmd)
		}
	}
	if a.batch && (cmd.Flags().Changed("vault") || cmd.Flags().Changed("identity")) {
		return misuse(a.w.T("clierr.batch.vault"), cmd)
	}
	if _, alone := cmd.Annotations[noteAlone]; alone && a.batch {
		return misuse(a.w.T("clierr.batch.inside"), cmd)
	}
	return nil
}

// helpCommand stands in the place of cobra's own, whose words are English.
func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:                   "help " + a.w.T("clicmd.arg.command"),
		Short:                 a.w.T("clicmd.help"),
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			of, rest, err := cmd.Root().Find(args)
			if err != nil || of == nil || len(rest) > 0 {
				return a.unknown(cmd.Root(), args[0])
			}
			a.writeHelp(of)
			return nil
		},
	}
}

// completionCommand writes what makes a shell complete commands and flags.
func (a *app) completionCommand() *builder {
	b := a.command("completion", "shell", func(c *call) error {
		root := c.Root()
		switch c.arg(0) {
		case "bash":
			return root.GenBashCompletionV2(&a.out, true)
		case "zsh":
			return root.GenZshCompletion(&a.out)
		case "fish":
			return root.GenFishCompletion(&a.out, true)
		case "powershell":
			return root.GenPowerShellCompletionWithDesc(&a.out)
		}
		return misuse(a.w.T("clierr.usage.key", a.w.T("clicmd.arg.shell"), "bash, zsh, fish, powershell"), c.Command)
	})
	b.cmd.ValidArgs = []string{"bash", "zsh", "fish", "powershell"}
	return b
}
