package main

import (
	"time"

	"brobygger/cases"
	"brobygger/storage/unlocked"
)

// outsideAt makes, for an unlocked vault, the place where files go that leave it
// unlocked; now is the time that they are remembered with.
func outsideAt(now func() time.Time) func(cases.Store) cases.Outside {
	return func(s cases.Store) cases.Outside { return unlocked.New(s, unlocked.Options{Now: now}) }
}

// outside is where this session's files go.
func (a *app) outside(s *session) cases.Outside { return outsideAt(a.now)(s) }
