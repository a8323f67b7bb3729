package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"sync/atomic"
	"testing"
	"time"
)

// These tests are yours to read, run, change and add to. They cover a part of the instructions, not all of it.

func TestHealth(t *testing.T) {
	status, _ := ask(t, http.NotFoundHandler(), "/healthz")
	if status != http.StatusOK {
		t.Fatalf("status %d, want 200", status)
	}
}

func TestBoardOfOnePage(t *testing.T) {
	registry := http.NewServeMux()
	registry.HandleFunc("GET /harbours/lume/calls", reply(200, `{"calls":[
		{"id":"call-2","vessel":"v-1","eta":"2031-05-02T08:00:00Z"},
		{"id":"call-1","vessel":"v-2","eta":"2031-05-01T08:00:00Z"}]}`))
	registry.HandleFunc("GET /vessels/v-1", reply(200, `{"id":"v-1","name":"Quiet Tern","lengthMetres":82}`))
	registry.HandleFunc("GET /vessels/v-2", reply(200, `{"id":"v-2","name":"Amber Gannet","lengthMetres":31}`))

	wantBoard(t, registry, "/harbours/lume/board", `{"harbour":"lume","complete":true,"arrivals":[
		{"call":"call-1","eta":"2031-05-01T08:00:00Z","vessel":{"id":"v-2","name":"Amber Gannet","lengthMetres":31}},
		{"call":"call-2","eta":"2031-05-02T08:00:00Z","vessel":{"id":"v-1","name":"Quiet Tern","lengthMetres":82}}],
		"missing":[]}`)
}

func TestSecondPageIsRead(t *testing.T) {
	registry := http.NewServeMux()
	registry.HandleFunc("GET /harbours/lume/calls", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("cursor") == "p/2" {
			reply(200, `{"calls":[{"id":"call-2","vessel":"v-1","eta":"2031-05-02T08:00:00Z"}]}`)(w, r)
			return
		}
		reply(200, `{"calls":[{"id":"call-1","vessel":"v-1","eta":"2031-05-01T08:00:00Z"}],"next":"p/2"}`)(w, r)
	})
	registry.HandleFunc("GET /vessels/v-1", reply(200, `{"id":"v-1","name":"Quiet Tern","lengthMetres":82}`))

	wantBoard(t, registry, "/harbours/lume/board", `{"harbour":"lume","complete":true,"arrivals":[
		{"call":"call-1","eta":"2031-05-01T08:00:00Z","vessel":{"id":"v-1","name":"Quiet Tern","lengthMetres":82}},
		{"call":"call-2","eta":"2031-05-02T08:00:00Z","vessel":{"id":"v-1","name":"Quiet Tern","lengthMetres":82}}],
		"missing":[]}`)
}

func TestFailingVesselIsNamed(t *testing.T) {
	registry := http.NewServeMux()
	registry.HandleFunc("GET /harbours/lume/calls", reply(200, `{"calls":[
		{"id":"call-1","vessel":"v-1","eta":"2031-05-01T08:00:00Z"}]}`))
	registry.HandleFunc("GET /vessels/v-1", reply(500, `{"error":"boom"}`))

	wantBoard(t, registry, "/harbours/lume/board", `{"harbour":"lume","complete":false,"arrivals":[],
		"missing":[{"call":"call-1","vessel":"v-1","reason":"failed"}]}`)
}

func TestSilentVesselIsNamed(t *testing.T) {
	registry := http.NewServeMux()
	registry.HandleFunc("GET /harbours/lume/calls", reply(200, `{"calls":[
		{"id":"call-1","vessel":"v-1","eta":"2031-05-01T08:00:00Z"}]}`))
	registry.HandleFunc("GET /vessels/v-1", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	})

	wantBoard(t, registry, "/harbours/lume/board", `{"harbour":"lume","complete":false,"arrivals":[],
		"missing":[{"call":"call-1","vessel":"v-1","reason":"timeout"}]}`)
}

func TestUnknownHarbour(t *testing.T) {
	status, body := ask(t, http.NotFoundHandler(), "/harbours/nowhere/board")
	if status != http.StatusNotFound || body["error"] != "unknown_harbour" {
		t.Fatalf("status %d, body %v; want 404 and unknown_harbour", status, body)
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	var tries atomic.Int32
	registry := http.NewServeMux()
	registry.HandleFunc("GET /harbours/lume/calls", func(w http.ResponseWriter, r *http.Request) {
		if tries.Add(1) == 1 {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		reply(200, `{"calls":[]}`)(w, r)
	})

	began := time.Now()
	wantBoard(t, registry, "/harbours/lume/board", `{"harbour":"lume","complete":true,"arrivals":[],"missing":[]}`)
	if waited := time.Since(began); waited < time.Second {
		t.Fatalf("answered after %s, sooner than the second that was asked for", waited)
	}
}

func reply(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// ask sends one request to the service, with the given registry behind it.
func ask(t *testing.T, registry http.Handler, path string) (int, map[string]any) {
	t.Helper()
	upstream := httptest.NewServer(registry)
	defer upstream.Close()
	service := httptest.NewServer(newHandler(upstream.URL))
	defer service.Close()
	response, err := http.Get(service.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var body map[string]any
	if err := json.NewDecoder(response.Body).Decode(&body); err != nil {
		t.Fatalf("the body is not a JSON object: %v", err)
	}
	return response.StatusCode, body
}

func wantBoard(t *testing.T, registry http.Handler, path, want string) {
	t.Helper()
	status, got := ask(t, registry, path)
	if status != http.StatusOK {
		t.Fatalf("status %d, body %v; want 200", status, got)
	}
	var wanted map[string]any
	if err := json.Unmarshal([]byte(want), &wanted); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, wanted) {
		t.Fatalf("the board differs\n got %v\nwant %v", got, wanted)
	}
}
