package versions

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"brobygger/cases"
	"brobygger/cases/danish"
	"brobygger/cases/when"
	"brobygger/tui/desk"
	"brobygger/tui/field"
	"brobygger/tui/sheet"
)

// other is where a value is typed that is none of the versions.
type other struct {
	field field.Field
	width int    // in columns, 0 for all there is
	after string // what stands behind it
	long  bool   // a text of many lines
	// show puts a version in as JSON.
	show func(raw []byte)
	// read gives the value to save.
	read func() (any, error)
}

// set puts a version in, unless it is hidden.
func (o *other) set(p *page, i int) {
	if p.secret && !p.shown {
		return
	}
	o.show(p.k.Values[i].Raw)
}

// newOther gives the field in which a third value of a field is typed. Nil for
// what is not typed: yes and no, people of the team, other cases. There a version
// is chosen and the field changed afterwards.
func newOther(d *desk.Desk, c *cases.Case, k cases.Conflict) *other {
	switch k.Field {
	case "text", "note", "indicator", "words", "purpose", "close_reason", "reopen_reason":
		return areaOther()
	case "name", "address", "phone", "email", "interpreter", "tenancy", "relation", "org", "place", "why", "worker_text", "reason", "move_reason",
		"evidence", "informed_by":
		return lineOther(func(text string) (string, error) {
			if utf8.RuneCountInString(text) > cases.MaxLine {
				return "", cases.ErrTooLong
			}
			return text, nil
		})
	case "born":
		o := lineOther(func(text string) (string, error) { return cases.ParseBorn(text, d.Today()) })
		o.width, o.after = 24, d.W().T("conflict.third.born")
		return o
	case "informed", "opened", "closed", "phase_on", "done_on", "on", "certificate", "withdrawn", "receipt":
		return whenOther(d, sheet.NewDay(d, when.Past, ""), func(m when.Moment) error {
			if m.Date.After(d.Today()) {
				return cases.ErrFuture
			}
			return nil
		})
	case "at":
		return whenOther(d, sheet.NewMoment(d, when.Past, ""), nil)
	case "by", "until":
		return whenOther(d, sheet.NewDay(d, when.Future, ""), nil)
	case "due":
		return whenOther(d, sheet.NewMoment(d, when.Future, ""), nil)
	case "minutes":
		return minutesOther(d)
	}
	if strings.HasPrefix(k.Field, "words_") { // about an arena
		return areaOther()
	}
	return choiceOther(d, c, k)
}

// choiceOther is a field for the keys of a closed set.
func choiceOther(d *desk.Desk, c *cases.Case, k cases.Conflict) *other {
	switch k.Field {
	case "state":
		switch k.EntityKind {
		case cases.EntryGoal:
			return oneOf(d, "domain.goal.", cases.GoalStates())
		case cases.EntryStep:
			return oneOf(d, "domain.step.", cases.StepStates())
		}
		return nil
	case "phase":
		open := slices.DeleteFunc(c.Kind.Phases(), func(p cases.Phase) bool { return p == cases.PhaseClosed })
		return oneOf(d, "domain.phase.", open)
	case "outcome":
		return oneOf(d, "domain.outcome.", c.Kind.Outcomes())
	case "channel":
		return oneOf(d, "domain.channel.", cases.Channels())
	case "role":
		return oneOf(d, "domain.role.", cases.Roles())
	case "source":
		return oneOf(d, "domain.source.", cases.Sources())
	case "weight":
		return oneOf(d, "domain.weight.", cases.Weights())
	case "basis":
		return oneOf(d, "domain.basis.", []cases.Basis{cases.BasisConsent, cases.BasisInterest})
	case "area":
		return oneOf(d, "domain.area.", cases.FundingAreas())
	case "arena":
		return oneOf(d, "domain.arena.", c.Kind.PlanKeys())
	case "arenas":
		return someOf(d, cases.Arenas())
	case "themes":
		return someOf(d, cases.Themes())
	case "scope", "keys":
		return someOf(d, slices.Concat(cases.Arenas(), cases.Themes()))
	case "form":
		return oneOf(d, "domain.consent.form.", cases.ConsentForms())
	case "present":
		return peopleOther(c)
	}
	return nil
}

