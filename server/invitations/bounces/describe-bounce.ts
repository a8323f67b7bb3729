import type { BounceOutcome } from '#contracts/api/integrations/inbound-mail.ts'
import type { ReportedRecipient } from './read-bounce.ts'

/** What became of a mail: the status is the final word, and the action stands in where there is none. */
export function outcomeOf({ action, status }: ReportedRecipient): BounceOutcome | null {
  if (status.startsWith('5') || (status === '' && action === 'failed')) return 'failed'
  // A server that gives up after many tries reports the status of the last one: 4, and "failed".
  if (status.startsWith('4')) return action === 'failed' ? 'failed' : 'delayed'
  if (action === 'delayed') return 'delayed'
  return status.startsWith('2') || action === 'delivered' ? 'delivered' : null
}

const reasons: readonly [RegExp, string][] = [
  [/^[45]\.1\.[1236]$/, 'there is no such address'],
  [/^[45]\.1\.10$/, 'there is no such address, or its domain takes no mail'],
  [/^[45]\.2\.1/, 'that mailbox is disabled'],
  [/^[45]\.2\.2/, 'that mailbox is full'],
  [/^[45]\.4/, 'the mail server there could not be reached'],
  [/^[45]\.7/, 'the mail server there refused it by its rules'],
]

const next: Record<Exclude<BounceOutcome, 'delivered'>, string> = {
  failed:
    'Ask the candidate for an address that works and invite that one, or make a new link and send it by other means.',
  delayed: 'It may still arrive. If it is urgent, make a new link and send it by other means.',
}

const longestDiagnostic = 300

/** In words for a recruiter: what happened, what to do next, and what the mail server said. */
export function describeBounce(
  outcome: Exclude<BounceOutcome, 'delivered'>,
  { status, diagnostic }: ReportedRecipient,
): string {
  const reason =
    reasons.find(([pattern]) => pattern.test(status))?.[1] ?? 'a mail server further on did not take it'
  const what = outcome === 'failed' ? 'It came back undelivered' : 'It is delayed on its way'
  const said = diagnostic === null ? status : oneLine(diagnostic)
  return `${what}: ${reason}. ${next[outcome]}${said === '' ? '' : ` (${said})`}`
}

/** A stranger wrote it: no line breaks, nothing that turns the direction of writing, and not without end. */
const oneLine = (text: string) =>
  text
    .replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, longestDiagnostic)
    .toWellFormed()
