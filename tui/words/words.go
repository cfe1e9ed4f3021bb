// Package words holds every word a user sees, in Danish and English, and the
// forms that dates, times, counts and money take in each language.
//
// The words lie in da/*.json and en/*.json, one file for an area of the
// program (today.json, contact.json, …), so that several people can add words
// without meeting. A file is one flat object of strings:
//
//	{
//	  "today.title": "I DAG",
//	  "today.cases.one": "{n} sag",
//	  "today.cases.other": "{n} sager",
//	  "today.owner": "{0} har et spørgsmål til sagen"
//	}
//
// The first part of a key is the name of its file. {0}, {1} … are the
// arguments in order, {name} is an argument of a trailing [A], {n} is the count
// given to [Words.N]; a brace that is meant is doubled. A key is in both
// languages, with the same arguments, and is used by Go code: the package's
// tests read the whole module to see to it.
//
// Words never pass through format verbs, so a text that holds a percent sign is
// harmless. They are not safe against control characters in arguments: names
// and texts from cases must be made harmless before they are shown.
package words

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"sort"
	"strconv"
	"strings"
)

//go:embed da/*.json en/*.json
var files embed.FS

// Language is a language of the screen and the command line.
type Language string

// The languages there are. Danish comes first: it is what a user gets who asks
// for nothing.
const (
	Danish  Language = "da"
	English Language = "en"
)

// ErrLanguage is returned by [Load] and [ParseLanguage] for a language that is
// not there.
var ErrLanguage = errors.New("no such language")

// Languages lists the languages in the order they are offered.
func Languages() []Language { return []Language{Danish, English} }

// ParseLanguage reads "da" or "en", also as a locale writes them
// ("da_DK.UTF-8"), and gives [ErrLanguage] for any other.
func ParseLanguage(text string) (Language, error) {
	code := strings.ToLower(text)
	if i := strings.IndexAny(code, "_-.@"); i >= 0 {
		code = code[:i]
	}
	for _, l := range Languages() {
		if code == string(l) {
			return l, nil
		}
	}
	return "", ErrLanguage
}

// A is a set of named arguments: {name} in a text is replaced by A["name"]. It
// stands last among the arguments of [Words.T] and [Words.N].
type A map[string]any

// Words is one language's words. It is never changed after [Load], so it may be
// used from several goroutines.
type Words struct {
	language Language
	texts    map[string]string
}

// Load reads the words of a language. An unknown language gives [ErrLanguage];
// any other error means that the program was built with a broken file.
func Load(language Language) (*Words, error) {
	if _, err := ParseLanguage(string(language)); err != nil {
		return nil, err
	}
	return load(files, language)
}

func load(from fs.FS, language Language) (*Words, error) {
	names, err := fs.Glob(from, path.Join(string(language), "*.json"))
	if err != nil {
		return nil, err
	}
	w := &Words{language: language, texts: make(map[string]string)}
	for _, name := range names {
		if err := w.read(from, name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return w, nil
}

// read adds one file. It walks the tokens itself because encoding/json takes
// the last of two equal keys without a word.
func (w *Words) read(from fs.FS, name string) error {
	f, err := from.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	area := strings.TrimSuffix(path.Base(name), ".json") + "."
	dec := json.NewDecoder(f)
	if t, err := dec.Token(); err != nil {
		return err
	} else if t != json.Delim('{') {
		return errors.New("not an object")
	}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		if t, err = dec.Token(); err != nil {
			return err
		}
		text, ok := t.(string)
		switch {
		case !ok:
			return fmt.Errorf("%q is not a string", key)
		case !strings.HasPrefix(key, area):
			return fmt.Errorf("%q belongs in another file", key)
		}
		if _, twice := w.texts[key]; twice {
			return fmt.Errorf("%q stands twice", key)
		}
		w.texts[key] = text
	}
	if _, err := dec.Token(); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the object")
	}
	return nil
}

// Language is the language these words are in.
func (w *Words) Language() Language { return w.language }

// Has says whether a key is there.
func (w *Words) Has(key string) bool {
	_, ok := w.texts[key]
	return ok
}

// Keys lists every key in alphabetical order.
func (w *Words) Keys() []string {
	keys := make([]string, 0, len(w.texts))
	for key := range w.texts {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// Missing is what stands in the place of a text that is not there. The marks
// around the key are drawable everywhere and stand in no text, so a test can
// look for them on a frame.
func Missing(key string) string { return "‹" + key + "›" }

// T gives the text of a key with its arguments put in. An argument is written
// as fmt.Sprint writes it. A missing key gives [Missing]; a missing argument
// leaves its place to be seen.
func (w *Words) T(key string, args ...any) string {
	text, ok := w.texts[key]
	if !ok {
		return Missing(key)
	}
	if !strings.ContainsAny(text, "{}") {
		return text
	}
	return fill(text, args)
}

// N gives the text for a number of things: key.one for exactly one, key.other
// for any other number, key.zero for none where it is there. {n} in the text is
// the number, with the language's thousands mark.
func (w *Words) N(key string, n int, args ...any) string {
	form := ".other"
	switch {
	case n == 1 || n == -1:
		form = ".one"
	case n == 0 && w.Has(key+".zero"):
		form = ".zero"
	}
	named := A{"n": w.Count(n)}
	if len(args) > 0 {
		if more, ok := args[len(args)-1].(A); ok {
			for k, v := range more {
				named[k] = v
			}
			args = args[:len(args)-1]
		}
	}
	return w.T(key+form, append(args[:len(args):len(args)], named)...)
}

// fill puts the arguments in the places of a text.
func fill(text string, args []any) string {
	var named A
	if len(args) > 0 {
		if a, ok := args[len(args)-1].(A); ok {
			named, args = a, args[:len(args)-1]
		}
	}
	var b strings.Builder
	for text != "" {
		i := strings.IndexAny(text, "{}")
		if i < 0 {
			break
		}
		b.WriteString(text[:i])
		if i+1 < len(text) && text[i+1] == text[i] {
			b.WriteByte(text[i])
			text = text[i+2:]
			continue
		}
		end := strings.IndexByte(text[i:], '}')
		if text[i] == '}' || end < 0 {
			b.WriteByte(text[i])
			text = text[i+1:]
			continue
		}
		name := text[i+1 : i+end]
		if v, ok := argument(name, args, named); ok {
			b.WriteString(fmt.Sprint(v))
		} else {
			b.WriteString(text[i : i+end+1])
		}
		text = text[i+end+1:]
	}
	b.WriteString(text)
	return b.String()
}

func argument(name string, args []any, named A) (any, bool) {
	if i, err := strconv.Atoi(name); err == nil {
		if i < 0 || i >= len(args) {
			return nil, false
		}
		return args[i], true
	}
	v, ok := named[name]
	return v, ok
}
