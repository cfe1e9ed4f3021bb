package crypto

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"filippo.io/age"
	"pgregory.net/rapid"
)

func TestRecovery(t *testing.T) {
	r := newRecovery(t, 1)
	again, err := NewRecovery(random(1))
	if err != nil || !r.Text().Equal(again.Text()) || r.VerifyKey() != again.VerifyKey() {
		t.Error("the same randomness gives two keys")
	}
	one, err1 := NewRecovery(nil)
	two, err2 := NewRecovery(nil)
	if err1 != nil || err2 != nil || one.Text().Equal(two.Text()) || one.VerifyKey() == two.VerifyKey() {
		t.Error("two keys from the system are alike")
	}
	if _, err := NewRecovery(io.LimitReader(random(1), 31)); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("31 random bytes: %v", err)
	}
	if _, err := NewRecovery(iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}

	// One paper gives both keys, and both are of use.
	id := r.Identity()
	if id.Recipient() != r.Recipient() || id.VerifyKey() != r.VerifyKey() {
		t.Error("the identity is another")
	}
	sealed, _ := mustSeal(t, []byte("hej"), newIdentity(t, 2), id)
	if got, _, err := Open(sealed, id); err != nil || string(got) != "hej" {
		t.Error(err)
	}
	if err := r.VerifyKey().Verify(id.Sign("d", []byte("x")), "d", []byte("x")); err != nil {
		t.Error(err)
	}

	// The derivation is fixed for ever, and a second implementation needs no more
	// than this.
	seed := make([]byte, seedSize)
	if _, err := io.ReadFull(random(1), seed); err != nil {
		t.Fatal(err)
	}
	signSeed, err := hkdf.Key(sha256.New, seed, nil, "brobygger/recovery/sign/v1", 32)
	if err != nil {
		t.Fatal(err)
	}
	if want := encodeVerifyKey(ed25519.NewKeyFromSeed(signSeed).Public().(ed25519.PublicKey)); r.VerifyKey() != want {
		t.Error("the signing key is derived in another way")
	}
}

