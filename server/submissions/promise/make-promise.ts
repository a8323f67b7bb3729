import type { PromiseBasis } from '#contracts/api/answers.ts'
import type { AttemptRow } from '../../attempts/store.ts'
import type { UnitOfWork } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { momentOfShare } from '../../positions/calendars/business-time.ts'
import { readAnswerTerms, type StoredCalendar } from '../../positions/calendars/calendar-store.ts'
import { dueAt, localDateOf } from '../../positions/calendars/due-at.ts'
import { insertPromise } from './promise-store.ts'

/** At these parts of the working time between promise and due date, recruiters are told; the end is the breach. */
const toldAtShares = { half: 0.5, nearly: 0.8 }

/** When somebody is told on the way to a due date. */
export function momentsUntil(span: { from: Date; until: Date }, calendar: StoredCalendar) {
  return {
    half_used_at: momentOfShare(span, toldAtShares.half, calendar),
    nearly_due_at: momentOfShare(span, toldAtShares.nearly, calendar),
  }
}

export function basisOf(
  calendar: StoredCalendar,
  { from, until, workingDays }: { from: Date; until: Date; workingDays: number | null },
): PromiseBasis {
  const [first, last] = [from, until].map((at) => localDateOf(at, calendar.zone).toString())
  const isOnTheWay = (date: string) =>
    first !== undefined && last !== undefined && date >= first && date <= last
  return {
    calendar: calendar.name,
    zone: calendar.zone,
    closesAt: calendar.closesAt,
    workingDays,
    holidays: calendar.holidays.filter(({ date }) => isOnTheWay(date)),
  }
}

/**
 * Promises an answer for what was handed in just now. The dates and what they were counted by are stored, so that a calendar that is
 * edited later moves nothing.
 */
export async function makePromise(
  scope: UnitOfWork,
  attempt: Pick<AttemptRow, 'id' | 'position_id'>,
  made: { submittedAt: Date; now: Date },
): Promise<Date> {
  const { deps, tx } = scope
  const { organisationZone } = deps.config
  const { calendar, workingDays } = await readAnswerTerms(tx, attempt.position_id, organisationZone)
  const span = { from: made.submittedAt, until: dueAt(made.submittedAt, calendar, workingDays) }
  const basis = basisOf(calendar, { ...span, workingDays })
  await insertPromise(tx, {
    attempt_id: attempt.id,
    seq: 0,
    made_at: made.now,
    made_by: null,
    due_at: span.until,
    ...momentsUntil(span, calendar),
    basis: JSON.stringify(basis),
    reason: null,
  })
  await recordFact(scope, {
    name: 'answer-promised',
    at: made.now,
    actor: 'platform',
    subjectId: attempt.id,
    detail: { dueAt: span.until.toISOString(), basis },
  })
  return span.until
}
