package rows

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"brobygger/cases/danish"
	"brobygger/tui/frame"
	"brobygger/tui/keys"
	"brobygger/tui/theme"
	"brobygger/tui/tuitest"
	"brobygger/tui/words"
)

// caseload is a source for tests: invented people, a number each.
type caseload struct {
	rows []row
}

type row struct {
	id, name, hay, group string
}

func (c *caseload) Len() int              { return len(c.rows) }
func (c *caseload) ID(i int) string       { return c.rows[i].id }
func (c *caseload) Haystack(i int) string { return c.rows[i].hay }
func (c *caseload) Row(i, width int) string {
	return frame.Ends(c.rows[i].id+"  "+c.rows[i].name, "6 dage", width)
}

func people(n int) *caseload {
	first := []string{"Karim", "Ida", "Emil", "Sahra", "Yusuf", "Maryam", "Håkon", "Ægir", "Østen", "Åse"}
	last := []string{"Farah", "Lund", "Dahl", "Omar", "Bach", "Aakjær", "Sørensen", "Ærø", "Friis"}
	c := &caseload{}
	for i := range n {
		name := first[i%len(first)] + " " + last[i/len(first)%len(last)]
		id := fmt.Sprintf("26-%05d", i)
		c.rows = append(c.rows, row{id: id, name: name, hay: danish.Fold(id + " " + name)})
	}
	return c
}

func list(c Source) *List {
	l := New(c, danish.Fold, "Søg")
	l.Empty = "Der er ingen sager endnu. Tryk n for at lave en."
	l.NoHits = "Ingen sag passer. Esc viser dem alle."
	return l
}

func press(l *List, names ...string) {
	for _, n := range names {
		l.Update(tuitest.Key(n))
	}
}

func draw(l *List, width, height int) string {
	lines, _ := l.View(frame.Size{Width: width, Height: height}, theme.Plain())
	return tuitest.Plain(strings.Join(lines, "\n"))
}

func TestMoving(t *testing.T) {
	l := list(people(30))
	draw(l, 40, 10)
	for _, c := range []struct{ key, want string }{
		{"down", "26-00001"}, {"down", "26-00002"}, {"up", "26-00001"},
		{"pgdown", "26-00010"}, {"end", "26-00029"}, {"down", "26-00029"},
		{"pgup", "26-00020"}, {"home", "26-00000"}, {"up", "26-00000"},
	} {
		press(l, c.key)
		if got := l.SelectedID(); got != c.want {
			t.Errorf("%s goes to %s, want %s", c.key, got, c.want)
		}
		if got := draw(l, 40, 10); !strings.Contains(got, " > "+c.want) || strings.Count(got, "\n") != 9 {
			t.Errorf("after %s shows\n%s", c.key, got)
		}
	}
	for _, key := range []string{"j", "k", "enter", "esc", "tab", "g", "ctrl+s", "/"} {
		if l.Update(tuitest.Key(key)) {
			t.Errorf("the list takes %s", key)
		}
	}
}

func TestPosition(t *testing.T) {
	w, err := words.Load(words.Danish)
	if err != nil {
		t.Fatal(err)
	}
	l := list(people(1118))
	l.Select("26-00011")
	if got := l.Position(w); got != "12 af 1.118" {
		t.Errorf("position %q", got)
	}
	l.SetFilter("karim")
	if got := l.Position(w); got != "3 af 112 · 1.118 i alt" {
		t.Errorf("position %q", got)
	}
	l.SetFilter("ingenting")
	if got := l.Position(w); got != "0 af 0 · 1.118 i alt" {
		t.Errorf("position %q", got)
	}
	if got := draw(l, 60, 10); !strings.Contains(got, "Ingen sag passer.") {
		t.Errorf("shows\n%s", got)
	}
	if got := draw(list(&caseload{}), 60, 10); !strings.Contains(got, "Tryk n for at lave en.") {
		t.Errorf("an empty list shows\n%s", got)
	}
}

