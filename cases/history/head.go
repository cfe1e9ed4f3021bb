package history

import (
	"strconv"
	"strings"
	"time"
)

// parseKnown reads a head that has the known keys and no others, in their one
// form, without a JSON reader: reading heads is what a list of cases costs next
// after decryption. It takes nothing that the strict way would not read in the
// same way, and leaves everything else to that.
func parseKnown(raw []byte) (Head, bool) {
	c := headCursor{rest: string(raw), ok: true}
	var h Head
	h.Author = Key(c.field(`{"author":"`, `"`))
	h.Device = c.field(`,"device":"`, `"`)
	seq := c.field(`,"seq":`, `,`)
	after := c.field(`"after":[`, `]`)
	at := c.field(`,"time":"`, `"`)
	h.Kind = c.field(`,"kind":"`, `"`)
	if rest, ok := strings.CutPrefix(c.rest, `,"critical":true`); ok {
		h.Critical, c.rest = true, rest
	}
	h.Body = c.field(`,"body":"`, `"`)
	if !c.ok || c.rest != "}" {
		return Head{}, false
	}
	if after != "" {
		ids := strings.Split(after, ",")
		h.After = make([]ID, len(ids))
		for i, id := range ids {
			if len(id) != 66 || id[0] != '"' || id[65] != '"' {
				return Head{}, false
			}
			h.After[i] = ID(id[1:65])
		}
	}
	var err error
	if h.Seq, err = strconv.ParseInt(seq, 10, 64); err != nil || strconv.FormatInt(h.Seq, 10) != seq {
		return Head{}, false
	}
	if h.Time, err = time.Parse(timeLayout, at); err != nil || h.Time.Format(timeLayout) != at {
		return Head{}, false
	}
	// What check lets through holds nothing that JSON would write in another way.
	return h, h.check() == nil
}

type headCursor struct {
	rest string
	ok   bool
}

// field is what stands between before, which must come next, and after.
func (c *headCursor) field(before, after string) string {
	rest, ok := strings.CutPrefix(c.rest, before)
	value, rest, found := strings.Cut(rest, after)
	c.ok = c.ok && ok && found
	c.rest = rest
	return value
}
