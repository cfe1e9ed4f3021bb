package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"brobygger/cases"
	"brobygger/tui/words"
)

// utf16Text is text as a Windows program saves it.
func utf16Text(text string, big bool) []byte {
	out := []byte{0xff, 0xfe}
	if big {
		out = []byte{0xfe, 0xff}
	}
	for _, u := range utf16.Encode([]rune(text)) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

func TestDecodeText(t *testing.T) {
	const text = "Åse\nog Ærø 🙂"
	for name, c := range map[string]struct {
		in   []byte
		want string
		err  error
	}{
		"plain":          {[]byte(text), text, nil},
		"mark":           {append([]byte("\ufeff"), text...), text, nil},
		"crlf":           {[]byte("a\r\nb\rc"), "a\nb\nc", nil},
		"utf-16 little":  {utf16Text(text, false), text, nil},
		"utf-16 big":     {utf16Text(text, true), text, nil},
		"utf-16 crlf":    {utf16Text("a\r\nb", false), "a\nb", nil},
		"empty":          {nil, "", nil},
		"only a mark":    {[]byte{0xff, 0xfe}, "", nil},
		"odd":            {[]byte{0xff, 0xfe, 'a'}, "", errNotText},
		"half a pair":    {[]byte{0xff, 0xfe, 0x3d, 0xd8}, "", errNotText},
		"windows-1252":   {[]byte("bl\xe5b\xe6r"), "", errNotText},
		"a zero":         {[]byte("a\x00b"), "", errNotText},
		"utf-16 no mark": {[]byte{'a', 0, 'b', 0}, "", errNotText},
	} {
		got, err := decodeText(c.in)
		if got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: %q, %v; want %q, %v", name, got, err, c.want, c.err)
		}
	}
}

func FuzzDecodeText(f *testing.F) {
	for _, seed := range [][]byte{nil, []byte("Åse\r\n"), utf16Text("Åse\r\n", true), {0xff, 0xfe, 0, 0xd8}, {0xef, 0xbb, 0xbf}, {0xe5}} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		text, err := decodeText(b)
		if err != nil && (text != "" || !errors.Is(err, errNotText)) {
			t.Fatalf("%q with %v", text, err)
		}
		if strings.ContainsAny(text, "\r\x00") || strings.ToValidUTF8(text, "") != text {
			t.Fatalf("%q came through", text)
		}
	})
}