// TestRecoveryIsAnAgeIdentity: age itself reads the line, and to the same key.
func TestRecoveryIsAnAgeIdentity(t *testing.T) {
	r := newRecovery(t, 1)
	id, err := age.ParseHybridIdentity(string(r.Text().Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if Recipient(id.Recipient().String()) != r.Recipient() || id.String() != string(r.Text().Bytes()) {
		t.Error("another key")
	}
}

func TestRecoveryGroups(t *testing.T) {
	r := newRecovery(t, 1)
	groups := r.Groups()
	if len(groups) != RecoveryGroups || RecoveryGroups != 8 {
		t.Fatalf("%d groups", len(groups))
	}
	for i, g := range groups {
		form := regexp.MustCompile(`^[AC-HJ-NP-Z02-9]{4} [AC-HJ-NP-Z02-9]{4}$`)
		if i == RecoveryGroups-1 {
			form = regexp.MustCompile(`^[AC-HJ-NP-Z02-9]{2}$`)
		}
		if !form.MatchString(g) {
			t.Errorf("group %d is %q", i+1, g)
		}
	}
	if got := "AGE-SECRET-KEY-PQ-1" + strings.ReplaceAll(strings.Join(groups, ""), " ", ""); got != string(r.Text().Bytes()) {
		t.Error("the groups are not the text")
	}
}

// onScreen lays the groups out as they stand on screen, three columns, numbered.
func onScreen(g []string) string {
	return fmt.Sprintf("   1  %s   4  %s   7  %s\n   2  %s   5  %s   8  %s\n   3  %s   6  %s\n", g[0], g[3], g[6], g[1], g[4], g[7], g[2], g[5])
}

func TestParseRecovery(t *testing.T) {
	r := newRecovery(t, 1)
	g := r.Groups()
	text := string(r.Text().Bytes())
	data := text[len("AGE-SECRET-KEY-PQ-1"):]
	if !strings.Contains(data, "0") || !strings.Contains(data, "L") || !strings.Contains(data, "8") {
		t.Fatal("choose a seed whose key has 0, L and 8")
	}
	numbered := ""
	for i, group := range g {
		numbered += fmt.Sprintf("%d. %s\n", i+1, group)
	}
	for name, typed := range map[string]string{
		"whole line":           text,
		"with newline":         text + "\r\n",
		"small letters":        strings.ToLower(text),
		"data only":            data,
		"groups":               strings.Join(g, " "),
		"groups, one line":     strings.Join(g, "   "),
		"groups on lines":      strings.Join(g, "\n"),
		"dashes":               strings.ReplaceAll(strings.Join(g, " "), " ", "-"),
		"long dashes":          strings.ReplaceAll(strings.Join(g, " "), " ", " – "),
		"every character":      strings.Join(strings.Split(data, ""), " "),
		"groups of eight":      strings.ReplaceAll(strings.Join(g, "_"), " ", ""),
		"prefix and groups":    "age-secret-key-pq-1 " + strings.Join(g, " "),
		"prefix on own line":   "AGE-SECRET-KEY-PQ-1\n" + strings.Join(g, "\n"),
		"prefix with blanks":   "AGE SECRET KEY PQ 1 " + data,
		"numbered":             numbered,
		"numbered, brackets":   strings.ReplaceAll(numbered, ". ", ") "),
		"numbered, colons":     strings.ReplaceAll(numbered, ". ", ": "),
		"copied from screen":   onScreen(g),
		"only first numbered":  "1 " + strings.Join(g, " "),
		"tabs and no-break":    strings.ReplaceAll(strings.Join(g, "\t"), " ", "\u00a0"),
		"letter O for zero":    strings.ReplaceAll(data, "0", "O"),
		"letter I for L":       strings.ReplaceAll(data, "L", "I"),
		"one for L":            strings.ReplaceAll(data, "L", "1"),
		"B for 8":              strings.ReplaceAll(data, "8", "B"),
		"all of these, small":  strings.NewReplacer("0", "o", "L", "i", "8", "b").Replace(strings.Join(g, " ")),
		"comments around":      "# nødnøgle\n" + text + "\n # 7. december\n",
		"dots between":         strings.Join(strings.Split(data, ""), "."),
		"control between":      strings.Join(g, "\x00"),
		"cut in other places":  data[:10] + "\n" + data[10:33] + "\n" + data[33:],
		"byte order and blank": "\ufeff  " + text,
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParseRecovery(typed)
			if err != nil {
				t.Fatalf("%q: %v", typed, err)
			}
			if !got.Text().Equal(r.Text()) || got.VerifyKey() != r.VerifyKey() {
				t.Errorf("another key")
			}
		})
	}
}

// typo asserts the group that a slip is found in; 0 where it cannot be told.
func typo(t *testing.T, typed string, groups ...int) {
	t.Helper()
	r, err := ParseRecovery(typed)
	if r != nil || !errors.Is(err, ErrNotIdentity) {
		t.Fatalf("%q: %v, %v", typed, r, err)
	}
	kind(t, err)
	slip, ok := errors.AsType[*RecoveryTypo](err)
	if len(groups) == 0 {
		if ok {
			t.Errorf("%q: groups %v, which nobody can know", typed, slip.Groups)
		}
		return
	}
	if !ok {
		t.Fatalf("%q: %v, want groups %v", typed, err, groups)
	}
	if slip.Group != groups[0] || !slices.Equal(slip.Groups, groups) {
		t.Errorf("%q: groups %v (first %d), want %v", typed, slip.Groups, slip.Group, groups)
	}
}

// TestRecoveryOneWrongCharacter: wherever one character is wrong, its group is
// named.
func TestRecoveryOneWrongCharacter(t *testing.T) {
	data := newRecovery(t, 1).open().text[len(hybridPrefix)+1:]
	for i := range data {
		for _, c := range strings.ToUpper(bech32Letters) {
			if byte(c) != data[i] {
				typo(t, data[:i]+string(c)+data[i+1:], i/8+1)
			}
		}
		typo(t, data[:i]+"å"+data[i+1:], i/8+1)
	}
}

