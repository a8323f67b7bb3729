import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readZip } from '../../../../server/workspaces/zip/read-zip.ts'
import { startTestServer, type TestServer } from '../../../support/server/test-server.ts'
import { rawZip } from './raw-zip.ts'

let server: TestServer
beforeAll(async () => void (server = await startTestServer()))
afterAll(() => server.stop())

const zipOf = (files: Record<string, string>) =>
  rawZip(Object.entries(files).map(([name, content]) => ({ name, content }))).toString('base64')

async function openAttempt() {
  const { visitor, attemptId } = await server.attempt()
  const params = { attemptId }
  const take = (zipBase64: string, expectedRevision: number) =>
    visitor.call('takeZip', { params, body: { clientId: randomUUID(), zipBase64, expectedRevision } })
  const files = async () => {
    const workspace = await visitor.must('getWorkspace', { params })
    return new Map(workspace.files.map((file) => [file.path, file.content]))
  }
  return { visitor, attemptId, params, take, files }
}

describe('the workspace as a zip archive', () => {
  it('comes down with exactly the files that are there, and goes up again unchanged', async () => {
    const { visitor, params, take, files } = await openAttempt()
    const { zipBase64, revision } = await visitor.must('downloadZip', { params })
    expect((await readZip(Buffer.from(zipBase64, 'base64'))).files).toEqual(await files())
    expect(await visitor.must('previewZip', { params, body: { zipBase64 } })).toEqual({
      revision,
      changes: [],
      ignored: [],
    })
    expect(await take(zipBase64, revision)).toMatchObject({ status: 200, body: { revision } })
  })

  it('says what would change, saves it as one revision, and keeps what was there before', async () => {
    const { visitor, attemptId, params, take, files } = await openAttempt()
    const before = await files()
    const [kept] = [...before.keys()]
    const zip = zipOf({ [kept ?? '']: 'changed\n', 'new.txt': 'new\n' })
    const preview = await visitor.must('previewZip', { params, body: { zipBase64: zip } })
    expect(preview.changes).toContainEqual({ kind: 'added', path: 'new.txt' })
    expect(preview.changes).toContainEqual({ kind: 'changed', path: kept })
    expect(preview.changes.filter((change) => change.kind === 'removed')).toHaveLength(before.size - 1)
    expect(await take(zip, preview.revision)).toMatchObject({
      status: 200,
      body: { revision: 1, lateByMs: 0 },
    })
    expect(await files()).toEqual(
      new Map([
        [kept, 'changed\n'],
        ['new.txt', 'new\n'],
      ]),
    )
    const row = await server.deps.db
      .selectFrom('revisions')
      .select('source')
      .where('attempt_id', '=', attemptId)
      .executeTakeFirstOrThrow()
    expect(row.source).toBe('zip')
  })

  it('never overwrites what came after the preview', async () => {
    const { visitor, params, take, files } = await openAttempt()
    const changes = [{ kind: 'write' as const, path: 'typed.txt', content: 'typed\n' }]
    await visitor.must('saveWorkspace', { params, body: { clientId: randomUUID(), seq: 1, changes } })
    expect(await take(zipOf({ 'a.txt': 'a' }), 0)).toMatchObject({
      status: 409,
      error: { code: 'stale_revision' },
    })
    expect((await files()).get('typed.txt')).toBe('typed\n')
  })

  it('says what is wrong with an archive, and takes nothing of it', async () => {
    const { visitor, params, take, files } = await openAttempt()
    const before = await files()
    const bad = rawZip([{ name: 'fine.txt' }, { name: '../out.txt' }]).toString('base64')
    for (const answer of [
      await take(bad, 0),
      await visitor.call('previewZip', { params, body: { zipBase64: bad } }),
    ]) {
      expect(answer).toMatchObject({ status: 400, error: { code: 'bad_request' } })
      expect(answer.error?.issues?.[0]?.path).toBe('body.zipBase64')
    }
    expect(await files()).toEqual(before)
  })

  it('counts in the minute after the end, flagged late; after that it is kept apart', async () => {
    const { visitor, attemptId, params, take } = await openAttempt()
    const { deadline } = await visitor.must('getClock', { params })
    const before = server.clock.current
    server.clock.current = new Date(new Date(deadline).getTime() + 30_000)
    expect(await take(zipOf({ 'a.txt': 'a' }), 0)).toMatchObject({ body: { revision: 1, lateByMs: 30_000 } })
    server.clock.current = new Date(new Date(deadline).getTime() + 60_001)
    expect(await take(zipOf({ 'a.txt': 'b' }), 1)).toMatchObject({ status: 409, error: { code: 'too_late' } })
    server.clock.current = before
    const kept = await server.deps.db
      .selectFrom('late_writes')
      .select('body')
      .where('attempt_id', '=', attemptId)
      .execute()
    expect(kept).toEqual([{ body: { source: 'zip', zipBase64: zipOf({ 'a.txt': 'b' }) } }])
  })

  it('warns before most files would go, and takes only what is in it where that is wanted', async () => {
    const { visitor, params, files } = await openAttempt()
    const before = await files()
    const zipBase64 = zipOf({ 'sub/go.mod': 'module x\n', 'sub/new.txt': 'new\n', 'other.txt': 'o' })
    const preview = await visitor.must('previewZip', { params, body: { zipBase64 } })
    expect(preview.warnings).toEqual([
      `It would remove all of the ${before.size} files that are here.`,
      expect.stringMatching(/^There is no "go\.mod" in it, .*The one in "sub" is not looked at/),
    ])
    const body = { clientId: randomUUID(), zipBase64, expectedRevision: 0, keepsOthers: true }
    await visitor.must('takeZip', { params, body })
    const added = { 'sub/go.mod': 'module x\n', 'sub/new.txt': 'new\n', 'other.txt': 'o' }
    expect(await files()).toEqual(new Map([...before, ...Object.entries(added)]))
  })

  it('a zip of half the workspace keeps the folder that the workspace has', async () => {
    const { visitor, params } = await openAttempt()
    const changes = [{ kind: 'write' as const, path: 'src/a.go', content: 'a' }]
    await visitor.must('saveWorkspace', { params, body: { clientId: randomUUID(), seq: 1, changes } })
    const zipBase64 = zipOf({ 'p/src/a.go': 'b' })
    const preview = await visitor.must('previewZip', { params, body: { zipBase64 } })
    expect(preview.changes).toContainEqual({ kind: 'changed', path: 'src/a.go' })
    expect(preview.warnings).toHaveLength(2)
  })

  it("is nobody else's", async () => {
    const [mine, other] = [await openAttempt(), await openAttempt()]
    const foreign = await other.visitor.call('downloadZip', { params: mine.params })
    expect(foreign.status).toBe(404)
  })
})
