//go:build linux || darwin

package crypto

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestStockAgePassphrase runs stock age where it asks for a passphrase, which it
// does on a terminal only.
func TestStockAgePassphrase(t *testing.T) {
	id := newIdentity(t, 1)
	id.SetPins(testPins())
	open := func(ts *testscript.TestScript, file, passphrase string) (*Identity, error) {
		return OpenIdentity(context.Background(), []byte(ts.ReadFile(file)), func() (Secret, error) {
			return NewSecret([]byte(passphrase)), nil
		})
	}
	check := func(ts *testscript.TestScript, err error) {
		if err != nil {
			ts.Fatalf("%v", err)
		}
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			// The go command needs the caches it has outside.
			env.Setenv("HOME", os.Getenv("HOME"))
			for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPROXY", "GOFLAGS", "GOTOOLCHAIN"} {
				out, err := exec.Command("go", "env", name).Output()
				if err != nil {
					return err
				}
				env.Setenv(name, strings.TrimSpace(string(out)))
			}
			env.Setenv("ROOT", moduleRoot(t))
			env.Setenv("RECIPIENT", string(id.Recipient()))
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			// identity FILE: writes our identity, plain.
			"identity": func(ts *testscript.TestScript, _ bool, args []string) {
				check(ts, os.WriteFile(ts.MkAbs(args[0]), id.Encode().Bytes(), 0o600))
			},
			// sealidentity FILE PASSPHRASE: writes it sealed.
			"sealidentity": func(ts *testscript.TestScript, _ bool, args []string) {
				file, err := SealIdentity(id, NewSecret([]byte(args[1])), 10)
				check(ts, err)
				check(ts, os.WriteFile(ts.MkAbs(args[0]), file, 0o600))
			},
			// seal FILE PLAINFILE: seals a file to our identity.
			"seal": func(ts *testscript.TestScript, _ bool, args []string) {
				sealed, _, err := Seal([]byte(ts.ReadFile(args[1])), []Recipient{id.Recipient()})
				check(ts, err)
				check(ts, os.WriteFile(ts.MkAbs(args[0]), sealed, 0o600))
			},
			// [!] openidentity FILE PASSPHRASE: opens it with our code.
			"openidentity": func(ts *testscript.TestScript, neg bool, args []string) {
				got, err := open(ts, args[0], args[1])
				if neg {
					if !errors.Is(err, ErrWrongPassphrase) {
						ts.Fatalf("got %v, want %v", err, ErrWrongPassphrase)
					}
					return
				}
				check(ts, err)
				if !same(id, got) {
					ts.Fatalf("another identity")
				}
			},
		},
	})
}
