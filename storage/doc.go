// Package storage is the vault on disk: it implements [cases.Store] on a folder
// of age files and one folder of this device.
//
// # Contract
//
// Everything with content is a sealed history (docs/FORMAT.md §2), read and
// written by one codec. A save that has returned is durable twice: in this
// device's own log and in the case's file. Nothing that cannot be opened,
// decoded or believed is ever overwritten or deleted; it is set aside in the
// view, and the next save goes to another part. Reading repairs nothing.
//
// What is shown is the fold of the union of all files of a case and the own
// log, so a file that a sync program put back, overwrote or lost takes nothing
// away that this device has seen acknowledged, and no promise rests on a lock or
// on a rename that fails when it should.
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
