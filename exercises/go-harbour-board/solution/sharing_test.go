package main

import (
	"context"
	"errors"
	"sync"
	"testing"
)

// paused builds boards that wait for the test, and counts how often one was begun.
type paused struct {
	mu      sync.Mutex
	begun   int
	started chan struct{}
	open    chan struct{}
	stopped chan struct{}
}

func newPaused() *paused {
	return &paused{started: make(chan struct{}, 9), open: make(chan struct{}), stopped: make(chan struct{}, 9)}
}

func (p *paused) build(ctx context.Context, harbour string) (Board, error) {
	p.mu.Lock()
	p.begun++
	p.mu.Unlock()
	p.started <- struct{}{}
	select {
	case <-p.open:
		return Board{Harbour: harbour}, nil
	case <-ctx.Done():
		p.stopped <- struct{}{}
		return Board{}, ctx.Err()
	}
}

func TestFirstCallerMayLeave(t *testing.T) {
	p := newPaused()
	s := newSharing(p.build)
	second := s.join("lume") // Joined by hand, so that there is no doubt about the order.
	<-p.started

	first, leave := context.WithCancel(context.Background())
	leave()
	if _, err := s.get(first, "lume"); !errors.Is(err, context.Canceled) {
		t.Fatalf("a caller who left got %v", err)
	}
	close(p.open)
	<-second.done
	if second.err != nil || second.board.Harbour != "lume" {
		t.Fatalf("the caller who stayed got %v, %v", second.board, second.err)
	}
	if p.begun != 1 {
		t.Fatalf("the board was begun %d times, want once", p.begun)
	}
}

func TestWorkStopsWithTheLastCaller(t *testing.T) {
	p := newPaused()
	s := newSharing(p.build)
	one, two := s.join("lume"), s.join("lume")
	<-p.started
	s.leave("lume", one)
	select {
	case <-p.stopped:
		t.Fatal("the work stopped although a caller was waiting")
	default:
	}
	s.leave("lume", two)
	<-p.stopped

	close(p.open)
	board, err := s.get(context.Background(), "lume")
	if err != nil || board.Harbour != "lume" {
		t.Fatalf("a caller after that got %v, %v", board, err)
	}
}
