package when

import (
	"time"

	"brobygger/cases/calendar"
)

// days are all readings of a day that begin at token i.
func (r *reader) days(i int) []aDay {
	out := r.written(i)
	out = append(out, r.spoken(i)...)
	out = append(out, r.counted(i)...)
	out = append(out, r.weekdays(i)...)
	for _, w := range r.weeks(i) {
		out = append(out, aDay{w.monday, w.next, w.err})
	}
	return out
}

// written reads a date by its numbers or month, after an optional "den".
func (r *reader) written(i int) []aDay {
	switch {
	case r.word(i, "d"):
		i = r.skip(i+1, ".")
	case r.word(i, "den", "the", "på", "on"):
		i++
		if r.word(i, "d") {
			i = r.skip(i+1, ".")
		} else if r.word(i, "den", "the") {
			i++
		}
	}
	return append(r.numeric(i), r.named(i)...)
}

// numeric reads 2026-12-03, 3/12, 3.12., 3-12 and these with a year.
func (r *reader) numeric(i int) []aDay {
	if !r.kind(i, numberToken) || !r.attached(i+2, numberToken) {
		return nil
	}
	first, second, j := r.tokens[i], r.tokens[i+2], i+3
	if len(first.text) == 4 {
		if r.isAttached(i+1, "-") && len(second.text) == 2 && r.isAttached(j, "-") && r.attached(j+1, numberToken) && len(r.tokens[j+1].text) == 2 {
			return []aDay{r.dated(first.n, second.n, r.tokens[j+1].n, j+2)}
		}
		return nil
	}
	if len(first.text) > 2 || len(second.text) > 2 || !r.isAttached(i+1, "/", "-", ".") {
		return nil
	}
	day, month := first.n, second.n
	var out []aDay
	dots := r.is(i+1, ".")
	// "17.30" is no wrong date, it is a time.
	if !dots || r.dateOnly || len(second.text) == 1 || month >= 1 && month <= 12 {
		out = append(out, r.yearless(month, day, j)...)
	}
	if dots && r.isAttached(j, ".") {
		j++
		out = append(out, r.yearless(month, day, j)...)
		if r.attached(j, numberToken) {
			out = append(out, r.inYear(j, month, day)...)
		}
	}
	if !dots && (r.isAttached(j, "-") || r.is(i+1, "/") && r.isAttached(j, "/")) && r.attached(j+1, numberToken) {
		out = append(out, r.inYear(j+1, month, day)...)
	}
	if r.kind(j, numberToken) && r.tokens[j].gap && len(r.tokens[j].text) == 4 {
		out = append(out, r.inYear(j, month, day)...)
	}
	return out
}

// named reads "3. december", "3 dec 2026", "December 3, 2026".
func (r *reader) named(i int) []aDay {
	var day, j int
	var month time.Month
	switch {
	case r.shortNumber(i):
		day = r.tokens[i].n
		j = r.ordinal(i + 1)
		j = r.skip(j, ".")
		if !r.kind(j, wordToken) {
			return nil
		}
		month = monthOf(r.tokens[j].text)
		j = r.skip(j+1, ".")
	case r.kind(i, wordToken):
		month = monthOf(r.tokens[i].text)
		j = r.skip(i+1, ".")
		if !r.shortNumber(j) {
			return nil
		}
		day = r.tokens[j].n
		j = r.ordinal(j + 1)
	}
	if month == 0 {
		return nil
	}
	out := r.yearless(int(month), day, j)
	j = r.skip(j, ",")
	if r.kind(j, numberToken) && len(r.tokens[j].text) == 4 {
		out = append(out, r.inYear(j, int(month), day)...)
	}
	return out
}

// ordinal is the index after an English "rd" that belongs to the number before.
func (r *reader) ordinal(i int) int {
	if r.word(i, "st", "nd", "rd", "th") && !r.tokens[i].gap {
		return i + 1
	}
	return i
}

// inYear is a day in the year that token i holds in two or four digits.
func (r *reader) inYear(i, month, day int) []aDay {
	year := r.tokens[i].n
	switch len(r.tokens[i].text) {
	case 4:
	case 2:
		if r.today.IsZero() {
			return nil
		}
		// The one year of this ending in the hundred years from first.
		first := r.today.Year - 98
		if r.dir == Future {
			first = r.today.Year - 9
		}
		year = first + ((year-first)%100+100)%100
	default:
		return nil
	}
	return []aDay{r.dated(year, month, day, i+1)}
}

