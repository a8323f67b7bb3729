import type { Reader, Tx } from '../db/connect.ts'

/** Positions that are open for invitations. */
export async function listOpenPositions(db: Reader) {
  return db
    .selectFrom('positions')
    .select(['id', 'title', 'summary', 'exercise_ids'])
    .where('closed_at', 'is', null)
    .orderBy('title')
    .orderBy('id')
    .execute()
}

interface IdempotentCall {
  keyId: string
  idempotencyKey: string
  bodySha256: string
  now: Date
}

/** The call of before, or null where this is the first: whoever sends the same at once waits until the first has ended. */
export async function findOrBeginCall(tx: Tx, call: IdempotentCall) {
  const { keyId, idempotencyKey } = call
  const begun = await tx
    .insertInto('idempotent_calls')
    .values({
      key_id: keyId,
      idempotency_key: idempotencyKey,
      body_sha256: call.bodySha256,
      created_at: call.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key_id')
    .executeTakeFirst()
  if (begun !== undefined) return null
  return tx
    .selectFrom('idempotent_calls')
    .select(['body_sha256', 'invitation_id', 'created_at'])
    .where('key_id', '=', keyId)
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirstOrThrow()
}

export async function endCall(
  tx: Tx,
  { keyId, idempotencyKey, invitationId }: { keyId: string; idempotencyKey: string; invitationId: string },
): Promise<void> {
  await tx
    .updateTable('idempotent_calls')
    .set({ invitation_id: invitationId })
    .where('key_id', '=', keyId)
    .where('idempotency_key', '=', idempotencyKey)
    .execute()
}

export async function forgetCallsBefore(tx: Tx, at: Date): Promise<void> {
  await tx.deleteFrom('idempotent_calls').where('created_at', '<', at).execute()
}
