package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"brobygger/cases"
	"brobygger/crypto"
	"brobygger/storage"
)

func (a *app) initCommand() *builder {
	return a.command("init", "", (*call).initVault).
		text("name").
		keyList("role", "domain.member.", keysOf(cases.MemberRoles())...).
		text("team").
		value("recovery-out", "file").
		text("recovery-holders", "recovery-place").
		flag("no-passphrase", "no-key-copy").alone()
}

// initVault makes a vault, with the key of its founder and the recovery key.
func (c *call) initVault() error {
	ctx := c.Context()
	dir, err := c.newVaultDir()
	if err != nil {
		return err
	}
	// Nothing is asked where the answer would be in vain.
	if _, err := storage.Peek(dir); !errors.Is(err, cases.ErrNoVault) {
		if err == nil {
			err = storage.ErrExists
		}
		return about(dir, err)
	}
	if !c.has("role") {
		return misuse(c.w.T("clierr.usage.needs", "--role"), c.Command)
	}
	if !c.has("recovery-out") && !c.asks() {
		return misuse(c.w.T("clierr.usage.needs", "--recovery-out"), c.Command)
	}
	o := storage.InitOptions{KeyInVault: !c.on("no-key-copy") && !c.on("no-passphrase")}
	if o.Options, err = c.storageOptions(ctx, dir); err != nil {
		return err
	}
	if o.Name, err = c.need(ctx, "name", c.w.T("cli.ask.me")); err != nil {
		return err
	}
	if o.Team, _, err = c.text(ctx, "team", ""); err != nil {
		return err
	}
	for _, k := range cases.MemberRoles() {
		if slices.Contains(c.list("role"), string(k)) {
			o.Roles = append(o.Roles, k)
		}
	}
	if o.Passphrase, err = c.chooseSecret(o.KeyInVault); err != nil {
		return err
	}
	defer o.Passphrase.Wipe()
	if o.Recovery, err = crypto.NewRecovery(nil); err != nil {
		return err
	}
	written := ""
	if o.Proof, written, err = c.recoveryProof(ctx, o.Recovery); err != nil {
		return err
	}
	if o.RecoveryHolders, _, err = c.text(ctx, "recovery-holders", c.w.T("cli.ask.holders")); err == nil {
		o.RecoveryPlace, _, err = c.text(ctx, "recovery-place", c.w.T("cli.ask.place"))
	}
	var s *storage.Store
	var made storage.InitResult
	if err == nil {
		s, made, err = storage.Init(ctx, o)
	}
	if err != nil {
		if written != "" {
			// A recovery key of no vault only leads astray.
			err = errors.Join(err, removeFile(written))
		}
		return about(dir, err)
	}
	c.adopt(&session{Store: s, dir: dir})
	return c.done(struct {
		Vault       string `json:"vault"`
		VaultID     string `json:"vault_id"`
		Fingerprint string `json:"fingerprint"`
		Identity    string `json:"identity"`
	}{dir, made.VaultID, made.Fingerprint, made.IdentityPath}, c.w.T("cli.init.done", dir, made.IdentityPath, made.Fingerprint))
}

// recoveryProof hands the recovery key to the user, on paper or in the file that
// was named, and gives what reads it back. written is the file, if there is one.
func (c *call) recoveryProof(ctx context.Context, r *crypto.Recovery) (proof func(*crypto.Recovery) (*crypto.Recovery, error), written string, err error) {
	file := c.str("recovery-out")
	if file == "" {
		if err := c.showRecovery(ctx, r); err != nil {
			return nil, "", err
		}
		return func(r *crypto.Recovery) (*crypto.Recovery, error) { return c.readBack(ctx, r) }, "", nil
	}
	var b strings.Builder
	for _, line := range strings.Split(c.w.T("cli.recovery.paper"), "\n") {
		b.WriteString("# " + line + "\n")
	}
	for i, g := range r.Groups() {
		fmt.Fprintf(&b, "# %d  %s\n", i+1, g)
	}
	b.Write(append(r.Text().Bytes(), '\n'))
	c.warn(c.w.T("cli.warn.recovery", file))
	if err := c.writeNew(file, []byte(b.String())); err != nil {
		return nil, "", err
	}
	return func(*crypto.Recovery) (*crypto.Recovery, error) { return c.recoveryFrom(file) }, file, nil
}

