package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/cases/query"
	"brobygger/cases/when"
	"brobygger/crypto"
	"brobygger/storage"
	"brobygger/storage/sheet"
	"brobygger/storage/unlocked"
)

// Exit codes.
const (
	codeDone    = 0
	codeFailed  = 1
	codeUsage   = 2
	codeMissing = 3
	codeLocked  = 4
	codeDamage  = 5
)

// failure is how an error leaves the program: an exit code, a stable English id
// for scripts, and what the user reads.
type failure struct {
	code       int
	id         string
	text       string
	subject    string // the case or file it is about
	candidates []candidate
}

type candidate struct {
	ID     string `json:"id"`
	Number string `json:"number,omitempty"` // of a case
}

// object is the failure as JSON.
func (f failure) object() any {
	type problem struct {
		Code       string      `json:"code"`
		About      string      `json:"about,omitempty"`
		Candidates []candidate `json:"candidates,omitempty"`
	}
	return struct {
		Error problem `json:"error"`
	}{problem{f.id, f.subject, f.candidates}}
}

// usageError is a command line that cannot be run. Its text is in the user's
// language and names flags and arguments, never their values.
type usageError struct {
	text string
	cmd  *cobra.Command
}

func (e *usageError) Error() string { return "usage" }

func misuse(text string, cmd *cobra.Command) error { return &usageError{text, cmd} }

// flagError is what is wrong with the value of a flag or an argument.
type flagError struct {
	name string // as the user wrote it: "--at", "SAG"
	err  error
}

func (e *flagError) Error() string { return e.name + ": " + e.err.Error() }
func (e *flagError) Unwrap() error { return e.err }

// aboutError says which case or file an error is about, in a form that holds no
// case content: a case number, a path the user gave.
type aboutError struct {
	subject string
	err     error
}

func (e *aboutError) Error() string { return e.subject + ": " + e.err.Error() }
func (e *aboutError) Unwrap() error { return e.err }

// about adds to an error which case or file it is about.
func about(subject string, err error) error {
	if err == nil || subject == "" {
		return err
	}
	return &aboutError{subject, err}
}

// missingError: a thing that the user named is not there.
type missingError struct{ what string } // the end of a word key clierr.missing.…

func (e *missingError) Error() string { return "no such " + e.what }
func (e *missingError) Unwrap() error { return cases.ErrNotFound }

// manyError: a name or prefix fits several things.
type manyError struct {
	what string   // the end of a word key clierr.many.…
	ids  []string // ids to choose by, no names
}

func (e *manyError) Error() string { return "more than one " + e.what }
func (e *manyError) Unwrap() error { return cases.ErrAmbiguous }

// sentence is a failure whose sentence stands ready: errors of the program
// itself that only one command has.
type sentence struct {
	code int
	id   string
	text string
}

func (e *sentence) Error() string { return e.id }

// known is one line of the table of errors.
type known struct {
	err  error
	code int
	id   string
	word string
}

