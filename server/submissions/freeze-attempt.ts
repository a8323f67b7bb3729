import { attemptState, deadline, readClock, type ClockReading } from '#contracts/clock.ts'
import { clockFactsOf, lockAttempt, writeSubmittedAt, type AttemptRow } from '../attempts/store.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { recordFact } from '../facts/record-fact.ts'
import { AppError } from '../http/app-error.ts'
import { readHeadTree } from '../workspaces/store.ts'
import { treeSha256 } from '../workspaces/tree.ts'
import { makePromise } from './promise/make-promise.ts'
import { insertRun } from '../runs/store.ts'
import { insertSubmission } from './store.ts'

interface Freeze {
  attemptId: string
  by: 'candidate' | 'deadline'
  now: Date
}

/**
 * Ends an attempt once: its newest saved revision becomes the submission and its grading is queued. Whoever comes after the
 * deadline, candidate or sweeper, freezes it as of the deadline. Doing it again changes nothing.
 */
export async function freezeAttempt(deps: Deps, freeze: Freeze): Promise<void> {
  await inTransaction(deps.db, async (tx, afterCommit) => {
    const scope = { deps, tx, afterCommit }
    const attempt = await lockAttempt(tx, freeze.attemptId)
    if (attempt.practice_of !== null) throw new AppError('practice_only')
    const facts = clockFactsOf(attempt)
    const state = attemptState(facts, freeze.now)
    if (state === 'submitted') return
    if (freeze.by === 'deadline' && state !== 'over') return
    const inTime = state === 'running'
    const submittedAt = inTime ? freeze.now : deadline(facts)
    const by = inTime ? freeze.by : 'deadline'
    const head = await readHeadTree(tx, attempt)
    await writeSubmittedAt(tx, attempt.id, submittedAt)
    await insertSubmission(tx, {
      attempt_id: attempt.id,
      revision: head.revision,
      submitted_at: submittedAt,
      submitted_by: by,
      frozen_at: freeze.now,
      tree_sha256: treeSha256(head.tree),
      answer_due_at: await makePromise(scope, attempt, { submittedAt, now: freeze.now }),
    })
    const run = await insertRun(tx, {
      attemptId: attempt.id,
      kind: 'graded',
      revision: head.revision,
      checksVersionId: attempt.exercise_version_id,
      now: freeze.now,
    })
    afterCommit(() => deps.jobs.enqueue(run))
    const clock = readClock({ ...facts, submittedAt }, freeze.now)
    const detail = { by, revision: head.revision }
    await recordFact(scope, { ...saidOf(attempt, freeze, clock), detail })
  })
}

const saidOf = ({ id, invitation_id: invitationId }: AttemptRow, freeze: Freeze, clock: ClockReading) => ({
  name: 'attempt-submitted' as const,
  at: freeze.now,
  actor: freeze.by === 'deadline' ? 'platform' : `candidate:${invitationId}`,
  subjectId: id,
  follows: { invitationId, clock },
})