func TestRecoveryTypos(t *testing.T) {
	r := newRecovery(t, 1)
	g := r.Groups()
	data := r.open().text[len(hybridPrefix)+1:]
	with := func(i int, group string) []string {
		h := slices.Clone(g)
		h[i-1] = group
		return h
	}
	wrong := func(s string, at ...int) string {
		b := []byte(s)
		for _, i := range at {
			b[i] = byte(strings.ToUpper(string(flip(byte(strings.ToLower(string(b[i]))[0]))))[0])
		}
		return string(b)
	}
	numbered := func(h []string) string {
		text := ""
		for i, group := range h {
			text += fmt.Sprintf("%d %s\n", i+1, group)
		}
		return text
	}
	t.Run("two characters of one group", func(t *testing.T) { typo(t, wrong(data, 16, 19), 3) })
	t.Run("two characters of two groups", func(t *testing.T) { typo(t, wrong(data, 50, 3), 1, 7) })
	t.Run("in the checksum", func(t *testing.T) { typo(t, wrong(data, 57), 8) })
	t.Run("neighbours swapped", func(t *testing.T) {
		i := 20
		if data[i] == data[i+1] {
			t.Fatal("choose another place")
		}
		typo(t, data[:i]+string(data[i+1])+string(data[i])+data[i+2:], 3)
	})
	t.Run("character missing in a group", func(t *testing.T) { typo(t, strings.Join(with(4, g[3][1:]), " "), 4) })
	t.Run("character too many in a group", func(t *testing.T) { typo(t, strings.Join(with(6, g[5]+"Q"), " "), 6) })
	t.Run("character missing, numbered", func(t *testing.T) { typo(t, numbered(with(5, g[4][1:])), 5) })
	t.Run("group missing, numbered", func(t *testing.T) { typo(t, numbered(with(2, "")), 2) })
	t.Run("last group missing", func(t *testing.T) { typo(t, strings.Join(g[:7], " "), 8) })
	t.Run("last group too long", func(t *testing.T) { typo(t, strings.Join(g, " ")+"QQ", 8) })
	t.Run("more after the last group", func(t *testing.T) { typo(t, numbered(g)+" QQQQ QQQQ QQQQ", 8) })
	t.Run("more after the last group, no numbers", func(t *testing.T) { typo(t, strings.Join(g, " ")+" QQQQ QQQQ QQQQ") })
	t.Run("character missing, no groups", func(t *testing.T) { typo(t, data[:29]+data[30:], 4) })
	t.Run("last character missing, no groups", func(t *testing.T) { typo(t, data[:57], 8) })
	t.Run("character too many, no groups", func(t *testing.T) { typo(t, data[:41]+"7"+data[41:], 6) })
	t.Run("copied from screen, one wrong", func(t *testing.T) { typo(t, onScreen(with(7, wrong(g[6], 1))), 7) })

	t.Run("nothing", func(t *testing.T) { typo(t, "") })
	t.Run("blanks", func(t *testing.T) { typo(t, " \n\t ") })
	t.Run("a sentence", func(t *testing.T) { typo(t, "Jeg kan ikke finde papiret nogen steder") })
	t.Run("another kind of age key", func(t *testing.T) {
		typo(t, "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0")
	})
	t.Run("a recipient", func(t *testing.T) { typo(t, string(r.Recipient())) })
	t.Run("half of it", func(t *testing.T) { typo(t, data[:29]) })
	t.Run("twice", func(t *testing.T) { typo(t, data+data) })
	t.Run("all wrong", func(t *testing.T) { typo(t, strings.Repeat("Q", 58)) })
	t.Run("same letters in other order", func(t *testing.T) {
		b := []byte(data)
		slices.Sort(b)
		typo(t, string(b))
	})
}

// TestRecoveryPadding: a whole checksum over more than 32 bytes' worth of bits is
// no key either, as age has it.
func TestRecoveryPadding(t *testing.T) {
	text := bech32Encode(hybridPrefix, append(bytes.Repeat([]byte{7}, 32), 0xff))
	if _, err := age.ParseHybridIdentity(text); err == nil {
		t.Fatal("age takes it")
	}
	values := make([]byte, recoveryLen-bech32ChecksumLen)
	values[len(values)-1] = 1 // the four bits left over of the last character
	if _, ok := bech32Bytes(values); ok {
		t.Error("bits left over were dropped")
	}
	sum := bech32Polymod(append(append(bech32Prefix(hybridPrefix), values...), make([]byte, 6)...)) ^ 1
	typed := ""
	for _, v := range values {
		typed += string(bech32Letters[v])
	}
	for i := range 6 {
		typed += string(bech32Letters[sum>>(5*(5-i))&31])
	}
	typo(t, typed)
}

