package main

import (
	"strings"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
)

func (a *app) todayCommand() *builder {
	return a.command("today", "", (*call).showToday).number("days").saves()
}

type jsonItem struct {
	Kind     string  `json:"kind"`
	Case     string  `json:"case"`
	Number   string  `json:"number"`
	Title    string  `json:"title"`
	Due      string  `json:"due"`
	Time     *string `json:"time"`
	Days     int     `json:"days"`
	Text     string  `json:"text"`
	FollowUp *string `json:"follow_up"`
	Entry    *string `json:"entry"` // the step, goal or match that a rule is about
	Who      *string `json:"who"`   // who is to do it where that is not the worker
}

// showToday shows what is due.
func (c *call) showToday() error {
	s, err := c.unlock(c.Context())
	if err != nil {
		return err
	}
	rows, err := s.Rows(c.Context(), c.today())
	if err != nil {
		return err
	}
	days, ok := c.num("days")
	if !ok {
		days = wholeWeek
	}
	return c.theDay(s, rows, days)
}

// wholeWeek asks for the day as the screen shows it: to the end of the week, and
// what waits for others.
const wholeWeek = -1

// theDay shows the day of some cases: what is over time, what is due today and in
// the week, and what waits for others; or else all that is due within so many
// days.
func (c *call) theDay(s *session, rows []cases.Row, days int) error {
	today := c.today()
	var items []cases.Item
	for _, r := range rows {
		items = append(items, r.Items...)
	}
	plan := cases.Day(items, today)
	groups := []struct {
		word  string
		items []cases.Item
	}{
		{"cli.today.late", plan.Late}, {"cli.today.today", plan.Today}, {"cli.today.week", plan.Week},
		{"cli.today.waiting", plan.Waiting},
	}
	if days != wholeWeek {
		groups = append(groups, struct {
			word  string
			items []cases.Item
		}{"cli.today.ahead", plan.Ahead})
		for i := range groups {
			var within []cases.Item
			for _, it := range groups[i].items {
				if -it.Days <= days {
					within = append(within, it)
				}
			}
			groups[i].items = within
		}
	}
	out := struct {
		Date  string     `json:"date"`
		Items []jsonItem `json:"items"`
	}{today.String(), []jsonItem{}}
	t := &table{head: []string{c.w.T("cli.col.when"), c.w.T("cli.col.number"), c.w.T("cli.col.who"), c.w.T("cli.col.text"),
		c.w.T("cli.col.due")}}
	for _, g := range groups {
		for _, it := range g.items {
			out.Items = append(out.Items, jsonItem{Kind: string(it.Rule), Case: it.Case, Number: it.Number, Title: it.Title,
				Due: it.Due.String(), Time: opt(it.Time), Days: it.Days, Text: c.itemText(it), Who: opt(s.memberName(it.Who)),
				FollowUp: opt(string(it.FollowUp)), Entry: opt(string(it.Entry))})
			t.add(c.w.T(g.word), it.Number, it.Title, c.itemLine(s, it), c.dueText(it, today))
		}
	}
	if c.opt.json || c.Flags().Changed("to") {
		return c.result(out, t)
	}
	c.print(c.w.T("cli.today.title", c.w.FullDate(today), c.w.Week(today), c.w.N("cli.cases", stillOpen(rows))))
	if len(out.Items) == 0 {
		c.print(c.w.T("cli.today.none"))
	}
	for _, g := range groups {
		if len(g.items) == 0 {
			continue
		}
		c.print("")
		c.print(c.w.T(g.word))
		lines := &table{}
		for _, it := range g.items {
			lines.add("  "+it.Number, it.Title, c.dueText(it, today), c.itemLine(s, it))
		}
		c.writeTable(lines)
	}
	c.backupNotice(s)
	return nil
}

// itemLine is what an item says, and who is to do it.
func (c *call) itemLine(s *session, it cases.Item) string {
	if it.Who == "" || it.Who == it.Text { // a recipient, whom the text names
		return c.itemText(it)
	}
	return c.itemText(it) + " (" + s.memberName(it.Who) + ")"
}

// dueText is when an item is due: days over time, a time of today, or a day.
func (c *call) dueText(it cases.Item, today calendar.Date) string {
	switch {
	case it.Days > 0:
		return c.w.Days(it.Days)
	case it.Days == 0 && it.Time != "":
		return strings.Replace(it.Time, ":", ".", 1)
	case it.Days == 0:
		return c.w.T("formats.today")
	}
	return c.w.Relative(it.Due, today)
}

func stillOpen(rows []cases.Row) int {
	n := 0
	for _, r := range rows {
		if r.Status == cases.StatusOpen {
			n++
		}
	}
	return n
}

// backupNotice says when the last backup is old and the vault lies on one disk
// only.
func (c *call) backupNotice(s *session) {
	info := s.Info()
	limit := s.Settings().BackupDays
	if limit == 0 {
		limit = cases.DefaultSettings().BackupDays
	}
	if !info.OneDisk || info.Demo || c.opt.quiet {
		return
	}
	if info.LastBackup.IsZero() {
		c.print("\n" + c.w.T("cli.today.nobackup"))
		return
	}
	if days := calendar.Of(c.now()).Sub(calendar.Of(info.LastBackup)); days > limit {
		c.print("\n" + c.w.T("cli.today.backup", c.w.Days(days)))
	}
}

// stamp writes a time with its day.
func (a *app) stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(a.now().Location())
	return a.w.Date(calendar.Of(t)) + " " + a.w.At(t.Hour(), t.Minute())
}
