package history

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

const (
	goodSalt = `"salt":"000102030405060708090a0b0c0d0e0f"`
	idA      = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	idB      = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
)

func TestCheckJSON(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	tests := []struct {
		name string
		in   string
		ok   bool
	}{
		{"object", `{"a":1,"b":[true,false,null],"c":"æ\u00e6"}`, true},
		{"empty object", `{}`, true},
		{"empty array", `[]`, true},
		{"surrogate pair", `"\ud83d\ude00"`, true},
		{"greatest number", `9223372036854775807`, true},
		{"least number", `-9223372036854775808`, true},
		{"deepest", deep(33), true},
		{"escapes", `"\"\\\/\b\f\n\r\t"`, true},

		{"key twice", `{"a":1,"a":2}`, false},
		{"key twice, one escaped", `{"a":1,"\u0061":2}`, false},
		{"keys that differ in case", `{"a":1,"A":2}`, false},
		{"keys that differ in case, Danish", `{"æ":1,"Æ":2}`, false},
		{"the Kelvin sign is a k", `{"k":1,"\u212a":2}`, false},
		{"the long s is an s", `{"Set":1,"ſet":2}`, false},
		{"key twice among many", `{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"B":1}`, false},
		{"key twice in a nested object", `{"x":{"a":1,"a":2}}`, false},
		{"bad utf-8", "\"\xff\"", false},
		{"overlong utf-8", "\"\xc0\xaf\"", false},
		{"surrogate in utf-8", "\"\xed\xa0\x80\"", false},
		{"lone high surrogate", `"\ud83d"`, false},
		{"lone low surrogate", `"\ude00"`, false},
		{"surrogates in the wrong order", `"\ude00\ud83d"`, false},
		{"high surrogate before a letter", `"\ud83d\u0061"`, false},
		{"control character", "\"a\nb\"", false},
		{"beyond int64", `9223372036854775808`, false},
		{"below int64", `-9223372036854775809`, false},
		{"far beyond int64", `99999999999999999999999`, false},
		{"fraction", `1.5`, false},
		{"exponent", `1e3`, false},
		{"leading zero", `01`, false},
		{"negative zero", `-0`, false},
		{"sign alone", `-`, false},
		{"plus", `+1`, false},
		{"too deep", deep(34), false},
		{"space before", ` {}`, false},
		{"space inside", `{"a": 1}`, false},
		{"newline after", "{}\n", false},
		{"two values", `{}{}`, false},
		{"comma at the end", `[1,]`, false},
		{"comma at the end of an object", `{"a":1,}`, false},
		{"not closed", `{"a":1`, false},
		{"string not closed", `"a`, false},
		{"escape cut off", `"\u00`, false},
		{"bad escape", `"\x41"`, false},
		{"no key", `{1:2}`, false},
		{"no colon", `{"a" 1}`, false},
		{"word cut off", `tru`, false},
		{"word in capitals", `True`, false},
		{"nothing", ``, false},
		{"byte order mark", "\uFEFF{}", false},
		{"over four MiB", `"` + strings.Repeat("a", MaxLine) + `"`, false},
	}
	for _, tt := range tests {
		err := CheckJSON([]byte(tt.in))
		if (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.name, err)
		}
		if err != nil && !errors.Is(err, ErrForged) {
			t.Errorf("%s: %v is not ErrForged", tt.name, err)
		}
	}
}

func TestParseBody(t *testing.T) {
	tests := []struct {
		name string
		in   string
		ok   bool
	}{
		{"salt alone", `{` + goodSalt + `}`, true},
		{"all", `{` + goodSalt + `,"of":"` + idA + `","set":{"a":1},"replaces":{"a":["` + idB + `"]},"targets":["` + idA + `"],"reason":"r"}`, true},
		{"unknown key", `{` + goodSalt + `,"later":{"set":1,"Set":2.0}}`, false}, // a float, and keys that differ in case
		{"unknown key with anything", `{` + goodSalt + `,"later":{"Set":2}}`, true},

		{"no salt", `{"set":{"a":1}}`, false},
		{"salt not first", `{"set":{"a":1},` + goodSalt + `}`, false},
		{"short salt", `{"salt":"00"}`, false},
		{"salt in capitals", `{"salt":"000102030405060708090A0B0C0D0E0F"}`, false},
		{"Set", `{` + goodSalt + `,"Set":{"a":1}}`, false},
		{"SET", `{` + goodSalt + `,"SET":{"a":1}}`, false},
		{"Set by escape", `{` + goodSalt + `,"\u0053et":{"a":1}}`, false},
		{"set with a long s", `{` + goodSalt + `,"ſet":{"a":1}}`, false},
		{"Of", `{` + goodSalt + `,"Of":"` + idA + `"}`, false},
		{"Targets", `{` + goodSalt + `,"Targets":[]}`, false},
		{"replaces with a long s", `{` + goodSalt + `,"replaceſ":{}}`, false},
		{"of is no id", `{` + goodSalt + `,"of":"x"}`, false},
		{"of in capitals", `{` + goodSalt + `,"of":"` + strings.ToUpper(idA) + `"}`, false},
		{"target is no id", `{` + goodSalt + `,"targets":["x"]}`, false},
		{"replaces no id", `{` + goodSalt + `,"replaces":{"a":["x"]}}`, false},
		{"of of the wrong type", `{` + goodSalt + `,"of":1}`, false},
		{"set of the wrong type", `{` + goodSalt + `,"set":[]}`, false},
		{"no object", `[]`, false},
		{"null", `null`, false},
	}
	for _, tt := range tests {
		b, err := ParseBody([]byte(tt.in))
		if (err == nil) != tt.ok || (b == nil) == tt.ok {
			t.Errorf("%s: %v, %v", tt.name, b, err)
		}
		if err != nil && !errors.Is(err, ErrForged) {
			t.Errorf("%s: %v is not ErrForged", tt.name, err)
		}
	}
}

