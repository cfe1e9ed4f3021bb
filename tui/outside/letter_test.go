package outside_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/paper"
	"brobygger/tui"
	"brobygger/tui/desk"
	"brobygger/tui/frame"
	draw "brobygger/tui/paper"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/sample"
	"brobygger/tui/words"
)

// lettering starts the program and shows the letter of one of Karim's referrals.
func (th *theater) lettering(size frame.Size, of func(*theater, *sample.Bridged) cases.EntryID) (*tuitest.Driver, cases.EntryID) {
	th.t.Helper()
	entry := of(th, sample.Bridge(th.t, th.store, th.Sample))
	_, d := th.run(size)
	d.Send(tui.Open{Route: desk.RouteLetter, Arg: desk.ThingArg{Case: th.Karim, Entry: entry}})
	return d, entry
}

// considered is a referral that a consent covers, to the job centre.
func (th *theater) considered(b *sample.Bridged) cases.EntryID {
	return th.Do(th.Karim, sample.At(12, 4, 9, 0), func(c *cases.Case) (cases.Write, error) {
		on := calendar.Date{Year: 2026, Month: 12, Day: 4}
		return c.AddReferral(cases.ReferralInput{To: c.Consent(b.Valid).To, Keys: []string{cases.ArenaJob}, Purpose: "et fritidsjob til foråret"}, on, on)
	})
}

func (th *theater) refused(b *sample.Bridged) cases.EntryID { return b.Against }

func TestTheLetterOfAReferral(t *testing.T) {
	for _, l := range words.Languages() {
		for _, size := range []frame.Size{{Width: 80, Height: 24}, {Width: 120, Height: 30}, {Width: 140, Height: 40}} {
			for name, of := range map[string]func(*theater, *sample.Bridged) cases.EntryID{"letter": (*theater).considered, "letter-refused": (*theater).refused} {
				synctest.Test(t, func(t *testing.T) {
					th := newTheater(t, l)
					d, _ := th.lettering(size, of)
					tuitest.Check(t, d.Frame(), size, l, append(texts(), "Jeg er for det meste hjemme", "Børne- og familieafdelingen")...)
					tuitest.Golden(t, fmt.Sprintf("%s-%s-%dx%d", name, l, size.Width, size.Height), d.Frame())
				})
			}
		}
	}
}

func TestALetterIsWrittenAndTheReferralSent(t *testing.T) {
	for _, answer := range []string{"j", "n"} {
		on(t, func(t *testing.T, th *theater) {
			d, entry := th.lettering(normal, (*theater).considered)
			d.Wants("BREV · Karim F. · 26-7RQ4", "kommer til at ligge ulåst", folder+"/letter-26-7RQ4-2026-12-07.pdf", "Udeladt:", "skridt", "Noter er ikke med", "Intet er skrevet endnu.")
			before := len(th.Case(th.Karim).Disclosures)
			d.Press("enter")
			d.Wants("Sendt i dag?")
			path := folder + "/letter-26-7RQ4-2026-12-07.pdf"
			if !bytes.HasPrefix(th.out.Data(path), []byte("%PDF-")) {
				t.Fatalf("%q", th.lying())
			}
			d.Press(answer)
			c := th.Case(th.Karim)
			state, ledger := c.Referral(entry).State, len(c.Disclosures)-before
			if sent := answer == "j"; sent != (state == cases.ReferralSent) || sent != (ledger == 1) {
				t.Errorf("%s: %s, %d lines in the ledger", answer, state, ledger)
			}
			if answer == "j" {
				d.Wants("står som sendt i dag")
			}
			d.Press("v")
			d.Wants(" brev ")
		})
	}
}

func TestNotesAreTakenAlongWhenAskedFor(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		th.Note(th.Karim, sample.At(12, 2, 12, 0), cases.ContactForm{Channel: cases.ChannelVisit, Met: sample.Yes(), Arenas: []string{cases.ArenaJob}, Text: "Qvaxnote om jobbet"})
		th.Note(th.Karim, sample.At(12, 2, 13, 0), cases.ContactForm{Channel: cases.ChannelVisit, Met: sample.Yes(), Arenas: []string{cases.ArenaJob, cases.ArenaFamily}, Text: "Qvaxhjemme om begge"})
		d, _ := th.lettering(frame.Size{Width: 120, Height: 60}, (*theater).considered)
		d.Lacks("Qvax")
		d.Press("m")
		d.Wants("Qvaxnote om jobbet", "Noter er med")
		d.Lacks("Qvaxhjemme")
		d.Press("m")
		d.Lacks("Qvax")
	})
}

