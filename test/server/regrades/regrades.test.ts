import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checksSha256 } from '../../../server/exercises/checks-sha256.ts'
import { readExerciseFolder } from '../../../server/exercises/read-folder.ts'
import { keepVersion } from '../../../server/exercises/store.ts'
import type { Visitor } from '../../support/server/call.ts'
import { startTestServer, typescriptExercise, type TestServer } from '../../support/server/test-server.ts'
import { because, openRegradeFixture } from './regrade-fixture.ts'

let server: TestServer
let author: Visitor & { staffId: string }
let recruiter: Visitor
let reviewer: Visitor & { staffId: string }
let fixture: ReturnType<typeof openRegradeFixture>
beforeAll(async () => {
  server = await startTestServer()
  author = await server.staff('author')
  recruiter = await server.staff('recruiter')
  reviewer = await server.staff('reviewer')
  fixture = openRegradeFixture(server)
})
afterAll(() => server.stop())

/** Some submissions of one version, graded with the first check failing, and a newer version. */
async function graded(count: number) {
  // Of a position of its own, whose cohort takes the newest version.
  const positionId = await server.position({ reviewerIds: [reviewer.staffId] })
  const submissions = []
  for (let index = 0; index < count; index += 1) submissions.push(await fixture.submitted(positionId))
  const firstCheck = (await fixture.grade(submissions[0]!.attemptId, ['none'])).graded!.checkIds[0]!
  for (const { attemptId } of submissions.slice(1)) await fixture.grade(attemptId, [firstCheck])
  const fromVersionId = await fixture.versionOf(submissions[0]!.invitationId)
  const checksVersionId = await fixture.publish((manifest) => ({
    limits: { ...manifest.limits, graded: { ...manifest.limits.graded, wallMs: 123_000 } },
  }))
  server.clock.advance(60_000)
  return { submissions, firstCheck, versions: { fromVersionId, checksVersionId } }
}

const boardRow = async (invitationId: string) =>
  (await recruiter.must('listInvitations')).invitations.find((row) => row.id === invitationId)!
