package history

import (
	"bytes"
	"encoding/json"
)

// Text is the value of a text field to show, "" when there is none.
func (e *Entity) Text(field string) string {
	raw := e.raw(field)
	// Most texts stand in JSON as they are; the bytes were checked when read.
	if n := len(raw); n >= 2 && raw[0] == '"' && bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : n-1])
	}
	var s string
	decode(raw, &s)
	return s
}

// Int is the value of a number field and whether there is one.
func (e *Entity) Int(field string) (int64, bool) {
	var n int64
	ok := decode(e.raw(field), &n)
	return n, ok
}

// Bool is the value of a yes/no field and whether there is one.
func (e *Entity) Bool(field string) (value, ok bool) {
	switch string(e.raw(field)) {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	return false, false
}

// List is the value of a field that holds several texts.
func (e *Entity) List(field string) []string {
	var l []string
	decode(e.raw(field), &l)
	return l
}

// Has says whether the field holds a value other than null.
func (e *Entity) Has(field string) bool {
	v, ok := e.Fields[field].Last()
	return ok && string(v.Raw) != "null"
}

// Writers are the entries whose values the field holds; see [Register.Writers].
func (e *Entity) Writers(field string) []ID { return e.Fields[field].Writers() }

// raw is the value to show as JSON, nil when there is none.
func (e *Entity) raw(field string) json.RawMessage {
	if v, ok := e.Fields[field].Last(); ok && string(v.Raw) != "null" {
		return v.Raw
	}
	return nil
}

func decode(raw json.RawMessage, to any) bool {
	return raw != nil && json.Unmarshal(raw, to) == nil
}
