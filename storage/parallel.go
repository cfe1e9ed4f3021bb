package storage

import (
	"encoding/json"
	"runtime"
	"sync"
	"sync/atomic"

	"brobygger/cases/history"
)

// inParallel calls f for 0 to n-1 on all cores and returns when all are done.
func inParallel(n int, f func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers <= 1 {
		for i := range n {
			f(i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}

// textOf is a text field of a body, "" where there is none.
func textOf(b *history.Body, field string) string {
	var s string
	if raw, ok := b.Set[field]; ok && json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}
