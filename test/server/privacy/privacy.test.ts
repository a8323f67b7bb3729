import { sql } from 'kysely'
import { randomBytes, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eraseDueCandidates } from '../../../server/privacy/erase-candidates.ts'
import { readZip } from '../../../server/workspaces/zip/read-zip.ts'
import { openGitClient } from '../workspaces/git/git-client.ts'
import { unpackZip } from '../../support/unpack-zip.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const dayMs = 24 * 3_600_000

async function finishAttempt(secret: string) {
  const candidate = await server.candidate()
  const { visitor, invitationId } = candidate
  const ask = { kind: 'other', words: `request ${secret}` } as const
  await visitor.must('askForAccommodation', { params: { invitationId }, body: ask })
  const recruiter = await server.staff('recruiter')
  const note = { words: `noted ${secret}` }
  await recruiter.must('writeCandidateNote', { params: { invitationId }, body: note })
  await visitor.must('startPractice', { params: { invitationId } })
  const { attemptId } = await visitor.must('startAttempt', { params: { invitationId }, body: {} })
  const attempt = { ...candidate, attemptId }
  const params = { attemptId }
  const change = { kind: 'write' as const, path: 'secret.txt', content: secret }
  const save = { clientId: randomUUID(), seq: 1, changes: [change] }
  await attempt.visitor.must('saveWorkspace', { params, body: save })
  await attempt.visitor.must('createRun', { params })
  await attempt.visitor.must('submitAttempt', { params })
  await attempt.visitor.must('saveNotes', { params, body: { tradeOffs: `notes ${secret}` } })
  await attempt.visitor.must('giveFeedback', { params, body: { comment: `feedback ${secret}` } })
  return { ...attempt, params }
}

