import type { BodyOf, ResultOf } from '#contracts/route.ts'
import { attemptState, deadline } from '#contracts/clock.ts'
import { judgeChanges } from '#contracts/judge-changes.ts'
import type { Change, SentChange } from '#contracts/workspace.ts'
import type { ConflictReason } from '#contracts/api/conflicts.ts'
import type { workspacesApi } from '#contracts/api/workspaces.ts'
import type { AttemptRow } from '../attempts/store.ts'
import { clockFactsOf, lockAttempt } from '../attempts/store.ts'
import type { Tx } from '../db/connect.ts'
import type { ChangeRecord } from '../db/tables.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../http/app-error.ts'
import { listKeptPaths } from './conflicts/store.ts'
import { keepConflictCopy } from './conflicts/keep-conflict-copy.ts'
import { pathsOf } from './conflicts/split-changes.ts'
import { planSave, type SavePlan } from './plan-save.ts'
import { explainRefused, findRefusal, insertRefusal, noteUnsaved } from './refusals/store.ts'
import { findSaveFrom, insertRevision, listChangesSince, readHead, readHeadRevision } from './store.ts'
import { notKeptEither, quarantine } from './storage-bounds.ts'
import { executablesAfter } from './tree.ts'
import { findLease } from './leases/store.ts'

type Save = BodyOf<typeof workspacesApi.saveWorkspace> & { attemptId: string; now: Date }
type Saved = ResultOf<typeof workspacesApi.saveWorkspace>

/** A refusal is a value until the transaction is through: what it kept apart must be committed. */
interface Outcome {
  answer: Saved | AppError
  hasNewRevision: boolean
  hasNewConflictCopy: boolean
}

const nothingNew = { hasNewRevision: false, hasNewConflictCopy: false } as const

function recordOf(change: Change): ChangeRecord {
  if (change.kind !== 'write') return change
  return { kind: 'write', path: change.path }
}

/**
 * Commits changes as one revision, judged file by file. Once this answers, the bytes are in the database, but for the files that it
 * names: in the revision, or, where they would undo somebody else's work, in a conflict copy beside it.
 */
export async function saveWorkspace(deps: Deps, save: Save): Promise<Saved> {
  const { answer } = await inTransaction(deps.db, async (tx, afterCommit) => {
    const attempt = await lockAttempt(tx, save.attemptId)
    const outcome = await takeSave(tx, attempt, save)
    const { attemptId, clientId } = save
    const { answer } = outcome
    if (outcome.hasNewRevision && !(answer instanceof AppError))
      afterCommit(() => deps.announce('attempt-saved', { attemptId, revision: answer.revision, clientId }))
    if (outcome.hasNewConflictCopy) afterCommit(() => deps.announce('conflict-copy-kept', { attemptId }))
    return outcome
  })
  if (answer instanceof AppError) throw answer
  return answer
}

async function takeSave(tx: Tx, attempt: AttemptRow, save: Save): Promise<Outcome> {
  const before = await findSaveFrom(tx, save)
  const refusal = await findRefusal(tx, save)
  const plan = planSave(save, {
    state: attemptState(clockFactsOf(attempt), save.now),
    newestSeq: before?.seq ?? null,
    wasRefused: refusal !== null,
    isFenced: await isFenced(tx, save),
    touchedByOthers: await touchedByOthers(tx, save),
  })
  switch (plan.kind) {
    case 'repeat':
      return repeat(tx, save, { first: before?.seq === save.seq ? before : refusal, refusal })
    case 'late': {
      const { clientId, seq, changes, now } = save
      const late = await refuseLate(tx, attempt, { now, body: { clientId, seq, changes } })
      return { ...nothingNew, answer: late ?? new AppError('too_late') }
    }
    case 'apart':
      return keepAllAsConflictCopy(tx, attempt, { save, plan })
    case 'commit':
      return commit(tx, attempt, { save, plan })
  }
}

async function keepAllAsConflictCopy(
  tx: Tx,
  attempt: AttemptRow,
  { save, plan }: { save: Save; plan: Extract<SavePlan, { kind: 'apart' }> },
): Promise<Outcome> {
  const { reason, changes } = plan
  if (changes.length > 0) await keepApart(tx, attempt, { save, changes, reason })
  const answer = new AppError(reason === 'lease_lost' ? 'lease_lost' : 'stale_revision')
  return { ...nothingNew, hasNewConflictCopy: changes.length > 0, answer }
}

type Answered = Awaited<ReturnType<typeof findRefusal>>

