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
		return about(c.str("to"), err)
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
	case errors.Is(err, cases.ErrNotFound) && !errors.Is(err, cases.ErrNoVault):
		err = about(from, &missingError{"backup"})
	case errors.Is(err, cases.ErrDamaged):
		err = about(from, &sentence{codeFailed, "not-a-backup", c.w.T("clierr.not-a-backup")})
	}
	if err != nil {
		return err
	}
	text := c.w.T("cli.restore.done", c.w.N("cli.cases", r.Cases), c.w.Count(r.Merged))
	return c.done(backupJSON(r), text+c.erasedText(r)+c.skippedText(r))
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
		s, err := c.unlock(c.Context())
		if err != nil {
			return cases.BackupReport{}, err
		}
		r, err := s.Restore(c.Context(), from)
		return r, about(from, err)
	}
	o, err := c.storageOptions(c.Context(), dir)
	if err != nil {
		return cases.BackupReport{}, err
	}
	store, r, err := storage.RestoreVault(c.Context(), o, from)
	if err != nil {
		return r, about(dir, err)
	}
	c.adopt(&session{Store: store, dir: dir})
	return r, nil
}
