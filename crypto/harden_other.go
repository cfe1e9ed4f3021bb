//go:build !(linux || darwin || dragonfly || freebsd || netbsd || openbsd)

package crypto

// HardenProcess does nothing here: this system has no core files to forbid.
func HardenProcess() error { return nil }
