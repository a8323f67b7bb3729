import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

/** A practice ends where its exercise begins: beside that, it would be a second place to run things, outside the clock. */
export async function closePractice(tx: Tx, invitationId: string, now: Date): Promise<void> {
  await sql`
    update attempts
    set base_duration_ms =
      least(base_duration_ms, greatest(1, floor(extract(epoch from (${now}::timestamptz - started_at)) * 1000)))
    where invitation_id in (select id from invitations where practice_of = ${invitationId})`.execute(tx)
}
