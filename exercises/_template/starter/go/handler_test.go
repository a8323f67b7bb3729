package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestGreetsByName(t *testing.T) {
	status, body := ask(t, http.StatusOK, `{"name":"Ada"}`)
	if status != http.StatusOK || !strings.Contains(body, `"Hello, Ada"`) {
		t.Fatalf("status %d, body %s; want 200 and Hello, Ada", status, body)
	}
}

func TestUnknownGuest(t *testing.T) {
	if status, _ := ask(t, http.StatusNotFound, `{}`); status != http.StatusNotFound {
		t.Fatalf("status %d, want 404", status)
	}
}

// ask asks for a greeting while the guest book gives this answer.
func ask(t *testing.T, bookStatus int, bookBody string) (int, string) {
	t.Helper()
	book := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(bookStatus)
		_, _ = io.WriteString(w, bookBody)
	}))
	defer book.Close()
	service := httptest.NewServer(newHandler(book.URL))
	defer service.Close()
	response, err := http.Get(service.URL + "/greetings/g-1")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}
