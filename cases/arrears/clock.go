package arrears

import (
	"time"

	"brobygger/cases/calendar"
)

// Lengths of the rules.
const (
	// paakravDays is the limit of a påkrav, in days from the day it was received
	// (almenlejeloven § 90, stk. 2).
	paakravDays = 14
	// waitHverdage are the hverdage that pass after the last day in time before a
	// påkrav can be sent (same).
	waitHverdage = 3
)

// rolls says whether a limit of the tenancy rules that ends on the day moves to
// the next hverdag: helligdag, lørdag and grundlovsdag (almenlejeloven § 44, stk.
// 2, and § 90, stk. 2).
func rolls(d calendar.Date) bool {
	return calendar.IsHelligdag(d) || d.Weekday() == time.Saturday || calendar.IsGrundlovsdag(d)
}

func roll(d calendar.Date) calendar.Date {
	for !d.IsZero() && rolls(d) {
		next := d.AddDays(1)
		if next == d {
			return d // the end of the calendar
		}
		d = next
	}
	return d
}

// LastDayInTime is the last day on which rent that is due on a day is paid in
// time (sidste rettidige betalingsdag): the day itself or, where that is no
// hverdag, the next one.
func LastDayInTime(due calendar.Date) calendar.Date { return roll(due) }

// EarliestPaakrav is the first day on which a påkrav can be sent for rent that
// was due on a day: the day after the third hverdag after the last day in time.
// In this count a Saturday and grundlovsdag are hverdage (UfR 2022.1586 V); when
// the third is one of them it is the next hverdag.
func EarliestPaakrav(due calendar.Date) calendar.Date {
	d := LastDayInTime(due)
	for n := 0; n < waitHverdage; {
		next := d.AddDays(1)
		if next == d || d.IsZero() {
			return d
		}
		if d = next; !calendar.IsHelligdag(d) {
			n++
		}
	}
	if third := roll(d); third != d {
		return third
	}
	return d.AddDays(1)
}

// Limit is the last day on which what a påkrav asks for can be paid: fourteen
// days from the day it was received, and the next hverdag where that is none.
func Limit(received calendar.Date) calendar.Date {
	if received.IsZero() {
		return received
	}
	return roll(received.AddDays(paakravDays))
}

// EarliestOphaevelse is the first day on which the lease can be terminated: when
// the limit has passed whole.
func EarliestOphaevelse(received calendar.Date) calendar.Date {
	if received.IsZero() {
		return received
	}
	return Limit(received).AddDays(1)
}

// BankClosed says whether banks are closed on a day that the tenancy rules do not
// name: 24 and 31 December. A limit that ends there does not move; whoever pays
// has to pay before it.
func BankClosed(d calendar.Date) bool {
	return d.Month == time.December && (d.Day == 24 || d.Day == 31)
}

// Warning is something to know of a day; a word key.
type Warning string

// The warnings.
const (
	// WarnBankClosed: the limit is a day on which banks are closed.
	WarnBankClosed Warning = "bank-closed"
	// WarnReceivedUnknown: the limit is the earliest safe day, since nobody knows
	// when the påkrav was received.
	WarnReceivedUnknown Warning = "received-unknown"
	// WarnTooEarly: the påkrav was received before one could be sent.
	WarnTooEarly Warning = "too-early"
)

// Deadlines are the days that follow from when rent was due and a påkrav was
// received.
type Deadlines struct {
	Due, Received      calendar.Date
	LastDayInTime      calendar.Date
	EarliestPaakrav    calendar.Date
	Limit              calendar.Date // of the påkrav received, else of one received on EarliestPaakrav
	EarliestOphaevelse calendar.Date
	Certain            bool // the day of receipt is known
	Warnings           []Warning
}

// Reckon gives the days for rent that was due on a day, and a påkrav that was
// received on another; a zero day of receipt is not known, and the earliest is
// taken, which errs to the safe side for the tenant.
func Reckon(due, received calendar.Date) Deadlines {
	d := Deadlines{Due: due, Received: received, LastDayInTime: LastDayInTime(due), EarliestPaakrav: EarliestPaakrav(due), Certain: !received.IsZero()}
	from := received
	if !d.Certain {
		from = d.EarliestPaakrav
		d.Warnings = append(d.Warnings, WarnReceivedUnknown)
	}
	d.Limit, d.EarliestOphaevelse = Limit(from), EarliestOphaevelse(from)
	if BankClosed(d.Limit) {
		d.Warnings = append(d.Warnings, WarnBankClosed)
	}
	if d.Certain && !due.IsZero() && received.Before(d.EarliestPaakrav) {
		d.Warnings = append(d.Warnings, WarnTooEarly)
	}
	return d
}
