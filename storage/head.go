package storage

import "brobygger/cases/history"

// parseHead reads a head strictly.
func parseHead(raw []byte) (history.Head, error) { return history.ParseHead(raw) }
