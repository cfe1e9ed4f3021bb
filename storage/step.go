package storage

import "sync"

// step counts work done by several goroutines and tells of every hundredth
// part, from one goroutine at a time.
type step struct {
	mu    sync.Mutex
	done  int
	every int
	total int
	tell  func(done int)
}

func newStep(total int, tell func(done int)) *step {
	return &step{every: max(1, total/100), total: total, tell: tell}
}

func (s *step) add() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done++
	if s.done%s.every == 0 || s.done == s.total {
		s.tell(s.done)
	}
}
