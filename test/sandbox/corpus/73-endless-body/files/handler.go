package main

import (
	"bytes"
	"net/http"
)

func newHandler(registryURL string) http.Handler {

	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		block := bytes.Repeat([]byte("x"), 1<<20)
		for {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	})
}
