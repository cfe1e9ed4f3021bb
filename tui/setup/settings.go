package setup

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/keys"
	"brobygger/tui/sheet"
	"brobygger/tui/words"
)

// What the settings may be, as on the command line: minutes and days.
const (
	maxIdle   = 120
	maxBackup = 365
	maxLimit  = 365
	// maxLabel is the longest label of an arena, in characters: the plan has no
	// room for more on a narrow screen.
	maxLabel = 11
)

// settings is Indstillinger: this device's choices, one form.
type settings struct {
	*sheet.Sheet
	d      *desk.Desk
	was    cases.Settings
	lang   *field.Choice
	mouse  *field.Choice
	by     *field.Choice
	idle   *field.Line
	backup *field.Line
	arena  *field.Line
	limits []*limit
}

// limit is the line of one limit; it says what holds in the end.
type limit struct {
	*field.Line
	s      *settings
	key    string // of cases.Settings.Limits
	review bool   // between two opfølgninger on the plan, else without having met
	kind   cases.Kind
	phase  cases.Phase
}

const (
	numberWidth = 8
	labelWidth  = 14
)

func newSettings(d *desk.Desk) *settings {
	w := d.W()
	s := &settings{
		d: d, was: d.Store.Settings(),
		lang:  field.NewChoice(field.Option{ID: string(words.Danish), Key: "d", Label: w.T("settings.lang.da")}, field.Option{ID: string(words.English), Key: "e", Label: w.T("settings.lang.en")}).Needed(),
		mouse: field.NewYesNo(w.T("keys.yes"), w.T("common.yes.key"), w.T("keys.no"), w.T("common.no.key")).Needed(),
		by: field.NewChoice(field.Option{ID: cases.EmployedByHousing, Label: w.T("settings.by.housing")},
			field.Option{ID: cases.EmployedByMunicipality, Label: w.T("settings.by.municipality")}).Needed(),
		idle: field.NewLine("").Limit(10), backup: field.NewLine("").Limit(10), arena: field.NewLine("").Limit(100),
	}
	entries := []*field.Entry{
		{ID: "idle", Label: w.T("settings.idle"), Field: s.idle, Width: numberWidth, After: w.T("settings.idle.after")},
		{ID: "backup", Label: w.T("settings.backup"), Field: s.backup, Width: numberWidth, After: w.T("settings.backup.after")},
		{ID: "lang", Label: w.T("settings.lang"), Field: s.lang},
		{ID: "mouse", Label: w.T("settings.mouse"), Field: s.mouse},
		{ID: "arena", Label: w.T("settings.arena"), Field: s.arena, Width: labelWidth, After: w.T("settings.arena.after", w.T("domain.arena.myndighed"))},
		{ID: "by", Label: w.T("settings.by"), Field: s.by},
	}
	for i, key := range cases.LimitKeys() {
		l := s.limit(key)
		e := &field.Entry{ID: key, Label: l.label(), Field: l, Width: numberWidth}
		switch {
		case i == 0:
			e.Heading = w.T("settings.limit.met")
		case l.review && !s.limits[i-1].review:
			e.Heading = w.T("settings.limit.review")
		}
		s.limits = append(s.limits, l)
		entries = append(entries, e)
	}
	s.show(s.was)
	s.Sheet = sheet.New(d, "", entries...)
	s.Name = "settings.context"
	s.Title = func() string { return d.W().T("settings.title") }
	s.Hints = map[string]string{
		"idle": w.T("settings.hint.idle", maxIdle), "backup": w.T("settings.hint.backup"), "lang": w.T("settings.hint.lang"),
		"mouse": w.T("settings.hint.mouse"), "arena": w.T("settings.hint.arena", maxLabel),
	}
	for _, l := range s.limits {
		s.Hints[l.key] = w.T("settings.hint.limit")
		if l.review {
			s.Hints[l.key] = w.T("settings.hint.review")
		}
	}
	s.Changed = s.employed
	s.employed()
	s.Write = s.write
	s.Saved = s.saved
	return s
}

