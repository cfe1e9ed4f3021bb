package versions

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/keys"
	"brobygger/tui/sheet"
)

// third is the choice of a value that is none of the versions.
const third = "third"

// page is the choice between the versions of one field. Its form is a sheet, so
// that what is typed is kept as everywhere.
type page struct {
	*sheet.Sheet
	d *desk.Desk
	c *cases.Case
	k cases.Conflict

	choice *field.Choice
	other  *other // where a third value is typed, nil where none can be
	reason *field.Line
	secret bool // the versions say where somebody with a protected address is
	shown  bool // and are shown all the same
	low    bool // the window is
	was    string
	done   bool // saved

	scroll, height, length int // of what stands above the form, in lines
	drawn                  drawn
}

func newPage(d *desk.Desk, c *cases.Case, k cases.Conflict) *page {
	p := &page{d: d, c: c, k: k, reason: field.NewLine("")}
	w := d.W()
	p.secret = secret(c, k)
	p.other = newOther(d, c, k)
	p.choice = field.NewChoice(p.options()...)
	entries := []*field.Entry{{ID: "choice", Label: w.T("conflict.choice"), Field: p.choice}}
	if p.other != nil {
		entries = append(entries, &field.Entry{ID: third, Label: w.T("conflict.third.label"), Field: p.other.field, Above: p.other.long, Width: p.other.width, After: p.other.after, Hidden: true})
		p.other.set(p, len(k.Values)-1)
	}
	entries = append(entries, &field.Entry{ID: "reason", Label: w.T("conflict.reason"), Field: p.reason, Width: reasonWidth, After: w.T("conflict.reason.after")})
	p.Sheet = sheet.New(d, "", entries...)
	p.Name = "conflict.context"
	p.Title = func() string { return p.title() + " · " + c.Shown() + " " + c.Title() }
	p.More = append(p.lead(), w.T("conflict.help.third"), w.T("conflict.help.history"))
	p.Hints = map[string]string{}
	p.Slight = []string{"choice"}
	p.Changed = p.follow
	p.Write = p.write
	p.EnterSaves = true
	p.Saved = p.saved
	p.Draft = func() cases.Draft {
		return cases.Draft{Form: DraftForm, Case: c.ID, Title: c.Title(), After: p.c.Heads}
	}
	p.Extra = map[string]string{"of": string(k.Entity), "field": k.Field}
	p.follow()
	return p
}

// reasonWidth is how wide the line for the reason is, in columns.
const reasonWidth = 48

// options are the versions by the names of their writers, and a further value.
func (p *page) options() []field.Option {
	w := p.d.W()
	var out []field.Option
	for i, v := range p.k.Values {
		if i >= len(letters)-1 {
			break
		}
		out = append(out, field.Option{ID: string(v.Entries[0]), Key: letters[i : i+1], Label: p.whose(i)})
	}
	if p.other != nil {
		n := len(out)
		label := w.T("conflict.third")
		if n > 2 {
			label = w.T("conflict.another")
		}
		out = append(out, field.Option{ID: third, Key: letters[n : n+1], Label: label})
	}
	return out
}

// extra are the keys of a choice field that is not the choice itself.
func (p *page) extra() []keys.Hint {
	if c, ok := p.focusedField().(*field.Choice); ok {
		return c.Hints()
	}
	return nil
}

func (p *page) focusedField() field.Field {
	if e := p.Form.Entry(p.Form.Focused()); e != nil {
		return e.Field
	}
	return nil
}

// same says whether a conflict is the one of this page.
func (p *page) same(k cases.Conflict) bool { return k.Entity == p.k.Entity && k.Field == p.k.Field }

