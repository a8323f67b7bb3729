import type { Reader, Tx } from '../../db/connect.ts'
import type { ImportRowRecord } from './store.ts'

interface Confirmation {
  round: number
  by: string
  now: Date
  mailsDueAt: Date
}

export async function writeConfirmed(tx: Tx, importId: string, confirmed: Confirmation): Promise<void> {
  await tx
    .updateTable('invitation_imports')
    .set({
      round: confirmed.round,
      confirmed_at: confirmed.now,
      confirmed_by: confirmed.by,
      mails_due_at: confirmed.mailsDueAt,
      finished_at: null,
    })
    .where('id', '=', importId)
    .execute()
  // Whoever was skipped before is tried again.
  await tx
    .updateTable('invitation_import_rows')
    .set({ outcome: null, outcome_reason: null })
    .where('import_id', '=', importId)
    .where('ticked', '=', true)
    .where('outcome', '=', 'skipped')
    .execute()
}

export async function writeFinished(tx: Tx, importId: string, now: Date): Promise<void> {
  await tx.updateTable('invitation_imports').set({ finished_at: now }).where('id', '=', importId).execute()
}

/** Back to a draft: what the last confirmation did is forgotten, what earlier ones did stays. */
export async function writeUndone(tx: Tx, importId: string, round: number): Promise<void> {
  await tx
    .updateTable('invitation_imports')
    .set({ confirmed_at: null, mails_due_at: null, finished_at: null })
    .where('id', '=', importId)
    .execute()
  await tx
    .updateTable('invitation_import_rows')
    .set({ outcome: null, outcome_reason: null, invitation_id: null, round: null })
    .where('import_id', '=', importId)
    .where('round', '=', round)
    .execute()
}

/** Lists that were confirmed and not made to their end. */
export async function listUnfinished(db: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom('invitation_imports')
    .select('id')
    .where('confirmed_at', 'is not', null)
    .where('finished_at', 'is', null)
    .orderBy('confirmed_at')
    .execute()
  return rows.map(({ id }) => id)
}

/** Those ticked of whom nothing has become yet; the caller holds the lock of the list. */
export async function listToMake(tx: Tx, importId: string, limit: number): Promise<ImportRowRecord[]> {
  return tx
    .selectFrom('invitation_import_rows')
    .selectAll()
    .where('import_id', '=', importId)
    .where('ticked', '=', true)
    .where('outcome', 'is', null)
    .orderBy('row_number')
    .limit(limit)
    .execute()
}

export type RowOutcome = { invitationId: string } | { reason: string }

export async function writeOutcome(
  tx: Tx,
  { round, ...row }: Pick<ImportRowRecord, 'import_id' | 'row_number'> & { round: number },
  outcome: RowOutcome,
): Promise<void> {
  const written =
    'reason' in outcome
      ? { outcome: 'skipped' as const, outcome_reason: outcome.reason }
      : { outcome: 'invited' as const, outcome_reason: null, invitation_id: outcome.invitationId }
  await tx
    .updateTable('invitation_import_rows')
    .set({ ...written, round })
    .where('import_id', '=', row.import_id)
    .where('row_number', '=', row.row_number)
    .execute()
}

/** Whether an address was invited for a position since a moment, by whomever. */
export async function isInvitedSince(
  tx: Tx,
  { addressKey, positionId, since }: { addressKey: string; positionId: string; since: Date },
): Promise<boolean> {
  const row = await tx
    .selectFrom('invitations')
    .innerJoin('candidates', 'candidates.id', 'invitations.candidate_id')
    .select('invitations.id')
    .where('candidates.email', '=', addressKey)
    .where('position_id', '=', positionId)
    .where('practice_of', 'is', null)
    .where('invitations.created_at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function listInvitationsOfRound(tx: Tx, importId: string, round: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('invitation_import_rows')
    .innerJoin('invitations', 'invitations.id', 'invitation_import_rows.invitation_id')
    .select('invitations.id')
    .where('import_id', '=', importId)
    .where('round', '=', round)
    .forUpdate('invitations')
    .execute()
  return rows.map(({ id }) => id)
}

/** Takes invitations away that no candidate has heard of, with people who are known by nothing else. Their mails go with them. */
export async function deleteUnheardOf(tx: Tx, invitationIds: readonly string[]): Promise<void> {
  if (invitationIds.length === 0) return
  const deleted = await tx
    .deleteFrom('invitations')
    .where('id', 'in', [...invitationIds])
    .returning('candidate_id')
    .execute()
  const candidateIds = [...new Set(deleted.map(({ candidate_id }) => candidate_id))]
  if (candidateIds.length === 0) return
  await tx
    .deleteFrom('candidates')
    .where('id', 'in', candidateIds)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('invitations')
            .select('invitations.id')
            .whereRef('invitations.candidate_id', '=', 'candidates.id'),
        ),
      ),
    )
    .execute()
}
