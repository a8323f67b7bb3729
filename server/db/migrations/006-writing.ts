import { sql, type Kysely } from 'kysely'

/**
 * Which page may write into an attempt, and what could not be merged. The lease knows its invitation, so that one update is
 * enough to renew it.
 */
const tables = `
create table writing_leases (
  attempt_id uuid primary key references attempts (id),
  invitation_id uuid not null references invitations (id),
  tab_id uuid not null,
  token integer not null check (token > 0),
  lease_until timestamptz not null
);
create table branches (
  id uuid primary key default gen_random_uuid(),
  attempt_id uuid not null references attempts (id),
  client_id uuid not null,
  seq integer not null,
  tab_id uuid,
  reason text not null check (reason in ('lease_lost', 'overtaken')),
  files jsonb not null,
  kept_at timestamptz not null,
  unique (attempt_id, client_id, seq)
);
create table branch_outcomes (
  branch_id uuid primary key references branches (id),
  outcome text not null check (outcome in ('used', 'left', 'continued')),
  decided_at timestamptz not null
);
create trigger branches_append_only before update or delete on branches
  for each statement execute function refuse_change();`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
