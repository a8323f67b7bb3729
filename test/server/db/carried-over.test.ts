import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { candidateCookieName } from '../../../server/http/access/cookies.ts'
import { hashToken, newToken } from '../../../server/staff/secret-token.ts'
import type { Visitor } from '../../support/server/call.ts'
import { emptyDatabase } from '../../support/server/test-database.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

/** What the version before migration 030 left, as its own pg_dump wrote it down. */
const dump = join(import.meta.dirname, 'dumps', 'before-030.sql')

let database: Awaited<ReturnType<typeof emptyDatabase>>
let server: TestServer
beforeAll(async () => {
  database = await emptyDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(await readFile(dump, 'utf8'))
  await client.end()
  // The server that starts on it is the migration.
  server = await startTestServer({ databaseUrl: database.url })
})
afterAll(async () => {
  await server.stop()
  await database.drop()
})

/** The browser in which somebody was signed in: the dump knows only the hash of its cookie, so it gets a new one. */
async function signedIn(invitationId: string): Promise<Visitor> {
  const token = newToken()
  const { session_id } = await server.deps.db
    .selectFrom('candidate_session_grants')
    .select('session_id')
    .where('invitation_id', '=', invitationId)
    .executeTakeFirstOrThrow()
  await server.deps.db
    .updateTable('candidate_sessions')
    .set({ token_hash: hashToken(token) } as object)
    .where('id', '=', session_id)
    .execute()
  const visitor = server.visitor()
  visitor.addCookies([`${candidateCookieName(false)}=${token}; Path=/`])
  return visitor
}

const attempts = () =>
  server.deps.db
    .selectFrom('attempts')
    .select(['id', 'invitation_id', 'submitted_at'])
    .where('submitted_at', 'is not', null)
    .executeTakeFirstOrThrow()

describe('a database of the version before is carried over', () => {
  it('with its files, its conflict copies and what was chosen about them', async () => {
    const { id: attemptId, invitation_id } = await attempts()
    const visitor = await signedIn(invitation_id)
    const { conflicts } = await visitor.must('listConflictCopies', { params: { attemptId } })
    expect(conflicts.map(({ outcome, paths }) => [outcome, paths])).toEqual([
      [null, ['both.txt']],
      ['left', ['both.txt']],
    ])
    const params = { attemptId, copyId: conflicts[1]!.id }
    expect((await visitor.must('getConflictCopy', { params })).files).toEqual([
      { path: 'both.txt', content: 'from away' },
    ])
    const receipt = await visitor.must('getReceipt', { params: { attemptId } })
    expect(receipt.files.find(({ path }) => path === 'both.txt')?.bytes).toBe('once more'.length)
    expect((await visitor.must('getSubmissionPage', { params: { attemptId } })).notes.tradeOffs).toBe('none')
  })

  it('with a first cohort of each position, which goes on giving out what was given out last', async () => {
    const { invitation_id: invitationId } = await attempts()
    const invited = await server.deps.db
      .selectFrom('invitations')
      .innerJoin('exercise_versions', 'exercise_versions.id', 'invitations.exercise_version_id')
      .innerJoin('position_cohorts', 'position_cohorts.id', 'invitations.cohort_id')
      .select(['invitations.position_id', 'exercise_id', 'version', 'number'])
      .where('invitations.id', '=', invitationId)
      .executeTakeFirstOrThrow()
    expect(invited.number).toBe(1)
    const { positions } = await (await server.staff('recruiter')).must('listPositions')
    expect(positions.every(({ cohort }) => cohort?.number === 1)).toBe(true)
    const { exercise_id: exerciseId, version } = invited
    expect(positions.find(({ id }) => id === invited.position_id)?.cohort?.exercises).toContainEqual({
      exerciseId,
      version,
    })
  })

  it('with what somebody asked for, and how their own check went', async () => {
    const { invitation_id: invitationId } = await attempts()
    const recruiter = await server.staff('recruiter')
    const params = { invitationId }
    const { accommodations } = await recruiter.must('listAccommodations', { params })
    expect(accommodations).toMatchObject([{ kind: 'half', words: 'I read slowly' }])
    const { invitations } = await recruiter.must('listInvitations')
    const row = invitations.find(({ id }) => id === invitationId)!
    expect(row.setupCheck?.checks).toEqual({ storage: 'ok', socket: 'fail', run: 'ok' })
    expect(row.startedAt).not.toBeNull()
    expect((await recruiter.must('listMails', { params })).mails.length).toBeGreaterThan(3)
  })

  it('with runs that name by whose checks they are judged, and a grading that can still be claimed', async () => {
    const { id: attemptId } = await attempts()
    const runs = await server.deps.db
      .selectFrom('runs')
      .selectAll()
      .where('attempt_id', '=', attemptId)
      .execute()
    expect(new Set(runs.map((run) => run.checks_version_id)).size).toBe(1)
    expect(runs.find(({ kind }) => kind === 'visible')?.test_filter).toEqual({
      suite: './...',
      path: ['TestA'],
    })
    const graded = runs.find(({ kind }) => kind === 'graded')!
    const worker = server.visitor()
    const answer = await worker.call('claimRun', {
      params: { runId: graded.id },
      body: { workerId: 'test' },
      headers: { authorization: `Bearer ${server.config.workerToken}` },
    })
    expect(answer.body).toMatchObject({ status: 'claimed', kind: 'graded' })
  })

  it('with an attempt that goes on where it was: saved files stand, and the next save counts on', async () => {
    const running = await server.deps.db
      .selectFrom('attempts')
      .select(['id', 'invitation_id'])
      .where('submitted_at', 'is', null)
      .executeTakeFirstOrThrow()
    const visitor = await signedIn(running.invitation_id)
    const params = { attemptId: running.id }
    const workspace = await visitor.must('getWorkspace', { params })
    expect(workspace.files.find(({ path }) => path === 'mine.txt')?.content).toBe('still running')
    const changes = [{ kind: 'write' as const, path: 'mine.txt', content: 'gone on' }]
    const body = { clientId: crypto.randomUUID(), seq: 1, baseRevision: workspace.revision, changes }
    expect(await visitor.must('saveWorkspace', { params, body })).toMatchObject({
      revision: workspace.revision + 1,
      conflictPaths: [],
    })
  })
})
