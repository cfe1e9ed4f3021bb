package crypto

import (
	"bytes"
	"encoding/base64"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"
	"text/template"
)

// leaks returns the ways of writing b that an attentive reader of a log would find
// in text, or "".
func leaks(text string, b []byte) string {
	decimal := strings.Trim(fmt.Sprint(b), "[]")
	var list, upperList []string
	for _, c := range b {
		list = append(list, fmt.Sprintf("0x%x", c))
		upperList = append(upperList, fmt.Sprintf("0x%02x", c))
	}
	for form, want := range map[string]string{
		"bytes":       string(b),
		"quoted":      strings.Trim(fmt.Sprintf("%q", b), `"`),
		"decimal":     decimal,
		"decimal, ":   strings.ReplaceAll(decimal, " ", ", "),
		"decimal,":    strings.ReplaceAll(decimal, " ", ","),
		"hex":         hex.EncodeToString(b),
		"spaced hex":  fmt.Sprintf("% x", b),
		"go list":     strings.Join(list, ", "),
		"go list 02":  strings.Join(upperList, ", "),
		"base64":      base64.StdEncoding.EncodeToString(b),
		"base64 url":  base64.RawURLEncoding.EncodeToString(b),
		"runes":       strings.Trim(fmt.Sprint([]rune(string(b))), "[]"),
		"upper text":  strings.ToUpper(string(b)),
		"hex capital": strings.ToUpper(hex.EncodeToString(b)),
	} {
		if strings.Contains(text, want) {
			return form
		}
	}
	return ""
}

type outer struct {
	Shown  any
	hidden any
}

// TestNothingSecretPrints puts every type that holds a secret into every place and
// through every printer, as a careless log line would.
func TestNothingSecretPrints(t *testing.T) {
	secretText := []byte("lyngmose-havgus-tranebaer-42")
	id := newIdentity(t, 1)
	recovery := newRecovery(t, 2)
	rawKey := []byte("sixteen byte key")
	key, err := NewFileKey(rawKey)
	if err != nil {
		t.Fatal(err)
	}
	secret := NewSecret(secretText)

	// What must be found nowhere.
	ageSeed := id.open().age.String()
	forbidden := map[string][]byte{
		"secret": secretText, "file key": rawKey,
		"age identity": []byte(ageSeed[len(hybridPrefix)+1:]),
		"sign seed":    id.open().sign.Seed(),
		"recovery":     []byte(recovery.open().text[len(hybridPrefix)+1:]),
	}

	type typed struct {
		S  Secret
		K  FileKey
		I  *Identity
		R  *Recovery
		s  Secret
		k  FileKey
		i  *Identity
		r  *Recovery
		sp *Secret
		kp *FileKey
		iv Identity
		rv Recovery
	}
	deep := typed{secret, key, id, recovery, secret, key, id, recovery, &secret, &key, *id, *recovery}

	values := map[string]any{
		"secret": secret, "*secret": &secret, "file key": key, "*file key": &key,
		"*identity": id, "identity": *id, "*recovery": recovery, "recovery": *recovery,
		"text of identity": id.Encode(), "text of recovery": recovery.Text(),
		"struct": deep, "*struct": &deep, "slice": []Secret{secret}, "[]any": []any{key, id},
		"map": map[string]Secret{"p": secret}, "map of any": map[string]any{"i": *id},
		"outer": outer{deep, deep}, "*outer": &outer{&deep, &deep}, "array": [2]FileKey{key, key},
		"chain": &[]*typed{&deep},
	}
	check := func(t *testing.T, how, text string) {
		t.Helper()
		for what, b := range forbidden {
			if form := leaks(text, b); form != "" {
				t.Errorf("%s shows the %s as %s", how, what, form)
			}
		}
	}
	verbs := []string{"%v", "%+v", "%#v", "%s", "%x", "%X", "% x", "%q", "%d", "%o", "%b", "%t", "%p", "%c", "%U", "%e", "%08.3f", "%T"}
	for name, v := range values {
		t.Run(name, func(t *testing.T) {
			for _, verb := range verbs {
				check(t, verb, fmt.Sprintf(verb, v))
				check(t, verb+" in an error", fmt.Errorf("opening "+verb, v).Error())
			}
			check(t, "Sprintln", fmt.Sprintln(v))

			var out bytes.Buffer
			log.New(&out, "", 0).Print(v)
			opts := &slog.HandlerOptions{Level: slog.LevelDebug}
			for _, h := range []slog.Handler{slog.NewTextHandler(&out, opts), slog.NewJSONHandler(&out, opts)} {
				l := slog.New(h)
				l.Info("m", "v", v)
				l.With("v", v).WithGroup("g").Debug("m", slog.Group("h", slog.Any("v", v)))
			}
			if err := template.Must(template.New("").Parse("{{.}} {{printf \"%q\" .}}")).Execute(&out, v); err != nil {
				t.Error(err)
			}
			// These may refuse, which is fine; what they wrote before that counts.
			_ = json.NewEncoder(&out).Encode(v)
			if b, err := json.MarshalIndent(v, "", " "); err == nil {
				out.Write(b)
			}
			_ = xml.NewEncoder(&out).Encode(v)
			_ = gob.NewEncoder(&out).Encode(v)
			check(t, "log, slog, template, json, xml or gob", out.String())

			func() {
				defer func() { check(t, "panic value", fmt.Sprint(recover())) }()
				panic(v)
			}()
		})
	}
	// The check itself must be able to fail.
	if leaks(fmt.Sprint(struct{ b []byte }{secretText}), secretText) == "" || leaks(fmt.Sprintf("%#v", secretText), secretText) == "" {
		t.Fatal("a bare byte slice passes for secret")
	}
}

