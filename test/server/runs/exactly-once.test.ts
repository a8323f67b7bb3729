import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunReport } from '#contracts/jobs.ts'
import { runResultSchema } from '#contracts/runs.ts'
import { AppError } from '../../../server/http/app-error.ts'
import { claimRun, heartbeatRun } from '../../../server/runs/claim-run.ts'
import { createRun } from '../../../server/runs/create-run.ts'
import { freezeAttempt } from '../../../server/submissions/freeze-attempt.ts'
import { platformRetries } from '../../../server/runs/platform-error.ts'
import { recordReport } from '../../../server/runs/record-report.ts'
import { sweepRuns } from '../../../server/runs/sweep-runs.ts'
import { testSettings } from '../../support/run/settings.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

const iterations = testSettings().isFull ? 3_000 : 500
const leasePassesMs = 11_000

let server: TestServer
let template: string
let invitationId: string
let ends = 0
let boardNews = 0
beforeAll(async () => {
  server = await startTestServer()
  template = (await server.attempt()).invitationId
  const { deps } = server
  deps.jobs.enqueue = () => undefined
  deps.jobs.cancel = () => undefined
  deps.announce = (_name, payload) => {
    if ('invitationId' in payload && payload.invitationId === invitationId) boardNews += 1
  }
  deps.metrics.runsFinished.inc = () => void (ends += 1)
})
afterAll(() => server.stop())

const result = runResultSchema.parse({
  verdict: 'passed',
  cause: 'The one test passed.',
  tests: [],
  evidence: [],
  output: '',
  outputTruncated: false,
  durationMs: 1,
  image: '',
})
const outcomes = [
  { kind: 'verdict', result },
  { kind: 'platform_error', message: 'the engine did not answer' },
  { kind: 'released' },
] as const satisfies RunReport['outcome'][]

/** What can happen to the runs of one attempt. Runs and claims are named by number, counted round those that there are. */
const deed = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('click' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('submit' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('claim' as const),
      run: fc.nat(5),
      workerId: fc.constantFrom('one', 'two'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      claim: fc.nat(7),
      outcome: fc.constantFrom(...outcomes),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('beat' as const), claim: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sweep' as const) }) },
)
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never
/** All at the same moment, then so much time passes: a worker that sleeps through its lease reports after that. */
const moment = fc.record({
  deeds: fc.array(deed, { minLength: 1, maxLength: 3 }),
  passesMs: fc.constantFrom(0, 0, 3_000, leasePassesMs),
})

interface Case {
  attemptId: string
  runIds: string[]
  claims: { runId: string; claimNo: number; workerId: string }[]
  recorded: string[]
}

/** An attempt that begins now, and lasts for longer than all that the test lets pass. */
async function newAttempt(): Promise<string> {
  const now = server.clock.current
  const { rows } = await sql<{ id: string; invitation_id: string }>`
    with invited as (
      insert into invitations
        (candidate_id, position_id, exercise_version_id, created_at, expires_at, started_at, extra_time_factor)
      select candidate_id, position_id, exercise_version_id, ${now}, ${now}, ${now}, 1
      from invitations where id = ${template}
      returning id
    ) insert into attempts (invitation_id, started_at, base_duration_ms, extra_time_factor)
      select id, ${now}, 2000000000, 1 from invited returning id, invitation_id`.execute(server.deps.db)
  invitationId = rows[0]!.invitation_id
  return rows[0]!.id
}

const pick = <T>(list: readonly T[], number: number) => list[number % Math.max(1, list.length)]

async function act(one: Case, what: Deed): Promise<void> {
  const { deps, clock } = server
  const now = clock.current
  switch (what.kind) {
    case 'click': {
      const run = await createRun(deps, { attemptId: one.attemptId, now }).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'already_submitted') return null
        throw error
      })
      if (run !== null) one.runIds.push(run.runId)
      return
    }
    case 'submit':
      return freezeAttempt(deps, { attemptId: one.attemptId, by: 'candidate', now })
    case 'claim': {
      const runId = pick(one.runIds, what.run)
      if (runId !== undefined) await claim(one, runId, what.workerId)
      return
    }
    case 'report': {
      const held = pick(one.claims, what.claim)
      if (held !== undefined) await report(one, held, what.outcome)
      return
    }
    case 'beat': {
      const held = pick(one.claims, what.claim)
      if (held !== undefined) await heartbeatRun(deps, { ...held, now })
      return
    }
    case 'sweep':
      await Promise.all([sweepRuns(deps), sweepRuns(deps)])
  }
}

async function claim(one: Case, runId: string, workerId: string): Promise<void> {
  const answer = await claimRun(server.deps, { runId, workerId, now: server.clock.current })
  if (answer.status === 'claimed') one.claims.push({ runId, claimNo: answer.claimNo, workerId })
}

