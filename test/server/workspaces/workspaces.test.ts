import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workspaceLimits, type Change } from '#contracts/workspace.ts'
import { sweepDeadlines } from '../../../server/submissions/sweep-deadlines.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'
import type { Visitor } from '../../support/server/call.ts'

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
  const { visitor, attemptId } = await server.attempt()
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

  it('never overwrites what somebody else changed since: a push, a zip, another tab', async () => {
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
    expect(await from(2, 'both.txt')).toMatchObject({ body: { revision: 2, conflictPaths: ['both.txt'] } })
    expect((await files(visitor, attemptId)).get('both.txt')).toBe('theirs')
    expect(await from(3, 'mine.txt')).toMatchObject({ body: { revision: 3, conflictPaths: [] } })
    expect(await from(4, 'mine.txt')).toMatchObject({ body: { revision: 4, conflictPaths: [] } })
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
    ['a path outside', write('../x', 'y'), '".."'],
    ['a .git folder', write('.git/config', 'y'), '.git'],
    ['a name with a colon', write('2031-05-01T08:00:00Z.json', 'y'), 'colon'],
    ['a NUL', write('a.txt', 'a\0b'), 'NUL'],
    ['half a character', write('a.txt', '\ud800'), 'half of a character'],
    ['a file that is too large', write('a.txt', 'x'.repeat(workspaceLimits.fileBytes + 1)), '512 KiB'],
    ['too many bytes in another script', write('a.txt', 'ü'.repeat(300_000)), '512 KiB'],
    [
      'a text that was too large to be sent',
      { kind: 'oversized', path: 'a', bytes: 9e6 } as never,
      '512 KiB',
    ],
    ['a rename of nothing', { kind: 'rename', path: 'none', to: 'some' } as const, 'does not exist'],
    ['a twin in other case', write('HANDLER.go', 'y'), 'upper and lower case'],
    ['a file where a folder is', write('handler.go/x', 'y'), 'both a file and a folder'],
  ])('names %s, with the reason, and takes everything else', async (_name, change: Change, words) => {
    const { visitor, attemptId, save, clientId } = await open()
    const before = await files(visitor, attemptId)
    const answer = await save(1, change, write('good.txt', 'x'))
    const refused = [{ path: expect.any(String), reason: expect.stringContaining(words) }]
    expect(answer).toMatchObject({ status: 200, body: { revision: 1, conflictPaths: [], refused } })
    expect(await files(visitor, attemptId)).toEqual(new Map([...before, ['good.txt', 'x']]))
    // The same again is answered alike, also after something else was saved, and changes nothing.
    expect((await save(1, change, write('good.txt', 'x'))).body).toEqual(answer.body)
    await visitor.must('saveWorkspace', {
      params: { attemptId },
      body: { clientId: randomUUID(), seq: 1, changes: [write('other.txt', 'y')] },
    })
    expect((await save(1, change, write('good.txt', 'x'))).body).toEqual(answer.body)
    expect((await save(2, change)).body).toMatchObject({ revision: 2, refused })
    const both = { acknowledgedSeq: { [clientId]: 1 }, revision: 2 }
    expect(await visitor.must('getWorkspace', { params: { attemptId } })).toMatchObject(both)
  })

  it('a save with nothing to keep is answered alike when it comes again after a later one', async () => {
    const { save } = await open()
    const nul = write('a.txt', '\0')
    const first = await save(1, nul)
    expect(first).toMatchObject({ status: 200, body: { revision: 0, refused: [{ path: 'a.txt' }] } })
    await save(2, write('b.txt', 'b'))
    expect((await save(1, nul)).body).toEqual(first.body)
  })

  it('takes in what finds room by another change of the same save, in whatever order', async () => {
    const { visitor, attemptId, save } = await open()
    const part = (at: number) => write(`part${at}`, 'x'.repeat(480_000))
    for (const at of [1, 2, 3, 4]) await save(at, part(at))
    expect(await save(5, part(5), write('a.txt', 'a'))).toMatchObject({
      body: { refused: [{ path: 'part5', reason: expect.stringContaining('2 MiB') }] },
    })
    expect(await save(6, part(5), { kind: 'delete', path: 'part1' })).toMatchObject({ body: { refused: [] } })
    expect([...(await files(visitor, attemptId)).keys()]).toEqual(expect.arrayContaining(['part5', 'a.txt']))
  })

  it('a name in the form of macOS is the same name', async () => {
    const { visitor, attemptId, save } = await open()
    await save(1, write('gro\u0308\u00dfe.txt', 'one'))
    await save(2, write('gr\u00f6\u00dfe.txt', 'two'))
    expect((await files(visitor, attemptId)).get('gr\u00f6\u00dfe.txt')).toBe('two')
  })

  it('refuses a change of no known kind as a whole', async () => {
    const { visitor, attemptId, save } = await open()
    const change = { kind: 'explode', path: 'a' } as unknown as Change
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
  it('a save within a minute of grace counts and is flagged', async () => {
    const { save } = await open()
    server.clock.advance(2 * hourMs + 59_999)
    expect(await save(1, write('late.txt', 'just'))).toMatchObject({
      status: 200,
      body: { lateByMs: 59_999 },
    })
  })

  it('a later one is refused in words, and its bytes are kept', async () => {
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

  it('keeps the whole of a late save, also where a part of it could not have been saved', async () => {
    const { attemptId, save } = await open()
    server.clock.advance(2 * hourMs + 60_001)
    const changes = [write('late.txt', 'too late'), write('nul.txt', 'a\0b'), write('../x', 'outside')]
    expect(await save(1, ...changes)).toMatchObject({ status: 409, error: { code: 'too_late' } })
    const kept = await server.deps.db
      .selectFrom('late_writes')
      .select('body')
      .where('attempt_id', '=', attemptId)
      .execute()
    expect(kept).toMatchObject([
      { body: { changes: [{ content: 'too late' }, { content: 'a\ufffdb' }, { path: '../x' }] } },
    ])
  })

  it('the receipt names the files whose newest text is not in it, with no browser open', async () => {
    const { visitor, attemptId, save } = await open()
    await save(1, write('handler.go', 'x\0'), write('mended.txt', '\0'), write('moved.txt', '\0'))
    await save(2, write('mended.txt', 'fine'), write('gone.txt', '\0'))
    await save(
      3,
      { kind: 'rename', path: 'moved.txt', to: 'there.txt' },
      { kind: 'delete', path: 'gone.txt' },
    )
    server.clock.advance(2 * hourMs + 62_000)
    await sweepDeadlines(server.deps)
    const { receipt } = await visitor.must('getSubmissionPage', { params: { attemptId } })
    expect(receipt.unsaved.map((file) => file.path).sort()).toEqual(['handler.go', 'there.txt'])
    expect(receipt.unsaved[0]?.reason).toContain('NUL')
    expect(receipt.signed.text).toContain('not in it   newest text of "handler.go": it holds a NUL character')
  })
})