func TestSecretsSayWhatTheyAre(t *testing.T) {
	id := newIdentity(t, 1)
	key, err := NewFileKey(make([]byte, 16))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []any{NewSecret([]byte("x")), Secret{}, key, FileKey{}, id, *id, Identity{}, newRecovery(t, 1), Recovery{}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%q", "%d"} {
			if got := fmt.Sprintf(verb, v); got != "[secret]" {
				t.Errorf("%T with %s: %s", v, verb, got)
			}
		}
		b, err := json.Marshal(v)
		if err != nil || string(b) != `"[secret]"` {
			t.Errorf("%T as JSON: %s, %v", v, b, err)
		}
		if s := v.(fmt.Stringer).String(); s != "[secret]" {
			t.Errorf("%T.String: %s", v, s)
		}
		if s := v.(fmt.GoStringer).GoString(); s != "[secret]" {
			t.Errorf("%T.GoString: %s", v, s)
		}
		if text, err := v.(interface{ MarshalText() ([]byte, error) }).MarshalText(); err != nil || string(text) != "[secret]" {
			t.Errorf("%T.MarshalText: %s, %v", v, text, err)
		}
		if got := v.(slog.LogValuer).LogValue().String(); got != "[secret]" {
			t.Errorf("%T.LogValue: %s", v, got)
		}
	}
}

func TestSecretsCannotBeCompared(t *testing.T) {
	for _, v := range []any{Secret{}, FileKey{}, Identity{}, Recovery{}} {
		if reflect.TypeOf(v).Comparable() {
			t.Errorf("%T can be compared with ==, which takes as long as the first difference", v)
		}
	}
}

func TestSecret(t *testing.T) {
	b := []byte("kodeord")
	s := NewSecret(b)
	clear(b)
	if string(s.Bytes()) != "kodeord" {
		t.Fatal("the secret changed with the slice it was made from")
	}
	for _, c := range []struct {
		other Secret
		want  bool
	}{
		{NewSecret([]byte("kodeord")), true},
		{s, true},
		{NewSecret([]byte("kodeorE")), false},
		{NewSecret([]byte("kodeor")), false},
		{Secret{}, false},
	} {
		if s.Equal(c.other) != c.want || c.other.Equal(s) != c.want {
			t.Errorf("Equal with %q is not %v", c.other.Bytes(), c.want)
		}
	}
	if !(Secret{}).Equal(NewSecret(nil)) {
		t.Error("two empty secrets differ")
	}

	held, copied := s.Bytes(), s
	s.Wipe()
	s.Wipe()
	Secret{}.Wipe()
	if !bytes.Equal(held, make([]byte, 7)) {
		t.Errorf("after Wipe the memory holds %q", held)
	}
	if len(copied.Bytes()) != 0 || len(s.Bytes()) != 0 {
		t.Error("a wiped secret is not empty")
	}
}

func TestFileKey(t *testing.T) {
	raw := []byte("sixteen byte key")
	key, err := NewFileKey(raw)
	if err != nil || key.IsZero() || !bytes.Equal(key.Bytes(), raw) {
		t.Fatalf("NewFileKey: %v", err)
	}
	for _, n := range []int{0, 15, 17, 32} {
		if k, err := NewFileKey(make([]byte, n)); !errors.Is(err, ErrBadFileKey) || !k.IsZero() {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	other := slices.Clone(raw)
	other[15] ^= 1
	otherKey, err := NewFileKey(other)
	if err != nil {
		t.Fatal(err)
	}
	again, err := NewFileKey(raw)
	if err != nil {
		t.Fatal(err)
	}
	if !key.Equal(again) || key.Equal(otherKey) || key.Equal(FileKey{}) {
		t.Error("Equal is wrong")
	}
	if !(FileKey{}).IsZero() || (FileKey{}).Bytes() != nil {
		t.Error("the zero file key holds something")
	}
}
