package outside

import (
	"context"
	"errors"
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"

	"brobygger/cases"
	"brobygger/cases/paper"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	draw "brobygger/tui/paper"
	"brobygger/tui/sheet"
	"brobygger/tui/words"
)

// templateMost is the longest template, in bytes: several pages.
const templateMost = 20 << 10

// newTemplate is Brevskabelon: the text of the letter of a referral, in which
// words in braces stand for what differs.
func newTemplate(d *desk.Desk, draft *cases.Draft) tui.Screen {
	w := d.W()
	was := d.Store.Settings()
	text := field.NewArea(draw.Template(w, was)).Limit(templateMost).Rows(6, 60)
	s := sheet.New(d, "", &field.Entry{ID: "text", Label: w.T("letter.template.label"), Field: text, Above: true})
	s.Name = "letter.template.context"
	s.Title = func() string { return w.T("letter.template.title") }
	var slots []string
	for _, slot := range paper.Slots() {
		slots = append(slots, "{"+slot+"}")
	}
	all := strings.Join(slots, " ")
	s.Lead = []string{w.T("letter.template.lead", words.A{"slots": all})}
	s.More = []string{w.T("letter.template.help", words.A{"indhold": "{" + paper.SlotContent + "}"})}
	s.Hints = map[string]string{"text": w.T("letter.template.hint")}
	s.Draft = func() cases.Draft { return cases.Draft{Form: desk.RouteTemplate, Title: w.T("letter.template.title")} }
	s.Actions = func() []tui.Command {
		return []tui.Command{{Label: w.T("letter.template.reset"), Run: func() (tui.Action, tea.Cmd) {
			text.SetValue(draw.DefaultTemplate(w))
			s.Refresh()
			return nil, nil
		}}}
	}
	s.Write = func() (sheet.Work, bool) {
		own := strings.TrimSpace(text.Value())
		if own == strings.TrimSpace(draw.DefaultTemplate(w)) {
			own = ""
		}
		var slot *paper.SlotError
		switch err := paper.CheckTemplate(own); {
		case own == "" || err == nil:
		case errors.As(err, &slot):
			s.Entry("text").Error = w.T("letter.template.unknown", words.A{"slot": desk.OneLine(slot.Slot), "slots": all})
		case errors.Is(err, paper.ErrTwoContents):
			s.Entry("text").Error = w.T("letter.template.twice", words.A{"slot": "{" + paper.SlotContent + "}"})
		default:
			s.Entry("text").Error = w.T("letter.template.needed", words.A{"slot": "{" + paper.SlotContent + "}"})
		}
		if !s.Ok() {
			return nil, false
		}
		store := d.Store
		return func(ctx context.Context) desk.Saved {
			if own == strings.TrimSpace(was.Templates[paper.TemplateReferral]) {
				return desk.Saved{Err: cases.ErrNothingToDo}
			}
			set := store.Settings()
			set.Templates = maps.Clone(set.Templates)
			if set.Templates == nil {
				set.Templates = map[string]string{}
			}
			set.Templates[paper.TemplateReferral] = own
			if own == "" {
				delete(set.Templates, paper.TemplateReferral)
			}
			return desk.Saved{Err: store.PutSettings(ctx, set)}
		}, true
	}
	s.Saved = func(desk.Saved) tui.Action {
		return tui.All{tui.Tell{Msg: desk.Changed{}}, tui.Say{Text: w.T("letter.template.said")}, tui.Back{}}
	}
	if draft != nil {
		s.Restore(*draft)
	}
	return s
}
