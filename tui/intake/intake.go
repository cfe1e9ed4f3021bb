// Package intake is the form of a case: it makes a new one from a name or an
// alias and the kind, and everything else may wait. The same form edits a case.
package intake

import (
	"context"
	"strings"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/sheet"
)

// DraftForm is how drafts of cases are named.
const DraftForm = "case"

// Route makes the screen of a route, nil where it is none of this package's. The
// argument of both routes may be a draft to go on with.
func Route(d *desk.Desk, route string, arg any) tui.Screen {
	draft, _ := arg.(*cases.Draft)
	switch route {
	case desk.RouteNewCase:
		return New(d, draft)
	case desk.RouteEditCase:
		id, _ := arg.(string)
		if draft != nil {
			id = draft.Case
		}
		return Edit(d, id, draft)
	}
	return nil
}

// newCase is the form of a case that is not there yet.
type newCase struct {
	*sheet.Sheet
	fields
	desk *desk.Desk
}

// New makes the form of a new case; draft is what to go on with, nil for nothing.
func New(d *desk.Desk, draft *cases.Draft) tui.Screen {
	s := &newCase{desk: d}
	s.Sheet, s.fields = form(d)
	w := d.W()
	s.Name, s.Title = "intake.name", func() string { return w.T("intake.title") }
	s.Write, s.Saved = s.write, s.saved
	s.Draft = func() cases.Draft { return cases.Draft{Form: DraftForm, Title: firstName(s.name.Value())} }
	s.kind.SetValues(s.usual()...)
	s.opened.SetValue(w.T("formats.today"))
	s.deputy.SetValue(s.proposed())
	s.Pristine()
	s.Refresh()
	if draft != nil {
		s.Restore(*draft)
	}
	return s
}

// Place implements [tui.Placed].
func (s *newCase) Place() tui.Open {
	if id := s.DraftID(); id != "" {
		return tui.Open{Route: desk.RouteNewCase, Arg: &cases.Draft{ID: id}}
	}
	return tui.Open{Route: desk.RouteNewCase}
}

// usual is the kind that this member's roles leave no choice about.
func (s *newCase) usual() []string {
	var kinds []string
	me := s.desk.Me()
	for _, k := range cases.Kinds() {
		if me.Has(map[cases.Kind]cases.MemberRole{cases.KindMentoring: cases.MemberMentor, cases.KindTenancy: cases.MemberVicevaert,
			cases.KindNetwork: cases.MemberMoedeleder}[k]) {
			kinds = append(kinds, string(k))
		}
	}
	if len(kinds) == 1 {
		return kinds
	}
	return nil
}

// proposed is the stedfortræder that this member set once.
func (s *newCase) proposed() string {
	switch deputy := s.desk.Store.Me().Deputy; deputy {
	case "":
		return ""
	default:
		return s.desk.Member(deputy)
	}
}

func (s *newCase) write() (sheet.Work, bool) {
	f := cases.CaseForm{
		Kind: cases.Kind(s.kind.Value()), Name: s.name.Value(), Born: s.born.Value(), Address: s.address.Value(),
		Phone: s.phone.Value(), Protected: s.has("protected"), NotAlone: s.has("not_alone"), Interpreter: s.interpreter.Value(),
		Tenancy: s.tenancy.Value(), Area: cases.FundingArea(s.area.Value()), Source: cases.Source(s.source.Value()),
		Weight: cases.Weight(s.weight.Value()), Basis: cases.Basis(s.basis.Value()), Informed: s.informed.Day(), Opened: s.opened.Day(),
		Worker: s.workerID(s.Sheet), Deputy: s.deputyID(),
	}
	s.days(s.Sheet)
	if strings.TrimSpace(f.Name) == "" {
		s.Fail("name", cases.ErrNeeded)
	}
	if f.Kind == "" {
		s.Fail("kind", cases.ErrNeeded)
	}
	if !s.Ok() {
		return nil, false
	}
	d := s.desk
	today, me, noDeputy := d.Today(), d.Store.Me(), f.Deputy == ""
	return s.Writes(func(context.Context) ([]cases.Write, error) {
		id, err := d.Store.NewID()
		if err != nil {
			return nil, err
		}
		number, err := d.Store.NewNumber(f.Opened.Year)
		if err != nil {
			return nil, err
		}
		w, err := cases.NewCase(f, id, number, today, me)
		if err == nil && noDeputy {
			// The proposal was taken out of the form: nothing is recorded that was not
			// seen.
			delete(w.Changes[0].Set, "deputy")
		}
		return []cases.Write{w}, err
	}), true
}