// knownErrors are the errors that have their own sentence. What is more exact
// stands first, since an error may wrap several.
func knownErrors() []known {
	return []known{
		{storage.ErrNotProven, codeLocked, "not-proven", "clierr.recovery.other"},
		{cases.ErrNotABackup, codeFailed, "file-exists", "clierr.backup-file"},
		{unlocked.ErrExists, codeFailed, "file-exists", "clierr.file.exists"},
		{unlocked.ErrInsideVault, codeUsage, "inside-vault", "paper.err.inside-vault"},
		{cases.ErrNotShown, codeFailed, "not-shown", "paper.err.not-shown"},
		{storage.ErrExists, codeFailed, "vault-exists", "clierr.vault-exists"},
		{storage.ErrInsideVault, codeUsage, "inside-vault", "clierr.inside-vault"},
		{storage.ErrOtherVault, codeFailed, "other-vault", "clierr.other-vault"},
		{storage.ErrBusy, codeFailed, "busy", "clierr.busy"},
		{storage.ErrNotEmpty, codeFailed, "not-empty", "clierr.not-empty"},
		{syscall.ENOTDIR, codeUsage, "no-file", "clierr.file.path"},
		{errAway, codeMissing, "vault-away", "clierr.vault-away"},
		{cases.ErrNoVault, codeMissing, "no-vault", "clierr.no-vault"},
		{cases.ErrNewerVersion, codeFailed, "newer-version", "clierr.newer-version"},
		{cases.ErrReadOnly, codeFailed, "read-only", "clierr.read-only"},
		{cases.ErrWrongKey, codeLocked, "wrong-passphrase", "clierr.wrong-passphrase"},
		{cases.ErrNotIdentity, codeLocked, "not-identity", "clierr.not-identity"},
		{cases.ErrNotAMember, codeLocked, "not-a-member", "clierr.not-a-member"},
		{cases.ErrNotSealedToMe, codeLocked, "not-sealed-to-me", "clierr.not-sealed"},
		{cases.ErrLocked, codeLocked, "locked", "clierr.locked"},
		{cases.ErrDeleted, codeMissing, "deleted", "clierr.deleted"},
		{cases.ErrDiskFull, codeFailed, "disk-full", "clierr.disk-full"},
		{cases.ErrNoPermission, codeFailed, "no-permission", "clierr.no-permission"},
		{cases.ErrTooLarge, codeUsage, "too-large", "clierr.too-large"},
		{cases.ErrDamaged, codeFailed, "damaged", "clierr.damaged"},
		{crypto.ErrWrongPassphrase, codeLocked, "wrong-passphrase", "clierr.wrong-passphrase"},
		{crypto.ErrNewerVersion, codeFailed, "newer-version", "clierr.newer-version"},
		{crypto.ErrNotIdentity, codeLocked, "not-identity", "clierr.not-identity"},
		{crypto.ErrDamaged, codeFailed, "damaged", "clierr.damaged"},
		{cases.ErrGone, codeFailed, "gone", "clierr.gone"},
		{cases.ErrNoSuchEntry, codeMissing, "not-found", "clierr.missing.entry"},
		{cases.ErrTwoVersions, codeFailed, "two-versions", "clierr.two-versions"},
		{cases.ErrWholeCase, codeUsage, "whole-case", "clierr.whole-case"},
		{cases.ErrIsClosed, codeFailed, "case-closed", "clierr.case-closed"},
		{cases.ErrIsOpen, codeFailed, "case-open", "clierr.case-open"},
		{cases.ErrNotAllowed, codeFailed, "not-allowed", "clierr.not-allowed"},
		{cases.ErrNotFound, codeMissing, "not-found", "clierr.missing.case"},
		{when.ErrOtherWeekday, codeUsage, "no-such-date", "clierr.weekday"},
		{when.ErrNoSuchDate, codeUsage, "no-such-date", "clierr.no-such-date"},
		{when.ErrNoSuchTime, codeUsage, "no-such-time", "clierr.no-such-time"},
		{when.ErrAmbiguous, codeUsage, "not-understood", "clierr.when.two"},
		{when.ErrEmpty, codeUsage, "not-understood", "clierr.when"},
		{when.ErrNotUnderstood, codeUsage, "not-understood", "clierr.when"},
		{errStdin, codeFailed, "stdin", "clierr.stdin"},
		{errStdout, codeFailed, "stdout", "clierr.stdout"},
		{errNoHome, codeFailed, "no-home", "clierr.no-home"},
		{errMangled, codeUsage, "mangled", "clierr.mangled"},
		{errNotText, codeUsage, "not-text", "clierr.not-text"},
		{sheet.ErrBinary, codeUsage, "not-a-table", "clierr.file.table"},
		{sheet.ErrEncoding, codeUsage, "not-text", "clierr.not-text"},
		{sheet.ErrEmpty, codeUsage, "empty-table", "clierr.file.empty"},
		{sheet.ErrHeaderOnly, codeUsage, "empty-table", "clierr.file.rows"},
		{sheet.ErrLineTooLong, codeUsage, "too-large", "clierr.file.line"},
		{sheet.ErrTooLarge, codeUsage, "too-large", "clierr.file.large"},
		{cases.ErrNoServiceHeadings, codeUsage, "no-headings", "clierr.file.services"},
		{cases.ErrNoHeadings, codeUsage, "no-headings", "clierr.file.headings"},
		{fs.ErrNotExist, codeMissing, "no-file", "clierr.file.missing"},
		{fs.ErrExist, codeFailed, "file-exists", "clierr.file.exists"},
		{fs.ErrPermission, codeFailed, "no-permission", "clierr.file.permission"},
		{syscall.EISDIR, codeUsage, "is-folder", "clierr.file.folder"},
		{syscall.ENOSPC, codeFailed, "disk-full", "clierr.disk-full"},
		{cases.ErrNotWritten, codeFailed, "not-written", "clierr.not-written"},
		{context.Canceled, codeFailed, "interrupted", "clierr.interrupted"},
	}
}

// failureOf turns an error into what the user is told. It never shows the text
// of an error that it does not know: only its type and number.
func (a *app) failureOf(err error) failure {
	if err == nil {
		return failure{}
	}
	f := a.sentenceOf(err)
	var ab *aboutError
	if errors.As(err, &ab) {
		f.subject = danish.Harmless(ab.subject, false)
		f.text = f.subject + ": " + f.text
	}
	var several *manyError
	if errors.As(err, &several) {
		for _, id := range several.ids {
			f.candidates = append(f.candidates, candidate{ID: id})
		}
	}
	var many *cases.AmbiguousError
	if errors.As(err, &many) {
		f.candidates = candidates(many.Candidates)
		for _, c := range f.candidates {
			f.text += "\n  " + c.Number + "  " + c.ID
		}
	}
	return f
}

func candidates(rows []cases.Row) []candidate {
	out := make([]candidate, len(rows))
	for i, r := range rows {
		out[i] = candidate{r.ID, r.Number + r.Suffix}
	}
	return out
}

