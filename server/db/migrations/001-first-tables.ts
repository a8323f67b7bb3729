import { sql, type Kysely } from 'kysely'

/** The sign-in library's four tables, under our names; its columns keep the names it expects. */
const people = `
create table staff (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  roles text not null default '',
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create table staff_session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references staff (id) on delete cascade
);
create index staff_session_user on staff_session ("userId");
create table staff_account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references staff (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  issuer text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null
);
create index staff_account_user on staff_account ("userId");
create table staff_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index staff_verification_identifier on staff_verification (identifier);
create table staff_links (
  id uuid primary key default gen_random_uuid(),
  purpose text not null check (purpose in ('first_admin', 'sign_in')),
  staff_id text references staff (id) on delete cascade,
  token_hash text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  check ((purpose = 'sign_in') = (staff_id is not null))
);
create table positions (
  id uuid primary key default gen_random_uuid(),
  title text not null unique,
  summary text not null,
  exercise_ids text[] not null,
  focus_attributes jsonb not null,
  created_at timestamptz not null
);
create table position_reviewers (
  position_id uuid not null references positions (id) on delete cascade,
  staff_id text not null references staff (id) on delete cascade,
  primary key (position_id, staff_id)
);`

const asking = `
create table exercise_versions (
  id uuid primary key default gen_random_uuid(),
  exercise_id text not null,
  version text not null,
  content_sha256 text not null,
  manifest jsonb not null,
  overview text not null,
  instructions text not null,
  starter jsonb not null,
  probes jsonb not null,
  created_at timestamptz not null,
  retired_at timestamptz,
  unique (exercise_id, version)
);
create table candidates (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null unique,
  created_at timestamptz not null
);
create table invitations (
  id uuid primary key default gen_random_uuid(),
  candidate_id uuid not null references candidates (id),
  position_id uuid not null references positions (id),
  exercise_version_id uuid not null references exercise_versions (id),
  created_by text references staff (id) on delete set null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  appointment_at timestamptz,
  appointment_zone text,
  extra_time_factor double precision not null default 1 check (extra_time_factor between 1 and 4),
  opened_at timestamptz,
  revoked_at timestamptz,
  check ((appointment_at is null) = (appointment_zone is null))
);
create index invitations_created on invitations (created_at desc);
create table invitation_links (
  id uuid primary key default gen_random_uuid(),
  invitation_id uuid not null references invitations (id) on delete cascade,
  token_hash text not null unique,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index invitation_links_invitation on invitation_links (invitation_id);
create table candidate_sessions (
  id uuid primary key default gen_random_uuid(),
  token_hash text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create table candidate_session_grants (
  session_id uuid not null references candidate_sessions (id) on delete cascade,
  invitation_id uuid not null references invitations (id) on delete cascade,
  primary key (session_id, invitation_id)
);`

const sitting = `
create table attempts (
  id uuid primary key default gen_random_uuid(),
  invitation_id uuid not null unique references invitations (id),
  started_at timestamptz not null,
  base_duration_ms integer not null check (base_duration_ms > 0),
  extra_time_factor double precision not null,
  submitted_at timestamptz
);
create index attempts_open on attempts (started_at) where submitted_at is null;
create table credits (
  id uuid primary key default gen_random_uuid(),
  attempt_id uuid not null references attempts (id),
  amount_ms integer not null,
  reason text not null,
  created_at timestamptz not null
);
create index credits_attempt on credits (attempt_id);
create table blobs (
  sha256 text primary key,
  content text not null
);
create table revisions (
  attempt_id uuid not null references attempts (id),
  revision integer not null check (revision > 0),
  client_id uuid not null,
  seq integer not null,
  changes jsonb not null,
  tree jsonb not null,
  received_at timestamptz not null,
  late_by_ms double precision not null default 0,
  primary key (attempt_id, revision),
  unique (attempt_id, client_id, seq)
);
create table late_writes (
  id uuid primary key default gen_random_uuid(),
  attempt_id uuid not null references attempts (id),
  received_at timestamptz not null,
  late_by_ms double precision not null,
  body jsonb not null
);
create index late_writes_attempt on late_writes (attempt_id);`

const judging = `
create table runs (
  id uuid primary key default gen_random_uuid(),
  attempt_id uuid not null references attempts (id),
  kind text not null check (kind in ('visible', 'graded')),
  revision integer not null,
  state text not null check (state in ('queued', 'running', 'finished', 'superseded')),
  claim_no integer not null default 0,
  worker_id text,
  lease_until timestamptz,
  platform_errors integer not null default 0,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz
);
create index runs_attempt on runs (attempt_id, created_at desc);
create index runs_open on runs (created_at) where state in ('queued', 'running');
create unique index runs_one_waiting on runs (attempt_id) where kind = 'visible' and state = 'queued';
create unique index runs_one_graded on runs (attempt_id) where kind = 'graded';
create table run_results (
  run_id uuid primary key references runs (id),
  claim_no integer not null,
  result jsonb not null,
  recorded_at timestamptz not null
);
create table submissions (
  id uuid primary key default gen_random_uuid(),
  attempt_id uuid not null unique references attempts (id),
  revision integer not null,
  submitted_at timestamptz not null,
  submitted_by text not null check (submitted_by in ('candidate', 'deadline')),
  tree_sha256 text not null,
  alias text not null unique,
  answer_due_at timestamptz not null
);
create table reviews (
  id uuid primary key default gen_random_uuid(),
  submission_id uuid not null references submissions (id),
  reviewer_id text not null references staff (id),
  scorecard jsonb not null,
  saved_at timestamptz not null,
  submitted_at timestamptz,
  unique (submission_id, reviewer_id)
);
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null
);
create index audit_subject on audit (subject, id);
create table settings (key text primary key, value text not null);`

/** Promises that hold even against our own code: history cannot be rewritten. */
const guards = `
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger audit_append_only before update or delete or truncate on audit
  for each statement execute function refuse_change();
create trigger revisions_append_only before update or delete on revisions
  for each statement execute function refuse_change();
create trigger run_results_append_only before update or delete on run_results
  for each statement execute function refuse_change();
create trigger submissions_append_only before update or delete on submissions
  for each statement execute function refuse_change();
create function refuse_submitted_review() returns trigger language plpgsql as $$
begin
  if old.submitted_at is not null then
    raise exception 'a submitted review is immutable' using errcode = 'integrity_constraint_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger reviews_immutable before update or delete on reviews
  for each row execute function refuse_submitted_review();`

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const part of [people, asking, sitting, judging, guards]) await sql.raw(part).execute(db)
}
