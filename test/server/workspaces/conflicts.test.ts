import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Change } from '#contracts/workspace.ts'
import { conflictFiles } from '../../../server/workspaces/conflicts/conflict-files.ts'
import { splitChanges } from '../../../server/workspaces/conflicts/split-changes.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
beforeAll(async () => void (server = await startTestServer()))
afterAll(() => server.stop())

const write = (path: string, content: string): Change => ({ kind: 'write', path, content })
const rename = (path: string, to: string): Change => ({ kind: 'rename', path, to })

async function openAttempt() {
  const { visitor, attemptId } = await server.attempt()
  const params = { attemptId }
  const lease = () => {
    const clientId = randomUUID()
    return (seq: number, baseRevision: number, ...changes: Change[]) =>
      visitor.call('saveWorkspace', { params, body: { clientId, seq, baseRevision, changes } })
  }
  const files = async () => {
    const workspace = await visitor.must('getWorkspace', { params })
    return new Map(workspace.files.map((file) => [file.path, file.content]))
  }
  const conflicts = async () => (await visitor.must('listConflictCopies', { params })).conflicts
  return { visitor, params, lease, files, conflicts }
}

describe('changes that meet', () => {
  it('different files merge by themselves; of the same file both versions are kept', async () => {
    const { visitor, params, lease, files, conflicts } = await openAttempt()
    const [away, here] = [lease(), lease()]
    await away(1, 0, write('both.txt', 'as it was'), write('away.txt', 'as it was'))
    await here(1, 1, write('both.txt', 'from here'), write('here.txt', 'from here'))
    expect(await away(2, 1, write('both.txt', 'from away'), write('away.txt', 'from away'))).toMatchObject({
      status: 200,
      body: { revision: 3, conflictPaths: ['both.txt'] },
    })
    const merged = await files()
    expect(merged.get('both.txt')).toBe('from here')
    expect(merged.get('here.txt')).toBe('from here')
    expect(merged.get('away.txt')).toBe('from away')
    const [conflict] = await conflicts()
    expect(conflict).toMatchObject({ reason: 'overtaken', paths: ['both.txt'], outcome: null })
    const copyId = conflict?.id ?? ''
    expect(await visitor.must('getConflictCopy', { params: { ...params, copyId } })).toEqual({
      files: [{ path: 'both.txt', content: 'from away' }],
    })
  })

  it('a save that is kept apart as a whole makes no revision, and sent again it is kept once', async () => {
    const { lease, conflicts } = await openAttempt()
    const [away, here] = [lease(), lease()]
    await here(1, 0, write('both.txt', 'from here'))
    const answer = await away(1, 0, write('both.txt', 'from away'))
    expect(answer.body).toMatchObject({ revision: 1, conflictPaths: ['both.txt'] })
    expect((await away(1, 0, write('both.txt', 'from away'))).body).toEqual(answer.body)
    expect(await conflicts()).toHaveLength(1)
  })

  it('a save that was merged in part answers the same when it is sent again', async () => {
    const { lease } = await openAttempt()
    const [away, here] = [lease(), lease()]
    await here(1, 0, write('both.txt', 'from here'))
    const send = () => away(1, 0, write('both.txt', 'from away'), write('other.txt', 'x'))
    const first = await send()
    expect((await send()).body).toEqual(first.body)
    expect(first.body).toMatchObject({ revision: 2, conflictPaths: ['both.txt'] })
  })

  it('what a page sends in several saves is one version to choose, and the earlier ones are still there', async () => {
    const { params, lease, conflicts } = await openAttempt()
    const [away, here] = [lease(), lease()]
    await here(1, 0, write('a.txt', 'from here'), write('b.txt', 'from here'))
    await away(1, 0, write('a.txt', 'one'))
    await away(2, 0, write('b.txt', 'two'))
    expect(await conflicts()).toMatchObject([{ paths: ['a.txt', 'b.txt'] }])
    const kept = await server.deps.db
      .selectFrom('conflict_copies')
      .select('files')
      .where('attempt_id', '=', params.attemptId)
      .orderBy('seq')
      .execute()
    expect(kept).toEqual([{ files: { 'a.txt': 'one' } }, { files: { 'a.txt': 'one', 'b.txt': 'two' } }])
  })

  it('a choice is noted, may be changed, and hides nothing', async () => {
    const { visitor, params, lease, conflicts } = await openAttempt()
    const [away, here] = [lease(), lease()]
    await here(1, 0, write('a.txt', 'from here'))
    await away(1, 0, write('a.txt', 'from away'))
    const copyId = (await conflicts())[0]?.id ?? ''
    const own = { ...params, copyId }
    for (const outcome of ['left', 'used'] as const) {
      await visitor.must('resolveConflict', { params: own, body: { outcome } })
      expect(await conflicts()).toMatchObject([{ id: copyId, outcome }])
    }
    await away(2, 0, write('a.txt', 'again'))
    expect(await conflicts()).toMatchObject([{ outcome: null }, { outcome: 'used' }])

    const stranger = await openAttempt()
    const foreign = { ...stranger.params, copyId }
    for (const call of [
      stranger.visitor.call('getConflictCopy', { params: foreign }),
      stranger.visitor.call('resolveConflict', { params: foreign, body: { outcome: 'left' } }),
      stranger.visitor.call('listConflictCopies', { params }),
    ])
      expect(await call).toMatchObject({ status: 404 })
  })
})

describe('parting changes', () => {
  it('holds back what was touched elsewhere, and everything that a rename ties to it', () => {
    const changes = [write('a', '1'), rename('b', 'c'), write('d', '2'), rename('d', 'b')]
    expect(splitChanges(changes, ['c'])).toEqual({
      free: [write('a', '1')],
      overtaken: [rename('b', 'c'), write('d', '2'), rename('d', 'b')],
    })
    expect(splitChanges(changes, [])).toEqual({ free: changes, overtaken: [] })
  })

  it('puts together what a page would have had, whatever became of its files elsewhere', () => {
    const base = new Map([
      ['a', 'a'],
      ['b', 'b'],
    ])
    const changes = [rename('a', 'c'), write('c', 'typed'), { kind: 'delete', path: 'b' } as const]
    expect(conflictFiles({ base, earlier: {} }, changes)).toEqual({ a: null, b: null, c: 'typed' })
    expect(conflictFiles({ base, earlier: { a: 'mine' } }, [rename('a', 'd')])).toEqual({
      a: null,
      d: 'mine',
    })
    expect(conflictFiles({ base, earlier: {} }, [rename('none', 'some')])).toEqual({ none: null, some: null })
  })
})
