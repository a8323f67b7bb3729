import { sql } from 'kysely'
import type { Reader, Tx } from '../db/connect.ts'

export interface Erased {
  candidateId: string
  invitationIds: readonly string[]
  attemptIds: readonly string[]
}

/** Tables with rows of an attempt that nothing else refers to any more. */
const attemptTables = [
  'notes',
  'feedback',
  'late_writes',
  'attempt_storage',
  'conflict_copies',
  'save_refusals',
  'unsaved_files',
  'edit_leases',
  'git_credentials',
  'git_repositories',
  'answer_promises',
  'answers',
  'submissions',
  'credits',
  'withheld_credits',
  'revisions',
] as const

/** The database lets history go only in a transaction that says that it erases; the audit stays even so. */
export async function eraseRows(tx: Tx, erased: Erased): Promise<void> {
  const { candidateId } = erased
  const attempts = sql`any(${[...erased.attemptIds]}::uuid[])`
  const invitations = sql`any(${[...erased.invitationIds]}::uuid[])`
  const run = (statement: ReturnType<typeof sql>) => statement.execute(tx)
  await run(sql`set local fairtime.erasing = 'on'`)
  // No save can come between looking who else has a content and deleting it: a save writes its revision first.
  await run(sql`lock table revisions in share row exclusive mode`)
  const { rows: contents } = await sql<{ sha256: string }>`
    select distinct content.value as sha256
    from revisions, jsonb_each_text(tree) as content where attempt_id = ${attempts}`.execute(tx)
  await run(sql`delete from run_results where run_id in (select id from runs where attempt_id = ${attempts})`)
  await run(
    sql`delete from reviews where submission_id in (select id from submissions where attempt_id = ${attempts})`,
  )
  await run(sql`delete from credit_acknowledgements
    where credit_id in (select id from credits where attempt_id = ${attempts})`)
  await run(sql`delete from conflict_outcomes
    where conflict_copy_id in (select id from conflict_copies where attempt_id = ${attempts})`)
  await run(sql`delete from runs where attempt_id = ${attempts}`)
  await run(sql`delete from regrades
    where submission_id in (select id from submissions where attempt_id = ${attempts})`)
  for (const table of attemptTables)
    await run(sql`delete from ${sql.table(table)} where attempt_id = ${attempts}`)
  await run(sql`delete from attempts where id = ${attempts}`)
  // A list that was read holds people by their address, invited or not.
  await run(sql`delete from invitation_import_rows where invitation_id = ${invitations}
    or address_key = (select email from candidates where id = ${candidateId})`)
  await run(sql`delete from invitations where id = ${invitations}`)
  await run(sql`delete from candidates where id = ${candidateId}`)
  await run(sql`delete from blobs where sha256 = any(${contents.map((row) => row.sha256)}::text[])
    and not exists (select from revisions, jsonb_each_text(tree) as content where content.value = blobs.sha256)`)
}

/** Candidates who were known before the shortest time for which any are kept, with what their deletion depends on, a row an invitation. */
export async function listKnownBefore(db: Reader, now: Date, defaultDays: number) {
  return db
    .selectFrom('candidates')
    .innerJoin('invitations', 'invitations.candidate_id', 'candidates.id')
    .innerJoin('positions', 'positions.id', 'invitations.position_id')
    .leftJoin('attempts', 'attempts.invitation_id', 'invitations.id')
    .select(['candidates.id', 'expires_at', 'retention_days', 'attempts.id as attempt_id', 'submitted_at'])
    .where('practice_of', 'is', null)
    .where(
      'candidates.created_at',
      '<=',
      sql<Date>`${now}::timestamptz - interval '1 day' * least(${defaultDays}::int, (select min(retention_days) from positions))`,
    )
    .execute()
}

/** Under the invitation's lock, which a start takes too. */
export async function findErased(tx: Tx, candidateId: string): Promise<Erased> {
  const invitations = await tx
    .selectFrom('invitations')
    .select('id')
    .where('candidate_id', '=', candidateId)
    .forUpdate()
    .execute()
  const invitationIds = invitations.map((row) => row.id)
  const attempts = await tx
    .selectFrom('attempts')
    .select('id')
    .where('invitation_id', '=', sql<string>`any(${invitationIds}::uuid[])`)
    .execute()
  return { candidateId, invitationIds, attemptIds: attempts.map((row) => row.id) }
}
