import { describe, expect, it as pure } from 'vitest'
import type { PositionDraft } from '#contracts/api/positions.ts'
import { differs, nextPins, sameExercises } from '../../../server/positions/cohorts/pins.ts'
import { keepVersion } from '../../../server/exercises/store.ts'
import { readExerciseFolder } from '../../../server/exercises/read-folder.ts'
import { it } from '../../support/fixtures.ts'
import { goExercise, typescriptExercise, type TestServer } from '../../support/server/test-server.ts'
import type { Visitor } from '../../support/server/call.ts'

const draft = (title: string, changes: Partial<PositionDraft> = {}): PositionDraft => ({
  title,
  exerciseIds: [goExercise],
  ...changes,
})

const invite = (recruiter: Visitor, positionId: string, exerciseId = goExercise) =>
  recruiter.call('createInvitation', {
    body: {
      positionId,
      exerciseId,
      candidateName: 'Zarah Quillfeather',
      candidateEmail: `${crypto.randomUUID()}@candidate.example`,
    },
  })

/** Loads the Go exercise as another version, or with other content under the same one. */
async function load(server: TestServer, changes: { version?: string; overview?: string }) {
  const folder = await readExerciseFolder(`exercises/${goExercise}`, goExercise)
  if ('reason' in folder) throw new Error(folder.reason)
  const { version = folder.manifest.version, overview = folder.overview } = changes
  const manifest = { ...folder.manifest, version }
  const contentSha256 = `${version} ${overview}`
  return keepVersion(server.deps.db, { ...folder, manifest, overview, contentSha256 }, server.clock.current)
}

async function given(server: TestServer, invitationId: string) {
  return server.deps.db
    .selectFrom('invitations')
    .innerJoin('exercise_versions', 'exercise_versions.id', 'invitations.exercise_version_id')
    .innerJoin('position_cohorts', 'position_cohorts.id', 'invitations.cohort_id')
    .select(['exercise_versions.version', 'position_cohorts.number'])
    .where('invitations.id', '=', invitationId)
    .executeTakeFirstOrThrow()
}

describe('what a cohort takes', () => {
  const pin = (exerciseId: string, version: string) => ({
    exerciseId,
    version,
    versionId: `${exerciseId}@${version}`,
  })
  const loaded = [pin('a', '2'), pin('b', '1')]

  pure('keeps what is given out, unless the newest is asked for', () => {
    const pinned = [pin('a', '1'), pin('gone', '1')]
    expect(nextPins(['a', 'b'], { pinned, loaded, newest: false })).toEqual([pin('a', '1'), pin('b', '1')])
    expect(nextPins(['a', 'b', 'a'], { pinned, loaded, newest: true })).toEqual(loaded)
    expect(nextPins(['gone', 'never'], { pinned, loaded, newest: true })).toEqual([pin('gone', '1')])
  })

  pure('the same exercises in another order are the same', () => {
    expect(sameExercises(['a', 'b'], ['b', 'a', 'b'])).toBe(true)
    expect(sameExercises(['a'], ['a', 'b'])).toBe(false)
    expect(differs([pin('a', '1')], [pin('a', '1')])).toBe(false)
    expect(differs([pin('a', '1')], [pin('a', '2')])).toBe(true)
    expect(differs([], [pin('a', '2')])).toBe(true)
  })
})