func (r *reader) dated(year, month, day, next int) aDay {
	date, err := calendar.NewDate(year, time.Month(month), day)
	return aDay{date, next, err}
}

// yearless is the nearest such day in the direction, today included.
func (r *reader) yearless(month, day, next int) []aDay {
	if r.today.IsZero() {
		return nil
	}
	const leapYearsApart = 8 // 29 February was in 1896 and then in 1904
	for n := range leapYearsApart + 1 {
		d := aDay{next: next}
		if r.dir == Future {
			d = r.dated(r.today.Year+n, month, day, next)
		} else {
			d = r.dated(r.today.Year-n, month, day, next)
		}
		if d.err == nil && r.inDirection(d.date) {
			return []aDay{d}
		}
	}
	return []aDay{{next: next, err: ErrNoSuchDate}}
}

// inDirection reports whether a day lies where the text points; today does.
func (r *reader) inDirection(d calendar.Date) bool {
	if r.dir == Future {
		return !d.Before(r.today)
	}
	return !d.After(r.today)
}

// spoken reads "i dag", "tomorrow", "i forgårs" and the like.
func (r *reader) spoken(i int) []aDay {
	if r.today.IsZero() {
		return nil
	}
	var phrase string
	var out []aDay
	for j := i; j < i+4 && r.kind(j, wordToken); j++ {
		phrase += r.tokens[j].text
		if away, ok := daysAway(phrase); ok {
			out = append(out, aDay{date: r.today.AddDays(away), next: j + 1})
		}
	}
	return out
}

// counted reads "+7", "-1", "+2 uger", "om 3 dage", "for 2 dage siden" and
// "3 days ago".
func (r *reader) counted(i int) []aDay {
	if r.today.IsZero() {
		return nil
	}
	if r.is(i, "+", "-") {
		if !r.attached(i+1, numberToken) {
			return nil
		}
		n := r.tokens[i+1].n
		if r.is(i, "-") {
			n = -n
		}
		out := []aDay{{date: r.today.AddDays(n), next: i + 2}}
		if r.kind(i+2, wordToken) {
			if date, ok := shift(r.today, n, r.tokens[i+2].text); ok {
				out = append(out, aDay{date: date, next: r.skip(i+3, ".")})
			}
		}
		return out
	}
	ahead, back := r.word(i, "om", "in"), r.word(i, "for")
	if ahead || back {
		i++
	}
	n, ok := r.amount(i)
	if !ok || !r.kind(i+1, wordToken) {
		return nil
	}
	next := r.skip(i+2, ".")
	if !ahead {
		if !r.word(next, "siden", "ago") {
			return nil
		}
		n, next = -n, next+1
	}
	if date, ok := shift(r.today, n, r.tokens[i+1].text); ok {
		return []aDay{{date: date, next: next}}
	}
	return nil
}

// amount is a number in digits or, up to fourteen, in a word.
func (r *reader) amount(i int) (n int, ok bool) {
	switch {
	case r.kind(i, numberToken):
		return r.tokens[i].n, true
	case r.kind(i, wordToken):
		return amountOf(r.tokens[i].text)
	}
	return 0, false
}

// weekdays reads a weekday alone, beside a date, or with a week.
func (r *reader) weekdays(i int) []aDay {
	var out []aDay
	if r.word(i, "i", "sidste", "seneste", "last") && r.kind(i+1, wordToken) {
		name, past := cutPast(r.tokens[i+1].text)
		if weekday, ok := weekdayOf(name); ok && past == r.word(i, "i") && !r.today.IsZero() {
			return []aDay{{date: nearestBefore(r.today, weekday), next: i + 2}}
		}
	}
	if r.word(i, "næste", "kommende", "førstkommende", "next", "på") && r.kind(i+1, wordToken) {
		if weekday, ok := weekdayOf(r.tokens[i+1].text); ok && !r.today.IsZero() {
			out = append(out, aDay{date: nearestAfter(r.today, weekday), next: r.skip(i+2, ".")})
		}
	}
	switch {
	case r.word(i, "på"):
		out = append(out, r.weekdayBeside(i+1)...)
	case r.word(i, "on"): // which is also a short onsdag, tried below
		out = append(out, r.weekday(i+1)...)
		out = append(out, r.weekdayBeside(i+1)...)
	}
	out = append(out, r.weekday(i)...)
	return append(out, r.weekdayBeside(i)...)
}

