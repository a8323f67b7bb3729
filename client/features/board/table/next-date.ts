import type { BoardRow } from '#contracts/api/board.ts'

export interface NextDate {
  label: string
  at: string
  /** The zone it was agreed in, where that matters. */
  zone?: string
  /** A promise of ours, which can be missed. */
  promised: boolean
}

/** The one date that matters next for an invitation. */
export function nextDate(row: BoardRow): NextDate {
  if (row.state === 'expired') return { label: 'Expired', at: row.stateSince, promised: false }
  if (row.state === 'revoked') return { label: 'Withdrawn', at: row.stateSince, promised: false }
  if (row.submittedAt !== null) return afterSubmission(row, row.submittedAt)
  if (row.deadline !== null) return { label: 'Time ends', at: row.deadline, promised: false }
  if (row.appointment === null) return { label: 'Closes', at: row.expiresAt, promised: false }
  return { label: 'Appointment', at: row.appointment.startsAt, zone: row.appointment.zone, promised: false }
}

function afterSubmission(row: BoardRow, submittedAt: string): NextDate {
  if (row.answeredAt !== null) return { label: 'Answered', at: row.answeredAt, promised: false }
  return row.answerDueAt === null
    ? { label: 'Handed in', at: submittedAt, promised: false }
    : { label: 'Answer due', at: row.answerDueAt, promised: true }
}