describe('the version of an exercise is pinned by the cohort', () => {
  it('a newer one changes nothing by itself; the next cohort takes it', async ({ server }) => {
    const recruiter = await server.staff('recruiter')
    const made = await recruiter.must('createPosition', { body: draft('Pinned') })
    const first = made.cohort?.exercises[0]?.version ?? ''
    expect(made.cohort).toMatchObject({ number: 1, exercises: [{ exerciseId: goExercise, version: first }] })
    const params = { positionId: made.id }
    expect(await recruiter.call('openCohort', { params, body: { version: made.version } })).toMatchObject({
      status: 409,
      error: { code: 'conflict' },
    })
    expect(await load(server, { version: '90.0.0' })).toBe(null)
    const one = await invite(recruiter, made.id)
    expect(await given(server, one.body.invitationId)).toEqual({ version: first, number: 1 })

    const opened = await recruiter.must('openCohort', { params, body: { version: made.version } })
    expect(opened.cohort).toMatchObject({ number: 2, exercises: [{ version: '90.0.0' }] })
    expect(await recruiter.call('openCohort', { params, body: { version: made.version } })).toMatchObject({
      status: 409,
      error: { code: 'changed_meanwhile' },
    })
    const two = await invite(recruiter, made.id)
    expect(await given(server, two.body.invitationId)).toEqual({ version: '90.0.0', number: 2 })
    expect(await given(server, one.body.invitationId)).toEqual({ version: first, number: 1 })
    const audit = await server.deps.db
      .selectFrom('audit')
      .select(['actor', 'detail'])
      .where('action', '=', 'cohort-opened')
      .where('subject', '=', `position:${made.id}`)
      .orderBy('id')
      .execute()
    expect(audit.map(({ detail }) => detail)).toMatchObject([{ number: 1 }, { number: 2 }])
  })

  it('other content under a pinned number is taken while nobody was invited, and refused from then on', async ({
    server,
  }) => {
    const recruiter = await server.staff('recruiter')
    await load(server, { version: '91.0.0' })
    const made = await recruiter.must('createPosition', { body: draft('Authored') })
    expect(await load(server, { version: '91.0.0', overview: 'Written again' })).toBe(null)
    const invited = await invite(recruiter, made.id)
    expect(await given(server, invited.body.invitationId)).toEqual({ version: '91.0.0', number: 1 })
    expect(await load(server, { version: '91.0.0', overview: 'And again' })).toMatchObject({
      reason: expect.stringContaining('raise the number') as unknown,
    })
  })

  it('other exercises open the next cohort, and what stays keeps its version', async ({ server }) => {
    const recruiter = await server.staff('recruiter')
    const made = await recruiter.must('createPosition', { body: draft('Widened') })
    const version = made.cohort?.exercises[0]?.version
    await load(server, { version: '92.0.0' })
    const params = { positionId: made.id }
    const renamed = await recruiter.must('changePosition', {
      params,
      body: { ...draft('Widened', { summary: 'Said anew' }), version: made.version },
    })
    expect(renamed.cohort?.number).toBe(1)
    const widened = await recruiter.must('changePosition', {
      params,
      body: {
        ...draft('Widened', { exerciseIds: [typescriptExercise, goExercise] }),
        version: renamed.version,
      },
    })
    expect(widened.cohort?.number).toBe(2)
    expect(widened.cohort?.exercises).toContainEqual({ exerciseId: goExercise, version })
  })
})

