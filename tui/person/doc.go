// Package person is Vis for borger: the screen turned towards the person whom one
// case is about, so that both can work on the plan.
//
// It shows [cases.Case.ForPerson] and nothing else: own words first, a row for each
// arena with the worker's score and the person's own beside it, never mixed, and
// what was agreed. The person answers with a digit, which is saved at once, writes
// words of their own, and takes them back without saying why.
//
// It is a [tui.Sole]: no key leads from it to another screen, and what other
// screens want to say waits. Leaving takes the passphrase of whoever unlocked the
// vault; where their key has none, Enter, and the screen says so. A lock ends it.
package person
