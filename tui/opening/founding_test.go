package opening_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/tui/door"
	"brobygger/tui/tuitest/fakedoor"
)

// mostKeys is how many keys beside typed text it may take from a clean computer
// to I dag; the rest of the forty to the first saved note is the note's.
const mostKeys = 25

func TestANewVault(t *testing.T) {
	d := fakedoor.New()
	d.Takes = 2 * time.Second
	at(t, d, func(p *person) {
		p.never = []string{"Gemt"}
		p.Press("3")
		p.Wants("trin 1 af 4", "Intet er gemt endnu")
		p.Type("Amira Noor")
		p.Press("tab", "m", "tab")
		p.Type("Åparken")
		p.Press("enter")
		p.Wants("trin 2 af 4", fakedoor.Passphrase)
		p.Type(fakedoor.Passphrase)
		p.Press("enter", "enter")
		p.Wants("trin 3 af 4", "vises kun nu", "1  T4H5 0Z6D", "4  Q8UT MX4Z", "8  2V")
		p.never = append(p.never, fakedoor.Passphrase)
		p.Type("Mette Holm og Vagn Lund")
		p.Press("enter")
		p.Type("pengeskabet på kontoret")
		p.Press("enter")
		p.Wants("trin 4 af 4")
		p.Lacks(fakedoor.Paper()...)
		p.Type(paper)
		if got := strings.Count(p.Frame(), " ok"); got != 8 {
			t.Errorf("%d groups are marked right:\n%s", got, p.Frame())
		}
		p.Press("enter")
		p.Wants("Laver arkivet …")
		if _, made := d.Made(); made {
			t.Error("it was made before its time")
		}
		p.Wait(3 * time.Second)
		p.Wants("I DAG")
		t.Logf("%d keys from a clean computer to I dag", p.keys)
		if p.keys > mostKeys {
			t.Errorf("%d keys", p.keys)
		}
		form, _ := d.Made()
		want := door.Form{Name: "Amira Noor", Team: "Åparken", Roles: []cases.MemberRole{cases.MemberMentor}, KeyInVault: true,
			Passphrase: []byte(fakedoor.Passphrase), Holders: "Mette Holm og Vagn Lund", Place: "pengeskabet på kontoret"}
		if fmt.Sprintf("%+v", form) != fmt.Sprintf("%+v", want) {
			t.Errorf("the vault is made with\n%+v, want\n%+v", form, want)
		}
		if got := d.Opened(); !slices.Equal(got, []string{"/home/amira/Brobygger"}) {
			t.Errorf("opened %q", got)
		}
		if d.Forgotten() != 0 {
			t.Error("the keys of the vault were forgotten")
		}
	})
}

// TestEscKeepsWhatWasTyped: a step back and on again, and everything is as it
// was; only giving it up asks.
func TestEscKeepsWhatWasTyped(t *testing.T) {
	at(t, fakedoor.New(), func(p *person) {
		toBack(p)
		p.Type("t4h5 0z6d p37j")
		p.Press("esc")
		p.Wants("trin 3 af 4", "T4H5 0Z6D", "[Mette Holm og Vagn Lund", "[pengeskabet på kontoret")
		p.Press("esc")
		p.Wants("trin 2 af 4", "[••••••", "(skjult: F4 eller Ctrl+R viser dem)")
		p.Lacks("banan")
		p.Press("esc")
		p.Wants("trin 1 af 4", "[Amira Noor", "[m mentor]", "[Åparken")
		p.Press("enter") // the cursor is where it was left, in the last field
		p.Wants("trin 2 af 4")
		p.Press("enter")
		p.Wants("trin 3 af 4")
		p.Press("enter")
		p.Wants("trin 4 af 4", "[t4h5 0z6d p37j")
		p.Press("esc", "esc", "esc", "esc")
		p.Wants("Vil du opgive det nye arkiv?")
		p.Press("n")
		p.Wants("trin 1 af 4", "[Amira Noor")
		p.Press("esc", "j")
		p.Wants("Velkommen")
		if p.door.Forgotten() != 1 {
			t.Error("the keys that were drawn are still there")
		}
		p.Press("3")
		p.Wants("Dit navn  [     ")
	})
	// Nothing typed is nothing to ask about.
	at(t, fakedoor.New(), func(p *person) {
		p.Press("3", "esc")
		p.Wants("Velkommen")
		if p.door.Forgotten() != 1 {
			t.Error("the keys that were drawn are still there")
		}
	})
	// A name that was taken out again is still a nødnøgle on paper.
	at(t, fakedoor.New(), func(p *person) {
		toShow(p)
		p.Press("esc", "esc", "shift+tab", "shift+tab", "ctrl+u", "tab", "m", "tab", "ctrl+u", "esc")
		p.Wants("Vil du opgive det nye arkiv?")
	})
}

