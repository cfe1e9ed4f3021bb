package forms_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/forms"
	"brobygger/tui/frame"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/stage"
	"brobygger/tui/words"
)

// texts are what people typed on these screens.
var texts = []string{
	"Fatma", "Bjarke Holm", "træner", "Højløkke Boldklub", "Mandag og torsdag på banen. Ring først.", "ring til mor om fritidsjobbet",
	"mor", "klasselærer", "Brohøj Skole", "Vi talte om skolen. Karim kommer selv, når nogen ringer.", "ring til mor", "skrevet to gange",
	"Han er flyttet hjem til sin far og går i klub der.", "hun ringede selv", "fætter og kusine", "borgeren bad om det", "mother", "Åparken",
	"Mødte Ida på vej hjem. Hun vil gerne ses igen på torsdag.",
}

// looks are the forms, each with what is pressed in it before one looks; the
// words that are pressed are those of the language.
func looks(s *stage.Stage, l words.Language) map[string]struct {
	route string
	arg   any
	keys  []string
} {
	say := func(da, en string) string {
		if l == words.Danish {
			return da
		}
		return en
	}
	type look = struct {
		route string
		arg   any
		keys  []string
	}
	return map[string]look{
		"party-new":     {desk.RouteParty, thing(""), []string{"'Bjarke Holm", "tab", "'træner", "tab", "'Højløkke Boldklub", "tab", "tab", "tab", "tab", say("j", "y"), "tab", "'Mandag og torsdag på banen. Ring først."}},
		"party-edit":    {desk.RouteParty, thing(s.Mother), nil},
		"followup-new":  {desk.RouteFollowUp, thing(""), []string{"'ring til mor om fritidsjobbet", "tab", say("'to kl. 14", "'thu at 14"), "tab", "'lo"}},
		"followup-edit": {desk.RouteFollowUp, thing(s.FollowUp), []string{"tab", "tab", "tab", say("o", "r"), "tab", "'hun ringede selv"}},
		"close":         {desk.RouteClose, stage.Karim, []string{say("d", "p"), "tab", "'Han er flyttet hjem til sin far og går i klub der."}},
		"close-tenancy": {desk.RouteClose, stage.Emil, nil},
		"reopen":        {desk.RouteReopen, stage.Ida, nil},
		"phase":         {desk.RoutePhase, stage.Karim, nil},
		"strike":        {desk.RouteStrike, thing(s.Contact), []string{"'skrevet to gange"}},
		"erase":         {desk.RouteErase, thing(s.Contact), []string{"ctrl+s"}},
		"move":          {desk.RouteMove, thing(s.Contact), []string{"'26"}},
		"delete":        {desk.RouteDelete, stage.Karim, []string{"'26", "ctrl+s"}},
		"link":          {desk.RouteLink, stage.Karim, nil},
		"deputy":        {desk.RouteDeputy, nil, []string{"tab"}},
		"drafts":        {desk.RouteDrafts, nil, []string{"down"}},
		"blocked":       {desk.RouteReopen, stage.Karim, nil},
		"help":          {desk.RouteErase, thing(s.Contact), []string{"f1"}},
	}
}

// furnish gives the stage what the forms have to show beside its cases.
func furnish(s *stage.Stage) {
	s.T.Helper()
	s.Store.Vault.Members = 2
	none := ""
	w, err := s.Case(stage.Emil).Edit(cases.CaseEdit{Deputy: &none}, calendar.Of(s.Clock.At))
	if err != nil {
		s.T.Fatal(err)
	}
	s.Colleague(w)
	links, err := s.Case(stage.Karim).LinkTo(s.Case(stage.Ida), "fætter og kusine")
	if err != nil {
		s.T.Fatal(err)
	}
	s.Colleague(links...)
	w, err = s.Case(stage.Ida).Close(cases.CloseForm{Outcome: cases.OutcomeReached}, calendar.Of(s.Clock.At))
	if err != nil {
		s.T.Fatal(err)
	}
	s.Colleague(w)
	for i, d := range []cases.Draft{
		{Form: "party", Case: stage.Karim, Title: "Karim F.", Fields: map[string]string{"name": "Bjarke Holm"}},
		{Form: "contact", Case: stage.Ida, Title: "Ida L.", Fields: map[string]string{"text": "Mødte Ida på vej hjem. Hun vil gerne ses igen på torsdag."}},
	} {
		d.ID, d.Changed = fmt.Sprintf("%016x", i), s.Clock.At.Add(-time.Duration(20*i)*time.Hour)
		d.Fields["entry"] = "none" // no form of this test goes on with it
		if err := s.Store.PutDraft(s.T.Context(), d); err != nil {
			s.T.Fatal(err)
		}
	}
}

