package main

import (
	"fmt"
	"net/http"
)

func newHandler(registryURL string) http.Handler {

	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		connection, buffer, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer connection.Close()
		fmt.Fprint(buffer, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: -5\r\n")
		for number := range 100_000 {
			fmt.Fprintf(buffer, "X-Header-%d: value\r\n", number)
		}
		fmt.Fprint(buffer, "\r\nfffffffffffffffff\r\n{}\r\n-1\r\n")
		_ = buffer.Flush()
	})
}
