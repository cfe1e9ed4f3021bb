package main

import (
	"errors"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/when"
)

// parseDay reads a day that has been.
func (c *call) parseDay(flag, text string) (calendar.Date, error) {
	d, err := when.ParseDate(text, c.now(), when.Past)
	if err != nil {
		return d, &flagError{flag, err}
	}
	return d, nil
}

// when is the value of a flag that takes a day, a time or both, zero where it
// was not given.
func (c *call) when(name string, dir when.Direction) (when.Moment, error) {
	if !c.has(name) {
		return when.Moment{}, nil
	}
	m, err := when.Parse(c.str(name), c.now(), dir)
	if err != nil {
		return m, &flagError{"--" + name, err}
	}
	return m, nil
}

// found turns what a search for a name says into an error that names what was
// searched, for a flag or an argument. Names that fit are not repeated.
func found(flag, what string, err error) error {
	switch {
	case errors.Is(err, cases.ErrAmbiguous):
		err = &manyError{what: what}
	case errors.Is(err, cases.ErrNotFound):
		err = &missingError{what}
	}
	if err == nil || flag == "" {
		return err
	}
	return &flagError{flag, err}
}
