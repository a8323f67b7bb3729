import { setTimeout as delay } from 'node:timers/promises'
import type { NotNull } from 'kysely'
import type { Deps } from '../../server/deps.ts'
import { startRegrade } from '../../server/regrades/start-regrade.ts'
import type { Exercise } from '../exercise/reading/read-exercise.ts'
import { findFlips, type Flip, type Graded } from './find-flips.ts'
import { chooseWork, storeSubmissions } from './store-submissions.ts'

interface Plan {
  exercises: readonly Exercise[]
  submissions: number
  /** How often all are graded again. */
  regrades: number
}

export interface Proof {
  submissions: number
  gradings: number
  platformErrors: number
  flips: Flip[]
  /** From submitting to the last verdict, and then of each regrade. */
  roundsMs: number[]
}

type Progress = (done: number, total: number) => void

const lookEveryMs = 500

/**
 * Stores submissions, has them graded, and all of them graded again, and answers every one that came out otherwise. A worker must be
 * running.
 */
export async function proveVerdicts(deps: Deps, plan: Plan, onProgress: Progress): Promise<Proof> {
  const roundsMs: number[] = []
  const timed = async <T>(start: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now()
    const started = await start()
    await waitForAll(deps, onProgress)
    roundsMs.push(performance.now() - startedAt)
    return started
  }
  const work = chooseWork(plan.exercises, plan.submissions)
  const stored = await timed(() => storeSubmissions(deps, work))
  const by = await deps.auth.createMember({
    name: 'Same Verdicts',
    email: `verdicts-${crypto.randomUUID()}@staff.example`,
    roles: ['admin'],
  })
  for (let round = 1; round <= plan.regrades; round += 1) {
    await timed(() => regradeAll(deps, { by, reason: `To see whether verdicts stay, time ${round}` }))
  }
  const graded = await readGradings(deps)
  const required = new Map(
    plan.exercises.map(({ manifest }) => [
      manifest.id,
      manifest.checks.filter((check) => !check.optional).map((check) => check.id),
    ]),
  )
  return {
    submissions: stored.length,
    gradings: graded.length,
    platformErrors: graded.filter((grading) => grading.verdict === 'platform_error').length,
    flips: findFlips(stored, graded, required),
    roundsMs,
  }
}

async function regradeAll(deps: Deps, ask: { by: string; reason: string }): Promise<void> {
  const versions = await deps.db
    .selectFrom('invitations')
    .select('exercise_version_id')
    .where('exercise_version_id', 'is not', null)
    .$narrowType<{ exercise_version_id: NotNull }>()
    .distinct()
    .execute()
  const now = await deps.clock.now()
  for (const { exercise_version_id: id } of versions) {
    await startRegrade(deps, { ...ask, now, fromVersionId: id, checksVersionId: id })
  }
}

async function waitForAll(deps: Deps, onProgress: Progress): Promise<void> {
  let known = -1
  for (;;) {
    const counts = await deps.db
      .selectFrom('runs')
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .select(({ fn }) => fn.countAll<number>().filterWhere('state', '=', 'finished').as('done'))
      .executeTakeFirstOrThrow()
    if (counts.done !== known) onProgress(counts.done, counts.total)
    known = counts.done
    if (counts.done === counts.total) return
    await delay(lookEveryMs)
  }
}

async function readGradings(deps: Deps): Promise<Graded[]> {
  const rows = await deps.db
    .selectFrom('ended_gradings')
    .select(['attempt_id', 'result'])
    .orderBy('created_at')
    .execute()
  return rows.map(({ attempt_id: attemptId, result }) => ({
    attemptId,
    verdict: result.verdict,
    held: Object.fromEntries(result.evidence.map((card) => [card.checkId, card.passed])),
  }))
}
