import type { BoardRow } from '#contracts/api/board/board.ts'
import type { AtsKind } from '#contracts/api/integrations/ats.ts'
import type { WebhookEvent } from '#contracts/api/integrations/webhooks.ts'
import type { OutboundRequest } from '../webhooks/outbound/send-request.ts'

/** What an interview of a recruiting system is told with. */
export interface InterviewUpdate {
  interviewId: string
  /** Where this one is told; null where its system has one address for all. */
  callbackUrl: string | null
  /** The address of the connection; null where each interview has its own. */
  url: string | null
  key: string
  row: BoardRow
  /** The page of the invitation, for people who sign in here. */
  page: string
  now: Date
}

/** How one recruiting system is told. What it asks stands in its own router, since each has its own form of requests and errors. */
export interface AtsConnector {
  kind: AtsKind
  /** After which the system may have to be told. */
  events: readonly WebhookEvent[]
  /** Null where there is nothing to say yet. */
  update(interview: InterviewUpdate): OutboundRequest | null
  /** Statuses after which it is no use to try again. */
  isFinal(status: number): boolean
}

/** Everything that a system may show of an invitation: no number by which candidates could be ranked. */
export function shownOf(row: BoardRow): Record<string, string | null> {
  return {
    Exercise: row.exercise?.title ?? null,
    'Started at': row.startedAt,
    'Submitted at': row.submittedAt,
    Reviews: `${row.reviewsDone} of ${row.reviewsNeeded}`,
    'Answer promised by': row.answerDueAt,
  }
}

/** Everything that is to be known is known: both reviews are in, or the candidate has the answer. */
export const isComplete = (row: BoardRow) => row.state === 'reviewed' || row.state === 'answered'

/** HTTP Basic with the key as user name and no password. */
export const basicAuth = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`

export function keyOfBasicAuth(authorization: string | undefined): string | null {
  const encoded = /^basic +([\w+/=-]+)$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return null
  const [name = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return name === '' ? null : name
}
