package demo

import (
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"brobygger/cases"
	"brobygger/cases/calendar"
	"brobygger/cases/casenumber"
)

// AllStates is from how many cases on every state occurs.
const AllStates = 60

// Errors of [Generate]; test with errors.Is.
var (
	// ErrOptions means that a demo cannot be made with these options.
	ErrOptions = errors.New("demo: options")
)

// Options say which demo to make.
type Options struct {
	Seed    uint64
	Day     calendar.Date // today: every date is relative to it
	Now     time.Time     // no step is later; its location is that of all times
	Cases   int           // how many
	Workers []Worker      // who writes; at least one
	// Services are the ids of the services of [Services] where they stand in the
	// directory, in their order; without them a service is named by its name.
	Services []cases.EntryID
}

// Worker is somebody who writes in the demo.
type Worker struct {
	Member string             // member id
	Name   string             // for the text that names a stedfortræder
	Roles  []cases.MemberRole // decide who gets which kind of case; none means all kinds
}

func (w Worker) takes(k cases.Kind) bool {
	need := map[cases.Kind]cases.MemberRole{cases.KindMentoring: cases.MemberMentor, cases.KindTenancy: cases.MemberVicevaert,
		cases.KindNetwork: cases.MemberMoedeleder}[k]
	return len(w.Roles) == 0 || cases.Author{Roles: w.Roles}.Has(need)
}

// Generate gives the plans of the cases one by one; the first eight are made by
// hand. Memory does not grow with their number, but for the case numbers. It
// ends after the first error: ErrOptions, or one of casenumber.New.
func Generate(o Options) iter.Seq2[*Plan, error] {
	return func(yield func(*Plan, error) bool) {
		g, err := newGenerator(o)
		if err != nil {
			yield(nil, err)
			return
		}
		for i := range o.Cases {
			p, err := g.plan(i)
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}

// generator makes the plans of one demo.
type generator struct {
	Options
	w       *world
	loc     *time.Location
	numbers map[string]bool
	random  *rand.ChaCha8 // for case numbers
	byKind  map[cases.Kind][]int
}

func newGenerator(o Options) (*generator, error) {
	switch {
	case o.Cases < 0:
		return nil, fmt.Errorf("%w: %d cases", ErrOptions, o.Cases)
	case len(o.Workers) == 0:
		return nil, fmt.Errorf("%w: nobody who writes", ErrOptions)
	case !o.Day.Valid():
		return nil, fmt.Errorf("%w: no day", ErrOptions)
	}
	w, err := loadWorld()
	if err != nil {
		return nil, err
	}
	var seed [32]byte
	for i := range 8 {
		seed[i] = byte(o.Seed >> (8 * i))
	}
	copy(seed[8:], "brobygger demo")
	g := &generator{Options: o, w: w, loc: o.Now.Location(), numbers: map[string]bool{}, random: rand.NewChaCha8(seed),
		byKind: map[cases.Kind][]int{}}
	for _, k := range cases.Kinds() {
		for i, one := range o.Workers {
			if one.takes(k) {
				g.byKind[k] = append(g.byKind[k], i)
			}
		}
		if g.byKind[k] == nil {
			for i := range o.Workers {
				g.byKind[k] = append(g.byKind[k], i)
			}
		}
	}
	for i := range w.first {
		g.numbers[fmt.Sprintf("%02d-%s", g.openedFirst(i).Year%100, w.first[i].Nummer)] = true
	}
	return g, nil
}

// caseID is the id of the case at an index.
func (g *generator) caseID(index int) string {
	d := drawFor(g.Seed, index, 'I')
	var b [16]byte
	for i := range b {
		b[i] = byte(d.Uint32())
	}
	return hex.EncodeToString(b[:])
}

func (g *generator) number(index, year int) (string, error) {
	if index < len(g.w.first) {
		return fmt.Sprintf("%02d-%s", year%100, g.w.first[index].Nummer), nil
	}
	n, err := casenumber.New(year, g.random, func(n string) bool { return g.numbers[n] })
	if err != nil {
		return "", err
	}
	g.numbers[n] = true
	return n, nil
}

func (g *generator) plan(index int) (*Plan, error) {
	o := g.outline(index)
	number, err := g.number(index, o.opened.Year)
	if err != nil {
		return nil, err
	}
	p := &Plan{Index: index, ID: g.caseID(index), Number: number, Kind: o.kind, Name: o.cast.person.name, Worker: o.worker, Deputy: o.deputy}
	newWriter(g, o, p).write()
	return p, nil
}
