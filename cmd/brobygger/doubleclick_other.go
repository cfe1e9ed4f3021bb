//go:build !windows

package main

// startedByDoubleClick says whether the window belongs to the program and will
// close with it; outside Windows a terminal keeps what was said.
func startedByDoubleClick() bool { return false }
