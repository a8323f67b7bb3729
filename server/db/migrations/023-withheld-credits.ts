import { sql, type Kysely } from 'kysely'

/** Lost time that the platform does not give back by itself, since whoever lost it might have caused it. Staff may. */
const change = `
create table withheld_credits (
  attempt_id uuid not null references attempts (id),
  cause text not null,
  kind text not null,
  amount_ms double precision not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  primary key (attempt_id, cause)
);`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(change).execute(db)
}
