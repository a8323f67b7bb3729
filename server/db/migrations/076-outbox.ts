import { sql, type Kysely } from 'kysely'

/** What mails said that no mail server took away, sealed: a copy of the database opens no link that stands in them. */
const tables = `
create table mail_texts (
  mail_id uuid primary key references mails (id) on delete cascade,
  sealed bytea not null,
  kept_at timestamptz not null
);
create index mail_texts_kept_at on mail_texts (kept_at desc, mail_id desc);
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