func TestFilterAsYouType(t *testing.T) {
	l := list(people(100))
	l.Select("26-00050") // Karim Aakjær
	l.OpenFilter()
	if l.Kind() != keys.Field {
		t.Error("letters would be commands while the filter is typed")
	}
	for _, key := range []string{"k", "A", "r", "space", "å", "k"} {
		if !l.Update(tuitest.Key(key)) {
			t.Errorf("%s is not taken", key)
		}
	}
	if got := l.Filter(); got != "kAr åk" {
		t.Errorf("filter %q", got)
	}
	got := draw(l, 60, 10)
	if l.Len() != 1 || !strings.Contains(got, "Karim Aakjær") || !strings.Contains(got, "Søg [kAr åk") {
		t.Errorf("%d rows:\n%s", l.Len(), got)
	}
	if l.Update(tuitest.Key("enter")) {
		t.Error("Enter does not open what is selected")
	}
	press(l, "backspace", "backspace")
	if l.Len() != 10 || l.SelectedID() != "26-00050" {
		t.Errorf("%d rows, %s selected", l.Len(), l.SelectedID())
	}
	press(l, "tab")
	if l.Kind() != keys.List || l.Filter() == "" {
		t.Error("Tab does not leave the filter standing")
	}
	if !l.Update(tuitest.Key("esc")) || l.Filter() != "" || l.Len() != 100 || l.SelectedID() != "26-00050" {
		t.Errorf("Esc leaves %q, %d rows, %s", l.Filter(), l.Len(), l.SelectedID())
	}
	if l.Update(tuitest.Key("esc")) {
		t.Error("Esc without a filter is the screen's")
	}
	l.OpenFilter()
	l.Update(tea.PasteMsg{Content: "26-00007\n"})
	if l.SelectedID() != "26-00007" {
		t.Errorf("a pasted number selects %s", l.SelectedID())
	}
}

func TestTheSelectionStaysWithItsRow(t *testing.T) {
	c := people(100)
	l := list(c)
	l.Select("26-00042")
	slices.Reverse(c.rows)
	l.Refresh()
	if l.SelectedID() != "26-00042" {
		t.Errorf("after sorting %s is selected", l.SelectedID())
	}
	c.rows = slices.Insert(c.rows, 0, row{id: "new", name: "Ny", hay: "ny"})
	l.Refresh()
	if l.SelectedID() != "26-00042" || !strings.Contains(draw(l, 40, 5), "> 26-00042") {
		t.Errorf("after one came %s is selected", l.SelectedID())
	}
	at, _ := l.Selected()
	next := c.rows[at+1].id
	c.rows = slices.Delete(c.rows, at, at+1)
	l.Refresh()
	if l.SelectedID() != next {
		t.Errorf("after it went %s is selected, not the one in its place", l.SelectedID())
	}
	// A row that a filter hid is selected again when the filter goes.
	l.Select("26-00050")
	l.SetFilter("ida")
	l.SetFilter("")
	if l.SelectedID() != "26-00050" {
		t.Errorf("after a filter %s is selected", l.SelectedID())
	}
	// Another source over the same cases, as after a lock.
	l.SetSource(people(60))
	if l.SelectedID() != "26-00050" {
		t.Errorf("after a lock %s is selected", l.SelectedID())
	}
}

// grouped has a heading for every group.
type grouped struct{ *caseload }

func (g grouped) Group(i int) string { return g.rows[i].group }

func day() grouped {
	c := people(9)
	for i := range c.rows {
		c.rows[i].group = []string{"Over tid", "I dag", "Ugen ud"}[i/3]
	}
	return grouped{c}
}

