//go:build !race

package storage_test

// thinned is how many operations apart the hard tests fail, cut or interleave.
const thinned = 1