// recoveryFrom reads a recovery key from a file, whether it was written here or
// typed from paper.
func (c *call) recoveryFrom(file string) (*crypto.Recovery, error) {
	b, err := readFile(file, maxLine)
	if err != nil {
		return nil, err
	}
	defer clear(b)
	text, err := decodeText(b)
	if err != nil {
		return nil, about(file, err)
	}
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	r, err := c.parseRecovery(strings.Join(lines, "\n"))
	return r, about(file, err)
}

// parseRecovery reads a recovery key as it was typed.
func (c *call) parseRecovery(text string) (*crypto.Recovery, error) {
	r, err := crypto.ParseRecovery(text)
	var typo *crypto.RecoveryTypo
	if err != nil && !errors.As(err, &typo) {
		return nil, &sentence{codeLocked, "recovery-typo", c.w.T("clierr.recovery")}
	}
	return r, err
}

// showRecovery shows the recovery key once, to be written on paper.
func (c *call) showRecovery(ctx context.Context, r *crypto.Recovery) error {
	c.say(c.w.T("cli.recovery.show"))
	for i, g := range r.Groups() {
		c.say(fmt.Sprintf("  %d  %s", i+1, g))
	}
	if _, err := c.ask(ctx, c.w.T("cli.recovery.written")); err != nil {
		return err
	}
	if isTerminal(c.stderr) {
		// The screen and what was scrolled off it.
		_, _ = io.WriteString(c.stderr, "\x1b[2J\x1b[3J\x1b[H")
	}
	return nil
}

// readBack takes the recovery key from paper, and says which groups are wrong.
func (c *call) readBack(ctx context.Context, r *crypto.Recovery) (*crypto.Recovery, error) {
	for {
		typed, err := c.ask(ctx, c.w.T("cli.recovery.back"))
		if err != nil {
			return nil, err
		}
		var wrong []string
		for i, ok := range crypto.MatchGroups(r, typed) {
			if !ok {
				wrong = append(wrong, fmt.Sprint(i+1))
			}
		}
		if len(wrong) == 0 {
			return c.parseRecovery(typed)
		}
		c.say(c.w.T("cli.recovery.wrong", strings.Join(wrong, ", ")))
	}
}

func (a *app) recoveryCommand() *builder {
	return a.group("recovery", a.recoveryTest())
}

func (a *app) recoveryTest() *builder {
	return a.command("recovery test", "", (*call).testRecovery).value("recovery-out", "file")
}

// testRecovery opens a trial case with the recovery key.
func (c *call) testRecovery() error {
	if !c.has("recovery-out") && !c.asks() {
		return misuse(c.w.T("clierr.usage.needs", "--recovery-out"), c.Command)
	}
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	var r *crypto.Recovery
	if c.has("recovery-out") {
		r, err = c.recoveryFrom(c.str("recovery-out"))
	} else {
		var typed string
		if typed, err = c.ask(c.Context(), c.w.T("cli.recovery.back")); err == nil {
			r, err = c.parseRecovery(typed)
		}
	}
	if err != nil {
		return err
	}
	if err := s.ProveRecovery(c.Context(), r); err != nil {
		return about(s.dir, err)
	}
	holders, place := s.Recovery()
	if holders != "" || place != "" {
		c.warn(c.w.T("cli.recovery.where", dash(holders), dash(place)))
	}
	return c.done(struct {
		OK bool `json:"ok"`
	}{true}, c.w.T("cli.recovery.ok"))
}
