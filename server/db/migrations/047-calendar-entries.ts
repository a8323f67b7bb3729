import { sql, type Kysely } from 'kysely'

/**
 * What calendars were told of an appointment, so that every visible change of it goes out: by whom the time was chosen, the title
 * and length as they stand in the entry, and up to which end of the invitation its expiry was noted. Invitations that have run out
 * by now are taken as noted: nobody is written to about them.
 */
const columns = `
alter table invitations add column appointment_by text not null default 'candidate'
  check (appointment_by in ('candidate', 'recruiter'));
alter table invitations add column calendar_entry text;
alter table invitations add column expiry_noted_for timestamptz;
update invitations set appointment_by = 'recruiter' where appointment_sequence = 0;
update invitations set expiry_noted_for = expires_at where expires_at <= now();
create index invitations_scheduled on invitations (appointment_at)
  where started_at is null and revoked_at is null and appointment_at is not null;
create index invitations_unstarted on invitations (expires_at) where started_at is null and revoked_at is null;`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(columns).execute(db)
}
