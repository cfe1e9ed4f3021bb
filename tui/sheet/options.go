package sheet

import (
	"unicode"
	"unicode/utf8"

	"brobygger/tui/desk"
	"brobygger/tui/field"
)

// Options are the choices of a closed set of keys, by their words.
func Options[T ~string](d *desk.Desk, prefix string, all []T) []field.Option {
	out := make([]field.Option, len(all))
	for i, v := range all {
		out[i] = field.Option{ID: string(v), Label: Capital(d.Label(prefix, string(v)))}
	}
	return out
}

// Capital makes the first letter a capital, so that it stands apart from the
// letter that chooses.
func Capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(r)) + text[size:]
}
