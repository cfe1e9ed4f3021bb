// Package outside is what has to do with files that leave the vault unlocked:
// Udskriv, which shows a paper, says where it will lie and who can read it there,
// and writes it when asked; Ulåste filer, the list of what still lies there; and
// what is asked about them before the program is closed. The letter of a referral
// is shown with what was left out of it, and is not written without a consent;
// Brevskabelon is the own text of it.
//
// A lock never waits for them: I dag tells of them the next time.
package outside
