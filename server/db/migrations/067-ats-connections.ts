import { sql, type Kysely } from 'kysely'

/** Recruiting systems that send candidates here, and which invitation each of their requests became. */
const tables = `
create table ats_connections (
  endpoint_id uuid primary key references webhook_endpoints (id) on delete cascade,
  kind text not null check (kind in ('greenhouse', 'ashby')),
  -- Of the key by which the system is let in.
  key_hash text not null unique
);

create table ats_interviews (
  id uuid primary key default gen_random_uuid(),
  endpoint_id uuid not null references webhook_endpoints (id) on delete cascade,
  -- By which the system's own request is known when it comes again.
  external_ref text not null,
  invitation_id uuid not null references invitations (id) on delete cascade,
  -- Where this one's end is told; null where the system has one address for all.
  callback_url text,
  created_at timestamptz not null,
  cancelled_at timestamptz
);
create unique index ats_interviews_ref on ats_interviews (endpoint_id, external_ref) where cancelled_at is null;
create index ats_interviews_invitation on ats_interviews (invitation_id);`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
