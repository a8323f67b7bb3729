import type { Accommodation } from '#contracts/api/appointments.ts'
import type { Reader } from '../../db/connect.ts'
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
