import type { BodyOf, ResultOf } from '#contracts/route.ts'
import { attemptState, deadline } from '#contracts/clock.ts'
import { applyChanges, type Change } from '#contracts/workspace.ts'
import type { workspacesApi } from '#contracts/api/workspaces.ts'
import type { AttemptRow } from '../attempts/store.ts'
import { clockFactsOf, lockAttempt } from '../attempts/store.ts'
import type { Tx } from '../db/connect.ts'
import type { ChangeRecord } from '../db/tables.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../http/app-error.ts'
import {
  acknowledgedSeqs,
  findSave,
  insertRevision,
  listChangesSince,
  quarantine,
  readHead,
} from './store.ts'

type Save = BodyOf<typeof workspacesApi.saveWorkspace> & { attemptId: string; now: Date }
type Saved = ResultOf<typeof workspacesApi.saveWorkspace>

/** A refusal is a value until the transaction is through: what it put into quarantine must be committed. */
type Outcome = { saved: Saved } | { refused: AppError }

function recordOf(change: Change): ChangeRecord {
  if (change.kind !== 'write') return change
  return { kind: 'write', path: change.path }
}

/** Commits changes as one revision. Once this answers, the bytes are in the database. */
export async function saveWorkspace(deps: Deps, save: Save): Promise<Saved> {
  const outcome = await inTransaction(deps.db, async (tx, afterCommit): Promise<Outcome> => {
    const attempt = await lockAttempt(tx, save.attemptId)
    const before = await findSave(tx, save)
    if (before !== null) {
      const savedAt = before.received_at.toISOString()
      return { saved: { revision: before.revision, savedAt, lateByMs: before.late_by_ms } }
    }
    const { clientId, seq, changes, now } = save
    const refused = await refuseLate(tx, attempt, { now, body: { clientId, seq, changes } })
    if (refused !== null) return { refused }
    const saved = await commitRevision(tx, attempt, save)
    const { id: attemptId } = attempt
    afterCommit(() =>
      deps.announce('attempt-saved', { attemptId, revision: saved.revision, clientId: save.clientId }),
    )
    return { saved }
  })
  if ('refused' in outcome) throw outcome.refused
  return outcome.saved
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
  await quarantine(tx, { attemptId: attempt.id, receivedAt: write.now, lateByMs, body: write.body })
  return new AppError(state === 'submitted' && lateByMs === 0 ? 'already_submitted' : 'too_late')
}

/** Whether somebody else changed one of the same files after the state that this save was made from. */
async function wasOvertaken(tx: Tx, attempt: AttemptRow, save: Save): Promise<boolean> {
  if (save.baseRevision === undefined) return false
  const since = { attemptId: attempt.id, after: save.baseRevision, notBy: save.clientId }
  const others = (await listChangesSince(tx, since)).flatMap(pathsOf)
  return save.changes.flatMap(pathsOf).some((path) => others.includes(path))
}

const pathsOf = (change: { path: string; to?: string }) =>
  change.to === undefined ? [change.path] : [change.path, change.to]

async function commitRevision(tx: Tx, attempt: AttemptRow, save: Save): Promise<Saved> {
  const newestSeq = (await acknowledgedSeqs(tx, attempt.id))[save.clientId] ?? 0
  if (save.seq < newestSeq) throw new AppError('stale_revision')
  if (await wasOvertaken(tx, attempt, save)) throw new AppError('stale_revision')
  const head = await readHead(tx, attempt)
  const applied = applyChanges(head.files, save.changes)
  if ('problem' in applied) {
    throw new AppError('bad_request', { issues: [{ path: 'body.changes', reason: applied.problem }] })
  }
  const revision = head.revision + 1
  const lateByMs = Math.max(0, save.now.getTime() - deadline(clockFactsOf(attempt)).getTime())
  await insertRevision(tx, {
    attemptId: attempt.id,
    revision,
    clientId: save.clientId,
    seq: save.seq,
    changes: save.changes.map(recordOf),
    files: applied.files,
    receivedAt: save.now,
    lateByMs,
  })
  return { revision, savedAt: save.now.toISOString(), lateByMs }
}
