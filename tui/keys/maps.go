package keys

// Everywhere are the keys that work on every screen, also while typing.
type Everywhere struct {
	Save, Undo, Lock, Cover, Citizen, Help, Commands, Reveal Binding
}

// NewEverywhere gives the keys that work everywhere. Each F-key has a second
// way, since laptops and Macs keep the F-keys for themselves.
func NewEverywhere() Everywhere {
	return Everywhere{
		Save:     Binding{ID: "save", Keys: []string{"ctrl+s"}, Label: "keys.save", More: "keys.save.more"},
		Undo:     Binding{ID: "undo", Keys: []string{"ctrl+z"}, Label: "keys.undo", More: "keys.undo.more", Quiet: true},
		Lock:     Binding{ID: "lock", Keys: []string{"ctrl+l"}, Label: "keys.lock", More: "keys.lock.more", Quiet: true},
		Cover:    Binding{ID: "cover", Keys: []string{"f9", "ctrl+d"}, Label: "keys.cover", More: "keys.cover.more"},
		Citizen:  Binding{ID: "citizen", Keys: []string{"f8", "ctrl+o"}, Label: "keys.citizen", More: "keys.citizen.more", Quiet: true},
		Help:     Binding{ID: "help", Keys: []string{"f1", "ctrl+g"}, Label: "keys.help", More: "keys.help.more"},
		Commands: Binding{ID: "commands", Keys: []string{"f2", "ctrl+k"}, Label: "keys.commands", More: "keys.commands.more", Quiet: true},
		Reveal:   Binding{ID: "reveal", Keys: []string{"f4", "ctrl+r"}, Label: "keys.reveal", More: "keys.reveal.more", Quiet: true},
	}
}

// Bindings lists the keys in the order the help shows them.
func (k Everywhere) Bindings() []Binding {
	return []Binding{k.Save, k.Undo, k.Help, k.Commands, k.Cover, k.Lock, k.Citizen, k.Reveal}
}

// Outside are the letters and signs that work on every screen while no text
// field has the cursor: the program itself does what they say.
type Outside struct {
	Today, Cases, Arrears, Meetings, Leading, Directory Binding
	Contact, Search, Help, Commands, Quit               Binding
}

// NewOutside gives the keys that work on every screen outside text fields. The
// digits of the main screens never move, whatever a worker's roles show of them.
func NewOutside() Outside {
	return Outside{
		Today:     Binding{ID: "today", Keys: []string{"1"}, Label: "keys.today", Quiet: true},
		Cases:     Binding{ID: "cases", Keys: []string{"2"}, Label: "keys.cases", Quiet: true},
		Arrears:   Binding{ID: "arrears", Keys: []string{"3"}, Label: "keys.arrears", Quiet: true},
		Meetings:  Binding{ID: "meetings", Keys: []string{"4"}, Label: "keys.meetings", Quiet: true},
		Leading:   Binding{ID: "leading", Keys: []string{"5"}, Label: "keys.leading", Quiet: true},
		Directory: Binding{ID: "directory", Keys: []string{"6"}, Label: "keys.directory", Quiet: true},

		Contact:  Binding{ID: "contact", Keys: []string{"k"}, Label: "keys.contact", More: "keys.contact.more"},
		Search:   Binding{ID: "search", Keys: []string{"/", "ctrl+f"}, Label: "keys.search"},
		Help:     Binding{ID: "help", Keys: []string{"?"}, Label: "keys.help", More: "keys.help.more"},
		Commands: Binding{ID: "commands", Keys: []string{":"}, Label: "keys.commands", More: "keys.commands.more", Quiet: true},
		Quit:     Binding{ID: "quit", Keys: []string{"q"}, Label: "keys.quit", More: "keys.quit.more", Quiet: true},
	}
}

// Bindings lists the keys in the order the help shows them.
func (k Outside) Bindings() []Binding {
	return []Binding{
		k.Contact, k.Search, k.Today, k.Cases, k.Arrears, k.Meetings, k.Leading, k.Directory,
		k.Help, k.Commands, k.Quit,
	}
}

// Letters are those that mean the same wherever a screen has use for them, and
// nothing else anywhere. A screen that knows them lists them among its own.
type Letters struct {
	New, Edit, Done, Postpone, Filter Binding
}

