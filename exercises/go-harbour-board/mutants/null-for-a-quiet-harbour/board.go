package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
)

// Board is what a caller gets: every call of the listing is in exactly one of the two lists.
type Board struct {
	Harbour  string    `json:"harbour"`
	Complete bool      `json:"complete"`
	Arrivals []Arrival `json:"arrivals"`
	Missing  []Missing `json:"missing"`
}

type Arrival struct {
	Call   string `json:"call"`
	ETA    string `json:"eta"`
	Vessel Vessel `json:"vessel"`
}

type Missing struct {
	Call   string `json:"call"`
	Vessel string `json:"vessel"`
	Reason string `json:"reason"`
}

// buildBoard fails only if the listing does; a vessel that cannot be had is named on the board instead.
func buildBoard(ctx context.Context, registry *Registry, harbour string) (Board, error) {
	calls, err := registry.Calls(ctx, harbour)
	if err != nil {
		return Board{}, err
	}
	found := fetchVessels(ctx, registry, calls)
	if err := ctx.Err(); err != nil {
		return Board{}, err
	}
	return assemble(harbour, calls, found), nil
}

type lookup struct {
	vessel Vessel
	err    error
}

// fetchVessels asks for each distinct vessel once. How many requests are open at a time is the registry's business.
func fetchVessels(ctx context.Context, registry *Registry, calls []Call) map[string]lookup {
	var (
		found = make(map[string]lookup)
		mu    sync.Mutex
		wg    sync.WaitGroup
	)
	asked := make(map[string]bool)
	for _, call := range calls {
		if asked[call.Vessel] {
			continue
		}
		asked[call.Vessel] = true
		wg.Add(1)
		go func(id string) {
			defer wg.Done()
			vessel, err := registry.Vessel(ctx, id)
			mu.Lock()
			defer mu.Unlock()
			found[id] = lookup{vessel, err}
		}(call.Vessel)
	}
	wg.Wait()
	return found
}

func assemble(harbour string, calls []Call, found map[string]lookup) Board {
	ordered := slices.SortedFunc(slices.Values(calls), func(a, b Call) int {
		return cmp.Or(cmp.Compare(a.ETA, b.ETA), cmp.Compare(a.ID, b.ID))
	})
	board := Board{Harbour: harbour, Missing: []Missing{}}
	for _, call := range ordered {
		got := found[call.Vessel]
		if got.err != nil {
			board.Missing = append(board.Missing, Missing{call.ID, call.Vessel, reasonFor(got.err)})
			continue
		}
		board.Arrivals = append(board.Arrivals, Arrival{call.ID, call.ETA, got.vessel})
	}
	board.Complete = len(board.Missing) == 0
	return board
}

func reasonFor(err error) string {
	switch {
	case errors.Is(err, errUnknown):
		return "unknown"
	case errors.Is(err, errTimeout):
		return "timeout"
	case errors.Is(err, errBusy):
		return "busy"
	}
	return "failed"
}
