// Package versions is the screen To udgaver: where two people, or one person on
// two computers, have written the same field apart from each other, somebody
// chooses what holds.
//
// One field is shown at a time, all its versions beside each other where there
// is room: what each says, who wrote it, when, on which computer, and what its
// writer had seen. A letter chooses a version, a further one opens a field for
// another value, "s" leaves the choice for later. A reason may be given. Saving
// writes one entry that replaces exactly the versions that stood on the screen;
// all of them stay in the history.
//
// A version that comes in while somebody chooses takes the choice back, so that
// nobody settles what was not seen. What is typed is kept as a draft.
//
// What tells where somebody with a protected address lives is hidden until the
// key that shows secrets is pressed.
package versions
