package bridge_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"brobygger/cases"
	"brobygger/tui"
	"brobygger/tui/bridge"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/tuitest/stage"
	"brobygger/tui/words"
)

var (
	normal = frame.Size{Width: 80, Height: 24}
	sizes  = []frame.Size{normal, {Width: 120, Height: 30}, {Width: 140, Height: 40}}
)

type clock struct{ now func() time.Time }

func (c clock) Now() time.Time { return c.now() }

// vault is Karim's case with what stands between it and others.
type vault struct {
	t testing.TB
	s *fakestore.Store
	p *sample.Sample
	x *sample.Bridged
	d *desk.Desk
}

func newVault(t testing.TB, l words.Language) *vault {
	t.Helper()
	w, err := words.Load(l)
	if err != nil {
		t.Fatal(err)
	}
	s := fakestore.New()
	v := &vault{t: t, s: s, p: sample.Fill(t, s)}
	v.x = sample.Bridge(t, s, v.p)
	v.d = desk.New(&tui.Env{Words: w, Clock: clock{s.Clock}, User: "Amira"}, s)
	return v
}

func (v *vault) route(route string, arg any) tui.Screen { return bridge.Route(v.d, route, arg) }

func (v *vault) open(size frame.Size, route string, arg any) *tuitest.Driver {
	v.t.Helper()
	return tuitest.Start(v.t, tui.New(tui.Options{Env: v.d.Env, Start: stage.Over(v.d, v.p.Karim, v.route(route, arg)), Routes: v.route, NoColor: true}), size)
}

func (v *vault) karim() *cases.Case { return v.p.Case(v.p.Karim) }

func (v *vault) thing(id cases.EntryID) desk.ThingArg {
	return desk.ThingArg{Case: v.p.Karim, Entry: id}
}

// on runs a test at a desk with Karim's case.
func on(t *testing.T, do func(t *testing.T, v *vault)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { do(t, newVault(t, words.Danish)) })
}

// press presses keys; one that begins with an apostrophe is typed.
func press(d *tuitest.Driver, keys ...string) {
	for _, k := range keys {
		if text, ok := strings.CutPrefix(k, "'"); ok {
			d.Type(text)
			continue
		}
		d.Press(k)
	}
}

func screen(d *tuitest.Driver) string { return d.Frame() }

func TestWhatNoConsentCoversIsRefusedAndCanBeConsentedToAndSent(t *testing.T) {
	on(t, func(t *testing.T, v *vault) {
		d := v.open(normal, desk.RouteForward, v.thing(v.x.Considered))
		press(d, "s", "ctrl+s")
		d.Wants("Der mangler samtykke til Brohøj Boldklub: Fritiden.")
		if strings.Contains(screen(d), "En underretning kræver ikke samtykke") {
			t.Error("a club is taken for a public authority")
		}
		if got := v.karim().Referral(v.x.Considered).State; got != cases.ReferralConsidered {
			t.Fatalf("the refused referral is %s", got)
		}
		press(d, "n", "'en plads på holdet", "tab", "'Karim", "tab", "m", "ctrl+s")
		x := v.karim().Consents[len(v.karim().Consents)-1]
		if x.To.ID != v.x.Club || len(x.Scope) != 1 || x.Scope[0] != cases.ArenaLeisure || x.GivenBy != cases.WhoPerson || x.Form != cases.ConsentOral {
			t.Fatalf("the consent written from the refusal is %+v\n%s", x, screen(d))
		}
		d.Wants("HENVISNING VIDERE")
		press(d, "ctrl+s")
		if got := v.karim().Referral(v.x.Considered); got.State != cases.ReferralSent {
			t.Fatalf("it is %s after the consent\n%s", got.State, screen(d))
		}
	})
}

func TestTowardAnAuthorityTheRefusalSaysThatAnUnderretningNeedsNoConsent(t *testing.T) {
	on(t, func(t *testing.T, v *vault) {
		d := v.open(normal, desk.RoutePassOn, desk.BridgeArg{Case: v.p.Karim, To: cases.Recipient{ID: v.x.Family, Name: "Børne- og familieafdelingen"}, Keys: []string{cases.ArenaFamily}})
		press(d, "tab", "tab", "b", "ctrl+s")
		d.Wants("Der mangler samtykke til Børne- og familieafdelingen: Familien.")
		d.Wants("En underretning kræver ikke samtykke. Er du bekymret for et barn, så tryk w.")
		press(d, "w")
		d.Wants("NY UNDERRETNING")
		d.Wants("Børne- og familieafdelingen")
		n := len(v.karim().Underretninger)
		press(d, "ctrl+s")
		if got := v.karim().Underretninger; len(got) != n+1 || got[n].To != "Børne- og familieafdelingen" {
			t.Fatalf("the underretninger are %+v", got)
		}
	})
}

func TestAWithdrawalLeadsToWhomToTell(t *testing.T) {
	on(t, func(t *testing.T, v *vault) {
		d := v.open(normal, desk.RouteWithdraw, v.thing(v.x.Extended))
		press(d, "ctrl+s")
		if v.karim().Consent(v.x.Extended).Withdrawn.IsZero() {
			t.Fatal("the consent stands")
		}
		d.Wants("FORTÆL DET TIL")
		d.Wants("Lone Vestergård")
		press(d, "enter")
	})
}

func TestGolden(t *testing.T) {
	for _, l := range words.Languages() {
		for _, size := range sizes {
			for _, x := range []struct {
				name, route string
				arg         func(v *vault) any
				keys        []string
			}{
				{"agreed", desk.RouteAgreed, func(v *vault) any { return v.p.Karim }, nil},
				{"told", desk.RouteTold, func(v *vault) any { return v.thing(v.x.Withdrawn) }, nil},
				{"refusal", desk.RoutePassOn, func(v *vault) any {
					return desk.BridgeArg{Case: v.p.Karim, To: cases.Recipient{ID: v.x.Family, Name: "Børne- og familieafdelingen"}, Keys: []string{cases.ArenaFamily, cases.ThemeHealth}}
				}, []string{"tab", "tab", "b", "ctrl+s"}},
				{"consent", desk.RouteConsent, func(v *vault) any { return v.thing(v.x.Valid) }, nil},
				{"forward", desk.RouteForward, func(v *vault) any { return v.thing(v.x.Considered) }, []string{"s"}},
				{"underretning", desk.RouteUnderretning, func(v *vault) any { return v.thing(v.x.Underretning) }, nil},
			} {
				name := fmt.Sprintf("%s-%s-%dx%d", x.name, l, size.Width, size.Height)
				t.Run(name, func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						v := newVault(t, l)
						d := v.open(size, x.route, x.arg(v))
						keys := x.keys
						if l == words.English && x.name == "refusal" {
							keys = []string{"tab", "tab", "l", "ctrl+s"}
						}
						press(d, keys...)
						tuitest.Golden(t, name, d.Frame())
					})
				})
			}
		}
	}
}
