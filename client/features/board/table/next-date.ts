import type { ZonedInstant } from '../../../lib/clock/server-wall-time.ts'
import type { BoardRow } from '#contracts/api/board/board.ts'

export interface NextDate {
  label: string
  at: string
  /** The zone it was agreed in, where that matters. */
  zone?: string
  /** Its wall time there by the server's rules. */
  agreed?: ZonedInstant
  /** A promise of ours, which can be missed. */
  promised: boolean
}

/** The one date that matters next for an invitation. */
export function nextDate(row: BoardRow): NextDate {
  if (row.state === 'expired') return { label: 'Expired', at: row.stateSince, promised: false }
  if (row.state === 'declined') return { label: 'Declined', at: row.stateSince, promised: false }
  if (row.state === 'revoked') return { label: 'Withdrawn', at: row.stateSince, promised: false }
  if (row.submittedAt !== null) return afterSubmission(row, row.submittedAt)
  if (row.deadline !== null) return { label: 'Time ends', at: row.deadline, promised: false }
  if (row.appointment === null) return { label: 'Closes', at: row.expiresAt, promised: false }
  const { startsAt, zone } = row.appointment
  return { label: 'Appointment', at: startsAt, zone, agreed: row.appointment, promised: false }
}

function afterSubmission(row: BoardRow, submittedAt: string): NextDate {
  if (row.answeredAt !== null) return { label: 'Answered', at: row.answeredAt, promised: false }
  return row.answerDueAt === null
    ? { label: 'Handed in', at: submittedAt, promised: false }
    : { label: 'Answer due', at: row.answerDueAt, promised: true }
}
