package opening

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/door"
	"brobygger/tui/field"
	"brobygger/tui/keys"
)

// The four steps of a new vault.
const (
	stepWho = iota
	stepWords
	stepShow
	stepBack
	steps
)

// begun is the keys of a new vault and a proposal for its passphrase.
type begun struct {
	new      door.Founding
	proposal string
	err      error
}

// begin draws the keys of a new vault.
func begin(d door.Door) tea.Cmd {
	return func() tea.Msg {
		n, err := d.Found()
		if err != nil {
			return begun{err: err}
		}
		proposal, err := d.Propose()
		return begun{n, proposal, err}
	}
}

// founding is a new vault in four steps. What was typed stays when the user goes
// a step back, and when making the vault fails.
type founding struct {
	*gate
	at       door.Situation
	new      door.Founding
	proposal string
	hidden   bool // the proposal is not shown
	moved    bool // the language was chosen on the screen before
	step     int
	far      int // the farthest step that was reached
	forms    [steps]*field.Form
	words    *field.Secret
	again    *field.Secret
	qr       bool
	groups   []door.Group // what was typed back
	job      *job
	err      error
}

func newFounding(g *gate, s door.Situation, b begun, moved bool) *founding {
	f := &founding{gate: g, at: s, new: b.new, proposal: b.proposal, moved: moved, words: field.NewSecret(), again: field.NewSecret()}
	w := g.w()
	full := w.T("found.full")
	var roles []field.Option
	for _, r := range cases.MemberRoles() {
		if r != cases.MemberKoordinator { // whoever makes the vault is that besides
			roles = append(roles, field.Option{ID: string(r), Label: w.T("domain.member." + string(r))})
		}
	}
	f.forms[stepWho] = field.NewForm(full,
		&field.Entry{ID: "name", Label: w.T("found.name"), Field: field.NewLine(""), Width: 40},
		&field.Entry{ID: "roles", Label: w.T("found.roles"), Field: field.NewChoices(roles...)},
		&field.Entry{ID: "team", Label: w.T("found.team"), Field: field.NewLine(""), Width: 40, After: w.T("found.optional")},
	)
	keep := field.NewYesNo(w.T("found.yes"), w.T("common.yes.key"), w.T("found.no"), w.T("common.no.key")).Needed()
	keep.SetValues("ja")
	f.forms[stepWords] = field.NewForm(full,
		&field.Entry{ID: "words", Label: w.T("found.words"), Field: f.words, Width: 62},
		&field.Entry{ID: "again", Label: w.T("found.again"), Field: f.again, Width: 62, Hidden: true},
		&field.Entry{ID: "keep", Label: w.T("found.keep"), Field: keep},
	)
	f.forms[stepShow] = field.NewForm(full,
		&field.Entry{ID: "holders", Label: w.T("found.holders"), Field: field.NewLine(""), Width: 54},
		&field.Entry{ID: "place", Label: w.T("found.place"), Field: field.NewLine(""), Width: 54},
	)
	// Where the vault could not be made in the folder, another one can be written
	// without beginning anew: the nødnøgle is on paper by then.
	f.forms[stepBack] = field.NewForm(full,
		&field.Entry{ID: "typed", Label: w.T("found.typed"), Field: field.NewLine(""), Width: 76},
		&field.Entry{ID: "dir", Label: w.T("found.dir"), Field: field.NewLine(s.Dir), Width: 76, Hidden: true},
	)
	f.groups = f.new.Match("")
	return f
}

func foundingKeys(kind keys.Kind, step int) keys.Context {
	m, reveal := keys.NewMoves(), keys.NewEverywhere().Reveal
	next := m.Next.With("keys.next")
	b := []keys.Binding{next, m.Open.With("welcome.key.on")}
	switch step {
	case stepWords:
		b = append(b, reveal.With(reveal.Label), keys.Binding{ID: "another", Keys: []string{"f5", "ctrl+t"}, Label: "found.key.another"})
	case stepShow:
		reveal.More = ""
		b = []keys.Binding{next, reveal.With("found.key.qr"), m.Open.With("found.key.written")}
		if kind == keys.Fullscreen { // the QR code, with nothing to fill in
			b = []keys.Binding{reveal.With("found.key.letters"), m.Open.With("found.key.written")}
		}
	case stepBack:
		b = []keys.Binding{m.Open.With("found.key.make")}
	}
	return keys.Context{Name: "found.context", Kind: kind, Bindings: append(b, m.Back)}
}

// Keys implements tui.Screen.
func (s *founding) Keys() keys.Context {
	if s.job != nil {
		return workingKeys(false)
	}
	if s.qr {
		return foundingKeys(keys.Fullscreen, s.step)
	}
	return foundingKeys(s.forms[s.step].Kind(), s.step)
}

