package query

import "brobygger/cases/danish"

// filterOf is the English name of a filter, "" where there is none.
func filterOf(name string) string {
	switch danish.Fold(name) {
	case "kind", "type":
		return "kind"
	case "worker", "medarbejder":
		return "worker"
	case "arena":
		return "arena"
	case "since", "siden":
		return "since"
	case "late", "over-tid", "overtid":
		return "late"
	}
	return ""
}

// kindOf is the key of a kind of case, "" where there is none. Its words, and
// those below, are folded.
func kindOf(value string) string {
	switch value {
	case "mentoring", "mentor", "mentorforløb":
		return "mentoring"
	case "tenancy", "vicevært", "social vicevært", "lejemål":
		return "tenancy"
	case "network", "netværk", "netværksmøde", "netværksmøder":
		return "network"
	}
	return ""
}

// arenaOf is the key of an arena or theme, "" where there is none.
func arenaOf(value string) string {
	switch value {
	case "gade", "gaden", "gadelivet", "street":
		return "gade"
	case "familie", "familien", "family":
		return "familie"
	case "fritid", "fritiden", "leisure":
		return "fritid"
	case "skole", "skolen", "school":
		return "skole"
	case "job", "jobbet":
		return "job"
	case "myndighed", "myndigheder", "myndighederne", "authorities":
		return "myndighed"
	case "okonomi", "økonomi", "økonomien", "money":
		return "okonomi"
	case "bolig", "boligen", "home", "housing":
		return "bolig"
	case "helbred", "helbredet", "sundhed", "health":
		return "helbred"
	}
	return ""
}

// yesNo is Either for what is neither.
func yesNo(value string) Choice {
	switch danish.Fold(value) {
	case "ja", "yes", "true":
		return Yes
	case "nej", "no", "false":
		return No
	}
	return Either
}
