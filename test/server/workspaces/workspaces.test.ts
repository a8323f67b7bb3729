import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workspaceLimits, type Change } from '#contracts/workspace.ts'
import { startTestServer, type TestServer } from '../../support/test-server.ts'
import type { Visitor } from '../../support/call.ts'

let server: TestServer
beforeAll(async () => void (server = await startTestServer()))
afterAll(() => server.stop())

const write = (path: string, content: string): Change => ({ kind: 'write', path, content })
const hourMs = 3_600_000

async function open(): Promise<{
  visitor: Visitor
  attemptId: string
  save: (seq: number, ...changes: Change[]) => ReturnType<Visitor['call']>
  clientId: string
}> {
  const { visitor, attemptId } = await server.sitting()
  const clientId = randomUUID()
  const save = (seq: number, ...changes: Change[]) =>
    visitor.call('saveWorkspace', { params: { attemptId }, body: { clientId, seq, changes } })
  return { visitor, attemptId, save, clientId }
}
const files = async (visitor: Visitor, attemptId: string) => {
  const workspace = await visitor.must('getWorkspace', { params: { attemptId } })
  return new Map(workspace.files.map((file) => [file.path, file.content]))
}

describe('saving', () => {
  it('begins with the starter and adds a revision a save', async () => {
    const { visitor, attemptId, save, clientId } = await open()
    expect(await visitor.must('getWorkspace', { params: { attemptId } })).toMatchObject({
      revision: 0,
      acknowledgedSeq: {},
    })
    expect(await save(1, write('notes.md', 'first'))).toMatchObject({
      status: 200,
      body: { revision: 1, lateByMs: 0 },
    })
    expect(
      await save(2, write('notes.md', 'second'), { kind: 'rename', path: 'notes.md', to: 'NOTES.md' }),
    ).toMatchObject({ body: { revision: 2 } })
    expect((await files(visitor, attemptId)).get('NOTES.md')).toBe('second')
    expect(await visitor.must('getWorkspace', { params: { attemptId } })).toMatchObject({
      acknowledgedSeq: { [clientId]: 2 },
    })
  })

  it('the same save sent again, also at the same moment, is one revision', async () => {
    const { visitor, attemptId, save } = await open()
    const answers = await Promise.all([1, 1, 1, 1].map((seq) => save(seq, write('a.txt', 'once'))))
    expect(answers.map((answer) => answer.body)).toEqual(Array.from({ length: 4 }, () => answers[0]?.body))
    expect((await visitor.must('getWorkspace', { params: { attemptId } })).revision).toBe(1)
  })

  it('an older save that arrives after a newer one does not turn the file back', async () => {
    const { visitor, attemptId, save } = await open()
    await save(5, write('a.txt', 'newest'))
    expect(await save(4, write('a.txt', 'older'))).toMatchObject({
      status: 409,
      error: { code: 'stale_revision' },
    })
    expect((await files(visitor, attemptId)).get('a.txt')).toBe('newest')
  })

  it('42: never overwrites what somebody else changed since: a push, a zip, another tab', async () => {
    const { visitor, attemptId, save, clientId } = await open()
    await save(1, write('mine.txt', 'mine'), write('both.txt', 'mine'))
    const params = { attemptId }
    const other = { clientId: randomUUID(), seq: 1, changes: [write('both.txt', 'theirs')] }
    await visitor.must('saveWorkspace', { params, body: other })
    const from = (seq: number, path: string) =>
      visitor.call('saveWorkspace', {
        params,
        body: { clientId, seq, changes: [write(path, 'mine, newer')], baseRevision: 1 },
      })
    expect(await from(2, 'both.txt')).toMatchObject({ body: { revision: 2, keptApart: ['both.txt'] } })
    expect((await files(visitor, attemptId)).get('both.txt')).toBe('theirs')
    expect(await from(3, 'mine.txt')).toMatchObject({ body: { revision: 3, keptApart: [] } })
    expect(await from(4, 'mine.txt')).toMatchObject({ body: { revision: 4, keptApart: [] } })
  })

  it('keeps every earlier revision', async () => {
    const { attemptId, save } = await open()
    for (let seq = 1; seq <= 5; seq += 1) await save(seq, write('a.txt', `state ${seq}`))
    const rows = await server.deps.db
      .selectFrom('revisions')
      .innerJoin('blobs', (join) =>
        join.on('blobs.sha256', '=', ({ ref }) => ref('tree', '->>').key('a.txt' as never)),
      )
      .select(['revision', 'content'])
      .where('attempt_id', '=', attemptId)
      .orderBy('revision')
      .execute()
    expect(rows.map((row) => row.content)).toEqual(['state 1', 'state 2', 'state 3', 'state 4', 'state 5'])
    await expect(server.deps.db.deleteFrom('revisions').execute()).rejects.toThrow('append-only')
  })

  it.each([
    ['a path outside', write('../x', 'y')],
    ['a .git folder', write('.git/config', 'y')],
    ['a NUL', write('a.txt', 'a\0b')],
    ['half a character', write('a.txt', '\ud800')],
    ['a rename of nothing', { kind: 'rename', path: 'none', to: 'some' } as const],
    ['a change of no known kind', { kind: 'explode', path: 'a' } as unknown as Change],
  ])('refuses %s and changes nothing', async (_name, change) => {
    const { visitor, attemptId, save } = await open()
    expect(await save(1, write('good.txt', 'x'), change)).toMatchObject({
      status: 400,
      error: { issues: [{ path: expect.stringContaining('changes') }] },
    })
    expect(await visitor.must('getWorkspace', { params: { attemptId } })).toMatchObject({ revision: 0 })
  })

  it('takes a file of the largest size, and answers 413 above the limit of a request', async () => {
    const { save } = await open()
    expect((await save(1, write('big.txt', 'x'.repeat(workspaceLimits.fileBytes)))).status).toBe(200)
    const flood = Array.from({ length: 8 }, (_, at) => write(`f${at}`, 'x'.repeat(workspaceLimits.fileBytes)))
    expect(await save(2, ...flood)).toMatchObject({ status: 413, error: { code: 'too_large' } })
  })
})

describe('around the deadline', () => {
  it('30: a save within a minute of grace counts and is flagged', async () => {
    const { save } = await open()
    server.clock.advance(2 * hourMs + 59_999)
    expect(await save(1, write('late.txt', 'just'))).toMatchObject({
      status: 200,
      body: { lateByMs: 59_999 },
    })
  })

  it('30: a later one is refused in words, and its bytes are kept', async () => {
    const { attemptId, save, visitor } = await open()
    server.clock.advance(2 * hourMs + 60_001)
    expect(await save(1, write('late.txt', 'too late'))).toMatchObject({
      status: 409,
      error: { code: 'too_late' },
    })
    const kept = await server.deps.db
      .selectFrom('late_writes')
      .selectAll()
      .where('attempt_id', '=', attemptId)
      .execute()
    expect(kept).toMatchObject([{ late_by_ms: 60_001, body: { changes: [{ content: 'too late' }] } }])
    expect((await files(visitor, attemptId)).has('late.txt')).toBe(false)
  })
})
