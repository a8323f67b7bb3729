package main

import (
	"log"
	"net/http"
	"os"
)

func main() {
	log.Fatal(http.ListenAndServe(":"+os.Getenv("PORT"), newHandler(os.Getenv("UPSTREAM_URL"))))
}
