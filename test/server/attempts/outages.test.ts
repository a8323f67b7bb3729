import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { watchOutages } from '../../../server/attempts/watch-outages.ts'
import { sweepDeadlines } from '../../../server/submissions/sweep-deadlines.ts'
import { connectDatabase } from '../../../server/db/connect.ts'
import { eventually } from '../../support/eventually.ts'
import { testSettings } from '../../support/run/settings.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
beforeEach(async () => void (server = await startTestServer()))
afterEach(() => server.stop())

const minuteMs = 60_000
const twoHoursMs = 120 * minuteMs

/** Time passes while some server is at work, be it this one or a sibling. */
async function pass(ms: number): Promise<void> {
  server.clock.advance(ms)
  await server.deps.db.updateTable('heartbeats').set({ beat_at: server.clock.current }).execute()
}
const clockOf = (attempt: {
  visitor: TestServer['visitor'] extends () => infer V ? V : never
  attemptId: string
}) => attempt.visitor.must('getClock', { params: { attemptId: attempt.attemptId } })
const rowsOf = (table: 'credits' | 'submissions', attemptId: string) =>
  server.deps.db.selectFrom(table).selectAll().where('attempt_id', '=', attemptId).execute()
const at = (startedAt: Date, ms: number) => new Date(startedAt.getTime() + ms)

describe('the end comes always, once, and as of the deadline', () => {
  it('sweeper away from a minute before until ten after, servers up: within 30 s of its start', async () => {
    const { visitor, attemptId } = await server.attempt()
    const startedAt = server.clock.current
    await visitor.must('saveWorkspace', {
      params: { attemptId },
      body: { clientId: randomUUID(), seq: 1, changes: [{ kind: 'write', path: 'last.txt', content: 'x' }] },
    })
    await pass(twoHoursMs - minuteMs)
    let beganMs = 0
    await server.restart({
      afterMs: 11 * minuteMs,
      async meanwhile() {
        const sibling = connectDatabase(server.config.databaseUrl, 1)
        await sibling.updateTable('heartbeats').set({ beat_at: server.clock.current }).execute()
        await sibling.destroy()
        beganMs = performance.now()
      },
    })
    const [submission] = await eventually(async () => {
      const rows = await rowsOf('submissions', attemptId)
      return rows.length > 0 && rows
    })
    expect(performance.now() - beganMs).toBeLessThan(30_000)
    expect(submission).toMatchObject({
      submitted_at: at(startedAt, twoHoursMs),
      submitted_by: 'deadline',
      revision: 1,
    })
    expect(await rowsOf('credits', attemptId)).toEqual([])
  })

  it('everything away: the outage is counted first, the attempt opens again, and ends once, though it starts ten times', async () => {
    const attempt = await server.attempt()
    const startedAt = server.clock.current
    await pass(twoHoursMs - minuteMs)
    await server.restart({ afterMs: 11 * minuteMs })
    await sweepDeadlines(server.deps)
    expect(await clockOf(attempt)).toMatchObject({ state: 'running', remainingMs: 5 * minuteMs })
    for (let start = 1; start <= 10; start += 1) await server.restart({ afterMs: 1_000 })
    expect(await rowsOf('credits', attempt.attemptId)).toMatchObject([
      { kind: 'outage', amount_ms: 15 * minuteMs },
    ])
    expect((await clockOf(attempt)).remainingMs).toBe(5 * minuteMs - 10_000)
    await pass(6 * minuteMs)
    for (let start = 1; start <= 3; start += 1) await server.restart()
    await sweepDeadlines(server.deps)
    expect(await rowsOf('submissions', attempt.attemptId)).toMatchObject([
      { submitted_at: at(startedAt, twoHoursMs + 15 * minuteMs), submitted_by: 'deadline' },
    ])
    expect(await rowsOf('credits', attempt.attemptId)).toHaveLength(1)
  })

  it('ten servers that start at the same moment count it once', async () => {
    const attempt = await server.attempt()
    await pass(30 * minuteMs)
    server.clock.advance(7 * minuteMs)
    await Promise.all(Array.from({ length: 10 }, () => watchOutages(server.deps)))
    expect(await rowsOf('credits', attempt.attemptId)).toMatchObject([{ amount_ms: 7 * minuteMs }])
  })

  it('a hundred that end in the same second are all recorded, as of their deadline', async () => {
    const { invitationId } = await server.attempt()
    const startedAt = server.clock.current
    await sql`
      with more as (
        insert into invitations (candidate_id, position_id, exercise_version_id, created_at, expires_at)
        select candidate_id, position_id, exercise_version_id, created_at, expires_at
        from invitations, generate_series(1, 99) where id = ${invitationId} returning id
      )
      insert into attempts (invitation_id, started_at, base_duration_ms, extra_time_factor)
      select id, ${startedAt}, ${twoHoursMs}, 1 from more`.execute(server.deps.db)
    await pass(twoHoursMs + minuteMs + 1_000)
    const beganMs = performance.now()
    await sweepDeadlines(server.deps)
    const submissions = await server.deps.db.selectFrom('submissions').selectAll().execute()
    const tookMs = performance.now() - beganMs
    expect(submissions).toHaveLength(100)
    expect(new Set(submissions.map((each) => each.submitted_at.getTime()))).toEqual(
      new Set([startedAt.getTime() + twoHoursMs]),
    )
    expect(
      await server.deps.db.selectFrom('runs').select('id').where('kind', '=', 'graded').execute(),
    ).toHaveLength(100)
    if (testSettings().isFull) expect(tookMs).toBeLessThan(5_000)
  })
})

