package demo

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"brobygger/cases"
	"brobygger/cases/notice"
)

// TestTheDirectoryIsWhole checks the services against what a form would take.
func TestTheDirectoryIsWhole(t *testing.T) {
	all, err := Services()
	if err != nil {
		t.Fatal(err)
	}
	phone := regexp.MustCompile(`^0\d \d\d \d\d \d\d$`)
	d := cases.ReadDirectory(nil, cases.Authors{})
	authorities, covered, names := 0, map[string]bool{}, map[string]bool{}
	for _, f := range all {
		if _, err := d.Add(f); err != nil || names[f.Name] || len(f.Keys) == 0 || f.For == "" || f.Hours == "" || f.Unit == "" {
			t.Errorf("%+v: %v", f, err)
		}
		if !phone.MatchString(f.Phone) || !strings.HasSuffix(f.Mail, ".example.dk") {
			t.Errorf("%s: %s, %s", f.Name, f.Phone, f.Mail)
		}
		if names[f.Name] = true; f.Authority {
			authorities++
		}
		for _, k := range f.Keys {
			covered[k] = true
		}
	}
	if len(all) < 14 || authorities < 5 || len(all)-authorities < 5 || len(covered) != len(cases.Arenas())+len(cases.Themes()) {
		t.Errorf("%d services, %d authorities, for %v", len(all), authorities, slices.Sorted(maps.Keys(covered)))
	}
}

// TestTheBridgeHoldsTogether checks what a form would have seen to.
func TestTheBridgeHoldsTogether(t *testing.T) {
	for n, day := range days() {
		o := options(uint64(n), day, 150)
		o.Workers = [][]Worker{alone(), team()}[n%2]
		for _, c := range writeAll(t, o) {
			name := fmt.Sprintf("%s, case %d", day, c.plan.Index)
			for _, x := range c.Consents {
				if x.On.Before(c.Opened) || x.On.After(o.Day) || !x.Until.IsZero() && x.Until.Before(x.On) || x.Withdrawn.After(o.Day) ||
					!x.Withdrawn.IsZero() && x.Withdrawn.Before(x.On) || x.Purpose == "" || x.Form == "" || x.To.Name == "" {
					t.Errorf("%s: consent %+v", name, x)
				}
				if by := c.ActorOf(x.GivenBy); by.Kind != cases.ActorPerson && by.Kind != cases.ActorParty {
					t.Errorf("%s: consent given by %q", name, x.GivenBy)
				}
			}
			for _, x := range c.Disclosures {
				covered := len(x.Consents) > 0 && len(x.Keys) > 0
				for _, id := range x.Consents {
					by := c.Consent(id)
					covered = covered && by != nil && by.To.Is(x.To) && !x.On.Before(by.On) && (by.Until.IsZero() || !x.On.After(by.Until)) &&
						!slices.ContainsFunc(x.Keys, func(k string) bool { return !slices.Contains(by.Scope, k) })
				}
				if !covered || x.On.After(o.Day) {
					t.Errorf("%s: told without consent: %+v", name, x)
				}
			}
			for _, r := range c.Referrals {
				state, since := cases.ReferralState(""), c.Opened
				for _, m := range r.Moves {
					if state != "" && !state.MayFollow(m.State) || m.On.Before(since) || m.On.After(o.Day) || (m.Consent == "") == (m.State == cases.ReferralSent) {
						t.Errorf("%s: from %s on %s to %+v", name, state, since, m)
					}
					state, since = m.State, m.On
				}
				if r.Purpose == "" || len(r.Keys) == 0 || len(r.Moves) == 0 {
					t.Errorf("%s: referral %+v", name, r)
				}
			}
			for _, u := range c.Underretninger {
				if u.On.Before(c.Opened) || u.On.After(o.Day) || u.To == "" || u.ToldFamily == nil || !*u.ToldFamily != (u.Reason != "") {
					t.Errorf("%s: underretning %+v", name, u)
				}
			}
		}
	}
}

// TestWithoutADirectoryServicesAreNamed makes a demo for a vault without one.
func TestWithoutADirectoryServicesAreNamed(t *testing.T) {
	o := options(1, monday, 40)
	with := writeAll(t, o)
	o.Services = nil
	for i, c := range writeAll(t, o) {
		for n, r := range c.Referrals {
			if r.To.ID != "" || r.To.Name != with[i].Referrals[n].To.Name || r.State != with[i].Referrals[n].State {
				t.Errorf("case %d: referral to %+v, with a directory %+v", i, r.To, with[i].Referrals[n].To)
			}
		}
	}
}

// TestTheBridgeIsWellWritten reads its texts as a proof-reader.
func TestTheBridgeIsWellWritten(t *testing.T) {
	for seed := range uint64(2) {
		for _, c := range writeAll(t, options(seed, days()[seed], 150)) {
			check := func(what, text string, whole bool) {
				if text == "" {
					return
				}
				first, _ := utf8.DecodeRuneInString(text)
				if strings.HasSuffix(text, ".") != whole || whole && !unicode.IsUpper(first) || strings.ContainsAny(text, "{}[]|@_<>\"") ||
					strings.Contains(text, "  ") || len(text) > 110 || len(notice.Find(text)) > 0 {
					t.Errorf("seed %d, case %d, %s: %s", seed, c.plan.Index, what, text)
				}
			}
			check("informed by", c.InformedBy, false)
			for _, x := range c.Consents {
				check("purpose", x.Purpose, false)
				check("note", x.Note, true)
				check("evidence", x.Evidence, false)
			}
			for _, x := range c.Disclosures {
				check("told", x.Note, false)
			}
			for _, r := range c.Referrals {
				check("purpose", r.Purpose, false)
				for _, m := range r.Moves {
					check("move", m.Note, true)
				}
			}
			for _, u := range c.Underretninger {
				check("reason", u.Reason, false)
			}
		}
	}
}
