import { sql, type Kysely } from 'kysely'

/** Tables and columns take the names that the code and the documentation use: conflict copies, edit leases, mails, checks. */
const renames = `
alter table branches rename to conflict_copies;
alter table branch_outcomes rename to conflict_outcomes;
alter table conflict_outcomes rename column branch_id to conflict_copy_id;
alter table writing_leases rename to edit_leases;
alter table notices rename to mails;
alter table accommodations rename column wish to kind;
alter table runs rename column only_tests to test_filter;
alter table set_up_checks rename to setup_checks;
alter table setup_checks rename column lights to checks;
update setup_checks set checks = replace(checks::text, '"bad"', '"fail"')::jsonb;`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(renames).execute(db)
}
