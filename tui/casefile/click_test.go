package casefile_test

import (
	"testing"

	"brobygger/tui"
	"brobygger/tui/tuitest"
	"brobygger/tui/tuitest/fakestore"
	"brobygger/tui/tuitest/sample"
)

func TestAClickOpensATabAndReads(t *testing.T) {
	run(t, wide, karim, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
		d.Send(tui.Mouse{On: true})
		for _, name := range []string{"Netværk", "Historik", "Kontakter", "Overblik", "Kontakter"} {
			d.Click(name)
			d.Wants("[" + name)
		}
		d.Click("ti 17-11")
		d.Wants("> ti 17-11")
		d.Click("telefon  ikke")
		d.Wants("> fr 04-12")
		d.Click("telefon  ikke")
		d.Lacks("> fr 04-12", "ti 17-11") // the text has the whole body
		d.Wants("Ringede to gange.")
	})
}

func TestAClickChoosesOnTheOverview(t *testing.T) {
	run(t, wide, karim, func(t *testing.T, _ *fakestore.Store, _ *sample.Sample, d *tuitest.Driver) {
		d.Send(tui.Mouse{On: true})
		d.Press("end", "up")
		d.Lacks("> 26-9MWG")
		d.Click("26-9MWG")
		d.Wants("> 26-9MWG")
		d.Click("26-9MWG")
		d.Wants("26-9MWG Sahra A.")
	})
}