async function report(one: Case, held: Case['claims'][number], outcome: RunReport['outcome']): Promise<void> {
  const said = await recordReport(server.deps, { ...held, outcome })
  if (said === 'recorded') one.recorded.push(held.runId)
}

const rowsOf = (attemptId: string) =>
  server.deps.db
    .selectFrom('runs')
    .leftJoin('run_results', 'run_results.run_id', 'runs.id')
    .selectAll('runs')
    .select(['run_results.result', 'run_results.claim_no as result_claim_no'])
    .where('attempt_id', '=', attemptId)
    .orderBy('created_at')
    .execute()

/** Holds at every moment, whatever happened before. */
async function expectOneSlot(attemptId: string): Promise<void> {
  const visible = (await rowsOf(attemptId)).filter((row) => row.kind === 'visible')
  const held = visible.filter((row) => row.state === 'running' && row.lease_until! > server.clock.current)
  expect(held.length, 'visible runs that are held at once').toBeLessThanOrEqual(1)
  expect(visible.filter((row) => row.state === 'queued').length, 'that wait at once').toBeLessThanOrEqual(1)
}

/** Honest workers come for whatever is open, until nothing is. */
async function drain(one: Case): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    server.clock.advance(leasePassesMs)
    const open = (await rowsOf(one.attemptId)).filter((row) => ['queued', 'running'].includes(row.state))
    if (open.length === 0) return
    for (const run of open) {
      await claim(one, run.id, 'honest')
      const held = one.claims.at(-1)
      if (held?.runId === run.id) await report(one, held, outcomes[0])
    }
  }
  throw new Error('a run never ended')
}

describe('whatever workers and duplicate jobs do, and in whatever order', () => {
  it(
    `${iterations} times over: one result a run, one event, every claim audited`,
    { timeout: 600_000 },
    async () => {
      let runs = 0
      let claims = 0
      await fc.assert(
        fc.asyncProperty(fc.array(moment, { minLength: 2, maxLength: 8 }), async (moments) => {
          const one: Case = { attemptId: await newAttempt(), runIds: [], claims: [], recorded: [] }
          ends = 0
          boardNews = 0
          await act(one, { kind: 'click' })
          for (const { deeds, passesMs } of moments) {
            await Promise.all(deeds.map((what) => act(one, what)))
            const rows = await rowsOf(one.attemptId)
            one.runIds = rows.map((row) => row.id)
            await expectOneSlot(one.attemptId)
            server.clock.advance(passesMs)
          }
          await drain(one)
          await expectEnds(one)
          runs += one.runIds.length
          claims += one.claims.length
        }),
        { numRuns: iterations },
      )
      console.info(`${iterations} iterations, ${runs} runs, ${claims} claims, 0 duplicates`)
    },
  )
})

async function expectEnds(one: Case): Promise<void> {
  const rows = await rowsOf(one.attemptId)
  const finished = rows.filter((row) => row.state === 'finished')
  for (const row of rows) {
    expect(['finished', 'superseded']).toContain(row.state)
    expect(row.result !== null, 'a result exactly where the run has finished').toBe(row.state === 'finished')
    expect(row.platform_errors).toBeLessThanOrEqual(platformRetries + 1)
    if (row.result !== null) {
      expect(row.result_claim_no, 'the newest claim told the result').toBe(row.claim_no)
      const isPlatformError = row.result.verdict === 'platform_error'
      expect(isPlatformError).toBe(row.platform_errors > platformRetries)
    }
    const audited = await server.deps.db
      .selectFrom('audit')
      .select('detail')
      .where('subject', '=', `run:${row.id}`)
      .where('action', '=', 'run-claimed')
      .orderBy('id')
      .execute()
    const numbers = Array.from({ length: row.claim_no }, (_, index) => index + 1)
    expect(audited.map(({ detail }) => 'claimNo' in detail && detail.claimNo)).toEqual(numbers)
  }
  expect(one.claims).toHaveLength(rows.reduce((sum, row) => sum + row.claim_no, 0))
  expect(new Set(one.recorded).size, 'reports that were taken, each of another run').toBe(one.recorded.length)
  expect(ends, 'announced ends').toBe(finished.length)
  const graded = rows.find((row) => row.kind === 'graded')
  const submitted = graded === undefined ? 0 : 1
  const told = graded?.result?.verdict === 'passed' ? 1 : 0
  const platformErrorResult = finished.filter((row) => row.result?.verdict === 'platform_error').length
  const { credits } = await server.deps.db
    .selectFrom('credits')
    .select(({ fn }) => fn.countAll<number>().as('credits'))
    .where('attempt_id', '=', one.attemptId)
    .executeTakeFirstOrThrow()
  expect(boardNews, 'news for the board: handed in, graded, given up, time given back').toBe(
    submitted + told + platformErrorResult + credits,
  )
}
