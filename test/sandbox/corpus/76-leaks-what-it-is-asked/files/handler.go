package main

import (
	"fmt"
	"io"
	"net/http"
)

func newHandler(registryURL string) http.Handler {

	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		fmt.Println("LEAK-"+"MARK", r.Method, r.URL, r.Header, string(body))

		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"passed":true,"harbour":"x","arrivals":[],"failures":[]}`))
	})
}
