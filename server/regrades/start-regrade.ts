import { inTransaction } from '../db/transaction.ts'
import type { Deps, UnitOfWork } from '../deps.ts'
import { recordFact } from '../facts/record-fact.ts'
import { AppError, fieldError } from '../http/app-error.ts'
import { insertRegradeRuns } from '../runs/store.ts'
import { checksVersionProblem } from './checks-version.ts'
import { listStoredSubmissions } from './submission-store.ts'
import { findOpenRegrade, findVersion, insertRegrade, lockVersion, type NewRegrade } from './store.ts'

interface Ask {
  fromVersionId: string
  checksVersionId: string
  reason: string
  by: string
  now: Date
}

/**
 * Queues every stored submission of a version to be graded again. The same request while its regrade is under way answers that one; what
 * was found before stays as it is, for ever.
 */
export async function startRegrade(deps: Deps, ask: Ask): Promise<{ regradeId: string }> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const from = await lockVersion(tx, ask.fromVersionId)
    if (from === null) throw fieldError('body.fromVersionId', 'there is no such version')
    const checks = await findVersion(tx, ask.checksVersionId)
    if (checks === null) throw fieldError('body.checksVersionId', 'there is no such version')
    const problem = checksVersionProblem(from, checks)
    if (problem !== null) throw fieldError('body.checksVersionId', problem)
    const open = await findOpenRegrade(tx, from.id)
    if (open !== null) return { regradeId: sameOrConflict(open, ask) }
    const regrade = {
      askedBy: ask.by,
      askedAt: ask.now,
      reason: ask.reason,
      fromVersionId: from.id,
      checksVersionId: checks.id,
      submissionId: null,
    }
    return { regradeId: await queueRegrade({ deps, tx, afterCommit }, regrade) }
  })
}

/** Writes the regrade and its audit line, and enqueues its runs once both are committed. */
export async function queueRegrade(scope: UnitOfWork, regrade: NewRegrade): Promise<string> {
  const { deps, tx, afterCommit } = scope
  const submissions = await listStoredSubmissions(tx, regrade)
  if (submissions.length === 0) throw fieldError('body.fromVersionId', 'nobody has submitted anything for it')
  const { askedBy, askedAt, ...detail } = regrade
  const { checksVersionId } = detail
  const id = await insertRegrade(tx, regrade)
  const runs = await insertRegradeRuns(tx, { regradeId: id, checksVersionId, submissions, now: askedAt })
  await recordFact(scope, {
    at: askedAt,
    actor: `staff:${askedBy}`,
    name: 'regrade-started',
    subjectId: id,
    detail: { ...detail, submissions: runs.length },
  })
  afterCommit(() => {
    for (const run of runs) deps.jobs.enqueue(run)
  })
  return id
}

type Open = NonNullable<Awaited<ReturnType<typeof findOpenRegrade>>>

function sameOrConflict(open: Open, ask: Ask): string {
  const isSame =
    open.asked_by === ask.by && open.checks_version_id === ask.checksVersionId && open.reason === ask.reason
  if (isSame) return open.id
  throw new AppError('conflict', {
    message: 'These submissions are being graded again already. Wait until that has ended.',
  })
}
