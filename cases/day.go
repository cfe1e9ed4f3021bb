package cases

import (
	"cmp"
	"slices"
	"strings"

	"brobygger/cases/calendar"
)

// DayPlan is what I dag shows, group by group, each in the order to show it.
type DayPlan struct {
	Late    []Item // over time, most days first
	Today   []Item
	Week    []Item // later this ISO week
	Waiting []Item // ahead, and for somebody else than the worker to do; steps of a plan a week ahead at most
	Ahead   []Item // after this week
}

// waitDays is how many days ahead another's step of a plan is waited for. A plan
// holds many, made weeks before; what a worker wrote down for herself is few.
const waitDays = 7

// Day groups what is due. What somebody else is to do waits with them until its
// day comes.
func Day(items []Item, today calendar.Date) DayPlan {
	sorted := slices.Clone(items)
	SortItems(sorted)
	var p DayPlan
	year, week := today.ISOWeek()
	for _, it := range sorted {
		y, w := it.Due.ISOWeek()
		switch {
		case it.Days > 0:
			p.Late = append(p.Late, it)
		case it.Days == 0:
			p.Today = append(p.Today, it)
		case it.Who != "" && (it.Rule != RuleStep || it.Days >= -waitDays):
			p.Waiting = append(p.Waiting, it)
		case y == year && w == week:
			p.Week = append(p.Week, it)
		default:
			p.Ahead = append(p.Ahead, it)
		}
	}
	return p
}

// Within are the items of the groups that are due at the latest so many days
// ahead, in the order of the groups.
func (p DayPlan) Within(days int) []Item {
	var out []Item
	for _, group := range [][]Item{p.Late, p.Today, p.Week, p.Waiting, p.Ahead} {
		for _, it := range group {
			if -it.Days <= days {
				out = append(out, it)
			}
		}
	}
	return out
}

// SortItems sorts by due day, so that what is most days over time comes first;
// on one day times come before what has none; then by case number and rule.
func SortItems(items []Item) {
	slices.SortStableFunc(items, func(a, b Item) int {
		return cmp.Or(
			cmp.Compare(b.Days, a.Days),
			compareClock(a.Time, b.Time),
			strings.Compare(a.Number, b.Number),
			strings.Compare(a.Case, b.Case),
			cmp.Compare(slices.Index(Rules(), a.Rule), slices.Index(Rules(), b.Rule)),
			strings.Compare(string(a.FollowUp), string(b.FollowUp)),
		)
	})
}

// compareClock puts "" last.
func compareClock(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == "":
		return 1
	case b == "":
		return -1
	}
	return strings.Compare(a, b)
}