// reviewKey begins the keys of the limits between two opfølgninger on the plan.
const reviewKey = "review"

// limit makes the line of one limit from its key: a kind, a kind and a phase, or
// those after reviewKey, which also stands alone and then holds for every kind.
func (s *settings) limit(key string) *limit {
	l := &limit{Line: field.NewLine("").Limit(20), s: s, key: key}
	rest, review := key, key == reviewKey
	if after, is := strings.CutPrefix(key, reviewKey+"/"); is {
		rest, review = after, true
	}
	if l.review = review; key == reviewKey {
		return l
	}
	kind, phase, _ := strings.Cut(rest, "/")
	l.kind, l.phase = cases.Kind(kind), cases.Phase(phase)
	return l
}

// label is what stands before the line: what it holds for.
func (l *limit) label() string {
	switch {
	case l.kind == "":
		return l.s.d.W().T("settings.limit.all")
	case l.phase == "":
		return l.s.d.Label("domain.kind.", string(l.kind))
	default:
		return "  · " + l.s.d.Label("domain.phase.", string(l.phase))
	}
}

// employed says what the choice of who employs this member means.
func (s *settings) employed() {
	w := s.d.W()
	secrecy := s.d.Secrecy(s.by.Value())
	s.Hints["by"] = secrecy + " " + w.T("settings.hint.by")
	s.More = []string{w.T("settings.help"), secrecy, w.T("settings.help.limit")}
}

// show puts settings into the form.
func (s *settings) show(set cases.Settings) {
	yes := "nej"
	if set.Mouse {
		yes = "ja"
	}
	s.lang.SetValues(set.Lang)
	s.mouse.SetValues(yes)
	s.by.SetValues(set.EmployedBy)
	s.idle.SetValue(strconv.Itoa(set.IdleMinutes))
	s.backup.SetValue(strconv.Itoa(set.BackupDays))
	s.arena.SetValue(set.ArenaLabel)
	for _, l := range s.limits {
		switch n := set.Limits[l.key]; {
		case n > 0:
			l.SetValue(strconv.Itoa(n))
		case n < 0:
			l.SetValue(s.d.W().T("settings.limit.none"))
		}
	}
}

// read is the limit that is typed, as cases.Settings keeps it: 0 is the ordinary
// one, one below it none at all.
func (l *limit) read() (int, bool) {
	text := strings.ToLower(strings.TrimSpace(l.Value()))
	switch {
	case text == "":
		return 0, true
	case text == "0", text == "-1", text == l.s.d.W().T("settings.limit.none"):
		return -1, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n > 0 && n <= maxLimit
}

// Keys implements [tui.Screen].
func (s *settings) Keys() keys.Context {
	c := s.Sheet.Keys()
	at := min(2, len(c.Bindings)) // after what saves and the next field
	c.Bindings = slices.Insert(c.Bindings, at, groupKeys()...)
	return c
}

// groupKeys go from one group of lines to the next: there are more limits than
// anybody wants to Tab through.
func groupKeys() []keys.Binding {
	m := keys.NewMoves()
	next, before := m.PageDown.With("settings.key.group"), m.PageUp
	next.More, next.Quiet, before.More = "settings.key.group.more", false, "settings.key.group.before"
	return []keys.Binding{next, before}
}

// Update implements [tui.Screen].
func (s *settings) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		m := keys.NewMoves()
		switch {
		case m.PageDown.Matches(press):
			s.jump(1)
			return nil, nil
		case m.PageUp.Matches(press):
			s.jump(-1)
			return nil, nil
		}
	}
	return s.Sheet.Update(msg)
}

