import { sql, type Kysely } from 'kysely'

/** An invitation may leave the exercise to the candidate, who chooses among those that its cohort pins, until the start. */
const changes = `
alter table invitations add column exercise_by text not null default 'recruiter'
  check (exercise_by in ('recruiter', 'candidate'));
alter table invitations alter column exercise_version_id drop not null;
-- Nobody works on nothing: only a candidate's open choice is empty.
alter table invitations add constraint invitations_exercise_settled
  check (exercise_version_id is not null or (exercise_by = 'candidate' and started_at is null));
alter table invitation_imports alter column exercise_id drop not null;
-- Whoever changes from one language to the other practises in both.
alter table invitations drop constraint invitations_practice_of_key;
create unique index invitations_practice on invitations (practice_of, exercise_version_id) where practice_of is not null;
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(db)
}