/** Answers what was answered the first time. */
async function repeat(
  tx: Tx,
  save: Save,
  { first, refusal }: { first: Omit<NonNullable<Answered>, 'refused'> | null; refusal: Answered },
): Promise<Outcome> {
  if (first === null) throw new Error('A save that is repeated was neither taken nor refused before')
  const { revision, received_at, late_by_ms: lateByMs } = first
  const conflictPaths = await listKeptPaths(tx, save)
  const refused = refusal?.refused ?? []
  return {
    ...nothingNew,
    answer: { revision, savedAt: received_at.toISOString(), lateByMs, conflictPaths, refused },
  }
}

/** What comes after the grace is kept apart. The refusal is answered and not thrown: what was kept must be committed. */
export async function refuseLate(
  tx: Tx,
  attempt: AttemptRow,
  write: { now: Date; body: object },
): Promise<AppError | null> {
  const facts = clockFactsOf(attempt)
  const state = attemptState(facts, write.now)
  if (state === 'running' || state === 'grace') return null
  const lateByMs = Math.max(0, write.now.getTime() - deadline(facts).getTime())
  const late = { attemptId: attempt.id, receivedAt: write.now, lateByMs, body: write.body }
  if (!(await quarantine(tx, late))) return new AppError('too_late', notKeptEither)
  return new AppError(state === 'submitted' && lateByMs === 0 ? 'already_submitted' : 'too_late')
}

/** Whether the right to write has passed on since. An expired right that nobody took is still the newest. */
async function isFenced(tx: Tx, save: Save): Promise<boolean> {
  if (save.lease === undefined) return false
  const lease = await findLease(tx, save.attemptId)
  return lease?.token !== save.lease.token || lease.tab_id !== save.lease.tabId
}

function keepApart(
  tx: Tx,
  attempt: AttemptRow,
  { save, ...apart }: { save: Save; changes: readonly Change[]; reason: ConflictReason },
): Promise<string[]> {
  const { clientId, seq, baseRevision, now } = save
  const tabId = save.lease?.tabId ?? null
  return keepConflictCopy(tx, attempt, { clientId, seq, baseRevision, now, tabId, ...apart })
}

/** Commits what touches files that nobody else changed since, keeps the rest apart, and names what can be kept nowhere. */
async function commit(
  tx: Tx,
  attempt: AttemptRow,
  { save, plan }: { save: Save; plan: Extract<SavePlan, { kind: 'commit' }> },
): Promise<Outcome> {
  const saved = await commitRevision(tx, attempt, { ...save, changes: plan.free })
  const { overtaken } = plan
  const conflictPaths =
    overtaken.length > 0
      ? await keepApart(tx, attempt, { save, changes: overtaken, reason: 'overtaken' })
      : []
  const { isNew, ...answer } = saved
  return {
    answer: { ...answer, conflictPaths },
    hasNewRevision: isNew,
    hasNewConflictCopy: overtaken.length > 0,
  }
}

/** The files that somebody else changed after the state that this save was made from. */
async function touchedByOthers(tx: Tx, save: Save): Promise<string[]> {
  if (save.baseRevision === undefined) return []
  const since = { attemptId: save.attemptId, after: save.baseRevision, notBy: save.clientId }
  return (await listChangesSince(tx, since)).flatMap(pathsOf)
}

/** Without anything to save there is no new revision. */
async function commitRevision(
  tx: Tx,
  attempt: AttemptRow,
  save: Omit<Save, 'changes'> & { changes: readonly SentChange[] },
): Promise<Omit<Saved, 'conflictPaths'> & { isNew: boolean }> {
  const { attemptId, clientId, seq, now: receivedAt } = save
  const lateByMs = Math.max(0, receivedAt.getTime() - deadline(clockFactsOf(attempt)).getTime())
  const savedAt = receivedAt.toISOString()
  if (save.changes.length === 0) {
    const revision = await readHeadRevision(tx, attemptId)
    return { revision, savedAt, lateByMs, refused: [], isNew: false }
  }
  const head = await readHead(tx, attempt)
  const { files, taken, refused: judged } = judgeChanges(head.files, save.changes)
  const refused = await explainRefused(tx, attemptId, { changes: save.changes, refused: judged })
  const isNew = taken.length > 0
  const revision = isNew ? head.revision + 1 : head.revision
  const from = { attemptId, revision, clientId, seq, receivedAt, lateByMs, refused }
  const executables = executablesAfter(head.executables, taken)
  if (isNew) await insertRevision(tx, { ...from, changes: taken.map(recordOf), files, executables })
  else await noteUnsaved(tx, attemptId, { taken: [], refused })
  if (refused.length > 0) await insertRefusal(tx, from)
  return { revision, savedAt, lateByMs, refused, isNew }
}
