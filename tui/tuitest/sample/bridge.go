package sample

import (
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/tui/tuitest/fakestore"
)

// Bridged is what there is to find between Karim and others.
type Bridged struct {
	// Services of the directory. Jobcenter and Family are public authorities.
	Jobcenter, Family, LeisureJob, Debt, Club cases.EntryID
	// Consents: to the job centre until summer, to LeisureJob within 14 days, to
	// the club until last month, to Family withdrawn, to Lone (of the network)
	// extended, and to a name with a scope in two versions.
	Valid, Ends, Ended, Withdrawn, Extended, TwoVersions cases.EntryID
	// Referrals: to the club, to the job centre without an answer for 20 days, to
	// LeisureJob, to Debt (declined), and to Family, sent while the withdrawal was
	// on its way.
	Considered, Sent, Started, Declined, Against cases.EntryID
	// Disclosures by telephone: to Lone, and to Family on the consent that was
	// withdrawn later. What the referrals sent stands in the ledger beside them.
	Phone, Told cases.EntryID
	// Underretning waits for its receipt until tomorrow.
	Underretning cases.EntryID
}

// Bridge writes the directory of services and what stands between Karim and
// others, for those who show it. Fill has made the case; Plan may have written
// its plan.
func Bridge(t testing.TB, s *fakestore.Store, p *Sample) *Bridged {
	t.Helper()
	if p.s != s {
		t.Fatal("the sample is of another store")
	}
	w := &planner{Sample: p, id: p.Karim}
	out := &Bridged{}
	w.services(out)
	w.consents(out)
	w.referrals(out)
	yes := true
	out.Underretning = w.do(At(11, 30, 15, 0), func(c *cases.Case) (cases.Write, error) {
		return c.AddUnderretning(cases.UnderretningInput{To: "Børne- og familieafdelingen", On: day(11, 30), ToldFamily: &yes}, day(11, 30))
	})
	w.against(out)
	return out
}

func (w *planner) services(out *Bridged) {
	w.t.Helper()
	for _, x := range []struct {
		id *cases.EntryID
		f  cases.ServiceForm
	}{
		{&out.Jobcenter, cases.ServiceForm{Name: "Jobcenter Brohøj", Unit: "Beskæftigelse", Keys: []string{cases.ArenaJob}, Phone: "00 10 20 01",
			Mail: "jobcenter@brohoej.example", Hours: "hverdage 9-14", For: "ledige, og unge sammen med KUI", KLE: "15.00.00", Authority: true}},
		{&out.Family, cases.ServiceForm{Name: "Børne- og familieafdelingen", Unit: "Børn og unge", Keys: []string{cases.ArenaFamily}, Phone: "00 10 20 04",
			Mail: "familie@brohoej.example", Hours: "hverdage 8-15", For: "børn, unge og forældre", Authority: true}},
		{&out.LeisureJob, cases.ServiceForm{Name: "Fritidsjobvejledningen", Unit: "Kultur og fritid", Keys: []string{cases.ArenaLeisure, cases.ArenaJob},
			Phone: "00 10 20 13", Mail: "fritidsjob@brohoej.example", Hours: "man-tors 14-18", For: "13-17 år"}},
		{&out.Debt, cases.ServiceForm{Name: "Gældsrådgivningen", Unit: "Frivillig", Keys: []string{cases.ThemeMoney}, Phone: "00 10 20 10",
			Mail: "gaeld@brohoej.example", Hours: "tirs 16-19", For: "alle"}},
		{&out.Club, cases.ServiceForm{Name: "Brohøj Boldklub", Unit: "Forening", Keys: []string{cases.ArenaLeisure}, Phone: "00 10 20 14",
			Mail: "kontakt@bbk.example", Hours: "aftener", For: "alle børn og unge"}},
	} {
		d, err := w.s.Directory(w.t.Context())
		if err != nil {
			w.t.Fatal(err)
		}
		ch, err := d.Add(x.f)
		if err != nil {
			w.t.Fatal(err)
		}
		saved, err := w.s.SaveDirectory(w.t.Context(), ch)
		if err != nil {
			w.t.Fatal(err)
		}
		*x.id = saved.Entries[0][0]
	}
}

