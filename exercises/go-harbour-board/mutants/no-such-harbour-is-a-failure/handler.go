package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"net/http"
)

// newHandler wires the service to the registry at the given base URL.
func newHandler(registryURL string) http.Handler {
	registry := newRegistry(registryURL)
	boards := newSharing(func(ctx context.Context, harbour string) (Board, error) {
		return buildBoard(ctx, registry, harbour)
	})

	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	mux.HandleFunc("GET /harbours/{harbour}/board", func(w http.ResponseWriter, r *http.Request) {
		board, err := boards.get(r.Context(), r.PathValue("harbour"))
		if err != nil {
			writeError(w, r, err)
			return
		}
		writeJSON(w, http.StatusOK, board)
	})
	return mux
}

// writeError is the one place where what went wrong becomes a status.
func writeError(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // The caller has left; there is nobody to tell.
	}
	log.Printf("%s: %v", r.URL.Path, err)
	status, code := http.StatusBadGateway, "registry_failed"
	switch {
	case errors.Is(err, errTimeout):
		status, code = http.StatusGatewayTimeout, "registry_timeout"
	case errors.Is(err, errBusy):
		status, code = http.StatusServiceUnavailable, "registry_busy"
	}
	writeJSON(w, status, map[string]string{"error": code})
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// An error here means that the caller is gone, which is no trouble of ours.
	_ = json.NewEncoder(w).Encode(body)
}
