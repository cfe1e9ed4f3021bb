// Package history is the one shape of everything sealed in a vault: a set of
// signed entries that name what their author had seen.
//
// An [Entry] is a head and a body. The head is a line of ASCII JSON that says
// who wrote, on which device, after which entries, when, what kind of thing,
// and the hash of the body. An entry's [ID] is the SHA-256 of the head's exact
// bytes. The body says what was written: an entity that is made or changed, the
// fields that are set and, for each field, the entries whose values are
// replaced. A body that has been erased is left out; head, id and signature
// stay whole.
//
// # Entities and registers
//
// A body without "of" makes an entity, of the kind that the head names; a body
// with "of" writes on that entity. Each field of an entity is a register: its
// values are those that nobody has replaced. More than one distinct value is a
// conflict, which a person settles with an entry that replaces all of them.
//
// # Strike and erase
//
// An entry of kind "strike" crosses out its targets: a struck write neither
// counts nor replaces, a struck entity is kept and shown crossed out. A write
// on an entity that the strike's author had not seen beats the strike. An entry
// of kind "erase" makes every replica drop the bodies of its targets for good.
//
// # Fold and merge
//
// [Merge] is set union, [Fold] a pure function of the set: the order in which
// entries arrive decides nothing, and time only breaks ties. The package does
// no I/O, knows no clock, no keys and no encryption: whoever reads a file checks
// signatures and sets [Entry.Trust] before folding.
package history
