import { sql, type Kysely } from 'kysely'

/** What programs are let in by, and what they asked for once already. */
const tables = `
create table api_keys (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  scopes text[] not null,
  -- Of the key itself nothing is kept but its hash, and its first letters to tell it from others.
  token_hash text not null unique,
  token_start text not null,
  created_by text references staff (id) on delete set null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table idempotent_calls (
  key_id uuid not null references api_keys (id) on delete cascade,
  idempotency_key text not null,
  body_sha256 text not null,
  created_at timestamptz not null,
  -- Null only within the transaction that makes the invitation.
  invitation_id uuid references invitations (id) on delete cascade,
  primary key (key_id, idempotency_key)
);
create index idempotent_calls_invitation on idempotent_calls (invitation_id);
create index idempotent_calls_created on idempotent_calls (created_at);`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
