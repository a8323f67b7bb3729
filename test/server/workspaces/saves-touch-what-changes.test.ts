import { randomUUID } from 'node:crypto'
import { sql, type KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Change } from '#contracts/workspace.ts'
import { getAttempt } from '../../../server/attempts/store.ts'
import { saveWorkspace } from '../../../server/workspaces/save-workspace.ts'
import { sha256, treeSha256 } from '../../../server/workspaces/tree.ts'
import { takeZip } from '../../../server/workspaces/zip/take-zip.ts'
import { receivePush } from '../../../server/workspaces/git/push/receive-push.ts'
import { syncRepository } from '../../../server/workspaces/git/sync-repository.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'
import { bodyOfHead, commit, openGitAttempts, saveInBrowser } from './git/git-attempt.ts'
import { rawZip } from './zip/raw-zip.ts'

let server: TestServer
beforeAll(async () => void (server = await startTestServer()))
const desk = openGitAttempts(() => server)
afterAll(async () => {
  await desk.close()
  await server.stop()
})

const fileCount = 200
const pathOf = (index: number) => `part-${index % 2}/file-${index}.txt`
const textOf = (index: number) => `file ${index}\n`.repeat(20)
const all = Array.from({ length: fileCount }, (_none, index) => ({
  path: pathOf(index),
  content: textOf(index),
}))

/** Counts what a save has PostgreSQL hand over of contents, and which texts it hashes. */
function counted() {
  const counts = { contentRows: 0, hashRows: 0, hashed: [] as string[] }
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      for (const row of result.rows) {
        if (typeof row['content'] === 'string') counts.contentRows += 1
        else if (Object.keys(row).includes('sha256')) counts.hashRows += 1
      }
      return result
    },
  }
  const deps = {
    ...server.deps,
    db: server.deps.db.withPlugin(plugin),
    hashText: (text: string) => {
      counts.hashed.push(text)
      return sha256(text)
    },
  }
  return { counts, deps }
}

/** An attempt with exactly the 200 files, which came as an archive. */
async function openFull() {
  const { visitor, attemptId } = await server.attempt()
  const params = { attemptId }
  const zipBase64 = zipOf(all)
  await visitor.must('takeZip', { params, body: { clientId: randomUUID(), zipBase64, expectedRevision: 0 } })
  const clientId = randomUUID()
  let seq = 0
  const save = (deps: Parameters<typeof saveWorkspace>[0], ...changes: Change[]) =>
    saveWorkspace(deps, { attemptId, clientId, seq: (seq += 1), changes, now: server.clock.current })
  return { visitor, attemptId, params, save }
}

const zipOf = (files: readonly { path: string; content: string }[]) =>
  rawZip(files.map(({ path, content }) => ({ name: path, content }))).toString('base64')
const withFirst = (content: string) => all.map((file, index) => (index === 0 ? { ...file, content } : file))

