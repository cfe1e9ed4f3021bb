package main

import (
	"strconv"

	"brobygger/cases"
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

// backup copies the vault and this device's own log, and proves the copy.
func (c *call) backup() error {
	if !c.has("to") {
		return misuse(c.w.T("clierr.usage.needs", "--to"), c.Command)
	}
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	r, err := s.Backup(c.Context(), c.str("to"))
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

// restore merges a backup in.
func (c *call) restore() error {
	if !c.has("from") {
		return misuse(c.w.T("clierr.usage.needs", "--from"), c.Command)
	}
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	r, err := s.Restore(c.Context(), c.str("from"))
	if err != nil {
		return about(c.str("from"), err)
	}
	text := c.w.T("cli.restore.done", c.w.N("cli.cases", r.Cases), c.w.Count(r.Merged))
	return c.done(backupJSON(r), text+c.erasedText(r)+c.skippedText(r))
}
