package notice

import (
	"strings"
	"unicode"

	"brobygger/cases/danish"
)

// findSentences finds the words of criminal law, one by one and, where a word
// says it only together with its neighbour, in pairs.
func findSentences(text string) []Notice {
	var found []Notice
	var last word // the word before
	for w := range words(text) {
		switch {
		case isOffence(w.folded):
			n := Notice{Sentence, w.start, w.end}
			if last.beside(text, w) && isConditional(last.folded) {
				n.Start = last.start // "betinget dom" is one thing
			}
			found = append(found, n)
		case last.beside(text, w) && isOffencePair(last.folded, w.folded):
			if n := len(found); n > 0 && found[n-1].End > last.start {
				found[n-1].End = w.end
			} else {
				found = append(found, Notice{Sentence, last.start, w.end})
			}
		}
		last = w
	}
	return found
}

// word is one word of a text and where it stands, in bytes.
type word struct {
	folded     string
	start, end int
}

// beside reports whether only white space stands between the words.
func (w word) beside(text string, next word) bool {
	return w.end > 0 && w.end < next.start && strings.TrimSpace(text[w.end:next.start]) == ""
}

// words goes through the words of text: runs of letters, with soft hyphens in
// them.
func words(text string) func(yield func(word) bool) {
	return func(yield func(word) bool) {
		start := -1
		for i, r := range text {
			inside := unicode.IsLetter(r) || start >= 0 && (unicode.IsMark(r) || r == '\u00ad')
			switch {
			case inside && start < 0:
				start = i
			case !inside && start >= 0:
				if !yield(word{danish.Fold(text[start:i]), start, i}) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(word{danish.Fold(text[start:]), start, len(text)})
		}
	}
}

// isConditional is what may stand before a sentence and belongs to it.
func isConditional(w string) bool {
	switch w {
	case "betinget", "betingede", "ubetinget", "ubetingede", "suspended":
		return true
	}
	return false
}

// isOffencePair reports whether two words say together what neither does alone.
func isOffencePair(first, second string) bool {
	switch first {
	case "tiltale": // "hun svarede på tiltale" is none
		return second == "for"
	case "rejst", "rejse", "rejser", "rejste":
		return second == "tiltale"
	case "charged":
		return second == "with"
	case "on":
		return second == "remand" || second == "probation"
	case "criminal":
		return second == "record" || second == "records"
	}
	return false
}

// isOffence reports whether a folded word names a charge, a sentence or prison,
// also with ae and oe written for æ and ø.
func isOffence(w string) bool {
	if isOffenceSpelt(w) {
		return true
	}
	spelt := strings.ReplaceAll(strings.ReplaceAll(w, "ae", "æ"), "oe", "ø")
	return spelt != w && isOffenceSpelt(spelt)
}

func isOffenceSpelt(w string) bool {
	switch w {
	// Short words stand with all their forms: of "dom" begins too much that is
	// another thing (domino, dommer, domæne), and in -dom ends still more
	// (ungdom, ejendom, sygdom, visdom).
	case "dom", "doms", "dommen", "dommens", "domme", "dommes", "dommene", "dommenes",
		"voldsdom", "voldsdommen", "voldsdomme", "fængselsdom", "fængselsdommen", "fængselsdomme",
		"narkodom", "narkodommen", "narkodomme", "straffedom", "straffedommen", "straffedomme",
		"byretsdom", "byretsdommen", "landsretsdom", "landsretsdommen", "ungdomsdom", "ankedom",
		"tyveridom", "tyveridommen", "røveridom", "røveridommen", "hashdom", "hashdommen", "dødsdom":
		return true
	case "domfældt", "domfældte", "domfældes", "domfælde", "domfældelse", "domfældelsen",
		"frifundet", "frifundne", "frifindes", "frifindelse", "frifindelsen":
		return true
	// "sigte" and "sigter" are mostly "med sigte på"; "straffer" and "straffe"
	// mostly football and upbringing.
	case "sigtet", "sigtede", "sigtedes", "medsigtet", "tiltalt", "tiltalte", "tiltaltes", "medtiltalt":
		return true
	case "straf", "straffen", "straffens", "straffene", "straffet", "strafet", "straffede", "straffes", "ustraffet", "strafbar", "strafbart", "strafbare":
		return true
	case "anholdt", "anholdte", "anholdes", "anholde", "anholder", "anholdelse", "anholdelsen", "anholdelser",
		"arrest", "arresten", "arresteret", "arresterede", "arrestation", "arrestationen", "arrestant",
		"afsoner", "afsone", "afsonet", "afsonede", "afsoning", "afsoningen", "løsladt", "løslades", "løsladelse", "løsladelsen",
		"fængslet", "fængslede", "fængsler", "fængslerne", "fængsles", "fængsling", "fængslingen", "recidiv": // no "fængslende"
		return true
	case "convicted", "conviction", "convictions", "indicted", "indictment", "sentenced", "imprisoned", "imprisonment",
		"prison", "jail", "jailed", "incarcerated", "remanded", "parole", "felony":
		return true
	}
	// Long beginnings are safe: nothing else starts with them.
	for _, stem := range [...]string{
		"varetægt", "fængsels", "fængsel", "straffeattest", "straffesag", "straffelov", "strafferet", "straffehistorik", "strafudmål",
		"tiltalefrafald", "tiltalerejs", "prøveløsla", "grundlovsforhør", "samfundstjeneste", "ungdomssanktion",
		"ungdomskriminalitetsnævn", "fodlænke", "kriminalforsorg", "kriminalregist", "arresthus",
	} {
		if strings.HasPrefix(w, stem) {
			return true
		}
	}
	// Compounds: voldssigtelsen, narkodømt, bødestraf.
	if strings.Contains(w, "sigtelse") {
		return true
	}
	for _, end := range [...]string{"dømt", "dømte", "dømtes"} {
		if before, ok := strings.CutSuffix(w, end); ok {
			return !strings.HasSuffix(before, "be") && !strings.HasSuffix(before, "for")
		}
	}
	for _, end := range [...]string{"straf", "straffen"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}
