// Package setup is what stands around the cases: Indstillinger, Sikkerhedskopi,
// Efterse arkivet and Om Brobygger.
//
// A backup, a restore and a repair go on when the screen is left, and say in the
// state line of whatever is shown then what they came to. A check that only looks
// is broken off instead.
//
// A backup that could not be opened again says so. As long as older copies hold
// what has been erased since, the screen says until when.
package setup