// Explain implements tui.Explainer.
func (s *founding) Explain() []string {
	w := s.w()
	switch s.step {
	case stepWho:
		return []string{w.T("found.who.text")}
	case stepWords:
		return []string{w.T("found.words.help"), w.T("found.keep.text")}
	case stepShow:
		return []string{w.T("found.show.text"), w.T("found.show.kept")}
	}
	return []string{w.T("found.back.text"), w.T("found.back.letters")}
}

// Update implements tui.Screen.
func (s *founding) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
	if own(msg) {
		return s.worked(msg)
	}
	press, isKey := msg.(tea.KeyPressMsg)
	if s.job != nil {
		if isKey && keys.NewMoves().Back.Matches(press) { // it is a moment's work, and breaking it off helps nobody
			return tui.Say{Text: s.w().T("found.unbroken")}, nil
		}
		return nil, nil
	}
	if isKey {
		b, _ := keys.Find(press, s.Keys().Bindings)
		switch {
		case b.ID == "another":
			s.propose()
			return nil, nil
		case b.ID == "reveal" && s.step == stepShow:
			s.qr = !s.qr
			return nil, nil
		case b.ID == "reveal" && s.step == stepWords:
			s.reveal(press)
			return nil, nil
		case b.ID == "back":
			return s.back()
		}
	}
	if s.qr { // its fields are not on the screen
		if isKey && keys.Name(press) == "enter" {
			return s.on()
		}
		return tui.Pass{}, nil
	}
	if isKey && keys.Name(press) == "enter" && s.lacks() {
		return nil, nil
	}
	if s.forms[s.step].Update(msg) {
		s.changed()
		return nil, nil
	}
	if isKey && keys.Name(press) == "enter" {
		return s.on()
	}
	return tui.Pass{}, nil
}

// worked takes what making the vault comes to.
func (s *founding) worked(msg tea.Msg) (tui.Action, tea.Cmd) {
	end, cmd := s.job.take(msg)
	if end == nil {
		return nil, cmd
	}
	s.job = nil
	if end.err == nil {
		s.forget()
		return s.opened(end.store), nil
	}
	s.err = end.err
	if errors.Is(end.err, door.ErrTypo) {
		return nil, nil
	}
	form := s.forms[stepBack]
	form.Entry("dir").Hidden = false
	form.Focus("dir")
	return nil, nil
}

// forget wipes what was typed.
func (s *founding) forget() {
	s.words.Clear()
	s.again.Clear()
	s.proposal = ""
}

// changed follows what was typed: errors go, and a passphrase that is not the
// proposed one is asked for twice.
func (s *founding) changed() {
	s.err = nil
	for _, id := range []string{"name", "roles", "words", "again", "typed", "dir"} {
		if e := s.forms[s.step].Entry(id); e != nil {
			e.Error = ""
		}
	}
	switch s.step {
	case stepWords:
		typed := said(s.words)
		entry := s.forms[stepWords].Entry("again")
		entry.Hidden = strings.HasPrefix(s.proposal, typed)
		s.forms[stepWords].Entry("words").After = ""
		if !entry.Hidden {
			s.forms[stepWords].Entry("words").After = s.w().T("found.words.other")
		}
	case stepBack:
		s.groups = s.new.Match(s.text(stepBack, "typed"))
	}
}

// lacks says whether the field with the cursor is empty and must not be; it then
// says so, and Enter stays there: what is typed next is meant for this field, and
// in the next one its letters might choose.
func (s *founding) lacks() bool {
	form, w := s.forms[s.step], s.w()
	var empty bool
	missing := w.T("say.field.needed")
	switch id := form.Focused(); id {
	case "name":
		empty = s.text(stepWho, id) == ""
	case "roles":
		empty, missing = len(s.roles()) == 0, w.T("found.roles.needed")
	case "words":
		empty = said(s.words) == ""
	case "again":
		empty = said(s.again) == ""
		if s.weigh(form); empty && form.Entry("words").Error != "" {
			return form.FocusError() // what is too short need not be written again
		}
	}
	if empty {
		form.Entry(form.Focused()).Error = missing
	}
	return empty
}

// said is a passphrase with single blanks, as it will be read.
func said(f *field.Secret) string {
	b := f.Bytes()
	defer clear(b)
	return strings.Join(strings.Fields(string(b)), " ")
}

// propose gives another passphrase, and empties the field where it held the
// beginning of the one before.
func (s *founding) propose() {
	next, err := s.door.Propose()
	if err != nil {
		s.err = err
		return
	}
	if strings.HasPrefix(s.proposal, said(s.words)) {
		s.words.Clear()
		s.forms[stepWords].Focus("words")
	}
	s.proposal, s.hidden = next, false
	s.changed()
}

// reveal shows all that is secret on the page, or hides all where all is shown.
func (s *founding) reveal(press tea.KeyPressMsg) {
	form, all := s.forms[stepWords], !s.hidden
	secret := map[string]*field.Secret{"words": s.words, "again": s.again}[form.Focused()]
	if secret != nil && secret.Empty() {
		secret = nil // nothing to show, and what is typed next is not to be seen
	}
	if secret != nil {
		all = all && secret.Shown()
	}
	s.hidden = all
	if secret != nil && secret.Shown() == all {
		form.Update(press)
	}
}

