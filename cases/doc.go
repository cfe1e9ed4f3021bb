// Package cases is the domain of brobygger: case files for mentorforløb,
// sociale viceværter and netværksmøder, as a fold of signed entries.
//
// It is pure: no I/O, no clock, no encryption, no terminal. Days, times and
// randomness come in as parameters, so that every rule can be tested to the
// day. A [Case] is what a set of entries says ([Read]); a change is a list of
// [Change] values that the vault signs and stores ([Store]). Every builder of
// changes takes the case as it was on the screen, so that what its reader had
// not seen is never hidden (see cases/history).
//
// Keys of kinds, phases, outcomes, channels, roles, arenas and themes are
// ASCII, stand in files for ever and are listed in docs/FORMAT.md; the words a
// person reads live in the language files.
package cases
