package when

import (
	"strings"
	"time"

	"brobygger/cases/calendar"
)

// The words of both languages, in small letters. No word stands for two things
// in one table; "on", "to" and "ti" are told apart by where they stand.

// weekdayOf knows weekdays in full and in their usual short forms.
func weekdayOf(word string) (time.Weekday, bool) {
	switch word {
	case "mandag", "man", "ma", "monday", "mon":
		return time.Monday, true
	case "tirsdag", "tirs", "tir", "ti", "tuesday", "tues", "tue":
		return time.Tuesday, true
	case "onsdag", "ons", "on", "wednesday", "weds", "wed":
		return time.Wednesday, true
	case "torsdag", "tors", "tor", "to", "thursday", "thurs", "thur", "thu":
		return time.Thursday, true
	case "fredag", "fre", "fr", "friday", "fri":
		return time.Friday, true
	case "lørdag", "lør", "lø", "saturday", "sat":
		return time.Saturday, true
	case "søndag", "søn", "sø", "sunday", "sun":
		return time.Sunday, true
	}
	return 0, false
}

// cutPast takes the s off "mandags", as in "i mandags".
func cutPast(word string) (weekday string, past bool) {
	if name, ok := strings.CutSuffix(word, "dags"); ok {
		return name + "dag", true
	}
	return word, false
}

// monthOf is 0 for a word that is no month.
func monthOf(word string) time.Month {
	switch word {
	case "januar", "january", "jan":
		return time.January
	case "februar", "february", "feb":
		return time.February
	case "marts", "march", "mar":
		return time.March
	case "april", "apr":
		return time.April
	case "maj", "may":
		return time.May
	case "juni", "june", "jun":
		return time.June
	case "juli", "july", "jul":
		return time.July
	case "august", "aug":
		return time.August
	case "september", "sept", "sep":
		return time.September
	case "oktober", "october", "okt", "oct":
		return time.October
	case "november", "nov":
		return time.November
	case "december", "dec":
		return time.December
	}
	return 0
}

// daysAway is how many days from today a phrase is, written without its spaces
// (people also write "idag").
func daysAway(phrase string) (days int, ok bool) {
	switch phrase {
	case "idag", "today", "imorges", "iformiddag", "iformiddags", "ieftermiddag", "ieftermiddags", "iaften", "tonight":
		return 0, true
	case "igår", "yesterday", "iaftes":
		return -1, true
	case "iforgårs", "forgårs", "daybeforeyesterday", "thedaybeforeyesterday":
		return -2, true
	case "imorgen", "tomorrow":
		return 1, true
	case "iovermorgen", "overmorgen", "dayaftertomorrow", "thedayaftertomorrow":
		return 2, true
	}
	return 0, false
}

// amountOf is a small number in words.
func amountOf(word string) (n int, ok bool) {
	switch word {
	case "en", "et", "én", "ét", "a", "an", "one":
		return 1, true
	case "to", "two":
		return 2, true
	case "tre", "three":
		return 3, true
	case "fire", "four":
		return 4, true
	case "fem", "five":
		return 5, true
	case "seks", "six":
		return 6, true
	case "syv", "seven":
		return 7, true
	case "otte", "eight":
		return 8, true
	case "ni", "nine":
		return 9, true
	case "ti", "ten":
		return 10, true
	case "fjorten", "fourteen":
		return 14, true
	}
	return 0, false
}

// shift is the day n units from d; ok is false where the word is no unit.
func shift(d calendar.Date, n int, unit string) (shifted calendar.Date, ok bool) {
	switch unit {
	case "dag", "dage", "d", "day", "days":
		return d.AddDays(n), true
	case "hverdag", "hverdage":
		return calendar.AddHverdage(d, n), true
	case "uge", "uger", "u", "week", "weeks", "w":
		return d.AddDays(7 * n), true
	case "måned", "måneder", "mdr", "md", "m", "month", "months":
		return d.AddMonths(n), true
	case "år", "å", "year", "years", "y":
		return d.AddMonths(12 * n), true
	}
	return calendar.Date{}, false
}