// back goes a step back, or asks before the vault is given up.
func (s *founding) back() (tui.Action, tea.Cmd) {
	s.err = nil
	if s.qr {
		s.qr = false
		return nil, nil
	}
	if s.step > stepWho {
		s.step--
		return nil, nil
	}
	leave := func() (tui.Action, tea.Cmd) {
		s.forget()
		s.new.Forget()
		return tui.Back{}, nil
	}
	if s.far == stepWho && s.text(stepWho, "name") == "" && s.text(stepWho, "team") == "" && len(s.roles()) == 0 {
		return leave()
	}
	w := s.w()
	return tui.Ask{Dialog: tui.Confirm(s.env, w.T("found.leave.title"), w.T("found.leave.text"), leave)}, nil
}

func (s *founding) text(step int, id string) string {
	return strings.TrimSpace(s.forms[step].Entry(id).Field.(*field.Line).Value())
}

func (s *founding) roles() []cases.MemberRole {
	var out []cases.MemberRole
	for _, id := range s.forms[stepWho].Entry("roles").Field.(*field.Choice).Values() {
		out = append(out, cases.MemberRole(id))
	}
	return out
}

func (s *founding) keep() bool {
	return s.forms[stepWords].Entry("keep").Field.(*field.Choice).Value() != "nej"
}

// on goes to the next step, if this one is done.
func (s *founding) on() (tui.Action, tea.Cmd) {
	w, form := s.w(), s.forms[s.step]
	switch s.step {
	case stepWho:
		if s.text(stepWho, "name") == "" {
			form.Entry("name").Error = w.T("say.field.needed")
		}
		if len(s.roles()) == 0 {
			form.Entry("roles").Error = w.T("found.roles.needed")
		}
	case stepWords:
		s.weigh(form)
	case stepBack:
		if wrong := s.wrong(); wrong != "" {
			form.Entry("typed").Error = wrong
			form.Focus("typed")
			return nil, nil
		}
		if dir := form.Entry("dir"); !dir.Hidden && s.text(stepBack, "dir") == "" {
			dir.Error = w.T("say.field.needed")
			return nil, nil
		}
		return s.make()
	}
	if form.FocusError() {
		return nil, nil
	}
	if s.step == stepWords {
		s.hidden = true // it was read and typed; it is not for the next who comes by
	}
	s.qr = false
	s.step++
	s.far = max(s.far, s.step)
	return nil, nil
}

// weigh says what the passphrase lacks.
func (s *founding) weigh(form *field.Form) {
	w := s.w()
	typed, asked := said(s.words), form.Entry("again")
	switch err := s.door.Weak(typed, s.keep()); {
	case typed == "":
		form.Entry("words").Error = w.T("say.field.needed")
	case asked.Hidden && typed != s.proposal:
		form.Entry("words").Error = w.T("found.unfinished")
	case err != nil && s.keep():
		form.Entry("words").Error = w.T("found.weak")
	case err != nil:
		form.Entry("words").Error = w.T("found.weak.four")
	case !asked.Hidden && typed != said(s.again):
		asked.Error = w.T("found.differ")
	}
}

// wrong says which groups of what was typed back are not right, "" if all are.
func (s *founding) wrong() string {
	var numbers []string
	typed := false
	for i, g := range s.groups {
		typed = typed || g.Typed != ""
		if !g.Right {
			numbers = append(numbers, strconv.Itoa(i+1))
		}
	}
	w := s.w()
	switch {
	case len(numbers) == 0:
		return ""
	case !typed:
		return w.T("found.typed.needed")
	case len(numbers) == len(s.groups):
		return w.T("found.typo")
	case len(numbers) == 1:
		return w.T("found.typo.group", numbers[0])
	}
	last := len(numbers) - 1
	return w.T("found.typo.groups", strings.Join(numbers[:last], ", "), numbers[last])
}

// make makes the vault.
func (s *founding) make() (tui.Action, tea.Cmd) {
	form := door.Form{
		Name: s.text(stepWho, "name"), Team: s.text(stepWho, "team"), Roles: slices.Clone(s.roles()), Passphrase: s.words.Bytes(),
		KeyInVault: s.keep(), Holders: s.text(stepShow, "holders"), Place: s.text(stepShow, "place"),
	}
	typed, dir := s.text(stepBack, "typed"), ""
	if !s.forms[stepBack].Entry("dir").Hidden {
		dir = s.text(stepBack, "dir")
	}
	lang, moved := string(s.w().Language()), s.moved
	var cmd tea.Cmd
	s.err = nil
	s.job, cmd = start("found.making", func(ctx context.Context, p door.Progress) (cases.Store, error) {
		if dir != "" {
			s.door.SetDir(dir)
		}
		store, err := s.new.Finish(ctx, form, typed, p)
		return keepLanguage(ctx, store, err, lang, moved)
	})
	s.job.quiet = true
	return nil, cmd
}
