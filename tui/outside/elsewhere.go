package outside

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/sheet"
)

// elsewhere asks for another name or place for a paper.
type elsewhere struct {
	*sheet.Sheet
	of *printer
}

func newElsewhere(s *printer) *elsewhere {
	w := s.d.W()
	path := field.NewLine(filepath.Join(s.d.Outside.Folder(), s.paper.FileName(asPDF[1:])))
	sh := sheet.New(s.d, "", &field.Entry{ID: "path", Label: w.T("outside.path"), Field: path, Above: true})
	e := &elsewhere{sh, s}
	sh.EnterSaves, sh.Label, sh.Name = true, "outside.key.write", "outside.elsewhere.context"
	sh.Title = s.title
	sh.Lead = []string{w.T("outside.elsewhere.text")}
	sh.Hints = map[string]string{"path": w.T("outside.elsewhere.hint")}
	var result written
	sh.Write = func() (sheet.Work, bool) {
		to, ok := e.target(path.Value())
		if !ok {
			sh.Fail("path", cases.ErrNeeded)
			return nil, false
		}
		make := s.maker()
		return func(ctx context.Context) desk.Saved {
			result = make(ctx, to)
			return desk.Saved{Err: result.err}
		}, true
	}
	sh.Saved = func(desk.Saved) tui.Action { return tui.All{s.onWritten(result), tui.Back{}} }
	return e
}

// CaseID implements [tui.OnCase].
func (e *elsewhere) CaseID() string { return e.of.id }

// target is the path that was typed: "~" is the home folder, a bare name lies in
// the program's own folder, and what has no ending that is known is a PDF. False
// where there is no name in it.
func (e *elsewhere) target(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if rest, ok := strings.CutPrefix(text, "~"); ok && e.of.home != "" && (rest == "" || os.IsPathSeparator(rest[0])) {
		text = e.of.home + rest
	}
	if text == "" || os.IsPathSeparator(text[len(text)-1]) {
		return "", false
	}
	if ext := filepath.Ext(text); !strings.EqualFold(ext, asPDF) && !strings.EqualFold(ext, asText) {
		text += asPDF
	}
	return text, true
}
