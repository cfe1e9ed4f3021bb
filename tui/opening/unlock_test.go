package opening_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"brobygger/cases"
	"brobygger/tui/door"
	"brobygger/tui/tuitest/fakedoor"
)

func TestUnlock(t *testing.T) {
	d := fakedoor.Situated(door.Sealed)
	d.Takes = 2 * time.Second
	at(t, d, func(p *person) {
		p.never = []string{"banan", "sommer", "regnvejr"}
		p.Wants("Lås op", "Brobygger", "/home/amira/Brobygger", "kan kun nødnøglen åbne", "[     ")
		p.Press("enter") // nothing typed is no try
		p.Lacks("Låser op", "!")
		p.Type("banan sommer")
		p.Wants("[••••••••••••  ")
		p.Press("enter")
		p.Wants("Låser op …")
		p.Lacks("•")
		p.Wait(3 * time.Second)
		p.Wants("! Kodesætningen passer ikke.", "[     ")
		p.Lacks("•")
		p.Type(fakedoor.Passphrase)
		p.Lacks("passer ikke")
		p.Press("enter")

		// What is typed while it works goes nowhere, now and later.
		p.Type("og så skriver jeg videre\n")
		p.Wait(3 * time.Second)
		p.Wants("I DAG")
		p.Lacks("videre")
		if len(p.stores) != 1 || len(d.Opened()) != 1 {
			t.Errorf("%d opened", len(d.Opened()))
		}
	})
}

func TestTypedWhileWorkingIsNotInTheFieldAfterwards(t *testing.T) {
	d := fakedoor.Situated(door.Sealed)
	d.Takes = 2 * time.Second
	at(t, d, func(p *person) {
		p.Type("forkert")
		p.Press("enter")
		p.Type("tastet imens")
		p.Paste("indsat imens")
		p.Press("enter", "f4")
		p.Wait(3 * time.Second)
		p.Wants("passer ikke", "[     ")
		p.Press("f4")
		p.Lacks("imens", "forkert", "•")
	})
}

// TestThePassphraseIsSeenOnlyWhenShown: F4 shows it, F4 and leaving hide it.
func TestThePassphraseIsSeenOnlyWhenShown(t *testing.T) {
	for _, reveal := range []string{"f4", "ctrl+r"} {
		at(t, fakedoor.Situated(door.Sealed), func(p *person) {
			p.Type("banan")
			p.Lacks("banan")
			p.Press(reveal)
			p.Wants("[banan")
			p.Press(reveal)
			p.Wants("[•••••  ")
			p.Lacks("banan")
			p.Press(reveal, "enter") // it is wrong, and the next try is hidden again
			p.Type("sommer")
			p.Lacks("sommer", "banan")
		})
	}
}

func TestWhatGoesWrongWithUnlocking(t *testing.T) {
	for err, want := range map[error]string{
		cases.ErrNewerVersion:  "! Arkivet er skrevet af en nyere Brobygger. Få den nye udgave",
		cases.ErrNotAMember:    "! Nøglen hører ikke til dette arkiv.",
		cases.ErrNotSealedToMe: "! Nøglen hører ikke til dette arkiv.",
		cases.ErrNotIdentity:   "! Nøglefilen er ikke en nøgle.",
		cases.ErrDamaged:       "! Noget i arkivet kan ikke læses",
		cases.ErrNoPermission:  "! Brobygger må ikke læse og skrive i mappen.",
		cases.ErrDiskFull:      "! Disken er fuld.",
		cases.ErrNoVault:       "! Mappen er her ikke mere.",
		cases.ErrNotFound:      "! Nøglen til arkivet er ikke på denne computer mere.",
		cases.ErrNotWritten:    "! Der kunne ikke skrives i mappen.",
		errors.New("open /home/amira/Karim: input/output error"): "! Det lykkedes ikke.",
	} {
		d := fakedoor.Situated(door.Sealed)
		d.OpenErr = fmt.Errorf("members: %w", err)
		at(t, d, func(p *person) {
			p.never = []string{"Karim", "members", "error", fakedoor.Passphrase}
			p.Type(fakedoor.Passphrase)
			p.Press("enter")
			p.Wants(want, "Kodesætning  [     ")
			p.Type("x")
			p.Lacks("!")
		})
	}
}

// TestTrouble: what is wrong, what to do, a key to look again, and a way to
// another vault.
func TestTrouble(t *testing.T) {
	for err, want := range map[error]string{
		cases.ErrNewerVersion: "! Arkivet er skrevet af en nyere Brobygger.",
		cases.ErrDamaged:      "! Noget i arkivet kan ikke læses",
		cases.ErrNoPermission: "! Brobygger må ikke læse og skrive i mappen.",
		cases.ErrNotIdentity:  "! Nøglefilen er ikke en nøgle.",
		errors.New("no home"): "! Det lykkedes ikke.",
	} {
		d := trouble(err)()
		at(t, d, func(p *person) {
			p.Wants(want, "Enter se efter igen")
			p.Lacks("Kodesætning  [")
			p.Type("abc")
			p.Press("enter")
			p.Wants(want)
			p.Press("f6")
			p.Wants("Velkommen")
			p.Press("esc")
			p.Wants(want)
			d.Change(door.Situation{State: door.Sealed})
			p.Press("enter")
			p.Wants("Kodesætning  [     ")
			p.Lacks("!")
		})
	}
}

