import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import { nobodyDomain } from '../mails/nobody.ts'
import type { Erased } from './erase-store.ts'

/**
 * Takes away who it was: name, address, links, sessions, commits with their author, words that were written in person. Code, runs and
 * reviews stay. What mail servers answered goes too, since they repeat the address.
 */
export async function anonymiseRows(
  tx: Tx,
  { candidateId, invitationIds, attemptIds }: Erased,
  now: Date,
): Promise<void> {
  const invitations = sql`any(${[...invitationIds]}::uuid[])`
  const attempts = sql`any(${[...attemptIds]}::uuid[])`
  const run = (statement: ReturnType<typeof sql>) => statement.execute(tx)
  await run(sql`set local fairtime.erasing = 'on'`)
  await run(sql`delete from invitation_import_rows where invitation_id = ${invitations}
    or address_key = (select email from candidates where id = ${candidateId})`)
  await run(sql`update candidates set name = 'Anonymous candidate', email = id || '@' || ${nobodyDomain}::text
    where id = ${candidateId}`)
  await run(sql`update invitations set candidate_name = null, decline_reason = null,
    revoked_at = case when started_at is null and declined_at is null then coalesce(revoked_at, ${now}::timestamptz) else revoked_at end,
    access_number = access_number + 1
    where id = ${invitations}`)
  await run(sql`delete from invitation_links where invitation_id = ${invitations}`)
  await run(sql`delete from candidate_session_grants where invitation_id = ${invitations}`)
  await run(
    sql`delete from mail_texts where mail_id in (select id from mails where invitation_id = ${invitations})`,
  )
  await run(sql`update mails set address = null, fault = null,
    state = case when state = 'waiting' then 'dropped' else state end where invitation_id = ${invitations}`)
  // Notes are about the person, and a recruiting system knows whose interview it was.
  for (const table of ['accommodations', 'invitation_notes', 'ats_interviews', 'webhook_subscriptions'])
    await run(sql`delete from ${sql.table(table)} where invitation_id = ${invitations}`)
  for (const table of ['git_credentials', 'git_repositories', 'notes'])
    await run(sql`delete from ${sql.table(table)} where attempt_id = ${attempts}`)
}