// weekday reads a weekday alone.
func (r *reader) weekday(i int) []aDay {
	if !r.kind(i, wordToken) || r.today.IsZero() {
		return nil
	}
	weekday, ok := weekdayOf(r.tokens[i].text)
	if !ok {
		return nil
	}
	d := nearestAfter(r.today, weekday)
	if r.dir == Past {
		d = nearestBefore(r.today.AddDays(1), weekday)
	}
	return []aDay{{date: d, next: r.skip(i+1, ".")}}
}

// weekdayBeside reads "to 3/12" and "fredag i uge 50".
func (r *reader) weekdayBeside(i int) []aDay {
	if !r.kind(i, wordToken) {
		return nil
	}
	weekday, ok := weekdayOf(r.tokens[i].text)
	if !ok {
		return nil
	}
	next := r.skip(r.skip(i+1, "."), ",")
	var out []aDay
	for _, d := range r.written(next) {
		if d.err == nil && d.date.Weekday() != weekday {
			d.err = ErrOtherWeekday
		}
		out = append(out, d)
	}
	for _, w := range r.weeks(next) {
		date := w.monday.AddDays((int(weekday) + 6) % 7)
		out = append(out, aDay{date, w.next, w.err})
	}
	return out
}

// nearestAfter is the first such weekday after d, nearestBefore the last before.
func nearestAfter(d calendar.Date, weekday time.Weekday) calendar.Date {
	return d.AddDays((int(weekday-d.Weekday())+6)%7 + 1)
}

func nearestBefore(d calendar.Date, weekday time.Weekday) calendar.Date {
	return d.AddDays(-((int(d.Weekday()-weekday)+6)%7 + 1))
}

// aWeek is one reading of a week, as aDay.
type aWeek struct {
	monday calendar.Date
	next   int
	err    error
}

// weeks reads "uge 50", "week 50 2026", "i uge 1/2027", "næste uge", "last week".
func (r *reader) weeks(i int) []aWeek {
	if r.word(i, "i", "in") {
		i++
	}
	if r.word(i+1, "uge", "week") && !r.today.IsZero() {
		weeks, ok := 0, true
		switch {
		case r.word(i, "næste", "next"):
			weeks = 1
		case r.word(i, "sidste", "last"):
			weeks = -1
		default:
			ok = r.word(i, "denne", "this")
		}
		if ok {
			monday := nearestBefore(r.today.AddDays(1), time.Monday)
			return []aWeek{{monday: monday.AddDays(7 * weeks), next: i + 2}}
		}
	}
	if !r.word(i, "uge", "week") || !r.shortNumber(i+1) {
		return nil
	}
	week, next := r.tokens[i+1].n, i+2
	var out []aWeek
	if !r.today.IsZero() {
		monday, err := r.nearestWeek(week)
		out = append(out, aWeek{monday, next, err})
	}
	if r.isAttached(next, "/", "-", ",") {
		next++
	}
	if r.kind(next, numberToken) && len(r.tokens[next].text) == 4 {
		monday, err := calendar.WeekStart(r.tokens[next].n, week)
		if err != nil {
			err = ErrNoSuchDate
		}
		out = append(out, aWeek{monday, next + 1, err})
	}
	return out
}

// nearestWeek is the Monday of the nearest such week in the direction, the week
// of today included.
func (r *reader) nearestWeek(week int) (calendar.Date, error) {
	const longWeeksApart = 7 // years between two weeks 53, at most
	year, _ := r.today.ISOWeek()
	for n := range longWeeksApart + 1 {
		if r.dir == Past {
			n = -n
		}
		monday, err := calendar.WeekStart(year+n, week)
		if err == nil && (r.inDirection(monday) || r.inDirection(monday.AddDays(6))) {
			return monday, nil
		}
	}
	return calendar.Date{}, ErrNoSuchDate
}
