// Package storagetest holds file systems for testing package storage: a [Disk]
// in memory that knows what a power cut would leave of it, and [Watch], which
// stands before and behind every operation of any file system.
//
// # The disk's rules
//
// They are those of the least that POSIX promises, made strict:
//
//   - what was written to a file is durable when the file has been synced;
//   - a name that was made, moved, swapped or removed is durable when the folder
//     that holds it has been synced, and a folder's own name when the folder above
//     has been; a move between two folders needs both;
//   - a file that was never synced is not there after a cut, whatever its folder
//     says;
//   - names may become durable before data, and removals before anything else;
//     a move within a folder is one step.
//
// [Disk.Cut] gives the disk as it is found after a power cut. What such a cut
// keeps beyond the promise is up to a [Cut], and a program that promises to lose
// nothing has to stand all of [Cuts].
package storagetest
