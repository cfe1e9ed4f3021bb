//go:build race

package storage_test

// thinned is how many operations apart the hard tests fail, cut or interleave:
// under the race detector, which is there for what runs at once, every fifth.
const thinned = 5
