import { sql, type Kysely } from 'kysely'

/** An attempt as a git remote: its commits as one pack, and the credentials that open it. */
const tables = `
create table git_repositories (
  attempt_id uuid primary key references attempts (id),
  head text not null,
  pack bytea not null,
  revision integer not null,
  changed_at timestamptz not null
);
create table git_credentials (
  id uuid primary key default gen_random_uuid(),
  attempt_id uuid not null references attempts (id),
  token_hash text not null unique,
  created_at timestamptz not null
);
create index git_credentials_attempt on git_credentials (attempt_id, created_at desc);
alter table revisions add column source text not null default 'browser' check (source in ('browser', 'zip', 'git'));`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
