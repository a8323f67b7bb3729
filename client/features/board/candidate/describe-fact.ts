import type { TimelineEntry } from '#contracts/api/board/candidate-timeline.ts'
import type { FactName, facts } from '#contracts/facts.ts'
import { formatDuration, formatInstant } from '../../../lib/clock/times.ts'

type SubjectOf<N extends FactName> = (typeof facts)[N]['subject']
/** Every fact of an invitation or its attempt: one that is added without words does not pass the types. */
type ToldName = { [N in FactName]: SubjectOf<N> extends 'invitation' | 'attempt' ? N : never }[FactName]

const labels: Record<ToldName | 'review-submitted', string> = {
  'invitation-created': 'Invited',
  'invitation-link-renewed': 'A new link was made; the earlier ones ended',
  'note-written': 'A note was written',
  'note-edited': 'A note was changed',
  'note-deleted': 'A note was deleted',
  'invitation-reminded': 'A reminder was asked for',
  'invitation-revoked': 'The invitation was withdrawn',
  'invitation-declined': 'Said “no, thank you”',
  'invitation-reopened': 'It was taken up again after a “no, thank you”',
  'invitation-extended': 'Other dates were set',
  'invitation-expired': 'The invitation ran out without a start',
  'calendar-entry-renewed': 'The calendar entry was sent anew',
  'candidate-signed-in': 'Opened the invitation',
  'appointment-set': 'An appointment was set',
  'exercise-chosen': 'The exercise was chosen',
  'appointment-dropped': 'The appointment was given up',
  'extra-time-set': 'Extra time was set',
  'accommodation-asked': 'Asked for more time',
  'accommodation-answered': 'The question about more time was answered',
  'mail-read': 'A mail was read in the outbox',
  'mail-sent-again': 'A mail was sent again',
  'candidate-viewed': 'This page was looked at',
  'mails-viewed': 'The mails were looked at',
  'mail-bounced': 'A mail server told what became of a mail',
  'data-exported': 'All data of the candidate were exported',
  'attempt-started': 'Started',
  'credit-given': 'Time was given back',
  'credit-undone': 'Time that was given back was taken back',
  'attempt-submitted': 'Submitted',
  'submission-graded': 'The hidden checks have run',
  'answer-promised': 'An answer was promised',
  'promise-half-used': 'Half of the time for the answer was used',
  'promise-nearly-due': 'The answer was nearly due',
  'promise-broken': 'The promised date passed without an answer',
  'answer-date-told': 'The candidate was told a new date',
  'answer-marked': 'The answer was given',
  'answer-unmarked': 'It was noted that the answer is still to come',
  'run-given-up': 'A run failed through a fault of ours',
  'review-submitted': 'A review was submitted',
}

/** A fact that has no words yet is shown by its name: nothing is left out. */
export function describeFact({ action, detail }: TimelineEntry): { title: string; more: string | null } {
  const known: Partial<Record<string, string>> = labels
  return { title: known[action] ?? action.replaceAll('-', ' '), more: moreOf(action, detail) }
}

type Detail = TimelineEntry['detail']

/** What is told besides the title, of those facts whose detail says something to a recruiter. */
const details: Partial<Record<FactName, (detail: Detail) => string | null>> = {
  'credit-given': describeCredit,
  'credit-undone': describeCredit,
  'extra-time-set': ({ factor = 1 }) => `× ${Number(factor.toFixed(2))}`,
  'attempt-submitted': ({ by }) => (by === 'deadline' ? 'by the clock, at the deadline' : null),
  'attempt-started': ({ early }) => (early === true ? 'before the appointment' : null),
  'accommodation-answered': ({ granted }) => (granted === true ? 'granted' : 'not granted'),
  'answer-promised': ({ dueAt }) => (dueAt === undefined ? null : `by ${formatInstant(new Date(dueAt))}`),
  'exercise-chosen': ({ after }) => (typeof after === 'string' ? after : null),
  'appointment-set': describeNewDate,
  'answer-date-told': describeNewDate,
}

function describeCredit({ amountMs = 0, reason }: Detail): string {
  return `${formatDuration(amountMs)}${reason === undefined ? '' : `: ${reason}`}`
}

function describeNewDate({ after, zone }: Detail): string | null {
  if (typeof after !== 'string') return null
  const at = formatInstant(new Date(after), zone)
  return zone === undefined ? at : `${at} (${zone})`
}

function moreOf(action: string, detail: Detail): string | null {
  const known: Partial<Record<string, (detail: Detail) => string | null>> = details
  return known[action]?.(detail) ?? null
}

export function describeActor({ kind, name }: TimelineEntry['by']): string {
  if (kind === 'staff') return name ?? 'somebody who is no longer here'
  if (kind === 'key') return `${name ?? 'a program'}, by its API key`
  return { candidate: 'the candidate', platform: 'Fairtime', reviewer: 'a reviewer' }[kind]
}
