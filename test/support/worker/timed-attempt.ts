import { randomUUID } from 'node:crypto'
import type { Visitor } from '../server/call.ts'
import { eventually } from '../eventually.ts'
import { typescriptExercise, type TestServer } from '../server/test-server.ts'

export interface TimedAttempt {
  visitor: Visitor
  attemptId: string
  click(): Promise<TimedRun>
}

export interface TimedRun {
  runId: string
  row: () => Promise<{
    state: string
    claim_no: number
    platform_errors: number
    worker_id: string | null
  }>
  /** What its candidate sees of it in the end. */
  finished: (withinMs?: number) => Promise<{ verdict: string }>
  resultCount: () => Promise<number>
}

/** A candidate whose only visible test takes so long and passes; nothing else of the exercise is left to compile. */
export async function startAttemptWithTest(server: TestServer, durationMs: number): Promise<TimedAttempt> {
  const { visitor, attemptId } = await server.attempt({ exerciseId: typescriptExercise })
  const params = { attemptId }
  const { files } = await visitor.must('getWorkspace', { params })
  const timedTest = `import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
test('takes its time', async () => { await setTimeout(${durationMs}) })
`
  const changes = [
    ...files
      .filter((file) => file.path.startsWith('test/') || file.path.startsWith('src/'))
      .map(({ path }) => ({ kind: 'delete' as const, path })),
    { kind: 'write' as const, path: 'test/timed.test.ts', content: timedTest },
  ]
  await visitor.must('saveWorkspace', { params, body: { clientId: randomUUID(), seq: 1, changes } })
  const click = async () => {
    const { runId } = await visitor.must('createRun', { params })
    return watchRun(server, { visitor, attemptId, runId })
  }
  return { visitor, attemptId, click }
}

function watchRun(server: TestServer, run: { visitor: Visitor; attemptId: string; runId: string }): TimedRun {
  const { visitor, ...params } = run
  return {
    runId: run.runId,
    row: () =>
      server.deps.db
        .selectFrom('runs')
        .select(['state', 'claim_no', 'platform_errors', 'worker_id'])
        .where('id', '=', run.runId)
        .executeTakeFirstOrThrow(),
    finished: (withinMs = 120_000) =>
      eventually(async () => (await visitor.must('getRun', { params })).result, withinMs),
    resultCount: async () =>
      (
        await server.deps.db
          .selectFrom('run_results')
          .select('run_id')
          .where('run_id', '=', run.runId)
          .execute()
      ).length,
  }
}

export interface Claim {
  runId: string
  workerId: string
  claimNo: number
  atMs: number
}

/** Tells of each claim as soon as it is committed. */
export function watchClaims(server: TestServer, tell: (claim: Claim) => void): void {
  const { deps } = server
  const { announce } = deps
  deps.announce = (name, payload) => {
    announce(name, payload)
    if (!('runId' in payload)) return
    const atMs = performance.now()
    const { runId } = payload
    void deps.db
      .selectFrom('runs')
      .select(['state', 'claim_no', 'worker_id'])
      .where('id', '=', runId)
      .executeTakeFirstOrThrow()
      .then(
        (row) => {
          const { worker_id, claim_no } = row
          if (row.state === 'running') tell({ runId, workerId: worker_id ?? '', claimNo: claim_no, atMs })
        },
        () => undefined,
      )
  }
}
