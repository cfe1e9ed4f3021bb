// Package caselist is the screen Sager: every case that this key opens, sorted,
// filtered, found by typing.
//
// The cases come from [cases.Store.Rows], once when the screen is first shown and
// again when a save changed one. Sorting, and what is typed, never ask the disk.
// The selected row is kept by its case, so a sort, a filter, a merge or a lock
// leave it selected; sort and filter are remembered sealed when the screen goes.
//
// Columns go in a fixed order where the window is narrow: begun, worker, kind,
// phase, last contact, number. Name, flags and what comes next always stay.
package caselist
