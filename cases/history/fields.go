package history

import "encoding/json"

// Text is the value of a text field to show, "" when there is none.
func (e *Entity) Text(field string) string {
	var s string
	e.decode(field, &s)
	return s
}

// Int is the value of a number field and whether there is one.
func (e *Entity) Int(field string) (int64, bool) {
	var n int64
	ok := e.decode(field, &n)
	return n, ok
}

// Bool is the value of a yes/no field and whether there is one.
func (e *Entity) Bool(field string) (value, ok bool) {
	ok = e.decode(field, &value)
	return value, ok
}

// List is the value of a field that holds several texts.
func (e *Entity) List(field string) []string {
	var l []string
	e.decode(field, &l)
	return l
}

// Has says whether the field holds a value other than null.
func (e *Entity) Has(field string) bool {
	v, ok := e.Fields[field].Last()
	return ok && string(v.Raw) != "null"
}

// Writers are the entries whose values the field holds; see [Register.Writers].
func (e *Entity) Writers(field string) []ID { return e.Fields[field].Writers() }

func (e *Entity) decode(field string, to any) bool {
	v, ok := e.Fields[field].Last()
	return ok && string(v.Raw) != "null" && json.Unmarshal(v.Raw, to) == nil
}
