package main

import (
	"context"
	"sync"
)

// sharing lets callers who want the same board at the same time wait for one piece of work. Nothing is kept afterwards:
// a caller who comes later starts anew.
type sharing struct {
	build   func(ctx context.Context, harbour string) (Board, error)
	mu      sync.Mutex
	current map[string]*work
}

type work struct {
	done    chan struct{} // closed once board and err are set
	board   Board
	err     error
	callers int
	cancel  context.CancelFunc
}

func newSharing(build func(context.Context, string) (Board, error)) *sharing {
	return &sharing{build: build, current: make(map[string]*work)}
}

// get joins the work on this harbour, or begins it. The work outlives any one caller, and stops when the last one leaves.
func (s *sharing) get(ctx context.Context, harbour string) (Board, error) {
	w := s.join(harbour)
	defer s.leave(harbour, w)
	select {
	case <-w.done:
		return w.board, w.err
	case <-ctx.Done():
		return Board{}, ctx.Err()
	}
}

func (s *sharing) join(harbour string) *work {
	s.mu.Lock()
	defer s.mu.Unlock()
	if w, ok := s.current[harbour]; ok {
		w.callers++
		return w
	}
	// Not the context of the caller who happens to be first: the others would suffer when that one leaves.
	ctx, cancel := context.WithCancel(context.Background())
	w := &work{done: make(chan struct{}), callers: 1, cancel: cancel}
	s.current[harbour] = w
	go func() {
		w.board, w.err = s.build(ctx, harbour)
		s.forget(harbour, w)
		close(w.done)
	}()
	return w
}

func (s *sharing) leave(harbour string, w *work) {
	w.callers--
	if w.callers > 0 {
		return
	}
	w.cancel()
	s.mu.Lock()
	defer s.mu.Unlock()
	// Somebody who comes now must not join work that was just called off.
	if s.current[harbour] == w {
		delete(s.current, harbour)
	}
}

func (s *sharing) forget(harbour string, w *work) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current[harbour] == w {
		delete(s.current, harbour)
	}
}