describe('an outage gives its time back', () => {
  it('seven minutes of it: the clock has them, with the reason, an audit line, and staff can take them back', async () => {
    const attempt = await server.attempt()
    const { attemptId, visitor } = attempt
    await pass(30 * minuteMs)
    // The last heartbeat came up to five seconds before the end.
    server.clock.advance(4_000)
    await server.restart({ afterMs: 7 * minuteMs })
    const [credit] = await rowsOf('credits', attemptId)
    expect(Math.abs((credit as { amount_ms: number }).amount_ms - 7 * minuteMs)).toBeLessThanOrEqual(15_000)
    const clock = await clockOf(attempt)
    expect(clock.remainingMs).toBe(90 * minuteMs)
    expect(clock.givenBack).toMatchObject([{ reason: 'our service could not be reached' }])
    const audit = await server.deps.db
      .selectFrom('audit')
      .selectAll()
      .where('subject', '=', `attempt:${attemptId}`)
      .where('action', '=', 'credit-given')
      .execute()
    expect(audit).toMatchObject([
      {
        actor: 'platform',
        detail: { kind: 'outage', amountMs: credit && 'amount_ms' in credit ? credit.amount_ms : 0 },
      },
    ])

    const recruiter = await server.staff('recruiter')
    const params = { invitationId: attempt.invitationId }
    const [shown] = (await recruiter.must('getTime', { params })).credits
    await recruiter.must('undoCredit', { params: { ...params, creditId: shown!.id } })
    const after = await visitor.must('getClock', { params: { attemptId } })
    expect(after).toMatchObject({ remainingMs: 83 * minuteMs - 4_000, givenBack: [] })
    // What staff decided stands, also when somebody looks again.
    await server.restart()
    expect((await clockOf(attempt)).remainingMs).toBe(83 * minuteMs - 4_000)
  })

  it('a restart of a few seconds takes nothing and gives nothing', async () => {
    const attempt = await server.attempt()
    await pass(30 * minuteMs)
    await server.restart({ afterMs: 14_000 })
    expect(await rowsOf('credits', attempt.attemptId)).toEqual([])
  })

  it('whoever submitted, or was over before it began, is left as they were', async () => {
    const done = await server.attempt()
    await done.visitor.must('submitAttempt', { params: { attemptId: done.attemptId } })
    const over = await server.attempt()
    await pass(twoHoursMs + minuteMs)
    await server.restart({ afterMs: 10 * minuteMs })
    await sweepDeadlines(server.deps)
    for (const { attemptId } of [done, over]) expect(await rowsOf('credits', attemptId)).toEqual([])
    expect(await rowsOf('submissions', over.attemptId)).toHaveLength(1)
  })
})
