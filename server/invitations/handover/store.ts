import { sql } from 'kysely'
import type { Reader, Tx } from '../../db/connect.ts'

/** Who looks after an invitation now: whom it was handed to last, otherwise who invited. */
export const recruiterOf = sql<string | null>`coalesce((
  select handover.staff_id from invitation_handovers as handover
  where handover.invitation_id = invitations.id order by handover.id desc limit 1
), invitations.created_by)`

/** Neither withdrawn nor declined nor run out: somebody may still write, or wait for an answer. */
const openOf = (db: Reader, { staffId, now }: { staffId: string; now: Date }) =>
  db
    .selectFrom('invitations')
    .where(recruiterOf, '=', staffId)
    .where('invitations.practice_of', 'is', null)
    .where('invitations.revoked_at', 'is', null)
    .where('invitations.declined_at', 'is', null)
    .where((eb) =>
      eb.or([eb('invitations.started_at', 'is not', null), eb('invitations.expires_at', '>', now)]),
    )

/** Of what somebody looks after: how much is open by position. */
export async function listOpenInvitations(db: Reader, of: { staffId: string; now: Date }) {
  return openOf(db, of)
    .innerJoin('positions', 'positions.id', 'invitations.position_id')
    .select((eb) => ['positions.id', 'positions.title', eb.fn.countAll<number>().as('count')])
    .groupBy(['positions.id', 'positions.title'])
    .orderBy('positions.title')
    .execute()
}

/** Answers how many changed hands. */
export async function handOverInvitations(
  tx: Tx,
  { fromId, toId, now }: { fromId: string; toId: string; now: Date },
): Promise<number> {
  const open = await openOf(tx, { staffId: fromId, now })
    .select('invitations.id as invitation_id')
    .forUpdate('invitations')
    .execute()
  const rows = open.map((row) => ({ ...row, staff_id: toId, handed_at: now }))
  // The driver knows at most 65,535 parameters a statement.
  for (let at = 0; at < rows.length; at += 10_000)
    await tx
      .insertInto('invitation_handovers')
      .values(rows.slice(at, at + 10_000))
      .execute()
  return rows.length
}
