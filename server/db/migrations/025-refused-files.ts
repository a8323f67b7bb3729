import { sql, type Kysely } from 'kysely'

/**
 * What could not be kept of a save, so that the same save sent again is answered alike; and of each attempt the files whose newest
 * text is nowhere here, so that the receipt can name them without a browser.
 */
const tables = `
create table save_refusals (
  id bigint primary key generated always as identity,
  attempt_id uuid not null references attempts (id),
  client_id uuid not null,
  seq integer not null,
  revision integer not null,
  refused jsonb not null,
  received_at timestamptz not null,
  late_by_ms integer not null,
  unique (attempt_id, client_id, seq)
);
create table unsaved_files (
  attempt_id uuid primary key references attempts (id),
  files jsonb not null
);`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