func (a *app) sentenceOf(err error) failure {
	var use *usageError
	if errors.As(err, &use) {
		return failure{code: codeUsage, id: "usage", text: use.text + "\n" + a.w.T("clierr.usage.see", use.cmd.CommandPath())}
	}
	var own *sentence
	if errors.As(err, &own) {
		return failure{code: own.code, id: own.id, text: own.text}
	}
	var at *flagError
	if errors.As(err, &at) {
		f := a.sentenceOf(at.err)
		f.text = at.name + ": " + f.text
		return f
	}
	if f, ok := a.fieldSentence(err); ok {
		return f
	}
	if f, ok := a.keySentence(err); ok {
		return f
	}
	var missing *missingError
	if errors.As(err, &missing) {
		return failure{code: codeMissing, id: "not-found", text: a.w.T("clierr.missing." + missing.what)}
	}
	var several *manyError
	if errors.As(err, &several) {
		text := a.w.T("clierr.many." + several.what)
		for _, id := range several.ids {
			text += "\n  " + id
		}
		return failure{code: codeUsage, id: "ambiguous", text: text}
	}
	var amb *cases.AmbiguousError
	if errors.As(err, &amb) || errors.Is(err, cases.ErrAmbiguous) {
		return failure{code: codeUsage, id: "ambiguous", text: a.w.T("clierr.ambiguous")}
	}
	for _, k := range knownErrors() {
		if errors.Is(err, k.err) {
			return failure{code: k.code, id: k.id, text: a.w.T(k.word)}
		}
	}
	return failure{code: codeFailed, id: "failed", text: a.w.T("clierr.unknown", technical(err))}
}

// keySentence says what is wrong with a passphrase, a recovery key, a table or a search,
// where the error knows more than which of them it is.
func (a *app) keySentence(err error) (failure, bool) {
	var weak *crypto.WeakPassphraseError
	if errors.As(err, &weak) {
		word := "clierr.weak"
		if weak.Monotonous {
			word = "clierr.weak.same"
		}
		return failure{code: codeUsage, id: "weak-passphrase", text: a.w.T(word, weak.NeedWords, weak.NeedCharacters)}, true
	}
	var typo *crypto.RecoveryTypo
	if errors.As(err, &typo) {
		text := a.w.T("clierr.recovery")
		if typo.Group > 0 {
			text = a.w.T("clierr.recovery.group", typo.Group)
		}
		return failure{code: codeLocked, id: "recovery-typo", text: text}, true
	}
	var quote *sheet.QuoteError
	if errors.As(err, &quote) {
		return failure{code: codeUsage, id: "quotes", text: a.w.T("clierr.file.quotes", quote.Row)}, true
	}
	var filter *query.FilterError
	if errors.As(err, &filter) {
		text := a.w.T("clierr.search.filter")
		if !errors.Is(err, query.ErrUnknownFilter) {
			text = a.w.T("clierr.search.value", filter.Filter)
		}
		return failure{code: codeUsage, id: "search-filter", text: text}, true
	}
	return failure{}, false
}

// technical names an unknown error without its text, which could be in another
// language or hold what the user typed.
func technical(err error) string {
	inner := err
	for {
		next := errors.Unwrap(inner)
		if next == nil {
			break
		}
		inner = next
	}
	name := strings.TrimPrefix(fmt.Sprintf("%T", inner), "*")
	var number syscall.Errno
	if errors.As(err, &number) {
		name += fmt.Sprintf(" %d", uintptr(number))
	}
	return name
}

// flagFailure turns what pflag says about a flag into a sentence of ours.
func (a *app) flagFailure(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		bare    *pflag.ValueRequiredError
		bad     *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
		key     *keyError
	)
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			name = "-" + short
		}
		return misuse(a.w.T("clierr.usage.flag", danish.Harmless(name, false)), cmd)
	case errors.As(err, &bare):
		return misuse(a.w.T("clierr.usage.value", "--"+bare.GetFlag().Name, a.takes(bare.GetFlag())), cmd)
	case errors.As(err, &bad) && errors.As(err, &key):
		return misuse(a.w.T("clierr.usage.key", "--"+bad.GetFlag().Name, strings.Join(key.allowed, ", ")), cmd)
	case errors.As(err, &bad) && errors.Is(err, numberError{}):
		return misuse(a.w.T("clierr.usage.number", "--"+bad.GetFlag().Name), cmd)
	case errors.As(err, &bad):
		return misuse(a.w.T("clierr.usage.alone", "--"+bad.GetFlag().Name), cmd)
	case errors.As(err, &syntax):
		return misuse(a.w.T("clierr.usage.syntax"), cmd)
	}
	return err
}

// takes says what a flag takes.
func (a *app) takes(f *pflag.Flag) string {
	if arg := f.Annotations[noteArgument]; len(arg) > 0 {
		return a.w.T("clicmd.arg." + arg[0])
	}
	return ""
}
