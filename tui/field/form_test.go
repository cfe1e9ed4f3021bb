package field

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
	"brobygger/tui/tuitest"
)

func keyA() tea.KeyPressMsg { return tuitest.Key("a") }

func channels() *Choice {
	return NewChoice(
		Option{"besoeg", "b", "Besøg"}, Option{"telefon", "t", "Telefon"}, Option{"sms", "s", "Sms"},
		Option{"gade", "g", "Gaden"}, Option{"moede", "m", "Møde"}, Option{"kontor", "k", "Kontor"},
		Option{"brev", "r", "Brev"}, Option{"online", "o", "Online"},
	)
}

func arenas() *Choice {
	return NewChoices(
		Option{"gade", "g", "Gaden"}, Option{"familie", "a", "Familien"}, Option{"fritid", "f", "Fritiden"},
		Option{"skole", "s", "Skolen"}, Option{"job", "j", "Jobbet"}, Option{"myndighed", "m", "Myndigh."},
	)
}

// contactForm is like the contact note: what a form must be able to do.
func contactForm() *Form {
	return NewForm("Der er ikke plads til mere her.",
		&Entry{ID: "text", Label: "Hvad skete der, og hvad aftalte I?", Above: true, Field: NewArea("").Rows(3, 8)},
		&Entry{ID: "channel", Label: "Hvordan", Field: channels()},
		&Entry{ID: "met", Label: "Truffet", Field: NewYesNo("Ja", "j", "Nej", "n")},
		&Entry{ID: "when", Label: "Hvornår", Field: NewLine("i dag kl. 10.40"), Width: 22, After: "= man 07-12-2026 kl. 10.40"},
		&Entry{ID: "minutes", Label: "Varighed", Field: NewLine(""), Width: 6, After: "min."},
		&Entry{ID: "arenas", Label: "Arenaer", Field: arenas()},
	)
}

func drawn(f *Form, width, height int) string {
	lines, cursor := f.View(frame.Size{Width: width, Height: height}, theme.Plain())
	for i, l := range lines {
		lines[i] = strings.TrimRight(tuitest.Plain(l), " ")
		if cursor != nil && cursor.Y == i {
			runes := []rune(frame.Fit(lines[i], max(cursor.X+1, frame.Width(lines[i]))))
			runes[cursor.X] = '_'
			lines[i] = string(runes)
		}
	}
	return strings.Join(lines, "\n")
}

func TestAContactFormByKeys(t *testing.T) {
	f := contactForm()
	for _, key := range []string{"M", "ø", "d", "e", ".", "tab", "t", "tab", "n", "tab", "tab", "1", "0", "tab", "s", "j"} {
		if !f.Update(tuitest.Key(key)) {
			t.Errorf("%s was not taken", key)
		}
	}
	if got := f.Entry("text").Field.(*Area).Value(); got != "Møde." {
		t.Errorf("text %q", got)
	}
	if got := f.Entry("channel").Field.(*Choice).Value(); got != "telefon" {
		t.Errorf("channel %q", got)
	}
	if got := f.Entry("met").Field.(*Choice).Value(); got != "nej" {
		t.Errorf("met %q", got)
	}
	if got := f.Entry("minutes").Field.(*Line).Value(); got != "10" {
		t.Errorf("minutes %q", got)
	}
	if got := f.Entry("arenas").Field.(*Choice).Values(); !slices.Equal(got, []string{"skole", "job"}) {
		t.Errorf("arenas %q", got)
	}
	for _, key := range []string{"ctrl+s", "esc", "f1", "f9", "ctrl+l", "enter"} {
		if f.Update(tuitest.Key(key)) {
			t.Errorf("%s is not the form's", key)
		}
	}
	tuitest.Golden(t, "form-80", drawn(f, 80, 20))
	tuitest.Golden(t, "form-40x7", drawn(f, 40, 7))
	f.Focus("text")
	tuitest.Golden(t, "form-40x7-text", drawn(f, 40, 7))
}

