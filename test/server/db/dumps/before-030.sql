-- What the version before migration 030 left: two attempts, one of them submitted. Made by pg_dump --inserts; people are made up.
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op = 'DELETE' and tg_table_name <> 'audit' and current_setting('fairtime.erasing', true) = 'on' then
    return null;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

CREATE FUNCTION public.refuse_submitted_review() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op = 'DELETE' and current_setting('fairtime.erasing', true) = 'on' then
    return old;
  end if;
  if old.submitted_at is not null then
    raise exception 'a submitted review is immutable' using errcode = 'integrity_constraint_violation';
  end if;
  return coalesce(new, old);
end $$;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.accommodations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    invitation_id uuid NOT NULL,
    wish text NOT NULL,
    words text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    granted boolean,
    answer text,
    answered_at timestamp with time zone,
    answered_by text,
    CONSTRAINT accommodations_check CHECK ((((answered_at IS NULL) = (granted IS NULL)) AND ((answered_at IS NULL) = (answer IS NULL)))),
    CONSTRAINT accommodations_wish_check CHECK ((wish = ANY (ARRAY['quarter'::text, 'half'::text, 'double'::text, 'breaks'::text, 'other'::text])))
);

CREATE TABLE public.attempt_storage (
    attempt_id uuid NOT NULL,
    stored_bytes bigint DEFAULT 0 NOT NULL,
    late_bytes bigint DEFAULT 0 NOT NULL,
    late_count integer DEFAULT 0 NOT NULL
);

CREATE TABLE public.attempts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    invitation_id uuid NOT NULL,
    started_at timestamp with time zone NOT NULL,
    base_duration_ms integer NOT NULL,
    extra_time_factor double precision NOT NULL,
    submitted_at timestamp with time zone,
    zone text,
    CONSTRAINT attempts_base_duration_ms_check CHECK ((base_duration_ms > 0))
);

CREATE TABLE public.audit (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    detail jsonb NOT NULL
);

ALTER TABLE public.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.blobs (
    sha256 text NOT NULL,
    content text NOT NULL
);

CREATE TABLE public.branch_outcomes (
    branch_id uuid NOT NULL,
    outcome text NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    CONSTRAINT branch_outcomes_outcome_check CHECK ((outcome = ANY (ARRAY['used'::text, 'left'::text, 'continued'::text])))
);

CREATE TABLE public.branches (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    attempt_id uuid NOT NULL,
    client_id uuid NOT NULL,
    seq integer NOT NULL,
    tab_id uuid,
    reason text NOT NULL,
    files jsonb NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    CONSTRAINT branches_reason_check CHECK ((reason = ANY (ARRAY['lease_lost'::text, 'overtaken'::text])))
);

CREATE TABLE public.candidate_session_grants (
    session_id uuid NOT NULL,
    invitation_id uuid NOT NULL
);

CREATE TABLE public.candidate_sessions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    token_hash text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.candidates (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE public.credit_acknowledgements (
    credit_id uuid NOT NULL,
    seen_at timestamp with time zone NOT NULL
);

CREATE TABLE public.credits (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    attempt_id uuid NOT NULL,
    amount_ms integer NOT NULL,
    reason text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    given_by text NOT NULL,
    from_at timestamp with time zone,
    until_at timestamp with time zone,
    cause text,
    undoes uuid,
    CONSTRAINT credits_interval CHECK ((((from_at IS NULL) = (until_at IS NULL)) AND (from_at <= until_at))),
    CONSTRAINT credits_kind_check CHECK ((kind = ANY (ARRAY['outage'::text, 'queue'::text, 'platform_error'::text, 'staff'::text])))
);

CREATE TABLE public.regrades (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    from_version_id uuid NOT NULL,
    checks_version_id uuid NOT NULL,
    submission_id uuid
);

CREATE TABLE public.run_results (
    run_id uuid NOT NULL,
    claim_no integer NOT NULL,
    result jsonb NOT NULL,
    recorded_at timestamp with time zone NOT NULL
);

CREATE TABLE public.runs (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    attempt_id uuid NOT NULL,
    kind text NOT NULL,
    revision integer NOT NULL,
    state text NOT NULL,
    claim_no integer DEFAULT 0 NOT NULL,
    worker_id text,
    lease_until timestamp with time zone,
    platform_errors integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    regrade_id uuid,
    only_tests jsonb,
    CONSTRAINT runs_kind_check CHECK ((kind = ANY (ARRAY['visible'::text, 'graded'::text]))),
    CONSTRAINT runs_only_visible CHECK (((only_tests IS NULL) OR (kind = 'visible'::text))),
    CONSTRAINT runs_regrade_is_graded CHECK (((regrade_id IS NULL) OR (kind = 'graded'::text))),
    CONSTRAINT runs_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'finished'::text, 'superseded'::text])))
);

CREATE VIEW public.ended_gradings AS
 SELECT runs.id AS run_id,
    runs.attempt_id,
    runs.regrade_id,
    runs.created_at,
    regrades.reason,
    regrades.asked_at,
    regrades.checks_version_id,
    run_results.result,
    run_results.recorded_at
   FROM ((public.runs
     JOIN public.run_results ON ((run_results.run_id = runs.id)))
     LEFT JOIN public.regrades ON ((regrades.id = runs.regrade_id)))
  WHERE ((runs.kind = 'graded'::text) AND (NOT (EXISTS ( SELECT
           FROM public.runs open
          WHERE ((open.regrade_id = runs.regrade_id) AND (open.state = ANY (ARRAY['queued'::text, 'running'::text])))))));

CREATE TABLE public.exercise_versions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    exercise_id text NOT NULL,
    version text NOT NULL,
    content_sha256 text NOT NULL,
    manifest jsonb NOT NULL,
    overview text NOT NULL,
    instructions text NOT NULL,
    starter jsonb NOT NULL,
    probes jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone
);

CREATE TABLE public.feedback (
    attempt_id uuid NOT NULL,
    feedback jsonb NOT NULL,
    given_at timestamp with time zone NOT NULL
);

CREATE TABLE public.feedback_views (
    position_id uuid NOT NULL,
    staff_id text NOT NULL,
    viewed_at timestamp with time zone NOT NULL
);

CREATE TABLE public.git_credentials (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    attempt_id uuid NOT NULL,
    token_hash text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    access_number integer DEFAULT 0 NOT NULL
);

CREATE TABLE public.git_repositories (
    attempt_id uuid NOT NULL,
    head text NOT NULL,
    pack bytea NOT NULL,
    revision integer NOT NULL,
    changed_at timestamp with time zone NOT NULL
);

CREATE VIEW public.gradings AS
 SELECT DISTINCT ON (ended_gradings.attempt_id) ended_gradings.run_id,
    ended_gradings.attempt_id,
    ended_gradings.regrade_id,
    ended_gradings.created_at,
    ended_gradings.reason,
    ended_gradings.asked_at,
    ended_gradings.checks_version_id,
    ended_gradings.result,
    ended_gradings.recorded_at
   FROM public.ended_gradings
  ORDER BY ended_gradings.attempt_id, ((ended_gradings.result ->> 'verdict'::text) = 'platform_error'::text), ended_gradings.created_at DESC, (ended_gradings.regrade_id IS NULL);

CREATE TABLE public.heartbeats (
    component text NOT NULL,
    beat_at timestamp with time zone NOT NULL,
    CONSTRAINT heartbeats_component_check CHECK ((component = ANY (ARRAY['api'::text, 'runs'::text])))
);

CREATE TABLE public.invitation_links (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    invitation_id uuid NOT NULL,
    token_hash text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);

CREATE TABLE public.invitations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    candidate_id uuid NOT NULL,
    position_id uuid NOT NULL,
    exercise_version_id uuid NOT NULL,
    created_by text,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    appointment_at timestamp with time zone,
    appointment_zone text,
    extra_time_factor double precision DEFAULT 1 NOT NULL,
    opened_at timestamp with time zone,
    revoked_at timestamp with time zone,
    practice_of uuid,
    appointment_sequence integer DEFAULT 0 NOT NULL,
    candidate_name text,
    access_number integer DEFAULT 0 NOT NULL,
    CONSTRAINT invitations_check CHECK (((appointment_at IS NULL) = (appointment_zone IS NULL))),
    CONSTRAINT invitations_extra_time_factor_check CHECK (((extra_time_factor >= (1)::double precision) AND (extra_time_factor <= (4)::double precision)))
);

CREATE TABLE public.kysely_migration (
    name character varying(255) NOT NULL,
    "timestamp" character varying(255) NOT NULL
);

CREATE TABLE public.kysely_migration_lock (
    id character varying(255) NOT NULL,
    is_locked integer DEFAULT 0 NOT NULL
);

CREATE TABLE public.late_writes (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    attempt_id uuid NOT NULL,
    received_at timestamp with time zone NOT NULL,
    late_by_ms double precision NOT NULL,
    body jsonb NOT NULL,
    body_sha256 text
);

CREATE TABLE public.notes (
    attempt_id uuid NOT NULL,
    seq integer NOT NULL,
    notes jsonb NOT NULL,
    received_at timestamp with time zone NOT NULL,
    CONSTRAINT notes_seq_check CHECK ((seq > 0))
);

CREATE TABLE public.notices (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    invitation_id uuid NOT NULL,
    kind text NOT NULL,
    detail jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    address text,
    fault text,
    ended_at timestamp with time zone,
    CONSTRAINT notices_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'dropped'::text, 'failed'::text])))
);

CREATE TABLE public.position_reviewers (
    position_id uuid NOT NULL,
    staff_id text NOT NULL
);

CREATE TABLE public.positions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    title text NOT NULL,
    summary text NOT NULL,
    exercise_ids text[] NOT NULL,
    focus_attributes jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by text,
    closed_at timestamp with time zone
);

CREATE TABLE public.reviews (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    submission_id uuid NOT NULL,
    reviewer_id text NOT NULL,
    scorecard jsonb NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone
);

CREATE TABLE public.revisions (
    attempt_id uuid NOT NULL,
    revision integer NOT NULL,
    client_id uuid NOT NULL,
    seq integer NOT NULL,
    changes jsonb NOT NULL,
    tree jsonb NOT NULL,
    received_at timestamp with time zone NOT NULL,
    late_by_ms double precision DEFAULT 0 NOT NULL,
    source text DEFAULT 'browser'::text NOT NULL,
    executables text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT revisions_revision_check CHECK ((revision > 0)),
    CONSTRAINT revisions_source_check CHECK ((source = ANY (ARRAY['browser'::text, 'zip'::text, 'git'::text])))
);

CREATE TABLE public.save_refusals (
    id bigint NOT NULL,
    attempt_id uuid NOT NULL,
    client_id uuid NOT NULL,
    seq integer NOT NULL,
    revision integer NOT NULL,
    refused jsonb NOT NULL,
    received_at timestamp with time zone NOT NULL,
    late_by_ms integer NOT NULL
);

ALTER TABLE public.save_refusals ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.save_refusals_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.set_up_checks (
    invitation_id uuid NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    lights jsonb NOT NULL
);

CREATE TABLE public.settings (
    key text NOT NULL,
    value text NOT NULL
);

CREATE TABLE public.staff (
    id text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    "emailVerified" boolean DEFAULT false NOT NULL,
    image text,
    roles text DEFAULT ''::text NOT NULL,
    "createdAt" timestamp with time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp with time zone DEFAULT now() NOT NULL,
    disabled_at timestamp with time zone
);

CREATE TABLE public.staff_account (
    id text NOT NULL,
    "accountId" text NOT NULL,
    "providerId" text NOT NULL,
    "userId" text NOT NULL,
    "accessToken" text,
    "refreshToken" text,
    "idToken" text,
    "accessTokenExpiresAt" timestamp with time zone,
    "refreshTokenExpiresAt" timestamp with time zone,
    scope text,
    password text,
    issuer text,
    "createdAt" timestamp with time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp with time zone NOT NULL
);

CREATE TABLE public.staff_links (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    purpose text NOT NULL,
    staff_id text,
    token_hash text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT staff_links_check CHECK (((purpose = 'sign_in'::text) = (staff_id IS NOT NULL))),
    CONSTRAINT staff_links_purpose_check CHECK ((purpose = ANY (ARRAY['first_admin'::text, 'sign_in'::text])))
);

CREATE TABLE public.staff_session (
    id text NOT NULL,
    "expiresAt" timestamp with time zone NOT NULL,
    token text NOT NULL,
    "createdAt" timestamp with time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp with time zone NOT NULL,
    "ipAddress" text,
    "userAgent" text,
    "userId" text NOT NULL
);

CREATE TABLE public.staff_verification (
    id text NOT NULL,
    identifier text NOT NULL,
    value text NOT NULL,
    "expiresAt" timestamp with time zone NOT NULL,
    "createdAt" timestamp with time zone DEFAULT now() NOT NULL,
    "updatedAt" timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.submissions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    attempt_id uuid NOT NULL,
    revision integer NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    submitted_by text NOT NULL,
    tree_sha256 text NOT NULL,
    alias text NOT NULL,
    answer_due_at timestamp with time zone NOT NULL,
    frozen_at timestamp with time zone,
    CONSTRAINT submissions_submitted_by_check CHECK ((submitted_by = ANY (ARRAY['candidate'::text, 'deadline'::text])))
);

CREATE TABLE public.unsaved_files (
    attempt_id uuid NOT NULL,
    files jsonb NOT NULL
);

CREATE TABLE public.withheld_credits (
    attempt_id uuid NOT NULL,
    cause text NOT NULL,
    kind text NOT NULL,
    amount_ms double precision NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL
);

CREATE TABLE public.writing_leases (
    attempt_id uuid NOT NULL,
    invitation_id uuid NOT NULL,
    tab_id uuid NOT NULL,
    token integer NOT NULL,
    lease_until timestamp with time zone NOT NULL,
    CONSTRAINT writing_leases_token_check CHECK ((token > 0))
);