func TestGroups(t *testing.T) {
	l := list(day())
	got := draw(l, 40, 12)
	if want := strings.Join([]string{
		" Over tid",
		" > 26-00000  Karim Farah          6 dage",
		"   26-00001  Ida Farah            6 dage",
		"   26-00002  Emil Farah           6 dage",
		" I dag",
		"   26-00003  Sahra Farah          6 dage",
	}, "\n"); !strings.HasPrefix(got, want) {
		t.Errorf("shows\n%s", got)
	}
	press(l, "end")
	got = draw(l, 40, 6)
	if want := strings.Join([]string{
		" I dag",
		"   26-00005  Maryam Farah         6 dage",
		" Ugen ud",
		"   26-00006  Håkon Farah          6 dage",
		"   26-00007  Ægir Farah           6 dage",
		" > 26-00008  Østen Farah          6 dage",
	}, "\n"); got != want {
		t.Errorf("shows\n%s\nwant\n%s", got, want)
	}
	l.SetFilter("emil")
	if got := draw(l, 40, 12); strings.Contains(got, "I dag") || !strings.Contains(got, "Over tid") {
		t.Errorf("headings of groups without rows:\n%s", got)
	}
}

func TestTheSelectedRowIsAlwaysShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 60).Draw(t, "rows")
		c := people(n)
		group := 0
		for i := range c.rows {
			if rapid.IntRange(0, 3).Draw(t, "new group") == 0 {
				group++
			}
			c.rows[i].group = []string{"", "Over tid", "I dag", "Ugen ud", "Venter"}[group%5]
		}
		var source Source = c
		if rapid.Bool().Draw(t, "grouped") {
			source = grouped{c}
		}
		l := list(source)
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			switch step := rapid.SampledFrom([]string{
				"up", "down", "pgup", "pgdown", "home", "end", "filter", "sort", "a", "i", "backspace", "esc",
			}).Draw(t, "step"); step {
			case "filter":
				l.OpenFilter()
			case "sort":
				id := l.SelectedID()
				slices.Reverse(c.rows)
				l.Refresh()
				if l.SelectedID() != id {
					t.Fatalf("sorting selects %s instead of %s", l.SelectedID(), id)
				}
			default:
				press(l, step)
			}
			size := frame.Size{Width: rapid.IntRange(20, 60).Draw(t, "width"), Height: rapid.IntRange(1, 20).Draw(t, "height")}
			lines, _ := l.View(size, theme.Plain())
			got := tuitest.Plain(strings.Join(lines, "\n"))
			if len(lines) > size.Height {
				t.Fatalf("%d lines in %d", len(lines), size.Height)
			}
			shown := size.Height
			if l.typing || l.Filter() != "" {
				shown--
			}
			if l.Len() > 0 && shown > 0 && !strings.Contains(got, "> "+l.SelectedID()) {
				t.Fatalf("%s is not shown in %v:\n%s", l.SelectedID(), size, got)
			}
			if _, isGrouped := source.(grouped); !isGrouped && l.Len() >= size.Height && len(lines) < size.Height {
				t.Fatalf("empty lines below while there are rows: %d of %d", len(lines), size.Height)
			}
			for _, line := range lines {
				if frame.Width(line) > size.Width {
					t.Fatalf("%q is too wide", line)
				}
			}
		}
	})
}

func TestAnAaIsFoundFromItsFirstLetterOn(t *testing.T) {
	c := &caseload{}
	for i, name := range []string{"Saad Haddad", "Måns Ask", "Sofie Bak"} {
		c.rows = append(c.rows, row{id: fmt.Sprint(i), name: name, hay: danish.Fold(name)})
	}
	for _, typed := range []string{"s", "sa", "saa", "saad", "så", "SAAD h"} {
		l := list(c)
		l.OpenFilter()
		for _, r := range typed {
			key := string(r)
			if r == ' ' {
				key = "space"
			}
			press(l, key)
		}
		found := false
		for at := range l.Len() {
			found = found || l.row(at) == 0
		}
		if !found {
			t.Errorf("%q does not find Saad", typed)
		}
		if len(typed) > 1 && l.Len() != 1 {
			t.Errorf("%q leaves %d rows", typed, l.Len())
		}
	}
}

