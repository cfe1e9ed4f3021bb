package main

import "github.com/inconshreveable/mousetrap"

// startedByDoubleClick says whether the window belongs to the program and will
// close with it.
func startedByDoubleClick() bool { return mousetrap.StartedByExplorer() }
