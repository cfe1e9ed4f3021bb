package main

import (
	"errors"
	"os"
	"strconv"

	"brobygger/cases"
	"brobygger/storage"
)

func (a *app) backupCommand() *builder {
	return a.command("backup", "", (*call).backup).value("to", "place")
}

type jsonBackup struct {
	Path        string          `json:"path"`
	Cases       int             `json:"cases"`
	Bytes       int64           `json:"bytes"`
	Proven      bool            `json:"proven"`
	ErasedUntil *string         `json:"erased_until"`
	Merged      int             `json:"merged"`
	Skipped     []cases.Problem `json:"skipped"`
}

func backupJSON(r cases.BackupReport) jsonBackup {
	return jsonBackup{r.Path, r.Cases, r.Bytes, r.Proven, optTime(r.ErasedUntil), r.Merged, append([]cases.Problem{}, r.Skipped...)}
}

// backup copies the vault and this device's own log, and proves the copy: by
// opening it where the vault can be unlocked without asking, else by reading it
// back. Nobody is asked for a passphrase, so that a backup can be made by a
// clock.
func (c *call) backup() error {
	if !c.has("to") {
		return misuse(c.w.T("clierr.usage.needs", "--to"), c.Command)
	}
	r, err := c.makeBackup(c.str("to"))
	if err != nil {
		return aboutUnless(c.str("to"), err)
	}
	text := c.w.T("cli.backup.done", r.Path, c.w.N("cli.cases", r.Cases), strconv.FormatInt(r.Bytes, 10))
	if r.Proven {
		text += "\n" + c.w.T("cli.backup.proven")
	} else {
		text += "\n" + c.w.T("cli.backup.compared")
	}
	return c.done(backupJSON(r), text+c.erasedText(r)+c.skippedText(r))
}

func (c *call) makeBackup(to string) (cases.BackupReport, error) {
	dir, err := c.vaultDir()
	if err != nil {
		return cases.BackupReport{}, err
	}
	o, err := c.storageOptions(c.Context(), dir)
	if err != nil {
		return cases.BackupReport{}, err
	}
	_, sealed, err := storage.FindIdentity(o)
	switch {
	case c.session != nil, err == nil && (!sealed || c.place.env(passphraseVariable) != ""):
		s, err := c.unlock(c.Context())
		if err != nil {
			return cases.BackupReport{}, err
		}
		return s.Backup(c.Context(), to)
	case err == nil, errors.Is(err, cases.ErrNotFound) && !errors.Is(err, cases.ErrNoVault):
		return storage.Backup(c.Context(), o, to)
	}
	return cases.BackupReport{}, about(dir, err)
}

// erasedText says until when older copies still hold what was erased.
func (c *call) erasedText(r cases.BackupReport) string {
	if r.ErasedUntil.IsZero() {
		return ""
	}
	return "\n" + c.w.T("cli.backup.erased", c.stamp(r.ErasedUntil))
}

func (c *call) skippedText(r cases.BackupReport) string {
	text := ""
	for _, p := range r.Skipped {
		text += "\n" + c.w.T("cli.backup.skipped", p.File, c.label("cli.problem.", p.What))
	}
	return text
}

func (a *app) restoreCommand() *builder {
	return a.command("restore", "", (*call).restore).value("from", "place")
}

// restore merges a backup in. Where there is no vault yet, as on a new computer,
// it makes the vault from the backup.
func (c *call) restore() error {
	if !c.has("from") {
		return misuse(c.w.T("clierr.usage.needs", "--from"), c.Command)
	}
	from := c.str("from")
	r, err := c.bringIn(from)
	switch {
	case errors.Is(err, cases.ErrNotFound) && !errors.Is(err, cases.ErrNoVault) && !names(err):
		err = about(from, &missingError{"backup"})
	case errors.Is(err, cases.ErrNotABackup), errors.Is(err, cases.ErrDamaged) && !names(err):
		err = about(from, &sentence{codeFailed, "not-a-backup", c.w.T("clierr.not-a-backup")})
	}
	if err != nil {
		return aboutUnless(from, err)
	}
	text := c.w.T("cli.restore.done", c.w.N("cli.cases", r.Cases), c.w.Count(r.Merged))
	return c.done(backupJSON(r), text+c.erasedText(r)+c.skippedText(r))
}

// names says that an error already names the case or file that it is about.
func names(err error) bool {
	var ab *aboutError
	return errors.As(err, &ab)
}

// aboutUnless is about for an error that names nothing yet.
func aboutUnless(subject string, err error) error {
	if names(err) {
		return err
	}
	return about(subject, err)
}

// unlockWith unlocks a vault; where its member list is damaged, with that of the
// backup beside it.
func (c *call) unlockWith(dir, from string) (*session, error) {
	s, err := c.unlock(c.Context())
	if !errors.Is(err, cases.ErrDamaged) {
		return s, err
	}
	o, e := c.storageOptions(c.Context(), dir)
	if e == nil {
		e = storage.RestoreMembers(c.Context(), o, from)
	}
	if e != nil {
		return nil, e
	}
	return c.unlock(c.Context())
}

func (c *call) bringIn(from string) (cases.BackupReport, error) {
	dir, err := c.vaultDir()
	if err != nil {
		return cases.BackupReport{}, err
	}
	if _, err := os.Stat(from); err != nil {
		return cases.BackupReport{}, about(from, err)
	}
	if _, err := storage.Peek(dir); !errors.Is(err, cases.ErrNoVault) {
		s, err := c.unlockWith(dir, from)
		if err != nil {
			return cases.BackupReport{}, err
		}
		return s.Restore(c.Context(), from)
	}
	o, err := c.storageOptions(c.Context(), dir)
	if err != nil {
		return cases.BackupReport{}, err
	}
	store, r, err := storage.RestoreVault(c.Context(), o, from)
	if errors.Is(err, cases.ErrNotFound) && !errors.Is(err, cases.ErrNoVault) && !names(err) {
		err = &missingError{"identity"} // the vault is there now, and only its key is not
	}
	if err != nil {
		return r, about(dir, err)
	}
	c.adopt(&session{Store: store, dir: dir})
	return r, nil
}