// NewLetters gives the letters that mean the same on every screen.
func NewLetters() Letters {
	return Letters{
		New:      Binding{ID: "new", Keys: []string{"n"}, Label: "keys.new"},
		Edit:     Binding{ID: "edit", Keys: []string{"r"}, Label: "keys.edit"},
		Done:     Binding{ID: "done", Keys: []string{"g"}, Label: "keys.done"},
		Postpone: Binding{ID: "postpone", Keys: []string{"u"}, Label: "keys.postpone"},
		Filter:   Binding{ID: "filter", Keys: []string{"f"}, Label: "keys.filter"},
	}
}

// Bindings lists the keys in the order the help shows them.
func (k Letters) Bindings() []Binding {
	return []Binding{k.New, k.Edit, k.Done, k.Postpone, k.Filter}
}

// Moves are the keys that move in lists, tabs and fields.
type Moves struct {
	Up, Down, Left, Right, PageUp, PageDown, Home, End Binding
	Open, Back, Next, Previous                         Binding
}

// NewMoves gives the keys of movement: never letters.
func NewMoves() Moves {
	return Moves{
		Up:       Binding{ID: "up", Keys: []string{"up"}, Label: "keys.up", Move: true, Quiet: true},
		Down:     Binding{ID: "down", Keys: []string{"down"}, Label: "keys.down", Move: true, Quiet: true},
		Left:     Binding{ID: "left", Keys: []string{"left"}, Label: "keys.left", Move: true, Quiet: true},
		Right:    Binding{ID: "right", Keys: []string{"right"}, Label: "keys.right", Move: true, Quiet: true},
		PageUp:   Binding{ID: "pageup", Keys: []string{"pgup"}, Label: "keys.pageup", Move: true, Quiet: true},
		PageDown: Binding{ID: "pagedown", Keys: []string{"pgdown"}, Label: "keys.pagedown", Move: true, Quiet: true},
		Home:     Binding{ID: "home", Keys: []string{"home"}, Label: "keys.home", Move: true, Quiet: true},
		End:      Binding{ID: "end", Keys: []string{"end"}, Label: "keys.end", Move: true, Quiet: true},
		Open:     Binding{ID: "open", Keys: []string{"enter"}, Label: "keys.open"},
		Back:     Binding{ID: "back", Keys: []string{"esc"}, Label: "keys.back", More: "keys.back.more"},
		Next:     Binding{ID: "next", Keys: []string{"tab"}, Label: "keys.next", More: "keys.next.more", Quiet: true},
		Previous: Binding{ID: "previous", Keys: []string{"shift+tab"}, Label: "keys.previous", More: "keys.previous.more", Quiet: true},
	}
}

// Bindings lists the keys in the order the help shows them.
func (k Moves) Bindings() []Binding {
	return []Binding{
		k.Open, k.Back, k.Up, k.Down, k.Left, k.Right, k.PageUp, k.PageDown, k.Home, k.End,
		k.Next, k.Previous,
	}
}

// Editing are the keys inside a text field. They replace what text fields bring
// of their own in other programs, which clashes with the law in many places
// (Ctrl+V, Ctrl+A, Ctrl+B, Ctrl+H, Alt with letters and arrows, Ctrl+D and
// Ctrl+K with another meaning).
//
// Movement by words is Ctrl with the arrows, since Alt with the arrows belongs
// to terminals. Where a window system keeps Ctrl with the arrows (macOS), Home
// and End remain. Ctrl+W takes the word before the cursor, Ctrl+U the line
// before it, as in a shell. There is no clipboard key: pasting is the
// terminal's, and comes as one piece.
type Editing struct {
	Left, Right, Up, Down, PageUp, PageDown              Binding
	WordLeft, WordRight, LineStart, LineEnd, Top, Bottom Binding
	Backspace, Delete, WordBack, WordForward, LineBack   Binding
	Newline, Redo                                        Binding
}

