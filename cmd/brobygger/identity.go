package main

import (
	"context"
	"errors"
	"io/fs"

	"brobygger/cases"
	"brobygger/crypto"
	"brobygger/storage"
	"brobygger/tui/words/passphrase"
)

func (a *app) identityCommand() *builder {
	return a.group("identity", a.identityNew(), a.identityShow(), a.identityPassphrase())
}

// jsonIdentity is the public part of a key.
type jsonIdentity struct {
	Recipient   string `json:"recipient"`
	VerifyKey   string `json:"verify_key"`
	Fingerprint string `json:"fingerprint"`
	File        string `json:"file"`
}

// showKey shows the public part of a key, and where it lies.
func (c *call) showKey(id *crypto.Identity, file string) error {
	out := jsonIdentity{string(id.Recipient()), string(id.VerifyKey()), crypto.Fingerprint(id.Recipient(), id.VerifyKey()), file}
	return c.result(out, &table{rows: [][]string{
		{c.w.T("cli.identity.file"), out.File},
		{c.w.T("cli.identity.fingerprint"), out.Fingerprint},
		{c.w.T("cli.identity.recipient"), out.Recipient},
		{c.w.T("cli.identity.verify"), out.VerifyKey},
	}})
}

func (a *app) identityShow() *builder {
	return a.command("identity show", "", (*call).showIdentity).saves()
}

// showIdentity shows the key of the vault, or of the file that was named.
func (c *call) showIdentity() error {
	file, err := c.keyFile()
	if err != nil {
		return err
	}
	id, err := c.openKey(file)
	if err != nil {
		return err
	}
	return c.showKey(id, file)
}

// keyFile is the key file that was named, else the one of the vault.
func (c *call) keyFile() (string, error) {
	file, err := c.identityFile()
	if err != nil || file != "" {
		return file, err
	}
	dir, err := c.vaultDir()
	if err != nil {
		return "", err
	}
	o, err := c.storageOptions(c.Context(), dir)
	if err != nil {
		return "", err
	}
	file, _, err = storage.FindIdentity(o)
	return file, about(dir, noKey(err))
}

// noKey says that it is the key that is missing, where a vault is there.
func noKey(err error) error {
	missing := errors.Is(err, cases.ErrNotFound) || errors.Is(err, cases.ErrNotIdentity) && errors.Is(err, fs.ErrNotExist)
	if missing && !errors.Is(err, cases.ErrNoVault) {
		return &missingError{"identity"}
	}
	return err
}

// openKey opens a key file.
func (c *call) openKey(file string) (*crypto.Identity, error) {
	b, err := readFile(file, maxLine)
	if err != nil {
		return nil, err
	}
	defer clear(b)
	id, err := crypto.OpenIdentity(c.Context(), b, c.passphrase(c.Context()))
	return id, about(file, err)
}

func (a *app) identityNew() *builder {
	return a.command("identity new", "", (*call).newIdentity).value("out", "file").flag("no-passphrase")
}

// newIdentity makes a key that belongs to no vault yet.
func (c *call) newIdentity() error {
	if !c.has("out") {
		return misuse(c.w.T("clierr.usage.needs", "--out"), c.Command)
	}
	secret, err := c.chooseSecret(false)
	if err != nil {
		return err
	}
	defer secret.Wipe()
	id, err := crypto.NewIdentity(nil)
	if err != nil {
		return err
	}
	id.SetCreated(c.now())
	content := id.Encode().Bytes()
	if len(secret.Bytes()) > 0 {
		c.progress()(storage.StageKey, 0, 0)
		if content, err = crypto.SealIdentity(id, secret, c.kdf); err != nil {
			return err
		}
	}
	file := c.str("out")
	if err := c.writeNew(file, content); err != nil {
		return err
	}
	return c.showKey(id, file)
}

// chooseSecret is the passphrase for a new key: none with --no-passphrase, which
// needs --yes outside demo vaults.
func (c *call) chooseSecret(copyInVault bool) (crypto.Secret, error) {
	if c.on("no-passphrase") {
		if !c.opt.yes {
			return crypto.Secret{}, misuse(c.w.T("clierr.usage.nopass"), c.Command)
		}
		return crypto.Secret{}, nil
	}
	return c.newPassphrase(c.Context(), c.place.env(passphraseVariable), copyInVault)
}

func (a *app) identityPassphrase() *builder {
	return a.command("identity passphrase", "", (*call).changePassphrase).value("new-passphrase-file", "file").flag("no-passphrase")
}

// changePassphrase seals the key with another passphrase: its file, and the copy
// in the vault.
func (c *call) changePassphrase() error {
	dir, err := c.vaultDir()
	if err != nil {
		return err
	}
	o, err := c.storageOptions(c.Context(), dir)
	if err != nil {
		return err
	}
	choose := func() (crypto.Secret, error) { return crypto.Secret{}, nil }
	switch {
	case c.on("no-passphrase") && !c.opt.yes:
		return misuse(c.w.T("clierr.usage.nopass"), c.Command)
	case c.on("no-passphrase"):
	case !c.has("new-passphrase-file") && !c.asks():
		return misuse(c.w.T("clierr.usage.needs", "--new-passphrase-file"), c.Command)
	default:
		choose = func() (crypto.Secret, error) {
			return c.newPassphrase(c.Context(), c.str("new-passphrase-file"), true)
		}
	}
	id, file, err := storage.ChangePassphrase(c.Context(), o, choose)
	if err != nil {
		return about(dir, noKey(err))
	}
	c.warn(c.w.T("cli.identity.changed"))
	return c.showKey(id, file)
}

// newPassphrase is a new passphrase: the first line of a file, or one that is
// typed twice. On a terminal one of random words is proposed.
func (a *app) newPassphrase(ctx context.Context, file string, copyInVault bool) (crypto.Secret, error) {
	if file != "" {
		p, _, err := a.passphraseFile(file)
		if err != nil {
			return p, err
		}
		return p, about(file, crypto.CheckPassphrase(string(p.Bytes()), copyInVault))
	}
	if !a.asks() {
		return crypto.Secret{}, &sentence{codeLocked, "locked", a.w.T("clierr.nopassphrase")}
	}
	proposed, err := crypto.ProposePassphrase(nil, passphrase.Words(), proposedWords)
	if err != nil {
		return crypto.Secret{}, err
	}
	a.say(a.w.T("cli.passphrase.proposal", proposed))
	for {
		typed, err := a.secret(ctx, a.w.T("cli.passphrase.new"))
		if err != nil {
			return crypto.Secret{}, err
		}
		if typed == "" {
			typed = proposed
		}
		if err := crypto.CheckPassphrase(typed, copyInVault); err != nil {
			a.say(a.failureOf(err).text)
			continue
		}
		again, err := a.secret(ctx, a.w.T("cli.passphrase.repeat"))
		if err != nil {
			return crypto.Secret{}, err
		}
		p := crypto.NormalizePassphrase(typed)
		if p.Equal(crypto.NormalizePassphrase(again)) {
			return p, nil
		}
		a.say(a.w.T("cli.passphrase.differ"))
	}
}