func TestWho(t *testing.T) {
	at(t, fakedoor.New(), func(p *person) {
		p.Press("3", "tab", "tab", "enter")
		p.Wants("trin 1 af 4", "! Skal udfyldes.", "! Tryk mindst ét bogstav.")
		p.Type("Amira")
		p.Lacks("!")
		p.Press("tab", "s", "l", "enter", "enter")
		p.Wants("trin 2 af 4")
		p.Press("esc")
		p.Wants("[s social vicevært]", "[l leder]")
	})
}

func TestThePassphraseOfANewVault(t *testing.T) {
	six := "en to tre fire fem seks"
	for _, c := range []struct {
		name string
		do   func(p *person)
		want string // step 3 if empty
	}{
		{"the proposed one", func(p *person) { p.Type(fakedoor.Passphrase); p.Press("enter", "enter") }, ""},
		{"with blanks as they fall", func(p *person) {
			p.Type(" " + strings.Replace(fakedoor.Passphrase, " ", "  ", 2) + " ")
			p.Press("enter", "enter")
		}, ""},
		{"nothing", func(p *person) { p.Press("enter", "enter") }, "! Skal udfyldes."},
		{"not all of it", func(p *person) { p.Type("banan sommer lampe cykel vindue"); p.Press("enter", "enter") }, "! Skriv alle de foreslåede ord."},
		{"nearly all of it", func(p *person) { p.Type(fakedoor.Passphrase); p.Press("backspace", "enter", "enter") }, "! Skriv alle de foreslåede ord."},
		{"own", func(p *person) { p.Type(six); p.Press("enter"); p.Type(six); p.Press("enter", "enter") }, ""},
		{"own, with other blanks", func(p *person) { p.Type(six); p.Press("enter"); p.Type("  " + six + " "); p.Press("enter", "enter") }, ""},
		{"own, once", func(p *person) { p.Type(six); p.Press("enter", "enter", "enter") }, "! Skal udfyldes."},
		{"own, another", func(p *person) { p.Type(six); p.Press("enter"); p.Type(six + "x"); p.Press("enter", "enter") }, "! De to er ikke ens."},
		{"too short", func(p *person) {
			p.Type("min hemmelighed")
			p.Press("enter")
			p.Type("min hemmelighed")
			p.Press("enter", "enter")
		}, "! For kort: mindst seks ord eller 30 tegn."},
		{"four words with a copy", func(p *person) {
			p.Type("en to tre fire")
			p.Press("enter")
			p.Type("en to tre fire")
			p.Press("enter", "enter")
		}, "! For kort: mindst seks ord eller 30 tegn."},
		{"four words without a copy", func(p *person) {
			p.Type("en to tre fire")
			p.Press("enter")
			p.Type("en to tre fire")
			p.Press("enter", "n", "enter")
		}, ""},
		{"three words without a copy", func(p *person) {
			p.Type("en to tre")
			p.Press("enter")
			p.Type("en to tre")
			p.Press("enter", "n", "enter")
		}, "! For kort: mindst fire ord eller 20 tegn."},
	} {
		t.Run(c.name, func(t *testing.T) {
			at(t, fakedoor.New(), func(p *person) {
				toWords(p)
				p.never = []string{six, "hemmelighed", "en to tre"}
				c.do(p)
				if c.want != "" {
					p.Wants("trin 2 af 4", c.want)
					p.Lacks("trin 3")
				} else {
					p.Wants("trin 3 af 4")
					p.Lacks("banan")
				}
			})
		})
	}
}

