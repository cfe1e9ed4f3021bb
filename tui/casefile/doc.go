// Package casefile is the screen Sag: one case with its tabs Overblik, Kontakter,
// Netværk and Historik.
//
// The case is read when the screen is first shown and again when a save touched
// it, as a command; an answer that another has overtaken is dropped. Nothing is
// written here but what needs no form (done, postponed, undone): everything else
// opens a form by its route.
//
// Where an address is protected, the address, the phone and what tells where the
// person lives or works are hidden on every tab, also in the old values of the
// history, until the key that shows secrets is pressed; moving on hides them
// again.
//
// Struck and erased things keep their place and say so in words.
package casefile