// A letter that no consent covers is neither written nor copied, and the sentence
// says what is missing and that an underretning needs none.
func TestALetterWithoutConsent(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		d, _ := th.lettering(normal, (*theater).refused)
		d.Wants("Der mangler samtykke til Børne- og familieafdelingen", "underretning kræver ikke samtykke")
		for _, key := range []string{"enter", "t", "a", "c"} {
			d.Press(key)
			d.Wants("BREV")
		}
		if len(th.lying()) != 0 || d.Clipboard() != "" {
			t.Errorf("%q, %q", th.lying(), d.Clipboard())
		}
	})
}

func TestAReferralThatIsNotThere(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		_, d := th.run(normal)
		d.Send(tui.Open{Route: desk.RouteLetter, Arg: desk.ThingArg{Case: th.Karim, Entry: th.Call}})
		d.Wants("BREV", "streget ud")
		d.Press("m", "enter", "c", "esc")
		d.Wants("I DAG")
	})
}

func TestTheTemplateOfTheLetter(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		_, d := th.run(normal)
		command(d, "brevskabelon")
		d.Wants("BREVSKABELON", "{modtager}", "{indhold}")
		d.Press("ctrl+home")
		d.Type("{fejl} ")
		d.Press("ctrl+s")
		d.Wants("{fejl} findes ikke.")
		d.Press("ctrl+home", "ctrl+delete", "ctrl+delete")
		for range 30 {
			d.Press("delete")
		}
		d.Press("ctrl+s")
		if own := th.store.Settings().Templates[paper.TemplateReferral]; !strings.Contains(own, "{indhold}") || strings.Contains(own, "fejl") {
			t.Fatalf("%q", own)
		}
		command(d, "brevskabelon")
		d.Press("f2")
		d.Type("standardteksten")
		d.Press("enter", "ctrl+s")
		if own, ok := th.store.Settings().Templates[paper.TemplateReferral]; ok {
			t.Errorf("after the standard text came back: %q", own)
		}
	})
}

func TestTheOwnTemplateIsUsed(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		set := th.store.Settings()
		set.Templates = map[string]string{paper.TemplateReferral: "Kære {modtager}\n{indhold}\nHilsen {afsender}"}
		if err := th.store.PutSettings(t.Context(), set); err != nil {
			t.Fatal(err)
		}
		d, _ := th.lettering(normal, (*theater).considered)
		d.Wants("Kære Jobcenter Brohøj")
		d.Press("t", "n")
		if text := string(th.out.Data(folder + "/letter-26-7RQ4-2026-12-07.txt")); !strings.Contains(text, "Hilsen Amira Noor") {
			t.Errorf("%q", text)
		}
	})
}

func TestThePapersOfConsentsAreShown(t *testing.T) {
	on(t, func(t *testing.T, th *theater) {
		sample.Bridge(t, th.store, th.Sample)
		_, d := th.run(normal)
		for what, want := range map[string]string{paper.WhatConsents: "HVAD HAR JEG SAGT JA TIL?", paper.WhatLedger: "HVAD VI HAR GIVET VIDERE"} {
			d.Send(tui.Open{Route: desk.RoutePrint, Arg: desk.PrintArg{Case: th.Karim, What: what}})
			d.Wants(want, "kommer til at ligge ulåst")
			d.Press("enter")
			if !bytes.HasPrefix(th.out.Data(folder+"/"+what+"-26-7RQ4-2026-12-07.pdf"), []byte("%PDF-")) {
				t.Errorf("%q", th.lying())
			}
			d.Press("esc")
		}
	})
}

func TestTemplatesThatAreRefused(t *testing.T) {
	for _, l := range words.Languages() {
		w, err := words.Load(l)
		if err != nil {
			t.Fatal(err)
		}
		if err := paper.CheckTemplate(draw.DefaultTemplate(w)); err != nil {
			t.Errorf("%s: %v", l, err)
		}
	}
}