INSERT INTO public.accommodations VALUES
	('3e4be3e5-aed2-42cd-962c-a3a14a50b82f', 'a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'half', 'I read slowly', '2026-11-24 09:00:00+00', NULL, NULL, NULL, NULL);

INSERT INTO public.attempt_storage VALUES
	('4252d7c5-adbb-43c6-b883-69871d785c54', 107363, 0, 0),
	('df0e3419-e419-4792-a414-95cea44ecdc1', 16987, 0, 0);

INSERT INTO public.attempts VALUES
	('4252d7c5-adbb-43c6-b883-69871d785c54', 'a2b799b0-f1fa-4b9f-9940-2386f992ccb4', '2026-11-24 09:00:00+00', 7200000, 1, '2026-11-24 09:00:00+00', NULL),
	('df0e3419-e419-4792-a414-95cea44ecdc1', '7ac4f04d-1fba-4f7f-8e85-073aae15493a', '2026-11-24 09:00:00+00', 7200000, 1, NULL, NULL);

INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES
	(1, '2026-11-24 09:00:00+00', 'staff:JRK3So8F6nuEyfoMgEuUs8LgSSDNdJpY', 'invitation-created', 'invitation:a2b799b0-f1fa-4b9f-9940-2386f992ccb4', '{"exerciseId": "go-harbour-board", "extraTimeFactor": 1}'),
	(2, '2026-11-24 09:00:00+00', 'candidate:a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'candidate-signed-in', 'invitation:a2b799b0-f1fa-4b9f-9940-2386f992ccb4', '{}'),
	(3, '2026-11-24 09:00:00+00', 'candidate:a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'accommodation-asked', 'invitation:a2b799b0-f1fa-4b9f-9940-2386f992ccb4', '{"accommodationId": "3e4be3e5-aed2-42cd-962c-a3a14a50b82f"}'),
	(4, '2026-11-24 09:00:00+00', 'candidate:a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'appointment-set', 'invitation:a2b799b0-f1fa-4b9f-9940-2386f992ccb4', '{"zone": "UTC", "after": "2026-11-24T11:00:00.000Z", "before": null}'),
	(5, '2026-11-24 09:00:00+00', 'candidate:a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'attempt-started', 'attempt:4252d7c5-adbb-43c6-b883-69871d785c54', '{"early": true}'),
	(6, '2026-11-24 09:00:00+00', 'candidate:a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'attempt-submitted', 'attempt:4252d7c5-adbb-43c6-b883-69871d785c54', '{"by": "candidate", "revision": 3}'),
	(7, '2026-11-24 09:00:00+00', 'staff:JRK3So8F6nuEyfoMgEuUs8LgSSDNdJpY', 'invitation-created', 'invitation:7ac4f04d-1fba-4f7f-8e85-073aae15493a', '{"exerciseId": "go-harbour-board", "extraTimeFactor": 1}'),
	(8, '2026-11-24 09:00:00+00', 'candidate:7ac4f04d-1fba-4f7f-8e85-073aae15493a', 'candidate-signed-in', 'invitation:7ac4f04d-1fba-4f7f-8e85-073aae15493a', '{}'),
	(9, '2026-11-24 09:00:00+00', 'candidate:7ac4f04d-1fba-4f7f-8e85-073aae15493a', 'attempt-started', 'attempt:df0e3419-e419-4792-a414-95cea44ecdc1', '{"early": false}');

INSERT INTO public.blobs VALUES
	('8f7323b09029b528888c9987a22e510887de3eec76551fef4f6b99fe5b4bf4d9', '# What systems and editors leave beside the work
.DS_Store
Thumbs.db
desktop.ini
.idea/
.vscode/
*.swp
*~

# What building and testing leave
*.exe
*.test
*.out
*.prof
/coverage/
'),
	('7c044b1da49243f112d4fb4977aaafa4cb479c7b143ea5cc5b7117dcea262c76', '# Notes

Ten lines are plenty. The people who read your code read this first.

## What I decided, and why

## What is missing or weak

## What I would do next
'),
	('eb6f5e44d93d9e3518f567109db401a74ae8998ce8f0942f4b418bbf04967b6f', 'package main

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
'),
	('6028308bbc670e36ead5b8573d1924e02da03fb010d400078a9700ce1785b160', 'module harbourboard

go 1.24
'),
	('38f93087d7f537b07206dcf001f0af514de8ea035b7431bfa2c33436d10ea80b', 'package main

import (
	"encoding/json"
	"net/http"
)

// newHandler wires the service to the registry at the given base URL. The visible tests call it as well: keep its
// signature, and do as you like with everything else.
func newHandler(registryURL string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	mux.HandleFunc("GET /harbours/{harbour}/board", func(w http.ResponseWriter, r *http.Request) {
		// Your work starts here. The registry is at registryURL, the harbour is r.PathValue("harbour").
		_ = registryURL
		writeJSON(w, http.StatusNotImplemented, map[string]string{"error": "not_implemented"})
	})
	return mux
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
'),
	('b0c69a24f1a38936c1d208b0a76feba4646af79ad89f440320bb4d134d355d8f', '// Command harbourboard serves arrival boards for harbours, built from the registry''s JSON API.
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
'),
	('369b74f2003ce39f5829ec7a2f84852b72b610d0312c8951d5d8f7316c9902ba', 'as it was'),
	('e46fea125442d9c9609bfb41b1473255fc235e47eb7b0b7f9454567d4cc6c0a4', 'from here'),
	('629f49dc4604bfc0e5b463947bf12913746a33ebd2f9461c6e299813c92b5f87', 'once more'),
	('dc7d140be79a1e0f634e4b76f178fbec9ffbd401979477901d7e2790a3839a13', 'still running');

INSERT INTO public.branch_outcomes VALUES
	('687cbfbe-f2df-4ea4-afd8-53c2c72eab48', 'left', '2026-11-24 09:00:00+00');

INSERT INTO public.branches VALUES
	('687cbfbe-f2df-4ea4-afd8-53c2c72eab48', '4252d7c5-adbb-43c6-b883-69871d785c54', '468d0f1e-e7f9-4fd7-9043-54e6b74ad8fa', 2, NULL, 'overtaken', '{"both.txt": "from away"}', '2026-11-24 09:00:00+00'),
	('f78a504d-bd8e-40e1-bab4-a30ec986c607', '4252d7c5-adbb-43c6-b883-69871d785c54', '468d0f1e-e7f9-4fd7-9043-54e6b74ad8fa', 3, NULL, 'overtaken', '{"both.txt": "from away again"}', '2026-11-24 09:00:00+00');

INSERT INTO public.candidate_session_grants VALUES
	('8a4263c3-e97d-4efc-a35a-819ac0c82d2e', 'a2b799b0-f1fa-4b9f-9940-2386f992ccb4'),
	('8086c9e0-2942-4ea6-a73f-50b9b4533e63', '7ac4f04d-1fba-4f7f-8e85-073aae15493a');

INSERT INTO public.candidate_sessions VALUES
	('8a4263c3-e97d-4efc-a35a-819ac0c82d2e', 'b4af3e9895f8230cfa6dd19b3d5c871e1cb6cc17653b3725a4ab73d86e810306', '2026-11-24 09:00:00+00', '2026-12-24 09:00:00+00'),
	('8086c9e0-2942-4ea6-a73f-50b9b4533e63', '3d3686c1d2a4dad4ed62bc273c015c08b03546ab1f393f00f3a71813e312ead3', '2026-11-24 09:00:00+00', '2026-12-24 09:00:00+00');

INSERT INTO public.candidates VALUES
	('c587a3e2-0f49-40f3-afa5-a7c82da3dbdb', 'Zarah Quillfeather', '0ba9413d-e7e9-4fec-8e35-527f3ddfe80f@candidate.example', '2026-11-24 09:00:00+00'),
	('f3fa897e-d83e-45cb-9a29-b0e290a08f60', 'Zarah Quillfeather', 'df989aba-fa27-4fcf-87b5-1f2965d943ce@candidate.example', '2026-11-24 09:00:00+00');

INSERT INTO public.exercise_versions VALUES
	('64f56fc5-8396-405d-905f-8168e13d5d49', '_practice-go', '1.1.0', 'd8745ac137feb35e086b9f7c889655ffb7c7cd4f44286da37b332c22253221b1', '{"id": "_practice-go", "title": "Practice", "checks": [], "limits": {"graded": {"pids": 256, "wallMs": 60000, "memoryMiB": 1024, "outputKiB": 256}, "visible": {"pids": 256, "wallMs": 60000, "memoryMiB": 1024, "outputKiB": 256}}, "rubric": [], "summary": "The same place as the exercise, outside the clock.", "version": "1.1.0", "criteria": [], "language": "go", "measures": [], "entryFile": "hello.go", "allowedHelp": [], "constraints": [], "durationMinutes": 60}', 'Nothing here counts, nobody looks at it, and no clock runs. It is the same editor, the same sandbox and the same tools as in your exercise, so try whatever you will want to trust:

1. Press **Run**. One of the two tests fails, on purpose: see how that looks, mend the function, and run again.
2. Type something, close this tab, and open it again. It is all there.
3. Prefer your own editor? Open **Use your own tools** and clone with git, or download a zip. What you push or upload appears here.

When you have seen enough, go back to your invitation. You may come here as often as you like until you start.
', 'Nothing here counts, nobody looks at it, and no clock runs. It is the same editor, the same sandbox and the same tools as in your exercise, so try whatever you will want to trust:

1. Press **Run**. One of the two tests fails, on purpose: see how that looks, mend the function, and run again.
2. Type something, close this tab, and open it again. It is all there.
3. Prefer your own editor? Open **Use your own tools** and clone with git, or download a zip. What you push or upload appears here.

When you have seen enough, go back to your invitation. You may come here as often as you like until you start.
', '[{"path": ".gitignore", "content": "# What systems and editors leave beside the work\n.DS_Store\nThumbs.db\ndesktop.ini\n.idea/\n.vscode/\n*.swp\n*~\n\n# What building and testing leave\n*.exe\n*.test\n*.out\n*.prof\n/coverage/\n"}, {"path": "go.mod", "content": "module hello\n\ngo 1.24\n"}, {"path": "hello.go", "content": "package hello\n\n// Greet says hello to somebody; to nobody in particular where the name is empty.\nfunc Greet(name string) string {\n\treturn \"Hello, \" + name + \"!\"\n}\n"}, {"path": "hello_test.go", "content": "package hello\n\nimport \"testing\"\n\nfunc TestGreetsByName(t *testing.T) {\n\tif got := Greet(\"Ada\"); got != \"Hello, Ada!\" {\n\t\tt.Errorf(\"Greet(\\\"Ada\\\") = %q\", got)\n\t}\n}\n\n// This one fails at first, so that you see what a failure looks like. Mend hello.go and run again.\nfunc TestGreetsNobodyInParticular(t *testing.T) {\n\tif got := Greet(\"\"); got != \"Hello, world!\" {\n\t\tt.Errorf(\"Greet(\\\"\\\") = %q, want %q\", got, \"Hello, world!\")\n\t}\n}\n"}]', '[]', '2026-11-24 09:00:00+00', NULL),
	('c2f45aa9-58e7-4d79-9230-651daa5ad5a7', '_practice-typescript', '1.1.0', 'f3cc2d0c5c3ce5e07be3cb357c40a33eb95bf6e674c68dd5f31255bc4bbd0ad4', '{"id": "_practice-typescript", "title": "Practice", "checks": [], "limits": {"graded": {"pids": 256, "wallMs": 60000, "memoryMiB": 1024, "outputKiB": 256}, "visible": {"pids": 256, "wallMs": 60000, "memoryMiB": 1024, "outputKiB": 256}}, "rubric": [], "summary": "The same place as the exercise, outside the clock.", "version": "1.1.0", "criteria": [], "language": "typescript", "measures": [], "entryFile": "src/hello.ts", "allowedHelp": [], "constraints": [], "durationMinutes": 60}', 'Nothing here counts, nobody looks at it, and no clock runs. It is the same editor, the same sandbox and the same tools as in your exercise, so try whatever you will want to trust:

1. Press **Run**. One of the two tests fails, on purpose: see how that looks, mend the function, and run again.
2. Type something, close this tab, and open it again. It is all there.
3. Prefer your own editor? Open **Use your own tools** and clone with git, or download a zip. What you push or upload appears here.

When you have seen enough, go back to your invitation. You may come here as often as you like until you start.
', 'Nothing here counts, nobody looks at it, and no clock runs. It is the same editor, the same sandbox and the same tools as in your exercise, so try whatever you will want to trust:

1. Press **Run**. One of the two tests fails, on purpose: see how that looks, mend the function, and run again.
2. Type something, close this tab, and open it again. It is all there.
3. Prefer your own editor? Open **Use your own tools** and clone with git, or download a zip. What you push or upload appears here.

When you have seen enough, go back to your invitation. You may come here as often as you like until you start.
', '[{"path": ".gitignore", "content": "# What systems and editors leave beside the work\n.DS_Store\nThumbs.db\ndesktop.ini\n.idea/\n.vscode/\n*.swp\n*~\n\n# What installing, building and testing leave\nnode_modules/\n/dist/\n/coverage/\n*.tsbuildinfo\n*.log\n"}, {"path": "package.json", "content": "{\n  \"name\": \"hello\",\n  \"private\": true,\n  \"type\": \"module\",\n  \"scripts\": {\n    \"test\": \"node --test \\\"test/**/*.test.ts\\\"\",\n    \"types\": \"tsc --noEmit\"\n  }\n}\n"}, {"path": "src/hello.ts", "content": "/** Says hello to somebody; to nobody in particular where the name is empty. */\nexport function greet(name: string): string {\n  return `Hello, ${name}!`\n}\n"}, {"path": "test/hello.test.ts", "content": "import assert from ''node:assert/strict''\nimport { test } from ''node:test''\nimport { greet } from ''../src/hello.ts''\n\ntest(''greets by name'', () => {\n  assert.equal(greet(''Ada''), ''Hello, Ada!'')\n})\n\n// This one fails at first, so that you see what a failure looks like. Mend src/hello.ts and run again.\ntest(''greets nobody in particular'', () => {\n  assert.equal(greet(''''), ''Hello, world!'')\n})\n"}, {"path": "tsconfig.json", "content": "{\n  \"compilerOptions\": {\n    \"target\": \"esnext\",\n    \"module\": \"nodenext\",\n    \"lib\": [\"esnext\"],\n    \"types\": [\"node\"],\n    \"strict\": true,\n    \"noUncheckedIndexedAccess\": true,\n    \"noEmit\": true,\n    \"skipLibCheck\": true,\n    \"erasableSyntaxOnly\": true,\n    \"verbatimModuleSyntax\": true,\n    \"allowImportingTsExtensions\": true\n  },\n  \"include\": [\"src\", \"test\"]\n}\n"}]', '[]', '2026-11-24 09:00:00+00', NULL),
	('e009c576-f6bb-4a9a-9fc8-056d223a697d', 'go-harbour-board', '1.2.2', '27471dada7c16f4ec4e8ccdd64329988b45bbf042a3d38e66e7dca902da98c12', '{"id": "go-harbour-board", "title": "The harbour board", "checks": [{"id": "board-assembled", "open": true, "title": "Puts a board together, in order", "points": [1], "optional": false, "criterion": "whole-board", "raceDetector": false}, {"id": "every-page-followed", "open": true, "title": "Follows the listing to its last page", "points": [1], "optional": false, "criterion": "whole-board", "raceDetector": false}, {"id": "one-request-per-vessel", "open": false, "title": "Asks for a vessel once, however often it calls", "points": [2], "optional": false, "criterion": "whole-board", "raceDetector": false}, {"id": "in-flight-bound", "open": false, "title": "Keeps to eight requests in flight, all callers together", "points": [3], "optional": false, "criterion": "concurrency", "raceDetector": false}, {"id": "works-in-parallel", "open": false, "title": "Asks for several vessels at the same time", "points": [3], "optional": false, "criterion": "concurrency", "raceDetector": false}, {"id": "one-hang", "open": false, "title": "A vessel that never answers does not hold up the board", "points": [4, 5], "optional": false, "criterion": "failures", "raceDetector": false}, {"id": "partial-failure", "open": false, "title": "What fails is named, what works is shown", "points": [5], "optional": false, "criterion": "failures", "raceDetector": false}, {"id": "unknown-harbour", "open": true, "title": "Says so when there is no such harbour", "points": [6], "optional": false, "criterion": "failures", "raceDetector": false}, {"id": "listing-fails", "open": false, "title": "Without a whole listing there is no board", "points": [6], "optional": false, "criterion": "failures", "raceDetector": false}, {"id": "retry-after-honoured", "open": false, "title": "Waits as long as a 429 asks, then tries again", "points": [7], "optional": false, "criterion": "failures", "raceDetector": false}, {"id": "retry-after-bounded", "open": false, "title": "Does not wait or try without end", "points": [7], "optional": false, "criterion": "failures", "raceDetector": false}, {"id": "caller-leaves", "open": false, "title": "Stops working for a caller who has left", "points": [8], "optional": false, "criterion": "letting-go", "raceDetector": false}, {"id": "shared-board", "open": false, "title": "Stretch: callers of the same board share the work", "points": [9], "optional": true, "criterion": "concurrency", "raceDetector": false}, {"id": "no-data-race", "open": false, "title": "Has no data race, as far as Go’s race detector sees", "points": [3], "optional": true, "criterion": "concurrency", "raceDetector": true}], "limits": {"graded": {"pids": 256, "wallMs": 300000, "memoryMiB": 1024, "outputKiB": 256}, "visible": {"pids": 256, "wallMs": 120000, "memoryMiB": 1024, "outputKiB": 256}}, "rubric": [{"id": "structure", "title": "Structure", "levels": [{"score": 1, "anchor": "One long handler; transport, rules and output cannot be told apart."}, {"score": 2, "anchor": "Some functions, but a change to one concern touches most of them."}, {"score": 3, "anchor": "Client, assembling and HTTP are separate, with names that say what they do."}, {"score": 4, "anchor": "As 3, and each part could be tested or replaced alone; nothing is there without need."}], "criterion": "clarity"}, {"id": "concurrency-design", "title": "Design of the concurrency", "levels": [{"score": 1, "anchor": "Races, unguarded maps, or goroutines without an end."}, {"score": 2, "anchor": "Works, but the bound is per caller or hard to see, or locks are held across calls."}, {"score": 3, "anchor": "One visible bound; every goroutine has an owner that waits for it; shared state is guarded."}, {"score": 4, "anchor": "As 3, and simple enough to reason about; waiting holds no place and no lock."}], "criterion": "concurrency"}, {"id": "error-handling", "title": "Handling of errors", "levels": [{"score": 1, "anchor": "Errors are dropped, or all look alike by the time they matter."}, {"score": 2, "anchor": "Main cases told apart, but by comparing text or in several places."}, {"score": 3, "anchor": "Errors wrapped and told apart by errors.Is or errors.As; one place maps them to answers."}, {"score": 4, "anchor": "As 3, with context that would help someone on call, and the cause kept apart from what callers see."}], "criterion": "failures"}, {"id": "contexts", "title": "Use of contexts", "levels": [{"score": 1, "anchor": "No context, or context.Background in the middle of the work."}, {"score": 2, "anchor": "The context is passed, but some waits or reads of a body ignore it."}, {"score": 3, "anchor": "Every wait ends with the context; time limits cover the whole exchange; bodies are closed."}, {"score": 4, "anchor": "As 3, and a time-out, a leaving caller and a failure are kept apart at each step."}], "criterion": "letting-go"}, {"id": "testing", "title": "Tests", "levels": [{"score": 1, "anchor": "Only the tests that came with the exercise, or none that pass."}, {"score": 2, "anchor": "Own tests for the good case; failures untested, or sleeping and hoping."}, {"score": 3, "anchor": "Own tests for some failure and some concurrency, without sleeps as synchronisation."}, {"score": 4, "anchor": "As 3, and chosen well: the riskiest rules first, readable, quick, and precise when they fail."}], "criterion": "tests"}, {"id": "notes", "title": "Notes and trade-offs", "levels": [{"score": 1, "anchor": "No notes, or notes that do not fit the code."}, {"score": 2, "anchor": "Says what was done, but not why."}, {"score": 3, "anchor": "Names the main decisions and what is missing."}, {"score": 4, "anchor": "As 3, and says what would come next and what would have to be known first."}], "criterion": "clarity"}], "summary": "Write a small API server in Go that reads a slow, sometimes moody registry of ships and answers with one tidy board of arrivals.", "version": "1.2.2", "aiPolicy": "Please without AI assistants and without other people: we would like to talk with you about your own decisions.", "criteria": [{"id": "whole-board", "title": "The board is right", "description": "All pages, all calls, the right order, the right shape, and no more requests than needed."}, {"id": "concurrency", "title": "Concurrent, within bounds", "description": "Works on several requests at once, and never on more than allowed, whoever is asking."}, {"id": "failures", "title": "Honest about failures", "description": "What the registry does wrong is bounded in time, told apart and named; what worked is still shown."}, {"id": "letting-go", "title": "Lets go", "description": "Work stops when nobody waits for it, and nothing is left open."}, {"id": "clarity", "title": "Clear code", "description": "A colleague finds their way without asking, and would dare to change it."}, {"id": "tests", "title": "Useful tests", "description": "The tests would notice if something that matters broke, and do not depend on luck."}], "language": "go", "measures": ["HTTP, as a client and as a server", "concurrency with a bound, and cancellation", "handling errors of another service without hiding them", "code and tests that a colleague likes to read"], "entryFile": "handler.go", "allowedHelp": ["Documentation and articles on the internet", "Your own editor, tools and notes"], "constraints": ["The Go 1.24 standard library; other modules are not available where the code runs"], "durationMinutes": 120}', '# The harbour board

Harbour masters want one screen: which ships are coming, when, and how long they are. The facts exist already, in a
registry run by somebody else. It is correct, but it is slow, it has its moods, and it does not like to be crowded.

You will write the small Go service in between. It asks the registry over HTTP and answers with JSON. Nothing here needs
a framework, a database or a trick: it is the kind of afternoon most back-end engineers have had before.

## What it is about

- calling another service''s JSON endpoints, and offering an endpoint of your own
- doing several things at once, but not too many
- deciding what to do when the other side is late, wrong or gone
- stopping when nobody is waiting any more

## How it works

You have **two hours** from the moment you press start; only then do you see the details, the starter code and a few
tests. Work in the browser, or take the code to your own editor and bring it back. Press **Run** as often as you like: it
runs the tests that you can see, and your own. What you typed last is what counts, even if your connection drops at the end.

You get **Go 1.24 and its standard library**. There is no network where your code runs, so no other modules.

The internet is yours for documentation and articles. Please leave out AI assistants and other people: afterwards we would
like to talk with you about _your_ decisions.

## How it is looked at

First, your service is started next to a registry of ours, and a number of named checks ask it things over HTTP, in good
weather and bad. Each tests one sentence of the instructions; the inputs change from run to run. Then two engineers, who do
not know who you are, read the code with a rubric: structure, concurrency, errors, contexts, tests, and your notes.

You are not expected to finish everything. A smaller thing that is right, tested and explained is worth more than a
larger one that mostly works. The instructions suggest an order, and say what is optional.

## If you like to read beforehand

- the packages [net/http](https://pkg.go.dev/net/http), [context](https://pkg.go.dev/context) and
  [net/http/httptest](https://pkg.go.dev/net/http/httptest)
- the Go blog on [contexts](https://go.dev/blog/context), on [pipelines and cancellation](https://go.dev/blog/pipelines)
  and on [working with errors](https://go.dev/blog/go1.13-errors)

You need not prepare. See you at the harbour.
', '# The harbour board: instructions

Your service answers `GET /harbours/{harbour}/board` by asking the **registry**, another service, over HTTP. Everything that
is checked is written on this page.

Your program is started with two environment variables, and the starter already reads both: `PORT`, the port to listen on,
and `UPSTREAM_URL`, where the registry is (for example `http://127.0.0.1:9090`). It also has `GET /healthz`; leave it there.

## The registry

**`GET /harbours/{harbour}/calls`** lists the announced calls of ships, a page at a time.

```json
{
  "calls": [
    { "id": "call-81", "vessel": "vessel-7", "eta": "2031-05-02T08:30:00Z" },
    { "id": "call-12", "vessel": "vessel-3", "eta": "2031-05-01T17:00:00Z" }
  ],
  "next": "p2/ab="
}
```

If there is a `next`, the following page is at `GET /harbours/{harbour}/calls?cursor=…` with that text as the cursor. It is
opaque and may contain any character, so escape it. On the last page `next` is absent or empty. An unknown harbour gives 404. Pages come in no particular order of time.

**`GET /vessels/{vessel}`** gives one ship; 404 if there is none of that id.

```json
{ "id": "vessel-7", "name": "Quiet Tern", "lengthMetres": 82 }
```

Ids consist of letters, digits and dashes. An eta is always UTC in exactly the form above, so it may be compared as text.

Either endpoint may answer **429** with a header `Retry-After`, a whole number of seconds. It may also answer with any other
status, answer with something that is not JSON, break off, or not answer at all.

## Your endpoint

`GET /harbours/{harbour}/board` answers 200, `Content-Type: application/json`:

```json
{
  "harbour": "lume",
  "complete": false,
  "arrivals": [
    {
      "call": "call-12",
      "eta": "2031-05-01T17:00:00Z",
      "vessel": { "id": "vessel-3", "name": "Amber Gannet", "lengthMetres": 31 }
    }
  ],
  "missing": [{ "call": "call-81", "vessel": "vessel-7", "reason": "timeout" }]
}
```

1. **Everything is on it.** Every call of every page is in exactly one of the two lists. Both are ordered by `eta`, and by
   `call` where two are equal, both compared as text. A list with nothing in it is `[]`. `complete` is true if `missing` is empty.
2. **Ask once.** A ship may call more than once. Within one board, each ship is asked for once (tries after a 429 apart).
3. **Concurrently, within a bound.** At most **8** requests to the registry are in flight at any moment, listing pages
   included, _over all callers of your service together_. And use it: while at least four ships remain to be asked for,
   and nothing else takes up the room, have four or more requests in flight. What runs side by side has no data race: the
   checks are made a second time with Go''s race detector built in, and reviewers are told what it reports.
4. **Time limit.** A single request to the registry gets **1 second**, from being sent to the end of its body. Waiting for
   your turn under the bound is not part of it. A request that is given up is also cancelled. So a
   board with a silent ship on it comes after little more than a second, if there is nothing else to wait for.
5. **A ship that cannot be had** does not spoil the board. Its calls go to `missing`, with a `reason`:

   | reason    | when                                                                             |
   | --------- | -------------------------------------------------------------------------------- |
   | `unknown` | the registry said 404                                                            |
   | `timeout` | the time limit passed                                                            |
   | `busy`    | it still said 429 when you stopped trying                                        |
   | `failed`  | anything else: another status, not JSON, an incomplete body, a broken connection |

6. **Without the whole listing there is no board.** Answer with an error instead, as JSON:

   | status and body                    | when                                                                  |
   | ---------------------------------- | --------------------------------------------------------------------- |
   | 404 `{"error":"unknown_harbour"}`  | the registry said 404                                                 |
   | 504 `{"error":"registry_timeout"}` | the time limit passed on a page                                       |
   | 503 `{"error":"registry_busy"}`    | it still said 429 when you stopped trying                             |
   | 502 `{"error":"registry_failed"}`  | anything else; also when a page''s `next` is one you were given before |

7. **429.** If `Retry-After` is between 1 and 2 seconds, wait at least that long and try again: at most **3 tries** in all.
   If it is longer, absent or not a whole number, do not try again. No other answer is tried again: the registry does not
   like to be pestered.
8. **When the caller leaves,** stop: cancel what is in flight for them, and ask nothing new on their behalf.

**Stretch (optional).**

9. **Share.** While a board is being built, further callers of the same harbour wait for that same board: one listing, one
   request a ship. One caller leaving, even the first, does not disturb the others; the work stops when the last has
   left. Nothing is kept: whoever comes after the board was sent has it built anew.

Extra fields in your JSON do no harm. Bodies of the registry never go over 1 MiB.

## How it is looked at

- **The board is right**: points 1 and 2.
- **Concurrent, within bounds**: point 3, and point 9 if you get there.
- **Honest about failures**: points 4 to 7.
- **Lets go**: point 8.
- **Clear code** and **useful tests**: two engineers read what you wrote, the tests and the notes too.

The checks cover the points; nothing beyond them is checked.

## A good order of work

1. One page, ships one after another: points 1 and 2. Press Run; the first tests pass.
2. Failures and the time limit: points 4, 5 and 6.
3. Concurrency: points 3 and 8.
4. 429: point 7.
5. Your own tests, and ten lines in `README.md`: what you decided, what is missing, what you would do next.
6. If there is time left and you feel like it: point 9.

If time runs short, stop at a point where things work, and write down what is missing. That counts.

## Practical matters

- `newHandler(registryURL string) http.Handler` is called by the visible tests: keep it. The rest is yours, files too.
- The visible tests are a part of what is checked, not all of it. When your work is graded, only your program is built;
  your tests are read by people.
- The program is built with `go build .` and without cgo; for the race detector once more with `go build -race .`.
', '[{"path": ".gitignore", "content": "# What systems and editors leave beside the work\n.DS_Store\nThumbs.db\ndesktop.ini\n.idea/\n.vscode/\n*.swp\n*~\n\n# What building and testing leave\n*.exe\n*.test\n*.out\n*.prof\n/coverage/\n"}, {"path": "README.md", "content": "# Notes\n\nTen lines are plenty. The people who read your code read this first.\n\n## What I decided, and why\n\n## What is missing or weak\n\n## What I would do next\n"}, {"path": "board_test.go", "content": "package main\n\nimport (\n\t\"encoding/json\"\n\t\"io\"\n\t\"net/http\"\n\t\"net/http/httptest\"\n\t\"reflect\"\n\t\"sync/atomic\"\n\t\"testing\"\n\t\"time\"\n)\n\n// These tests are yours to read, run, change and add to. They cover a part of the instructions, not all of it.\n\nfunc TestHealth(t *testing.T) {\n\tstatus, _ := ask(t, http.NotFoundHandler(), \"/healthz\")\n\tif status != http.StatusOK {\n\t\tt.Fatalf(\"status %d, want 200\", status)\n\t}\n}\n\nfunc TestBoardOfOnePage(t *testing.T) {\n\tregistry := http.NewServeMux()\n\tregistry.HandleFunc(\"GET /harbours/lume/calls\", reply(200, `{\"calls\":[\n\t\t{\"id\":\"call-2\",\"vessel\":\"v-1\",\"eta\":\"2031-05-02T08:00:00Z\"},\n\t\t{\"id\":\"call-1\",\"vessel\":\"v-2\",\"eta\":\"2031-05-01T08:00:00Z\"}]}`))\n\tregistry.HandleFunc(\"GET /vessels/v-1\", reply(200, `{\"id\":\"v-1\",\"name\":\"Quiet Tern\",\"lengthMetres\":82}`))\n\tregistry.HandleFunc(\"GET /vessels/v-2\", reply(200, `{\"id\":\"v-2\",\"name\":\"Amber Gannet\",\"lengthMetres\":31}`))\n\n\twantBoard(t, registry, \"/harbours/lume/board\", `{\"harbour\":\"lume\",\"complete\":true,\"arrivals\":[\n\t\t{\"call\":\"call-1\",\"eta\":\"2031-05-01T08:00:00Z\",\"vessel\":{\"id\":\"v-2\",\"name\":\"Amber Gannet\",\"lengthMetres\":31}},\n\t\t{\"call\":\"call-2\",\"eta\":\"2031-05-02T08:00:00Z\",\"vessel\":{\"id\":\"v-1\",\"name\":\"Quiet Tern\",\"lengthMetres\":82}}],\n\t\t\"missing\":[]}`)\n}\n\nfunc TestSecondPageIsRead(t *testing.T) {\n\tregistry := http.NewServeMux()\n\tregistry.HandleFunc(\"GET /harbours/lume/calls\", func(w http.ResponseWriter, r *http.Request) {\n\t\tif r.URL.Query().Get(\"cursor\") == \"p/2\" {\n\t\t\treply(200, `{\"calls\":[{\"id\":\"call-2\",\"vessel\":\"v-1\",\"eta\":\"2031-05-02T08:00:00Z\"}]}`)(w, r)\n\t\t\treturn\n\t\t}\n\t\treply(200, `{\"calls\":[{\"id\":\"call-1\",\"vessel\":\"v-1\",\"eta\":\"2031-05-01T08:00:00Z\"}],\"next\":\"p/2\"}`)(w, r)\n\t})\n\tregistry.HandleFunc(\"GET /vessels/v-1\", reply(200, `{\"id\":\"v-1\",\"name\":\"Quiet Tern\",\"lengthMetres\":82}`))\n\n\twantBoard(t, registry, \"/harbours/lume/board\", `{\"harbour\":\"lume\",\"complete\":true,\"arrivals\":[\n\t\t{\"call\":\"call-1\",\"eta\":\"2031-05-01T08:00:00Z\",\"vessel\":{\"id\":\"v-1\",\"name\":\"Quiet Tern\",\"lengthMetres\":82}},\n\t\t{\"call\":\"call-2\",\"eta\":\"2031-05-02T08:00:00Z\",\"vessel\":{\"id\":\"v-1\",\"name\":\"Quiet Tern\",\"lengthMetres\":82}}],\n\t\t\"missing\":[]}`)\n}\n\nfunc TestFailingVesselIsNamed(t *testing.T) {\n\tregistry := http.NewServeMux()\n\tregistry.HandleFunc(\"GET /harbours/lume/calls\", reply(200, `{\"calls\":[\n\t\t{\"id\":\"call-1\",\"vessel\":\"v-1\",\"eta\":\"2031-05-01T08:00:00Z\"}]}`))\n\tregistry.HandleFunc(\"GET /vessels/v-1\", reply(500, `{\"error\":\"boom\"}`))\n\n\twantBoard(t, registry, \"/harbours/lume/board\", `{\"harbour\":\"lume\",\"complete\":false,\"arrivals\":[],\n\t\t\"missing\":[{\"call\":\"call-1\",\"vessel\":\"v-1\",\"reason\":\"failed\"}]}`)\n}\n\nfunc TestSilentVesselIsNamed(t *testing.T) {\n\tregistry := http.NewServeMux()\n\tregistry.HandleFunc(\"GET /harbours/lume/calls\", reply(200, `{\"calls\":[\n\t\t{\"id\":\"call-1\",\"vessel\":\"v-1\",\"eta\":\"2031-05-01T08:00:00Z\"}]}`))\n\tregistry.HandleFunc(\"GET /vessels/v-1\", func(_ http.ResponseWriter, r *http.Request) {\n\t\tselect {\n\t\tcase <-r.Context().Done():\n\t\tcase <-time.After(5 * time.Second):\n\t\t}\n\t})\n\n\twantBoard(t, registry, \"/harbours/lume/board\", `{\"harbour\":\"lume\",\"complete\":false,\"arrivals\":[],\n\t\t\"missing\":[{\"call\":\"call-1\",\"vessel\":\"v-1\",\"reason\":\"timeout\"}]}`)\n}\n\nfunc TestUnknownHarbour(t *testing.T) {\n\tstatus, body := ask(t, http.NotFoundHandler(), \"/harbours/nowhere/board\")\n\tif status != http.StatusNotFound || body[\"error\"] != \"unknown_harbour\" {\n\t\tt.Fatalf(\"status %d, body %v; want 404 and unknown_harbour\", status, body)\n\t}\n}\n\nfunc TestRetryAfterIsHonoured(t *testing.T) {\n\tvar tries atomic.Int32\n\tregistry := http.NewServeMux()\n\tregistry.HandleFunc(\"GET /harbours/lume/calls\", func(w http.ResponseWriter, r *http.Request) {\n\t\tif tries.Add(1) == 1 {\n\t\t\tw.Header().Set(\"Retry-After\", \"1\")\n\t\t\tw.WriteHeader(http.StatusTooManyRequests)\n\t\t\treturn\n\t\t}\n\t\treply(200, `{\"calls\":[]}`)(w, r)\n\t})\n\n\tbegan := time.Now()\n\twantBoard(t, registry, \"/harbours/lume/board\", `{\"harbour\":\"lume\",\"complete\":true,\"arrivals\":[],\"missing\":[]}`)\n\tif waited := time.Since(began); waited < time.Second {\n\t\tt.Fatalf(\"answered after %s, sooner than the second that was asked for\", waited)\n\t}\n}\n\nfunc reply(status int, body string) http.HandlerFunc {\n\treturn func(w http.ResponseWriter, _ *http.Request) {\n\t\tw.Header().Set(\"Content-Type\", \"application/json\")\n\t\tw.WriteHeader(status)\n\t\t_, _ = io.WriteString(w, body)\n\t}\n}\n\n// ask sends one request to the service, with the given registry behind it.\nfunc ask(t *testing.T, registry http.Handler, path string) (int, map[string]any) {\n\tt.Helper()\n\tupstream := httptest.NewServer(registry)\n\tdefer upstream.Close()\n\tservice := httptest.NewServer(newHandler(upstream.URL))\n\tdefer service.Close()\n\tresponse, err := http.Get(service.URL + path)\n\tif err != nil {\n\t\tt.Fatal(err)\n\t}\n\tdefer response.Body.Close()\n\tvar body map[string]any\n\tif err := json.NewDecoder(response.Body).Decode(&body); err != nil {\n\t\tt.Fatalf(\"the body is not a JSON object: %v\", err)\n\t}\n\treturn response.StatusCode, body\n}\n\nfunc wantBoard(t *testing.T, registry http.Handler, path, want string) {\n\tt.Helper()\n\tstatus, got := ask(t, registry, path)\n\tif status != http.StatusOK {\n\t\tt.Fatalf(\"status %d, body %v; want 200\", status, got)\n\t}\n\tvar wanted map[string]any\n\tif err := json.Unmarshal([]byte(want), &wanted); err != nil {\n\t\tt.Fatal(err)\n\t}\n\tif !reflect.DeepEqual(got, wanted) {\n\t\tt.Fatalf(\"the board differs\\n got %v\\nwant %v\", got, wanted)\n\t}\n}\n"}, {"path": "go.mod", "content": "module harbourboard\n\ngo 1.24\n"}, {"path": "handler.go", "content": "package main\n\nimport (\n\t\"encoding/json\"\n\t\"net/http\"\n)\n\n// newHandler wires the service to the registry at the given base URL. The visible tests call it as well: keep its\n// signature, and do as you like with everything else.\nfunc newHandler(registryURL string) http.Handler {\n\tmux := http.NewServeMux()\n\tmux.HandleFunc(\"GET /healthz\", func(w http.ResponseWriter, _ *http.Request) {\n\t\twriteJSON(w, http.StatusOK, map[string]string{\"status\": \"ok\"})\n\t})\n\tmux.HandleFunc(\"GET /harbours/{harbour}/board\", func(w http.ResponseWriter, r *http.Request) {\n\t\t// Your work starts here. The registry is at registryURL, the harbour is r.PathValue(\"harbour\").\n\t\t_ = registryURL\n\t\twriteJSON(w, http.StatusNotImplemented, map[string]string{\"error\": \"not_implemented\"})\n\t})\n\treturn mux\n}\n\nfunc writeJSON(w http.ResponseWriter, status int, body any) {\n\tw.Header().Set(\"Content-Type\", \"application/json\")\n\tw.WriteHeader(status)\n\t_ = json.NewEncoder(w).Encode(body)\n}\n"}, {"path": "main.go", "content": "// Command harbourboard serves arrival boards for harbours, built from the registry''s JSON API.\npackage main\n\nimport (\n\t\"log\"\n\t\"net/http\"\n\t\"os\"\n\t\"time\"\n)\n\nfunc main() {\n\tserver := &http.Server{\n\t\tAddr:              \":\" + envOr(\"PORT\", \"8080\"),\n\t\tHandler:           newHandler(envOr(\"UPSTREAM_URL\", \"http://127.0.0.1:9090\")),\n\t\tReadHeaderTimeout: 5 * time.Second,\n\t}\n\tlog.Printf(\"listening on %s\", server.Addr)\n\tlog.Fatal(server.ListenAndServe())\n}\n\nfunc envOr(name, fallback string) string {\n\tif value := os.Getenv(name); value != \"\" {\n\t\treturn value\n\t}\n\treturn fallback\n}\n"}]', '[{"path": "assembling.ts", "content": "import type { Check } from ''#prober/check.ts''\nimport { boardOf, boardPath, inventHarbour, playRegistry, requestsFor } from ''./registry.ts''\n\nexport const boardAssembled: Check = {\n  id: ''board-assembled'',\n  title: ''Puts a board together, in order'',\n  expected:\n    ''Status 200 and JSON with every call and its vessel, by eta and, where that is equal, by call id; a quiet harbour has empty lists.'',\n  async run(context) {\n    const { candidate, expect, random } = context\n    const harbour = inventHarbour(random, { calls: 9, ties: true })\n    const quiet = inventHarbour(random, { calls: 0, vessels: 0 })\n    playRegistry(context, [harbour, quiet])\n    const answer = await candidate.send({ path: boardPath(harbour) })\n    expect.equal(answer.status, 200, ''the status'')\n    expect.that(\n      String(answer.headers[''content-type'']).startsWith(''application/json''),\n      `Expected the content type application/json; saw ${answer.headers[''content-type'']}.`,\n    )\n    expect.matches(answer.json, boardOf(harbour), ''board'')\n    const empty = await candidate.send({ path: boardPath(quiet) })\n    expect.equal(empty.status, 200, ''the status for a harbour without calls'')\n    expect.matches(empty.json, boardOf(quiet), ''board of a harbour without calls'')\n    return ''A board of 9 calls, complete and in order; an empty one with empty lists.''\n  },\n}\n\nexport const everyPageFollowed: Check = {\n  id: ''every-page-followed'',\n  title: ''Follows the listing to its last page'',\n  expected: ''All pages are read, each once, with the cursor handed back exactly as it was given.'',\n  async run(context) {\n    const { candidate, expect, random, upstream } = context\n    const harbour = inventHarbour(random, { calls: 11 })\n    playRegistry(context, [harbour], { pageSize: 3 })\n    const answer = await candidate.send({ path: boardPath(harbour) })\n    expect.equal(answer.status, 200, ''the status'')\n    expect.matches(answer.json, boardOf(harbour), ''board'')\n    const pages = upstream.exchanges().filter((exchange) => exchange.path.startsWith(''/harbours/''))\n    expect.equal(pages.length, 4, ''the number of listing requests'')\n    return ''11 calls from 4 pages, each page read once.''\n  },\n}\n\nexport const oneRequestPerVessel: Check = {\n  id: ''one-request-per-vessel'',\n  title: ''Asks for a vessel once, however often it calls'',\n  expected: ''Fifteen calls by four vessels lead to four vessel requests.'',\n  async run(context) {\n    const { candidate, expect, random, reply } = context\n    const harbour = inventHarbour(random, { calls: 15, vessels: 4 })\n    playRegistry(context, [harbour], {\n      vessel: (id) => reply.later(100, reply.json(harbour.vessels.find((vessel) => vessel.id === id))),\n    })\n    const answer = await candidate.send({ path: boardPath(harbour) })\n    expect.matches(answer.json, boardOf(harbour), ''board'')\n    for (const vessel of harbour.vessels) {\n      expect.equal(requestsFor(context, vessel.id), 1, `the number of requests for ${vessel.id}`)\n    }\n    return ''Four vessels, four requests, fifteen calls on the board.''\n  },\n}\n"}, {"path": "callers.ts", "content": "import type { Check } from ''#prober/check.ts''\nimport { boardOf, boardPath, inventHarbour, playRegistry, requestsFor } from ''./registry.ts''\n\nconst vesselCount = 48\n// A request ends by itself after its time limit of 1 s: one that was cancelled is gone long before.\nconst cancelledWithinMs = 700\n// A request that was just being sent may still arrive; one that comes later was not asked for by mistake.\nconst lastOneMs = 200\nconst watchedMs = 600\n\nexport const callerLeaves: Check = {\n  id: ''caller-leaves'',\n  title: ''Stops working for a caller who has left'',\n  expected:\n    `Of ${vesselCount} vessels, none of which answers, the requests in flight are given up within ` +\n    `${cancelledWithinMs / 1_000} s after the caller left, and no further vessel is asked for.`,\n  async run(context) {\n    const { candidate, expect, random, reply, upstream, letPass } = context\n    const harbour = inventHarbour(random, { calls: vesselCount })\n    const vesselsAsked = () => upstream.exchanges().filter(({ path }) => path.startsWith(''/vessels/'')).length\n    playRegistry(context, [harbour], { vessel: () => reply.hang() })\n    const caller = new AbortController()\n    const answering = candidate.send({ path: boardPath(harbour), leave: caller.signal })\n    const left = answering.catch(() => undefined)\n    await upstream.until(() => vesselsAsked() > 0, {\n      withinMs: 4_000,\n      otherwise: () => ''No vessel was asked for within 4 s, so there was nothing to stop.'',\n    })\n    caller.abort()\n    await left\n    await upstream.until(() => upstream.inFlight() === 0, {\n      withinMs: cancelledWithinMs,\n      otherwise: () =>\n        `${upstream.inFlight()} requests were still open ${cancelledWithinMs} ms after the caller left.`,\n    })\n    await letPass(lastOneMs)\n    const askedByThen = vesselsAsked()\n    expect.equal(upstream.inFlight(), 0, ''the number of open requests after the caller had left'')\n    await letPass(watchedMs)\n    expect.equal(vesselsAsked() - askedByThen, 0, ''the number of vessels asked for after the caller had left'')\n    return `${vesselsAsked()} of ${vesselCount} vessels had been asked for when the work stopped.`\n  },\n}\n\nexport const sharedBoard: Check = {\n  id: ''shared-board'',\n  title: ''Stretch: callers of the same board share the work'',\n  expected:\n    ''Five callers at once lead to one listing and one request a vessel, also when the first of them leaves; a caller '' +\n    ''who comes after the board was sent has it built anew.'',\n  async run(context) {\n    const { candidate, expect, random, reply, upstream, letPass } = context\n    const harbour = inventHarbour(random, { calls: 6 })\n    const opened = Promise.withResolvers<void>()\n    playRegistry(context, [harbour], {\n      vessel: (id) =>\n        reply.when(opened.promise, reply.json(harbour.vessels.find((vessel) => vessel.id === id))),\n      listing: () => reply.later(300, reply.json({ calls: harbour.calls })),\n    })\n    const first = new AbortController()\n    const firstGone = candidate.send({ path: boardPath(harbour), leave: first.signal }).catch(() => undefined)\n    await upstream.until(() => upstream.inFlight() > 0, {\n      withinMs: 4_000,\n      otherwise: () => ''The listing was not asked for within 4 s.'',\n    })\n    const others = Array.from({ length: 4 }, () => candidate.send({ path: boardPath(harbour) }))\n    const answering = Promise.all(others)\n    answering.catch(() => {})\n    // An answer to a later request shows that the earlier ones have been taken in.\n    await candidate.send({ path: ''/healthz'' })\n    await upstream.until(() => requestsFor(context, harbour.vessels[0]?.id ?? '''') > 0, {\n      withinMs: 4_000,\n      otherwise: () => ''No vessel was asked for within 4 s.'',\n    })\n    first.abort()\n    await firstGone\n    await letPass(300)\n    opened.resolve()\n    for (const answer of await answering) expect.matches(answer.json, boardOf(harbour), ''board'')\n    expect.equal(requestsFor(context, harbour.id), 1, ''the number of listing requests for five callers'')\n    for (const { id } of harbour.vessels)\n      expect.equal(requestsFor(context, id), 1, `the number of requests for ${id}`)\n    const later = await candidate.send({ path: boardPath(harbour) })\n    expect.matches(later.json, boardOf(harbour), ''board of the later caller'')\n    expect.equal(requestsFor(context, harbour.id), 2, ''the number of listing requests after a later caller'')\n    return ''Five callers, one listing; the later caller got a new one.''\n  },\n}\n"}, {"path": "checks.ts", "content": "import type { Check } from ''#prober/check.ts''\nimport { boardAssembled, everyPageFollowed, oneRequestPerVessel } from ''./assembling.ts''\nimport { callerLeaves, sharedBoard } from ''./callers.ts''\nimport { listingFails, oneHang, partialFailure, unknownHarbour } from ''./faults.ts''\nimport { inFlightBound, worksInParallel } from ''./in-flight.ts''\nimport { retryAfterBounded, retryAfterHonoured } from ''./waiting.ts''\n\nexport const checks: Check[] = [\n  boardAssembled,\n  everyPageFollowed,\n  oneRequestPerVessel,\n  inFlightBound,\n  worksInParallel,\n  oneHang,\n  partialFailure,\n  unknownHarbour,\n  listingFails,\n  retryAfterHonoured,\n  retryAfterBounded,\n  callerLeaves,\n  sharedBoard,\n]\n"}, {"path": "faults.ts", "content": "import type { Check } from ''#prober/check.ts''\nimport { boardOf, boardPath, inventHarbour, playRegistry, requestsFor, vesselAt } from ''./registry.ts''\n\nexport const oneHang: Check = {\n  id: ''one-hang'',\n  title: ''A vessel that never answers does not hold up the board'',\n  expected:\n    ''With one vessel silent and one stuck in the middle of its body, the board comes within 4 s, names both as \"timeout\", '' +\n    ''keeps a vessel that took 0.3 s, and both requests are let go.'',\n  async run(context) {\n    const { candidate, expect, random, reply, upstream } = context\n    const harbour = inventHarbour(random, { calls: 7 })\n    const [silent, stuck, slow] = [vesselAt(harbour, 1), vesselAt(harbour, 3), vesselAt(harbour, 5)]\n    const slowVessel = harbour.vessels.find((vessel) => vessel.id === slow)\n    playRegistry(context, [harbour], {\n      vessel: (id) =>\n        ({\n          [silent]: reply.hang(),\n          [stuck]: reply.stall(harbour.vessels[3]),\n          [slow]: reply.later(300, reply.json(slowVessel)),\n        })[id],\n    })\n    const answer = await candidate.send({ path: boardPath(harbour) })\n    expect.equal(answer.status, 200, ''the status'')\n    expect.matches(answer.json, boardOf(harbour, { [silent]: ''timeout'', [stuck]: ''timeout'' }), ''board'')\n    expect.atMost(Math.round(answer.tookMs), 4_000, ''ms until the board came'')\n    await upstream.until(() => upstream.inFlight() === 0, {\n      withinMs: 3_000,\n      otherwise: () => `${upstream.inFlight()} requests were still open 3 s after the board had been sent.`,\n    })\n    return `The board came after ${Math.round(answer.tookMs)} ms with both named, and nothing was left open.`\n  },\n  capMs: 8_000,\n  capReason: ''The board may take 4 s, and the requests behind it 3 s more until they are let go.'',\n}\n\nexport const partialFailure: Check = {\n  id: ''partial-failure'',\n  title: ''What fails is named, what works is shown'',\n  expected:\n    ''Vessels answering 500, 404, something that is no JSON, half a body or nothing are listed under \"missing\" with the right '' +\n    ''reason; the others arrive; the 500 is not tried again.'',\n  async run(context) {\n    const { candidate, expect, random, reply } = context\n    const harbour = inventHarbour(random, { calls: 14, vessels: 10 })\n    // Those that answer 500 must call only once, so that the tries can be counted whoever asks for a ship twice.\n    const ids = [5, 2, 4, 6, 8].map((index) => vesselAt(harbour, index))\n    const [broken = '''', unknown = '''', garbled = '''', cut = '''', dropped = ''''] = ids\n    playRegistry(context, [harbour], {\n      vessel: (id) =>\n        ({\n          [broken]: reply.json({ error: ''boom'' }, { status: 500 }),\n          [unknown]: reply.json({ error: ''no such vessel'' }, { status: 404 }),\n          [garbled]: reply.raw(''<p>We are painting the office.</p>''),\n          [cut]: reply.truncated(harbour.vessels[6]),\n          [dropped]: reply.drop(),\n        })[id],\n    })\n    const answer = await candidate.send({ path: boardPath(harbour) })\n    const missing = {\n      [broken]: ''failed'',\n      [unknown]: ''unknown'',\n      [garbled]: ''failed'',\n      [cut]: ''failed'',\n      [dropped]: ''failed'',\n    }\n    expect.equal(answer.status, 200, ''the status'')\n    expect.matches(answer.json, boardOf(harbour, missing), ''board'')\n    expect.equal(requestsFor(context, broken), 1, ''the number of requests to the vessel that answered 500'')\n    return ''Five vessels named with their reasons, five on the board, and no second try at the 500.''\n  },\n}\n\nexport const unknownHarbour: Check = {\n  id: ''unknown-harbour'',\n  title: ''Says so when there is no such harbour'',\n  expected: ''Status 404 with {\"error\":\"unknown_harbour\"}.'',\n  async run(context) {\n    const { candidate, expect, random, reply } = context\n    const harbour = inventHarbour(random, { calls: 1 })\n    playRegistry(context, [harbour], {\n      listing: () => reply.json({ error: ''no such harbour'' }, { status: 404 }),\n    })\n    const answer = await candidate.send({ path: boardPath(harbour) })\n    expect.equal(answer.status, 404, ''the status'')\n    expect.matches(answer.json, { error: ''unknown_harbour'' }, ''body'')\n    return ''Status 404, unknown_harbour.''\n  },\n}\n\nexport const listingFails: Check = {\n  id: ''listing-fails'',\n  title: ''Without a whole listing there is no board'',\n  expected:\n    ''502 registry_failed when a page answers 500, is no JSON, or hands out a cursor for the second time; 504 '' +\n    ''registry_timeout when it hangs; 503 registry_busy when it asks for a wait that is too long.'',\n  async run(context) {\n    const { candidate, expect, random, reply } = context\n    const plans = [\n      { status: 502, error: ''registry_failed'', onSecondPage: reply.json({ error: ''boom'' }, { status: 500 }) },\n      { status: 502, error: ''registry_failed'', onSecondPage: reply.raw(''{\"calls\": ['') },\n      { status: 502, error: ''registry_failed'', onSecondPage: reply.json({ calls: [], next: ''after+/&=2'' }) },\n      { status: 504, error: ''registry_timeout'', onSecondPage: reply.hang() },\n      { status: 503, error: ''registry_busy'', onSecondPage: reply.tooMany(45) },\n    ].map((plan) => ({ ...plan, harbour: inventHarbour(random, { calls: 4 }) }))\n    playRegistry(\n      context,\n      plans.map((plan) => plan.harbour),\n      {\n        pageSize: 2,\n        listing: (harbour, cursor) =>\n          cursor === null ? undefined : plans.find((plan) => plan.harbour === harbour)?.onSecondPage,\n      },\n    )\n    const answers = await Promise.all(plans.map((plan) => candidate.send({ path: boardPath(plan.harbour) })))\n    plans.forEach(({ status, error }, index) => {\n      expect.equal(answers[index]?.status, status, `the status in case ${index + 1} (${error})`)\n      expect.matches(answers[index]?.json, { error }, `body in case ${index + 1}`)\n    })\n    return ''All five failures of the listing were answered with their own status and error.''\n  },\n}\n"}, {"path": "in-flight.ts", "content": "import type { Check } from ''#prober/check.ts''\nimport { boardOf, boardPath, inventHarbour, playRegistry } from ''./registry.ts''\n\nconst bound = 8\n\nexport const inFlightBound: Check = {\n  id: ''in-flight-bound'',\n  title: ''Keeps to eight requests in flight, all callers together'',\n  expected:\n    ''With three boards of fourteen vessels asked for at once, the registry never has more than 8 open requests.'',\n  async run(context) {\n    const { candidate, expect, random, reply, upstream } = context\n    const harbours = Array.from({ length: 3 }, () => inventHarbour(random, { calls: 14 }))\n    const vessels = harbours.flatMap((harbour) => harbour.vessels)\n    playRegistry(context, harbours, {\n      vessel: (id) => reply.later(100, reply.json(vessels.find((vessel) => vessel.id === id))),\n    })\n    const answers = await Promise.all(harbours.map((harbour) => candidate.send({ path: boardPath(harbour) })))\n    expect.atMost(upstream.mostInFlight(), bound, ''requests in flight'')\n    harbours.forEach((harbour, index) =>\n      expect.matches(answers[index]?.json, boardOf(harbour), `board ${index + 1}`),\n    )\n    return `Three complete boards with at most ${upstream.mostInFlight()} requests in flight.`\n  },\n}\n\nexport const worksInParallel: Check = {\n  id: ''works-in-parallel'',\n  title: ''Asks for several vessels at the same time'',\n  expected: ''At least 4 requests are in flight while twelve vessels are to be asked for.'',\n  async run(context) {\n    const { candidate, expect, random, reply, upstream } = context\n    const harbour = inventHarbour(random, { calls: 12 })\n    const crowd = Promise.withResolvers<void>()\n    playRegistry(context, [harbour], {\n      // Nobody is answered before four are here, so one that asks in turn waits for itself.\n      vessel: (id) =>\n        reply.when(crowd.promise, reply.json(harbour.vessels.find((vessel) => vessel.id === id))),\n    })\n    const answering = candidate.send({ path: boardPath(harbour) })\n    answering.catch(() => {})\n    await upstream.until(() => upstream.inFlight() >= 4, {\n      withinMs: 4_000,\n      otherwise: () => `Expected at least 4 requests in flight; saw ${upstream.mostInFlight()} at most.`,\n    })\n    crowd.resolve()\n    expect.matches((await answering).json, boardOf(harbour), ''board'')\n    return `${upstream.mostInFlight()} requests were in flight at once.`\n  },\n}\n"}, {"path": "registry.ts", "content": "import type { CheckContext } from ''#prober/check.ts''\nimport type { Random } from ''#prober/random.ts''\nimport type { Reply } from ''#prober/replies.ts''\n\ntype Vessel = { id: string; name: string; lengthMetres: number }\ntype PortCall = { id: string; vessel: string; eta: string }\nexport type Harbour = { id: string; calls: PortCall[]; vessels: Vessel[] }\n\n/** Departures from an answer in good order; undefined means: answer as usual. */\nexport type Twists = {\n  pageSize?: number\n  listing?: (harbour: Harbour, cursor: string | null) => Reply | undefined\n  vessel?: (id: string) => Reply | undefined\n}\n\nconst firstNames = [''Amber'', ''Brisk'', ''Copper'', ''Distant'', ''Evening'', ''Gentle'', ''Quiet'', ''Silver''] as const\nconst lastNames = [\n  ''Curlew'',\n  ''Dunlin'',\n  ''Fulmar'',\n  ''Gannet'',\n  ''Petrel'',\n  ''Sanderling'',\n  ''Tern'',\n  ''Whimbrel'',\n] as const\n\n/** Every call has an eta of its own unless ties are asked for; those are listed with the higher call id first. */\nexport function inventHarbour(\n  random: Random,\n  size: { calls: number; vessels?: number; ties?: boolean },\n): Harbour {\n  const vessels = Array.from({ length: size.vessels ?? size.calls }, () => ({\n    id: random.id(''vessel''),\n    name: `${random.pick(firstNames)} ${random.pick(lastNames)}`,\n    lengthMetres: random.integer(12, 390),\n  }))\n  const minutes = random.shuffle(Array.from({ length: size.calls }, (_, index) => index))\n  const calls = Array.from({ length: size.calls }, (_, index) => ({\n    id: random.id(''call''),\n    vessel: vessels[index % vessels.length]?.id ?? '''',\n    eta: etaAt(size.ties === true ? index % 3 : (minutes[index] ?? 0)),\n  }))\n  if (size.ties === true) calls.sort((a, b) => order(b.id, a.id))\n  return { id: random.id(''harbour''), calls, vessels }\n}\n\n/** An eta so many steps of a day and a minute after the first one. */\nfunction etaAt(step: number): string {\n  const start = Date.UTC(2031, 4, 1, 6, 30)\n  return new Date(start + step * (86_400_000 + 60_000)).toISOString().replace(''.000'', '''')\n}\n\n/** Puts the registry on stage. Requests for harbours and vessels of no interest to this check get a 404, unrecorded. */\nexport function playRegistry(context: CheckContext, harbours: Harbour[], twists: Twists = {}): void {\n  const vessels = new Map(harbours.flatMap((harbour) => harbour.vessels.map((vessel) => [vessel.id, vessel])))\n  const answerVessel = (id: string) => {\n    const vessel = vessels.get(id)\n    return vessel && (twists.vessel?.(id) ?? context.reply.json(vessel))\n  }\n  const answerListing = (id: string, cursor: string | null) => {\n    const harbour = harbours.find((known) => known.id === id)\n    return (\n      harbour &&\n      (twists.listing?.(harbour, cursor) ?? context.reply.json(pageOf(harbour, cursor, twists.pageSize)))\n    )\n  }\n  context.upstream.play((request) => {\n    const [, kind, id = '''', rest] = request.path.split(''/'')\n    if (kind === ''vessels'' && rest === undefined) return answerVessel(id)\n    if (kind === ''harbours'' && rest === ''calls'') return answerListing(id, request.query.get(''cursor''))\n    return undefined\n  })\n}\n\n/** Cursors look odd on purpose: they are opaque, and only an escaped one comes back as it was given. */\nfunction pageOf(harbour: Harbour, cursor: string | null, pageSize = harbour.calls.length) {\n  const from = cursor === null || cursor === '''' ? 0 : Number(cursor.replace(''after+/&='', ''''))\n  const to = from + pageSize\n  const calls = harbour.calls.slice(from, to)\n  return to < harbour.calls.length ? { calls, next: `after+/&=${to}` } : { calls }\n}\n\n/** The board as the instructions describe it, `missing` being the reasons by vessel id. */\nexport function boardOf(harbour: Harbour, missing: Record<string, string> = {}) {\n  const ordered = harbour.calls.toSorted((a, b) => order(a.eta, b.eta) || order(a.id, b.id))\n  const isMissing = (call: PortCall) => Object.hasOwn(missing, call.vessel)\n  return {\n    harbour: harbour.id,\n    complete: !ordered.some(isMissing),\n    arrivals: ordered\n      .filter((call) => !isMissing(call))\n      .map((call) => ({\n        call: call.id,\n        eta: call.eta,\n        vessel: harbour.vessels.find((vessel) => vessel.id === call.vessel),\n      })),\n    missing: ordered\n      .filter(isMissing)\n      .map((call) => ({ call: call.id, vessel: call.vessel, reason: missing[call.vessel] })),\n  }\n}\n\nfunction order(left: string, right: string): number {\n  if (left === right) return 0\n  return left < right ? -1 : 1\n}\n\nexport const boardPath = (harbour: Harbour) => `/harbours/${harbour.id}/board`\n\nexport function requestsFor(context: CheckContext, id: string): number {\n  return context.upstream.exchanges().filter((exchange) => exchange.path.split(''/'')[2] === id).length\n}\n\n/** The vessel at that place; places that do not exist are a mistake in the check. */\nexport function vesselAt(harbour: Harbour, index: number): string {\n  const vessel = harbour.vessels[index]\n  if (vessel === undefined) throw new Error(`there is no vessel ${index}`)\n  return vessel.id\n}\n"}, {"path": "waiting.ts", "content": "import type { Check } from ''#prober/check.ts''\nimport { boardOf, boardPath, inventHarbour, playRegistry, requestsFor, vesselAt } from ''./registry.ts''\n\n// A timer may be a little early against another process''s clock; anything beyond this did not wait.\nconst toleranceMs = 50\n\nexport const retryAfterHonoured: Check = {\n  id: ''retry-after-honoured'',\n  title: ''Waits as long as a 429 asks, then tries again'',\n  expected:\n    ''A vessel and a listing that first answer 429 with Retry-After: 1 are tried again, no sooner than 1 s later.'',\n  async run(context) {\n    const { candidate, expect, random, reply, upstream } = context\n    // One harbour with a shy listing and one with a shy vessel, at the same time, so that both wait the same second.\n    const busy = inventHarbour(random, { calls: 2 })\n    const harbour = inventHarbour(random, { calls: 5 })\n    const shy = vesselAt(harbour, 2)\n    const isFirst = (id: string) => requestsFor(context, id) === 0\n    playRegistry(context, [busy, harbour], {\n      listing: ({ id }) => (id === busy.id && isFirst(id) ? reply.tooMany(1) : undefined),\n      vessel: (id) => (id === shy && isFirst(shy) ? reply.tooMany(1) : undefined),\n    })\n    const boards = [busy, harbour]\n    const answers = await Promise.all(boards.map((board) => candidate.send({ path: boardPath(board) })))\n    boards.forEach((board, index) => {\n      expect.equal(answers[index]?.status, 200, ''the status'')\n      expect.matches(answers[index]?.json, boardOf(board), ''board'')\n    })\n    for (const id of [busy.id, shy]) {\n      const tries = upstream.exchanges().filter((exchange) => exchange.path.split(''/'')[2] === id)\n      const [first, second] = tries\n      const gapMs = Math.round((second?.startedMs ?? 0) - (first?.endedMs ?? 0))\n      expect.that(\n        gapMs >= 1_000 - toleranceMs,\n        `Expected a wait of at least 1 s after the 429 for ${id}; saw ${gapMs} ms.`,\n      )\n    }\n    return ''Both were tried again after the second they asked for, and the boards are complete.''\n  },\n}\n\nexport const retryAfterBounded: Check = {\n  id: ''retry-after-bounded'',\n  title: ''Does not wait or try without end'',\n  expected:\n    ''A vessel that always answers 429 with Retry-After: 1 is tried 3 times; ones that ask for 30 s or give no time once; '' +\n    ''all are \"busy\".'',\n  async run(context) {\n    const { candidate, expect, random, reply } = context\n    const harbour = inventHarbour(random, { calls: 6 })\n    const [stubborn, far, vague] = [vesselAt(harbour, 0), vesselAt(harbour, 2), vesselAt(harbour, 4)]\n    playRegistry(context, [harbour], {\n      vessel: (id) =>\n        ({\n          [stubborn]: reply.tooMany(1),\n          [far]: reply.tooMany(30),\n          [vague]: reply.json({}, { status: 429 }),\n        })[id],\n    })\n    const answer = await candidate.send({ path: boardPath(harbour), timeoutMs: 7_500 })\n    expect.equal(answer.status, 200, ''the status'')\n    const missing = { [stubborn]: ''busy'', [far]: ''busy'', [vague]: ''busy'' }\n    expect.matches(answer.json, boardOf(harbour, missing), ''board'')\n    expect.equal(requestsFor(context, stubborn), 3, ''the number of tries at a vessel that is always busy'')\n    expect.equal(requestsFor(context, far), 1, ''the number of tries at a vessel that asks for 30 s'')\n    expect.equal(requestsFor(context, vague), 1, ''the number of tries at a vessel that gives no time'')\n    return ''Three tries, one try and one try; all three named as busy.''\n  },\n  capMs: 8_000,\n  capReason: ''Two waits of 1 s are asked for, and a busy machine is given three times that.'',\n}\n"}]', '2026-11-24 09:00:00+00', NULL),
	('37788b0e-ec45-46c8-a456-bbd7ccf3531a', 'typescript-seed-lab', '1.1.4', '6b8783476010b9bdb923f06b72cbf84b187251f299ac4cc9cbf3523efee83a94', '{"id": "typescript-seed-lab", "title": "The seed desk", "checks": [{"id": "batch-accepted", "open": true, "title": "Accepts a batch without waiting for the lab", "points": [1], "optional": false, "criterion": "batches", "raceDetector": false}, {"id": "direct-answers", "open": true, "title": "Uses the answers that come at once", "points": [4], "optional": false, "criterion": "batches", "raceDetector": false}, {"id": "callbacks-out-of-order", "open": true, "title": "Takes results from callbacks, in whatever order they come", "points": [4, 6], "optional": false, "criterion": "asynchrony", "raceDetector": false}, {"id": "callback-first", "open": false, "title": "Copes with a callback that overtakes the answer", "points": [5, 6], "optional": false, "criterion": "asynchrony", "raceDetector": false}, {"id": "callback-twice", "open": false, "title": "Lets the first of two callbacks count", "points": [5, 6], "optional": false, "criterion": "asynchrony", "raceDetector": false}, {"id": "same-sample-twice", "open": false, "title": "Keeps tests of one sample apart", "points": [2], "optional": false, "criterion": "batches", "raceDetector": false}, {"id": "never-called-back", "open": false, "title": "Does not wait for ever", "points": [4, 5], "optional": false, "criterion": "asynchrony", "raceDetector": false}, {"id": "bench-bound", "open": false, "title": "Has four tests under way, and never more", "points": [8], "optional": false, "criterion": "bench", "raceDetector": false}, {"id": "places-come-back", "open": false, "title": "Frees a place however a test ends", "points": [8], "optional": false, "criterion": "bench", "raceDetector": false}, {"id": "lab-failures", "open": false, "title": "Names what the lab got wrong, and keeps the rest", "points": [4], "optional": false, "criterion": "failures", "raceDetector": false}, {"id": "bad-batches", "open": false, "title": "Refuses batches that make no sense", "points": [3], "optional": false, "criterion": "failures", "raceDetector": false}, {"id": "bad-callbacks", "open": false, "title": "Refuses callbacks that make no sense", "points": [6], "optional": false, "criterion": "failures", "raceDetector": false}, {"id": "notified-once", "open": false, "title": "Tells the owner of a batch once, when it is done", "points": [7], "optional": false, "criterion": "asynchrony", "raceDetector": false}, {"id": "one-key-one-batch", "open": false, "title": "Stretch: one Idempotency-Key, one batch", "points": [9], "optional": true, "criterion": "batches", "raceDetector": false}], "limits": {"graded": {"pids": 256, "wallMs": 300000, "memoryMiB": 768, "outputKiB": 256}, "visible": {"pids": 256, "wallMs": 60000, "memoryMiB": 768, "outputKiB": 256}}, "rubric": [{"id": "structure", "title": "Structure", "levels": [{"score": 1, "anchor": "One long request listener; transport, rules and state cannot be told apart."}, {"score": 2, "anchor": "Some functions, but state is changed from many places."}, {"score": 3, "anchor": "HTTP, the lab, the bench and the batches are separate, with names that say what they do."}, {"score": 4, "anchor": "As 3, and each part could be tested or replaced alone; nothing is there without need."}], "criterion": "clarity"}, {"id": "settling", "title": "How a test ends", "levels": [{"score": 1, "anchor": "Several places set a result; which one wins depends on luck."}, {"score": 2, "anchor": "Mostly once, by flags or checks scattered over the code."}, {"score": 3, "anchor": "One place decides; answer, callback and clock all go through it; timers are cleared."}, {"score": 4, "anchor": "As 3, and so simple that a second end is impossible rather than guarded against."}], "criterion": "asynchrony"}, {"id": "bench-design", "title": "Design of the bench", "levels": [{"score": 1, "anchor": "No bound, or one by polling or by fixed groups."}, {"score": 2, "anchor": "Works for good work, but loses a place on failure, or lets newcomers in before the queue."}, {"score": 3, "anchor": "Correct, in order, without imports; failure passes through and frees the place."}, {"score": 4, "anchor": "As 3, and short enough to be seen to be right."}], "criterion": "bench"}, {"id": "types", "title": "Types and input", "levels": [{"score": 1, "anchor": "any and assertions wherever data comes in."}, {"score": 2, "anchor": "Typed inside, but input is believed rather than checked."}, {"score": 3, "anchor": "unknown at the edge, narrowed once; states are a union that cannot contradict itself."}, {"score": 4, "anchor": "As 3, and the compiler would point at each place if a state were added."}], "criterion": "clarity"}, {"id": "testing", "title": "Tests", "levels": [{"score": 1, "anchor": "Only the tests that came with the exercise, or none that pass."}, {"score": 2, "anchor": "Own tests for the good case; order and failure untested, or sleeping and hoping."}, {"score": 3, "anchor": "Own tests for some odd order and some failure, in control of time and order."}, {"score": 4, "anchor": "As 3, and chosen well: the riskiest rules first, readable, quick, and precise when they fail."}], "criterion": "tests"}, {"id": "notes", "title": "Notes and trade-offs", "levels": [{"score": 1, "anchor": "No notes, or notes that do not fit the code."}, {"score": 2, "anchor": "Says what was done, but not why."}, {"score": 3, "anchor": "Names the main decisions and what is missing."}, {"score": 4, "anchor": "As 3, and says what would come next and what would have to be known first."}], "criterion": "clarity"}], "summary": "Write a small TypeScript service that hands samples to a laboratory which answers at once, or later by calling back, or twice, or never.", "version": "1.1.4", "aiPolicy": "Please without AI assistants and without other people: we would like to talk with you about your own decisions.", "criteria": [{"id": "batches", "title": "The reports are right", "description": "Batches are accepted at once, every sample gets its own result, and the report has the agreed shape and order."}, {"id": "asynchrony", "title": "One end for everything", "description": "Results may come early, late, out of order, twice or never; each test still ends exactly once."}, {"id": "bench", "title": "The bench", "description": "As many tests under way as there are places, never more, and every place comes back."}, {"id": "failures", "title": "Honest about mistakes", "description": "What the lab or a caller gets wrong is told apart, named, and harms nothing else."}, {"id": "clarity", "title": "Clear code", "description": "A colleague finds their way without asking; the types help instead of being silenced."}, {"id": "tests", "title": "Useful tests", "description": "The tests would notice if something that matters broke, and do not depend on luck."}], "language": "typescript", "measures": ["callbacks, promises and the order in which things happen", "HTTP with what Node brings, as a client and as a server", "bringing every piece of work to exactly one end", "code and tests that a colleague likes to read"], "entryFile": "src/service.ts", "allowedHelp": ["Documentation and articles on the internet", "Your own editor, tools and notes"], "constraints": ["HTTP with node:http in both directions, and no packages beyond what Node 24 brings", "Part two, the bench, declares \"no libraries\"; src/bench.ts imports nothing at all"], "durationMinutes": 120}', '# The seed desk

A seed bank must know whether its seeds still live. Its desk sends samples to a laboratory, and the laboratory counts how
many of a hundred come up. For some samples it knows the answer at once. For others it says "we will call you", and it
does: sometimes early, sometimes late, sometimes twice, and now and then it forgets.

You will write the desk: a small TypeScript service that takes in samples, sends them on, and always has an honest report to
give. Nothing here needs a framework or a trick. It is about keeping one''s head while things happen in their own order.

## What it is about

- asynchronous work: promises, callbacks, and what may overtake what
- a service that calls another one, and is called back
- bringing every piece of work to exactly one end
- doing several things at once, but not too many

## How it works

You have **two hours** from the moment you press start; only then do you see the details, the starter code and a few
tests. Work in the browser, or take the code to your own editor and bring it back. Press **Run** as often as you like: it
checks the types and runs the tests that you can see, and your own. What you typed last is what counts, even if your
connection drops at the end.

You get **Node 24**, which runs TypeScript directly, and **TypeScript 7** to check the types. Only syntax that can be erased is
allowed: no `enum`, no parameter properties. HTTP is done with `node:http`, tests with `node:test`. One part declares _no
libraries_: there, not even Node''s own modules. There is no network where your code runs.

The internet is yours for documentation and articles. Please leave out AI assistants and other people: afterwards we would
like to talk with you about _your_ decisions.

## How it is looked at

First, your service is started next to a laboratory of ours, and a number of named checks talk to it over HTTP, in good
weather and bad. Each tests one sentence of the instructions; the inputs change from run to run. Then two engineers, who do
not know who you are, read the code with a rubric: structure, how work ends, types, tests, and your notes.

You are not expected to finish everything. A smaller thing that is right, tested and explained is worth more than a
larger one that mostly works. The instructions suggest an order, and say what is optional.

## If you like to read beforehand

- Node''s documentation of [http](https://nodejs.org/docs/latest-v24.x/api/http.html), of the
  [test runner](https://nodejs.org/docs/latest-v24.x/api/test.html) and of
  [TypeScript in Node](https://nodejs.org/docs/latest-v24.x/api/typescript.html)
- [promises](https://developer.mozilla.org/docs/Web/JavaScript/Guide/Using_promises) and
  [AbortController](https://developer.mozilla.org/docs/Web/API/AbortController) on MDN

You need not prepare. May your seeds come up.
', '# The seed desk: instructions

Your service, the **desk**, takes in batches of samples, has each sample tested by the **lab**, another service, and reports.
Everything that is checked is written on this page.

Your program is started as `node src/main.ts` with two environment variables, and the starter already reads both: `PORT`, the
port to listen on at `127.0.0.1`, and `UPSTREAM_URL`, where the lab is (for example `http://127.0.0.1:9090`).

## The lab

You order a test with **`POST {UPSTREAM_URL}/tests`**:

```json
{ "sample": "rye-4", "reference": "3f9c…", "callbackUrl": "http://127.0.0.1:8080/lab-results" }
```

`reference` is a text of your choice, different for every test. `callbackUrl` is an address of your own service, at
`http://127.0.0.1:{PORT}`, with a path of your choice. Then one of these happens:

- It answers **200** with `{"germination": 87}`: the result, a whole number from 0 to 100.
- It answers **202**: it will call back. The body means nothing.
- It does something else: another status, another body, a broken line. Or it does not answer at all.

**The callback** is a `POST` to your `callbackUrl` with one of these bodies:

```json
{ "reference": "3f9c…", "germination": 87 }
{ "reference": "3f9c…", "problem": "mouldy" }
```

A callback may come in any order, before its own 202 has reached you, more than once, after you have given up, or never.

## Part one: your endpoints

**`POST /batches`** takes in a batch:

```json
{ "samples": ["rye-4", "oat-1"], "notifyUrl": "http://127.0.0.1:9090/notices/n-7" }
```

1. Answer **202** at once, without waiting for the lab, with the header `Location: /batches/{id}` and the body
   `{"id":"…"}`. The id is yours to choose: letters, digits and dashes.
2. `samples` has 1 to 50 entries, each a text that is not empty. The same sample may be there twice, or in several batches:
   each time is a test of its own. `notifyUrl` is optional; if it is there, it is an `http:` address.
3. Anything else is refused with **400**, and a body over 64 KiB with **413**; let the sender have the answer before you close
   the line. Nothing of a refused batch goes to the lab.

**`GET /batches/{id}`** answers 200 with the report, or **404** for an unknown batch:

```json
{
  "id": "b-1",
  "state": "running",
  "results": [
    { "sample": "rye-4", "state": "tested", "germination": 87 },
    { "sample": "oat-1", "state": "waiting" }
  ]
}
```

4. `results` is in the order in which the samples were handed in. The `state` of a result is one of

   | state     | further field | when                                                                                                          |
   | --------- | ------------- | ------------------------------------------------------------------------------------------------------------- |
   | `waiting` |               | there is no outcome yet                                                                                       |
   | `tested`  | `germination` | the lab gave a result, at once or by callback                                                                 |
   | `failed`  | `problem`     | a callback named a problem: that text; the answer to your order was neither a good 200 nor a 202: `lab_error` |
   | `overdue` |               | there was no outcome within **3 seconds** of sending the order                                                |

   The `state` of the batch is `done` once no result is `waiting`, and `running` before.

5. **Every test ends exactly once.** The first outcome counts, whichever way it came; nothing changes it later. When a
   test is overdue and your order is still unanswered, give that request up.
6. **Callbacks** are answered **204** if the reference is one of yours, also when the outcome no longer counts. For an unknown
   reference the answer is **404**. For a body that is not JSON, or has neither a whole number from 0 to 100 as `germination` nor
   a text as `problem`, it is **400**, and it is not an outcome.
7. **The notice.** When a batch with a `notifyUrl` is done, POST its report (the same JSON as from `GET`) to that address, once.
   Do not try again if it fails.

Errors carry a JSON body such as `{"error":"unknown_batch"}`; the wording is yours. Extra fields in your JSON do no harm.

## Part two: the bench (no libraries)

8. The lab has room for **4** of our tests. A test needs a place from the moment its order is sent until it has ended,
   in whichever of the ways above. So at most 4 tests are under way at any moment, _over all batches together_; as long as
   more are waiting, it is 4 and not fewer; and whoever waited longest is next.

Write the bench in `src/bench.ts`, against the interface that is there. **No libraries:** that file imports nothing at all, not
even from Node. The time limit of 3 seconds starts when the order is sent, not while it waits for a place.

## Stretch (optional)

9. If `POST /batches` comes with a header `Idempotency-Key`, and a batch with the same key was accepted before, answer 202
   with the id of that batch and order nothing. This holds also for two such requests at the same time, and after the batch is done.

## How it is looked at

- **The reports are right**: points 1, 2 and 4, and point 9 if you get there.
- **One end for everything**: points 5 to 7.
- **The bench**: point 8.
- **Honest about mistakes**: points 3, 4 and 6.
- **Clear code** and **useful tests**: two engineers read what you wrote, the tests and the notes too.

The checks cover the points; nothing beyond them is checked.

## A good order of work

1. Points 1, 2 and 4, with a lab that answers at once. Press Run; the first tests pass.
2. Callbacks: points 5 and 6, then the 3 seconds.
3. The bench: point 8. It has visible tests of its own.
4. Bad input and the notice: points 3 and 7.
5. Your own tests, and ten lines in `README.md`: what you decided, what is missing, what you would do next.
6. If there is time left and you feel like it: point 9.

If time runs short, stop at a point where things work, and write down what is missing. That counts.

## Practical matters

- `startService({ port, labUrl })` and `createBench(places)` are called by the visible tests: keep them. The rest is yours, files too.
- HTTP in both directions with `node:http`: no `fetch`, no packages. Everything is kept in memory; a restart may forget it.
- The visible tests are a part of what is checked, not all of it. When your work is graded, only your program is started;
  your tests are read by people.
- The types are checked with `tsc --noEmit` under the `tsconfig.json` of your work. The starter''s is strict; if you change it, say why in `README.md`.
- Run does what `npm test` of your `package.json` says, as long as it is `node --test` with files and flags. Nothing can be installed.
', '[{"path": ".gitignore", "content": "# What systems and editors leave beside the work\n.DS_Store\nThumbs.db\ndesktop.ini\n.idea/\n.vscode/\n*.swp\n*~\n\n# What installing, building and testing leave\nnode_modules/\n/dist/\n/coverage/\n*.tsbuildinfo\n*.log\n"}, {"path": "README.md", "content": "# Notes\n\nTen lines are plenty. The people who read your code read this first.\n\n## What I decided, and why\n\n## What is missing or weak\n\n## What I would do next\n"}, {"path": "package.json", "content": "{\n  \"name\": \"seed-desk\",\n  \"private\": true,\n  \"type\": \"module\",\n  \"scripts\": {\n    \"start\": \"node src/main.ts\",\n    \"test\": \"node --test \\\"test/**/*.test.ts\\\"\",\n    \"types\": \"tsc --noEmit\"\n  }\n}\n"}, {"path": "src/bench.ts", "content": "/** A bench with a fixed number of places. */\nexport type Bench = {\n  /**\n   * Does the work once there is a place for it, first come, first served. The place is free again when the promise of the\n   * work is settled, whichever way. Resolves or rejects like the work.\n   */\n  occupy: <T>(work: () => Promise<T>) => Promise<T>\n}\n\n/** Part two. No libraries here: this file imports nothing at all. */\nexport function createBench(places: number): Bench {\n  void places\n  return { occupy: (work) => work() }\n}\n"}, {"path": "src/main.ts", "content": "import { startService } from ''./service.ts''\n\nconst service = await startService({\n  port: Number(process.env[''PORT''] ?? 8080),\n  labUrl: process.env[''UPSTREAM_URL''] ?? ''http://127.0.0.1:9090'',\n})\nconsole.log(`listening on ${service.url}`)\n"}, {"path": "src/service.ts", "content": "import { createServer, type ServerResponse } from ''node:http''\nimport type { AddressInfo } from ''node:net''\n\nexport type ServiceOptions = { port: number; labUrl: string }\nexport type RunningService = { url: string; close: () => Promise<void> }\n\n/** Starts the desk. The visible tests call this too: keep its signature, and do as you like with everything else. */\nexport async function startService({ port, labUrl }: ServiceOptions): Promise<RunningService> {\n  const server = createServer((request, response) => {\n    // Your work starts here. The lab is at labUrl; a callback reaches you at your own url.\n    void labUrl\n    void request\n    sendJson(response, 501, { error: ''not_implemented'' })\n  })\n  await new Promise<void>((resolve) => server.listen(port, ''127.0.0.1'', resolve))\n  const address = server.address() as AddressInfo\n  return {\n    url: `http://127.0.0.1:${address.port}`,\n    close: () =>\n      new Promise((resolve) => {\n        server.close(() => resolve())\n        server.closeAllConnections()\n      }),\n  }\n}\n\nfunction sendJson(response: ServerResponse, status: number, body: unknown): void {\n  response.writeHead(status, { ''content-type'': ''application/json'' }).end(JSON.stringify(body))\n}\n"}, {"path": "test/bench.test.ts", "content": "import assert from ''node:assert/strict''\nimport { test } from ''node:test''\nimport { createBench } from ''../src/bench.ts''\n\n/** Work that goes on until the test ends it. */\nfunction openWork<T>() {\n  const { promise, resolve, reject } = Promise.withResolvers<T>()\n  let hasBegun = false\n  const work = () => {\n    hasBegun = true\n    return promise\n  }\n  return { work, resolve, reject, hasBegun: () => hasBegun }\n}\n\n/** Lets everything that is ready to go on do so. */\nconst settled = () => new Promise((resolve) => setImmediate(resolve))\n\ntest(''the bench passes on what the work gives'', async () => {\n  const bench = createBench(1)\n  assert.equal(await bench.occupy(async () => 87), 87)\n})\n\ntest(''work waits until there is a place, in the order it came'', async () => {\n  const bench = createBench(2)\n  const jobs = [openWork<void>(), openWork<void>(), openWork<void>(), openWork<void>()] as const\n  const done = jobs.map((job) => bench.occupy(job.work))\n  await settled()\n  assert.deepEqual(jobs.map((job) => job.hasBegun()), [true, true, false, false])\n\n  jobs[1].resolve()\n  await settled()\n  assert.deepEqual(jobs.map((job) => job.hasBegun()), [true, true, true, false])\n\n  for (const job of jobs) job.resolve()\n  await Promise.all(done)\n})\n\ntest(''work that fails gives its place back'', async () => {\n  const bench = createBench(1)\n  const failing = bench.occupy(async () => {\n    throw new Error(''spilled'')\n  })\n  const next = bench.occupy(async () => ''dry'')\n  await assert.rejects(failing, /spilled/)\n  assert.equal(await next, ''dry'')\n})\n"}, {"path": "test/fake-lab.ts", "content": "import { createServer, request as httpRequest } from ''node:http''\nimport type { AddressInfo } from ''node:net''\nimport type { TestContext } from ''node:test''\nimport { startService } from ''../src/service.ts''\n\nexport type Order = { sample: string; reference: string; callbackUrl: string }\ntype LabAnswer = { status: number; body: unknown }\n\n/** Starts a lab that answers orders as told, and your service in front of it. Both end with the test. */\nexport async function startDesk(t: TestContext, answer: (order: Order) => LabAnswer | Promise<LabAnswer>) {\n  const lab = createServer(async (request, response) => {\n    let text = ''''\n    for await (const chunk of request) text += chunk\n    const { status, body } = await answer(JSON.parse(text))\n    response.writeHead(status, { ''content-type'': ''application/json'' }).end(JSON.stringify(body))\n  })\n  await new Promise<void>((resolve) => lab.listen(0, ''127.0.0.1'', resolve))\n  const { port } = lab.address() as AddressInfo\n  const service = await startService({ port: 0, labUrl: `http://127.0.0.1:${port}` })\n  t.after(async () => {\n    lab.close()\n    lab.closeAllConnections()\n    await service.close()\n  })\n  return service\n}\n\n/** One request with a JSON body; `body` in the answer is undefined if there was none. */\nexport function send(method: string, url: string, json?: unknown): Promise<{ status: number; body: any }> {\n  return new Promise((resolve, reject) => {\n    const request = httpRequest(url, { method, agent: false }, async (response) => {\n      let text = ''''\n      for await (const chunk of response) text += chunk\n      resolve({ status: response.statusCode ?? 0, body: text === '''' ? undefined : JSON.parse(text) })\n    })\n    request.on(''error'', reject)\n    request.end(json === undefined ? undefined : JSON.stringify(json))\n  })\n}\n\n/** Asks for the batch until it is done. */\nexport async function untilDone(serviceUrl: string, id: string): Promise<any> {\n  for (let tries = 0; tries < 250; tries += 1) {\n    const { body } = await send(''GET'', `${serviceUrl}/batches/${id}`)\n    if (body?.state === ''done'') return body\n    await new Promise((resolve) => setTimeout(resolve, 20))\n  }\n  throw new Error(`batch ${id} was not done after 5 s`)\n}\n"}, {"path": "test/service.test.ts", "content": "import assert from ''node:assert/strict''\nimport { test } from ''node:test''\nimport { send, startDesk, untilDone, type Order } from ''./fake-lab.ts''\n\n// These tests are yours to read, run, change and add to. They cover a part of the instructions, not all of it.\n\ntest(''a batch is accepted before the lab has answered'', async (t) => {\n  const { promise: opened, resolve: open } = Promise.withResolvers<void>()\n  const desk = await startDesk(t, async () => {\n    await opened\n    return { status: 200, body: { germination: 91 } }\n  })\n  const accepted = await send(''POST'', `${desk.url}/batches`, { samples: [''rye-4''] })\n  assert.equal(accepted.status, 202)\n  const { body } = await send(''GET'', `${desk.url}/batches/${accepted.body.id}`)\n  assert.deepEqual(body, {\n    id: accepted.body.id,\n    state: ''running'',\n    results: [{ sample: ''rye-4'', state: ''waiting'' }],\n  })\n  open()\n})\n\ntest(''direct answers end up in the report'', async (t) => {\n  const desk = await startDesk(t, ({ sample }) => ({ status: 200, body: { germination: sample === ''rye-4'' ? 91 : 64 } }))\n  const accepted = await send(''POST'', `${desk.url}/batches`, { samples: [''rye-4'', ''oat-1''] })\n  assert.equal(accepted.status, 202)\n  const report = await untilDone(desk.url, accepted.body.id)\n  assert.deepEqual(report.results, [\n    { sample: ''rye-4'', state: ''tested'', germination: 91 },\n    { sample: ''oat-1'', state: ''tested'', germination: 64 },\n  ])\n})\n\ntest(''results that come later are taken from the callback'', async (t) => {\n  const { promise: ordered, resolve: seen } = Promise.withResolvers<Order>()\n  const desk = await startDesk(t, (order) => {\n    seen(order)\n    return { status: 202, body: {} }\n  })\n  const accepted = await send(''POST'', `${desk.url}/batches`, { samples: [''rye-4''] })\n  assert.equal(accepted.status, 202)\n  const { callbackUrl, reference } = await ordered\n  const called = await send(''POST'', callbackUrl, { reference, germination: 42 })\n  assert.equal(called.status, 204)\n  const report = await untilDone(desk.url, accepted.body.id)\n  assert.deepEqual(report.results, [{ sample: ''rye-4'', state: ''tested'', germination: 42 }])\n})\n\ntest(''a lab that fails makes a failed result'', async (t) => {\n  const desk = await startDesk(t, () => ({ status: 500, body: { error: ''flooded'' } }))\n  const accepted = await send(''POST'', `${desk.url}/batches`, { samples: [''rye-4''] })\n  assert.equal(accepted.status, 202)\n  const report = await untilDone(desk.url, accepted.body.id)\n  assert.deepEqual(report.results, [{ sample: ''rye-4'', state: ''failed'', problem: ''lab_error'' }])\n})\n\ntest(''an empty batch is refused'', async (t) => {\n  const desk = await startDesk(t, () => ({ status: 200, body: { germination: 1 } }))\n  assert.equal((await send(''POST'', `${desk.url}/batches`, { samples: [] })).status, 400)\n})\n\ntest(''an unknown batch is not found'', async (t) => {\n  const desk = await startDesk(t, () => ({ status: 200, body: { germination: 1 } }))\n  assert.equal((await send(''GET'', `${desk.url}/batches/nothing-like-it`)).status, 404)\n})\n"}, {"path": "tsconfig.json", "content": "{\n  \"compilerOptions\": {\n    \"target\": \"esnext\",\n    \"module\": \"nodenext\",\n    \"lib\": [\"esnext\"],\n    \"types\": [\"node\"],\n    \"strict\": true,\n    \"noUncheckedIndexedAccess\": true,\n    \"noEmit\": true,\n    \"skipLibCheck\": true,\n    \"erasableSyntaxOnly\": true,\n    \"verbatimModuleSyntax\": true,\n    \"allowImportingTsExtensions\": true\n  },\n  \"include\": [\"src\", \"test\"]\n}\n"}]', '[{"path": "accepting.ts", "content": "import type { Check } from ''#prober/check.ts''\nimport { handIn, inventResults, inventSamples, report, tested, untilDone, waiting } from ''./desk.ts''\nimport { accepted, direct, playLab, silent } from ''./lab.ts''\n\nexport const batchAccepted: Check = {\n  id: ''batch-accepted'',\n  title: ''Accepts a batch without waiting for the lab'',\n  expected:\n    ''While the lab is silent: status 202 within 2 s with an id and a Location, and a report with all samples waiting.'',\n  async run(context) {\n    const { candidate, expect } = context\n    const samples = inventSamples(context, 3)\n    playLab(context, Object.fromEntries(samples.map((sample) => [sample, silent(context)])))\n    const answer = await candidate.send({ method: ''POST'', path: ''/batches'', json: { samples } })\n    expect.equal(answer.status, 202, ''the status'')\n    expect.atMost(Math.round(answer.tookMs), 2_000, ''ms until the batch was accepted'')\n    const id = expect.text(answer.json, ''id'', ''the answer'')\n    expect.equal(answer.headers.location, `/batches/${id}`, ''the Location'')\n    expect.matches(\n      await report(context, id),\n      { id, state: ''running'', results: samples.map(waiting) },\n      ''report'',\n    )\n    return `Accepted after ${Math.round(answer.tookMs)} ms, all samples waiting.`\n  },\n}\n\nexport const directAnswers: Check = {\n  id: ''direct-answers'',\n  title: ''Uses the answers that come at once'',\n  expected: ''Each result is with its sample, in the order the samples were handed in, and the batch is done.'',\n  async run(context) {\n    const { expect, random, reply } = context\n    const samples = inventSamples(context, 6)\n    const results = inventResults(context, samples)\n    const slowly = (germination: number) => reply.later(random.integer(0, 200), reply.json({ germination }))\n    playLab(context, Object.fromEntries([...results].map(([sample, share]) => [sample, () => slowly(share)])))\n    const seen = await untilDone(context, await handIn(context, samples))\n    const wanted = samples.map((sample) => tested(sample, results.get(sample) ?? -1))\n    expect.matches(seen, { state: ''done'', results: wanted }, ''report'')\n    return ''Six direct answers, each with its own sample.''\n  },\n}\n\nexport const sameSampleTwice: Check = {\n  id: ''same-sample-twice'',\n  title: ''Keeps tests of one sample apart'',\n  expected:\n    ''A sample that is in one batch twice, and in another batch too, is three tests with three results of their own.'',\n  async run(context) {\n    const { candidate, expect, upstream } = context\n    const [sample = '''', other = ''''] = inventSamples(context, 2)\n    const lab = playLab(context, { [sample]: accepted(context), [other]: direct(context, 50) })\n    const twice = await handIn(context, [sample, other, sample])\n    const once = await handIn(context, [sample])\n    await upstream.until(() => lab.ordersFor(sample).length === 3, {\n      withinMs: 4_000,\n      otherwise: () => `Expected 3 orders for one sample; saw ${lab.ordersFor(sample).length}.`,\n    })\n    const orders = lab.ordersFor(sample)\n    expect.equal(\n      new Set(orders.map((order) => order.reference)).size,\n      3,\n      ''the number of different references'',\n    )\n    for (const [index, order] of orders.entries()) {\n      await candidate.callBack(order.callbackUrl, {\n        reference: order.reference,\n        germination: 10 * (index + 1),\n      })\n    }\n    const shares = [await untilDone(context, twice), await untilDone(context, once)].flatMap((seen) =>\n      germinationsOf(seen, sample),\n    )\n    expect.equal(shares.toSorted(), [10, 20, 30], ''the results of the three tests'')\n    return ''Three tests, three references, three results.''\n  },\n}\n\n/** Requests may overtake each other, so which order belongs to which batch is open; that none is lost is not. */\nfunction germinationsOf(seen: unknown, sample: string): unknown[] {\n  const text = JSON.stringify(seen)\n  const parsed: { results?: { sample?: unknown; germination?: unknown }[] } = JSON.parse(text)\n  return (parsed.results ?? [])\n    .filter((result) => result.sample === sample)\n    .map((result) => result.germination)\n}\n"}, {"path": "bench.ts", "content": "import type { Check } from ''#prober/check.ts''\nimport { failed, handIn, inventSamples, overdue, tested, untilDone } from ''./desk.ts''\nimport { accepted, direct, finishing, playLab, type Treatment } from ''./lab.ts''\n\nconst places = 4\n\nexport const benchBound: Check = {\n  id: ''bench-bound'',\n  title: ''Has four tests under way, and never more'',\n  expected:\n    ''Of two batches of seven samples, exactly 4 tests get under way; the others follow only as places become free.'',\n  async run(context) {\n    const { candidate, expect, random, reply, upstream, letPass } = context\n    const batches = [inventSamples(context, 7), inventSamples(context, 7)]\n    const opened = Promise.withResolvers<void>()\n    const treat: Treatment = (order, lab) => async (answering) => {\n      const isDirect = random.integer(0, 1) === 0\n      if (!isDirect) await reply.json({}, { status: 202 })(answering)\n      await opened.promise\n      if (!isDirect) await letPass(100)\n      lab.finish(order)\n      if (isDirect) await reply.json({ germination: 50 })(answering)\n      else await candidate.callBack(order.callbackUrl, { reference: order.reference, germination: 50 })\n    }\n    const lab = playLab(context, Object.fromEntries(batches.flat().map((sample) => [sample, treat])))\n    const ids = await Promise.all(batches.map((samples) => handIn(context, samples)))\n    await upstream.until(() => lab.underWay() >= places, {\n      withinMs: 4_000,\n      otherwise: () => `Expected ${places} tests under way; saw ${lab.mostUnderWay()} at most.`,\n    })\n    // Whoever knows no bound sends the fifth at once.\n    await letPass(400)\n    expect.atMost(lab.mostUnderWay(), places, ''tests under way'')\n    opened.resolve()\n    for (const [index, id] of ids.entries()) {\n      const wanted = (batches[index] ?? []).map((sample) => tested(sample, 50))\n      expect.matches(await untilDone(context, id), { state: ''done'', results: wanted }, `report ${index + 1}`)\n    }\n    expect.atMost(lab.mostUnderWay(), places, ''tests under way'')\n    return `Fourteen tests, at most ${lab.mostUnderWay()} under way.`\n  },\n}\n\nexport const placesComeBack: Check = {\n  id: ''places-come-back'',\n  title: ''Frees a place however a test ends'',\n  expected:\n    ''After four tests that failed in different ways, and after four that became overdue, the next tests get their turn.'',\n  async run(context) {\n    const { expect, reply } = context\n    const failing = inventSamples(context, 6)\n    const forgotten = inventSamples(context, 4)\n    const [afterFailing = '''', afterForgotten = ''''] = inventSamples(context, 2)\n    const bad = [\n      reply.json({}, { status: 500 }),\n      reply.drop(),\n      reply.raw(''<html>''),\n      reply.truncated({ germination: 5 }),\n    ]\n    playLab(context, {\n      ...Object.fromEntries(\n        failing.map((sample, index) => [sample, finishing(bad[index % 4] ?? reply.drop())]),\n      ),\n      ...Object.fromEntries(forgotten.map((sample) => [sample, accepted(context)])),\n      [afterFailing]: direct(context, 71),\n      [afterForgotten]: direct(context, 72),\n    })\n    const first = await untilDone(context, await handIn(context, [...failing, afterFailing]))\n    const afterFailures = [...failing.map((sample) => failed(sample, ''lab_error'')), tested(afterFailing, 71)]\n    expect.matches(first, { results: afterFailures }, ''report with failures'')\n    const second = await untilDone(context, await handIn(context, [...forgotten, afterForgotten]), 9_000)\n    const afterSilence = [...forgotten.map(overdue), tested(afterForgotten, 72)]\n    expect.matches(second, { results: afterSilence }, ''report with overdue tests'')\n    return ''Six failures and four overdue tests gave their places back.''\n  },\n  capMs: 18_000,\n  capReason:\n    ''A test is overdue only after 3 s, and a busy machine is given three times that, after a batch of failures.'',\n}\n"}, {"path": "callbacks.ts", "content": "import type { Check } from ''#prober/check.ts''\nimport {\n  failed,\n  handIn,\n  inventResults,\n  inventSamples,\n  overdue,\n  report,\n  tested,\n  untilDone,\n  waiting,\n} from ''./desk.ts''\nimport { accepted, direct, playLab, silent } from ''./lab.ts''\n\nexport const callbacksOutOfOrder: Check = {\n  id: ''callbacks-out-of-order'',\n  title: ''Takes results from callbacks, in whatever order they come'',\n  expected:\n    ''Four callbacks in reverse order get 204 each; the report has every result, and a reported problem, in its place.'',\n  async run(context) {\n    const { candidate, expect } = context\n    const samples = inventSamples(context, 4)\n    const results = inventResults(context, samples)\n    const mouldy = samples[2] ?? ''''\n    const lab = playLab(context, Object.fromEntries(samples.map((sample) => [sample, accepted(context)])))\n    const id = await handIn(context, samples)\n    const orders = await Promise.all(samples.map(lab.firstOrder))\n    for (const { sample, reference, callbackUrl } of orders.toReversed()) {\n      const message = sample === mouldy ? { problem: ''mouldy'' } : { germination: results.get(sample) }\n      const answer = await candidate.callBack(callbackUrl, { reference, ...message })\n      expect.equal(answer.status, 204, ''the status for a callback'')\n    }\n    const wanted = samples.map((sample) =>\n      sample === mouldy ? failed(sample, ''mouldy'') : tested(sample, results.get(sample) ?? -1),\n    )\n    expect.matches(await untilDone(context, id), { state: ''done'', results: wanted }, ''report'')\n    return ''Four callbacks in reverse order, each in its place.''\n  },\n}\n\nexport const callbackFirst: Check = {\n  id: ''callback-first'',\n  title: ''Copes with a callback that overtakes the answer'',\n  expected: ''A callback that comes before the 202 it belongs to gets 204 and counts.'',\n  async run(context) {\n    const { candidate, expect, reply } = context\n    const [sample = ''''] = inventSamples(context, 1)\n    const called = Promise.withResolvers<number>()\n    playLab(context, {\n      [sample]:\n        ({ callbackUrl, reference }) =>\n        async (answering) => {\n          const calling = candidate.callBack(callbackUrl, { reference, germination: 77 })\n          called.resolve(calling.then((answer) => answer.status))\n          await calling.catch(() => undefined)\n          await reply.json({}, { status: 202 })(answering)\n        },\n    })\n    const id = await handIn(context, [sample])\n    expect.equal(await called.promise, 204, ''the status for the early callback'')\n    expect.matches(await untilDone(context, id), { state: ''done'', results: [tested(sample, 77)] }, ''report'')\n    return ''The early callback was acknowledged and its result kept.''\n  },\n}\n\nexport const callbackTwice: Check = {\n  id: ''callback-twice'',\n  title: ''Lets the first of two callbacks count'',\n  expected:\n    ''A second callback for a test, with another result, gets 204 as well and changes nothing, before and after the batch is done.'',\n  async run(context) {\n    const { candidate, expect } = context\n    const [sample = '''', other = ''''] = inventSamples(context, 2)\n    const lab = playLab(context, { [sample]: accepted(context), [other]: accepted(context) })\n    const id = await handIn(context, [sample, other])\n    const [order, second] = [await lab.firstOrder(sample), await lab.firstOrder(other)]\n    const results = [tested(sample, 61), waiting(other)]\n    for (const germination of [61, 18]) {\n      const answer = await candidate.callBack(order.callbackUrl, { reference: order.reference, germination })\n      expect.equal(answer.status, 204, ''the status for a callback'')\n      expect.matches(await report(context, id), { state: ''running'', results }, ''report'')\n    }\n    await candidate.callBack(second.callbackUrl, { reference: second.reference, germination: 44 })\n    await untilDone(context, id)\n    const again = await candidate.callBack(order.callbackUrl, { reference: order.reference, problem: ''lost'' })\n    expect.equal(again.status, 204, ''the status for a callback after the end'')\n    const wanted = { state: ''done'', results: [tested(sample, 61), tested(other, 44)] }\n    expect.matches(await report(context, id), wanted, ''report'')\n    return ''Three callbacks for one test were acknowledged; the first one counted.''\n  },\n}\n\nexport const neverCalledBack: Check = {\n  id: ''never-called-back'',\n  title: ''Does not wait for ever'',\n  expected:\n    ''A test without callback and one without any answer become overdue and the batch is done within 9 s; a result after '' +\n    ''1 s counts; the open request is given up; a callback after that gets 204 and changes nothing.'',\n  async run(context) {\n    const { candidate, expect, upstream } = context\n    const [forgotten = '''', hanging = '''', slow = ''''] = inventSamples(context, 3)\n    const lab = playLab(context, {\n      [forgotten]: accepted(context),\n      [hanging]: silent(context),\n      [slow]: accepted(context),\n    })\n    const id = await handIn(context, [forgotten, hanging, slow])\n    const { callbackUrl, reference } = await lab.firstOrder(slow)\n    await context.letPass(1_000)\n    await candidate.callBack(callbackUrl, { reference, germination: 35 })\n    const results = [waiting(forgotten), waiting(hanging), tested(slow, 35)]\n    expect.matches(await report(context, id), { state: ''running'', results }, ''report after 1 s'')\n    const wanted = { state: ''done'', results: [overdue(forgotten), overdue(hanging), tested(slow, 35)] }\n    expect.matches(await untilDone(context, id, 8_000), wanted, ''report'')\n    await upstream.until(() => upstream.inFlight() === 0, {\n      withinMs: 3_000,\n      otherwise: () => ''The unanswered request was still open 3 s after its test had become overdue.'',\n    })\n    const late = await lab.firstOrder(forgotten)\n    const answer = await candidate.callBack(late.callbackUrl, { reference: late.reference, germination: 99 })\n    expect.equal(answer.status, 204, ''the status for a late callback'')\n    expect.matches(await report(context, id), wanted, ''report after the late callback'')\n    return ''Both silent tests became overdue, the slow one counted, and the late callback changed nothing.''\n  },\n  capMs: 15_000,\n  capReason: ''A test is overdue only after 3 s, and a busy machine is given three times that.'',\n}\n\nexport const notifiedOnce: Check = {\n  id: ''notified-once'',\n  title: ''Tells the owner of a batch once, when it is done'',\n  expected: ''One POST to notifyUrl, with the finished report, although a callback comes twice.'',\n  async run(context) {\n    const { candidate, expect, upstream } = context\n    const [later = '''', atOnce = ''''] = inventSamples(context, 2)\n    const lab = playLab(context, { [later]: accepted(context), [atOnce]: direct(context, 88) })\n    const id = await handIn(context, [later, atOnce], { notifyUrl: lab.noticeUrl })\n    const { callbackUrl, reference } = await lab.firstOrder(later)\n    await context.letPass(300)\n    expect.equal(lab.notices().length, 0, ''the number of notices before the batch was done'')\n    await candidate.callBack(callbackUrl, { reference, germination: 12 })\n    await candidate.callBack(callbackUrl, { reference, germination: 12 })\n    await upstream.until(() => lab.notices().length > 0, {\n      withinMs: 3_500,\n      otherwise: () => ''Expected a notice when the batch was done; none came within 3.5 s.'',\n    })\n    await context.letPass(500)\n    expect.equal(lab.notices().length, 1, ''the number of notices'')\n    const [notice] = lab.notices()\n    expect.equal(notice?.method, ''POST'', ''the method of the notice'')\n    const wanted = { id, state: ''done'', results: [tested(later, 12), tested(atOnce, 88)] }\n    expect.matches(parsed(notice?.body ?? ''''), wanted, ''notice'')\n    return ''One notice with the finished report.''\n  },\n}\n\nfunction parsed(text: string): unknown {\n  try {\n    return JSON.parse(text)\n  } catch {\n    return text\n  }\n}\n"}, {"path": "checks.ts", "content": "import type { Check } from ''#prober/check.ts''\nimport { batchAccepted, directAnswers, sameSampleTwice } from ''./accepting.ts''\nimport { benchBound, placesComeBack } from ''./bench.ts''\nimport {\n  callbackFirst,\n  callbacksOutOfOrder,\n  callbackTwice,\n  neverCalledBack,\n  notifiedOnce,\n} from ''./callbacks.ts''\nimport { badBatches, badCallbacks, labFailures, oneKeyOneBatch } from ''./mistakes.ts''\n\nexport const checks: Check[] = [\n  batchAccepted,\n  directAnswers,\n  callbacksOutOfOrder,\n  callbackFirst,\n  callbackTwice,\n  sameSampleTwice,\n  neverCalledBack,\n  benchBound,\n  placesComeBack,\n  labFailures,\n  badBatches,\n  badCallbacks,\n  notifiedOnce,\n  oneKeyOneBatch,\n]\n"}, {"path": "desk.ts", "content": "import type { CheckContext } from ''#prober/check.ts''\n\nconst lookEveryMs = 50\n\n/** Hands in a batch that ought to be accepted, and returns its id. */\nexport async function handIn(\n  { candidate, expect }: CheckContext,\n  samples: string[],\n  more: { notifyUrl?: string; key?: string } = {},\n): Promise<string> {\n  const { notifyUrl, key } = more\n  const answer = await candidate.send({\n    method: ''POST'',\n    path: ''/batches'',\n    json: notifyUrl === undefined ? { samples } : { samples, notifyUrl },\n    headers: key === undefined ? {} : { ''idempotency-key'': key },\n  })\n  expect.equal(answer.status, 202, ''the status for a good batch'')\n  return expect.text(answer.json, ''id'', ''the answer to a good batch'')\n}\n\nexport async function report({ candidate, expect }: CheckContext, id: string): Promise<unknown> {\n  const answer = await candidate.send({ path: `/batches/${encodeURIComponent(id)}` })\n  expect.equal(answer.status, 200, ''the status for a known batch'')\n  return answer.json\n}\n\n/** Asks for the batch until it is done. */\nexport async function untilDone(context: CheckContext, id: string, withinMs = 4_000): Promise<unknown> {\n  const deadline = context.upstream.nowMs() + withinMs\n  for (;;) {\n    const seen = await report(context, id)\n    if (context.expect.text(seen, ''state'', ''the batch'') === ''done'') return seen\n    if (context.upstream.nowMs() > deadline) {\n      context.expect.that(\n        false,\n        `Expected the batch to be done within ${withinMs / 1_000} s; saw ${JSON.stringify(seen)}.`,\n      )\n    }\n    await context.letPass(lookEveryMs)\n  }\n}\n\n/** A report with its results by name, for checks that are not about the order; what is no report stays what it is. */\nexport function inNameOrder(seen: unknown): unknown {\n  if (typeof seen !== ''object'' || seen === null || !(''results'' in seen) || !Array.isArray(seen.results))\n    return seen\n  const nameOf = (result: unknown) =>\n    typeof result === ''object'' && result !== null && ''sample'' in result ? String(result.sample) : ''''\n  return { ...seen, results: seen.results.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)) }\n}\n\nexport const tested = (sample: string, germination: number) => ({ sample, state: ''tested'', germination })\nexport const failed = (sample: string, problem: string) => ({ sample, state: ''failed'', problem })\nexport const overdue = (sample: string) => ({ sample, state: ''overdue'' })\nexport const waiting = (sample: string) => ({ sample, state: ''waiting'' })\n\nexport function inventSamples({ random }: CheckContext, count: number): string[] {\n  const grains = [''barley'', ''emmer'', ''oat'', ''rye'', ''spelt'', ''sorghum''] as const\n  return Array.from({ length: count }, () => random.id(random.pick(grains)))\n}\n\n/** A germination in percent for each sample. */\nexport function inventResults({ random }: CheckContext, samples: string[]): Map<string, number> {\n  return new Map(samples.map((sample) => [sample, random.integer(1, 99)]))\n}\n"}, {"path": "lab.ts", "content": "import type { CheckContext } from ''#prober/check.ts''\nimport type { Answering, Reply } from ''#prober/replies.ts''\nimport type { Exchange } from ''#prober/upstream.ts''\n\nexport type Order = { sample: string; reference: string; callbackUrl: string }\n\n/** How the lab treats one order. `finish` is to be called when its place on the bench is free again. */\nexport type Treatment = (order: Order, lab: Lab) => Reply\n\nexport type Lab = {\n  /** The orders for a sample, in the order of their coming. */\n  ordersFor: (sample: string) => Order[]\n  /** The first order for a sample, waited for. */\n  firstOrder: (sample: string) => Promise<Order>\n  mostUnderWay: () => number\n  underWay: () => number\n  /** Says that the order is dealt with, just before the service is told. */\n  finish: (order: Order) => void\n  notices: () => Exchange[]\n  noticeUrl: string\n}\n\nconst patienceMs = 4_000\n\n/** Puts the lab on stage. It treats only samples of this check; anything else gets a 404, unrecorded. */\nexport function playLab(context: CheckContext, treatments: Record<string, Treatment>): Lab {\n  const { upstream, random, reply } = context\n  const orders: Order[] = []\n  const underWay = new Set<Order>()\n  const noticePath = `/notices/${random.id(''n'')}`\n  let mostUnderWay = 0\n\n  const ordersFor = (sample: string) => orders.filter((order) => order.sample === sample)\n  const lab: Lab = {\n    ordersFor,\n    async firstOrder(sample) {\n      await upstream.until(() => ordersFor(sample).length > 0, {\n        withinMs: patienceMs,\n        otherwise: () =>\n          `Expected an order for ${sample} at the lab; none came within ${patienceMs / 1_000} s.`,\n      })\n      return ordersFor(sample)[0] ?? { sample, reference: '''', callbackUrl: '''' }\n    },\n    mostUnderWay: () => mostUnderWay,\n    underWay: () => underWay.size,\n    finish: (order) => void underWay.delete(order),\n    notices: () => upstream.exchanges().filter((exchange) => exchange.path === noticePath),\n    noticeUrl: `${upstream.url}${noticePath}`,\n  }\n\n  upstream.play((request) => {\n    if (request.path === noticePath) return reply.json({}, { status: 200 })\n    const order =\n      request.path === ''/tests'' && request.method === ''POST'' ? parseOrder(context, request.body) : undefined\n    const treat = order && treatments[order.sample]\n    if (order === undefined || treat === undefined) return undefined\n    orders.push(order)\n    underWay.add(order)\n    mostUnderWay = Math.max(mostUnderWay, underWay.size)\n    return treat(order, lab)\n  })\n  return lab\n}\n\nfunction parseOrder({ expect }: CheckContext, body: string): Order | undefined {\n  try {\n    const value: unknown = JSON.parse(body)\n    return {\n      sample: expect.text(value, ''sample'', ''an order''),\n      reference: expect.text(value, ''reference'', ''an order''),\n      callbackUrl: expect.text(value, ''callbackUrl'', ''an order''),\n    }\n  } catch {\n    return undefined\n  }\n}\n\n/** Answers with this result in the lab''s own answer. */\nexport function direct(context: CheckContext, germination: number): Treatment {\n  return finishing(context.reply.json({ germination }))\n}\n\n/** Any reply that ends the order. */\nexport function finishing(reply: Reply): Treatment {\n  return (order, lab) => (answering: Answering) => {\n    lab.finish(order)\n    return reply(answering)\n  }\n}\n\n/** Takes the order; the result is left to the check. */\nexport function accepted(context: CheckContext): Treatment {\n  return () => context.reply.json({}, { status: 202 })\n}\n\nexport function silent(context: CheckContext): Treatment {\n  return () => context.reply.hang()\n}\n"}, {"path": "mistakes.ts", "content": "import type { Check } from ''#prober/check.ts''\nimport { failed, handIn, inNameOrder, inventSamples, tested, untilDone } from ''./desk.ts''\nimport { accepted, direct, finishing, playLab, type Treatment } from ''./lab.ts''\n\nexport const labFailures: Check = {\n  id: ''lab-failures'',\n  title: ''Names what the lab got wrong, and keeps the rest'',\n  expected:\n    ''Statuses 500 and 404, a body that is no JSON, a share of 104, a missing share and a dropped line each give '' +\n    ''\"failed\" with the problem \"lab_error\"; the two good answers count.'',\n  async run(context) {\n    const { expect, reply } = context\n    const bad = [\n      reply.json({ error: ''flooded'' }, { status: 500 }),\n      reply.json({ error: ''no such thing'' }, { status: 404 }),\n      reply.raw(''germination: 12''),\n      reply.json({ germination: 104 }),\n      reply.json({ share: 12 }),\n      reply.drop(),\n    ]\n    const samples = inventSamples(context, bad.length)\n    const [first = '''', last = ''''] = inventSamples(context, 2)\n    playLab(context, {\n      ...Object.fromEntries(samples.map((sample, index) => [sample, finishing(bad[index] ?? reply.drop())])),\n      [first]: direct(context, 3),\n      [last]: direct(context, 97),\n    })\n    const seen = await untilDone(context, await handIn(context, [first, ...samples, last]))\n    const results = [\n      tested(first, 3),\n      ...samples.map((sample) => failed(sample, ''lab_error'')),\n      tested(last, 97),\n    ]\n    // They end as luck has it, so a desk that lists what ends first is told of by the check of the order alone.\n    expect.matches(inNameOrder(seen), inNameOrder({ state: ''done'', results }), ''report'')\n    return ''Six failures named, two results kept.''\n  },\n}\n\nexport const badBatches: Check = {\n  id: ''bad-batches'',\n  title: ''Refuses batches that make no sense'',\n  expected:\n    ''Not JSON, no list, an empty list, 51 samples, an empty name, a number for a name, a notifyUrl that is none: 400 each. '' +\n    ''A body over 64 KiB: 413. An unknown batch: 404. The service goes on.'',\n  async run(context) {\n    const { candidate, expect } = context\n    const [sample = ''''] = inventSamples(context, 1)\n    playLab(context, { [sample]: direct(context, 20) })\n    const bodies = [\n      ''{\"samples\": ['',\n      ''{}'',\n      ''{\"samples\": \"rye\"}'',\n      ''{\"samples\": []}'',\n      JSON.stringify({ samples: inventSamples(context, 51) }),\n      ''{\"samples\": [\"rye\", \"\"]}'',\n      ''{\"samples\": [7]}'',\n      JSON.stringify({ samples: [sample], notifyUrl: ''by pigeon'' }),\n      ''null'',\n    ]\n    for (const body of bodies) {\n      const answer = await candidate.send({ method: ''POST'', path: ''/batches'', body })\n      expect.equal(answer.status, 400, `the status for ${body.slice(0, 60)}`)\n    }\n    const big = JSON.stringify({ samples: [''x''.repeat(100 * 1_024)] })\n    expect.equal(\n      (await candidate.send({ method: ''POST'', path: ''/batches'', body: big })).status,\n      413,\n      ''the status for 100 KiB'',\n    )\n    const unknown = await candidate.send({ path: `/batches/${context.random.id(''none'')}` })\n    expect.equal(unknown.status, 404, ''the status for an unknown batch'')\n    const seen = await untilDone(context, await handIn(context, [sample]))\n    expect.matches(seen, { results: [tested(sample, 20)] }, ''report of a good batch after that'')\n    return ''Nine senseless batches, a huge one and an unknown one refused; the next good one worked.''\n  },\n}\n\nexport const badCallbacks: Check = {\n  id: ''bad-callbacks'',\n  title: ''Refuses callbacks that make no sense'',\n  expected:\n    ''An unknown reference: 404. Not JSON, a share of -1 or \"many\", neither share nor problem: 400. None of them counts as '' +\n    ''the result; the proper callback after them does.'',\n  async run(context) {\n    const { candidate, expect } = context\n    const [sample = ''''] = inventSamples(context, 1)\n    const lab = playLab(context, { [sample]: accepted(context) })\n    const id = await handIn(context, [sample])\n    const { callbackUrl, reference } = await lab.firstOrder(sample)\n    const stranger = await candidate.callBack(callbackUrl, {\n      reference: context.random.id(''nobody''),\n      germination: 1,\n    })\n    expect.equal(stranger.status, 404, ''the status for an unknown reference'')\n    for (const message of [\n      { reference, germination: -1 },\n      { reference, germination: ''many'' },\n      { reference },\n      ''hello'',\n    ]) {\n      const answer = await candidate.callBack(callbackUrl, message)\n      expect.equal(answer.status, 400, `the status for ${JSON.stringify(message).replace(reference, ''…'')}`)\n    }\n    const proper = await candidate.callBack(callbackUrl, { reference, germination: 0 })\n    expect.equal(proper.status, 204, ''the status for the proper callback'')\n    expect.matches(await untilDone(context, id), { state: ''done'', results: [tested(sample, 0)] }, ''report'')\n    return ''One stranger and four senseless callbacks refused; the proper one counted.''\n  },\n}\n\nexport const oneKeyOneBatch: Check = {\n  id: ''one-key-one-batch'',\n  title: ''Stretch: one Idempotency-Key, one batch'',\n  expected:\n    ''The same key three times, twice at once and once after the end: one id, and the lab is asked once for each sample. Without a key, '' +\n    ''each batch is its own.'',\n  async run(context) {\n    const { expect, random } = context\n    const samples = inventSamples(context, 2)\n    const key = random.id(''key'')\n    // The batch is under way until both requests have their answer: a key must count from the moment it is accepted.\n    const bothAnswered = Promise.withResolvers<void>()\n    const opened = Promise.race([bothAnswered.promise, context.letPass(2_000)])\n    const held: Treatment = (order, stage) => context.reply.when(opened, direct(context, 66)(order, stage))\n    const lab = playLab(context, Object.fromEntries(samples.map((sample) => [sample, held])))\n    const ids = await Promise.all([handIn(context, samples, { key }), handIn(context, samples, { key })])\n    bothAnswered.resolve()\n    const [id = ''''] = ids\n    await untilDone(context, id)\n    ids.push(await handIn(context, samples, { key }))\n    await context.letPass(500)\n    expect.equal(new Set(ids).size, 1, ''the number of different ids for one key'')\n    for (const sample of samples)\n      expect.equal(lab.ordersFor(sample).length, 1, ''the number of orders for a sample'')\n    const without = [await handIn(context, samples), await handIn(context, samples)]\n    expect.equal(new Set([...without, id]).size, 3, ''the number of different ids without a key'')\n    return ''One key was one batch; without a key, every batch was its own.''\n  },\n}\n"}]', '2026-11-24 09:00:00+00', NULL);

INSERT INTO public.feedback VALUES
	('4252d7c5-adbb-43c6-b883-69871d785c54', '{"time": null, "clarity": null, "comment": "fine", "realism": null}', '2026-11-24 09:00:00+00');

INSERT INTO public.heartbeats VALUES
	('api', '2026-11-24 09:00:00+00');

INSERT INTO public.invitation_links VALUES
	('3f135c65-485d-467b-8e4b-15bb60aae8b2', 'a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'e3b1ae40dbe041bcd44c071f13b4c0911f91cc35badb84fe7fcbae6a6b29db72', '2026-11-24 09:00:00+00', NULL),
	('01735c84-69c6-45b2-8090-c76aebe40331', 'a2b799b0-f1fa-4b9f-9940-2386f992ccb4', '6982a4df835c8d866e311b81e099f01ebcc630afdd03dd1bcb71845ffd52ef94', '2026-11-24 09:00:00+00', NULL),
	('5ce4f584-ff61-41c3-a5ea-fc93839f4d85', 'a2b799b0-f1fa-4b9f-9940-2386f992ccb4', '4fdbb6494f8f0deb3adbd5a7f63470dd0d1f316418f32480701e8f0e7a275a54', '2026-11-24 09:00:00+00', NULL),
	('1fcb1ad7-41e9-45ad-b018-48fe6dc7753a', '7ac4f04d-1fba-4f7f-8e85-073aae15493a', '771875a84d9e7f8657a8bccde33be66d36f61a98951196e57ef0949d4d9b6c34', '2026-11-24 09:00:00+00', NULL),
	('2ae268c3-8a4f-440f-8bc7-b31bad2d37a8', '7ac4f04d-1fba-4f7f-8e85-073aae15493a', '4cc6bc8799878ce9650f8fdacc616234dabedbd964577f59e843ce957984a585', '2026-11-24 09:00:00+00', NULL);

INSERT INTO public.invitations VALUES
	('a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'c587a3e2-0f49-40f3-afa5-a7c82da3dbdb', '714aee89-484e-45d1-a758-977fae77a122', 'e009c576-f6bb-4a9a-9fc8-056d223a697d', 'JRK3So8F6nuEyfoMgEuUs8LgSSDNdJpY', '2026-11-24 09:00:00+00', '2026-12-08 09:00:00+00', '2026-11-24 11:00:00+00', 'UTC', 1, '2026-11-24 09:00:00+00', NULL, NULL, 2, 'Zarah Quillfeather', 0),
	('7ac4f04d-1fba-4f7f-8e85-073aae15493a', 'f3fa897e-d83e-45cb-9a29-b0e290a08f60', '714aee89-484e-45d1-a758-977fae77a122', 'e009c576-f6bb-4a9a-9fc8-056d223a697d', 'JRK3So8F6nuEyfoMgEuUs8LgSSDNdJpY', '2026-11-24 09:00:00+00', '2026-12-08 09:00:00+00', NULL, NULL, 1, '2026-11-24 09:00:00+00', NULL, NULL, 0, 'Zarah Quillfeather', 0);

INSERT INTO public.kysely_migration VALUES
	('001-first-tables', '2026-11-28T03:18:48.409Z'),
	('002-regrades', '2026-11-28T03:18:48.445Z'),
	('003-git-repositories', '2026-11-28T03:18:48.465Z'),
	('004-credits', '2026-11-28T03:18:48.500Z'),
	('006-writing', '2026-11-28T03:18:48.520Z'),
	('007-one-test', '2026-11-28T03:18:48.525Z'),
	('008-endings', '2026-11-28T03:18:48.554Z'),
	('009-practice', '2026-11-28T03:18:48.558Z'),
	('010-notices', '2026-11-28T03:18:48.666Z'),
	('011-set-up-checks', '2026-11-28T03:18:48.681Z'),
	('012-breaks', '2026-11-28T03:18:48.683Z'),
	('013-access-and-positions', '2026-11-28T03:18:48.689Z'),
	('022-bounds', '2026-11-28T03:18:48.701Z'),
	('023-withheld-credits', '2026-11-28T03:18:48.709Z'),
	('025-refused-files', '2026-11-28T03:18:48.729Z');

INSERT INTO public.kysely_migration_lock VALUES
	('migration_lock', 0);

INSERT INTO public.notes VALUES
	('4252d7c5-adbb-43c6-b883-69871d785c54', 1, '{"aiUse": "", "nextSteps": "", "tradeOffs": "none"}', '2026-11-24 09:00:00+00');

INSERT INTO public.notices VALUES
	('21f44596-8a69-48e0-b64d-4eb55205318d', 'a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'expiring', '{}', '2026-11-24 09:00:00+00', '2026-12-05 09:00:00+00', '2026-12-05 09:00:00+00', 'waiting', 0, NULL, NULL, NULL),
	('28e81f57-e162-47ae-b7c0-7b987382a6e0', 'a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'invitation', '{}', '2026-11-24 09:00:00+00', '2026-11-24 09:00:00+00', '2026-11-24 09:01:00+00', 'dropped', 1, '0ba9413d-e7e9-4fec-8e35-527f3ddfe80f@candidate.example', 'No mail server is set up here (SMTP_URL).', '2026-11-24 09:00:00+00'),
	('05d218c8-92ca-4a35-9602-e85cb9d62ea6', 'a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'accommodation_asked', '{"accommodationId": "3e4be3e5-aed2-42cd-962c-a3a14a50b82f"}', '2026-11-24 09:00:00+00', '2026-11-24 09:00:00+00', '2026-11-24 09:01:00+00', 'dropped', 1, 'e8f09b75-e2bc-4866-81d4-cc77099b5062@staff.example', 'No mail server is set up here (SMTP_URL).', '2026-11-24 09:00:00+00'),
	('c5094555-fe9b-4d10-9285-d26c52e35fd1', 'a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'reminder', '{"sequence": 1}', '2026-11-24 09:00:00+00', '2026-11-24 10:45:00+00', '2026-11-24 10:45:00+00', 'waiting', 0, NULL, NULL, NULL),
	('778f5a4a-8b24-4717-bb89-04c3b29a950c', 'a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'appointment', '{"sequence": 1}', '2026-11-24 09:00:00+00', '2026-11-24 09:00:00+00', '2026-11-24 09:01:00+00', 'dropped', 1, '0ba9413d-e7e9-4fec-8e35-527f3ddfe80f@candidate.example', 'No mail server is set up here (SMTP_URL).', '2026-11-24 09:00:00+00'),
	('30b49dfa-73d0-4945-afaf-8caaba946b4f', 'a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'appointment_cancelled', '{"sequence": 2, "cancelled": {"zone": "UTC", "startsAt": "2026-11-24T11:00:00.000Z"}}', '2026-11-24 09:00:00+00', '2026-11-24 09:00:00+00', '2026-11-24 09:01:00+00', 'dropped', 1, '0ba9413d-e7e9-4fec-8e35-527f3ddfe80f@candidate.example', 'No mail server is set up here (SMTP_URL).', '2026-11-24 09:00:00+00'),
	('65886bd8-97d0-4a56-bd25-3649cb899e37', 'a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'receipt', '{}', '2026-11-24 09:00:00+00', '2026-11-24 09:00:00+00', '2026-11-24 09:01:00+00', 'dropped', 1, '0ba9413d-e7e9-4fec-8e35-527f3ddfe80f@candidate.example', 'No mail server is set up here (SMTP_URL).', '2026-11-24 09:00:00+00'),
	('715fd6d9-58aa-4478-a09e-57a162e75f13', '7ac4f04d-1fba-4f7f-8e85-073aae15493a', 'expiring', '{}', '2026-11-24 09:00:00+00', '2026-12-05 09:00:00+00', '2026-12-05 09:00:00+00', 'waiting', 0, NULL, NULL, NULL),
	('779d8817-9f03-44b9-bfda-adce8a500f5d', '7ac4f04d-1fba-4f7f-8e85-073aae15493a', 'invitation', '{}', '2026-11-24 09:00:00+00', '2026-11-24 09:00:00+00', '2026-11-24 09:01:00+00', 'dropped', 1, 'df989aba-fa27-4fcf-87b5-1f2965d943ce@candidate.example', 'No mail server is set up here (SMTP_URL).', '2026-11-24 09:00:00+00');

INSERT INTO public.position_reviewers VALUES
	('714aee89-484e-45d1-a758-977fae77a122', 'pbBG31KKsE8JLrj6OcMOVvPrfJKkKu8d');

INSERT INTO public.positions VALUES
	('714aee89-484e-45d1-a758-977fae77a122', 'Position 13974fda-a4e0-4407-bab1-a14b37ac3d35', 'For a test', '{go-harbour-board,typescript-seed-lab}', '[{"id": "craft", "title": "Craft"}, {"id": "communication", "title": "Communication"}]', '2026-11-24 09:00:00+00', NULL, NULL);

INSERT INTO public.revisions VALUES
	('4252d7c5-adbb-43c6-b883-69871d785c54', 1, '468d0f1e-e7f9-4fd7-9043-54e6b74ad8fa', 1, '[{"kind": "write", "path": "both.txt"}]', '{"go.mod": "6028308bbc670e36ead5b8573d1924e02da03fb010d400078a9700ce1785b160", "main.go": "b0c69a24f1a38936c1d208b0a76feba4646af79ad89f440320bb4d134d355d8f", "both.txt": "369b74f2003ce39f5829ec7a2f84852b72b610d0312c8951d5d8f7316c9902ba", "README.md": "7c044b1da49243f112d4fb4977aaafa4cb479c7b143ea5cc5b7117dcea262c76", ".gitignore": "8f7323b09029b528888c9987a22e510887de3eec76551fef4f6b99fe5b4bf4d9", "handler.go": "38f93087d7f537b07206dcf001f0af514de8ea035b7431bfa2c33436d10ea80b", "board_test.go": "eb6f5e44d93d9e3518f567109db401a74ae8998ce8f0942f4b418bbf04967b6f"}', '2026-11-24 09:00:00+00', 0, 'browser', '{}'),
	('4252d7c5-adbb-43c6-b883-69871d785c54', 2, 'adcbaf42-fbad-4b3b-9cc0-4e4d6e50bbca', 1, '[{"kind": "write", "path": "both.txt"}]', '{"go.mod": "6028308bbc670e36ead5b8573d1924e02da03fb010d400078a9700ce1785b160", "main.go": "b0c69a24f1a38936c1d208b0a76feba4646af79ad89f440320bb4d134d355d8f", "both.txt": "e46fea125442d9c9609bfb41b1473255fc235e47eb7b0b7f9454567d4cc6c0a4", "README.md": "7c044b1da49243f112d4fb4977aaafa4cb479c7b143ea5cc5b7117dcea262c76", ".gitignore": "8f7323b09029b528888c9987a22e510887de3eec76551fef4f6b99fe5b4bf4d9", "handler.go": "38f93087d7f537b07206dcf001f0af514de8ea035b7431bfa2c33436d10ea80b", "board_test.go": "eb6f5e44d93d9e3518f567109db401a74ae8998ce8f0942f4b418bbf04967b6f"}', '2026-11-24 09:00:00+00', 0, 'browser', '{}'),
	('4252d7c5-adbb-43c6-b883-69871d785c54', 3, 'adcbaf42-fbad-4b3b-9cc0-4e4d6e50bbca', 2, '[{"kind": "write", "path": "both.txt"}]', '{"go.mod": "6028308bbc670e36ead5b8573d1924e02da03fb010d400078a9700ce1785b160", "main.go": "b0c69a24f1a38936c1d208b0a76feba4646af79ad89f440320bb4d134d355d8f", "both.txt": "629f49dc4604bfc0e5b463947bf12913746a33ebd2f9461c6e299813c92b5f87", "README.md": "7c044b1da49243f112d4fb4977aaafa4cb479c7b143ea5cc5b7117dcea262c76", ".gitignore": "8f7323b09029b528888c9987a22e510887de3eec76551fef4f6b99fe5b4bf4d9", "handler.go": "38f93087d7f537b07206dcf001f0af514de8ea035b7431bfa2c33436d10ea80b", "board_test.go": "eb6f5e44d93d9e3518f567109db401a74ae8998ce8f0942f4b418bbf04967b6f"}', '2026-11-24 09:00:00+00', 0, 'browser', '{}'),
	('df0e3419-e419-4792-a414-95cea44ecdc1', 1, '621d004a-959c-49da-856a-1327b3b98583', 1, '[{"kind": "write", "path": "mine.txt"}]', '{"go.mod": "6028308bbc670e36ead5b8573d1924e02da03fb010d400078a9700ce1785b160", "main.go": "b0c69a24f1a38936c1d208b0a76feba4646af79ad89f440320bb4d134d355d8f", "mine.txt": "dc7d140be79a1e0f634e4b76f178fbec9ffbd401979477901d7e2790a3839a13", "README.md": "7c044b1da49243f112d4fb4977aaafa4cb479c7b143ea5cc5b7117dcea262c76", ".gitignore": "8f7323b09029b528888c9987a22e510887de3eec76551fef4f6b99fe5b4bf4d9", "handler.go": "38f93087d7f537b07206dcf001f0af514de8ea035b7431bfa2c33436d10ea80b", "board_test.go": "eb6f5e44d93d9e3518f567109db401a74ae8998ce8f0942f4b418bbf04967b6f"}', '2026-11-24 09:00:00+00', 0, 'browser', '{}');

INSERT INTO public.runs VALUES
	('ff7c5066-0f2d-4181-bcf5-56ce1f2e51ef', '4252d7c5-adbb-43c6-b883-69871d785c54', 'visible', 3, 'queued', 0, NULL, NULL, 0, '2026-11-24 09:00:00+00', NULL, NULL, NULL, '{"path": ["TestA"], "suite": "./..."}'),
	('c8854917-7d01-4019-aee4-1913ff7980f1', '4252d7c5-adbb-43c6-b883-69871d785c54', 'graded', 3, 'queued', 0, NULL, NULL, 0, '2026-11-24 09:00:00+00', NULL, NULL, NULL, NULL);

INSERT INTO public.set_up_checks VALUES
	('a2b799b0-f1fa-4b9f-9940-2386f992ccb4', '2026-11-24 09:00:00+00', '{"run": "ok", "socket": "bad", "storage": "ok"}');

INSERT INTO public.staff VALUES
	('pbBG31KKsE8JLrj6OcMOVvPrfJKkKu8d', 'Staff reviewer', 'c5bfe1ed-6804-4435-a3ec-50275bfbd23f@staff.example', true, NULL, 'reviewer', '2026-11-28 03:18:49.397+00', '2026-11-28 03:18:49.397+00', NULL),
	('HSAaeqCLqxxGWNkgUwzl4QAa3T7Jm2hk', 'Staff recruiter', 'eab019ab-00bd-46a0-9176-fc3eababeadc@staff.example', true, NULL, 'recruiter', '2026-11-28 03:18:49.759+00', '2026-11-28 03:18:49.759+00', NULL),
	('JRK3So8F6nuEyfoMgEuUs8LgSSDNdJpY', 'Staff recruiter', 'e8f09b75-e2bc-4866-81d4-cc77099b5062@staff.example', true, NULL, 'recruiter', '2026-11-28 03:18:49.862+00', '2026-11-28 03:18:49.862+00', NULL);

INSERT INTO public.staff_session VALUES
	('SenNyqM8UP7HlV2K1HRIXE8GTwSEyMsI', '2026-12-05 03:18:49.655+00', 'JjT6IGTxLDTcnrlNd35W9hFi81Q8R0vy', '2026-11-28 03:18:49.655+00', '2026-11-28 03:18:49.655+00', '', '', 'pbBG31KKsE8JLrj6OcMOVvPrfJKkKu8d'),
	('6r7PqGF07U4C5VUwaBveZkBzp2hgwruX', '2026-12-05 03:18:49.774+00', 'h5hNQ1uR4pfsYerNTpKmvSof4AMEQelW', '2026-11-28 03:18:49.775+00', '2026-11-28 03:18:49.775+00', '', '', 'HSAaeqCLqxxGWNkgUwzl4QAa3T7Jm2hk'),
	('BWR3afE5zPJOS3pKpZJJsHN8LKmOVCQP', '2026-12-05 03:18:49.874+00', 'MGNX6Zh8sIWO6XXMPclaObjkbU4aE0AS', '2026-11-28 03:18:49.874+00', '2026-11-28 03:18:49.874+00', '', '', 'JRK3So8F6nuEyfoMgEuUs8LgSSDNdJpY');

INSERT INTO public.submissions VALUES
	('08bfad53-52e6-40e3-a068-0beb3a815a11', '4252d7c5-adbb-43c6-b883-69871d785c54', 3, '2026-11-24 09:00:00+00', 'candidate', '3fb341a676c34fd62ca2540fa7d4910f98f14ed150eb0023ebac67db7b4d5b3c', 'Ash Nuthatch 182', '2026-11-26 09:00:00+00', '2026-11-24 09:00:00+00');

INSERT INTO public.writing_leases VALUES
	('4252d7c5-adbb-43c6-b883-69871d785c54', 'a2b799b0-f1fa-4b9f-9940-2386f992ccb4', 'c8559f2a-6665-4648-9caf-992f65353eb0', 1, '2026-11-24 09:01:30+00');

SELECT pg_catalog.setval('public.audit_id_seq', 9, true);

SELECT pg_catalog.setval('public.save_refusals_id_seq', 1, false);

ALTER TABLE ONLY public.accommodations
    ADD CONSTRAINT accommodations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.attempt_storage
    ADD CONSTRAINT attempt_storage_pkey PRIMARY KEY (attempt_id);

ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_invitation_id_key UNIQUE (invitation_id);

ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.blobs
    ADD CONSTRAINT blobs_pkey PRIMARY KEY (sha256);

ALTER TABLE ONLY public.branch_outcomes
    ADD CONSTRAINT branch_outcomes_pkey PRIMARY KEY (branch_id);

ALTER TABLE ONLY public.branches
    ADD CONSTRAINT branches_attempt_id_client_id_seq_key UNIQUE (attempt_id, client_id, seq);

ALTER TABLE ONLY public.branches
    ADD CONSTRAINT branches_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.candidate_session_grants
    ADD CONSTRAINT candidate_session_grants_pkey PRIMARY KEY (session_id, invitation_id);

ALTER TABLE ONLY public.candidate_sessions
    ADD CONSTRAINT candidate_sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.candidate_sessions
    ADD CONSTRAINT candidate_sessions_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.candidates
    ADD CONSTRAINT candidates_email_key UNIQUE (email);

ALTER TABLE ONLY public.candidates
    ADD CONSTRAINT candidates_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.credit_acknowledgements
    ADD CONSTRAINT credit_acknowledgements_pkey PRIMARY KEY (credit_id);

ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_pkey PRIMARY KEY (id);

ALTER TABLE public.credits
    ADD CONSTRAINT credits_sign CHECK (((undoes IS NOT NULL) OR (amount_ms > 0))) NOT VALID;

ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_undoes_key UNIQUE (undoes);

ALTER TABLE ONLY public.exercise_versions
    ADD CONSTRAINT exercise_versions_exercise_id_version_key UNIQUE (exercise_id, version);

ALTER TABLE ONLY public.exercise_versions
    ADD CONSTRAINT exercise_versions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feedback
    ADD CONSTRAINT feedback_pkey PRIMARY KEY (attempt_id);

ALTER TABLE ONLY public.feedback_views
    ADD CONSTRAINT feedback_views_pkey PRIMARY KEY (position_id, staff_id);

ALTER TABLE ONLY public.git_credentials
    ADD CONSTRAINT git_credentials_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.git_credentials
    ADD CONSTRAINT git_credentials_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.git_repositories
    ADD CONSTRAINT git_repositories_pkey PRIMARY KEY (attempt_id);

ALTER TABLE ONLY public.heartbeats
    ADD CONSTRAINT heartbeats_pkey PRIMARY KEY (component);

ALTER TABLE ONLY public.invitation_links
    ADD CONSTRAINT invitation_links_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.invitation_links
    ADD CONSTRAINT invitation_links_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_practice_of_key UNIQUE (practice_of);

ALTER TABLE ONLY public.kysely_migration_lock
    ADD CONSTRAINT kysely_migration_lock_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.kysely_migration
    ADD CONSTRAINT kysely_migration_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.late_writes
    ADD CONSTRAINT late_writes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notes
    ADD CONSTRAINT notes_pkey PRIMARY KEY (attempt_id, seq);

ALTER TABLE ONLY public.notices
    ADD CONSTRAINT notices_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.position_reviewers
    ADD CONSTRAINT position_reviewers_pkey PRIMARY KEY (position_id, staff_id);

ALTER TABLE ONLY public.positions
    ADD CONSTRAINT positions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.positions
    ADD CONSTRAINT positions_title_key UNIQUE (title);

ALTER TABLE ONLY public.regrades
    ADD CONSTRAINT regrades_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_submission_id_reviewer_id_key UNIQUE (submission_id, reviewer_id);

ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT revisions_attempt_id_client_id_seq_key UNIQUE (attempt_id, client_id, seq);

ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT revisions_pkey PRIMARY KEY (attempt_id, revision);

ALTER TABLE ONLY public.run_results
    ADD CONSTRAINT run_results_pkey PRIMARY KEY (run_id);

ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.save_refusals
    ADD CONSTRAINT save_refusals_attempt_id_client_id_seq_key UNIQUE (attempt_id, client_id, seq);

ALTER TABLE ONLY public.save_refusals
    ADD CONSTRAINT save_refusals_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.set_up_checks
    ADD CONSTRAINT set_up_checks_pkey PRIMARY KEY (invitation_id);

ALTER TABLE ONLY public.settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.staff_account
    ADD CONSTRAINT staff_account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_email_key UNIQUE (email);

ALTER TABLE ONLY public.staff_links
    ADD CONSTRAINT staff_links_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.staff_links
    ADD CONSTRAINT staff_links_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.staff_session
    ADD CONSTRAINT staff_session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.staff_session
    ADD CONSTRAINT staff_session_token_key UNIQUE (token);

ALTER TABLE ONLY public.staff_verification
    ADD CONSTRAINT staff_verification_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.submissions
    ADD CONSTRAINT submissions_alias_key UNIQUE (alias);

ALTER TABLE ONLY public.submissions
    ADD CONSTRAINT submissions_attempt_id_key UNIQUE (attempt_id);

ALTER TABLE ONLY public.submissions
    ADD CONSTRAINT submissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.unsaved_files
    ADD CONSTRAINT unsaved_files_pkey PRIMARY KEY (attempt_id);

ALTER TABLE ONLY public.withheld_credits
    ADD CONSTRAINT withheld_credits_pkey PRIMARY KEY (attempt_id, cause);

ALTER TABLE ONLY public.writing_leases
    ADD CONSTRAINT writing_leases_pkey PRIMARY KEY (attempt_id);

CREATE INDEX accommodations_invitation ON public.accommodations USING btree (invitation_id);

CREATE UNIQUE INDEX accommodations_one_open ON public.accommodations USING btree (invitation_id) WHERE (answered_at IS NULL);

CREATE INDEX attempts_open ON public.attempts USING btree (started_at) WHERE (submitted_at IS NULL);

CREATE INDEX audit_subject ON public.audit USING btree (subject, id);

CREATE INDEX credits_attempt ON public.credits USING btree (attempt_id);

CREATE UNIQUE INDEX credits_once ON public.credits USING btree (attempt_id, cause) WHERE (cause IS NOT NULL);

CREATE INDEX git_credentials_attempt ON public.git_credentials USING btree (attempt_id, created_at DESC);

CREATE INDEX invitation_links_invitation ON public.invitation_links USING btree (invitation_id);

CREATE INDEX invitations_created ON public.invitations USING btree (created_at DESC);

CREATE INDEX late_writes_attempt ON public.late_writes USING btree (attempt_id);

CREATE UNIQUE INDEX late_writes_once ON public.late_writes USING btree (attempt_id, body_sha256);

CREATE INDEX notices_invitation ON public.notices USING btree (invitation_id);

CREATE INDEX notices_waiting ON public.notices USING btree (next_try_at) WHERE (state = 'waiting'::text);

CREATE INDEX regrades_asked ON public.regrades USING btree (asked_at DESC);

CREATE INDEX runs_attempt ON public.runs USING btree (attempt_id, created_at DESC);

CREATE UNIQUE INDEX runs_one_graded ON public.runs USING btree (attempt_id) WHERE ((kind = 'graded'::text) AND (regrade_id IS NULL));

CREATE UNIQUE INDEX runs_one_regraded ON public.runs USING btree (regrade_id, attempt_id) WHERE (regrade_id IS NOT NULL);

CREATE UNIQUE INDEX runs_one_waiting ON public.runs USING btree (attempt_id) WHERE ((kind = 'visible'::text) AND (state = 'queued'::text));

CREATE INDEX runs_open ON public.runs USING btree (created_at) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE INDEX runs_regrading ON public.runs USING btree (regrade_id) WHERE ((regrade_id IS NOT NULL) AND (state = ANY (ARRAY['queued'::text, 'running'::text])));

CREATE INDEX staff_account_user ON public.staff_account USING btree ("userId");

CREATE INDEX staff_session_user ON public.staff_session USING btree ("userId");

CREATE INDEX staff_verification_identifier ON public.staff_verification USING btree (identifier);

CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER branches_append_only BEFORE DELETE OR UPDATE ON public.branches FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER credits_append_only BEFORE DELETE OR UPDATE ON public.credits FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER notes_append_only BEFORE DELETE OR UPDATE ON public.notes FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER regrades_append_only BEFORE DELETE OR UPDATE ON public.regrades FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER reviews_immutable BEFORE DELETE OR UPDATE ON public.reviews FOR EACH ROW EXECUTE FUNCTION public.refuse_submitted_review();

CREATE TRIGGER revisions_append_only BEFORE DELETE OR UPDATE ON public.revisions FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER run_results_append_only BEFORE DELETE OR UPDATE ON public.run_results FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER submissions_append_only BEFORE DELETE OR UPDATE ON public.submissions FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

ALTER TABLE ONLY public.accommodations
    ADD CONSTRAINT accommodations_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES public.staff(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.accommodations
    ADD CONSTRAINT accommodations_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.attempt_storage
    ADD CONSTRAINT attempt_storage_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);

ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitations(id);

ALTER TABLE ONLY public.branch_outcomes
    ADD CONSTRAINT branch_outcomes_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES public.branches(id);

ALTER TABLE ONLY public.branches
    ADD CONSTRAINT branches_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);

ALTER TABLE ONLY public.candidate_session_grants
    ADD CONSTRAINT candidate_session_grants_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.candidate_session_grants
    ADD CONSTRAINT candidate_session_grants_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.candidate_sessions(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.credit_acknowledgements
    ADD CONSTRAINT credit_acknowledgements_credit_id_fkey FOREIGN KEY (credit_id) REFERENCES public.credits(id);

ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);

ALTER TABLE ONLY public.credits
    ADD CONSTRAINT credits_undoes_fkey FOREIGN KEY (undoes) REFERENCES public.credits(id);

ALTER TABLE ONLY public.feedback
    ADD CONSTRAINT feedback_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);

ALTER TABLE ONLY public.feedback_views
    ADD CONSTRAINT feedback_views_position_id_fkey FOREIGN KEY (position_id) REFERENCES public.positions(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.feedback_views
    ADD CONSTRAINT feedback_views_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.git_credentials
    ADD CONSTRAINT git_credentials_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);

ALTER TABLE ONLY public.git_repositories
    ADD CONSTRAINT git_repositories_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);

ALTER TABLE ONLY public.invitation_links
    ADD CONSTRAINT invitation_links_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_candidate_id_fkey FOREIGN KEY (candidate_id) REFERENCES public.candidates(id);

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.staff(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_exercise_version_id_fkey FOREIGN KEY (exercise_version_id) REFERENCES public.exercise_versions(id);

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_position_id_fkey FOREIGN KEY (position_id) REFERENCES public.positions(id);

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_practice_of_fkey FOREIGN KEY (practice_of) REFERENCES public.invitations(id);

ALTER TABLE ONLY public.late_writes
    ADD CONSTRAINT late_writes_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);

ALTER TABLE ONLY public.notes
    ADD CONSTRAINT notes_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);

ALTER TABLE ONLY public.notices
    ADD CONSTRAINT notices_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.position_reviewers
    ADD CONSTRAINT position_reviewers_position_id_fkey FOREIGN KEY (position_id) REFERENCES public.positions(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.position_reviewers
    ADD CONSTRAINT position_reviewers_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.positions
    ADD CONSTRAINT positions_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.staff(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.regrades
    ADD CONSTRAINT regrades_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.staff(id);

ALTER TABLE ONLY public.regrades
    ADD CONSTRAINT regrades_checks_version_id_fkey FOREIGN KEY (checks_version_id) REFERENCES public.exercise_versions(id);

ALTER TABLE ONLY public.regrades
    ADD CONSTRAINT regrades_from_version_id_fkey FOREIGN KEY (from_version_id) REFERENCES public.exercise_versions(id);

ALTER TABLE ONLY public.regrades
    ADD CONSTRAINT regrades_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submissions(id);

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_reviewer_id_fkey FOREIGN KEY (reviewer_id) REFERENCES public.staff(id);

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES public.submissions(id);

ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT revisions_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);

ALTER TABLE ONLY public.run_results
    ADD CONSTRAINT run_results_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.runs(id);

ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);

ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_regrade_id_fkey FOREIGN KEY (regrade_id) REFERENCES public.regrades(id);

ALTER TABLE ONLY public.save_refusals
    ADD CONSTRAINT save_refusals_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);

ALTER TABLE ONLY public.set_up_checks
    ADD CONSTRAINT set_up_checks_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitations(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.staff_account
    ADD CONSTRAINT "staff_account_userId_fkey" FOREIGN KEY ("userId") REFERENCES public.staff(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.staff_links
    ADD CONSTRAINT staff_links_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.staff_session
    ADD CONSTRAINT "staff_session_userId_fkey" FOREIGN KEY ("userId") REFERENCES public.staff(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.submissions
    ADD CONSTRAINT submissions_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);

ALTER TABLE ONLY public.unsaved_files
    ADD CONSTRAINT unsaved_files_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);

ALTER TABLE ONLY public.withheld_credits
    ADD CONSTRAINT withheld_credits_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);

ALTER TABLE ONLY public.writing_leases
    ADD CONSTRAINT writing_leases_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);

ALTER TABLE ONLY public.writing_leases
    ADD CONSTRAINT writing_leases_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitations(id);
