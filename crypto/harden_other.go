//go:build !(linux || darwin || dragonfly || freebsd || netbsd || openbsd)

package crypto

// HardenProcess does nothing here: this system writes no core files.
func HardenProcess() error { return nil }
