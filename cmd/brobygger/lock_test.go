package main

import (
	"bytes"
	"strings"
	"testing"
)

// A vault that was founded in English, or whose language was changed, is asked
// for in that language after its first lock.
func TestTheLanguageChosenSinceOpeningIsThatOfTheNextLock(t *testing.T) {
	t.Setenv("BROBYGGER_CHILD", "1")
	var said bytes.Buffer
	e := &entrance{a: &app{stderr: &said}, dir: "/home/amira/Brobygger"}
	e.locked("en", 2)
	if got := said.String(); !strings.HasSuffix(got, `"en 2:/home/amira/Brobygger"`+"\n") {
		t.Errorf("told the parent %q", got)
	}
	said.Reset()
	if e.locked("", 2); said.Len() > 0 {
		t.Errorf("told the parent %q though no vault is open", said.String())
	}
}
