package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	maxInFlight  = 8
	timePerTry   = time.Second
	maxTries     = 3
	longestWait  = 2 * time.Second
	maxBodyBytes = 1 << 20
)

// The ways in which the registry can let us down. Anything else it does wrong is errFailed.
var (
	errUnknown = errors.New("the registry knows no such thing")
	errTimeout = errors.New("the registry took too long")
	errBusy    = errors.New("the registry is busy")
	errFailed  = errors.New("the registry gave no usable answer")
)

type Call struct {
	ID     string `json:"id"`
	Vessel string `json:"vessel"`
	ETA    string `json:"eta"`
}

type Vessel struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	LengthMetres int    `json:"lengthMetres"`
}

// Registry is the one door to the other service. There is one per process, because its bound on open requests is.
type Registry struct {
	base   string
	client *http.Client
	places chan struct{}
}

func newRegistry(base string) *Registry {
	transport := &http.Transport{MaxIdleConnsPerHost: maxInFlight, IdleConnTimeout: time.Minute, ResponseHeaderTimeout: timePerTry}
	return &Registry{
		base:   base,
		client: &http.Client{Transport: transport},
		places: make(chan struct{}, maxInFlight),
	}
}

// Calls reads the whole listing, page by page.
func (r *Registry) Calls(ctx context.Context, harbour string) ([]Call, error) {
	var calls []Call
	seen := map[string]bool{}
	for cursor := ""; ; {
		path := "/harbours/" + url.PathEscape(harbour) + "/calls"
		if cursor != "" {
			path += "?cursor=" + url.QueryEscape(cursor)
		}
		var page struct {
			Calls []Call `json:"calls"`
			Next  string `json:"next"`
		}
		if err := r.get(ctx, path, &page); err != nil {
			return nil, fmt.Errorf("listing %s: %w", harbour, err)
		}
		calls = append(calls, page.Calls...)
		if page.Next == "" {
			return calls, nil
		}
		if seen[page.Next] {
			return nil, fmt.Errorf("listing %s: cursor %q came back: %w", harbour, page.Next, errFailed)
		}
		seen[page.Next] = true
		cursor = page.Next
	}
}

func (r *Registry) Vessel(ctx context.Context, id string) (Vessel, error) {
	var vessel Vessel
	if err := r.get(ctx, "/vessels/"+url.PathEscape(id), &vessel); err != nil {
		return Vessel{}, fmt.Errorf("vessel %s: %w", id, err)
	}
	return vessel, nil
}

// busyError carries how long the registry asked us to wait; zero if it did not say.
type busyError struct{ wait time.Duration }

func (e busyError) Error() string        { return fmt.Sprintf("busy, asks for %s", e.wait) }
func (e busyError) Is(target error) bool { return target == errBusy }

// get tries until there is an answer or no sense in another try. Only a 429 that names a bearable wait is tried again.
func (r *Registry) get(ctx context.Context, path string, into any) error {
	for try := 1; ; try++ {
		err := r.try(ctx, path, into)
		var busy busyError
		if !errors.As(err, &busy) || try == maxTries || busy.wait <= 0 || busy.wait > longestWait {
			return err
		}
		// No place is held meanwhile: others may ask while we wait.
		select {
		case <-time.After(busy.wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// try makes one request. Its time starts when it has a place, and covers the body too.
func (r *Registry) try(parent context.Context, path string, into any) error {
	select {
	case r.places <- struct{}{}:
		defer func() { <-r.places }()
	case <-parent.Done():
		return parent.Err()
	}
	err := r.fetch(parent, path, into)
	switch {
	case err == nil:
		return nil
	case parent.Err() != nil:
		return parent.Err()
	case err != nil && strings.Contains(err.Error(), "timeout awaiting"):
		return errTimeout
	}
	return err
}

func (r *Registry) fetch(ctx context.Context, path string, into any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.base+path, nil)
	if err != nil {
		return err
	}
	response, err := r.client.Do(request)
	if err != nil {
		return fmt.Errorf("%w: %v", errFailed, err)
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound:
		return errUnknown
	case http.StatusTooManyRequests:
		seconds, _ := strconv.Atoi(response.Header.Get("Retry-After"))
		return busyError{time.Duration(seconds) * time.Second}
	default:
		return fmt.Errorf("%w: status %d", errFailed, response.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBodyBytes))
	if err != nil {
		return fmt.Errorf("%w: %v", errFailed, err)
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("%w: %v", errFailed, err)
	}
	return nil
}