func TestMangled(t *testing.T) {
	for text, want := range map[string]bool{
		"bl?b?r":              true,
		"Karim og ?ge":        true,
		"?gir ringer":         true,
		"Hvad nu? Det g?r":    true,
		"Hvad nu?":            false,
		"Hvad? Nu":            false,
		"Hvad nu?\nDet gaar":  false,
		"Åse? Nej":            false,
		"bl?bær":              false, // a letter came through, so the pipe is whole
		"kl. 9?10":            false,
		"":                    false,
		"er det 'ja'?)":       false,
		"spurgte (hvorfor?).": false,
	} {
		if got := mangled([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// testApp is the program as it is after its language has been chosen.
func testApp(in string) (*app, *bytes.Buffer) {
	var out, err bytes.Buffer
	a := newApp(strings.NewReader(in), &out, &err, func(string) string { return "" })
	a.speak(words.Danish)
	return a, &err
}

// TestPowerShellIsRefused: what lost its letters on the way in is not saved.
func TestPowerShellIsRefused(t *testing.T) {
	for system, refused := range map[string]bool{"windows": true, "linux": false, "darwin": false} {
		a, _ := testApp("Talte med ?se om sk?len\r\n")
		a.place.os = system
		text, err := a.resolve("--text", "-")
		if errors.Is(err, errMangled) != refused {
			t.Errorf("%s: %q, %v", system, text, err)
		}
		if refused && !strings.Contains(a.failureOf(err).text, "@FIL") {
			t.Errorf("the sentence names no way out: %q", a.failureOf(err).text)
		}
	}
}

func TestResolve(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	file := put("text", "\ufeffÅse\r\n")
	for _, c := range []struct {
		value, want string
		err         error
	}{
		{"-", "fra røret\n", nil},
		{"@-", "fra røret\n", nil},
		{"@" + file, "Åse\n", nil},
		{"@" + file + "x", "", os.ErrNotExist},
		{"ligefrem", "ligefrem", nil},
		{"", "", nil},
		{"en@example.dk", "en@example.dk", nil},
		{"bl\xe5b\xe6r", "", errNotText},
		{"@" + put("long", strings.Repeat("a", maxText+1)), "", cases.ErrTooLarge},
	} {
		a, warned := testApp("fra røret\n")
		got, err := a.resolve("--text", c.value)
		if got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%.20q: %.20q, %v", c.value, got, err)
		}
		if warned.Len() > 0 {
			t.Errorf("%q: warned without a terminal: %s", c.value, warned)
		}
		if err != nil && strings.Contains(a.failureOf(err).text, "a.txt") {
			t.Errorf("%q", a.failureOf(err).text)
		}
	}
	a, _ := testApp("")
	if _, err := a.resolve("--text", "-"); !errors.Is(err, errStdin) {
		t.Errorf("an empty stdin gives %v", err)
	}
	a, _ = testApp("x")
	if _, err := a.resolve("--name", "-"); err != nil {
		t.Fatal(err)
	}
	_, err := a.resolve("--text", "@-")
	if f := a.failureOf(err); f.code != codeUsage || !strings.Contains(f.text, "--name") || !strings.Contains(f.text, "--text") {
		t.Errorf("stdin read twice: %+v", f)
	}
}

func TestOneLine(t *testing.T) {
	for in, want := range map[string]string{
		"Karim Farah\n":         "Karim Farah",
		" Karim\r\n Farah ":     "Karim Farah",
		"Karim\u00a0\tFarah":    "Karim Farah",
		"A\u030age":             "Åge",
		"\n \n":                 "",
		"Birke\u00advænget 3\n": "Birkevænget 3",
	} {
		if got := oneLine(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestReadLines(t *testing.T) {
	got, err := readLines(strings.NewReader("en\n\nto\r\n.\nikke med\n"))
	if got != "en\n\nto" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if got, _ := readLines(strings.NewReader("uden slut")); got != "uden slut" {
		t.Errorf("%q", got)
	}
}

func TestSplitLine(t *testing.T) {
	for line, want := range map[string][]string{
		"":                          nil,
		"  \t ":                     nil,
		"# kun en bemærkning":       nil,
		"case list":                 {"case", "list"},
		" case   list # bemærkning": {"case", "list"},
		"a#b":                       {"a#b"},
		`search "to ord" 'og "to"'`: {"search", "to ord", `og "to"`},
		`--text=""`:                 {"--text="},
		`''`:                        {""},
		`a"b c"d`:                   {"ab cd"},
		`"hun sagde ""ja"""`:        {`hun sagde "ja"`},
		`@C:\Users\amira\note.txt`:  {`@C:\Users\amira\note.txt`},
		`"C:\Mine sager\" x`:        {`C:\Mine sager\`, "x"},
		"case show 7RQ4\r":          {"case", "show", "7RQ4"},
		`'en''to'`:                  {"en'to"},
	} {
		got, err := splitLine(line)
		if err != nil || strings.Join(got, "\x00") != strings.Join(want, "\x00") || len(got) != len(want) {
			t.Errorf("%q: %q, %v; want %q", line, got, err, want)
		}
	}
	for _, line := range []string{`"åben`, `'`, `a "b" "c`} {
		if got, err := splitLine(line); !errors.Is(err, errOpenQuote) {
			t.Errorf("%q: %q, %v", line, got, err)
		}
	}
}

// TestSplitLineTakesAnything: whatever is quoted comes out as it was.
func TestSplitLineTakesAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		args := rapid.SliceOf(rapid.StringMatching(`[^\n\r]*`)).Draw(t, "args")
		var line []string
		for _, arg := range args {
			mark := rapid.SampledFrom([]string{`"`, `'`}).Draw(t, "mark")
			line = append(line, mark+strings.ReplaceAll(arg, mark, mark+mark)+mark)
		}
		got, err := splitLine(strings.Join(line, " "))
		if err != nil || len(got) != len(args) {
			t.Fatalf("%q: %q, %v", line, got, err)
		}
		for i := range got {
			if got[i] != args[i] {
				t.Fatalf("%q came out as %q", args[i], got[i])
			}
		}
	})
}

// TestWhatSaysNothingOfAnybody: the keys and ids of a WHO may stand on the
// command line; a name may not, even one of hex letters.
func TestWhatSaysNothingOfAnybody(t *testing.T) {
	for who, nothing := range map[string]bool{
		"ung": true, "medarbejder": true, "5e6f7a8b": true, "2363894fdf64b07e": true, "5e6f": true,
		"": false, "mor": false, "Adda": false, "adda": false, "5e6": false, "Lone 2": false, "@fil": false,
	} {
		if got := saysNothing(who); got != nothing {
			t.Errorf("%q: %v", who, got)
		}
	}
}
