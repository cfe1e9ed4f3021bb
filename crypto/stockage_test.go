package crypto

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// stockAge runs the age program that go.mod names as a tool.
func stockAge(t *testing.T, stdin []byte, args ...string) ([]byte, error) {
	t.Helper()
	cmd := exec.Command("go", append([]string{"-C", moduleRoot(t), "tool", "age"}, args...)...)
	cmd.Stdin = bytes.NewReader(stdin)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if err != nil {
		t.Logf("age %s: %v: %s", strings.Join(args, " "), err, &stderr)
	}
	return stdout.Bytes(), err
}

// moduleRoot is the folder of go.mod, where the tool line is found.
func moduleRoot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Dir(strings.TrimSpace(string(out)))
}

func write(t *testing.T, dir, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestStockAgeVersion(t *testing.T) {
	out, err := stockAge(t, nil, "--version")
	if err != nil || strings.TrimSpace(string(out)) != "v1.3.2" {
		t.Errorf("age is %q, the documents name v1.3.2: %v", out, err)
	}
}

// TestStockAgeOpensOurs is promise 3 of the design: no lock-in.
func TestStockAgeOpensOurs(t *testing.T) {
	dir := t.TempDir()
	id, colleague, recovery := newIdentity(t, 1), newIdentity(t, 2), newRecovery(t, 3)
	id.SetPins(testPins())
	colleague.SetPins(Pins{Remote: strings.Repeat("lang adresse ", 1000)})
	plain := pattern(100_000)
	sealed, _, err := Seal(plain, []Recipient{id.Recipient(), colleague.Recipient(), recovery.Recipient()})
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, dir, "case.age", sealed)
	for name, identity := range map[string]Secret{"worker": id.Encode(), "colleague": colleague.Encode(), "recovery": recovery.Text()} {
		out, err := stockAge(t, nil, "-d", "-i", write(t, dir, name, identity.Bytes()), file)
		if err != nil || !bytes.Equal(out, plain) {
			t.Errorf("with the identity of the %s: %d bytes, %v", name, len(out), err)
		}
	}
	stranger := write(t, dir, "stranger", newIdentity(t, 4).Encode().Bytes())
	if out, err := stockAge(t, nil, "-d", "-i", stranger, file); err == nil || len(out) != 0 {
		t.Errorf("a stranger opens it with stock age: %d bytes", len(out))
	}
}

// TestOpenTakesStockAges: what stock age seals to our recipient, named by hand or
// by our identity file, opens.
func TestOpenTakesStockAges(t *testing.T) {
	dir := t.TempDir()
	id, colleague := newIdentity(t, 1), newIdentity(t, 2)
	identity := write(t, dir, "identity", id.Encode().Bytes())
	plain := pattern(100_000)
	for name, args := range map[string][]string{
		"recipient":     {"-r", string(id.Recipient())},
		"two":           {"-r", string(colleague.Recipient()), "-r", string(id.Recipient())},
		"identity file": {"-e", "-i", identity},
	} {
		sealed, err := stockAge(t, plain, args...)
		if err != nil {
			t.Fatal(err)
		}
		got, key, err := Open(sealed, id)
		if err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
		if got, err := OpenWithKey(sealed, key); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%s, with the file key: %d bytes, %v", name, len(got), err)
		}
	}
}