/** Every row of every table of ours that says the text, as `table: count`. */
async function whereItStands(text: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(server.deps.db)
  const found: string[] = []
  for (const { name } of rows) {
    const { rows: counted } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(name)} as row where to_jsonb(row)::text like ${`%${text}%`}`.execute(
      server.deps.db,
    )
    if ((counted[0]?.count ?? 0) > 0) found.push(`${name}: ${counted[0]?.count}`)
  }
  return found
}

describe('the export', () => {
  it('holds the files, every saved state, runs, notes and the record, and nothing of hidden checks or staff', async () => {
    const secret = randomUUID()
    const { visitor, invitationId } = await finishAttempt(secret)
    const { zipBase64 } = await visitor.must('exportMyData', { params: { invitationId } })
    const { files } = await readZip(Buffer.from(zipBase64, 'base64'))
    expect(files.get('files/secret.txt')).toBe(secret)
    expect([...files].filter(([path]) => path.startsWith('contents/')).map(([, text]) => text)).toContain(
      secret,
    )
    expect(files.get('notes.json')).toContain(`notes ${secret}`)
    expect(files.get('feedback.json')).toContain(`feedback ${secret}`)
    expect(JSON.parse(files.get('saves.json')!)).toHaveLength(1)
    expect(JSON.parse(files.get('runs.json')!)).toMatchObject([
      { kind: 'visible' },
      { kind: 'graded', result: null },
    ])
    expect(files.get('record.json')).toContain('attempt-submitted')
    expect(files.get('requests.json')).toContain(`request ${secret}`)
    expect(files.get('mails.json')).toContain('receipt')
    expect(files.get('person.json')).toContain('@')
    expect(JSON.parse(files.get('sessions.json')!)).toHaveLength(1)
    expect(files.get('practice/attempt.json')).toContain('started_at')
    expect([...files.values()].join('')).not.toContain('staff:')
  })

  it('holds the commits and their words as a bundle that git clones', async () => {
    const { visitor, invitationId, attemptId } = await server.attempt()
    const { cloneUrl } = await visitor.must('createGitCredential', { params: { attemptId } })
    const [mine, later] = [await openGitClient(), await openGitClient()]
    await mine.must('clone', '-q', cloneUrl, '.')
    await mine.must('commit', '-q', '--allow-empty', '-m', 'Thought about it')
    await writeFile(join(mine.folder, 'own.txt'), 'own\n')
    await mine.must('add', 'own.txt')
    await mine.must('commit', '-q', '-m', 'Did it')
    await mine.must('push', '-q')
    const { zipBase64 } = await visitor.must('exportMyData', { params: { invitationId } })
    const entries = await unpackZip(Buffer.from(zipBase64, 'base64'))
    const bundle = entries.get('my-fairtime-data/git.bundle')
    await writeFile(join(later.folder, 'git.bundle'), bundle ?? '')
    await later.must('clone', '-q', 'git.bundle', 'again')
    const log = await later.must('-C', 'again', 'log', '--format=%s')
    expect(log.split('\n').slice(0, 2)).toEqual(['Did it', 'Thought about it'])
    await Promise.all([mine.close(), later.close()])
  })

  it('is put together once at a time for one person, and again when that has ended', async () => {
    const { visitor, invitationId, attemptId } = await server.attempt()
    for (let seq = 1; seq <= 8; seq += 1)
      await visitor.must('saveWorkspace', {
        params: { attemptId },
        body: {
          clientId: randomUUID(),
          seq,
          changes: [{ kind: 'write', path: 'large.txt', content: randomBytes(200_000).toString('hex') }],
        },
      })
    const params = { invitationId }
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => visitor.call('exportMyData', { params })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 429, 429, 429])
    expect(answers.find(({ error }) => error !== null)?.error?.message).toContain(
      'being put together already',
    )
    const { zipBase64 } = await visitor.must('exportMyData', { params })
    const entries = await unpackZip(Buffer.from(zipBase64, 'base64'))
    expect([...entries.keys()].filter((path) => path.includes('/contents/')).length).toBeGreaterThanOrEqual(8)
    expect(JSON.parse(String(entries.get('my-fairtime-data/saves.json')))).toHaveLength(8)
  })

  it('is there before the start, too', async () => {
    const { visitor, invitationId } = await server.candidate()
    const { zipBase64 } = await visitor.must('exportMyData', { params: { invitationId } })
    const { files } = await readZip(Buffer.from(zipBase64, 'base64'))
    const names = [
      'README.txt',
      'mails.json',
      'person.json',
      'programs.json',
      'record.json',
      'recruiter-notes.json',
      'requests.json',
      'sessions.json',
    ]
    expect([...files.keys()].sort()).toEqual(names)
  })
})

describe('deletion', () => {
  it('takes everything about the candidate on the promised day, not before, and leaves others and the record', async () => {
    const secret = randomUUID()
    const { visitor, attemptId, invitationId, params } = await finishAttempt(secret)
    const { name, email } = await server.deps.db
      .selectFrom('candidates')
      .innerJoin('invitations', 'invitations.candidate_id', 'candidates.id')
      .select(['name', 'email'])
      .where('invitations.id', '=', invitationId)
      .executeTakeFirstOrThrow()
    const { deletedAt } = await visitor.must('getSubmissionPage', { params })
    const now = await server.deps.clock.now()
    const waitMs = new Date(deletedAt).getTime() - now.getTime()
    expect(waitMs).toBeGreaterThan(179 * dayMs)

    server.clock.advance(waitMs - 1)
    await eraseDueCandidates(server.deps)
    expect(await whereItStands(secret)).not.toEqual([])

    const young = await finishAttempt(`other ${secret.slice(0, 8)}`)
    server.clock.advance(1)
    await eraseDueCandidates(server.deps)
    expect(await whereItStands(secret)).toEqual([])
    expect(await whereItStands(email)).toEqual([])
    expect(name).not.toBe('')
    expect(await whereItStands(attemptId)).toEqual([expect.stringMatching(/^audit: /)])
    expect(
      (await young.visitor.must('getSubmissionPage', { params: young.params })).receipt.files.length,
    ).toBeGreaterThan(0)
  })

  it('never takes somebody who is at work, nor history without saying that it erases', async () => {
    const { attemptId, visitor } = await finishAttempt(randomUUID())
    await expect(
      server.deps.db.deleteFrom('revisions').where('attempt_id', '=', attemptId).execute(),
    ).rejects.toThrow('append-only')
    const attempt = await server.attempt()
    await server.deps.db
      .updateTable('invitations')
      .set({ expires_at: new Date(0) })
      .where('id', '=', attempt.invitationId)
      .execute()
    await eraseDueCandidates(server.deps)
    expect(
      (await attempt.visitor.call('getAttempt', { params: { attemptId: attempt.attemptId } })).status,
    ).toBe(200)
    expect((await visitor.call('getSubmissionPage', { params: { attemptId } })).status).toBe(200)
  })
})
