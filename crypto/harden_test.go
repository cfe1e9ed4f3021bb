package crypto

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// hardenChild is set for the child process that TestHardenProcess starts.
const hardenChild = "BROBYGGER_TEST_HARDEN_CHILD"

// reportHardened hardens this process and returns its exit code.
func reportHardened() int {
	if err := HardenProcess(); err != nil {
		fmt.Println(err)
		return 1
	}
	if err := checkHardened(); err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Print("hardened")
	return 0
}

func TestHardenProcess(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), hardenChild+"=1")
	out, err := cmd.CombinedOutput()
	if err != nil || string(out) != "hardened" {
		t.Fatalf("%v: %s", err, out)
	}
}