// TestWhatIsSecretOnThePage: one key shows all of it, and hides all where all is
// shown.
func TestWhatIsSecretOnThePage(t *testing.T) {
	for _, reveal := range []string{"f4", "ctrl+r"} {
		at(t, fakedoor.New(), func(p *person) {
			toWords(p)
			p.Wants(fakedoor.Passphrase)
			p.Press(reveal)
			p.Lacks("banan")
			p.Wants("(skjult: F4 eller Ctrl+R viser dem)")
			p.Press(reveal)
			p.Wants(fakedoor.Passphrase)
			p.Type("min helt egen")
			p.Lacks("helt egen")
			p.Press(reveal)
			p.Wants("[min helt egen", fakedoor.Passphrase)
			p.Press(reveal)
			p.Lacks("helt egen", "banan")
			p.Press(reveal)
			p.Wants("[min helt egen", fakedoor.Passphrase)
			p.Press("tab") // what has no cursor is hidden
			p.Lacks("helt egen")
			p.Wants("Skriv den igen  [")
		})
	}
}

func TestOtherWords(t *testing.T) {
	at(t, fakedoor.New(), func(p *person) {
		toWords(p)
		p.Type("banan som")
		p.Press("f5")
		second := "sommer lampe cykel vindue regnvejr banan"
		p.Wants(second, "[     ")
		p.Lacks("•", "Skriv den igen")
		p.Press("f4", "ctrl+t") // new words are there to be read
		third := "lampe cykel vindue regnvejr banan sommer"
		p.Wants(third)
		p.Type("min egen")
		p.Press("f5") // what is one's own stays
		p.Wants("Skriv den igen", "[••••••••  ")
		p.Press("ctrl+u")
		p.Type("cykel vindue regnvejr banan sommer lampe")
		p.Lacks("Skriv den igen")
		p.Press("enter", "enter")
		p.Wants("trin 3 af 4")
	})
}

func TestTheCode(t *testing.T) {
	for _, reveal := range []string{"f4", "ctrl+r"} {
		at(t, fakedoor.New(), func(p *person) {
			toShow(p)
			p.Type("Mette")
			p.Press(reveal)
			p.Wants("██ ▄▀█ ▄▀█", "Det er hele nødnøglen.", "trin 3 af 4")
			p.Lacks(fakedoor.Paper()...)
			p.Type("xyz") // there is no field to type it in
			p.Press("tab", reveal)
			p.Wants("T4H5 0Z6D", "[Mette  ")
			p.Press(reveal, "esc")
			p.Wants("T4H5 0Z6D", "trin 3 af 4")
			p.Press(reveal)
			p.Resize(40, 12)
			p.Wants("QR-koden kræver et vindue på 35 tegn")
			p.Resize(80, 24)
			p.Press("enter")
			p.Wants("trin 4 af 4")
			p.Lacks("█")
			p.Press("esc")
			p.Wants("T4H5 0Z6D", "[Mette  ")
		})
	}
}

func TestTypedBackFromPaper(t *testing.T) {
	groups := strings.Split(paper, " ")
	change := func(i int, to string) string {
		g := slices.Clone(groups)
		g[i] = to
		return strings.Join(g, " ")
	}
	for _, c := range []struct{ typed, want string }{
		{"", "! Skriv nøglen fra papiret."},
		{strings.Join(groups[:5], " "), "! Se efter i gruppe 3, 4, 5, 6, 7 og 8."},
		{change(2, "p37x"), "! Se efter i gruppe 2."},
		{strings.Replace(change(2, "p37x"), "4gj5", "4gjs", 1), "! Se efter i gruppe 2 og 7."},
		{strings.Repeat("qqqq ", 15), "! Det er ikke den nøgle, der blev vist."},
	} {
		at(t, fakedoor.New(), func(p *person) {
			toBack(p)
			p.Type(c.typed)
			p.Press("enter")
			p.Wants("trin 4 af 4", c.want)
			if _, made := p.door.Made(); made {
				t.Errorf("%q makes a vault", c.typed)
			}
			p.Type("x")
			p.Lacks("!")
		})
	}
	at(t, fakedoor.New(), func(p *person) {
		toBack(p)
		p.Type("t4h5 0z6x p3")
		p.Wants("1  T4H5 0Z6X se efter", "2  P3·· ····", "8  ··")
		p.Press("ctrl+u")
		p.Paste(strings.ToUpper(strings.Join(groups, "-")) + "\r\n")
		p.Press("enter")
		p.Wants("I DAG")
	})
}