describe('a save among 200 files', () => {
  it('of one changed file hashes that file and reads no content', async () => {
    const { visitor, params, save } = await openFull()
    const { counts, deps } = counted()
    const saved = await save(deps, { kind: 'write', path: pathOf(7), content: 'changed' })
    expect(saved).toMatchObject({ revision: 2, refused: [] })
    expect(counts).toEqual({ contentRows: 0, hashRows: 0, hashed: ['changed'] })
    const { files } = await visitor.must('getWorkspace', { params })
    expect(files).toHaveLength(fileCount)
    expect(files.find(({ path }) => path === pathOf(7))?.content).toBe('changed')
    expect(files.find(({ path }) => path === pathOf(8))?.content).toBe(textOf(8))
  })

  it('that renames and deletes hashes nothing and reads nothing', async () => {
    const { save } = await openFull()
    const { counts, deps } = counted()
    await save(
      deps,
      { kind: 'rename', path: pathOf(1), to: 'src/renamed.txt' },
      { kind: 'delete', path: pathOf(2) },
    )
    expect(counts).toEqual({ contentRows: 0, hashRows: 0, hashed: [] })
  })

  it('that comes as an archive hashes what came and reads no content', async () => {
    const { attemptId, visitor, params } = await openFull()
    const { counts, deps } = counted()
    const attempt = await getAttempt(server.deps.db, attemptId)
    const upload = { attempt, clientId: randomUUID(), keepsOthers: false, now: server.clock.current }
    const files = withFirst('from an archive')
    const saved = await takeZip(deps, { ...upload, zipBase64: zipOf(files), expectedRevision: 1 })
    expect(saved.revision).toBe(2)
    expect(counts.contentRows).toBe(0)
    expect([...counts.hashed].sort()).toEqual(files.map(({ content }) => content).sort())
    const { revisions } = await visitor.must('listRevisions', { params })
    expect(revisions[0]?.changed).toEqual([{ kind: 'write', path: pathOf(0) }])
  })

  it('that comes as a push hashes what came and reads no content', async () => {
    const attempt = await desk.start()
    const { attemptId, visitor } = attempt
    const params = { attemptId }
    const body = { clientId: randomUUID(), zipBase64: zipOf(all), expectedRevision: 0 }
    await visitor.must('takeZip', { params, body })
    await attempt.git.must('clone', '-q', attempt.cloneUrl, '.')
    await commit(attempt, { [pathOf(5)]: 'from git' }, 'one file')
    const push = { attemptId, body: await bodyOfHead(attempt), now: server.clock.current }
    const { counts, deps } = counted()
    await receivePush(deps, push)
    expect(counts.contentRows).toBe(0)
    expect(counts.hashed).toHaveLength(fileCount)
    const { revisions } = await visitor.must('listRevisions', { params })
    expect(revisions[0]).toMatchObject({
      source: 'git',
      changed: [{ kind: 'write', path: pathOf(5) }],
    })
  })

  it('in git reads only what was saved elsewhere since', async () => {
    const attempt = await desk.start()
    const { attemptId, visitor } = attempt
    const body = { clientId: randomUUID(), zipBase64: zipOf(all), expectedRevision: 0 }
    await visitor.must('takeZip', { params: { attemptId }, body })
    await attempt.git.must('clone', '-q', attempt.cloneUrl, '.')
    await saveInBrowser(attempt, pathOf(6), 'from the browser')
    const { counts, deps } = counted()
    const repository = await syncRepository(deps.db, { attemptId, now: server.clock.current })
    await repository.close()
    expect(counts).toEqual({ contentRows: 1, hashRows: 0, hashed: [] })
  })

  it('that is kept apart reads what it renames, and nothing else', async () => {
    const { attemptId, save } = await openFull()
    const other = randomUUID()
    const { counts, deps } = counted()
    const now = server.clock.current
    await save(deps, { kind: 'write', path: pathOf(3), content: 'mine' })
    counts.hashed.length = 0
    const changes: Change[] = [{ kind: 'rename', path: pathOf(3), to: 'src/moved.txt' }]
    const apart = await saveWorkspace(deps, {
      ...{ attemptId, clientId: other, seq: 1, changes, now },
      baseRevision: 1,
    })
    expect(apart.conflictPaths.sort()).toEqual([pathOf(3), 'src/moved.txt'])
    expect(counts).toEqual({ contentRows: 1, hashRows: 0, hashed: [] })
  })
})

describe('a revision from before sizes were kept', () => {
  /** As such a database has it: the sizes were never written. */
  async function forgetSizes(attemptId: string) {
    await server.deps.db.transaction().execute(async (tx) => {
      await sql`alter table revisions disable trigger revisions_append_only`.execute(tx)
      await sql`update revisions set file_bytes = null where attempt_id = ${attemptId}`.execute(tx)
      await sql`alter table revisions enable trigger revisions_append_only`.execute(tx)
    })
  }

  it('is read, judged by true sizes and saved upon; its hashes stay what they were', async () => {
    const { visitor, attemptId, params, save } = await openFull()
    const before = await visitor.must('getRevision', { params: { ...params, revision: '1' } })
    await forgetSizes(attemptId)
    expect(await visitor.must('getRevision', { params: { ...params, revision: '1' } })).toEqual(before)
    const { counts, deps } = counted()
    const large = 'x'.repeat(512 * 1024)
    const wide = ['a', 'b', 'c', 'd'].map((name, index) => ({
      kind: 'write' as const,
      path: pathOf(index),
      content: name + large.slice(1),
    }))
    const saved = await save(deps, ...wide)
    // Four files of the largest size are all that has room, and 196 others are there.
    expect(saved.refused.map(({ path }) => path)).toEqual([pathOf(3)])
    expect(counts.contentRows).toBe(0)
    expect(counts.hashed).toHaveLength(3)
    const row = await server.deps.db
      .selectFrom('revisions')
      .select(['tree', 'file_bytes'])
      .where('attempt_id', '=', attemptId)
      .where('revision', '=', 2)
      .executeTakeFirstOrThrow()
    expect(row.file_bytes?.[pathOf(9)]).toBe(textOf(9).length)
    const hashes = new Map(Object.entries(row.tree).map(([path, hash]) => [path, { sha256: hash }]))
    await visitor.must('submitAttempt', { params })
    const { receipt } = await visitor.must('getSubmissionPage', { params })
    expect(receipt.treeSha256).toBe(treeSha256(hashes))
    expect(receipt.files).toHaveLength(fileCount)
    for (const { path, bytes, sha256: hash } of receipt.files) {
      expect(hash).toBe(row.tree[path])
      expect(bytes).toBe(row.file_bytes?.[path])
    }
  })
})