func TestFormOrder(t *testing.T) {
	f := contactForm()
	var order []string
	for range 7 {
		order = append(order, f.Focused())
		f.Update(tuitest.Key("tab"))
	}
	if want := []string{"text", "channel", "met", "when", "minutes", "arenas", "text"}; !slices.Equal(order, want) {
		t.Errorf("Tab goes %q", order)
	}
	f.Focus("text")
	f.Update(tuitest.Key("shift+tab"))
	if f.Focused() != "arenas" {
		t.Errorf("Shift+Tab from the first goes to %q", f.Focused())
	}
	f.Entry("arenas").Hidden = true
	f.Focus("minutes")
	if f.Update(tuitest.Key("enter")) {
		t.Error("Enter in the last field is not the screen's")
	}
	f.Update(tuitest.Key("tab"))
	if f.Focused() != "text" {
		t.Errorf("a hidden entry has the cursor: %q", f.Focused())
	}
	f.Focus("when")
	f.Update(tuitest.Key("up"))
	if f.Focused() != "met" {
		t.Errorf("Up goes to %q", f.Focused())
	}
	f.Update(tuitest.Key("enter"))
	if f.Focused() != "when" {
		t.Errorf("Enter goes to %q", f.Focused())
	}
	if f.Kind() != keys.Field {
		t.Errorf("kind %v", f.Kind())
	}
}

func TestErrorsStandBesideTheirFields(t *testing.T) {
	f := contactForm()
	f.Entry("minutes").After = ""
	f.Entry("minutes").Error = "Skriv et helt tal."
	f.Entry("when").Error = "Den dato findes ikke. Der er 30 dage i november."
	got := drawn(f, 80, 24)
	for _, want := range []string{"]  ! Skriv et helt tal.", "! Den dato findes ikke."} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing:\n%s", want, got)
		}
	}
	if !f.FocusError() || f.Focused() != "when" {
		t.Errorf("the first error is in %q", f.Focused())
	}
	f.Entry("text").Field.(*Area).Limit(3)
	f.Focus("text")
	for _, msg := range tuitest.Keys("abcd") {
		f.Update(msg)
	}
	if got := drawn(f, 80, 24); !strings.Contains(got, "! Der er ikke plads til mere her.") {
		t.Errorf("a full field does not say so:\n%s", got)
	}
}

func TestAFormAtAnySizeShowsTheCursor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := contactForm()
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			f.Update(tuitest.Key(rapid.SampledFrom([]string{
				"tab", "shift+tab", "a", "j", "enter", "up", "down", "left", "right", "backspace", "space", "ctrl+z",
			}).Draw(t, "key")))
			if rapid.Bool().Draw(t, "error") {
				f.Entry("when").Error = rapid.StringMatching(`[a-z ]{0,60}`).Draw(t, "message")
			}
			size := frame.Size{Width: rapid.IntRange(30, 150).Draw(t, "width"), Height: rapid.IntRange(5, 50).Draw(t, "height")}
			lines, cursor := f.View(size, theme.Plain())
			if len(lines) > size.Height {
				t.Fatalf("%d lines in %v", len(lines), size)
			}
			for _, l := range lines {
				if w := frame.Width(l); w > size.Width {
					t.Fatalf("%q is %d wide in %v", l, w, size)
				}
			}
			if cursor == nil || cursor.Y >= size.Height || cursor.X >= size.Width {
				t.Fatalf("cursor %v in %v with the cursor in %s", cursor, size, f.Focused())
			}
		}
	})
}

func TestAChoice(t *testing.T) {
	c := channels()
	if c.Value() != "" {
		t.Error("something is chosen from the start")
	}
	press(c, "m")
	if got := show(c, 68, 1); got != " b Besøg t Telefon s Sms g Gaden [_ Møde] k Kontor r Brev o Online" {
		t.Errorf("shows %q", got)
	}
	press(c, "M")
	if c.Value() != "" {
		t.Error("the same letter does not choose off")
	}
	press(c, "left", "space")
	if c.Value() != "gade" {
		t.Errorf("the space bar chooses %q", c.Value())
	}
	if !c.Update(tuitest.Key("k")) || c.Value() != "kontor" {
		t.Error("k does not choose in a choice field")
	}
	if !c.Update(tuitest.Key("q")) || c.Value() != "kontor" {
		t.Error("a letter that chooses nothing goes further")
	}
	press(c, "backspace")
	if c.Value() != "" {
		t.Error("Backspace does not choose nothing")
	}
	paste(c, "t")
	if c.Value() != "" {
		t.Error("a paste chooses")
	}
}

func TestChoicesKeepTheirPlaces(t *testing.T) {
	c := arenas()
	press(c, "s", "j")
	if got := show(c, 68, 1); got != " g Gaden  a Familien  f Fritiden [s Skolen][_ Jobbet] m Myndigh." {
		t.Errorf("shows %q", got)
	}
	c.SetValues("gade", "nowhere", "job")
	if got := c.Values(); !slices.Equal(got, []string{"gade", "job"}) {
		t.Errorf("values %q", got)
	}
	if got := show(c, 30, 3); strings.Count(got, "\n") != 2 {
		t.Errorf("a narrow window shows\n%s", got)
	}
}