func goodHead() Head {
	return Head{Author: keyOf("amira"), Device: "0123456789abcdef", Seq: 12, After: []ID{idA, idB}, Time: start, Kind: "contact",
		Body: HashBody([]byte("{}"))}
}

func TestParseHead(t *testing.T) {
	good := string(goodHead().Encode())
	swap := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("the good head has no %s", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	manyAfter := goodHead()
	for range MaxAfter {
		manyAfter.After = append(manyAfter.After, idB)
	}
	tests := []struct {
		name string
		in   string
		ok   bool
	}{
		{"good", good, true},
		{"critical", swap(`,"body"`, `,"critical":true,"body"`), true},
		{"with a key of a later version", strings.TrimSuffix(good, "}") + `,"later":[1,"x"]}`, true},
		{"no after", swap(`["`+idA+`","`+idB+`"]`, `[]`), true},

		{"not critical, said", swap(`,"body"`, `,"critical":false,"body"`), false},
		{"critical at the end", strings.TrimSuffix(good, "}") + `,"critical":true}`, false},
		{"white space", swap(`,"seq"`, `, "seq"`), false},
		{"another order", `{"device":"0123456789abcdef",` + strings.Replace(good[1:], `"device":"0123456789abcdef",`, "", 1), false},
		{"letter beyond ascii", strings.TrimSuffix(good, "}") + `,"later":"æ"}`, false},
		{"escaped letter", swap(`"contact"`, `"\u0063ontact"`), false},
		{"number beyond 2^53", swap(`"seq":12`, `"seq":9007199254740993`), false},
		{"seq 0", swap(`"seq":12`, `"seq":0`), false},
		{"seq below 0", swap(`"seq":12`, `"seq":-1`), false},
		{"ids out of order", swap(`"`+idA+`","`+idB+`"`, `"`+idB+`","`+idA+`"`), false},
		{"id twice", swap(`"`+idA+`","`+idB+`"`, `"`+idA+`","`+idA+`"`), false},
		{"over 64 ids", string(manyAfter.Encode()), false},
		{"after null", swap(`["`+idA+`","`+idB+`"]`, `null`), false},
		{"id is no hash", swap(idA, strings.Repeat("g", 64)), false},
		{"author without algorithm", swap("ed25519:", "ed25518:"), false},
		{"author with two spellings", swap(string(keyOf("amira")), string(keyOf("amira"))[:50]+"_"), false},
		{"author with a line end", swap(string(keyOf("amira")), string(keyOf("amira"))[:49]+"A\r"), false},
		{"author is no base64", swap(string(keyOf("amira")), "ed25519:"+strings.Repeat("!", 43)), false},
		{"device too short", swap("0123456789abcdef", "0123"), false},
		{"time with fractions", swap(`:00Z"`, `:00.5Z"`), false},
		{"time with a zone", swap(`:00Z"`, `:00+01:00"`), false},
		{"no such time", swap("2026-12-07", "2026-02-30"), false},
		{"kind in capitals", swap(`"contact"`, `"Contact"`), false},
		{"no kind", swap(`"contact"`, `""`), false},
		{"body is no hash", swap(`"sha256:`, `"sha512:`), false},
		{"Author beside author", strings.TrimSuffix(good, "}") + `,"Author":"x"}`, false},
		{"ſeq beside seq", strings.TrimSuffix(good, "}") + `,"\u017feq":13}`, false},
		{"cut off", good[:len(good)-1], false},
		{"twice", good + good, false},
		{"nothing", "", false},
	}
	for _, tt := range tests {
		h, err := ParseHead([]byte(tt.in))
		if (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.name, err)
		}
		if err != nil && !errors.Is(err, ErrForged) {
			t.Errorf("%s: %v is not ErrForged", tt.name, err)
		}
		if err == nil && (h.Seq != 12 || h.Kind != "contact" || !h.Time.Equal(start)) {
			t.Errorf("%s: read %+v", tt.name, h)
		}
	}
}

