import type { BulkKind } from '#contracts/api/board/bulk-actions.ts'
import { describeInstant } from '../../mails/describe-instant.ts'
import { outOfNight } from '../../mails/out-of-night.ts'

/** What decides whether something can be done to an invitation. */
export interface BulkSubject {
  expiresAt: Date
  scheduleBy: Date | null
  startedAt: Date | null
  revokedAt: Date | null
  declinedAt: Date | null
  /** Until then whoever invited can still take it back. */
  opensAt: Date | null
  appointmentAt: Date | null
  appointmentZone: string | null
  isPositionClosed: boolean
  /** The newest mail that asked the candidate to take part. */
  lastAskedAt: Date | null
  /** The next that waits to. */
  nextAskedAt: Date | null
  /** What is sent again: the newest mail that failed, else the invitation itself. */
  resendable: {
    mailId: string
    state: 'waiting' | 'sent' | 'dropped' | 'failed'
    endedAt: Date | null
  } | null
}

export interface Judged {
  kind: BulkKind
  takeBy: Date | null
  now: Date
  /** Of the organisation, for whoever has not named their own. */
  zone: string
}

export interface Problem {
  reason: string
  detail: string | null
}

export type Judgement = { problem: Problem } | { problem: null; note: string | null }

const dayMs = 24 * 3_600_000
const hourMs = 3_600_000

const refuse = (reason: string, detail: string | null = null): Judgement => ({ problem: { reason, detail } })
const allow = (note: string | null = null): Judgement => ({ problem: null, note })

/** Whether it can be done, by what is true at `now`: the dry run asks, and so does the doing, each for its own moment. */
export function judge(subject: BulkSubject, action: Judged): Judgement {
  if (subject.opensAt !== null && subject.opensAt > action.now)
    return refuse('Was invited a moment ago and can still be taken back.')
  if (subject.revokedAt !== null) return refuse('Was withdrawn.')
  switch (action.kind) {
    case 'extend':
      return judgeExtension(subject, action)
    case 'revoke':
      return judgeRevocation(subject, action)
    case 'resend':
      return judgeResending(subject, action)
    case 'remind':
      return judgeReminder(subject, action)
  }
}

function judgeExtension(subject: BulkSubject, { takeBy, now, zone }: Judged): Judgement {
  if (subject.startedAt !== null) return refuse('Has started already.')
  if (subject.declinedAt !== null)
    return refuse('Said "no, thank you".', 'Take it up again first, from its row.')
  if (subject.isPositionClosed) return refuse('The position is closed.')
  if (takeBy === null || takeBy <= now) return refuse('The new day has passed.')
  if (subject.expiresAt >= takeBy)
    return refuse('Is open as long already.', `Until ${describeInstant(subject.expiresAt, zone)}.`)
  const loses = scheduleByAfter(subject, now) === null && subject.scheduleBy !== null
  return allow(
    loses ? 'The day to pick a time by has passed; from now on they start whenever they like.' : null,
  )
}

/** A day to pick a time by that has passed would keep whoever is given more time from starting. */
export function scheduleByAfter({ scheduleBy }: Pick<BulkSubject, 'scheduleBy'>, now: Date): Date | null {
  return scheduleBy !== null && scheduleBy > now ? scheduleBy : null
}

function judgeRevocation(subject: BulkSubject, { now }: Judged): Judgement {
  if (subject.startedAt !== null) return refuse('Has started already.')
  if (subject.declinedAt !== null) return refuse('Said "no, thank you".', 'There is nothing to withdraw.')
  if (subject.expiresAt <= now) return refuse('Has run out.', 'There is nothing to withdraw.')
  const hasAppointment = subject.appointmentAt !== null && subject.appointmentAt > now
  return allow(hasAppointment ? 'An appointment is cancelled with it.' : null)
}

function judgeResending(subject: BulkSubject, { now, zone }: Judged): Judgement {
  const closed = notOpen(subject, now)
  if (closed !== null) return closed
  const mail = subject.resendable
  if (mail === null) return refuse('There is no mail to send again.', 'Make a new link from its row.')
  if (mail.state === 'waiting') return refuse('The mail is on its way already.')
  if (mail.endedAt !== null && mail.state === 'sent' && now.getTime() - mail.endedAt.getTime() < hourMs)
    return refuse('Was sent within the last hour.', `At ${describeInstant(mail.endedAt, zone)}.`)
  return allow(mail.state === 'failed' ? 'Was not delivered before; look at the address too.' : null)
}

function judgeReminder(subject: BulkSubject, action: Judged): Judgement {
  const { now, zone } = action
  if (subject.startedAt !== null) return refuse('Has started already.')
  const closed = notOpen(subject, now)
  if (closed !== null) return closed
  const dueAt = reminderDueAt(subject, action)
  const tooSoon = askedWithinADay(subject, { now, dueAt, zone })
  if (tooSoon !== null) return tooSoon
  const ahead = subject.appointmentAt !== null && subject.appointmentAt > now ? subject.appointmentAt : null
  if (dueAt >= (ahead ?? subject.expiresAt)) return refuse('It is night there until the time is over.')
  return allow(dueAt > now ? 'It is night there; the mail goes in the morning.' : null)
}

function askedWithinADay(
  { lastAskedAt: last, nextAskedAt: next }: BulkSubject,
  { now, dueAt, zone }: { now: Date; dueAt: Date; zone: string },
): Judgement | null {
  if (last !== null && now.getTime() - last.getTime() < dayMs)
    return refuse('Was written to within the last day.', `At ${describeInstant(last, zone)}.`)
  if (next !== null && next.getTime() - dueAt.getTime() < dayMs)
    return refuse('Is written to by itself within a day.', `At ${describeInstant(next, zone)}.`)
  return null
}

/** Never at night where the candidate is. */
export const reminderDueAt = (subject: Pick<BulkSubject, 'appointmentZone'>, { now, zone }: Judged): Date =>
  outOfNight(now, subject.appointmentZone ?? zone)

function notOpen(subject: BulkSubject, now: Date): Judgement | null {
  if (subject.declinedAt !== null)
    return refuse('Said "no, thank you".', 'Take it up again first, from its row.')
  if (subject.startedAt !== null) return null
  if (subject.expiresAt <= now) return refuse('Has run out.', 'Give it a later day first.')
  return subject.isPositionClosed ? refuse('The position is closed.') : null
}

/** What an action changes or ends, as text to compare; null where it does not matter who was there before. */
export function seenOf(subject: BulkSubject, kind: BulkKind): string | null {
  if (kind === 'resend' || kind === 'remind') return null
  const { expiresAt, scheduleBy, appointmentAt } = subject
  return [expiresAt, scheduleBy, appointmentAt].map((date) => date?.toISOString() ?? '').join(' ')
}
