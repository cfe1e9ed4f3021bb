package words

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
)

func must(t testing.TB, language Language) *Words {
	t.Helper()
	w, err := Load(language)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestParseLanguage(t *testing.T) {
	for _, c := range []struct {
		text string
		want Language
		err  error
	}{
		{"da", Danish, nil},
		{"DA", Danish, nil},
		{"da_DK.UTF-8", Danish, nil},
		{"en", English, nil},
		{"en-GB", English, nil},
		{"en_US@euro", English, nil},
		{"dansk", "", ErrLanguage},
		{"C.UTF-8", "", ErrLanguage},
		{"", "", ErrLanguage},
	} {
		got, err := ParseLanguage(c.text)
		if got != c.want || !errors.Is(err, c.err) {
			t.Errorf("ParseLanguage(%q) = %q, %v; want %q, %v", c.text, got, err, c.want, c.err)
		}
	}
	if _, err := Load("sv"); !errors.Is(err, ErrLanguage) {
		t.Errorf("Load(sv) gives %v", err)
	}
}

// sample is a language made for tests.
func sample(t testing.TB) *Words {
	t.Helper()
	w, err := load(fstest.MapFS{
		"da/formats.json": {Data: []byte(`{"formats.thousands": "."}`)},
		"da/a.json": {Data: []byte(`{
			"a.plain": "100 % sikkert",
			"a.two": "{1} før {0}",
			"a.named": "{who} ringer til {0}",
			"a.brace": "{{0}} er {0}",
			"a.loose": "} og { og {0",
			"a.case.one": "{n} sag hos {0}",
			"a.case.other": "{n} sager hos {0}",
			"a.note.zero": "ingen notater",
			"a.note.one": "et notat",
			"a.note.other": "{n} notater, {old} gamle"
		}`)},
	}, Danish)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestT(t *testing.T) {
	w := sample(t)
	for _, c := range []struct{ got, want string }{
		{w.T("a.plain"), "100 % sikkert"},
		{w.T("a.plain", "tilovers"), "100 % sikkert"},
		{w.T("a.two", "Amira", "Bo"), "Bo før Amira"},
		{w.T("a.two", "Amira"), "{1} før Amira"},
		{w.T("a.named", "mor", A{"who": "Karim"}), "Karim ringer til mor"},
		{w.T("a.named", "mor"), "{who} ringer til mor"},
		{w.T("a.named", A{"who": "{0}"}), "{0} ringer til {0}"},
		{w.T("a.brace", 7), "{0} er 7"},
		{w.T("a.loose", 7), "} og { og {0"},
		{w.T("a.nothing", 7), "‹a.nothing›"},
		{w.N("a.case", 1, "Bo"), "1 sag hos Bo"},
		{w.N("a.case", 0, "Bo"), "0 sager hos Bo"},
		{w.N("a.case", 1200, "Bo"), "1.200 sager hos Bo"},
		{w.N("a.note", 0), "ingen notater"},
		{w.N("a.note", 1), "et notat"},
		{w.N("a.note", 3, A{"old": 2}), "3 notater, 2 gamle"},
		{w.N("a.nothing", 3), "‹a.nothing.other›"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestArgumentsAreNeverReadTwice(t *testing.T) {
	w := sample(t)
	if got := w.T("a.two", "{1}", "%s"); got != "%s før {1}" {
		t.Errorf("a name with braces came out as %q", got)
	}
}

func TestBrokenFiles(t *testing.T) {
	for name, text := range map[string]string{
		"twice":    `{"a.x": "1", "a.x": "2"}`,
		"foreign":  `{"b.x": "1"}`,
		"nested":   `{"a.x": {"y": "1"}}`,
		"number":   `{"a.x": 1}`,
		"list":     `["a.x"]`,
		"empty":    ``,
		"torn":     `{"a.x": "1"`,
		"trailing": `{"a.x": "1"} {}`,
	} {
		if _, err := load(fstest.MapFS{"da/a.json": {Data: []byte(text)}}, Danish); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	da, en := must(t, Danish), must(t, English)
	if len(da.Keys()) == 0 {
		t.Fatal("no words")
	}
	for _, pair := range [][2]*Words{{da, en}, {en, da}} {
		for _, key := range pair[0].Keys() {
			if !pair[1].Has(key) {
				t.Errorf("%q is in %s and not in %s", key, pair[0].Language(), pair[1].Language())
			}
		}
	}
	for _, key := range da.Keys() {
		if !en.Has(key) {
			continue
		}
		if d, e := places(da.texts[key]), places(en.texts[key]); d != e {
			t.Errorf("%q: arguments %s in Danish and %s in English", key, d, e)
		}
	}
}

// places lists the arguments of a text in alphabetical order.
func places(text string) string {
	found := map[string]bool{}
	for _, name := range []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"} {
		found[name] = strings.Contains(text, "{"+name+"}")
	}
	for rest := text; ; {
		_, after, ok := strings.Cut(rest, "{")
		if !ok {
			break
		}
		name, _, ok := strings.Cut(after, "}")
		if !ok {
			break
		}
		found[name] = true
		rest = after
	}
	var names []string
	for name, in := range found {
		if in {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

func TestTextsAreFitToShow(t *testing.T) {
	for _, language := range Languages() {
		w := must(t, language)
		for key, text := range w.texts {
			switch {
			case text == "":
				t.Errorf("%s %q is empty", language, key)
			case text != strings.TrimSpace(text):
				t.Errorf("%s %q has blanks at its ends", language, key)
			case strings.ContainsAny(text, "‹›"):
				t.Errorf("%s %q holds the mark of a missing text", language, key)
			case strings.Contains(text, "!"):
				t.Errorf("%s %q has an exclamation mark", language, key)
			case strings.Contains(key, "."+" ") || key != strings.ToLower(key):
				t.Errorf("%s %q: keys are small letters without blanks", language, key)
			}
			for _, r := range text {
				if unicode.IsControl(r) && r != '\n' {
					t.Errorf("%s %q holds the control character %U", language, key, r)
				}
			}
			if (strings.HasSuffix(key, ".one") || strings.HasSuffix(key, ".zero")) &&
				!w.Has(key[:strings.LastIndexByte(key, '.')]+".other") {
				t.Errorf("%s %q has no .other", language, key)
			}
		}
	}
}