func (w *planner) consent(at time.Time, f cases.ConsentInput) cases.EntryID {
	w.t.Helper()
	f.On = calendar.Of(at)
	return w.do(at, func(c *cases.Case) (cases.Write, error) { return c.GiveConsent(f, calendar.Of(at)) })
}

func (w *planner) disclose(at time.Time, to cases.Recipient, note string, keys ...string) cases.EntryID {
	w.t.Helper()
	return w.do(at, func(c *cases.Case) (cases.Write, error) {
		return c.Disclose(cases.DisclosureInput{To: to, On: calendar.Of(at), What: "phone", Keys: keys, Note: note}, calendar.Of(at))
	})
}

// consents writes them, and what was told on two of them.
func (w *planner) consents(out *Bridged) {
	w.t.Helper()
	lone := cases.Recipient{ID: w.Lone, Name: "Lone Vestergård"}
	mother := string(w.Mother)
	out.Valid = w.consent(At(11, 2, 14, 0), cases.ConsentInput{To: out.jobcenter(), Scope: []string{cases.ArenaSchool, cases.ArenaJob}, Purpose: "et fritidsjob til foråret",
		GivenBy: mother, Form: cases.ConsentWritten, Evidence: "mappen på kontoret", Until: calendar.Date{Year: 2027, Month: 6, Day: 30}})
	out.Ends = w.consent(At(10, 12, 14, 0), cases.ConsentInput{To: out.leisureJob(), Scope: []string{cases.ArenaLeisure, cases.ArenaJob}, Purpose: "hjælp til ansøgning og samtale",
		GivenBy: cases.WhoPerson, Form: cases.ConsentOral, Until: On(15).Date})
	out.Ended = w.consent(At(8, 20, 15, 0), cases.ConsentInput{To: out.club(), Scope: []string{cases.ArenaLeisure}, Purpose: "en plads på holdet",
		GivenBy: mother, Form: cases.ConsentDigital, Evidence: "mail fra mor", Until: day(11, 20)})
	out.Withdrawn = w.consent(At(9, 21, 13, 0), cases.ConsentInput{To: out.family(), Scope: []string{cases.ArenaFamily}, Purpose: "støtte til hverdagen derhjemme",
		GivenBy: mother, Form: cases.ConsentWritten, Evidence: "mappen på kontoret"})
	out.Extended = w.consent(At(8, 24, 10, 0), cases.ConsentInput{To: lone, Scope: []string{cases.ArenaSchool}, Purpose: "fravær og lektier",
		Note: "Ikke det, der sker derhjemme.", GivenBy: cases.WhoPerson, Form: cases.ConsentOral, Until: day(11, 30)})
	w.do(At(11, 25, 10, 0), func(c *cases.Case) (cases.Write, error) {
		f := c.Consent(out.Extended).Input()
		f.Until = calendar.Date{Year: 2027, Month: 2, Day: 28}
		return c.EditConsent(out.Extended, f, day(11, 25))
	})
	out.TwoVersions = w.consent(At(11, 3, 16, 0), cases.ConsentInput{To: cases.Recipient{Name: "Ungdomsklubben Kajen"}, Scope: []string{cases.ArenaLeisure},
		Purpose: "hvem der kommer i klubben", GivenBy: cases.WhoPerson, Form: cases.ConsentOral})
	before := w.Case(w.id)
	form := before.Consent(out.TwoVersions).Input()
	form.Scope = []string{cases.ArenaStreet, cases.ArenaLeisure}
	mine, err := before.EditConsent(out.TwoVersions, form, On(3).Date)
	form.Scope = []string{cases.ArenaLeisure, cases.ArenaSchool}
	theirs, err2 := before.EditConsent(out.TwoVersions, form, On(3).Date)
	w.apart(At(12, 3, 15, 20), mine, err, At(12, 3, 16, 30), theirs, err2)
	out.Told = w.disclose(At(10, 8, 11, 0), out.family(), "at mor gerne vil have en samtale", cases.ArenaFamily)
	out.Phone = w.disclose(At(11, 27, 12, 0), lone, "aftalt at ringe om morgenen frem til jul", cases.ArenaSchool)
}