func areaOther() *other {
	f := field.NewArea("").Rows(2, 5)
	return &other{
		field: f, long: true,
		show: func(raw []byte) { f.SetValue(cases.DecodeText(raw)) },
		read: func() (any, error) { return needed(strings.TrimRight(f.Value(), " \n")) },
	}
}

func lineOther(check func(string) (string, error)) *other {
	f := field.NewLine("")
	return &other{
		field: f, width: reasonWidth,
		show: func(raw []byte) { f.SetValue(cases.DecodeText(raw)) },
		read: func() (any, error) {
			if _, err := needed(f.Value()); err != nil {
				return nil, err
			}
			text, err := check(strings.TrimSpace(f.Value()))
			return text, err
		},
	}
}

// needed is a text that is not empty.
func needed(text string) (any, error) {
	if strings.TrimSpace(text) == "" {
		return nil, cases.ErrNeeded
	}
	return text, nil
}

func whenOther(d *desk.Desk, f *sheet.When, check func(when.Moment) error) *other {
	return &other{
		field: f, width: 24,
		show: func(raw []byte) {
			m, err := when.ParseISO(cases.DecodeText(raw))
			if err != nil {
				f.SetValue("")
				return
			}
			f.Set(m)
		},
		read: func() (any, error) {
			switch {
			case f.Empty():
				return nil, cases.ErrNeeded
			case f.Err() != nil:
				return nil, f.Err()
			case check != nil && check(f.Moment()) != nil:
				return nil, check(f.Moment())
			}
			return f.Moment().String(), nil
		},
	}
}

func minutesOther(d *desk.Desk) *other {
	const aDay = 24 * 60
	f := field.NewLine("").Limit(10)
	return &other{
		field: f, width: 8, after: d.W().T("conflict.third.minutes"),
		show: func(raw []byte) { f.SetValue(cases.DecodeText(raw)) },
		read: func() (any, error) {
			if _, err := needed(f.Value()); err != nil {
				return nil, err
			}
			n, err := strconv.Atoi(strings.TrimSpace(f.Value()))
			if err != nil || n < 0 || n > aDay {
				return nil, cases.ErrNotValid
			}
			return n, nil
		},
	}
}

// oneOf is a choice of one key.
func oneOf[T ~string](d *desk.Desk, prefix string, all []T) *other {
	f := field.NewChoice(optionsOf(d, prefix, all)...)
	return &other{
		field: f,
		show:  func(raw []byte) { f.SetValues(cases.DecodeText(raw)) },
		read:  func() (any, error) { return needed(f.Value()) },
	}
}

// someOf is a choice of several arenas or themes.
func someOf(d *desk.Desk, all []string) *other {
	f := field.NewChoices(optionsOf(d, "domain.arena.", all)...)
	return &other{
		field: f,
		show:  func(raw []byte) { f.SetValues(strings.Split(cases.DecodeText(raw), ", ")...) },
		read: func() (any, error) {
			if len(f.Values()) == 0 {
				return nil, cases.ErrNeeded
			}
			return f.Values(), nil
		},
	}
}

func optionsOf[T ~string](d *desk.Desk, prefix string, all []T) []field.Option {
	out := make([]field.Option, len(all))
	for i, v := range all {
		out[i] = field.Option{ID: string(v), Label: d.Label(prefix, string(v))}
	}
	return out
}

// peopleOther is a line for the people present at a contact.
func peopleOther(c *cases.Case) *other {
	var items []field.Item
	for _, p := range c.Network {
		if p.Struck == nil && p.Erased == nil {
			items = append(items, field.Item{ID: string(p.ID), Label: desk.OneLine(p.Name), Folded: danish.Fold(p.Name)})
		}
	}
	f := field.NewSuggest(items, danish.Fold).Many()
	return &other{
		field: f, width: reasonWidth,
		show: func(raw []byte) { f.SetValue(strings.Join(people(c, raw), ", ")) },
		read: func() (any, error) {
			var out []string
			for _, n := range f.Names() {
				who := n.Text
				if n.ID != "" {
					who = n.ID
				}
				if utf8.RuneCountInString(who) > cases.MaxLine {
					return nil, cases.ErrTooLong
				}
				out = append(out, who)
			}
			switch {
			case len(out) == 0:
				return nil, cases.ErrNeeded
			case len(out) > cases.MaxListed:
				return nil, cases.ErrTooLong
			}
			return out, nil
		},
	}
}
