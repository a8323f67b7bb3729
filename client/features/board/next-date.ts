import type { BoardRow } from '#contracts/api/invitations.ts'

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
  switch (row.state) {
    case 'scheduled':
      return row.appointment === null
        ? opened(row)
        : { label: 'Appointment', at: row.appointment.startsAt, zone: row.appointment.zone, promised: false }
    case 'in_progress':
      return row.deadline === null ? opened(row) : { label: 'Time ends', at: row.deadline, promised: false }
    case 'submitted':
    case 'in_review':
    case 'reviewed':
      return row.answerDueAt === null
        ? { label: 'Handed in', at: row.stateSince, promised: false }
        : { label: 'Answer due', at: row.answerDueAt, promised: true }
    case 'expired':
    case 'revoked':
      return { label: row.state === 'expired' ? 'Expired' : 'Withdrawn', at: row.stateSince, promised: false }
    case 'sent':
    case 'opened':
      return opened(row)
  }
}

function opened(row: BoardRow): NextDate {
  return { label: 'Open until', at: row.expiresAt, promised: false }
}
