package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rsc.io/qr"

	"brobygger/cases"
	"brobygger/crypto"
	"brobygger/storage"
	"brobygger/tui/door"
)

const goodWords = "banan sommer lampe cykel vindue regnvejr"

// computer is a clean one, with a home of its own.
func computer(t *testing.T) (e *entrance, home string) {
	t.Helper()
	home = t.TempDir()
	a := newApp(strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}, func(k string) string {
		return map[string]string{"XDG_STATE_HOME": filepath.Join(home, "state"), "XDG_CACHE_HOME": filepath.Join(home, "cache")}[k]
	})
	a.place.home = func() (string, error) { return home, nil }
	a.kdf = quickKDF
	a.speak("da")
	e, err := a.newEntrance(false)
	if err != nil {
		t.Fatal(err)
	}
	return e, home
}

// files lists all files below a folder.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func nothing(string, int, int) {}

// makeVault makes a vault as the screens do.
func makeVault(t *testing.T, e *entrance, keyInVault bool) {
	t.Helper()
	f, err := e.Found()
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.Finish(context.Background(), form(keyInVault), strings.Join(f.Groups(), " "), nothing)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func form(keyInVault bool) door.Form {
	return door.Form{Name: "Amira Testsen", Team: "Prøve", Roles: []cases.MemberRole{cases.MemberMentor}, Passphrase: []byte(goodWords), KeyInVault: keyInVault,
		Holders: "Mette Prøve", Place: "skabet"}
}

func TestEntranceToANewVault(t *testing.T) {
	ctx := context.Background()
	e, home := computer(t)
	at := e.Look()
	if at.State != door.NoVault || at.Dir != filepath.Join(home, "Brobygger") || at.Err != nil {
		t.Fatalf("a clean computer: %+v", at)
	}
	f, err := e.Found()
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Groups()) != crypto.RecoveryGroups {
		t.Errorf("%q", f.Groups())
	}

	// What is refused leaves nothing behind.
	paper := strings.Join(f.Groups(), " ")
	other, err := e.Found()
	if err != nil {
		t.Fatal(err)
	}
	weak := form(true)
	weak.Passphrase = []byte("banan")
	for _, c := range []struct {
		form  door.Form
		typed string
		want  error
	}{
		{form(true), "", door.ErrTypo},
		{form(true), paper[:30], door.ErrTypo},
		{form(true), strings.Join(other.Groups(), " "), door.ErrTypo},
		{weak, paper, door.ErrWeak},
	} {
		if _, err := f.Finish(ctx, c.form, c.typed, nothing); !errors.Is(err, c.want) {
			t.Errorf("%v, want %v", err, c.want)
		}
		if !bytes.Equal(c.form.Passphrase, make([]byte, len(c.form.Passphrase))) {
			t.Error("the passphrase is not wiped")
		}
	}
	if left := files(t, home); len(left) > 0 {
		t.Errorf("before the last step there is on disk: %q", left)
	}

	mine := form(true)
	s, err := f.Finish(ctx, mine, strings.ToLower(paper), nothing)
	if err != nil {
		t.Fatal(err)
	}
	if me := s.Me(); me.Name != "Amira Testsen" || s.Info().Team != "Prøve" || s.Info().Demo || !slices.Contains(me.Roles, cases.MemberMentor) {
		t.Errorf("%+v %+v", me, s.Info())
	}
	if bytes.Contains(mine.Passphrase, []byte("banan")) {
		t.Error("the passphrase is not wiped")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	// The folder is taken now, also for the same keys.
	for _, again := range []door.Founding{f, other} {
		if _, err := again.Finish(ctx, form(true), strings.Join(again.Groups(), " "), nothing); !errors.Is(err, door.ErrTaken) {
			t.Errorf("a second vault in the folder: %v", err)
		}
	}

	at = e.Look()
	if at.State != door.Sealed || !at.Alone || at.Demo {
		t.Errorf("afterwards: %+v", at)
	}
	for _, wrong := range []string{"banan", goodWords + "x", strings.ToUpper(goodWords)} {
		given := []byte(wrong)
		if _, err := e.Unlock(ctx, given, nothing); !errors.Is(err, cases.ErrWrongKey) {
			t.Errorf("%q: %v", wrong, err)
		}
		if !bytes.Equal(given, make([]byte, len(given))) {
			t.Error("the passphrase is not wiped")
		}
	}
	opened, err := e.Unlock(ctx, []byte("  banan  sommer lampe cykel vindue regnvejr "), nothing)
	if err != nil {
		t.Fatal(err)
	}
	if err := opened.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestEntranceAnotherFolderAfterAFailure: the keys that are on paper hold for the
// folder that can be written.
func TestEntranceKnowsWhoUnlocked(t *testing.T) {
	e, home := computer(t)
	makeVault(t, e, false)
	before := len(files(t, home))
	right := []byte(goodWords)
	if err := e.Knows(context.Background(), right); err != nil {
		t.Errorf("the right passphrase: %v", err)
	}
	if !bytes.Equal(right, make([]byte, len(right))) {
		t.Error("the passphrase stays in memory")
	}
	for _, wrong := range []string{"", "banan", goodWords + "x"} {
		if err := e.Knows(context.Background(), []byte(wrong)); !errors.Is(err, cases.ErrWrongKey) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	if after := len(files(t, home)); after != before {
		t.Errorf("%d files, %d before", after, before)
	}
}

func TestEntranceAnotherFolderAfterAFailure(t *testing.T) {
	ctx := context.Background()
	e, home := computer(t)
	file := filepath.Join(home, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := e.Found()
	if err != nil {
		t.Fatal(err)
	}
	paper := strings.Join(f.Groups(), " ")
	e.SetDir(filepath.Join(file, "below"))
	if _, err := f.Finish(ctx, form(false), paper, nothing); err == nil {
		t.Fatal("a vault below a file")
	}
	e.SetDir(filepath.Join(home, "æ ø å", "Arkiv"))
	s, err := f.Finish(ctx, form(false), paper, nothing)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Info().Dir; got != filepath.Join(home, "æ ø å", "Arkiv") {
		t.Errorf("it lies in %q", got)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestEntranceTrouble(t *testing.T) {
	e, home := computer(t)
	makeVault(t, e, false)
	vault := filepath.Join(home, "Brobygger")
	at := e.Look()
	if at.State != door.Sealed || at.KeyFile == "" {
		t.Fatalf("%+v", at)
	}
	// The key is not here, and no copy of it lies in the vault.
	away := filepath.Join(home, "away")
	if err := os.Rename(at.KeyFile, away); err != nil {
		t.Fatal(err)
	}
	if lost := e.Look(); lost.State != door.NoKey || lost.KeyFile != at.KeyFile {
		t.Errorf("without a key: %+v", lost)
	}
	if err := os.Rename(away, at.KeyFile); err != nil {
		t.Fatal(err)
	}
	if back := e.Look(); back.State != door.Sealed {
		t.Errorf("with the key put in place: %+v", back)
	}
	for content, want := range map[string]error{
		`{"format":"brobygger/vault","version":99,"vault":""}`: cases.ErrNewerVersion,
		"\x00\x17 random bytes":                                cases.ErrDamaged,
		"":                                                     cases.ErrDamaged,
	} {
		if err := os.WriteFile(filepath.Join(vault, "brobygger.json"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := e.Look(); got.State != door.Trouble || !errors.Is(got.Err, want) {
			t.Errorf("%q: %+v", content, got)
		}
	}
}

// TestEntranceOnANewComputer: the vault and the passphrase are enough where a
// copy of the key lies in the vault.
func TestEntranceOnANewComputer(t *testing.T) {
	old, home := computer(t)
	makeVault(t, old, true)
	e, _ := computer(t)
	if at := e.SetDir(filepath.Join(home, "Brobygger")); at.State != door.Sealed {
		t.Fatalf("%+v", at)
	}
	s, err := e.Unlock(context.Background(), []byte(goodWords), nothing)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestEntranceFolders(t *testing.T) {
	e, home := computer(t)
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"~":                        home,
		"~/Sager":                  filepath.Join(home, "Sager"),
		"  ~/Sager/ ":              filepath.Join(home, "Sager"),
		"~amira":                   filepath.Join(here, "~amira"),
		"Sager":                    filepath.Join(here, "Sager"),
		filepath.Join(home, "æ ø"): filepath.Join(home, "æ ø"),
	} {
		if at := e.SetDir(typed); at.Dir != want || e.Look().Dir != want {
			t.Errorf("%q is %q, want %q", typed, at.Dir, want)
		}
	}
}

func TestEntranceToTheDemo(t *testing.T) {
	e, home := computer(t)
	demo := filepath.Join(home, "state", "brobygger", "demo")
	// What cannot be made changes no folder.
	if err := os.MkdirAll(filepath.Dir(demo), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(demo, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Demo(context.Background(), nothing); err == nil {
		t.Fatal("a demo in a file")
	}
	if at := e.Look(); at.Dir != filepath.Join(home, "Brobygger") || at.Demo || at.State != door.NoVault {
		t.Errorf("after a demo that failed: %+v", at)
	}
	if err := os.Remove(demo); err != nil {
		t.Fatal(err)
	}

	// One that is broken off is made anew.
	ctx, cancel := context.WithCancel(context.Background())
	_, err := e.Demo(ctx, func(_ string, done, total int) {
		if total > 0 && done > 3 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("a demo that was broken off: %v", err)
	}
	s, err := e.Demo(context.Background(), nothing)
	if err != nil {
		t.Fatal(err)
	}
	if !s.Info().Demo {
		t.Error("it is no demo")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if at := e.Look(); at.State != door.Plain || !at.Demo || at.Dir != demo {
		t.Errorf("%+v", at)
	}
}

func TestEntranceMatchesPaper(t *testing.T) {
	e, _ := computer(t)
	f, err := e.Found()
	if err != nil {
		t.Fatal(err)
	}
	g := f.Groups()
	match := f.Match(strings.ToLower(g[0]) + " " + g[1][:4])
	if len(match) != len(g) || !match[0].Right || match[0].Typed != strings.ReplaceAll(g[0], " ", "") || match[0].Size != 8 ||
		match[1].Right || match[1].Typed != g[1][:4] || match[7].Size != 2 || match[7].Typed != "" {
		t.Errorf("%+v", match)
	}
	if other := f.Match("AGE-SECRET-KEY-1QQQQ"); len(other) != len(g) || other[0].Typed != "" || other[0].Right {
		t.Errorf("%+v", other)
	}
}

// TestTheCodeIsTheWholeKey: what is drawn is the QR code of the line that stock
// age takes, with a border, and fits in a window of 80 by 24.
func TestTheCodeIsTheWholeKey(t *testing.T) {
	e, _ := computer(t)
	n, err := e.Found()
	if err != nil {
		t.Fatal(err)
	}
	rows := n.QR()
	secret := n.(*founding).recovery.Text()
	code, err := qr.Encode(string(secret.Bytes()), qr.L)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) > 19 || len([]rune(rows[0])) > 40 {
		t.Errorf("%d columns, %d rows", len([]rune(rows[0])), len(rows))
	}
	const border = 2
	for y := range code.Size {
		for x := range code.Size {
			cell := []rune(rows[(y+border)/2])[x+border]
			dark := cell == '█' || cell == '▀' && (y+border)%2 == 0 || cell == '▄' && (y+border)%2 == 1
			if dark != code.Black(x, y) {
				t.Fatalf("module %d, %d is %q", x, y, cell)
			}
		}
	}
	for _, edge := range []string{rows[0], rows[len(rows)-1]} {
		if strings.TrimSpace(edge) != "" {
			t.Errorf("no border: %q", edge)
		}
	}
	for _, r := range rows {
		if !strings.HasPrefix(r, "  ") || !strings.HasSuffix(r, "  ") {
			t.Errorf("no border: %q", r)
		}
	}
	// A founding that is given up holds the key no longer.
	n.Forget()
	if n.(*founding).recovery != nil {
		t.Error("the key is still there")
	}
}

func TestSyncedBy(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "fælles", ".stfolder"), 0o700); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"/home/amira/Brobygger":                                     "",
		"/home/amira/OneDrive/Brobygger":                            "OneDrive",
		"/home/amira/OneDrive - Brohøj Kommune/Sager":               "OneDrive",
		"/home/amira/Dropbox":                                       "Dropbox",
		"/Users/amira/Library/Mobile Documents/com~apple~CloudDocs": "iCloud",
		"/home/amira/Nextcloud/Sager":                               "Nextcloud",
		"/home/amira/Google Drev/Sager":                             "Google Drev",
		"/home/amira/Ikke OneDrive/Sager":                           "",
		filepath.Join(dir, "fælles", "Sager"):                       "Syncthing",
		filepath.Join(dir, "Sager"):                                 "",
	} {
		if got := storage.SyncedBy(path); got != want {
			t.Errorf("%s is synced by %q, want %q", path, got, want)
		}
	}
}

// TestEntranceAfterALock: the vault that was open is the one to unlock, whatever
// the arguments said, in its language.
func TestEntranceAfterALock(t *testing.T) {
	for _, c := range []struct {
		again, lang string // as the process before says it, and --lang
		dir, speaks string
		lying       int
	}{
		{"en 3:/media/usb", "", "/media/usb", "en", 3},
		{"en 0:/media/usb", "", "/media/usb", "en", 0},
		{"en:/media/usb/Arkiv: æ", "", "/media/usb/Arkiv: æ", "en", 0},
		{"da:/media/usb", "", "/media/usb", "da", 0},
		{"en:/media/usb", "da", "/media/usb", "da", 0},
		{"xx:/media/usb", "", "/media/usb", "da", 0},
		{"", "", "", "da", 0},
	} {
		e, home := computer(t)
		e.a.opt.lang = c.lang
		t.Setenv("BROBYGGER_LOCKED", "1")
		t.Setenv("BROBYGGER_AGAIN", c.again)
		e, err := e.a.newEntrance(true)
		if err != nil {
			t.Fatal(err)
		}
		got := e.Look()
		t.Setenv("BROBYGGER_LOCKED", "")
		if c.dir == "" {
			c.dir = filepath.Join(home, "state", "brobygger", "demo")
		}
		if got.Dir != c.dir || !got.AfterLock || string(e.a.w.Language()) != c.speaks || got.Lying != c.lying {
			t.Errorf("%q: %q, %s, %d files", c.again, got.Dir, e.a.w.Language(), got.Lying)
		}
		if other := e.SetDir(t.TempDir()); other.Lying != 0 {
			t.Errorf("%q: another vault has its files", c.again)
		}
	}
}

// TestEntranceTellsTheParent which vault is open, each time one is.
func TestEntranceTellsTheParent(t *testing.T) {
	e, home := computer(t)
	makeVault(t, e, true)
	said := e.a.stderr.(*bytes.Buffer)
	if said.Len() > 0 {
		t.Errorf("with nobody to tell it says %q", said)
	}
	t.Setenv("BROBYGGER_CHILD", "1")
	s, err := e.Unlock(context.Background(), []byte(goodWords), nothing)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said.String(), `"da:`+filepath.Join(home, "Brobygger")+`"`) {
		t.Errorf("it says %q", said)
	}
}

// TestEntranceFindsTheVaultUsedLast, also where it is not in the usual place; one
// that is away is asked for, and not taken for a computer without a vault.
func TestEntranceFindsTheVaultUsedLast(t *testing.T) {
	e, home := computer(t)
	if got := e.Look(); got.State != door.NoVault {
		t.Fatalf("a clean computer: %+v", got)
	}
	stick := filepath.Join(home, "stick", "Arkiv")
	e.SetDir(stick)
	makeVault(t, e, true)
	again := func() *entrance {
		t.Helper()
		e, err := e.a.newEntrance(false)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	if got := again().Look(); got.State != door.Sealed || got.Dir != stick {
		t.Errorf("at the next start: %+v", got)
	}
	if err := os.Rename(filepath.Join(home, "stick"), filepath.Join(home, "out")); err != nil {
		t.Fatal(err)
	}
	out := again()
	if got := out.Look(); got.State != door.Trouble || got.Dir != stick || !errors.Is(got.Err, cases.ErrNoVault) {
		t.Errorf("with the stick out: %+v", got)
	}
	if got := out.SetDir("~/Brobygger"); got.State != door.NoVault {
		t.Errorf("another folder: %+v", got)
	}
	if err := os.Rename(filepath.Join(home, "out"), filepath.Join(home, "stick")); err != nil {
		t.Fatal(err)
	}
	if got := out.SetDir(stick); got.State != door.Sealed {
		t.Errorf("with the stick in again: %+v", got)
	}
}
