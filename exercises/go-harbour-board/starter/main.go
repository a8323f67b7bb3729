// Command harbourboard serves arrival boards for harbours, built from the registry's JSON API.
package main

import (
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	server := &http.Server{
		Addr:              ":" + envOr("PORT", "8080"),
		Handler:           newHandler(envOr("UPSTREAM_URL", "http://127.0.0.1:9090")),
		ReadHeaderTimeout: 5 * time.Second,
	}
	log.Printf("listening on %s", server.Addr)
	log.Fatal(server.ListenAndServe())
}

func envOr(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}
