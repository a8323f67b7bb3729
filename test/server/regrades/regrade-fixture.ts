import { randomUUID } from 'node:crypto'
import type { ClaimedRun } from '#contracts/api/worker.ts'
import type { ExerciseManifest } from '#contracts/exercise-manifest.ts'
import { runResultSchema, type RunResult } from '#contracts/runs.ts'
import { readExerciseFolder } from '../../../server/exercises/read-folder.ts'
import { keepVersion } from '../../../server/exercises/store.ts'
import { recordReport } from '../../../server/runs/record-report.ts'
import { goExercise, type TestServer } from '../../support/server/test-server.ts'

/** What the tests of regrades do again and again: submit, grade by hand instead of by a worker, publish a version. */
export function openRegradeFixture(server: TestServer) {
  const { db } = server.deps
  const headers = { authorization: `Bearer ${server.config.workerToken}` }
  let published = 1

  async function submitted(positionId?: string) {
    const { visitor, attemptId, invitationId } = await server.attempt(
      positionId === undefined ? {} : { positionId },
    )
    const changes = [{ kind: 'write' as const, path: 'mine.txt', content: 'my work' }]
    const params = { attemptId }
    await visitor.must('saveWorkspace', { params, body: { clientId: randomUUID(), seq: 1, changes } })
    await visitor.must('submitAttempt', { params })
    const { id: submissionId, alias } = await db
      .selectFrom('submissions')
      .select(['id', 'alias'])
      .where('attempt_id', '=', attemptId)
      .executeTakeFirstOrThrow()
    return { visitor, attemptId, invitationId, submissionId, alias }
  }

  /** The newest graded run of an attempt. */
  async function runOf(attemptId: string) {
    return db
      .selectFrom('runs')
      .selectAll()
      .where('attempt_id', '=', attemptId)
      .where('kind', '=', 'graded')
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow()
  }

  async function claim(runId: string): Promise<ClaimedRun> {
    const claimed = await server
      .visitor()
      .must('claimRun', { params: { runId }, body: { workerId: 'test' }, headers })
    if (claimed.status !== 'claimed') throw new Error('nothing was left to do for this run')
    return claimed
  }

  /** Grades an attempt's newest graded run; every check holds but those that are named. */
  async function grade(
    attemptId: string,
    failed: readonly string[] = [],
    held?: ClaimedRun,
  ): Promise<ClaimedRun> {
    const claimed = held ?? (await claim((await runOf(attemptId)).id))
    const evidence = (claimed.graded?.checkIds ?? []).map((checkId) => ({
      checkId,
      title: checkId,
      expected: 'this',
      seen: 'that',
      passed: !failed.includes(checkId),
      durationMs: 5,
      timeline: [],
    }))
    const result: RunResult = runResultSchema.parse({
      verdict: failed.length === 0 ? 'passed' : 'failed',
      cause: 'As the test says.',
      tests: [],
      evidence,
      output: '',
      outputTruncated: false,
      durationMs: 5,
      image: 'x',
      provenance: { workerId: 'test', policySha256: 'a'.repeat(64) },
    })
    const outcome = { kind: 'verdict' as const, result }
    await recordReport(server.deps, {
      runId: claimed.runId,
      claimNo: claimed.claimNo,
      workerId: 'test',
      outcome,
    })
    return claimed
  }

  /** Fails a run for a reason of ours until it is given up; answers how often it was tried. */
  async function giveUp(runId: string): Promise<number> {
    for (let tries = 1; ; tries += 1) {
      const { claimNo } = await claim(runId)
      const outcome = { kind: 'platform_error' as const, message: 'the engine did not answer' }
      const word = await recordReport(server.deps, { runId, claimNo, workerId: 'test', outcome })
      if (word === 'recorded') return tries
    }
  }

  /** A newer version of the Go exercise, which new invitations get from now on. */
  async function publish(change: (manifest: ExerciseManifest) => Partial<ExerciseManifest> = () => ({})) {
    const folder = await readExerciseFolder(`exercises/${goExercise}`, goExercise)
    if ('reason' in folder) throw new Error(folder.reason)
    published += 1
    const version = `${published}.0.0`
    const manifest = { ...folder.manifest, ...change(folder.manifest), version }
    const probes = [
      ...folder.probes,
      { path: 'probes/correction.ts', content: `export const no = ${published}` },
    ]
    const problem = await keepVersion(
      db,
      { ...folder, manifest, probes, contentSha256: version },
      server.clock.current,
    )
    if (problem !== null) throw new Error(problem.reason)
    return versionId(version)
  }

  async function versionId(version: string, exerciseId: string = goExercise): Promise<string> {
    const row = await db
      .selectFrom('exercise_versions')
      .select('id')
      .where('exercise_id', '=', exerciseId)
      .where('version', '=', version)
      .executeTakeFirstOrThrow()
    return row.id
  }

  async function versionOf(invitationId: string): Promise<string> {
    const row = await db
      .selectFrom('invitations')
      .select('exercise_version_id')
      .where('id', '=', invitationId)
      .executeTakeFirstOrThrow()
    if (row.exercise_version_id === null) throw new Error('nothing was chosen')
    return row.exercise_version_id
  }

  return { submitted, runOf, claim, grade, giveUp, publish, versionOf }
}

export const because = 'The check for quiet harbours was wrong'