func TestMatchGroups(t *testing.T) {
	r := newRecovery(t, 1)
	g := r.Groups()
	wrong := slices.Clone(g)
	wrong[2] = "QQQQ QQQQ"
	short := slices.Clone(g)
	short[1] = short[1][:8]
	all := "12345678"
	for _, c := range []struct{ name, typed, match string }{
		{"all", strings.Join(g, " "), all},
		{"small", strings.ToLower(strings.Join(g, "\n")), all},
		{"the line", string(r.Text().Bytes()), all},
		{"from screen", onScreen(g), all},
		{"O for zero", strings.ReplaceAll(strings.Join(g, " "), "0", "O"), all},
		{"nothing", "", ""},
		{"first", g[0], "1"},
		{"first half", g[0][:4], ""},
		{"first two and a half", g[0] + " " + g[1] + " " + g[2][:4], "12"},
		{"all but the third", strings.Join(wrong, " "), "1245678"},
		{"second too short", strings.Join(short, " "), "1345678"},
		{"only the fourth, numbered", "4 " + g[3], "4"},
		{"the last and the first", "8 " + g[7] + "\n1 " + g[0], "18"},
		{"more than all", strings.Join(g, " ") + " QQQQ QQQQ QQQQ", "1234567"},
		{"another key", strings.Join(newRecovery(t, 2).Groups(), " "), ""},
		{"another kind", "AGE-SECRET-KEY-1" + strings.Join(g, ""), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			for i, ok := range MatchGroups(r, c.typed) {
				if ok {
					got += fmt.Sprint(i + 1)
				}
			}
			if got != c.match {
				t.Errorf("groups %q, want %q", got, c.match)
			}
		})
	}
}

// TestReadGroups: what a screen shows beside the groups on paper is what
// ParseRecovery will take.
func TestReadGroups(t *testing.T) {
	g := newRecovery(t, 1).Groups()
	for _, c := range []struct{ typed, want string }{
		{"", ""},
		{"t4h5 0z6d p3", "T4H50Z6D P3"},
		{"T4H5-OZ6D", "T4H50Z6D"},
		{"T4H 0Z6D P37J 7LSN", "T4H0Z6D P37J7LSN"}, // a slip stays in its group
		{"2 P37J 7LSN", " P37J7LSN"},
		{strings.Join(g, " "), strings.Join(strings.Fields(strings.ReplaceAll(strings.Join(g, "\n"), " ", "")), " ")},
	} {
		got, err := ReadGroups(c.typed)
		if err != nil || len(got) != RecoveryGroups || strings.TrimRight(strings.Join(got, " "), " ") != c.want {
			t.Errorf("%q is read as %q, %v", c.typed, got, err)
		}
	}
	if _, err := ReadGroups("AGE-SECRET-KEY-1QQQQ"); !errors.Is(err, ErrNotIdentity) {
		t.Errorf("another kind of key: %v", err)
	}
}

// TestRecoveryProperty: what was drawn is read back in any of its forms, and up to
// two slips are found in the groups where they are.
func TestRecoveryProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "seed")
		r, err := NewRecovery(bytes.NewReader(seed))
		if err != nil {
			t.Fatal(err)
		}
		data := strings.ToLower(r.open().text[len(hybridPrefix)+1:])
		if age, err := age.ParseHybridIdentity(r.open().text); err != nil || age.String() != r.open().text {
			t.Fatalf("age: %v", err)
		}
		var typed strings.Builder
		for i, c := range data {
			typed.WriteRune(c)
			if i%4 == 3 {
				typed.WriteString(rapid.SampledFrom([]string{" ", "-", "\n", "  "}).Draw(t, "between"))
			}
		}
		got, err := ParseRecovery(typed.String())
		if err != nil || !got.Text().Equal(r.Text()) {
			t.Fatalf("%q: %v", typed.String(), err)
		}

		b := []byte(data)
		want := map[int]bool{}
		for _, p := range rapid.SliceOfNDistinct(rapid.IntRange(0, recoveryLen-1), 1, 2, rapid.ID).Draw(t, "slips") {
			v := rapid.IntRange(1, 31).Draw(t, "by")
			b[p] = bech32Letters[strings.IndexByte(bech32Letters, b[p])^v]
			want[p/groupLen+1] = true
		}
		_, err = ParseRecovery(string(b))
		slip, ok := errors.AsType[*RecoveryTypo](err)
		if !ok || len(slip.Groups) != len(want) || !want[slip.Group] || !want[slip.Groups[len(want)-1]] {
			t.Fatalf("%q: %v, want groups %v", b, err, want)
		}
	})
}
