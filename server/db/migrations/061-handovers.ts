import { sql, type Kysely } from 'kysely'

/**
 * Who looks after an invitation once whoever invited has left: the newest row counts. Who invited stays as it was, since both know
 * whose submission it is, and neither may review it.
 */
const tables = `
create table invitation_handovers (
  id bigint generated always as identity primary key,
  invitation_id uuid not null references invitations (id) on delete cascade,
  staff_id text not null references staff (id) on delete cascade,
  handed_at timestamptz not null
);
create index invitation_handovers_invitation on invitation_handovers (invitation_id, id);
create index invitation_handovers_staff on invitation_handovers (staff_id);
create index invitations_created_by on invitations (created_by);`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
}
