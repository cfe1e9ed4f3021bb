package main

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"brobygger/cases"
	"brobygger/tui/paper"
)

// whatTable names a table that was written to a file, see
// cases.UnlockedFile.What.
const whatTable = "table"

// leave writes a file that leaves the vault unlocked where the user said, having
// said so first, and gives its whole path. It is remembered, so that none is
// forgotten. A file that is there is only replaced with --yes.
func (a *app) leave(ctx context.Context, s *session, path string, f cases.UnlockedFile, data []byte) (string, error) {
	a.warn(a.w.T("cli.warn.open", path))
	whole, err := filepath.Abs(path)
	if err != nil {
		return "", about(path, err)
	}
	if info, err := os.Stat(filepath.Dir(whole)); err != nil || !info.IsDir() {
		return "", about(path, cmp.Or(err, error(syscall.ENOTDIR)))
	}
	if info, err := os.Stat(whole); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return whole, a.writeFile(path, data) // a device or a pipe, where nothing is left lying
	}
	f.Path = whole
	out := a.outside(s)
	made, err := out.Write(ctx, f, data)
	if errors.Is(err, cases.ErrExists) && a.opt.yes && isFile(whole) {
		if err := removeFile(whole); err != nil {
			return "", err
		}
		made, err = out.Write(ctx, f, data)
	}
	if err != nil {
		return "", about(path, err)
	}
	a.left = true
	return made.Path, nil
}

// isFile says whether a path is a file, not a folder, a link or a device.
func isFile(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular()
}

// tellLeft says how many unlocked files lie about, where this run made one.
func (a *app) tellLeft(ctx context.Context) {
	if !a.left || a.session == nil {
		return
	}
	a.left = false
	files, err := a.outside(a.session).List(ctx)
	if err != nil {
		return // what was asked for is done, and the file itself was announced
	}
	if n := len(slices.DeleteFunc(files, func(f cases.UnlockedFile) bool { return f.Gone })); n > 0 {
		a.warn(a.w.N("cliplan.left", n))
	}
}

func (a *app) unlockedCommand() *builder {
	return a.group("unlocked", a.unlockedList(), a.unlockedDelete())
}

func (a *app) unlockedList() *builder {
	return a.command("unlocked list", "", (*call).listUnlocked).saves()
}

type jsonUnlocked struct {
	Path   string  `json:"path"`
	Made   string  `json:"made"`
	What   string  `json:"what"`
	Case   *string `json:"case"`
	Number *string `json:"number"`
	Gone   bool    `json:"gone"`
}

// listUnlocked shows the files that left the vault unlocked, oldest first.
func (c *call) listUnlocked() error {
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	files, err := c.outside(s).List(c.Context())
	if err != nil {
		return err
	}
	numbers, err := c.numbers(s, files)
	if err != nil {
		return err
	}
	out := struct {
		Files []jsonUnlocked `json:"files"`
	}{[]jsonUnlocked{}}
	t := &table{
		head: []string{c.w.T("cli.col.written"), c.w.T("cli.col.what"), c.w.T("cli.col.number"), c.w.T("cli.col.file"),
			c.w.T("cli.col.notes")},
		empty: c.w.T("cliplan.unlocked.none"), plain: true,
	}
	for _, f := range files {
		out.Files = append(out.Files, jsonUnlocked{f.Path, rfc3339(f.Made), f.What, opt(f.Case), opt(numbers[f.Case]), f.Gone})
		note := ""
		if f.Gone {
			note = c.w.T("cliplan.unlocked.gone")
		}
		t.add(c.stamp(f.Made), paper.What(c.w, f.What), dash(numbers[f.Case]), f.Path, note)
	}
	return c.result(out, t)
}

// numbers are the numbers of the cases that files are about, by case id.
func (c *call) numbers(s *session, files []cases.UnlockedFile) (map[string]string, error) {
	out := map[string]string{}
	if !slices.ContainsFunc(files, func(f cases.UnlockedFile) bool { return f.Case != "" }) {
		return out, nil
	}
	rows, err := s.Rows(c.Context(), c.today())
	for _, r := range rows {
		out[r.ID] = r.Shown()
	}
	return out, err
}

func (a *app) unlockedDelete() *builder {
	return a.command("unlocked delete", "[path...]", (*call).deleteUnlocked).flag("all")
}

// deleteUnlocked deletes files that left the vault unlocked: those that are
// named, or all. Nothing but what the program wrote can be named.
func (c *call) deleteUnlocked() error {
	if c.on("all") == (len(c.args) > 0) {
		return misuse(c.w.T("cliplan.unlocked.which"), c.Command)
	}
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	files, err := c.outside(s).List(c.Context())
	if err != nil {
		return err
	}
	chosen, err := c.chosenFiles(files)
	if err != nil {
		return err
	}
	if len(chosen) > 0 && c.on("all") {
		if err := c.sure(c.w.N("cliplan.unlocked.sure", len(chosen))); err != nil {
			return err
		}
	}
	out := struct {
		Deleted []string `json:"deleted"`
		Gone    []string `json:"gone"` // were there no more, and are forgotten
	}{[]string{}, []string{}}
	var failed error
	for _, f := range chosen {
		err := c.outside(s).Delete(c.Context(), f.Path)
		switch {
		case err != nil:
			failed = errors.Join(failed, about(f.Path, err))
		case f.Gone:
			out.Gone = append(out.Gone, f.Path)
		default:
			out.Deleted = append(out.Deleted, f.Path)
		}
	}
	var text []string
	if n := len(out.Deleted); n > 0 {
		text = append(text, c.w.N("cliplan.unlocked.deleted", n))
	}
	if n := len(out.Gone); n > 0 {
		text = append(text, c.w.N("cliplan.unlocked.forgotten", n))
	}
	if len(chosen) == 0 {
		text = append(text, c.w.T("cliplan.unlocked.none"))
	}
	if failed != nil && len(text) == 0 {
		return failed
	}
	return errors.Join(failed, c.done(out, strings.Join(text, "\n")))
}

// chosenFiles are the files that the arguments name, or all; either all of them
// are remembered or none is deleted.
func (c *call) chosenFiles(files []cases.UnlockedFile) ([]cases.UnlockedFile, error) {
	if c.on("all") {
		return files, nil
	}
	var chosen []cases.UnlockedFile
	for _, arg := range c.args {
		whole, err := filepath.Abs(arg)
		if err != nil {
			return nil, about(arg, err)
		}
		i := slices.IndexFunc(files, func(f cases.UnlockedFile) bool { return f.Path == whole || sameFile(f.Path, whole) })
		if i < 0 {
			return nil, about(arg, &missingError{"unlocked"})
		}
		if !slices.Contains(chosen, files[i]) {
			chosen = append(chosen, files[i])
		}
	}
	return chosen, nil
}

// sameFile says whether two paths lead to one file, as through a folder that is
// a link.
func sameFile(a, b string) bool {
	one, err := os.Lstat(a)
	if err != nil {
		return false
	}
	other, err := os.Lstat(b)
	return err == nil && os.SameFile(one, other)
}
