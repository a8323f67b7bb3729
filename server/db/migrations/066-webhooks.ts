import { sql, type Kysely } from 'kysely'

/** Where other programs are told what happened, and what became of each telling. */
const tables = `
create table webhook_endpoints (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  name text not null,
  -- Null where each invitation has an address of its own.
  url text,
  events text[] not null,
  secret text not null,
  -- Signs beside the newer one until then.
  previous_secret text,
  previous_secret_until timestamptz,
  created_by text references staff (id) on delete set null,
  created_at timestamptz not null,
  disabled_at timestamptz,
  disabled_because text check (disabled_because in ('gone', 'failing', 'admin')),
  check ((disabled_at is null) = (disabled_because is null)),
  check ((previous_secret is null) = (previous_secret_until is null))
);

-- Of a kind that is told about some invitations only: about which.
create table webhook_subscriptions (
  endpoint_id uuid not null references webhook_endpoints (id) on delete cascade,
  invitation_id uuid not null references invitations (id) on delete cascade,
  primary key (endpoint_id, invitation_id)
);
create index webhook_subscriptions_invitation on webhook_subscriptions (invitation_id);

create table webhook_deliveries (
  id uuid primary key default gen_random_uuid(),
  endpoint_id uuid not null references webhook_endpoints (id) on delete cascade,
  event text not null,
  -- Null for a test.
  invitation_id uuid references invitations (id) on delete cascade,
  happened_at timestamptz not null,
  next_try_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dropped', 'failed')),
  tries integer not null default 0,
  ended_at timestamptz
);
create index webhook_deliveries_due on webhook_deliveries (next_try_at) where state = 'waiting';
create index webhook_deliveries_endpoint on webhook_deliveries (endpoint_id, happened_at desc);
create index webhook_deliveries_invitation on webhook_deliveries (invitation_id);

create table webhook_tries (
  id bigint primary key generated always as identity,
  delivery_id uuid not null references webhook_deliveries (id) on delete cascade,
  tried_at timestamptz not null,
  duration_ms integer not null,
  status integer,
  -- The beginning of what was answered.
  answer text,
  fault text
);
create index webhook_tries_delivery on webhook_tries (delivery_id);`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
