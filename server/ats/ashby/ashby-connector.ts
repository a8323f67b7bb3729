import type { BoardRow, InvitationState } from '#contracts/api/board/board.ts'
import { basicAuth, isComplete, shownOf, type AtsConnector } from '../ats-connector.ts'

const statusWords: Record<InvitationState, string> = {
  sent: 'Invited',
  opened: 'Invitation opened',
  scheduled: 'Scheduled',
  in_progress: 'In progress',
  submitted: 'Submitted',
  in_review: 'In review',
  reviewed: 'Reviewed',
  answered: 'Answered',
  expired: 'Expired',
  declined: 'Declined',
  revoked: 'Withdrawn',
}

/** A value in the form that Ashby shows. */
const shown = (identifier: string, label: string, value: string) => ({
  identifier,
  value,
  type: value.startsWith('https://') || value.startsWith('http://') ? 'url' : 'string',
  label,
  description: label,
})

const cancelledBecause: Partial<Record<InvitationState, string>> = {
  expired: 'The invitation ran out without a start.',
  declined: 'The candidate does not want to take part.',
  revoked: 'The invitation was withdrawn in Fairtime.',
}

/** Is told of every step, with the moment in milliseconds, so that what arrives late does not count. */
export const ashby: AtsConnector = {
  kind: 'ashby',
  events: [
    'invitation.scheduled',
    'invitation.started',
    'invitation.submitted',
    'invitation.graded',
    'invitation.reviewed',
    'invitation.answered',
    'invitation.declined',
    'invitation.revoked',
    'invitation.expired',
  ],
  update({ interviewId, url, key, row, page, now }) {
    if (url === null) return null
    return {
      method: 'POST',
      url,
      headers: { authorization: basicAuth(key), 'content-type': 'application/json' },
      body: JSON.stringify({
        assessment_id: interviewId,
        timestamp: now.getTime(),
        assessment_status: shown('status', 'Status', statusWords[row.state]),
        assessment_profile_url: shown('profile_url', 'In Fairtime', page),
        ...(isComplete(row) && { assessment_result: shown('result', 'Result', 'Reviewed') }),
        ...reasonOf(row),
        metadata: metadataOf(row),
      }),
    }
  },
  isFinal: (status) => status === 404 || status === 410,
}

const reasonOf = ({ state }: BoardRow) => {
  const reason = cancelledBecause[state]
  return reason === undefined
    ? {}
    : { cancelled_reason: shown('cancelled_reason', 'Cancelled because', reason) }
}

const metadataOf = (row: BoardRow) =>
  Object.entries(shownOf(row)).flatMap(([label, value]) =>
    value === null ? [] : [shown(label.toLowerCase().replaceAll(' ', '_'), label, value)],
  )