func TestNoKey(t *testing.T) {
	d := fakedoor.Situated(door.NoKey)
	d.At.KeyFile = "/home/amira/.local/state/brobygger/4f4f/identity"
	at(t, d, func(p *person) {
		p.Wants("Nøglen til arkivet er ikke på denne computer.", d.At.KeyFile)
		p.Press("enter")
		p.Wants("Nøglen til arkivet er ikke på denne computer.")
		d.Change(door.Situation{State: door.Sealed})
		p.Press("enter")
		p.Wants("Kodesætning  [")
	})
	// The stick was pulled out.
	at(t, fakedoor.Situated(door.NoKey), func(p *person) {
		p.door.Change(door.Situation{State: door.NoVault})
		p.Press("enter")
		p.Wants("Velkommen")
	})
}

// TestAKeyWithoutPassphrase opens at once, but not after a lock, which somebody
// wanted: then it takes Enter and says so.
func TestAKeyWithoutPassphrase(t *testing.T) {
	at(t, fakedoor.Situated(door.Plain), func(p *person) { p.Wants("I DAG") })
	d := fakedoor.Situated(door.Plain)
	d.At.AfterLock, d.At.Demo = true, true
	at(t, d, func(p *person) {
		p.Wants("Nøglen har ingen kodesætning. Tryk Enter for at låse op.", "OPDIGTEDE SAGER")
		p.Lacks("F5", "Kodesætning  [")
		p.Type("abc 123")
		p.Wait(time.Hour)
		p.Lacks("I DAG")
		p.Press("enter")
		p.Wants("I DAG")
	})
	d = fakedoor.Situated(door.Plain)
	d.OpenErr = cases.ErrDamaged
	at(t, d, func(p *person) {
		p.Wants("! Noget i arkivet kan ikke læses", "Tryk Enter")
	})
}

func TestForgotten(t *testing.T) {
	for _, key := range []string{"f5", "ctrl+t"} {
		at(t, fakedoor.Situated(door.Sealed), func(p *person) {
			p.Type("bana")
			p.Press(key)
			p.Wants("Glemt kodesætning?", "kun nødnøglen", "du er alene i arkivet")
			p.Press("esc")
			p.Wants("[••••  ")
		})
	}
	d := fakedoor.Situated(door.Sealed)
	d.At.Alone = false
	at(t, d, func(p *person) {
		p.Lacks("kan kun nødnøglen")
		p.Press("f5")
		p.Wants("spørg din leder", "den nøgleansvarlige")
		p.Lacks("du er alene")
		// All of it can be read in the lowest window there is.
		p.Resize(40, 12)
		seen := p.Frame()
		for range 30 {
			p.Press("down")
			seen += p.Frame()
		}
		seen = strings.Join(strings.Fields(seen), " ")
		for _, want := range []string{"spørg din leder", "docs/FORMAT.md", "kan sagerne ikke åbnes af nogen."} {
			if !strings.Contains(seen, want) {
				t.Errorf("%q cannot be read:\n%s", want, p.Frame())
			}
		}
		for range 30 {
			p.Press("up")
		}
		p.Wants("Ingen kan finde en kodesætning igen")
	})
}

// TestAnotherVault: from Lås op to another folder and back again, and the
// passphrase goes to the vault that is named on the screen.
func TestAnotherVault(t *testing.T) {
	d := fakedoor.Situated(door.Sealed)
	d.Dirs = map[string]door.Situation{"/media/usb/Arkiv": {State: door.Sealed}}
	at(t, d, func(p *person) {
		p.Press("ctrl+e")
		p.Wants("Velkommen", "Hvor?   /home/amira/Brobygger")
		p.Press("r", "ctrl+u")
		p.Type("/media/usb/Arkiv")
		p.Press("enter")
		p.Wants("Lås op", "/media/usb/Arkiv")
		p.Press("esc", "esc")
		p.Wants("Lås op", "/home/amira/Brobygger")
		p.Lacks("usb")
		p.Type(fakedoor.Passphrase)
		p.Press("enter")
		if got := d.Opened(); len(got) != 1 || got[0] != "/home/amira/Brobygger" {
			t.Errorf("opened %q", got)
		}
	})
}

func TestWhatIsTypedAheadOfALockIsNoPassphrase(t *testing.T) {
	for name, state := range map[string]door.State{"sealed": door.Sealed, "plain": door.Plain} {
		t.Run(name, func(t *testing.T) {
			d := fakedoor.Situated(state)
			d.At.AfterLock = true
			at(t, d, func(p *person) {
				p.Type("og han vil gerne")
				p.Wait(200 * time.Millisecond) // a pause between two words is no end
				p.Press("s", "p", "enter")
				p.Paste("hemmeligt")
				p.Wants("Lås op", "før denne skærm stod her")
				p.Lacks("•", "●", "*")
				if len(d.Opened()) > 0 {
					t.Fatal("a key typed ahead opened the vault")
				}
				p.Wait(500 * time.Millisecond)
				p.Type(fakedoor.Passphrase)
				p.Lacks("før denne skærm stod her")
				p.Press("enter")
				p.Wants("I DAG")
			})
		})
	}
}

// A lock waits for no answer, so Lås op says what still lies unlocked.
func TestWhatLiesUnlockedIsToldAfterALock(t *testing.T) {
	d := fakedoor.Situated(door.Sealed)
	d.At.AfterLock, d.At.Lying = true, 3
	at(t, d, func(p *person) { p.Wants("Lås op", "3 ulåste filer ligger endnu", "F2") })
	d = fakedoor.Situated(door.Sealed)
	d.At.AfterLock = true
	at(t, d, func(p *person) {
		p.Wants("Lås op")
		p.Lacks("ulåst")
	})
}

func TestWhoWaitsForLaasOpLosesNoKey(t *testing.T) {
	d := fakedoor.Situated(door.Sealed)
	d.At.AfterLock = true
	at(t, d, func(p *person) {
		p.Wait(200 * time.Millisecond)
		p.Type(fakedoor.Passphrase)
		p.Press("enter")
		p.Wants("I DAG")
	})
}
