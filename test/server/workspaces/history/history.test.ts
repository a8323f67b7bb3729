import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { it } from '../../../support/fixtures.ts'
import { applyChanges, type Change } from '#contracts/workspace.ts'
import { treeOf, treeSha256 } from '../../../../server/workspaces/tree.ts'
import { rawZip } from '../zip/raw-zip.ts'

/** The same numbers each time, so that a failure can be looked at twice. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

describe('history', () => {
  it('every file at every second of an attempt is rebuilt, and its checksum is the one that was stored', async ({
    server,
  }) => {
    const { visitor, attemptId } = await server.attempt()
    const params = { attemptId }
    const clientId = randomUUID()
    const random = seeded(41)
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!
    const started = server.clock.current.getTime()
    let files = new Map(
      (await visitor.must('getWorkspace', { params })).files.map(({ path, content }) => [path, content]),
    )
    /** What the workspace held at each second, by a copy that was kept here. */
    const states = [files]
    let seq = 0
    for (let second = 1; second <= 300; second += 1) {
      server.clock.advance(1_000)
      if (random() < 0.5) {
        const changes = someChanges(files, { random, pick, second })
        const applied = applyChanges(files, changes)
        if ('problem' in applied) throw new Error(applied.problem)
        seq += 1
        await visitor.must('saveWorkspace', { params, body: { clientId, seq, changes } })
        files = applied.files
      }
      states.push(files)
    }
    const zipped = new Map([['from-a-zip.txt', 'whole']])
    const zipBase64 = rawZip([...zipped].map(([name, content]) => ({ name, content }))).toString('base64')
    server.clock.advance(1_000)
    const { revision: head } = await visitor.must('getWorkspace', { params })
    await visitor.must('takeZip', { params, body: { clientId, zipBase64, expectedRevision: head } })
    states.push(zipped)

    const { revisions } = await visitor.must('listRevisions', { params })
    expect(revisions[0]).toMatchObject({ revision: head + 1, source: 'zip' })
    expect(revisions.at(-1)).toMatchObject({ revision: 0, source: 'starter', changed: [] })
    const stored = await server.deps.db
      .selectFrom('revisions')
      .select(['revision', 'tree'])
      .where('attempt_id', '=', attemptId)
      .execute()
    const hashesOf = (tree: Record<string, string>) =>
      new Map(Object.entries(tree).map(([path, sha256]) => [path, { sha256 }]))
    const checksums = new Map(stored.map(({ revision, tree }) => [revision, treeSha256(hashesOf(tree))]))
    for (const [second, expected] of states.entries()) {
      const at = new Date(started + second * 1_000).toISOString()
      const { revision } = revisions.find((one) => one.at <= at) ?? { revision: -1 }
      const rebuilt = await visitor.must('getRevision', {
        params: { ...params, revision: String(revision) },
      })
      expect(new Map(rebuilt.files.map(({ path, content }) => [path, content]))).toEqual(expected)
      expect(rebuilt.treeSha256).toBe(treeSha256(treeOf(expected)))
      if (revision > 0) expect(rebuilt.treeSha256).toBe(checksums.get(revision))
    }
  })

  it('names what each save changed and by which way it came', async ({ server }) => {
    const { visitor, attemptId } = await server.attempt()
    const params = { attemptId }
    const changes: Change[] = [
      { kind: 'write', path: 'a.txt', content: 'x' },
      { kind: 'rename', path: 'a.txt', to: 'b.txt' },
    ]
    await visitor.must('saveWorkspace', { params, body: { clientId: randomUUID(), seq: 1, changes } })
    const { revisions } = await visitor.must('listRevisions', { params })
    expect(revisions[0]).toEqual({
      revision: 1,
      at: server.clock.current.toISOString(),
      source: 'browser',
      lateByMs: 0,
      changed: [
        { kind: 'write', path: 'a.txt' },
        { kind: 'rename', path: 'a.txt', to: 'b.txt' },
      ],
    })
  })

  it('there is no revision of tomorrow', async ({ server }) => {
    const { visitor, attemptId } = await server.attempt()
    for (const revision of ['1', '999999999999', '-1', 'x'])
      expect(await visitor.call('getRevision', { params: { attemptId, revision } })).toMatchObject({
        status: 404,
      })
  })
})

function someChanges(
  files: ReadonlyMap<string, string>,
  chance: { random: () => number; pick: <T>(values: readonly T[]) => T; second: number },
): Change[] {
  const { random, pick, second } = chance
  const paths = [...files.keys()]
  const kind = random()
  if (kind < 0.1 && paths.length > 2) return [{ kind: 'delete', path: pick(paths) }]
  if (kind < 0.2 && paths.length > 0)
    return [{ kind: 'rename', path: pick(paths), to: `moved-${second}.txt` }]
  const path = kind < 0.4 || paths.length === 0 ? `new-${second}.txt` : pick(paths)
  return [{ kind: 'write', path, content: `${files.get(path) ?? ''}${second} ${random()}\n` }]
}
