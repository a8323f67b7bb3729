import { Temporal } from 'temporal-polyfill'
import { answerLimits } from '#contracts/api/answers.ts'
import { findAttemptOf, lockAttempt, type AttemptRow } from '../../attempts/store.ts'
import type { Tx } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError, fieldError } from '../../http/app-error.ts'
import { readAnswerTerms } from '../../positions/calendars/calendar-store.ts'
import { closeOfBusiness } from '../../positions/calendars/due-at.ts'
import { basisOf, momentsUntil } from './make-promise.ts'
import { deleteAnswer, findAnsweredAt, insertPromise, listPromises, writeAnswer } from './promise-store.ts'

interface Change {
  invitationId: string
  by: string
  now: Date
}

/** Two computers' clocks differ a little, and a field of a page knows no seconds. */
const clockSlackMs = 60_000

/** Notes that the candidate has their answer. Doing it again corrects the date. */
export async function markAnswered(deps: Deps, change: Change & { answeredAt: Date | null }): Promise<void> {
  const answeredAt = change.answeredAt ?? change.now
  if (answeredAt.getTime() > change.now.getTime() + clockSlackMs)
    throw fieldError('body.answeredAt', 'This is still to come: note an answer once the candidate has it')
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const attempt = await lockSubmitted(tx, change.invitationId)
    if (answeredAt.getTime() < attempt.submitted_at.getTime() - clockSlackMs)
      throw fieldError('body.answeredAt', 'This is before the work was handed in')
    await writeAnswer(tx, { ...change, attemptId: attempt.id, answeredAt })
    const detail = { answeredAt: answeredAt.toISOString() }
    await recordFact({ deps, tx, afterCommit }, { ...saidOf(attempt, change), name: 'answer-marked', detail })
  })
}

/** The promise counts again, and what was not told yet is told. Without an answer nothing happens. */
export async function unmarkAnswered(deps: Deps, change: Change): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const attempt = await lockSubmitted(tx, change.invitationId)
    const was = await findAnsweredAt(tx, attempt.id)
    if (was === null) return
    await deleteAnswer(tx, attempt.id)
    const detail = { answeredAt: was.toISOString() }
    await recordFact(
      { deps, tx, afterCommit },
      { ...saidOf(attempt, change), name: 'answer-unmarked', detail },
    )
  })
}

/** A new date for the answer, told to the candidate with the reason. It is a promise of its own, and can be broken like the first. */
export async function tellNewAnswerDate(
  deps: Deps,
  change: Change & { date: string; reason: string },
): Promise<{ dueAt: string }> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const attempt = await lockSubmitted(tx, change.invitationId)
    if ((await findAnsweredAt(tx, attempt.id)) !== null)
      throw new AppError('conflict', {
        message: 'The candidate is noted to have their answer.',
        next: 'Take that back first, if it is not so.',
      })
    const [current] = await listPromises(tx, attempt.id)
    if (current === undefined) throw new AppError('not_found')
    const { calendar } = await readAnswerTerms(tx, attempt.position_id, deps.config.organisationZone)
    const until = closeOn(change, calendar)
    if (until.getTime() === current.due_at.getTime())
      throw fieldError('body.date', 'This is what the candidate was told already')
    const span = { from: change.now, until }
    await insertPromise(tx, {
      attempt_id: attempt.id,
      seq: current.seq + 1,
      made_at: change.now,
      made_by: change.by,
      due_at: until,
      ...momentsUntil(span, calendar),
      basis: JSON.stringify(basisOf(calendar, { ...span, workingDays: null })),
      reason: change.reason,
    })
    const detail = { before: current.due_at.toISOString(), after: until.toISOString(), seq: current.seq + 1 }
    await recordFact(
      { deps, tx, afterCommit },
      { ...saidOf(attempt, change), name: 'answer-date-told', detail },
    )
    return { dueAt: until.toISOString() }
  })
}

type Calendar = Awaited<ReturnType<typeof readAnswerTerms>>['calendar']

function closeOn({ date, now }: { date: string; now: Date }, calendar: Calendar): Date {
  const until = closeOfBusiness(date, calendar)
  if (until === null)
    throw fieldError('body.date', `${nameOf(date)} is no working day in the calendar "${calendar.name}"`)
  if (until <= now)
    throw fieldError(
      'body.date',
      `Close of business of that day (${calendar.closesAt}, ${calendar.zone}) has passed`,
    )
  const furthest = new Date(now.getTime() + answerLimits.furthestDays * 24 * 3_600_000)
  if (until > furthest)
    throw fieldError('body.date', `That is more than ${answerLimits.furthestDays} days away`)
  return until
}

const nameOf = (date: string) =>
  Temporal.PlainDate.from(date).toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })

type Submitted = AttemptRow & { submitted_at: Date }

/** Throws `not_found` while there is nothing to answer. */
async function lockSubmitted(tx: Tx, invitationId: string): Promise<Submitted> {
  const found = await findAttemptOf(tx, invitationId)
  if (found === null || found.practice_of !== null) throw new AppError('not_found')
  const { submitted_at: submittedAt, ...attempt } = await lockAttempt(tx, found.id)
  if (submittedAt === null)
    throw new AppError('conflict', { message: 'Nothing was handed in yet, so no answer is promised.' })
  return { ...attempt, submitted_at: submittedAt }
}

const saidOf = (attempt: AttemptRow, { by, now }: Change) => ({
  at: now,
  actor: `staff:${by}`,
  subjectId: attempt.id,
  follows: { invitationId: attempt.invitation_id },
})