const versionRow = (id: string) =>
  server.deps.db.selectFrom('exercise_versions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const rowsOf = (attemptId: string) =>
  server.deps.db.selectFrom('runs').selectAll().where('attempt_id', '=', attemptId).execute()

const today = () => `${server.clock.current.toISOString().slice(0, 10)}T00:00:00.000Z`

describe('grading a version again', () => {
  it('runs every submission of it by the newer checks, and reports what came out otherwise', async () => {
    const { submissions, firstCheck, versions } = await graded(3)
    const [first, second, third] = submissions as [
      (typeof submissions)[0],
      (typeof submissions)[0],
      (typeof submissions)[0],
    ]
    const { regradeId } = await author.must('startRegrade', { body: { ...versions, reason: because } })
    const params = { regradeId }
    expect((await author.must('getRegrade', { params })).regrade).toMatchObject({
      waiting: 3,
      running: 0,
      reason: because,
    })

    const newer = await versionRow(versions.checksVersionId)
    const claimed = await fixture.claim((await fixture.runOf(first.attemptId)).id)
    expect(claimed.graded?.probeFiles).toEqual(newer.probes)
    expect(claimed.limits.wallMs).toBe(123_000)
    expect(claimed.files).toContainEqual({ path: 'mine.txt', content: 'my work' })
    expect((await author.must('getRegrade', { params })).regrade).toMatchObject({ waiting: 2, running: 1 })

    await fixture.grade(first.attemptId, ['none'], claimed)
    await fixture.grade(second.attemptId, [firstCheck])
    await fixture.grade(third.attemptId)
    const report = await recruiter.must('getRegrade', { params })
    expect(report).toMatchObject({
      same: 2,
      platformErrors: [],
      regrade: { waiting: 0, running: 0, finished: 3 },
    })
    expect(report.changed).toEqual([
      {
        alias: third.alias,
        before: 'failed',
        after: 'passed',
        flipped: [{ checkId: firstCheck, before: false, after: true }],
      },
    ])
    expect(JSON.stringify(report)).not.toContain('Quillfeather')
    expect(report.regrade.endedAt).not.toBeNull()
    expect((await recruiter.must('listRegrades')).regrades[0]).toEqual(report.regrade)
    const audit = await server.deps.db
      .selectFrom('audit')
      .select(['actor', 'action', 'detail'])
      .where('subject', '=', `regrade:${regradeId}`)
      .execute()
    expect(audit).toMatchObject([
      {
        actor: `staff:${author.staffId}`,
        action: 'regrade-started',
        detail: { reason: because, submissions: 3 },
      },
    ])
  })

  it('shows reviewers and the board the new results once all of it has ended, and keeps the earlier ones', async () => {
    const { submissions, versions } = await graded(2)
    const [other, one] = submissions as [(typeof submissions)[0], (typeof submissions)[0]]
    const params = { submissionId: one.submissionId }
    const seen = () => reviewer.must('getSubmission', { params })
    const before = await seen()
    expect(before.gradings).toMatchObject([{ regrade: null, result: { verdict: 'failed' } }])
    const card = {
      rubric: Object.fromEntries(before.rubric.map((item) => [item.id, 3])),
      attributes: { craft: 'star', communication: 'star' },
      recommendation: 'no',
      reason: 'One check did not hold, and that is what my reason is all about.',
      reasonAttribute: 'craft',
    } as const
    const review = await reviewer.must('submitReview', { params, body: card })

    await author.must('startRegrade', { body: { ...versions, reason: because } })
    await fixture.grade(one.attemptId)
    expect((await seen()).gradings).toEqual(before.gradings)
    expect((await boardRow(one.invitationId)).gradedVerdict).toBe('failed')
    await fixture.grade(other.attemptId)

    const after = await seen()
    expect(after.gradings).toMatchObject([
      {
        // A reviewer is told the day: an hour could be matched with one that stands beside a name.
        regrade: { reason: because, askedAt: today() },
        gradedAt: today(),
        result: { verdict: 'passed' },
      },
      before.gradings[0]!,
    ])
    expect(after.myReview).toMatchObject({ ...review, scorecard: card })
    expect(await boardRow(one.invitationId)).toMatchObject({ gradedVerdict: 'passed', gradingFault: 'none' })
    await expect(server.deps.db.deleteFrom('run_results').execute()).rejects.toThrow('append-only')
    await expect(server.deps.db.deleteFrom('regrades').execute()).rejects.toThrow('append-only')
  })

  it('asked for twice at the same moment starts one; asked for otherwise meanwhile it waits', async () => {
    const { submissions, versions } = await graded(1)
    const body = { ...versions, reason: because }
    const answers = await Promise.all([1, 2, 3].map(() => author.must('startRegrade', { body })))
    expect(new Set(answers.map((answer) => answer.regradeId)).size).toBe(1)
    expect(await rowsOf(submissions[0]!.attemptId)).toHaveLength(2)
    expect(
      await author.call('startRegrade', { body: { ...body, reason: 'Another reason altogether' } }),
    ).toMatchObject({
      status: 409,
      error: { code: 'conflict', message: expect.stringContaining('already') },
    })
    await fixture.grade(submissions[0]!.attemptId)
    server.clock.advance(1_000)
    const again = await author.must('startRegrade', { body })
    expect(again.regradeId).not.toBe(answers[0]!.regradeId)
    await fixture.grade(submissions[0]!.attemptId)
  })

  it('records by what each result was found', async () => {
    const { submissions, versions } = await graded(1)
    const { attemptId, submissionId } = submissions[0]!
    await author.must('startRegrade', {
      body: {
        fromVersionId: versions.fromVersionId,
        checksVersionId: versions.checksVersionId,
        reason: because,
      },
    })
    await fixture.grade(attemptId)
    const { gradings } = await reviewer.must('getSubmission', { params: { submissionId } })
    const hashes = []
    for (const id of [versions.checksVersionId, versions.fromVersionId])
      hashes.push(checksSha256(await versionRow(id)))
    expect(new Set(hashes).size).toBe(2)
    expect(gradings.map((grading) => grading.result.provenance)).toEqual(
      hashes.map((sha256) => ({ workerId: 'test', policySha256: 'a'.repeat(64), checksSha256: sha256 })),
    )
  })

  it('a version by whose checks anything was graded keeps its content', async () => {
    const { submissions, versions } = await graded(1)
    await author.must('startRegrade', { body: { ...versions, reason: because } })
    await fixture.grade(submissions[0]!.attemptId)
    const { version } = await versionRow(versions.checksVersionId)
    const folder = await readExerciseFolder('exercises/go-harbour-board', 'go-harbour-board')
    if ('reason' in folder) throw new Error(folder.reason)
    const changed = { ...folder, manifest: { ...folder.manifest, version }, contentSha256: 'other' }
    expect(await keepVersion(server.deps.db, changed, server.clock.current)).toMatchObject({
      reason: expect.stringContaining('raise the number'),
    })
  })
})

describe('what cannot be graded again is refused with the reason', () => {
  const ask = async (body: { fromVersionId: string; checksVersionId: string; reason?: string }) => {
    const answer = await author.call('startRegrade', { body: { reason: because, ...body } })
    return [answer.status, answer.error?.issues?.[0]]
  }

  it('unknown, foreign, older or unlike versions, and nothing to grade', async () => {
    const { fromVersionId, checksVersionId } = (await graded(1)).versions
    const nobody = '4ff33e10-7e6e-4c4c-9d41-9a2d1a2f3b5c'
    const foreign = await server.deps.db
      .selectFrom('exercise_versions')
      .select('id')
      .where('exercise_id', '=', typescriptExercise)
      .executeTakeFirstOrThrow()
    const otherEntry = await fixture.publish(() => ({ entryFile: 'main.go' }))
    const otherLanguage = await fixture.publish(() => ({ language: 'typescript' }))
    const refusals = [
      [{ fromVersionId: nobody, checksVersionId }, 'fromVersionId', 'no such version'],
      [{ fromVersionId, checksVersionId: nobody }, 'checksVersionId', 'no such version'],
      [{ fromVersionId, checksVersionId: foreign.id }, 'checksVersionId', 'another exercise'],
      [{ fromVersionId: checksVersionId, checksVersionId: fromVersionId }, 'checksVersionId', 'older'],
      [{ fromVersionId, checksVersionId: otherEntry }, 'checksVersionId', 'main.go'],
      [{ fromVersionId, checksVersionId: otherLanguage }, 'checksVersionId', 'another language'],
      [{ fromVersionId: checksVersionId, checksVersionId }, 'fromVersionId', 'nobody has submitted'],
      [{ fromVersionId, checksVersionId, reason: ' short ' }, 'reason', 'at least 10'],
    ] as const
    for (const [body, field, words] of refusals)
      expect(await ask(body)).toEqual([
        400,
        { path: `body.${field}`, reason: expect.stringContaining(words) },
      ])
    const { versions } = await author.must('listStoredVersions')
    const offered = versions
      .find((version) => version.id === fromVersionId)
      ?.checksVersions.map(({ id }) => id)
    expect(offered?.[0]).toBe(fromVersionId)
    expect(offered).toContain(checksVersionId)
    expect(offered).not.toContain(otherLanguage)
    // So that new invitations are for a whole exercise again.
    await fixture.publish()
  })

  it('and nobody but admins and authors may ask', async () => {
    const { versions } = await graded(1)
    for (const role of ['recruiter', 'reviewer'] as const) {
      const person = await server.staff(role)
      expect((await person.call('startRegrade', { body: { ...versions, reason: because } })).status).toBe(403)
    }
    expect((await reviewer.call('listRegrades')).status).toBe(403)
    const params = { regradeId: '4ff33e10-7e6e-4c4c-9d41-9a2d1a2f3b5c' }
    expect((await author.call('getRegrade', { params })).status).toBe(404)
  })
})