func TestFilteringLetterByLetterFindsWhatFilteringAtOnceDoes(t *testing.T) {
	c := people(200)
	rapid.Check(t, func(t *rapid.T) {
		l := list(c)
		l.OpenFilter()
		for _, key := range rapid.SliceOfN(rapid.SampledFrom([]string{"k", "a", "r", "i", "s", "space", "å", "2", "0", "backspace", "left", "ctrl+w"}), 0, 12).Draw(t, "keys") {
			press(l, key)
			fresh := list(c)
			fresh.SetFilter(l.Filter())
			if l.Len() != fresh.Len() {
				t.Fatalf("%q leaves %d rows, at once %d", l.Filter(), l.Len(), fresh.Len())
			}
			for at := range l.Len() {
				if l.row(at) != fresh.row(at) {
					t.Fatalf("%q leaves other rows than at once", l.Filter())
				}
			}
		}
	})
}

func TestColumns(t *testing.T) {
	columns := []Column{
		{Title: "Næste", Width: 6},
		{Title: "Kr.", Width: 7, Right: true},
		{Title: "Md", Width: 2, Right: true, Drop: 1},
		{Title: "Beboer", Width: 10, Grow: true, Name: true},
		{Title: "Kontakt", Width: 9, Drop: 2},
	}
	for _, c := range []struct {
		width int
		want  string
	}{
		{50, "08-12   16.037  2 Frederikke Marie Dahl  1 forsøg"},
		{40, "08-12   16.037  2 Frederikke   1 forsøg"},
		{36, "08-12   16.037 Frederikke  1 forsøg"},
		{30, "08-12   16.037 Frederikke"},
		{20, "08-12   16.037 Fred…"},
	} {
		l := Lay(columns, c.width, 1)
		got := strings.TrimRight(l.Row("08-12", "16.037", "2", "Frederikke Marie Dahl", "1 forsøg"), " ")
		if got != c.want {
			t.Errorf("at %d:\n%q, want\n%q", c.width, got, c.want)
		}
		if w := frame.Width(l.Row("08-12", "16.037", "2", "Frederikke Marie Dahl", "1 forsøg")); w > c.width {
			t.Errorf("at %d: %d wide", c.width, w)
		}
	}
	if l := Lay(columns, 36, 1); l.Has(2) || !l.Has(4) || !strings.Contains(l.Header(), "Beboer") {
		t.Errorf("at 36 the header is %q", l.Header())
	}
	for _, c := range []struct {
		name  string
		width int
		want  string
	}{
		{"Karim Farah", 11, "Karim Farah"}, {"Karim Farah", 10, "Karim"}, {"Karim Farah", 5, "Karim"},
		{"Karim Farah", 4, "Kar…"}, {"Nguyễn Văn An", 10, "Nguyễn Văn"},
	} {
		if got := Name(c.name, c.width); got != c.want {
			t.Errorf("Name(%q, %d) = %q, want %q", c.name, c.width, got, c.want)
		}
	}
}

// benchmark measures from a key press to the whole frame.
func benchmark(b *testing.B, n int, names ...string) {
	l := list(people(n))
	parts := frame.Parts{
		Title:  frame.Line{Left: "SAGER", Right: "Amira · man 07-12-2026 · uge 50"},
		Keys:   []keys.Hint{{Key: "Enter", Label: "åbn"}, {Key: "?", Label: "hjælp"}},
		Styles: theme.New(true),
	}
	size := frame.Size{Width: 120, Height: 40}
	if names[0] != "down" {
		l.OpenFilter()
	}
	msgs := make([]tea.KeyPressMsg, len(names))
	for i, n := range names {
		msgs[i] = tuitest.Key(n)
	}
	i := 0
	for b.Loop() {
		l.Update(msgs[i%len(msgs)])
		parts.Body, _ = l.View(parts.Room(size), parts.Styles)
		frame.Render(size, parts)
		i++
	}
}

func BenchmarkDown10000(b *testing.B)    { benchmark(b, 10_000, "down") }
func BenchmarkDown100000(b *testing.B)   { benchmark(b, 100_000, "down") }
func BenchmarkFilter10000(b *testing.B)  { benchmark(b, 10_000, "k", "a", "ctrl+u") }
func BenchmarkFilter100000(b *testing.B) { benchmark(b, 100_000, "k", "a", "ctrl+u") }

func BenchmarkRefresh100000(b *testing.B) {
	l := list(people(100_000))
	l.Select("26-99999")
	for b.Loop() {
		l.Refresh()
	}
}