// saved goes to the case.
func (s *newCase) saved(out desk.Saved) tui.Action {
	id := out.Writes[0].Case
	number, _ := out.Writes[0].Changes[0].Set["number"].(string)
	return tui.All{
		s.desk.Done(out, s.desk.W().T("intake.saved", firstName(s.name.Value()), number)),
		tui.Back{}, tui.Open{Route: desk.RouteCase, Arg: desk.CaseArg{ID: id}},
	}
}

// editCase is the form of a case that is there.
type editCase struct {
	*sheet.On
	fields
	desk *desk.Desk
}

// Edit makes the form of a case that is there.
func Edit(d *desk.Desk, id string, draft *cases.Draft) tui.Screen {
	s := &editCase{desk: d}
	f, fields := form(d)
	s.fields = fields
	s.On = sheet.OnCase(f, id, draft, s.show)
	f.Entry("kind").Hidden = true
	w := d.W()
	s.Name, s.Title = "intake.name.edit", func() string { return s.Head(w.T("intake.title.edit")) }
	s.Write, s.Draft = s.write, s.About(DraftForm)
	return s
}

// show puts the case into the form.
func (s *editCase) show() error {
	c := s.Case
	s.name.SetValue(c.Person.Name)
	s.born.SetValue(bornShown(s.desk, c.Person.Born))
	s.phone.SetValue(c.Person.Phone)
	s.address.SetValue(c.Person.Address)
	var flags []string
	if c.Person.Protected {
		flags = append(flags, "protected")
	}
	if c.Person.NotAlone {
		flags = append(flags, "not_alone")
	}
	s.flags.SetValues(flags...)
	s.interpreter.SetValue(c.Person.Interpreter)
	s.tenancy.SetValue(c.Tenancy)
	s.source.SetValues(string(c.Source))
	s.area.SetValues(string(c.Area))
	s.weight.SetValues(string(c.Weight))
	s.basis.SetValues(string(c.Basis))
	s.informed.Set(dayOf(c.Informed))
	s.opened.Set(dayOf(c.Opened))
	s.worker.SetValue(s.workerShown(c))
	s.deputy.SetValue("")
	if c.Deputy != "" {
		s.deputy.SetValue(s.desk.Member(c.Deputy))
	}
	return nil
}

func (s *editCase) write() (sheet.Work, bool) {
	var f cases.CaseEdit
	text := func(id, value string, to **string) {
		if s.Touched(id) {
			*to = &value
		}
	}
	text("name", s.name.Value(), &f.Name)
	text("born", s.born.Value(), &f.Born)
	text("phone", s.phone.Value(), &f.Phone)
	text("address", s.address.Value(), &f.Address)
	text("interpreter", s.interpreter.Value(), &f.Interpreter)
	text("tenancy", s.tenancy.Value(), &f.Tenancy)
	text("deputy", s.deputyID(), &f.Deputy)
	if s.Touched("worker") {
		worker, none := s.workerID(s.Sheet), ""
		f.Worker, f.WorkerText = &worker, &none
		if worker == "" {
			s.Fail("worker", cases.ErrNeeded)
		}
	}
	if s.Touched("flags") {
		protected, notAlone := s.has("protected"), s.has("not_alone")
		f.Protected, f.NotAlone = &protected, &notAlone
	}
	touched(s.Sheet, "area", cases.FundingArea(s.area.Value()), &f.Area)
	touched(s.Sheet, "source", cases.Source(s.source.Value()), &f.Source)
	touched(s.Sheet, "weight", cases.Weight(s.weight.Value()), &f.Weight)
	touched(s.Sheet, "basis", cases.Basis(s.basis.Value()), &f.Basis)
	touched(s.Sheet, "informed", s.informed.Day(), &f.Informed)
	touched(s.Sheet, "opened", s.opened.Day(), &f.Opened)
	s.days(s.Sheet)
	if !s.Ok() {
		return nil, false
	}
	c, today := s.Case, s.desk.Today()
	return s.Writes(func(context.Context) ([]cases.Write, error) {
		w, err := c.Edit(f, today)
		return []cases.Write{w}, err
	}), true
}

func touched[T any](s *sheet.Sheet, id string, value T, to **T) {
	if s.Touched(id) {
		*to = &value
	}
}
