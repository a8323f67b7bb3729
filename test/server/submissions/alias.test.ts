import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

const drawn = vi.hoisted(() => ['Teal Wren 100', 'Teal Wren 100', 'Teal Wren 100', 'Plum Heron 200'])
vi.mock('../../../server/submissions/alias.ts', () => ({ newAlias: () => drawn.shift() }))

let server: TestServer
beforeAll(async () => void (server = await startTestServer()))
afterAll(() => server.stop())

it('a name that another submission has already is drawn again, and nobody’s hand-in fails for it', async () => {
  for (const { visitor, attemptId } of [await server.attempt(), await server.attempt()]) {
    expect((await visitor.call('submitAttempt', { params: { attemptId } })).status).toBe(201)
  }
  const rows = await server.deps.db
    .selectFrom('submissions')
    .select('alias')
    .orderBy('submitted_at')
    .execute()
  expect(rows.map((row) => row.alias).sort()).toEqual(['Plum Heron 200', 'Teal Wren 100'])
})
