import { inTransaction } from '../../db/transaction.ts'
import type { Deps, UnitOfWork } from '../../deps.ts'
import { recordFact } from '../../facts/record-fact.ts'
import { AppError } from '../../http/app-error.ts'
import { writeWaiting } from '../../mails/store.ts'
import { readZone } from '../../staff/organisation/store.ts'
import { extendInvitationIn } from '../extend-invitation.ts'
import { revokeInvitationIn } from '../revoke-invitation.ts'
import { lockInvitation } from '../store.ts'
import { judge, reminderDueAt, scheduleByAfter, seenOf, type Judged } from './judge.ts'
import {
  deleteOld,
  findUnfinished,
  finishIfDone,
  holdDue,
  listDue,
  takeItem,
  writeOutcome,
  type BulkOutcome,
  type DueBulkAction,
} from './make-store.ts'
import { countItems } from './store.ts'
import { listSubjects, type FoundSubject } from './subject-store.ts'

const dayMs = 24 * 3_600_000

/** Does what was confirmed and not taken back. Every server does it at once: each item is locked by whoever does it. */
export async function sweepBulkActions(deps: Deps): Promise<void> {
  const now = await deps.clock.now()
  for (const id of await listDue(deps.db, now)) await carryOut(deps, id)
  await deleteOld(deps.db, {
    drafts: new Date(now.getTime() - dayMs),
    results: new Date(now.getTime() - 90 * dayMs),
  })
}

/**
 * An item a transaction, with what became of it written beside what was done: killed at any moment or run twice at once, each
 * invitation is changed once.
 */
async function carryOut(deps: Deps, bulkActionId: string): Promise<void> {
  let isLeft = true
  while (isLeft) isLeft = await doNext(deps, bulkActionId)
  await finish(deps, bulkActionId)
}

/** False where nothing is left to do. */
async function doNext(deps: Deps, bulkActionId: string): Promise<boolean> {
  const now = await deps.clock.now()
  let rowNumber: number | null = null
  try {
    return await inTransaction(deps.db, async (tx, afterCommit) => {
      const action = await holdDue(tx, bulkActionId, now)
      const item = action === null ? null : await takeItem(tx, bulkActionId)
      if (action === null || item === null) return false
      rowNumber = item.row_number
      const place = { bulkActionId, rowNumber: item.row_number }
      await writeOutcome(tx, place, await doItem({ deps, tx, afterCommit }, { action, item, now }))
      return true
    })
  } catch (error) {
    if (rowNumber === null) throw error
    await noteFailure(deps, { bulkActionId, rowNumber }, error)
    return true
  }
}

interface Doing {
  action: DueBulkAction
  item: NonNullable<Awaited<ReturnType<typeof takeItem>>>
  now: Date
}

async function doItem(scope: UnitOfWork, { action, item, now }: Doing): Promise<BulkOutcome> {
  await lockInvitation(scope.tx, item.invitation_id)
  const [subject] = await listSubjects(scope.tx, [item.invitation_id])
  if (subject === undefined) throw new AppError('not_found')
  const zone = await readZone(scope.tx, scope.deps.config)
  const judged = { kind: action.kind, takeBy: action.take_by, now, zone }
  const { problem } = judge(subject, judged)
  if (problem !== null)
    return { outcome: 'failed', reason: [problem.reason, problem.detail ?? ''].join(' ').trim() }
  if (item.seen !== seenOf(subject, action.kind))
    return {
      outcome: 'failed',
      reason: 'Was changed by somebody else meanwhile; look at it and do it again.',
    }
  const actor = action.confirmed_by === null ? 'platform' : `staff:${action.confirmed_by}`
  await change(scope, { subject, judged, actor })
  return { outcome: 'done' }
}

interface Changing {
  subject: FoundSubject
  judged: Judged
  actor: string
}

async function change(scope: UnitOfWork, { subject, judged, actor }: Changing): Promise<void> {
  const { kind, takeBy, now } = judged
  const of = { invitationId: subject.id, actor, now }
  if (kind === 'revoke') return revokeInvitationIn(scope, of)
  if (kind === 'remind') {
    const follows = { dueAt: reminderDueAt(subject, judged) }
    return recordFact(scope, { at: now, actor, name: 'invitation-reminded', subjectId: subject.id, follows })
  }
  if (kind === 'extend' && takeBy !== null) {
    const dates = { takeBy, scheduleBy: scheduleByAfter(subject, now) }
    return extendInvitationIn(scope, { ...of, dates })
  }
  if (kind === 'resend' && subject.resendable !== null) return resend(scope, of, subject.resendable.mailId)
}

async function resend(
  scope: UnitOfWork,
  { invitationId, actor, now }: { invitationId: string; actor: string; now: Date },
  mailId: string,
): Promise<void> {
  await writeWaiting(scope.tx, { mailId, invitationId }, now)
  await recordFact(scope, {
    at: now,
    actor,
    name: 'mail-sent-again',
    subjectId: invitationId,
    detail: { mailId },
  })
  scope.afterCommit(() => scope.deps.jobs.enqueueMail({ id: mailId, tries: 0 }))
}

/** One that cannot be done holds up none of the others. */
async function noteFailure(deps: Deps, place: { bulkActionId: string; rowNumber: number }, error: unknown) {
  const isOurs = !(error instanceof AppError)
  if (isOurs) deps.log.error({ err: error, ...place }, 'an item of a bulk action could not be done')
  const reason = isOurs ? 'This failed by a fault of ours. Try it again.' : `${error.message} ${error.next}`
  await inTransaction(deps.db, (tx) => writeOutcome(tx, place, { outcome: 'failed', reason }))
}

async function finish(deps: Deps, bulkActionId: string): Promise<void> {
  const now = await deps.clock.now()
  await inTransaction(deps.db, async (tx, afterCommit) => {
    // Alone: two who each shared it would wait for each other.
    const action = await findUnfinished(tx, bulkActionId)
    if (action === null || !(await finishIfDone(tx, bulkActionId, now))) return
    const { done, failed } = await countItems(tx, bulkActionId)
    const actor = action.confirmed_by === null ? 'platform' : `staff:${action.confirmed_by}`
    const detail = { kind: action.kind, done, failed }
    const fact = { at: now, actor, name: 'bulk-action-made', subjectId: bulkActionId, detail } as const
    await recordFact({ deps, tx, afterCommit }, fact)
  })
}
