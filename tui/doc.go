// Package tui is the program on the screen: one model, a stack of screens, and
// everything that is the same on all of them.
//
// # From a key to the screen
//
// A key press comes to [App].Update. Locking (Ctrl+L) and covering (F9, Ctrl+D)
// hold whatever is shown. Then comes the dialog on top, if there is one; then
// help or the list of all commands; then the screen. A screen that has no use
// for a key returns [Pass], and the program does what the key means everywhere:
// Esc goes back (and never closes), the digits go to the main screens, k writes
// a contact, q asks whether to close, Ctrl+S says that there is nothing to save.
//
// What a screen wants, it returns as an [Action]; what takes time, as a command.
// After every message the screen is drawn into the shared frame and kept, so
// that View costs nothing.
//
// # What may be relied on
//
//   - No command can bring the program down: a panic comes back as a [Crash],
//     which has its type and stack and never its value, and is told in a dialog.
//     A panic in a screen's own code ends the program with [Crashed], with
//     nothing on the screen and no value printed.
//   - What a command comes to is sent to the screen that started it, and dropped
//     when that screen is gone. [Tell] reaches all screens.
//   - Before a lock, the end, or a hang-up every [Parker] puts away what is half
//     typed. Nothing of a case is drawn from then on.
//   - A message stays until the next key and at least four seconds. A dialog with
//     ByItself set takes no key that was typed before it could be read.
//   - No frame is wider or higher than its window; nothing but styles reaches the
//     terminal from a body's lines.
//
// # A new screen in ten minutes
//
// 1. A package of its own under tui with a pointer type that has the three
// methods of [Screen]. It is given an [Env]: words, styles, clock.
//
//	type Screen struct {
//		env  *tui.Env
//		list *rows.List
//	}
//
//	func (s *Screen) Keys() keys.Context {
//		m, l := keys.NewMoves(), keys.NewLetters()
//		return keys.Context{Name: "people.context", Kind: s.list.Kind(), Bindings: []keys.Binding{
//			m.Open, l.New, l.Edit, keys.NewOutside().Search,
//			{ID: "mark", Keys: []string{"m"}, Label: "people.mark"},
//		}}
//	}
//
//	func (s *Screen) Update(msg tea.Msg) (tui.Action, tea.Cmd) {
//		if s.list.Update(msg) { // moving and filtering
//			return nil, nil
//		}
//		switch msg := msg.(type) {
//		case loaded: // what Start's command came to
//			s.list.SetSource(msg.people)
//			return nil, nil
//		case tea.KeyPressMsg:
//			b, _ := keys.Find(msg, s.Keys().Bindings)
//			switch b.ID {
//			case "open":
//				return tui.Open{Route: "person", Arg: s.list.SelectedID()}, nil
//			case "search":
//				s.list.OpenFilter()
//				return nil, nil
//			}
//		}
//		return tui.Pass{}, nil
//	}
//
//	func (s *Screen) View(window frame.Size) (frame.Parts, *field.Point) {
//		w := s.env.Words
//		p := frame.Parts{Title: frame.Line{Left: w.T("people.title")}}
//		p.State = []frame.Line{{Left: w.T("people.saved"), Right: s.list.Position(w)}}
//		var cursor *field.Point
//		p.Body, cursor = s.list.View(p.Room(window), s.env.Styles)
//		return p, cursor
//	}
//
// A form is the same with a [field.Form] in the place of the list: give it every
// message first, take Ctrl+S when it returns false, and be a [Parker].
//
// 2. Its words in words/da/people.json and words/en/people.json. A test names
// each key that is missing or unused.
//
// 3. Its keys in a function Contexts, called in screens.Contexts, so that the
// test of all keys sees them. A letter that means something everywhere
// ([keys.Outside], [keys.Letters]) means nothing else; Check says so.
//
// 4. Its route where the screens are put together; other screens open it with
// [Open] and do not import it.
//
// 5. A test with tuitest: press keys, look at the frame, keep it as a golden
// file, and let tuitest.Check hold it against what all screens keep to. The
// demonstration in app_test.go is a whole program of two screens.
//
// A list takes the mouse as a [Clicker]: the program finds the line of the body
// and the screen says which key the click stands for. A screen that is to be
// found again after a lock is [Placed]: it gives the route that opens it where it
// stands. A screen that is turned to the person is [Sole]: while it lies on top,
// no key, message or dialog of any other screen reaches the user. Letters that
// mean the same wherever nobody types are in [keys.Outside]; what leaves the vault
// unlocked (papers, copies) goes through cases.Outside, which remembers it.
//
// Further: [Copier] for one with something
// to copy, [OnCase] for a screen that stands on a case, [Explainer] for what the
// help says above the keys, [Commander] for what has no key, [Confirm] and
// [Dialog] for questions, [keys.Binding.Disabled] for a key that must say why it
// does nothing.
package tui
