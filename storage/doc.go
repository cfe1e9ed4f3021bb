// Package storage is the vault on disk: it implements [cases.Store] on a folder
// of age files and one folder of this device.
//
// # Contract
//
// Everything with content is a sealed history (docs/FORMAT.md §2), read and
// written by one codec. A save that has returned is durable twice: in this
// device's own log and in the file of the case or list. Nothing that cannot be opened,
// decoded or believed is ever overwritten or deleted; it is set aside in the
// view, and the next save goes to another part. Reading repairs nothing.
//
// What is shown is the fold of the union of all files of a case and the own
// log, so a file that a sync program put back, overwrote or lost takes nothing
// away that this device has seen acknowledged, and no promise rests on a lock or
// on a rename that fails when it should.
//
// # On disk
//
// The vault is as docs/FORMAT.md §1 says. Beside it:
//
//   - VAULT/aside/ holds what check --repair moved out of the way, and what a
//     broken-off init left. No reader looks there.
//   - A name that ends in ".tmp" is a file that is being written, or what an
//     exchange displaced. Readers take what is valid in it; where it is cut off it
//     never counted. The next save removes it when it is ten minutes old, and at
//     once where it may hold a text that was erased.
//   - DEVICE/identity is the key file, DEVICE/in-use an empty mark that is made
//     when the memory is durable, so that its loss is noticed.
//   - DEVICE/memory/state.age has history id "state" and heads.age "heads". Their
//     entries are of kind "memory" with the fields key and value, one entry a key.
//     The values of heads.age are lines of a case id, or of "list/" and a list's
//     name, and the heads last seen, keyed by the first character of the line.
//   - DEVICE/memory/log/<device>-<first>-<last>[-<n>].age: the numbers of the
//     entries in the device's log, and n where a file was written anew because a
//     body had to leave it, files were packed, or entries were pruned.
//   - DEVICE/memory/drafts/<id>.age: one entry of kind "draft" with the fields
//     form, case, title, cursor, after, and fields, a list of "name=value".
//   - DEVICE/memory/lock is this device's lock. It always comes before the
//     vault's.
//
// An entry of kind "seen" names other entries and says nothing: where a screen
// had more than 64 heads, such entries bundle them. The entries of one save chain:
// each names the one before it in the same history.
//
// A device whose id has written, in a vault file, an entry that its own log does
// not know and cannot have pruned, was copied or set back: it takes a new id
// before it writes.
//
// # Order of a save
//
//	read and merge · sign · own log: temporary file, fsync, rename, fsync folder
//	· each case: seal, temporary file, fsync, displace, look at what came out,
//	fsync folder · remove what is wholly contained
//
// Why a crash between any two steps is harmless stands beside each step in
// save.go and write.go.
//
// # Seam
//
// Every operation on files goes through [FS] and [Root]; [OS] is the real one.
// A test that fails, forgets or interleaves operations wraps a Root and embeds
// it, and hands its own FS in with [Options].
//
// # Errors
//
// Every error wraps one of the errors of package cases and, where there is one,
// the cause. Texts name files and random ids, never what stands in a case.
package storage
