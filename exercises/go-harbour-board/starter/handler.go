package main

import (
	"encoding/json"
	"net/http"
)

// newHandler wires the service to the registry at the given base URL. The visible tests call it as well: keep its
// signature, and do as you like with everything else.
func newHandler(registryURL string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	mux.HandleFunc("GET /harbours/{harbour}/board", func(w http.ResponseWriter, r *http.Request) {
		// Your work starts here. The registry is at registryURL, the harbour is r.PathValue("harbour").
		_ = registryURL
		writeJSON(w, http.StatusNotImplemented, map[string]string{"error": "not_implemented"})
	})
	return mux
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
