import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sweepDeadlines } from '../../../server/submissions/sweep-deadlines.ts'
import type { Visitor } from '../../support/server/call.ts'
import { beginRequest } from '../../support/server/slow-request.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
let visitor: Visitor
let attemptId: string
beforeAll(async () => void (server = await startTestServer()))
beforeEach(async () => void ({ visitor, attemptId } = await server.attempt()))
afterAll(() => server.stop())

const write = (path: string, content: string) => ({
  clientId: randomUUID(),
  seq: 1,
  changes: [{ kind: 'write' as const, path, content }],
})
const saves = () => ({ method: 'POST', path: `/api/attempts/${attemptId}/saves` })
const revisions = () =>
  server.deps.db
    .selectFrom('revisions')
    .select(['revision', 'late_by_ms'])
    .where('attempt_id', '=', attemptId)
    .orderBy('revision')
    .execute()

/** Headers a second before the end, and the body so much later. */
async function stall(call: { method: string; path: string; body: unknown }, afterMs: number) {
  const deadline = await visitor.must('getClock', { params: { attemptId } })
  const leftMs = new Date(deadline.deadline).getTime() - server.clock.current.getTime()
  server.clock.advance(leftMs - 1_000)
  const { finish } = await beginRequest(visitor, call)
  server.clock.advance(1_000 + afterMs)
  return finish()
}

describe('a write counts from when all of it is here', () => {
  it('a save of which the body comes 57 s after the end is late by them', async () => {
    const answer = await stall({ ...saves(), body: write('a.txt', 'x') }, 57_000)
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toMatchObject({ lateByMs: 57_000 })
    expect(await revisions()).toMatchObject([{ late_by_ms: 57_000 }])
  })

  it('and after the grace it is kept apart', async () => {
    const answer = await stall({ ...saves(), body: write('a.txt', 'x') }, 60_000)
    expect(answer.status).toBe(409)
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'too_late' } })
    expect(await revisions()).toEqual([])
  })

  it('a zip likewise', async () => {
    const { zipBase64, revision } = await visitor.must('downloadZip', { params: { attemptId } })
    await visitor.must('saveWorkspace', { params: { attemptId }, body: write('a.txt', 'x') })
    const body = { clientId: randomUUID(), zipBase64, expectedRevision: revision + 1 }
    const answer = await stall({ method: 'POST', path: `/api/attempts/${attemptId}/zip`, body }, 57_000)
    expect(answer.status).toBe(200)
    expect(await revisions()).toMatchObject([{ late_by_ms: 0 }, { late_by_ms: 57_000 }])
  })

  it('nothing is run after the end', async () => {
    const answer = await stall({ method: 'POST', path: `/api/attempts/${attemptId}/runs`, body: {} }, 58_000)
    expect(answer.status).toBe(409)
  })

  it('notes close when they close', async () => {
    const notes = { tradeOffs: 'x', nextSteps: '', aiUse: '' }
    await visitor.must('submitAttempt', { params: { attemptId } })
    const { finish } = await beginRequest(visitor, {
      method: 'PUT',
      path: `/api/attempts/${attemptId}/notes`,
      body: notes,
    })
    server.clock.advance(10 * 60_000 + 20_000)
    const answer = await finish()
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'notes_closed' } })
  })

  it('and whoever was put out while it came in is out', async () => {
    const { finish } = await beginRequest(visitor, { ...saves(), body: write('a.txt', 'x') })
    await server.deps.db.updateTable('invitations').set({ revoked_at: server.clock.current }).execute()
    server.clock.advance(30_000)
    expect((await finish()).status).toBeGreaterThanOrEqual(401)
    expect(await revisions()).toEqual([])
    await server.deps.db.updateTable('invitations').set({ revoked_at: null }).execute()
  })
})

/** Moves the attempt so that its time was over so long ago. */
const pastDeadline = (ms: number) =>
  sql`update attempts set started_at = ${new Date(server.clock.current.getTime() - ms)}::timestamptz
    - base_duration_ms * interval '1 millisecond' where id = ${attemptId}`.execute(server.deps.db)

describe('the lateness of a submission', () => {
  it('is that of the latest of all that is in it, also where a later save was less late', async () => {
    const reviewer = await server.staff('admin')
    const params = { attemptId }
    await pastDeadline(40_000)
    await visitor.must('saveWorkspace', { params, body: write('a.txt', 'x') })
    // Half a minute was given back in between.
    await pastDeadline(10_000)
    await visitor.must('saveWorkspace', { params, body: write('b.txt', 'x') })
    server.clock.advance(51_000)
    await sweepDeadlines(server.deps)
    const { id: submissionId } = await server.deps.db
      .selectFrom('submissions')
      .select('id')
      .where('attempt_id', '=', attemptId)
      .executeTakeFirstOrThrow()
    const { lateByMs } = await reviewer.must('getSubmission', { params: { submissionId } })
    expect(lateByMs).toBe(40_000)
  })
})