// refresh takes in that the case has changed, and says whether the versions have:
// then nothing is chosen any more, since what was chosen was chosen among others.
func (p *page) refresh(c *cases.Case, k cases.Conflict) bool {
	alike := slices.EqualFunc(p.k.Values, k.Values, func(a, b cases.ConflictValue) bool { return slices.Equal(a.Entries, b.Entries) })
	p.c, p.k, p.drawn = c, k, drawn{}
	p.secret = secret(c, k)
	if alike {
		return false
	}
	chosen := p.choice.Value()
	choice := field.NewChoice(p.options()...)
	for choice.Revision() <= p.choice.Revision() {
		choice.SetValues() // a draft is due where a revision is another
	}
	if chosen == third {
		choice.SetValues(third) // what is typed is nobody's version
	}
	p.choice, p.Form.Entry("choice").Field = choice, choice
	p.follow()
	return chosen != third
}

// follow brings the form in line with what is chosen: the field of a third value
// is there when that is the choice, with the cursor in it.
func (p *page) follow() {
	w, v := p.d.W(), p.choice.Value()
	if e := p.Form.Entry(third); e != nil && v != p.was {
		e.Hidden = v != third
		switch {
		case v == third:
			if i := p.indexOf(p.was); i >= 0 && !p.Touched(third) {
				p.other.set(p, i)
			}
			p.Form.Focus(third)
		case p.Form.Focused() == third:
			p.Form.Focus("choice")
		}
	}
	p.was = v
	hint := w.T("conflict.hint.none")
	switch {
	case p.low, p.alone():
		hint = w.T("conflict.hint.none.short")
	case len(p.k.Values) > 2:
		hint = w.T("conflict.hint.none.more")
	}
	switch i := p.indexOf(v); {
	case i >= 0:
		hint = w.T("conflict.hint.chosen", upper(p.whose(i)))
	case v == third && !p.low:
		hint = w.T("conflict.hint.third")
	case v == third:
		hint = ""
	}
	for _, id := range []string{"choice", third, "reason"} {
		p.Hints[id] = hint
	}
}

// lowWindow is the height below which the versions get the lines that the reason
// takes until something is chosen.
const lowWindow = 18

// fit brings the form in line with the height of the window.
func (p *page) fit(height int) {
	e := p.Form.Entry("reason")
	p.low = height < lowWindow
	e.Hidden, e.After = p.low && p.choice.Value() == "" && p.Form.Focused() != "reason", p.d.W().T("conflict.reason.after")
	if p.low {
		e.After = ""
	}
	p.follow()
}

// indexOf is which version an option is of, -1 for none.
func (p *page) indexOf(id string) int {
	return slices.IndexFunc(p.k.Values, func(v cases.ConflictValue) bool { return string(v.Entries[0]) == id })
}

// reveal shows what is hidden, or hides it again.
func (p *page) reveal() {
	p.shown, p.drawn = !p.shown, drawn{}
	if p.shown && p.other != nil && p.choice.Value() != third && !p.Touched(third) {
		p.other.set(p, len(p.k.Values)-1)
		p.Pristine()
	}
}

// restore goes on with what was half typed.
func (p *page) restore(d cases.Draft) {
	if d.Fields["choice"] == third {
		p.choice.SetValues(third)
		p.follow()
	}
	p.Restore(d)
}

// saved says which version holds now.
func (p *page) saved(out desk.Saved) tui.Action {
	w := p.d.W()
	p.done = true
	what := w.T("conflict.third.holds")
	if i := p.indexOf(p.choice.Value()); i >= 0 {
		what = upper(p.whose(i))
	}
	return p.d.Done(out, w.T("conflict.saved", what))
}

