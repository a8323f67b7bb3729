import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PositionDraft } from '#contracts/api/positions.ts'
import { identifyAttributes } from '../../../server/positions/focus-attributes.ts'
import {
  goExercise,
  startTestServer,
  typescriptExercise,
  type TestServer,
} from '../../support/server/test-server.ts'
import type { Visitor } from '../../support/server/call.ts'

let server: TestServer
let recruiter: Visitor
let reviewer: Visitor & { staffId: string }
beforeAll(async () => {
  server = await startTestServer()
  recruiter = await server.staff('recruiter')
  reviewer = await server.staff('reviewer')
})
afterAll(() => server.stop())

const draft = (changes: Partial<PositionDraft> = {}): PositionDraft => ({
  title: 'Backend engineer',
  summary: 'Services that fail gracefully.',
  exerciseIds: [goExercise],
  reviewerIds: [reviewer.staffId],
  focusAttributes: [{ title: 'Go' }, { title: 'Clear writing' }],
  ...changes,
})
const invite = (positionId: string, exerciseId = goExercise) =>
  recruiter.call('createInvitation', {
    body: {
      positionId,
      exerciseId,
      candidateName: 'Zarah Quillfeather',
      candidateEmail: 'zarah@candidate.example',
    },
  })

describe('a position', () => {
  it('is made, and candidates are invited for it', async () => {
    const made = await recruiter.must('createPosition', { body: draft({ title: '  Backend engineer ' }) })
    expect(made).toMatchObject({
      title: 'Backend engineer',
      exerciseIds: [goExercise],
      reviewers: [{ id: reviewer.staffId }],
      focusAttributes: [
        { id: 'go', title: 'Go' },
        { id: 'clear-writing', title: 'Clear writing' },
      ],
      closedAt: null,
    })
    expect((await invite(made.id)).status).toBe(201)
    expect((await invite(made.id, typescriptExercise)).status).toBe(400)
  })

  it.each([
    ['no title', { title: '  ' }, 'body.title'],
    ['a title beyond bounds', { title: 'x'.repeat(121) }, 'body.title'],
    ['a title that another has', { title: 'BACKEND engineer' }, 'body.title'],
    ['no exercise', { exerciseIds: [] }, 'body.exerciseIds'],
    ['an exercise that is not loaded', { title: 'Other', exerciseIds: ['nothing'] }, 'body.exerciseIds'],
    ['a reviewer who is none', { title: 'Other', reviewerIds: ['nobody'] }, 'body.reviewerIds'],
    ['an empty attribute', { focusAttributes: [{ title: ' ' }] }, 'body.focusAttributes.0.title'],
  ])('with %s is refused at its field', async (_name, changes, path) => {
    expect(await recruiter.call('createPosition', { body: draft(changes) })).toMatchObject({
      status: 400,
      error: { issues: [{ path }] },
    })
  })

  it('of the same title twice at once is made once', async () => {
    const body = draft({ title: 'Made twice' })
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => recruiter.call('createPosition', { body })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400])
  })

  it('is changed, and its attributes keep their ids, which reviews refer to', async () => {
    const { id, version } = await recruiter.must('createPosition', {
      body: draft({ title: 'To be changed' }),
    })
    const changed = await recruiter.must('changePosition', {
      params: { positionId: id },
      body: {
        version,
        ...draft({
          title: 'Changed',
          exerciseIds: [goExercise, typescriptExercise],
          reviewerIds: [],
          focusAttributes: [{ id: 'clear-writing', title: 'Words' }, { title: 'Go' }, { title: 'Go' }],
        }),
      },
    })
    expect(changed).toMatchObject({
      title: 'Changed',
      reviewers: [],
      focusAttributes: [
        { id: 'clear-writing', title: 'Words' },
        { id: 'go-2', title: 'Go' },
        { id: 'go-3', title: 'Go' },
      ],
    })
    expect(
      await recruiter.call('changePosition', {
        params: { positionId: crypto.randomUUID() },
        body: { ...draft({ title: 'Nowhere' }), version: 1 },
      }),
    ).toMatchObject({ status: 404 })
  })

  it('that is closed invites nobody further until it is opened again', async () => {
    const { id } = await recruiter.must('createPosition', { body: draft({ title: 'Closing' }) })
    const params = { positionId: id }
    const closed = await recruiter.must('closePosition', { params })
    expect(closed.closedAt).toBe(server.clock.current.toISOString())
    await recruiter.must('closePosition', { params })
    expect(await invite(id)).toMatchObject({ status: 409, error: { code: 'position_closed' } })
    expect(await recruiter.must('reopenPosition', { params })).toMatchObject({ closedAt: null })
    expect((await invite(id)).status).toBe(201)
  })

  it('and each change of it stands in the audit', async () => {
    const rows = await server.deps.db
      .selectFrom('audit')
      .select('action')
      .where('action', 'like', 'position-%')
      .execute()
    expect(new Set(rows.map(({ action }) => action))).toEqual(
      new Set(['position-created', 'position-changed', 'position-closed', 'position-reopened']),
    )
  })
})

it('an id is given once, whatever the titles are', () => {
  const known = [{ id: 'go', title: 'Go' }]
  expect(
    identifyAttributes([{ id: 'go', title: 'A' }, { id: 'go', title: 'B' }, { title: '日本' }], known),
  ).toEqual([
    { id: 'go', title: 'A' },
    { id: 'b', title: 'B' },
    { id: 'attribute', title: '日本' },
  ])
})
