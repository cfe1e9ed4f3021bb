package main

import (
	"slices"
	"strconv"
	"strings"
)

// keyValue is the value of a flag that takes one or several of some keys.
type keyValue struct {
	allowed []string
	several bool
	chosen  []string
}

// keyError: the value is none of the keys.
type keyError struct{ allowed []string }

func (e *keyError) Error() string { return "not one of " + strings.Join(e.allowed, ", ") }

func (v *keyValue) Set(s string) error {
	given := []string{s}
	if v.several {
		given = strings.Split(s, ",")
	} else {
		v.chosen = nil
	}
	for _, k := range given {
		k = strings.ToLower(strings.TrimSpace(k))
		if !slices.Contains(v.allowed, k) {
			return &keyError{v.allowed}
		}
		if !slices.Contains(v.chosen, k) {
			v.chosen = append(v.chosen, k)
		}
	}
	return nil
}

func (v *keyValue) String() string { return strings.Join(v.chosen, ",") }
func (v *keyValue) Type() string   { return "key" }

// numberValue is the value of a flag that takes a whole number from 0 on.
type numberValue struct {
	set bool
	n   int
}

// numberError: the value is no whole number from 0 on.
type numberError struct{}

func (numberError) Error() string { return "not a whole number" }

func (v *numberValue) Set(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 1<<30 {
		return numberError{}
	}
	v.n, v.set = n, true
	return nil
}

func (v *numberValue) String() string {
	if !v.set {
		return ""
	}
	return strconv.Itoa(v.n)
}
func (v *numberValue) Type() string { return "number" }

// has says whether a flag was given.
func (c *call) has(name string) bool { return c.Flags().Changed(name) }

// str is the value of a flag as it was given, "" where it was not.
func (c *call) str(name string) string { return c.Flags().Lookup(name).Value.String() }

// on says whether a flag that stands alone was given.
func (c *call) on(name string) bool { return c.str(name) == "true" }

// list is the value of a flag that takes several keys.
func (c *call) list(name string) []string {
	v, _ := c.Flags().Lookup(name).Value.(*keyValue)
	return slices.Clone(v.chosen)
}

// all are the values of a flag that may be given several times.
func (c *call) all(name string) []string {
	all, err := c.Flags().GetStringArray(name)
	if err != nil {
		panic("the flag --" + name + " is not declared so")
	}
	return all
}

// num is the value of a number flag, and whether it was given.
func (c *call) num(name string) (int, bool) {
	v, _ := c.Flags().Lookup(name).Value.(*numberValue)
	return v.n, v.set
}

// yes is the value of a yes/no flag, nil where it was not given.
func (c *call) yes(name string) *bool {
	if !c.has(name) {
		return nil
	}
	b := c.str(name) == "true"
	return &b
}