// write gives what saving is to do.
func (p *page) write() (sheet.Work, bool) {
	w := p.d.W()
	var value any
	switch v := p.choice.Value(); {
	case v == "":
		p.Form.Entry("choice").Error = w.T("conflict.choose")
	case v == third:
		got, err := p.other.read()
		if err != nil {
			p.Fail(third, err)
		}
		value = got
	default:
		// The very bytes that were chosen.
		value = json.RawMessage(p.k.Values[p.indexOf(v)].Raw)
	}
	reason := strings.TrimSpace(p.reason.Value())
	if utf8.RuneCountInString(reason) > cases.MaxLine {
		p.Fail("reason", cases.ErrTooLong)
	}
	if !p.Ok() {
		return nil, false
	}
	c, k := p.c, p.k
	return p.Writes(func(context.Context) ([]cases.Write, error) {
		ch, err := c.Resolve(k.Entity, k.Field, value, reason)
		return []cases.Write{{Case: c.ID, Changes: []cases.Change{ch}}}, err
	}), true
}

// title is what the screen is called.
func (p *page) title() string {
	if len(p.k.Values) > 2 {
		return p.d.W().T("conflict.title.more")
	}
	return p.d.W().T("conflict.title")
}

// names are the writers of the versions as they are called here: by first name,
// or so much more of it that two are not taken for each other.
func (p *page) names() []string {
	out := make([]string, len(p.k.Values))
	full := make([]string, len(out))
	for i, v := range p.k.Values {
		full[i] = p.d.Author(v.Author)
		out[i] = first(full[i])
	}
	for i := range out {
		for j := range out {
			if i != j && first(full[i]) == first(full[j]) && full[i] != full[j] {
				out[i] = danish.FirstNameInitial(full[i])
			}
		}
	}
	return out
}

func first(name string) string {
	if words := strings.Fields(name); len(words) > 0 {
		return words[0]
	}
	return name
}

// whose is what a version is called: "Amiras", or "udgave a" where one person
// wrote several or nobody knows who did.
func (p *page) whose(i int) string {
	w, names := p.d.W(), p.names()
	_, known := p.d.Store.Authors()[p.k.Values[i].Author]
	for j, n := range names {
		if !known || j != i && n == names[i] {
			return w.T("conflict.version", letters[i:i+1])
		}
	}
	if strings.HasSuffix(names[i], "s") || strings.HasSuffix(names[i], "x") || strings.HasSuffix(names[i], "z") {
		return w.T("conflict.whose.s", names[i])
	}
	return w.T("conflict.whose", names[i])
}

// alone says whether all versions are this member's own.
func (p *page) alone() bool {
	return !slices.ContainsFunc(p.k.Values, func(v cases.ConflictValue) bool { return !p.d.Mine(v.Author) })
}

// lead says what has happened.
func (p *page) lead() []string {
	w := p.d.W()
	var others []string
	me := false
	for i, n := range p.names() {
		switch {
		case p.d.Mine(p.k.Values[i].Author):
			me = true
		case !slices.Contains(others, n):
			others = append(others, n)
		}
	}
	who := ""
	if len(others) > 0 {
		who = others[len(others)-1]
		if before := others[:len(others)-1]; len(before) > 0 {
			who = w.T("conflict.and", strings.Join(before, ", "), who)
		}
	}
	kept := w.T("conflict.lead.kept")
	if len(p.k.Values) > 2 {
		kept = w.T("conflict.lead.kept.more")
	}
	switch {
	case who == "":
		return []string{w.T("conflict.lead.me") + " " + kept}
	case me:
		return []string{w.T("conflict.lead.us", who) + " " + kept}
	case len(others) == 1:
		return []string{w.T("conflict.lead.single", who) + " " + kept}
	}
	return []string{w.T("conflict.lead.them", who) + " " + kept}
}

// turn scrolls what stands above the form by a page.
func (p *page) turn(down bool) {
	step := max(1, p.height-1)
	if !down {
		step = -step
	}
	p.scroll = max(0, min(p.scroll+step, p.length-p.height))
}

// upper writes the first letter large.
func upper(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	return strings.ToUpper(string(r)) + text[n:]
}

// oneLine is a person's text in at most width columns.
func oneLine(text string, width int) string { return desk.CutWords(desk.OneLine(text), max(1, width)) }
