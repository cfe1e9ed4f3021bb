package casefile_test

import (
	"fmt"
	"testing"
	"testing/synctest"

	"brobygger/cases"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/words"
)

func onBridge(t *testing.T, size frame.Size, l words.Language, tab string, do func(t *testing.T, p *sample.Sample, x *sample.Bridged, d *tuitest.Driver)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		x := sample.Bridge(t, s, p)
		do(t, p, x, tuitest.Start(t, app(newDesk(t, s, l), desk.CaseArg{ID: p.Karim, Tab: tab}), size))
	})
}

func TestBridgeGolden(t *testing.T) {
	for _, l := range words.Languages() {
		for _, size := range []frame.Size{{Width: 40, Height: 12}, {Width: 80, Height: 24}, {Width: 120, Height: 30}, {Width: 140, Height: 40}} {
			for _, look := range []struct {
				name, tab string
				keys      []string
			}{{"consents", "consent", []string{"down"}}, {"ledger", "consent", []string{"end"}}, {"referrals", "referral", []string{"down"}}} {
				name := fmt.Sprintf("%s-%s-%dx%d", look.name, l, size.Width, size.Height)
				t.Run(name, func(t *testing.T) {
					onBridge(t, size, l, look.tab, func(t *testing.T, _ *sample.Sample, _ *sample.Bridged, d *tuitest.Driver) {
						d.Press(look.keys...)
						tuitest.Golden(t, name, d.Frame())
					})
				})
			}
		}
	}
}

func TestTheKeysOfTheTwoTabsOpenTheirForms(t *testing.T) {
	for _, x := range []struct {
		tab, key, opens string
	}{
		{"consent", "n", "route consent"}, {"consent", "l", "route pass-on"}, {"consent", "p", "route agreed"}, {"consent", "r", "route informed"},
		{"consent", "w", "route underretning"}, {"referral", "n", "route referral"}, {"referral", "m", "route forward"},
		{"referral", "b", "route letter"}, {"referral", "z", "route step-back"}, {"referral", "w", "route underretning"},
		{"referral", "enter", "route forward"},
	} {
		onBridge(t, wide, words.Danish, x.tab, func(t *testing.T, _ *sample.Sample, _ *sample.Bridged, d *tuitest.Driver) {
			d.Press(x.key)
			d.Wants(x.opens)
		})
	}
	onBridge(t, wide, words.Danish, "consent", func(t *testing.T, _ *sample.Sample, _ *sample.Bridged, d *tuitest.Driver) {
		d.Press("down", "t")
		d.Wants("route withdraw")
	})
}

func TestAnEndedReferralIsNotMovedOnAndAWithdrawnConsentSaysWhomToTell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := fakestore.New()
		p := sample.Fill(t, s)
		x := sample.Bridge(t, s, p)
		for _, look := range []struct {
			tab   string
			entry cases.EntryID
			key   string
			wants string
		}{
			{"referral", x.Declined, "m", "Henvisningen er slut."},
			{"referral", x.Underretning, "m", "Stil markøren på en henvisning."},
			{"referral", x.Underretning, "r", "route underretning"},
			{"consent", x.Withdrawn, "enter", "route told"},
			{"consent", x.Withdrawn, "t", "Samtykket er trukket tilbage."},
			{"consent", x.Ended, "r", "route consent"},
		} {
			d := tuitest.Start(t, app(newDesk(t, s, words.Danish), desk.CaseArg{ID: p.Karim, Tab: look.tab, Entry: look.entry}), wide)
			d.Press(look.key)
			d.Wants(look.wants)
			d.Stop()
		}
	})
}
