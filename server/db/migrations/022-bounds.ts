import { sql, type Kysely } from 'kysely'

/** What one attempt has stored, so that a bound can be held without adding everything up again; and modes of files. */
const change = `
alter table revisions add column executables text[] not null default '{}';
create table attempt_storage (
  attempt_id uuid primary key references attempts (id),
  stored_bytes bigint not null default 0,
  late_bytes bigint not null default 0,
  late_count integer not null default 0
);
insert into attempt_storage (attempt_id, late_bytes, late_count)
  select attempt_id, sum(octet_length(body::text)), count(*) from late_writes group by attempt_id;
alter table late_writes add column body_sha256 text;
create unique index late_writes_once on late_writes (attempt_id, body_sha256);`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(change).execute(db)
}