describe('nothing is half-done while somebody else changes the position', () => {
  it('of two changes on one state the second hears it', async ({ server }) => {
    const recruiter = await server.staff('recruiter')
    const { id, version } = await recruiter.must('createPosition', { body: draft('Edited twice') })
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((summary) =>
        recruiter.call('changePosition', {
          params: { positionId: id },
          body: { ...draft('Edited twice', { summary }), version },
        }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  it('closed, or its pool changed on the people page, a change made before is refused', async ({
    server,
  }) => {
    const [recruiter, admin, reviewer] = [
      await server.staff('recruiter'),
      await server.staff('admin'),
      await server.staff('reviewer'),
    ]
    const made = await recruiter.must('createPosition', {
      body: draft('Pool', {
        exerciseIds: [goExercise, typescriptExercise],
        reviewerIds: [reviewer.staffId],
        eligibility: [{ reviewerId: reviewer.staffId, exerciseIds: [goExercise] }],
      }),
    })
    const change = (version: number) =>
      recruiter.call('changePosition', {
        params: { positionId: made.id },
        body: { ...draft('Pool'), version },
      })
    const kept = await admin.must('changeStaff', {
      params: { staffId: reviewer.staffId },
      body: { roles: ['reviewer', 'author'], positionIds: [made.id] },
    })
    expect(kept.positionIds).toEqual([made.id])
    const read = async () =>
      (await recruiter.must('listPositions')).positions.find(({ id }) => id === made.id)!
    // Staying in the pool keeps what somebody is eligible for, and is no change of the position.
    expect(await read()).toMatchObject({ version: made.version, reviewers: [{ exerciseIds: [goExercise] }] })
    await admin.must('disableStaff', { params: { staffId: reviewer.staffId } })
    expect(await change(made.version)).toMatchObject({ error: { code: 'changed_meanwhile' } })
    const open = await read()
    await recruiter.must('closePosition', { params: { positionId: made.id } })
    expect(await change(open.version)).toMatchObject({ error: { code: 'changed_meanwhile' } })
    const body = { version: (await read()).version }
    expect(await recruiter.call('openCohort', { params: { positionId: made.id }, body })).toMatchObject({
      error: { code: 'position_closed' },
    })
  })

  it('invitations and a close at once: whoever comes after it is refused, and leaves no candidate behind', async ({
    server,
  }) => {
    const recruiter = await server.staff('recruiter')
    const made = await recruiter.must('createPosition', { body: draft('Closed in between') })
    const [closed, ...invited] = await Promise.all([
      recruiter.call('closePosition', { params: { positionId: made.id } }),
      ...Array.from({ length: 6 }, () => invite(recruiter, made.id)),
    ])
    expect(closed.status).toBe(200)
    const taken = invited.filter(({ status }) => status === 201).length
    expect(invited.filter(({ status }) => status === 409)).toHaveLength(6 - taken)
    const { count } = await server.deps.db
      .selectFrom('invitations')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('position_id', '=', made.id)
      .executeTakeFirstOrThrow()
    expect(count).toBe(taken)
    expect(await invite(recruiter, made.id)).toMatchObject({ error: { code: 'position_closed' } })
  })

  it('an exercise that was taken out is refused at its field', async ({ server }) => {
    const recruiter = await server.staff('recruiter')
    const made = await recruiter.must('createPosition', { body: draft('Withdrawn') })
    await recruiter.must('changePosition', {
      params: { positionId: made.id },
      body: { ...draft('Withdrawn', { exerciseIds: [typescriptExercise] }), version: made.version },
    })
    expect(await invite(recruiter, made.id)).toMatchObject({
      status: 400,
      error: { issues: [{ path: 'body.exerciseId' }] },
    })
    expect((await invite(recruiter, made.id, typescriptExercise)).status).toBe(201)
  })

  it('a position without a cohort gets its first once, however many invite at once', async ({ server }) => {
    const recruiter = await server.staff('recruiter')
    const positionId = await server.position()
    const answers = await Promise.all(Array.from({ length: 5 }, () => invite(recruiter, positionId)))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
    const { positions } = await recruiter.must('listPositions')
    expect(positions.find(({ id }) => id === positionId)?.cohort).toMatchObject({ number: 1 })
  })
})

describe('a pool of fewer than two', () => {
  it('warns, and holds nothing up; eligibility and the inviter count', async ({ server }) => {
    const recruiter = await server.staff('recruiter', 'reviewer')
    const [one, two] = [await server.staff('reviewer'), await server.staff('reviewer')]
    const exerciseIds = [goExercise, typescriptExercise]
    const reviewerIds = [one.staffId, two.staffId, recruiter.staffId]
    const made = await recruiter.must('createPosition', {
      body: draft('Few', {
        exerciseIds,
        reviewerIds,
        eligibility: [{ reviewerId: two.staffId, exerciseIds: [typescriptExercise] }],
      }),
    })
    expect((await invite(recruiter, made.id, typescriptExercise)).body?.warnings).toEqual([])
    expect((await invite(recruiter, made.id, goExercise)).body?.warnings).toMatchObject([
      { code: 'few_reviewers', message: expect.stringContaining('One person alone') as unknown },
    ])
    const nobody = await recruiter.must('createPosition', { body: draft('Nobody') })
    expect((await invite(recruiter, nobody.id)).body?.warnings).toMatchObject([
      { message: expect.stringContaining('Nobody') as unknown },
    ])
  })

  it.for([
    ['somebody outside of the pool', { eligibility: [{ reviewerId: 'nobody', exerciseIds: [goExercise] }] }],
    ['no exercise at all', { eligibility: [{ reviewerId: 'nobody', exerciseIds: [] }] }],
  ] as const)('a mark for %s is refused', async ([, changes], { server }) => {
    const recruiter = await server.staff('recruiter')
    const { eligibility } = changes
    const body = draft('Marks', {
      eligibility: eligibility.map((one) => ({ ...one, exerciseIds: [...one.exerciseIds] })),
    })
    expect((await recruiter.call('createPosition', { body })).status).toBe(400)
  })

  it('only those who are eligible are given the submission', async ({ server }) => {
    const recruiter = await server.staff('recruiter')
    const [one, two] = [await server.staff('reviewer'), await server.staff('reviewer')]
    const made = await recruiter.must('createPosition', {
      body: draft('Eligible', {
        exerciseIds: [goExercise, typescriptExercise],
        reviewerIds: [one.staffId, two.staffId],
        eligibility: [{ reviewerId: two.staffId, exerciseIds: [typescriptExercise] }],
      }),
    })
    const { visitor, attemptId } = await server.attempt({ positionId: made.id })
    await visitor.must('submitAttempt', { params: { attemptId } })
    expect((await one.must('listSubmissions')).submissions).toHaveLength(1)
    expect((await two.must('listSubmissions')).submissions).toHaveLength(0)
  })
})