// apart saves what two wrote who had not seen each other's.
func (w *planner) apart(atMine time.Time, mine cases.Write, err error, atTheirs time.Time, theirs cases.Write, err2 error) {
	w.t.Helper()
	if err != nil || err2 != nil {
		w.t.Fatal(err, err2)
	}
	if _, err := w.s.SaveAt(atMine, mine); err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.s.SaveAs(atTheirs, theirs); err != nil {
		w.t.Fatal(err)
	}
}

func (w *planner) referral(at time.Time, f cases.ReferralInput) cases.EntryID {
	w.t.Helper()
	return w.do(at, func(c *cases.Case) (cases.Write, error) { return c.AddReferral(f, calendar.Of(at), calendar.Of(at)) })
}

func (w *planner) move(id cases.EntryID, at time.Time, to cases.ReferralState, note string) {
	w.t.Helper()
	w.do(at, func(c *cases.Case) (cases.Write, error) {
		return c.MoveReferral(id, cases.MoveInput{State: to, On: calendar.Of(at), Note: note}, calendar.Of(at))
	})
}

func (w *planner) referrals(out *Bridged) {
	w.t.Helper()
	out.Considered = w.referral(At(12, 1, 15, 0), cases.ReferralInput{To: out.club(), Keys: []string{cases.ArenaLeisure}, Purpose: "prøve en træning efter jul"})
	out.Sent = w.referral(At(11, 9, 10, 0), cases.ReferralInput{To: out.jobcenter(), Keys: []string{cases.ArenaJob}, Purpose: "et fritidsjob til foråret"})
	w.move(out.Sent, At(11, 17, 11, 30), cases.ReferralSent, "")
	out.Started = w.referral(At(10, 12, 14, 10), cases.ReferralInput{To: out.leisureJob(), Keys: []string{cases.ArenaJob}, Purpose: "ansøgning og øve samtale"})
	w.move(out.Started, At(10, 12, 14, 15), cases.ReferralAgreed, "Karim ringer selv, hvis jeg sidder ved siden af.")
	w.move(out.Started, At(10, 14, 9, 0), cases.ReferralSent, "")
	w.move(out.Started, At(10, 21, 9, 0), cases.ReferralReceived, "")
	w.move(out.Started, At(11, 10, 16, 0), cases.ReferralStarted, "Første møde holdt, vi fulgtes derhen.")
	out.Declined = w.referral(At(9, 28, 9, 0), cases.ReferralInput{To: out.debt(), Keys: []string{cases.ThemeMoney}, Purpose: "mors regninger"})
	w.move(out.Declined, At(10, 5, 9, 0), cases.ReferralDeclined, "De tager kun imod den, det handler om.")
	out.Against = w.referral(At(11, 16, 16, 0), cases.ReferralInput{To: out.family(), Keys: []string{cases.ArenaFamily}, Purpose: "støtte til hverdagen derhjemme"})
}

// against sends a referral while the withdrawal of its consent is on its way.
func (w *planner) against(out *Bridged) {
	w.t.Helper()
	before := w.Case(w.id)
	mine, err := before.MoveReferral(out.Against, cases.MoveInput{State: cases.ReferralSent, On: On(2).Date}, On(2).Date)
	theirs, err2 := before.WithdrawConsent(out.Withdrawn, On(3).Date, On(3).Date)
	w.apart(At(12, 2, 16, 0), mine, err, At(12, 3, 9, 0), theirs, err2)
}

func (b *Bridged) jobcenter() cases.Recipient {
	return cases.Recipient{ID: b.Jobcenter, Name: "Jobcenter Brohøj"}
}

func (b *Bridged) family() cases.Recipient {
	return cases.Recipient{ID: b.Family, Name: "Børne- og familieafdelingen"}
}

func (b *Bridged) leisureJob() cases.Recipient {
	return cases.Recipient{ID: b.LeisureJob, Name: "Fritidsjobvejledningen"}
}

func (b *Bridged) debt() cases.Recipient {
	return cases.Recipient{ID: b.Debt, Name: "Gældsrådgivningen"}
}

func (b *Bridged) club() cases.Recipient {
	return cases.Recipient{ID: b.Club, Name: "Brohøj Boldklub"}
}