// TestKeysWhileTheVaultIsMade go nowhere, and Esc says why it does nothing.
func TestKeysWhileTheVaultIsMade(t *testing.T) {
	d := fakedoor.New()
	d.Takes = 10 * time.Second
	at(t, d, func(p *person) {
		toBack(p)
		p.Type(paper)
		p.Press("enter", "enter", "tab", "x")
		p.Paste("indsat")
		p.Wants("Laver arkivet …")
		p.Press("esc")
		p.Wants("kan ikke afbrydes")
		p.Lacks("trin 3", "Vil du opgive")
		p.Wait(11 * time.Second)
		p.Wants("I DAG")
		if len(p.stores) != 1 {
			t.Errorf("%d vaults", len(p.stores))
		}
	})
}

// TestTheFolderCannotBeWritten: nobody who has the nødnøgle on paper begins anew
// because of a folder.
func TestTheFolderCannotBeWritten(t *testing.T) {
	for err, want := range map[error]string{
		cases.ErrNoPermission: "! Brobygger må ikke læse og skrive i mappen.",
		cases.ErrDiskFull:     "! Disken er fuld.",
		cases.ErrNotWritten:   "! Der kunne ikke skrives i mappen.",
		door.ErrTaken:         "! I mappen ligger der allerede et arkiv",
		errors.New("strange"): "! Det lykkedes ikke.",
	} {
		d := fakedoor.New()
		d.MakeErr = fmt.Errorf("make vault: %w", err)
		at(t, d, func(p *person) {
			toBack(p)
			p.Type(paper)
			p.Press("enter")
			p.Wants(want, "Mappe        [/home/amira/Brobygger")
			p.Press("enter") // again, in the same folder
			p.Wants(want)
			p.Press("ctrl+u", "enter")
			p.Wants("! Skal udfyldes.")
			p.Type("/media/usb/Arkiv")
			p.Lacks("!")
			p.Press("enter")
			p.Wants("I DAG")
			form, _ := d.Made()
			if string(form.Passphrase) != fakedoor.Passphrase || form.Name != "Amira Noor" {
				t.Errorf("something was lost on the way: %+v", form)
			}
			if got := d.Opened(); !slices.Equal(got, []string{"/media/usb/Arkiv"}) {
				t.Errorf("made in %q", got)
			}
		})
	}
	// A slip that only the real opening finds is a slip on paper, not a folder.
	d := fakedoor.New()
	d.MakeErr = door.ErrTypo
	at(t, d, func(p *person) {
		toBack(p)
		p.Type(paper)
		p.Press("enter")
		p.Wants("! Det er ikke den nøgle, der blev vist.")
		p.Lacks("Mappe  ")
	})
}

// Enter in a field that must be filled in stays there: what is typed next would
// else choose in the field that follows.
func TestEnterInAnEmptyFieldStaysThere(t *testing.T) {
	at(t, fakedoor.New(), func(p *person) {
		toWho(p)
		p.Press("enter")
		p.Wants("trin 1 af 4", "! Skal udfyldes.")
		p.Type("Amira Noor")
		p.Lacks("! Skal")
		p.Wants("[Amira Noor")
		p.Press("enter", "enter")
		p.Wants("! Tryk mindst ét bogstav.")
		p.Press("m", "enter", "enter")
		p.Wants("trin 2 af 4")
		p.Press("enter", "enter")
		p.Wants("trin 2 af 4", "! Skal udfyldes.", "[j Ja, i arkivet]")
		p.Type(fakedoor.Passphrase)
		p.Wants("[j Ja, i arkivet]")
		p.Press("enter", "enter")
		p.Wants("trin 3 af 4")
	})
	// The second time, too; but what is too short is told first.
	at(t, fakedoor.New(), func(p *person) {
		toWords(p)
		p.Type("en to tre fire fem seks")
		p.Press("enter", "enter")
		p.Wants("! Skal udfyldes.")
		p.Type("en to tre fire fem seks")
		p.Wants("[j Ja, i arkivet]")
		p.Press("enter", "enter")
		p.Wants("trin 3 af 4")
	})
	at(t, fakedoor.New(), func(p *person) {
		toWords(p)
		p.Type("en to")
		p.Press("enter", "enter")
		p.Wants("! For kort")
	})
}

func TestTheHelpOfThePassphraseEndsInASentence(t *testing.T) {
	at(t, fakedoor.New(), func(p *person) {
		toWords(p)
		p.Press("f1")
		p.Wants("kan huske dem. Du kan også finde")
		p.Lacks("huske dem:")
		p.Press("pgdown", "up", "up", "up", "up")
		p.Wants("Ctrl+W,", "Ctrl+Backspace")
	})
}