func TestEveryOptionGetsALetter(t *testing.T) {
	c := NewChoice(
		Option{"aa", "", "Ældre"}, Option{"bb", "", "Ændret"}, Option{"cc", "x", "X"}, Option{"dd", "x", "Xæ"},
		Option{"ee", "", "@€"}, Option{"ff", "X", "Xæn"},
	)
	seen := map[string]bool{}
	for _, o := range c.Options() {
		if o.Key == "" || seen[o.Key] || keys.Forbidden(o.Key) != "" {
			t.Errorf("%s has the letter %q", o.Label, o.Key)
		}
		seen[o.Key] = true
	}
	press(c, "Æ")
	if c.Value() != "aa" {
		t.Errorf("Æ chooses %q", c.Value())
	}
	if hints := c.Hints(); hints[0] != (keys.Hint{Key: "æ", Label: "Ældre"}) {
		t.Errorf("hints %v", hints)
	}
}

func people() *Pick {
	return NewPick([]Item{
		{"1", "Karim F. 26-7RQ4", "karim f. 26-7rq4"},
		{"2", "Ida L. 26-F2JV", "ida l. 26-f2jv"},
		{"3", "Emil D. 26-C3HX", "emil d. 26-c3hx"},
		{"4", "Ida M. 26-9MWG", "ida m. 26-9mwg"},
	}, strings.ToLower, "Ingen sag hedder det.")
}

func TestTwoLettersAndEnterPickACase(t *testing.T) {
	p := people()
	p.SetValue("1")
	write(p, "Em")
	want := "[Em_                ]\n> Emil D. 26-C3HX"
	if got := show(p, 21, 6); got != want {
		t.Errorf("shows\n%s\nwant\n%s", got, want)
	}
	if p.Update(tuitest.Key("enter")) {
		t.Error("Enter does not go on to the next field")
	}
	if p.Value() != "3" || p.Open() {
		t.Errorf("picked %q, open %v", p.Value(), p.Open())
	}
	write(p, "ida")
	press(p, "down", "enter")
	if p.Value() != "4" {
		t.Errorf("the second Ida is %q", p.Value())
	}
	write(p, "ida")
	if !p.Update(tuitest.Key("esc")) || p.Value() != "4" {
		t.Errorf("Esc leaves %q", p.Value())
	}
	if p.Update(tuitest.Key("esc")) {
		t.Error("Esc with the list shut is the screen's")
	}
	write(p, "zz")
	if got := show(p, 30, 6); !strings.Contains(got, "Ingen sag hedder det.") {
		t.Errorf("shows\n%s", got)
	}
	press(p, "enter")
	if p.Value() != "4" {
		t.Errorf("no hit picks %q", p.Value())
	}
	press(p, "backspace")
	if p.Value() != "" {
		t.Errorf("Backspace leaves %q", p.Value())
	}
}

func TestPickInAForm(t *testing.T) {
	p := people()
	f := NewForm("", &Entry{ID: "case", Label: "Sag", Field: p}, &Entry{ID: "text", Above: true, Field: NewArea("")})
	for _, key := range []string{"k", "a", "tab"} {
		f.Update(tuitest.Key(key))
	}
	if p.Value() != "1" || f.Focused() != "text" {
		t.Errorf("Tab on one hit picks %q and goes to %q", p.Value(), f.Focused())
	}
	f.Update(tuitest.Key("shift+tab"))
	for _, key := range []string{"e", "m", "enter"} {
		f.Update(tuitest.Key(key))
	}
	if p.Value() != "3" || f.Focused() != "text" {
		t.Errorf("Enter picks %q and goes to %q", p.Value(), f.Focused())
	}
}

func TestAChoiceThatNeedsAnAnswerKeepsTheOneItHas(t *testing.T) {
	c := NewChoice(Option{ID: "en", Key: "e", Label: "En"}, Option{ID: "to", Key: "t", Label: "To"}).Needed()
	if got := c.Value(); got != "" {
		t.Fatalf("%q is chosen before anybody chose", got)
	}
	c.SetValues("en")
	for _, key := range []struct{ press, want string }{{"e", "en"}, {"space", "en"}, {"backspace", "en"}, {"t", "to"}, {"t", "to"}, {"e", "en"}} {
		c.Update(tuitest.Key(key.press))
		if got := c.Value(); got != key.want {
			t.Errorf("%s: %q is chosen, not %q", key.press, got, key.want)
		}
	}
}
