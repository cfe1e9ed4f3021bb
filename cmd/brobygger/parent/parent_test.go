package parent

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

func TestWithoutATerminal(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	code, err := Run(nil, r, w, w, time.Second)
	if code != 1 || !errors.Is(err, ErrNoTerminal) {
		t.Errorf("%d, %v", code, err)
	}
}

func TestWhatAChildSays(t *testing.T) {
	said := tail{most: 200}
	say := func(s string) {
		if n, err := said.Write([]byte(s)); n != len(s) || err != nil {
			t.Errorf("%d, %v", n, err)
		}
	}
	if got := said.opens(); got != "" {
		t.Errorf("a child that says nothing opens %q", got)
	}
	say("en\n")
	say(nextOpens + `"/a\nb æøå"` + "\nto\n" + nextOpens + "\"/c\"\n")
	if got := said.opens(); got != "/c" {
		t.Errorf("the last vault is %q", got)
	}
	if got := string(said.b); got != "en\nto\n" {
		t.Errorf("what is for the user is %q", got)
	}
	say(nextOpens + "no quotes\ntre\n")
	if got := said.opens(); got != "" || string(said.b) != "en\nto\ntre\n" {
		t.Errorf("a line that is none opens %q and leaves %q", got, said.b)
	}
	say(strings.Repeat("x", 500) + "slut")
	if len(said.b) != 200 || !strings.HasSuffix(string(said.b), "xslut") {
		t.Errorf("%d bytes kept: %q", len(said.b), said.b)
	}
}

func TestOutsideAParent(t *testing.T) {
	t.Setenv(childMark, "")
	t.Setenv(afterLock, "")
	t.Setenv(openAgain, "/left/over")
	var said strings.Builder
	NextOpens(&said, "/home/amira")
	if IsChild() || FollowsLock() || OpenAgain() != "" || said.Len() > 0 {
		t.Errorf("a program that the user started takes itself for a child: %q %q", OpenAgain(), said.String())
	}
}
