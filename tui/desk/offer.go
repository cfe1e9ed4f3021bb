package desk

import (
	"strings"

	"brobygger/cases"
	"brobygger/cases/catalogue"
	"brobygger/tui/words"
)

// Offers are the entries of the catalogue that fit where a step or a referral is
// made with these keys: two, or fewer. It is called from the program's loop.
func (d *Desk) Offers(keys []string, kind cases.Kind) []catalogue.Entry {
	about := strings.Join(append([]string{string(kind)}, keys...), ",")
	found, ok := d.offers[about]
	if !ok {
		if found = catalogue.For(keys, kind); d.offers == nil {
			d.offers = map[string][]catalogue.Entry{}
		}
		d.offers[about] = found
	}
	return found
}

// Offer names the entries that fit, in one line for under a list: "Fra kataloget:
// lektiecafé · rollemodeller". It is "" where nothing fits.
func (d *Desk) Offer(keys []string, kind cases.Kind) string {
	var names []string
	for _, e := range d.Offers(keys, kind) {
		names = append(names, e.Name.In(string(d.W().Language())))
	}
	if len(names) == 0 {
		return ""
	}
	return d.W().T("desk.offer", words.A{"names": strings.Join(names, " · ")})
}

// OfferLines says of each entry that fits what is known of its effect, for the
// help of a form: name, effect, source.
func (d *Desk) OfferLines(keys []string, kind cases.Kind) []string {
	var out []string
	for _, e := range d.Offers(keys, kind) {
		lang := string(d.W().Language())
		out = append(out, d.W().T("desk.offer.line", words.A{"name": e.Name.In(lang), "line": e.Line(lang)}))
	}
	return out
}