// jump puts the cursor in the first line of the next group, or of the one before;
// past the ends it stands in the last line and in the first.
func (s *settings) jump(by int) {
	all := []string{"idle", "backup", "lang", "mouse", "arena", "by"}
	starts := []string{all[0]}
	for _, l := range s.limits {
		if all = append(all, l.key); l.phase == "" {
			starts = append(starts, l.key)
		}
	}
	at, to := slices.Index(all, s.Form.Focused()), all[0]
	if by > 0 {
		to = all[len(all)-1]
	}
	for _, id := range starts {
		i := slices.Index(all, id)
		if by > 0 && i > at {
			to = id
			break
		}
		if by < 0 && i < at {
			to = id
		}
	}
	s.Form.Focus(to)
	s.Refresh()
}

// After says what holds where this is typed.
func (l *limit) After() string {
	w := l.s.d.W()
	if _, ok := l.read(); !ok {
		return w.T("settings.limit.not")
	}
	set := cases.Settings{Limits: map[string]int{}}
	for _, other := range l.s.limits {
		if n, ok := other.read(); ok && n != 0 {
			set.Limits[other.key] = n
		}
	}
	n, hverdage := set.Limit(l.kind, l.phase)
	if l.review {
		n, hverdage = set.ReviewLimit(l.kind, l.phase), false
	}
	switch {
	case n == 0:
		return w.T("settings.limit.is.none")
	case hverdage:
		return w.T("settings.limit.is", w.N("say.hverdage", n))
	default:
		return w.T("settings.limit.is", w.Days(n))
	}
}

// write reads the form.
func (s *settings) write() (sheet.Work, bool) {
	w, set := s.d.W(), s.was
	number := func(id string, f *field.Line, most int) int {
		n, err := strconv.Atoi(strings.TrimSpace(f.Value()))
		if err != nil || n < 1 || n > most {
			s.Form.Entry(id).Error = w.T("settings.number", most)
		}
		return n
	}
	set.IdleMinutes, set.BackupDays = number("idle", s.idle, maxIdle), number("backup", s.backup, maxBackup)
	set.ArenaLabel = strings.TrimSpace(s.arena.Value())
	if utf8.RuneCountInString(set.ArenaLabel) > maxLabel {
		s.Form.Entry("arena").Error = w.T("settings.arena.long", maxLabel)
	}
	set.Lang, set.Mouse, set.EmployedBy = s.lang.Value(), s.mouse.Value() == "ja", s.by.Value()
	set.Limits = maps.Clone(s.was.Limits) // a newer program may have others
	if set.Limits == nil {
		set.Limits = make(map[string]int)
	}
	for _, l := range s.limits {
		n, ok := l.read()
		delete(set.Limits, l.key)
		switch {
		case !ok:
			s.Form.Entry(l.key).Error = w.T("settings.number", maxLimit)
		case n != 0:
			set.Limits[l.key] = n
		}
	}
	if !s.Ok() {
		return nil, false
	}
	was, store := s.was, s.d.Store
	return func(ctx context.Context) desk.Saved {
		if reflect.DeepEqual(was, set) {
			return desk.Saved{Err: cases.ErrNothingToDo}
		}
		return desk.Saved{Err: store.PutSettings(ctx, set)}
	}, true
}

// saved lets the settings hold. The language is that of texts which other screens
// have made already, so it changes with the next unlocking.
func (s *settings) saved(desk.Saved) tui.Action {
	w, set := s.d.W(), s.d.Store.Settings()
	all := tui.All{
		tui.IdleLock{After: time.Duration(set.IdleMinutes) * time.Minute},
		tui.Mouse{On: set.Mouse},
		tui.Tell{Msg: desk.Changed{}},
		tui.Say{Text: w.T("settings.saved")},
		tui.Back{},
	}
	if l := words.Language(set.Lang); l != "" && l != w.Language() {
		all = append(all, tui.Ask{Dialog: tui.Confirm(s.d.Env, w.T("settings.lang.title"), w.T("settings.lang.text"), func() (tui.Action, tea.Cmd) {
			return tui.Lock{}, nil
		})})
	}
	return all
}