func TestTheFormsLook(t *testing.T) {
	for _, l := range words.Languages() {
		for _, size := range []frame.Size{normal, {Width: 120, Height: 30}, {Width: 140, Height: 40}, {Width: 40, Height: 12}} {
			synctest.Test(t, func(t *testing.T) {
				var names []string
				for name := range looks(stage.New(t, l), l) {
					names = append(names, name)
				}
				slices.Sort(names)
				for _, name := range names {
					s := stage.New(t, l)
					furnish(s)
					look := looks(s, l)[name]
					d := at(s, size, look.route, look.arg)
					press(d, look.keys...)
					tuitest.Check(t, d.Frame(), size, l, append(stage.User(), texts...)...)
					tuitest.Golden(t, fmt.Sprintf("%s-%dx%d-%s", name, size.Width, size.Height, l), d.Frame())
					d.Stop()
				}
			})
		}
	}
}

func TestAWindowTooSmallSaysSo(t *testing.T) {
	on(t, func(t *testing.T, s *stage.Stage) {
		at(s, frame.Size{Width: 20, Height: 5}, desk.RouteClose, stage.Karim).Wants("Gør vinduet større")
	})
}

func TestWhateverIsPressedNothingIsLost(t *testing.T) {
	pressed := []string{"a", "j", "o", "æ", "1", "space", "enter", "tab", "tab", "shift+tab", "up", "down", "left", "right",
		"backspace", "delete", "ctrl+z", "ctrl+u", "home", "end", "pgdown", "f1", "f4", "esc", "x", "/", "?"}
	// One of each make: lines, lines that come and go, a text with choices, another
	// case to be chosen, a list.
	routes := []string{desk.RouteParty, desk.RouteFollowUp, desk.RouteClose, desk.RouteMove, desk.RouteDrafts}
	for _, route := range routes {
		t.Run(route, func(t *testing.T) {
			tuitest.Monkey(t, pressed, func(t *testing.T) (*tuitest.Driver, func() string) {
				s := stage.New(t, words.English)
				furnish(s)
				var arg any = thing(s.Contact)
				switch {
				case route == desk.RouteParty || route == desk.RouteFollowUp:
					arg = thing("")
				case forms.Route(s.Desk, route, arg) == nil:
					arg = stage.Karim
				}
				screen := forms.Route(s.Desk, route, arg)
				app := s.App(stage.Karim, screen, func(route string, arg any) tui.Screen { return forms.Route(s.Desk, route, arg) })
				saves, before := s.Store.Saves(), s.Drafts()
				d := tuitest.Start(t, app, normal)
				return d, func() string {
					if app.End() == tui.Crashed {
						return "crashed in " + app.Crash().Place()
					}
					d.Wait(2 * time.Second)
					typed, ok := screen.(interface{ Dirty() bool })
					switch {
					case !ok || !typed.Dirty() || s.Store.Saves() != saves:
					case s.Drafts() != before+1:
						return fmt.Sprintf("%d drafts, %d before anything was typed", s.Drafts(), before)
					}
					return ""
				}
			})
		})
	}
}

func TestWhatIsTypedIsInTheDraft(t *testing.T) {
	for route, entry := range map[string]string{desk.RouteParty: "name", desk.RouteFollowUp: "text", desk.RouteStrike: "reason"} {
		on(t, func(t *testing.T, s *stage.Stage) {
			arg := thing("")
			if route == desk.RouteStrike {
				arg = thing(s.Contact)
			}
			d := at(s, normal, route, arg)
			d.Type("halvt")
			d.Wait(2 * time.Second)
			if got := s.Draft(); got.Fields[entry] != "halvt" || got.Case != stage.Karim {
				t.Errorf("%s: %+v", route, got)
			}
			d.Press("backspace", "backspace", "backspace", "backspace", "backspace")
			d.Wait(3 * time.Second)
			if s.Drafts() != 0 {
				t.Errorf("%s: a draft of nothing stays", route)
			}
		})
	}
}

func TestChoosingKeepsNoDraft(t *testing.T) {
	for _, route := range []string{desk.RoutePhase, desk.RouteDelete} {
		on(t, func(t *testing.T, s *stage.Stage) {
			d := at(s, normal, route, stage.Karim)
			d.Press("i", "2")
			d.Wait(5 * time.Second)
			d.Send(tui.Hangup{})
			if s.Drafts() != 0 {
				t.Errorf("%s: a draft", route)
			}
		})
	}
}
