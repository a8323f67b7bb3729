import type { AtsKind } from '#contracts/api/integrations/ats.ts'
import type { Reader, Tx } from '../db/connect.ts'

export async function insertConnection(
  tx: Tx,
  connection: { endpointId: string; kind: AtsKind; keyHash: string },
): Promise<void> {
  const { endpointId, kind, keyHash } = connection
  await tx
    .insertInto('ats_connections')
    .values({ endpoint_id: endpointId, kind, key_hash: keyHash })
    .execute()
}

/** Who is let in by a key; null where nobody is. */
export async function findConnection(db: Reader, kind: AtsKind, keyHash: string) {
  const row = await db
    .selectFrom('ats_connections')
    .innerJoin('webhook_endpoints', 'webhook_endpoints.id', 'endpoint_id')
    .select(['endpoint_id as id', 'created_by as madeBy'])
    .where('ats_connections.kind', '=', kind)
    .where('key_hash', '=', keyHash)
    .executeTakeFirst()
  return row ?? null
}

/** Open positions with what can be asked for them. */
export async function listOffered(db: Reader) {
  return db
    .selectFrom('positions')
    .select(['id', 'title', 'summary', 'exercise_ids'])
    .where('closed_at', 'is', null)
    .orderBy('title')
    .orderBy('id')
    .execute()
}

/** The same request at once waits for the first: it holds the lock of its connection's row. */
export async function lockConnection(tx: Tx, endpointId: string): Promise<void> {
  await tx
    .selectFrom('ats_connections')
    .select('endpoint_id')
    .where('endpoint_id', '=', endpointId)
    .forUpdate()
    .execute()
}

export async function findInterviewByRef(db: Reader, of: { endpointId: string; externalRef: string }) {
  const row = await db
    .selectFrom('ats_interviews')
    .select(['id', 'invitation_id'])
    .where('endpoint_id', '=', of.endpointId)
    .where('external_ref', '=', of.externalRef)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

export async function findInterview(db: Reader, of: { endpointId: string; interviewId: string }) {
  const row = await db
    .selectFrom('ats_interviews')
    .select(['id', 'invitation_id', 'cancelled_at'])
    .where('endpoint_id', '=', of.endpointId)
    .where('id', '=', of.interviewId)
    .executeTakeFirst()
  return row ?? null
}

/** The interview that an invitation belongs to, for telling its system. */
export async function findInterviewOf(db: Reader, of: { endpointId: string; invitationId: string }) {
  const row = await db
    .selectFrom('ats_interviews')
    .select(['id', 'callback_url', 'cancelled_at'])
    .where('endpoint_id', '=', of.endpointId)
    .where('invitation_id', '=', of.invitationId)
    .executeTakeFirst()
  return row ?? null
}

interface NewInterview {
  endpointId: string
  externalRef: string
  invitationId: string
  callbackUrl: string | null
  now: Date
}

export async function insertInterview(tx: Tx, interview: NewInterview): Promise<string> {
  const { id } = await tx
    .insertInto('ats_interviews')
    .values({
      endpoint_id: interview.endpointId,
      external_ref: interview.externalRef,
      invitation_id: interview.invitationId,
      callback_url: interview.callbackUrl,
      created_at: interview.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function writeCancelled(db: Reader, interviewId: string, now: Date): Promise<void> {
  await db
    .updateTable('ats_interviews')
    .set({ cancelled_at: now })
    .where('id', '=', interviewId)
    .where('cancelled_at', 'is', null)
    .execute()
}
