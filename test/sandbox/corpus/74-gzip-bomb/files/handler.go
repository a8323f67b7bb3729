package main

import (
	"bytes"
	"compress/gzip"
	"net/http"
)

var bomb = func() []byte {
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	zeros := make([]byte, 1<<20)
	for range 1024 {
		_, _ = writer.Write(zeros)
	}
	_ = writer.Close()
	return packed.Bytes()
}()

func newHandler(registryURL string) http.Handler {

	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(bomb)
	})
}
