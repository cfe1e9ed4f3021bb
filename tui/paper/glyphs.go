package paper

import (
	"strings"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
)

// lacking stands for a character that the fonts do not have; a line at the foot
// of the page says so.
const lacking = '□'

// glyphs knows which characters the fonts have. All fonts of the family have the
// same.
type glyphs struct {
	font *sfnt.Font
	buf  sfnt.Buffer
	lack bool // a character was replaced
}

func newGlyphs() *glyphs {
	font, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		return &glyphs{} // then everything is replaced, visibly
	}
	return &glyphs{font: font}
}

func (g *glyphs) has(r rune) bool {
	if r > 0xffff || g.font == nil {
		return false
	}
	i, err := g.font.GlyphIndex(&g.buf, r)
	return err == nil && i != 0
}

// in gives a text with what the fonts lack replaced.
func (g *glyphs) in(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == ' ' || g.has(r) {
			return r
		}
		g.lack = true
		return lacking
	}, text)
}
