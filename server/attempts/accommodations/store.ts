import type { Accommodation, AccommodationKind } from '#contracts/api/invitations/appointments.ts'
import type { Reader, Tx } from '../../db/connect.ts'
import { AppError } from '../../http/app-error.ts'

export type AccommodationRow = Awaited<ReturnType<typeof listAccommodations>>[number]

const columns = [
  'id',
  'invitation_id',
  'kind',
  'words',
  'asked_at',
  'granted',
  'answer',
  'answered_at',
] as const

/** Newest first. */
export async function listAccommodations(db: Reader, invitationId: string) {
  return db
    .selectFrom('accommodations')
    .select(columns)
    .where('invitation_id', '=', invitationId)
    .orderBy('asked_at', 'desc')
    .execute()
}

/** Throws `not_found`. */
export async function getAccommodation(
  db: Reader,
  of: { id: string; invitationId: string },
): Promise<AccommodationRow> {
  return db
    .selectFrom('accommodations')
    .select(columns)
    .where('id', '=', of.id)
    .where('invitation_id', '=', of.invitationId)
    .executeTakeFirstOrThrow(() => new AppError('not_found'))
}

/** Null where an earlier request waits for its answer. */
export async function insertAccommodation(
  tx: Tx,
  asked: { invitationId: string; kind: AccommodationKind; words: string; now: Date },
): Promise<string | null> {
  const row = await tx
    .insertInto('accommodations')
    .values({ invitation_id: asked.invitationId, kind: asked.kind, words: asked.words, asked_at: asked.now })
    .onConflict((conflict) => conflict.column('invitation_id').where('answered_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export async function writeAnswer(
  tx: Tx,
  answer: { id: string; granted: boolean; words: string; by: string; now: Date },
): Promise<void> {
  const { granted, words, by, now } = answer
  await tx
    .updateTable('accommodations')
    .set({ granted, answer: words, answered_at: now, answered_by: by })
    .where('id', '=', answer.id)
    .execute()
}

export function presentAccommodation(row: AccommodationRow): Accommodation {
  const { granted, answer, answered_at: answeredAt } = row
  const isAnswered = granted !== null && answer !== null && answeredAt !== null
  return {
    id: row.id,
    kind: row.kind,
    words: row.words,
    askedAt: row.asked_at.toISOString(),
    answer: isAnswered ? { granted, words: answer, answeredAt: answeredAt.toISOString() } : null,
  }
}