func TestNewEntryNeedsTheBodyThatTheHeadNames(t *testing.T) {
	body := []byte(`{` + goodSalt + `}`)
	h := goodHead()
	h.Body = HashBody(body)
	if e, err := NewEntry(h.Encode(), body, "ed25519:x"); err != nil || e.Body() == nil || e.ID != IDOf(h.Encode()) {
		t.Errorf("an honest entry is refused: %v", err)
	}
	if e, err := NewEntry(h.Encode(), nil, "ed25519:x"); err != nil || e.Body() != nil {
		t.Errorf("an erased entry is refused: %v", err)
	}
	h.Body = HashBody([]byte("another"))
	if _, err := NewEntry(h.Encode(), body, "ed25519:x"); !errors.Is(err, ErrForged) {
		t.Errorf("a body that the head does not name is taken: %v", err)
	}
}

func TestEncodeBodyRefersWithinASave(t *testing.T) {
	made := []ID{idA, idB}
	raw, err := EncodeBody(Change{Kind: "followup", Set: map[string]any{"contact": Ref(1), "text": "<b> & \u2028"}}, [16]byte{1}, made)
	if err != nil || !strings.Contains(string(raw), `"contact":"`+idB+`"`) || !strings.Contains(string(raw), `<b> & `) {
		t.Errorf("%s, %v", raw, err)
	}
	raw, err = EncodeBody(Change{Kind: "case-set", OfSame: true, OfRef: 0}, [16]byte{1}, made)
	if err != nil || !strings.Contains(string(raw), `"of":"`+idA+`"`) {
		t.Errorf("%s, %v", raw, err)
	}
	for _, c := range []Change{{Set: map[string]any{"contact": Ref(2)}}, {OfSame: true, OfRef: 2}, {Set: map[string]any{"x": 1.5}}} {
		if _, err := EncodeBody(c, [16]byte{1}, made); err == nil {
			t.Errorf("%+v was encoded", c)
		}
	}
}

func FuzzCheckJSON(f *testing.F) {
	for _, s := range []string{`{"a":[1,"\ud83d\ude00",{"b":null}]}`, `{"k":1,"\u212a":2}`, `[-0]`, `"\`, "{\"\xff\":1}", `9223372036854775808`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := CheckJSON(b); err != nil {
			if !errors.Is(err, ErrForged) {
				t.Fatalf("%v is not ErrForged", err)
			}
			return
		}
		var v any
		if err := json.Unmarshal(b, &v); err != nil {
			t.Fatalf("encoding/json refuses what is accepted: %v", err)
		}
		if b[0] == '{' {
			if n, err := EndOfObject(append(b, "rest"...)); err != nil || n != len(b) {
				t.Fatalf("end of object is %d of %d, %v", n, len(b), err)
			}
			// No two keys may be one field to encoding/json.
			var m map[string]json.RawMessage
			if err := json.Unmarshal(b, &m); err != nil {
				t.Fatal(err)
			}
			for k := range m {
				for o := range m {
					if k != o && strings.EqualFold(k, o) {
						t.Fatalf("two keys differ only in case")
					}
				}
			}
		}
	})
}

func FuzzParseHead(f *testing.F) {
	good := goodHead().Encode()
	f.Add(good)
	f.Add([]byte(strings.TrimSuffix(string(good), "}") + `,"later":[1,"x"]}`))
	f.Add([]byte(strings.Replace(string(good), `,"body"`, `,"critical":true,"body"`, 1)))
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := ParseHead(b)
		if err != nil {
			return
		}
		enc := string(h.Encode())
		if string(b) != enc && !strings.HasPrefix(string(b), enc[:len(enc)-1]+",") {
			t.Fatalf("a head is read that is not in its one form")
		}
		if h.Time.Location() != time.UTC || h.Seq < 1 || len(h.After) > MaxAfter {
			t.Fatalf("read %+v", h)
		}
	})
}

func FuzzParseBody(f *testing.F) {
	f.Add([]byte(`{` + goodSalt + `,"of":"` + idA + `","set":{"a":1},"replaces":{"a":["` + idB + `"]},"targets":["` + idA + `"],"reason":"r"}`))
	f.Add([]byte(`{` + goodSalt + `,"Set":{}}`))
	f.Add([]byte(`{` + goodSalt + `,"\u017fet":{}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		body, err := ParseBody(b)
		if err != nil {
			return
		}
		// What a reader that folds case sees is what one that does not fold sees.
		var m map[string]json.RawMessage
		if err := json.Unmarshal(b, &m); err != nil {
			t.Fatal(err)
		}
		if _, has := m["set"]; !has && body.Set != nil {
			t.Fatalf("fields come from a key that is not set")
		}
		if _, has := m["of"]; !has && body.Of != "" {
			t.Fatalf("of comes from another key")
		}
		// A body that is read can be folded.
		e := &Entry{ID: idA, Head: Head{Kind: "contact", Seq: 1}, RawBody: b, Trust: TrustGood}
		Fold([]*Entry{e}, Rules{})
	})
}
