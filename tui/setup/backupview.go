package setup

import (
	"time"

	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/frame"
)

// View implements [tui.Screen].
func (s *backup) View(window frame.Size) (frame.Parts, *field.Point) {
	w, styles := s.d.W(), s.d.Env.Styles
	p := frame.Parts{Title: frame.Line{Left: w.T("backup.title")}, State: []frame.Line{s.d.SavedLine()}}
	room := p.Room(window)
	var lines []string
	para := func(text string, style func(...string) string) {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, wrap(text, room.Width, style)...)
	}
	switch {
	case s.job != nil && s.job.restore:
		para(w.T("backup.restoring"), styles.Strong.Render)
		para(w.T("setup.meanwhile"), styles.Muted.Render)
	case s.job != nil:
		para(w.T("backup.copying"), styles.Strong.Render)
		para(w.T("setup.meanwhile"), styles.Muted.Render)
	case s.report != nil:
		s.drawReport(para, func(more ...string) { lines = append(lines, more...) }, room.Width)
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	lines = append(lines, facts(s.facts(), room.Width, styles)...)
	if warning := s.warning(); warning != "" {
		para(warning, styles.Warning.Render)
	}
	if until := s.kept.Erased; !until.IsZero() {
		para(w.T("backup.erased", s.d.Stamp(until)), styles.Warning.Render)
	}
	para(w.T("backup.about"), styles.Text.Render)
	p.Body = s.page.view(w, lines, room, styles)
	return p, nil
}

// last is when the last backup was taken, zero for never.
func (s *backup) last() time.Time { return s.d.Store.Info().LastBackup }

// facts are what there is of copies.
func (s *backup) facts() []fact {
	w, vault := s.d.W(), s.d.Store.Info()
	dir := desk.OneLine(vault.Dir)
	if vault.OneDisk {
		dir = w.T("backup.vault.alone", dir)
	}
	out := []fact{{w.T("backup.vault"), dir}}
	last := w.T("backup.never")
	if at := s.last(); !at.IsZero() {
		last = s.d.Stamp(at) + " (" + s.ago(at) + ")"
	}
	out = append(out, fact{w.T("backup.last"), last})
	if s.kept.Path != "" && s.kept.At.Equal(s.last()) {
		out = append(out, fact{w.T("backup.lies"), desk.OneLine(s.kept.Path)})
		proven := w.T("backup.proven")
		if !s.kept.Proven {
			proven = w.T("backup.compared")
		}
		out = append(out, fact{w.T("backup.proof"), proven})
	}
	return out
}

// ago says how long ago something was, in days.
func (s *backup) ago(t time.Time) string {
	w := s.d.W()
	days := s.days(t)
	if days <= 0 {
		return w.T("formats.today")
	}
	return w.T("backup.ago", w.Days(days))
}

// days is how many whole days ago something was.
func (s *backup) days(t time.Time) int { return int(s.d.Now().Sub(t) / (24 * time.Hour)) }

// warning says what is wrong with how things are, "" for nothing. It is what I
// dag says too.
func (s *backup) warning() string {
	w, vault := s.d.W(), s.d.Store.Info()
	limit := s.d.Store.Settings().BackupDays
	switch last := s.last(); {
	case !vault.OneDisk:
		return ""
	case last.IsZero():
		return w.T("backup.warn.never")
	case limit > 0 && s.d.Now().Sub(last) > time.Duration(limit)*24*time.Hour:
		return w.T("backup.warn.old", w.Days(limit))
	}
	return ""
}

// drawReport says what the last copy came to.
func (s *backup) drawReport(para func(string, func(...string) string), add func(...string), width int) {
	w, styles, r := s.d.W(), s.d.Env.Styles, s.report.report
	switch {
	case s.report.err != nil:
		para(sentence(w, *s.report), styles.Error.Render)
		return
	case s.report.job.restore:
		para(sentence(w, *s.report), styles.Good.Render)
		if !r.ErasedUntil.IsZero() {
			para(w.T("backup.erased.restored", s.d.Stamp(r.ErasedUntil)), styles.Text.Render)
		}
	default:
		style := styles.Good
		if !r.Proven {
			style = styles.Warning
		}
		para(sentence(w, *s.report), style.Render)
		para(w.T("backup.holds", w.N("backup.cases", r.Cases), s.size(r.Bytes)), styles.Text.Render)
	}
	if len(r.Skipped) == 0 {
		return
	}
	para(w.N("backup.skipped", len(r.Skipped)), styles.Warning.Render)
	for _, problem := range r.Skipped {
		add(wrap("  "+desk.OneLine(problem.File)+": "+s.d.Label("cli.problem.", problem.What), width, styles.Text.Render)...)
	}
}

// size writes a number of bytes.
func (s *backup) size(bytes int64) string {
	const mega = 1_000_000
	if bytes < mega {
		return s.d.W().T("backup.size.small", s.d.W().Count(int((bytes+999)/1000)))
	}
	return s.d.W().T("backup.size", s.d.W().Amount(bytes/(mega/100)))
}