// NewEditing gives the keys of a text field. Undo is Ctrl+Z of [Everywhere]. A
// field of one line has only [Editing.LineBindings].
func NewEditing() Editing {
	return Editing{
		Left:        Binding{ID: "left", Keys: []string{"left"}, Label: "keys.left", Move: true, Quiet: true},
		Right:       Binding{ID: "right", Keys: []string{"right"}, Label: "keys.right", Move: true, Quiet: true},
		Up:          Binding{ID: "up", Keys: []string{"up"}, Label: "keys.up", Move: true, Quiet: true},
		Down:        Binding{ID: "down", Keys: []string{"down"}, Label: "keys.down", Move: true, Quiet: true},
		PageUp:      Binding{ID: "pageup", Keys: []string{"pgup"}, Label: "keys.pageup", Move: true, Quiet: true},
		PageDown:    Binding{ID: "pagedown", Keys: []string{"pgdown"}, Label: "keys.pagedown", Move: true, Quiet: true},
		WordLeft:    Binding{ID: "wordleft", Keys: []string{"ctrl+left"}, Label: "keys.wordleft", Move: true, Quiet: true},
		WordRight:   Binding{ID: "wordright", Keys: []string{"ctrl+right"}, Label: "keys.wordright", Move: true, Quiet: true},
		LineStart:   Binding{ID: "home", Keys: []string{"home"}, Label: "keys.linestart", Move: true, Quiet: true},
		LineEnd:     Binding{ID: "end", Keys: []string{"end"}, Label: "keys.lineend", Move: true, Quiet: true},
		Top:         Binding{ID: "top", Keys: []string{"ctrl+home"}, Label: "keys.top", Move: true, Quiet: true},
		Bottom:      Binding{ID: "bottom", Keys: []string{"ctrl+end"}, Label: "keys.bottom", Move: true, Quiet: true},
		Backspace:   Binding{ID: "backspace", Keys: []string{"backspace"}, Label: "keys.backspace", Quiet: true},
		Delete:      Binding{ID: "delete", Keys: []string{"delete"}, Label: "keys.delete", Quiet: true},
		WordBack:    Binding{ID: "wordback", Keys: []string{"ctrl+w", "ctrl+backspace"}, Label: "keys.wordback", Quiet: true},
		WordForward: Binding{ID: "wordforward", Keys: []string{"ctrl+delete"}, Label: "keys.wordforward", Quiet: true},
		LineBack:    Binding{ID: "lineback", Keys: []string{"ctrl+u"}, Label: "keys.lineback", Quiet: true},
		Newline:     Binding{ID: "newline", Keys: []string{"enter"}, Label: "keys.newline", Quiet: true},
		Redo:        Binding{ID: "redo", Keys: []string{"ctrl+y"}, Label: "keys.redo", Quiet: true},
	}
}

// Bindings lists the keys of a field of many lines, in the order the help shows
// them.
func (k Editing) Bindings() []Binding {
	return []Binding{
		k.Left, k.Right, k.Up, k.Down, k.WordLeft, k.WordRight, k.LineStart, k.LineEnd,
		k.PageUp, k.PageDown, k.Top, k.Bottom,
		k.Backspace, k.Delete, k.WordBack, k.WordForward, k.LineBack, k.Newline, k.Redo,
	}
}

// LineBindings lists the keys of a field of one line.
func (k Editing) LineBindings() []Binding {
	return []Binding{
		k.Left, k.Right, k.WordLeft, k.WordRight, k.LineStart, k.LineEnd,
		k.Backspace, k.Delete, k.WordBack, k.WordForward, k.LineBack, k.Redo,
	}
}

// Choosing are the keys of a choice field beside its own letters.
type Choosing struct {
	Left, Right, Toggle, Clear Binding
}

// NewChoosing gives the keys of a choice field. Its letters choose, so no
// letter means anything else while it has the cursor.
func NewChoosing() Choosing {
	return Choosing{
		Left:   Binding{ID: "left", Keys: []string{"left"}, Label: "keys.left", Move: true, Quiet: true},
		Right:  Binding{ID: "right", Keys: []string{"right"}, Label: "keys.right", Move: true, Quiet: true},
		Toggle: Binding{ID: "toggle", Keys: []string{"space"}, Label: "keys.toggle", Quiet: true},
		Clear:  Binding{ID: "clear", Keys: []string{"backspace", "delete"}, Label: "keys.clear", Quiet: true},
	}
}

// Bindings lists the keys in the order the help shows them.
func (k Choosing) Bindings() []Binding {
	return []Binding{k.Left, k.Right, k.Toggle, k.Clear}
}

// Asking are the keys of a dialog that asks for yes or no.
type Asking struct {
	Yes, No, Accept, Cancel Binding
}

// NewAsking gives the keys of a dialog. The letters of yes and no are the
// language's own, so they come as arguments.
func NewAsking(yes, no string) Asking {
	return Asking{
		Yes:    Binding{ID: "yes", Keys: []string{yes}, Label: "keys.yes"},
		No:     Binding{ID: "no", Keys: []string{no}, Label: "keys.no"},
		Accept: Binding{ID: "accept", Keys: []string{"enter"}, Label: "keys.accept"},
		Cancel: Binding{ID: "back", Keys: []string{"esc"}, Label: "keys.back"},
	}
}

// Bindings lists the keys in the order the help shows them.
func (k Asking) Bindings() []Binding { return []Binding{k.Yes, k.No, k.Accept, k.Cancel} }
