package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"
)

const (
	timeLimit    = time.Second
	maxBodyBytes = 1 << 20
)

// newHandler wires the service to the guest book. The visible tests call it too: keep its signature.
func newHandler(bookURL string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /greetings/{guest}", func(w http.ResponseWriter, r *http.Request) {
		_, status := lookUp(r.Context(), bookURL, r.PathValue("guest"))
		if status != http.StatusOK {
			writeJSON(w, status, map[string]string{"error": http.StatusText(status)})
			return
		}
		writeJSON(w, status, map[string]string{"greeting": "Hello, guest"})
	})
	return mux
}

// lookUp asks the book for a name. The status is the one that our caller gets.
func lookUp(parent context.Context, bookURL, guest string) (string, int) {
	ctx, cancel := context.WithTimeout(parent, timeLimit)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, bookURL+"/guests/"+url.PathEscape(guest), nil)
	if err != nil {
		return "", http.StatusBadGateway
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", statusAfter(ctx)
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusNotFound {
		return "", http.StatusNotFound
	}
	if response.StatusCode != http.StatusOK {
		return "", http.StatusBadGateway
	}
	var entry struct{ Name string }
	if err := json.NewDecoder(io.LimitReader(response.Body, maxBodyBytes)).Decode(&entry); err != nil {
		return "", statusAfter(ctx)
	}
	return entry.Name, http.StatusOK
}

// statusAfter tells the time limit from other failures.
func statusAfter(ctx context.Context) int {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return http.StatusGatewayTimeout
	}
	return http.StatusBadGateway
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
