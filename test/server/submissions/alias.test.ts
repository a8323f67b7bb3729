import { expect, vi } from 'vitest'
import { it } from '../../support/fixtures.ts'

const drawn = vi.hoisted(() => ['Teal Wren 100', 'Teal Wren 100', 'Teal Wren 100', 'Plum Heron 200'])
vi.mock('../../../server/submissions/alias.ts', () => ({ newAlias: () => drawn.shift() }))

it('a name that another submission has already is drawn again, and nobody’s submission fails for it', async ({
  server,
}) => {
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
