import type { BodyOf, ResultOf } from '#contracts/route.ts'
import { attemptState, deadline } from '#contracts/clock.ts'
import { applyChanges, type Change } from '#contracts/workspace.ts'
import type { BranchReason } from '#contracts/api/branches.ts'
import type { workspacesApi } from '#contracts/api/workspaces.ts'
import type { AttemptRow } from '../attempts/store.ts'
import { clockFactsOf, lockAttempt } from '../attempts/store.ts'
import type { Tx } from '../db/connect.ts'
import type { ChangeRecord } from '../db/tables.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../http/app-error.ts'
import { listKeptPaths } from './branches/branch-store.ts'
import { keepBranch } from './branches/keep-branch.ts'
import { pathsOf, splitChanges } from './branches/split-changes.ts'
import { findSaveFrom, insertRevision, listChangesSince, readHead, readHeadRevision } from './store.ts'
import { notKeptEither, quarantine } from './storage-bounds.ts'
import { executablesAfter } from './tree.ts'
import { findLease } from './writing/writing-store.ts'

type Save = BodyOf<typeof workspacesApi.saveWorkspace> & { attemptId: string; now: Date }
type Saved = ResultOf<typeof workspacesApi.saveWorkspace>

/** A refusal is a value until the transaction is through: what it kept apart must be committed. */
interface Outcome {
  answer: Saved | AppError
  hasNewRevision: boolean
  hasNewBranch: boolean
}

function recordOf(change: Change): ChangeRecord {
  if (change.kind !== 'write') return change
  return { kind: 'write', path: change.path }
}

/**
 * Commits changes as one revision. Once this answers, the bytes are in the database: in the revision, or, where they would undo
 * somebody else's work, in a branch beside it.
 */
export async function saveWorkspace(deps: Deps, save: Save): Promise<Saved> {
  const { answer } = await inTransaction(deps.db, async (tx, afterCommit) => {
    const attempt = await lockAttempt(tx, save.attemptId)
    const outcome = await takeSave(tx, attempt, save)
    const { attemptId, clientId } = save
    const { answer } = outcome
    if (outcome.hasNewRevision && !(answer instanceof AppError))
      afterCommit(() => deps.announce('attempt-saved', { attemptId, revision: answer.revision, clientId }))
    if (outcome.hasNewBranch) afterCommit(() => deps.announce('attempt-branched', { attemptId }))
    return outcome
  })
  if (answer instanceof AppError) throw answer
  return answer
}

async function takeSave(tx: Tx, attempt: AttemptRow, save: Save): Promise<Outcome> {
  const { clientId, seq, changes, now } = save
  const before = await findSaveFrom(tx, save)
  if (before?.seq === seq) {
    const { revision, received_at, late_by_ms: lateByMs } = before
    const saved = { revision, savedAt: received_at.toISOString(), lateByMs }
    return { ...nothingNew, answer: { ...saved, keptApart: await listKeptPaths(tx, save) } }
  }
  const late = await refuseLate(tx, attempt, { now, body: { clientId, seq, changes } })
  if (late !== null) return { ...nothingNew, answer: late }
  if (await isFenced(tx, save)) {
    await keepApart(tx, attempt, { save, changes, reason: 'lease_lost' })
    return { ...nothingNew, hasNewBranch: true, answer: new AppError('lease_lost') }
  }
  if (before !== null) {
    await keepApart(tx, attempt, { save, changes, reason: 'overtaken' })
    return { ...nothingNew, hasNewBranch: true, answer: new AppError('stale_revision') }
  }
  return merge(tx, attempt, save)
}

const nothingNew = { hasNewRevision: false, hasNewBranch: false } as const

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
  if (save.writing === undefined) return false
  const lease = await findLease(tx, save.attemptId)
  return lease?.token !== save.writing.token || lease.tab_id !== save.writing.tabId
}

function keepApart(
  tx: Tx,
  attempt: AttemptRow,
  { save, ...apart }: { save: Save; changes: readonly Change[]; reason: BranchReason },
): Promise<string[]> {
  const { clientId, seq, baseRevision, now } = save
  const tabId = save.writing?.tabId ?? null
  return keepBranch(tx, attempt, { clientId, seq, baseRevision, now, tabId, ...apart })
}

/** Commits what touches files that nobody else changed since, and keeps the rest apart. */
async function merge(tx: Tx, attempt: AttemptRow, save: Save): Promise<Outcome> {
  const { free, overtaken } = splitChanges(save.changes, await touchedByOthers(tx, attempt, save))
  const saved =
    free.length > 0
      ? await commitRevision(tx, attempt, { ...save, changes: free })
      : {
          revision: await readHeadRevision(tx, attempt.id),
          savedAt: save.now.toISOString(),
          lateByMs: lateBy(attempt, save.now),
        }
  const keptApart =
    overtaken.length > 0
      ? await keepApart(tx, attempt, { save, changes: overtaken, reason: 'overtaken' })
      : []
  return {
    answer: { ...saved, keptApart },
    hasNewRevision: free.length > 0,
    hasNewBranch: overtaken.length > 0,
  }
}

/** The files that somebody else changed after the state that this save was made from. */
async function touchedByOthers(tx: Tx, attempt: AttemptRow, save: Save): Promise<string[]> {
  if (save.baseRevision === undefined) return []
  const since = { attemptId: attempt.id, after: save.baseRevision, notBy: save.clientId }
  return (await listChangesSince(tx, since)).flatMap(pathsOf)
}

async function commitRevision(tx: Tx, attempt: AttemptRow, save: Save): Promise<Omit<Saved, 'keptApart'>> {
  const head = await readHead(tx, attempt)
  const applied = applyChanges(head.files, save.changes)
  if ('problem' in applied) {
    throw new AppError('bad_request', { issues: [{ path: 'body.changes', reason: applied.problem }] })
  }
  const revision = head.revision + 1
  const lateByMs = lateBy(attempt, save.now)
  await insertRevision(tx, {
    attemptId: attempt.id,
    revision,
    clientId: save.clientId,
    seq: save.seq,
    changes: save.changes.map(recordOf),
    files: applied.files,
    executables: executablesAfter(head.executables, save.changes),
    receivedAt: save.now,
    lateByMs,
  })
  return { revision, savedAt: save.now.toISOString(), lateByMs }
}

const lateBy = (attempt: AttemptRow, now: Date) =>
  Math.max(0, now.getTime() - deadline(clockFactsOf(attempt)).getTime())
