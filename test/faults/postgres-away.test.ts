import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryOutbox } from '../../client/sync/outbox/memory-outbox.ts'
import { SaveEngine } from '../../client/sync/autosave/save-engine.ts'
import { ApiError } from '../../client/lib/api/api-error.ts'
import { eventually } from '../support/eventually.ts'
import { startOwnPostgres, type OwnPostgres } from '../support/server/own-postgres.ts'
import { startTestServer, type TestServer } from '../support/server/test-server.ts'

let postgres: OwnPostgres
let server: TestServer

beforeAll(async () => {
  postgres = await startOwnPostgres()
  server = await startTestServer({
    time: 'database',
    databaseUrl: postgres.databaseUrl,
  })
}, 120_000)
afterAll(async () => {
  await server.stop()
  await postgres.stop()
})

describe('PostgreSQL is away', () => {
  it('answers 503 with Retry-After, the page keeps what is typed, and nothing is lost', async () => {
    const { visitor, attemptId } = await server.attempt()
    const params = { attemptId }
    const outbox = createMemoryOutbox()
    const acknowledged: number[] = []
    const refusals = new Set<number>()
    let text = ''
    const clientId = randomUUID()
    const engine = new SaveEngine({
      attemptId,
      clientId,
      revision: 0,
      unsent: [],
      outbox,
      read: () => text,
      right: () => null,
      onConflictCopy: (reason) => expect.unreachable(reason),
      send: async ({ seq, changes }) => {
        const answer = await visitor.call('saveWorkspace', {
          params,
          body: { clientId, seq, changes },
        })
        if (answer.error !== null) {
          refusals.add(answer.status)
          throw new ApiError(answer.status, answer.error)
        }
        acknowledged.push(seq)
        return answer.body
      },
    })
    const type = (words: string) => {
      text = words
      engine.noteEdit('typed.txt')
    }
    type('before')
    expect(await engine.flush()).toBe(true)

    // Clicks are under way while it dies: none of them may look like a fault of the candidate's, or of the server's.
    const underWay = Array.from({ length: 20 }, () => visitor.call('getAttempt', { params }))
    await postgres.shutDown()
    for (const answer of await Promise.all(underWay)) expect([200, 503]).toContain(answer.status)
    type('while it is away')
    expect(await engine.flush()).toBe(false)
    expect(engine.getStatus().kind).toBe('offline')
    expect(await outbox.list(attemptId)).toHaveLength(1)
    const path = `/api/attempts/${attemptId}`
    for (const place of ['/runs', '/submission']) {
      const answer = await visitor.fetch(path + place, { method: 'POST' })
      expect(answer.status).toBe(503)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await answer.json()).toMatchObject({
        error: { code: 'unavailable' },
      })
    }
    type('the very last words')
    engine.keep()
    expect(await outbox.list(attemptId)).not.toEqual([])

    await postgres.start()
    await eventually(async () => engine.getStatus().kind === 'saved', 60_000)
    expect(await outbox.list(attemptId)).toEqual([])
    expect([...refusals]).toEqual([503])
    const { files } = await visitor.must('getWorkspace', { params })
    expect(files.find((file) => file.path === 'typed.txt')?.content).toBe('the very last words')
    const rows = await server.deps.db
      .selectFrom('revisions')
      .select('seq')
      .where('client_id', '=', clientId)
      .orderBy('revision')
      .execute()
    expect(rows.map((row) => row.seq)).toEqual(acknowledged)
    expect((await visitor.call('createRun', { params })).status).toBe(202)
    expect((await visitor.call('submitAttempt', { params })).status).toBe(201)
    engine.dispose()
  }, 120_000)
})
